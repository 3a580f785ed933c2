"""The examples of where and when events took place, on the page of decisions, are what the reader says."""

import re
from pathlib import Path
from typing import cast

import pytest

from sayso.core.reading import Auxiliary, Event, EventType, Findings, Place
from sayso.core.report import Published
from sayso.core.span import Span
from sayso.reading.component import build
from sayso.reading.event import when, where
from sayso.reading.event.when import dated
from sayso.reading.event.where import placed
from sayso.reading.reader import load_config
from sayso.reading.sentences.splitter import sentence_spans
from sayso.reading.time.component import Times

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "how-it-decides.md").read_text(encoding="utf-8")
WEDNESDAY = Published(value="2021-08-25", status="stated")
_MARK = re.compile(r"\[(?P<place>[^\]]+)\]|\*\*(?P<found>[^*]+)\*\*|\*(?P<trigger>[^*]+)\*")
_AUXILIARY = {"news": (), "history": ("historical",), "to come": ("future",)}


def rows(heading: str) -> list[tuple[str, ...]]:
    """Return the rows of the table whose first column has this heading."""
    table = re.search(rf"^\| {re.escape(heading)} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    assert table is not None, f"no table {heading!r}"
    return [tuple(cell.strip(" `") for cell in line.strip("|").split("|")) for line in table[1].splitlines()]


def read(marked: str) -> tuple[str, dict[str, list[Span]]]:
    """Return a text without its marks, and the words that each kind of mark is around, in order."""
    text, end = "", 0
    spans: dict[str, list[tuple[int, int]]] = {"place": [], "found": [], "trigger": []}
    for match in _MARK.finditer(marked):
        kind = str(match.lastgroup)
        text += marked[end : match.start()] + match[kind]
        spans[kind].append((len(text) - len(match[kind]), len(text)))
        end = match.end()
    text += marked[end:]
    return text, {kind: [Span.of(text, *each) for each in found] for kind, found in spans.items()}


def sentences(text: str) -> tuple[Span, ...]:
    return tuple(sentence_spans(text, wrap_width_chars=120, split_unspaced=True))


def events(spans: list[Span], kinds: str, told_as: str = "news") -> list[Event]:
    told = told_as.split(", ")
    told = told if len(told) == len(spans) else told * len(spans)
    return [
        Event(
            id=f"e{number}",
            type=cast(EventType, kind),
            trigger=trigger,
            auxiliary=cast(tuple[Auxiliary, ...], _AUXILIARY[each]),
            confidence=1.0,
        )
        for number, (trigger, kind, each) in enumerate(zip(spans, kinds.split(", "), told, strict=True))
    ]


@pytest.mark.parametrize("row", rows("Text with events and places"), ids=lambda row: row[0])
def test_where(row: tuple[str, ...]) -> None:
    marked, kinds, expected, status = row
    text, spans = read(marked)
    places = tuple(
        Place(
            id=f"p{number}", start=each.start, end=each.end, text=each.text, name=each.text, latitude_deg=31.5,
            longitude_deg=65.7, geonames_id=number, country="AF", granularity="city", form="name", uncertainty_km=5.0,
            status="stated",
        )
        for number, each in enumerate(spans["place"], 1)
    )  # fmt: skip
    told = placed(text, events(spans["trigger"], kinds), Findings(sentences=sentences(text), places=places))
    location = told.events[-1].location
    words = {each.id: each.text for each in places}
    assert (words[location.place or ""] if location else "none", location.status if location else "") == (
        expected,
        status,
    )


@pytest.mark.parametrize("row", rows("Text with events and dates"), ids=lambda row: row[0])
def test_when(row: tuple[str, ...]) -> None:
    marked, kinds, told_as, expected, status = row
    text, spans = read(marked)
    (part,) = load_config().only("times").components
    times = build("times", part.settings)
    assert isinstance(times, Times)
    found = Findings(sentences=sentences(text), times=tuple(times.times(text, WEDNESDAY)))
    date = dated(text, events(spans["trigger"], kinds, told_as), found, WEDNESDAY)[-1].date
    assert ((date.value, date.status) if date else ("none", "")) == (expected, status)


@pytest.mark.parametrize("what", [where, when])
def test_the_least_probability_stands_on_the_page(what: object) -> None:
    assert where.LEAST_PROBABILITY == when.LEAST_PROBABILITY == 0.5
    assert "at least as likely as that none is told" in " ".join(PAGE.split())
