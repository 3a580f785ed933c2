"""Forward-only streams that are read under limits: what a container expands to, and what may not be held in memory."""

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO

import msgspec

from sayso.core.errors import LimitError
from sayso.core.original import Given
from sayso.ingest.limits import Limits, over

BUFFER_BYTES = 65_536
FREE_EXPANSION_BYTES = 10_000_000
"""Expanding to no more than this is harmless, whatever the ratio."""
_CHUNK_BYTES = 16_384
_XZ_MEMORY_BYTES = 256_000_000
_MAGIC = {"gzip": b"\x1f\x8b", "bzip2": b"BZh", "xz": b"\xfd7zXZ\x00"}


class Budget:
    """What the members of one container may expand to; what a nested container expands to counts for both.

    Attributes:
        packed_bytes: Compressed bytes read so far, or the size of the container where it is known.
    """

    def __init__(self, limits: Limits, parent: "Budget | None" = None, packed_bytes: int = 0) -> None:
        self.packed_bytes = packed_bytes
        self._limits = limits
        self._parent = parent
        self._spent = 0

    def is_inside(self, other: "Budget") -> bool:
        """Whether `other` is the budget of a container around this one's."""
        around = self._parent
        while around is not None and around is not other:
            around = around._parent
        return around is not None

    def spend(self, count: int) -> None:
        """Count `count` more expanded bytes.

        Raises:
            BudgetSpentError: This container, or one around it, has expanded to more than it may.
        """
        self._spent += count
        if self._spent > self._limits.max_expanded_bytes:
            raise BudgetSpentError(self, over("it expands to more bytes", "max_expanded_bytes", self._limits))
        if self._spent > FREE_EXPANSION_BYTES and self._spent > self._limits.max_ratio * max(self.packed_bytes, 1):
            raise BudgetSpentError(self, over(_BOMB, "max_ratio", self._limits))
        if self._parent is not None:  # last, so that a bomb is laid to the innermost container that it shows in
            self._parent.spend(count)


class BudgetSpentError(LimitError):
    """A container has expanded to more than it may; none of its members can be read any more."""

    def __init__(self, budget: Budget, reason: str) -> None:
        super().__init__(reason)
        self.budget = budget


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Something that can be opened: a file, a member of a container, standard input.

    Attributes:
        uri: Where it is, as `Original.uri`.
        name: File name or path of its address, for the extension.
        open: Opens it for reading, once.
        size_bytes: Its size, where that is known before it is read.
        depth: How many containers are around it.
        budget: Of the innermost container around it.
        named: Whether the user named it, rather than it being met in a folder or container.
        unpacked: Whether it is what came out of a compressed file, which is no level of its own around a tar archive.
        document: Whether it is known to be a document, not to be opened as a container.
        declared: Media type that an HTTP header gives.
        given: What the container says about it.
    """

    uri: str
    name: str
    open: Callable[[], BinaryIO]
    size_bytes: int | None = None
    depth: int = 0
    budget: Budget | None = None
    named: bool = False
    unpacked: bool = False
    document: bool = False
    declared: str | None = None
    given: Given = Given()


class Metered(io.RawIOBase):
    """A stream whose every byte is counted, against a budget and against its own compressed size where it has one."""

    def __init__(self, inner: Any, budget: Budget | None, limits: Limits, packed_bytes: int | None = None) -> None:
        self._inner = inner
        self._budget = budget
        self._limits = limits
        self._packed_bytes = packed_bytes
        self._count = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read up to `len(buffer)` bytes.

        Raises:
            LimitError: The stream expands to more than its compressed size may.
        """
        data = read_fully(self._inner, len(buffer))
        buffer[: len(data)] = data
        self._count += len(data)
        if self._budget is not None:
            self._budget.spend(len(data))
        packed = self._packed_bytes
        if packed is not None and self._count > max(FREE_EXPANSION_BYTES, self._limits.max_ratio * packed):
            raise LimitError(over(_BOMB, "max_ratio", self._limits))
        return len(data)

    def close(self) -> None:
        """Close the stream inside as well."""
        if not self.closed:
            self._inner.close()
        super().close()


class Borrowed:
    """A stream of somebody else, which is not closed when we are done with it."""

    def __init__(self, inner: BinaryIO) -> None:
        self.read = inner.read

    def close(self) -> None:
        """Leave the stream open."""


class Expanding(io.RawIOBase):
    """What a compressed stream expands to, made piece by piece; several compressed streams in a row are one.

    `kind` is `gzip`, `bzip2`, `xz`, or `deflate` (as HTTP has it: with or without a zlib header). The checksums of the
    format are verified. Bytes after the end that are no further compressed stream are ignored, as `gunzip` does.
    """

    def __init__(self, stream: Any, kind: str, budget: Budget) -> None:
        self._stream = stream
        self._kind = kind
        self._budget = budget
        self._pending = b""
        self._ended = False
        self._fill()
        self._codec = self._new_codec()

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read up to `len(buffer)` bytes.

        Raises:
            EOFError: The compressed stream is cut short.
            BudgetSpentError: It expands to more than it may.
            zlib.error, lzma.LZMAError, OSError: It is corrupt.
        """
        done = 0
        while done < len(buffer) and not self._ended:
            data = self._piece(len(buffer) - done)
            buffer[done : done + len(data)] = data
            done += len(data)
            self._budget.spend(len(data))
        return done

    def close(self) -> None:
        """Close the compressed stream as well."""
        if not self.closed:
            self._stream.close()
        super().close()

    def _piece(self, most: int) -> bytes:
        if self._codec.eof:
            self._next_stream()
            return b""
        hungry = getattr(self._codec, "needs_input", True)
        if hungry and not self._pending and not self._fill():
            raise EOFError("the compressed data is cut short")
        data: bytes = self._codec.decompress(self._pending, most)
        # zlib hands back what it did not take; the others keep it to themselves
        self._pending = getattr(self._codec, "unconsumed_tail", b"")
        return data

    def _next_stream(self) -> None:
        self._pending = self._codec.unused_data
        while True:
            self._pending = self._pending.lstrip(b"\x00")  # padding
            if len(self._pending) >= len(_MAGIC["xz"]) or not self._fill():
                break
        mark = _MAGIC.get(self._kind)
        if mark is None or not self._pending.startswith(mark):
            self._ended = True
            return
        self._codec = self._new_codec()

    def _fill(self) -> bool:
        data = self._stream.read(_CHUNK_BYTES) or b""
        self._budget.packed_bytes += len(data)
        self._pending += data
        return bool(data)

    def _new_codec(self) -> Any:
        if self._kind == "bzip2":
            return bz2.BZ2Decompressor()
        if self._kind == "xz":
            return lzma.LZMADecompressor(lzma.FORMAT_AUTO, memlimit=_XZ_MEMORY_BYTES)
        if self._kind == "gzip":
            return zlib.decompressobj(16 + zlib.MAX_WBITS)
        head = self._pending[:2]
        with_header = len(head) == 2 and head[0] & 0x0F == 8 and int.from_bytes(head, "big") % 31 == 0
        return zlib.decompressobj(zlib.MAX_WBITS if with_header else -zlib.MAX_WBITS)


_BOMB = "it expands to more times its compressed size, as bombs do,"


def buffered(raw: io.RawIOBase) -> BinaryIO:
    """Return a buffered reader over `raw` whose `peek` shows up to `BUFFER_BYTES`."""
    return io.BufferedReader(raw, BUFFER_BYTES)


def read_fully(stream: Any, count: int) -> bytes:
    """Return the next `count` bytes of `stream`, fewer only at its end, however small the pieces it comes in."""
    pieces: list[bytes] = []
    have = 0
    while have < count:
        data = stream.read(count - have)
        if not data:
            break
        pieces.append(data)
        have += len(data)
    return b"".join(pieces)


def read_document(stream: Any, limits: Limits, what: str = "it") -> bytes:
    """Return all bytes of `stream`.

    Raises:
        LimitError: There are more than `max_file_bytes`.
    """
    pieces: list[bytes] = []
    left = limits.max_file_bytes + 1
    while left > 0:
        data = stream.read(min(left, 1_000_000))
        if not data:
            return b"".join(pieces)
        pieces.append(data)
        left -= len(data)
    raise LimitError(over(f"{what} is larger", "max_file_bytes", limits))
