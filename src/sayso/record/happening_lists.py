"""Listings of events, of their tellings, and of states."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, get_args

import sqlalchemy as sa

from sayso.core.reading import CountKind
from sayso.record.happening_filters import EventFilter, StateFilter, event_conditions, state_conditions
from sayso.record.happening_rows import CountRow, EventRow, StateRow, TellingRow, VoiceRow
from sayso.record.queries import page
from sayso.record.reading_schema import arguments, attributions, counts, events, places, states
from sayso.record.rows import Rows
from sayso.record.schema import reports

_CHUNK = 400
_KINDS: tuple[CountKind, ...] = get_args(CountKind)
"""Kinds of numbers of people; rows of tellings and events have a field for each."""
_Key = tuple[str, str]
"""Ids of a report and of an event in it."""

_FIRST = sa.func.coalesce(events.c.same_as_id, events.c.id)
"""Id of the first telling."""


def list_tellings(
    connection: sa.Connection, wanted: EventFilter, limit: int | None, offset: int
) -> Rows[TellingRow]:  # fmt: skip
    """Return tellings of events by report id, in text order of the Reading."""
    query = _joined(events).where(*event_conditions(connection, wanted))
    ordered = query.order_by(events.c.report_id, events.c.position)
    return Rows(TellingRow, _tellings(connection, connection.execute(page(ordered, limit, offset)).mappings().all()))


def count_tellings(connection: sa.Connection, wanted: EventFilter) -> int:
    """Return how many tellings there are of those wanted."""
    query = sa.select(sa.func.count()).select_from(events).where(*event_conditions(connection, wanted))
    return connection.execute(query).scalar_one()


def list_events(
    connection: sa.Connection, wanted: EventFilter, limit: int | None, offset: int
) -> Rows[EventRow]:  # fmt: skip
    """Return events of which a telling meets the filter, by report id and the place of their first telling."""
    first = events.alias("first")
    same = sa.and_(first.c.report_id == events.c.report_id, first.c.id == _FIRST)
    query = (
        sa.select(first.c.report_id, first.c.id, first.c.position)
        .select_from(events.join(first, same))
        .where(*event_conditions(connection, wanted))
        .distinct()
        .order_by(first.c.report_id, first.c.position)
    )
    keys = [(row.report_id, row.id) for row in connection.execute(page(query, limit, offset))]
    of_event: dict[_Key, list[TellingRow]] = {key: [] for key in keys}
    for telling in _tellings_of(connection, keys):
        of_event[telling.report, telling.same_as or telling.id].append(telling)
    return Rows(EventRow, [folded(of_event[key]) for key in keys])


def count_events(connection: sa.Connection, wanted: EventFilter) -> int:
    """Return how many events there are of which a telling is wanted."""
    keys = sa.select(events.c.report_id, _FIRST.label("first")).where(*event_conditions(connection, wanted)).distinct()
    return connection.execute(sa.select(sa.func.count()).select_from(keys.subquery())).scalar_one()


def list_states(
    connection: sa.Connection, wanted: StateFilter, limit: int | None, offset: int
) -> Rows[StateRow]:  # fmt: skip
    """Return states by report id, in text order of the Reading."""
    query = _joined(states).where(*state_conditions(connection, wanted))
    ordered = query.order_by(states.c.report_id, states.c.position)
    found = connection.execute(page(ordered, limit, offset)).mappings()
    return Rows(
        StateRow,
        [StateRow(**_common(row), holder=row["holder_text"], object=row["object_text"]) for row in found],
    )


def count_states(connection: sa.Connection, wanted: StateFilter) -> int:
    """Return how many states there are of those wanted."""
    query = sa.select(sa.func.count()).select_from(states).where(*state_conditions(connection, wanted))
    return connection.execute(query).scalar_one()


def folded(tellings: Sequence[TellingRow]) -> EventRow:
    """Return the event that these are the tellings of, in text order, at least one."""
    first = tellings[0]
    located = next((each for each in tellings if each.latitude_deg is not None), None)
    located = located or next((each for each in tellings if each.place is not None), first)
    dated = next((each for each in tellings if each.date is not None), first)
    shared = ("report", "external_id", "title", "outlet", "published", "id", "type", "run_id")
    values: dict[str, Any] = {
        **{name: getattr(first, name) for name in (*shared, "trigger", "trigger_start", "trigger_end")},
        **{name: getattr(located, name) for name in ("place", "latitude_deg", "longitude_deg", "location_status")},
        **{name: getattr(dated, name) for name in ("date", "date_granularity", "date_status")},
        **{kind: _once(each for row in tellings if (each := getattr(row, kind)) is not None) for kind in _KINDS},
    }
    return EventRow(
        **values,
        modes=_once(mode for each in tellings if each.type == first.type for mode in each.modes),
        actors=_once(name for each in tellings for name in each.actors),
        recipients=_once(name for each in tellings for name in each.recipients),
        voices=_once(each.voice for each in tellings),
        asserted=any(each.voice.is_asserted for each in tellings),
        tellings=tuple(each.id for each in tellings),
        confidence=max(each.confidence for each in tellings),
    )


def _once(values: Iterable[Any]) -> tuple[Any, ...]:
    """Return different values, each once, in their order."""
    found: list[Any] = []
    for value in values:
        if value not in found:
            found.append(value)
    return tuple(found)


def _joined(table: sa.Table) -> sa.Select[Any]:
    """Return a query for events or states with their report, place and attribution."""
    place = sa.and_(places.c.report_id == table.c.report_id, places.c.id == table.c.location_place_id)
    voice = sa.and_(attributions.c.report_id == table.c.report_id, attributions.c.id == table.c.attribution_id)
    return sa.select(
        table,
        reports.c.external_id,
        reports.c.title,
        reports.c.outlet,
        reports.c.published_value,
        sa.func.coalesce(places.c.name, places.c.text).label("place"),
        places.c.latitude_deg,
        places.c.longitude_deg,
        attributions.c.source_text,
        attributions.c.stance,
    ).select_from(
        table.join(reports, reports.c.id == table.c.report_id).outerjoin(places, place).outerjoin(attributions, voice)
    )


def _tellings_of(connection: sa.Connection, keys: Sequence[_Key]) -> list[TellingRow]:
    """Return all tellings of events, given by the ids of report and first telling."""
    wanted = defaultdict[str, set[str]](set)
    for report, first in keys:
        wanted[report].add(first)
    found: list[sa.RowMapping] = []
    names = sorted(wanted)
    for start in range(0, len(names), _CHUNK):
        query = _joined(events).where(events.c.report_id.in_(names[start : start + _CHUNK]))
        rows = connection.execute(query.order_by(events.c.report_id, events.c.position)).mappings()
        found += [row for row in rows if (row["same_as_id"] or row["id"]) in wanted[row["report_id"]]]
    return _tellings(connection, found)


def _tellings(connection: sa.Connection, found: Sequence[sa.RowMapping]) -> list[TellingRow]:
    """Return rows of events with their arguments and numbers of people."""
    report_ids = sorted({row["report_id"] for row in found})
    words = defaultdict[tuple[str, str, str], list[str]](list)
    numbers = defaultdict[_Key, dict[str, CountRow]](dict)
    for start in range(0, len(report_ids), _CHUNK):
        part = report_ids[start : start + _CHUNK]
        query = sa.select(arguments).where(arguments.c.report_id.in_(part)).order_by(arguments.c.position)
        for each in connection.execute(query):
            words[each.report_id, each.event_id, each.role].append(each.text)
        for each in connection.execute(sa.select(counts).where(counts.c.report_id.in_(part))):
            number = CountRow(low=each.low, best=each.best, high=each.high, scope=each.scope)
            numbers[each.report_id, each.event_id][each.kind] = number
    return [
        _telling(
            row,
            {role: tuple(words[row["report_id"], row["id"], role]) for role in ("actor", "recipient", "location")},
            numbers[row["report_id"], row["id"]],
        )
        for row in found
    ]


def _telling(row: sa.RowMapping, words: dict[str, tuple[str, ...]], numbers: dict[str, CountRow]) -> TellingRow:
    values = {**_common(row), **numbers}
    if values["place"] is None and words["location"]:
        values["place"] = words["location"][0]
        values["location_status"] = values["location_status"] or "unresolved"
    return TellingRow(
        **values,
        modes=tuple(row["modes"]),
        actors=words["actor"],
        recipients=words["recipient"],
        same_as=row["same_as_id"],
    )


def _common(row: sa.RowMapping) -> dict[str, Any]:
    """Return what events and states have alike, by the names of the fields of their rows."""
    voice = VoiceRow(
        attribution=row["attribution_id"],
        source=row["source_text"],
        stance=row["stance"],
        auxiliary=tuple(row["auxiliary"]),
    )
    same = ("external_id", "title", "outlet", "id", "type", "trigger_start", "trigger_end", "place", "latitude_deg")
    more = ("longitude_deg", "location_status", "date_granularity", "date_status", "confidence", "run_id")
    return {
        "report": row["report_id"],
        "published": row["published_value"],
        "trigger": row["trigger_text"],
        "date": row["date_value"],
        "voice": voice,
        **{name: row[name] for name in (*same, *more)},
    }
