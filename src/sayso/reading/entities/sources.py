"""Which entity a source is: the one whose mention is the head of the source's words."""

import re
from collections.abc import Sequence

import msgspec

from sayso.core.reading import Entity, EntityType, MentionForm

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]")
_POSSESSORS = frozenset({"its", "his", "her", "their", "our", "my", "your", "whose"})
_RELATIVE = frozenset({"who", "whom", "whose", "which", "that", "where", "when", "while"})
_PREPOSITIONS = frozenset(
    {
        "about", "across", "against", "among", "as", "at", "behind", "between", "by", "for", "from", "in", "inside",
        "near", "of", "on", "outside", "over", "than", "to", "under", "with", "within",
    }
)  # fmt: skip
_STOPS = _RELATIVE | _PREPOSITIONS
"""What comes after one of these stands in a phrase of its own."""
_JOINING = frozenset({"and", "or", "nor", "&"})
_BODIES: frozenset[EntityType] = frozenset({"organization", "group"})
_MOST_BETWEEN = 5
"""Words and marks between a description and the name it belongs to."""


class _Mention(msgspec.Struct, frozen=True, kw_only=True):
    start: int
    end: int
    form: MentionForm
    entity: str
    type: EntityType
    words: str


def entity_of(source_start: int, source_end: int, entities: Sequence[Entity], text: str) -> str | None:
    """Return the id of the entity that the source `text[source_start:source_end]` is, or None where that is not known.

    Of the mentions inside the source that no other one inside it holds, the first is the head if it begins the
    source's noun phrase and does not just describe or own what follows. Where it does ("the station's director, Jo
    Oru", "Front commander Jo Oru") or where the head is no mention ("the head of the mission, Jo Oru"), the source is
    the person named next. A name wins over the nominal that it closes ("rebel leader Jo Oru") or stands beside ("the
    mayor, Jo Oru"). Several sources joined by "and" are no single entity.

    Args:
        source_start: First code point.
        source_end: After the last one.
        entities: Of the same report, as found.
        text: The report's.
    """
    inside = _inside(source_start, source_end, entities)
    if not inside:
        return _around(source_start, source_end, entities)
    outermost: list[_Mention] = []
    for mention in inside:
        if not outermost or mention.end > outermost[-1].end:
            outermost.append(mention)
    first, later = outermost[0], outermost[1:]
    before = _words(text, source_start, first.start)
    if _is_joined(text, first, later):
        return None
    if _STOPS & set(before) or "'" in before:
        is_apposed = "," in before and not _STOPS & set(before[before.index(",") :])
        return _named_next(text, source_start, outermost if is_apposed else later)
    if _only_modifies(text, first, source_end):
        return _owned(text, first, later) or _named_next(text, first.end, later)
    return _sharper(text, first, inside, later).entity


def _inside(start: int, end: int, entities: Sequence[Entity]) -> list[_Mention]:
    found = [
        _Mention(
            start=mention.start,
            end=mention.end,
            form=mention.form,
            entity=entity.id,
            type=entity.type,
            words=mention.text,
        )
        for entity in entities
        for mention in entity.mentions
        if start <= mention.start and mention.end <= end
    ]
    return sorted(found, key=lambda mention: (mention.start, -mention.end))


def _around(start: int, end: int, entities: Sequence[Entity]) -> str | None:
    """Return the entity of the shortest mention that begins as the source does and goes on after it, if any."""
    holding = [
        (mention.end, entity.id)
        for entity in entities
        for mention in entity.mentions
        if mention.start == start and mention.end > end
    ]
    return min(holding)[1] if holding else None


def _words(text: str, start: int, end: int) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text[start:end])]


def _is_joined(text: str, first: _Mention, later: Sequence[_Mention]) -> bool:
    """Return whether "and" alone stands between the first mention and the next one."""
    return (
        bool(later)
        and set(_words(text, first.end, later[0].start)) - {",", "the", "both"} <= _JOINING
        and bool(_JOINING & set(_words(text, first.end, later[0].start)))
    )


def _only_modifies(text: str, mention: _Mention, end: int) -> bool:
    """Return whether a mention owns or describes the noun after it, in a source that ends at `end`."""
    after = _words(text, mention.end, end)
    if after[:1] == ["'"]:
        after = after[2:] if after[1:2] == ["s"] else after[1:]
        return bool(after) and after[0].isalnum()
    if not after or not after[0].isalnum() or after[0] in _STOPS:
        return False
    if mention.form == "pronoun":
        return mention.words.lower() in _POSSESSORS
    return mention.form == "name" and mention.type != "person"


def _owned(text: str, owner: _Mention, later: Sequence[_Mention]) -> str | None:
    """Return what is named next in the noun phrase of its owner: "Oru's Herald"."""
    if not later or later[0].form != "name" or not _is_near(_words(text, owner.end, later[0].start)):
        return None
    return later[0].entity


def _named_next(text: str, start: int, mentions: Sequence[_Mention]) -> str | None:
    """Return the first person named by `mentions` before any relative clause after `start`."""
    for mention in mentions:
        if _RELATIVE & set(_words(text, start, mention.start)):
            return None
        if mention.form == "name" and mention.type == "person":
            return mention.entity
    return None


def _sharper(text: str, head: _Mention, inside: Sequence[_Mention], later: Sequence[_Mention]) -> _Mention:
    """Return the name that closes the nominal `head` or stands beside it, of a type like its; else `head`."""
    if head.form != "nominal":
        return head
    for name in inside:
        if name.form == "name" and name.end == head.end and name.type == head.type == "person":
            before = _words(text, head.start, name.start)
            if before and not _STOPS & set(before) and before[-2:] != ["'", "s"]:
                return name
    if later and later[0].form == "name":
        between = _words(text, head.end, later[0].start)
        is_marked = bool(between) and not between[0].isalnum()
        describes = not is_marked and later[0].type == "person"
        if _is_near(between) and (describes or _are_alike(later[0].type, head.type)):
            return later[0]
    return head


def _is_near(between: Sequence[str]) -> bool:
    """Return whether what stands between two mentions can stand inside a noun phrase or before an apposition."""
    return len(between) <= _MOST_BETWEEN and not (_STOPS | _JOINING) & set(between)


def _are_alike(first: EntityType, second: EntityType) -> bool:
    return first == second or {first, second} <= _BODIES
