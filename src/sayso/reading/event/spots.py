"""Words for places and times, and places and dates with all their mentions."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

import msgspec

from sayso.core.reading import Place, Timex
from sayso.core.span import Span

_Of = TypeVar("_Of")


class Stand(Span, frozen=True, kw_only=True):
    """Words for a place or a time.

    Attributes:
        value: As the report's places or times have it; null for words that are none of these (*the bus stand*).
        kind: What sort of place or time it is.
    """

    value: Place | Timex | None
    kind: str


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A place or a date with all its mentions by one name or value, in text order."""

    name: str
    mentions: tuple[Stand, ...]

    @property
    def is_known(self) -> bool:
        """Whether it is one of the report's places or times."""
        return any(each.value is not None for each in self.mentions)


def fills(one: Span, other: Span) -> bool:
    """Whether two spans have half of the characters of both in common."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return both >= (max(one.end, other.end) - min(one.start, other.start)) / 2


class Lookup(Generic[_Of]):
    """Spans with what each is of, looked up for those that overlap another."""

    def __init__(self, spans: Iterable[tuple[Span, _Of]]) -> None:
        self._spans = sorted(spans, key=lambda each: edges(each[0]))
        self._starts = [span.start for span, _ in self._spans]
        self._longest = max((span.end - span.start for span, _ in self._spans), default=0)

    def overlapping(self, other: Span) -> list[tuple[Span, _Of]]:
        """Return the spans that share a code point with `other`, in text order, with what they are of."""
        first = bisect_left(self._starts, other.start - self._longest)
        last = bisect_left(self._starts, other.end)
        return [each for each in self._spans[first:last] if each[0].overlaps(other)]


def covered(spans: Iterable[Span]) -> frozenset[tuple[int, int]]:
    """Return the edges of those that stand inside a longer one."""
    inside: set[tuple[int, int]] = set()
    reach = 0
    for start, end in sorted({edges(each) for each in spans}, key=lambda each: (each[0], -each[1])):
        if end <= reach:
            inside.add((start, end))
        reach = max(reach, end)
    return frozenset(inside)


def by_line(spots: Sequence[Spot], lines: Sequence[Sequence[int]]) -> dict[int, dict[int, list[Stand]]]:
    """Return the mentions in each line that has any, by the number of their spot, by the lines of each spot's."""
    found: dict[int, dict[int, list[Stand]]] = {}
    for index, (spot, of_spot) in enumerate(zip(spots, lines, strict=True)):
        for each, line in zip(spot.mentions, of_spot, strict=True):
            found.setdefault(line, {}).setdefault(index, []).append(each)
    return found


def edges(span: Span) -> tuple[int, int]:
    """Return where a span starts and ends."""
    return span.start, span.end


def gap(one: Span, other: Span) -> int:
    """Return how many characters are between two spans; below 0 where they overlap."""
    return max(one.start - other.end, other.start - one.end)
