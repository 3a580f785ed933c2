"""From the events of a Reading to incidents as MUC-4 counts them: rules, with their conventions.

- An incident is what linked tellings are of, if it is an ASSAULT, or is told as a kidnapping. Its type: a kidnapping by
  mode (abduct) or words; a bombing by mode (explosives, suicide attack), words or weapon; arson and robbery by words;
  all else is an attack. Forced stoppages of work are not told by any type of event, and never found.
- Incidents of one type are taken for one, unless day, place or perpetrator differ: the key's own rule.
- Actors are perpetrators: an organization (or one named in the phrase, "members of the Front") for PerpOrg, others for
  PerpInd; where no telling has one, those that the report names anywhere are candidates. Recipients: a person with a
  name for Victim, by the fullest name that the report has; what is neither people nor a place for Target. Instruments
  that are no vehicles for Weapon.
- Numbers of people are of the incident: of several that its tellings give, the greatest, never their sum. Where none
  gives one, the people are counted that are killed or injured by name.
- A date is that of the first telling that has one to the day; else the incident was on or before the report's date.
- How sure the report is of an organization: claimed, where the organization itself says so; suspected, where a source
  blames, suspects or believes, or a word such as "apparently" stands before it; else reported as fact.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from sayso.core.names import name_key
from sayso.core.reading import Argument, Count, Entity, Event, Place, Reading
from sayso.core.span import Span
from sayso.evaluation.muc4 import Period
from sayso.evaluation.templates import Role, Template, plain
from sayso.reading.event.likeness import head_of, stem
from sayso.reading.time import interval_of

COUNTRIES = {
    "SV": "el salvador", "CO": "colombia", "PE": "peru", "GT": "guatemala", "HN": "honduras", "CL": "chile",
    "BO": "bolivia", "EC": "ecuador", "AR": "argentina", "PA": "panama", "NI": "nicaragua", "VE": "venezuela",
    "BR": "brazil", "ES": "spain", "US": "united states", "MX": "mexico", "CR": "costa rica", "JM": "jamaica",
}  # fmt: skip
"""Countries as the keys write them, in small letters, by ISO 3166-1."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_KIDNAPPING = _words("kidnap kidnapp kidnapping abduct abduction hostage")
_BOMBING = _words("bomb bombing explode explod explosion dynamite dynamit detonate detonat detonation blast")
_ARSON = _words("burn burnt arson torch fire set_fire")
_ROBBERY = _words("rob robb robbery loot steal stole stolen theft plunder")
_KILLING = _words(
    "kill killing murder assassinate assassinat assassination die death dead execute execut execution slay"
)
_HURTING = _words("wound injure injur injury hurt")
_BOMBS = _words("bomb dynamite explosive charge tnt device")
_NO_WEAPON = frozenset({"arson", "kidnapping"})
_LEAD = re.compile(
    r"(?:(?:the|a|an|his|her|its|their|our|this|that|these|those|some|several|many|few|all|any|another|other|only|"
    r"about|around|at least|more than|over|nearly|almost|one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|first|second|third|dozens of|hundreds of|a group of|alleged|presumed|suspected|supposed|\d[\d,.]*)\s+)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:[,;:(\[]|\s(?:who|which|that|whose|in|at|on|near|from|for|with|by|to|and|or)\s).*",
    re.IGNORECASE | re.DOTALL,
)
_OF = re.compile(r"\s+of\s.*", re.IGNORECASE | re.DOTALL)
_REBELS = _words(
    "guerrilla guerilla terrorist rebel subversive extremist insurgent commando soldier individual man men gunman "
    "gunmen killer kidnapper assassin person people"
)
"""Stems of words for people that the keys give without saying whose they are."""
_PLAIN_PEOPLE = _words("soldier individual man men person people")
_CALLED = _words(
    """
    advisor attorney banker bishop bodyguard businessman cameraman cattleman citizen citizens clergyman cleric colonel
    comrade councilman director engineer father general governor guarantor journalist landowner lawyer leader magistrate
    monsignor msgr mr mrs nun peasant policeman president priest rector representative retired senator sister soldier
    spaniard student teacher
    """
)
"""Words before a name that the reader of names takes for part of it."""
_HEDGE = re.compile(
    r"\b(?:apparently|presumabl[ey]|presumed|alleged(?:ly)?|suspect(?:s|ed)?|possibly|probably|supposed(?:ly)?|reputed)\W+"
    r"(?:\w+\W+){0,3}\Z",
    re.IGNORECASE,
)
_BLAME = re.compile(
    r"\b(?:accus|blam|attribut|suspect|believ|responsib|presum|alleg|charg|hold|implicat|point)", re.IGNORECASE
)
_CLAIM = re.compile(r"\bclaim(?:s|ed|ing)?\s+(?:responsibility|credit)\b|\badmitted\b", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"\b(?:polic|army|militar|armed forces|government|minist|president|authorit|official|offic|general|colonel|major|"
    r"commander|judge|court|prosecutor|battalion|brigade|guard|copre|intelligence)",
    re.IGNORECASE,
)
_CLAIM_CHARS = 150
_PEOPLE, _DAY = frozenset({"person", "group"}), datetime.timedelta(days=1)
_REACH_CHARS = 60
FACT, CLAIMED, SUSPECTED = "REPORTED AS FACT", "CLAIMED OR ADMITTED", "SUSPECTED OR ACCUSED"
BY_AUTHORITIES = f"{SUSPECTED} BY AUTHORITIES"


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """What a report tells of one incident.

    Attributes:
        kind: As the keys call it, small letters.
        tellings: Its events, in text order.
        fills: Strings by role, each an entity.
        elsewhere: Roles whose strings no telling has as arguments: they are from the rest of the report.
        confidence: How sure the report is of each organization, by its string.
        period: When it took place; null where not even the report's date is known.
        country: In small letters; null where it is not known.
        places: Of it, inside the country.
        killed, injured: Null where nobody is said to be.
    """

    kind: str
    tellings: tuple[Event, ...]
    fills: dict[Role, tuple[str, ...]]
    elsewhere: frozenset[Role]
    confidence: dict[str, str]
    period: Period | None
    country: str | None
    places: tuple[Place, ...]
    killed: Count | None
    injured: Count | None

    @property
    def template(self) -> Template:
        """As the metric compares it."""
        entities = {role: tuple(frozenset({each}) for each in found) for role, found in self.fills.items() if found}
        return Template(types=frozenset({self.kind}), entities=entities)


def incidents(reading: Reading) -> list[Incident]:
    """Return the incidents of a report, by their first tellings."""
    report = _Report(reading)
    told: dict[str, list[Event]] = {}
    for event in reading.events:
        told.setdefault(event.same_as or event.id, []).append(event)
    found = [report.incident(kind, events) for events in told.values() if (kind := kind_of(events)) is not None]
    return report.merged(found)


def kind_of(tellings: Sequence[Event]) -> str | None:
    """Return the type of incident that tellings of one event are of, None where it is no incident."""
    words = {stem(word) for event in tellings for word in re.findall(r"[^\W\d_]+", event.trigger.text.lower())}
    modes = {mode for event in tellings if event.type == "ASSAULT" for mode in event.modes}
    if words & _KIDNAPPING or "abduct" in modes:
        return "kidnapping"
    if not any(event.type == "ASSAULT" for event in tellings):
        return "robbery" if words & _ROBBERY else None
    weapons = {head_of(each.text) for event in tellings for each in event.arguments if each.role == "instrument"}
    if words & _BOMBING or modes & {"explosives", "suicide-attack"} or weapons & _BOMBS:
        return "bombing"
    if words & _ARSON and not modes & {"firearms", "heavy-weapons"}:
        return "arson"
    return "robbery" if words & _ROBBERY else "attack"


def greatest(counts: Iterable[Count | None]) -> Count | None:
    """Return the count that tells of most people: tellings repeat or detail it, totals hold more."""
    known = [count for count in counts if count is not None and count.scope != "total" and _number(count)]
    return max(known, key=_number, default=None)


def _number(count: Count) -> int:
    return next((value for value in (count.best, count.low, count.high) if value is not None), 0)


class _Report:
    """A Reading, looked up for its incidents."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.report.text
        self._entities = {each.id: each for each in reading.entities}
        self._attributions = {each.id: each for each in reading.attributions}
        self._places = {each.id: each for each in reading.places}
        self._organizations = [
            mention
            for each in reading.entities
            if each.type == "organization"
            for mention in each.mentions
            if mention.form == "name"
        ]
        self._people = [
            each.name for each in reading.entities if each.type == "person" and each.mentions[0].form == "name"
        ]
        self._suspects = _suspects(reading)
        self._accusing = [event for event in reading.events if event.type == "ACCUSE"]
        value = reading.report.published.value
        self._published = datetime.date.fromisoformat(value) if value is not None and len(value) == 10 else None
        countries = [each.country for each in reading.places if each.country is not None]
        self._country = max(countries, key=countries.count, default=None)

    def incident(self, kind: str, tellings: Sequence[Event]) -> Incident:
        fills: dict[Role, dict[str, None]] = {}
        confidence: dict[str, str] = {}
        for event in tellings:
            for argument in event.arguments:
                for role, words in self._fills(argument, kind):
                    fills.setdefault(role, {})[words] = None
                    if role == "PerpOrg":
                        label = self._confidence(event, argument, words)
                        confidence[words] = min(confidence.get(words, label), label, key=_ORDER.index)
        elsewhere = frozenset(role for role in self._suspects if role not in fills)
        for role in elsewhere:
            fills[role] = dict.fromkeys(self._suspects[role])
        confidence = {words: self._in_report(words, confidence.get(words)) for words in fills.get("PerpOrg", ())}
        places = self._places_of(tellings)
        countries = [place.country for place in places if place.country is not None]
        return Incident(
            kind=kind,
            tellings=tuple(tellings),
            fills={role: tuple(found) for role, found in fills.items()},
            elsewhere=elsewhere,
            confidence=confidence,
            period=self._period(tellings),
            country=COUNTRIES.get(countries[0] if countries else self._country or ""),
            places=tuple(place for place in places if place.granularity != "country"),
            killed=greatest(event.fatalities for event in tellings) or self._named(tellings, _KILLING),
            injured=greatest(event.injuries for event in tellings) or self._named(tellings, _HURTING),
        )

    def merged(self, found: Sequence[Incident]) -> list[Incident]:
        """Return incidents with those of one type together that day, place and perpetrators do not tell apart."""
        kept: list[Incident] = []
        for each in found:
            same = next((place for place, other in enumerate(kept) if _may_be_one(other, each)), None)
            if same is None:
                kept.append(each)
            else:
                kept[same] = self.incident(each.kind, (*kept[same].tellings, *each.tellings))
        return kept

    def _fills(self, argument: Argument, kind: str) -> Iterator[tuple[Role, str]]:
        """Yield the roles that an argument fills, with the string of each."""
        entity = self._entities.get(argument.entity or "")
        type_ = entity.type if entity is not None else None
        words = filler(argument.text)
        if not words or head_of(argument.text) is None:
            return
        if argument.role == "actor" and type_ == "organization":
            yield "PerpOrg", words
        elif argument.role == "actor":
            inside = [mention for mention in self._organizations if argument.covers(mention)]
            yield from (
                ("PerpOrg", filler(one.text)) for one in inside if not any(o.covers(one) and o != one for o in inside)
            )
            if type_ not in ("place", "facility", "vehicle", "weapon"):
                yield "PerpInd", _without_names(words, [filler(each.text) for each in inside])
        elif argument.role == "recipient":
            if type_ == "person" and entity is not None and entity.mentions[0].form == "name":
                yield "Victim", self._full_name(entity)
            elif type_ not in _PEOPLE and type_ not in (None, "place") and kind != "kidnapping":
                yield "Target", words
        elif argument.role == "instrument" and kind not in _NO_WEAPON and type_ != "vehicle":
            yield "Weapon", words

    def _full_name(self, entity: Entity) -> str:
        """Return the fullest name in the report that has all words of this one, without title."""
        own = set(name_key(entity.name).words.split())
        fuller = [name for name in self._people if own <= set(name_key(name).words.split())]
        best = max([entity.name, *fuller], key=lambda name: len(name_key(name).words.split()))
        words = re.split(r"[\[(,]", best)[0].split() or best.split()
        called = [place for place, word in enumerate(words[:-2]) if word.lower() in _CALLED]
        words = words[called[-1] + 1 :] if called else words
        while len(words) > 1 and (
            words[0].lower().strip(".") in _CALLED
            or name_key(" ".join(words)).words.split()[0] != name_key(words[0]).words.split()[0]
        ):
            words.pop(0)
        return plain(" ".join(words))

    def _named(self, tellings: Sequence[Event], words: frozenset[str]) -> Count | None:
        """Return how many people with names suffer what `words` tell of; None for nobody."""
        entities = {
            each.entity
            for event in tellings
            if stem(event.trigger.text.lower().rpartition(" ")[2]) in words and "negation" not in event.auxiliary
            for each in event.arguments
            if each.role == "recipient" and each.entity is not None
        }
        people = [self._entities[each] for each in entities]
        names = {self._full_name(each) for each in people if each.type == "person" and each.mentions[0].form == "name"}
        return Count(low=len(names), best=len(names), high=len(names), evidence=()) if names else None

    def _confidence(self, event: Event, argument: Argument, words: str) -> str:
        told = self._attributions.get(event.attribution or "")
        around = self._text[max(0, argument.start - _REACH_CHARS) : argument.start]
        cue = told.cue.text if told is not None and told.cue is not None else ""
        source = told.source.text if told is not None and told.source is not None else ""
        if told is not None and (_CLAIM.search(cue) or (words and words in plain(source))):
            return CLAIMED
        if told is not None and (_BLAME.search(cue) or told.stance in ("opine", "doubt", "deny")):
            return BY_AUTHORITIES if _AUTHORITY.search(source) else SUSPECTED
        return SUSPECTED if _HEDGE.search(around) else FACT

    def _in_report(self, words: str, told: str | None) -> str:
        """Return how sure the report is of an organization, given what the tellings say; None where none does."""
        if told not in (None, FACT):
            return told or FACT
        near = [
            self._text[max(0, each.start - _CLAIM_CHARS) : each.end + _CLAIM_CHARS] for each in self._named_as(words)
        ]
        if any(_CLAIM.search(each) for each in near):
            return CLAIMED
        if told is not None:
            return FACT
        for event in self._accusing:
            sides = {each.role: each.text for each in event.arguments if each.role in ("actor", "recipient")}
            if words in plain(sides.get("recipient", "")):
                return BY_AUTHORITIES if _AUTHORITY.search(sides.get("actor", "")) else SUSPECTED
        before = [self._text[max(0, each.start - _REACH_CHARS) : each.start] for each in self._named_as(words)]
        return SUSPECTED if any(_HEDGE.search(each) for each in before) else FACT

    def _named_as(self, words: str) -> list[Span]:
        return [each for each in self._organizations if words in plain(each.text)]

    def _places_of(self, tellings: Sequence[Event]) -> list[Place]:
        ids = [event.location.place for event in tellings if event.location is not None and event.location.place]
        inside = [
            place.id
            for event in tellings
            for argument in event.arguments
            if argument.role == "location"
            for place in self._places.values()
            if argument.overlaps(place)
        ]
        return [self._places[each] for each in dict.fromkeys([*ids, *inside])]

    def _period(self, tellings: Sequence[Event]) -> Period | None:
        for event in tellings:
            if event.date is not None and event.date.value is not None:
                days = interval_of(event.date.value)
                if days is not None and days[1] - days[0] <= 2 * _DAY:
                    return Period(first=days[0], last=days[1])
        return None if self._published is None else Period(first=None, last=self._published)


def _without_names(words: str, names: Iterable[str]) -> str:
    """Return what people are called without the organization's name before it: "guerrillas" of "Front guerrillas"."""
    for name in names:
        bare = words.partition(f"{name} ")
        if name and bare[1] and not bare[0].endswith(" of ") and stem(bare[2].rpartition(" ")[2]) in _REBELS:
            return bare[2]
    return words


def _suspects(reading: Reading) -> dict[Role, list[str]]:
    """Return who may be behind any incident of a report: named organizations, and people called rebels, by role."""
    found: dict[Role, dict[str, None]] = {}
    for entity in reading.entities:
        for mention in entity.mentions:
            words = filler(mention.text)
            if entity.type == "organization" and mention.form == "name" and words:
                found.setdefault("PerpOrg", {})[words] = None
            elif entity.type == "group" and stem(words.rpartition(" ")[2]) in _REBELS - _PLAIN_PEOPLE:
                found.setdefault("PerpInd", {})[words] = None
    return {role: list(strings) for role, strings in found.items()}


_ORDER = (CLAIMED, FACT, BY_AUTHORITIES, SUSPECTED)
"""Which of several is kept."""


def _may_be_one(one: Incident, other: Incident) -> bool:
    if one.kind != other.kind:
        return False
    days = [each.period for each in (one, other) if each.period is not None and each.period.first is not None]
    if len(days) == 2 and (days[0].last < days[1].first or days[1].last < days[0].first):  # type: ignore[operator]
        return False
    names = [{(place.name or place.text).casefold() for place in each.places} for each in (one, other)]
    if names[0] and names[1] and not names[0] & names[1]:
        return False
    organizations = [set(() if "PerpOrg" in each.elsewhere else each.fills.get("PerpOrg", ())) for each in (one, other)]
    return not (organizations[0] and organizations[1] and not organizations[0] & organizations[1])


def filler(words: str) -> str:
    """Return a phrase as the keys have it: without articles, numbers and what follows it, `plain`.

    >>> filler("Two armed men, who fled"), filler("the Front of the Hills"), filler("rebels of the Front")
    ('armed men', 'front of hills', 'rebels')
    """
    bare = " ".join(words.split())
    lead = _LEAD.match(bare)
    bare = _TAIL.sub("", bare[lead.end() :] if lead else bare)
    if stem(_OF.sub("", bare).lower().rpartition(" ")[2]) in _REBELS:
        bare = _OF.sub("", bare)
    return plain(bare)
