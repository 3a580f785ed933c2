"""The case that words have in prose, by a table of words and by the names beside them."""

import re
import tomllib
from functools import cache
from pathlib import Path

import msgspec

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

TABLE = Path(__file__).with_name("usual_case.toml")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_ENDS = frozenset('.?!:“"')
_INFLECTIONS = (("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""), ("er", ""))
_DERIVED = ("tion", "tions", "ness", "ship", "able", "ful", "less", "ive", "ous", "ism", "ments", "ically")
"""Endings of words that are hardly ever names."""
_LEAST_STEM, _LEAST_DERIVED = 3, 8
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


class Word(msgspec.Struct, frozen=True):
    """A word of a text: where it starts, its letters, whether one space is all that parts it from the word before."""

    start: int
    text: str
    is_next: bool


class UsualCase(msgspec.Struct, frozen=True, kw_only=True):
    """Which words are small, in small letters.

    Attributes:
        small: Where no name stands beside them.
        after_name: Those of them with a capital right after a name ("Sarab Front").
        before_name: Those of them with a capital right before one ("Colonel Adar").
    """

    small: frozenset[str]
    after_name: frozenset[str]
    before_name: frozenset[str]

    def is_small(self, word: str) -> bool:
        """Return whether a word, given in small letters, is small where no name stands beside it."""
        word = word.replace("’", "'").removesuffix("'s").removesuffix("'")
        if word in self.small or word in _SMALL or is_cue_form(word):
            return True
        if len(word) >= _LEAST_DERIVED and word.endswith(_DERIVED):
            return True
        return any(
            word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM
            and word.removesuffix(ending) + instead in self.small
            for ending, instead in _INFLECTIONS
        )  # fmt: skip


@cache
def usual_case() -> UsualCase:
    """Return what was counted."""
    lists = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return UsualCase(**{name: frozenset(listed.split()) for name, listed in lists.items()})


def words_of(text: str) -> list[Word]:
    """Return the words of a text."""
    found: list[Word] = []
    end = -1
    for match in _WORD.finditer(text):
        found.append(Word(match.start(), match[0], match.start() == end + 1 and text[end] == " "))
        end = match.end()
    return found


def begins_sentence(text: str, start: int) -> bool:
    """Return whether a sentence may begin at `start`."""
    before = text[max(0, start - 4) : start].rstrip()
    return before[-1:] in _SENTENCE_ENDS or not before


def cased(text: str, by: UsualCase) -> str:
    """Return `text` with the case that its words have in prose, as long as it is."""
    words = words_of(text)
    small = [lowered(word.text) for word in words]
    capital = [
        begins_sentence(text, word.start) or is_first_person(own) or not by.is_small(own)
        for word, own in zip(words, small, strict=True)
    ]
    names = [
        is_capital and not by.is_small(own) and not is_first_person(own)
        for is_capital, own in zip(capital, small, strict=True)
    ]
    for number in range(1, len(words)):
        if words[number].is_next and names[number - 1] and small[number] in by.after_name:
            capital[number] = names[number] = True
    for number in range(len(words) - 2, -1, -1):
        if words[number + 1].is_next and names[number + 1] and small[number] in by.before_name:
            capital[number] = names[number] = True
    pieces, at = [], 0
    for word, own, is_capital in zip(words, small, capital, strict=True):
        end = word.start + len(word.text)
        pieces += [text[at : word.start], _capital(word.text[0]) + own[1:] if is_capital else own]
        at = end
    return "".join([*pieces, text[at:]])


def is_first_person(word: str) -> bool:
    """Return whether a word, given in small letters, is "I"."""
    return word == "i" or word.startswith(("i'", "i’"))


def lowered(word: str) -> str:
    """Return a word in small letters; a character that would become several is left as it is."""
    return "".join(small if len(small := character.lower()) == 1 else character for character in word)


def _capital(character: str) -> str:
    capital = character.upper()
    return capital if len(capital) == 1 else character
