"""Best paths, partition and marginals of a chain, against all its label sequences."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sayso.reading.attribution.chains import (
    Transitions,
    best_paths,
    inner_transitions,
    log_partition,
    marginals,
)
from sayso.reading.attribution.labels import CUE_LABELS, FORBIDDEN, ROLE_LABELS, transition_mask

Array = NDArray[np.float64]


def every_sequence(emissions: NDArray[np.float32], chain: Transitions) -> tuple[NDArray[np.int64], Array]:
    """All label sequences [n ** pieces, pieces] of one row [pieces, n], and their scores in float64."""
    pieces, count = emissions.shape
    paths = np.array(list(product(range(count), repeat=pieces)))
    between, start, end = (np.asarray(each, np.float64) for each in (chain.between, chain.start, chain.end))
    scores = start[paths[:, 0]] + end[paths[:, -1]]
    scores = scores + emissions.astype(np.float64)[np.arange(pieces), paths].sum(1)
    return paths, scores + between[paths[:, :-1], paths[:, 1:]].sum(1)


def log_of_sum(values: Array) -> float:
    return float(values.max() + np.log(np.exp(values - values.max()).sum()))


def check(emissions: NDArray[np.float32], chain: Transitions) -> None:
    """Compare all that a chain gives for `emissions` [rows, pieces, n] with the definition."""
    found, scores = best_paths(emissions, chain)
    partitions, shares = log_partition(emissions, chain), marginals(emissions, chain)
    assert found.shape == emissions.shape[:2]
    assert shares.shape == emissions.shape
    for row, each in enumerate(emissions):
        paths, exact = every_sequence(each, chain)
        place = int((found[row] * emissions.shape[2] ** np.arange(emissions.shape[1])[::-1]).sum())
        assert paths[place].tolist() == found[row].tolist()
        assert exact[place] == pytest.approx(exact.max(), abs=1e-4)
        assert scores[row] == pytest.approx(exact.max(), abs=1e-4)
        total = log_of_sum(exact)
        assert partitions[row] == pytest.approx(total, abs=1e-4)
        chances = np.exp(exact - total)
        expected = np.stack(
            [[chances[paths[:, place] == label].sum() for label in range(each.shape[1])] for place in range(len(each))]
        )
        np.testing.assert_allclose(shares[row], expected, atol=2e-5)


@st.composite
def chains(draw: st.DrawFn) -> tuple[NDArray[np.float32], Transitions]:
    """A small chain, some of its moves forbidden; all labels 0 always remains a way through."""
    rows, pieces, count = draw(st.integers(1, 3)), draw(st.integers(1, 5)), draw(st.integers(1, 4))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    size = draw(st.sampled_from([0.1, 2.0, 8.0]))
    share = draw(st.sampled_from([0.0, 0.3, 0.8]))

    def weights(*shape: int) -> NDArray[np.float32]:
        values = rng.normal(0, size, shape)
        forbidden = rng.random(shape) < share
        forbidden[(0,) * len(shape)] = False
        return np.where(forbidden, values + FORBIDDEN, values).astype(np.float32)

    emissions = rng.normal(0, size, (rows, pieces, count)).astype(np.float32)
    return emissions, Transitions(between=weights(count, count), start=weights(count), end=weights(count))


@settings(max_examples=300, deadline=None)
@given(chains())
def test_small_chains_against_every_sequence(drawn: tuple[NDArray[np.float32], Transitions]) -> None:
    check(*drawn)


@pytest.mark.parametrize(("labels", "pieces"), [(CUE_LABELS, 6), (ROLE_LABELS, 4), (ROLE_LABELS, 1)])
def test_the_chains_of_the_heads_against_every_sequence(labels: tuple[str, ...], pieces: int) -> None:
    rng = np.random.default_rng(3)
    masks = transition_mask(labels)
    between, start, end = (mask + rng.normal(0, 1, mask.shape).astype(np.float32) for mask in masks)
    chain = Transitions(between=between, start=start, end=end)
    emissions = rng.normal(0, 3, (4, pieces, len(labels))).astype(np.float32)
    check(emissions, chain)
    for path in best_paths(emissions, chain)[0]:
        assert masks[1][path[0]] + masks[0][path[:-1], path[1:]].sum() + masks[2][path[-1]] == 0


def test_what_the_pieces_prefer_is_not_taken_where_it_is_forbidden() -> None:
    between, start, end = transition_mask(CUE_LABELS)
    chain = Transitions(between=between, start=start, end=end)
    outside, begins, goes_on, bare = range(4)
    emissions = np.zeros((1, 3, 4), np.float32)
    emissions[0, [0, 1, 2], [goes_on, bare, goes_on]] = 5
    emissions[0, 1, begins] = 1
    # a cue may neither go on at the start nor after a bare content: 1 + 5 against 5 alone
    assert best_paths(emissions, chain)[0].tolist() == [[outside, begins, goes_on]]
    assert marginals(emissions, chain)[0, 0, goes_on] == 0


@settings(max_examples=50, deadline=None)
@given(chains(), st.integers(2, 40))
def test_rows_do_not_touch_each_other(drawn: tuple[NDArray[np.float32], Transitions], times: int) -> None:
    emissions, chain = drawn
    many = np.concatenate([emissions, np.tile(-emissions[:1], (times, 1, 1))])
    for function in (log_partition, marginals):
        np.testing.assert_allclose(function(many, chain)[: len(emissions)], function(emissions, chain), rtol=1e-5)
    assert best_paths(many, chain)[0][: len(emissions)].tolist() == best_paths(emissions, chain)[0].tolist()


@pytest.mark.parametrize("lengths", [(7, 7, 4, 1), (5, 1), (3,), (6, 5, 4, 3, 2, 1)])
def test_rows_of_different_lengths_are_as_each_alone(lengths: tuple[int, ...]) -> None:
    rng = np.random.default_rng(11)
    masks = transition_mask(ROLE_LABELS)
    between, start, end = (mask + rng.normal(0, 1, mask.shape).astype(np.float32) for mask in masks)
    chain = Transitions(between=between, start=start, end=end)
    rows = [rng.normal(0, 3, (length, len(ROLE_LABELS))).astype(np.float32) for length in lengths]
    together = np.zeros((len(rows), lengths[0], len(ROLE_LABELS)), np.float32)
    for place, row in enumerate(rows):
        together[place, : len(row)] = row
    given = np.array(lengths)
    paths, scores = best_paths(together, chain, given)
    partitions, shares = log_partition(together, chain, given), marginals(together, chain, given)
    for place, row in enumerate(rows):
        path, score = best_paths(row[None], chain)
        assert paths[place].tolist() == path[0].tolist() + [0] * (lengths[0] - len(row))
        assert scores[place] == score[0]
        np.testing.assert_allclose(partitions[place], log_partition(row[None], chain)[0], rtol=1e-6)
        np.testing.assert_allclose(shares[place, : len(row)], marginals(row[None], chain)[0], atol=1e-6)
        assert (shares[place, len(row) :] == 0).all()


@pytest.mark.parametrize("pieces", [400, 2000])
def test_long_windows_neither_overflow_nor_vanish(pieces: int) -> None:
    rng = np.random.default_rng(5)
    emissions = rng.normal(0, 15, (2, pieces, 4)).astype(np.float32)
    free = Transitions(between=np.zeros((4, 4), np.float32), start=np.zeros(4, np.float32), end=np.zeros(4, np.float32))
    # without transitions every piece is by itself
    exact = emissions.astype(np.float64)
    totals = exact.max(2) + np.log(np.exp(exact - exact.max(2, keepdims=True)).sum(2))
    np.testing.assert_allclose(log_partition(emissions, free), totals.sum(1), rtol=1e-6)
    np.testing.assert_allclose(marginals(emissions, free), np.exp(exact - totals[..., None]), atol=1e-5)
    paths, scores = best_paths(emissions, free)
    assert (paths == emissions.argmax(2)).all()
    np.testing.assert_allclose(scores, exact.max(2).sum(1), rtol=1e-5)


def test_windows_without_markers_are_scored_as_with_them() -> None:
    rng = np.random.default_rng(7)
    between, start, end = (
        rng.normal(0, 2, mask.shape).astype(np.float32) + mask for mask in transition_mask(ROLE_LABELS)
    )
    whole = Transitions(between=between, start=start, end=end)
    inner = inner_transitions(between, start, end)
    emissions = rng.normal(0, 2, (1, 3, len(ROLE_LABELS))).astype(np.float32)
    markers = np.full((1, 1, len(ROLE_LABELS)), -1e4, np.float32)
    markers[..., 0] = 0
    marked = np.concatenate([markers, emissions, markers], axis=1)
    assert log_partition(emissions, inner)[0] == pytest.approx(float(log_partition(marked, whole)[0]), abs=1e-4)
    np.testing.assert_allclose(marginals(emissions, inner)[0], marginals(marked, whole)[0, 1:-1], atol=1e-5)
    paths, scores = best_paths(marked, whole)
    assert best_paths(emissions, inner)[0].tolist() == paths[:, 1:-1].tolist()
    assert best_paths(emissions, inner)[1][0] == pytest.approx(float(scores[0]), abs=1e-4)
