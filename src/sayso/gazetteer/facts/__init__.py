"""Facts that the sources of the gazetteer lack: tables beside this module, and what reads them."""

import tomllib
from collections.abc import Iterator
from importlib import resources

import msgspec

TABLES = ("countries.toml", "divisions.toml", "regions.toml", "features.toml", "geonames_divisions.tsv")
"""All tables beside this module."""


class CountryNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names of a country that the sources lack; see countries.toml."""

    name: str | None = None
    names: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    latitude_deg: float | None = None
    longitude_deg: float | None = None


class Region(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A region; see regions.toml."""

    name: str
    point: tuple[float, float]
    uncertainty_km: float
    country: str | None = None
    names: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    feature_code: str = "RGN"
    geonames_id: int | None = None
    admin1_code: str | None = None


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """All tables.

    Attributes:
        countries: By ISO 3166-1 alpha-2.
        regions: In the order of their table, which is that of their ids.
        division_names: Usual English names by ISO 3166-2, the most usual first.
        division_abbreviations: As written, by ISO 3166-2.
        division_demonyms: By ISO 3166-2.
        geonames_divisions: Names of first-level divisions by country and GeoNames code, where ISO 3166-2 has none.
        divisions_that_are_countries: ISO 3166-2 codes of what ISO 3166-1 has too.
    """

    countries: dict[str, CountryNames]
    regions: tuple[Region, ...]
    division_names: dict[str, tuple[str, ...]]
    division_abbreviations: dict[str, tuple[str, ...]]
    division_demonyms: dict[str, tuple[str, ...]]
    geonames_divisions: dict[str, dict[str, str]]
    divisions_that_are_countries: frozenset[str]


def load_facts() -> Facts:
    """Return the tables that come with the package."""
    divisions = _table("divisions.toml")
    regions, features = msgspec.convert(
        (_table("regions.toml")["region"], _table("features.toml")["feature"]), tuple[list[Region], list[Region]]
    )
    return msgspec.convert(
        {
            "countries": _table("countries.toml"),
            "regions": [*regions, *features],
            "division_names": divisions["names"],
            "division_abbreviations": divisions["abbreviations"],
            "division_demonyms": divisions["demonyms"],
            "geonames_divisions": divisions["geonames_divisions"],
            "divisions_that_are_countries": divisions["countries"],
        },
        Facts,
    )


def forms_of(demonym: str) -> Iterator[str]:
    """Yield a demonym, and the regular plural of it.

    >>> [*forms_of("Afghan"), *forms_of("Frenchman"), *forms_of("Chinese")]
    ['Afghan', 'Afghans', 'Frenchman', 'Frenchmen', 'Chinese']
    """
    yield demonym
    if demonym.endswith(("man", "woman")) and not demonym.endswith(("German", "Roman", "Oman")):
        yield demonym[:-2] + "en"
    elif not demonym.endswith(("s", "ch", "sh", "ese", ".")):
        yield demonym + "s"


def _table(name: str) -> dict[str, object]:
    return tomllib.loads((resources.files(__name__) / name).read_text(encoding="utf-8"))
