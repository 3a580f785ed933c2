"""A toponym: words of a report that name a place, before it is known which."""

import re
from functools import cache
from typing import Literal

import msgspec

from sayso.gazetteer import normalised
from sayso.reading.place.tables import Feature, features, plural_features

Origin = Literal["entity", "scan"]
_POSSESSIVES = ("'s", "’s", "'", "’")
_FEATURE_WORDS = 2
_LONGEST_LIST = 120
_JOINT_BEFORE = re.compile(r"(?:,|\band|\bor)\s(?:in\s)?$")


class Toponym(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a report that name a place.

    Attributes:
        start: Offset of the first code point.
        end: Offset after the last one.
        name: What is looked up: no article, no possessive ending.
        demonym: Whether it is an adjective or a name of people, and not the name of the place.
        feature: What it is said to be, by a word in it or beside it.
        word: That word, in the singular; empty where there is none.
        stem: The name without that word; the name itself where the word is not in it.
        has_article: Whether `the` belongs to it.
        origin: Whether the reading model found it, or the scan of the text.
    """

    start: int
    end: int
    name: str
    demonym: bool = False
    feature: Feature | None = None
    word: str = ""
    stem: str
    has_article: bool = False
    origin: Origin = "scan"

    @property
    def key(self) -> tuple[str, str, bool]:
        """What toponyms of one sense share: name, feature and form."""
        name = normalised(self.name)
        return f"the {name}" if self.is_titled else name, self.feature.words[0] if self.feature else "", self.demonym

    @property
    def is_titled(self) -> bool:
        """Whether it is an article and words that need not be a name: `the White House`, as no town is called."""
        return self.has_article and " " in self.name and self.feature is None


def toponym_at(text: str, start: int, end: int, *, demonym: bool = False, origin: Origin = "scan") -> Toponym:
    """Return the toponym that stands at `[start, end)`, with the kind of feature that the words say.

    >>> found = toponym_at("in the Anjar tunnel now", 3, 19)
    >>> found.name, found.stem, found.feature.words[0]
    ('Anjar tunnel', 'Anjar', 'tunnel')
    """
    name = text[start:end].strip()
    for ending in _POSSESSIVES:
        name = name.removesuffix(ending)
    has_article = name[:4].lower() == "the " and len(name) > 4
    if has_article:
        name = name[4:]
    name = " ".join(name.split())
    if demonym:
        return Toponym(start=start, end=end, name=name, demonym=True, stem=name, origin=origin)
    if (listed := _without_plural(text, start, name)) is not None:
        name, word = listed
        return Toponym(start=start, end=end, name=name, feature=features()[word], word=word, stem=name, origin=origin)
    word, stem = _word_inside(name)
    word = word or _word_beside(text, start, end)
    feature = features()[word] if word else None
    return Toponym(
        start=start, end=end, name=name, feature=feature, word=word, stem=stem, has_article=has_article, origin=origin
    )


def _without_plural(text: str, start: int, name: str) -> tuple[str, str] | None:
    """Return the last name of a list without the word for all of it, in the singular: `(Ghor and) Herat provinces`."""
    before, _, last = name.rpartition(" ")
    word = plural_features().get(last) if before else None
    if word is None or not _JOINT_BEFORE.search(text, max(0, start - _LONGEST_LIST), start):
        return None
    return before, word


def _word_inside(name: str) -> tuple[str, str]:
    """Return the feature word of a name, and the name without it."""
    words = name.split()
    known = features()
    for count in (2, 1):
        if len(words) > count and (word := " ".join(words[-count:]).lower()) in known:
            return word, " ".join(words[:-count])
    if len(words) > 1 and (word := words[0].lower().rstrip(".")) in known and known[word].before:
        return word, " ".join(words[2:] if words[1].lower() == "of" and len(words) > 2 else words[1:])
    return "", name


def _word_beside(text: str, start: int, end: int) -> str:
    """Return the word beside a name that says what it is: `Baghlan province`, `the province of Baghlan`."""
    known = features()
    after = text[end : end + 40].split(maxsplit=_FEATURE_WORDS)
    if text[end : end + 1] == " " and after:
        for count in (2, 1):
            words = [word.rstrip(".,;:)”\"'") for word in after[:count]]
            if len(words) == count and (word := " ".join(words)) in known:
                return word
    before = text[max(0, start - 40) : start].lower().split()
    if len(before) >= 2 and before[-1] == "of" and before[-2] in known and known[before[-2]].before:
        return before[-2]
    if before and before[-1] in known and known[before[-1]].before and text[start - 1 : start] == " ":
        return before[-1]
    return _word_of_list(text, start, end)


def _word_of_list(text: str, start: int, end: int) -> str:
    """Return the word, in the singular, beside a list with the name in it: `Ghor and Herat provinces`."""
    after, last, before = _plural_patterns()
    floor = max(0, start - _LONGEST_LIST)
    match = after.match(text, end) or before.search(text, floor, start)
    if match is None and _JOINT_BEFORE.search(text, floor, start):
        match = last.match(text, end)
    return plural_features()[" ".join(match["word"].lower().split())] if match else ""


@cache
def _plural_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a word in the plural after the rest of a list, right after, and before the list."""
    word = rf"(?P<word>{'|'.join(sorted(map(re.escape, plural_features()), key=len, reverse=True))})"
    joint, name = r"(?:,|,?\s(?:and|or|as\swell\sas))\s", r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2}"
    return (
        re.compile(rf"(?:{joint}{name})+\s{word}\b"),
        re.compile(rf"\s{word}\b"),
        re.compile(rf"\b{word}\s(?:of|such\sas|like|including)\s(?:the\s)?(?:{name}{joint})*$"),
    )
