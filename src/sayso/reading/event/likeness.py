"""How alike two tellings of events in one report are: features, each named, that say whether they may be one event.

Kept to what words and stages before tell: who took part, by entity or by head word; numbers of people; place and date;
words of the trigger; distance. What each is worth stands in `links.toml`.
"""

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec

from sayso.core.pronouns import is_pronoun
from sayso.core.reading import Argument, Count, Event, Place
from sayso.core.span import Span

Features = dict[str, float]


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_END_OF_HEAD = re.compile(
    r"[,;:(\[–—]|\s(?:of|in|on|at|from|for|with|without|by|near|outside|inside|between|who|whom|whose|which|that|to|"
    r"into|under|over|against|aboard|including)\s",
    re.IGNORECASE,
)
_DETERMINER_BEFORE = re.compile(r"(?P<word>[^\W\d_]+['’]?s?)\s+(?:[^\W_]+\s+){0,2}\Z")
_DEFINITE = _words("the this that these those his her its their such both")
_INDEFINITE = _words("a an another one two three several many some any no other")
_RESULTS = _words(
    "kill killing die death dead toll body corpse casualty fatality fatally loss wound injure injury hurt maim destroy "
    "damage victim murder slay dying wounding injuring leave lose"
)
"""Stems of words that tell what came of an act, rather than the act."""
_ACTS = _words(
    "attack assault raid incident operation strike clash battle fight fighting violence bombing explosion blast "
    "shelling shooting ambush bombardment massacre killing action crime offensive"
)
"""Stems of nouns that take up an act told before."""
_REACH_CHARS = 60
_REMEMBERED = 20_000


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """An event with what it is compared by.

    Attributes:
        event: As it was read.
        place: Its place among all events of the report, in the order of triggers.
        sentence: Number of its sentence.
        stem: Of the last word of its trigger.
        is_definite: Whether "the", "this" or a possessive stands before the trigger.
        is_indefinite: Whether "a", "another" or a number does.
        entities: Ids of entities by role.
        heads: Last words of arguments without what follows them, by role; no pronouns.
        where: What its place is known by; null where it has none.
    """

    event: Event
    place: int
    sentence: int
    stem: str
    is_definite: bool
    is_indefinite: bool
    entities: Mapping[str, frozenset[str]]
    heads: Mapping[str, frozenset[str]]
    where: str | None


def tellings(
    text: str, events: Sequence[Event], sentences: Sequence[Span], places: Sequence[Place]
) -> tuple[Telling, ...]:
    """Return what `events`, in the order of their triggers, are compared by."""
    known = {place.id: place for place in places}
    return tuple(_telling(text, place, event, sentences, known) for place, event in enumerate(events))


def _telling(text: str, place: int, event: Event, sentences: Sequence[Span], known: Mapping[str, Place]) -> Telling:
    trigger = event.trigger
    before = _DETERMINER_BEFORE.search(text, max(0, trigger.start - _REACH_CHARS), trigger.start)
    words = [word.lower() for word in _WORD.findall(trigger.text)] or [trigger.text.lower()]
    lead = {words[0], before["word"].lower() if before else ""} if len(words) > 1 else _lead(before)
    roles = {each.role for each in event.arguments}
    located = known.get(event.location.place) if event.location and event.location.place else None
    return Telling(
        event=event,
        place=place,
        sentence=sum(sentence.start <= trigger.start for sentence in sentences),
        stem=stem(words[-1]),
        is_definite=bool(lead & _DEFINITE) or any(word.endswith(("'s", "’s")) for word in lead),
        is_indefinite=bool(lead & _INDEFINITE),
        entities={role: frozenset(each.entity for each in _of(event, role) if each.entity) for role in roles},
        heads={role: frozenset(head for each in _of(event, role) if (head := head_of(each.text))) for role in roles},
        where=None if located is None else str(located.geonames_id or (located.name or located.text).casefold()),
    )


def _lead(before: re.Match[str] | None) -> set[str]:
    """Return the words before a trigger of one word that may determine it: up to two adjectives may stand between."""
    return {word.lower() for word in re.findall(r"[^\W\d_]+(?:['’]s)?", before[0])} if before else set()


def _of(event: Event, role: str) -> list[Argument]:
    return [each for each in event.arguments if each.role == role]


@lru_cache(_REMEMBERED)
def head_of(words: str) -> str | None:
    """Return the stem of the word that a noun phrase is about, None for a pronoun.

    >>> head_of("two soldiers of the 4th Brigade"), head_of("they")
    ('soldier', None)
    """
    if is_pronoun(words):
        return None
    cut = _END_OF_HEAD.search(words, 1)
    found = _WORD.findall(words[: cut.start()] if cut else words)
    return stem(found[-1].lower()) if found else None


@lru_cache(_REMEMBERED)
def stem(word: str) -> str:
    """Return a word in small letters without the commonest endings: as much as tells "attacks" from "raid".

    >>> [stem(word) for word in ("attacked", "attacks", "killing", "bodies", "was")]
    ['attack', 'attack', 'kill', 'body', 'was']
    """
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    for ending, instead in (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("s", "")):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 3 and not word.endswith("ss"):
            if ending in ("ing", "ed") and len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "ls":
                rest = rest[:-1]
            return rest + instead
    return word


def likeness(one: Telling, other: Telling) -> Features:
    """Return the features of two tellings of one type, `one` before `other`; those of no weight are left out."""
    found = {"always": 1.0, f"type {one.event.type}": 1.0}
    found |= _of_modes(one.event, other.event) | _of_triggers(one, other) | _of_people(one, other)
    found |= _of_counts(one.event, other.event) | _of_circumstances(one, other) | _of_distance(one, other)
    return found


def _of_modes(one: Event, other: Event) -> Features:
    if not one.modes or not other.modes:
        return {"modes unsaid": 1.0}
    if set(one.modes) & set(other.modes):
        return {"modes shared": 1.0}
    return {"modes differ": 1.0} | (
        {"abduction and other": 1.0} if ("abduct" in one.modes) != ("abduct" in other.modes) else {}
    )


def _of_triggers(one: Telling, other: Telling) -> Features:
    first, second = one.stem in _RESULTS, other.stem in _RESULTS
    found = {
        "same word": one.stem == other.stem,
        "same word, definite": one.stem == other.stem and other.is_definite,
        "taken up": other.is_definite and other.stem in _ACTS,
        "definite": other.is_definite,
        "indefinite": other.is_indefinite,
        "result of act": second and not first,
        "result of act, in its sentence": second and not first and one.sentence == other.sentence,
        "two results": first and second,
        "act after result": first and not second,
    }
    return _true(found)


def _of_people(one: Telling, other: Telling) -> Features:
    found: dict[str, bool] = {}
    for role in ("actor", "recipient", "instrument"):
        entities = one.entities.get(role, frozenset()), other.entities.get(role, frozenset())
        heads = one.heads.get(role, frozenset()), other.heads.get(role, frozenset())
        if role not in one.heads or role not in other.heads:
            found[f"{role} unsaid"] = role != "instrument"
        elif _spans(one, role) & _spans(other, role):
            found[f"{role} in one place"] = True
        elif entities[0] & entities[1]:
            found[f"{role} shared"] = True
        elif heads[0] & heads[1]:
            found[f"{role} of one word"] = True
        elif heads[0] and heads[1]:
            found[f"{role} differs"] = True
            found[f"{role} of results differs"] = role == "recipient" and bool({one.stem, other.stem} & _RESULTS)
    found["nobody"] = not any(role in other.heads for role in ("actor", "recipient"))
    found["sides changed"] = bool(
        _both(one, "actor") & _both(other, "recipient") or _both(one, "recipient") & _both(other, "actor")
    )
    return _true(found)


def _spans(telling: Telling, role: str) -> set[tuple[int, int]]:
    return {(each.start, each.end) for each in _of(telling.event, role)}


def _both(telling: Telling, role: str) -> frozenset[str]:
    """Return entities and head words of a role; ids and words cannot be taken for each other."""
    entities = (f"@{entity}" for entity in telling.entities.get(role, ()))
    return frozenset(entities) | telling.heads.get(role, frozenset())


def _of_counts(one: Event, other: Event) -> Features:
    found: dict[str, bool] = {}
    for name in ("fatalities", "injuries"):
        first, second = getattr(one, name), getattr(other, name)
        if first is not None and second is not None:
            same = _number(first) == _number(second)
            found |= {f"{name} same": same, f"{name} differ": not same}
    found["dead and injured"] = (one.fatalities is None) != (other.fatalities is None) and (
        (one.injuries is None) != (other.injuries is None) and (one.injuries is None) != (one.fatalities is None)
    )
    return _true(found)


def _number(count: Count) -> int | None:
    return next((value for value in (count.best, count.low, count.high) if value is not None), None)


def _of_circumstances(one: Telling, other: Telling) -> Features:
    found: dict[str, bool] = {}
    if one.where is not None and other.where is not None:
        found = {"place same": one.where == other.where, "place differs": one.where != other.where}
    dates = [each.event.date.value for each in (one, other) if each.event.date and each.event.date.value]
    if len(dates) == 2:
        fits = dates[0].startswith(dates[1]) or dates[1].startswith(dates[0])
        found |= {"date fits": fits, "date differs": not fits}
    for name in ("historical", "future", "hypothetical", "negation"):
        found[f"{name} differs"] = (name in one.event.auxiliary) != (name in other.event.auxiliary)
    found["both no plain fact"] = bool(set(one.event.auxiliary) & set(other.event.auxiliary))
    found["same voice"] = one.event.attribution == other.event.attribution
    return _true(found)


def _of_distance(one: Telling, other: Telling) -> Features:
    apart = other.sentence - one.sentence
    found = _true(
        {"same sentence": apart == 0, "next sentence": apart == 1, "next event": other.place - one.place == 1}
    )
    return {**found, "sentences between": math.log1p(apart), "events between": math.log1p(other.place - one.place - 1)}


def _true(found: Mapping[str, bool]) -> Features:
    return {name: 1.0 for name, is_so in found.items() if is_so}
