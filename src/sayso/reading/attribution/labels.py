"""The label sets of the two attribution heads, which transitions they allow, and spans to labels and back.

The first head tags cues over a window. The second tags the same window once more for every cue: which pieces are the
source and the content of *this* cue. That links the three, lets contents nest and overlap between cues, and lets one
attribution have several pieces.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

CUE_LABELS = ("O", "B-cue", "I-cue", "B-bare")
"""Tags of the first head (BIO); `B-bare` is the first piece of a content that has no cue."""
ROLE_LABELS = (
    "O",
    *(f"{place}-{role}" for role in ("source", "content") for place in "BIES"),
    "B-cue", "I-cue",
)  # fmt: skip
"""Tags of the second head: BIOES for source and content, BIO for the cue."""
FORBIDDEN = -1e4
"""Added to the weight of a transition that cannot be."""

PieceRange = tuple[int, int]
"""Half-open range of word pieces."""


def transition_mask(labels: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Return what is added for forbidden moves: between labels [n, n] (from, to), at the start [n], at the end [n]."""
    count = len(labels)
    with_ends = {label[2:] for label in labels if label[0] == "E"}

    def is_open(label: str) -> bool:
        return label[0] in "BI" and label[2:] in with_ends

    between = np.zeros((count, count), np.float32)
    for i, before in enumerate(labels):
        for j, after in enumerate(labels):
            continues = after[0] in "IE"
            same = before[2:] == after[2:] and before[0] in "BI"
            if (continues and not same) or (is_open(before) and not (continues and same)):
                between[i, j] = FORBIDDEN
    start = np.array([FORBIDDEN if label[0] in "IE" else 0.0 for label in labels], np.float32)
    end = np.array([FORBIDDEN if is_open(label) else 0.0 for label in labels], np.float32)
    return between, start, end


def role_tags(
    length: int, source: Sequence[PieceRange], cue: Sequence[PieceRange], content: Sequence[PieceRange]
) -> NDArray[np.int64]:
    """Return the tags of the second head for one attribution in a window of `length` pieces, int64 [length].

    Ranges are relative to the window and are cut at its edges; where roles overlap, the cue wins over the source and
    the source over the content.
    """
    parts = [("content", each) for each in content] + [("source", each) for each in source]
    parts += [("cue", each) for each in cue]
    owner = np.full(length, -1)
    for index, (_, (first, last)) in enumerate(parts):
        owner[max(first, 0) : max(last, 0)] = index
    tags = np.zeros(length, np.int64)
    edges = [0, *(np.flatnonzero(np.diff(owner)) + 1).tolist(), length]
    for first, last in pairwise(edges):
        if length and owner[first] >= 0:
            tags[first:last] = _spelled(parts[owner[first]][0], last - first)
    return tags


def role_ranges(tags: Sequence[int]) -> dict[str, list[PieceRange]]:
    """Return the ranges of every role in the tags of the second head, each in order."""
    found: dict[str, list[PieceRange]] = {"source": [], "cue": [], "content": []}
    start = 0
    for index, tag in enumerate(tags):
        if not tag:  # "O", as most are
            continue
        label = ROLE_LABELS[tag]
        if label[0] in "BS":
            start = index
        following = ROLE_LABELS[tags[index + 1]] if index + 1 < len(tags) else "O"
        if following[0] not in "IE":
            found[label[2:]].append((start, index + 1))
    return found


def _spelled(role: str, count: int) -> list[int]:
    """Return the tags of a run of `count` pieces of `role`."""
    if role == "cue":
        places = ["B"] + ["I"] * (count - 1)
    else:
        places = ["S"] if count == 1 else ["B"] + ["I"] * (count - 2) + ["E"]
    return [ROLE_LABELS.index(f"{place}-{role}") for place in places]
