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
    position = np.arange(len(features))
    # at most one of the two is not 0: before the cue the first is below, after it the second above
    offset = np.minimum(position - first, 0) + np.maximum(position - last + 1, 0)
    found = np.empty((len(cues), len(features), 4), np.int64)
    found[..., 0] = _STEPS[np.clip(offset, -_FARTHEST, _FARTHEST) + _FARTHEST]
    counts = (
        (np.cumsum(features[:, 1] >= _SENTENCE), SENTENCES_APART),
        (np.cumsum(features[:, 1] == _PARAGRAPH), PARAGRAPHS_APART),
        (np.cumsum(features[:, 2] == _OPENING), QUOTATIONS_APART),
    )
    for column, (count, most) in enumerate(counts, start=1):
        found[..., column] = np.clip(count - count[cues[:, 0]][:, None], -most, most) + most
    return found


def _steps_of_distance() -> NDArray[np.int64]:
    """Return the first column of `cue_context` for every offset from `-_FARTHEST` to `_FARTHEST`."""
    offset = np.arange(-_FARTHEST, _FARTHEST + 1)
    distance = np.abs(offset)
    steps = np.where(distance < 8, distance, 8 + np.floor(3 * np.log2(np.maximum(distance, 8) / 8)).astype(np.int64))
    return np.sign(offset) * np.minimum(steps, DISTANCE_STEPS) + DISTANCE_STEPS


_FARTHEST = 1024
"""All pieces at this distance or farther are in the last step."""
_STEPS = _steps_of_distance()
