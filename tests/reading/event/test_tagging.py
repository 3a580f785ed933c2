"""Ranges of whole words from scores of word pieces."""

import itertools
import random

import numpy as np
import pytest

from sayso.reading.event.labels import BEGINS, GOES_ON, OUTSIDE
from sayso.reading.event.tagging import best_ranges

SURE = 5.0


def logits(tags: list[int]) -> np.ndarray:
    rows = np.zeros((1, len(tags), 3), np.float32)
    rows[0, np.arange(len(tags)), tags] = SURE
    return rows


@pytest.mark.parametrize(
    ("tags", "words", "expected"),
    [
        ([OUTSIDE, BEGINS, GOES_ON, OUTSIDE], [0, 1, 2, 3], [(1, 3)]),
        ([BEGINS, BEGINS, GOES_ON], [0, 1, 2], [(0, 1), (1, 3)]),
        ([OUTSIDE, OUTSIDE, OUTSIDE], [0, 1, 2], []),
        ([BEGINS, GOES_ON, OUTSIDE, OUTSIDE], [0, 3], [(0, 3)]),  # two pieces of a word against its last
        ([OUTSIDE, OUTSIDE, GOES_ON], [0], []),
    ],
)
def test_ranges_are_of_whole_words(tags: list[int], words: list[int], expected: list[tuple[int, int]]) -> None:
    assert best_ranges(logits(tags), np.array(words)) == [expected]


def test_what_goes_on_has_begun() -> None:
    scores = logits([OUTSIDE, GOES_ON, GOES_ON])
    scores[0, 1, BEGINS] = SURE - 1
    assert best_ranges(scores, np.arange(3)) == [[(1, 3)]]


def test_the_best_of_all_sequences_is_taken() -> None:
    draws = np.random.default_rng(4)
    ways = random.Random(4)
    for _ in range(60):
        pieces = 5
        words = sorted({0, *ways.sample(range(1, pieces), ways.randint(0, pieces - 1))})
        scores = draws.normal(0, 2, (2, pieces, 3)).astype(np.float32)
        chances = scores - np.logaddexp.reduce(scores, axis=2, keepdims=True)
        edges = [*words, pieces]
        for row, found in enumerate(best_ranges(scores, np.array(words))):
            best = max(
                (_chance(chances[row], edges, tags), tags)
                for tags in itertools.product(range(3), repeat=len(words))
                if tags[0] != GOES_ON and (OUTSIDE, GOES_ON) not in itertools.pairwise(tags)
            )
            assert _chance(chances[row], edges, _tags(found, words)) == pytest.approx(best[0], abs=1e-4)


def _tags(found: list[tuple[int, int]], words: list[int]) -> tuple[int, ...]:
    tags = dict.fromkeys(words, OUTSIDE)
    for first, last in found:
        tags |= {word: GOES_ON for word in words if first < word < last} | {first: BEGINS}
    return tuple(tags.values())


def _chance(chances: np.ndarray, edges: list[int], tags: tuple[int, ...]) -> float:
    total = 0.0
    for (first, last), tag in zip(itertools.pairwise(edges), tags, strict=True):
        later = GOES_ON if tag == BEGINS else tag
        total += float(chances[first, tag]) + float(chances[first + 1 : last, later].sum())
    return total
