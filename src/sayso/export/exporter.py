"""Writes an export: all of it or nothing, beside an `export.json` that says what it is."""

import hashlib
import os
import shutil
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

from sayso.core.errors import UsageError
from sayso.export import comma, jsonl, parquet  # noqa: F401 (they register their formats)
from sayso.export.format import Exportable, ExportedTable, FileFormat, FolderFormat, columns_of, format_named

STDOUT = "-"
"""As `out`: write to standard output; nothing is left beside it."""
SIDECAR = "export.json"
GEONAMES = (
    "Names, points and ids of places: GeoNames (https://www.geonames.org), CC BY 4.0, as changed by sayso's gazetteer"
)


class ExportedFile(msgspec.Struct, frozen=True, kw_only=True):
    """Size in bytes and SHA-256, in hex, of one exported file."""

    file: str
    size_bytes: int
    sha256: str


class ExportResult(msgspec.Struct, frozen=True, kw_only=True):
    """What was exported; also the content of `export.json`.

    Attributes:
        format: Name of the format.
        options: Options that were given.
        path: File or folder that was written, `-` for standard output. Not part of `export.json`.
        sidecar: Path of the `export.json`; null for standard output. Not part of `export.json`.
        tables: Every file with its rows and columns.
        files: Every file with its size and SHA-256.
        readers: Readers whose Readings are in the export, `name version`.
        sayso_version: Version of this package.
        exported_at: UTC, ISO 8601.
        conventions: How values are written.
        credits: Whom to name when the export is published, by the licences of data in it.
    """

    format: str
    options: dict[str, Any]
    path: str
    sidecar: str | None
    tables: tuple[ExportedTable, ...]
    files: tuple[ExportedFile, ...]
    readers: tuple[str, ...]
    sayso_version: str
    exported_at: str
    conventions: dict[str, str]
    credits: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Rows per table."""
        return {table.name: table.rows for table in self.tables}

    def to_json(self) -> bytes:
        """Return the content of `export.json`: all but where it was written to, so that the folder can be moved."""
        told = {name: getattr(self, name) for name in self.__struct_fields__ if name not in {"path", "sidecar"}}
        return msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"


def export(record: Exportable, fmt: str, out: Path | str, *, overwrite: bool = False, **options: Any) -> ExportResult:
    """Export `record` in the format `fmt` to `out`.

    A file format writes `out` and `out` + `.export.json`; a folder format writes a folder with one file a table and
    its `export.json`. Both are written under a temporary name beside `out` and renamed when complete.

    Args:
        record: The record.
        fmt: Name of a format (`format_names`).
        out: File or folder to write; `-` writes a file format to standard output.
        overwrite: Whether to replace an earlier export at `out`. A folder that is not an export is never replaced.
        options: Options of the format.

    Raises:
        UsageError: The format or an option is unknown, or `out` exists or cannot be written.
    """
    kind = format_named(fmt)
    unknown = sorted(set(options) - kind.options)
    if unknown:
        known = ", ".join(sorted(kind.options)) or "none"
        raise UsageError(f"export format {fmt!r} has no option {unknown[0]!r}; it has: {known}")
    if str(out) == STDOUT:
        if not isinstance(kind, FileFormat):
            raise UsageError(f"export format {fmt!r} makes several files; give a folder with -o, not {STDOUT!r}")
        return _to_stdout(record, kind, options)
    path = Path(out)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(kind, FileFormat):
            return _to_file(record, kind, path, options, overwrite=overwrite)
        return _to_folder(record, kind, path, options, overwrite=overwrite)
    except OSError as error:
        raise UsageError(f"cannot write the export to {path}: {error.strerror or error}") from error


def _to_stdout(record: Exportable, kind: FileFormat, options: dict[str, Any]) -> ExportResult:
    rows = kind.write_file(record, sys.stdout.buffer, options)
    sys.stdout.buffer.flush()
    table = ExportedTable(name=kind.table, file=STDOUT, rows=rows)
    return _result(record, kind, STDOUT, None, options, (table,), ())


def _to_file(
    record: Exportable, kind: FileFormat, path: Path, options: dict[str, Any], *, overwrite: bool
) -> ExportResult:
    sidecar = path.with_name(f"{path.name}.{SIDECAR}")
    if path.is_dir():
        raise UsageError(f"{path} is a folder; export format {kind.name!r} makes one file, so name a file")
    for taken in (path, sidecar):
        if taken.exists() and not overwrite:
            raise UsageError(f"{taken} exists; choose another name or allow overwriting (--overwrite)")
    with _partial(path) as partial:
        with partial.open("wb") as stream:
            rows = kind.write_file(record, stream, options)
            stream.flush()
            os.fsync(stream.fileno())
        table = ExportedTable(name=kind.table, file=path.name, rows=rows)
        described = _described(partial, path.name)
        result = _result(record, kind, str(path), str(sidecar), options, (table,), (described,))
        with _partial(sidecar) as partial_sidecar:
            _write(partial_sidecar, result.to_json())
            # In this order a sidecar never describes a file that is not the one beside it.
            sidecar.unlink(missing_ok=True)
            partial.replace(path)
            partial_sidecar.replace(sidecar)
    return result


def _to_folder(
    record: Exportable, kind: FolderFormat, path: Path, options: dict[str, Any], *, overwrite: bool
) -> ExportResult:
    _check_folder(path, overwrite=overwrite)
    with _partial(path) as partial:
        partial.mkdir()
        tables, files = [], []
        for name in record.table_names():
            table = record.table(name)
            target = partial / f"{name}{kind.suffix}"
            kind.write_table(table, target, options)
            tables.append(ExportedTable(name=name, file=target.name, rows=table.num_rows, columns=columns_of(table)))
            files.append(_described(target, target.name))
        result = _result(record, kind, str(path), str(path / SIDECAR), options, tuple(tables), tuple(files))
        _write(partial / SIDECAR, result.to_json())
        with _moved_away(path):
            partial.replace(path)
    return result


def _check_folder(path: Path, *, overwrite: bool) -> None:
    if not path.exists():
        return
    if not path.is_dir():
        raise UsageError(f"{path} is a file; this export format makes several files, so name a folder")
    if not any(path.iterdir()):
        return
    if not (path / SIDECAR).is_file():
        raise UsageError(f"{path} is not empty and is not an earlier export; choose another folder")
    if not overwrite:
        raise UsageError(f"{path} holds an earlier export; choose another folder or allow overwriting")


@contextmanager
def _partial(path: Path) -> Iterator[Path]:
    """Yield a temporary name beside `path`; what still stands there at the end is removed."""
    partial = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.partial")
    try:
        yield partial
    finally:
        if partial.is_dir():
            shutil.rmtree(partial)
        else:
            partial.unlink(missing_ok=True)


@contextmanager
def _moved_away(path: Path) -> Iterator[None]:
    """Move what stands at `path` away for the block; put it back if the block fails, else remove it."""
    if not path.exists():
        yield
        return
    with _partial(path) as old:
        path.replace(old)
        try:
            yield
        except OSError:
            old.replace(path)
            raise


def _described(file: Path, name: str) -> ExportedFile:
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return ExportedFile(file=name, size_bytes=file.stat().st_size, sha256=digest)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _result(
    record: Exportable,
    kind: FileFormat | FolderFormat,
    path: str,
    sidecar: str | None,
    options: dict[str, Any],
    tables: tuple[ExportedTable, ...],
    files: tuple[ExportedFile, ...],
) -> ExportResult:
    read = record.table("readings").select(["reader_name", "reader_version"]).to_pylist()
    readers = {f"{row['reader_name']} {row['reader_version']}" for row in read}
    return ExportResult(
        format=kind.name,
        options=options,
        path=path,
        sidecar=sidecar,
        tables=tables,
        files=files,
        readers=tuple(sorted(readers)),
        sayso_version=version("sayso"),
        exported_at=datetime.now(UTC).isoformat(timespec="seconds"),
        conventions=kind.conventions(options),
        credits=(GEONAMES,) if _has_places(record) else (),
    )


def _has_places(record: Exportable) -> bool:
    """Return whether a place has a point or an id, which come from the gazetteer."""
    if "places" not in record.table_names():
        return False
    places = record.table("places")
    return any(places.column(name).null_count < places.num_rows for name in ("latitude_deg", "geonames_id"))
