"""What of a batch is learned of predicates, whatever they tell of."""

import random
from collections.abc import Sequence

import msgspec
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from sayso.reading.attribution.context import cue_context
from sayso.reading.attribution.labels import PieceRange
from sayso.reading.event.labels import ROLES_OF_ANY_VERB, part_tags
from training.data.predicates import PiecePredicates

IGNORED = -100


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
            asked.append((row, (start - first + 1, end - first + 1), _tags(ranges, first, last, longest)))
        if told.events is not None:
            marked.append((row, _tags([told.events], first, last, longest)[0]))
    context = [cue_context(features[row].astype(np.uint8), np.array([span])) for row, span, _ in asked]
    return PredicateTensors(
        valued=torch.tensor(valued, dtype=torch.int64).reshape(-1, 3),
        values=torch.tensor(values, dtype=torch.float32),
        rows=torch.tensor([row for row, *_ in asked], dtype=torch.int64),
        ranges=torch.tensor([span for _, span, _ in asked], dtype=torch.int64).reshape(-1, 2),
        context=torch.from_numpy(np.concatenate(context) if context else np.zeros((0, longest, 4), np.int64)),
        roles=_stacked([tags for *_, tags in asked], (len(ROLES_OF_ANY_VERB), longest)),
        marked=torch.tensor([row for row, _ in marked], dtype=torch.int64),
        events=_stacked([tags for _, tags in marked], (longest,)),
    )


def _stacked(arrays: Sequence[NDArray[np.int64]], shape: tuple[int, ...]) -> Tensor:
    return torch.from_numpy(np.stack(arrays) if arrays else np.zeros((0, *shape), np.int64))


def _tags(columns: Sequence[Sequence[PieceRange]], first: int, last: int, longest: int) -> NDArray[np.int64]:
    """Return tags [columns, longest] of the pieces `first:last` of a text: 0 at the markers, IGNORED behind the end.

    What begins before the window goes on in it.
    """
    tags = np.full((len(columns), longest), IGNORED)
    tags[:, : last - first + 2] = 0
    moved = [[(start - first, end - first) for start, end in ranges] for ranges in columns]
    tags[:, 1 : last - first + 1] = part_tags(last - first, moved)
    return tags
