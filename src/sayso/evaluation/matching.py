"""One-to-one pairing: as many pairs as there can be, and of all such pairings one whose weights sum highest.

Greedy pairing can lose pairs: the best partner of one value may be the only partner of another.
"""

from collections.abc import Mapping

Edges = Mapping[tuple[int, int], float]
"""Weight of each pair that may be made: (index of the first side, index of the second side) to a number above 0."""
_STEPS = 10**9
"""Weights are compared in whole steps of this fraction, so that rounding cannot change the outcome."""


def best_pairs(edges: Edges) -> list[tuple[int, int]]:
    """Return the pairs of a maximum matching with the greatest sum of weights, sorted.

    The matching grows by one pair at a time along the augmenting path that gains most.

    Source: Edmonds & Karp 1972, Theoretical improvements in algorithmic efficiency for network flow problems.

    >>> best_pairs({(0, 0): 0.9, (0, 1): 0.6, (1, 0): 0.5})
    [(0, 1), (1, 0)]
    """
    weights = {pair: round(weight * _STEPS) for pair, weight in sorted(edges.items())}
    partner: dict[int, int] = {}
    """Of each paired index of the second side, its index on the first."""
    while True:
        gains, came_from = _paths(weights, partner)
        free = [(-gain, second) for second, gain in gains.items() if second not in partner]
        if not free:
            return sorted((first, second) for second, first in partner.items())
        _augment(min(free)[1], partner, came_from)


def _paths(weights: dict[tuple[int, int], int], partner: dict[int, int]) -> tuple[dict[int, int], dict[int, int]]:
    """Return for each index of the second side the gain of the best alternating path to it, and where it came from."""
    paired = {first: second for second, first in partner.items()}
    reached = {first: 0 for first, _ in weights if first not in paired}
    gains: dict[int, int] = {}
    came_from: dict[int, int] = {}
    changed = True
    while changed:
        changed = False
        for (first, second), weight in weights.items():
            if first not in reached or paired.get(first) == second:
                continue
            gain = reached[first] + weight
            if second in gains and gain <= gains[second]:
                continue
            gains[second], came_from[second], changed = gain, first, True
            if second in partner:
                reached[partner[second]] = gain - weights[partner[second], second]
    return gains, came_from


def _augment(second: int, partner: dict[int, int], came_from: dict[int, int]) -> None:
    """Pair along the path that ends at `second`."""
    paired = {first: other for other, first in partner.items()}
    end: int | None = second
    while end is not None:
        first = came_from[end]
        partner[end] = first
        end = paired.get(first)
