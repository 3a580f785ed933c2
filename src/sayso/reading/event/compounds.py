"""Noun compounds: who acts, who suffers, by what means and where, told by the words before the noun of an event.

In "police firing", "a rebel mortar attack", "the army's raid", "journalist arrests" and "the Tolmeni clashes" the parts
stand before the trigger in its own noun phrase. What part a word is follows from what it names and from the noun: who
stands before an attack attacks, who stands before an arrest is arrested. Words are known by closed lists
(`compound_words`), names by the mentions and places of the report. A word that is not known ends the phrase: "police
station" and "custody death" have no actor.
"""

import re
from collections.abc import Container, Iterator

from sayso.core.reading import Argument, Entity, EventType, Findings, Mention, Place
from sayso.core.span import Span
from sayso.reading.event.compound_parts import KINDS, VIOLENT, Before, Named, role_of
from sayso.reading.event.compound_words import ADJECTIVES, NOUNS, PARTS

_HEAD = re.compile(r"[^\W_]+(?:[- ][^\W_]+)?\Z")
_WORD = re.compile(r"[^\W\d_]+\Z")
_GAP = re.compile(r"(?P<of>(?:['’]{1,2}|â€™)s|(?<=s)(?:['’]|â€™))?(?:[ \u00a0]+|\n(?!\s*\n)|[-–])\Z")
"""What may stand between words of a phrase. `â€™` is an apostrophe in texts taken as they are, not mended."""
_DETERMINER = re.compile(r"(?:the|a|an|this|that|these|those|his|her|its|their|our|my|some|any)\s+", re.IGNORECASE)
_AGAINST = re.compile(r"\b(?:anti|counter|pro|non|ex)[- ]?\Z", re.IGNORECASE)
_PARTICIPLE = re.compile(
    r"\s+(?:the|an?|his|her|its|their|him|them|\d+|one|two|three|four|five|several|dozens)\b", re.I
)
_NO_PHRASE = re.compile(r"[:;,()\"“”]|\.\s")
_OF = re.compile(r"\s+of\b", re.IGNORECASE)
_BY = re.compile(r"\s+(?:[^\W_]+\s+){0,3}by\b", re.IGNORECASE)
_ADJECTIVAL = ("an", "ese", "ish")
_MOST_STEPS, _MOST_WORDS, _REACH_CHARS = 6, 3, 80


def with_compounds(
    text: str, trigger: Span, kind: EventType, arguments: tuple[Argument, ...], found: Findings
) -> tuple[Argument, ...]:
    """Return the arguments of an event and those that the words before its trigger are, in text order.

    A role that has an argument gets no other, and words that are in one are not made a second.

    Args:
        text: The report's.
        trigger: Of the event.
        kind: Its type.
        arguments: Those found so far.
        found: Entities and places of the report.
    """
    roles = {each.role for each in arguments}
    added = [
        each
        for each in compound_arguments(text, trigger, kind, found)
        if each.role not in roles and not any(each.overlaps(other) for other in arguments)
    ]
    return tuple(sorted((*arguments, *added), key=lambda each: (each.start, each.end, each.role)))


def compound_arguments(text: str, trigger: Span, kind: EventType, found: Findings) -> list[Argument]:
    """Return the arguments that the words before a trigger are, nearest first.

    One for each role, but two sides of what is mutual ("police-rebel clashes").
    """
    head = _head(trigger)
    if head is None:
        return []
    start, noun = head
    has_object = trigger.text.lower().endswith("ing") and _PARTICIPLE.match(text, trigger.end) is not None
    has_of = _OF.match(text, trigger.end) is not None
    has_by = _BY.match(text, trigger.end) is not None
    arguments: list[Argument] = []
    of_kind: list[Argument] = []
    for before in _phrase(text, start, found):
        role = role_of(before, noun, kind, has_of=has_of)
        if role is None or (has_object and role != "actor") or (has_by and role == "actor"):
            break
        span = before.span
        argument = Argument(start=span.start, end=span.end, text=span.text, role=role, entity=before.entity)
        if before.word in KINDS and not before.owns:
            of_kind.append(argument)
        elif NOUNS[noun] == "mutual" or all(each.role != role for each in arguments):
            arguments.append(argument)
    is_whose = kind in VIOLENT and all(each.role != "actor" for each in arguments)
    return [*of_kind, *arguments] if is_whose else arguments


def _head(trigger: Span) -> tuple[int, str] | None:
    """Return where the noun begins that a trigger is or ends with, and its singular; None for other words."""
    match = _HEAD.search(trigger.text)
    for words in (match[0], re.split("[- ]", match[0])[-1]) if match else ():
        noun = _singular(words, NOUNS)
        if noun is not None:
            return trigger.end - len(words), noun
    return None


def _singular(words: str, known: Container[str]) -> str | None:
    """Return the form of `words` that is `known`; None where none is."""
    small = re.sub(r"[-\s]+", " ", words.lower())
    forms = [small, small.removesuffix("s"), small.removesuffix("es")]
    forms += [small.removesuffix("ies") + "y"] * small.endswith("ies") + [small[:-3] + "man"] * small.endswith("men")
    return next((form for form in forms if form in known), None)


def _phrase(text: str, start: int, found: Findings) -> Iterator[Before]:
    """Yield what stands before `start` in its noun phrase, from right to left, adjectives passed over."""
    near = [
        (mention, each)
        for each in found.entities
        for mention in each.mentions
        if start - _REACH_CHARS <= mention.end <= start
    ]
    at = start
    for _ in range(_MOST_STEPS):
        gap = _GAP.search(text, max(0, at - _REACH_CHARS), at)
        if gap is None:
            return
        end, owns = gap.start(), bool(gap["of"])
        word = _WORD.search(text, max(0, end - _REACH_CHARS), end)
        known = _listed(text, end, near, owns=owns) or _named(text, end, near, found.places, owns=owns)
        if known is not None:
            if _AGAINST.search(text, max(0, known.span.start - _REACH_CHARS), known.span.start):
                return
            yield known
            if owns:
                return
            at = known.span.start
        elif word is not None and word[0].lower() in ADJECTIVES and not owns:
            at = word.start()
        else:
            return


def _listed(text: str, end: int, near: list[tuple[Mention, Entity]], *, owns: bool) -> Before | None:
    """Return the longest words that end at `end` and are on a list; with a mention that ends there, its words."""
    starts = [each.start() for each in re.finditer(r"(?<!\w)\w", text[max(0, end - _REACH_CHARS) : end])]
    offsets = [max(0, end - _REACH_CHARS) + start for start in starts[-_MOST_WORDS:]]
    known = next((start for start in offsets if _singular(text[start:end], PARTS)), None)
    if known is None:
        return None
    around = [
        pair for pair in near if pair[0].end == end and pair[0].start <= known and not _NO_PHRASE.search(pair[0].text)
    ]
    first, entity = min(((mention.start, each.id) for mention, each in around), default=(known, None))
    lead = None if owns else _DETERMINER.match(text, first, end)
    span = Span.of(text, lead.end() if lead else first, end)
    singular = _singular(text[known:end], PARTS) or ""
    return Before(span=span, name=PARTS[singular], word=singular, entity=entity, owns=owns)


_NAMES: dict[str, Named] = {
    "organization": "body", "group": "body", "person": "person", "facility": "target", "vehicle": "target",
    "weapon": "means",
}  # fmt: skip


def _named(
    text: str, end: int, near: list[tuple[Mention, Entity]], places: tuple[Place, ...], *, owns: bool
) -> Before | None:
    """Return what a place or a mention that ends at `end` names: of mentions without a name, owners only."""
    place = max((each for each in places if each.end == end), key=lambda each: len(each.text), default=None)
    ending = [pair for pair in near if pair[0].end == end and (pair[0].form == "name" or owns)]
    mention, entity = max(ending, key=lambda pair: pair[0].end - pair[0].start, default=(None, None))
    longer = mention is None or place is None or len(mention.text) <= len(place.text)
    if place is not None and longer:
        name = _of_place(place)
        own = entity.id if mention is not None and entity is not None and mention.text == place.text else None
        span = Span.of(text, place.start, place.end)
        return None if name is None else Before(span=span, name=name, word=place.text, entity=own, owns=owns)
    if mention is None or entity is None or mention.form == "pronoun" or entity.type not in _NAMES:
        return None
    span = Span.of(text, mention.start, mention.end)
    return Before(span=span, name=_NAMES[entity.type], word=mention.text, entity=entity.id, owns=owns)


def _of_place(place: Place) -> Named | None:
    """Return what a place before a noun names; None where it could be the adjective of an unknown country."""
    if place.form != "name":
        return "people of a country" if place.form == "demonym" else None
    if place.granularity in ("country", "region"):
        return "country"
    return None if place.geonames_id is None and place.text.lower().endswith(_ADJECTIVAL) else "town"
