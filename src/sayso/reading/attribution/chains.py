"""Linear chains over labels: best paths, partition functions and marginals of many rows at once.

A row is walked from both of its ends at the same time, one direction beside the other in the same arrays, since a step
from piece to piece costs about the same for two rows as for one. For best paths and partitions the two meet in the
middle, which halves the steps.
"""

from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Integers = NDArray[np.int64]
_LEAST = 1e-300


class Transitions(msgspec.Struct, frozen=True, kw_only=True):
    """Weights of a linear chain over n labels: between labels [n, n] (from, to), at the start [n], at the end [n]."""

    between: Floats
    start: Floats
    end: Floats


class _BothWays(NamedTuple):
    """Emissions seen from both ends of their rows.

    Attributes:
        steps: [steps, 2, n, rows]: of each row the pieces from its first on, and those from its last back.
        last: The last step of each row [rows]: the directions meet there, at the same piece if their number is odd.
        alive: How many rows, which come longest first, have each step.
        is_odd: Which rows [rows] have an odd number of pieces.
    """

    steps: Floats
    last: Integers
    alive: list[int]
    is_odd: NDArray[np.bool_]


def best_paths(emissions: Floats, transitions: Transitions, lengths: Integers | None = None) -> tuple[Integers, Floats]:
    """Return the best labels [rows, pieces] and their scores [rows] for `emissions` [rows, pieces, n] (Viterbi).

    `lengths` [rows], never rising, are the numbers of pieces where rows differ; labels behind the end are 0.
    """
    lengths = _lengths(emissions, lengths)
    steps, last, alive, is_odd = _both_ways(emissions, lengths, (lengths + 1) // 2)
    every = np.arange(len(emissions))
    between = transitions.between
    moves = np.stack([between, between.T])
    best = np.empty_like(steps)
    best[0] = np.stack([transitions.start, transitions.end])[..., None] + steps[0]
    candidates = np.empty((*moves.shape, len(emissions)), np.float32)  # (direction, from, to, row)
    for step in range(1, len(steps)):
        now = alive[step]
        np.add(best[step - 1, :, :, None, :now], moves[..., None], out=candidates[..., :now])
        np.maximum.reduce(candidates[..., :now], axis=1, out=best[step, ..., :now])
        best[step, ..., :now] += steps[step, ..., :now]
    beyond = (between + best[np.maximum(last - is_odd, 0), 1, :, every][:, None]).max(2)
    joint = best[last, 0, :, every] + np.where((last < is_odd)[:, None], transitions.end, beyond)
    middle = joint.argmax(1)
    path = np.zeros((len(steps), 2, len(emissions)), np.int64)
    path[last, 0, every] = middle
    path[last, 1, every] = np.where(is_odd, middle, (between[middle] + best[last, 1, :, every]).argmax(1))
    into = moves.transpose(0, 2, 1).reshape(-1, len(between))
    offsets = np.array([[0], [len(between)]])
    for step in range(len(steps) - 1, 0, -1):
        now = alive[step]
        came = into.take(path[step, :, :now] + offsets, axis=0)
        path[step - 1, :, :now] = (best[step - 1, ..., :now].transpose(0, 2, 1) + came).argmax(2)
    return _joined(path, last, lengths), joint.max(1)


def _joined(path: Integers, last: Integers, lengths: Integers) -> Integers:
    """Return the labels [rows, pieces] of what was walked from both ends, `path` [steps, 2, rows]."""
    step, row = np.nonzero(np.arange(len(path))[:, None] <= last)
    labels = np.zeros((len(lengths), int(lengths[0])), np.int64)
    labels[row, step] = path[step, 0, row]
    labels[row, lengths[row] - 1 - step] = path[step, 1, row]
    return labels


def log_partition(emissions: Floats, transitions: Transitions, lengths: Integers | None = None) -> Floats:
    """Return log Z [rows] of `emissions` [rows, pieces, n] by the forward algorithm, with a running scale.

    `lengths` as for `best_paths`, with emissions of 0 behind the end.
    """
    lengths = _lengths(emissions, lengths)
    walked = _both_ways(emissions, lengths, (lengths + 1) // 2)
    last, is_odd = walked.last, walked.is_odd
    weights, _, scales = _summed(walked, transitions)
    every = np.arange(len(emissions))
    beyond = weights[np.maximum(last - is_odd, 0), 1, :, every] @ _exp(transitions.between).T
    beyond = np.where((last < is_odd)[:, None], _exp(transitions.end), beyond)
    total = (weights[last, 0, :, every] * beyond).sum(1)
    counted = np.log(scales).sum((0, 1)) - np.where(is_odd, np.log(scales[last, 1, every]), 0)
    highest = emissions.max(2).sum(1, dtype=np.float64)
    return np.asarray(highest + counted + np.log(np.maximum(total, _LEAST)), np.float32)


def marginals(emissions: Floats, transitions: Transitions, lengths: Integers | None = None) -> Floats:
    """Return the probability of every label [rows, pieces, n], by the forward-backward algorithm (Baum et al. 1970).

    `lengths` as for `best_paths`; behind the end of a row all is 0.
    """
    lengths = _lengths(emissions, lengths)
    weights, came, _ = _summed(_both_ways(emissions, lengths, lengths), transitions)
    row, piece = np.nonzero(np.arange(emissions.shape[1]) < lengths[:, None])
    joint = weights[piece, 0, :, row] * came[lengths[row] - 1 - piece, 1, :, row]
    found = np.zeros_like(emissions)
    found[row, piece] = joint / joint.sum(1, keepdims=True)
    return found


def _lengths(emissions: Floats, lengths: Integers | None) -> Integers:
    return np.full(len(emissions), emissions.shape[1]) if lengths is None else lengths


def _both_ways(emissions: Floats, lengths: Integers, walked: Integers) -> _BothWays:
    """Return the first `walked` [rows] pieces of `emissions` [rows, pieces, n] from both ends."""
    step = np.arange(int(walked[0]))
    back = np.maximum(lengths[:, None] - 1 - step, 0)
    steps = np.stack([emissions[:, : len(step)], emissions[np.arange(len(emissions))[:, None], back]])
    return _BothWays(
        steps=np.ascontiguousarray(steps.transpose(2, 0, 3, 1)),
        last=walked - 1,
        alive=(walked > step[:, None]).sum(1).tolist(),
        is_odd=lengths % 2 == 1,
    )


def _summed(walked: _BothWays, transitions: Transitions) -> tuple[Doubles, Doubles, Doubles]:
    """Return the weights of all that leads to a label, scaled to 1, as [steps, 2, n, rows], and two things of them.

    Those are the weights before the label's own emission [steps, 2, n, rows], and the scales [steps, 2, rows]. In
    float64: labels that turn out to lead nowhere may outweigh all others by more than float32 can hold. Behind the
    end of a row weights are 0 and scales 1.
    """
    steps, _, alive, _ = walked
    between = _exp(transitions.between)
    moves = np.stack([between.T, between])
    own = _exp(steps - steps.max(2, keepdims=True))
    weights, came = np.zeros_like(own), np.zeros_like(own)
    came[0] = np.stack([_exp(transitions.start), _exp(transitions.end)])[..., None]
    scales = np.ones((len(steps), 2, steps.shape[3]))
    for step, now in enumerate(alive):
        here, scale = weights[step, ..., :now], scales[step, :, :now]
        if step:
            np.matmul(moves, weights[step - 1, ..., :now], out=came[step, ..., :now])
        np.multiply(came[step, ..., :now], own[step, ..., :now], out=here)
        np.maximum(np.add.reduce(here, axis=1), _LEAST, out=scale)
        here /= scale[:, None]
    return weights, came, scales


def _exp(weights: Floats) -> Doubles:
    return np.asarray(np.exp(weights, dtype=np.float64))


def inner_transitions(between: Floats, start: Floats, end: Floats) -> Transitions:
    """Return the weights for the pieces of a window without its two markers, whose label is always `O`, the first."""
    return Transitions(between=between, start=start[0] + between[0], end=between[:, 0] + end[0])
