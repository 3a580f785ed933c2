"""What one report says of one named entity, as far as it can tell whether another report speaks of the same.

Only entities with a name have a profile. An unnamed one ("a former official", "the governor") stays with its report: a
description alone fits one holder today and another tomorrow, and two unnamed officials are two.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from sayso.core.names import Sex, name_key
from sayso.core.reading import Entity, EntityType, Event, Mention, Reading
from sayso.core.span import Span
from sayso.identity.name_forms import name_form
from sayso.identity.words import role_words, surroundings

_NEAR_CHARS = 160
_AGE = re.compile(
    r"\b(?P<years>\d{1,3})[- ]years?[- ]old\b|\baged (?P<aged>\d{1,3})\b|\A(?P<bare>\d{1,3})\Z", re.IGNORECASE
)
_AGES = range(5, 110)
_HE = frozenset(("he", "him", "his", "himself"))
_SHE = frozenset(("she", "her", "hers", "herself"))


class Profile(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One named entity of one Reading.

    Attributes:
        report: Id of the report.
        entity: Id of the entity in its Reading; a running one, that another reading may change.
        names: Its names as written, each once, the fullest first. At least one.
        type: Of the entity.
        sectors: PLOVER sectors.
        country: ISO 3166-1 alpha-2; null where not known.
        sex: That titles tell.
        referred: As whom pronouns refer to it; null where there are none or both.
        roles: Words of its titles and descriptions, sorted.
        ties: Folded names of the other entities it is named beside or takes part in an event with, sorted.
        places: Where its events took place: GeoNames ids, else folded names, sorted.
        dates: ISO 8601 values of the dates of its events, sorted.
        surroundings: Content words around its mentions, sorted; at most 40.
        born: Year of birth that a stated age gives, to within one.
        died: Date of the event in which it lost its life, as the outlet tells it.
        last_act: Date of its latest act.
        outlet: Of the report.
        published: Publication date, ISO 8601; null where unresolved.
        mentions: How many, of all forms.
    """

    report: str
    entity: str
    names: tuple[str, ...]
    type: EntityType
    sectors: tuple[str, ...] = ()
    country: str | None = None
    sex: Sex | None = None
    referred: Sex | None = None
    roles: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    surroundings: tuple[str, ...] = ()
    born: int | None = None
    died: str | None = None
    last_act: str | None = None
    outlet: str | None = None
    published: str | None = None
    mentions: int = 1

    @property
    def key(self) -> str:
        """Its id: report and entity."""
        return f"{self.report}/{self.entity}"


def profiles(reading: Reading) -> tuple[Profile, ...]:
    """Return a profile for each entity of a Reading that has a name, in the order of the entities."""
    named = {entity.id: names for entity in reading.entities if (names := _names(entity))}
    events = _events_of(reading)
    places = {place.id: str(place.geonames_id or name_key(place.name or place.text).words) for place in reading.places}
    neighbours = _Neighbours(reading, named)
    return tuple(
        _profile(reading, entity, named[entity.id], events.get(entity.id, ()), places, neighbours)
        for entity in reading.entities
        if entity.id in named
    )


class _Neighbours:
    """Which named entities are mentioned near a place in the text."""

    def __init__(self, reading: Reading, named: Mapping[str, tuple[str, ...]]) -> None:
        self.known = {key: name_key(names[0]).words for key, names in named.items()}
        self._spots = sorted(
            (mention.start, mention.end, entity.id)
            for entity in reading.entities
            if entity.id in named
            for mention in entity.mentions
            if mention.form == "name"
        )

    def near(self, ranges: Iterable[tuple[int, int]]) -> set[str]:
        """Return the ids of the entities with a name within one of `ranges`, half-open."""
        wanted = list(ranges)
        return {key for start, end, key in self._spots if any(low <= start and end <= high for low, high in wanted)}


def _profile(
    reading: Reading,
    entity: Entity,
    names: tuple[str, ...],
    events: Iterable[Event],
    places: Mapping[str, str],
    neighbours: _Neighbours,
) -> Profile:
    text, taken = reading.report.text, tuple(events)
    around = [(each.start - _NEAR_CHARS, each.end + _NEAR_CHARS) for each in entity.mentions]
    beside = neighbours.near(around) | {
        each.entity for event in taken for each in event.arguments if each.entity in neighbours.known
    }
    forms = [name_form(name) for name in names]
    told = {form.sex for form in forms if form.sex is not None}
    published = reading.report.published.value
    return Profile(
        report=reading.report.id,
        entity=entity.id,
        names=names,
        type=entity.type,
        sectors=tuple(sorted(entity.sectors)),
        country=entity.country,
        sex=told.pop() if len(told) == 1 else None,
        referred=_referred(entity.mentions),
        roles=tuple(sorted(_roles(entity, forms[0].words) | {word for form in forms for word in form.titles})),
        ties=tuple(sorted({neighbours.known[key] for key in beside if key is not None and key != entity.id})),
        places=tuple(sorted({places[where] for event in taken if (where := _where(event)) is not None})),
        dates=tuple(sorted({event.date.value for event in taken if event.date and event.date.value})),
        surroundings=surroundings(text, around, {word for form in forms for word in form.words}),
        born=_born(entity, published),
        died=_died(entity.id, taken),
        last_act=_last_act(entity.id, taken),
        outlet=reading.report.outlet,
        published=published,
        mentions=len(entity.mentions),
    )


def _names(entity: Entity) -> tuple[str, ...]:
    """Return the names of an entity as written, the fullest first; of two as full the more frequent."""
    counts = Counter(" ".join(each.text.split()) for each in entity.mentions if each.form == "name")
    return tuple(sorted(counts, key=lambda name: (-len(name_form(name).full), -counts[name], -len(name), name)))


def _events_of(reading: Reading) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for event in reading.events:
        for key in {each.entity for each in event.arguments if each.entity is not None}:
            found.setdefault(key, []).append(event)
    return found


def _where(event: Event) -> str | None:
    return event.location.place if event.location else None


def _referred(mentions: Iterable[Mention]) -> Sex | None:
    words = {each.text.casefold() for each in mentions if each.form == "pronoun"}
    he, she = bool(words & _HE), bool(words & _SHE)
    if he == she:
        return None
    return "male" if he else "female"


def _roles(entity: Entity, own: Iterable[str]) -> set[str]:
    """Return the words of descriptions and nominal mentions; of these only what stands before "of", "who" and so on."""
    said: list[Span] = [*entity.descriptions, *(each for each in entity.mentions if each.form == "nominal")]
    without = set(own)
    return {word for each in said for word in role_words(each.text) if word not in without}


def _born(entity: Entity, published: str | None) -> int | None:
    """Return the year of birth by an age that is stated; null where several are."""
    if published is None or entity.type != "person":
        return None
    said = (*entity.descriptions, *(each for each in entity.mentions if each.form == "nominal"))
    found = {int(match[match.lastgroup or 0]) for each in said for match in _AGE.finditer(each.text)}
    ages = {age for age in found if age in _AGES}
    return int(published[:4]) - ages.pop() if len(ages) == 1 else None


def _died(entity: str, events: Iterable[Event]) -> str | None:
    """Return the date of the event in which `entity` was killed: a casualty where people died and none is said hurt."""
    dates = {
        event.date.value
        for event in events
        if _is_plain(event) and event.fatalities is not None and event.injuries is None
        if event.date is not None and event.date.value is not None
        if any(each.entity == entity and each.role == "casualty" for each in event.arguments)
    }
    return min(dates) if dates else None


def _last_act(entity: str, events: Iterable[Event]) -> str | None:
    dates = {
        event.date.value
        for event in events
        if _is_plain(event) and event.date is not None and event.date.value is not None
        if any(each.entity == entity and each.role == "actor" for each in event.arguments)
    }
    return max(dates) if dates else None


def _is_plain(event: Event) -> bool:
    return not event.auxiliary and event.attribution is None
