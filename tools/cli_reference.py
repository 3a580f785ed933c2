"""Writes docs/cli.md: every command with its arguments, options, defaults and environment variables.

`python tools/cli_reference.py` writes the page, and brings the confidences in docs/settings.md up to those of the
bundled reader; with `--check` it only says whether both are as they should be (exit code 1 if not). The commands are
looked at through attributes that every version of typer and click has, so that the page does not change when those are
updated.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from sayso.cli.app import app
from sayso.reading.reader import load_config

PAGE = Path(__file__).resolve().parents[1] / "docs" / "cli.md"
SETTINGS_PAGE = PAGE.with_name("settings.md")

_HEAD = """# Commands

Written by `python tools/cli_reference.py` from the program itself; `sayso COMMAND --help` says the same.

| Exit code | Meaning |
|---|---|
| 0 | done; all was read |
| 1 | some documents could not be read, and are listed (`read`, `reread`, `show`); the record is not sound (`check`) |
| 2 | wrong use (no such command, option, record or report), or the record cannot be opened or written |

`-h` and `--help` explain every command, `sayso --version` prints the version. `sayso --install-completion` makes the
shell complete commands and options; `--show-completion` prints what it would install. What is printed for programs
(`--json`, `--out -`, `schema`) goes to standard output alone; progress, tallies and lists of failures of a run go to
standard error. `reports` and the like fit their tables to the width of the terminal, and to 80 columns where there is
none; the variable `COLUMNS` changes that.
"""


def reference() -> str:
    """Return the page."""
    commands = dict(_commands(typer.main.get_command(app)))
    listed = "\n".join(
        f"| [`sayso {name}`](#sayso-{name.replace(' ', '-')}) | {_first_line(each)} |"
        for name, each in commands.items()
    )
    parts = [_HEAD, f"| Command | What it does |\n|---|---|\n{listed}\n"]
    parts += [_command(name, each) for name, each in commands.items()]
    return "\n".join(parts)


def _commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the commands of a group by their full names; those of a group inside come after it."""
    for name, command in group.commands.items():
        yield before + name, command
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before}{name} ")


def _command(name: str, command: Any) -> str:
    arguments = [each for each in command.params if not _is_option(each)]
    options = [each for each in command.params if _is_option(each) and not getattr(each, "hidden", False)]
    required = [f"{each.opts[0]} {_value(each)}" for each in options if each.required]
    last = "COMMAND" if hasattr(command, "commands") else "[OPTIONS]"
    usage = " ".join(["sayso", name, *(_value(each) for each in arguments), *required, last])
    parts = [f"## sayso {name}\n", f"    {usage}\n", *(f"{_folded(text)}\n" for text in command.help.split("\n\n"))]
    if arguments:
        rows = "\n".join(f"| `{_value(each)}` | {_cell(each.help)} |" for each in arguments)
        parts.append(f"| Argument | Meaning |\n|---|---|\n{rows}\n")
    if options:
        rows = "\n".join(f"| {_spelt(each)} | {_cell(each.help)} | {' '.join(_facts(each))} |" for each in options)
        parts.append(f"| Option | Meaning | Default |\n|---|---|---|\n{rows}\n")
    return "\n".join(parts)


def _is_option(parameter: Any) -> bool:
    return str(parameter.opts[0]).startswith("-")


def _value(parameter: Any) -> str:
    if getattr(parameter, "is_flag", False):
        return ""
    return str(parameter.metavar or parameter.name.upper())


def _spelt(option: Any) -> str:
    spelt = ", ".join(sorted(option.opts, key=lambda name: (-len(name), name)))
    return f"`{spelt} {_value(option)}`".replace(" `", "`")


def _facts(option: Any) -> Iterator[str]:
    if option.required:
        yield "required"
    elif option.multiple:
        yield "may be given several times"
    elif option.default not in (None, False, "") and not callable(option.default):
        yield f"`{option.default}`"
    if option.envvar:
        yield f"(or the variable `{option.envvar}`)"


def _first_line(command: Any) -> str:
    return _cell(command.help.split("\n\n")[0])


def _cell(text: str | None) -> str:
    return _folded(text or "").replace("|", "\\|")


def _folded(text: str) -> str:
    return " ".join(text.split())


def with_confidences(page: str) -> str:
    """Return the page of settings with the confidence of each rule as the bundled reader has it."""
    for part in load_config().components:
        for rule, value in part.settings.get("confidence", {}).items():
            page = re.sub(rf"(?m)^\| `{re.escape(rule)}` \| [\d.]+ \|", f"| `{rule}` | {value:.2f} |", page)
    return page


def main() -> int:
    """Write the pages, or check them."""
    settings = SETTINGS_PAGE.read_text(encoding="utf-8")
    made = {PAGE: reference(), SETTINGS_PAGE: with_confidences(settings)}
    if "--check" in sys.argv[1:]:
        return int(any(page.read_text(encoding="utf-8") != text for page, text in made.items()))
    for page, text in made.items():
        page.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
