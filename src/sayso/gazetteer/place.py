"""A place of the gazetteer."""

from typing import Literal

import msgspec

PlaceKind = Literal["country", "admin1", "admin2", "city", "region", "other"]
"""What a place is, from its GeoNames feature class and code.

- `country`: a country, dependency or state that is not recognised by all (PCL*), with an ISO 3166-1 code or `XK`
- `admin1`, `admin2`: first and second level of its divisions (ADM1, ADM2)
- `city`: a populated place of any size (class P)
- `region`: an area with a name but no authority over it, or over several countries (`Sahel`, `West Bank`)
- `other`: everything else (mountains, rivers, airports, lower divisions ...)
"""


class GazetteerPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A place as the gazetteer has it. WGS84.

    Attributes:
        id: Unique in the gazetteer file; the GeoNames id where there is one, else below zero.
        geonames_id: Null for places that come from other sources (divisions of ISO 3166-2, regions).
        name: The usual English name where known, else as GeoNames writes it.
        kind: What it is.
        country: ISO 3166-1 alpha-2 (`XK` for Kosovo); null for regions that lie in several countries.
        admin1_code: GeoNames code of the first-level division that holds it, or that it is; with `country` a key.
        admin1_name: Name of that division.
        iso_3166_2: Code of a division itself, `AF-BGL`; null for all other kinds.
        latitude_deg: Null with `longitude_deg` where no point is known.
        longitude_deg: East is positive.
        population: Null where not known; GeoNames' 0 is not known.
        feature_code: GeoNames feature code: `PPLC`, `ADM1`, `PCLI`, `RGN`, `MT`; plain `PPL` where not known better.
        alternate_names: How many other names it has in the gazetteer; a sign of how well known it is.
        uncertainty_km: How far from the point something in the place may be, for areas; null for points and cities.
    """

    id: int
    geonames_id: int | None
    name: str
    kind: PlaceKind
    country: str | None
    admin1_code: str | None
    admin1_name: str | None
    iso_3166_2: str | None = None
    latitude_deg: float | None
    longitude_deg: float | None
    population: int | None
    feature_code: str
    alternate_names: int
    uncertainty_km: float | None = None
