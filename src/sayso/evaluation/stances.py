"""Scores of stance: of what a source does by saying it, where the attribution was found, and misses included."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from sayso.core.reading import Manner, Stance
from sayso.evaluation.attributions import Case, content_pairs
from sayso.evaluation.score import DocumentCounts


def stance_right(case: Case, manner: Manner | None = None) -> DocumentCounts:
    """Count right stances among the attributions whose content was found: F1 of these counts is the accuracy.

    Args:
        case: The document.
        manner: Only of those that are of this manner in gold, whatever manner they were given; of all where null.
    """
    pairs = [
        (case.gold[index], case.predicted[other])
        for index, other in content_pairs(case.gold, case.predicted)
        if manner in (None, case.gold[index].manner)
    ]
    right = sum(one.stance == another.stance for one, another in pairs)
    return DocumentCounts(document=case.document, true_positive=right, predicted=len(pairs), gold=len(pairs))


def stance_found(case: Case, stance: Stance) -> DocumentCounts:
    """Count the attributions of one stance that were found and given it; misses stay in the denominator."""
    pairs = content_pairs(case.gold, case.predicted)
    right = sum(case.gold[index].stance == case.predicted[other].stance == stance for index, other in pairs)
    predicted, gold = (sum(value.stance == stance for value in values) for values in (case.predicted, case.gold))
    return DocumentCounts(document=case.document, true_positive=right, predicted=predicted, gold=gold)


def commonest_stance(cases: Iterable[Case], manner: Manner | None = None) -> Stance | None:
    """Return the stance that most gold attributions have, of one manner or of all; null where none has a stance.

    Of two that are as common, the first by the alphabet.
    """
    numbers = Counter(
        value.stance
        for case in cases
        for value in case.gold
        if value.stance is not None and manner in (None, value.manner)
    )
    return min(numbers, key=lambda stance: (-numbers[stance], stance), default=None)


def with_stance(case: Case, stance: Stance | None) -> Case:
    """Return the case with `stance` on all that was predicted: the majority baseline, beside the same content."""
    predicted = tuple(msgspec.structs.replace(value, stance=stance) for value in case.predicted)
    return msgspec.structs.replace(case, predicted=predicted)
