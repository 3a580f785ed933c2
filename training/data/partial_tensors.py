"""What of a batch is learned of events of which a corpus tells only some things."""

from collections.abc import Sequence

import msgspec
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from sayso.reading.attribution.labels import PieceRange
from sayso.reading.event.labels import GOES_ON, KINDS, OUTSIDE, PARTS
from training.data.happening_tensors import IGNORED, contexts
from training.data.partial import PiecePartialEvent

INSIDE = 3
"""The tag of a piece that begins a part or goes on in it: which of both is not told."""


class PartialTensors(msgspec.Struct, frozen=True, kw_only=True):
    """What is learned of such events; those with parts and those with kinds are numbered apart, over all rows.

    Attributes:
        rows, ranges: The row and the half-open range of pieces of each event some of whose parts are told [n], [n, 2].
        context: How pieces stand to it [n, pieces, 4].
        parts: Tags [n, parts, pieces], INSIDE among them, IGNORED where nothing is told.
        typed: Row, first and last piece of each event whose kind is told [m, 3].
        kinds: Which kinds each of these may be of, bool [m, kinds].
    """

    rows: Tensor
    ranges: Tensor
    context: Tensor
    parts: Tensor
    typed: Tensor
    kinds: Tensor


def partial_tensors(
    windows: Sequence[tuple[int, int, tuple[PiecePartialEvent, ...]]], features: NDArray[np.int64]
) -> PartialTensors:
    """Return what is learned from windows, each (first piece, last, the events of its text).

    Args:
        windows: One for every row.
        features: Surface features of the batch [rows, pieces, 3], with the markers.
    """
    longest = features.shape[1]
    asked: list[tuple[int, PieceRange, NDArray[np.int64]]] = []
    typed: list[tuple[int, int, int]] = []
    kinds: list[list[bool]] = []
    for row, (first, last, events) in enumerate(windows):
        for each in events:
            start, end = each.trigger[0] - first + 1, each.trigger[1] - first + 1
            if start < 1 or end > last - first + 1:
                continue
            tags = _tags(each, first, last, longest)
            if (tags != IGNORED).any():
                asked.append((row, (start, end), tags))
            if each.kinds:
                typed.append((row, start, end - 1))
                kinds.append([kind in each.kinds for kind in KINDS])
    return PartialTensors(
        rows=torch.tensor([row for row, *_ in asked], dtype=torch.int64),
        ranges=torch.tensor([span for _, span, _ in asked], dtype=torch.int64).reshape(-1, 2),
        context=torch.from_numpy(contexts(features, [(row, span) for row, span, _ in asked], longest)),
        parts=torch.from_numpy(
            np.stack([tags for *_, tags in asked]) if asked else np.zeros((0, len(PARTS), longest), np.int64)
        ),
        typed=torch.tensor(typed, dtype=torch.int64).reshape(-1, 3),
        kinds=torch.tensor(kinds, dtype=torch.bool).reshape(-1, len(KINDS)),
    )


def _tags(event: PiecePartialEvent, first: int, last: int, longest: int) -> NDArray[np.int64]:
    """Return what is told of the pieces `first:last` of a text [parts, longest], with its markers."""
    tags = np.full((len(PARTS), last - first), IGNORED)
    for row, part in zip(tags, PARTS, strict=True):
        for start, end in event.outside.get(part, ()):
            row[max(start - first, 0) : max(end - first, 0)] = OUTSIDE
        for start, end in event.inside.get(part, ()):
            row[max(start - first, 0) : max(end - first, 0)] = GOES_ON
            if first <= start < last:
                row[start - first] = INSIDE
    found = np.full((len(PARTS), longest), IGNORED)
    found[:, 1 : last - first + 1] = tags
    return found
