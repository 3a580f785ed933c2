"""Pairs of profiles of which it is known whether they are one: what `training.identity_weights` learns from."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

import msgspec

from sayso.core.errors import UsageError
from sayso.core.reading import Entity, Reading
from sayso.core.report import Report
from sayso.identity.keys import name_keys
from sayso.identity.likeness import Features, Rarity, conflicts, likeness
from sayso.identity.name_forms import name_form
from sayso.identity.profiles import Profile, profiles
from sayso.identity.sides import Side, side_of
from training.data.ecbplus_entities import topics
from training.identities import Case

_DECLARED = re.compile(r"@(?P<id>[a-z][a-z0-9_-]*)\.[a-z]+ [a-z]")
"""A mark that also says of what type the entity is."""


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two sides that are compared.

    Attributes:
        source: Which corpus.
        document: What the folds of cross-validation keep together.
        features: Of the two.
        is_same: Whether they are one.
    """

    source: str
    document: str
    features: Features
    is_same: bool


Known = tuple[Profile, str]
"""A profile and who it is."""


def case_pairs(cases: Iterable[Case]) -> Iterator[Pair]:
    """Yield the pairs of the cases: each two profiles, and each profile with all others of an identity."""
    for case in cases:
        known = [(each, each.entity) for report in as_said(case) for each in profiles(report)]
        yield from pairs("cases", case.name, known, case.undecided, grouped=True)


def as_said(case: Case) -> tuple[Reading, ...]:
    """Return the Readings of a case, each with the sectors and countries that are declared in its own report alone.

    The loader gives all reports what any of them declares; a reader that sees one report cannot know it.
    """
    path = case.reports[0].path
    if path is None:
        raise UsageError(f"case {case.name}: no file to look the declarations up in")
    blocks = path.read_text(encoding="utf-8").split("\n---\n")[1:]
    return tuple(
        msgspec.structs.replace(report.reading, entities=tuple(_own_codes(report.reading.entities, block)))
        for report, block in zip(case.reports, blocks, strict=True)
    )


def _own_codes(entities: Iterable[Entity], block: str) -> Iterator[Entity]:
    declared = {match["id"] for match in _DECLARED.finditer(block)}
    for entity in entities:
        yield entity if entity.id in declared else msgspec.structs.replace(entity, sectors=(), country=None)


def half_pairs(readings: Iterable[tuple[str, Reading]]) -> Iterator[Pair]:
    """Yield the pairs between the two halves of each report; `readings` come with the names of their conflicts."""
    people: list[tuple[str, Profile]] = []
    for conflict, reading in readings:
        known = [(each, each.entity) for half in halves(reading) for each in profiles(half)]
        yield from pairs("halves", reading.report.id, known)
        people.extend(
            (conflict, msgspec.structs.replace(each, sectors=())) for each in profiles(reading) if each.type == "person"
        )
    yield from _strangers(people)


def _bare(entity: Entity) -> Entity:
    """Return an entity without what is declared once for the whole report, so always the same in both halves."""
    return msgspec.structs.replace(entity, sectors=(), country=None)


def _strangers(people: Sequence[tuple[str, Profile]]) -> Iterator[Pair]:
    """Yield pairs of people of different conflicts who share a name key."""
    rarity = Rarity(profile for _, profile in people)
    sides = [side_of(profile) for _, profile in people]
    for first, second in _candidates([profile for _, profile in people]):
        if people[first][0] != people[second][0]:
            pair = _pair("strangers", people[first][0], (sides[first], sides[second]), rarity, is_same=False)
            if pair is not None:
                yield pair


def topic_pairs(corpora: Path) -> Iterator[Pair]:
    """Yield the pairs of ECB+ within its topics."""
    for topic in topics(corpora, "train"):
        known = [(each, each.entity) for reading in topic.readings for each in profiles(reading)]
        yield from pairs("ecbplus", f"topic {topic.number}", known)


def halves(reading: Reading) -> tuple[Reading, Reading]:
    """Return a Reading as two, of two reports: the entities with what is said of them in one half of the text each."""
    middle = len(reading.report.text) // 2
    found = []
    for number, (low, high) in enumerate(((0, middle), (middle, len(reading.report.text)))):
        entities = []
        for entity in reading.entities:
            mentions = tuple(each for each in entity.mentions if low <= each.start and each.end <= high)
            said = tuple(each for each in entity.descriptions if low <= each.start and each.end <= high)
            if mentions:
                entities.append(_bare(msgspec.structs.replace(entity, mentions=mentions, descriptions=said)))
        report: Report = msgspec.structs.replace(reading.report, id=f"{reading.report.id}-{number}")
        kept = {entity.id for entity in entities}
        events = tuple(
            msgspec.structs.replace(
                event, attribution=None, same_as=None,
                arguments=tuple(each for each in event.arguments if each.entity is None or each.entity in kept),
            )
            for event in reading.events
            if low <= event.trigger.start and event.trigger.end <= high
        )  # fmt: skip
        found.append(
            msgspec.structs.replace(
                reading, report=report, entities=tuple(entities), events=events, attributions=(), states=()
            )
        )
    return found[0], found[1]


def pairs(
    source: str,
    document: str,
    known: Sequence[Known],
    undecided: frozenset[frozenset[str]] = frozenset(),
    *,
    grouped: bool = False,
) -> Iterator[Pair]:
    """Yield the pairs of different reports that share a name key; with `grouped`, of profiles with identities too."""
    rarity = Rarity(profile for profile, _ in known)
    sides = [side_of(profile) for profile, _ in known]
    near: defaultdict[int, set[int]] = defaultdict(set)
    for first, second in _candidates([profile for profile, _ in known]):
        near[first].add(second)
        near[second].add(first)
        (one, who), (other, whom) = known[first], known[second]
        if one.report != other.report and frozenset((who, whom)) not in undecided:
            pair = _pair(source, document, (sides[first], sides[second]), rarity, is_same=who == whom)
            if pair is not None:
                yield pair
    if not grouped:
        return
    for place, (profile, who) in enumerate(known):
        for whom in sorted({known[other][1] for other in near[place]}):
            members = [each for each, name in known if name == whom and each.report != profile.report]
            if len(members) > 1 and frozenset((who, whom)) not in undecided:
                pair = _pair(source, document, (sides[place], side_of(*members)), rarity, is_same=who == whom)
                if pair is not None:
                    yield pair


def _candidates(known: Sequence[Profile]) -> list[tuple[int, int]]:
    keys = [name_keys(map(name_form, each.names), each.type) for each in known]
    under: defaultdict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(keys):
        for key in each.all:
            under[key].append(place)
    found = {
        (one, other)
        for key, places in under.items()
        for one, other in combinations(places, 2)
        if key in keys[one].asked or key in keys[other].asked
    }
    return sorted(found)


def _pair(source: str, document: str, sides: tuple[Side, Side], rarity: Rarity, *, is_same: bool) -> Pair | None:
    """Return a pair; None where a conflict decides."""
    if conflicts(*sides):
        return None
    return Pair(source=source, document=document, features=likeness(*sides, rarity), is_same=is_same)
