"""Fit what features of choices are worth: conditional logit with a ridge penalty, by Newton's method.

A step that does not lessen the loss is halved until it does: far from the best weights full steps can lead away from
them.

Source: McFadden 1974, Conditional logit analysis of qualitative choice behavior; Boyd & Vandenberghe 2004, Convex
optimization, 9.5.2 (damped Newton steps).
"""

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.reading.event.likeness import Features

_ROUNDS = 50
_HALVINGS = 30
_LEAST_STEP = 1e-4
_Floats = NDArray[np.float64]


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What could be chosen, each by its features, and the number of what is right."""

    rows: Sequence[Features]
    right: int


def fit(choices: Sequence[Choice], penalty: float) -> dict[str, float]:
    """Return the weights of the features, in log-odds, rounded; those worth nothing are left out.

    Args:
        choices: At least one.
        penalty: On the square of each weight.
    """
    names = sorted({name for choice in choices for row in choice.rows for name in row})
    column = {name: number for number, name in enumerate(names)}
    rows = [row for choice in choices for row in choice.rows]
    values = np.zeros((len(rows), len(names)))
    for number, row in enumerate(rows):
        for name, value in row.items():
            values[number, column[name]] = value
    sizes = [len(choice.rows) for choice in choices]
    first = np.cumsum([0, *sizes[:-1]])
    right = first + np.array([choice.right for choice in choices])
    weights = np.zeros(len(names))
    loss, shares = _loss(values, weights, first, sizes, right, penalty)
    for _ in range(_ROUNDS):
        weighed = values * shares[:, None]
        means = np.add.reduceat(weighed, first)
        slope = weighed.sum(0) - values[right].sum(0) + penalty * weights
        bend = values.T @ weighed - means.T @ means + penalty * np.eye(len(names))
        step = np.linalg.solve(bend, slope)
        for _ in range(_HALVINGS):
            new_loss, shares = _loss(values, weights - step, first, sizes, right, penalty)
            if new_loss <= loss:
                break
            step = step / 2
        loss, weights = new_loss, weights - step
        if np.abs(step).max() < _LEAST_STEP:
            break
    rounded = {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}
    return {name: weight for name, weight in rounded.items() if weight}


def _loss(
    values: _Floats, weights: _Floats, first: NDArray[np.int64], sizes: Sequence[int], right: NDArray[np.int64],
    penalty: float,
) -> tuple[float, _Floats]:  # fmt: skip
    """Return how unlikely what is right is under `weights`, with the penalty, and how likely each row is."""
    scores = values @ weights
    scores -= np.repeat(np.maximum.reduceat(scores, first), sizes)
    raised = np.exp(scores)
    totals = np.add.reduceat(raised, first)
    loss = float(np.log(totals).sum() - scores[right].sum() + penalty / 2 * (weights @ weights))
    return loss, raised / np.repeat(totals, sizes)
