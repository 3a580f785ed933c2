"""Calibration figures on predictions counted by hand."""

import pytest

from sayso.core.errors import UsageError
from sayso.evaluation.bootstrap import interval_of
from sayso.evaluation.calibration import Judged, brier, calibration_error, reliability


def judged(*predictions: tuple[float, bool]) -> Judged:
    return Judged(document="d", predictions=predictions)


WORKED = [judged((0.95, True), (0.91, True)), judged((0.93, False), (0.35, False)), judged((0.3, True), (1.0, True))]


def test_reliability() -> None:
    low, high = reliability(WORKED)
    assert (low.low, low.n, low.confidence, low.right) == pytest.approx((0.3, 2, 0.325, 0.5))
    assert (high.low, high.n, high.confidence, high.right) == pytest.approx((0.9, 4, 0.9475, 0.75))


def test_expected_calibration_error() -> None:
    assert calibration_error(WORKED) == pytest.approx((2 * 0.175 + 4 * 0.1975) / 6)
    assert calibration_error([judged((0.5, True), (0.5, False))]) == 0


def test_brier() -> None:
    assert brier([judged((1.0, True), (0.5, False)), judged((0.0, True))]) == pytest.approx((0 + 0.25 + 1) / 3)


def test_nothing_predicted() -> None:
    assert (reliability([]), calibration_error([judged()]), brier([judged()])) == ([], None, None)


def test_interval() -> None:
    bounds = interval_of(WORKED, brier, resamples=50)
    figure = brier(WORKED)
    assert bounds is not None
    assert figure is not None
    assert bounds[0] < figure < bounds[1]


@pytest.mark.parametrize("confidence", [-0.1, 1.01, float("nan")])
def test_confidence_is_between_0_and_1(confidence: float) -> None:
    with pytest.raises(UsageError, match="not between 0 and 1"):
        judged((confidence, True))
