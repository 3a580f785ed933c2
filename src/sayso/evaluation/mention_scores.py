"""Scores of entity mentions: exact spans with their types, nested ones allowed, and relaxed spans.

What is missed stays in the denominator. Neither for nor against counts a span that gold leaves unsettled, and one of a
type or form that the corpus does not annotate completely. Where gold allows several types, each of them is right. Types
that a corpus does not tell apart at all are taken together, in gold and in what was found alike (`COARSER`).
"""

from collections.abc import Iterable, Sequence

import msgspec

from sayso.core.reading import EntityType, MentionForm
from sayso.evaluation import mention_rules as rules
from sayso.evaluation.mentions import FORMS, GoldMention, Interval, MentionDocument
from sayso.evaluation.score import DocumentCounts

RELAXED_SHARE = 0.5
"""Of the code points that either of two spans has, how many must be shared to count as the same, relaxed."""
_BUILT: dict[EntityType, EntityType] = {"facility": "place"}
_BUILT_AND_BODIES: dict[EntityType, EntityType] = {"facility": "place", "group": "organization"}
COARSER: dict[str, dict[EntityType, EntityType]] = {
    "gum": _BUILT,
    "uner_ewt": _BUILT_AND_BODIES,
    "crossner_politics": _BUILT_AND_BODIES,
    "wikigold": _BUILT_AND_BODIES,
    "re3d": _BUILT_AND_BODIES,
}
"""By corpus, what each type is taken as where the corpus does not tell the two apart; no entry leaves all eight."""


class FoundMention(msgspec.Struct, frozen=True, kw_only=True):
    """A mention as a reader found it: half-open offsets in code points, type and form."""

    start: int
    end: int
    type: EntityType
    form: MentionForm


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """What is scored.

    Attributes:
        forms: Mentions of which forms; those that the corpus annotates completely where none are given.
        partial: Whether forms count that the corpus annotates in part; then precision is a lower bound.
        type: Mentions of one type, after `COARSER`; of all where none is given.
        typed: Whether the type must be right.
        exact: Whether both ends must be right; else half of what the two spans cover must be shared.
        bare: Whether names are compared without leading articles and titles.
    """

    forms: frozenset[MentionForm] | None = None
    partial: bool = False
    type: EntityType | None = None
    typed: bool = True
    exact: bool = True
    bare: bool = False


class _Item(msgspec.Struct, frozen=True, kw_only=True):
    span: Interval
    types: frozenset[EntityType]
    form: MentionForm | None


def count_mentions(document: MentionDocument, found: Iterable[FoundMention], scope: Scope) -> DocumentCounts:
    """Return the counts of one document: a gold mention is found once, and every other mention found is wrong.

    A mention found twice counts twice against precision.
    """
    marked = frozenset(FORMS) if scope.partial else document.forms
    forms = marked if scope.forms is None else scope.forms & marked
    coarser = COARSER.get(document.corpus, {})
    gold = [_gold_item(document, mention, coarser, scope) for mention in document.mentions]
    own = [_found_item(document, mention, coarser, scope) for mention in found]
    inside = [item for item in gold if _is_scored(item, document, forms, coarser)]
    silent = set(document.unsettled) | {_bare(document.text, span) for span in document.unsettled if scope.bare}
    silent |= {item.span for item in gold if not item.types & _complete(document, coarser)}
    silent -= {item.span for item in inside}
    asked = [item for item in own if item.form in forms and item.span not in silent]
    asked = [item for item in asked if item.types & _complete(document, coarser)]
    if not document.nested:
        asked = [item for item in asked if not _lies_in(item.span, document.unsettled)]
    pairs = _pairs(inside, asked, scope)
    return _count(document.name, inside, asked, pairs, scope.type)


def _count(
    name: str, gold: Sequence[_Item], found: Sequence[_Item], pairs: Sequence[tuple[int, int]], kind: EntityType | None
) -> DocumentCounts:
    """Return the counts, of one type or of all; of one, what gold allows several types for counts neither way."""
    if kind is None:
        return DocumentCounts(document=name, true_positive=len(pairs), predicted=len(found), gold=len(gold))
    right = sum(gold[index].types == {kind} and kind in found[other].types for index, other in pairs)
    uncertain = {other for index, other in pairs if len(gold[index].types) > 1 and kind in gold[index].types}
    predicted = sum(kind in item.types for other, item in enumerate(found) if other not in uncertain)
    marked = sum(item.types == {kind} for item in gold)
    return DocumentCounts(document=name, true_positive=right, predicted=predicted, gold=marked)


def _lies_in(span: Interval, spans: Sequence[Interval]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _complete(document: MentionDocument, coarser: dict[EntityType, EntityType]) -> frozenset[EntityType]:
    return frozenset(coarser.get(kind, kind) for kind in document.types)


def _is_scored(
    item: _Item, document: MentionDocument, forms: frozenset[MentionForm], coarser: dict[EntityType, EntityType]
) -> bool:
    return item.form in forms and bool(item.types & _complete(document, coarser))


def _gold_item(
    document: MentionDocument, mention: GoldMention, coarser: dict[EntityType, EntityType], scope: Scope
) -> _Item:
    types = frozenset(coarser.get(kind, kind) for kind in mention.types_allowed)
    return _Item(span=_span(document.text, mention, scope), types=types, form=mention.form)


def _found_item(
    document: MentionDocument, mention: FoundMention, coarser: dict[EntityType, EntityType], scope: Scope
) -> _Item:
    types = frozenset({coarser.get(mention.type, mention.type)})
    return _Item(span=_span(document.text, mention, scope), types=types, form=mention.form)


def _span(text: str, mention: GoldMention | FoundMention, scope: Scope) -> Interval:
    span = (mention.start, mention.end)
    return _bare(text, span) if scope.bare and mention.form == "name" else span


def _bare(text: str, span: Interval) -> Interval:
    return rules.bare_name(text, *span)


def _pairs(gold: Sequence[_Item], found: Sequence[_Item], scope: Scope) -> list[tuple[int, int]]:
    """Return one-to-one pairs of indices, the closest spans first; of equally close ones those of the right type."""
    order = sorted(range(len(gold)), key=lambda index: gold[index].span)
    shares: list[tuple[float, bool, int, int]] = []
    for other, item in enumerate(found):
        for index in order:
            if gold[index].span[0] >= item.span[1]:
                break
            share = _share(gold[index].span, item.span)
            is_typed = bool(gold[index].types & item.types)
            if share >= (1.0 if scope.exact else RELAXED_SHARE) and (is_typed or not scope.typed):
                shares.append((-share, not is_typed, index, other))
    pairs: list[tuple[int, int]] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, _, index, other in sorted(shares):
        if index not in taken[0] and other not in taken[1]:
            taken[0].add(index)
            taken[1].add(other)
            pairs.append((index, other))
    return pairs


def _share(first: Interval, second: Interval) -> float:
    """Return the share of code points that both have, of those that either has (Jaccard)."""
    both = min(first[1], second[1]) - max(first[0], second[0])
    either = max(first[1], second[1]) - min(first[0], second[0])
    return both / either if both > 0 else 0.0
