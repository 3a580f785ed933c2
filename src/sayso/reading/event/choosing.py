"""What of several is likeliest, by features and what these are worth: a conditional logit.

Source: McFadden 1974, Conditional logit analysis of qualitative choice behavior.
"""

import math
from collections.abc import Mapping, Sequence

from sayso.reading.event.likeness import Features
from sayso.reading.event.spots import Spot

Row = tuple[Spot | None, Features]
"""What can be chosen, None for that nothing is told, and what speaks for it."""


def choice(rows: Sequence[Row], weights: Mapping[str, float], least: float) -> Spot | None:
    """Return what is likeliest of `rows`, where that is as likely as `least` beside that nothing is told; else None.

    Args:
        rows: As `Weighing.rows` has them, or some of them.
        weights: What features are worth, in log-odds.
        least: Probability, from 0 to 1.
    """
    if not rows:
        return None
    shares = probabilities([features for _, features in rows], weights)
    of_none = sum(share for (spot, _), share in zip(rows, shares, strict=True) if spot is None)
    likeliest = max(range(len(rows)), key=lambda index: -1.0 if rows[index][0] is None else shares[index])
    return rows[likeliest][0] if shares[likeliest] >= least * (shares[likeliest] + of_none) else None


def probabilities(rows: Sequence[Features], weights: Mapping[str, float]) -> list[float]:
    """Return how likely each of several choices is, by its features and what these are worth.

    >>> probabilities([{"none": 1.0}, {"told": 1.0}], {"told": 1.1})
    [0.25, 0.75]
    """
    scores = [sum(weights.get(name, 0.0) * value for name, value in features.items()) for features in rows]
    highest = max(scores)
    raised = [math.exp(score - highest) for score in scores]
    total = sum(raised)
    return [round(each / total, 4) for each in raised]
