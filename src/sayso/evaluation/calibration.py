"""Whether a confidence means what it says: of the values with 0.8, eight in ten are right."""

from collections.abc import Iterable, Sequence

import msgspec

from sayso.core.errors import UsageError

BANDS = 10
"""Confidences are compared in tenths; 1.0 falls into the last."""


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """The predictions of one document.

    Attributes:
        document: Name of the document in its corpus.
        predictions: Of each, its confidence and whether it is right.

    Raises:
        UsageError: A confidence is not between 0 and 1.
    """

    document: str
    predictions: tuple[tuple[float, bool], ...]

    def __post_init__(self) -> None:
        for confidence, _ in self.predictions:
            if not 0 <= confidence <= 1:
                raise UsageError(f"document {self.document!r}: confidence {confidence} is not between 0 and 1")


class Band(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a reliability table.

    Attributes:
        low: Least confidence of the band.
        n: Predictions in it.
        confidence: Their mean confidence.
        right: Which share of them is right.
    """

    low: float
    n: int
    confidence: float
    right: float


def reliability(judged: Iterable[Judged]) -> list[Band]:
    """Return the bands that have predictions, lowest first.

    Source: Murphy & Winkler 1977, Reliability of subjective probability forecasts of precipitation and temperature.
    """
    bands: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in _predictions(judged):
        bands.setdefault(min(int(confidence * BANDS), BANDS - 1), []).append((confidence, right))
    return [
        Band(
            low=band / BANDS,
            n=len(members),
            confidence=sum(confidence for confidence, _ in members) / len(members),
            right=sum(right for _, right in members) / len(members),
        )
        for band, members in sorted(bands.items())
    ]


def calibration_error(judged: Iterable[Judged]) -> float | None:
    """Return the expected calibration error: mean gap of confidence and share right, bands weighted by their size.

    None where nothing was predicted.

    Source: Naeini, Cooper & Hauskrecht 2015, Obtaining well calibrated probabilities using Bayesian binning.
    """
    bands = reliability(judged)
    n = sum(band.n for band in bands)
    return sum(band.n * abs(band.confidence - band.right) for band in bands) / n if n else None


def brier(judged: Iterable[Judged]) -> float | None:
    """Return the mean squared distance of confidence from what came true; None where nothing was predicted.

    Source: Brier 1950, Verification of forecasts expressed in terms of probability.
    """
    predictions = _predictions(judged)
    if not predictions:
        return None
    return sum((confidence - right) ** 2 for confidence, right in predictions) / len(predictions)


def _predictions(judged: Iterable[Judged]) -> Sequence[tuple[float, bool]]:
    return [prediction for document in judged for prediction in document.predictions]
