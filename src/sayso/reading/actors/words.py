"""The tables of this folder, read once: every word and phrase that tells something of an actor, and what it tells."""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from sayso.reading.actors.countries import CountryNameKind, country_names

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:['’‘`ʼ]\w+)*(?:['’](?=\W|$))?|[,;:()—–]")
_APOSTROPHES = re.compile(r"['’‘`ʼ]")
_OWNER = re.compile(r"['’](?:s?)$", re.IGNORECASE)
_LONGEST_AS_WRITTEN = 3
"""Abbreviations of so many letters are matched in capitals alone: `IS`, `UN`, `AP`."""
_IRREGULAR = {"person": "people", "child": "children", "thief": "thieves", "wife": "wives", "chief": "chiefs"}
_NOT_BEFORE_S = ("s", "x", "ch", "sh")


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """A word or mark of a phrase.

    Attributes:
        key: In lower case, without accents, apostrophes and the possessive ending.
        is_capital: Whether it has a capital.
        abbreviation: `=UN` for a word in capitals, periods aside; else empty.
        owns: Whether it has the possessive ending.
    """

    key: str
    is_capital: bool
    abbreviation: str
    owns: bool


class Word(msgspec.Struct, kw_only=True):
    """What a word or phrase tells of an actor; `sectors.toml` and `bodies.toml` say what each field means.

    Attributes:
        heads, titles, marks, weak, sides: Sectors.
        body: Sectors and country of a body that goes by this name.
        country: ISO 3166-1 alpha-2 of the country that it names, or is the adjective of.
        kind: Whether that is its name, an adjective of it, its capital or a part of it.
        is_transparent, is_relation, is_former, is_neutral: Whether it is among those words.
    """

    heads: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    body: tuple[tuple[str, ...], str | None] | None = None
    country: str | None = None
    kind: CountryNameKind | None = None
    is_transparent: bool = False
    is_relation: bool = False
    is_former: bool = False
    is_neutral: bool = False

    @property
    def is_proper(self) -> bool:
        """Whether it is a name alone, which is written with a capital."""
        told = self.heads or self.titles or self.marks or self.weak or self.sides
        return not (told or self.is_transparent or self.is_relation or self.is_former or self.is_neutral)


class Lexicon(msgspec.Struct, frozen=True, kw_only=True):
    """All words and phrases by their keys, parted by a space; the most words that begin with a key, by that key."""

    words: dict[str, Word]
    longest: dict[str, int]

    def at(self, tokens: list[Token], first: int) -> tuple[Word, int] | None:
        """Return what the longest phrase from the token `first` on tells, and how many tokens it has."""
        token = tokens[first]
        if token.abbreviation and (found := self.words.get(token.abbreviation)) is not None:
            longer = self._phrase(tokens, first, 2)
            return longer or (found, 1)
        return self._phrase(tokens, first, 1)

    def _phrase(self, tokens: list[Token], first: int, fewest: int) -> tuple[Word, int] | None:
        most = min(self.longest.get(tokens[first].key, 0), len(tokens) - first)
        for count in range(most, fewest - 1, -1):
            own = tokens[first : first + count]
            found = self.words.get(own[0].key if count == 1 else " ".join([each.key for each in own]))
            if found is not None and (not found.is_proper or any(each.is_capital for each in own)):
                return found, count
        return None


def tokens_of(words: str) -> list[Token]:
    """Return the words and marks of a phrase.

    >>> [token.key for token in tokens_of("the U.S. president’s ex-aide")]
    ['the', 'us', 'president', 'ex', 'aide']
    """
    return [_token(match) for match in _TOKEN.findall(words)]


@lru_cache(maxsize=1 << 15)
def _token(raw: str) -> Token:
    owns = _OWNER.search(raw) is not None
    bare = _APOSTROPHES.sub("", _OWNER.sub("", raw) if owns else raw).replace(".", "")
    if not bare.isascii():
        folded = unicodedata.normalize("NFKD", bare)
        bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    is_abbreviation = len(bare) > 1 and bare.isupper()
    return Token(
        key=bare.lower(),
        is_capital=bare != bare.lower(),
        abbreviation=f"={bare}" if is_abbreviation else "",
        owns=owns,
    )


@cache
def lexicon() -> Lexicon:
    """Return all words and phrases of the tables, with the names and adjectives of countries."""
    words: defaultdict[str, Word] = defaultdict(Word)
    for name in country_names():
        word = words[_key(name.words, as_written=name.as_written)]
        word.country, word.kind = name.country, name.kind
    _add_sectors(words)
    _add_bodies(words)
    longest: dict[str, int] = {}
    for key in words:
        first, _, rest = key.partition(" ")
        longest[first] = max(longest.get(first, 1), 1 + len(rest.split()))
    return Lexicon(words=dict(words), longest=longest)


def _add_sectors(words: defaultdict[str, Word]) -> None:
    table = _toml("sectors.toml")
    for listed, flag in (("transparent", "is_transparent"), ("relation", "is_relation"), ("former", "is_former")):
        for key in _keys(table.pop(listed)["words"]):
            setattr(words[key], flag, True)
    neutral = {_key(phrase) for phrase in _split(table.pop("neutral")["words"])}
    for sector, listed in table.pop("titles").items():
        for phrase in _split(listed):
            words[_key(phrase)].titles = (sector,)
    for sector, lists in table.items():
        for kind, listed in lists.items():
            for key in _keys(listed):
                known = getattr(words[key], kind)
                if sector not in known:
                    setattr(words[key], kind, (*known, sector))
    for key in neutral:
        words[key] = Word(is_neutral=True)


def _add_bodies(words: defaultdict[str, Word]) -> None:
    for listed, sectors, country in (row for rows in _toml("bodies.toml").values() for row in rows):
        for name in _split(listed):
            as_written = len(name) <= _LONGEST_AS_WRITTEN and name.isupper()
            for form in (name,) if " " in name else (name, plural(name)):
                words[_key(form, as_written=as_written)].body = (tuple(sectors.split()), country or None)


@cache
def words_not_of() -> frozenset[str]:
    """Return the words behind an adjective of a country with which it does not say whose the actor is."""
    return frozenset(_split(_toml("areas.toml")["not_of"]))


@cache
def given_names() -> frozenset[str]:
    """Return the names of countries, lower case, that are given or family names too."""
    return frozenset(_split(_toml("areas.toml")["given_names"]))


def plural(phrase: str) -> str:
    """Return the regular plural of a phrase; of its first word where that has a preposition behind it.

    >>> plural("member of parliament"), plural("policewoman"), plural("ministry"), plural("attorney general")
    ('members of parliament', 'policewomen', 'ministries', 'attorneys general')
    """
    before, preposition, after = phrase.partition(" of ")
    if preposition:
        return f"{plural(before)} of {after}"
    *first, last = phrase.split(" ")
    if last in ("general", "martial") and first and first[-1] in _BEFORE_GENERAL:
        return f"{plural(' '.join(first))} {last}"
    return " ".join([*first, _plural_word(last)])


_BEFORE_GENERAL = frozenset(("attorney", "consul", "solicitor", "auditor", "prosecutor", "court"))


def _plural_word(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("man") and word not in ("roman", "german", "human"):
        return f"{word[:-2]}en"
    if word.endswith("y") and word[-2:-1] not in ("a", "e", "o", "u"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(_NOT_BEFORE_S) else f"{word}s"


def _keys(listed: str) -> Iterator[str]:
    for phrase in _split(listed):
        yield _key(phrase)
        yield _key(plural(phrase))


def _key(words: str, *, as_written: bool = False) -> str:
    tokens = tokens_of(words)
    return tokens[0].abbreviation if as_written else " ".join(token.key for token in tokens)


def _split(listed: str) -> Iterable[str]:
    return [" ".join(each.split()) for each in listed.split(",") if each.strip()]


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
