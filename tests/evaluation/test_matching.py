"""One-to-one pairing, against all pairings there are."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.evaluation.matching import Edges, best_pairs

EDGES = st.dictionaries(
    st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(1, 8).map(lambda eighths: eighths / 8), max_size=9
)


def _pairings(edges: Edges) -> list[tuple[int, float]]:
    """Return the size and sum of weights of every pairing."""
    found = []
    for size in range(5):
        for pairs in combinations(edges, size):
            sides = ({first for first, _ in pairs}, {second for _, second in pairs})
            if all(len(side) == size for side in sides):
                found.append((size, sum(edges[pair] for pair in pairs)))
    return found


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ({}, []),
        ({(3, 7): 0.1}, [(3, 7)]),
        ({(0, 0): 0.9, (0, 1): 0.6, (1, 0): 0.5}, [(0, 1), (1, 0)]),
        ({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8, (1, 1): 0.1}, [(0, 1), (1, 0)]),
        ({(0, 0): 0.9, (1, 0): 0.8, (1, 1): 0.9, (2, 1): 0.8, (2, 2): 0.1}, [(0, 0), (1, 1), (2, 2)]),
        ({(0, 0): 1.0, (1, 0): 1.0}, [(0, 0)]),
    ],
)
def test_pairs(edges: Edges, expected: list[tuple[int, int]]) -> None:
    assert best_pairs(edges) == expected


@given(EDGES)
def test_as_many_pairs_as_can_be_and_the_heaviest_of_them(edges: Edges) -> None:
    pairs = best_pairs(edges)
    assert len({first for first, _ in pairs}) == len({second for _, second in pairs}) == len(pairs)
    assert (len(pairs), sum(edges[pair] for pair in pairs)) == max(_pairings(edges))


@given(EDGES)
def test_the_order_of_edges_does_not_count(edges: Edges) -> None:
    assert best_pairs(dict(reversed(edges.items()))) == best_pairs(edges)
