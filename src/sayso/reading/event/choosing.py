"""What of several is likeliest, by features and what these are worth: a conditional logit.

Source: McFadden 1974, Conditional logit analysis of qualitative choice behavior.
"""

import math
from collections.abc import Mapping, Sequence

import msgspec

from sayso.reading.event.likeness import Features
from sayso.reading.event.spots import Spot

Row = tuple[Spot | None, Features]
"""What can be chosen, None for that nothing is told, and what speaks for it."""


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """What was chosen for an event, and the likeliest of those that the report's places or times have."""

    spot: Spot | None
    known: Spot | None = None


def choice(rows: Sequence[Row], weights: Mapping[str, float], least: float) -> Chosen:
    """Return what is likeliest of `rows`, where that is as likely as `least` beside that nothing is told.

    Args:
        rows: As `Weighing.rows` has them.
        weights: What features are worth, in log-odds.
        least: Probability, from 0 to 1.
    """
    shares = probabilities([features for _, features in rows], weights)
    ranked = sorted(range(1, len(rows)), key=lambda index: -shares[index])
    if not ranked or shares[ranked[0]] < least * (shares[ranked[0]] + shares[0]):
        return Chosen(spot=None)
    spots = [spot for index in ranked if (spot := rows[index][0]) is not None]
    return Chosen(spot=spots[0], known=next((each for each in spots if each.is_known), None))


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
