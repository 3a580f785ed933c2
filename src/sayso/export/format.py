"""The protocol of an export format, the registry of the formats there are, and what an export returns."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Literal, Protocol, runtime_checkable

import msgspec
import pyarrow as pa

from sayso.core.errors import UsageError
from sayso.core.reading import Reading

Shape = Literal["file", "folder"]
"""Whether a format makes one file, or a folder with one file a table."""


class Exportable(Protocol):
    """What an export needs of a record."""

    def readings(self) -> Iterator[Reading]:
        """Yield every Reading, in a stable order."""
        ...

    def table_names(self) -> tuple[str, ...]:
        """Return the names of the tables, in the order of the documentation."""
        ...

    def table(self, name: str) -> pa.Table:
        """Return one table, typed; unknown values are null."""
        ...


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column of an exported table: name, Arrow type, what it holds and its unit (null where none is told)."""

    name: str
    type: str
    meaning: str | None
    unit: str | None


class ExportedTable(msgspec.Struct, frozen=True, kw_only=True):
    """One file of an export.

    Attributes:
        name: Table name, or `readings`.
        file: File name, relative to the folder that the export's `export.json` stands in.
        rows: Rows (lines, for readings), the header not counted.
        columns: Its columns, in order; empty where the format is not tabular.
    """

    name: str
    file: str
    rows: int
    columns: tuple[Column, ...] = ()


class Format(Protocol):
    """One export format. `name` is what the user asks for; `conventions` says how its values are written."""

    name: str
    summary: str
    shape: Shape
    options: frozenset[str]

    def conventions(self, options: dict[str, Any]) -> dict[str, str]:
        """Return how values are written under `options`, for `export.json`."""
        ...


@runtime_checkable
class FileFormat(Format, Protocol):
    """A format that makes one file. `table` is what its rows are called."""

    table: str

    def write_file(self, record: Exportable, stream: IO[bytes], options: dict[str, Any]) -> int:
        """Write the record to `stream` and return the number of rows."""
        ...


class FolderFormat(Format, Protocol):
    """A format that makes one file a table."""

    suffix: str

    def write_table(self, table: pa.Table, path: Path, options: dict[str, Any]) -> None:
        """Write one table to `path`."""
        ...


_REGISTRY: dict[str, FileFormat | FolderFormat] = {}


def register(factory: Callable[[], FileFormat | FolderFormat]) -> Callable[[], FileFormat | FolderFormat]:
    """Register the export format that `factory` makes, under its name."""
    made = factory()
    if made.name in _REGISTRY:
        raise UsageError(f"two export formats are named {made.name!r}")
    _REGISTRY[made.name] = made
    return factory


def format_named(name: str) -> FileFormat | FolderFormat:
    """Return the export format called `name`.

    Raises:
        UsageError: There is none.
    """
    try:
        return _REGISTRY[name]
    except KeyError:
        raise UsageError(f"no export format is named {name!r}; there are: {', '.join(format_names())}") from None


def format_names() -> tuple[str, ...]:
    """Return the names of all export formats, in alphabetical order."""
    return tuple(sorted(_REGISTRY))


def columns_of(table: pa.Table) -> tuple[Column, ...]:
    """Return the columns of `table` with what their field metadata tells: `meaning` and `unit`."""
    return tuple(
        Column(name=field.name, type=str(field.type), meaning=_told(field, b"meaning"), unit=_told(field, b"unit"))
        for field in table.schema
    )


def _told(field: "pa.Field[pa.DataType]", key: bytes) -> str | None:
    told = (field.metadata or {}).get(key, b"").decode()
    return told or None
