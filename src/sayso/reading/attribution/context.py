"""How every word piece of a window stands to a cue: what the second head knows besides the pieces themselves."""

import numpy as np
from numpy.typing import NDArray

DISTANCE_STEPS = 27
"""Steps of distance on either side: single pieces up to 8, then three to each doubling, up to 512."""
SENTENCES_APART, PARAGRAPHS_APART, QUOTATIONS_APART = 4, 3, 2
CONTEXT_SIZES = (
    2 * DISTANCE_STEPS + 1,
    2 * SENTENCES_APART + 1,
    2 * PARAGRAPHS_APART + 1,
    2 * QUOTATIONS_APART + 1,
)
"""How many values each column of `cue_context` has."""
_SENTENCE, _PARAGRAPH = 2, 3
_OPENING = 1


def cue_context(features: NDArray[np.uint8], cues: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how the pieces of a window stand to each of its cues, int64 [n cues, n pieces, 4].

    `features` are the surface features of the window [n pieces, 3], `cues` half-open ranges of its pieces [n cues, 2].
    Columns: signed distance in pieces on a logarithmic scale (0 inside the cue); sentences, paragraphs and opened
    quotations between the piece and the cue, signed and cut off; each shifted to begin at 0.
    """
    first, last = cues[:, :1], cues[:, 1:]
    position = np.arange(len(features))[None]
    offset = np.where(position < first, position - first, np.where(position >= last, position - last + 1, 0))
    distance = np.abs(offset)
    steps = np.where(
        distance < 8, distance, 8 + np.floor(3 * np.log2(np.maximum(distance, 8) / 8)).astype(np.int64)
    )  # fmt: skip
    columns = [np.sign(offset) * np.minimum(steps, DISTANCE_STEPS) + DISTANCE_STEPS]
    counts = (
        (np.cumsum(features[:, 1] >= _SENTENCE), SENTENCES_APART),
        (np.cumsum(features[:, 1] == _PARAGRAPH), PARAGRAPHS_APART),
        (np.cumsum(features[:, 2] == _OPENING), QUOTATIONS_APART),
    )
    for count, most in counts:
        columns.append(np.clip(count[None] - count[cues[:, 0]][:, None], -most, most) + most)
    return np.stack(columns, axis=-1).astype(np.int64)
