"""Each format read back by the programs that will read it."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.core.reading import Reading
from sayso.export import export
from sayso.export.comma import CommaSeparated


def test_jsonl_lines_are_the_readings(record: Any, readings: tuple[Reading, ...], tmp_path: Path) -> None:
    out = tmp_path / "readings.jsonl"
    result = export(record, "jsonl", out)
    lines = out.read_bytes().split(b"\n")
    assert lines.pop() == b""
    assert [Reading.from_json(line) for line in lines] == list(readings)
    assert result.counts == {"readings": len(readings)}


def test_csv_by_the_csv_module(record: Any, tmp_path: Path) -> None:
    export(record, "csv", tmp_path / "out")
    content = (tmp_path / "out" / "reports.csv").read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    with (tmp_path / "out" / "reports.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows == [
        ["id", "title", "killed_best", "confidence", "direct", "published", "sectors"],
        ["r-1", "plain", "0", "0.1", "true", "", '["REB", "GOV"]'],
        ["r-2", "", "", "", "", "", "[]"],
        ["r-3", "", "12", "1e-12", "false", "", ""],
        ["r-4", '=HYPERLINK("x"),\r\nsecond "line"', "-3", "1.0", "true", "", '["=x"]'],
    ]


def test_csv_keeps_unknown_and_empty_apart(record: Any, tmp_path: Path) -> None:
    export(record, "csv", tmp_path / "out")
    lines = (tmp_path / "out" / "reports.csv").read_bytes().split(b"\r\n")
    assert lines[2] == b'r-2,"",,,,,[]'
    assert lines[3] == b"r-3,,12,1e-12,false,,"


def test_csv_by_pandas(record: Any, tmp_path: Path) -> None:
    export(record, "csv", tmp_path / "out")
    frame = pd.read_csv(tmp_path / "out" / "reports.csv", dtype_backend="numpy_nullable")
    assert frame["killed_best"].tolist() == [0, pd.NA, 12, -3]
    assert frame["confidence"].tolist() == [0.1, pd.NA, 1e-12, 1.0]
    assert pd.read_csv(tmp_path / "out" / "contents.csv").empty


@pytest.mark.parametrize(("latitude", "credited"), [(34.5, True), (None, False)])
def test_points_from_the_gazetteer_are_credited(
    record: Any, tmp_path: Path, latitude: float | None, credited: bool
) -> None:
    points = {"latitude_deg": pa.array([latitude], pa.float64()), "geonames_id": pa.array([None], pa.int64())}
    record._tables["places"] = pa.table(points)
    export(record, "csv", tmp_path / "out")
    told = json.loads((tmp_path / "out" / "export.json").read_bytes())
    assert [name for name in told["credits"] if "GeoNames" in name and "CC BY 4.0" in name] == told["credits"]
    assert bool(told["credits"]) == credited


def test_an_empty_table_has_its_header(record: Any, tmp_path: Path) -> None:
    export(record, "csv", tmp_path / "out")
    assert (tmp_path / "out" / "contents.csv").read_bytes() == (
        b"id,title,killed_best,confidence,direct,published,sectors\r\n"
    )


def test_csv_for_a_spreadsheet(record: Any, tmp_path: Path) -> None:
    export(record, "csv", tmp_path / "out", spreadsheet=True)
    path = tmp_path / "out" / "reports.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows[3]["title"] == '\'=HYPERLINK("x"),\r\nsecond "line"'
    assert rows[3]["killed_best"] == "-3", "a number is no formula"
    told = json.loads((tmp_path / "out" / "export.json").read_bytes())
    assert told["options"] == {"spreadsheet": True}
    assert "apostrophe" in told["conventions"]["formulas"]


def test_parquet_is_the_table(record: Any, tmp_path: Path) -> None:
    export(record, "parquet", tmp_path / "out")
    for name in record.table_names():
        read = pq.read_table(tmp_path / "out" / f"{name}.parquet")
        assert read.equals(record.table(name))
    schema = pq.read_schema(tmp_path / "out" / "reports.parquet")
    assert schema.field("killed_best").metadata[b"meaning"] == b"Fatalities, best reading."
    frame = pd.read_parquet(tmp_path / "out" / "reports.parquet", dtype_backend="numpy_nullable")
    assert frame["killed_best"].tolist() == [0, pd.NA, 12, -3]


cell = st.one_of(st.none(), st.text(alphabet=st.characters(exclude_categories=["Cs"])))


@given(rows=st.lists(st.tuples(cell, cell), max_size=8))
def test_any_text_comes_back_from_csv(rows: list[tuple[str | None, str | None]], tmp_path_factory: Any) -> None:
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    table = pa.table(
        {"a": pa.array([a for a, _ in rows], pa.string()), "b": pa.array([b for _, b in rows], pa.string())}
    )
    CommaSeparated().write_table(table, path, {})
    read = list(csv.reader(io.StringIO(path.read_bytes().decode(), newline="")))
    assert read == [["a", "b"], *[[a or "", b or ""] for a, b in rows]]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_every_formula_start_is_guarded(start: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    CommaSeparated().write_table(pa.table({"a": [f"{start}1"]}), path, {"spreadsheet": True})
    with path.open(encoding="utf-8-sig", newline="") as stream:
        assert list(csv.reader(stream))[1] == [f"'{start}1"]
