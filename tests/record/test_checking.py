"""The integrity check says what is wrong, and a sound record has nothing wrong."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from sayso.record import Record, open_record

TEXT = "“The dam holds,” said Ima Kern."


@pytest.fixture
def report_id(record: Record, run: str, made: Any) -> str:
    quote = made.said(TEXT, "Ima Kern", "“The dam holds,”")
    made.add(record, run, "other", "Nothing is wrong with this one.")
    return made.add(record, run, "one", TEXT, attributions=(quote,)).id


TAMPERED = [
    ("UPDATE reports SET text = replace(text, 'dam', 'dyk') WHERE id = :id", "the text is not the one"),
    ("UPDATE reports SET characters = 7 WHERE id = :id", "the text is not the one"),
    ("UPDATE attributions SET source_start = source_start + 1", "attributions span"),
    ("UPDATE attributions SET source_text = NULL", "attributions span"),
    ("UPDATE contents SET text = 'The dam fails'", "contents span"),
    ("UPDATE readings SET text_sha256 = 'ab' WHERE report_id = :id", "the reading is of another text"),
    ("UPDATE originals SET size_bytes = 1", "its bytes are not those"),
    ("UPDATE originals SET content = substr(content, 1, 5)", "cannot be unpacked"),
    ("DELETE FROM readings WHERE report_id <> :id", "neither a reading nor a reason"),
]


@pytest.mark.parametrize(("statement", "says"), TAMPERED)
def test_what_was_tampered_with_is_found(record: Record, report_id: str, statement: str, says: str) -> None:
    assert record.check() == []
    with record._engine.begin() as connection:
        connection.execute(sa.text(statement), {"id": report_id} if ":id" in statement else {})
    assert any(says in problem for problem in record.check()), record.check()


def test_an_index_that_lacks_a_report(record: Record, report_id: str, database: str) -> None:
    with record._engine.begin() as connection:
        if database == "postgresql":
            connection.execute(sa.text("DELETE FROM report_search WHERE report_id = :id"), {"id": report_id})
        else:
            connection.exec_driver_sql("INSERT INTO report_search(report_search) VALUES('delete-all')")
    assert any("full-text index" in problem for problem in record.check())


def test_a_row_that_refers_to_nothing(tmp_path: Path, made: Any) -> None:
    with open_record(tmp_path / "record.db") as record:
        run = record.begin_run(made.SETTINGS)
        made.add(record, run, "one", TEXT)
        raw = record._engine.raw_connection()
        raw.cursor().execute("PRAGMA foreign_keys = OFF")
        raw.cursor().execute("INSERT INTO copies VALUES ('r-1', 'r-2', 1.0, 1.0, 'run-1')")
        raw.close()
        assert any("refers to a row of reports that is not there" in problem for problem in record.check())


def test_a_damaged_file(tmp_path: Path, made: Any) -> None:
    path = tmp_path / "record.db"
    with open_record(path) as record:
        run = record.begin_run(made.SETTINGS)
        for number in range(30):
            made.add(record, run, f"n{number}", f"Report {number}. " * 200)
    data = bytearray(path.read_bytes())
    page = int.from_bytes(data[16:18], "big")
    for start in range(len(data) - 20 * page, len(data), page):
        data[start : start + 64] = b"\xff" * 64
    path.write_bytes(data)
    with open_record(path) as record:
        assert record.check() != []
