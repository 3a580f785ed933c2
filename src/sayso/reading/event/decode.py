"""From the scores of the heads to events and states in word pieces."""

from collections.abc import Iterator, Mapping
from typing import get_args

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.core.reading import Auxiliary, StateType
from sayso.reading.attribution.context import cue_context
from sayso.reading.attribution.labels import PieceRange
from sayso.reading.encoder.component import EncodedReport
from sayso.reading.entities.decode import span_states
from sayso.reading.event.labels import AUXILIARIES, BEGINS, KINDS, MODE_NAMES, OUTSIDE, PARTS, tagged_ranges
from sayso.reading.event.tagging import best_ranges, first_pieces
from sayso.reading.model_files import Floats

STATES = frozenset(get_args(StateType))
_LEAST_ONLY_MODE = -1.0
"""Log odds above which the likeliest mode is taken where none is likelier than not: seven events in ten have one."""
_KINDS, _MODES, _TAGS = len(KINDS), len(MODE_NAMES), 3


class FoundHappening(msgspec.Struct, frozen=True, kw_only=True):
    """An event or a state in ranges of a report's word pieces.

    Attributes:
        trigger: The words that tell of it.
        kind: PLOVER's event type, or a type of state.
        modes: PLOVER's, likelier first.
        auxiliary: What keeps it from being plain fact of now.
        parts: Ranges by name, in order; parts without any are left out.
        trigger_probability: That there is a trigger.
        kind_probability: That it is of this kind.
    """

    trigger: PieceRange
    kind: str
    modes: tuple[str, ...]
    auxiliary: tuple[Auxiliary, ...]
    parts: Mapping[str, tuple[PieceRange, ...]]
    trigger_probability: float
    kind_probability: float

    @property
    def scores(self) -> tuple[float, float]:
        """What the calibration takes: the log odds of the trigger and of the kind."""
        return _scores(self.trigger_probability, self.kind_probability)


def found_happenings(
    report: EncodedReport,
    least_trigger: float,
    word_starts: NDArray[np.int32] | None = None,
    least_confidence: float = 0.0,
) -> Iterator[FoundHappening]:
    """Yield the events and states of a report, each from the window in which its trigger stands best.

    A trigger begins with a word at whose first piece the probability that one begins there reaches `least_trigger`, and
    goes on with the words whose likeliest tag is that it goes on.

    Args:
        report: As encoded.
        least_trigger: Above 0 and at most 1.
        word_starts: Where the word starts that each of its pieces is of [pieces]: all ranges are then of whole words.
            Where it is not given, each piece is one.
        least_confidence: Of the calibrated probability; of what has less the parts are not even looked for.
    """
    word_starts = report.pieces.starts if word_starts is None else word_starts
    windows = report.encoded.windows
    for window, (start, end) in enumerate(zip(windows.starts.tolist(), windows.ends.tolist(), strict=True)):
        own_first, own_last = windows.own(window)
        words = first_pieces(word_starts[start:end])
        chances = _softmax(report.encoded.logits["trigger"][window])
        triggers = [
            span
            for span in _triggers(chances[words], words, end - start, least_trigger)
            if own_first <= span[0] + start < own_last
        ]
        if triggers:
            yield from _in_window(report, window, np.array(triggers), chances[:, BEGINS], words, least_confidence)


def _triggers(chances: Floats, words: NDArray[np.int64], pieces: int, least: float) -> list[PieceRange]:
    """Return the triggers of a window, from the probabilities of the tags at the first pieces of its words."""
    tags = chances.argmax(1)
    begins = chances[:, BEGINS] >= least
    tags[(tags == BEGINS) & ~begins] = OUTSIDE
    tags[begins & (tags == OUTSIDE)] = BEGINS
    edges = [*words.tolist(), pieces]
    return [(edges[first], edges[last]) for first, last in tagged_ranges([int(tag) for tag in tags])]


def _in_window(
    report: EncodedReport,
    window: int,
    triggers: NDArray[np.int64],
    begins: Floats,
    words: NDArray[np.int64],
    least_confidence: float,
) -> Iterator[FoundHappening]:
    start, end = int(report.encoded.windows.starts[window]), int(report.encoded.windows.ends[window])
    states = report.encoded.states[window]
    told = report.model.happenings(span_states(states, triggers))
    kinds = _softmax(told[:, :_KINDS])
    sure = [
        not least_confidence or report.model.facts.happening.probability(_scores(begin, kind)) >= least_confidence
        for begin, kind in zip(begins[triggers[:, 0]].tolist(), kinds.max(1).tolist(), strict=True)
    ]
    if not any(sure):
        return
    triggers, told, kinds = triggers[sure], told[sure], kinds[sure]
    means = np.stack([states[first:last].mean(0) for first, last in triggers])
    context = cue_context(report.pieces.features[start:end], triggers)
    asked = report.model.parts(states, means, context).reshape(len(triggers), len(states), len(PARTS), _TAGS)
    ranges = best_ranges(asked.swapaxes(1, 2).reshape(len(triggers) * len(PARTS), len(states), -1), words)
    for number, ((first, last), row_kinds, row) in enumerate(zip(triggers.tolist(), kinds, told, strict=True)):
        own = ranges[number * len(PARTS) : (number + 1) * len(PARTS)]
        kind = KINDS[int(row_kinds.argmax())]
        yield FoundHappening(
            trigger=(first + start, last + start),
            kind=kind,
            modes=_modes(kind, row[_KINDS : _KINDS + _MODES]),
            auxiliary=tuple(name for name, score in zip(AUXILIARIES, row[_KINDS + _MODES :], strict=True) if score > 0),
            parts={
                name: tuple((one + start, other + start) for one, other in found)
                for name, found in zip(PARTS, own, strict=True)
                if found
            },
            trigger_probability=float(begins[first]),
            kind_probability=float(row_kinds.max()),
        )


def _modes(kind: str, scores: Floats) -> tuple[str, ...]:
    """Return the modes of `kind` that are likelier than not, likelier first; if none is, the likeliest if near it."""
    own = f"{kind} "
    likely = [
        (score, name.removeprefix(own))
        for score, name in sorted(zip(scores.tolist(), MODE_NAMES, strict=True), reverse=True)
        if name.startswith(own)
    ]
    told = tuple(name for score, name in likely if score > 0)
    return told or tuple(name for score, name in likely[:1] if score > _LEAST_ONLY_MODE)


def _softmax(logits: Floats) -> Floats:
    weights = np.exp(logits - logits.max(-1, keepdims=True))
    shares: Floats = weights / weights.sum(-1, keepdims=True)
    return shares


def _scores(trigger: float, kind: float) -> tuple[float, float]:
    """Return what the calibration takes, from the probabilities of a trigger and of its kind."""
    return _log_odds(trigger), _log_odds(kind)


def _log_odds(chance: float) -> float:
    chance = min(max(chance, 1e-6), 1 - 1e-6)
    return float(np.log(chance / (1 - chance)))
