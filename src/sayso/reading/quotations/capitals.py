"""Texts in capitals only: telegrams, old wire copy. The rules look at capitals, so it is read in usual case."""

import re
from collections import Counter
from functools import lru_cache

from sayso.reading.quotations.cues import ADVERBS, AUXILIARIES, is_cue_form
from sayso.reading.quotations.tables import (
    CLAUSE_STARTS,
    DETERMINERS,
    ENDS,
    INTRODUCTIONS,
    IRREGULAR_VERBS,
    OCCASIONS,
    PRONOUNS,
    REDUCED,
)

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_MIN_LETTERS = 40
_MIN_SHARE = 0.85
_KEPT = 8
"""Texts whose usual case is remembered: several components ask for that of the same report."""
_SMALL = (
    ADVERBS
    | AUXILIARIES
    | CLAUSE_STARTS
    | DETERMINERS
    | ENDS
    | INTRODUCTIONS
    | IRREGULAR_VERBS
    | OCCASIONS
    | PRONOUNS
    | REDUCED
)


@lru_cache(_KEPT)
def in_usual_case(text: str) -> str:
    """Return `text` as it is, or, where nearly all its letters are capitals, with the case that prose has.

    The result has the length of `text`, so that offsets hold. Words that can be a verb or a function word become small;
    all others could be names and keep a capital.
    """
    counts = Counter(text)
    capitals = sum(count for character, count in counts.items() if character.isupper())
    letters = capitals + sum(count for character, count in counts.items() if character.islower())
    if letters < _MIN_LETTERS or capitals < _MIN_SHARE * letters:
        return text
    return _WORD.sub(lambda match: _cased(match.group()), text)


def _cased(word: str) -> str:
    small = "".join(_lower(character) for character in word)
    plain = small.replace("’", "'")
    if plain == "i" or plain.startswith("i'"):
        return word[0] + small[1:]
    is_verbal = len(plain) > 4 and plain.endswith(("ed", "ing", "ly"))
    return small if plain in _SMALL or is_verbal or is_cue_form(plain) else word[0] + small[1:]


def _lower(character: str) -> str:
    """Return `character` in lower case, or as it is where that would take more than one character."""
    small = character.lower()
    return small if len(small) == 1 else character
