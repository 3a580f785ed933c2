"""All of an export or nothing, never over what stands there, and with a true account of itself."""

import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso import __version__
from sayso.core.errors import UsageError
from sayso.core.reading import Reading
from sayso.export import ExportResult, export, format_names


class StoppedError(Exception):
    """Stands for whatever kills an export half way."""


class Stopping:
    """A record that stops half way through."""

    def __init__(self, record: Any) -> None:
        self._record = record

    def readings(self) -> Iterator[Reading]:
        yield next(self._record.readings())
        raise StoppedError

    def table_names(self) -> tuple[str, ...]:
        return self._record.table_names()

    def table(self, name: str) -> Any:
        if name == self.table_names()[-1]:
            raise StoppedError
        return self._record.table(name)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_formats_there_are_stand_in_the_docs() -> None:
    assert format_names() == ("csv", "jsonl", "parquet")
    page = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
    assert [name for name in format_names() if f"| `{name}` |" not in page] == []
    keys = set(ExportResult.__struct_fields__) - {"path", "sidecar"}
    assert [key for key in sorted(keys) if f"`{key}`" not in page] == []


@pytest.mark.parametrize("fmt", ["csv", "parquet"])
def test_folder_and_its_sidecar(fmt: str, record: Any, tmp_path: Path) -> None:
    result = export(record, fmt, tmp_path / "out")
    assert names(tmp_path) == ["out"]
    assert names(tmp_path / "out") == [f"contents.{fmt}", "export.json", f"readings.{fmt}", f"reports.{fmt}"]
    told = json.loads((tmp_path / "out" / "export.json").read_bytes())
    assert told["format"] == fmt
    assert told["sayso_version"] == __version__
    assert told["readers"] == ["rules 6", "rules 7"]
    assert {table["name"]: table["rows"] for table in told["tables"]} == {"reports": 4, "contents": 0, "readings": 2}
    assert told["tables"][0]["columns"][0] == {
        "name": "id",
        "type": "string",
        "meaning": "Stable id.",
        "unit": "r- and 16 hex digits",
    }
    for file in told["files"]:
        content = (tmp_path / "out" / file["file"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["size_bytes"], file["sha256"])
    assert result.path == str(tmp_path / "out")
    assert result.sidecar == str(tmp_path / "out" / "export.json")
    assert "path" not in told


def test_file_and_its_sidecar(record: Any, tmp_path: Path) -> None:
    export(record, "jsonl", tmp_path / "deep" / "all.jsonl")
    assert names(tmp_path / "deep") == ["all.jsonl", "all.jsonl.export.json"]
    told = json.loads((tmp_path / "deep" / "all.jsonl.export.json").read_bytes())
    assert told["files"][0]["sha256"] == hashlib.sha256((tmp_path / "deep" / "all.jsonl").read_bytes()).hexdigest()


@pytest.mark.parametrize(("fmt", "name"), [("jsonl", "a.jsonl"), ("csv", "a"), ("parquet", "a")])
def test_refuses_what_exists_unless_told(fmt: str, name: str, record: Any, tmp_path: Path) -> None:
    export(record, fmt, tmp_path / name)
    before = names(tmp_path)
    with pytest.raises(UsageError, match="allow overwriting"):
        export(record, fmt, tmp_path / name)
    export(record, fmt, tmp_path / name, overwrite=True)
    assert names(tmp_path) == before


@pytest.mark.parametrize(("fmt", "name"), [("jsonl", "a.jsonl"), ("csv", "a"), ("parquet", "a")])
def test_a_stopped_export_leaves_what_was_there(fmt: str, name: str, record: Any, tmp_path: Path) -> None:
    with pytest.raises(StoppedError):
        export(Stopping(record), fmt, tmp_path / name)
    assert names(tmp_path) == []
    export(record, fmt, tmp_path / name)
    before = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    with pytest.raises(StoppedError):
        export(Stopping(record), fmt, tmp_path / name, overwrite=True)
    assert {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_a_folder_of_other_things_is_never_replaced(record: Any, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("dear")
    with pytest.raises(UsageError, match="not an earlier export"):
        export(record, "csv", tmp_path / "letters", overwrite=True)
    assert names(tmp_path / "letters") == ["a.txt"]


@pytest.mark.parametrize(
    ("fmt", "out", "options", "words"),
    [
        ("xml", "a", {}, "there are: csv, jsonl, parquet"),
        ("csv", "-", {}, "give a folder"),
        ("jsonl", "a.jsonl", {"spreadsheet": True}, "no option 'spreadsheet'"),
        ("parquet", "a", {"kolour": 1}, "no option 'kolour'"),
        ("jsonl", "taken/x/a.jsonl", {}, "cannot write"),
        ("csv", "taken", {}, "is a file"),
        ("jsonl", ".", {}, "is a folder"),
    ],
)
def test_wrong_use(fmt: str, out: str, options: dict[str, Any], words: str, record: Any, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(UsageError, match=words):
        export(record, fmt, out if out == "-" else tmp_path / out, **options)


def test_to_standard_output(
    record: Any, readings: tuple[Reading, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    stream = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr("sys.stdout", stream)
    result = export(record, "jsonl", "-")
    lines = stream.buffer.getvalue().splitlines()  # type: ignore[attr-defined]
    assert [Reading.from_json(line) for line in lines] == list(readings)
    assert result.sidecar is None
    assert names(tmp_path) == []
