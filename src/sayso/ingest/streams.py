"""Byte streams with a meter: what comes out of a container is counted against the limits as it comes."""

import io
import math
from typing import BinaryIO, cast

import msgspec

from sayso.core.errors import LimitError
from sayso.ingest.limits import Limits

HEAD_BYTES = 8192
_RATIO_FLOOR = 10_000_000
"""Bytes that any container may expand to, however small it is: a small file of blanks is no bomb."""
_CHUNK = 1 << 16


class Meter:
    """Counts what one container expands to, and raises LimitError when it is too much.

    Args:
        limits: The bounds.
        packed_bytes: Size of the container as stored; null where not known.
    """

    def __init__(self, limits: Limits, packed_bytes: int | None) -> None:
        self._limits = limits
        self._packed = math.inf if packed_bytes is None else max(packed_bytes, 1)
        self._bytes = 0
        self._members = 0

    def count_bytes(self, number: int) -> None:
        """Count bytes that came out of the container."""
        self._bytes += number
        if self._bytes > self._limits.max_expanded_bytes:
            raise LimitError(f"expands to more than {self._limits.max_expanded_bytes:,} bytes (max_expanded_bytes)")
        if self._bytes > max(_RATIO_FLOOR, self._packed * self._limits.max_ratio):
            raise LimitError(f"expands to more than {self._limits.max_ratio} times its size (max_ratio)")

    def count_member(self) -> None:
        """Count a member of the container."""
        self._members += 1
        if self._members > self._limits.max_members:
            raise LimitError(f"has more than {self._limits.max_members:,} members (max_members)")


class _Metered(io.RawIOBase):
    """A stream whose first bytes were read already, counting what is read."""

    def __init__(self, head: bytes, rest: BinaryIO, meter: Meter | None) -> None:
        self._head = head
        self._rest = rest
        self._meter = meter

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        wanted = len(buffer)
        data, self._head = self._head[:wanted], self._head[wanted:]
        if not data:
            data = self._rest.read(wanted) or b""
            if self._meter is not None:
                self._meter.count_bytes(len(data))
        buffer[: len(data)] = data
        return len(data)


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A file, a member of a container, or standard input, opened for reading from its beginning.

    Attributes:
        uri: Where it is, as in `Original.uri`.
        name: File name, for its extension.
        head: Its first bytes, at most `HEAD_BYTES`.
        stream: All of it, the head included.
        size: Bytes as stored; null where not known before the end.
        seekable: Whether `stream` can be sought in.
        charset: Media type that its surroundings declare.
    """

    uri: str
    name: str
    head: bytes
    stream: BinaryIO
    size: int | None
    seekable: bool = False
    media_type: str | None = None


def open_entry(
    uri: str,
    name: str,
    stream: BinaryIO,
    *,
    size: int | None,
    meter: Meter | None = None,
    media_type: str | None = None,
) -> Entry:
    """Return the entry for a stream that cannot be sought in; `meter` counts what is read from it."""
    head = bytearray()
    while len(head) < HEAD_BYTES and (piece := stream.read(HEAD_BYTES - len(head))):
        head += piece
    if meter is not None:
        meter.count_bytes(len(head))
    whole = cast("BinaryIO", io.BufferedReader(_Metered(bytes(head), stream, meter), _CHUNK))
    return Entry(uri=uri, name=name, head=bytes(head), stream=whole, size=size, media_type=media_type)


def read_whole(stream: BinaryIO, limits: Limits) -> bytes:
    """Return all bytes of a document.

    Raises:
        LimitError: There are more than `max_file_bytes`.
    """
    made = bytearray()
    while piece := stream.read(_CHUNK):
        made += piece
        if len(made) > limits.max_file_bytes:
            raise LimitError(f"more than {limits.max_file_bytes:,} bytes (max_file_bytes)")
    return bytes(made)
