"""The scores of what police did, from readings made for this test."""

import re

import pytest
from benchmarks.score_police import document_scores, main, reading, words_answer

from sayso.core.errors import UsageError
from sayso.core.reading import Argument, Event, ReaderIdentity, Reading
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.evaluation.india_police import PoliceDocument, PoliceSentence
from sayso.reading.reader import ReaderConfig

IDENTITY = ReaderIdentity(name="test", version="1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("police came", {"ANY_ACTION"}),
        ("the mob killed ten", set()),
        ("two were killed when policemen opened fire", {"KILL", "FORCE", "ANY_ACTION"}),
        ("cops rounded up ten", {"ARREST", "ANY_ACTION"}),
        ("police refused to help", {"FAIL", "ANY_ACTION"}),
    ],
)
def test_what_words_answer(text: str, expected: set[str]) -> None:
    assert words_answer(text) == expected


def arrests(report: Report) -> Reading:
    """Read every `held` as an arrest by the police of its report."""
    start = report.text.index("police")
    actor = Argument(start=start, end=start + 6, text="police", role="actor")
    events = tuple(
        Event(
            id=f"e{match.start()}", type="COERCE", modes=("arrest",), trigger=Span.of(report.text, *match.span()),
            arguments=(actor,), confidence=1.0,
        )
        for match in re.finditer("held", report.text)
    )  # fmt: skip
    return Reading(report=report, events=events, reader=IDENTITY)


def document(name: str, *sentences: tuple[str, set[str]]) -> PoliceDocument:
    text, placed = "", []
    for words, labels in sentences:
        found = PoliceSentence(start=len(text), end=len(text) + len(words), text=words, labels=frozenset(labels))  # type: ignore[arg-type]
        placed.append(found)
        text += f"{words} "
    return PoliceDocument(name=name, text=text, sentences=tuple(placed))


def test_sentences_are_scored_over_all_articles() -> None:
    given = [
        document("a", ("police held ten.", {"ARREST", "ANY_ACTION"}), ("they held more.", {"ARREST", "ANY_ACTION"})),
        document("b", ("police held a meeting.", {"ANY_ACTION"}), ("nobody acted.", {"FAIL"})),
    ]
    rows = {row.metric: row for row in document_scores(given, arrests)}
    arrest = rows["police ARREST F1"]
    assert (arrest.n, arrest.documents, arrest.precision, arrest.recall) == (2, 2, pytest.approx(2 / 3), 1)
    assert rows["police ANY_ACTION F1"].f1 == 1
    assert rows["police ANY_ACTION F1"].baseline == pytest.approx(2 * 2 / (2 + 3))
    assert rows["police FAIL F1"].f1 == 0
    assert rows["police KILL F1"].f1 is None


def test_a_reader_without_events_is_refused() -> None:
    with pytest.raises(UsageError, match="events"):
        reading(ReaderConfig(name="bare", components=()))


def test_the_command_says_what_it_lacks(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("SAYSO_CORPORA", raising=False)
    assert main([]) == 2
    assert "SAYSO_CORPORA" in capsys.readouterr().err
