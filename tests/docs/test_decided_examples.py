"""The examples on the page of decisions are what the reader says."""

import re
from pathlib import Path

import msgspec
import pytest

from sayso.cli.margin_labels import place_labels
from sayso.core.reading import Attribution, Count, Event, ReaderIdentity, Reading, Scope
from sayso.core.report import Published, Report, text_sha256
from sayso.core.span import Span
from sayso.core.tolls import tolls
from sayso.reading.component import build
from sayso.reading.event.displaced import with_displaced
from sayso.reading.event.scopes import scope_of
from sayso.reading.place.candidates import MOST_CANDIDATES
from sayso.reading.place.component import Places
from sayso.reading.quantities import quantity_of
from sayso.reading.reader import Reader, ReaderConfig, load_config
from sayso.reading.time.component import Times

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "how-it-decides.md").read_text(encoding="utf-8")
WEDNESDAY = Published(value="2021-08-25", status="stated")
NO_DATE = Published(value=None, status="unresolved", reason="no date")


def rows(heading: str) -> list[tuple[str, ...]]:
    """Return the rows of the table whose first column has this heading."""
    table = re.search(rf"^\| {re.escape(heading)} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    assert table is not None, f"no table {heading!r}"
    return [tuple(cell.strip(" `") for cell in line.strip("|").split("|")) for line in table[1].splitlines()]


@pytest.fixture(scope="module")
def times() -> Times:
    (part,) = load_config().only("times").components
    made = build("times", part.settings)
    assert isinstance(made, Times)
    return made


@pytest.mark.parametrize(
    ("published", "row"),
    [(WEDNESDAY, row) for row in rows("Text")] + [(NO_DATE, row) for row in rows("Text, no publication date")],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_times(published: Published, row: tuple[str, ...], times: Times) -> None:
    marked, value, status, reason = row
    words = re.search(r"\*\*(.+?)\*\*", marked)
    assert words is not None
    (found,) = [time for time in times.times(marked.replace("**", ""), published) if time.start == words.start()]
    assert (found.text, found.value or "-", found.status, found.reason or "") == (words[1], value, status, reason)


def test_settings_of_history_stand_on_the_page() -> None:
    (part,) = load_config().only("times").components
    assert (part.settings["min_history_dates"], part.settings["history_years"]) == (6, 2)
    assert "at least six years two or more away" in " ".join(PAGE.split())


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """The bundled reader of places, with a gazetteer built for this, to which nobody has added anything."""
    config = load_config().only("sentences", "encoder", "entities", Places.name)
    gazetteer = tmp_path_factory.mktemp("gazetteer") / "gazetteer.sqlite"
    parts = [
        msgspec.structs.replace(part, settings={**part.settings, "gazetteer": str(gazetteer)})
        if part.name == Places.name
        else part
        for part in config.components
    ]
    return Reader(ReaderConfig(name="places", components=tuple(parts)))


@pytest.mark.timeout(400)  # the first of them builds the gazetteer
@pytest.mark.parametrize("row", rows("Text with a place"), ids=lambda row: row[0])
def test_places(row: tuple[str, ...], reader: Reader) -> None:
    marked, where, status, reason = row
    words = re.search(r"\*\*(.+?)\*\*", marked)
    assert words is not None
    text = marked.replace("**", "")
    digest = text_sha256(text)
    report = Report(id="r", uri="a.txt", text=text, sha256=digest, original_sha256=digest, extractor="text 1")
    (found,) = [each for each in reader.read(report).places if (each.start, each.text) == (words.start(), words[1])]
    (label,) = place_labels([found])
    assert (label.text, found.status, found.reason or "") == (_labelled(where, status), status, reason)


def _labelled(where: str, status: str) -> str:
    return f"@{where}" + ("" if status in {"stated", "unresolved"} else f", {status}")


def test_number_of_candidates_stands_on_the_page() -> None:
    assert f"{MOST_CANDIDATES} at most" in PAGE


def shown(numbers: tuple[int | None, ...] | None) -> str:
    """Return a range as the page shows it."""
    return "none" if numbers is None else "/".join("?" if number is None else str(number) for number in numbers)


def marked_words(marked: str) -> tuple[str, dict[str, Span]]:
    """Return a sentence, with the words in *italics* as `*` and those in **bold** as `**`."""
    text, end = "", 0
    spans = {}
    for match in re.finditer(r"(\*{1,2})([^*]+)\*{1,2}", marked):
        text += marked[end : match.start()]
        spans[match[1]] = Span(start=len(text), end=len(text) + len(match[2]), text=match[2])
        text, end = text + match[2], match.end()
    return text + marked[end:], spans


@pytest.mark.parametrize(("words", "expected"), rows("Words for a number"))
def test_words_for_a_number(words: str, expected: str) -> None:
    assert shown(quantity_of(words)) == expected


@pytest.mark.parametrize(("marked", "expected"), rows("Text with people displaced"))
def test_people_displaced(marked: str, expected: str) -> None:
    text, spans = marked_words(marked)
    event = Event(id="e1", type="ASSAULT", trigger=spans["*"], confidence=1.0)
    (found,) = with_displaced(text, [event], [Span.of(text, 0, len(text))])
    count = found.displaced
    assert shown(None if count is None else (count.low, count.best, count.high)) == expected
    assert (() if count is None else count.evidence) == ((spans["**"],) if "**" in spans else ())


@pytest.mark.parametrize(("marked", "expected"), rows("Text with a number"))
def test_scopes(marked: str, expected: str) -> None:
    text, spans = marked_words(marked)
    assert scope_of(text, Span.of(text, 0, len(text)), spans["**"], spans["*"]) == expected


@pytest.mark.parametrize(("told", "expected"), rows("Tellings of one event"))
def test_one_toll(told: str, expected: str) -> None:
    text = "x" * 9
    sources, events = [], []
    for place, telling in enumerate(told.split("; ")):
        voice, numbers, *scope = telling.split()
        at = Span.of(text, place, place + 1)
        low, best, high = (None if number == "?" else int(number) for number in numbers.split("/"))
        whose: Scope = "event" if not scope else "part" if scope == ["part"] else "total"
        count = Count(low=low, best=best, high=high, evidence=(at,), scope=whose)
        if voice == "source":
            sources.append(
                Attribution(
                    id=f"a{place}", source=None, cue=None, content=(at,), manner="indirect", stance="assert",
                    confidence=1.0,
                )
            )  # fmt: skip
        events.append(
            Event(
                id=f"e{place}", type="ASSAULT", trigger=at, fatalities=count, confidence=1.0,
                attribution=f"a{place}" if voice == "source" else None, same_as="e0" if place else None,
            )
        )  # fmt: skip
    identity = ReaderIdentity(name="tests", version="1")
    report = Report.of_text(text)
    (toll,) = tolls(Reading(report=report, attributions=tuple(sources), events=tuple(events), reader=identity))
    assert toll.count is not None
    assert shown((toll.count.low, toll.count.best, toll.count.high)) == expected
