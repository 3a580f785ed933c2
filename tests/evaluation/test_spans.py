"""Span scores on values counted by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.evaluation.spans import Pieces, align, count, normalise, overlap, without_edge_marks

PIECES: st.SearchStrategy[Pieces] = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 10)), min_size=1, max_size=3
).map(lambda pairs: normalise("x" * 60, [(start, start + length) for start, length in pairs]))


@pytest.mark.parametrize(
    ("text", "pieces", "expected"),
    [
        (" ab  cd ", [(0, 8)], ((1, 7),)),
        (" ab  cd ", [(5, 8), (0, 4)], ((1, 7),)),
        ("ab, cd", [(0, 2), (4, 6)], ((0, 2), (4, 6))),
        ("abcd", [(0, 3), (1, 2)], ((0, 3),)),
        ("   ", [(0, 2)], ()),
    ],
)
def test_normalise(text: str, pieces: list[tuple[int, int]], expected: Pieces) -> None:
    assert normalise(text, pieces) == expected


def test_overlap_counts_code_points_of_all_pieces() -> None:
    assert overlap(((0, 4), (10, 14)), ((2, 12),)) == 4
    assert overlap(((0, 4),), ((4, 8),)) == 0


def test_exact_pairs_each_value_once() -> None:
    twice: list[Pieces] = [((0, 4),), ((0, 4),)]
    assert align([((0, 4),)], twice, exact=True) == [(0, 0)]
    assert align(twice, twice, exact=True) == [(0, 0), (1, 1)]


def test_overlap_pairs_the_closest_first() -> None:
    assert align([((0, 10),), ((8, 20),)], [((7, 19),)], exact=False) == [(1, 0)]


def test_misses_stay_in_the_denominator() -> None:
    counts = count("d", [((0, 4),), ((6, 9),)], [((0, 4),), ((10, 12),), ((20, 22),)], exact=True)
    assert (counts.true_positive, counts.predicted, counts.gold) == (1, 3, 2)


def test_edge_marks() -> None:
    text = "“Go now,” he said"
    assert without_edge_marks(text, ((0, 9),)) == ((1, 7),)
    assert without_edge_marks("“…”", ((0, 3),)) == ()


@given(st.lists(PIECES, max_size=6), st.lists(PIECES, max_size=6), st.booleans())
def test_pairs_are_one_to_one(gold: list[Pieces], predicted: list[Pieces], exact: bool) -> None:
    pairs = align(gold, predicted, exact=exact)
    assert len({first for first, _ in pairs}) == len({second for _, second in pairs}) == len(pairs)
    assert all(overlap(gold[first], predicted[second]) for first, second in pairs)


@given(st.lists(PIECES, max_size=6), st.lists(PIECES, max_size=6))
def test_an_exact_match_is_an_overlap_too(gold: list[Pieces], predicted: list[Pieces]) -> None:
    assert (
        count("d", gold, predicted, exact=True).true_positive <= count("d", gold, predicted, exact=False).true_positive
    )


@given(st.lists(PIECES, max_size=6))
def test_everything_matches_itself(values: list[Pieces]) -> None:
    assert count("d", values, values, exact=True).true_positive == len(values)
