"""The chain that is trained: its loss is the definition's, its gradients those of the definition, its twin agrees."""

import importlib
import itertools
from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest

from sayso.reading.attribution.chains import Transitions, log_partition, marginals
from sayso.reading.attribution.labels import CUE_LABELS, FORBIDDEN, transition_mask

torch = pytest.importorskip("torch", reason="PyTorch is not installed")
crf = importlib.import_module("training.crf")

CHAINS = [
    # labels, lengths of the rows, pieces with padding
    (CUE_LABELS, [5, 3, 1], 5),
    (("O", "B-x", "I-x", "E-x", "S-x"), [4, 2], 4),
    (("O", "B-x", "I-x"), [1, 2, 2], 6),  # padding in every row
    (("O",), [3], 3),
    (("O", "B-x"), [1], 1),
]
IDS = ["cues", "with ends", "all padded", "one label", "one piece"]


def random_chain(labels: tuple[str, ...], seed: int) -> Any:
    chain = crf.Chain(labels)
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for weights in (chain.between, chain.start, chain.end):
            weights.copy_(torch.randn(weights.shape, generator=generator))
    return chain


def allowed_tags(labels: tuple[str, ...], lengths: list[int], pieces: int, rng: np.random.Generator) -> Any:
    """Random tags that the labels allow; what lies beyond a row's length is anything."""
    between, start, end = transition_mask(labels)
    tags = rng.integers(0, len(labels), (len(lengths), pieces))
    for row, length in enumerate(lengths):
        paths = [
            path
            for path in product(range(len(labels)), repeat=length)
            if start[path[0]] + sum(between[a, b] for a, b in pairwise(path)) + end[path[-1]] == 0
        ]
        tags[row, :length] = paths[rng.integers(len(paths))]
    return torch.from_numpy(tags)


def losses_by_definition(chain: Any, emissions: Any, tags: Any, lengths: Any) -> Any:
    """Return log of the sum over all sequences, less the score of the tags, in float64 and by autograd's own means."""
    between, start, end = (each.double() for each in chain.weights())

    def score(row: int, path: tuple[int, ...]) -> Any:
        total = start[path[0]] + end[path[-1]]
        for place, label in enumerate(path):
            total = total + emissions[row, place, label].double()
            if place:
                total = total + between[path[place - 1], label]
        return total

    losses = []
    for row, length in enumerate(lengths.tolist()):
        every = torch.stack([score(row, path) for path in product(range(emissions.shape[2]), repeat=length)])
        losses.append(torch.logsumexp(every, 0) - score(row, tuple(tags[row, :length].tolist())))
    return torch.stack(losses)


def drawn(labels: tuple[str, ...], lengths: list[int], pieces: int, seed: int = 3) -> tuple[Any, Any, Any, Any]:
    rng = np.random.default_rng(seed)
    emissions = torch.from_numpy(rng.normal(0, 2, (len(lengths), pieces, len(labels))).astype(np.float32))
    emissions.requires_grad_()
    return random_chain(labels, seed), emissions, allowed_tags(labels, lengths, pieces, rng), torch.tensor(lengths)


@pytest.mark.parametrize(("labels", "lengths", "pieces"), CHAINS, ids=IDS)
def test_the_loss_is_that_of_all_sequences(labels: tuple[str, ...], lengths: list[int], pieces: int) -> None:
    chain, emissions, tags, sizes = drawn(labels, lengths, pieces)
    found = chain.loss(emissions, tags, sizes)
    assert found.shape == (len(lengths),)
    expected = losses_by_definition(chain, emissions, tags, sizes)
    np.testing.assert_allclose(found.detach().numpy(), expected.detach().numpy(), atol=1e-4)


@pytest.mark.parametrize(("labels", "lengths", "pieces"), CHAINS, ids=IDS)
def test_gradients_are_those_of_all_sequences(labels: tuple[str, ...], lengths: list[int], pieces: int) -> None:
    chain, emissions, tags, sizes = drawn(labels, lengths, pieces)
    shares = torch.linspace(0.5, 2, len(lengths))  # rows that count differently
    inputs = [emissions, chain.between, chain.start, chain.end]
    found = torch.autograd.grad((chain.loss(emissions, tags, sizes) * shares).sum(), inputs)
    definition = losses_by_definition(chain, emissions, tags, sizes)
    expected = torch.autograd.grad((definition * shares).sum(), inputs, materialize_grads=True)
    for ours, theirs in zip(found, expected, strict=True):
        np.testing.assert_allclose(ours.numpy(), theirs.numpy(), atol=2e-4)


def test_gradients_are_finite_differences() -> None:
    chain, emissions, tags, sizes = drawn(CUE_LABELS, [4, 2], 5)
    chain.loss(emissions, tags, sizes).sum().backward()
    with torch.no_grad():
        for weights, gradient in ((chain.between, chain.between.grad), (emissions, emissions.grad)):
            flat = weights.view(-1)
            for place in range(0, len(flat), 3):
                kept = float(flat[place])
                sides = []
                for step in (0.05, -0.05):
                    flat[place] = kept + step
                    sides.append(float(chain.loss(emissions, tags, sizes).sum()))
                flat[place] = kept
                assert float(gradient.view(-1)[place]) == pytest.approx((sides[0] - sides[1]) / 0.1, abs=3e-3)


def test_what_lies_beyond_a_row_does_not_count() -> None:
    chain, emissions, tags, sizes = drawn(CUE_LABELS, [2, 5], 5)
    plain = chain.loss(emissions, tags, sizes)
    (gradient,) = torch.autograd.grad(plain.sum(), [emissions])
    assert (gradient[0, 2:] == 0).all()
    assert (gradient[1] != 0).any()
    changed = emissions.detach().clone()
    changed[0, 2:] = torch.randn(3, len(CUE_LABELS)) * 30
    other = tags.clone()
    other[0, 2:] = 3 - other[0, 2:]
    np.testing.assert_allclose(chain.loss(changed, other, sizes).detach(), plain.detach(), atol=1e-5)


def test_forbidden_moves_stay_forbidden_and_do_not_learn() -> None:
    chain, emissions, tags, sizes = drawn(CUE_LABELS, [4, 4], 4)
    between, start, _ = (each.detach().numpy() for each in chain.weights())
    goes_on = CUE_LABELS.index("I-cue")
    assert between[0, goes_on] < FORBIDDEN / 2
    assert start[goes_on] < FORBIDDEN / 2
    chain.loss(emissions, tags, sizes).sum().backward()
    assert chain.between.grad[0, goes_on] == 0
    assert chain.start.grad[goes_on] == 0
    wrong = torch.full_like(tags, goes_on)
    assert (chain.loss(emissions, wrong, sizes) > 100).all()  # nats: as good as never


def test_an_unknown_tag_stands_for_every_label() -> None:
    chain, emissions, tags, sizes = drawn(CUE_LABELS, [4, 3], 4)
    some = tags.clone()
    some[0, 1] = some[1, 0] = some[1, 2] = -100
    unknown = chain.loss(emissions, some, sizes)
    for row, positions in ((0, [1]), (1, [0, 2])):
        each = []
        for labels in itertools.product(range(len(CUE_LABELS)), repeat=len(positions)):
            filled = tags[row : row + 1].clone()
            filled[0, positions] = torch.tensor(labels)
            each.append(-chain.loss(emissions[row : row + 1], filled, sizes[row : row + 1]))
        assert unknown[row].item() == pytest.approx(-torch.logsumexp(torch.cat(each), 0).item(), abs=1e-3)
    nothing = chain.loss(emissions, torch.full_like(tags, -100), sizes)
    assert nothing.abs().max() < 1e-4


def test_the_reader_scores_as_training_does() -> None:
    chain, emissions, tags, sizes = long_rows()
    between, start, end = (each.detach().numpy() for each in chain.weights())
    twin = Transitions(between=between, start=start, end=end)
    scores = emissions.detach().numpy()
    inside = np.arange(scores.shape[1])
    paths = tags.numpy()
    exact = start[paths[:, 0]] + end[paths[:, -1]] + scores[np.arange(len(scores))[:, None], inside, paths].sum(1)
    exact = exact + between[paths[:, :-1], paths[:, 1:]].sum(1)
    loss = chain.loss(emissions, tags, sizes)
    np.testing.assert_allclose(loss.detach().numpy(), log_partition(scores, twin) - exact, rtol=1e-4, atol=1e-3)
    # the gradient of log Z in the emissions is the probability of each label
    (gradient,) = torch.autograd.grad(loss.sum(), [emissions])
    marked = np.eye(len(CUE_LABELS))[paths]
    np.testing.assert_allclose(gradient.numpy() + marked, marginals(scores, twin), atol=1e-4)


def long_rows() -> tuple[Any, Any, Any, Any]:
    rng = np.random.default_rng(11)
    emissions = torch.from_numpy(rng.normal(0, 4, (3, 250, len(CUE_LABELS))).astype(np.float32)).requires_grad_()
    tags = torch.zeros(3, 250, dtype=torch.int64)
    tags[:, 7], tags[:, 8:11], tags[1, 40] = 1, 2, 3
    return random_chain(CUE_LABELS, 11), emissions, tags, torch.full((3,), 250)
