"""The places that a toponym may stand for, and what speaks for each of them before the rest of the report is asked."""

import math

import msgspec

from sayso.gazetteer import Gazetteer, normalised
from sayso.gazetteer.place import GazetteerPlace
from sayso.reading.place.demonyms import Demonyms
from sayso.reading.place.geodesy import Vector, unit_vector
from sayso.reading.place.tables import names
from sayso.reading.place.toponym import Toponym

MOST_CANDIDATES = 40
_LONGEST_CODE = 3
_KNOWN_POPULATION = 15_000
_AREAS = {
    "country": "is_country", "admin1": "is_admin1", "admin2": "is_admin2", "region": "is_region", "other": "is_other",
}  # fmt: skip


class Candidate(msgspec.Struct, frozen=True):
    """A place that a toponym may stand for; `vector` is its point, and `features` what speaks for it, by name.

    `place` is null for the candidate that stands for all places which the gazetteer lacks.
    """

    place: GazetteerPlace | None
    features: dict[str, float]
    vector: Vector | None = None


def candidates(toponym: Toponym, gazetteer: Gazetteer, demonyms: Demonyms) -> tuple[Candidate, ...]:
    """Return the candidates of a toponym, the null candidate last; that one alone where there is no such name."""
    if toponym.demonym:
        places = demonyms.of(toponym.name)
    else:
        places = _looked_up(toponym, gazetteer)
        if toponym.stem != toponym.name and not _is_found(toponym, places):
            known = {place.id for place in places}
            places += tuple(place for place in gazetteer.lookup(toponym.stem) if place.id not in known)
    if toponym.is_titled:
        places = tuple(place for place in places if place.kind != "city" or place.name.lower().startswith("the "))
    places = _foremost(places)
    largest = max((place.population or 0 for place in places if place.kind == "city"), default=0)
    key = normalised(toponym.name)
    found = [_candidate(toponym, key, place, largest) for place in places]
    _mark_same_area(found, key)
    if not toponym.demonym:
        is_own = any(_is_area_or_own(candidate) for candidate in found)
        found.append(Candidate(None, _null_features(toponym, key, is_own=is_own)))
    return tuple(found)


def _looked_up(toponym: Toponym, gazetteer: Gazetteer) -> tuple[GazetteerPlace, ...]:
    """Return the places of a name; those of it and the word beside it instead, where none but they is of that kind.

    `Polk and Dallas counties` are filed as `Polk County`, `Dallas County`.
    """
    places = gazetteer.lookup(toponym.name)
    feature = toponym.feature
    if feature is None or toponym.stem != toponym.name or any(feature.fits(place) for place in places):
        return places
    found = gazetteer.lookup(f"{toponym.name} {toponym.word}")
    return tuple(place for place in found if feature.fits(place)) or places


def _is_found(toponym: Toponym, places: tuple[GazetteerPlace, ...]) -> bool:
    """Whether the gazetteer has a name with its word for what it is: `Kansas City` is then no city called Kansas."""
    feature = toponym.feature
    return any(feature is None or feature.fits(place) for place in places)


def _foremost(places: tuple[GazetteerPlace, ...]) -> tuple[GazetteerPlace, ...]:
    """Return at most so many places, areas first, then the most populous."""
    if len(places) <= MOST_CANDIDATES:
        return places
    ordered = sorted(places, key=lambda place: (place.kind == "city", -(place.population or 0), place.id))
    return tuple(ordered[:MOST_CANDIDATES])


def _candidate(toponym: Toponym, key: str, place: GazetteerPlace, largest: int) -> Candidate:
    features = _of_city(key, place, largest) if place.kind == "city" else {_AREAS[place.kind]: 1.0}
    features["names"] = math.log1p(place.alternate_names) / 4
    if place.kind == "country":
        features["population_of_country"] = math.log10(max(place.population or 0, 1_000_000)) - 6
    elif place.kind == "admin1" and place.population:
        features["population_of_division"] = math.log10(max(place.population, 100_000)) - 6
    if place.kind in ("country", "admin1") and _is_abbreviation(toponym.name):
        features["abbreviated"] = 1.0
    own = normalised(place.name.partition(",")[0])
    is_kind = toponym.feature is not None and (toponym.feature.fits(place) or _is_called_after(toponym))
    if key == own or (is_kind and own in (normalised(toponym.stem), normalised(f"{toponym.stem} {toponym.word}"))):
        features["own_name"] = 1.0
    if toponym.feature is not None:
        if toponym.feature.fits(place):
            features["feature_fits"] = 1.0
            if place.kind in ("admin1", "admin2"):
                features["division_fits"] = 1.0
        elif key == own and key != normalised(toponym.stem):
            features["feature_in_name"] = 1.0
        else:
            features["point_differs" if _is_called_after(toponym) else "feature_differs"] = 1.0
    vector = None
    if place.latitude_deg is not None and place.longitude_deg is not None:
        vector = unit_vector((place.latitude_deg, place.longitude_deg))
    return Candidate(place, features, vector)


def _mark_same_area(found: list[Candidate], key: str) -> None:
    """Mark divisions that have a city of their own name among the candidates: Tbilisi, Kabul, New York."""
    cities: dict[tuple[str | None, str | None], Candidate] = {}
    for candidate in found:
        place = candidate.place
        if place is not None and place.kind == "city" and place.admin1_code and _is_namesake(place, key):
            cities.setdefault((place.country, place.admin1_code), candidate)
    for candidate in found:
        place = candidate.place
        if place is not None and place.kind == "admin1" and (city := cities.get((place.country, place.admin1_code))):
            candidate.features["has_city"] = 1.0
            candidate.features["city_share"] = _share_of_people(city.place, place)
            if city.place is not None and city.place.feature_code == "PPLC" and normalised(place.name) == key:
                candidate.features["has_capital"] = 1.0


def _is_namesake(city: GazetteerPlace, key: str) -> bool:
    """Whether a town may be meant where its division has the name: it is its own, or it is of some size."""
    return normalised(city.name) == key or (city.population or 0) >= _KNOWN_POPULATION


def _is_abbreviation(name: str) -> bool:
    """Whether a name is written short, as those of areas are: `N.Y.`, `Tex.`, `UK`."""
    return "." in name[1:] or (len(name) <= _LONGEST_CODE and name.isupper())


def _share_of_people(city: GazetteerPlace | None, division: GazetteerPlace) -> float:
    """Return what share of the people of a division live in the city of its name; 0 where that is not known."""
    if city is None or not city.population or not division.population:
        return 0.0
    return min(1.0, city.population / division.population)


def _of_city(key: str, place: GazetteerPlace, largest: int) -> dict[str, float]:
    features = {"population": math.log10(max(place.population or 0, 100)) - 4}
    if place.feature_code == "PPLC":
        features["capital"] = 1.0
    if place.population and place.population == largest:
        features["largest"] = 1.0
        if key in names().alone:
            features["stands_alone"] = 1.0
    return features


def _is_called_after(toponym: Toponym) -> bool:
    """Whether a toponym is of a thing that is mostly called after the town it is at: an airport, a tunnel, a camp."""
    return toponym.feature is not None and toponym.feature.granularity == "point"


def _is_area_or_own(candidate: Candidate) -> bool:
    """Whether a name of several words is all that of a place: its own, or that of an area, which may have many."""
    features = candidate.features
    return (
        any(name in features for name in ("own_name", "is_country", "is_region")) and "feature_differs" not in features
    )


def _null_features(toponym: Toponym, key: str, *, is_own: bool) -> dict[str, float]:
    features = {"none": 1.0}
    if toponym.feature is not None:
        features["none_point" if _is_called_after(toponym) else "none_feature"] = 1.0
    if len(toponym.name.split()) > 1 and not is_own:
        features["none_words"] = 1.0
    if key in names().never:
        features["none_word"] = 1.0
    return features
