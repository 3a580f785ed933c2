"""Numbers over the record: how many of what, under the same filters as the listings."""

from typing import Any

import sqlalchemy as sa

from sayso.core.errors import UsageError
from sayso.record.copy_groups import group_sizes
from sayso.record.queries import (
    AttributionFilter,
    ReportFilter,
    attribution_conditions,
    report_conditions,
)
from sayso.record.reading_schema import attributions, events, readings
from sayso.record.rows import Rows, Summary, TallyRow
from sayso.record.schema import arrivals, failures, originals, reports

TALLIED: dict[str, sa.Column[Any]] = {
    "outlet": reports.c.outlet,
    "language": reports.c.language,
    "published": reports.c.published_value,
    "published_status": reports.c.published_status,
    "not_read": readings.c.not_read,
    "extractor": reports.c.extractor,
}
"""What reports can be counted by, named as in `ReportRow`."""


def tally(connection: sa.Connection, column: str, wanted: ReportFilter) -> Rows[TallyRow]:
    """Return how many reports have each value of `column`, most first.

    Raises:
        UsageError: Reports are not counted by that column.
    """
    if column not in TALLIED:
        raise UsageError(f"reports cannot be counted by {column!r}, only by {', '.join(TALLIED)}")
    value = TALLIED[column]
    number = sa.func.count()
    query = _of_reports(sa.select(value.label("name"), number.label("number")), wanted, value.table is readings)
    found = connection.execute(query.group_by(value).order_by(number.desc(), value.is_(None), value))
    return Rows(TallyRow, [TallyRow(name=row.name, count=row.number) for row in found])


def count_reports(connection: sa.Connection, wanted: ReportFilter) -> int:
    """Return how many reports there are of those wanted."""
    number: int = connection.execute(_of_reports(sa.select(sa.func.count()), wanted, False)).scalar_one()
    return number


def count_attributions(connection: sa.Connection, wanted: AttributionFilter) -> int:
    """Return how many attributions there are of those wanted."""
    query = sa.select(sa.func.count()).select_from(attributions)
    return connection.execute(query.where(*attribution_conditions(connection, wanted))).scalar_one()


def count_speakers(connection: sa.Connection) -> int:
    """Return how many different sources there are, by their folded words."""
    return connection.execute(sa.select(sa.func.count(sa.distinct(attributions.c.source_folded)))).scalar_one()


def count_failures(connection: sa.Connection) -> Rows[TallyRow]:
    """Return how many documents failed at each stage, most first."""
    number = sa.func.count()
    query = sa.select(failures.c.stage, number).group_by(failures.c.stage).order_by(number.desc(), failures.c.stage)
    return Rows(TallyRow, [TallyRow(name=row[0], count=row[1]) for row in connection.execute(query)])


def summarise(connection: sa.Connection) -> Summary:
    """Return what the record holds, in numbers."""
    by_reason = _counts_by(connection, readings.c.not_read)
    by_language = _counts_by(connection, reports.c.language)
    groups = group_sizes(connection)
    outlets, earliest, latest = connection.execute(
        sa.select(
            sa.func.count(sa.distinct(reports.c.outlet)),
            sa.func.min(reports.c.published_value),
            sa.func.max(reports.c.published_value),
        )
    ).one()
    return Summary(
        reports=_number(connection, reports),
        read=by_reason.pop(None, 0),
        not_read={str(reason): number for reason, number in by_reason.items()},
        originals=_number(connection, originals),
        arrivals=_number(connection, arrivals),
        failures=_number(connection, failures),
        copy_groups=len(groups),
        copied_reports=sum(groups),
        attributions=_number(connection, attributions),
        events=_number(connection, events),
        outlets=outlets,
        languages=sum(1 for language in by_language if language is not None),
        by_language={language or "": number for language, number in by_language.items()},
        published_from=earliest,
        published_to=latest,
    )


def _of_reports(query: sa.Select[Any], wanted: ReportFilter, by_reading: bool) -> sa.Select[Any]:
    # Every report has a row of `readings`, so the two are joined only where that row says something.
    joined = by_reading or wanted.read is not None
    source = reports.join(readings, readings.c.report_id == reports.c.id) if joined else reports
    return query.select_from(source).where(*report_conditions(wanted))


def _counts_by(connection: sa.Connection, column: sa.Column[Any]) -> dict[str | None, int]:
    query = sa.select(column, sa.func.count()).group_by(column).order_by(sa.func.count().desc(), column)
    return {row[0]: row[1] for row in connection.execute(query)}


def _number(connection: sa.Connection, table: sa.Table) -> int:
    return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
