"""CSV: one file a table, RFC 4180, with unknown and empty kept apart."""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from sayso.export.format import Shape, register

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""First characters by which a spreadsheet takes a cell of text for a formula (OWASP, CSV injection)."""

_QUOTED = frozenset(',"\r\n')
_ROWS_AT_ONCE = 1_000


@register
class CommaSeparated:
    """One CSV file a table.

    An unknown value is an empty field (`,,`), an empty text is two quotation marks (`,"",`). The option `spreadsheet`
    adds a byte order mark and puts an apostrophe before text that a spreadsheet would run as a formula; without
    it every value is exact.
    """

    name = "csv"
    summary = "a folder, one CSV file a table"
    shape: Shape = "folder"
    suffix = ".csv"
    options: frozenset[str] = frozenset({"spreadsheet"})

    def conventions(self, options: dict[str, Any]) -> dict[str, str]:
        """Return how values are written under `options`."""
        guarded = bool(options.get("spreadsheet"))
        return {
            "encoding": "UTF-8 with a byte order mark" if guarded else "UTF-8 without a byte order mark",
            "dialect": "RFC 4180: comma, double quotation mark, CRLF; first line is the header",
            "unknown": 'an empty field without quotation marks; an empty text is ""',
            "truth values": "true, false",
            "dates": "ISO 8601",
            "lists": "a JSON array in one field",
            "formulas": (
                "text that begins with = + - @, a tab or a carriage return has an apostrophe before it"
                if guarded
                else "text is exact, also where it begins with = + - @; do not open it in a spreadsheet unguarded"
            ),
            "offsets": "half-open [start, end) in Unicode code points of the report's text",
        }

    def write_table(self, table: pa.Table, path: Path, options: dict[str, Any]) -> None:
        """Write `table` to `path`, header first."""
        guarded = bool(options.get("spreadsheet"))
        with path.open("w", encoding="utf-8-sig" if guarded else "utf-8", newline="") as stream:
            stream.write(_line(table.column_names, guarded=guarded))
            for row in _rows(table):
                stream.write(_line(row, guarded=guarded))


def _rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    for batch in table.to_batches(max_chunksize=_ROWS_AT_ONCE):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _line(values: Any, *, guarded: bool) -> str:
    return ",".join(_field(value, guarded=guarded) for value in values) + "\r\n"


def _field(value: Any, *, guarded: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = _text(value)
    if guarded and text.startswith(FORMULA_STARTS):
        text = "'" + text
    if not text or not _QUOTED.isdisjoint(text):
        return '"' + text.replace('"', '""') + '"'
    return text


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False, default=_text)
