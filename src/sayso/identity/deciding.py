"""Whether two sides are one: same, different, or left to a person; each with its reasons.

How likely it is, is a logistic model over the features of `likeness`. Two thresholds make three outcomes of it: what
lies between them is undecided, and stays apart until a person decides.
"""

import math
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from sayso.identity.likeness import Features, Rarity, conflicts, doubts, likeness
from sayso.identity.sides import Side

Outcome = Literal["same", "different", "undecided"]


class Weights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What decides.

    Attributes:
        same: Least probability of two that are one.
        different: Most probability of two that are not.
        features: What each feature is worth, in log-odds.
    """

    same: float
    different: float
    features: dict[str, float]


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """Whether two sides are one, and why.

    Attributes:
        outcome: Same, different or undecided.
        probability: Of their being one; 0 where a conflict tells them apart.
        reasons: Features with what they were worth, in log-odds, the weightiest first; conflicts with minus infinity.
            Doubts are among them whatever they are worth.
        is_doubtful: Whether there is something for which only a person may call them the same.
    """

    outcome: Outcome
    probability: float
    reasons: tuple[tuple[str, float], ...]
    is_doubtful: bool = False


def decide(one: Side, other: Side, rarity: Rarity, known: Weights, *, explained: bool = True) -> Decision:
    """Return whether two sides are one; without reasons unless `explained`."""
    ruled_out = conflicts(one, other)
    if ruled_out:
        return Decision(outcome="different", probability=0.0, reasons=tuple((each, -math.inf) for each in ruled_out))
    features = likeness(one, other, rarity)
    total = sum(known.features.get(name, 0.0) * value for name, value in features.items())
    probability = 1 / (1 + math.exp(-total))
    is_doubtful = bool(doubts(features))
    return Decision(
        outcome=outcome_of(probability, known, is_doubtful=is_doubtful),
        probability=probability,
        reasons=_reasons(features, known) if explained else (),
        is_doubtful=is_doubtful,
    )


def _reasons(features: Features, known: Weights) -> tuple[tuple[str, float], ...]:
    worth = {name: round(known.features.get(name, 0.0) * value, 3) for name, value in features.items()}
    kept = [(name, each) for name, each in worth.items() if each or name in doubts(features)]
    return tuple(sorted(kept, key=_weightiest))


def outcome_of(probability: float, known: Weights, *, is_doubtful: bool = False) -> Outcome:
    """Return what a probability means; where there is a doubt that nobody but a person may pass over, never `same`."""
    if probability >= known.same:
        return "undecided" if is_doubtful else "same"
    return "different" if probability <= known.different else "undecided"


@cache
def weights() -> Weights:
    """Return the bundled weights."""
    return weights_from(files(__package__).joinpath("weights.toml").read_text(encoding="utf-8"))


def weights_from(text: str) -> Weights:
    """Return the weights that a table in TOML states.

    Raises:
        msgspec.ValidationError: It is no such table.
    """
    return msgspec.convert(tomllib.loads(text), Weights)


def _weightiest(reason: tuple[str, float]) -> tuple[float, str]:
    return -abs(reason[1]), reason[0]
