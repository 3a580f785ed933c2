"""The command that shows one report: `show`."""

import io
import os
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.margin_lines import MIN_WIDTH
from sayso.cli.terminal import (
    DEFAULT_RECORD,
    JsonOption,
    RecordOption,
    complain,
    console,
    existing_record,
    one_line,
    print_json,
    table,
)

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from sayso.cli.margin import Layout
    from sayso.cli.margin_lines import Line, Style
    from sayso.core.reading import Reading
    from sayso.core.report import Published, Report

STDIN = "-"
LINES_AT_ONCE = 200
"""Lines that are printed together."""
_LOOKS: dict["Style", str] = {
    "content 1": "cyan",
    "content 2": "magenta",
    "content 3": "green",
    "source": "underline",
    "cue": "italic",
    "mention": "",
    "trigger": "bold yellow",
    "mark": "dim",
    "number": "bold",
    "speaker": "bold",
    "doubt": "italic",
    "detail": "dim",
}
_LOOKS_WITHOUT_COLOUR: dict["Style", str] = {
    **_LOOKS, "content 1": "bold", "content 2": "bold", "content 3": "bold", "trigger": "reverse",
}  # fmt: skip


def show(
    report: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="A report's id, its beginning, or your own id for it; or a file, or - for stdin."
        ),
    ],
    *,
    record: RecordOption = DEFAULT_RECORD,
    width: Annotated[
        int | None, typer.Option(min=MIN_WIDTH, metavar="N", help="Width in columns; else that of the terminal.")
    ] = None,
    min_confidence: Annotated[
        float, typer.Option(min=0.0, max=1.0, metavar="P", help="Leave out what is less sure than this.")
    ] = 0.0,
    entities: Annotated[bool, typer.Option("--entities", help="Mark mentions of entities with their type.")] = False,
    times: Annotated[bool, typer.Option("--times", help="Mark time expressions with their value.")] = False,
    places: Annotated[bool, typer.Option("--places", help="Mark places with what they stand for.")] = False,
    events: Annotated[
        bool, typer.Option("--events", help="Mark events and states, with what, who, where and when in the margin.")
    ] = False,
    everything: Annotated[bool, typer.Option("--all", help="Mark entities, times, places, events and states.")] = False,
    json: JsonOption = False,
) -> None:
    """Print one report with who says what in the margin.

    A file is read for this alone: no record is needed, and none is written. Where a file holds several reports (a
    feed, a table), all are shown.
    """
    from sayso.cli.margin import Layout

    readings = _readings(report, record)
    if json:
        for reading in readings:
            print_json(reading.to_json())
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    out = console()
    coloured = out.color_system is not None and not out.no_color
    layout = Layout(
        width=width or max(MIN_WIDTH, out.width),
        brackets=not coloured,
        entities=entities or everything,
        times=times or everything,
        places=places or everything,
        events=events or everything,
        min_confidence=min_confidence,
    )
    for reading in readings:
        _print(out, reading, layout, _LOOKS if coloured else _LOOKS_WITHOUT_COLOUR)


def describe_published(published: "Published") -> str:
    """Return a publication date with how it is known, for a person."""
    how = published.status if published.origin is None else f"{published.status}, {published.origin}"
    parts = [f"{published.value or 'unknown'} ({how})"]
    if published.alternatives:
        parts.append("could be " + " or ".join(published.alternatives))
    if published.reason:
        parts.append(published.reason)
    return "; ".join(parts)


def _readings(wanted: str, where: str) -> Iterator["Reading"]:
    """Yield the report that is wanted: read from a file of that name, else out of the record.

    Raises:
        RecordError: There is no record, or no such report in it.
        UsageError: What is wanted seems to be a path, but is no file.
    """
    from sayso.core.errors import RecordError, UsageError

    path = Path(wanted)
    if wanted == STDIN or path.is_file():
        yield from _read(wanted)
        return
    try:
        with existing_record(where) as opened:
            yield opened.reading(wanted)
    except RecordError as error:
        if path.is_dir():
            raise UsageError(f"{wanted} is a folder; name one file, or read it all: sayso read {wanted}") from error
        if path.suffix or os.sep in wanted:
            raise UsageError(f"there is no file {wanted}; and as a report's id: {error}") from error
        raise


def _read(path: str) -> Iterator["Reading"]:
    """Yield what is read from a file; complain of what cannot be read, and exit with 1."""
    from sayso.engine.work import WorkSettings
    from sayso.engine.worker_processes import WorkerProcesses
    from sayso.ingest.find import FindOptions
    from sayso.pipeline import ReadJob, read_without_record

    settings = WorkSettings(copy_keys=False)
    found = failed = False
    job = ReadJob(paths=(path,), options=FindOptions())
    with WorkerProcesses(settings, 1) as engine:
        for outcome in read_without_record(job, engine, settings.limits, sys.stdin.buffer):
            found = found or bool(outcome.readings)
            yield from outcome.readings
            if outcome.failure is not None:
                failed = True
                complain(f"{outcome.uri}: {outcome.failure.reason}")
    if not found and not failed:
        complain(f"{path}: there is no report in it")
    if failed or not found:
        raise typer.Exit(1)


def _print(out: "Console", reading: "Reading", layout: "Layout", looks: dict["Style", str]) -> None:
    from sayso.cli.margin import report_lines

    out.print(_facts(reading.report, reading.not_read), width=layout.width)
    _print_lines(out, report_lines(reading, layout), looks)


def _print_lines(out: "Console", lines: Iterable["Line"], looks: dict["Style", str]) -> None:
    from rich.text import Text

    coming = iter(lines)
    while batch := list(islice(coming, LINES_AT_ONCE)):
        text = Text()
        for number, line in enumerate(batch):
            text.append("\n" if number else "")
            for piece in line:
                text.append(piece.text, style=" ".join(filter(None, (looks[name] for name in piece.styles))))
        out.print(text, soft_wrap=True)


def _facts(about: "Report", not_read: str | None) -> "Table":
    facts = table("", "")
    facts.show_header = False
    for name, value in (
        ("Report", about.id),
        ("Title", about.title),
        ("Outlet", about.outlet),
        ("Byline", about.byline),
        ("Section", about.section),
        ("Published", describe_published(about.published)),
        ("Language", about.language),
        ("From", about.uri),
        ("Not read", not_read),
    ):
        if value:
            facts.add_row(name, one_line(value, 200))
    return facts
