"""Divisions of GeoNames: their codes, names and, of the second level, points; see geonames_divisions.tsv."""

from importlib import resources

import msgspec

TABLE = "geonames_divisions.tsv"


class NamedDivision(msgspec.Struct, frozen=True, kw_only=True):
    """A division of GeoNames.

    Attributes:
        country: ISO 3166-1 alpha-2, or `XK`.
        admin1_code: Of the division of the first level that it is, or that it lies in.
        admin2_code: Null for the first level.
        id: GeoNames id; null where not known.
        name: As GeoNames writes it.
        point: Latitude and longitude in degrees, the middle of its towns; null for the first level.
        uncertainty_km: How far nine in ten of its towns lie from there; of few, the radius of an equal share of the
            country.
    """

    country: str
    admin1_code: str
    admin2_code: str | None = None
    id: int | None = None
    name: str
    point: tuple[float, float] | None = None
    uncertainty_km: float | None = None


def named_divisions() -> tuple[NamedDivision, ...]:
    """Return the table, the first level first."""
    text = (resources.files("sayso.gazetteer.facts") / TABLE).read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return tuple(map(_division, rows))


def _division(row: list[str]) -> NamedDivision:
    code, identifier, name, *where = row
    country, admin1_code, *admin2_code = code.split(".", 2)
    latitude, longitude, radius = map(float, where) if where else (None, None, None)
    return NamedDivision(
        country=country,
        admin1_code=admin1_code,
        admin2_code=admin2_code[0] if admin2_code else None,
        id=int(identifier) if identifier else None,
        name=name,
        point=None if latitude is None or longitude is None else (latitude, longitude),
        uncertainty_km=radius,
    )
