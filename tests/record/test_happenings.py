"""Listings of events, tellings and states: what is listed, folded and counted, on both databases."""

from typing import Any, get_args

import pytest

from sayso.core.errors import UnknownReportError, UsageError
from sayso.core.original import Original
from sayso.core.reading import (
    Argument,
    Attribution,
    Count,
    CountKind,
    Entity,
    Event,
    EventDate,
    EventLocation,
    Mention,
    Place,
    Reading,
    Scope,
    SourceSpan,
    State,
)
from sayso.core.span import Span
from sayso.record import CountRow, EventRow, Record, TellingRow, VoiceRow

TEXT = (
    "Gunmen struck the DEPOT at Tesk, killing 12. “Our men hold it,” the army denied. Élan-Guard troops will leave Osk."
)


def span(words: str) -> Span:
    assert TEXT.count(words) == 1, words
    return Span(start=TEXT.index(words), end=TEXT.index(words) + len(words), text=words)


def vars_of(words: str) -> dict[str, Any]:
    found = span(words)
    return {"start": found.start, "end": found.end, "text": found.text}


def argument(role: Any, words: str, entity: str | None = None) -> Argument:
    return Argument(**vars_of(words), role=role, entity=entity)


def place(own: str, words: str, name: str | None, country: str | None, latitude_deg: float | None) -> Place:
    return Place(
        **vars_of(words), id=own, name=name, latitude_deg=latitude_deg, longitude_deg=latitude_deg, geonames_id=None,
        country=country, granularity=None, form="name", uncertainty_km=None,
        status="unresolved" if latitude_deg is None else "stated",
    )  # fmt: skip


def dated(value: str | None) -> EventDate:
    return EventDate(value=value, granularity=None, status="unresolved" if value is None else "stated")


def count(low: int | None, best: int | None, high: int | None, scope: Scope = "event") -> Count:
    return Count(low=low, best=best, high=high, evidence=(span("12"),), scope=scope)


ARMY = Attribution(
    id="a1",
    source=SourceSpan(**vars_of("the army")),
    cue=None,
    content=(span("“Our men hold it,”"),),
    manner="direct",
    stance="deny",
    confidence=0.9,
)
GUARD = Entity(
    id="x1", name="Élan-Guard of Osk", type="group", mentions=(Mention(**vars_of("Élan-Guard troops"), form="name"),)
)
EVENTS = (
    Event(
        id="e1",
        type="ASSAULT",
        modes=("firearms",),
        trigger=span("struck"),
        arguments=(argument("actor", "Gunmen"), argument("recipient", "the DEPOT")),
        date=dated(None),
        fatalities=count(10, None, 12, "part"),
        attribution="a1",
        confidence=0.4,
    ),
    Event(
        id="e2",
        type="ASSAULT",
        modes=("aerial", "firearms"),
        trigger=span("killing"),
        arguments=(argument("actor", "Gunmen"), argument("actor", "the army"), argument("recipient", "12")),
        location=EventLocation(place="p1", status="stated"),
        date=dated("2023-04-18TEV"),
        fatalities=count(12, 12, 12),
        same_as="e1",
        confidence=0.9,
    ),
    Event(
        id="e3",
        type="RETREAT",
        modes=("withdraw",),
        trigger=span("leave"),
        arguments=(argument("actor", "Élan-Guard troops", "x1"), argument("location", "Osk")),
        date=dated("2023-W18"),
        auxiliary=("future",),
        confidence=0.7,
    ),
)
STATE = State(
    id="s1",
    type="control",
    holder=span("Our men"),
    object=span("it"),
    trigger=span("hold"),
    location=EventLocation(place="p2", status="unresolved"),
    attribution="a1",
    confidence=0.6,
)
FOUND: dict[str, Any] = {
    "attributions": (ARMY,),
    "entities": (GUARD,),
    "events": EVENTS,
    "states": (STATE,),
    "places": (place("p1", "Tesk", "Tesq", "AF", 34.5), place("p2", "Osk", None, None, None)),
}


@pytest.fixture
def told(record: Record, run: str, made: Any) -> Record:
    add(record, run, made, "one", **FOUND)
    return record


def add(record: Record, run: str, made: Any, name: str, **found: Any) -> str:
    original, report = made.made_report(name, TEXT, published="2023-04-20")
    reading = Reading(report=report, reader=made.READER, **found)
    record.add_report(original, reading, (), made.no_likeness, run, last=True)
    assert isinstance(original, Original)
    return str(report.id)


def ids(rows: Any) -> list[str]:
    return [row.id for row in rows]


def test_tellings_of_one_event_are_one_row(told: Record) -> None:
    first, other = told.events()
    assert isinstance(first, EventRow)
    assert (first.id, first.tellings, first.trigger, first.modes) == (
        "e1",
        ("e1", "e2"),
        "struck",
        ("firearms", "aerial"),
    )
    assert (first.actors, first.recipients) == (("Gunmen", "the army"), ("the DEPOT", "12"))
    assert (first.place, first.latitude_deg, first.location_status) == ("Tesq", 34.5, "stated")
    assert (first.date, first.date_status) == ("2023-04-18TEV", "stated")
    assert first.fatalities == (
        CountRow(low=10, best=None, high=12, scope="part"),
        CountRow(low=12, best=12, high=12, scope="event"),
    )
    assert first.injuries == ()
    assert first.voices == (
        VoiceRow(attribution="a1", source="the army", stance="deny", auxiliary=()),
        VoiceRow(attribution=None, source=None, stance=None, auxiliary=()),
    )
    assert (first.asserted, first.confidence, first.published) == (True, 0.9, "2023-04-20")
    assert (other.asserted, other.place, other.latitude_deg, other.tellings) == (False, "Osk", None, ("e3",))


def test_tellings_one_by_one(told: Record) -> None:
    rows = told.tellings()
    assert [(row.id, row.same_as, row.place, row.date) for row in rows] == [
        ("e1", None, None, None),
        ("e2", "e1", "Tesq", "2023-04-18TEV"),
        ("e3", None, "Osk", "2023-W18"),
    ]
    assert [row.fatalities for row in rows][1:] == [CountRow(low=12, best=12, high=12, scope="event"), None]
    text = told.report(rows[0].report).text
    assert [text[row.trigger_start : row.trigger_end] for row in rows] == [row.trigger for row in rows]


@pytest.mark.parametrize(
    ("wanted", "tellings"),
    [
        ({}, ["e1", "e2", "e3"]),
        ({"type": "ASSAULT"}, ["e1", "e2"]),
        ({"type": "AID"}, []),
        ({"mode": "aerial"}, ["e2"]),
        ({"actor": "the army"}, ["e2"]),
        ({"actor": "GUNMEN,"}, ["e1", "e2"]),
        ({"actor": "gun"}, []),
        ({"actor": "élan-guard"}, ["e3"]),
        ({"actor": "Of OSK"}, ["e3"]),
        ({"place": "tesq"}, ["e2"]),
        ({"place": "Tesk"}, ["e2"]),
        ({"place": "af"}, ["e2"]),
        ({"place": "osk"}, ["e3"]),
        ({"asserted": True}, ["e2"]),
        ({"min_confidence": 0.7}, ["e2", "e3"]),
        ({"min_confidence": 0.4}, ["e1", "e2", "e3"]),
        ({"asserted": True, "actor": "gunmen", "place": "tesk", "since": "2023", "until": "2023-04"}, ["e2"]),
        ({"asserted": True, "type": "RETREAT"}, []),
    ],
    ids=str,
)
def test_filters(told: Record, wanted: dict[str, Any], tellings: list[str]) -> None:
    assert ids(told.tellings(**wanted)) == tellings
    assert told.count_tellings(**wanted) == len(tellings)
    expected = [name for name, own in (("e1", {"e1", "e2"}), ("e3", {"e3"})) if own & {*tellings}]
    assert ids(told.events(**wanted)) == expected
    assert told.count_events(**wanted) == len(expected)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2023-04-18", "2023-04-18", "2023-04-18"),
        ("2023-04-18TEV", "2023-04-18", "2023-04-18"),
        ("2023-04-18T04:20", "2023-04-18", "2023-04-18"),
        ("2023-04", "2023-04-01", "2023-04-30"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("202", "2020-01-01", "2029-12-31"),
        ("20", "2000-01-01", "2099-12-31"),
        ("2023-W16", "2023-04-17", "2023-04-23"),
        ("2023-W16-WE", "2023-04-17", "2023-04-23"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2023-Q2", "2023-04-01", "2023-06-30"),
        ("2023-H1", "2023-01-01", "2023-06-30"),
        ("2023-SP", "2023-03-01", "2023-05-31"),
        ("2023-SU", "2023-06-01", "2023-08-31"),
        ("2023-FA", "2023-09-01", "2023-11-30"),
        ("2023-WI", "2023-12-01", "2024-02-29"),
        ("2023-04-18/2023-04-20", "2023-04-18", "2023-04-20"),
        ("2023-04-18TMO/2023-04-20TEV", "2023-04-18", "2023-04-20"),
        ("2023-04-18/2023-05", "2023-04-18", "2023-05-31"),
        ("2021/2023", "2021-01-01", "2023-12-31"),
        ("2023-W16/2023-W18", "2023-04-17", "2023-05-07"),
        ("2023-Q2/2023-Q4", "2023-04-01", "2023-12-31"),
        ("2023-SP/2023-SU", "2023-03-01", "2023-08-31"),
    ],
)
def test_a_date_reaches_from_its_first_day_to_its_last(
    record: Record, run: str, made: Any, value: str, first: str, last: str
) -> None:
    event = Event(id="e1", type="AID", trigger=span("leave"), date=dated(value), confidence=0.5)
    add(record, run, made, "one", events=(event,))
    before, after = day_beside(first, -1), day_beside(last, 1)
    for bounds, expected in (
        ({"since": last}, 1), ({"since": after}, 0), ({"until": first}, 1), ({"until": before}, 0),
        ({"since": first, "until": last}, 1),
    ):  # fmt: skip
        assert record.count_events(**bounds) == expected, bounds


def day_beside(day: str, days: int) -> str:
    from datetime import date, timedelta

    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


@pytest.mark.parametrize("value", [None, "PAST_REF", "XXXX-04-18"])
def test_what_has_no_date_is_neither_before_nor_after(record: Record, run: str, made: Any, value: str | None) -> None:
    event = Event(id="e1", type="AID", trigger=span("leave"), date=dated(value), confidence=0.5)
    add(record, run, made, "one", events=(event,))
    assert (record.count_events(), record.count_events(since="1000"), record.count_events(until="9999")) == (1, 0, 0)


def test_words_for_a_place_that_is_none_of_the_report_are_unresolved(told: Record) -> None:
    rows = {row.id: row for row in told.tellings()}
    assert [(rows[own].place, rows[own].location_status) for own in ("e1", "e2", "e3")] == [
        (None, None), ("Tesq", "stated"), ("Osk", "unresolved"),
    ]  # fmt: skip
    (leaving,) = told.events(type="RETREAT")
    assert (leaving.place, leaving.latitude_deg, leaving.location_status) == ("Osk", None, "unresolved")


def test_pages_join_to_the_whole(told: Record, run: str, made: Any) -> None:
    for name in ("two", "three"):
        add(told, run, made, name, **FOUND)
    every = told.events()
    assert len(every) == told.count_events() == 6
    assert [row for at in range(0, 6, 2) for row in told.events(limit=2, offset=at)] == list(every)
    one = every[2].report
    assert ids(told.events(report=one)) == ["e1", "e3"]
    assert told.count_tellings(report=one) == 3
    assert len(told.tellings(limit=4)) == 4
    assert told.events().to_arrow().num_rows == 6


def test_states(told: Record) -> None:
    (row,) = told.states()
    assert (row.type, row.holder, row.object, row.trigger) == ("control", "Our men", "it", "hold")
    assert (row.place, row.latitude_deg, row.location_status, row.date) == ("Osk", None, "unresolved", None)
    assert row.voice == VoiceRow(attribution="a1", source="the army", stance="deny", auxiliary=())
    for wanted, number in (
        ({"type": "control"}, 1), ({"type": "need"}, 0), ({"holder": "MEN"}, 1), ({"holder": "the"}, 0),
        ({"place": "osk"}, 1), ({"asserted": True}, 0), ({"min_confidence": 0.7}, 0), ({"since": "2000"}, 0),
    ):  # fmt: skip
        assert len(told.states(**wanted)) == told.count_states(**wanted) == number, wanted


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ({"type": "ATTACK"}, "no type of event 'ATTACK'"),
        ({"mode": "bomb"}, "no mode 'bomb'; there are: visit"),
        ({"since": "2023-13"}, "not a date"),
        ({"min_confidence": 1.5}, "no probability"),
    ],
)
def test_wrong_filters(told: Record, wanted: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        told.events(**wanted)
    with pytest.raises(UsageError, match=says):
        told.count_tellings(**wanted)


def test_wrong_states_and_reports(told: Record) -> None:
    with pytest.raises(UsageError, match="no type of state 'siege'"):
        told.states(type="siege")
    with pytest.raises(UnknownReportError):
        told.events(report="r-none")


def test_every_number_of_people_of_an_event_is_listed() -> None:
    kinds = {*get_args(CountKind)}
    assert kinds <= {*TellingRow.__struct_fields__}
    assert kinds <= {*EventRow.__struct_fields__}
