"""Reports and Readings put together again from the record's rows."""

import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from sayso.core.errors import UnknownReportError
from sayso.core.original import Given, Original
from sayso.core.reading import (
    Argument,
    Attribution,
    Count,
    Entity,
    Event,
    EventDate,
    EventLocation,
    Mention,
    Place,
    ReaderIdentity,
    Reading,
    SourceSpan,
    State,
    Timex,
)
from sayso.core.report import PageStart, Published, Report
from sayso.core.span import Span, Zone, ZoneSpan
from sayso.record import reading_schema as tables
from sayso.record.columns import span_names
from sayso.record.schema import arrivals, originals, reports

Row = sa.RowMapping
Grouped = dict[tuple[Any, ...], list[Row]]


def report_of(row: Row) -> Report:
    """Return the Report of a row of `reports`.

    Raises:
        GroundingError: The stored text is not the one its SHA-256 was taken of.
    """
    evidence = row["published_evidence"]
    published = Published(
        value=row["published_value"],
        status=row["published_status"],
        origin=row["published_origin"],
        reason=row["published_reason"],
        alternatives=tuple(row["published_alternatives"]),
        evidence=None if evidence is None else msgspec.convert(evidence, ZoneSpan),
    )
    plain = ("id", "external_id", "uri", "outlet", "title", "section", "byline", "language", "text", "sha256")
    return Report(
        **{name: row[name] for name in (*plain, "original_sha256", "item", "extractor")},
        published=published,
        pages=msgspec.convert(row["pages"], tuple[PageStart, ...]),
        zones=msgspec.convert(row["zones"], tuple[Zone, ...]),
    )


def original_of(connection: sa.Connection, sha256: str) -> Original:
    """Return original bytes by their SHA-256, with the place where they were found first.

    Raises:
        UnknownReportError: The record does not hold them.
    """
    row = connection.execute(sa.select(originals).where(originals.c.sha256 == sha256)).mappings().one_or_none()
    if row is None:
        raise UnknownReportError(f"the record holds no original with SHA-256 {sha256!r}")
    places = sa.select(arrivals).where(arrivals.c.original_sha256 == sha256)
    first = connection.execute(places.order_by(arrivals.c.found_at, arrivals.c.id).limit(1)).mappings().one()
    return Original(
        uri=first["uri"],
        content=zlib.decompress(row["content"]),
        sha256=row["sha256"],
        media_type=row["media_type"],
        given=msgspec.convert(first["given"], Given),
        as_is=row["as_is"],
    )


def readings_of(connection: sa.Connection, report_ids: Sequence[str]) -> Iterator[Reading]:
    """Yield the Readings of those reports, by report id; reports without one are left out.

    Raises:
        GroundingError: A stored span is not what the stored text has at its offsets.
    """
    texts = connection.execute(sa.select(reports).where(reports.c.id.in_(report_ids)).order_by(reports.c.id))
    stored = [report_of(row) for row in texts.mappings()]
    identities = connection.execute(sa.select(tables.readings).where(tables.readings.c.report_id.in_(report_ids)))
    by_report = {row["report_id"]: row for row in identities.mappings()}
    parts = _Parts(connection, report_ids)
    for report in stored:
        if report.id in by_report:
            yield parts.reading(report, by_report[report.id])


class _Parts:
    """The derived rows of some reports, grouped by what they belong to."""

    def __init__(self, connection: sa.Connection, report_ids: Sequence[str]) -> None:
        self._rows = {table: _grouped(connection, table, report_ids) for table in tables.DERIVED}

    def reading(self, report: Report, row: Row) -> Reading:
        """Return the Reading of `report`, whose row of `readings` is `row`."""
        return Reading(
            report=report,
            entities=tuple(self._entity(part) for part in self._of(tables.entities, report.id)),
            attributions=tuple(self._attribution(part) for part in self._of(tables.attributions, report.id)),
            events=tuple(self._event(part) for part in self._of(tables.events, report.id)),
            states=tuple(_state(part) for part in self._of(tables.states, report.id)),
            times=tuple(_time(part) for part in self._of(tables.times, report.id)),
            places=tuple(_place(part) for part in self._of(tables.places, report.id)),
            reader=ReaderIdentity(
                name=row["reader_name"], version=row["reader_version"], model_sha256=row["model_sha256"]
            ),
            not_read=row["not_read"],
        )

    def _of(self, table: sa.Table, *key: str) -> list[Row]:
        return self._rows[table].get(key, [])

    def _entity(self, row: Row) -> Entity:
        key = (row["report_id"], row["id"])
        return Entity(
            id=row["id"],
            name=row["name"],
            type=row["type"],
            mentions=tuple(
                Mention(**_offsets(part), form=part["form"]) for part in self._of(tables.mentions, *key)
            ),
            descriptions=tuple(Span(**_offsets(part)) for part in self._of(tables.descriptions, *key)),
            sectors=tuple(row["sectors"]),
            country=row["country"],
        )  # fmt: skip

    def _attribution(self, row: Row) -> Attribution:
        source = None
        if row["source_start"] is not None:
            source = SourceSpan(**_offsets(row, "source"), entity=row["source_entity_id"])
        content = self._of(tables.contents, row["report_id"], row["id"])
        return Attribution(
            id=row["id"],
            source=source,
            cue=_span(row, "cue"),
            content=tuple(Span(**_offsets(part)) for part in content),
            manner=row["manner"],
            stance=row["stance"],
            within=row["within_id"],
            confidence=row["confidence"],
        )

    def _event(self, row: Row) -> Event:
        arguments = self._of(tables.arguments, row["report_id"], row["id"])
        counts = self._counts(row)
        return Event(
            id=row["id"],
            type=row["type"],
            modes=tuple(row["modes"]),
            trigger=Span(**_offsets(row, "trigger")),
            arguments=tuple(
                Argument(**_offsets(part), role=part["role"], entity=part["entity_id"]) for part in arguments
            ),
            fatalities=counts.get("fatalities"),
            injuries=counts.get("injuries"),
            abducted=counts.get("abducted"),
            detained=counts.get("detained"),
            displaced=counts.get("displaced"),
            same_as=row["same_as_id"],
            **_circumstances(row),
        )

    def _counts(self, event: Row) -> dict[str, Count]:
        key = event["report_id"], event["id"]
        evidence = self._of(tables.count_evidence, *key)
        return {
            row["kind"]: Count(
                low=row["low"],
                best=row["best"],
                high=row["high"],
                evidence=tuple(Span(**_offsets(part)) for part in evidence if part["kind"] == row["kind"]),
                scope=row["scope"],
            )
            for row in self._of(tables.counts, *key)
        }


_PARENT = {
    tables.mentions: "entity_id",
    tables.descriptions: "entity_id",
    tables.contents: "attribution_id",
    tables.arguments: "event_id",
    tables.counts: "event_id",
    tables.count_evidence: "event_id",
}


def _grouped(connection: sa.Connection, table: sa.Table, report_ids: Sequence[str]) -> Grouped:
    parent = _PARENT.get(table)
    query = sa.select(table).where(table.c.report_id.in_(report_ids))
    if "position" in table.c:
        query = query.order_by(table.c.position)
    grouped: Grouped = defaultdict(list)
    for row in connection.execute(query).mappings():
        key = (row["report_id"],) if parent is None else (row["report_id"], row[parent])
        grouped[key].append(row)
    return grouped


def _offsets(row: Row, prefix: str = "") -> dict[str, Any]:
    start, end, text = span_names(prefix)
    return {"start": row[start], "end": row[end], "text": row[text]}


def _span(row: Row, prefix: str) -> Span | None:
    return None if row[f"{prefix}_start"] is None else Span(**_offsets(row, prefix))


def _circumstances(row: Row) -> dict[str, Any]:
    location = date = None
    if row["location_status"] is not None:
        location = EventLocation(place=row["location_place_id"], status=row["location_status"])
    if row["date_status"] is not None:
        date = EventDate(
            value=row["date_value"],
            granularity=row["date_granularity"],
            status=row["date_status"],
            time=row["date_time_id"],
        )
    return {
        "location": location,
        "date": date,
        "auxiliary": tuple(row["auxiliary"]),
        "attribution": row["attribution_id"],
        "confidence": row["confidence"],
    }


def _state(row: Row) -> State:
    return State(
        id=row["id"],
        type=row["type"],
        holder=_span(row, "holder"),
        object=_span(row, "object"),
        trigger=Span(**_offsets(row, "trigger")),
        **_circumstances(row),
    )


def _time(row: Row) -> Timex:
    return Timex(**_offsets(row), **_own_columns(row, Timex))


def _place(row: Row) -> Place:
    return Place(**_offsets(row), **_own_columns(row, Place))


def _own_columns(row: Row, kind: type[Span]) -> dict[str, Any]:
    """Return the values of a `kind` of span that are not its place and words: each has a column of its name."""
    names = [name for name in kind.__struct_fields__ if name not in ("start", "end", "text")]
    return {name: row[name] for name in names}
