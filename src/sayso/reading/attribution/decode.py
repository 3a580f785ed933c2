"""From the scores of the two heads to attributions in word pieces: best paths, their probabilities, windows joined."""

from collections.abc import Sequence
from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.reading.attribution.context import cue_context
from sayso.reading.attribution.labels import CUE_LABELS, PieceRange, role_ranges

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
_LEAST = 1e-300
_OUTSIDE, _CUE, _CUE_GOES_ON, _BARE = (CUE_LABELS.index(label) for label in ("O", "B-cue", "I-cue", "B-bare"))


class Transitions(msgspec.Struct, frozen=True, kw_only=True):
    """Weights of a linear chain over n labels: between labels [n, n] (from, to), at the start [n], at the end [n]."""

    between: Floats
    start: Floats
    end: Floats


class RoleScorer(Protocol):
    """The second head."""

    def __call__(self, states: Floats, cues: Floats, context: NDArray[np.int64]) -> Floats:
        """Return emissions [cues, pieces, labels].

        `states` [pieces, width] are a window's, `cues` [cues, width] the mean states of its cues, `context`
        [cues, pieces, 4] from `cue_context`.
        """
        ...


class FoundAttribution(msgspec.Struct, frozen=True, kw_only=True):
    """An attribution in ranges of word pieces.

    Attributes:
        source, cue, content: Ranges in order; content has at least one.
        anchor: The range of the cue that it was asked from, or the first piece of a content without cue.
        cue_probability: That there is a cue at `anchor`, by the first head.
        path_probability: That all of source, cue and content are so, given the cue, by the second head.
    """

    source: tuple[PieceRange, ...]
    cue: tuple[PieceRange, ...]
    content: tuple[PieceRange, ...]
    anchor: PieceRange
    cue_probability: float
    path_probability: float


class AttributionDecoder:
    """Reads the attributions of a window from its states and the logits of the first head.

    `cue_bias` is added to the weight of no cue at all: below 0 it finds more cues, of which fewer are right.
    """

    def __init__(self, cues: Transitions, roles: Transitions, score_roles: RoleScorer, *, cue_bias: float) -> None:
        self._cues = cues
        self._roles = roles
        self._score_roles = score_roles
        self._cue_bias = cue_bias

    def window(
        self, states: Floats, cue_logits: Floats, features: NDArray[np.uint8], own: PieceRange
    ) -> list[FoundAttribution]:
        """Return the attributions whose anchor begins in the pieces `own` of the window, in ranges of its pieces.

        `states` [pieces, width], `cue_logits` [pieces, 4], `features` [pieces, 3].
        """
        anchors = self._anchors(cue_logits, own)
        if not anchors:
            return []
        edges = np.array([edge for edge, _, _ in anchors])
        sums = np.concatenate([np.zeros((1, states.shape[1]), np.float32), states.cumsum(0, dtype=np.float32)])
        means = (sums[edges[:, 1]] - sums[edges[:, 0]]) / (edges[:, 1] - edges[:, 0])[:, None].astype(np.float32)
        emissions = self._score_roles(states, means, cue_context(features, edges))
        tags, scores = best_paths(emissions, self._roles)
        paths = np.exp(np.minimum(scores - log_partition(emissions, self._roles), 0))  # rounding may pass 1
        found = []
        for (anchor, has_cue, probability), path, share in zip(anchors, tags.tolist(), paths.tolist(), strict=True):
            roles = role_ranges(path)
            if not roles["content"]:
                continue
            cue = roles["cue"] or ([anchor] if has_cue else [])
            found.append(
                FoundAttribution(
                    source=tuple(roles["source"]), cue=tuple(cue), content=tuple(roles["content"]), anchor=anchor,
                    cue_probability=probability, path_probability=share,
                )
            )  # fmt: skip
        return found

    def _anchors(self, logits: Floats, own: PieceRange) -> list[tuple[PieceRange, bool, float]]:
        """Return the cues that begin in `own`, whether each is one rather than a content without, and how likely."""
        emissions = logits[None].astype(np.float32)
        tilted = emissions.copy()
        tilted[..., _OUTSIDE] += self._cue_bias
        path = best_paths(tilted, self._cues)[0][0].tolist()
        chances = marginals(emissions, self._cues)[0]
        found = []
        for index in range(*own):
            if path[index] in (_CUE, _BARE):
                end = index + 1
                while end < len(path) and path[end] == _CUE_GOES_ON:
                    end += 1
                found.append(((index, end), path[index] == _CUE, float(chances[index, path[index]])))
        return found


def best_paths(emissions: Floats, transitions: Transitions) -> tuple[NDArray[np.int64], Floats]:
    """Return the best labels [rows, pieces] and their scores [rows] for `emissions` [rows, pieces, n] (Viterbi)."""
    rows, pieces, _ = emissions.shape
    back = np.empty(emissions.shape, np.int8)
    best = transitions.start + emissions[:, 0]
    moves = transitions.between.T[None]  # (to, from): the maximum runs over the last axis
    for step in range(1, pieces):
        candidates = best[:, None] + moves
        back[:, step] = came = candidates.argmax(2)
        best = np.take_along_axis(candidates, came[..., None], 2)[..., 0] + emissions[:, step]
    best = best + transitions.end
    path = np.empty((rows, pieces), np.int64)
    path[:, -1] = best.argmax(1)
    every = np.arange(rows)
    for step in range(pieces - 1, 0, -1):
        path[:, step - 1] = back[every, step, path[:, step]]
    return path, best.max(1)


def log_partition(emissions: Floats, transitions: Transitions) -> Floats:
    """Return log Z [rows] of `emissions` [rows, pieces, n] by the forward algorithm, with a running scale."""
    return _forward(emissions, transitions)[2]


def marginals(emissions: Floats, transitions: Transitions) -> Floats:
    """Return the probability of every label [rows, pieces, n], by the forward-backward algorithm (Baum et al. 1970)."""
    weights, alpha, _ = _forward(emissions, transitions)
    back = _exp(transitions.between).T
    beta = np.empty_like(alpha)
    beta[:, -1] = state = np.broadcast_to(_exp(transitions.end), alpha[:, -1].shape)
    for step in range(emissions.shape[1] - 1, 0, -1):
        state = (weights[:, step] * state) @ back
        state = state / state.sum(1, keepdims=True)
        beta[:, step - 1] = state
    joint = alpha * beta
    return np.asarray(joint / joint.sum(2, keepdims=True), np.float32)


def _forward(emissions: Floats, transitions: Transitions) -> tuple[Doubles, Doubles, Floats]:
    """Return the exponentials of `emissions`, the scaled forward weights [rows, pieces, n] and log Z [rows].

    In float64: labels that turn out to lead nowhere may outweigh all others by more than float32 can hold.
    """
    moves = _exp(transitions.between)
    peaks = emissions.max(2, keepdims=True)
    weights = _exp(emissions - peaks)
    alpha = np.empty_like(weights)
    state = _exp(transitions.start) * weights[:, 0]
    total = peaks[..., 0].sum(1, dtype=np.float64)
    for step in range(emissions.shape[1]):
        if step:
            state = (state @ moves) * weights[:, step]
        share = np.maximum(state.sum(1, keepdims=True), _LEAST)
        total += np.log(share[:, 0])
        state = state / share
        alpha[:, step] = state
    total += np.log(np.maximum(state @ _exp(transitions.end), _LEAST))
    return weights, alpha, total.astype(np.float32)


def _exp(weights: Floats) -> Doubles:
    return np.asarray(np.exp(weights, dtype=np.float64))


def inner_transitions(between: Floats, start: Floats, end: Floats) -> Transitions:
    """Return the weights for the pieces of a window without its two markers, whose label is always `O`, the first."""
    return Transitions(between=between, start=start[0] + between[0], end=between[:, 0] + end[0])


def shifted(found: Sequence[FoundAttribution], by: int) -> list[FoundAttribution]:
    """Return `found` with all its ranges moved by `by` pieces."""

    def move(ranges: tuple[PieceRange, ...]) -> tuple[PieceRange, ...]:
        return tuple((first + by, last + by) for first, last in ranges)

    return [
        msgspec.structs.replace(
            each,
            source=move(each.source),
            cue=move(each.cue),
            content=move(each.content),
            anchor=move((each.anchor,))[0],
        )
        for each in found
    ]
