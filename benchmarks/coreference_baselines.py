"""Trivial baselines of coreference: the mentions that a reader found, grouped by the plainest rules there are."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence

import msgspec

from sayso.core.reading import Entity, EntityType, Findings, Mention, SourceSpan
from sayso.evaluation.head_words import head_word
from sayso.reading.entities import entity_of
from sayso.reading.entities.pairs import PRONOUNS

Typed = tuple[Mention, EntityType]
"""A mention and the type of the entity that the reader has it in."""
Group = Callable[[Sequence[Typed]], list[Hashable]]
"""From mentions, in text order, to what those of one entity have in common."""
_PEOPLE: frozenset[EntityType] = frozenset({"person"})
_SEVERAL: frozenset[EntityType] = frozenset({"group", "organization"})
_THINGS: frozenset[EntityType] = frozenset({"organization", "group", "place", "facility", "vehicle", "weapon", "other"})
_CAN_MEAN: dict[str, frozenset[EntityType]] = {
    "i": _PEOPLE,
    "you": _PEOPLE | _SEVERAL,
    "he": _PEOPLE,
    "she": _PEOPLE,
    "it": _THINGS,
    "we": _SEVERAL,
    "they": _SEVERAL,
}
"""What a pronoun can mean, by its kind; others are left alone."""
_KIND = {word: kind for kind, words in PRONOUNS.items() for word in words}


def names_equal(mentions: Sequence[Typed]) -> list[Hashable]:
    """Group names with the same words, letter case aside; each nominal and pronoun is alone."""
    return [
        " ".join(mention.text.casefold().split()) if mention.form == "name" else index
        for index, (mention, _) in enumerate(mentions)
    ]


def heads_and_nearest(mentions: Sequence[Typed]) -> list[Hashable]:
    """Group names and nominals with the same head word; a pronoun joins the nearest mention before it that fits.

    One fits that is a pronoun of the same kind ("he", "his"), or a name or nominal of a type that it can mean.
    """
    groups: list[Hashable] = []
    for index, (mention, _) in enumerate(mentions):
        if mention.form != "pronoun":
            groups.append(head_word(mention).text.casefold())
            continue
        kind = _KIND.get(mention.text.casefold(), "")
        earlier = (place for place in range(index - 1, -1, -1) if _fits(mentions[place], mention, kind))
        nearest = next(earlier, None)
        groups.append(index if nearest is None else groups[nearest])
    return groups


BASELINES: dict[str, Group] = {
    "equal names": names_equal,
    "equal heads, nearest that fits for pronouns": heads_and_nearest,
}
"""By what each does."""


def regrouped(text: str, found: Findings, group: Group) -> Findings:
    """Return the entities of `text` with the same mentions, grouped anew, and sources told to be of these."""
    mentions = _mentions(found.entities)
    members: dict[Hashable, list[Typed]] = {}
    for typed, own in zip(mentions, group(mentions), strict=True):
        members.setdefault(own, []).append(typed)
    entities = tuple(_entity(f"e{number}", each) for number, each in enumerate(members.values(), start=1))
    attributions = tuple(
        each
        if each.source is None
        else msgspec.structs.replace(each, source=_source(each.source, entities, text))
        for each in found.attributions
    )  # fmt: skip
    return Findings(entities=entities, attributions=attributions)


def _mentions(entities: Iterable[Entity]) -> list[Typed]:
    found = [(mention, entity.type) for entity in entities for mention in entity.mentions]
    return sorted(found, key=lambda typed: (typed[0].start, -typed[0].end))


def _fits(earlier: Typed, pronoun: Mention, kind: str) -> bool:
    mention, own = earlier
    if mention.end > pronoun.start:  # the pronoun stands in it: "his brother"
        return False
    if mention.form == "pronoun":
        return bool(kind) and _KIND.get(mention.text.casefold()) == kind
    return own in _CAN_MEAN.get(kind, ())


def _entity(own: str, members: Sequence[Typed]) -> Entity:
    kind = Counter(each for _, each in members).most_common(1)[0][0]
    mentions = tuple(mention for mention, _ in members)
    names = [mention for mention in mentions if mention.form == "name"] or mentions
    return Entity(id=own, name=max(names, key=lambda each: len(each.text)).text, type=kind, mentions=mentions)


def _source(source: SourceSpan, entities: Sequence[Entity], text: str) -> SourceSpan:
    return msgspec.structs.replace(source, entity=entity_of(source.start, source.end, entities, text))
