"""Words for places and times, and places and dates with all their mentions."""

from collections.abc import Sequence

import msgspec

from sayso.core.reading import Place, Timex
from sayso.core.span import Span


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


def covered(stands: Sequence[Stand]) -> frozenset[tuple[int, int]]:
    """Return the edges of those that stand inside a longer one."""
    return frozenset(edges(one) for one in stands for other in stands if other.covers(one) and not one.covers(other))


def edges(span: Span) -> tuple[int, int]:
    """Return where a span starts and ends."""
    return span.start, span.end


def gap(one: Span, other: Span) -> int:
    """Return how many characters are between two spans; below 0 where they overlap."""
    return max(one.start - other.end, other.start - one.end)
