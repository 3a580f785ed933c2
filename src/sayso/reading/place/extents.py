"""How exact a place of the gazetteer is: its granularity, and how far from its point something in it may be."""

from functools import cache

import msgspec

from sayso.core.reading import PlaceGranularity
from sayso.gazetteer.place import GazetteerPlace
from sayso.reading.place.tables import toml

_GRANULARITIES: dict[str, PlaceGranularity] = {
    "country": "country", "admin1": "admin1", "admin2": "admin2", "city": "city", "region": "region", "other": "region",
}  # fmt: skip


class _City(msgspec.Struct, frozen=True):
    steps: tuple[tuple[int, float], ...]
    unknown: float


class _Points(msgspec.Struct, frozen=True):
    codes: tuple[str, ...]


class _Extents(msgspec.Struct, frozen=True):
    city: _City
    area: dict[str, float]
    codes: dict[str, float]
    points: _Points


@cache
def _extents() -> _Extents:
    return msgspec.convert(toml("extents.toml"), _Extents)


def granularity_of(place: GazetteerPlace) -> PlaceGranularity:
    """Return how exact a place is."""
    if place.kind in ("other", "region") and place.feature_code.startswith(_extents().points.codes):
        return "point"
    return _GRANULARITIES[place.kind]


def uncertainty_km_of(place: GazetteerPlace) -> float:
    """Return how far from its point something in a place may be: as the gazetteer says, else by kind and population."""
    if place.uncertainty_km is not None:
        return round(place.uncertainty_km, 1)
    extents = _extents()
    if place.kind == "city":
        if place.population is None:
            return extents.city.unknown
        return next(km for most, km in extents.city.steps if place.population <= most)
    if place.kind in ("other", "region"):
        return next(
            (km for code, km in extents.codes.items() if place.feature_code.startswith(code)), extents.area[place.kind]
        )
    return extents.area[place.kind]
