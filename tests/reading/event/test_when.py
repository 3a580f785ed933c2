"""When events were, by the bundled weights, with the times that the rules find."""

from typing import cast

import pytest

from sayso.core.reading import Argument, Auxiliary, Event, EventDate, EventType, Findings
from sayso.core.report import Published
from sayso.core.span import Span
from sayso.reading.component import build
from sayso.reading.event.when import Calendar, dated, weights
from sayso.reading.reader import load_config
from sayso.reading.sentences.splitter import sentence_spans
from sayso.reading.time.component import Times

WEDNESDAY = Published(value="2021-08-25", status="stated")


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def event(text: str, number: int, kind: str, trigger: str, auxiliary: str = "", date: str = "") -> Event:
    at = [span(text, date)] if date else []
    return Event(
        id=f"e{number}",
        type=cast(EventType, kind),
        trigger=span(text, trigger),
        auxiliary=(cast(Auxiliary, auxiliary),) if auxiliary else (),
        arguments=tuple(Argument(start=each.start, end=each.end, text=each.text, role="date") for each in at),
        confidence=1.0,
    )


def found(text: str, published: Published) -> Findings:
    (part,) = load_config().only("times").components
    times = build("times", part.settings)
    assert isinstance(times, Times)
    sentences = tuple(sentence_spans(text, wrap_width_chars=120, split_unspaced=True))
    return Findings(sentences=sentences, times=tuple(times.times(text, published)))


def dates(text: str, *events: Event, published: Published = WEDNESDAY) -> list[EventDate]:
    told = dated(text, events, found(text, published), published)
    return [each.date for each in told if each.date is not None]


def values(text: str, *events: Event) -> list[str | None]:
    return [each.value for each in dates(text, *events)]


def test_the_date_of_its_own_sentence() -> None:
    text = "Gunmen attacked a mill in Tesk on Monday."
    (date,) = dates(text, event(text, 1, "ASSAULT", "attacked", date="Monday"))
    assert (date.value, date.granularity, date.status) == ("2021-08-23", "day", "inferred")


def test_a_date_written_out_is_stated() -> None:
    text = "Gunmen attacked a mill in Tesk on 23 August 2021."
    (date,) = dates(text, event(text, 1, "ASSAULT", "attacked", date="23 August 2021"))
    assert (date.value, date.status) == ("2021-08-23", "stated")


def test_the_date_of_the_event_before_goes_on() -> None:
    text = "Gunmen attacked a mill in Tesk on Monday. Two guards were shot dead."
    first = event(text, 1, "ASSAULT", "attacked", date="Monday")
    (_, second) = dates(text, first, event(text, 2, "ASSAULT", "shot dead"))
    assert (second.value, second.status) == ("2021-08-23", "inferred")


def test_the_background_has_its_own_date() -> None:
    text = "Gunmen attacked a mill in Tesk on Monday, a town that the army bombed in 1996."
    events = (
        event(text, 1, "ASSAULT", "attacked", date="Monday"),
        event(text, 2, "ASSAULT", "bombed", "historical", "1996"),
    )
    assert values(text, *events) == ["2021-08-23", "1996"]


def test_a_date_of_the_background_is_not_that_of_the_news() -> None:
    text = "The army bombed Tesk in 1996. Gunmen attacked a mill there."
    events = (event(text, 1, "ASSAULT", "bombed", "historical", "1996"), event(text, 2, "ASSAULT", "attacked"))
    told = dated(text, events, found(text, WEDNESDAY), WEDNESDAY)
    assert [each.date is None for each in told] == [False, True]


def test_publication_is_no_date() -> None:
    text = "Gunmen attacked a mill."
    assert dates(text, event(text, 1, "ASSAULT", "attacked")) == []


@pytest.mark.parametrize("words", ["recently", "during the rains", "some time ago"])
def test_words_that_give_no_date_leave_it_unresolved(words: str) -> None:
    text = f"Gunmen attacked a mill {words}."
    (date,) = dates(text, event(text, 1, "ASSAULT", "attacked", date=words))
    assert date == EventDate(value=None, granularity=None, status="unresolved")


def test_dates_far_away_are_not_weighed() -> None:
    quiet = " The town was quiet." * 30
    text = f"Rain fell.{quiet} It was cold on 3 May 2021.{quiet} Gunmen attacked a mill. It rained on 4 May 2021."
    calendar = Calendar(text, (event(text, 1, "ASSAULT", "attacked"),), found(text, WEDNESDAY), WEDNESDAY)
    assert [each.name for each in calendar.spots] == ["2021-05-03", "2021-05-04"]
    assert [spot.name for spot, _ in calendar.open_rows(0, []) if spot] == ["2021-05-04"]


def test_durations_and_vague_times_cannot_be_chosen() -> None:
    text = "Gunmen attacked a mill recently, after two days of calm."
    calendar = Calendar(text, (event(text, 1, "ASSAULT", "attacked"),), found(text, WEDNESDAY), WEDNESDAY)
    assert calendar.spots == ()


@pytest.mark.parametrize(
    ("words", "age"),
    [
        ("24 August 2021", "days ago"), ("August 2021", "running"), ("25 August 2021", "that day"),
        ("26 August 2021", "to come"), ("1 August 2021", "weeks ago"), ("May 2021", "months ago"),
        ("1996", "years ago"),
    ],
)  # fmt: skip
def test_how_old_a_date_is(words: str, age: str) -> None:
    text = f"Gunmen attacked a mill on {words}."
    calendar = Calendar(text, (event(text, 1, "ASSAULT", "attacked"),), found(text, WEDNESDAY), WEDNESDAY)
    assert [each.mentions[0].text for each in calendar.spots] == [words]
    assert f"news, {age}" in calendar.of_both(0, 0)


def test_every_weight_is_of_a_feature_in_use() -> None:
    assert {"none", "told", "by the rules", "only told later"} <= weights().keys()
