"""Rows of the divisions of GeoNames that ISO 3166-2 has not, and what GeoNames tells of those it has."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sayso.core.geodesy import distance_km
from sayso.gazetteer.areas import middle_of, radius_km, spread_km
from sayso.gazetteer.facts.geonames import NamedDivision
from sayso.gazetteer.keys import article_keys, normalised
from sayso.gazetteer.rows import PlaceRow
from sayso.gazetteer.sources import City
from sayso.gazetteer.type_words import parted

_FIRST_ID = -100_000
_SAME_KM = 150.0
"""How far apart the points of one division in both sources may lie."""
SOURCE = "GeoNames divisions"

Taken = frozenset[tuple[str, str]]


class GeoNamesRows:
    """Makes the rows of divisions that are not among those of ISO 3166-2, and adds to those that are.

    Ids below zero are given in the order of the table, where GeoNames' own is not known.
    """

    def __init__(
        self, divisions: Sequence[NamedDivision], areas_km2: Mapping[str, float], articles: frozenset[str]
    ) -> None:
        self._divisions = divisions
        self._areas_km2 = areas_km2
        self._articles = articles
        self._first_level = Counter(each.country for each in divisions if each.admin2_code is None)

    def first_level(
        self, known: Iterable[tuple[str, str]], cities: Iterable[City], names: Mapping[tuple[str, str], str]
    ) -> Iterator[PlaceRow]:
        """Yield those of the first level that are not `known`, by country and code, and have towns.

        Args:
            known: Country and code of those of ISO 3166-2.
            cities: All towns.
            names: Usual names by country and code.
        """
        linked = set(known)
        towns: dict[tuple[str, str], list[City]] = defaultdict(list)
        for city in cities:
            towns[city.country, city.admin1_code].append(city)
        for number, division in enumerate(self._divisions):
            where = division.country, division.admin1_code
            if division.admin2_code is not None or where in linked or not towns[where]:
                continue
            points = [(city.latitude_deg, city.longitude_deg) for city in towns[where]]
            point = middle_of(points)
            yield PlaceRow(
                id=division.id or _FIRST_ID - number,
                name=names[where],
                kind="admin1",
                country=division.country,
                admin1_code=division.admin1_code,
                point=point,
                population=sum(city.population for city in towns[where]),
                feature_code="ADM1",
                uncertainty_km=spread_km(point, points) or self._share_km(division.country),
                source=SOURCE,
                keys=self._keys(division) | self._spellings(division.country, normalised(names[where])),
            )

    def second_level(
        self, iso: Iterable[PlaceRow], city_keys: Mapping[str, Iterable[frozenset[str]]]
    ) -> Iterator[PlaceRow]:
        """Yield those of the second level, but for those among the rows `iso`, whose names and codes are added to.

        Args:
            iso: Divisions of ISO 3166-2.
            city_keys: Keys of the towns of each country: a name without its word for a type is that of a division only
                where no town and no other division of the country has it.
        """
        rows = list(iso)
        by_key: dict[tuple[str, str], list[PlaceRow]] = defaultdict(list)
        for row in rows:
            for key in row.keys:
                by_key[row.country or "", key].append(row)
        taken = self._taken(city_keys) | by_key.keys()
        for number, division in enumerate(self._divisions):
            if division.admin2_code is None:
                continue
            keys, bare = self._keys(division), parted(normalised(division.name)).bare
            same = _same(division, {key: by_key.get((division.country, key), []) for key in (*keys, bare)})
            if same is not None:
                _add_to(same, division, keys)
                continue
            if (division.country, bare) not in taken:
                keys |= self._spellings(division.country, bare)
            yield PlaceRow(
                id=division.id or _FIRST_ID - number,
                name=division.name,
                kind="admin2",
                country=division.country,
                admin1_code=division.admin1_code,
                point=division.point,
                feature_code="ADM2",
                uncertainty_km=division.uncertainty_km,
                source=SOURCE,
                keys=keys,
            )

    def _share_km(self, country: str) -> float | None:
        """Return the radius of a circle of an equal share of a country."""
        return radius_km(self._areas_km2.get(country, 0) / max(1, self._first_level[country]))

    def _taken(self, city_keys: Mapping[str, Iterable[frozenset[str]]]) -> Taken:
        """Return the bare names of divisions that a town of the country has, or several divisions."""
        wanted: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for division in self._divisions:
            if division.admin2_code is not None:
                wanted[division.country][parted(normalised(division.name)).bare] += 1
        found = {(country, key) for country, names in wanted.items() for key, number in names.items() if number > 1}
        for country, names in wanted.items():
            for keys in city_keys.get(country, ()):
                found.update((country, key) for key in keys if key in names)
        return frozenset(found)

    def _keys(self, division: NamedDivision) -> frozenset[str]:
        """Return the keys of the name as it is, and with English words for what it is."""
        key = normalised(division.name)
        parts = parted(key)
        spellings = self._spellings(division.country, parts.bare)
        typed = {f"{spelling}{word}" for word in parts.english() for spelling in spellings}
        return frozenset({*self._spellings(division.country, key), *typed})

    def _spellings(self, country: str, key: str) -> frozenset[str]:
        return frozenset({key, *(article_keys(key) if country in self._articles else ())})


def _same(division: NamedDivision, found: Mapping[str, list[PlaceRow]]) -> PlaceRow | None:
    """Return the division of ISO 3166-2 that one of GeoNames is: of its name, level and place."""
    for row in {row.id: row for rows in found.values() for row in rows}.values():
        if row.kind == "admin1" and row.admin1_code is not None:
            continue
        if row.kind == "admin2" and row.admin1_code == division.admin1_code:
            return row
        if row.point and division.point and distance_km(*row.point, *division.point) <= _SAME_KM:
            return row
    return None


def _add_to(row: PlaceRow, division: NamedDivision, keys: frozenset[str]) -> None:
    row.kind, row.feature_code = "admin2", "ADM2"
    row.admin1_code = division.admin1_code
    row.keys |= keys
    if row.id < 0 and division.id is not None:
        row.id = division.id
