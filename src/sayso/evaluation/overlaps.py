"""One-to-one pairs of spans that overlap."""

from collections.abc import Sequence

from sayso.evaluation.matching import best_pairs

Interval = tuple[int, int]
"""Half-open `(start, end)` in code points."""


def overlap_pairs(
    gold: Sequence[Interval], found: Sequence[Interval], *, least_share: float = 0.0
) -> list[tuple[int, int]]:
    """Return pairs of indices of spans that overlap: as many as can be, of these those that share most.

    Args:
        gold: Spans of the one side.
        found: Spans of the other.
        least_share: Of the code points that either span has, how many both must have; 1 for equal spans alone, 0 for
            any overlap.

    >>> overlap_pairs([(0, 5), (5, 9)], [(4, 9), (3, 5)])
    [(0, 1), (1, 0)]
    """
    shares: dict[tuple[int, int], float] = {}
    order = sorted(range(len(found)), key=lambda index: found[index])
    first = 0
    for index in sorted(range(len(gold)), key=lambda index: gold[index]):
        while first < len(order) and found[order[first]][1] <= gold[index][0]:
            first += 1
        for other in order[first:]:
            if found[other][0] >= gold[index][1]:
                break
            share = _share(gold[index], found[other])
            if share > 0 and share >= least_share:
                shares[index, other] = share
    return best_pairs(shares)


def _share(first: Interval, second: Interval) -> float:
    """Return the share of code points that both have, of those that either has (Jaccard)."""
    both = min(first[1], second[1]) - max(first[0], second[0])
    either = max(first[1], second[1]) - min(first[0], second[0])
    return both / either if both > 0 else 0.0
