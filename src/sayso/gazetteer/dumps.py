"""Reading GeoNames dumps, line by line: https://download.geonames.org/export/dump/readme.txt."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal

import msgspec

from sayso.core.errors import UsageError
from sayso.gazetteer.place import PlaceKind

DumpKind = Literal["countries", "admin1", "admin2", "places", "alternate names"]
ORDER: tuple[DumpKind, ...] = ("countries", "admin1", "admin2", "places", "alternate names")
"""The order in which files are added, whatever order they are named in."""

_PLACES = re.compile(r"(?:allCountries|cities\d+|[A-Z]{2}|no-country)\.(?:txt|zip)")
_ALTERNATES = re.compile(r"alternateNames(?:V2)?\.(?:txt|zip)")
_CODE = re.compile(r"[A-Z]{2}")
_NO_NAMES = frozenset(("link", "wkdt", "post", "iata", "icao", "faac", "tcid", "unlc", "phon"))
"""What stands in place of a language for alternate names that are links and codes."""
_ABBREVIATION = "abbr"


class DumpPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a file of places, or of codes of divisions (which have no point)."""

    id: int
    name: str
    other_names: tuple[str, ...]
    kind: PlaceKind
    feature_code: str
    country: str | None
    admin1_code: str | None
    point: tuple[float, float] | None
    population: int | None


class DumpCountry(msgspec.Struct, frozen=True, kw_only=True):
    """A line of countryInfo.txt."""

    id: int
    code: str
    name: str
    area_km2: float
    population: int


class DumpName(msgspec.Struct, frozen=True, kw_only=True):
    """A line of alternateNamesV2.txt."""

    place: int
    name: str
    is_abbreviation: bool


def kind_of_file(path: Path) -> DumpKind:
    """Return what a file of a dump holds, by its name.

    Raises:
        UsageError: It has no name that GeoNames gives.
    """
    named: dict[str, DumpKind] = {
        "countryInfo.txt": "countries",
        "admin1CodesASCII.txt": "admin1",
        "admin2Codes.txt": "admin2",
    }
    if path.name in named:
        return named[path.name]
    if _PLACES.fullmatch(path.name):
        return "places"
    if _ALTERNATES.fullmatch(path.name):
        return "alternate names"
    raise UsageError(
        f"{path}: no file of a GeoNames dump; they are called allCountries.txt, XX.txt or XX.zip (XX: a country), "
        "alternateNamesV2.txt, admin1CodesASCII.txt, admin2Codes.txt and countryInfo.txt"
    )


def read_places(path: Path) -> Iterator[DumpPlace]:
    """Yield the places of a file such as XX.txt.

    Raises:
        UsageError: The file cannot be read, or a line is malformed; the message says which and why.
    """
    for line, cells in _lines(path, 19):
        (identifier, name, ascii_name, others, latitude, longitude, feature_class, feature_code, country) = cells[:9]
        yield DumpPlace(
            id=_id(path, line, identifier),
            name=_name(path, line, name),
            other_names=tuple(other for other in (ascii_name, *others.split(",")) if other),
            kind=_kind(feature_class, feature_code),
            feature_code=feature_code or feature_class or "UNK",
            country=_country(path, line, country),
            admin1_code=cells[10] if cells[10] not in ("", "00") else None,
            point=(_degrees(path, line, "latitude", latitude, 90), _degrees(path, line, "longitude", longitude, 180)),
            population=_whole(path, line, "population", cells[14]) or None,
        )


def read_divisions(path: Path, kind: Literal["admin1", "admin2"]) -> Iterator[DumpPlace]:
    """Yield the divisions of admin1CodesASCII.txt or admin2Codes.txt.

    Raises:
        UsageError: The file cannot be read, or a line is malformed; the message says which and why.
    """
    parts = 2 if kind == "admin1" else 3
    for line, (code, name, ascii_name, identifier) in _lines(path, 4):
        split = code.split(".", parts - 1)
        if len(split) != parts or not all(split):
            example = "AF.13" if kind == "admin1" else "AF.13.1301"
            raise _malformed(path, line, f"the code is {code!r}, where one like {example} stands")
        yield DumpPlace(
            id=_id(path, line, identifier),
            name=_name(path, line, name),
            other_names=(ascii_name,) if ascii_name else (),
            kind=kind,
            feature_code="ADM1" if kind == "admin1" else "ADM2",
            country=_country(path, line, split[0]),
            admin1_code=split[1] if split[1] != "00" else None,
            point=None,
            population=None,
        )


def read_countries(path: Path) -> Iterator[DumpCountry]:
    """Yield the countries of countryInfo.txt; those that are no more have no id and are left out.

    Raises:
        UsageError: The file cannot be read, or a line is malformed; the message says which and why.
    """
    for line, cells in _lines(path, 19, comments=True):
        if not cells[16] or cells[16] == "0":
            continue
        country = _country(path, line, cells[0])
        if country is None:
            raise _malformed(path, line, "no ISO code of a country in column 1")
        yield DumpCountry(
            id=_id(path, line, cells[16]),
            code=country,
            name=_name(path, line, cells[4]),
            area_km2=_number(path, line, "area", cells[6] or "0"),
            population=_whole(path, line, "population", cells[7]),
        )


def read_names(path: Path) -> Iterator[DumpName]:
    """Yield the alternate names of alternateNamesV2.txt that are names: no links, no codes.

    Raises:
        UsageError: The file cannot be read, or a line is malformed; the message says which and why.
    """
    for line, cells in _lines(path, 4, at_least=True):
        if cells[2] in _NO_NAMES or not cells[3]:
            continue
        yield DumpName(place=_id(path, line, cells[1]), name=cells[3], is_abbreviation=cells[2] == _ABBREVIATION)


def _kind(feature_class: str, feature_code: str) -> PlaceKind:
    if feature_class == "P":
        return "city"
    if feature_code.startswith("PCL"):
        return "region" if feature_code == "PCLH" else "country"
    if feature_code in ("ADM1", "ADM2"):
        return "admin1" if feature_code == "ADM1" else "admin2"
    return "region" if feature_class == "L" and feature_code.startswith(("RGN", "CONT")) else "other"


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a file of a dump, or the one of the same name in a zip archive."""
    if path.suffix.lower() != ".zip":
        with path.open("rb") as file:
            yield file
        return
    with zipfile.ZipFile(path) as archive:
        inside = f"{path.stem}.txt"
        if inside not in archive.namelist():
            raise UsageError(f"{path}: the archive has no {inside}")
        with archive.open(inside) as file:
            yield file


def _lines(
    path: Path, columns: int, *, comments: bool = False, at_least: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of a file, each with its number, as cells."""
    try:
        with _opened(path) as file:
            for number, raw in enumerate(file, start=1):
                line = _decoded(path, number, raw).rstrip("\r\n")
                if not line or (comments and line.startswith("#")):
                    continue
                cells = line.split("\t")
                if len(cells) < columns or (len(cells) > columns and not at_least):
                    raise _malformed(path, number, f"{len(cells)} columns parted by tabs, where {columns} are expected")
                yield number, cells
    except (OSError, zipfile.BadZipFile, EOFError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from error


def _decoded(path: Path, line: int, raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _malformed(path, line, f"not UTF-8 (byte {raw[error.start]:#04x})") from error


def _malformed(path: Path, line: int, reason: str) -> UsageError:
    return UsageError(f"{path}, line {line}: {reason}; nothing was added")


def _id(path: Path, line: int, cell: str) -> int:
    if not (cell.isascii() and cell.isdigit() and 0 < int(cell) < 1 << 63):
        raise _malformed(path, line, f"the GeoNames id is {cell[:40]!r}, where a number above zero is expected")
    return int(cell)


def _name(path: Path, line: int, cell: str) -> str:
    if not cell.strip():
        raise _malformed(path, line, "the name is empty")
    return cell


def _country(path: Path, line: int, cell: str) -> str | None:
    if cell and not _CODE.fullmatch(cell):
        raise _malformed(path, line, f"the country is {cell[:40]!r}, where two capital letters are expected")
    return cell or None


def _degrees(path: Path, line: int, what: str, cell: str, most: int) -> float:
    value = _number(path, line, what, cell)
    if not -most <= value <= most:
        raise _malformed(path, line, f"the {what} is {cell[:40]}, which lies not between -{most} and {most}")
    return value


def _number(path: Path, line: int, what: str, cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        raise _malformed(path, line, f"the {what} is {cell[:40]!r}, where a number is expected") from None


def _whole(path: Path, line: int, what: str, cell: str) -> int:
    if cell and not (cell.isascii() and cell.removeprefix("-").isdigit()):
        raise _malformed(path, line, f"the {what} is {cell[:40]!r}, where a whole number is expected")
    return max(0, int(cell or 0))
