"""Opening a record: what is made, what is refused and with what words, migrations, processes side by side."""

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from sayso.core.errors import RecordError
from sayso.core.reading import Reading
from sayso.record import Record, migrations, open_record, opening
from sayso.record.columns import METADATA
from sayso.record.views import VIEWS


def test_a_record_is_made_and_opens_again(new_address: Callable[[], str], made: Any) -> None:
    where = new_address()
    with pytest.raises(RecordError, match="there is no record at"):
        open_record(where, create=False)
    with open_record(where) as record:
        run = record.begin_run(made.SETTINGS)
        report = made.add(record, run, "one", "The road to Osk is open.")
    with open_record(where, create=False) as record:
        assert record.report(report.id) == report
        assert record.check() == []


def test_where_shows_no_password(postgresql_url: str) -> None:
    url = sa.make_url(postgresql_url).set(password="hush-hush")
    with open_record(url.render_as_string(hide_password=False)) as record:
        assert "hush-hush" not in record.where + repr(record)
        assert record.where.startswith("postgresql://")


@pytest.mark.parametrize("form", [str, Path, lambda path: f"sqlite:///{path}"])
def test_ways_to_name_a_file(form: Callable[[Path], Any], tmp_path: Path) -> None:
    with open_record(form(tmp_path / "a record.db")) as record:
        assert record.where == str(tmp_path / "a record.db")
    assert (tmp_path / "a record.db").read_bytes().startswith(b"SQLite format 3\x00")


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("", "a record is a file"),
        (":memory:", "a record is a file"),
        ("sqlite://", "a record is a file"),
        ("mysql://ann:secret@host/db", "no record can be kept in 'mysql'"),
        ("postgresql://ann:secret@host:port/db", "not a valid URL"),
        ("postgresql://ann:secret@/db?host=/no/such/folder", "cannot be opened"),
        ("postgresql://ann:secret@127.0.0.1:1/db?connect_timeout=2", "cannot be opened"),
        ("/no/such/folder/record.db", "there is no folder /no/such/folder"),
        ("/", "cannot be opened"),
    ],
)
def test_addresses_that_are_refused(where: str, says: str) -> None:
    with pytest.raises(RecordError, match=says) as caught:
        open_record(where)
    assert "secret" not in str(caught.value)


def test_files_that_are_no_records(tmp_path: Path) -> None:
    text = tmp_path / "notes.db"
    text.write_text("These are my notes, quite long enough to have a header.")
    with pytest.raises(RecordError, match="not a SQLite file"):
        open_record(text)
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE recipes (name)")
    connection.close()
    with pytest.raises(RecordError, match="not a record: it holds other tables"):
        open_record(other)
    empty = tmp_path / "empty.db"
    empty.touch()
    with pytest.raises(RecordError, match="the file is empty"):
        open_record(empty, create=False)
    open_record(empty).close()
    assert text.read_text().startswith("These are my notes")


def test_a_file_that_is_cut_short(tmp_path: Path, sqlite_template: Path) -> None:
    cut = tmp_path / "cut.db"
    cut.write_bytes(sqlite_template.read_bytes()[:5000])
    with pytest.raises(RecordError, match="cannot be opened"):
        open_record(cut)


def test_a_database_with_tables_of_the_same_name(postgresql_url: str) -> None:
    engine = sa.create_engine(sa.make_url(postgresql_url).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE events (day date)")
    engine.dispose()
    with pytest.raises(RecordError, match="a table of its own is named 'events'"):
        open_record(postgresql_url)


def test_a_record_of_a_newer_sayso(new_address: Callable[[], str]) -> None:
    where = new_address()
    with open_record(where) as record, record._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE sayso_version SET version_num = '9000_later'")
    with pytest.raises(RecordError, match="made by a newer sayso"):
        open_record(where)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no user ids")
def test_a_read_only_file(tmp_path: Path, sqlite_template: Path) -> None:
    path = tmp_path / "kept.db"
    path.write_bytes(sqlite_template.read_bytes())
    path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
    user = os.geteuid()
    folders = [] if user else [each for each in (tmp_path, *tmp_path.parents) if not each.stat().st_mode & stat.S_IXOTH]
    modes = [each.stat().st_mode for each in folders]
    try:
        if user == 0:  # root may write to any file, so another user tries
            for folder in folders:
                folder.chmod(0o755)
            os.seteuid(65534)
        with pytest.raises(RecordError, match="read-only"):
            open_record(path)
    finally:
        os.seteuid(user)
        for folder, mode in zip(folders, modes, strict=True):
            folder.chmod(stat.S_IMODE(mode))


def test_postgresql_without_psycopg(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(RecordError, match=r"pip install 'sayso\[postgresql\]'"):
        open_record("postgresql://host/db")


def test_models_and_migrations_agree(record: Record, database: str) -> None:
    def ours(part: Any, name: str | None, kind: str, *_: Any) -> bool:
        if kind == "index" and part.info.get("only", database) != database:
            return False
        return not (kind == "table" and name is not None and name.startswith(("report_search", "sayso_version")))

    def differ(context: MigrationContext, _: Any, __: Any, found: Any, wanted: Any) -> bool:
        return found.compile(context.dialect) != wanted.compile(context.dialect)

    with record._engine.connect() as connection:
        options = {"compare_type": differ, "compare_server_default": True, "include_object": ours}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), METADATA) == []
        assert set(sa.inspect(connection).get_view_names()) == {view.name for view in VIEWS}
        for view in VIEWS:
            connection.execute(sa.select(sa.text("*")).select_from(sa.table(view.name))).all()


def test_views_are_as_the_migrations_make_them(sqlite_template: Path) -> None:
    connection = sqlite3.connect(sqlite_template)
    made = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'"))
    connection.close()
    assert made == {view.name: f"CREATE VIEW {view.name} AS {view.select('sqlite')}" for view in VIEWS}


def test_the_newest_migration_is_named_and_names_sort_in_order() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    names = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert names[0] == migrations.HEAD
    assert names == sorted(names, reverse=True)


def test_a_migration_that_fails_leaves_nothing(
    new_address: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    def failing(connection: sa.Connection) -> None:
        migrations.upgrade(connection)
        assert "reports" in sa.inspect(connection).get_table_names()
        connection.exec_driver_sql("SELECT * FROM no_such_table")

    where = new_address()
    with monkeypatch.context() as patched:
        patched.setattr(opening, "upgrade", failing)
        with pytest.raises(RecordError, match="no_such_table"):
            open_record(where)
    with pytest.raises(RecordError, match="there is no record at"):
        open_record(where, create=False)
    open_record(where).close()


def test_many_openers_at_once_make_one_record(new_address: Callable[[], str], made: Any) -> None:
    where = new_address()
    outcome: list[Any] = []
    barrier = threading.Barrier(4)

    def opener() -> None:
        barrier.wait()
        try:
            with open_record(where) as record:
                outcome.append(record.begin_run(made.SETTINGS))
        except RecordError as error:
            outcome.append(error)

    threads = [threading.Thread(target=opener) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_record(where, create=False) as record:
        assert sorted(outcome, key=str) == sorted(run.id for run in record.runs())
        assert len(outcome) == 4


def test_a_second_writer_waits(record: Record, made: Any) -> None:
    with open_record(_address(record)) as other:
        started = threading.Event()
        done: list[str] = []

        def write() -> None:
            started.set()
            done.append(other.begin_run(made.SETTINGS))

        thread = threading.Thread(target=write)
        with record._writing():
            thread.start()
            started.wait()
            thread.join(0.3)
            assert thread.is_alive()
            assert done == []
            assert len(record.runs()) == 0  # reading goes on meanwhile
        thread.join(30)
        assert [run.id for run in record.runs()] == done


def test_a_crash_in_the_middle_of_a_write_leaves_nothing(record: Record, run: str, made: Any) -> None:
    original, report = made.made_report("x", "The mill burned.")
    reading = Reading(report=report, reader=made.READER)

    def crash(text_a: str, text_b: str) -> None:
        raise KeyboardInterrupt

    made_original, first = made.made_report("y", "The mill burned down.")
    first_reading = Reading(report=first, reader=made.READER)
    record.add_report(made_original, first_reading, [1], made.no_likeness, run, last=True)
    with pytest.raises(KeyboardInterrupt):
        record.add_report(original, reading, [1], crash, run, last=True)
    assert record.is_read(original) is None
    assert [row.id for row in record.reports()] == [first.id]
    assert record.summary().originals == 1
    assert record.check() == []


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import sayso", {"sqlalchemy", "alembic", "psycopg", "pyarrow", "pandas"}),
        ("import sayso.record as r; r.open_record({path!r}).close()", {"alembic", "psycopg", "pyarrow", "pandas"}),
    ],
)
def test_what_is_not_imported(code: str, absent: set[str], tmp_path: Path, sqlite_template: Path) -> None:
    path = tmp_path / "record.db"
    path.write_bytes(sqlite_template.read_bytes())
    script = code.format(path=str(path)) + "\nimport sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not absent & set(loaded)


def _address(record: Record) -> str:
    return record._engine.url.render_as_string(hide_password=False)
