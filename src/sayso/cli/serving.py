"""The commands that give a record to others: `export`, `serve`, and `schema`."""

from typing import Annotated

import typer

from sayso.cli.terminal import DEFAULT_RECORD, RecordOption, console, existing_record, print_line


def export(
    *,
    format_: Annotated[str, typer.Option("--format", "-f", help="jsonl, csv or parquet.")],
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="OUT", help="File (jsonl; - for stdout) or folder (csv, parquet).")
    ],
    record: RecordOption = DEFAULT_RECORD,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what is there.")] = False,
    spreadsheet: Annotated[
        bool, typer.Option("--spreadsheet", help="csv only: for spreadsheet programs (byte order mark, no formulas).")
    ] = False,
) -> None:
    """Write a record out: jsonl (every Reading, with its evidence), csv or parquet (one file a table)."""
    from sayso.export import export as write

    with existing_record(record) as opened:
        options = {"spreadsheet": True} if spreadsheet else {}
        result = write(opened, format_, out, overwrite=overwrite, **options)
    if out != "-":
        counts = ", ".join(f"{name} {number:,}" for name, number in result.counts.items() if number)
        console(stderr=True).print(f"Wrote {out}: {counts}.")


def serve(
    *,
    record: RecordOption = DEFAULT_RECORD,
    host: Annotated[str, typer.Option(help="Address of this machine to listen on: 127.0.0.1, ::1 or localhost.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 for any that is free.")] = 8017,
    browser: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Open the pages of a record on this machine."""
    from sayso.core.errors import UsageError
    from sayso.web.app import address, listen
    from sayso.web.app import serve as run

    if host not in ("127.0.0.1", "::1", "localhost"):
        raise UsageError(f"--host {host}: the pages have no password yet, so they are for this machine alone")
    existing_record(record).close()
    free = listen(host, port)
    port = free.getsockname()[1]
    free.close()
    console(stderr=True).print(f"The record {record} is open at {address(host, port)}  (Ctrl-C ends it)")
    run(record, host=host, port=port, open_browser=browser)


def schema() -> None:
    """Print the JSON Schema of what `sayso read --json` prints."""
    from sayso.core.schema import reading_schema

    print_line(reading_schema())
