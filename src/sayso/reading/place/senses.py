"""The senses of a report: its toponyms, those of one name together, with their candidates and what they lie in."""

from collections.abc import Sequence

from sayso.core.report import Report
from sayso.gazetteer import Gazetteer
from sayso.reading.place.candidates import candidates
from sayso.reading.place.containment import Strength, containers
from sayso.reading.place.demonyms import Demonyms
from sayso.reading.place.outlet import homes
from sayso.reading.place.resolving import Sense
from sayso.reading.place.toponym import Toponym, toponym_at

_OUTLET_WEIGHT = 0.7
_MENTION_WEIGHT = 0.25
_MOST_WEIGHT = 2.0


def senses_of(
    report: Report, toponyms: Sequence[Toponym], gazetteer: Gazetteer, demonyms: Demonyms
) -> tuple[list[Sense], list[int]]:
    """Return the senses, and for each toponym the number of its sense.

    The last sense is that of the outlet, where its name or address tells where it is at home.
    """
    numbers: dict[tuple[str, str, bool], int] = {}
    senses: list[Sense] = []
    of_toponym: list[int] = []
    for toponym in toponyms:
        number = numbers.get(toponym.key)
        if number is None:
            number = numbers[toponym.key] = len(senses)
            senses.append(Sense(candidates(toponym, gazetteer, demonyms)))
        else:
            senses[number].weight = min(_MOST_WEIGHT, senses[number].weight + _MENTION_WEIGHT)
        of_toponym.append(number)
    inside: dict[int, dict[int, Strength]] = {}
    for here, (there, strength) in containers(report.text, list(toponyms)).items():
        if of_toponym[here] != of_toponym[there]:
            known = inside.setdefault(of_toponym[here], {})
            if known.get(of_toponym[there]) != "said":
                known[of_toponym[there]] = strength
    for number, known in inside.items():
        senses[number].inside = tuple(known.items())
    senses.extend(_outlet(report, gazetteer, demonyms))
    return senses, of_toponym


def _outlet(report: Report, gazetteer: Gazetteer, demonyms: Demonyms) -> list[Sense]:
    found = []
    for place in homes(report, gazetteer)[:1]:
        toponym = toponym_at(place.name, 0, len(place.name))
        choices = candidates(toponym, gazetteer, demonyms)
        if place.kind == "country":
            choices = tuple(choice for choice in choices if choice.place is not None and choice.place.id == place.id)
        found.append(Sense(choices, weight=_OUTLET_WEIGHT, named=False))
    return found
