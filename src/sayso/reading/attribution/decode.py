"""From the scores of the two heads to attributions in word pieces: best paths, their probabilities, windows joined."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.reading.attribution.chains import Transitions, best_paths, log_partition, marginals
from sayso.reading.attribution.context import cue_context
from sayso.reading.attribution.labels import CUE_LABELS, PieceRange, role_ranges

Floats = NDArray[np.float32]
_WINDOWS_AT_ONCE = 8
"""So many windows are walked through together: more take memory, and save little more."""
_OUTSIDE, _CUE, _CUE_GOES_ON, _BARE = (CUE_LABELS.index(label) for label in ("O", "B-cue", "I-cue", "B-bare"))


class RoleScorer(Protocol):
    """The second head."""

    def __call__(self, states: Floats, cues: Floats, context: NDArray[np.int64]) -> Floats:
        """Return emissions [cues, pieces, labels].

        `states` [pieces, width] are a window's, `cues` [cues, width] the mean states of its cues, `context`
        [cues, pieces, 4] from `cue_context`.
        """
        ...


class FoundAttribution(msgspec.Struct, frozen=True, kw_only=True):
    """An attribution in ranges of word pieces.

    Attributes:
        source, cue, content: Ranges in order; content has at least one.
        anchor: The range of the cue that it was asked from, or the first piece of a content without cue.
        cue_probability: That there is a cue at `anchor`, by the first head.
        path_probability: That all of source, cue and content are so, given the cue, by the second head.
    """

    source: tuple[PieceRange, ...]
    cue: tuple[PieceRange, ...]
    content: tuple[PieceRange, ...]
    anchor: PieceRange
    cue_probability: float
    path_probability: float


class AskedWindow(msgspec.Struct, frozen=True, kw_only=True):
    """A window whose attributions are asked for.

    Attributes:
        states: Of its pieces [pieces, width].
        cue_logits: Of the first head [pieces, 4].
        features: Surface features of its pieces [pieces, 3].
        own: The range of its pieces in which the anchor of an attribution must begin to be this window's.
    """

    states: Floats
    cue_logits: Floats
    features: NDArray[np.uint8]
    own: PieceRange


class _Anchor(NamedTuple):
    """Where an attribution is asked for, whether there is a cue rather than a content without, and how likely."""

    edges: PieceRange
    has_cue: bool
    probability: float


class AttributionDecoder:
    """Reads the attributions of windows from their states and the logits of the first head.

    `cue_bias` is added to the weight of no cue at all: below 0 it finds more cues, of which fewer are right.
    """

    def __init__(self, cues: Transitions, roles: Transitions, score_roles: RoleScorer, *, cue_bias: float) -> None:
        self._cues = cues
        self._roles = roles
        self._score_roles = score_roles
        self._cue_bias = cue_bias

    def windows(self, asked: Sequence[AskedWindow]) -> list[list[FoundAttribution]]:
        """Return for each window of a report the attributions whose anchor begins in its own pieces, in its pieces.

        Several windows are walked through together, so that a step from piece to piece is paid for once.
        """
        found = []
        for first in range(0, len(asked), _WINDOWS_AT_ONCE):
            found += self._together(asked[first : first + _WINDOWS_AT_ONCE])
        return found

    def _together(self, asked: Sequence[AskedWindow]) -> list[list[FoundAttribution]]:
        anchors = self._anchors(asked)
        rows = [
            emissions
            for window, here in zip(asked, anchors, strict=True)
            for emissions in (self._emissions(window, here) if here else ())
        ]
        if not rows:
            return [[] for _ in asked]
        order, emissions, lengths = _by_length(rows)
        tags, scores = best_paths(emissions, self._roles, lengths)
        shares = np.exp(np.minimum(scores - log_partition(emissions, self._roles, lengths), 0))  # rounding may pass 1
        paths: list[tuple[list[int], float]] = [([], 0.0)] * len(rows)
        for row, path, length, share in zip(order, tags, lengths.tolist(), shares.tolist(), strict=True):
            paths[row] = (path[:length].tolist(), share)
        following = iter(paths)
        return [_of_paths(here, [next(following) for _ in here]) for here in anchors]

    def _emissions(self, window: AskedWindow, anchors: Sequence[_Anchor]) -> Floats:
        """Return the emissions [anchors, pieces, labels] of the second head."""
        edges = np.array([anchor.edges for anchor in anchors])
        states = window.states
        sums = np.concatenate([np.zeros((1, states.shape[1]), np.float32), states.cumsum(0, dtype=np.float32)])
        means = (sums[edges[:, 1]] - sums[edges[:, 0]]) / (edges[:, 1] - edges[:, 0])[:, None].astype(np.float32)
        return self._score_roles(states, means, cue_context(window.features, edges))

    def _anchors(self, asked: Sequence[AskedWindow]) -> list[list[_Anchor]]:
        """Return for each window the cues that begin in its own pieces."""
        order, emissions, lengths = _by_length([np.asarray(each.cue_logits, np.float32) for each in asked])
        tilted = emissions.copy()
        tilted[..., _OUTSIDE] += self._cue_bias
        paths = best_paths(tilted, self._cues, lengths)[0]
        chances = marginals(emissions, self._cues, lengths)
        found: list[list[_Anchor]] = [[] for _ in asked]
        for row, window in enumerate(order):
            path = paths[row, : lengths[row]].tolist()
            for first in range(*asked[window].own):
                if path[first] in (_CUE, _BARE):
                    last = first + 1
                    while last < len(path) and path[last] == _CUE_GOES_ON:
                        last += 1
                    chance = float(chances[row, first, path[first]])
                    found[window].append(_Anchor((first, last), path[first] == _CUE, chance))
        return found


def _of_paths(anchors: Sequence[_Anchor], paths: Sequence[tuple[list[int], float]]) -> list[FoundAttribution]:
    """Return the attributions of `anchors`, given for each the best tags of the second head and their share."""
    found = []
    for (anchor, has_cue, probability), (tags, share) in zip(anchors, paths, strict=True):
        roles = role_ranges(tags)
        if not roles["content"]:
            continue
        cue = roles["cue"] or ([anchor] if has_cue else [])
        found.append(
            FoundAttribution(
                source=tuple(roles["source"]), cue=tuple(cue), content=tuple(roles["content"]), anchor=anchor,
                cue_probability=probability, path_probability=share,
            )
        )  # fmt: skip
    return found


def _by_length(rows: Sequence[Floats]) -> tuple[list[int], Floats, NDArray[np.int64]]:
    """Return which of `rows` [pieces, n] come in which order, all of them [rows, most pieces, n], and their lengths.

    The longest come first; what is behind the end of a row is 0.
    """
    order = sorted(range(len(rows)), key=lambda row: -len(rows[row]))
    lengths = np.array([len(rows[row]) for row in order])
    together = np.zeros((len(rows), int(lengths[0]), rows[0].shape[1]), np.float32)
    for place, row in enumerate(order):
        together[place, : lengths[place]] = rows[row]
    return order, together, lengths


def shifted(found: Sequence[FoundAttribution], by: int) -> list[FoundAttribution]:
    """Return `found` with all its ranges moved by `by` pieces."""

    def move(ranges: tuple[PieceRange, ...]) -> tuple[PieceRange, ...]:
        return tuple((first + by, last + by) for first, last in ranges)

    return [
        msgspec.structs.replace(
            each,
            source=move(each.source),
            cue=move(each.cue),
            content=move(each.content),
            anchor=move((each.anchor,))[0],
        )
        for each in found
    ]
