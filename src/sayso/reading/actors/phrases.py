"""The words of an actor as parts: what stands before the first preposition, what it is of, where it is from."""

from typing import Literal

import msgspec

from sayso.core.reading import EntityType
from sayso.reading.actors.words import Token, Word, given_names, lexicon, words_not_of

Link = Literal["head", "and", "of", "from", "in", "beside"]
"""How a part stands to the one before it; `beside` is an apposition."""
_LINKS: dict[str, Link] = {
    **dict.fromkeys(("of", "for", "de", "del", "behind", "representing", "heading", "leading"), "of"),
    **dict.fromkeys(("from", "with", "within", "loyal", "inside"), "from"),
    **dict.fromkeys(("in", "at", "on", "near", "across", "outside", "around", "along"), "in"),
    **dict.fromkeys((",", ";", "(", ")", ":", "—", "–"), "beside"),
    **dict.fromkeys(("and", "or", "nor"), "and"),
}  # fmt: skip
_ENDS = frozenset(
    (
        "who", "whom", "whose", "which", "that", "by", "to", "against", "while", "when", "where", "accused", "killed",
        "suspected", "wounded", "injured", "arrested", "detained", "is", "are", "was", "were", "has", "have", "had",
        "said", "says", "will", "would", "over", "about", "after", "before", "under", "without", "like", "than",
        "fleeing", "kidnapped", "captured", "sent", "backing", "supporting", "held", "charged", "close", "believed",
        "known", "called", "named", "as",
    )
)  # fmt: skip
"""Words with which another clause begins, or somebody else comes in."""


_ARTICLES = frozenset(("the", "a", "an"))


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A word or phrase of a part that the tables know, or a word that they do not (`word` is null).

    Attributes:
        word: What the tables say of it.
        country: ISO 3166-1 alpha-2 of the country that it names here.
        is_title: Whether it stands before a name as a title may.
        is_capital: Whether it begins with a capital.
        owns: Whether it has the possessive ending.
    """

    word: Word | None
    country: str | None = None
    is_title: bool = False
    is_capital: bool
    owns: bool


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the words without preposition, comma or conjunction, and how it stands to the one before."""

    link: Link
    items: tuple[Item, ...]


def parts_of(tokens: list[Token], type: EntityType | None) -> list[Part]:
    """Return the parts of an actor's words, up to where another clause begins. Known phrases are never parted."""
    parts: list[Part] = []
    link: Link = "head"
    items: list[Item] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        found = lexicon().at(tokens, place)
        if found is None and token.key in _ENDS:
            if items or parts:
                break
            place += 1
            continue
        if found is None and token.key in _LINKS:
            if items:
                parts.append(Part(link=link, items=tuple(items)))
                items = []
            if parts:
                link = _LINKS[token.key]
            place += 1
            continue
        item, count = _item(tokens, place, found, items, type)
        items.append(item)
        place += count
    if items:
        parts.append(Part(link=link, items=tuple(items)))
    return parts


def _item(
    tokens: list[Token], place: int, found: tuple[Word, int] | None, before: list[Item], type: EntityType | None
) -> tuple[Item, int]:
    """Return the word or phrase `found` at the token `place` as an item, and how many tokens it takes."""
    word, count = found or (None, 1)
    if word is not None and _is_of_name(tokens, place, count, word, before, type):
        word = None
    if word is not None and word.country is not None and word.is_proper and _is_not_of(tokens, place + count):
        word, count = None, count + 1
    own = tokens[place : place + count]
    country = None
    if word is not None and word.country is not None and any(each.is_capital for each in own):
        country = _country(word, tokens, place, count, type)
    following = tokens[place + count] if place + count < len(tokens) else None
    first = tokens[place]
    is_title = first.is_capital and following is not None and following.is_capital
    item = Item(word=word, country=country, is_title=is_title, is_capital=first.is_capital, owns=own[-1].owns)
    return item, count


def _is_not_of(tokens: list[Token], after: int) -> bool:
    """Whether the adjective of a country before the token `after` does not say whose the actor is."""
    return after < len(tokens) and tokens[after].key in words_not_of()


def _is_of_name(
    tokens: list[Token], place: int, count: int, word: Word, before: list[Item], type: EntityType | None
) -> bool:
    """Whether a known word is part of somebody's name: `Jordan Oru`, `Tyra Banks`."""
    token = tokens[place]
    if count > 1 or not token.is_capital or word.body is not None:
        return False
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if word.country is not None and token.key in given_names() and not token.owns:
        return type == "person" and following is not None and following.is_capital
    if type != "person" or word.country is not None or token.owns:
        return False
    after_name = bool(before) and before[-1].word is None and before[-1].is_capital and not before[-1].owns
    return after_name and (following is None or not following.is_capital)


def _country(word: Word, tokens: list[Token], place: int, count: int, type: EntityType | None) -> str | None:
    """Return the country that a known word names; null for a part or capital that is within another name."""
    if type == "person" and count == len(tokens):
        return None
    if word.kind in ("name", "adjective"):
        return word.country
    if type == "person" and place + count == len(tokens) and (place == 0 or tokens[place - 1].is_capital):
        return None
    if tokens[place + count - 1].owns:
        return word.country
    around = (place - 1, place + count)
    unknown = [each for each in around if 0 <= each < len(tokens) and lexicon().at(tokens, each) is None]
    return (
        None if any(tokens[each].is_capital and tokens[each].key not in _ARTICLES for each in unknown) else word.country
    )
