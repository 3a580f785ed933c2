"""Scores over spans: exact and overlapping matches, precision, recall and F1, with intervals.

A value here may be discontinuous: it is a tuple of half-open `(start, end)` pieces. Misses stay in the denominator:
every gold value counts towards recall and every predicted one towards precision, matched or not.
"""

import math
import random
from collections.abc import Iterable, Sequence

import msgspec

Pieces = tuple[tuple[int, int], ...]
"""One value: half-open offsets of its pieces, in code points, in text order."""


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """What a score is made of.

    Attributes:
        gold: Number of gold values.
        predicted: Number of predicted values.
        correct: Number of predicted values matched one to one with a gold one.
    """

    gold: int = 0
    predicted: int = 0
    correct: int = 0

    def plus(self, other: "Counts") -> "Counts":
        """Return the sum of both counts."""
        return Counts(
            gold=self.gold + other.gold,
            predicted=self.predicted + other.predicted,
            correct=self.correct + other.correct,
        )

    @property
    def precision(self) -> float | None:
        """Share of the predicted values that are right; None where nothing was predicted."""
        return self.correct / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """Share of the gold values that were found; None where there is no gold."""
        return self.correct / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where there is neither gold nor prediction."""
        total = self.gold + self.predicted
        return 2 * self.correct / total if total else None


def total(counts: Iterable[Counts]) -> Counts:
    """Return the sum of `counts`."""
    result = Counts()
    for one in counts:
        result = result.plus(one)
    return result


def normalise(text: str, pieces: Iterable[tuple[int, int]]) -> Pieces:
    """Return `pieces` sorted, without white space at their edges, joined where only white space lies between them.

    So a quotation marked as one piece over two paragraphs equals one marked as two pieces.
    """
    joined: list[tuple[int, int]] = []
    for start, end in sorted(pieces):
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            continue
        if joined and (start <= joined[-1][1] or text[joined[-1][1] : start].isspace()):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def overlap(first: Pieces, second: Pieces) -> int:
    """Return how many code points both values share. Pieces of one value must not overlap each other."""
    shared = 0
    for start, end in first:
        for other_start, other_end in second:
            shared += max(0, min(end, other_end) - max(start, other_start))
    return shared


def align(gold: Sequence[Pieces], predicted: Sequence[Pieces], *, exact: bool) -> list[tuple[int, int]]:
    """Return one-to-one pairs of indices into `gold` and `predicted`.

    With `exact`, equal values are paired; else the pair that shares most code points first, then the next, until
    none that are left share any.
    """
    if exact:
        places: dict[Pieces, list[int]] = {}
        for index, value in enumerate(gold):
            places.setdefault(value, []).append(index)
        return [(places[value].pop(0), index) for index, value in enumerate(predicted) if places.get(value)]
    shares = [
        (-shared, gold_index, index)
        for gold_index, gold_value in enumerate(gold)
        for index, value in enumerate(predicted)
        if (shared := overlap(gold_value, value))
    ]
    pairs: list[tuple[int, int]] = []
    taken_gold: set[int] = set()
    taken: set[int] = set()
    for _, gold_index, index in sorted(shares):
        if gold_index not in taken_gold and index not in taken:
            taken_gold.add(gold_index)
            taken.add(index)
            pairs.append((gold_index, index))
    return sorted(pairs)


def count(gold: Sequence[Pieces], predicted: Sequence[Pieces], *, exact: bool) -> Counts:
    """Return the counts of one document."""
    return Counts(gold=len(gold), predicted=len(predicted), correct=len(align(gold, predicted, exact=exact)))


def wilson_interval(correct: int, n: int) -> tuple[float, float] | None:
    """Return the 95 % interval of a share; None where `n` is 0.

    Source: Wilson (1927), Probable inference, the law of succession, and statistical inference.
    """
    if n == 0:
        return None
    z = 1.959964
    share = correct / n
    middle = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, (middle - half) / (1 + z * z / n)), min(1.0, (middle + half) / (1 + z * z / n))


def bootstrap_f1(documents: Sequence[Counts], *, rounds: int, seed: int) -> tuple[float, float] | None:
    """Return the 95 % interval of F1 over resampled documents; None where F1 is not defined.

    Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap, percentile interval.
    """
    if total(documents).f1 is None:
        return None
    draw = random.Random(seed)  # noqa: S311 (resampling, not secrecy)
    scores = []
    for _ in range(rounds):
        score = total(draw.choices(documents, k=len(documents))).f1
        if score is not None:
            scores.append(score)
    scores.sort()
    return scores[int(0.025 * len(scores))], scores[min(len(scores) - 1, int(0.975 * len(scores)))]
