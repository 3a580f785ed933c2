"""Finding documents: folders walked in a stable order, containers opened, tables taken row by row, standard input."""

import contextlib
import csv
import io
import lzma
import os
import re
import stat
import struct
import sys
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from sayso.core.errors import IngestError, LimitError, UnsupportedError
from sayso.core.original import Failure, Given, Original
from sayso.ingest.archives import printable, tar_members, zip_members
from sayso.ingest.decoding import charset_name
from sayso.ingest.estimate import estimate
from sayso.ingest.folder_rules import NO_REPORTS, is_expected, is_hidden, is_hidden_member
from sayso.ingest.limits import Limits, over
from sayso.ingest.sniff import ATOM, HTML, RSS, TABLES, TEXT, container, extension_of, sniff
from sayso.ingest.streams import (
    BUFFER_BYTES,
    Borrowed,
    Budget,
    BudgetSpentError,
    Expanding,
    Metered,
    Source,
    buffered,
    read_document,
)
from sayso.ingest.tables import Columns, RowReader, looks_like_json_lines
from sayso.ingest.warc_files import warc_records

__all__ = ["STDIN", "Columns", "FindOptions", "estimate", "find"]

STDIN = "-"
_TEXT_EXTENSIONS = frozenset({".txt", ".text", ".md", ".markdown"})
_UNPACKED_EXTENSIONS = {".tgz": ".tar", ".tbz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}
_BROKEN = (
    OSError, EOFError, ValueError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, zipfile.LargeZipFile,
    tarfile.TarError, struct.error, csv.Error, OverflowError, LookupError, MemoryError, RuntimeError,
)  # fmt: skip
"""What the standard library raises on corrupt or hostile archives, besides our own errors."""


class FindOptions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How documents are found and what the user says of all of them.

    Attributes:
        as_is: Take text (.txt files and rows) unchanged.
        published: Publication date of all of them, as written; goes before what a table's rows say.
        outlet: Outlet of all of them; goes before what a table's rows say.
        columns: Names of the columns of tables.
        stdin_name: What to call standard input; a name with an extension says what it holds.
    """

    as_is: bool = False
    published: str | None = None
    outlet: str | None = None
    columns: Columns = Columns()
    stdin_name: str = STDIN

    def given(self, found: Given) -> Given:
        """Return what a container says of a document, and before that what the user says of all."""
        return msgspec.structs.replace(
            found,
            published=self.published or found.published,
            published_by_user=self.published is not None,
            outlet=self.outlet or found.outlet,
        )


def find(
    paths: Iterable[Path | str],
    options: FindOptions,
    limits: Limits,
    stdin: BinaryIO | None = None,
    *,
    skipped: Counter[str] | None = None,
) -> Iterator[Original | Failure]:
    """Yield every document at `paths`, in a stable order; for what cannot be had, a failure that says why.

    Folders are walked by name, everything in them in one order on every system. What is hidden is left out, and so is
    what is clearly no report (`folder_rules.NO_REPORTS`), also in archives; a file without an extension is read if it
    turns out to be text or a page, one with an extension that is not known only if it is a page, a PDF, a Word
    document, a mail or a feed. A file that the user names is always tried: with an unknown extension it is read as
    text if it is text; an image or a program is a failure. Every file is found once, however many paths lead to it.
    Nothing is raised for bad input; everything is streamed, and no member is written to disk.

    Args:
        paths: Files, folders, or `-` for standard input.
        options: How to find.
        limits: Bounds on what one file or container may cost.
        stdin: What `-` stands for; the process's own if null.
        skipped: Counts what was passed over, by extension or kind.
    """
    search = _Search(options, limits, Counter() if skipped is None else skipped)
    for path in paths:
        if str(path) == STDIN:
            yield from search.standard_input(sys.stdin.buffer if stdin is None else stdin)
        else:
            yield from search.path(path)


class _Search:
    """One search, which remembers the files it has been to."""

    def __init__(self, options: FindOptions, limits: Limits, skipped: Counter[str]) -> None:
        self._options = options
        self._limits = limits
        self._skipped = skipped
        self._opened: set[str] = set()
        self._walked: set[str] = set()

    def standard_input(self, stdin: BinaryIO) -> Iterator[Original | Failure]:
        name = self._options.stdin_name
        stream = buffered(Metered(Borrowed(stdin), None, self._limits))
        yield from self._open(Source(uri=printable(name), name=name, open=lambda: stream, named=True))

    def path(self, named: Path | str) -> Iterator[Original | Failure]:
        """Walk what the user named, folders without recursion, so that no depth is too deep."""
        if not str(named):
            yield Failure(uri="", stage="find", reason="the path is empty")
            return
        waiting: list[tuple[Path, bool, tuple[str, ...]]] = [(Path(named), True, ())]
        while waiting:
            path, is_named, above = waiting.pop()
            uri = _uri(path)
            try:
                real = os.path.realpath(path)
                mode = path.stat()
            except (OSError, ValueError) as error:
                reason = _explained(error) if isinstance(error, OSError) else f"it is no possible path: {error}"
                yield Failure(uri=uri, stage="find", reason=reason)
                continue
            if stat.S_ISDIR(mode.st_mode):
                if real in above:
                    reason = f"the folder leads back to {_uri(Path(real))}, which it is in; it is not followed"
                    yield Failure(uri=uri, stage="find", reason=reason)
                    continue
                try:
                    inside = self._listed(path, real)
                except OSError as error:
                    yield Failure(uri=uri, stage="find", reason=_explained(error))
                    continue
                waiting.extend((path / name, False, (*above, real)) for name in reversed(inside))
            else:
                yield from self._file(path, uri, real, mode, is_named=is_named)

    def _listed(self, path: Path, real: str) -> list[str]:
        """Return what is in a folder, sorted; nothing if it was walked before."""
        if real in self._walked:
            return []
        with os.scandir(path) as entries:
            names = sorted(entry.name for entry in entries)
        self._walked.add(real)
        seen = [name for name in names if not is_hidden(name)]
        if len(seen) < len(names):
            self._skipped["hidden"] += len(names) - len(seen)
        return seen

    def _file(
        self, path: Path, uri: str, real: str, mode: os.stat_result, *, is_named: bool
    ) -> Iterator[Original | Failure]:
        if not stat.S_ISREG(mode.st_mode):
            reason = f"it is {_special(mode.st_mode)}, not a file, and is not opened"
            yield Failure(uri=uri, stage="find", reason=reason)
            return
        extension = extension_of(path.name)
        if not is_named and extension in NO_REPORTS:
            self._skipped[extension] += 1
            return
        if real in self._opened:
            return
        self._opened.add(real)
        source = Source(
            uri=uri,
            name=path.name,
            open=lambda: path.open("rb", buffering=BUFFER_BYTES),
            size_bytes=mode.st_size,
            named=is_named,
        )
        yield from self._open(source)

    def _open(self, source: Source) -> Iterator[Original | Failure]:
        """Yield the document that a source is, or the documents that it holds."""
        extension = extension_of(source.name)
        hidden = is_hidden_member(source.name)
        if source.depth and not source.named and (hidden or extension in NO_REPORTS):
            self._skipped["hidden" if hidden else extension] += 1
            return
        budget = Budget(self._limits, source.budget)
        try:
            with contextlib.closing(source.open()) as stream:
                yield from self._opened_stream(source, stream, budget)
        except BudgetSpentError as error:
            if budget.is_inside(error.budget):
                raise
            yield Failure(uri=source.uri, stage="open", reason=str(error))
        except LimitError as error:
            yield Failure(uri=source.uri, stage="open", reason=str(error))
        except IngestError as error:
            if self._is_passed_over(source):
                self._skipped[extension or "no extension"] += 1
            else:
                yield Failure(uri=source.uri, stage="open", reason=str(error))
        except _BROKEN as error:
            yield Failure(uri=source.uri, stage="open", reason=_explained(error))

    def _is_passed_over(self, source: Source) -> bool:
        return not (source.named or source.document or source.unpacked or is_expected(source.name))

    def _opened_stream(self, source: Source, stream: Any, budget: Budget) -> Iterator[Original | Failure]:
        extension = extension_of(source.name)
        if source.named and extension in NO_REPORTS and extension != ".json":
            raise UnsupportedError(f"{extension} files are not reports that sayso reads")
        kind = None if source.document else self._kind(source, stream.peek(BUFFER_BYTES)[:BUFFER_BYTES])
        if kind is None:
            yield from self._document(source, stream)
            return
        if source.size_bytes is not None and source.size_bytes > self._limits.max_container_bytes:
            raise LimitError(over(f"it is larger ({source.size_bytes:,} bytes)", "max_container_bytes", self._limits))
        if kind in TABLES:
            yield from self._rows(source, stream, kind)
            return
        level = source.depth - 1 if source.unpacked and kind == "tar" else source.depth
        if level >= self._limits.max_depth:
            raise LimitError(over("it is a container nested deeper", "max_depth", self._limits))
        for member in self._members(msgspec.structs.replace(source, depth=level), stream, kind, budget):
            if isinstance(member, Failure):
                yield member
            else:
                yield from self._open(member)

    def _kind(self, source: Source, head: bytes) -> str | None:
        kind = container(head, source.name)
        extension = extension_of(source.name)
        if kind is not None:
            if extension and self._is_passed_over(source):
                raise UnsupportedError("a container of a kind that is not known")
            return kind
        if source.named and extension not in (*_TEXT_EXTENSIONS, ".html", ".htm") and looks_like_json_lines(head):
            return "jsonl"
        if extension == ".json":
            raise UnsupportedError("it is one JSON document, not JSON lines; write one object on each line (.jsonl)")
        return None

    def _document(self, source: Source, stream: Any) -> Iterator[Original | Failure]:
        extension = extension_of(source.name)
        if source.size_bytes is not None and source.size_bytes > self._limits.max_file_bytes:
            if extension and self._is_passed_over(source):
                raise UnsupportedError(f"{extension} is not an extension of reports")
            raise LimitError(over(f"it is larger ({source.size_bytes:,} bytes)", "max_file_bytes", self._limits))
        content = read_document(stream, self._limits)
        original = Original.of(source.uri, content, given=self._options.given(source.given))
        try:
            media_type = sniff(content, source.name, source.declared)
        except IngestError as error:
            if self._is_passed_over(source):
                raise
            yield Failure(uri=source.uri, stage="open", reason=str(error), sha256=original.sha256)
            return
        if extension and media_type == TEXT and self._is_passed_over(source):
            raise UnsupportedError(f"{extension} is not an extension of reports")
        as_is = self._options.as_is and (
            media_type == TEXT or (extension in _TEXT_EXTENSIONS and media_type in _MARKUP)
        )
        media_type = TEXT if as_is else _with_charset(media_type, source.declared)
        yield msgspec.structs.replace(original, media_type=media_type, as_is=as_is)

    def _rows(self, source: Source, stream: BinaryIO, kind: str) -> Iterator[Original | Failure]:
        options = self._options
        given = options.given(source.given)
        reader = RowReader(source.uri, options.columns, self._limits, given, as_is=options.as_is)
        yield from reader.json_lines(stream) if kind == "jsonl" else reader.delimited(stream, kind)

    def _members(self, source: Source, stream: BinaryIO, kind: str, budget: Budget) -> Iterator[Source | Failure]:
        if kind == "zip":
            return zip_members(source, stream, budget, self._limits)
        if kind == "tar":
            return tar_members(source, stream, budget, self._limits)
        if kind == "warc":
            return warc_records(source, stream, budget, self._limits, self._skipped)
        return iter([_unpacked(source, stream, kind, budget)])


_MARKUP = frozenset({HTML, RSS, ATOM})


def _unpacked(source: Source, stream: BinaryIO, kind: str, budget: Budget) -> Source:
    """Return what a compressed file holds, which has the address of the file and its name without the last ending."""
    extension = extension_of(source.name)
    inner = source.name
    if extension in (".gz", ".bz2", ".xz", *_UNPACKED_EXTENSIONS):
        inner = inner[: inner.lower().rindex(extension)] + _UNPACKED_EXTENSIONS.get(extension, "")
    return msgspec.structs.replace(
        source,
        name=inner,
        open=lambda: buffered(Expanding(stream, kind, budget)),
        size_bytes=None,
        depth=source.depth + 1,
        budget=budget,
        unpacked=True,
    )


def _with_charset(media_type: str, declared: str | None) -> str:
    """Return the media type with the charset that an HTTP header declares, where it declares one that is known."""
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", declared or "", re.IGNORECASE)
    known = found is not None and charset_name(found[1]) is not None
    return f"{media_type}; charset={found[1].lower()}" if found is not None and known else media_type


def _special(mode: int) -> str:
    kinds = {
        stat.S_IFIFO: "a named pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
    }
    return kinds.get(stat.S_IFMT(mode), "something special")


def _uri(path: Path) -> str:
    """Return the path as the user gave it, as valid Unicode whatever its bytes."""
    return printable(str(path))


def _explained(error: BaseException) -> str:
    """Return the reason that an error of the system or of an archive reader stands for, in words for a person."""
    for kind, reason in _REASONS:
        if isinstance(error, kind):
            return reason
    if isinstance(error, OSError) and error.strerror:
        return f"it cannot be read: {error.strerror}"
    return f"it is corrupt or cut short: {str(error).strip() or type(error).__name__}"


_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (FileNotFoundError, "there is no such file or folder"),
    (PermissionError, "permission to read it is denied"),
    (EOFError, "it is cut short: the compressed data ends too early"),
    (MemoryError, "it needs more memory than there is"),
    (RecursionError, "it is nested too deep"),
    (io.UnsupportedOperation, "it cannot be read from where it is"),
)
