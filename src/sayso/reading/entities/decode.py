"""From the spans that the mention head scores to mentions: at the edges of words, each once, none crossing another."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.core.reading import MentionForm
from sayso.reading.encoder.pieces import Pieces
from sayso.reading.encoder.session import Encoded
from sayso.reading.entities.edges import not_crossing, trimmed, word_edges
from sayso.reading.entities.scoring import Floats, MentionHeads, likely_spans
from sayso.reading.model_files import FORMS


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
    spans, chances = likely_spans(encoded, heads, numbers, words, least)
    candidates = _candidates(text, sentences, edges, spans, chances)
    return _typed(pieces, encoded, heads, _settled(text, candidates))


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
    order = np.lexsort((spans[:, 2], spans[:, 1], -total))
    columns = (*spans.T, edges[0][spans[:, 1]], edges[1][spans[:, 2]], chances.argmax(1), total)
    begins = [start for start, _ in sentences]
    found: dict[tuple[int, int], _Candidate] = {}
    for window, first, last, begin, stop, form, probability in zip(
        *(column[order].tolist() for column in columns), strict=True
    ):
        span = trimmed(text, begin, stop)
        if span is None:
            continue
        sentence = bisect_right(begins, span[0]) - 1
        if sentence >= 0 and span[0] < sentences[sentence][1] < span[1]:  # the last piece is of two sentences
            span = trimmed(text, span[0], sentences[sentence][1])
        if span is None or span in found:
            continue
        found[span] = _Candidate(
            start=span[0], end=span[1], form=FORMS[form], probability=probability,
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
    firsts, lasts = _covering(pieces, candidates)
    vectors: list[Floats] = []
    order: list[int] = []
    for window, members in places.items():
        begin, end = int(encoded.windows.starts[window]), int(encoded.windows.ends[window])
        ranges = np.stack([np.maximum(firsts[members], begin), np.minimum(lasts[members], end)], 1) - begin
        vectors.append(span_states(encoded.states[window], ranges))
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


def _covering(pieces: Pieces, candidates: Sequence[_Candidate]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the half-open ranges of the pieces that touch the words of `candidates`, int64 [n] each."""
    firsts = np.searchsorted(pieces.ends, [each.start for each in candidates], side="right")
    lasts = np.searchsorted(pieces.starts, [each.end for each in candidates], side="left")
    nothing = firsts >= lasts
    return (
        np.where(nothing, [each.first for each in candidates], firsts),
        np.where(nothing, [each.last for each in candidates], lasts),
    )


def span_states(states: Floats, ranges: NDArray[np.int64]) -> Floats:
    """Return first, last and mean state [n, 3 * width] of the half-open `ranges` [n, 2] of `states` [pieces, width]."""
    first, last = ranges[:, 0], ranges[:, 1]
    sizes = last - first
    means = np.empty((len(ranges), states.shape[1]), np.float32)
    for size in np.unique(sizes).tolist():  # there are many spans, and few sizes
        same = sizes == size
        means[same] = states[first[same, None] + np.arange(size)].mean(1)
    return np.concatenate([states[first], states[last - 1], means], 1)
