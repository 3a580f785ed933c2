"""From the scores of the mention head to mentions: each span read once, from the window where it stands best."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.core.reading import MentionForm
from sayso.reading.encoder.pieces import Pieces
from sayso.reading.encoder.session import Encoded
from sayso.reading.encoder.windows import Windows
from sayso.reading.entities.edges import not_crossing, trimmed, word_edges
from sayso.reading.model_files import FORMS

Floats = NDArray[np.float32]
LONGEST_PIECES = 64
"""Pieces of the longest mention, as the head is trained."""
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


class FoundMention(msgspec.Struct, frozen=True, kw_only=True):
    """A mention as it is read, before it is known which entity it is of.

    Attributes:
        start, end: Half-open range of code points.
        form: The likeliest.
        probability: That the span is a mention, of whatever form; not calibrated.
        types: Log probability of each type, float32 [types].
    """

    start: int
    end: int
    form: MentionForm
    probability: float
    types: Floats


class _Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A span that is a mention; `window` and its pieces `first` to `last` (half-open) are what it is read from."""

    start: int
    end: int
    form: MentionForm
    probability: float
    sentence: int
    window: int
    first: int
    last: int


def read_mentions(
    text: str,
    sentences: Sequence[tuple[int, int]],
    pieces: Pieces,
    encoded: Encoded,
    heads: MentionHeads,
    thresholds: Mapping[MentionForm, float],
) -> list[FoundMention]:
    """Return the mentions in `text`, by start, the longer first; nested ones are among them, crossing ones not.

    The probability of a span is the sum of those of its forms, which exclude each other. It is a mention where that
    reaches the threshold of the likeliest form. Of spans that cross, the likelier stays. No pronoun is longer than two
    words, and no mention is put together from two likelier ones at its ends.

    Args:
        text: The report's.
        sentences: Half-open ranges of code points, in order; no mention is in two.
        pieces: Of the text.
        encoded: States of its windows.
        heads: Score spans.
        thresholds: For every form the least probability, above 0.
    """
    if not len(pieces):
        return []
    firsts = np.searchsorted(pieces.starts, [start for start, _ in sentences])
    numbers = np.searchsorted(np.unique(firsts), np.arange(len(pieces)), side="right")
    edges = _edges(text, sentences, pieces)
    words = np.cumsum(np.append(True, edges[0][1:] != edges[0][:-1]))
    least = np.array([thresholds[form] for form in FORMS], np.float32)
    spans, chances = _scored(encoded, heads, numbers, words, least)
    candidates = _candidates(text, sentences, edges, spans, chances)
    return _typed(pieces, encoded, heads, _settled(text, candidates))


def _scored(
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
        logits = heads.mentions(states[begin - before : end - before])
        first, last = np.divmod(np.flatnonzero(logits.max(0) >= floor), logits.shape[2])
        fits = (last >= first) & (last - first < LONGEST_PIECES) & (sentence[first + begin] == sentence[last + begin])
        first, last = first[fits], last[fits]
        best = _stands_best(encoded.windows, window, first + begin, last + begin)
        first, last = first[best], last[best]
        chances = 1 / (1 + np.exp(-logits[:, first, last].T))
        chances[words[last + begin] - words[first + begin] >= _MOST_PRONOUN_WORDS, _PRONOUN] = 0
        enough = chances.sum(1) >= least[chances.argmax(1)]
        first, last = first[enough] + begin, last[enough] + begin
        found.append(np.stack([np.full_like(first, window), first, last], 1))
        scores.append(chances[enough])
    return np.concatenate(found), np.concatenate(scores)


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


def _edges(text: str, sentences: Sequence[tuple[int, int]], pieces: Pieces) -> tuple[NDArray[np.int32], ...]:
    """Return where the word of each piece begins and ends, int32 [n] each, within its sentence."""
    begins, stops = word_edges(text, pieces.starts, pieces.ends)
    limits = np.array(sentences, dtype=np.int32).reshape(-1, 2)
    if len(limits):  # a word may go over the end of a sentence where no space follows it
        home = np.maximum(np.searchsorted(limits[:, 0], pieces.starts, side="right") - 1, 0)
        begins = np.where(limits[home, 0] <= pieces.starts, np.maximum(begins, limits[home, 0]), begins)
        stops = np.where(limits[home, 1] >= pieces.ends, np.minimum(stops, limits[home, 1]), stops)
    return begins, stops


def _candidates(
    text: str,
    sentences: Sequence[tuple[int, int]],
    edges: tuple[NDArray[np.int32], ...],
    spans: NDArray[np.int64],
    chances: Floats,
) -> list[_Candidate]:
    """Return `spans` with their chances as candidates, at the edges of words, each once, the likeliest first."""
    total = chances.sum(1)
    begins = [start for start, _ in sentences]
    found: dict[tuple[int, int], _Candidate] = {}
    for index in np.lexsort((spans[:, 2], spans[:, 1], -total)).tolist():
        window, first, last = spans[index].tolist()
        span = trimmed(text, int(edges[0][first]), int(edges[1][last]))
        if span is None:
            continue
        sentence = bisect_right(begins, span[0]) - 1
        if sentence >= 0 and span[0] < sentences[sentence][1] < span[1]:  # the last piece is of two sentences
            span = trimmed(text, span[0], sentences[sentence][1])
        if span is None or span in found:
            continue
        found[span] = _Candidate(
            start=span[0], end=span[1], form=FORMS[int(chances[index].argmax())], probability=float(total[index]),
            sentence=sentence, window=window, first=first, last=last + 1,
        )  # fmt: skip
    return list(found.values())


def _settled(text: str, candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return the candidates, given likeliest first, that cross no likelier one, by start, the longer first."""
    by_sentence: defaultdict[int, list[_Candidate]] = defaultdict(list)
    for each in candidates:
        by_sentence[each.sentence].append(each)
    kept: list[_Candidate] = []
    for members in by_sentence.values():
        whole = [each for index, each in enumerate(members) if not _is_patched(text, each, members[:index])]
        kept.extend(whole[index] for index in not_crossing([(each.start, each.end) for each in whole]))
    return sorted(kept, key=lambda each: (each.start, -each.end))


def _is_patched(text: str, span: _Candidate, likelier: Sequence[_Candidate]) -> bool:
    """Return whether a span only begins as one likelier mention does and ends as another one does after it.

    The head scores a first and a last piece together, and takes "Oru fled to Ostra" for a name where it is unsure. A
    possessor before the noun it owns is no such case.
    """
    ends = [
        each.end
        for each in likelier
        if each.start == span.start and each.end < span.end and each.form != "pronoun" and text[each.end] not in "'’"
    ]
    return bool(ends) and any(each.end == span.end and each.start >= min(ends) for each in likelier)


def _typed(
    pieces: Pieces, encoded: Encoded, heads: MentionHeads, candidates: Sequence[_Candidate]
) -> list[FoundMention]:
    """Return `candidates` as mentions, in the same order."""
    if not candidates:
        return []
    places = defaultdict(list)
    for index, each in enumerate(candidates):
        places[each.window].append(index)
    vectors: list[Floats] = []
    order: list[int] = []
    for window, members in places.items():
        begin, end = int(encoded.windows.starts[window]), int(encoded.windows.ends[window])
        ranges = []
        for index in members:
            each = candidates[index]
            first, last = pieces.covering(each.start, each.end) or (each.first, each.last)
            ranges.append((max(first, begin) - begin, min(last, end) - begin))
        vectors.append(_span_states(encoded.states[window], np.array(ranges)))
        order.extend(members)
    logits = heads.types(np.concatenate(vectors))
    logits = logits - logits.max(1, keepdims=True)
    evidence = logits - np.log(np.exp(logits).sum(1, keepdims=True))
    types = dict(zip(order, evidence, strict=True))
    return [
        FoundMention(
            start=each.start, end=each.end, form=each.form, probability=min(each.probability, 1.0), types=types[index]
        )
        for index, each in enumerate(candidates)
    ]


def _span_states(states: Floats, ranges: NDArray[np.int64]) -> Floats:
    """Return first, last and mean state [n, 3 * width] of the half-open `ranges` [n, 2] of `states` [pieces, width]."""
    first, last = ranges[:, 0], ranges[:, 1]
    means = np.stack([states[start:end].mean(0) for start, end in ranges.tolist()])  # most are a few pieces long
    return np.concatenate([states[first], states[last - 1], means], 1)
