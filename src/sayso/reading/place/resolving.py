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
from sayso.reading.place.containment import Strength, holds

_ROUNDS = 2
_NEAR_KM = 100.0
_CONSIDERED = 4
_LEAST_SHARE = 0.04
_LEAST_SUPPORT = 0.2


class Sense(msgspec.Struct):
    """All toponyms of a report that are decided together.

    Attributes:
        candidates: What they may stand for.
        weight: How much they count for other toponyms.
        inside: Senses that the text says they lie in, and how plainly.
        named: Whether the report itself names it; false for what stands for the outlet.
        shares: Of each candidate, after scoring.
        features: Of each candidate in the last round: own ones and those from the report.
    """

    candidates: tuple[Candidate, ...]
    weight: float = 1.0
    inside: tuple[tuple[int, Strength], ...] = ()
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
            {**candidate.features, **around.features_of_none(number)}
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
    """What all senses of a report say together, from which that of one sense is taken away when it is asked for it."""

    def __init__(self, senses: Sequence[Sense]) -> None:
        self._senses = senses
        self._countries: defaultdict[str, float] = defaultdict(float)
        self._named: defaultdict[str, float] = defaultdict(float)
        self._divisions: defaultdict[tuple[str, str], float] = defaultdict(float)
        self._total = 0.0
        self._parts = [self._part(sense) for sense in senses]
        for part in self._parts:
            self._add(part)
        self._points = [
            [
                (candidate.vector, share * min(1.0, sense.weight), candidate.place.id)
                for share, candidate in sorted(
                    zip(sense.shares, sense.candidates, strict=True), key=lambda pair: -pair[0]
                )[:_CONSIDERED]
                if candidate.vector is not None
                and candidate.place is not None
                and share > _LEAST_SHARE
                and candidate.place.kind != "country"
            ]
            for sense in senses
        ]

    def _part(self, sense: Sense) -> list[tuple[str, str | None, bool, float]]:
        """Return what one sense says: countries, divisions, whether it is that country itself, and how much."""
        return [
            (place.country, place.admin1_code, place.kind == "country", share * sense.weight)
            for candidate, share in zip(sense.candidates, sense.shares, strict=True)
            if (place := candidate.place) is not None and place.country is not None and share > _LEAST_SHARE
        ]

    def _add(self, part: list[tuple[str, str | None, bool, float]]) -> None:
        for country, admin1, itself, amount in part:
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
            self._add_shares(found, number, place, place.country)
        nearest, amount = self._nearness(number, candidate)
        if nearest:
            found["near_one"], found["near_all"] = nearest, math.log1p(amount)
        for other, strength in sense.inside:
            self._add_containment(found, self._senses[other], place, strength)
        return found

    def features_of_none(self, number: int) -> dict[str, float]:
        """Return what speaks against a place that the gazetteer lacks: that no other place could support one it has."""
        others = self._total - sum(part[3] for part in self._parts[number])
        return {"none_alone": 1.0} if others < _LEAST_SUPPORT else {}

    def _add_shares(self, found: dict[str, float], number: int, place: GazetteerPlace, country: str) -> None:
        own = [part for part in self._parts[number] if part[0] == country]
        total = self._total - sum(part[3] for part in self._parts[number])
        if total <= 0:
            return
        in_country = max(0.0, self._countries[country] - sum(part[3] for part in own))
        named = max(0.0, self._named[country] - sum(part[3] for part in own if part[2]))
        which = "of_country" if place.kind == "country" else "country"
        found[f"{which}_share"] = in_country / total
        found[f"{which}_spoken_of"] = min(1.0, in_country)
        if place.kind != "country":
            found["country_named"] = min(1.0, named)
            if place.admin1_code is not None and place.kind == "city":
                same = self._divisions[country, place.admin1_code]
                in_division = same - sum(part[3] for part in own if part[1] == place.admin1_code)
                found["division_share"] = max(0.0, in_division) / total
                found["division_spoken_of"] = min(1.0, max(0.0, in_division))

    def _nearness(self, number: int, candidate: Candidate) -> tuple[float, float]:
        """Return how near the nearest other place is, from 0 to 1, and the sum over all of them."""
        if candidate.vector is None or candidate.place is None or candidate.place.kind == "country":
            return 0.0, 0.0
        x, y, z = candidate.vector
        scale = (EARTH_RADIUS_KM / _NEAR_KM) ** 2
        nearest = amount = 0.0
        for other, points in enumerate(self._points):
            if other == number:
                continue
            best = 0.0
            for (u, v, w), share, identifier in points:
                if identifier == candidate.place.id:
                    continue
                near = share / (1 + scale * (2 - 2 * (x * u + y * v + z * w)))
                best = max(best, near)
            nearest, amount = max(nearest, best), amount + best
        return nearest, amount

    def _add_containment(
        self, found: dict[str, float], other: Sense, place: GazetteerPlace, strength: Strength
    ) -> None:
        inside = outside = 0.0
        for candidate, share in zip(other.candidates, other.shares, strict=True):
            container = candidate.place
            if container is None or container.kind == "city" or share <= _LEAST_SHARE:
                continue
            if holds(container, place):
                inside += share
            else:
                outside += share
        found[f"inside_{strength}"] = max(found.get(f"inside_{strength}", 0.0), inside)
        if strength == "said":
            found["outside_said"] = max(found.get("outside_said", 0.0), outside)
