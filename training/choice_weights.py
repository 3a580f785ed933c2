"""Fit what features of choices are worth: conditional logit with a ridge penalty, by Newton's method.

Source: McFadden 1974, Conditional logit analysis of qualitative choice behavior.
"""

from collections.abc import Sequence

import msgspec
import numpy as np

from sayso.reading.event.likeness import Features

_ROUNDS = 25


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
    values = np.zeros((sum(len(choice.rows) for choice in choices), len(names)))
    row_number = 0
    for choice in choices:
        for row in choice.rows:
            for name, value in row.items():
                values[row_number, column[name]] = value
            row_number += 1
    first = np.cumsum([0, *(len(choice.rows) for choice in choices[:-1])])
    sizes = [len(choice.rows) for choice in choices]
    right = values[first + np.array([choice.right for choice in choices])].sum(0)
    weights = np.zeros(len(names))
    for _ in range(_ROUNDS):
        scores = values @ weights
        scores -= np.repeat(np.maximum.reduceat(scores, first), sizes)
        raised = np.exp(scores)
        shares = raised / np.repeat(np.add.reduceat(raised, first), sizes)
        weighed = values * shares[:, None]
        means = np.add.reduceat(weighed, first)
        slope = weighed.sum(0) - right + penalty * weights
        bend = values.T @ weighed - means.T @ means + penalty * np.eye(len(names))
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if np.abs(step).max() < 1e-4:
            break
    rounded = {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}
    return {name: weight for name, weight in rounded.items() if weight}
