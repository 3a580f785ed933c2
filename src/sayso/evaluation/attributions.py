"""Scores of attributions: source, cue and content as spans, linked to each other; manner; nesting.

All are counts per document. Misses stay in the denominator: a gold attribution that was not found counts towards
recall, a predicted one that gold does not have counts towards precision. Spans are compared as `spans.normalise`
leaves them: white space at the edges of pieces and between pieces does not count. Only where figures of others count
pieces as they were cut are values made with `as_cut`, for `layers.layer_exact`.

A *whole* value is all the pieces of one role of one attribution, a discontinuous one right only if every piece is.
Attributions may share a source; within a document equal values of a role count once. How spans count when the text is
seen as one sequence of labels, without links, is in `layers`; stance is in `stances`.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, get_args

import msgspec

from sayso.core.errors import UsageError
from sayso.core.reading import Attribution, Manner, Stance
from sayso.core.span import Span
from sayso.evaluation.matching import best_pairs
from sayso.evaluation.polnear import Document
from sayso.evaluation.score import DocumentCounts
from sayso.evaluation.spans import Pieces, normalise, overlap

Role = Literal["source", "cue", "content"]
ROLES: tuple[Role, ...] = get_args(Role)
HALF = 0.5
"""Of the longer of two spans, the share of code points both must have for the two to count as the same."""
Pairs = list[tuple[int, int]]
"""Indices of gold and predicted attributions that were paired, one to one."""


class AttributionValue(msgspec.Struct, frozen=True, kw_only=True):
    """One attribution to compare.

    Attributes:
        source: Pieces of the source, empty where there is none.
        cue: Pieces of the cue, empty where there is none.
        content: Pieces of the content.
        manner: Direct, indirect or mixed; null where it is not known.
        stance: Null where the corpus has none.
        within: Index, among the attributions of the same document, of the one whose content holds this one.
        confidence: Of a predicted one, between 0 and 1.
    """

    source: Pieces
    cue: Pieces
    content: Pieces
    manner: Manner | None = None
    stance: Stance | None = None
    within: int | None = None
    confidence: float | None = None

    def part(self, role: Role) -> Pieces:
        """Return the pieces of `role`."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[role]

    def parts(self) -> tuple[Pieces, Pieces, Pieces]:
        """Return source, cue and content."""
        return self.source, self.cue, self.content


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One document, with its gold attributions and those that a reader or another annotator found.

    Attributes:
        document: Name of the document in its corpus.
        text: Its text, which all offsets refer to.
        gold: As annotated.
        predicted: As found.
    """

    document: str
    text: str
    gold: tuple[AttributionValue, ...]
    predicted: tuple[AttributionValue, ...]


Metric = Callable[[Case], DocumentCounts]


def values_of(text: str, attributions: Sequence[Attribution], *, as_cut: bool = False) -> tuple[AttributionValue, ...]:
    """Return the attributions of a reading of `text` as values to compare.

    Args:
        text: The report's text.
        attributions: All of the reading.
        as_cut: Whether pieces stay as they were cut, white space and all.

    Raises:
        UsageError: An attribution is `within` one that is not there.
    """
    places = {each.id: index for index, each in enumerate(attributions)}
    unknown = {each.within for each in attributions if each.within is not None} - set(places)
    if unknown:
        raise UsageError(f"attributions lie within {sorted(unknown)}, which are not among them; score all of a report")

    def pieces(spans: Iterable[Span | None]) -> Pieces:
        offsets = sorted((span.start, span.end) for span in spans if span is not None)
        return tuple(offsets) if as_cut else normalise(text, offsets)

    return tuple(
        AttributionValue(
            source=pieces([each.source]),
            cue=pieces([each.cue]),
            content=pieces(each.content),
            manner=each.manner,
            stance=each.stance,
            within=None if each.within is None else places[each.within],
            confidence=each.confidence,
        )
        for each in attributions
    )


def polnear_values(document: Document, *, as_cut: bool = False) -> tuple[AttributionValue, ...]:
    """Return the attributions of a PolNeAR document as values to compare; it has neither stance nor nesting.

    With `as_cut`, pieces stay as the annotator cut them, white space and all.
    """
    found = []
    for each in document.attributions:
        source, cue, content = each.marked if as_cut else (each.source, each.cue, each.content)
        found.append(AttributionValue(source=source, cue=cue, content=content, manner=each.kind))
    return tuple(found)


def share(first: Pieces, second: Pieces) -> float:
    """Return which part of the longer value both have, in code points: 1 where both are absent, 0 where one is.

    >>> share(((0, 10),), ((5, 10),))
    0.5
    """
    longer = max(sum(end - start for start, end in pieces) for pieces in (first, second))
    return overlap(first, second) / longer if longer else 1.0


def whole_exact(case: Case, role: Role) -> DocumentCounts:
    """Count the whole values of `role` that are right to the character; equal ones of a document count once."""
    gold, predicted = (_unique(values, role) for values in (case.gold, case.predicted))
    return _counts(case, len(gold & predicted), len(predicted), len(gold))


def whole_overlap(case: Case, role: Role) -> DocumentCounts:
    """Count the whole values of `role` that share something, one to one; equal ones of a document count once."""
    gold, predicted = (sorted(_unique(values, role)) for values in (case.gold, case.predicted))
    edges = {
        (index, other): common
        for index, one in enumerate(gold)
        for other, another in enumerate(predicted)
        if overlap(one, another) and (common := share(one, another))
    }
    return _counts(case, len(best_pairs(edges)), len(predicted), len(gold))


def linked_exact(case: Case) -> DocumentCounts:
    """Count the attributions of which source, cue and content are all right to the character, or rightly absent."""
    return _counts(
        case, len(linked_pairs(case.gold, case.predicted, at_least=1.0)), len(case.predicted), len(case.gold)
    )


def linked_half(case: Case) -> DocumentCounts:
    """Count the attributions of which source, cue and content each share half of the longer span, or are absent."""
    return _counts(
        case, len(linked_pairs(case.gold, case.predicted, at_least=HALF)), len(case.predicted), len(case.gold)
    )


def linked_pairs(
    gold: Sequence[AttributionValue], predicted: Sequence[AttributionValue], *, at_least: float = HALF
) -> Pairs:
    """Return the pairs, one to one and as many as can be, whose source, cue and content all share `at_least`.

    Args:
        gold: Attributions of one document.
        predicted: Attributions of the same document.
        at_least: Share of the longer span, above 0 and up to 1 (`share`). A part that only one has never matches.
    """
    return _paired(gold, predicted, ROLES, at_least)


def content_pairs(gold: Sequence[AttributionValue], predicted: Sequence[AttributionValue]) -> Pairs:
    """Return the pairs, one to one and as many as can be, whose content shares half of the longer one.

    Among pairings of as many, the one that agrees most on source, cue and content.
    """
    return _paired(gold, predicted, ("content",), HALF)


def nested_half(case: Case) -> DocumentCounts:
    """Count as `linked_half` does, of the attributions whose cue stands in the content of another.

    Which are nested is told by the spans alone, on each side among its own; `within` is not looked at. So one that was
    found without the one around it is missed, and one without a cue is never nested.
    """
    gold, predicted = (_nested(values) for values in (case.gold, case.predicted))
    return _counts(case, len(linked_pairs(gold, predicted)), len(predicted), len(gold))


def manner_right(case: Case) -> DocumentCounts:
    """Count right manners among the attributions whose content was found: F1 of these counts is the accuracy."""
    pairs = content_pairs(case.gold, case.predicted)
    right = sum(case.gold[index].manner == case.predicted[other].manner for index, other in pairs)
    return _counts(case, right, len(pairs), len(pairs))


def within_right(case: Case) -> DocumentCounts:
    """Count, among attributions whose content was found, those placed right: in the right one, or rightly in none.

    F1 of these counts is the accuracy. Most attributions lie in none, so see `within_found` beside it.
    """
    pairs = content_pairs(case.gold, case.predicted)
    places: dict[int | None, int | None] = {None: None}
    places.update(pairs)
    right = sum(
        case.gold[index].within in places and places[case.gold[index].within] == case.predicted[other].within
        for index, other in pairs
    )
    return _counts(case, right, len(pairs), len(pairs))


def within_found(case: Case) -> DocumentCounts:
    """Count the nested attributions found, and in the right one; misses stay in the denominator."""
    pairs = content_pairs(case.gold, case.predicted)
    places = dict(pairs)
    right = 0
    for index, other in pairs:
        outer = case.gold[index].within
        right += outer is not None and outer in places and places[outer] == case.predicted[other].within
    predicted, gold = (sum(value.within is not None for value in values) for values in (case.predicted, case.gold))
    return _counts(case, right, predicted, gold)


def confidences(case: Case) -> tuple[tuple[float, bool], ...]:
    """Return of each predicted attribution its confidence, and whether it is right as `linked_half` counts.

    Raises:
        UsageError: A predicted attribution has no confidence.
    """
    right = {other for _, other in linked_pairs(case.gold, case.predicted)}
    found = []
    for index, value in enumerate(case.predicted):
        if value.confidence is None:
            raise UsageError(f"document {case.document!r}: a predicted attribution has no confidence to judge")
        found.append((value.confidence, index in right))
    return tuple(found)


def _nested(values: Sequence[AttributionValue]) -> list[AttributionValue]:
    """Return those of which every piece of the cue lies in a piece of the content of another."""
    return [
        value
        for index, value in enumerate(values)
        if value.cue
        and any(
            all(any(start <= first and last <= end for start, end in other.content) for first, last in value.cue)
            for place, other in enumerate(values)
            if place != index
        )
    ]


def _paired(
    gold: Sequence[AttributionValue], predicted: Sequence[AttributionValue], roles: Sequence[Role], at_least: float
) -> Pairs:
    edges = {}
    for index, one in enumerate(gold):
        for other, another in enumerate(predicted):
            if all(share(one.part(role), another.part(role)) >= at_least for role in roles):
                edges[index, other] = sum(map(share, one.parts(), another.parts()))
    return best_pairs(edges)


def _unique(values: Iterable[AttributionValue], role: Role) -> set[Pieces]:
    return {value.part(role) for value in values} - {()}


def _counts(case: Case, true_positive: int, predicted: int, gold: int) -> DocumentCounts:
    return DocumentCounts(document=case.document, true_positive=true_positive, predicted=predicted, gold=gold)
