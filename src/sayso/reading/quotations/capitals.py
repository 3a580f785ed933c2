"""Texts in capitals only: telegrams, old wire copy. What looks at capitals reads them in usual case."""

from collections import Counter
from functools import lru_cache

from sayso.reading.quotations.usual_case import cased, usual_case

_MIN_LETTERS = 40
_MIN_SHARE = 0.85
_KEPT = 8
"""Texts whose usual case is remembered: several components ask for that of the same report."""


@lru_cache(_KEPT)
def in_usual_case(text: str) -> str:
    """Return `text` as it is, or, where nearly all its letters are capitals, with the case that prose has.

    The result has the length of `text`, so that offsets hold. Which words are small was counted in prose; all others
    could be names and keep a capital.
    """
    counts = Counter(text)
    capitals = sum(count for character, count in counts.items() if character.isupper())
    letters = capitals + sum(count for character, count in counts.items() if character.islower())
    if letters < _MIN_LETTERS or capitals < _MIN_SHARE * letters:
        return text
    return cased(text, usual_case())
