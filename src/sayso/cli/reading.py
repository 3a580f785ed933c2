"""The commands that read: `read`, `reread`, `demo`."""

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli.terminal import DEFAULT_RECORD, RecordOption, console, print_json

if TYPE_CHECKING:
    from sayso.engine.work import WorkSettings
    from sayso.pipeline import Outcome, ReadJob

DEMO_RECORD = "sayso-demo.db"

PathsArgument = Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders, archives; - for stdin.")]
JobsOption = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Worker processes.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary; failures are listed.")]
LimitsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--limit", metavar="NAME=VALUE", show_default=False, help="Change a limit on input, e.g. max_seconds=20."
    ),
]
ReaderOption = Annotated[
    Path | None, typer.Option("--reader", help="A reader configuration (TOML); else the bundled one.")
]
ColumnsOption = Annotated[
    str, typer.Option(metavar="NAME", help="Name of this column in tables.", rich_help_panel="Tables")
]


def read(
    paths: PathsArgument,
    *,
    record: Annotated[
        str | None,
        typer.Option(
            "--record",
            "-r",
            metavar="R",
            help=(
                "The record: a file, or a postgresql:// URL. If not given, SAYSO_RECORD from the environment, else "
                f"{DEFAULT_RECORD}; with --json, none."
            ),
        ),
    ] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Publication date of all of them.")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Outlet of all of them.")] = None,
    as_is: Annotated[
        bool, typer.Option("--as-is", help="Take text unchanged, so that offsets are those of the input.")
    ] = False,
    jobs: JobsOption = 1,
    json: Annotated[bool, typer.Option("--json", help="Print one Reading a line, in input order.")] = False,
    quiet: QuietOption = False,
    again: Annotated[bool, typer.Option("--again", help="Extract and read anew what the record already has.")] = False,
    reader: ReaderOption = None,
    limit: LimitsOption = None,
    id_column: ColumnsOption = "id",
    text_column: ColumnsOption = "text",
    title_column: ColumnsOption = "title",
    published_column: ColumnsOption = "published",
    outlet_column: ColumnsOption = "outlet",
    url_column: ColumnsOption = "url",
) -> None:
    """Read reports into a record (or, with --json alone, just print what they say).

    Exit code: 0 all read, 1 some reports failed (they are listed), 2 wrong use.
    """
    from sayso.ingest.find import Columns, FindOptions
    from sayso.pipeline import ReadJob, check_date

    check_date(published)
    columns = Columns(
        id=id_column,
        text=text_column,
        title=title_column,
        published=published_column,
        outlet=outlet_column,
        url=url_column,
    )
    options = FindOptions(as_is=as_is, published=published, outlet=outlet, columns=columns)
    job = ReadJob(paths=tuple(paths), options=options, again=again)
    where = record or (None if json else os.environ.get("SAYSO_RECORD") or DEFAULT_RECORD)
    failed = _read(job, _settings(limit, reader), where=where, jobs=jobs, json=json, quiet=quiet)
    raise typer.Exit(1 if failed else 0)


def reread(
    *,
    record: RecordOption = DEFAULT_RECORD,
    jobs: JobsOption = 1,
    quiet: QuietOption = False,
    reader: ReaderOption = None,
    limit: LimitsOption = None,
) -> None:
    """Read again what an older reader has read, from the texts in the record; the reports stay as they are."""
    from sayso.cli.progress import shown
    from sayso.cli.terminal import existing_record
    from sayso.engine.work import Worker
    from sayso.engine.worker_processes import WorkerProcesses
    from sayso.pipeline import RecordedRun

    settings = _settings(limit, reader)
    worker = Worker(settings)
    started = time.monotonic()
    with existing_record(record) as opened, WorkerProcesses(settings, jobs) as engine:
        outcomes = RecordedRun(opened, engine, worker, settings.limits).reread()
        tally = shown(outcomes, total=None, quiet=quiet)
    tally.report(console(stderr=True), time.monotonic() - started, quiet=quiet)
    raise typer.Exit(1 if tally.failures else 0)


def demo(
    *,
    record: RecordOption = DEMO_RECORD,
    jobs: JobsOption = 1,
) -> None:
    """Read the bundled example reports and show what the record says of them. Its own record is made anew."""
    from sayso.cli.summary import print_summary
    from sayso.cli.terminal import existing_record
    from sayso.ingest.find import FindOptions
    from sayso.pipeline import ReadJob

    if record == DEMO_RECORD:
        for suffix in ("", "-wal", "-shm"):
            Path(DEMO_RECORD + suffix).unlink(missing_ok=True)
    out = console()
    out.print("Reading the bundled examples: 24 reports about one invented conflict, and one broken file.\n")
    with resources.as_file(resources.files("sayso") / "examples" / "reports") as folder:
        job = ReadJob(paths=(folder,), options=FindOptions())
        _read(job, _settings(None, None), where=record, jobs=jobs, json=False, quiet=False, list_failures=False)
    with existing_record(record) as opened:
        print_summary(out, opened)
    out.print(f"\nTo look at the reports in a browser: sayso serve --record {record}")


def _settings(limits: list[str] | None, reader: Path | None) -> "WorkSettings":
    """Return the settings with the limits that the user changed.

    Raises:
        UsageError: There is no such limit, or the value is not a number.
    """
    import msgspec

    from sayso.core.errors import UsageError
    from sayso.engine.work import WorkSettings
    from sayso.ingest.limits import Limits

    values: dict[str, Any] = {}
    for pair in limits or ():
        name, _, value = pair.partition("=")
        values[name.strip()] = value.strip()
    try:
        changed = msgspec.convert(values, Limits, strict=False)
    except msgspec.ValidationError as error:
        known = ", ".join(Limits.__struct_fields__)
        raise UsageError(f"--limit: {error}; limits are given as NAME=VALUE, and there are: {known}") from error
    return WorkSettings(limits=changed, reader_config=None if reader is None else str(reader))


def _read(
    job: "ReadJob",
    settings: "WorkSettings",
    *,
    where: str | None,
    jobs: int,
    json: bool,
    quiet: bool,
    list_failures: bool = True,
) -> bool:
    """Read, show progress and the tally; return whether anything failed."""
    import msgspec

    from sayso.cli.progress import shown
    from sayso.engine.work import Worker
    from sayso.engine.worker_processes import WorkerProcesses
    from sayso.ingest.estimate import estimate
    from sayso.pipeline import RecordedRun, read_without_record

    settings = msgspec.structs.replace(settings, copy_keys=where is not None)
    worker = Worker(settings)
    started = time.monotonic()
    total = None if quiet else estimate(job.paths)
    skipped: Counter[str] = Counter()
    with WorkerProcesses(settings, jobs) as engine:
        if where is None:
            outcomes = read_without_record(job, engine, settings.limits, sys.stdin.buffer, skipped)
            tally = shown(_printed(outcomes) if json else outcomes, total=total, quiet=quiet)
        else:
            from sayso.record import open_record

            with open_record(where) as record:
                run = RecordedRun(record, engine, worker, settings.limits)
                outcomes = run.read(job, sys.stdin.buffer, skipped)
                if json:
                    outcomes = _printed(run.with_known_readings(outcomes))
                tally = shown(outcomes, total=total, quiet=quiet)
    tally.skipped = skipped
    tally.ignored = () if job.again else tuple(name for name in ("published", "outlet") if getattr(job.options, name))
    tally.report(console(stderr=True), time.monotonic() - started, quiet=quiet, list_failures=list_failures)
    return bool(tally.failures)


def _printed(outcomes: Iterator["Outcome"]) -> Iterator["Outcome"]:
    """Print the readings of the outcomes as they pass."""
    for outcome in outcomes:
        for reading in outcome.readings:
            print_json(reading.to_json())
        yield outcome
