"""Exports of a real record: what is written is what the record holds."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from sayso.core.original import Original
from sayso.core.provenance import RunSettings
from sayso.core.reading import Attribution, ReaderIdentity, Reading
from sayso.core.report import Report, report_id, text_sha256
from sayso.core.span import Span
from sayso.export import export
from sayso.record import Record, open_record


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    where = tmp_path_factory.mktemp("record") / "record.db"
    with open_record(where) as record:
        run = record.begin_run(RunSettings(command="read", sayso_version="0", components=(), settings={}))
        yield record_filled(record, run)


def record_filled(record: Record, run: str) -> Record:
    text = "=SUM(1) was all it said,\n\nand then: “We left, all of us.”"
    original = Original.of("a.txt", text.encode(), media_type="text/plain")
    report = Report(
        id=report_id(original.sha256),
        uri="a.txt",
        title="-1 in the shade",
        text=text,
        sha256=text_sha256(text),
        original_sha256=original.sha256,
        extractor="text 1",
    )
    quote = Span.of(text, text.index("“"), len(text))
    found = Attribution(
        id="a1", source=None, cue=None, content=(quote,), manner="direct", stance="assert", confidence=0.5
    )
    reading = Reading(report=report, attributions=(found,), reader=ReaderIdentity(name="rules", version="9"))
    record.add_report(original, reading, [], lambda one, other: None, run, last=True)
    return record


def test_jsonl(stored: Record, tmp_path: Path) -> None:
    result = export(stored, "jsonl", tmp_path / "all.jsonl")
    lines = (tmp_path / "all.jsonl").read_bytes().splitlines()
    assert [Reading.from_json(line) for line in lines] == list(stored.readings())
    assert (result.counts, result.readers) == ({"readings": 1}, ("rules 9",))


@pytest.mark.parametrize("fmt", ["csv", "parquet"])
def test_every_table_is_there(fmt: str, stored: Record, tmp_path: Path) -> None:
    result = export(stored, fmt, tmp_path / "out")
    assert result.counts == {name: stored.table(name).num_rows for name in stored.table_names()}
    assert result.counts["reports"] == result.counts["attributions"] == result.counts["contents"] == 1
    told = json.loads((tmp_path / "out" / "export.json").read_bytes())
    for table in told["tables"]:
        assert (tmp_path / "out" / table["file"]).is_file()
        assert [column["name"] for column in table["columns"] if not column["meaning"]] == []


def test_parquet_tables_equal_those_of_the_record(stored: Record, tmp_path: Path) -> None:
    export(stored, "parquet", tmp_path / "out")
    for name in stored.table_names():
        assert pq.read_table(tmp_path / "out" / f"{name}.parquet").equals(stored.table(name), check_metadata=True)


def rows_of(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_csv_values_are_exact_and_unknown_is_never_0(stored: Record, tmp_path: Path) -> None:
    export(stored, "csv", tmp_path / "out")
    (report,) = rows_of(tmp_path / "out" / "reports.csv")
    (attribution,) = rows_of(tmp_path / "out" / "attributions.csv")
    (content,) = rows_of(tmp_path / "out" / "contents.csv")
    assert report["title"] == "-1 in the shade"
    assert report["published_value"] == report["language"] == ""
    assert report["text"][int(content["start_offset"]) : int(content["end_offset"])] == content["text"]
    assert attribution["source_start"] == attribution["source_text"] == ""
    assert attribution["confidence"] == "0.5"
