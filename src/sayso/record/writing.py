"""Writes to the record, each inside a transaction that the caller holds."""

import datetime
import hashlib
import zlib
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from sayso.core.errors import GroundingError, RecordError, UnknownReportError
from sayso.core.original import Failure, Original
from sayso.core.reading import Reading
from sayso.core.report import Report
from sayso.record import flatten, schema
from sayso.record.copies import Compare, add_keys, remove_keys
from sayso.record.reading_schema import DERIVED, readings
from sayso.record.search import postgresql_index, tsvector

_KEPT_IN_VERSIONS = ("sha256", "title", "extractor", "pages", "zones", "text")


def now() -> str:
    """Return the time, ISO 8601, UTC, to the microsecond."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def digest(*parts: str | None) -> str:
    """Return the SHA-256, in hex, of `parts`; a part that is None differs from every text."""
    whole = hashlib.sha256()
    for part in parts:
        data = b"" if part is None else part.encode(errors="surrogatepass")
        whole.update(f"{'-' if part is None else len(data)}:".encode() + data)
    return whole.hexdigest()


def keep_original(connection: sa.Connection, original: Original, run_id: str) -> None:
    """Store the bytes of `original`, if they are new, and the place where they were found.

    Bytes that were read with the other `as_is` before count as not completely read from here on.

    Raises:
        RecordError: The SHA-256 is not that of the bytes.
    """
    table = schema.originals
    known = connection.execute(sa.select(table.c.as_is).where(table.c.sha256 == original.sha256)).one_or_none()
    if known is None:
        if hashlib.sha256(original.content).hexdigest() != original.sha256:
            raise RecordError(f"{original.uri}: the bytes are not those that the SHA-256 was taken of")
        row = {
            "sha256": original.sha256,
            "size_bytes": len(original.content),
            "media_type": original.media_type,
            "as_is": original.as_is,
            "complete": False,
            "content": zlib.compress(original.content),
            "run_id": run_id,
        }
        connection.execute(sa.insert(table), row)
    elif known.as_is != original.as_is:
        changed = sa.update(table).where(table.c.sha256 == original.sha256)
        connection.execute(changed.values(as_is=original.as_is, complete=False))
    keep_arrival(connection, original, run_id)


def keep_arrival(connection: sa.Connection, original: Original, run_id: str) -> None:
    """Store the place where `original` was found, unless it is known."""
    table = schema.arrivals
    row_id = digest(original.sha256, original.uri)
    if connection.execute(sa.select(table.c.id).where(table.c.id == row_id)).one_or_none() is None:
        row = {"id": row_id, "original_sha256": original.sha256, "uri": original.uri, "given": original.given}
        connection.execute(sa.insert(table), {**row, "found_at": now(), "run_id": run_id})


def mark_complete(connection: sa.Connection, original: Original) -> None:
    """Say that every report of `original`, taken as it is or not, is in the record."""
    table = schema.originals
    update = sa.update(table).where(table.c.sha256 == original.sha256)
    connection.execute(update.values(complete=True, as_is=original.as_is))


def stored_text_sha256(connection: sa.Connection, report_id: str) -> str | None:
    """Return the SHA-256 of the stored text of a report, or None where there is no such report."""
    table = schema.reports
    return connection.execute(sa.select(table.c.sha256).where(table.c.id == report_id)).scalar_one_or_none()


def insert_report(
    connection: sa.Connection, reading: Reading, copy_keys: Sequence[int], likeness: Compare, run_id: str
) -> None:  # fmt: skip
    """Store a new report with all that was read from it."""
    report = reading.report
    row = flatten.report_row(report)
    connection.execute(sa.insert(schema.reports), {**row, "stored_at": now(), "run_id": run_id})
    _index(connection, report)
    insert_reading(connection, reading, run_id)
    add_keys(connection, report.id, copy_keys, likeness, run_id)


def replace_report(
    connection: sa.Connection, reading: Reading, copy_keys: Sequence[int], likeness: Compare, run_id: str
) -> None:  # fmt: skip
    """Put a new extraction in the place of a stored report; a text that changes goes to `report_versions`.

    Raises:
        UnknownReportError: There is no such report.
    """
    report, table, versions = reading.report, schema.reports, schema.report_versions
    old = connection.execute(sa.select(table).where(table.c.id == report.id)).mappings().one_or_none()
    if old is None:
        raise UnknownReportError(f"there is no report {report.id} to replace")
    delete_reading(connection, report.id)
    remove_keys(connection, report.id, likeness, run_id)
    this_version = sa.and_(versions.c.report_id == report.id, versions.c.sha256.in_([report.sha256, old["sha256"]]))
    connection.execute(sa.delete(versions).where(this_version))
    if old["sha256"] != report.sha256:
        version = {name: old[name] for name in _KEPT_IN_VERSIONS}
        provenance = {"report_id": report.id, "replaced_at": now(), "run_id": old["run_id"]}
        connection.execute(sa.insert(versions), {**version, **provenance})
    row = {name: value for name, value in flatten.report_row(report).items() if name not in ("id", "key")}
    connection.execute(sa.update(table).where(table.c.id == report.id).values(**row, run_id=run_id))
    _index(connection, report)
    insert_reading(connection, reading, run_id)
    add_keys(connection, report.id, copy_keys, likeness, run_id)


def insert_reading(connection: sa.Connection, reading: Reading, run_id: str) -> None:
    """Store what was read from a stored report.

    Raises:
        UnknownReportError: There is no such report.
        GroundingError: The reading is of another text than the stored one, or a span is not in it.
    """
    report = reading.report
    stored = stored_text_sha256(connection, report.id)
    if stored is None:
        raise UnknownReportError(f"there is no report {report.id} in the record")
    if stored != report.sha256:
        raise GroundingError(f"report {report.id}: the reading is of a text with SHA-256 {report.sha256}, not {stored}")
    for span in reading.spans():
        span.check(report.text)
    row = {**flatten.reading_row(reading), "read_at": now(), "run_id": run_id}
    connection.execute(sa.insert(readings), row)
    for table, rows in flatten.derived_rows(reading, run_id).items():
        if rows:
            connection.execute(sa.insert(table), rows)


def delete_reading(connection: sa.Connection, report_id: str) -> None:
    """Take away everything that was read from a report."""
    for table in reversed(DERIVED):
        connection.execute(sa.delete(table).where(table.c.report_id == report_id))
    connection.execute(sa.delete(readings).where(readings.c.report_id == report_id))


def put_failure(connection: sa.Connection, failure: Failure, run_id: str) -> None:
    """Store that a document could not be read, in the place of an earlier row for the same."""
    table = schema.failures
    row_id = digest(failure.uri, failure.stage, failure.sha256)
    connection.execute(sa.delete(table).where(table.c.id == row_id))
    row: dict[str, Any] = {
        "id": row_id,
        "uri": failure.uri,
        "uri_sha256": digest(failure.uri),
        "stage": failure.stage,
        "reason": failure.reason,
        "sha256": failure.sha256,
        "failed_at": now(),
        "run_id": run_id,
    }
    connection.execute(sa.insert(table), row)


def clear_failures(connection: sa.Connection, uri: str) -> None:
    """Forget the failures of a document."""
    connection.execute(sa.delete(schema.failures).where(schema.failures.c.uri_sha256 == digest(uri)))


def _index(connection: sa.Connection, report: Report) -> None:
    """Index the words of a report; in SQLite triggers do it."""
    if connection.dialect.name != "postgresql":
        return
    connection.execute(sa.delete(postgresql_index).where(postgresql_index.c.report_id == report.id))
    words = sa.cast(sa.literal(tsvector(report.title or "", report.text)), postgresql_index.c.words.type)
    connection.execute(sa.insert(postgresql_index).values(report_id=report.id, words=words))
