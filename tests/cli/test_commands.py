"""The commands, run as a user runs them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from sayso.cli.app import app
from sayso.core.reading import Reading
from sayso.core.schema import reading_schema

HARVAN = """Bridge at Harvan destroyed - 25/04/2023 - World

The bridge at Harvan was destroyed on Monday night.

"We heard three explosions," said Ilse Tarn, the mayor. "Then the lights went out."

The army denied that its planes had been in the air.
"""


def run(*arguments: str, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from sayso.cli import main; main()", *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "SAYSO_RECORD"}
    return subprocess.run(
        command,
        cwd=cwd,
        input=stdin,
        capture_output=True,
        timeout=100,
        check=False,
        env={**environment, "COLUMNS": "200"},
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("work")
    (made / "in").mkdir()
    (made / "in" / "harvan.txt").write_text(HARVAN, encoding="utf-8")
    rows = [
        {"id": "x-1", "text": 'Aid is "days away", the envoy said.', "published": "2023-04-26", "outlet": "The Post"},
        {"id": "x-2", "text": "Nothing moved on the road to Tesk, residents told this newspaper on Tuesday."},
    ]
    (made / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (made / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    done = run("read", "in", "rows.jsonl", "picture.txt", cwd=made)
    assert done.returncode == 1, done.stderr
    assert b"picture.txt" in done.stderr
    assert b"3 reports read" in done.stderr
    return made


def test_json_needs_no_record_and_keeps_the_order(folder: Path) -> None:
    done = run("read", "--json", "--quiet", "rows.jsonl", "in", cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    readings = [Reading.from_json(line) for line in done.stdout.splitlines()]
    assert [each.report.external_id for each in readings] == ["x-1", "x-2", None]
    schema = json.loads(reading_schema())
    for line in done.stdout.splitlines():
        jsonschema.validate(json.loads(line), schema)
    harvan = readings[2].report
    assert (harvan.title, harvan.published.value) == ("Bridge at Harvan destroyed", "2023-04-25")
    assert harvan.text.startswith("The bridge at Harvan was")


def test_as_is_keeps_every_character(folder: Path, tmp_path: Path) -> None:
    text = "\ufeffHarvan\r\n\r\n“They left,” she said.\x00 \u0301é 🌍 سلام\r\n" + "The road is closed. " * 5
    (tmp_path / "a.txt").write_bytes(text.encode())
    (tmp_path / "rows.csv").write_bytes(b'id,text\r\n7,"' + text.replace("\x00", "").encode() + b'"\r\n')
    done = run("read", "--json", "--as-is", "-q", str(tmp_path / "a.txt"), str(tmp_path / "rows.csv"), cwd=folder)
    assert done.returncode == 0, done.stderr
    plain, row = (Reading.from_json(line) for line in done.stdout.splitlines())
    assert plain.report.text == text
    assert row.report.text == text.replace("\x00", "")
    assert row.report.external_id == "7"


def test_standard_input_is_read(folder: Path) -> None:
    done = run("read", "--json", "-q", "-", cwd=folder, stdin=HARVAN.encode())
    assert done.returncode == 0, done.stderr
    assert Reading.from_json(done.stdout).report.title == "Bridge at Harvan destroyed"


def test_what_is_known_is_not_read_again_but_printed(folder: Path) -> None:
    done = run("read", "in", "--record", "sayso.db", "--json", cwd=folder)
    assert done.returncode == 0
    assert b"1 known already" in done.stderr
    assert Reading.from_json(done.stdout).report.title == "Bridge at Harvan destroyed"


def test_browsing(folder: Path) -> None:
    listed = [json.loads(line) for line in run("reports", "--json", cwd=folder).stdout.splitlines()]
    assert len(listed) == 3
    harvan = next(row for row in listed if row["title"] == "Bridge at Harvan destroyed")
    shown = run("show", harvan["id"], cwd=folder).stdout.decode()
    assert "Bridge at Harvan destroyed" in shown
    assert "2023-04-25 (stated, text)" in shown
    assert "Ilse Tarn" in shown
    assert Reading.from_json(run("show", "x-1", "--json", cwd=folder).stdout).report.outlet == "The Post"
    found = [json.loads(line) for line in run("search", "explosions", "--json", cwd=folder).stdout.splitlines()]
    assert [hit["report"] for hit in found] == [harvan["id"]]
    assert b"picture.txt" in run("failures", cwd=folder).stdout
    assert b"1 of 3; --limit 3 shows all" in run("reports", "-n", "1", cwd=folder).stderr
    quoted = [json.loads(line) for line in run("quotes", "--source", "tarn", "--json", cwd=folder).stdout.splitlines()]
    assert [row["source"] for row in quoted] == ["Ilse Tarn, the mayor"]
    assert b"Ilse Tarn, the mayor" in run("speakers", cwd=folder).stdout
    assert b"Nothing found" in run("search", "bridge", "-explosions", cwd=folder).stdout
    assert b"sound" in run("check", cwd=folder).stdout
    assert b"No copies" in run("copies", cwd=folder).stdout


def test_rereading_by_the_same_reader_changes_nothing(folder: Path) -> None:
    done = run("reread", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert b"0 reports read" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["read"], "Missing argument"),
        (["read", "in", "--jobs", "0"], "--jobs"),
        (["read", "in", "--limit", "max_fun=3"], "max_seconds"),
        (["read", "in", "--limit", "max_seconds=soon"], "max_seconds"),
        (["read", "in", "--reader", "none.toml"], "none.toml"),
        (["read", "in", "--published", "soon"], "not a date"),
        (["read", "in", "--published", "03/04/2023"], "2023-04-03 or 2023-03-04"),
        (["show", "r-nothing"], "r-nothing"),
        (["quotes", "--stance", "dney"], "threaten"),
        (["reports", "--since", "2016-13"], "2016-13"),
        (["events", "--type", "siege"], "ASSAULT"),
        (["events", "--mode", "bomb"], "aerial"),
        (["states", "--until", "soon"], "not a date"),
        (["reports", "--language", "english"], "ISO 639"),
        (["reports", "--record", "none.db"], "there is no record none.db"),
        (["export", "--format", "xlsx", "-o", "out"], "xlsx"),
        (["nonsense"], "nonsense"),
    ],
)
def test_wrong_use_is_exit_code_2(folder: Path, arguments: list[str], says: str) -> None:
    done = run(*arguments, cwd=folder)
    assert done.returncode == 2, done.stderr
    assert says in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_path_that_is_not_there_is_a_failure_not_a_crash(folder: Path) -> None:
    done = run("read", "nowhere.txt", "in", "--json", cwd=folder)
    assert done.returncode == 1
    assert b"nowhere.txt" in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_every_command_has_help() -> None:
    runner = CliRunner()
    names = [command.name for command in app.registered_commands]
    assert len(names) == len(set(names)) >= 10
    for name in names:
        result = runner.invoke(app, [str(name), "--help"])
        assert result.exit_code == 0
        assert "Usage" in result.output


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from sayso.cli.app import app\n"
        "from typer.testing import CliRunner\n"
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0\n"
        "heavy = ('sqlalchemy', 'trafilatura', 'lxml', 'fastapi', 'pyarrow', 'numpy', 'pandas')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_importing_the_package_opens_no_file_and_loads_nothing_heavy() -> None:
    code = (
        "import sys, builtins\n"
        "before = set(sys.modules)\n"
        "import sayso\n"
        "new = {name.split('.')[0] for name in set(sys.modules) - before}\n"
        "print(sorted(new & {'sqlalchemy','trafilatura','lxml','fastapi','pyarrow','numpy','typer','rich','msgspec'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
