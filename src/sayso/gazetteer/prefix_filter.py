"""A Bloom filter of the beginnings of all keys: says at once that no name begins with these words."""

import math
import zlib
from collections.abc import Iterable

_BITS_PER_PREFIX = 10
_PROBES = 3
_MAX_BITS = 1 << 28
_MIN_BITS = 1 << 16


class PrefixFilter:
    """A set of strings that may say yes wrongly (about one time in 50), and never says no wrongly.

    Source: Bloom (1970); two hashes combined as by Kirsch and Mitzenmacher (2006).
    """

    def __init__(self, bits: bytes | bytearray) -> None:
        """Take the bits of a filter that was made before, or an empty one to add to; a power of two of them."""
        self._bits = bits
        self._mask = len(bits) * 8 - 1

    @classmethod
    def of(cls, strings: Iterable[str], expected: int) -> "PrefixFilter":
        """Return a filter of these strings, about `expected` of them."""
        wanted = max(_MIN_BITS, min(_MAX_BITS, expected * _BITS_PER_PREFIX))
        made = cls(bytearray((1 << math.ceil(math.log2(wanted))) // 8))
        for string in strings:
            made._add(string)
        return made

    def __contains__(self, string: str) -> bool:
        data = string.encode()
        place = zlib.crc32(data)
        step = zlib.adler32(data, 0x9E37) * 0x9E3779B1
        bits, mask = self._bits, self._mask
        for _ in range(_PROBES):
            place &= mask
            if not bits[place >> 3] >> (place & 7) & 1:
                return False
            place += step
        return True

    def to_bytes(self) -> bytes:
        """Return the bits, to be kept."""
        return bytes(self._bits)

    def _add(self, string: str) -> None:
        data = string.encode()
        place = zlib.crc32(data)
        step = zlib.adler32(data, 0x9E37) * 0x9E3779B1
        bits = self._bits
        for _ in range(_PROBES):
            place &= self._mask
            bits[place >> 3] |= 1 << (place & 7)  # type: ignore[index]  # only a filter in the making is added to
            place += step
