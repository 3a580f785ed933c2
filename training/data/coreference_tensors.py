"""What of a batch tells which mentions are of one entity."""

from collections.abc import Sequence

import msgspec
import numpy as np
import torch
from torch import Tensor

from sayso.reading.entities.pairs import MentionWords, pair_classes
from training.data.texts import PieceMention, TrainingText


class WindowMentions(msgspec.Struct, frozen=True, kw_only=True):
    """The mentions of a window whose entities are told.

    Attributes:
        row: Of the batch.
        spans: First and last piece of each [mentions, 2], in text order, the longer first.
        groups: Which of them are of one entity: those with the same number [mentions].
        classes: Of each feature of their pairs [later, earlier], by its name.
    """

    row: int
    spans: Tensor
    groups: Tensor
    classes: dict[str, Tensor]


def coreference_tensors(windows: Sequence[tuple[int, int, TrainingText]]) -> list[WindowMentions]:
    """Return what is learned from windows, each (first piece, last, text); those without mentions are left out."""
    made = [_mentions(row, *window) for row, window in enumerate(windows)]
    return [each for each in made if each is not None]


def _mentions(row: int, first: int, last: int, text: TrainingText) -> WindowMentions | None:
    told = [
        each for each in text.mentions or () if each.group is not None and first <= each.first and each.last <= last
    ]
    if not told:
        return None
    told.sort(key=lambda mention: (mention.first, -mention.last))
    numbers: dict[str | None, int] = {}
    groups = [numbers.setdefault(each.group, len(numbers)) for each in told]
    classes = pair_classes([_words(text, each) for each in told])
    return WindowMentions(
        row=row,
        spans=torch.tensor([(each.first - first + 1, each.last - first) for each in told]),
        groups=torch.tensor(groups),
        classes={name: torch.from_numpy(values) for name, values in classes.items()},
    )


def _words(text: TrainingText, mention: PieceMention) -> MentionWords:
    start, end = int(text.pieces.starts[mention.first]), int(text.pieces.ends[mention.last - 1])
    return MentionWords(
        text=text.text[start:end],
        form=mention.form or "nominal",
        start=start,
        end=end,
        sentence=int(np.searchsorted(text.sentences, mention.first, side="right")),
    )
