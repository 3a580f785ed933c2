"""Attributions in code points, between the heads' word pieces and the spans of a Reading."""

from collections.abc import Sequence
from itertools import pairwise

import msgspec
import numpy as np

from sayso.core.reading import Stance
from sayso.reading.attribution.decode import FoundAttribution
from sayso.reading.attribution.labels import PieceRange
from sayso.reading.encoder.pieces import Pieces

Interval = tuple[int, int]
"""Half-open offsets in code points."""
_MOST_BETWEEN = 40
"""Code points between two pieces of a source or cue that are taken into it."""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """An attribution in offsets, before it becomes spans.

    Attributes:
        source: None where nobody is named.
        cue: None where there is none.
        content: Pieces in text order, at least one.
        stance: What the source does by saying it.
        confidence: Probability that source, cue and content are right.
        is_inner: Whether it was found as somebody quoted inside another's words.
    """

    source: Interval | None
    cue: Interval | None
    content: tuple[Interval, ...]
    stance: Stance
    confidence: float
    is_inner: bool = False


def in_text(text: str, pieces: Pieces, found: FoundAttribution, stance: Stance, confidence: float) -> Candidate:
    """Return `found`, whose ranges are of `pieces`, in offsets of `text`.

    Source and cue have one span each in a Reading: of several pieces all between the first and the last belongs to it,
    unless much or a content lies between them, when the piece nearest to the anchor stands for it.
    """
    content = joined(text, [_offsets(pieces, each) for each in found.content])
    anchor = _offsets(pieces, found.anchor)
    return Candidate(
        source=_one_span([_offsets(pieces, each) for each in found.source], content, anchor),
        cue=_one_span([_offsets(pieces, each) for each in found.cue], content, anchor),
        content=content,
        stance=stance,
        confidence=confidence,
    )


def joined(text: str, intervals: Sequence[Interval]) -> tuple[Interval, ...]:
    """Return `intervals` in order, those joined that overlap or have only white space of one line between them."""
    result: list[Interval] = []
    for start, end in sorted(intervals):
        if result and (start <= result[-1][1] or _is_one_space(text[result[-1][1] : start])):
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def _is_one_space(gap: str) -> bool:
    return gap.isspace() and "\n" not in gap and "\r" not in gap


def _offsets(pieces: Pieces, piece_range: PieceRange) -> Interval:
    first, last = piece_range
    return int(pieces.starts[first]), int(pieces.ends[last - 1])


def _one_span(parts: Sequence[Interval], content: Sequence[Interval], anchor: Interval) -> Interval | None:
    if not parts:
        return None
    hull = (min(start for start, _ in parts), max(end for _, end in parts))
    gaps = [after[0] - before[1] for before, after in pairwise(sorted(parts))]
    if max(gaps, default=0) <= _MOST_BETWEEN and not any(start < hull[1] and hull[0] < end for start, end in content):
        return hull
    distances = [max(start - anchor[1], anchor[0] - end, 0) for start, end in parts]
    return parts[int(np.argmin(distances))]
