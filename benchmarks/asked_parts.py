"""What the model tells of given words: the parts of the event they would tell of, or their roles as any verb."""

from collections.abc import Callable, Sequence

import numpy as np

from sayso.evaluation.overlaps import Interval
from sayso.reading.attribution.context import cue_context
from sayso.reading.encoder.component import EncodedReport
from sayso.reading.event.labels import tagged_ranges
from sayso.reading.model_files import Floats

Head = Callable[[Floats, Floats, np.ndarray], Floats]
"""From states, mean states of the words asked about and their context to logits [asked, pieces, names * tags]."""
Parts = dict[str, list[Interval]]
"""Spans of code points by the name of the part."""


def asked_parts(report: EncodedReport, spans: Sequence[Interval], names: Sequence[str], head: Head) -> list[Parts]:
    """Return the parts of each of `spans`; none of one without a word piece.

    Args:
        report: As the encoder made it.
        spans: Words of its text. Of those in several windows, the one that has most around them is asked.
        names: What the columns of logits are, three tags each.
        head: Of its model.
    """
    windows = report.encoded.windows
    found: list[Parts] = [{} for _ in spans]
    by_window: dict[int, list[tuple[int, int, int]]] = {}
    for index, span in enumerate(spans):
        pieces = report.pieces.covering(*span)
        if pieces is not None:
            window = int(windows.best[pieces[0]])
            start, end = int(windows.starts[window]), int(windows.ends[window])
            by_window.setdefault(window, []).append((index, pieces[0] - start, min(pieces[1], end) - start))
    for window, asked in by_window.items():
        start, end = int(windows.starts[window]), int(windows.ends[window])
        states = report.encoded.states[window]
        triggers = np.array([(first, last) for _, first, last in asked])
        means = np.stack([states[first:last].mean(0) for first, last in triggers])
        logits = head(states, means, cue_context(report.pieces.features[start:end], triggers))
        tags = logits.reshape(len(triggers), len(states), len(names), -1).argmax(3)
        for (index, *_), rows in zip(asked, tags, strict=True):
            for name, column in zip(names, rows.T.tolist(), strict=True):
                found[index][name] = [
                    (int(report.pieces.starts[first + start]), int(report.pieces.ends[last + start - 1]))
                    for first, last in tagged_ranges(column)
                ]
    return found
