"""The page of commands says what the commands are."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
import typer

from sayso.cli.app import app

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("cli_reference", ROOT / "tools" / "cli_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_page_is_up_to_date(tool: ModuleType) -> None:
    written = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert written == tool.reference(), "docs/cli.md is out of date: python tools/cli_reference.py"


def test_page_names_every_command_and_option(tool: ModuleType) -> None:
    page = tool.reference()
    commands = typer.main.get_command(app).commands
    assert len(commands) > 10
    for name, command in commands.items():
        section = page.split(f"## sayso {name}\n", 1)[1].split("\n## ", 1)[0]
        assert len(command.help) > 20
        for parameter in command.params:
            assert parameter.help, f"sayso {name}: {parameter.name} has no help"
            for spelt in parameter.opts if parameter.opts[0].startswith("-") else [parameter.metavar]:
                assert spelt in section, f"sayso {name}: {spelt}"


def test_page_depends_on_no_type_names(tool: ModuleType) -> None:
    assert "<class" not in tool.reference()
    assert "typer" not in tool.reference().lower()
