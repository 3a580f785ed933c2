"""What the model says of given words: asked of a predicate or a trigger that somebody else marked."""

from collections.abc import Sequence

import msgspec
import numpy as np

from sayso.core.errors import ReadingError
from sayso.core.reading import Auxiliary, Findings
from sayso.core.span import Span
from sayso.reading.encoder.component import encoded_report
from sayso.reading.entities.decode import span_states
from sayso.reading.event.labels import AUXILIARIES, KINDS
from sayso.reading.model_files import Floats, Model


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What the model says of one span.

    Attributes:
        kinds: Log probability of each of KINDS, were it a trigger.
        auxiliaries: Probability of each.
        factuality: From -3 to 3; None from a model that was not trained for it.
        state: Mean state of its word pieces [width].
    """

    kinds: Floats
    auxiliaries: dict[Auxiliary, float]
    factuality: float | None
    state: Floats


def told_of(found: Findings, spans: Sequence[Span]) -> list[Told | None]:
    """Return what the model says of each of `spans` of a report; None of one without a word piece.

    Args:
        found: Of the report, from a reader with the component `encoder`.
        spans: Any of its text. Of a span in several windows, the one that has most around its first piece is asked.

    Raises:
        ReadingError: There was no encoder, or the model's head failed.
    """
    report = encoded_report(found, "happening spans")
    windows = report.encoded.windows
    told: list[Told | None] = [None] * len(spans)
    for place, span in enumerate(spans):
        pieces = report.pieces.covering(span.start, span.end)
        if pieces is None:
            continue
        window = int(windows.best[pieces[0]])
        start = int(windows.starts[window])
        states = report.encoded.states[window]
        first, last = pieces[0] - start, min(pieces[1] - start, len(states))
        told[place] = _told(report.model, span_states(states, np.array([[first, last]])))
    return told


def _told(model: Model, joined: Floats) -> Told:
    """Return what the model says of the span with the states `joined` [1, 3 * width]."""
    (row,) = model.happenings(joined)
    kinds = row[: len(KINDS)] - row[: len(KINDS)].max()
    chances = 1 / (1 + np.exp(-row[-len(AUXILIARIES) :].astype(float)))
    try:
        factuality = float(model.factuality(joined)[0])
    except ReadingError:  # not trained for it: where the head itself fails, it has failed above
        factuality = None
    return Told(
        kinds=kinds - np.log(np.exp(kinds).sum()),
        auxiliaries=dict(zip(AUXILIARIES, chances.tolist(), strict=True)),
        factuality=factuality,
        state=joined[0, 2 * joined.shape[1] // 3 :],
    )
