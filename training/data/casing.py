"""The case that a text in capitals would have in prose: by the words of our own corpus.

A word that the train part of our corpus has in small letters more often than, inside sentences, with a capital is
small; so is one that is such a word with another ending. All others could be names and get a capital, and so does what
begins a sentence. The length stays, so that offsets hold.
"""

import re
from collections import Counter
from functools import cache

from training.corpus_files import load_split

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENDS = frozenset('.?!:“"')
_ENDINGS = (("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""), ("'s", ""))
_LEAST_LETTERS = 4


@cache
def small_words() -> frozenset[str]:
    """Return the words that are mostly written small."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for report in load_split("train"):
        text = report.reading.report.text
        for match in _WORD.finditer(text):
            if match[0].islower():
                small[match[0]] += 1
            elif not _begins(text, match.start()):
                capital[match[0].lower()] += 1
    return frozenset(word for word, count in small.items() if count > capital[word])


def true_cased(text: str) -> str:
    """Return `text` with the case of prose.

    >>> true_cased("GUNMEN ATTACKED THE MILL.")
    'Gunmen attacked the mill.'
    """
    known = small_words()

    def cased(match: re.Match[str]) -> str:
        word = match[0].lower()
        if len(word) != len(match[0]):
            return match[0]
        is_small = word in known or any(
            word.endswith(ending) and len(word) - len(ending) >= _LEAST_LETTERS - 1
            and word.removesuffix(ending) + instead in known
            for ending, instead in _ENDINGS
        )  # fmt: skip
        return word if is_small and not _begins(text, match.start()) else word[0].upper() + word[1:]

    return _WORD.sub(cased, text)


def _begins(text: str, start: int) -> bool:
    """Return whether a sentence may begin at `start`."""
    before = text[max(0, start - 4) : start].rstrip()
    return before[-1:] in _ENDS or not before
