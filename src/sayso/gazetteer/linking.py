"""Which subdivision of ISO 3166-2 is which first-level division of GeoNames.

The cities of GeoNames carry codes of divisions that are not those of ISO 3166-2. Pairs of one name come first. The
others are found from the cities: the cities of a division lie around the point that the subdivision has, and often its
seat has its name, or the names are alike. Each pair of a country gets a score from these, and pairs are taken from the
best on, each side once. What scores low stays apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.gazetteer.keys import normalised, without_type
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
_ALIKE_NAMES = 0.75
_LEAST_SCORE_OF_UNLIKE = 1.0
"""What pairs of names that are not alike must score."""
_NO_DIVISION = ("City with county rights",)
"""Types in ISO 3166-2 that GeoNames has on the second level."""


def link(
    cities: Iterable[City],
    subdivisions: Mapping[str, Mapping[str, Subdivision]],
    keys: Mapping[int, frozenset[str]],
    division_keys: Mapping[str, frozenset[str]],
    names: Mapping[tuple[str, str], str] | None = None,
) -> dict[tuple[str, str], str]:
    """Return the ISO 3166-2 code for pairs of country and GeoNames code, as far as it is found.

    Args:
        cities: Places with the GeoNames code of their division.
        subdivisions: Those of ISO 3166-2, by country and code.
        keys: Normalised names of each city, by its id.
        division_keys: Normalised names of each subdivision, by its code.
        names: GeoNames' names of its divisions, by country and code, as far as they are known.
    """
    by_country: dict[str, list[City]] = defaultdict(list)
    for city in cities:
        if city.admin1_code not in ("", "00"):
            by_country[city.country].append(city)
    names_in: dict[str, dict[str, str]] = defaultdict(dict)
    for (country, code), name in (names or {}).items():
        names_in[country][code] = normalised(name)
    links: dict[tuple[str, str], str] = {}
    for country in sorted(by_country.keys() | names_in.keys()):
        found = _links_of(
            by_country[country], subdivisions.get(country, {}), keys, division_keys, names_in.get(country, {})
        )
        links |= {(country, code): iso for code, iso in found.items()}
    return links


def _links_of(
    places: Sequence[City],
    found: Mapping[str, Subdivision],
    keys: Mapping[int, frozenset[str]],
    division_keys: Mapping[str, frozenset[str]],
    names: Mapping[str, str],
) -> dict[str, str]:
    """Return the links of one country, by GeoNames code."""
    codes = sorted({place.admin1_code for place in places})
    chosen = _level(found, len({*codes, *names}))
    links = _of_one_name(names, {iso: division_keys[iso] for iso in chosen})
    if not chosen or len(codes) < _LEAST_SHARE * len(chosen):
        return links
    codes = [code for code in codes if code not in links]
    left = {iso: each for iso, each in chosen.items() if iso not in links.values()}
    if codes and left:
        scores = _scores(places, codes, left, keys, division_keys)
        for row, code in enumerate(codes):
            if code in names:
                for column, iso in enumerate(left):
                    scores[row, column] = _with_name(scores[row, column], names[code], division_keys[iso])
        links |= {codes[row]: list(left)[column] for row, column in _best_pairs(scores)}
    return links


def _of_one_name(names: Mapping[str, str], division_keys: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Return the links of divisions that have the name of one subdivision alone, and it theirs.

    Names with their word for a type come first, which tells a city from the county around it.
    """
    links: dict[str, str] = {}
    for bare in (False, True):
        by_key: dict[str, list[str]] = defaultdict(list)
        for iso, its in division_keys.items():
            if iso not in links.values():
                for key in {without_type(key) for key in its} if bare else its:
                    by_key[key].append(iso)
        wanted: dict[str, list[str]] = defaultdict(list)
        for code, name in names.items():
            isos = by_key.get(without_type(name) if bare else name, [])
            if code not in links and len(isos) == 1:
                wanted[isos[0]].append(code)
        links |= {codes[0]: iso for iso, codes in wanted.items() if len(codes) == 1}
    return links


def _with_name(score: float, name: str, division_keys: frozenset[str]) -> float:
    """Return the score of a pair whose names are not the same, in view of how alike they are."""
    wanted = without_type(name)
    if any(_are_alike(wanted, key) for key in division_keys):
        return score + _NAME_SCORE
    return score if score >= _LEAST_SCORE_OF_UNLIKE else 0.0


def _are_alike(one: str, other: str) -> bool:
    words, others = set(one.split()), set(other.split())
    if words <= others or others <= words:
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE_NAMES


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
    rows = {code: row for row, code in enumerate(codes)}
    member = np.array([rows.get(place.admin1_code, len(codes)) for place in places])
    scores = np.zeros((len(codes) + 1, len(points)))
    nearness = where @ points.T
    nearest = np.argsort(-nearness, axis=0)[: min(_NEAREST, len(places))]
    for column in range(len(points)):
        np.add.at(scores[:, column], member[nearest[:, column]], 1 / len(nearest))
    scores = scores[:-1]  # the last row is that of cities in divisions that are not asked for
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
