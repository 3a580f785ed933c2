"""The tutorial, typed from beginning to end in an empty folder: every command runs and prints what the page shows."""

import contextlib
import os
import re
import shlex
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from sayso.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
FENCED = re.compile(r"^```(\w*)\n(.*?)^```\n(?:\n((?:    [^\n]*\n)+))?", re.MULTILINE | re.DOTALL)
EXIT_CODES = {"sayso read reports": 1}
"""Commands that the page says end with another exit code than 0."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What is typed, in which language, and what the page shows below it."""

    kind: str
    typed: str
    shown: tuple[str, ...]


def steps() -> list[Step]:
    found: list[Step] = []
    for kind, body, below in FENCED.findall(PAGE):
        if kind == "python":
            shown = tuple(line.strip() for line in below.splitlines() if line.strip())
            found.append(Step(kind=kind, typed=body, shown=shown))
            continue
        assert kind == "console", f"a block that is not executed: {body[:60]!r}"
        for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
            typed, *shown_lines = part.splitlines()
            found.append(Step(kind=kind, typed=typed, shown=tuple(line.strip() for line in shown_lines)))
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tutorial")


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "SAYSO_RECORD"}
    path = f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}"
    return {**kept, "PATH": path, "COLUMNS": "120", "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}


def run(step: Step, folder: Path) -> str:
    """Return what a step prints. Commands that only look run in this process, which saves a start for each of them."""
    if step.typed.startswith("sayso ") and not step.typed.startswith("sayso read "):
        with contextlib.chdir(folder):
            result = CliRunner().invoke(app, shlex.split(step.typed)[1:], env=environment(), catch_exceptions=False)
        returned, printed = result.exit_code, result.output
    else:
        command = [sys.executable, "-c", step.typed] if step.kind == "python" else ["bash", "-c", step.typed]
        done = subprocess.run(
            command, cwd=folder, env=environment(), capture_output=True, encoding="utf-8", timeout=60, check=False
        )
        returned, printed = done.returncode, done.stdout + done.stderr
    assert returned == EXIT_CODES.get(step.typed, 0), f"{step.typed}\n{printed}"
    return printed


def check_shown(step: Step, printed: str) -> None:
    """Every line shown occurs in the output, in the page's order; `...` stands for anything."""
    folded = " ".join(printed.split())
    at = 0
    for line in step.shown:
        for piece in filter(None, (" ".join(piece.split()) for piece in line.split("..."))):
            place = folded.find(piece, at)
            assert place >= 0, f"{step.typed}: {piece!r} is not in what follows {folded[:at][-80:]!r}:\n{printed}"
            at = place + len(piece)


def serve(step: Step, folder: Path) -> None:
    """Serve on a free port, fetch a page and its twin, and end the server."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    command = [sys.executable, "-c", "from sayso.cli import main; main()", *step.typed.split()[1:], "--port", port]
    shown = msgspec.structs.replace(step, shown=tuple(line.replace("8017", port) for line in step.shown))
    with subprocess.Popen(
        command, cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    ) as process:
        try:
            assert b"Dam Letter" in fetch(f"http://127.0.0.1:{port}/reports")
            assert b'"Dam Letter"' in fetch(f"http://127.0.0.1:{port}/reports.json")
        finally:
            process.terminate()
        printed, _ = process.communicate(timeout=30)
    check_shown(shown, printed)


def fetch(address: str) -> bytes:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 (our own server)
                content: bytes = answer.read()
                return content
        except ConnectionError:
            pass
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionError):
                raise
        time.sleep(0.1)
    raise AssertionError(f"nothing answers at {address}")


def test_tutorial_from_beginning_to_end(folder: Path) -> None:
    kinds = set()
    for step in steps():
        kinds.add(step.kind)
        if step.typed.startswith("sayso serve"):
            kinds.add("serve")
            serve(step, folder)
        else:
            check_shown(step, run(step, folder))
    assert kinds == {"console", "python", "serve"}


def test_what_is_not_printed_is_noticed() -> None:
    step = Step(kind="console", typed="ls", shown=("one ... three", "four"))
    check_shown(step, "one two\n three\nfour")
    with pytest.raises(AssertionError, match="'four' is not in"):
        check_shown(step, "four one two three")
