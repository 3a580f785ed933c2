"""Finding documents: folders walked in a stable order, containers opened, tables taken row by row, standard input."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from sayso.core.errors import IngestError, LimitError
from sayso.core.original import Failure, Given, Original
from sayso.ingest.archives import BROKEN, decompressed, explained, printable, tar_members, zip_members
from sayso.ingest.limits import Limits
from sayso.ingest.sniff import TABLES, container, extension_of
from sayso.ingest.streams import HEAD_BYTES, Entry, open_entry, read_whole
from sayso.ingest.tables import Columns, TableOptions, json_rows, looks_like_json_rows, separated_rows

STDIN = "-"
_NO_REPORTS = """
.png .jpg .jpeg .gif .webp .svg .ico .bmp .tif .tiff .heic .avif
.mp3 .mp4 .m4a .m4v .mov .avi .mkv .webm .wav .ogg .flac
.css .js .mjs .ts .map .woff .woff2 .ttf .otf .eot
.py .pyc .ipynb .r .sh .bat .exe .dll .so .dylib .c .h .cpp .java .class .jar .go .rs .rb .php .pl .lua .sql
.db .sqlite .sqlite3 .db-wal .db-shm .parquet .feather .npy .npz .pkl .pt .onnx
.ann .bib .sty .cls .toml .yaml .yml .ini .cfg .conf .lock .log .tmp .bak .swp .part
.torrent .url .webloc .lnk .md5 .sha1 .sha256 .sig .asc .cdx .cdxj .gpx .shp .dbf .shx .prj
"""
PASSED_OVER = frozenset(_NO_REPORTS.split())
"""Extensions of files in folders and archives that are clearly no reports. Named on their own, they are tried."""
_PASSED_OVER_NAMES = frozenset({"__macosx", "thumbs.db", "desktop.ini"})


class FindOptions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How documents are found and what the user says of all of them.

    Attributes:
        as_is: Take text unchanged.
        published: Publication date of all of them, as written.
        outlet: Outlet of all of them.
        columns: Names of the columns of tables.
    """

    as_is: bool = False
    published: str | None = None
    outlet: str | None = None
    columns: Columns = Columns()

    def given(self) -> Given:
        """Return what the user says of every document."""
        return Given(published=self.published, published_by_user=self.published is not None, outlet=self.outlet)


def find(
    paths: Iterable[Path | str], options: FindOptions, limits: Limits, stdin: BinaryIO | None = None
) -> Iterator[Original | Failure]:
    """Yield every document at `paths`, in a stable order; for what cannot be had, a failure that says why.

    Folders are walked by name. Hidden files, and in folders and archives those of `PASSED_OVER` kinds, are passed
    over. Each file is found once, however many of the paths lead to it. Nothing is raised for bad input.

    Args:
        paths: Files, folders, or `-` for standard input.
        options: How to find.
        limits: Bounds on what one file or container may cost.
        stdin: What `-` stands for.
    """
    yield from _Search(options, limits).at(paths, stdin)


class _Search:
    """One search, which remembers the files it has been to."""

    def __init__(self, options: FindOptions, limits: Limits) -> None:
        self._options = options
        self._limits = limits
        self._given = options.given()
        self._been_to: set[str] = set()

    def at(self, paths: Iterable[Path | str], stdin: BinaryIO | None) -> Iterator[Original | Failure]:
        for path in paths:
            if str(path) == STDIN and stdin is not None:
                yield from self._stdin(stdin)
            else:
                yield from self._path(Path(path), named=True)

    def _path(self, path: Path, *, named: bool) -> Iterator[Original | Failure]:
        uri = _uri(path)
        try:
            real, mode = os.path.realpath(path), path.stat().st_mode
        except (OSError, ValueError) as error:
            yield Failure(uri=uri, stage="find", reason=_no_path(error))
            return
        if real in self._been_to:
            return
        self._been_to.add(real)
        if stat.S_ISDIR(mode):
            yield from self._folder(path, uri)
        elif not stat.S_ISREG(mode):
            yield Failure(uri=uri, stage="find", reason="a pipe, socket or device, not a file")
        elif named or not _is_passed_over(path.name):
            yield from self._file(path, uri)

    def _folder(self, path: Path, uri: str) -> Iterator[Original | Failure]:
        try:
            names = sorted(entry.name for entry in os.scandir(path))
        except OSError as error:
            yield Failure(uri=uri, stage="find", reason=_no_path(error))
            return
        for name in names:
            if not name.startswith(".") and name.casefold() not in _PASSED_OVER_NAMES:
                yield from self._path(path / name, named=False)

    def _file(self, path: Path, uri: str) -> Iterator[Original | Failure]:
        try:
            with path.open("rb") as stream:
                size = os.fstat(stream.fileno()).st_size
                head = stream.read(HEAD_BYTES)
                stream.seek(0)
                entry = Entry(uri=uri, name=path.name, head=head, stream=stream, size=size, seekable=True)
                yield from self._entry(entry, depth=0)
        except OSError as error:
            yield Failure(uri=uri, stage="open", reason=_no_path(error))

    def _stdin(self, stdin: BinaryIO) -> Iterator[Original | Failure]:
        entry = open_entry(STDIN, "", stdin, size=None)
        if looks_like_json_rows(entry.head):
            entry = msgspec.structs.replace(entry, name="stdin.jsonl")
        yield from self._entry(entry, depth=0)

    def _entry(self, entry: Entry, *, depth: int) -> Iterator[Original | Failure]:
        """Yield the document that an entry is, or the documents that it holds."""
        try:
            kind = container(entry.head, entry.name)
            if kind is None:
                if entry.size is not None and depth == 0 and entry.size > self._limits.max_file_bytes:
                    read = f"{entry.size:,} bytes, more than {self._limits.max_file_bytes:,} (max_file_bytes)"
                    raise LimitError(read)
                yield self._document(entry)
            elif depth >= self._limits.max_depth:
                raise LimitError(f"containers nested more than {self._limits.max_depth} deep (max_depth)")
            elif entry.size is not None and entry.size > self._limits.max_container_bytes:
                raise LimitError(
                    f"{entry.size:,} bytes, more than {self._limits.max_container_bytes:,} (max_container_bytes)"
                )
            else:
                yield from self._members(entry, kind, depth)
        except IngestError as error:
            yield Failure(uri=entry.uri, stage="open", reason=str(error))
        except BROKEN as error:
            yield Failure(uri=entry.uri, stage="open", reason=f"cannot be read: {explained(error)}")

    def _document(self, entry: Entry) -> Original:
        content = read_whole(entry.stream, self._limits)
        return Original.of(
            entry.uri, content, media_type=entry.media_type, given=self._given, as_is=self._options.as_is
        )

    def _members(self, entry: Entry, kind: str, depth: int) -> Iterator[Original | Failure]:
        if kind in TABLES:
            table = TableOptions(columns=self._options.columns, given=self._given, as_is=self._options.as_is)
            rows = json_rows if kind == "jsonl" else separated_rows
            yield from _or_failures(rows(entry, table, self._limits))
        elif kind == "warc":
            from sayso.ingest.warc_files import warc_documents

            for found in _or_failures(warc_documents(entry, self._given, self._limits)):
                as_is = self._options.as_is
                yield found if isinstance(found, Failure) else msgspec.structs.replace(found, as_is=as_is)
        elif kind in ("gzip", "bzip2", "xz"):
            yield from self._entry(decompressed(entry, kind, self._limits), depth=depth + 1)
        else:
            members = zip_members if kind == "zip" else tar_members
            for member in members(entry, self._limits):
                if not isinstance(member, Entry):
                    yield Failure(uri=member[0], stage="open", reason=member[1])
                elif member.uri == entry.uri or not _is_passed_over(member.name):
                    yield from self._entry(member, depth=depth + 1)


def _or_failures(rows: Iterator[Original | tuple[str, str]]) -> Iterator[Original | Failure]:
    for row in rows:
        yield row if isinstance(row, Original) else Failure(uri=row[0], stage="open", reason=row[1])


def _is_passed_over(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts)
    return hidden or extension_of(name) in PASSED_OVER or any(part.casefold() in _PASSED_OVER_NAMES for part in parts)


def _uri(path: Path) -> str:
    """Return the path as the user gave it, as valid Unicode whatever its bytes."""
    return printable(os.fsencode(path).decode("utf-8", "replace")) if "\x00" not in str(path) else printable(str(path))


def _no_path(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "permission denied"
    return (error.strerror if isinstance(error, OSError) else None) or explained(error)


def estimate(paths: Iterable[Path | str]) -> int | None:
    """Return about how many documents there are at `paths`, quickly, for progress; null where that is not known.

    Tables count by their lines, zip archives by their directory, other files as one each.
    """
    number = 0
    for path in paths:
        if str(path) == STDIN:
            return None
        for file in _files(Path(path)):
            number += _estimate_file(file)
    return number


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(folder, name) for name in names if not _is_passed_over(name))


def _estimate_file(path: Path) -> int:
    import zipfile

    extension = extension_of(path.name)
    try:
        if not path.is_file():
            return 1
        if extension in (".jsonl", ".ndjson", ".csv", ".tsv"):
            with path.open("rb") as stream:
                pieces = iter(lambda: stream.read(1 << 20), b"")
                return max(1, sum(piece.count(b"\n") for piece in pieces))
        if extension == ".zip":
            with zipfile.ZipFile(cast("BinaryIO", path.open("rb"))) as archive:
                return max(1, len(archive.infolist()))
    except BROKEN:
        return 1
    return 1
