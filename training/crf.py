"""A linear-chain conditional random field (Lafferty, McCallum & Pereira 2001) over the labels of a head."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from sayso.reading.attribution.labels import FORBIDDEN, transition_mask

Array = NDArray[np.float32]


class Chain(nn.Module):
    """Transition weights of a label set; moves that the labels forbid stay forbidden."""

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__()
        between, start, end = (torch.from_numpy(mask) for mask in transition_mask(labels))
        self.between = nn.Parameter(torch.zeros_like(between))
        self.start = nn.Parameter(torch.zeros_like(start))
        self.end = nn.Parameter(torch.zeros_like(end))
        self.register_buffer("between_mask", between)
        self.register_buffer("start_mask", start)
        self.register_buffer("end_mask", end)

    def weights(self) -> tuple[Tensor, Tensor, Tensor]:
        """Return the weights between labels [n, n] (from, to), at the start [n] and at the end [n]."""
        return self.between + self.between_mask, self.start + self.start_mask, self.end + self.end_mask

    def loss(self, emissions: Tensor, tags: Tensor, lengths: Tensor) -> Tensor:
        """Return the negative log likelihood in nats of each row's tags [rows].

        `emissions` [rows, pieces, labels] are float32, `tags` [rows, pieces] and `lengths` [rows] int64; what lies
        beyond a row's length does not count. A tag below 0 is unknown: all labels it may have are summed over.
        """
        between, start, end = self.weights()
        allowed = torch.arange(emissions.shape[2]) == tags[..., None]
        known = emissions.masked_fill(~(allowed | (tags < 0)[..., None]), FORBIDDEN)
        whole, of_tags = (_LogPartition.apply(each, between, start, end, lengths) for each in (emissions, known))
        loss: Tensor = whole - of_tags
        return loss


class _LogPartition(torch.autograd.Function):
    """Log Z by the forward algorithm, its gradient by forward-backward: in numpy, whose small steps cost less."""

    @staticmethod
    def forward(ctx: Any, emissions: Tensor, between: Tensor, start: Tensor, end: Tensor, lengths: Tensor) -> Tensor:
        scores = emissions.detach().numpy()
        moves, first, last = (np.exp(each.detach().numpy()) for each in (between, start, end))
        live = np.arange(scores.shape[1])[None] < lengths.numpy()[:, None]
        peaks = scores.max(2, keepdims=True)
        weights = np.exp(scores - peaks)
        alpha = np.empty_like(weights)
        scale = np.ones(scores.shape[:2], np.float32)
        state = first * weights[:, 0]
        scale[:, 0] = np.maximum(state.sum(1), 1e-30)
        alpha[:, 0] = state = state / scale[:, :1]
        for step in range(1, scores.shape[1]):
            moved = (state @ moves) * weights[:, step]
            total = np.maximum(moved.sum(1), 1e-30)
            keep = live[:, step]
            scale[:, step] = np.where(keep, total, 1)
            state = np.where(keep[:, None], moved / total[:, None], state)
            alpha[:, step] = state
        ending = np.maximum((state * last).sum(1), 1e-30)
        ctx.saved = (moves, last, live, weights, alpha, scale, ending)
        return torch.from_numpy(np.log(scale).sum(1) + (peaks[..., 0] * live).sum(1) + np.log(ending))

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, ...]:
        moves, last, live, weights, alpha, scale, ending = ctx.saved
        outer = gradients[0].numpy()
        beta = np.empty_like(weights)
        state = np.broadcast_to(last, ending.shape + last.shape) / ending[:, None]
        beta[:, -1] = state
        back = np.ascontiguousarray(moves.T)
        for step in range(weights.shape[1] - 1, 0, -1):
            moved = (weights[:, step] * state / scale[:, step, None]) @ back
            state = np.where(live[:, step, None], moved, state)
            beta[:, step - 1] = state
        marginals = alpha * beta * live[..., None] * outer[:, None, None]
        before = alpha[:, :-1] * live[:, 1:, None] * outer[:, None, None]
        after = weights[:, 1:] * beta[:, 1:] / scale[:, 1:, None]
        count = weights.shape[2]
        pairs = moves * (before.reshape(-1, count).T @ after.reshape(-1, count))
        ends = alpha[:, -1] * last / ending[:, None] * outer[:, None]
        return (
            torch.from_numpy(marginals), torch.from_numpy(pairs), torch.from_numpy(marginals[:, 0].sum(0)),
            torch.from_numpy(ends.sum(0)), None,
        )  # fmt: skip
