"""Which spans of a report the mention head takes for mentions, each from the window where it stands best."""

from collections.abc import Iterator
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sayso.reading.encoder.session import Encoded
from sayso.reading.encoder.windows import Windows
from sayso.reading.model_files import FORMS

Floats = NDArray[np.float32]
LONGEST_PIECES = 64
"""Pieces of the longest mention, as the head is trained."""
_BLOCK_PIECES = 128
"""Most pieces of the sentences whose spans are scored at once: a longer sentence is scored by itself."""
_PRONOUN = FORMS.index("pronoun")
_MOST_PRONOUN_WORDS = 2


class MentionHeads(Protocol):
    """The heads of a model that read mentions."""

    def mentions(self, states: Floats) -> Floats:
        """Return logits [forms, first piece, last piece] of the spans of a window, from its states [pieces, width]."""
        ...

    def types(self, spans: Floats) -> Floats:
        """Return logits [spans, types] of mentions, from their first, last and mean states [spans, 3 * width]."""
        ...


def likely_spans(
    encoded: Encoded, heads: MentionHeads, sentence: NDArray[np.int64], words: NDArray[np.int64], least: Floats
) -> tuple[NDArray[np.int64], Floats]:
    """Return the spans that are mentions, int64 [n, 3] (window, first and last piece), and chances [n, forms]."""
    # no sum of three chances reaches a threshold where none of them reaches a third of it
    share = least.min() / len(FORMS)
    floor = np.log(share / (1 - share))
    found, scores = [np.zeros((0, 3), np.int64)], [np.zeros((0, len(FORMS)), np.float32)]
    for window, states in enumerate(encoded.states):
        begin, end = _asked(encoded.windows, window, sentence)
        if begin == end:
            continue
        before = int(encoded.windows.starts[window])
        first, last, logits = _likely(states[begin - before : end - before], sentence[begin:end], heads, floor)
        first, last = first + begin, last + begin
        best = _stands_best(encoded.windows, window, first, last)
        first, last = first[best], last[best]
        chances = 1 / (1 + np.exp(-logits[best]))
        chances[words[last] - words[first] >= _MOST_PRONOUN_WORDS, _PRONOUN] = 0
        enough = chances.sum(1) >= least[chances.argmax(1)]
        first, last = first[enough], last[enough]
        found.append(np.stack([np.full_like(first, window), first, last], 1))
        scores.append(chances[enough])
    return np.concatenate(found), np.concatenate(scores)


def _likely(
    states: Floats, sentence: NDArray[np.int64], heads: MentionHeads, floor: float
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Return the spans with a logit of at least `floor`: first and last piece, int64 [n] each, and logits [n, forms].

    A span is in one sentence, and what is scored grows with the square of the pieces: so few sentences are scored at a
    time.

    Args:
        states: Of some pieces of a window, float32 [pieces, width].
        sentence: The number of the sentence of each of them, which never falls.
        heads: Score spans.
        floor: Least logit.
    """
    found = []
    for start, stop in _blocks(sentence):
        logits = heads.mentions(states[start:stop])
        first, last = np.divmod(np.flatnonzero(logits.max(0) >= floor), stop - start)
        found.append((first + start, last + start, logits[:, first, last].T))
    first, last, scores = (np.concatenate(parts) for parts in zip(*found, strict=True))
    fits = (last >= first) & (last - first < LONGEST_PIECES) & (sentence[first] == sentence[last])
    return first[fits], last[fits], scores[fits]


def _blocks(sentence: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yield half-open ranges of whole sentences that make up the pieces in `sentence`, of which there are some."""
    ends = np.flatnonzero(sentence[1:] != sentence[:-1]) + 1
    start = stop = 0
    for following in (*ends.tolist(), len(sentence)):
        if stop > start and following - start > _BLOCK_PIECES:
            yield start, stop
            start = stop
        stop = following
    yield start, stop


def _asked(windows: Windows, window: int, sentence: NDArray[np.int64]) -> tuple[int, int]:
    """Return the half-open range of the pieces of a window that the spans which stand best in it can be of.

    Such a span has a piece that is to be read from the window, and lies in one of the sentences that those are in.
    """
    first, last = windows.own(window)
    if first == last:
        return first, first
    begin = np.searchsorted(sentence, sentence[first])
    end = np.searchsorted(sentence, sentence[last - 1], side="right")
    return max(int(begin), int(windows.starts[window])), min(int(end), int(windows.ends[window]))


def _stands_best(windows: Windows, window: int, first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which of the spans of pieces `first` to `last` [n], all in `window`, no other window has more around.

    What is around a span in a window is the distance of its nearer end to the nearer edge; an edge at the beginning or
    the end of the report does not count. Of two windows with the same the earlier has it.
    """
    count = int(windows.ends[-1])
    lowest = int(np.searchsorted(windows.ends, windows.starts[window], side="right"))
    highest = int(np.searchsorted(windows.starts, windows.ends[window], side="left"))
    around = np.full((highest - lowest, len(first)), -1)
    for row, other in enumerate(range(lowest, highest)):
        start, end = int(windows.starts[other]), int(windows.ends[other])
        before = first - start if start else np.where(first >= start, count, -1)
        after = end - 1 - last if end < count else np.full_like(last, count)
        around[row] = np.minimum(before, after)
    return np.asarray(around.argmax(0) == window - lowest)
