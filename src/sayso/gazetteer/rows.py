"""Rows of the gazetteer file, and how they are written."""

import hashlib
import re
import sqlite3
from collections.abc import Iterable, Iterator

import msgspec

from sayso.gazetteer.files import KINDS, cell_of
from sayso.gazetteer.keys import abbreviation_key, article_keys, normalised, prefixes
from sayso.gazetteer.place import PlaceKind
from sayso.gazetteer.prefix_filter import PrefixFilter

_CODE = re.compile(r"[A-Z]{2,4}")
_LONGEST_KEY = 100
_CONTENTS = (
    (
        "SELECT id, name, kind, country, admin1_code, iso_3166_2, latitude_deg, longitude_deg, population,"
        " feature_code, alternate_names, uncertainty_km FROM place ORDER BY id"
    ),
    "SELECT key, place FROM name ORDER BY key, place",
    "SELECT key, place FROM demonym ORDER BY key, place",
    "SELECT country, code, name FROM admin1 ORDER BY country, code",
)
"""All that answers come from."""
_AT_ONCE = 10_000


class PlaceRow(msgspec.Struct, kw_only=True):
    """A place to be written; `keys` are all keys it is found by. See GazetteerPlace for the rest."""

    id: int
    name: str
    kind: PlaceKind
    country: str | None
    admin1_code: str | None = None
    iso_3166_2: str | None = None
    point: tuple[float, float] | None
    population: int | None = None
    feature_code: str
    uncertainty_km: float | None = None
    source: str
    keys: frozenset[str]


def keys_of_names(name: str, others: Iterable[str], *, articles: bool = False) -> frozenset[str]:
    """Return the keys of a place's names.

    Other names of two to four capital letters are codes (of airports, mostly) and found only as they are written. With
    `articles`, names with the Arabic article are found without it, too.
    """
    keys = {normalised(name)}
    for other in others:
        if _CODE.fullmatch(other) and normalised(other) not in keys:
            keys.add(abbreviation_key(other))
        else:
            keys.add(normalised(other))
    if articles:
        keys.update([variant for key in keys for variant in article_keys(key)])
    return frozenset(key for key in keys if len(key) > 1 and len(key) <= _LONGEST_KEY and not key.isdigit())


def write(connection: sqlite3.Connection, rows: Iterable[PlaceRow]) -> None:
    """Write places and the keys of their names into a file that is being filled."""
    places, names = [], []
    for row in rows:
        places.append(_values(row))
        names += [(key, row.id) for key in row.keys]
    connection.executemany(f"INSERT OR REPLACE INTO place VALUES ({','.join('?' * 14)})", places)  # noqa: S608
    names.sort()  # in the order of the table, which makes it small and quick to write
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?)", names)


def write_filter(connection: sqlite3.Connection) -> None:
    """Write the filter of the beginnings of all keys anew."""
    (keys,) = connection.execute("SELECT count(*) FROM name").fetchone()
    made = PrefixFilter.of(_all_prefixes(connection), expected=int(keys * 1.3))
    connection.execute("INSERT OR REPLACE INTO filter VALUES (1, ?)", (made.to_bytes(),))


def write_digest(connection: sqlite3.Connection) -> None:
    """Write what tells a gazetteer with other contents apart; where the contents are the same, so is the digest."""
    digest = hashlib.sha256()
    for query in _CONTENTS:
        cursor = connection.execute(query)
        while rows := cursor.fetchmany(_AT_ONCE):
            digest.update(repr(rows).encode())
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('digest', ?)", (digest.hexdigest(),))


def _all_prefixes(connection: sqlite3.Connection) -> Iterator[str]:
    last = ""
    for (key,) in connection.execute("SELECT DISTINCT key FROM name ORDER BY key"):
        for prefix in prefixes(key):
            if not (last.startswith(prefix) and last[len(prefix) : len(prefix) + 1] == " "):
                yield prefix
        last = key


def _values(row: PlaceRow) -> tuple[object, ...]:
    latitude, longitude = row.point or (None, None)
    return (
        row.id, row.name, KINDS.index(row.kind), row.country, row.admin1_code, row.iso_3166_2, latitude, longitude,
        row.population or None, row.feature_code, max(0, len(row.keys) - 1), row.uncertainty_km,
        cell_of(*row.point) if row.point else None, row.source,
    )  # fmt: skip
