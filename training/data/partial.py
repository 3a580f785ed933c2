"""Events of which a corpus tells only some things, in characters and as word pieces.

A corpus that names the place of an event may say nothing of its actor, and one that names the actor may not say where
his phrase begins. What is not told is not known; only what is told is learned.
"""

from collections.abc import Iterable, Mapping

import msgspec

from sayso.evaluation.mentions import Interval
from sayso.reading.attribution.labels import PieceRange
from sayso.reading.encoder.pieces import Pieces


class PartialEvent(msgspec.Struct, frozen=True, kw_only=True):
    """What is told of an event in a text.

    Attributes:
        trigger: The word that tells of it.
        kinds: One of these KINDS it is of; none where that is not told.
        inside: By name of a part, spans that are in it: all of a phrase, or its end.
        outside: By name of a part, spans that are not in it.
    """

    trigger: Interval
    kinds: frozenset[str] = frozenset()
    inside: Mapping[str, tuple[Interval, ...]] = {}
    outside: Mapping[str, tuple[Interval, ...]] = {}

    def moved(self, by: int) -> "PartialEvent":
        """Return the event in a text in which what it is told of stands `by` characters later."""

        def later(parts: Mapping[str, tuple[Interval, ...]]) -> dict[str, tuple[Interval, ...]]:
            return {part: tuple((start + by, end + by) for start, end in spans) for part, spans in parts.items()}

        start, end = self.trigger
        return PartialEvent(
            trigger=(start + by, end + by), kinds=self.kinds, inside=later(self.inside), outside=later(self.outside)
        )


class PiecePartialEvent(msgspec.Struct, frozen=True, kw_only=True):
    """The same in ranges of word pieces."""

    trigger: PieceRange
    kinds: frozenset[str] = frozenset()
    inside: Mapping[str, tuple[PieceRange, ...]] = {}
    outside: Mapping[str, tuple[PieceRange, ...]] = {}


def partial_of(pieces: Pieces, events: Iterable[PartialEvent]) -> tuple[PiecePartialEvent, ...]:
    """Return `events` in word pieces; one whose trigger has none is left out."""
    found = ((pieces.covering(*each.trigger), each) for each in events)
    return tuple(
        PiecePartialEvent(
            trigger=trigger,
            kinds=each.kinds,
            inside={part: piece_ranges(pieces, spans) for part, spans in each.inside.items()},
            outside={part: piece_ranges(pieces, spans) for part, spans in each.outside.items()},
        )
        for trigger, each in found
        if trigger is not None
    )


def piece_ranges(pieces: Pieces, spans: Iterable[Interval]) -> tuple[PieceRange, ...]:
    """Return the ranges of pieces that touch `spans`, each once and in order; a span without pieces gives none."""
    found = {pieces.covering(*span) for span in spans}
    return tuple(sorted(each for each in found if each is not None))


def contrasted(inside: Mapping[str, Iterable[Interval]], parts: Iterable[str]) -> dict[str, tuple[Interval, ...]]:
    """Return for each of `parts` the spans that are in another of them, and share nothing with its own: outside of it.

    >>> contrasted({"actor": [(0, 4)], "recipient": [(9, 12), (2, 6)]}, ("actor", "recipient"))
    {'actor': ((9, 12),)}
    """
    found: dict[str, tuple[Interval, ...]] = {}
    for part in parts:
        own = list(inside.get(part, ()))
        others = {span for other in parts if other != part for span in inside.get(other, ())}
        apart = sorted(span for span in others if not any(overlap(span, each) for each in own))
        if apart:
            found[part] = tuple(apart)
    return found


def overlap(one: Interval, other: Interval) -> bool:
    """Return whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]
