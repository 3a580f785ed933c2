"""Which subdivision of ISO 3166-2 is which first-level division of GeoNames.

The cities of GeoNames carry codes of divisions that are not those of ISO 3166-2, and no source at hand has the names
of these codes. They are found from the cities: the cities of a division lie around the point that the subdivision
has, and often its seat has its name. Each pair of a country gets a score from both, and pairs are taken from the best
on, each side once. What scores low stays apart; its cities then have a division with a code and without a name.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.gazetteer.sources import City, Subdivision

Vectors = NDArray[np.float64]

_NEAREST = 7
"""How many cities around the point of a subdivision have a say."""
_SEATS = 5
"""How many of the largest cities of a division may give it its name."""
_NAME_SCORE = 0.7
_CODE_SCORE = 1.0
_LEAST_SCORE = 0.35
_LEAST_SHARE = 0.4
"""Where a country has fewer divisions than this share of its subdivisions, they are of another kind."""
_ALIKE = 0.8
"""Where this share of the codes of a country are those of ISO, codes that are equal count."""
_NO_DIVISION = ("City with county rights",)
"""Types in ISO 3166-2 that GeoNames has on the second level."""


def link(
    cities: Iterable[City],
    subdivisions: Mapping[str, Mapping[str, Subdivision]],
    keys: Mapping[int, frozenset[str]],
    division_keys: Mapping[str, frozenset[str]],
) -> dict[tuple[str, str], str]:
    """Return the ISO 3166-2 code for pairs of country and GeoNames code, as far as it is found.

    Args:
        cities: Places with the GeoNames code of their division.
        subdivisions: Those of ISO 3166-2, by country and code.
        keys: Normalised names of each city, by its id.
        division_keys: Normalised names of each subdivision, by its code.
    """
    by_country: dict[str, list[City]] = defaultdict(list)
    for city in cities:
        if city.admin1_code not in ("", "00"):
            by_country[city.country].append(city)
    links: dict[tuple[str, str], str] = {}
    for country, places in by_country.items():
        codes = sorted({place.admin1_code for place in places})
        chosen = _level(subdivisions.get(country, {}), len(codes))
        if chosen and len(codes) >= _LEAST_SHARE * len(chosen):
            scores = _scores(places, codes, chosen, keys, division_keys)
            for row, column in _best_pairs(scores):
                links[country, codes[row]] = list(chosen)[column]
    return links


def _level(found: Mapping[str, Subdivision], wanted: int) -> Mapping[str, Subdivision]:
    """Return the level of subdivisions whose number is nearest to that of the divisions."""
    found = {code: each for code, each in found.items() if each.type not in _NO_DIVISION}
    parents = {each.parent for each in found.values()}
    top = {code: each for code, each in found.items() if not each.parent}
    leaves = {code: each for code, each in found.items() if code not in parents}
    return min((top, leaves), key=lambda level: abs(len(level) - wanted))


def _scores(
    places: Sequence[City],
    codes: Sequence[str],
    chosen: Mapping[str, Subdivision],
    keys: Mapping[int, frozenset[str]],
    division_keys: Mapping[str, frozenset[str]],
) -> Vectors:
    """Return a score for each division (rows) and subdivision (columns)."""
    points = _unit([each.point for each in chosen.values()])
    where = _unit([(place.latitude_deg, place.longitude_deg) for place in places])
    member = np.array([codes.index(place.admin1_code) for place in places])
    scores = np.zeros((len(codes), len(points)))
    nearness = where @ points.T
    nearest = np.argsort(-nearness, axis=0)[: min(_NEAREST, len(places))]
    for column in range(len(points)):
        np.add.at(scores[:, column], member[nearest[:, column]], 1 / len(nearest))
    middles = np.array([where[member == row].mean(axis=0) for row in range(len(codes))])
    distances = np.linalg.norm(middles[:, None] - points[None], axis=2)
    spread = float(np.median(distances.min(axis=1))) + 0.003
    scores += np.exp(-distances / (2 * spread))
    suffixes = [code.partition("-")[2] for code in chosen]
    alike = len(set(codes) & set(suffixes)) > _ALIKE * len(codes)
    for row, code in enumerate(codes):
        of_division = [place for place in places if place.admin1_code == code]
        seats = sorted(of_division, key=lambda place: -place.population)[:_SEATS]
        for column, iso in enumerate(chosen):
            if any(keys[seat.id] & division_keys[iso] for seat in seats):
                scores[row, column] += _NAME_SCORE
            if alike and suffixes[column] == code:
                scores[row, column] += _CODE_SCORE
    return scores


def _best_pairs(scores: Vectors) -> list[tuple[int, int]]:
    order = np.dstack(np.unravel_index(np.argsort(-scores, axis=None), scores.shape))[0]
    rows: set[int] = set()
    columns: set[int] = set()
    pairs = []
    for row, column in ((int(row), int(column)) for row, column in order):
        if scores[row, column] < _LEAST_SCORE:
            break
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            pairs.append((row, column))
    return pairs


def _unit(points: Sequence[tuple[Any, Any]]) -> Vectors:
    """Return points on the unit sphere for latitudes and longitudes in degrees, shape (points, 3)."""
    latitude, longitude = np.radians(np.array(points, dtype=np.float64).reshape(-1, 2)).T
    return np.column_stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)]
    )
