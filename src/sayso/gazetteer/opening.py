"""Seeing to it that the gazetteer file is there and up to date; putting a new one in its place."""

import hashlib
import json
import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from sayso.core.errors import UsageError
from sayso.gazetteer.files import LAYOUT, create

_LONGEST_WAIT_S = 3600
_SHORT_WAIT_S = 0.2
_ABOUT_S = 20
"""How long building takes on a laptop, for the message."""
_log = logging.getLogger(__name__)


def ensure_built(path: Path) -> None:
    """Build the gazetteer file where it is missing, or made from other data than is installed.

    Of several processes that find it so, one builds and the others wait; both log a warning, which Python writes to
    standard error where no handler is set. What was added from dumps is kept. A process that is killed while it builds
    leaves everything as it was, but for a file of its own that the next one removes.

    Raises:
        UsageError: It cannot be written; or it is of another layout, and dumps were added to it.
    """
    found = _made_from(path)
    try:
        wanted = made_from()
    except UsageError:
        if found and json.loads(found)["layout"] == LAYOUT:
            return  # the packages of data are needed for building alone
        raise
    if found == wanted:
        return
    with alone(path):
        if _made_from(path) != wanted:
            why = "its data or this program changed; once" if found else "once"
            _log.warning("building the gazetteer %s (%s, about %d s) ...", path, why, _ABOUT_S)
            replace(path, lambda new: _build(new, path, wanted))


def replace(path: Path, make: Callable[[Path], None]) -> None:
    """Have a file made beside `path`, and put it in its place whole; a failure leaves everything as it was.

    To be called while the lock is held (`alone`), since what killed processes left is removed.

    Raises:
        UsageError: It cannot be written.
    """
    for left in _unfinished(path):
        with suppress(OSError):
            left.unlink()
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        make(new)
        with new.open("rb+") as file:
            os.fsync(file.fileno())
        new.replace(path)
    except (OSError, sqlite3.OperationalError) as error:
        raise _cannot_write(path, error) from error
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)


def _unfinished(path: Path) -> list[Path]:
    """Return the files that processes which were killed began to write for `path`."""
    return [each for each in path.parent.iterdir() if each.name.startswith(f"{path.name}.") and each.suffix == ".new"]


def _cannot_write(path: Path, error: Exception) -> UsageError:
    return UsageError(
        f"cannot write the gazetteer {path}: {error}; set the environment variable SAYSO_GAZETTEER to a file that can"
        " be written"
    )


def made_from() -> str:
    """Return what a gazetteer built now is made from: layout, versions of the packages of data, digest of the facts."""
    from sayso.gazetteer.facts import TABLES
    from sayso.gazetteer.sources import versions

    digest = hashlib.sha256()
    for table in TABLES:
        digest.update((resources.files("sayso.gazetteer.facts") / table).read_bytes())
    return json.dumps({"layout": LAYOUT, **versions(), "facts": digest.hexdigest()[:16]})


def _made_from(path: Path) -> str | None:
    """Return what the file at `path` is made from; null if there is none."""
    if not path.exists():
        return None
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = 'made_from'").fetchone()
    except sqlite3.DatabaseError as error:
        raise UsageError(f"{path} is no gazetteer file ({error}); delete it, and it is built anew") from error
    return str(row[0]) if row else ""


def _build(new: Path, old: Path, wanted: str) -> None:
    from sayso.gazetteer.build import Sources, fill
    from sayso.gazetteer.rows import write_digest

    with closing(create(new)) as connection:
        fill(connection, Sources.installed())
        connection.executemany(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)",
            [("made_from", wanted), ("built_at", datetime.now(UTC).isoformat(timespec="seconds"))],
        )
        connection.commit()
        if old.exists():
            _keep_added(connection, old)
        write_digest(connection)
        connection.commit()


def _keep_added(connection: sqlite3.Connection, old: Path) -> None:
    """Take over what was added from dumps to an older file."""
    from sayso.gazetteer.rows import write_filter

    connection.execute("ATTACH ? AS old", (str(old),))
    added = connection.execute("SELECT value FROM old.meta WHERE key = 'added'").fetchone()
    if added:
        (layout,) = connection.execute("PRAGMA old.user_version").fetchone()
        if layout != LAYOUT:
            raise UsageError(
                f"{old} is of an older layout, and dumps were added to it: {added[0]}; delete it, and add them again"
            )
        connection.executescript(
            """
            INSERT OR REPLACE INTO place SELECT * FROM old.place WHERE source = 'GeoNames dump';
            INSERT OR IGNORE INTO name SELECT name.* FROM old.name JOIN old.place ON place.id = name.place
                WHERE source = 'GeoNames dump';
            INSERT OR REPLACE INTO admin1 SELECT * FROM old.admin1;
            INSERT OR REPLACE INTO meta SELECT * FROM old.meta WHERE key = 'added';
            UPDATE demonym SET place = (SELECT new.id FROM place AS was JOIN place AS new USING (iso_3166_2)
                WHERE was.id = demonym.place AND new.id > 0) WHERE place IN (SELECT was.id FROM place AS was
                JOIN place AS new USING (iso_3166_2) WHERE was.id < 0 AND new.id > 0);
            DELETE FROM name WHERE place IN (SELECT id FROM place WHERE id < 0 AND iso_3166_2 IN
                (SELECT iso_3166_2 FROM place WHERE id > 0));
            DELETE FROM place WHERE id < 0 AND iso_3166_2 IN (SELECT iso_3166_2 FROM place WHERE id > 0);
            """
        )
        write_filter(connection)
    connection.commit()
    connection.execute("DETACH old")


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock of the file at `path`: a database of its own, whose lock goes with the process that holds it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.with_name(f"{path.name}.lock")
        with closing(sqlite3.connect(lock, timeout=_SHORT_WAIT_S, isolation_level=None)) as connection:
            _hold(connection, path)
            yield
            connection.execute("ROLLBACK")
    except (OSError, sqlite3.OperationalError) as error:
        raise _cannot_write(path, error) from error


def _hold(connection: sqlite3.Connection, path: Path) -> None:
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        _log.warning("waiting for another process that writes the gazetteer %s ...", path)
        connection.execute(f"PRAGMA busy_timeout = {_LONGEST_WAIT_S * 1000}")
        connection.execute("BEGIN EXCLUSIVE")
