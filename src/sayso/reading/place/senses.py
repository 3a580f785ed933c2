"""The senses of a report: its toponyms, those of one name together, with their candidates and what they lie in."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from sayso.core.report import Report
from sayso.gazetteer import Gazetteer, PlaceKind, normalised
from sayso.reading.place.candidates import Candidate, candidates
from sayso.reading.place.containment import Strength, containers
from sayso.reading.place.cues import Cue, cue_of, lists
from sayso.reading.place.demonyms import Demonyms
from sayso.reading.place.outlet import homes
from sayso.reading.place.resolving import Sense
from sayso.reading.place.toponym import Toponym, toponym_at

_OUTLET_WEIGHT = 0.7
_MENTION_WEIGHT = 0.25
_MOST_WEIGHT = 2.0
_ONE_AND_NONE = 2
_Key = tuple[str, str, bool]
_CUES_GO_WITH: dict[PlaceKind, Cue] = {"admin1": "division", "admin2": "division", "city": "town"}


def senses_of(
    report: Report, toponyms: Sequence[Toponym], gazetteer: Gazetteer, demonyms: Demonyms
) -> tuple[list[Sense], list[int]]:
    """Return the senses, and for each toponym the number of its sense.

    The last sense is that of the outlet, where its name or address tells where it is at home.
    """
    inside = containers(report.text, list(toponyms))
    found = {toponym.key: candidates(toponym, gazetteer, demonyms) for toponym in toponyms}
    numbers: dict[tuple[_Key, _Key | None], int] = {}
    senses: list[Sense] = []
    of_toponym: list[int] = []
    for toponym, told in zip(toponyms, _told_by(toponyms, inside, found), strict=True):
        key = toponym.key, told
        number = numbers.get(key)
        if number is None:
            number = numbers[key] = len(senses)
            choices = tuple(replace(choice, features={**choice.features}) for choice in found[toponym.key])
            senses.append(Sense(choices, name=normalised(toponym.stem), words=toponym.key, is_told=told is not None))
        else:
            senses[number].weight = min(_MOST_WEIGHT, senses[number].weight + _MENTION_WEIGHT)
        of_toponym.append(number)
    _add_cues(report.text, toponyms, senses, of_toponym)
    _add_places_inside(inside, senses, of_toponym)
    for run in lists(report.text, toponyms):
        listed = {of_toponym[number] for number in run}
        for number in listed if len(listed) > 1 else ():
            senses[number].listed = tuple(sorted({*senses[number].listed, *listed} - {number}))
    senses.extend(_outlet(report, gazetteer, demonyms))
    return senses, of_toponym


def _add_cues(text: str, toponyms: Sequence[Toponym], senses: list[Sense], of_toponym: list[int]) -> None:
    """Add to the candidates what share of mentions stands beside words that go with their kind, or with the other."""
    mentions = Counter(of_toponym)
    cues = Counter((number, cue_of(text, toponym)) for toponym, number in zip(toponyms, of_toponym, strict=True))
    for (number, cue), count in cues.items():
        for candidate in senses[number].candidates if cue else ():
            if candidate.place is not None and candidate.place.kind in _CUES_GO_WITH:
                fits = "cue_fits" if _CUES_GO_WITH[candidate.place.kind] == cue else "cue_differs"
                candidate.features[fits] = count / mentions[number]


def _told_by(
    toponyms: Sequence[Toponym],
    containing: Mapping[int, tuple[int, Strength]],
    found: Mapping[_Key, tuple[Candidate, ...]],
) -> list[_Key | None]:
    """Return for each toponym what the text says it lies in, or lies in it, where the name may be of several places.

    `Georgia's capital, Tbilisi` tells which Georgia is meant there, whatever another *Georgia* of the report is.
    """
    told: list[_Key | None] = [None] * len(toponyms)
    for here, (there, strength) in containing.items():
        inner, outer = toponyms[here].key, toponyms[there].key
        if strength != "enumerated" and inner != outer and len(found[inner]) > _ONE_AND_NONE:
            told[here] = outer
    for here, (there, strength) in containing.items():
        areas = [each for each in found[toponyms[there].key] if each.place and each.place.kind in ("country", "admin1")]
        if strength == "said" and len(areas) > 1 and toponyms[here].key != toponyms[there].key:
            told[there] = told[there] or toponyms[here].key
    return told


def _add_places_inside(
    containing: Mapping[int, tuple[int, Strength]], senses: list[Sense], of_toponym: list[int]
) -> None:
    """Add which senses the text says lie in which."""
    inside: defaultdict[int, dict[int, Strength]] = defaultdict(dict)
    around: defaultdict[int, dict[int, Strength]] = defaultdict(dict)
    for here, (there, strength) in containing.items():
        inner, outer = of_toponym[here], of_toponym[there]
        if inner != outer and inside[inner].get(outer) != "said":
            inside[inner][outer] = around[outer][inner] = strength
    for number, sense in enumerate(senses):
        sense.inside, sense.around = tuple(inside[number].items()), tuple(around[number].items())


def _outlet(report: Report, gazetteer: Gazetteer, demonyms: Demonyms) -> list[Sense]:
    found = []
    for place in homes(report, gazetteer)[:1]:
        toponym = toponym_at(place.name, 0, len(place.name))
        choices = candidates(toponym, gazetteer, demonyms)
        if place.kind == "country":
            choices = tuple(choice for choice in choices if choice.place is not None and choice.place.id == place.id)
        found.append(Sense(choices, normalised(toponym.stem), weight=_OUTLET_WEIGHT, named=False))
    return found
