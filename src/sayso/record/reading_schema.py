"""Tables of the record that hold what was read: one row per value of a Reading, each with the run that made it.

These rows are the one place where a Reading is kept: `Record.reading` puts it together from them. `position` keeps
the order that values have in the Reading.
"""

from typing import Any

import sqlalchemy as sa

from sayso.record.columns import METADATA, Json, Words, column, only_sqlite, span_columns
from sayso.record.schema import ISO_TIME, SHA256, run_column

STATUS = "stated, inferred, assumed, unresolved"


def _position(what: str) -> "sa.Column[int]":
    return column("position", sa.Integer, f"Place of {what} in the Reading, from 0.")


def _derived(
    name: str,
    meaning: str,
    *columns: sa.Column[Any],
    spans: tuple[str, ...] = (),
    refers: dict[str, str] | None = None,
    later: tuple[str, ...] = (),
    indexes: tuple[sa.Index, ...] = (),
) -> sa.Table:
    """Return a table of derived rows.

    Args:
        name: Its name.
        meaning: Its comment.
        columns: Its columns beside report and run.
        spans: Prefixes of its span columns, as `span_columns` has them.
        refers: Column by name to the table whose `(report_id, id)` it refers to.
        later: The columns among `refers` that may refer to rows written after their own.
        indexes: Its indexes beside the primary key.
    """
    keys = [
        sa.ForeignKeyConstraint(
            ["report_id", key],
            [f"{table}.report_id", f"{table}.id"],
            deferrable=True if key in later else None,
            initially="DEFERRED" if key in later else None,
        )
        for key, table in (refers or {}).items()
    ]
    return sa.Table(
        name,
        METADATA,
        column("report_id", Words, "The report.", sa.ForeignKey("readings.report_id"), key=True),
        *columns,
        run_column(),
        *keys,
        *indexes,
        comment=meaning,
        info={"spans": spans},
        sqlite_with_rowid=False,
    )


def _id(what: str) -> "sa.Column[str]":
    return column("id", Words, f"Id of the {what}, unique within the report.", key=True)


readings = sa.Table(
    "readings",
    METADATA,
    column("report_id", Words, "The report that was read.", sa.ForeignKey("reports.id"), key=True),
    column("reader_name", Words, "Name of the reader configuration."),
    column("reader_version", Words, "Its version: changes with any component or setting."),
    column("model_sha256", Words, "SHA-256 of the model weights; null for rules alone.", unit=SHA256, null=True),
    column("not_read", Words, "Why the report was kept but not read, e.g. `language pt`; null if read.", null=True),
    column("text_sha256", Words, "SHA-256 of the text that the offsets point into.", unit=SHA256),
    column("read_at", Words, "When it was read.", unit=ISO_TIME),
    run_column(),
    sa.Index(None, "not_read"),
    comment="One row per report: which reader read it, or why it was not read.",
)

entities = _derived(
    "entities",
    "Somebody or something that a report speaks of.",
    _id("entity"),
    _position("the entity"),
    column("name", Words, "The fullest name mention, or the first nominal one."),
    column("type", Words, "person, organization, group, place, facility, vehicle, weapon or other."),
    column("sectors", Json, "PLOVER sectors, most fitting first.", unit="JSON list"),
    column("country", Words, "Country, where known.", unit="ISO 3166-1 alpha-2", null=True),
)

mentions = _derived(
    "mentions",
    "Every mention of every entity.",
    column("entity_id", Words, "The entity.", key=True),
    column("position", sa.Integer, "Place among the entity's mentions, from 0.", key=True),
    *span_columns("", "the mention"),
    column("form", Words, "name, nominal or pronoun."),
    spans=("",),
    refers={"entity_id": "entities"},
)

descriptions = _derived(
    "descriptions",
    "Spans that say what an entity is.",
    column("entity_id", Words, "The entity.", key=True),
    column("position", sa.Integer, "Place among the entity's descriptions, from 0.", key=True),
    *span_columns("", "the description"),
    spans=("",),
    refers={"entity_id": "entities"},
)

attributions = _derived(
    "attributions",
    "Somebody says something: source and cue here, the content in `contents`.",
    _id("attribution"),
    _position("the attribution"),
    *span_columns("source", "the source; null where the report names nobody", null=True),
    column("source_folded", Words, "Words of the source without case and punctuation, to count by.", null=True),
    column("source_entity_id", Words, "The entity that the source mentions, where known.", null=True),
    *span_columns("cue", "the cue; null for a quote without one", null=True),
    column("manner", Words, "direct, indirect or mixed."),
    column("stance", Words, "assert, deny, predict, demand, promise, threaten, ask, doubt or opine."),
    column("within_id", Words, "The attribution whose content holds this one.", null=True),
    column("confidence", sa.Double, "Calibrated probability that source, cue and content are right.", unit="0 to 1"),
    spans=("source", "cue"),
    refers={"source_entity_id": "entities", "within_id": "attributions"},
    later=("within_id",),
    indexes=(only_sqlite("source_folded", "source_text", "report_id"),),
)

contents = _derived(
    "contents",
    "What is said: one row per span of an attribution's content, quotation marks included.",
    column("attribution_id", Words, "The attribution.", key=True),
    column("position", sa.Integer, "Place among the spans of the content, from 0.", key=True),
    *span_columns("", "this piece of the content"),
    spans=("",),
    refers={"attribution_id": "attributions"},
)

times = _derived(
    "times",
    "Time expressions (TIMEX3, ISO 24617-1).",
    _id("time expression"),
    _position("the time expression"),
    *span_columns("", "the time expression"),
    column("type", Words, "DATE, TIME, DURATION or SET."),
    column("value", Words, "TIMEX3 value; null where unresolved.", unit="ISO 8601", null=True),
    column("status", Words, f"How the value was reached: {STATUS}."),
    column("reason", Words, "Why there is no value, or what it was inferred from.", null=True),
    spans=("",),
)

places = _derived(
    "places",
    "Mentions of places, resolved where they could be.",
    _id("place"),
    _position("the place"),
    *span_columns("", "the mention of the place"),
    column("name", Words, "Name of the place it resolves to.", null=True),
    column("latitude_deg", sa.Double, "Latitude.", unit="degrees, WGS84", null=True),
    column("longitude_deg", sa.Double, "Longitude.", unit="degrees, WGS84", null=True),
    column("geonames_id", sa.BigInteger, "Its id in GeoNames.", null=True),
    column("country", Words, "Country.", unit="ISO 3166-1 alpha-2", null=True),
    column("granularity", Words, "point, city, admin2, admin1, country or region.", null=True),
    column("form", Words, "name, demonym or relative."),
    column("uncertainty_km", sa.Double, "How far off the coordinates may be.", unit="km", null=True),
    column("status", Words, f"How it was resolved: {STATUS}."),
    column("reason", Words, "Why it was not resolved, or what it was inferred from.", null=True),
    spans=("",),
)


def _circumstances() -> tuple[sa.Column[Any], ...]:
    return (
        column("location_place_id", Words, "The place, in `places`.", null=True),
        column("location_status", Words, f"How the location was reached: {STATUS}; null: no location.", null=True),
        column("date_value", Words, "When; null if unresolved.", unit="ISO 8601 / TIMEX3", null=True),
        column("date_granularity", Words, "time, day, week, month, season, quarter, year, ...", null=True),
        column("date_status", Words, f"How the date was reached: {STATUS}; null: no date.", null=True),
        column("date_time_id", Words, "The time expression it comes from, in `times`.", null=True),
        column("auxiliary", Json, "historical, future, hypothetical, negation.", unit="JSON list"),
        column("attribution_id", Words, "The attribution that tells of it; null: the outlet's own voice.", null=True),
        column("confidence", sa.Double, "Calibrated probability that the row is right.", unit="0 to 1"),
    )


_REFERS = {"location_place_id": "places", "date_time_id": "times", "attribution_id": "attributions"}

events = _derived(
    "events",
    "Somebody did something to somebody, by PLOVER's types and modes.",
    _id("event"),
    _position("the event"),
    column("type", Words, "PLOVER event type.", unit="PLOVER"),
    column("modes", Json, "PLOVER modes.", unit="JSON list"),
    *span_columns("trigger", "the trigger"),
    *_circumstances(),
    column("same_as_id", Words, "The first telling of the same event; null: it is that one.", null=True),
    spans=("trigger",),
    refers=_REFERS,
)

arguments = _derived(
    "arguments",
    "Participants and circumstances of events.",
    column("event_id", Words, "The event.", key=True),
    column("position", sa.Integer, "Place among the event's arguments, from 0.", key=True),
    column("role", Words, "actor, recipient, location, date, instrument or casualty."),
    *span_columns("", "the argument"),
    column("entity_id", Words, "The entity that it mentions, where known.", null=True),
    spans=("",),
    refers={"event_id": "events", "entity_id": "entities"},
)

counts = _derived(
    "counts",
    "Numbers of people killed, hurt, taken or driven out in an event, as ranges; null is not stated.",
    column("event_id", Words, "The event.", key=True),
    column("kind", Words, "fatalities, injuries, abducted, detained or displaced.", key=True),
    column("low", sa.BigInteger, "Least number.", unit="people", null=True),
    column("best", sa.BigInteger, "Best number.", unit="people", null=True),
    column("high", sa.BigInteger, "Greatest number.", unit="people", null=True),
    column(
        "scope",
        Words,
        "Whose number: event, part (some of the event's people) or total (of more than the event).",
        earlier="event",
    ),
    refers={"event_id": "events"},
)

count_evidence = _derived(
    "count_evidence",
    "The words that numbers of people were read from.",
    column("event_id", Words, "The event.", key=True),
    column("kind", Words, "fatalities, injuries, abducted, detained or displaced.", key=True),
    column("position", sa.Integer, "Place among the pieces of evidence, from 0.", key=True),
    *span_columns("", "the evidence"),
    spans=("",),
    refers={"event_id": "events"},
)

states = _derived(
    "states",
    "What holds for a while: who controls what, what runs short, what is needed, who sides with whom.",
    _id("state"),
    _position("the state"),
    column("type", Words, "control, stock, need, position or alliance."),
    *span_columns("holder", "the holder", null=True),
    *span_columns("object", "the object", null=True),
    *span_columns("trigger", "the trigger"),
    *_circumstances(),
    spans=("holder", "object", "trigger"),
    refers=_REFERS,
)

DERIVED = (
    entities, mentions, descriptions, attributions, contents, times, places, events, arguments, counts, count_evidence,
    states,
)  # fmt: skip
"""Every table of derived rows, each after those it refers to."""
