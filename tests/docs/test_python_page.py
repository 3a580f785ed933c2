"""The page of the library names every public method, row method and error, and its examples run."""

import contextlib
import inspect
import io
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import sayso
from sayso.cli.app import app
from sayso.core import errors
from sayso.core.reading import Attribution, Count, Event, ReaderIdentity, Reading, Stance
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.record import Record, Rows

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
RECORD_METHODS = [name for name, _ in inspect.getmembers(Record, inspect.isfunction) if not name.startswith("_")]
ROWS_METHODS = [name for name in vars(Rows) if name.startswith("to_")]
ERRORS = [each for _, each in inspect.getmembers(errors, inspect.isclass)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("python")
    example = ROOT / "src" / "sayso" / "examples" / "reports" / "06-market-crater-meridian.txt"
    with contextlib.chdir(made):
        result = CliRunner().invoke(app, ["read", "--quiet", "--record", "sayso.db", str(example)])
    assert result.exit_code == 0, result.output
    return made


@pytest.mark.parametrize("name", RECORD_METHODS)
def test_every_method_of_a_record_stands(name: str) -> None:
    assert re.search(rf"^\| .*`{name}\(.*\|$", PAGE, re.MULTILINE), name


@pytest.mark.parametrize("name", RECORD_METHODS)
def test_every_parameter_that_stands_exists_and_none_is_missing(name: str) -> None:
    written = re.search(rf"`{name}\(([^)]*)\)`", PAGE)
    assert written is not None
    stated = {part.strip().lstrip("*").split("=")[0] for part in written[1].split(",") if part.strip()}
    real = set(inspect.signature(getattr(Record, name)).parameters) - {"self"}
    aliases = {"id": "report_id", "identity": "reader"}
    assert {aliases.get(part, part) for part in stated} == real


@pytest.mark.parametrize("name", [*ROWS_METHODS, *(f"sayso.{name}" for name in sayso.__all__ if name != "__version__")])
def test_rows_and_package_stand(name: str) -> None:
    assert f"`{name}(" in PAGE


@pytest.mark.parametrize("error", ERRORS)
def test_every_error_stands_below_its_base(error: type[Exception]) -> None:
    tree = [line for line in PAGE.splitlines() if re.match(r"    [ │├└─]*\w+Error\b", line)]
    names = [re.search(r"\w+Error", line) for line in tree]
    assert [each for each in names if each is not None and each[0] == error.__name__]
    base = error.__bases__[0]
    if base is not Exception:
        depths = {match[0]: match.start() for match in names if match is not None}
        assert depths[error.__name__] == depths[base.__name__] + 4


@pytest.mark.parametrize("block", BLOCKS)
def test_example_runs(block: str, folder: Path) -> None:
    out = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(out):
        exec(compile(block, "docs/python.md", "exec"), {})  # noqa: S102 (the page's own examples)
    assert "print(" not in block or out.getvalue().strip()


def bombing(text: str, **_: str) -> Reading:
    """Return the Reading that the text of the example should have, whatever the model finds in it."""

    def span(words: str) -> Span:
        return Span.of(text, text.index(words), text.index(words) + len(words))

    def number(words: str, *, least: bool = False) -> Count:
        told = None if least else int(words)
        return Count(low=int(words), best=told, high=told, evidence=(span(words),))

    said: tuple[tuple[str, str, Stance], ...] = (
        ("a1", "the blast had killed 15", "assert"),
        ("a2", "that the bomb had killed 40 people", "deny"),
    )
    told = (
        (None, "killed at", number("12", least=True)),
        ("a1", "killed 15", number("15")),
        ("a2", "killed 40", number("40")),
    )
    return Reading(
        report=Report.of_text(text),
        attributions=tuple(
            Attribution(
                id=id_, source=None, cue=None, content=(span(words),), manner="indirect", stance=stance, confidence=1.0
            )
            for id_, words, stance in said
        ),
        events=tuple(
            Event(
                id=f"e{place}", type="ASSAULT", trigger=span(words), fatalities=count, attribution=id_, confidence=1.0,
                same_as=None if place == 1 else "e1",
            )
            for place, (id_, words, count) in enumerate(told, start=1)
        ),
        reader=ReaderIdentity(name="tests", version="1"),
    )  # fmt: skip


def test_the_example_of_tolls_keeps_what_is_denied_out(monkeypatch: pytest.MonkeyPatch) -> None:
    (block,) = (block for block in BLOCKS if "import tolls" in block)
    monkeypatch.setattr(sayso, "read", bombing)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(block, "docs/python.md", "exec"), {})  # noqa: S102 (the page's own example)
    assert [" ".join(line.split()) for line in out.getvalue().splitlines()] == [
        "e1 fatalities (12, 15, 15)",
        "e1 12 None enters",
        "e2 15 15 enters",
        "e3 40 40 does not",
    ]
