"""`sayso show`, run as a user runs it."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from rich.cells import cell_len
from rich.console import Console
from typer.testing import CliRunner, Result

from sayso.api import read_one
from sayso.cli import showing
from sayso.cli.app import app
from sayso.core.reading import Entity, Event, Mention, Place, Reading, Timex
from sayso.core.span import Span

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Bridge at Harvan destroyed</title>
<meta property="article:published_time" content="2023-04-25T08:00:00Z"></head><body><article>
<h1>Bridge at Harvan destroyed</h1>
<p>The bridge at Harvan was destroyed on Monday night, and the road to the valley is closed to everybody.</p>
<p>"We heard three explosions," said Ilse Tarn, the mayor. "Then the lights went out."</p>
<p>The army denied that its planes had been in the air at that hour or had been anywhere near the bridge.</p>
</article></body></html>"""
FEED_ROWS = [
    {"id": "x-1", "text": 'Aid is "days away", the envoy said on Tuesday.', "outlet": "The Post"},
    {"id": "x-2", "text": "Nothing moved on the road to Tesk, residents told this newspaper on Tuesday."},
]

NOWHERE: dict[str, Any] = dict.fromkeys(
    ("name", "latitude_deg", "longitude_deg", "geonames_id", "country", "granularity", "uncertainty_km")
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "report.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in FEED_ROWS), encoding="utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_RECORD", raising=False)
    return tmp_path


def run(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from sayso.cli import main; main()", *arguments]
    kept = {name: value for name, value in os.environ.items() if name not in ("SAYSO_RECORD", "NO_COLOR")}
    return subprocess.run(
        command, input=stdin, capture_output=True, timeout=100, check=False, env={**kept, **environment}
    )


@pytest.mark.usefixtures("folder")
def test_a_file_is_shown_without_a_record() -> None:
    done = run("show", "report.html", COLUMNS="80")
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode().splitlines()
    assert any("2023-04-25 (stated, metadata)" in line for line in lines)
    assert any(line.startswith('[1 "We heard ') and '," 1] said Ilse' in line for line in lines)
    assert any(line.rstrip().endswith("| 1 Ilse Tarn, the mayor") for line in lines)
    assert max(map(cell_len, lines)) <= 80
    assert not Path("sayso.db").exists()


@pytest.mark.usefixtures("folder")
def test_standard_input_width_and_json() -> None:
    done = run("show", "-", "--width", "45", stdin=PAGE.encode(), COLUMNS="200")
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0, done.stderr
    assert max(map(cell_len, lines)) <= 45
    assert any(line.startswith(" | 1 Ilse Tarn, the mayor said") for line in lines)
    printed = run("show", "rows.jsonl", "--json")
    assert [Reading.from_json(line).report.external_id for line in printed.stdout.splitlines()] == ["x-1", "x-2"]


@pytest.mark.usefixtures("folder")
def test_what_the_terminal_cannot_spell_is_replaced() -> None:
    Path("report.txt").write_text("“We left,” said Bjørn Åse, the mayor of the town. " * 3, encoding="utf-8")
    done = run("show", "report.txt", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr
    assert b"?We left,?" in done.stdout


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("wanted", "code", "says"),
    [
        ("broken.pdf", 1, "broken.pdf: "),
        ("missing.html", 2, "there is no file missing.html"),
        (".", 2, "is a folder"),
        ("r-1234", 2, "there is no record sayso.db"),
    ],
)
def test_what_cannot_be_shown(wanted: str, code: int, says: str) -> None:
    done = run("show", wanted)
    assert done.returncode == code
    assert says in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


def shown(reading: Reading, monkeypatch: pytest.MonkeyPatch, console: Console, *options: str) -> Result:
    monkeypatch.setattr(showing, "_readings", lambda *_: iter([reading]))
    monkeypatch.setattr(showing, "console", lambda: console)
    return CliRunner().invoke(app, ["show", "x", *options], catch_exceptions=False)


def terminal(path: Path, monkeypatch: pytest.MonkeyPatch, *, term: str, no_colour: bool) -> str:
    """Return what is written to a terminal."""
    reading = read_one('"The gate held," Bekir Tolan said.', published=None, outlet=None, title=None, as_is=True)
    with path.open("w", encoding="utf-8") as file:
        environment = {"TERM": term, **({"NO_COLOR": "1"} if no_colour else {})}
        console = Console(file=file, force_terminal=True, width=80, _environ=environment, highlight=False, markup=False)
        assert shown(reading, monkeypatch, console).exit_code == 0
    return path.read_text(encoding="utf-8")


def test_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    coloured = terminal(tmp_path / "a", monkeypatch, term="xterm-256color", no_colour=False)
    assert '\x1b[2m[1] \x1b[0m\x1b[36m"The gate held,"\x1b[0m \x1b[4mBekir Tolan\x1b[0m \x1b[3msaid\x1b[0m.' in coloured
    without = terminal(tmp_path / "b", monkeypatch, term="xterm-256color", no_colour=True)
    assert '\x1b[2m[1 \x1b[0m\x1b[1m"The gate held,"\x1b[0m\x1b[2m 1]\x1b[0m' in without
    assert "\x1b[36m" not in without
    dumb = terminal(tmp_path / "c", monkeypatch, term="dumb", no_colour=False)
    assert '[1 "The gate held," 1] Bekir Tolan said.' in dumb
    assert "\x1b" not in dumb


@pytest.mark.parametrize(
    ("options", "signs"),
    [
        ((), ""),
        (("--entities",), ":"),
        (("--times",), "="),
        (("--places",), "@"),
        (("--times", "--places"), "=@"),
        (("--events",), "<"),
        (("--all",), ":=@<"),
    ],
)
def test_what_is_marked(options: tuple[str, ...], signs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words: dict[str, Any] = {"start": 25, "end": 32, "text": "Tuesday"}
    reading = msgspec.structs.replace(
        read_one('"The gate held," he said Tuesday.', published=None, outlet=None, title=None, as_is=True),
        entities=(Entity(id="e1", name="x", type="other", mentions=(Mention(**words, form="name"),)),),
        times=(Timex(**words, id="t1", type="DATE", value=None, status="unresolved"),),
        places=(Place(**words, id="p1", form="name", status="unresolved", **NOWHERE),),
        events=(Event(id="e1", type="RETREAT", trigger=Span(**words), confidence=0.5),),
        states=(),
        attributions=(),
    )
    console = Console(file=io.StringIO(), width=120, record=True, highlight=False, markup=False)
    assert shown(reading, monkeypatch, console, *options).exit_code == 0
    printed = console.export_text()
    for sign, label in {":": ":other}", "=": "=?}", "@": "@?}"}.items():
        assert (label in printed) == (sign in signs)
    assert printed.count("{...") == len(signs.replace("<", ""))
    assert all((words in printed) == ("<" in signs) for words in ("<e1 ", "| e1 retreat 0.50", "<e1 ...>"))


def test_options_reach_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = read_one('"The gate held," Bekir Tolan said.', published=None, outlet=None, title=None, as_is=True)
    (said,) = reading.attributions
    sure = f"{said.confidence - 0.01:.2f}", f"{said.confidence + 0.01:.2f}"
    for least, expected in zip(sure, (True, False), strict=True):
        console = Console(file=io.StringIO(), width=80, record=True, highlight=False, markup=False)
        assert shown(reading, monkeypatch, console, "--min-confidence", least).exit_code == 0
        assert ("[1 " in console.export_text()) == expected
    assert CliRunner().invoke(app, ["show", "x", "--width", "10"]).exit_code == 2
    assert CliRunner().invoke(app, ["show", "x", "--min-confidence", "1.5"]).exit_code == 2
