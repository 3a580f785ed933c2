"""Sentence scores: exact spans as in the CoNLL 2018 shared task, boundaries, and the trivial baselines.

Spans are compared over the characters that are not white space, so that where a splitter leaves the spaces plays no
part.
"""

import re
from collections.abc import Iterable
from itertools import accumulate

from sayso.evaluation.conllu import GoldDocument
from sayso.evaluation.score import DocumentCounts

Offsets = Iterable[tuple[int, int]]
"""Sentences as half-open [start, end) offsets in code points."""

_PARAGRAPH_GAP = re.compile(r"\n\s*\n")
_MARK_AND_CAPITAL = re.compile(r"[.!?]\s+(?=[A-Z])")


def span_counts(document: GoldDocument, predicted: Offsets) -> DocumentCounts:
    """Count sentences of which both ends are right.

    Source: Zeman et al. 2018, CoNLL 2018 Shared Task, sentence segmentation F1 (conll18_ud_eval).
    """
    place = _visible_places(document.text)
    gold = {(place[span.start], place[span.end]) for span in document.sentences}
    found = {(place[start], place[end]) for start, end in predicted if place[end] > place[start]}
    return DocumentCounts(document=document.name, true_positive=len(gold & found), predicted=len(found), gold=len(gold))


def boundary_counts(document: GoldDocument, predicted: Offsets) -> DocumentCounts:
    """Count sentence ends inside paragraphs: those at a paragraph's end are given by the text and left out."""
    place = _visible_places(document.text)
    given = {place[end] for end in document.paragraph_ends}
    gold = {place[span.end] for span in document.sentences} - given
    found = {place[end] for _, end in predicted} - given
    return DocumentCounts(document=document.name, true_positive=len(gold & found), predicted=len(found), gold=len(gold))


def whole_paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the trivial baseline that takes each paragraph for one sentence."""
    return _pieces(text, (match.span() for match in _PARAGRAPH_GAP.finditer(text)), 0)


def marks_before_capitals(text: str) -> list[tuple[int, int]]:
    """Return the trivial baseline that splits at every `.`, `!` or `?` before a space and a capital."""
    found: list[tuple[int, int]] = []
    for start, end in whole_paragraphs(text):
        paragraph = text[start:end]
        gaps = ((match.start() + 1, match.end()) for match in _MARK_AND_CAPITAL.finditer(paragraph))
        found.extend(_pieces(paragraph, gaps, start))
    return found


def _pieces(text: str, gaps: Offsets, offset: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    for start, end in [*gaps, (len(text), len(text))]:
        if text[at:start].strip():
            found.append((offset + at, offset + start))
        at = end
    return found


def _visible_places(text: str) -> list[int]:
    """Return, for each offset of `text` and its end, how many characters that are not white space stand before it."""
    return [0, *accumulate(0 if character.isspace() else 1 for character in text)]
