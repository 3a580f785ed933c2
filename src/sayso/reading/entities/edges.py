"""Where a mention may begin and end: at the edges of words, without possessive endings and closing punctuation."""

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_ABBREVIATED = _words(
    """
    assn bros capt co col corp cpl dept dr est etc gen gov hon inc jr lt ltd maj messrs mr mrs ms mt no prof pvt rep
    rev sen sgt sq sr st univ
    """
)
"""Words that keep their full stop at the end of a mention ("the Oru Trading Co.")."""
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|\d+(?:[.,]\d+)*[^\W\d_]*"  # 1,200 and 4th
    r"|[^\W_](?:[\w\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0dff\u0e31-\u0e4e\u200d]++"
    r"|['\u2019](?!(?i:ve|ll|re)\b)(?=[^\W\d_]{2})|(?<=[nN])['\u2019](?=[tT]\b))*+"  # O'Neill, can't; not Adar's
)
_POSSESSIVE = re.compile(r"['\u2019\u02bc][sS]\Z")
_SIGNS = frozenset("@#$€£%+°")
"""What is neither letter nor digit, and no mark either."""
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_OPENING = frozenset(_BRACKETS.values())


def word_edges(text: str, starts: NDArray[np.int32], ends: NDArray[np.int32]) -> tuple[NDArray[np.int32], ...]:
    """Return for word pieces at `starts` and `ends` [n] where the words begin and end that they are of, int32 [n] each.

    What is no word (a mark) has its own edges. Initials with full stops, numbers with their separators and names
    with an apostrophe are one word; the parts of a hyphenated one are words. A possessive 's is none.
    """
    words = np.array([match.span() for match in _WORD.finditer(text)], dtype=np.int32).reshape(-1, 2)
    if not len(words):
        return starts, ends
    # the last word that begins before the piece ends
    index = np.maximum(np.searchsorted(words[:, 0], ends, side="left") - 1, 0)
    first, last = words[index, 0], words[index, 1]
    is_in_word = (first < ends) & (last > starts)
    return np.where(is_in_word, np.minimum(first, starts), starts), np.where(is_in_word, np.maximum(last, ends), ends)


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return `text[start:end]` without white space, marks and possessive endings at its edges, or None if that is all.

    The full stop of an abbreviation stays, and so does a bracket whose partner stands in the mention.

    >>> trimmed("“the U.S.’s army,” he", 0, 18), trimmed("(the Front (SF)), a", 0, 17), trimmed("—", 0, 1)
    ((1, 16), (1, 15), None)
    """
    before = -1, -1
    while (start, end) != before:
        before = start, end
        while start < end and _is_outside_at_start(text, start, end):
            start += 1
        while start < end and _is_outside_at_end(text, start, end):
            end -= 1
        if end - start > 2 and _POSSESSIVE.match(text, end - 2, end):
            end -= 2
    return (start, end) if start < end else None


def _is_outside_at_start(text: str, start: int, end: int) -> bool:
    mark = text[start]
    if mark.isalnum():
        return False
    if mark in _OPENING:
        return _closing(text, start, end) in (None, end - 1)
    return mark not in _SIGNS


def _closing(text: str, start: int, end: int) -> int | None:
    """Return where the bracket that opens at `start` is closed before `end`, if it is."""
    depth = 0
    for index in range(start, end):
        if text[index] in _OPENING:
            depth += 1
        elif text[index] in _BRACKETS:
            depth -= 1
            if depth == 0:
                return index
    return None


def _is_outside_at_end(text: str, start: int, end: int) -> bool:
    mark = text[end - 1]
    if mark.isalnum() or mark in _SIGNS or unicodedata.category(mark)[0] == "M":
        return False
    if mark == ".":
        return not _is_abbreviation(text, start, end - 1)
    if mark in _BRACKETS:
        return text.count(_BRACKETS[mark], start, end) < text.count(mark, start, end)
    return True


def _is_abbreviation(text: str, start: int, stop: int) -> bool:
    """Return whether the full stop at `stop` belongs to the word before it."""
    begin = stop
    while begin > start and text[begin - 1].isalpha():
        begin -= 1
    word = text[begin:stop]
    if len(word) == 1:
        return begin > start and text[begin - 1] == "."
    return word.lower() in _ABBREVIATED


def not_crossing(spans: Sequence[tuple[int, int]]) -> list[int]:
    """Return the indices of those of `spans`, the best first, that overlap none before them without being nested.

    >>> not_crossing([(4, 9), (0, 5), (4, 6), (0, 9), (9, 12)])
    [0, 2, 3, 4]
    """
    kept: list[int] = []
    for index, (start, end) in enumerate(spans):
        if not any(
            spans[other][0] < start < spans[other][1] < end or start < spans[other][0] < end < spans[other][1]
            for other in kept
        ):
            kept.append(index)
    return kept
