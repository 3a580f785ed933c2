"""What of a batch the heads for events and states learn from."""

from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from sayso.reading.attribution.context import cue_context
from sayso.reading.attribution.labels import PieceRange
from sayso.reading.event.labels import AUXILIARIES, BEGINS, GOES_ON, KINDS, MODE_NAMES, PARTS, part_tags
from training.data.happenings import PieceHappening

IGNORED = -100
"""The tag of a piece that no loss counts."""


class HappeningTensors(msgspec.Struct, frozen=True, kw_only=True):
    """What the heads for events and states learn from in a batch; happenings are numbered over all rows.

    Attributes:
        known: Rows whose events and states are annotated, int64.
        triggers: Tags of all pieces [known, pieces].
        rows, ranges: The row and the half-open range of pieces of each happening [n], [n, 2].
        context: How pieces stand to the trigger [n, pieces, 4].
        parts: Tags [n, parts, pieces], IGNORED behind the end.
        kinds: Index in KINDS [n].
        modes, modes_told: Whether it has each mode, and whether a mode is one of its kind, [n, modes].
        auxiliaries: Whether it has each auxiliary [n, auxiliaries].
    """

    known: Tensor
    triggers: Tensor
    rows: Tensor
    ranges: Tensor
    context: Tensor
    parts: Tensor
    kinds: Tensor
    modes: Tensor
    modes_told: Tensor
    auxiliaries: Tensor


def happening_tensors(
    windows: Sequence[tuple[int, int, tuple[PieceHappening, ...] | None]], features: NDArray[np.int64]
) -> HappeningTensors:
    """Return what is learned from windows, each (first piece, last, the happenings of its text).

    Args:
        windows: One for every row; happenings are None where they are not annotated.
        features: Surface features of the batch [rows, pieces, 3], with the markers.
    """
    longest = features.shape[1]
    known = [row for row, (_, _, happenings) in enumerate(windows) if happenings is not None]
    triggers = np.full((len(known), longest), IGNORED)
    asked: list[tuple[int, PieceRange, PieceHappening, NDArray[np.int64]]] = []
    for tags, row in zip(triggers, known, strict=True):
        first, last, happenings = windows[row]
        tags[: last - first + 2] = 0
        for each in happenings or ():
            start, end = each.trigger[0] - first + 1, each.trigger[1] - first + 1
            if start < 1 or end > last - first + 1:
                continue
            tags[start:end] = GOES_ON
            tags[start] = BEGINS
            asked.append(
                (row, (start, end), each, window_tags([each.parts[name] for name in PARTS], first, last, longest))
            )
    none = np.zeros((0, len(PARTS), longest), np.int64)
    return HappeningTensors(
        known=torch.tensor(known, dtype=torch.int64),
        triggers=torch.from_numpy(triggers),
        rows=torch.tensor([row for row, *_ in asked], dtype=torch.int64),
        ranges=torch.tensor([span for _, span, *_ in asked], dtype=torch.int64).reshape(-1, 2),
        context=torch.from_numpy(contexts(features, [(row, span) for row, span, *_ in asked], longest)),
        parts=torch.from_numpy(np.stack([tags for *_, tags in asked]) if asked else none),
        kinds=torch.tensor([KINDS.index(each.kind) for _, _, each, _ in asked], dtype=torch.int64),
        modes=_indicators([each.modes for _, _, each, _ in asked], len(MODE_NAMES)),
        modes_told=_indicators([_modes_of(each.kind) for _, _, each, _ in asked], len(MODE_NAMES)),
        auxiliaries=_indicators([map(AUXILIARIES.index, each.auxiliary) for _, _, each, _ in asked], len(AUXILIARIES)),
    )  # fmt: skip


def window_tags(columns: Sequence[Sequence[PieceRange]], first: int, last: int, longest: int) -> NDArray[np.int64]:
    """Return tags [columns, longest] of the pieces `first:last` of a text: 0 at the markers, IGNORED behind the end.

    What begins before the window goes on in it.
    """
    tags = np.full((len(columns), longest), IGNORED)
    tags[:, : last - first + 2] = 0
    moved = [[(start - first, end - first) for start, end in ranges] for ranges in columns]
    tags[:, 1 : last - first + 1] = part_tags(last - first, moved)
    return tags


def contexts(features: NDArray[np.int64], asked: Iterable[tuple[int, PieceRange]], longest: int) -> NDArray[np.int64]:
    """Return how the pieces of its row stand to each predicate, given by row and range, [n, longest, 4]."""
    found = [cue_context(features[row].astype(np.uint8), np.array([span])) for row, span in asked]
    return np.concatenate(found) if found else np.zeros((0, longest, 4), np.int64)


def _modes_of(kind: str) -> list[int]:
    return [index for index, name in enumerate(MODE_NAMES) if name.split(" ")[0] == kind]


def _indicators(chosen: Sequence[Iterable[int]], count: int) -> Tensor:
    """Return float32 [n, count] with 1 at the chosen numbers of each."""
    found = torch.zeros(len(chosen), count)
    for row, numbers in zip(found, chosen, strict=True):
        row[list(numbers)] = 1
    return found
