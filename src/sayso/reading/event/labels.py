"""Labels of the heads that read events and states.

The first head tags triggers, whatever they are of. The second is asked about one trigger and tells of every word piece
which parts it has; parts overlap ("[[two] men]": victims, and how many), so each part is tagged by itself. The third
tells of the trigger what it is: kind, modes, auxiliaries, and whether it happened.

The second gives for each word piece the tags of PARTS, then those of ROLES_OF_ANY_VERB; the third gives KINDS,
MODE_NAMES, AUXILIARIES and last one value, the factuality: from -3, it certainly did not happen, over 0, not known,
to 3, it certainly did (the scale of Stanovsky et al. 2017, Integrating Deep Linguistic Features in Factuality
Prediction over Unified Datasets). Roles of any verb and
factuality are learned from other predicates than triggers too.
"""

from collections.abc import Sequence
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from sayso.core.plover import MODES
from sayso.core.reading import Auxiliary, EventType, StateType
from sayso.reading.attribution.labels import PieceRange

OUTSIDE, BEGINS, GOES_ON = range(3)
"""Tags of a word piece, for triggers and for each part."""
PARTS: tuple[str, ...] = (
    "actor", "recipient", "instrument", "location", "date", "casualty", "dead", "injured", "holder", "object",
)  # fmt: skip
"""What a word may be in an event (the first eight; `dead` and `injured` are the words of numbers) or a state."""
ROLES_OF_ANY_VERB: tuple[str, ...] = ("arg0", "arg1", "arg2", "where", "when")
"""What a word may be to a predicate, whatever it tells: PropBank's first three arguments, ARGM-LOC and ARGM-TMP."""
KINDS: tuple[str, ...] = (*get_args(EventType), *get_args(StateType))
MODE_NAMES: tuple[str, ...] = tuple(f"{kind} {mode}" for kind, modes in MODES.items() for mode in modes)
AUXILIARIES: tuple[Auxiliary, ...] = get_args(Auxiliary)


def part_tags(size: int, parts: Sequence[Sequence[PieceRange]]) -> NDArray[np.int64]:
    """Return tags [parts, size] of the pieces that the ranges of each part cover; what lies outside is left out."""
    tags = np.zeros((len(parts), size), np.int64)
    for row, ranges in zip(tags, parts, strict=True):
        for first, last in sorted(ranges):
            row[max(first, 0) : max(last, 0)] = GOES_ON
            if 0 <= first < size:
                row[first] = BEGINS
    return tags


def tagged_ranges(tags: Sequence[int]) -> list[PieceRange]:
    """Return the ranges that `tags` mark, in order; a range goes on until it ends or another begins.

    >>> tagged_ranges([0, 1, 2, 1, 0, 2])
    [(1, 3), (3, 4), (5, 6)]
    """
    found: list[PieceRange] = []
    before = OUTSIDE
    for place, tag in enumerate(tags):
        if tag == BEGINS or (tag == GOES_ON and before == OUTSIDE):
            found.append((place, place + 1))
        elif tag == GOES_ON:
            found[-1] = (found[-1][0], place + 1)
        before = tag
    return found
