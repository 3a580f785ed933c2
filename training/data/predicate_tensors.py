"""What of a batch is learned of predicates, whatever they tell of."""

import random
from collections.abc import Sequence

import msgspec
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from sayso.reading.attribution.labels import PieceRange
from sayso.reading.event.labels import ROLES_OF_ANY_VERB
from training.data.happening_tensors import contexts, window_tags
from training.data.predicates import PiecePredicates


class PredicateTensors(msgspec.Struct, frozen=True, kw_only=True):
    """What is learned of predicates from a batch; predicates are numbered over all rows.

    Attributes:
        valued: Row, first and last piece of each predicate with a value [n, 3].
        values: Their factuality, float32 [n].
        rows, ranges: The row and the half-open range of pieces of each predicate asked for its roles [m], [m, 2].
        context: How pieces stand to it [m, pieces, 4].
        roles: Tags [m, roles, pieces], IGNORED behind the end.
        marked: Rows in which the words of every event are marked, int64.
        events: Tags of all pieces [marked, pieces], IGNORED behind the end.
    """

    valued: Tensor
    values: Tensor
    rows: Tensor
    ranges: Tensor
    context: Tensor
    roles: Tensor
    marked: Tensor
    events: Tensor


def predicate_tensors(
    windows: Sequence[tuple[int, int, PiecePredicates]],
    features: NDArray[np.int64],
    rng: random.Random,
    most_frames: int,
) -> PredicateTensors:
    """Return what is learned from windows, each (first piece, last, what is told of the predicates of its text).

    Args:
        windows: One for every row.
        features: Surface features of the batch [rows, pieces, 3], with the markers.
        rng: Draws the predicates that are asked for their roles.
        most_frames: How many of a window are, at most.
    """
    longest = features.shape[1]
    valued: list[tuple[int, int, int]] = []
    values: list[float] = []
    asked: list[tuple[int, PieceRange, NDArray[np.int64]]] = []
    marked: list[tuple[int, NDArray[np.int64]]] = []
    for row, (first, last, told) in enumerate(windows):
        for (start, end), value in told.factuality:
            if first <= start and end <= last:
                valued.append((row, start - first + 1, end - first))
                values.append(value)
        inside = [frame for frame in told.frames if first <= frame.predicate[0] and frame.predicate[1] <= last]
        for frame in rng.sample(inside, most_frames) if len(inside) > most_frames else inside:
            start, end = frame.predicate
            ranges = [frame.roles.get(role, ()) for role in ROLES_OF_ANY_VERB]
            asked.append((row, (start - first + 1, end - first + 1), window_tags(ranges, first, last, longest)))
        if told.events is not None:
            marked.append((row, window_tags([told.events], first, last, longest)[0]))
    return PredicateTensors(
        valued=torch.tensor(valued, dtype=torch.int64).reshape(-1, 3),
        values=torch.tensor(values, dtype=torch.float32),
        rows=torch.tensor([row for row, *_ in asked], dtype=torch.int64),
        ranges=torch.tensor([span for _, span, _ in asked], dtype=torch.int64).reshape(-1, 2),
        context=torch.from_numpy(contexts(features, [(row, span) for row, span, _ in asked], longest)),
        roles=_stacked([tags for *_, tags in asked], (len(ROLES_OF_ANY_VERB), longest)),
        marked=torch.tensor([row for row, _ in marked], dtype=torch.int64),
        events=_stacked([tags for _, tags in marked], (longest,)),
    )


def _stacked(arrays: Sequence[NDArray[np.int64]], shape: tuple[int, ...]) -> Tensor:
    return torch.from_numpy(np.stack(arrays) if arrays else np.zeros((0, *shape), np.int64))
