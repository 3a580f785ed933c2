"""Opening a record: which database, how connections are set up, and bringing the schema up to date."""

import os
import re
import sqlite3
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url

from sayso.core.errors import RecordError
from sayso.record.migrations import HEAD, upgrade

APPLICATION_ID = 0x53415953
"""`SAYS`: marks a SQLite file as a record (PRAGMA application_id)."""
LOCK_KEY = 0x5341_5953_4F00
"""Key of the PostgreSQL advisory lock that writers and upgrades take, so that there is one at a time."""
BUSY_MILLISECONDS = 60_000
_SQLITE_HEADER = b"SQLite format 3\x00"
WRITE = "sayso_write"


def connect(where: str | Path, *, create: bool) -> sa.Engine:
    """Return an engine for the record at `where`, its schema up to date.

    Raises:
        RecordError: It cannot be opened, is not a record, or was made by a newer sayso.
    """
    url = _url(where)
    shown = url.render_as_string(hide_password=True)
    if url.get_backend_name() == "sqlite":
        shown = str(url.database)
        _check_file(Path(shown), create)
        engine = _sqlite_engine(url)
    else:
        engine = _postgresql_engine(url)
    try:
        _prepare(engine, shown, create)
    except sa.exc.SQLAlchemyError as error:
        engine.dispose()
        raise RecordError(f"the record {shown} cannot be opened: {reason_of(error)}") from error
    except BaseException:
        engine.dispose()
        raise
    return engine


def shown_address(engine: sa.Engine) -> str:
    """Return where the record of `engine` is; a password is never shown."""
    if engine.dialect.name == "sqlite":
        return str(engine.url.database)
    return engine.url.set(drivername="postgresql").render_as_string(hide_password=True)


def _url(where: str | Path) -> URL:
    text = str(where)
    if isinstance(where, Path) or not re.match(r"[a-z][a-z0-9+.-]*://", text):
        if text in ("", ":memory:"):
            raise RecordError("a record is a file or a PostgreSQL database; give a path or postgresql://...")
        return URL.create("sqlite", database=text)
    try:
        url = make_url(text)
    except (sa.exc.ArgumentError, ValueError) as error:
        # The address itself may hold a password, so it is not repeated.
        raise RecordError("the record's address is not a valid URL: sqlite:///path or postgresql://...") from error
    if url.drivername == "sqlite":
        if url.database in (None, "", ":memory:"):
            raise RecordError("a record is a file: sqlite:///path/to/record.db")
        return url
    if url.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    raise RecordError(f"no record can be kept in {url.drivername!r}; use a file, sqlite:///... or postgresql://...")


def _check_file(path: Path, create: bool) -> None:
    try:
        with path.open("rb") as file:
            header = file.read(len(_SQLITE_HEADER))
    except FileNotFoundError:
        if not create:
            raise RecordError(f"there is no record at {path}") from None
        if not path.parent.is_dir():
            raise RecordError(f"no record can be made at {path}: there is no folder {path.parent}") from None
        return
    except OSError as error:
        raise RecordError(f"the record {path} cannot be opened: {error.strerror}") from error
    if header and header != _SQLITE_HEADER:
        raise RecordError(f"{path} is not a record: it is not a SQLite file")
    if not header and not create:
        raise RecordError(f"{path} is not a record: the file is empty")
    effective = os.access in os.supports_effective_ids
    if not os.access(path, os.W_OK, effective_ids=effective):
        raise RecordError(f"the record {path} is read-only; a record must be writable to be opened")


def _sqlite_engine(url: URL) -> sa.Engine:
    engine = sa.create_engine(url, connect_args={"timeout": BUSY_MILLISECONDS / 1000, "check_same_thread": False})

    @sa.event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _: Any) -> None:
        # sqlite3 would begin transactions by itself, and not before DDL; `begin` below does it instead.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        connection.execute("PRAGMA foreign_keys = ON")
        # With WAL, NORMAL loses nothing committed when the process is killed: the pages are with the operating
        # system by then. A power cut may lose the last commits, never consistency, and the run goes on from there.
        connection.execute("PRAGMA synchronous = NORMAL")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        # A writer takes the lock at once: upgrading a read transaction would fail where another has written since.
        write = connection.get_execution_options().get(WRITE, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _postgresql_engine(url: URL) -> sa.Engine:
    try:
        engine = sa.create_engine(url)
    except ModuleNotFoundError as error:
        raise RecordError("PostgreSQL needs psycopg: pip install 'sayso[postgresql]'") from error

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        # One writer at a time, as in SQLite: copies are found among all reports that are in the record.
        if connection.get_execution_options().get(WRITE, False):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK_KEY})")

    return engine


def _prepare(engine: sa.Engine, shown: str, create: bool) -> None:
    with engine.connect() as connection:
        version = _version(connection, shown)
    if version == HEAD:
        return
    if version is None and not create:
        raise RecordError(f"there is no record at {shown}: the database has no tables of one")
    if engine.dialect.name == "sqlite":
        _use_wal(engine, shown)
    with engine.connect().execution_options(**{WRITE: True}) as connection, connection.begin():
        # Another process may have been faster while this one waited for the lock.
        if _version(connection, shown) != HEAD:
            upgrade(connection)
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def _version(connection: sa.Connection, shown: str) -> str | None:
    """Return the migration that the database is at, or None where it holds no tables of a record."""
    names = set(sa.inspect(connection).get_table_names())
    if "sayso_version" not in names:
        if names and connection.dialect.name == "sqlite":
            raise RecordError(f"{shown} is a SQLite file but not a record: it holds other tables")
        clash = sorted(names & {"reports", "originals", "runs", "readings", "events"})
        if clash:
            raise RecordError(f"{shown} is not a record, and a table of its own is named {clash[0]!r}")
        return None
    version = connection.exec_driver_sql("SELECT version_num FROM sayso_version").scalar_one_or_none()
    if version is not None and version > HEAD:
        raise RecordError(f"the record {shown} was made by a newer sayso (schema {version}); install that version")
    return version


def _use_wal(engine: sa.Engine, shown: str) -> None:
    # The busy timeout does not cover this switch, so another process that makes the same file is waited for here.
    for attempt in range(50):
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if attempt == 49:
                raise RecordError(f"{shown} cannot be made a record: {error}") from error
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()


def reason_of(error: Exception) -> str:
    """Return what the database said, without the statement and without the address."""
    cause = getattr(error, "orig", None)
    return " ".join(str(cause if cause is not None else error).split())
