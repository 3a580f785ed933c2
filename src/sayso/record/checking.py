"""The record's integrity: the database itself, the texts, the originals, and every span."""

import hashlib
import zlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from sayso.record.columns import span_names
from sayso.record.reading_schema import DERIVED, readings
from sayso.record.schema import originals, report_versions, reports

_BATCH = 100


def problems(connection: sa.Connection) -> Iterator[str]:
    """Yield what is wrong with the record, in words for a person. The connection must be one for writing."""
    if connection.dialect.name == "sqlite":
        yield from _sqlite(connection)
    yield from _originals(connection)
    yield from _texts(connection)
    unread = sa.select(reports.c.id).where(reports.c.id.not_in(sa.select(readings.c.report_id)))
    for report_id in connection.scalars(unread.order_by(reports.c.id)):
        yield f"report {report_id} has neither a reading nor a reason why it was not read"
    yield from _search_index(connection)


def _sqlite(connection: sa.Connection) -> Iterator[str]:
    for (message,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if message != "ok":
            yield f"database: {message}"
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"database: a row of {row[0]} refers to a row of {row[2]} that is not there"


def _search_index(connection: sa.Connection) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        try:
            connection.exec_driver_sql("INSERT INTO report_search(report_search, rank) VALUES('integrity-check', 1)")
        except sa.exc.DatabaseError as error:
            yield f"the full-text index does not match the reports: {error.orig}"
        return
    missing = "SELECT id FROM reports WHERE id NOT IN (SELECT report_id FROM report_search) ORDER BY id"
    for (report_id,) in connection.exec_driver_sql(missing):
        yield f"report {report_id} is not in the full-text index"


def _originals(connection: sa.Connection) -> Iterator[str]:
    # One at a time: each may be large.
    for sha256 in connection.scalars(sa.select(originals.c.sha256).order_by(originals.c.sha256)).all():
        row = connection.execute(sa.select(originals).where(originals.c.sha256 == sha256)).one()
        try:
            content = zlib.decompress(row.content)
        except zlib.error as error:
            yield f"original {sha256}: its bytes cannot be unpacked: {error}"
            continue
        if hashlib.sha256(content).hexdigest() != sha256 or len(content) != row.size_bytes:
            yield f"original {sha256}: its bytes are not those that the SHA-256 was taken of"


def _texts(connection: sa.Connection) -> Iterator[str]:
    versions = sa.select(report_versions.c.report_id, report_versions.c.sha256, report_versions.c.text)
    for version in connection.execute(versions.order_by(report_versions.c.report_id, report_versions.c.sha256)):
        if _sha256(version.text) != version.sha256:
            yield f"report {version.report_id}: the text of version {version.sha256} is not the one it was taken of"
    after = ""
    while True:
        query = sa.select(reports.c.id, reports.c.sha256, reports.c.characters, reports.c.text)
        batch = connection.execute(query.where(reports.c.id > after).order_by(reports.c.id).limit(_BATCH)).all()
        if not batch:
            return
        for row in batch:
            if _sha256(row.text) != row.sha256 or len(row.text) != row.characters:
                yield f"report {row.id}: the text is not the one its SHA-256 was taken of"
        yield from _spans(connection, {row.id: row for row in batch})
        after = batch[-1].id


def _spans(connection: sa.Connection, batch: dict[str, Any]) -> Iterator[str]:
    of_batch = sa.select(readings.c.report_id, readings.c.text_sha256).where(readings.c.report_id.in_(list(batch)))
    for row in connection.execute(of_batch.order_by(readings.c.report_id)):
        if row.text_sha256 != batch[row.report_id].sha256:
            yield f"report {row.report_id}: the reading is of another text, {row.text_sha256}"
    for table in DERIVED:
        for prefix in table.info["spans"]:
            start, end, text = (table.c[name] for name in span_names(prefix))
            query = sa.select(table.c.report_id, start, end, text).where(table.c.report_id.in_(list(batch)))
            for report_id, first, last, words in connection.execute(query.order_by(*table.primary_key)):
                if (first, last, words) == (None, None, None):
                    continue
                if None in (first, last, words) or not words or batch[report_id].text[first:last] != words:
                    yield f"report {report_id}: {table.name} span [{first}, {last}) is not {words!r} in the text"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
