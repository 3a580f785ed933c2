"""What the commands share: options, consoles, and text made safe to print."""

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from sayso.record import Record

DEFAULT_RECORD = "sayso.db"

RecordOption = Annotated[
    str,
    typer.Option(
        "--record", "-r", envvar="SAYSO_RECORD", metavar="R", help="The record: a file, or a postgresql:// URL."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line, for programs.")]
LimitOption = Annotated[int, typer.Option("--limit", "-n", min=1, help="Most rows to print.")]

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def visible(text: str | None) -> str:
    """Return `text` with every control character, which a terminal might obey, shown as U+FFFD."""
    return "" if text is None else _CONTROL.sub("\ufffd", text)


def one_line(text: str | None, width: int) -> str:
    """Return `text` on one line, printable, at most `width` characters long."""
    folded = " ".join(visible(text).split())
    return folded if len(folded) <= width else folded[: width - 1] + "…"


def console(*, stderr: bool = False) -> "Console":
    """Return a console for people: standard output, or standard error beside JSON."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)


def table(*columns: str, right: Iterable[str] = ()) -> "Table":
    """Return an empty table with these headings; those in `right` are aligned right."""
    from rich import box
    from rich.table import Table

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    aligned = set(right)
    for column in columns:
        justify: Literal["left", "right"] = "right" if column in aligned else "left"
        made.add_column(column, justify=justify, overflow="fold", no_wrap=column in ("Id", "Published"))
    return made


def print_json(value: Any) -> None:
    """Print one value as a line of JSON."""
    print_line(value if isinstance(value, bytes) else msgspec.json.encode(value))


def print_line(line: bytes) -> None:
    """Print a line of UTF-8, whatever the terminal's encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def print_rest(shown: int, total: int) -> None:
    """Say how much of a list was left out."""
    if shown < total:
        console(stderr=True).print(f"{shown:,} of {total:,}; --limit {total} shows all.")


def complain(message: str) -> None:
    """Print an error for a person."""
    typer.echo(f"sayso: {visible(message)}", err=True)


def existing_record(where: str) -> "Record":
    """Open a record that must be there.

    Raises:
        RecordError: There is none.
    """
    from sayso.core.errors import RecordError
    from sayso.record import open_record

    if "://" not in where and not Path(where).exists():
        raise RecordError(f"there is no record {where}; `sayso read PATH --record {where}` makes one")
    return open_record(where, create=False)
