"""Adjectives and demonyms of countries and other areas: where they stand, and what they refer to."""

import re

from sayso.gazetteer import Gazetteer, normalised
from sayso.gazetteer.place import GazetteerPlace
from sayso.reading.place.tables import names

_REMEMBERED = 50_000
_NOT_OF = re.compile(r"[-\s](?:speaking|language|speaker|speakers|dialect|origin\b)")
_LANGUAGE_BEFORE = re.compile(
    r"\b(?:in|speaks?|spoke|speaking|spoken|learn(?:ing|ed)?|fluent|into|from|translated|broken)\s+$", re.IGNORECASE
)
_NO_NOUN = (
    "and", "or", "but", "was", "were", "is", "are", "who", "has", "have", "had", "in", "to", "of", "on", "at",
    "for", "from", "by", "with", "as", "said", "says", "that", "than", "the", "will", "would", "can", "could",
    "may", "also",
)  # fmt: skip
_NOUN_FOLLOWS = re.compile(
    rf" (?:and|or) (?=[A-Z])"
    rf"|[ \u00a0\n](?!(?:{'|'.join(_NO_NOUN)})\b)[\w“\"]|-[a-z]|[,/] ?(?:[A-Z][a-z]+)? ?(?:and|or) "
)
"""What stands after an adjective: a word that may be a noun, a hyphen, or the next of several adjectives."""


class Demonyms:
    """What adjectives refer to, remembered, since a text asks for the same few over and over."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known: dict[str, tuple[GazetteerPlace, ...]] = {}

    def of(self, word: str) -> tuple[GazetteerPlace, ...]:
        """Return the places that an adjective or demonym refers to; several where it is used of several."""
        found = self._known.get(word)
        if found is None:
            found = self._gazetteer.places_of_demonym(word)
            area = names().adjectives.get(word.lower())
            if not found and area:
                found = self._area(area)
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[word] = found
        return found

    def _area(self, name: str) -> tuple[GazetteerPlace, ...]:
        """Return the region, division or city that goes by this name first of all."""
        key = normalised(name)
        own = [place for place in self._gazetteer.lookup(name) if normalised(place.name) == key]
        return tuple(sorted(own, key=lambda place: (place.kind not in ("region", "admin1"), -(place.population or 0))))[
            :1
        ]

    def is_demonym(self, word: str) -> bool:
        """Whether a word is an adjective of a country or area, and not the name of one (`US`, `Taiwan`)."""
        return bool(self.of(word)) and not any(place.kind == "country" for place in self._gazetteer.lookup(word))

    def at(self, text: str, pieces: list[tuple[int, int]], first: int) -> int:
        """Return how many of the words from `first` on are an adjective of a country or area; 0 where none is.

        Nouns for people (`the Kenyans`) and languages (`in French`) are none: they name no place.
        """
        for count in (2, 1):
            if first + count > len(pieces):
                continue
            start, stop = pieces[first][0], pieces[first + count - 1][1]
            words = text[start:stop]
            if words[:4].lower() == "the " or (words.endswith(".") and not words.isupper()):
                continue
            if words and self.is_demonym(words) and self.is_adjective(text, start, stop):
                return count
        return 0

    def is_adjective(self, text: str, start: int, stop: int) -> bool:
        """Whether an adjective of a country stands before a noun, as far as the letters tell."""
        word = text[start:stop]
        if word.endswith("s") and self.of(word[:-1]):
            return False
        if _NOT_OF.match(text, stop) or not _NOUN_FOLLOWS.match(text, stop):
            return False
        return not (_LANGUAGE_BEFORE.search(text, max(0, start - 20), start) and text[stop : stop + 1] in ",.;:")
