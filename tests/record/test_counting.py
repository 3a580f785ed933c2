"""Counts agree with the listings under the same filters, on both databases."""

import itertools
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from sayso.core.errors import UnknownReportError, UsageError
from sayso.core.original import Failure
from sayso.core.reading import Count, Event
from sayso.core.span import Span
from sayso.record import Record, TallyRow, open_record
from sayso.record.flatten import fold

FILTERS = [
    {},
    {"outlet": "osk.example"},
    {"outlet": "none.example"},
    {"language": "pt"},
    {"read": True},
    {"read": False},
    {"published_from": "2021-08"},
    {"published_to": "2021-08-02"},
    {"published_from": "2021", "published_to": "2021-08", "language": "en", "read": True},
]


@pytest.fixture
def filled(record: Record, run: str, made: Any) -> Record:
    outlets = ("osk.example", "tarn.example", None)
    dates = ("2021-08-01", "2021-08-02", "2021-08", "2020", None)
    for number, (outlet, date) in enumerate(itertools.product(outlets, dates)):
        values = {"language": "pt", "not_read": "language pt"} if number % 4 == 0 else {"language": "en"}
        if date is not None:
            values["published"] = date
        made.add(record, run, f"n{number}", f"Text of number {number}.", outlet=outlet, **values)
    return record


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_reports_are_counted_as_they_are_listed(filled: Record, filters: dict[str, Any]) -> None:
    rows = filled.reports(**filters)
    assert filled.count_reports(**filters) == len(rows)
    for column in ("outlet", "language", "published", "published_status", "not_read", "extractor"):
        found = filled.tally(column, **filters)
        assert {row.name: row.count for row in found} == Counter(getattr(row, column) for row in rows)
        assert list(found) == sorted(found, key=lambda row: (-row.count, row.name is None, row.name or ""))
    paged = [filled.reports(**filters, limit=4, offset=start) for start in range(0, len(rows) + 4, 4)]
    assert [row for page in paged for row in page] == list(rows)


def test_reports_are_not_counted_by_just_anything(filled: Record) -> None:
    with pytest.raises(UsageError, match="cannot be counted by 'text', only by outlet, language"):
        filled.tally("text")


SOURCES = [
    "Captain Ilse Orran, who leads the northern wing",
    "“Orran”",
    "orran’s brother",
    "Orrano",
    "the ferry-man (Orran)",
    "Ilse\nORRAN —",
    "Josip Karel",
    "he",
    "Josip Karel,",
]


@pytest.fixture
def quoted(record: Record, run: str, made: Any) -> Record:
    for number, source in enumerate(SOURCES):
        text = f"{source} said: “No.”"
        manner = "indirect" if number % 2 else "direct"
        quote = made.said(text, source, "“No.”", manner=manner, stance="deny" if number < 3 else "assert")
        made.add(record, run, f"n{number}", text, attributions=(quote,))
    return record


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        ("orran", [0, 1, 4, 5]),
        ("Orran,", [0, 1, 4, 5]),
        ("ilse orran who", [0]),
        ("Ilse  Orran", [0, 5]),
        ("orran’s", [2]),
        ("ferry-man orran", [4]),
        ("ferry", []),
        ("(he)", [7]),
        ("100%_", []),
    ],
)
def test_a_source_is_found_by_its_words(quoted: Record, wanted: str, places: list[int]) -> None:
    rows = quoted.attributions(source=wanted)
    assert {row.source for row in rows} == {SOURCES[place] for place in places}
    for more in ({}, {"manner": "direct"}, {"stance": "deny"}, {"manner": "indirect", "stance": "assert"}):
        assert quoted.count_attributions(source=wanted, **more) == len(quoted.attributions(source=wanted, **more))


def test_attributions_are_counted_as_they_are_listed(quoted: Record) -> None:
    assert quoted.count_attributions() == len(SOURCES)
    for row in quoted.attributions(limit=3):
        assert quoted.count_attributions(report=row.report) == 1
    with pytest.raises(UnknownReportError):
        quoted.count_attributions(report="r-none")


def test_speakers_by_pages(quoted: Record) -> None:
    every = quoted.speakers(limit=None)
    assert (every[0].name, every[0].attributions) == ("Josip Karel", 2), "a comma makes no other speaker"
    assert quoted.count_speakers() == len(every) == len(SOURCES) - 1
    assert [quoted.speakers(1, offset=place)[0] for place in range(len(every))] == list(every)


@pytest.mark.parametrize("words", ["number", "number 3", '"of number"', "text -3", "-text", "num*", "zebra", "", "—"])
def test_hits_are_counted_as_they_are_found(filled: Record, words: str) -> None:
    assert filled.count_hits(words) == len(filled.search(words, limit=100))


def test_failures_by_pages(record: Record, run: str) -> None:
    for number, stage in enumerate(("open", "read", "open")):
        record.add_failure(Failure(uri=f"{number}.pdf", stage=stage, reason="bad"), run)
    assert list(record.count_failures()) == [TallyRow(name="open", count=2), TallyRow(name="read", count=1)]
    assert [row.uri for row in record.failures(limit=2, offset=1)] == ["1.pdf", "2.pdf"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Captain  Ilse\nOrran, who", "captain ilse orran who"),
        ("“O’Rann” (acting) – chief...", "o’rann acting chief"),
        ("STRASSE ß", "strasse ss"),
        ("¿Quién?", "quién"),
        ("हिन्दी", "हिन्दी"),
        ("---", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded


def test_an_earlier_record_is_folded_anew(new_address: Callable[[], str], made: Any) -> None:
    where = new_address()
    text = "Captain Ilse Orran, who leads, said: “No.”"
    with open_record(where) as record:
        run = record.begin_run(made.SETTINGS)
        quote = made.said(text, "Captain Ilse Orran, who leads,", "“No.”")
        lost = Count(low=12, best=None, high=None, evidence=(Span.of(text, 0, 7),))
        event = Event(id="e1", type="ASSAULT", trigger=Span.of(text, 0, 7), fatalities=lost, confidence=0.5)
        report = made.add(record, run, "one", text, attributions=(quote,), events=(event,))
        reading = record.reading(report.id)
        taken_back(record)
    with open_record(where) as record:
        assert len(record.attributions(source="orran")) == 1
        assert [row.folded for row in record.speakers()] == ["captain ilse orran who leads"]
        assert record.reading(report.id) == reading
        assert record.check() == []


def taken_back(record: Record) -> None:
    """Make the record what the first migration leaves."""
    with record._writing() as connection:
        connection.exec_driver_sql("UPDATE sayso_version SET version_num = '0001_first_record'")
        connection.exec_driver_sql("UPDATE attributions SET source_folded = 'captain ilse orran, who leads,'")
        for index in sa.inspect(connection).get_indexes("reports") + sa.inspect(connection).get_indexes("attributions"):
            if len(index["column_names"]) > 2:
                connection.exec_driver_sql(f'DROP INDEX "{index["name"]}"')
        for table in ("times", "places"):
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN reason")
        connection.exec_driver_sql("DROP VIEW event_list")
        connection.exec_driver_sql("ALTER TABLE events DROP COLUMN same_as_id")
        connection.exec_driver_sql("ALTER TABLE counts DROP COLUMN scope")
        connection.exec_driver_sql("CREATE VIEW event_list AS SELECT id FROM events")


def test_sqlite_counts_without_reading_texts(sqlite_template: Path) -> None:
    queries = (
        "SELECT outlet, count(*) FROM reports GROUP BY outlet",
        "SELECT count(*) FROM reports WHERE published_value <= '2021' AND language = 'en'",
        "SELECT source_folded, count(*), count(DISTINCT report_id) FROM attributions GROUP BY source_folded",
    )
    connection = sqlite3.connect(sqlite_template)
    for query in queries:
        steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}")]
        assert any("COVERING INDEX" in step for step in steps), (query, steps)
    connection.close()
