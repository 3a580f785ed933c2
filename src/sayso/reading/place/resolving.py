"""Which place each toponym of a report stands for: a scored choice among candidates, for all of a report together.

One sense per report: toponyms of the same name, feature and form are decided together. Every candidate has features
(what they are, and what each is worth, stands in `weights.toml`); its score is their weighted sum, and its share of the
toponym the softmax over the candidates. First each toponym is scored alone; then, twice, with what the shares of the
other toponyms say: their countries, divisions and distances.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from sayso.core.geodesy import EARTH_RADIUS_KM
from sayso.gazetteer.place import GazetteerPlace
from sayso.reading.place.candidates import Candidate
from sayso.reading.place.containment import Strength, apart_km, holds
from sayso.reading.place.extents import uncertainty_km_of
from sayso.reading.place.geodesy import Vector

_ROUNDS = 2
_NEAR_KM = 100.0
_IN_ONE_PART_KM = 1000.0
_CONSIDERED = 4
_LEAST_SHARE = 0.04
_LEAST_SUPPORT = 0.2


class Sense(msgspec.Struct):
    """All toponyms of a report that are decided together.

    Attributes:
        candidates: What they may stand for.
        name: What senses of one name share: they say nothing for each other's country and surroundings.
        words: What senses of the same words share, of which the text says different things.
        is_told: Whether the text says right there what they lie in, or what lies in them.
        weight: How much they count for other toponyms.
        inside: Senses that the text says they lie in, and how plainly.
        around: Senses that the text says lie in them, and how plainly.
        listed: Senses that stand in one list with them.
        named: Whether the report itself names it; false for what stands for the outlet.
        shares: Of each candidate, after scoring.
        features: Of each candidate in the last round: own ones and those from the report.
    """

    candidates: tuple[Candidate, ...]
    name: str = ""
    words: tuple[str, str, bool] = ("", "", False)
    is_told: bool = False
    weight: float = 1.0
    inside: tuple[tuple[int, Strength], ...] = ()
    around: tuple[tuple[int, Strength], ...] = ()
    listed: tuple[int, ...] = ()
    named: bool = True
    shares: list[float] = []
    features: list[dict[str, float]] = []


def score(senses: Sequence[Sense], weights: Mapping[str, Mapping[str, float]], *, rounds: int = _ROUNDS) -> None:
    """Give each candidate of each sense its share; `weights` has the stages `alone` and `together`."""
    for sense in senses:
        sense.features = [candidate.features for candidate in sense.candidates]
        sense.shares = shares_of(sense.features, weights["alone"])
    for _ in range(rounds):
        add_context(senses)
        for sense in senses:
            sense.shares = shares_of(sense.features, weights["together"])


def add_context(senses: Sequence[Sense]) -> None:
    """Set the features of all candidates: their own, and those from the shares that the other senses now have."""
    around = _Around(senses)
    for number, sense in enumerate(senses):
        sense.features = [
            {**candidate.features, **around.features_of_none(sense)}
            if candidate.place is None
            else {**candidate.features, **around.features(number, sense, candidate, candidate.place)}
            for candidate in sense.candidates
        ]


def shares_of(features: Sequence[Mapping[str, float]], weights: Mapping[str, float]) -> list[float]:
    """Return the share of each candidate, given by its features: the softmax of the scores."""
    scores = [sum(weights.get(name, 0.0) * value for name, value in row.items()) for row in features]
    if not scores:
        return []
    highest = max(scores)
    powers = [math.exp(score - highest) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


class _Around:
    """What all senses of a report say together, from which that of one name is taken away when it is asked for it."""

    def __init__(self, senses: Sequence[Sense]) -> None:
        self._senses = senses
        self._countries: defaultdict[str, float] = defaultdict(float)
        self._named: defaultdict[str, float] = defaultdict(float)
        self._divisions: defaultdict[tuple[str, str], float] = defaultdict(float)
        self._total = 0.0
        self._parts: defaultdict[str, list[_Part]] = defaultdict(list)
        self._of_name: defaultdict[str, list[int]] = defaultdict(list)
        for number, sense in enumerate(senses):
            part = _parts_of(sense)
            self._of_name[sense.name].append(number)
            self._parts[sense.name].extend(part)
            self._add(part)
        self._points = [_points_of(sense) for sense in senses]

    def _add(self, parts: list["_Part"]) -> None:
        for country, admin1, itself, amount in parts:
            self._total += amount
            self._countries[country] += amount
            if itself:
                self._named[country] += amount
            if admin1 is not None:
                self._divisions[country, admin1] += amount

    def features(self, number: int, sense: Sense, candidate: Candidate, place: GazetteerPlace) -> dict[str, float]:
        """Return what the rest of the report says of a candidate."""
        found: dict[str, float] = {}
        if place.country is not None:
            self._add_shares(found, sense, place, place.country)
        self._add_nearness(found, sense, candidate)
        for other, strength in sense.inside:
            self._add_containment(found, self._senses[other], place, strength)
        if place.kind != "other":
            for other, strength in sense.around:
                self._add_content(found, self._senses[other], place, strength)
        if sense.listed:
            self._add_list(found, sense, place)
        if len(self._of_name[sense.name]) > 1:
            self._add_namesakes(found, number, sense, place)
        return found

    def features_of_none(self, sense: Sense) -> dict[str, float]:
        """Return what speaks for or against a place that the gazetteer lacks.

        Against it: that no other place could support one the gazetteer has. For it: that all other places lie in
        countries where it has none of the name.
        """
        own = self._parts[sense.name]
        others = self._total - sum(part[3] for part in own)
        if others < _LEAST_SUPPORT:
            return {"none_alone": 1.0}
        countries = {each.place.country for each in sense.candidates if each.place and each.place.country}
        away = sum(part[3] for part in own if part[0] in countries)
        here = sum(self._countries[country] for country in countries) - away
        return {"none_foreign": max(0.0, 1.0 - here / others)}

    def _add_shares(self, found: dict[str, float], sense: Sense, place: GazetteerPlace, country: str) -> None:
        parts = self._parts[sense.name]
        own = [part for part in parts if part[0] == country]
        total = self._total - sum(part[3] for part in parts)
        if total <= 0:
            return
        in_country = max(0.0, self._countries[country] - sum(part[3] for part in own))
        named = max(0.0, self._named[country] - sum(part[3] for part in own if part[2]))
        which = "of_country" if place.kind == "country" else "country"
        found[f"{which}_share"] = in_country / total
        found[f"{which}_spoken_of"] = min(1.0, in_country)
        if place.kind != "country":
            found["country_named"] = min(1.0, named)
            if place.admin1_code is not None and place.kind in ("city", "admin1", "admin2"):
                same = self._divisions[country, place.admin1_code]
                in_division = same - sum(part[3] for part in own if part[1] == place.admin1_code)
                which = "of_division" if place.kind == "admin1" else "division"
                found[f"{which}_share"] = max(0.0, in_division) / total
                found[f"{which}_spoken_of"] = min(1.0, max(0.0, in_division))

    def _add_nearness(self, found: dict[str, float], sense: Sense, candidate: Candidate) -> None:
        """Add how near the nearest other place is, from 0 to 1, the sum over all, and how many are not far.

        A country has no one point, so nothing is near it.
        """
        if candidate.vector is None or candidate.place is None:
            return
        x, y, z = candidate.vector
        scale, wide = (EARTH_RADIUS_KM / _NEAR_KM) ** 2, (EARTH_RADIUS_KM / _IN_ONE_PART_KM) ** 2
        nearest = amount = part = total = 0.0
        for other, points in zip(self._senses, self._points, strict=True):
            if other.name == sense.name or not points:
                continue
            best = widest = 0.0
            for (u, v, w), share, identifier, is_country in points:
                if identifier == candidate.place.id:
                    continue
                apart = 2 - 2 * (x * u + y * v + z * w)
                widest = max(widest, share / (1 + wide * apart))
                if not is_country:
                    best = max(best, share / (1 + scale * apart))
            nearest, amount, part, total = max(nearest, best), amount + best, part + widest, total + 1
        if nearest and candidate.place.kind != "country":
            found["near_one"], found["near_all"] = nearest, math.log1p(amount)
        if total:
            found["in_one_part"] = part / total

    def _add_containment(
        self, found: dict[str, float], other: Sense, place: GazetteerPlace, strength: Strength
    ) -> None:
        inside = outside = 0.0
        for container, share in _likely(other):
            if container.kind == "city":
                continue
            if holds(container, place):
                inside += share
            else:
                outside += share
        found[f"inside_{strength}"] = max(found.get(f"inside_{strength}", 0.0), inside)
        if strength == "said":
            found["outside_said"] = max(found.get("outside_said", 0.0), outside)

    def _add_content(self, found: dict[str, float], other: Sense, place: GazetteerPlace, strength: Strength) -> None:
        """Add that the text says of a place in this area that it lies in what is asked for.

        The town that a division has its name from may be meant as well, so that counts for it too; `content_of_area`
        tells the two apart.
        """
        is_town = place.kind == "city"
        content = sum(
            share for inner, share in _likely(other) if (_around_town(place, inner) if is_town else holds(place, inner))
        )
        names = (f"content_{strength}",) if is_town else (f"content_{strength}", "content_of_area")
        for name in names:
            found[name] = max(found.get(name, 0.0), content)

    def _add_list(self, found: dict[str, float], sense: Sense, place: GazetteerPlace) -> None:
        """Add how far what stands in one list with it is of the same kind, and in the same country."""
        kind = country = 0.0
        for other in sense.listed:
            for listed, share in _likely(self._senses[other]):
                if listed.kind == place.kind:
                    kind += share
                    country += share * (listed.country == place.country and place.kind != "country")
        found["listed_kind"] = kind / len(sense.listed)
        found["listed_country"] = country / len(sense.listed)

    def _add_namesakes(self, found: dict[str, float], number: int, sense: Sense, place: GazetteerPlace) -> None:
        """Add how far other toponyms of that name (`Herat`, `Herat province`) are this place, or in its division.

        Of the same words elsewhere in the report, they must be this very place.
        """
        near = same = 0.0
        for other in self._of_name[sense.name]:
            namesake = self._senses[other]
            if other == number or not namesake.named:
                continue
            if namesake.words == sense.words:
                same = max(same, sum(share for each, share in _likely(namesake) if each.id == place.id))
            else:
                near = max(near, sum(share for each, share in _likely(namesake) if _in_one_area(place, each)))
        found["namesake"], found["told_elsewhere"] = near, same


_Part = tuple[str, str | None, bool, float]
"""What a candidate says: its country, its division, whether it is that country itself, and how much."""


def _parts_of(sense: Sense) -> list[_Part]:
    return [
        (place.country, place.admin1_code, place.kind == "country", share * sense.weight)
        for place, share in _likely(sense)
        if place.country is not None
    ]


def _points_of(sense: Sense) -> list[tuple[Vector, float, int, bool]]:
    """Return the points of the likeliest candidates of a sense, with share, id, and whether it is a country."""
    ordered = sorted(zip(sense.shares, sense.candidates, strict=True), key=lambda pair: -pair[0])[:_CONSIDERED]
    return [
        (candidate.vector, share * min(1.0, sense.weight), candidate.place.id, candidate.place.kind == "country")
        for share, candidate in ordered
        if candidate.vector is not None and candidate.place is not None and share > _LEAST_SHARE
    ]


def _likely(sense: Sense) -> list[tuple[GazetteerPlace, float]]:
    """Return the places that a sense may well be, with their shares."""
    return [
        (candidate.place, share)
        for candidate, share in zip(sense.candidates, sense.shares, strict=True)
        if share > _LEAST_SHARE and candidate.place is not None
    ]


def _around_town(town: GazetteerPlace, place: GazetteerPlace) -> bool:
    """Whether a place lies in the division around a town, and so near that the town itself may be meant to hold it."""
    is_same = (town.country, town.admin1_code) == (place.country, place.admin1_code)
    if not is_same or town.admin1_code is None or place.kind in ("country", "admin1") or town.id == place.id:
        return False
    return apart_km(town, place) <= uncertainty_km_of(town)


def _in_one_area(one: GazetteerPlace, other: GazetteerPlace) -> bool:
    if one.id == other.id:
        return True
    same = (one.country, one.admin1_code) == (other.country, other.admin1_code)
    return same and one.admin1_code is not None and "country" not in (one.kind, other.kind)
