"""Adding GeoNames dumps to the gazetteer."""

import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from sayso.core.errors import UsageError
from sayso.gazetteer.areas import radius_km
from sayso.gazetteer.build import ARABIC
from sayso.gazetteer.dumps import (
    ORDER,
    DumpCountry,
    DumpKind,
    DumpName,
    DumpPlace,
    kind_of_file,
    read_countries,
    read_divisions,
    read_names,
    read_places,
)
from sayso.gazetteer.files import KINDS, default_path, to_fill
from sayso.gazetteer.keys import abbreviation_key, normalised
from sayso.gazetteer.opening import alone, ensure_built, replace
from sayso.gazetteer.rows import PlaceRow, keys_of_names, write, write_digest, write_filter

DUMP = "GeoNames dump"
"""The source of places that a dump added or changed."""
_AT_ONCE = 10_000


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What was added from one file: `lines` that hold something, of which `used` ones changed or confirmed a place."""

    file: str
    kind: DumpKind
    lines: int
    used: int


def add_dumps(paths: Sequence[Path], gazetteer: Path | None = None) -> tuple[Added, ...]:
    """Add files of a GeoNames dump to the gazetteer, which is built first if need be.

    All are added, or none: the work is done on a copy. Adding the same files again changes nothing. Places with an id
    that is known get the dump's values; names are added to those that are there. Files are read line by line, in the
    order of `ORDER`.

    Raises:
        UsageError: A file is none of a dump or has a malformed line; or the gazetteer cannot be written.
    """
    where = gazetteer or default_path()
    kinds = [(kind_of_file(path), path) for path in paths]
    for path in paths:
        if not path.is_file():
            raise UsageError(f"{path}: no such file")
    ensure_built(where)
    added: list[Added] = []

    def make(new: Path) -> None:
        shutil.copyfile(where, new)
        with closing(sqlite3.connect(new)) as connection:
            to_fill(connection)
            connection.execute("CREATE INDEX name_by_place ON name (place)")
            for kind, path in sorted(kinds, key=lambda each: (ORDER.index(each[0]), str(each[1]))):
                added.append(_add_file(connection, kind, path))
            connection.execute("DROP INDEX name_by_place")
            write_filter(connection)
            _note(connection, added)
            write_digest(connection)
            connection.commit()

    with alone(where):
        replace(where, make)
    return tuple(added)


def _add_file(connection: sqlite3.Connection, kind: DumpKind, path: Path) -> Added:
    lines = used = 0
    for values in _batches(kind, path):
        lines += len(values)
        if kind == "countries":
            used += _add_countries(connection, values)
        elif kind == "alternate names":
            used += _add_names(connection, values)
        else:
            used += _add_places(connection, values)
    return Added(file=path.name, kind=kind, lines=lines, used=used)


def _batches(kind: DumpKind, path: Path) -> Iterator[list[Any]]:
    values: Iterator[Any]
    if kind == "places":
        values = iter(read_places(path))
    elif kind in ("admin1", "admin2"):
        values = iter(read_divisions(path, "admin1" if kind == "admin1" else "admin2"))
    else:
        values = iter(read_countries(path) if kind == "countries" else read_names(path))
    while batch := list(islice(values, _AT_ONCE)):
        yield batch


def _add_places(connection: sqlite3.Connection, places: Iterable[DumpPlace]) -> int:
    rows = [_merged(connection, place) for place in places]
    write(connection, rows)
    _count_names(connection, {row.id for row in rows})
    divisions = [(row.country, row.admin1_code, row.name) for row in rows if row.kind == "admin1" and row.country]
    connection.executemany(
        "INSERT OR REPLACE INTO admin1 VALUES (?, ?, ?)", [each for each in divisions if each[1] is not None]
    )
    return len(rows)


def _merged(connection: sqlite3.Connection, place: DumpPlace) -> PlaceRow:
    """Return the row of a place of a dump, with what is known of it already."""
    keys = keys_of_names(place.name, place.other_names, articles=place.country in ARABIC)
    row = PlaceRow(
        id=place.id,
        name=place.name,
        kind=place.kind,
        country=place.country,
        admin1_code=place.admin1_code,
        point=place.point,
        population=place.population,
        feature_code=place.feature_code,
        source=DUMP,
        keys=keys,
    )
    known = _known(connection, row)
    if known is None:
        return row
    identifier, name, kind, country, admin1, iso, latitude, longitude, population, feature, radius = known
    if identifier != place.id:
        connection.execute("UPDATE OR IGNORE name SET place = ? WHERE place = ?", (place.id, identifier))
        connection.execute("DELETE FROM name WHERE place = ?", (identifier,))
        connection.execute("UPDATE OR IGNORE demonym SET place = ? WHERE place = ?", (place.id, identifier))
        connection.execute("DELETE FROM place WHERE id = ?", (identifier,))
    if KINDS[kind] in ("country", "admin1", "admin2"):
        row.name, row.kind, row.country = name, KINDS[kind], country
    row.iso_3166_2, row.uncertainty_km = iso, radius
    row.admin1_code = row.admin1_code or admin1
    row.population = row.population or population
    if row.point is None:
        row.point = (latitude, longitude) if latitude is not None else None
        row.feature_code = feature
    return row


def _known(connection: sqlite3.Connection, row: PlaceRow) -> tuple[Any, ...] | None:
    """Return the place with that id, or the subdivision of ISO 3166-2 that the division is."""
    columns = (
        "SELECT id, name, kind, country, admin1_code, iso_3166_2, latitude_deg, longitude_deg, population,"
        " feature_code, uncertainty_km FROM place WHERE "
    )
    found = connection.execute(f"{columns} id = ?", (row.id,)).fetchone()
    if found or row.kind not in ("admin1", "admin2") or row.country is None:
        return found  # type: ignore[no-any-return]
    kind = KINDS.index(row.kind)
    subdivisions = connection.execute(
        f"{columns} country = ? AND kind = ? AND kind < 3 AND id < 0 AND (admin1_code = ? OR admin1_code IS NULL)",
        (row.country, kind, row.admin1_code),
    ).fetchall()
    if kind == KINDS.index("admin1"):
        for subdivision in subdivisions:
            if subdivision[4] is not None:
                return subdivision  # type: ignore[no-any-return]
    for subdivision in subdivisions:
        keys = connection.execute("SELECT key FROM name WHERE place = ?", (subdivision[0],)).fetchall()
        if row.keys & {key for (key,) in keys}:
            return subdivision  # type: ignore[no-any-return]
    return None


def _add_countries(connection: sqlite3.Connection, countries: Iterable[DumpCountry]) -> int:
    used = 0
    for country in countries:
        cursor = connection.execute(
            "UPDATE place SET population = ?, uncertainty_km = ? WHERE id = ? AND kind = 0",
            (country.population or None, radius_km(country.area_km2), country.id),
        )
        if cursor.rowcount:
            connection.execute("INSERT OR IGNORE INTO name VALUES (?, ?)", (normalised(country.name), country.id))
            _count_names(connection, {country.id})
            used += 1
    return used


def _add_names(connection: sqlite3.Connection, names: Sequence[DumpName]) -> int:
    known = {
        identifier: country in ARABIC
        for identifier, country in connection.execute(
            "SELECT id, country FROM place WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted({name.place for name in names})),),
        )
    }
    rows, used = set(), 0
    for name in names:
        if name.place in known:
            used += 1
            if name.is_abbreviation:
                rows.add((abbreviation_key(name.name) or normalised(name.name), name.place))
            else:
                keys = keys_of_names(name.name, (), articles=known[name.place])
                rows.update((key, name.place) for key in keys)
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?)", sorted(rows))
    _count_names(connection, {place for _, place in rows})
    return used


def _count_names(connection: sqlite3.Connection, places: Iterable[int]) -> None:
    connection.executemany(
        "UPDATE place SET alternate_names = (SELECT count(*) FROM name WHERE place = ?1) - 1, source = ?2"
        " WHERE id = ?1",
        [(place, DUMP) for place in sorted(places)],
    )


def _note(connection: sqlite3.Connection, added: Iterable[Added]) -> None:
    """Note in the file which dumps are in it."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'added'").fetchone()
    noted = json.loads(row[0]) if row else {}
    noted |= {each.file: each.used for each in added}
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('added', ?)", (json.dumps(noted, sort_keys=True),))
