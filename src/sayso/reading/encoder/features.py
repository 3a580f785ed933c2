"""What the vocabulary of an uncased encoder does not see: case, sentence starts, and what stands in quotation marks."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.reading.quotations.marked import MarkedText, marked_text

FEATURE_SIZES = (5, 4, 6)
"""How many values each column of `surface_features` has."""
_UNCASED, _LOWER, _TITLE, _UPPER, _MIXED = range(5)
FIRST_CAPITAL = _TITLE
"""The values of the first column from this one on have a capital."""
_GLUED, _SPACED, _SENTENCE, _PARAGRAPH = range(4)
_OUTSIDE, _OPENING, _INSIDE, _CLOSING, _NESTED, _UNCLOSED = range(6)


def surface_features(
    text: str, starts: NDArray[np.int32], ends: NDArray[np.int32], sentences: Sequence[tuple[int, int]]
) -> NDArray[np.uint8]:
    """Return the features of the word pieces at `starts` and `ends` [n], uint8 [n, 3].

    Columns: the case of the piece (uncased, lower, title, upper, mixed); what it begins (nothing and no space before
    it, nothing, a sentence, a paragraph); where it stands to the quotation marks (outside, opening mark, inside,
    closing mark, inside a quotation within a quotation, inside one whose end had to be inferred). A text all in
    capitals has the case it would have had in mixed case, as far as that can be told.
    """
    page = marked_text(text)
    found = np.zeros((len(starts), len(FEATURE_SIZES)), np.uint8)
    forms = [page.text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    cases = {form: _case(form) for form in set(forms)}
    found[:, 0] = [cases[form] for form in forms]
    found[:, 1] = [_SPACED if start == 0 or text[start - 1].isspace() else _GLUED for start in starts.tolist()]
    for value, beginnings in ((_SENTENCE, sentences), (_PARAGRAPH, page.blocks)):
        first = np.searchsorted(starts, [start for start, _ in beginnings])
        found[first[first < len(starts)], 1] = value
    found[:, 2] = _quotation_states(page)[starts]
    return found


def _case(form: str) -> int:
    if form.isascii() and form.islower():  # most are
        return _LOWER
    cased = [character for character in form if character.isupper() or character.islower()]
    if not cased:
        return _UNCASED
    upper = sum(character.isupper() for character in cased)
    if upper == 0:
        return _LOWER
    if cased[0].isupper() and upper == 1:
        return _TITLE
    return _UPPER if upper == len(cased) else _MIXED


def _quotation_states(page: MarkedText) -> NDArray[np.uint8]:
    """Return the quotation state of every character, uint8 [len(text) + 1]."""
    states = np.zeros(len(page.text) + 1, np.uint8)
    for block in page.quotes:
        for quote in sorted(block, key=lambda quote: quote.depth):
            if quote.depth > 0:
                states[quote.inner_start : quote.inner_end] = _NESTED
                continue
            states[quote.inner_start : quote.inner_end] = _UNCLOSED if quote.ending == "inferred" else _INSIDE
            states[quote.start : quote.inner_start] = _OPENING
            states[quote.inner_end : quote.end] = _CLOSING
    return states
