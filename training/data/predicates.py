"""Predicates of any text and what corpora tell of them, in characters and as word pieces.

What helps to read events: whether what a predicate tells happened, who does what to whom in any sentence, which words
tell of an event at all, of whatever kind, and what is told of some events (see `partial`).
"""

from collections.abc import Mapping

import msgspec

from sayso.evaluation.mentions import Interval
from sayso.reading.attribution.labels import PieceRange
from sayso.reading.encoder.pieces import Pieces
from training.data.partial import PartialEvent, PiecePartialEvent, partial_of, piece_ranges

PieceValue = tuple[PieceRange, float]
"""A predicate and its factuality: from -3, did certainly not happen, over 0, not known, to 3, certainly happened."""


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """A predicate in a text with the spans of each of ROLES_OF_ANY_VERB that it has."""

    predicate: Interval
    roles: Mapping[str, tuple[Interval, ...]]


class PredicateDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A text with what its corpus tells of predicates.

    Attributes:
        name: Of the document, unique in its corpus.
        corpus: Name of the corpus.
        text: The text that all offsets refer to.
        factuality: Predicates and whether what they tell happened, from -3 to 3.
        frames: Predicates with their roles.
        events: The words that tell of an event, all of them; None where the corpus does not mark them.
        partial: Events of which something is told.
    """

    name: str
    corpus: str
    text: str
    factuality: tuple[tuple[Interval, float], ...] = ()
    frames: tuple[Frame, ...] = ()
    events: tuple[Interval, ...] | None = None
    partial: tuple[PartialEvent, ...] = ()


class PieceFrame(msgspec.Struct, frozen=True, kw_only=True):
    """A predicate with its roles in ranges of word pieces; roles it does not have are left out."""

    predicate: PieceRange
    roles: Mapping[str, tuple[PieceRange, ...]]


class PiecePredicates(msgspec.Struct, frozen=True, kw_only=True):
    """What is told of the predicates of a text, in ranges of word pieces; see `PredicateDocument`."""

    factuality: tuple[PieceValue, ...] = ()
    frames: tuple[PieceFrame, ...] = ()
    events: tuple[PieceRange, ...] | None = None
    partial: tuple[PiecePartialEvent, ...] = ()


def predicates_of(pieces: Pieces, document: PredicateDocument) -> PiecePredicates:
    """Return what `document` tells, in word pieces; what has none is left out."""
    frames = (
        (pieces.covering(*frame.predicate), {role: piece_ranges(pieces, spans) for role, spans in frame.roles.items()})
        for frame in document.frames
    )
    valued = ((pieces.covering(*span), value) for span, value in document.factuality)
    return PiecePredicates(
        factuality=tuple((span, value) for span, value in valued if span is not None),
        frames=tuple(PieceFrame(predicate=span, roles=roles) for span, roles in frames if span is not None),
        events=None if document.events is None else piece_ranges(pieces, document.events),
        partial=partial_of(pieces, document.partial),
    )
