"""Multinomial logistic regression in numpy, for what is learned across the folds of a small corpus."""

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


class SoftmaxRegression(msgspec.Struct, frozen=True, kw_only=True):
    """A trained regression.

    Attributes:
        labels: In the order of the columns of `weights`.
        mean, spread: Of each feature in training [features], by which rows are standardised.
        weights: [features + 1, labels]; the last row is the bias.
    """

    labels: tuple[str, ...]
    mean: Matrix
    spread: Matrix
    weights: Matrix

    def best(self, rows: Matrix) -> list[str]:
        """Return the likeliest label of each of `rows` [n, features]."""
        scores = _with_bias((rows - self.mean) / self.spread) @ self.weights
        return [self.labels[place] for place in scores.argmax(1).tolist()]


def train(rows: Matrix, labels: Sequence[str], *, penalty: float, rounds: int = 300) -> SoftmaxRegression:
    """Return the regression with the highest likelihood under a Gaussian prior of the weights, the bias without one.

    Gradient descent with Nesterov's momentum and a step from the largest curvature; the same rows always give the same
    weights.

    Args:
        rows: Features [n, features].
        labels: Of each row.
        penalty: What half the square of a weight costs, for each row.
        rounds: Steps.

    Source: Nesterov 1983, A method of solving a convex programming problem with convergence rate O(1/k^2).
    """
    names = tuple(sorted(set(labels)))
    gold = np.array([[label == name for name in names] for label in labels], float)
    mean, spread = rows.mean(0), rows.std(0)
    spread[spread < 1e-9] = 1
    inputs = _with_bias((rows - mean) / spread)
    costs = np.full((inputs.shape[1], 1), penalty)
    costs[-1] = 0
    step = 1 / (0.5 * np.linalg.norm(inputs, 2) ** 2 / len(inputs) + penalty)
    weights = ahead = np.zeros((inputs.shape[1], len(names)))
    for number in range(rounds):
        slope = inputs.T @ (_softmax(inputs @ ahead) - gold) / len(inputs) + costs * ahead
        before, weights = weights, ahead - step * slope
        ahead = weights + number / (number + 3) * (weights - before)
    return SoftmaxRegression(labels=names, mean=mean, spread=spread, weights=weights)


def _with_bias(rows: Matrix) -> Matrix:
    return np.concatenate([rows, np.ones((len(rows), 1))], 1)


def _softmax(scores: Matrix) -> Matrix:
    weights = np.exp(scores - scores.max(1, keepdims=True))
    shares: Matrix = weights / weights.sum(1, keepdims=True)
    return shares
