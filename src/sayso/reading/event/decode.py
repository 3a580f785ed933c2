"""From the scores of the heads to events and states in word pieces."""

from collections.abc import Iterator, Mapping

import msgspec
import numpy as np

from sayso.core.reading import Auxiliary
from sayso.reading.attribution.context import cue_context
from sayso.reading.attribution.labels import PieceRange
from sayso.reading.encoder.component import EncodedReport
from sayso.reading.entities.decode import span_states
from sayso.reading.event.labels import AUXILIARIES, BEGINS, KINDS, MODE_NAMES, OUTSIDE, PARTS, tagged_ranges
from sayso.reading.model_files import Floats

_KINDS, _MODES = len(KINDS), len(MODE_NAMES)


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


def found_happenings(report: EncodedReport, least_trigger: float) -> Iterator[FoundHappening]:
    """Yield the events and states of a report, each from the window in which its trigger stands best.

    A trigger begins where the probability that one begins there reaches `least_trigger`, and goes on while its tag is
    the likeliest.
    """
    windows = report.encoded.windows
    for window, start in enumerate(windows.starts.tolist()):
        own_first, own_last = windows.own(window)
        chances = _softmax(report.encoded.logits["trigger"][window])
        triggers = [
            span for span in tagged_ranges(_tags(chances, least_trigger)) if own_first <= span[0] + start < own_last
        ]
        if triggers:
            yield from _in_window(report, window, np.array(triggers), chances[:, BEGINS])


def _tags(chances: Floats, least: float) -> list[int]:
    """Return the tags of the pieces of a window, from the probabilities [pieces, tags]."""
    tags = chances.argmax(1)
    begins = chances[:, BEGINS] >= least
    tags[(tags == BEGINS) & ~begins] = OUTSIDE
    tags[begins & (tags == OUTSIDE)] = BEGINS
    return [int(tag) for tag in tags]


def _in_window(report: EncodedReport, window: int, triggers: np.ndarray, begins: Floats) -> Iterator[FoundHappening]:
    start, end = int(report.encoded.windows.starts[window]), int(report.encoded.windows.ends[window])
    states = report.encoded.states[window]
    means = np.stack([states[first:last].mean(0) for first, last in triggers])
    context = cue_context(report.pieces.features[start:end], triggers)
    tags = report.model.parts(states, means, context).reshape(len(triggers), len(states), len(PARTS), -1).argmax(3)
    told = report.model.happenings(span_states(states, triggers))
    kinds = _softmax(told[:, :_KINDS])
    for (first, last), row_tags, row_kinds, row in zip(triggers.tolist(), tags, kinds, told, strict=True):
        kind = KINDS[int(row_kinds.argmax())]
        yield FoundHappening(
            trigger=(first + start, last + start),
            kind=kind,
            modes=_modes(kind, row[_KINDS : _KINDS + _MODES]),
            auxiliary=tuple(name for name, score in zip(AUXILIARIES, row[_KINDS + _MODES :], strict=True) if score > 0),
            parts={
                name: tuple((one + start, other + start) for one, other in ranges)
                for name, column in zip(PARTS, row_tags.T.tolist(), strict=True)
                if (ranges := tagged_ranges(column))
            },
            trigger_probability=float(begins[first]),
            kind_probability=float(row_kinds.max()),
        )


def _modes(kind: str, scores: Floats) -> tuple[str, ...]:
    """Return the modes of `kind` that are likelier than not, likelier first."""
    likely = sorted(zip(scores.tolist(), MODE_NAMES, strict=True), reverse=True)
    own = f"{kind} "
    return tuple(name.removeprefix(own) for score, name in likely if score > 0 and name.startswith(own))


def _softmax(logits: Floats) -> Floats:
    weights = np.exp(logits - logits.max(-1, keepdims=True))
    shares: Floats = weights / weights.sum(-1, keepdims=True)
    return shares
