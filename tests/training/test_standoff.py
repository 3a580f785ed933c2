"""Marks on texts that are published elsewhere: written without a word of the text, and loaded only on the same text."""

from pathlib import Path

import pytest
from training.notation import NotationError, StandoffHeader, load_standoff, load_text, write_standoff
from training.notation.header import split_file
from training.notation.markup import strip_markup
from training.notation.problems import Problems

from sayso.core.report import text_sha256

INLINE = """\
id: x-01
conflict: x
outlet: P
style: local
published: 2024-02-02
title: T
region: N
layers: events states

[[Two gunmen]{e1.actor @-; e2.actor @-} [from Bel]{e1.location -}]{e3.actor @-} [shot]{e1.trigger ASSAULT firearms} \
[[one]{e1.dead 1} miller]{e1.recipient @-; e1.casualty @-}, [fled]{e2.trigger RETREAT same=e1} and \
[met]{e3.trigger CONSULT historical}.
"""
TAIL = " More of the article that nobody marked."


def parts() -> tuple[str, StandoffHeader, str]:
    """Return the text, the header and the file of the marks of INLINE."""
    problems = Problems()
    _, body, first_line = split_file(INLINE, problems)
    text, labels = strip_markup(body, first_line, problems)
    header = StandoffHeader(
        corpus="wire", document="7", end=len(text), sha256=text_sha256(text), layers=("events", "states")
    )
    return text, header, write_standoff(header, labels)


def test_the_marks_of_a_text_give_what_the_inline_notation_gives(tmp_path: Path) -> None:
    text, _, written = parts()
    (tmp_path / "wire-07.marks").write_text(written)
    loaded = load_standoff(
        tmp_path / "wire-07.marks", lambda corpus, document: {("wire", "7"): text + TAIL}[corpus, document]
    )
    inline = load_text(INLINE, conventions=False)
    assert loaded.reading.events == inline.reading.events
    assert loaded.same_events == inline.same_events
    assert loaded.reading.report.text == text
    assert (loaded.header.id, loaded.header.title, loaded.layers) == ("wire-07", "7", {"events", "states"})
    assert loaded.reading.report.published.value is None


def test_the_file_has_no_word_of_the_text() -> None:
    text, _, written = parts()
    marks = written.split("\n\n", 1)[1]
    assert not [word for word in text.replace(",", " ").replace(".", " ").split() if len(word) > 3 and word in marks]


def test_another_form_of_the_text_may_be_shown(tmp_path: Path) -> None:
    text, _, written = parts()
    (tmp_path / "wire-07.marks").write_text(written)
    loaded = load_standoff(tmp_path / "wire-07.marks", lambda *_: text, shown_as=str.upper)
    assert [event.trigger.text for event in loaded.reading.events] == ["SHOT", "FLED", "MET"]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("sha256: ", "sha256: 0", "another text"),
        ("end: ", "end: x", "header"),
        ("corpus: wire\n", "", "header"),
        ("layers: events", "layers: rumours events", "header"),
        ("layers: events states", "layers: states", "events are annotated"),
        ("e1.trigger ASSAULT", "e1.trigger QUARREL", "QUARREL"),
        ("\te1.trigger", " e1.trigger", "marks nothing"),
        ("e1.trigger ASSAULT firearms", "e1.trigger ASSAULT firearms;", "empty label"),
        ("corpus: wire", "corpus: wire\nwriter: me", "header"),
    ],
)
def test_what_is_malformed_or_on_another_text_is_told(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    text, _, written = parts()
    assert old in written
    (tmp_path / "wire-07.marks").write_text(written.replace(old, new, 1))
    with pytest.raises(NotationError, match=complaint):
        load_standoff(tmp_path / "wire-07.marks", lambda *_: text)


def test_a_span_beyond_the_end_is_told(tmp_path: Path) -> None:
    text, header, written = parts()
    (tmp_path / "wire-07.marks").write_text(f"{written}{header.end - 1} {header.end + 1}\ts1.trigger need\n")
    with pytest.raises(NotationError, match="marks nothing"):
        load_standoff(tmp_path / "wire-07.marks", lambda *_: text + TAIL)


def test_the_original_is_the_text_as_it_is_published(tmp_path: Path) -> None:
    text, header, written = parts()
    (tmp_path / "wire-07.marks").write_text(written)
    loaded = load_standoff(tmp_path / "wire-07.marks", lambda *_: text, shown_as=str.upper)
    assert loaded.reading.report.original_sha256 == header.sha256


def test_another_form_has_the_same_length(tmp_path: Path) -> None:
    text, _, written = parts()
    (tmp_path / "wire-07.marks").write_text(written)
    with pytest.raises(NotationError, match="another length"):
        load_standoff(tmp_path / "wire-07.marks", lambda *_: text, shown_as=lambda shown: f"xx{shown}")
