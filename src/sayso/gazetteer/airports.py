"""Rows of airports and air bases."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from sayso.core.geodesy import distance_km
from sayso.gazetteer.files import cell_of
from sayso.gazetteer.keys import normalised
from sayso.gazetteer.rows import PlaceRow
from sayso.gazetteer.sources import Airport, City

_FIRST_ID = -200_000
_MILITARY = re.compile(
    r"\b(?:Air ?Base|Air Force Base|Air Force Station|Naval (?:Air )?Station|Army Air ?field|Military|AFB|NAS)\b", re.I
)
_AIR_BASE = re.compile(r"\b(?:air base|airbase|airfield|air field)$")
_AIR_BASE_NAMES = ("air base", "airbase", "airfield")
_EXTENT_KM = 3.0
"""About half the length of a large airport."""
_NEAR_KM = 60.0
_FEW = 300
_NO_PROPER_NAME = frozenset(("", "international", "municipal", "regional", "county", "national", "domestic", "main"))

Near = dict[int, list[City]]


def airport_rows(airports: Iterable[Airport], cities: Iterable[City]) -> Iterator[PlaceRow]:
    """Yield airports and air bases, each in the division of the nearest town of its country.

    Where a country has so many that most are airstrips, those with an IATA code and air bases only.
    """
    airports = sorted(airports, key=lambda each: each.code)
    number_in = Counter(airport.country for airport in airports)
    near: Near = defaultdict(list)
    for city in cities:
        near[cell_of(city.latitude_deg, city.longitude_deg)].append(city)
    for number, airport in enumerate(airports):
        is_military = bool(_MILITARY.search(airport.name))
        if not airport.iata and not is_military and number_in[airport.country] > _FEW:
            continue
        yield PlaceRow(
            id=_FIRST_ID - number,
            name=airport.name,
            kind="other",
            country=airport.country,
            admin1_code=_division_of(airport, near),
            point=(airport.latitude_deg, airport.longitude_deg),
            feature_code="AIRB" if is_military else "AIRP",
            uncertainty_km=_EXTENT_KM,
            source="airportsdata",
            keys=frozenset(_keys(normalised(airport.name), normalised(airport.city))),
        )


def _keys(name: str, city: str) -> Iterator[str]:
    """Yield the keys of an airport: its name as reports write it, too, and that of its city.

    >>> sorted(_keys("london heathrow airport", "london"))
    ['heathrow airport', 'london airport', 'london heathrow airport']
    """
    yield name
    yield name.replace(" international airport", " airport")
    yield name.replace(" air force base", " afb")
    base = _AIR_BASE.sub("", name).strip()
    if base != name:
        yield from (f"{base} {word}" for word in _AIR_BASE_NAMES)
    before, airport, after = name.partition(" airport")
    if city and airport:
        yield f"{city} airport"
        if "international" in before:
            yield f"{city} international airport"
        proper = after.strip() or before.removeprefix(f"{city} ").strip()
        if proper not in _NO_PROPER_NAME and proper != before:
            yield f"{proper} airport"


def _division_of(airport: Airport, near: Near) -> str | None:
    """Return the code of the division of the nearest town of the country, where one is near."""
    best: tuple[float, str] | None = None
    for latitude in (-0.5, 0.0, 0.5):
        for longitude in (-0.5, 0.0, 0.5):
            cell = cell_of(airport.latitude_deg + latitude, airport.longitude_deg + longitude)
            for city in near.get(cell, ()):
                if city.country == airport.country and city.admin1_code not in ("", "00"):
                    far = distance_km(
                        airport.latitude_deg, airport.longitude_deg, city.latitude_deg, city.longitude_deg
                    )
                    if far <= _NEAR_KM and (best is None or far < best[0]):
                        best = far, city.admin1_code
    return best[1] if best else None
