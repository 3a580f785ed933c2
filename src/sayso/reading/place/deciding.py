"""From the shares of candidates to a place with its status and reason.

The status follows from what the choice rests on, by this rule:

- `stated`: the report's words alone settle it. Either the gazetteer has one place of that name (a country, a division
  or a town of some size; a name or demonym of one country), or the report says what it lies in and one candidate lies
  there.
- `inferred`: the report's other places or its outlet speak for the country or surroundings of the chosen one, or a
  word beside the name says what kind of place it is; the reason says which.
- `assumed`: nothing in the report tells the candidates apart, and the most populous or best known was taken; the reason
  says so.
- `unresolved`: the gazetteer has no such place, or the choice is not clear enough (`least_share`); the reason says so.
"""

from typing import Literal

import msgspec

from sayso.core.report import Status
from sayso.gazetteer.place import GazetteerPlace
from sayso.reading.place.resolving import Sense
from sayso.reading.place.toponym import Toponym

Doubt = Literal["none", "few", "unclear", "missing"]
_LEAST_SUPPORT = 0.5
_KNOWN_POPULATION = 15_000
_OF_NO_ACCOUNT = 0.02
_LITTLE = 0.2
_HALF = 0.5
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


class Decision(msgspec.Struct, frozen=True):
    """Which place a toponym stands for, with status and reason; `place` is null where that is not resolved."""

    place: GazetteerPlace | None
    status: Status
    reason: str | None


def decide(toponym: Toponym, sense: Sense, least_share: float) -> Decision:
    """Return what a toponym of a scored sense stands for."""
    real = [number for number, candidate in enumerate(sense.candidates) if candidate.place is not None]
    if not real:
        return Decision(None, "unresolved", "not in the gazetteer")
    best = max(range(len(sense.shares)), key=lambda number: sense.shares[number])
    place = sense.candidates[best].place
    if place is None:
        divided = len(real) > 1 and sense.shares[best] < _HALF
        return Decision(None, "unresolved", _not_told_apart(len(real)) if divided else _none_fits(sense, real))
    if sense.shares[best] < least_share:
        return Decision(None, "unresolved", _not_told_apart(len(real)))
    if toponym.feature is None and (capital := _capital_in(sense, best, place)) is not None:
        best, place = capital
    status, reason = _status(toponym, sense, best, place, real)
    return Decision(place, status, reason)


def _capital_in(sense: Sense, best: int, place: GazetteerPlace) -> tuple[int, GazetteerPlace] | None:
    """Return the capital that lies in the chosen division of its name: it is meant, unless a word says otherwise."""
    if "has_capital" not in sense.features[best]:
        return None
    for number, candidate in enumerate(sense.candidates):
        city = candidate.place
        if city is None or city.feature_code != "PPLC":
            continue
        if (city.country, city.admin1_code) == (place.country, place.admin1_code):
            return number, city
    return None


def _none_fits(sense: Sense, real: list[int]) -> str:
    first = sense.candidates[max(real, key=lambda number: sense.shares[number])].place
    if len(real) == 1 and first is not None:
        where = f" in {first.country}" if first.country else ""
        return f"the one place of that name in the gazetteer,{where}, does not fit the report".replace(", in", " in", 1)
    return f"none of the {_count(len(real))} places of that name in the gazetteer fits the report"


def _not_told_apart(count: int) -> str:
    if count == 1:
        return "one place of that name in the gazetteer, nothing supports it"
    return f"{_count(count)} places of that name, nothing tells them apart"


def _status(
    toponym: Toponym, sense: Sense, best: int, place: GazetteerPlace, real: list[int]
) -> tuple[Status, str | None]:
    """Return status and reason of a choice, by the rule above."""
    features = sense.features[best]
    real = [number for number in real if not _around(sense, number, place)]
    if features.get("inside_said", 0) >= _LEAST_SUPPORT or features.get("inside_listed", 0) >= _LEAST_SUPPORT:
        rivals = [number for number in real if number != best and _lies_inside(sense, number)]
        alone = all(sense.shares[number] < _LITTLE * sense.shares[best] for number in rivals)
        return (
            ("stated", None) if alone else ("inferred", "the report says what it lies in; of several there the largest")
        )
    if toponym.demonym and len(real) == 1:
        return "stated", None
    others = [number for number in real if number != best and sense.shares[number] > _OF_NO_ACCOUNT]
    if place.kind == "country" and not others:
        return "stated", None
    if len(real) == 1 and (place.kind != "city" or (place.population or 0) >= _KNOWN_POPULATION):
        return "stated", None
    return _support(features, place, len(real))


def _support(features: dict[str, float], place: GazetteerPlace, count: int) -> tuple[Status, str]:
    """Return what in the report speaks for a choice; where nothing does, it is assumed."""
    if features.get("division_spoken_of", 0) >= _LEAST_SUPPORT and place.admin1_name:
        return "inferred", f"the report speaks of other places in {place.admin1_name}"
    if features.get("near_one", 0) >= _LEAST_SUPPORT:
        return "inferred", "the report speaks of places near it"
    if max(features.get("country_spoken_of", 0), features.get("of_country_spoken_of", 0)) >= _LEAST_SUPPORT:
        return "inferred", f"the report speaks of {place.country}"
    if features.get("feature_fits"):
        return "inferred", "the word beside it says what kind of place it is"
    if count == 1:
        return "assumed", "the one place of that name in the gazetteer; nothing else in the report supports it"
    what = "largest" if place.kind == "city" else "best known"
    return "assumed", f"the {what} of {_count(count)} places of that name; nothing in the report tells them apart"


def _around(sense: Sense, number: int, place: GazetteerPlace) -> bool:
    """Whether a candidate is the division around the chosen city, which has its name: no other place."""
    other = sense.candidates[number].place
    if other is None or place.admin1_code is None:
        return False
    same = (other.country, other.admin1_code) == (place.country, place.admin1_code)
    return same and place.kind == "city" and other.kind in ("admin1", "admin2")


def _lies_inside(sense: Sense, number: int) -> bool:
    features = sense.features[number]
    return max(features.get("inside_said", 0), features.get("inside_listed", 0)) >= _LEAST_SUPPORT


def _count(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)
