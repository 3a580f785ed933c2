"""Where the gazetteer file lies, how it is laid out, and how it is opened."""

import math
import os
import sqlite3
import sys
from pathlib import Path

from sayso.core.errors import UsageError
from sayso.gazetteer.place import PlaceKind

LAYOUT = 4
"""Version of the tables below, and of what fills them; a file of another version is built anew."""
KINDS: tuple[PlaceKind, ...] = ("country", "admin1", "admin2", "city", "region", "other")
"""Kinds by the number that stands for them in the file."""
CELLS_AROUND = 720

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    id INTEGER PRIMARY KEY,      -- GeoNames id, or below zero
    name TEXT NOT NULL,
    kind INTEGER NOT NULL,
    country TEXT,
    admin1_code TEXT,
    iso_3166_2 TEXT,
    latitude_deg REAL,
    longitude_deg REAL,
    population INTEGER,
    feature_code TEXT NOT NULL,
    alternate_names INTEGER NOT NULL,
    uncertainty_km REAL,
    cell INTEGER,                -- of half a degree, see cell_of
    source TEXT NOT NULL
);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE demonym (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE admin1 (country TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (country, code))
    WITHOUT ROWID;
CREATE TABLE filter (id INTEGER PRIMARY KEY, bits BLOB NOT NULL);
"""
INDEXES = """
CREATE INDEX place_by_cell ON place (cell);
CREATE INDEX place_by_division ON place (country, admin1_code) WHERE kind < 3;
"""
"""What is made once the tables are filled."""


def cell_of(latitude_deg: float, longitude_deg: float) -> int:
    """Return the number of the cell of half a degree that holds a point; cells count eastwards, then northwards."""
    return math.floor((latitude_deg + 90) * 2) * CELLS_AROUND + math.floor((longitude_deg + 180) * 2) % CELLS_AROUND


def default_path() -> Path:
    """Return where the gazetteer lies: `SAYSO_GAZETTEER`, else in the user's cache folder.

    Raises:
        UsageError: The user has no home folder.
    """
    chosen = os.environ.get("SAYSO_GAZETTEER")
    if chosen:
        return Path(chosen)
    try:
        return _cache_folder() / "gazetteer.sqlite"
    except RuntimeError as error:
        raise UsageError(
            f"no folder for the gazetteer: {error}; set the environment variable SAYSO_GAZETTEER to a file that can be"
            " written"
        ) from error


def _cache_folder() -> Path:
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(base) / "sayso" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "sayso"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sayso"


def open_to_read(path: Path) -> sqlite3.Connection:
    """Open a gazetteer file that nothing will ever change: changed ones are put in its place whole.

    Raises:
        UsageError: It is no gazetteer file.
    """
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        connection.execute("PRAGMA mmap_size = 1073741824")
        connection.execute("PRAGMA cache_size = -2000")
        connection.execute("SELECT 1 FROM meta LIMIT 1").fetchone()
    except sqlite3.DatabaseError as error:
        raise UsageError(f"{path} is no gazetteer file ({error}); delete it, and it is built anew") from error
    return connection


def create(path: Path) -> sqlite3.Connection:
    """Make an empty gazetteer file to be filled; no safety is needed, since it is thrown away if that fails."""
    connection = sqlite3.connect(path)
    to_fill(connection)
    connection.executescript(_TABLES)
    connection.execute(f"PRAGMA user_version = {LAYOUT}")
    return connection


def to_fill(connection: sqlite3.Connection) -> None:
    """Make a connection quick to write through, for a file that is thrown away if writing fails."""
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -64000")
