"""The store on both databases: writing once and again, stopping and going on, listings, failures, versions."""

import builtins
import json
import sys
from collections.abc import Callable
from typing import Any

import msgspec
import pyarrow as pa
import pytest

from sayso.core.errors import GroundingError, RecordError, UnknownReportError, UsageError
from sayso.core.original import Failure, Original
from sayso.core.reading import ReaderIdentity, Reading
from sayso.core.report import Published, report_id, text_sha256
from sayso.record import Record, Rows
from sayso.record.rows import AttributionRow

TEXT = "“The dam holds,” said Ima Kern. Her deputy, Olo Rusk, said that it leaks. IMA  KERN went home."


def content(record: Record) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table without run ids and times."""
    tables = {}
    for name in record.table_names():
        rows = record.table(name).to_pylist()
        dropped = ("run_id", "read_at", "stored_at", "found_at", "failed_at", "replaced_at")
        tables[name] = [{key: value for key, value in row.items() if key not in dropped} for row in rows]
    tables["runs"] = []
    return tables


def feed(made: Any, items: int) -> list[tuple[Original, Reading]]:
    readings = []
    for item in range(items):
        text = f"Item {item} of the feed tells of the fire at the mill."
        original, report = made.made_report("feed", text, item=item, published="2021-08-25")
        quote = made.said(text, "the feed", "the fire")
        readings.append((original, made.READING(report, attributions=(quote,))))
    return readings


class Alike(msgspec.Struct):
    jaccard: float = 0.9
    containment: float = 1.0
    copy: bool = True


def always(text_a: str, text_b: str) -> Alike:
    return Alike()


def write(record: Record, run: str, parts: list[tuple[Original, Reading]]) -> None:
    for place, (original, reading) in enumerate(parts):
        record.add_report(original, reading, [1, 2], always, run, last=place == len(parts) - 1)


def test_adding_again_changes_nothing(record: Record, run: str, made: Any) -> None:
    write(record, run, feed(made, 3))
    before = content(record)
    write(record, record.begin_run(made.SETTINGS), feed(made, 3))
    assert content(record) == before


@pytest.mark.parametrize("stopped_after", [0, 1, 2])
def test_a_run_that_was_stopped_goes_on_to_the_same_record(
    new_record: Callable[[], Record], made: Any, stopped_after: int
) -> None:
    whole, stopped = new_record(), new_record()
    write(whole, whole.begin_run(made.SETTINGS), feed(made, 3))
    run = stopped.begin_run(made.SETTINGS)
    for original, reading in feed(made, 3)[:stopped_after]:
        stopped.add_report(original, reading, [1, 2], always, run, last=False)
    assert stopped.is_read(feed(made, 1)[0][0]) is None
    write(stopped, stopped.begin_run(made.SETTINGS), feed(made, 3))
    assert content(stopped) == content(whole)
    ids = tuple(reading.report.id for _, reading in feed(made, 3))
    assert stopped.is_read(feed(made, 1)[0][0]) == ids


def test_the_same_bytes_found_elsewhere(record: Record, run: str, made: Any) -> None:
    report = made.add(record, run, "one", TEXT)
    again = Original.of("another/place.txt", b"bytes of one")
    assert record.is_read(again) == (report.id,)
    record.add_arrival(again, run)
    record.add_arrival(again, run)
    assert record.summary().arrivals == 2
    assert record.original(again.sha256).uri == "folder/one.txt"
    with pytest.raises(RecordError):
        record.add_arrival(made.made_original("unknown"), run)


def test_bytes_read_as_they_are_take_the_place_of_the_extraction(record: Record, run: str, made: Any) -> None:
    report = made.add(record, run, "one", "The dam holds.")
    as_is = made.made_original("one", as_is=True)
    assert record.is_read(as_is) is None
    _, other = made.made_report("one", "HOME | NEWS The dam holds.")
    record.add_report(as_is, made.READING(other), (), made.no_likeness, run, last=True)
    assert record.is_read(as_is) == (report.id,)
    assert record.is_read(made.made_original("one")) is None
    assert record.report(report.id).text == other.text
    assert record.text(report.sha256) == "The dam holds."


def test_bytes_half_read_in_another_way_are_not_read(record: Record, run: str, made: Any) -> None:
    parts = feed(made, 2)
    write(record, run, parts)
    original = msgspec.structs.replace(parts[0][0], as_is=True)
    record.add_report(original, parts[0][1], (), always, run, last=False)
    assert record.is_read(original) is None
    assert record.is_read(parts[0][0]) is None
    record.add_report(original, parts[1][1], (), always, run, last=True)
    assert len(record.is_read(original) or ()) == 2


def test_a_span_that_was_forged_is_refused(record: Record, run: str, made: Any) -> None:
    quote = made.said(TEXT, "Ima Kern", "“The dam holds,”")
    report = made.add(record, run, "one", TEXT)
    reading = made.READING(report, attributions=(quote,))
    msgspec.structs.force_setattr(quote.content[0], "text", "“The dam fails,”")
    with pytest.raises(GroundingError, match="The dam fails"):
        record.replace_reading(reading, run)
    assert record.check() == []


def test_a_newer_reader_replaces_what_was_read_and_keeps_the_report(record: Record, run: str, made: Any) -> None:
    report = made.add(record, run, "one", TEXT, attributions=(made.said(TEXT, "Ima Kern", "“The dam holds,”"),))
    newer = ReaderIdentity(name="rules", version="2", model_sha256="ab" * 32)
    quote = made.said(TEXT, "Olo Rusk", "it leaks", name="b7", manner="indirect")
    second = record.begin_run(made.SETTINGS)
    record.replace_reading(Reading(report=report, reader=newer, attributions=(quote,)), second)
    assert record.reading(report.id) == Reading(report=report, reader=newer, attributions=(quote,))
    (row,) = record.attributions()
    assert (row.id, row.run_id) == ("b7", second)
    assert record.table("reports").to_pylist()[0]["run_id"] == run
    assert record.check() == []


@pytest.mark.parametrize(
    ("reader", "stale"),
    [
        (ReaderIdentity(name="rules", version="1"), {"b", "c"}),
        (ReaderIdentity(name="rules", version="2"), {"a", "c"}),
        (ReaderIdentity(name="rules", version="1", model_sha256="ab"), {"a", "b"}),
        (ReaderIdentity(name="model", version="1"), {"a", "b", "c"}),
    ],
)
def test_reports_that_another_reader_read(
    record: Record, run: str, made: Any, reader: ReaderIdentity, stale: set[str]
) -> None:
    reports = {name: made.add(record, run, name, f"Text {name}") for name in "abc"}
    for name, version, model in (("b", "2", None), ("c", "1", "ab")):
        newer = ReaderIdentity(name="rules", version=version, model_sha256=model)
        record.replace_reading(Reading(report=reports[name], reader=newer), run)
    found = []
    for report in record.reports_not_read_by(reader):  # each is read anew while the others still come
        found.append(report)
        record.replace_reading(Reading(report=report, reader=reader), run)
    assert found == sorted((reports[name] for name in stale), key=lambda report: report.id)
    assert list(record.reports_not_read_by(reader)) == []


def test_a_reading_of_another_text_is_refused_and_nothing_is_lost(record: Record, run: str, made: Any) -> None:
    quote = made.said(TEXT, "Ima Kern", "“The dam holds,”")
    report = made.add(record, run, "one", TEXT, attributions=(quote,))
    _, other = made.made_report("one", TEXT + " The end.")
    with pytest.raises(GroundingError, match="the reading is of a text with"):
        record.replace_reading(made.READING(other), run)
    assert record.reading(report.id).attributions == (quote,)
    _, unknown = made.made_report("nobody", TEXT)
    with pytest.raises(UnknownReportError):
        record.replace_reading(made.READING(unknown), run)
    with pytest.raises(UnknownReportError):
        record.replace_report(made.made_original("nobody"), made.READING(unknown), (), made.no_likeness, run, last=True)


def test_a_new_extraction_keeps_the_old_text(record: Record, run: str, made: Any) -> None:
    old = made.add(record, run, "one", TEXT, attributions=(made.said(TEXT, "Ima Kern", "“The dam holds,”"),))
    original, new = made.made_report("one", "The dam holds, said Ima Kern.", title="Dam")
    later = record.begin_run(made.SETTINGS)
    for _ in range(2):
        record.replace_report(original, made.READING(new), [3], made.no_likeness, later, last=True)
    assert record.report(old.id) == new
    assert (record.text(old.sha256), record.text(new.sha256)) == (old.text, new.text)
    (version,) = record.table("report_versions").to_pylist()
    assert (version["sha256"], version["run_id"]) == (old.sha256, run)
    assert len(record.attributions()) == 0
    record.replace_report(original, made.READING(old), (), made.no_likeness, later, last=True)
    assert [row["sha256"] for row in record.table("report_versions").to_pylist()] == [new.sha256]
    with pytest.raises(UnknownReportError):
        record.text("00" * 32)
    assert record.check() == []


def test_what_does_not_belong_together_is_refused(record: Record, run: str, made: Any) -> None:
    _, report = made.made_report("one", TEXT)
    with pytest.raises(RecordError, match="was not extracted from the bytes"):
        record.add_report(made.made_original("two"), made.READING(report), (), made.no_likeness, run, last=True)
    lied = Original(uri="x", content=b"other bytes", sha256=report.original_sha256)
    with pytest.raises(RecordError, match="not those that the SHA-256 was taken of"):
        record.add_report(lied, made.READING(report), (), made.no_likeness, run, last=True)
    with pytest.raises(RecordError):
        record.add_report(made.made_original("one"), made.READING(report), (), made.no_likeness, "run-x", last=True)
    with pytest.raises(RecordError, match="there is no run"):
        record.finish_run("run-x", {})
    assert record.summary().reports == record.summary().originals == 0


def test_runs_tell_what_they_were_asked_to_do(record: Record, run: str, made: Any) -> None:
    assert record.runs()[0].finished_at is None
    record.finish_run(run, {"read": 3, "failed": 1})
    (row,) = record.runs()
    assert (row.id, row.command, json.loads(row.counts or "")) == (run, "read", {"read": 3, "failed": 1})
    assert json.loads(row.components) == [{"name": "quotations", "version": "1", "settings": {"depth": 2}}]
    assert row.finished_at is not None
    assert row.finished_at >= row.started_at


def test_failures_are_kept_once_and_go_when_the_document_is_read(record: Record, run: str, made: Any) -> None:
    failures = [
        Failure(uri="folder/one.txt", stage="extract", reason="no text"),
        Failure(uri="folder/one.txt", stage="extract", reason="no text", sha256="ab"),
        Failure(uri="folder/one.txt", stage="extract", reason="still no text"),
        Failure(uri="zip!/b", stage="open", reason="a ratio of 300 is over the limit of 200 (max_ratio)"),
    ]
    for failure in failures:
        record.add_failure(failure, run)
    assert sorted((row.uri, row.sha256 or "", row.reason) for row in record.failures()) == [
        ("folder/one.txt", "", "still no text"),
        ("folder/one.txt", "ab", "no text"),
        ("zip!/b", "", failures[3].reason),
    ]
    assert [row.uri for row in record.failures()] == ["folder/one.txt", "folder/one.txt", "zip!/b"]
    made.add(record, run, "one", TEXT)
    assert [row.uri for row in record.failures()] == ["zip!/b"]
    record.clear_failure("zip!/b")
    record.clear_failure("never seen")
    assert len(record.failures()) == 0


def test_reports_are_named_by_id_external_id_or_beginning(record: Record, run: str, made: Any) -> None:
    one = made.add(record, run, "one", TEXT, external_id="case-1")
    two = made.add(record, run, "two", TEXT, external_id="case-2")
    for name in (one.id, "case-1", one.id[:9]):
        assert record.report(name) == one
        assert record.reading(name).report == one
    with pytest.raises(UnknownReportError, match="means several reports"):
        record.report("r-")
    for name in ("", "case", "r-nothing", "%", "_"):
        with pytest.raises(UnknownReportError):
            record.report(name)
    made.add(record, run, "three", TEXT, external_id="case-2")
    with pytest.raises(UnknownReportError, match="means several"):
        record.reading("case-2")
    assert record.reading(two.id).report == two
    with pytest.raises(UnknownReportError):
        record.original("00")


REPORTS = {
    "a": {"published": "2021-08-25", "outlet": "osk.example"},
    "b": {"published": "2021-08", "outlet": "vell.example"},
    "c": {"published": "2020", "outlet": "osk.example", "language": "pt", "not_read": "language pt"},
    "d": {"published": Published(), "outlet": None, "language": None},
    "e": {"published": "2021-09-01", "outlet": "osk.example"},
}
LISTINGS: list[tuple[dict[str, Any], str]] = [
    ({}, "eabcd"),
    ({"limit": 2}, "ea"),
    ({"limit": 2, "offset": 1}, "ab"),
    ({"offset": 3}, "cd"),
    ({"offset": 9}, ""),
    ({"limit": 0}, ""),
    ({"outlet": "osk.example"}, "eac"),
    ({"language": "pt"}, "c"),
    ({"read": True}, "eabd"),
    ({"read": False}, "c"),
    ({"published_from": "2021-08-25"}, "eab"),  # a month holds its days, so "2021-08" may be the 25th
    ({"published_from": "2021-08-26"}, "eb"),
    ({"published_from": "2021-09"}, "e"),
    ({"published_to": "2021-08-24"}, "bc"),
    ({"published_to": "2021-08"}, "abc"),
    ({"published_to": "2020-01-01"}, "c"),
    ({"published_from": "2021", "published_to": "2021"}, "eab"),
    ({"outlet": "osk.example", "published_from": "2021", "read": True}, "ea"),
]


def test_listings_of_reports(record: Record, run: str, made: Any) -> None:
    names = {made.add(record, run, name, f"Text {name}", **values).id: name for name, values in REPORTS.items()}
    for wanted, expected in LISTINGS:
        assert "".join(names[row.id] for row in record.reports(**wanted)) == expected, wanted
    summary = record.summary()
    assert (summary.reports, summary.read, summary.not_read) == (5, 4, {"language pt": 1})
    assert (summary.outlets, summary.languages, summary.by_language) == (2, 2, {"en": 3, "pt": 1, "": 1})
    assert (summary.published_from, summary.published_to) == ("2020", "2021-09-01")
    assert record.reports(language="pt")[0].not_read == "language pt"
    assert record.reports()[0].reader == "rules 1"


def test_attributions_and_speakers(record: Record, run: str, made: Any) -> None:
    quotes = (
        made.said(TEXT, "Ima Kern", "“The dam holds,”"),
        made.said(TEXT, "Olo Rusk", "it leaks", name="a2", manner="indirect", stance="deny", within="a1"),
        made.said(TEXT, "IMA  KERN", "went home", name="a3"),
    )
    text = "The minister said no. He said yes."
    second = (made.said(text, "He", "yes", name="x"), made.said(text, "The minister", "no", name="a0"))
    one = made.add(record, run, "one", TEXT, attributions=quotes, published="2021-08-25", external_id="case")
    two = made.add(record, run, "two", text, attributions=second)
    cases: list[tuple[dict[str, Any], set[str]]] = [
        ({}, {"a1", "a2", "a3", "a0", "x"}),
        ({"report": "case"}, {"a1", "a2", "a3"}),
        ({"source": "ima kern"}, {"a1", "a3"}),
        ({"source": "KERN"}, {"a1", "a3"}),
        ({"source": "he"}, {"x"}),
        ({"source": "%"}, set()),
        ({"stance": "deny"}, {"a2"}),
        ({"manner": "direct", "report": two.id}, {"a0", "x"}),
    ]
    for wanted, expected in cases:
        assert {row.id for row in record.attributions(**wanted)} == expected, wanted
    assert [row.id for row in record.attributions(report=two.id)] == ["x", "a0"]
    assert [row.id for row in record.attributions(report=one.id, limit=1, offset=1)] == ["a2"]
    row = record.attributions(stance="deny")[0]
    assert (row.source, row.content, row.within, row.published, row.title) == (
        "Olo Rusk", "it leaks", "a1", "2021-08-25", "Title one"
    )  # fmt: skip
    assert TEXT[row.spans[0].start : row.spans[0].end] == "it leaks"
    with pytest.raises(UnknownReportError):
        record.attributions(report="nobody")
    speakers = record.speakers()
    assert [(each.folded, each.attributions, each.reports) for each in speakers] == [
        ("ima kern", 2, 1), ("he", 1, 1), ("olo rusk", 1, 1), ("the minister", 1, 1)
    ]  # fmt: skip
    assert speakers[0].name in ("Ima Kern", "IMA KERN")
    assert len(record.speakers(limit=2)) == 2


def test_rows_are_a_sequence_that_turns_into_tables(record: Record, run: str, made: Any) -> None:
    made.add(record, run, "one", TEXT, attributions=(made.said(TEXT, "Ima Kern", "“The dam holds,”"),))
    rows = record.attributions()
    assert isinstance(rows[0], AttributionRow)
    assert rows[:1] == rows
    assert len({rows, rows[:]}) == 1
    table = rows.to_arrow()
    assert table.schema.field("confidence").type == pa.float64()
    assert table.schema.field("spans").type == pa.list_(
        pa.struct([("start", pa.int64()), ("end", pa.int64()), ("text", pa.string())])
    )
    assert table.to_pylist() == [{**row, "spans": list(row["spans"])} for row in rows.to_dicts()]
    assert rows.to_pandas().loc[0, "source"] == "Ima Kern"
    empty = Rows(AttributionRow, ()).to_arrow()
    assert empty.schema == table.schema
    for listing in (record.runs(), record.reports(), record.failures(), record.speakers(), record.search("dam")):
        assert listing.to_arrow().num_rows == len(listing)
    with pytest.raises(TypeError):
        rows[0] = rows[0]  # type: ignore[index]


def test_an_address_that_is_not_unicode_can_be_put_into_a_table(record: Record, run: str) -> None:
    record.add_failure(Failure(uri="caf\udce9.txt", stage="open", reason="not a file"), run)
    assert record.failures()[0].uri == "caf\udce9.txt"
    assert record.failures().to_arrow().column("uri").to_pylist() == ["caf\\udce9.txt"]
    assert record.table("failures").column("uri").to_pylist() == ["caf\\udce9.txt"]


def test_without_pandas_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def lacking(name: str, *rest: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.delitem(sys.modules, "pandas", raising=False)
    monkeypatch.setattr(builtins, "__import__", lacking)
    with pytest.raises(UsageError, match=r"pip install 'sayso\[pandas\]'"):
        Rows(AttributionRow, ()).to_pandas()


def test_tables_are_typed_and_hold_every_row(record: Record, run: str, made: Any) -> None:
    assert record.table("events").num_rows == 0
    write(record, run, feed(made, 3))
    table = record.table("attributions")
    assert table.num_rows == 3
    assert table.schema.field("source_start").type == pa.int64()
    assert table.schema.field("source_start").metadata[b"unit"] == b"code points"
    assert "content" not in record.table("originals").column_names
    assert json.loads(record.table("reports").to_pylist()[0]["zones"]) == []
    with pytest.raises(RecordError, match="there is no table 'sqlite_master'"):
        record.table("sqlite_master")


def test_the_row_number_of_a_report_comes_from_its_id(record: Record, run: str, made: Any) -> None:
    report = made.add(record, run, "one", TEXT)
    assert report.id == report_id(made.made_original("one").sha256)
    assert record.table("reports").to_pylist()[0]["key"] == int(text_sha256(report.id)[:15], 16)
