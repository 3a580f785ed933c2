"""Looking places up in the gazetteer file."""

import math
import sqlite3
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

from sayso.core.geodesy import KM_PER_DEGREE, distance_km
from sayso.gazetteer.files import CELLS_AROUND, KINDS, cell_of, default_path, open_to_read
from sayso.gazetteer.keys import abbreviation_key, key_variants, normalised, without_type
from sayso.gazetteer.place import GazetteerPlace
from sayso.gazetteer.prefix_filter import PrefixFilter

_COLUMNS = (
    "place.id, name, kind, country, admin1_code, iso_3166_2, latitude_deg, longitude_deg, population, feature_code,"
    " alternate_names, uncertainty_km"
)
_BY_KEY = f"SELECT {_COLUMNS} FROM name CROSS JOIN place ON place.id = name.place WHERE name.key = ?"  # noqa: S608
_BY_DEMONYM = _BY_KEY.replace("FROM name", "FROM demonym").replace("name.", "demonym.")
_BY_ID = f"SELECT {_COLUMNS} FROM place WHERE id = ?"  # noqa: S608
_COUNTRY = f"SELECT {_COLUMNS} FROM place WHERE kind = 0 AND country = ?"  # noqa: S608
_DIVISIONS = f"SELECT {_COLUMNS} FROM place WHERE kind IN (1, 2) AND country = ?"  # noqa: S608
_CELLS = f"SELECT {_COLUMNS} FROM place WHERE cell BETWEEN ? AND ?"  # noqa: S608
_CACHED = 20_000
_SETTLEMENTS = frozenset(("city", "town", "village", "township", "commune"))


class Gazetteer:
    """Places by name, country, division and point; a context manager. One object may serve several threads."""

    def __init__(self, path: Path) -> None:
        """Open the gazetteer file at `path`; `open` builds it where it is missing.

        Raises:
            UsageError: It is no gazetteer file.
        """
        self.path = path
        self._connection: sqlite3.Connection = open_to_read(path)
        (bits,) = self._connection.execute("SELECT bits FROM filter").fetchone()
        self._filter = PrefixFilter(bits)
        self._found: dict[str, tuple[GazetteerPlace, ...]] = {}

    @classmethod
    def open(cls, path: Path | None = None) -> "Gazetteer":
        """Open the gazetteer; the first time, and when the data of its sources changed, it is built, in about 20 s.

        Args:
            path: The file; if not given, that of `SAYSO_GAZETTEER`, else `gazetteer.sqlite` in the user's cache folder.

        Raises:
            UsageError: The file is there, and is no gazetteer; or it cannot be written.
        """
        from sayso.gazetteer.opening import ensure_built

        where = path or default_path()
        ensure_built(where)
        return cls(where)

    @property
    def digest(self) -> str:
        """What the gazetteer holds, as twelve hexadecimal digits; equal for equal places, however they came in."""
        (digest,) = self._connection.execute("SELECT value FROM meta WHERE key = 'digest'").fetchone()
        return str(digest)[:12]

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> "Gazetteer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def lookup(self, name: str) -> tuple[GazetteerPlace, ...]:
        """Return all places of that name, in any of their names and scripts, the most populous first.

        Names meet by their keys (`normalised`), abbreviations (`Tex.`, `UK`, `DRC`) only as they are written. Where
        there is no such name, it is tried without or with another Arabic article, and without a word for its type
        (`Baghlan province`).
        """
        found = self._found.get(name)
        if found is None:
            if len(self._found) >= _CACHED:
                self._found.clear()
            found = self._found[name] = self._looked_up(name)
        return found

    def begins_key(self, words: str) -> bool:
        """Return whether some name may begin with these whole words, given as `normalised` returns them.

        Quick (well under a microsecond), for scanning text. False is certain; true is wrong about one time in 50.
        """
        return words in self._filter

    def by_id(self, identifier: int) -> GazetteerPlace | None:
        """Return the place with that id, or GeoNames id."""
        row = self._connection.execute(_BY_ID, (identifier,)).fetchone()
        return self._place(row) if row else None

    def country(self, code: str) -> GazetteerPlace | None:
        """Return the country with that ISO 3166-1 alpha-2 code (`XK` is Kosovo)."""
        return self._countries.get(code)

    def countries_of_demonym(self, word: str) -> tuple[GazetteerPlace, ...]:
        """Return the countries that an adjective or demonym refers to: `Afghan`, `Afghans`, `Afghan's`, `Frenchman`.

        Several where it is used of several (`Congolese`, `Korean`); none for what is no country's (`Kurdish`).
        """
        return tuple(place for place in self.places_of_demonym(word) if place.kind == "country")

    def places_of_demonym(self, word: str) -> tuple[GazetteerPlace, ...]:
        """Return the countries, divisions and regions of an adjective or demonym: `Chechen`, `Texans`, `European`."""
        key = normalised(word.removesuffix("'s").removesuffix("’s"))
        rows = self._connection.execute(_BY_DEMONYM, (key,)).fetchall()
        return tuple(sorted((self._place(row) for row in rows), key=_size_first))

    def division(self, country: str, name: str) -> GazetteerPlace | None:
        """Return the division of a country with that name or ISO 3166-2 code: the first level before the second."""
        if name.startswith(f"{country}-"):
            rows = self._connection.execute(f"{_DIVISIONS} AND iso_3166_2 = ?", (country, name)).fetchall()
            return self._place(rows[0]) if rows else None
        divisions = [place for place in self.lookup(name) if place.country == country and place.kind[:5] == "admin"]
        return min(divisions, key=lambda place: (place.kind, _size_first(place)), default=None)

    def admin1(self, country: str, code: str) -> GazetteerPlace | None:
        """Return the first-level division with that GeoNames code."""
        rows = self._connection.execute(f"{_DIVISIONS} AND kind = 1 AND admin1_code = ?", (country, code)).fetchall()
        return self._place(rows[0]) if rows else None

    def divisions(self, country: str) -> tuple[GazetteerPlace, ...]:
        """Return all divisions of a country, those of the first level first, by name."""
        places = [self._place(row) for row in self._connection.execute(_DIVISIONS, (country,))]
        return tuple(sorted(places, key=lambda place: (place.kind, place.name, place.id)))

    def near(self, latitude_deg: float, longitude_deg: float, within_km: float) -> tuple[GazetteerPlace, ...]:
        """Return the places whose point is at most `within_km` from this one, the nearest first."""
        near = []
        for first, last in _cells_around(latitude_deg, longitude_deg, within_km):
            for row in self._connection.execute(_CELLS, (first, last)):
                distance = distance_km(latitude_deg, longitude_deg, row[6], row[7])
                if distance <= within_km:
                    near.append((distance, row[0], row))
        return tuple(self._place(row) for _, _, row in sorted(near))

    def facts(self) -> dict[str, str]:
        """Return what the file says of itself: versions of its sources, when it was built, dumps that were added."""
        return dict(self._connection.execute("SELECT key, value FROM meta ORDER BY key").fetchall())

    def counts(self) -> dict[str, int]:
        """Return how many places of each kind, names, and demonyms there are."""
        rows = dict(self._connection.execute("SELECT kind, count(*) FROM place GROUP BY kind").fetchall())
        counts: dict[str, int] = {kind: rows.get(number, 0) for number, kind in enumerate(KINDS)}
        for table in ("name", "demonym"):
            (counts[f"{table}s"],) = self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
        return counts

    def _looked_up(self, name: str) -> tuple[GazetteerPlace, ...]:
        places = self._of_keys((abbreviation_key(name), normalised(name)))
        if not places:
            key = normalised(name)
            places = self._of_keys(key_variants(key)) or self._without_type(key)
        return tuple(sorted(places.values(), key=_size_first))

    def _without_type(self, key: str) -> dict[int, GazetteerPlace]:
        """Return the places of a name without its word for a type: those of that type, if there are some."""
        bare = without_type(key)
        if bare == key:
            return {}
        places = self._of_keys(key_variants(bare))
        settlement = not _SETTLEMENTS.isdisjoint(key.split())
        fitting = {number: place for number, place in places.items() if (place.kind == "city") == settlement}
        return fitting or ({} if "county" in key.split() else places)

    def _of_keys(self, keys: Iterable[str]) -> dict[int, GazetteerPlace]:
        places: dict[int, GazetteerPlace] = {}
        for key in keys:
            if key and key in self._filter:
                for row in self._connection.execute(_BY_KEY, (key,)):
                    places.setdefault(row[0], self._place(row))
        return places

    @cached_property
    def _countries(self) -> dict[str, GazetteerPlace]:
        rows = self._connection.execute(_COUNTRY.removesuffix(" AND country = ?")).fetchall()
        return {row[3]: self._place(row) for row in rows if row[3]}

    @cached_property
    def _admin1_names(self) -> dict[tuple[str, str], str]:
        rows = self._connection.execute("SELECT country, code, name FROM admin1").fetchall()
        return {(country, code): name for country, code, name in rows}

    def _place(self, row: tuple[Any, ...]) -> GazetteerPlace:
        identifier, name, kind, country, admin1, iso, latitude, longitude, population, feature, alternates, radius = row
        return GazetteerPlace(
            id=identifier,
            geonames_id=identifier if identifier > 0 else None,
            name=name,
            kind=KINDS[kind],
            country=country,
            admin1_code=admin1,
            admin1_name=self._admin1_names.get((country, admin1)) if admin1 else None,
            iso_3166_2=iso,
            latitude_deg=latitude,
            longitude_deg=longitude,
            population=population,
            feature_code=feature,
            alternate_names=alternates,
            uncertainty_km=radius,
        )


def _cells_around(latitude_deg: float, longitude_deg: float, within_km: float) -> Iterator[tuple[int, int]]:
    """Yield first and last cell of each run of cells that a circle touches."""
    height = within_km / KM_PER_DEGREE
    south, north = max(-90.0, latitude_deg - height), min(90.0, latitude_deg + height)
    narrowest = math.cos(math.radians(max(abs(south), abs(north))))
    width = height / narrowest if narrowest > height / 180 else 180.0
    for row in range(cell_of(south, -180) // CELLS_AROUND, cell_of(north, -180) // CELLS_AROUND + 1):
        if width >= 179:
            yield row * CELLS_AROUND, row * CELLS_AROUND + CELLS_AROUND - 1
            continue
        west = cell_of(0, longitude_deg - width) % CELLS_AROUND
        east = cell_of(0, longitude_deg + width) % CELLS_AROUND
        for first, last in [(west, east)] if west <= east else [(west, CELLS_AROUND - 1), (0, east)]:
            yield row * CELLS_AROUND + first, row * CELLS_AROUND + last


def _size_first(place: GazetteerPlace) -> tuple[int, int, int]:
    return (-(place.population or 0), KINDS.index(place.kind), place.id)
