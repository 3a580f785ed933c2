"""Listings of the record."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict, get_args

import msgspec
import sqlalchemy as sa

from sayso.core.errors import UnknownReportError, UsageError
from sayso.core.reading import Manner, Stance
from sayso.core.span import Span
from sayso.record.flatten import fold
from sayso.record.reading_schema import attributions, contents, events, readings
from sayso.record.rows import AttributionRow, FailureRow, ReportRow, Rows, RunRow, SpeakerRow
from sayso.record.schema import failures, reports, runs

_CHUNK = 400


class ReportFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which reports to list; see `Record.reports`.

    Raises:
        UsageError: A date is not one, or the language is no code.
    """

    outlet: str | None = None
    language: str | None = None
    published_from: str | None = None
    published_to: str | None = None
    read: bool | None = None

    def __post_init__(self) -> None:
        for day in (self.published_from, self.published_to):
            if day is not None and not is_iso_date(day):
                raise UsageError(f"{day!r} is not a date such as 2021-08-25, 2021-08 or 2021")
        if self.language is not None and not re.fullmatch(r"[a-z]{2,3}", self.language):
            raise UsageError(f"{self.language!r} is not a language code such as en (ISO 639)")


class ReportFilters(TypedDict, total=False):
    """The fields of `ReportFilter` as keyword arguments."""

    outlet: str | None
    language: str | None
    published_from: str | None
    published_to: str | None
    read: bool | None


class AttributionFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which attributions to list; see `Record.attributions`.

    Raises:
        UsageError: There is no such stance or manner.
    """

    report: str | None = None
    source: str | None = None
    stance: str | None = None
    manner: str | None = None

    def __post_init__(self) -> None:
        check_label("stance", self.stance, get_args(Stance))
        check_label("manner", self.manner, get_args(Manner))


class AttributionFilters(TypedDict, total=False):
    """The fields of `AttributionFilter` as keyword arguments."""

    report: str | None
    source: str | None
    stance: str | None
    manner: str | None


def is_iso_date(value: str) -> bool:
    """Return whether `value` is a day, a month or a year that there is."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", value)
    try:
        return match is not None and bool(date(int(match[1]), int(match[2] or 1), int(match[3] or 1)))
    except ValueError:
        return False


def check_label(what: str, value: str | None, labels: tuple[str, ...]) -> None:
    """Check that a label, if one is given, is among those that there are.

    Raises:
        UsageError: It is not.
    """
    if value is not None and value not in labels:
        raise UsageError(f"there is no {what} {value!r}; there are: {', '.join(labels)}")


def resolve(connection: sa.Connection, name: str) -> str:
    """Return the report id that `name` means: an id, an external id, or an unambiguous beginning of an id.

    Raises:
        UnknownReportError: There is none, or several.
    """
    exact: str | None = connection.execute(sa.select(reports.c.id).where(reports.c.id == name)).scalar_one_or_none()
    if exact is not None:
        return exact
    by_external = sa.select(reports.c.id).where(reports.c.external_id == name)
    by_prefix = sa.select(reports.c.id).where(reports.c.id >= name, reports.c.id < name + "\U0010ffff")
    for query in (by_external, by_prefix):
        found: Sequence[str] = connection.scalars(query.order_by(reports.c.id).limit(4)).all() if name else []
        if len(found) > 1:
            several = ", ".join(found[:3]) + (", ..." if len(found) > 3 else "")
            raise UnknownReportError(f"{name!r} means several reports: {several}")
        if found:
            return found[0]
    raise UnknownReportError(f"the record holds no report {name!r}")


def list_runs(connection: sa.Connection) -> Rows[RunRow]:
    """Return every run, oldest first."""
    query = sa.select(
        *(runs.c[name] for name in ("id", "command", "sayso_version", "started_at", "finished_at")),
        *(sa.type_coerce(runs.c[name], sa.Text).label(name) for name in ("components", "settings", "counts")),
    )
    rows = connection.execute(query.order_by(runs.c.started_at, runs.c.id)).mappings()
    return Rows(RunRow, [RunRow(**row) for row in rows])


def list_reports(
    connection: sa.Connection, wanted: ReportFilter, limit: int | None, offset: int
) -> Rows[ReportRow]:  # fmt: skip
    """Return reports, the latest published first, those without a date last."""
    names = [name for name in ReportRow.__struct_fields__ if name in reports.c and name != "run_id"]
    joined = reports.join(readings, readings.c.report_id == reports.c.id)
    order = (reports.c.published_value.desc().nulls_last(), reports.c.id)
    # Which reports come first: the numbers of what was read are counted for them alone, not for all before them.
    first = sa.select(reports.c.id).select_from(joined if wanted.read is not None else reports)
    chosen = page(first.where(*report_conditions(wanted)).order_by(*order), limit, offset).subquery()
    query = (
        sa.select(
            *(reports.c[name] for name in names),
            reports.c.run_id,
            reports.c.published_value.label("published"),
            (readings.c.reader_name + " " + readings.c.reader_version).label("reader"),
            readings.c.not_read,
            _count_of(attributions).label("attributions"),
            _count_of(events).label("events"),
        )
        .select_from(joined.join(chosen, chosen.c.id == reports.c.id))
        .order_by(*order)
    )
    rows = connection.execute(query).mappings()
    return Rows(ReportRow, [ReportRow(**row) for row in rows])


def list_attributions(
    connection: sa.Connection, wanted: AttributionFilter, limit: int | None, offset: int
) -> Rows[AttributionRow]:  # fmt: skip
    """Return attributions by report id, in text order of the Reading."""
    query = (
        sa.select(
            attributions,
            reports.c.external_id,
            reports.c.title,
            reports.c.outlet,
            reports.c.published_value,
        )
        .join(reports, reports.c.id == attributions.c.report_id)
        .where(*attribution_conditions(connection, wanted))
        .order_by(attributions.c.report_id, attributions.c.position)
    )
    found = connection.execute(page(query, limit, offset)).mappings().all()
    spans = _content_spans(connection, sorted({row["report_id"] for row in found}))
    return Rows(AttributionRow, [_attribution(row, spans[row["report_id"], row["id"]]) for row in found])


def list_failures(connection: sa.Connection, limit: int | None, offset: int) -> Rows[FailureRow]:
    """Return failures by address and stage."""
    columns = [failures.c[name] for name in FailureRow.__struct_fields__]
    query = sa.select(*columns).order_by(failures.c.uri, failures.c.stage, failures.c.id)
    rows = connection.execute(page(query, limit, offset)).mappings()
    return Rows(FailureRow, [FailureRow(**row) for row in rows])


def list_speakers(connection: sa.Connection, limit: int | None, offset: int) -> Rows[SpeakerRow]:
    """Return the sources of attributions, those of most attributions first."""
    folded, text = attributions.c.source_folded, attributions.c.source_text
    number = sa.func.count().label("number")
    reports_number = sa.func.count(sa.distinct(attributions.c.report_id)).label("reports")
    query = sa.select(folded, number, reports_number).where(folded.is_not(None)).group_by(folded)
    found = connection.execute(page(query.order_by(number.desc(), folded), limit, offset)).all()
    forms: dict[str, str] = {}
    for start in range(0, len(found), _CHUNK):
        part = [row.source_folded for row in found[start : start + _CHUNK]]
        written = sa.select(folded, text).where(folded.in_(part)).group_by(folded, text)
        for row in connection.execute(written.order_by(sa.func.count().desc(), text)):
            forms.setdefault(row.source_folded, " ".join(row.source_text.split()))
    speakers = [
        SpeakerRow(
            name=forms[row.source_folded], folded=row.source_folded, attributions=row.number, reports=row.reports
        )
        for row in found
    ]
    return Rows(SpeakerRow, speakers)


def page(query: sa.Select[Any], limit: int | None, offset: int) -> sa.Select[Any]:
    """Return `query` for some of its rows: at most `limit`, after the first `offset`."""
    if limit is not None:
        query = query.limit(max(limit, 0))
    elif offset > 0:
        query = query.limit(1 << 62)  # SQLite has no OFFSET without LIMIT
    return query.offset(offset) if offset > 0 else query


def _count_of(table: sa.Table) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).where(table.c.report_id == reports.c.id).correlate(reports).scalar_subquery()


def report_conditions(wanted: ReportFilter) -> list[sa.ColumnElement[bool]]:
    """Return what reports must meet; for `read`, the query must join `readings`."""
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.outlet is not None:
        conditions.append(reports.c.outlet == wanted.outlet)
    if wanted.language is not None:
        conditions.append(reports.c.language == wanted.language)
    # "~" sorts after every digit and hyphen, so a month or a year stands for its whole period on both sides.
    if wanted.published_from is not None:
        conditions.append(reports.c.published_value + "~" >= wanted.published_from)
    if wanted.published_to is not None:
        conditions.append(reports.c.published_value <= wanted.published_to + "~")
    if wanted.read is not None:
        conditions.append(readings.c.not_read.is_(None) if wanted.read else readings.c.not_read.is_not(None))
    return conditions


def attribution_conditions(connection: sa.Connection, wanted: AttributionFilter) -> list[sa.ColumnElement[bool]]:
    """Return what attributions must meet.

    Raises:
        UnknownReportError: The report they must be of is not there.
    """
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.report is not None:
        conditions.append(attributions.c.report_id == resolve(connection, wanted.report))
    if wanted.source is not None:
        # Whole words: "he" is not a part of "the minister".
        padded = sa.literal(" ") + attributions.c.source_folded + " "
        conditions.append(padded.contains(f" {fold(wanted.source)} ", autoescape=True))
    if wanted.stance is not None:
        conditions.append(attributions.c.stance == wanted.stance)
    if wanted.manner is not None:
        conditions.append(attributions.c.manner == wanted.manner)
    return conditions


def _content_spans(connection: sa.Connection, report_ids: Sequence[str]) -> dict[tuple[str, str], list[Span]]:
    spans: dict[tuple[str, str], list[Span]] = {}
    for start in range(0, len(report_ids), _CHUNK):
        part = report_ids[start : start + _CHUNK]
        query = sa.select(contents).where(contents.c.report_id.in_(part)).order_by(contents.c.position)
        for row in connection.execute(query):
            span = Span(start=row.start_offset, end=row.end_offset, text=row.text)
            spans.setdefault((row.report_id, row.attribution_id), []).append(span)
    return spans


def _attribution(row: sa.RowMapping, spans: list[Span]) -> AttributionRow:
    return AttributionRow(
        report=row["report_id"],
        external_id=row["external_id"],
        title=row["title"],
        outlet=row["outlet"],
        published=row["published_value"],
        id=row["id"],
        source=row["source_text"],
        source_start=row["source_start"],
        source_end=row["source_end"],
        source_entity=row["source_entity_id"],
        cue=row["cue_text"],
        cue_start=row["cue_start"],
        cue_end=row["cue_end"],
        content=" … ".join(span.text for span in spans),
        spans=tuple(spans),
        manner=row["manner"],
        stance=row["stance"],
        within=row["within_id"],
        confidence=row["confidence"],
        run_id=row["run_id"],
    )
