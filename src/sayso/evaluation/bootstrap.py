"""Bootstrap intervals: how far a figure would move had other documents of the same kind been drawn."""

import random
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from sayso.core.errors import UsageError
from sayso.evaluation.score import DocumentCounts, f1

Statistic = Callable[[Iterable[DocumentCounts]], float | None]
Unit = TypeVar("Unit")
"""What was counted in one document, in whatever form the statistic takes."""


def interval(
    counts: Sequence[DocumentCounts],
    *,
    statistic: Statistic = f1,
    resamples: int = 1000,
    coverage: float = 0.95,
    seed: int = 20180,
) -> tuple[float, float] | None:
    """Return the percentile bootstrap interval of `statistic`, resampling whole documents.

    Args:
        counts: Counts of each document.
        statistic: What is computed from the counts of a resample.
        resamples: How many times documents are drawn, with replacement, as many as there are.
        coverage: Share of the resampled figures inside the interval, between 0 and 1.
        seed: Seed of the draws, so that the same counts give the same interval.

    Returns:
        Lower and upper bound; None with fewer than two documents, or where nothing was scored.

    Raises:
        UsageError: `coverage` or `resamples` is out of range.

    Source: Efron & Tibshirani 1993, An Introduction to the Bootstrap, chapter 13.
    """
    return interval_of(counts, statistic, resamples=resamples, coverage=coverage, seed=seed)


def interval_of(
    documents: Sequence[Unit],
    statistic: Callable[[Iterable[Unit]], float | None],
    *,
    resamples: int = 1000,
    coverage: float = 0.95,
    seed: int = 20180,
) -> tuple[float, float] | None:
    """Return the interval as `interval` does, for a statistic of anything that is counted per document.

    Raises:
        UsageError: `coverage` or `resamples` is out of range.
    """
    if not 0 < coverage < 1 or resamples < 1:
        raise UsageError(f"coverage {coverage} must lie between 0 and 1, resamples {resamples} be at least 1")
    if len(documents) < 2:
        return None
    draws = random.Random(seed)  # noqa: S311 (not for secrets)
    figures = [statistic(draws.choices(documents, k=len(documents))) for _ in range(resamples)]
    known = sorted(figure for figure in figures if figure is not None)
    if not known:
        return None
    tail = (1 - coverage) / 2
    last = len(known) - 1
    return known[round(tail * last)], known[round((1 - tail) * last)]
