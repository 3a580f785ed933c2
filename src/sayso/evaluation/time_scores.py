"""Scores of time expressions as TempEval-3 counts them: strict, relaxed, type and value F1.

Each gold expression is paired with at most one that was found and overlaps it: as many pairs as there can be, of these
the ones that share most. *Relaxed* counts the pairs, *strict* those of equal span, *type* and *value* the relaxed pairs
whose type, or value, is the same string; all are held against everything found and everything annotated, so misses
count. The task's own program pairs by overlap, compares text for the strict figure, takes the attribute's accuracy over
the relaxed pairs times the relaxed F1, and leaves the document's own date out; with one-to-one pairs that is the same.

Source: UzZaman et al. 2013, SemEval-2013 Task 1: TempEval-3, section 5 (evaluation measures).
"""

from collections.abc import Iterable
from typing import Literal

from sayso.core.reading import TimexType
from sayso.evaluation.overlaps import overlap_pairs
from sayso.evaluation.score import DocumentCounts
from sayso.evaluation.times import TimeDocument, TimeValue

Measure = Literal["strict", "relaxed", "type", "value"]
MEASURES: tuple[Measure, ...] = ("strict", "relaxed", "type", "value")


def count_times(
    document: TimeDocument, found: Iterable[TimeValue], measure: Measure, kind: TimexType | None = None
) -> DocumentCounts:
    """Return the counts of one document.

    Args:
        document: With its gold expressions.
        found: What a reader found; one found twice counts twice against precision.
        measure: What makes a pair right.
        kind: Expressions of this type alone, on both sides; of all where none is given.
    """
    gold = [time for time in document.times if kind in (None, time.type)]
    own = [time for time in found if kind in (None, time.type)]
    pairs = overlap_pairs([(time.start, time.end) for time in gold], [(time.start, time.end) for time in own])
    right = sum(_is_right(gold[first], own[second], measure) for first, second in pairs)
    return DocumentCounts(document=document.name, true_positive=right, predicted=len(own), gold=len(gold))


def _is_right(gold: TimeValue, found: TimeValue, measure: Measure) -> bool:
    if measure == "strict":
        return (gold.start, gold.end) == (found.start, found.end)
    if measure == "type":
        return gold.type == found.type
    return measure == "relaxed" or gold.value == found.value
