"""Members of zip and tar archives, one after the other, none written to disk."""

import io
import re
import struct
import tarfile
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from sayso.core.errors import LimitError, UnreadableError, UnsupportedError
from sayso.core.original import Failure
from sayso.ingest.limits import Limits, over
from sayso.ingest.sniff import office_members
from sayso.ingest.streams import Budget, Metered, Source, buffered, read_document

_DIRECTORY_BYTES_PER_MEMBER = 512
_TAR_HEADER_BYTES = 4_000_000
_TAR_EMPTY_READS = 16
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_ENCRYPTED = 0x1


class MemberNames:
    """Makes a unique, harmless address of each member of one container."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._seen: dict[str, int] = {}

    def uri(self, name: str) -> str:
        """Return `container!/member`; a second member of that name has `#2` after it."""
        clean = clean_name(name)
        self._seen[clean] = count = self._seen.get(clean, 0) + 1
        return f"{self._uri}!/{clean}" if count == 1 else f"{self._uri}!/{clean}#{count}"


def clean_name(name: str) -> str:
    r"""Return a member's name without drive, leading slashes and `..`, its unprintable characters escaped.

    >>> clean_name("../../etc/\x1b[2Jnotes.txt")
    'etc/\\x1b[2Jnotes.txt'
    """
    parts = re.sub(r"^[A-Za-z]:(?=[\\/])", "", name).replace("\\", "/").split("/")
    kept = "/".join(part for part in parts if part not in ("", ".", ".."))
    return printable(kept).replace("!/", "%21/") or "unnamed"


def printable(name: str) -> str:
    """Return `name` with control characters, direction marks and bytes that are no text escaped."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def zip_members(source: Source, stream: BinaryIO, budget: Budget, limits: Limits) -> Iterator[Source | Failure]:
    """Yield the files in a zip archive, in its own order; a Word document is yielded whole, as one document.

    A zip archive inside another container is held in memory, since it is read from its end.

    Raises:
        UnreadableError, UnsupportedError, LimitError, zipfile.BadZipFile: The archive as a whole cannot be read.
    """
    if not stream.seekable():
        content = read_document(stream, limits, "it is inside another container, so it is held in memory, and it")
        stream = io.BytesIO(content)
    size = stream.seek(0, io.SEEK_END)
    budget.packed_bytes = size
    _check_directory(stream, size, limits)
    stream.seek(0)
    with zipfile.ZipFile(stream) as archive:
        infos = archive.infolist()
        if office_members([info.filename for info in infos]) is not None:
            stream.seek(0)
            whole = read_document(stream, limits)
            yield Source(
                uri=source.uri, name=source.name, open=lambda: io.BytesIO(whole), named=source.named, document=True
            )
            return
        names = MemberNames(source.uri)
        files = [info for info in infos if not info.is_dir()]
        for info in files[: limits.max_members]:
            yield _zip_member(source, archive, info, names.uri(_zip_name(info)), budget, limits)
        if len(files) > limits.max_members:
            yield Failure(uri=source.uri, stage="open", reason=over("it has more members", "max_members", limits))


def _zip_member(
    source: Source, archive: zipfile.ZipFile, info: zipfile.ZipInfo, uri: str, budget: Budget, limits: Limits
) -> Source:
    def open_member() -> BinaryIO:
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableError("it is encrypted; unpack the archive with its password and read the files")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2):
            # LZMA in zip lets the archive itself say how much memory unpacking takes.
            raise UnsupportedError(
                f"it is compressed by zip method {info.compress_type}; pack the archive with the usual method (deflate)"
            )
        return buffered(Metered(archive.open(info), budget, limits, max(info.compress_size, 1)))

    return Source(
        uri=uri,
        name=_zip_name(info),
        open=open_member,
        size_bytes=info.file_size,
        depth=source.depth + 1,
        budget=budget,
    )


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; many programs write UTF-8 without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _check_directory(stream: BinaryIO, size: int, limits: Limits) -> None:
    """Refuse a directory of members too large to hold, before it is read.

    Raises:
        LimitError: It is larger than that of an archive with `max_members`.
        UnreadableError: There is none: the file is cut short or no zip archive.
    """
    start = max(0, size - 65_557)
    stream.seek(start)
    tail = stream.read(65_557)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22:
        raise UnreadableError("the zip archive has no directory of members at its end: it is cut short or corrupt")
    (directory_bytes,) = struct.unpack("<L", tail[at + 12 : at + 16])
    big = tail.rfind(b"PK\x06\x06", 0, at)
    if directory_bytes == 0xFFFFFFFF and big >= 0 and len(tail) - big >= 56:
        (directory_bytes,) = struct.unpack("<Q", tail[big + 40 : big + 48])
    if directory_bytes > max(1_000_000, limits.max_members * _DIRECTORY_BYTES_PER_MEMBER):
        raise LimitError(over("its directory lists more members", "max_members", limits))


def tar_members(source: Source, stream: BinaryIO, budget: Budget, limits: Limits) -> Iterator[Source | Failure]:
    """Yield the regular files in a tar archive as they come; each must be read before the next is asked for.

    Links are passed over, since what they point to is a member itself.

    Raises:
        UnreadableError, tarfile.TarError: The archive cannot be read on; members before were yielded.
    """
    guard = _TarGuard(stream, budget)
    names = MemberNames(source.uri)
    count = 0
    with tarfile.open(fileobj=cast("BinaryIO", guard), mode="r|", tarinfo=_StrictHeader) as archive:
        while True:
            tape: Any = archive.fileobj
            guard.allow(max(0, archive.offset - tape.tell()) + _TAR_HEADER_BYTES)
            member = archive.next()
            if member is None:
                return
            guard.allow(None)
            tape = archive
            tape.members = []  # else every header of a long archive stays in memory
            if not member.isfile():
                continue
            count += 1
            if count > limits.max_members:
                yield Failure(uri=source.uri, stage="open", reason=over("it has more members", "max_members", limits))
                return
            yield _tar_member(source, archive, member, names.uri(member.name), budget, limits)


def _tar_member(
    source: Source, archive: tarfile.TarFile, member: tarfile.TarInfo, uri: str, budget: Budget, limits: Limits
) -> Source:
    def open_member() -> BinaryIO:
        if member.issparse():
            raise UnsupportedError(
                "it is stored as a sparse file, whose size is made up; pack the archive without that"
            )
        inner = archive.extractfile(member)
        if inner is None:
            raise UnreadableError("it has no content in the archive")
        # A tar archive does not compress; its bytes were counted where it was itself expanded.
        return buffered(Metered(inner, None, limits))

    return Source(
        uri=uri,
        name=printable(member.name),
        open=open_member,
        size_bytes=member.size,
        depth=source.depth + 1,
        budget=budget,
    )


class _StrictHeader(tarfile.TarInfo):
    """A header that is corrupt is an error; `tarfile` takes it for the end and drops the rest in silence."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> "_StrictHeader":
        """Return the header in `buf`.

        Raises:
            UnreadableError: It is not a tar header, or there is none where one must be.
        """
        if not buf:
            raise UnreadableError("the tar archive ends without its end mark: it may be cut short")
        try:
            header = super().frombuf(buf, encoding, errors)
        except (tarfile.InvalidHeaderError, tarfile.TruncatedHeaderError) as error:  # type: ignore[attr-defined]
            raise UnreadableError(f"the tar archive is corrupt or cut short: {error}") from error
        if header.size < 0:
            raise UnreadableError("the tar archive is corrupt: a member has a size below zero")
        return header


class _TarGuard:
    """The stream below a tar archive, which bounds what is read for headers and ends a search past the end."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget
        self._left: int | None = _TAR_HEADER_BYTES
        self._empty_reads = 0

    def allow(self, count: int | None) -> None:
        self._left = count

    def read(self, count: int) -> bytes:
        data = self._stream.read(count)
        self._budget.packed_bytes += len(data)
        if not data:
            self._empty_reads += 1
            if self._empty_reads > _TAR_EMPTY_READS:
                raise UnreadableError("the tar archive is cut short: a member is larger than what is left")
        if self._left is not None:
            self._left -= len(data)
            if self._left < 0:
                raise UnreadableError("the tar archive has a header of several megabytes; it is corrupt or hostile")
        return data
