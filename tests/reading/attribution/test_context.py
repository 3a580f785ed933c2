"""How pieces stand to a cue: distances, sentences, paragraphs and quotations between, exactly."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sayso.reading.attribution.context import CONTEXT_SIZES, cue_context

GLUED, SPACED, SENTENCE, PARAGRAPH = range(4)
OUTSIDE, OPENING, INSIDE, CLOSING, NESTED = range(5)
MIDDLE = np.array([27, 4, 3, 2])
"""What stands for nothing between."""


def features_of(begins: list[int], marks: list[int] | None = None) -> NDArray[np.uint8]:
    marks = marks or [OUTSIDE] * len(begins)
    return np.array([[1, *each] for each in zip(begins, marks, strict=True)], np.uint8)


def context(features: NDArray[np.uint8], *cues: tuple[int, int]) -> NDArray[np.int64]:
    found = cue_context(features, np.array(cues))
    assert found.dtype == np.int64
    assert found.shape == (len(cues), len(features), 4)
    return found - MIDDLE


def step_of(distance: int) -> int:
    """Three steps to each doubling from 8 on, in whole numbers: the most k with distance >= 8 * 2 ** (k / 3)."""
    if distance < 8:
        return distance
    return 8 + max(k for k in range(40) if distance**3 >= 512 * 2**k)


def test_the_sizes_are_of_all_values() -> None:
    assert CONTEXT_SIZES == (55, 9, 7, 5)
    assert [2 * middle + 1 for middle in MIDDLE.tolist()] == list(CONTEXT_SIZES)


def test_distances_near_by() -> None:
    found = context(features_of([SPACED] * 12), (4, 6))[0, :, 0]
    assert found.tolist() == [-4, -3, -2, -1, 0, 0, 1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("distance", "step"),
    [
        (1, 1), (7, 7), (8, 8), (9, 8), (10, 8), (11, 9), (12, 9), (13, 10), (15, 10), (16, 11), (31, 13), (32, 14),
        (64, 17), (128, 20), (256, 23), (511, 25), (512, 26), (645, 26), (646, 27), (3000, 27),
    ],
)  # fmt: skip
def test_distances_grow_in_steps_on_both_sides(distance: int, step: int) -> None:
    features = features_of([SPACED] * (distance + 2))
    size = len(features)
    assert context(features, (size - 2, size))[0, size - 2 - distance, 0] == -step
    assert context(features, (0, 2))[0, 1 + distance, 0] == step
    assert min(step_of(distance), 27) == step


def test_every_distance_has_its_step() -> None:
    found = context(features_of([SPACED] * 2001), (1000, 1001))[0, :, 0]
    expected = [min(step_of(distance), 27) for distance in range(1001)]
    assert found[1000:].tolist() == expected
    assert found[:1001].tolist() == [-step for step in reversed(expected)]


def test_sentences_and_paragraphs_between() -> None:
    begins = [PARAGRAPH, SPACED, SENTENCE, GLUED, PARAGRAPH, SPACED, SENTENCE, PARAGRAPH, SPACED]
    found = context(features_of(begins), (3, 4), (4, 6))
    assert found[:, :, 1].tolist() == [[-1, -1, 0, 0, 1, 1, 2, 3, 3], [-2, -2, -1, -1, 0, 0, 1, 2, 2]]
    assert found[:, :, 2].tolist() == [[0, 0, 0, 0, 1, 1, 1, 2, 2], [-1, -1, -1, -1, 0, 0, 0, 1, 1]]


def test_opened_quotations_between() -> None:
    marks = [OPENING, INSIDE, CLOSING, OUTSIDE, OUTSIDE, OPENING, NESTED, CLOSING, OUTSIDE]
    found = context(features_of([SPACED] * 9, marks), (3, 5), (6, 7))
    assert found[:, :, 3].tolist() == [[0, 0, 0, 0, 0, 1, 1, 1, 1], [-1] * 5 + [0] * 4]


def test_counts_are_of_where_the_cue_begins() -> None:
    features = features_of([SPACED, SPACED, PARAGRAPH, SPACED], [OUTSIDE, OUTSIDE, OPENING, OUTSIDE])
    assert context(features, (1, 4))[0].tolist() == [[-1, 0, 0, 0], [0, 0, 0, 0], [0, 1, 1, 1], [0, 1, 1, 1]]


def test_far_counts_are_cut_off_on_both_sides() -> None:
    features = features_of([PARAGRAPH] * 21, [OPENING] * 21)
    found = context(features, (10, 11))[0]
    assert found[:, 1].tolist() == [-4] * 7 + [-3, -2, -1, 0, 1, 2, 3] + [4] * 7
    assert found[:, 2].tolist() == [-3] * 8 + [-2, -1, 0, 1, 2] + [3] * 8
    assert found[:, 3].tolist() == [-2] * 9 + [-1, 0, 1] + [2] * 9


def test_a_window_of_one_piece() -> None:
    assert context(features_of([PARAGRAPH], [OPENING]), (0, 1)).tolist() == [[[0, 0, 0, 0]]]


def test_the_window_may_be_the_cue() -> None:
    found = context(features_of([PARAGRAPH, SENTENCE]), (0, 2))
    assert found[0].tolist() == [[0, 0, 0, 0], [0, 1, 0, 0]]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_context_of_any_window(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 40))
    begins = data.draw(st.lists(st.integers(0, 3), min_size=size, max_size=size))
    marks = data.draw(st.lists(st.integers(0, 5), min_size=size, max_size=size))
    cues = [
        (first, data.draw(st.integers(first + 1, size)))
        for first in data.draw(st.lists(st.integers(0, size - 1), min_size=1, max_size=3))
    ]
    found = cue_context(features_of(begins, marks), np.array(cues))
    assert (found >= 0).all()
    assert (found < np.array(CONTEXT_SIZES)).all()
    for line, (first, last) in zip((found - MIDDLE).tolist(), cues, strict=True):
        for piece, values in enumerate(line):
            away = first - piece if piece < first else max(piece - last + 1, 0)
            sign = -1 if piece < first else 1
            low, high = sorted((piece, first))
            between = range(low + 1, high + 1)
            assert values == [
                sign * min(step_of(away), 27),
                sign * min(sum(begins[each] >= SENTENCE for each in between), 4),
                sign * min(sum(begins[each] == PARAGRAPH for each in between), 3),
                sign * min(sum(marks[each] == OPENING for each in between), 2),
            ]
