"""Pairs of overlapping spans: as many as can be, then those that share most."""

import pytest

from sayso.evaluation.overlaps import Interval, overlap_pairs


@pytest.mark.parametrize(
    ("gold", "found", "least", "expected"),
    [
        ([(3, 44), (30, 60)], [(30, 60), (3, 20)], 0.0, [(0, 1), (1, 0)]),
        ([(3, 44)], [(44, 45)], 0.0, []),
        ([(0, 10)], [(0, 2), (2, 10)], 0.0, [(0, 1)]),
        ([(0, 10)], [(0, 5)], 0.5, [(0, 0)]),
        ([(0, 10)], [(0, 4)], 0.5, []),
        ([(0, 10), (5, 9)], [(5, 9), (0, 10)], 1.0, [(0, 1), (1, 0)]),
        ([(20, 21), (0, 30)], [(0, 30), (25, 26), (20, 21)], 0.0, [(0, 2), (1, 0)]),
        ([], [(0, 1)], 0.0, []),
    ],
)
def test_pairs(gold: list[Interval], found: list[Interval], least: float, expected: list[tuple[int, int]]) -> None:
    assert overlap_pairs(gold, found, least_share=least) == expected
