"""A Reading as rows of the record's tables, and a Report as its row."""

import hashlib
import unicodedata
from typing import Any

import sqlalchemy as sa

from sayso.core.reading import Attribution, Count, CountKind, Entity, Event, Reading, State
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.record import reading_schema as tables
from sayso.record.columns import span_names

RowsByTable = dict[sa.Table, list[dict[str, Any]]]


def report_key(report_id: str) -> int:
    """Return the 60-bit number of a report id: the row number of the report and of its full-text entry."""
    return int(hashlib.sha256(report_id.encode(errors="surrogatepass")).hexdigest()[:15], 16)


def fold(text: str) -> str:
    """Return `text` with letter case, white space, and punctuation at the edges of its words folded.

    >>> fold("Captain  Ilse O'Rann, (acting) -- who")
    "captain ilse o'rann acting who"
    """
    words = (word if word.isalnum() else _bare(word) for word in text.casefold().split())
    return " ".join(word for word in words if word)


def _bare(word: str) -> str:
    start, end = 0, len(word)
    while start < end and unicodedata.category(word[start])[0] == "P":
        start += 1
    while end > start and unicodedata.category(word[end - 1])[0] == "P":
        end -= 1
    return word[start:end]


def report_row(report: Report) -> dict[str, Any]:
    """Return the row of `report`, without run and time."""
    published = report.published
    return {
        "key": report_key(report.id),
        "id": report.id,
        "external_id": report.external_id,
        "uri": report.uri,
        "outlet": report.outlet,
        "title": report.title,
        "section": report.section,
        "byline": report.byline,
        "published_value": published.value,
        "published_status": published.status,
        "published_origin": published.origin,
        "published_reason": published.reason,
        "published_alternatives": published.alternatives,
        "published_evidence": published.evidence,
        "language": report.language,
        "sha256": report.sha256,
        "original_sha256": report.original_sha256,
        "item": report.item,
        "extractor": report.extractor,
        "pages": report.pages,
        "zones": report.zones,
        "characters": len(report.text),
        "text": report.text,
    }


def reading_row(reading: Reading) -> dict[str, Any]:
    """Return the row of `readings` for `reading`, without run and time."""
    return {
        "report_id": reading.report.id,
        "reader_name": reading.reader.name,
        "reader_version": reading.reader.version,
        "model_sha256": reading.reader.model_sha256,
        "not_read": reading.not_read,
        "text_sha256": reading.report.sha256,
    }


def derived_rows(reading: Reading, run_id: str) -> RowsByTable:
    """Return the derived rows of `reading` by table, in the order in which they can be written."""
    rows: RowsByTable = {table: [] for table in tables.DERIVED}
    for position, entity in enumerate(reading.entities):
        _add_entity(rows, position, entity)
    for position, attribution in enumerate(reading.attributions):
        _add_attribution(rows, position, attribution)
    for position, time in enumerate(reading.times):
        rows[tables.times].append({"position": position, **_span("", time), **_own_fields(time)})
    for position, place in enumerate(reading.places):
        rows[tables.places].append({"position": position, **_span("", place), **_own_fields(place)})
    for position, event in enumerate(reading.events):
        _add_event(rows, position, event)
    for position, state in enumerate(reading.states):
        rows[tables.states].append(
            {"id": state.id, "position": position, "type": state.type}
            | _span("holder", state.holder)
            | _span("object", state.object)
            | _span("trigger", state.trigger)
            | _circumstances(state)
        )
    for table_rows in rows.values():
        for row in table_rows:
            row["report_id"] = reading.report.id
            row["run_id"] = run_id
    return rows


def _span(prefix: str, span: Span | None) -> dict[str, Any]:
    values = (None, None, None) if span is None else (span.start, span.end, span.text)
    return dict(zip(span_names(prefix), values, strict=True))


def _own_fields(span: Span) -> dict[str, Any]:
    """Return the fields of a kind of span that are not its place and words: each has a column of its name."""
    return {name: getattr(span, name) for name in span.__struct_fields__ if name not in ("start", "end", "text")}


def _add_entity(rows: RowsByTable, position: int, entity: Entity) -> None:
    rows[tables.entities].append(
        {
            "id": entity.id,
            "position": position,
            "name": entity.name,
            "type": entity.type,
            "sectors": entity.sectors,
            "country": entity.country,
        }
    )
    for place, mention in enumerate(entity.mentions):
        key = {"entity_id": entity.id, "position": place}
        rows[tables.mentions].append({**key, **_span("", mention), "form": mention.form})
    for place, description in enumerate(entity.descriptions):
        rows[tables.descriptions].append({"entity_id": entity.id, "position": place, **_span("", description)})


def _add_attribution(rows: RowsByTable, position: int, attribution: Attribution) -> None:
    source = attribution.source
    rows[tables.attributions].append(
        {
            "id": attribution.id,
            "position": position,
            **_span("source", source),
            "source_folded": None if source is None else fold(source.text),
            "source_entity_id": None if source is None else source.entity,
            **_span("cue", attribution.cue),
            "manner": attribution.manner,
            "stance": attribution.stance,
            "within_id": attribution.within,
            "confidence": attribution.confidence,
        }
    )
    for place, content in enumerate(attribution.content):
        rows[tables.contents].append({"attribution_id": attribution.id, "position": place, **_span("", content)})


def _add_event(rows: RowsByTable, position: int, event: Event) -> None:
    rows[tables.events].append(
        {"id": event.id, "position": position, "type": event.type, "modes": event.modes, "same_as_id": event.same_as}
        | _span("trigger", event.trigger)
        | _circumstances(event)
    )
    for place, argument in enumerate(event.arguments):
        key = {"event_id": event.id, "position": place, "role": argument.role}
        rows[tables.arguments].append({**key, **_span("", argument), "entity_id": argument.entity})
    for kind, count in event.counts().items():
        _add_count(rows, event.id, kind, count)


def _add_count(rows: RowsByTable, event_id: str, kind: CountKind, count: Count) -> None:
    key = {"event_id": event_id, "kind": kind}
    numbers = {"low": count.low, "best": count.best, "high": count.high}
    rows[tables.counts].append({**key, **numbers, "scope": count.scope})
    for place, evidence in enumerate(count.evidence):
        rows[tables.count_evidence].append({**key, "position": place, **_span("", evidence)})


def _circumstances(happening: Event | State) -> dict[str, Any]:
    location, date = happening.location, happening.date
    return {
        "location_place_id": location.place if location else None,
        "location_status": location.status if location else None,
        "date_value": date.value if date else None,
        "date_granularity": date.granularity if date else None,
        "date_status": date.status if date else None,
        "date_time_id": date.time if date else None,
        "auxiliary": happening.auxiliary,
        "attribution_id": happening.attribution,
        "confidence": happening.confidence,
    }
