"""Rows of tables: JSON lines, CSV and TSV, each row one original."""

import csv
import io
import json
import math
from collections.abc import Iterator
from typing import Any, BinaryIO, Literal, cast

import msgspec

from sayso.core.errors import IngestError, LimitError, UnreadableError
from sayso.core.original import Failure, Given, Original
from sayso.ingest.decoding import MIXED_ERRORS, bom_encoding, decode, encoding_of
from sayso.ingest.limits import Limits, over
from sayso.ingest.sniff import ROW
from sayso.ingest.streams import BUFFER_BYTES

_SAMPLE_BYTES = 1_000_000
_SAMPLE_ROWS = 20
Quoting = Literal[0, 3]
"""`csv.QUOTE_MINIMAL` or `csv.QUOTE_NONE`."""


class Columns(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Names of the columns of tables, or keys of JSON lines, that are read; others are passed over."""

    id: str = "id"
    text: str = "text"
    title: str = "title"
    published: str = "published"
    outlet: str = "outlet"
    url: str = "url"


class RowReader:
    """Makes originals of the rows of one table.

    Args:
        uri: Of the table.
        columns: Which columns hold what.
        limits: `max_file_bytes` bounds a row, `max_members` the rows.
        given: What the user says of every row; it goes before the row's own columns.
        as_is: Whether the text is to be taken unchanged.
    """

    def __init__(self, uri: str, columns: Columns, limits: Limits, given: Given, *, as_is: bool) -> None:
        self._uri = uri
        self._columns = columns
        self._limits = limits
        self._given = given
        self._as_is = as_is

    def json_lines(self, stream: BinaryIO) -> Iterator[Original | Failure]:
        """Yield the rows of a JSON lines file; `row/12` is line 12."""
        mark = bom_encoding(_peek(stream)[:4])
        if mark is None or mark == "utf-8-sig":
            yield from self._json_lines(stream)
            return
        text = io.TextIOWrapper(cast("Any", stream), encoding=mark, errors="replace", newline="")
        try:
            yield from self._json_lines(io.BufferedReader(_Recoded(text)))
        finally:
            text.detach()

    def _json_lines(self, lines: BinaryIO) -> Iterator[Original | Failure]:
        longest = self._limits.max_file_bytes
        number = 0
        while line := lines.readline(longest + 1):
            number += 1
            if number > self._limits.max_members:
                yield self._too_many()
                return
            if len(line) > longest:
                yield self._failure(number, over("the row is larger", "max_file_bytes", self._limits))
                while line and not line.endswith(b"\n"):
                    line = lines.readline(BUFFER_BYTES)
                continue
            if line.strip(b" \t\r\n\xef\xbb\xbf\x00"):
                yield self._original(number, self._parse_line, line)

    def delimited(self, stream: BinaryIO, kind: str) -> Iterator[Original | Failure]:
        """Yield the rows of a CSV or TSV file; `row/12` is the twelfth row after the header.

        Raises:
            UnreadableError: There is no header, or no text column in it.
            LimitError: A line is longer than `max_file_bytes`.
        """
        text, sample = _decoded(stream)
        try:
            yield from self._delimited(text, sample, kind)
        finally:
            text.detach()

    def _delimited(self, text: io.TextIOWrapper, sample: str, kind: str) -> Iterator[Original | Failure]:
        csv.field_size_limit(max(csv.field_size_limit(), self._limits.max_file_bytes))
        delimiter, quoting = dialect_of(sample, kind, self._columns.text)
        rows = csv.reader(
            _bounded_lines(text, self._limits), delimiter=delimiter, quoting=quoting, doublequote=True, strict=True
        )
        header = self._header(rows)
        number = 0
        while True:
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                number += 1
                yield self._failure(number, f"the row that ends on line {rows.line_num} is not valid CSV: {error}")
                continue
            if not row:
                continue
            number += 1
            if number > self._limits.max_members:
                yield self._too_many()
                return
            yield self._original(number, self._parse_row, (header, row, rows.line_num))

    def _header(self, rows: Iterator[list[str]]) -> list[str]:
        try:
            header = next((row for row in rows if row and not _is_separator_line(row)), [])
        except csv.Error as error:
            raise UnreadableError(f"the header line is not valid CSV: {error}") from error
        names = [name.strip().lstrip("\ufeff") for name in header]
        if not names:
            raise UnreadableError("the table has no header line")
        exact = set(names)
        wanted = {name.casefold(): name for name in self._columns.__struct_fields__ for name in [self._column(name)]}
        names = [name if name in wanted.values() else wanted.get(name.casefold(), name) for name in names]
        listed = ", ".join(repr(name[:60]) for name in header[:30])
        there = f"its columns are {listed} ({len(exact)} in all)"
        if self._columns.text not in names:
            raise UnreadableError(
                f"the table has no column {self._columns.text!r}; {there};"
                " name the one that holds the text with --text-column"
            )
        usual = Columns()
        for field in self._columns.__struct_fields__:
            named = self._column(field)
            if named != getattr(usual, field) and named not in names:
                raise UnreadableError(f"the table has no column {named!r}, which --{field}-column names; {there}")
        return names

    def _column(self, field: str) -> str:
        name: str = getattr(self._columns, field)
        return name

    def _original(self, number: int, parse: Any, row: Any) -> Original | Failure:
        try:
            return self._make(number, parse(row))
        except (IngestError, RecursionError, MemoryError) as error:
            reason = str(error) if isinstance(error, IngestError) else "the row is nested too deep or too large"
            return self._failure(number, reason)

    def _parse_line(self, line: bytes) -> dict[str, Any]:
        try:
            value = msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError):
            value = _lenient_json(line)
        if not isinstance(value, dict):
            raise UnreadableError(f"the row is a JSON {_json_kind(value)}, not an object with named values")
        return value

    def _parse_row(self, found: tuple[list[str], list[str], int]) -> dict[str, Any]:
        header, row, line = found
        if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
            raise UnreadableError(
                f"the row that ends on line {line} has {len(row)} cells, the header {len(header)}:"
                " a cell with the delimiter in it is not quoted"
            )
        values: dict[str, Any] = {}
        for name, cell in zip(header, row, strict=False):
            values.setdefault(name, cell)
        return values

    def _make(self, number: int, row: dict[str, Any]) -> Original:
        names = self._columns
        if names.text not in row:
            listed = ", ".join(repr(str(key)[:60]) for key in list(row)[:30]) or "none"
            raise UnreadableError(
                f"the row has no {names.text!r}; it has {listed}; name the one that holds the text with --text-column"
            )
        text = row[names.text]
        if not isinstance(text, str):
            raise UnreadableError(f"{names.text!r} holds a JSON {_json_kind(text)}, not text")
        if not text.strip("\x00\ufeff \t\r\n\f\v\u00a0"):
            raise UnreadableError(f"{names.text!r} is empty")
        if not self._as_is:
            text = text.replace("\x00", "")
        fields = {
            "id": _scalar(row, names.id),
            "title": _scalar(row, names.title),
            "published": _scalar(row, names.published),
            "outlet": _scalar(row, names.outlet),
            "url": _scalar(row, names.url),
        }
        # All columns, so that the row is kept whole, and stays the same row however its columns are taken.
        others = {
            name: value if isinstance(value, list | dict | bool) else _scalar(row, name)
            for name, value in row.items()
            if name != names.text and value not in (None, "")
        }
        try:
            content = msgspec.json.encode({"text": text, "columns": others}, order="sorted")
        except UnicodeEncodeError:
            raise UnreadableError("the row holds a lone surrogate (half of a character above U+FFFF)") from None
        if len(content) > self._limits.max_file_bytes:
            raise LimitError(over("the row is larger", "max_file_bytes", self._limits))
        user = self._given
        given = Given(
            external_id=fields["id"],
            title=fields["title"],
            published=user.published or fields["published"],
            published_by_user=user.published is not None,
            outlet=user.outlet or fields["outlet"],
            url=fields["url"],
        )
        uri = f"{self._uri}!/row/{number}"
        return Original.of(uri, content, media_type=ROW, given=given, as_is=self._as_is)

    def _failure(self, number: int, reason: str) -> Failure:
        return Failure(uri=f"{self._uri}!/row/{number}", stage="open", reason=f"row {number}: {reason}")

    def _too_many(self) -> Failure:
        reason = over("the table has more rows", "max_members", self._limits)
        return Failure(uri=self._uri, stage="open", reason=reason)


def looks_like_json_lines(head: bytes) -> bool:
    """Whether `head` begins with a line that is a JSON object (or its beginning, where the line is longer)."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    if not start.startswith(b"{"):
        return False
    line, ended, _ = start.partition(b"\n")
    if not ended and len(head) >= BUFFER_BYTES:
        return start[1:64].lstrip().startswith(b'"')
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def dialect_of(sample: str, kind: str, text_column: str) -> tuple[str, Quoting]:
    """Return the delimiter and the quoting (`csv.QUOTE_MINIMAL` or, for tabs only, `csv.QUOTE_NONE`) of a table.

    The one whose header has the text column and that gives most rows as many cells as the header wins.

    Args:
        sample: The first lines of the table.
        kind: `csv` or `tsv`.
        text_column: Name of the column with the text.
    """
    quoted: list[tuple[str, Quoting]] = [(delimiter, csv.QUOTE_MINIMAL) for delimiter in ",;\t|"]
    choices: list[tuple[str, Quoting]] = [*quoted, ("\t", csv.QUOTE_NONE)]
    if kind == "tsv":
        choices = [("\t", csv.QUOTE_MINIMAL), ("\t", csv.QUOTE_NONE), *quoted]

    def score(choice: tuple[str, Quoting]) -> tuple[bool, float, int]:
        rows = _sample_rows(sample, *choice)
        if not rows:
            return (False, 0.0, 0)
        names = [name.strip().lstrip("\ufeff").casefold() for name in rows[0]]
        even = sum(len(row) == len(names) for row in rows[1:])
        return (text_column.casefold() in names, even / max(1, len(rows) - 1), len(names))

    return max(choices, key=score)


def _sample_rows(sample: str, delimiter: str, quoting: Quoting) -> list[list[str]]:
    """Return the first rows; a row that is not valid is an empty one, so that it counts against the dialect."""
    lines = io.StringIO(sample, newline="")
    reader = csv.reader(lines, delimiter=delimiter, quoting=quoting, strict=True)
    rows: list[list[str]] = []
    while len(rows) < _SAMPLE_ROWS:
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error:
            row = []
            if not rows:
                return []
        if rows or (row and not _is_separator_line(row)):
            rows.append(row)
    return rows


def _is_separator_line(row: list[str]) -> bool:
    """Whether this is the line `sep=;` that Excel writes before the header."""
    return len("".join(row)) <= 5 and row[0].lstrip("\ufeff").startswith("sep=")


def _bounded_lines(text: io.TextIOWrapper, limits: Limits) -> Iterator[str]:
    while line := text.readline(limits.max_file_bytes + 1):
        if len(line) > limits.max_file_bytes:
            raise LimitError(over("a line of the table is longer", "max_file_bytes", limits))
        yield line


def _peek(stream: Any) -> bytes:
    if stream.seekable():
        head: bytes = stream.read(_SAMPLE_BYTES)
        stream.seek(0)
        return head
    seen: bytes = stream.peek(BUFFER_BYTES)
    return seen


def _decoded(stream: Any) -> tuple[io.TextIOWrapper, str]:
    """Return the stream as text with its line ends kept, and the text of its first lines."""
    head = _peek(stream)
    encoding = encoding_of(head)
    errors = MIXED_ERRORS if encoding.startswith("utf-8") else "replace"
    sample = head[:BUFFER_BYTES].decode(encoding, "ignore")
    return io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline=""), sample


class _Recoded(io.RawIOBase):
    """Text as bytes in UTF-8, for tables in UTF-16 or UTF-32."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._rest:
            self._rest = self._text.read(8192).encode("utf-8", "replace")
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


def _lenient_json(line: bytes) -> Any:
    """Return the JSON value of a line that a strict parser refuses: other encodings, NaN as pandas writes it."""
    try:
        return json.loads(decode(line))
    except json.JSONDecodeError as error:
        raise UnreadableError(f"not valid JSON: {error.msg} at column {error.colno}") from error
    except ValueError as error:
        raise UnreadableError(f"not valid JSON: {error}") from error


def _scalar(row: dict[str, Any], name: str) -> str | None:
    value = row.get(name)
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise UnreadableError(f"{name!r} holds a JSON {_json_kind(value)}, not text or a number")
    return str(value).replace("\x00", "").strip() or None


def _json_kind(value: Any) -> str:
    kinds = {dict: "object", list: "array", str: "string", bool: "boolean", type(None): "null"}
    return kinds.get(type(value), "number")
