"""A report and its margin, as lines: table-driven pages, and what must hold for any text and any marks."""

from collections.abc import Sequence
from textwrap import dedent
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from sayso.cli.margin import MARGIN_FROM, NOTES_AFTER, Layout, report_lines
from sayso.cli.margin_lines import plain
from sayso.cli.margin_notes import NOBODY, SIGNS, VERBS, notes
from sayso.cli.terminal import visible
from sayso.core.reading import (
    Argument,
    Attribution,
    Count,
    Entity,
    Event,
    Mention,
    Place,
    ReaderIdentity,
    Reading,
    SourceSpan,
    State,
    Timex,
)
from sayso.core.report import Report, text_sha256
from sayso.core.span import Span


def read(text: str, attributions: Sequence[Attribution] = (), entities: Sequence[Entity] = ()) -> Reading:
    digest = text_sha256(text)
    report = Report(id="r-1", uri="a.txt", text=text, sha256=digest, original_sha256=digest, extractor="text 1")
    reader = ReaderIdentity(name="test", version="1")
    return Reading(report=report, attributions=tuple(attributions), entities=tuple(entities), reader=reader)


def at(text: str, words: str) -> tuple[int, int]:
    assert text.count(words) == 1, f"{words!r} is not in the text once"
    return text.index(words), text.index(words) + len(words)


def said(text: str, name: str, *content: str, **values: Any) -> Attribution:
    """Return an attribution by its words; `source` is the words, or the words and the entity."""
    source = values.pop("source", None)
    words, entity = source if isinstance(source, tuple) else (source, None)
    given_values = {"manner": "indirect", "stance": "assert", "confidence": 0.9, "cue": None, **values}
    return Attribution(
        id=name,
        source=None if words is None else SourceSpan(**vars_of(text, words), entity=entity),
        content=tuple(Span.of(text, *at(text, piece)) for piece in content),
        **given_values,
    )


def vars_of(text: str, words: str) -> dict[str, Any]:
    start, end = at(text, words)
    return {"start": start, "end": end, "text": words}


def entity(text: str, name: str, kind: Any, *mentions: tuple[str, Any]) -> Entity:
    return Entity(
        id=f"e-{name}",
        name=name,
        type=kind,
        mentions=tuple(Mention(**vars_of(text, words), form=form) for words, form in mentions),
    )


def page(reading: Reading, **layout: Any) -> list[str]:
    return [plain(line) for line in report_lines(reading, Layout(**{"width": 80, **layout}))]


def body(reading: Reading, **layout: Any) -> str:
    """Return the page without its legend."""
    lines = page(reading, **layout)
    return "\n".join(lines[: next(n for n, line in enumerate(lines) if line.startswith(("[1 ... 1]:", "No attr")))])


ENVOY = (
    "The envoy said the general had told him that Khasht was lost, and that nobody would come.\n\n"
    "“We hold Khasht still,” the army replied on Sunday, “and we will hold it.”\n"
)
ENVOY_SAID = (
    said(
        ENVOY,
        "a1",
        "the general had told him that Khasht was lost, and that nobody would come",
        source=("The envoy", "e-Amon Reiss"),
        confidence=0.8,
    ),
    said(ENVOY, "a2", "that Khasht was lost", source="the general", within="a1", confidence=0.42),
    said(
        ENVOY,
        "a3",
        "“We hold Khasht still,”",
        "“and we will hold it.”",
        source="the army",
        manner="direct",
        stance="deny",
    ),
)
REISS = entity(ENVOY, "Amon Reiss", "person", ("The envoy", "nominal"), ("him", "pronoun"))


def test_notes_stand_beside_the_lines_where_the_words_begin() -> None:
    expected = """\
        The envoy said [1 the general had told him [2 that  | 1 Amon Reiss (The envoy)
        Khasht was lost 2], and that nobody would come 1].  |   said ~ 0.80
                                                            | 2 Amon Reiss > the general
                                                            |   said ~ 0.42

        [3 “We hold Khasht still,” 3] the army replied on   | 3 the army denied " 0.90
        Sunday, [3 “and we will hold it.” 3]
        """
    assert body(read(ENVOY, ENVOY_SAID, [REISS])) == dedent(expected)


def test_a_narrow_page_has_its_notes_below_the_paragraphs() -> None:
    expected = """\
        The envoy said [1 the general had told
        him [2 that Khasht was lost 2], and that
        nobody would come 1].
         | 1 Amon Reiss (The envoy) said ~ 0.80
         | 2 Amon Reiss > the general said
         |   ~ 0.42

        [3 “We hold Khasht still,” 3] the army
        replied on Sunday, [3 “and we will hold
        it.” 3]
         | 3 the army denied " 0.90
        """
    assert body(read(ENVOY, ENVOY_SAID, [REISS]), width=40) == dedent(expected)


def test_with_colour_the_end_of_content_is_its_style() -> None:
    lines = list(report_lines(read(ENVOY, ENVOY_SAID, [REISS]), Layout(width=200, brackets=False)))
    assert plain(lines[0]).startswith("The envoy said [1] the general had told him [2] that Khasht was lost, and that")
    styles = {piece.text.strip(): piece.styles for piece in lines[0] if not piece.is_mark}
    assert styles["The envoy"] == ("source",)
    assert styles["the general"] == ("content 1", "source")
    assert styles["that Khasht was lost"] == ("content 1", "content 2")
    assert next(styles[text] for text in styles if text.startswith(", and that")) == ("content 1",)


def test_less_sure_ones_are_left_out_and_the_others_keep_their_numbers() -> None:
    lines = page(read(ENVOY, ENVOY_SAID, [REISS]), min_confidence=0.85)
    assert lines[0] == "The envoy said the general had told him that Khasht"
    assert lines[3].startswith("[3 “We hold Khasht still,” 3]")
    assert lines[-1] == "2 of 3 attributions left out: confidence below 0.85."
    inner = page(read(ENVOY, ENVOY_SAID[:2], [REISS]), min_confidence=0.4)
    outer = page(read(ENVOY, ENVOY_SAID[:2], [REISS]), min_confidence=0.42)
    assert inner == outer


def test_one_whose_outer_is_left_out_still_names_it() -> None:
    inner = msgspec.structs.replace(ENVOY_SAID[1], confidence=0.95)
    lines = page(read(ENVOY, (ENVOY_SAID[0], inner), [REISS]), min_confidence=0.9)
    assert lines[0].endswith("| 2 Amon Reiss > the general")
    assert not any("[1 the general" in line for line in lines)


def test_mentions_are_marked_with_their_type() -> None:
    assert page(read(ENVOY, (), [REISS]), entities=True, width=50)[:2] == [
        "{The envoy:person} said the general had told",
        "{him:person} that Khasht was lost, and that nobody",
    ]
    text = "The mayor of Khasht left."
    inner = [
        entity(text, "mayor", "person", ("The mayor of Khasht", "nominal")),
        entity(text, "Khasht", "organization", ("Khasht", "name")),
    ]
    assert page(read(text, (), inner), entities=True)[0] == "{The mayor of {Khasht:org}:person} left."
    assert page(read(text, (), inner))[0] == text
    assert page(read(text, (), inner), entities=True)[-1] == "{...:type}: a mention of an entity."
    assert page(read(text), entities=True)[-1] == "No mentions of entities found."


def test_crossing_content_opens_and_closes_where_it_does() -> None:
    text = "one two three four"
    both = [said(text, "a1", "one two three"), said(text, "a2", "two three four")]
    assert page(read(text, both), width=100)[0].startswith("[1 one [2 two three 1] four 2] ")


def test_content_over_paragraphs_is_named_again() -> None:
    text = "“It began at noon.\n\n“Then it stopped,” the mayor said.\n\nShe wept."
    lines = page(
        read(text, [said(text, "a1", "“It began at noon.\n\n“Then it stopped,”", source="the mayor", stance="opine")])
    )
    assert [line.rstrip() for line in lines[:5]] == [
        "[1 “It began at noon. 1]                            | 1 the mayor thought ~ 0.90",
        "",
        "[1 “Then it stopped,” 1] the mayor said.            | 1 ... the mayor",
        "",
        "She wept.",
    ]


@pytest.mark.parametrize(
    ("source", "name", "expected"),
    [
        (None, None, NOBODY),
        ("She", None, "She (unresolved)"),
        ("She", "Ilse Tarn", "Ilse Tarn (She)"),
        ("She", "She", "She (unresolved)"),
        ("Tarn,", "Ilse Tarn", "Ilse Tarn"),
        ("Ilse Tarn, the mayor", "Ilse Tarn", "Ilse Tarn, the mayor"),
        ("the mayor", "Ilse Tarn", "Ilse Tarn (the mayor)"),
        ("the mayor", "Thea Mayor", "Thea Mayor (the mayor)"),
        ("residents\nof the valley", None, "residents of the valley"),
        ("a man\x1b[2J\u202e", None, "a man\ufffd[2J\ufffd"),
        ("他" * 50, None, "他" * 28 + "..."),
    ],
)
def test_who_says_it(source: str | None, name: str | None, expected: str) -> None:
    text = f"It is over: {source or 'a voice'} (on Monday)"
    entities = [] if name is None else [entity(text, name, "person", (source or "", "name"))]
    (note,) = notes(
        read(text, [said(text, "a1", "It is over", source=source and (source, name and f"e-{name}"))], entities)
    )
    assert note.speaker == expected


def test_who_tells_of_their_own_words_is_not_named_twice() -> None:
    text = "Ilse Tarn said: I who was there asked for help."
    tarn = entity(text, "Ilse Tarn", "person", ("Ilse Tarn", "name"), ("I who", "pronoun"))
    both = [
        said(text, "a1", "I who was there asked for help.", source=("Ilse Tarn", "e-Ilse Tarn")),
        said(text, "a2", "for help", source=("I who", "e-Ilse Tarn"), within="a1"),
    ]
    assert [(*note.outer, note.speaker) for note in notes(read(text, both, [tarn]))] == [
        ("Ilse Tarn",),
        ("Ilse Tarn", "I who"),
    ]


def test_every_stance_and_manner_has_its_word() -> None:
    assert set(VERBS) == set(Attribution.__annotations__["stance"].__args__)
    assert set(SIGNS) == set(Attribution.__annotations__["manner"].__args__)
    assert len(set(VERBS.values())) == len(VERBS)


def test_a_circle_of_attributions_ends() -> None:
    text = "one two"
    circle = [said(text, "a1", "one two", within="a2"), said(text, "a2", "one", within="a1")]
    assert [note.outer for note in notes(read(text, circle))] == [(NOBODY,), (NOBODY,)]


def test_a_paragraph_with_right_to_left_words_has_its_notes_below() -> None:
    text = "He said سلام to all.\n\nHe said hello to all of them."
    both = [said(text, "a1", "سلام to all"), said(text, "a2", "hello to all")]
    lines = page(read(text, both))
    assert lines[:3] == ["He said [1 سلام to all 1].", " | 1 nobody named said ~ 0.90", ""]
    assert lines[3].endswith("| 2 nobody named said ~ 0.90")


def test_wide_characters_leave_the_margin_in_line() -> None:
    text = "市长说桥已经被炸毁。 " * 6 + "e\u0301te\u0301 👩\u200d🚀 \n\nThen nothing."
    lines = page(read(text, [Attribution(**{**_content(text, 3, 8), "id": "a1"})]), width=80)
    bars = {cell_len(line[: line.index(" | ")]) for line in lines if " | " in line}
    assert bars == {Layout(width=80).text}


def test_windows_line_ends_are_line_ends_and_control_characters_are_shown() -> None:
    text = "one\r\ntwo\x07\r\n\r\nthree\rfour"
    assert page(read(text))[:4] == ["one", "two\ufffd", "", "three\ufffdfour"]


def test_a_report_without_attributions_uses_the_page() -> None:
    text = "word " * 40
    assert len(page(read(text))[0]) > Layout(width=80).text
    assert page(read(text))[-1] == "No attributions found."
    assert page(read("")) == ["No attributions found."]


@pytest.mark.parametrize("width", [60, 80])
def test_in_a_long_paragraph_notes_stay_near_their_place(width: int) -> None:
    sentence = "The envoy said that the road was closed. "
    text = sentence * 200
    many = [
        Attribution(**{**_content(text, at + 15, at + 39), "id": f"a{at}"}) for at in range(0, len(text), len(sentence))
    ]
    lines = page(read(text, many), width=width)
    bar = 0 if width < MARGIN_FROM else Layout(width=width).text
    for number in range(1, 201):
        opened = next(n for n, line in enumerate(lines) if f"[{number} " in line)
        noted = next(n for n, line in enumerate(lines) if line[bar:].startswith(f" | {number} "))
        assert 0 <= noted - opened <= 4 * NOTES_AFTER


def test_a_report_streams() -> None:
    text = "The envoy said that the road was closed.\n\n" * 20_000
    lines = report_lines(read(text), Layout(width=80))
    assert plain(next(lines)) == "The envoy said that the road was closed."


def _content(text: str, start: int, end: int) -> dict[str, Any]:
    return {
        "source": None,
        "cue": None,
        "content": (Span.of(text, start, end),),
        "manner": "indirect",
        "stance": "assert",
        "confidence": 0.5,
    }


TEXTS = st.text(
    st.sampled_from(
        'ab [1]{:} | " ~\n\n\n\t\r\u00a0\u3000\u2028-漢字e\u0301\u200d\ufe0f❤👩🚀سלا\x00\x1b\u202e\U000e0041'
    )
    | st.characters(exclude_categories=("Cs",)),
    max_size=200,
)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    text = draw(TEXTS)
    if not text.strip():
        return read(text)
    count = draw(st.integers(0, 6))
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted).filter(lambda s: s[0] < s[1])
    made = []
    for number in range(count):
        content = tuple(Span.of(text, *draw(spans)) for _ in range(draw(st.integers(1, 3))))
        source = draw(st.none() | spans.map(lambda s: SourceSpan(start=s[0], end=s[1], text=text[s[0] : s[1]])))
        made.append(
            Attribution(
                id=f"a{number}",
                source=source,
                cue=draw(st.none() | spans.map(lambda s: Span.of(text, *s))),
                content=content,
                manner=draw(st.sampled_from(sorted(SIGNS))),
                stance=draw(st.sampled_from(sorted(VERBS))),
                within=draw(st.none() | st.sampled_from([f"a{other}" for other in range(count)])),
                confidence=draw(st.floats(0, 1)),
            )
        )
    mentions = draw(st.lists(spans, max_size=3))
    entities = [
        Entity(
            id=f"e{number}",
            name="x",
            type="organization",
            mentions=(Mention(start=start, end=end, text=text[start:end], form="name"),),
        )
        for number, (start, end) in enumerate(mentions)
    ]
    return msgspec.structs.replace(
        read(text, made, entities),
        times=tuple(draw(st.lists(spans.map(lambda s: Span.of(text, *s)), max_size=3).map(_times))),
        places=tuple(draw(st.lists(spans.map(lambda s: Span.of(text, *s)), max_size=3).map(_places))),
        events=tuple(draw(st.lists(spans.map(lambda s: Span.of(text, *s)), max_size=3).map(_events))),
        states=tuple(draw(st.lists(spans.map(lambda s: Span.of(text, *s)), max_size=2).map(_states))),
    )


def _events(spans: list[Span]) -> list[Event]:
    return [
        Event(
            id=f"e{n}", type="ASSAULT", modes=("heavy-weapons", "aerial"), trigger=span, same_as="e0" if n else None,
            arguments=(Argument(start=span.start, end=span.end, text=span.text, role="actor"),),
            fatalities=Count(low=n, best=None, high=None, evidence=(span,)), auxiliary=("negation",),
            confidence=0.4 + n,
        )
        for n, span in enumerate(spans)
    ]  # fmt: skip


def _states(spans: list[Span]) -> list[State]:
    return [
        State(id=f"s{n}", type="need", holder=span, trigger=span, confidence=0.4 + n) for n, span in enumerate(spans)
    ]


def _times(spans: list[Span]) -> list[Timex]:
    values = ("2021-08-25T14:30:05Z", "P1W", None)
    return [
        Timex(
            start=span.start, end=span.end, text=span.text, id=f"t{n}", type="SET", value=values[n], status="inferred"
        )
        for n, span in enumerate(spans)
    ]


def _places(spans: list[Span]) -> list[Place]:
    return [
        Place(
            start=span.start, end=span.end, text=span.text, id=f"p{n}", name=("Khasht an der 漢字", None, None)[n],
            latitude_deg=(None, 1.0, None)[n], longitude_deg=(None, 1.0, None)[n], geonames_id=None, country="AF",
            granularity="city", form="name", uncertainty_km=9.0, status="unresolved" if n == 2 else "assumed",
        )
        for n, span in enumerate(spans)
    ]  # fmt: skip


LAYOUTS = st.builds(
    Layout,
    width=st.integers(20, 140),
    brackets=st.booleans(),
    entities=st.booleans(),
    times=st.booleans(),
    places=st.booleans(),
    events=st.booleans(),
    min_confidence=st.sampled_from([0.0, 0.5]),
)


@settings(max_examples=150, deadline=None)
@given(readings(), LAYOUTS)
def test_the_text_is_whole_and_no_line_too_wide(reading: Reading, layout: Layout) -> None:
    lines = list(report_lines(reading, layout))
    assert all(cell_len(plain(line)) <= layout.width for line in lines)
    assert not any(ord(character) < 32 for line in lines for character in plain(line))
    text = reading.report.text.replace("\r\n", "\n").strip()
    kept = [piece for line in lines for piece in _text_of(line) if not piece.is_mark]
    assert _squeezed(plain(kept)) == _squeezed(visible(text))


def _text_of(line: Any) -> list[Any]:
    """Return the pieces of a line that stand left of the bar; none of the legend."""
    bars = [number for number, piece in enumerate(line) if piece.styles == ("detail",)]
    return list(line[: bars[0]] if bars else line)


def _squeezed(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=80, deadline=None)
@given(readings(), LAYOUTS)
def test_every_attribution_with_words_has_one_note_and_balanced_marks(reading: Reading, layout: Layout) -> None:
    lines = list(report_lines(reading, Layout(width=layout.width)))
    opened = [piece.text for line in lines for piece in line if piece.is_mark and piece.text.startswith("[")]
    closed = [piece.text for line in lines for piece in line if piece.is_mark and piece.text.endswith("]")]
    assert sorted(text.strip("[ ") for text in opened) == sorted(text.strip("] ") for text in closed)
    numbers = {text.strip("[ ") for text in opened}
    assert numbers == {piece.text.strip() for line in lines for piece in line if piece.styles == ("number",)} - {""}
    with_words = [note for note in notes(reading) if any(span.text.strip() for span in note.content)]
    assert numbers == {str(note.number) for note in with_words}
    signs = sorted(piece.text for line in lines for piece in line if piece.is_mark and _is_sign(piece.text))
    assert signs == sorted(f"{note.sign} {note.confidence:.2f}" for note in with_words)


def _is_sign(text: str) -> bool:
    return text.split(" ")[0] in SIGNS.values()
