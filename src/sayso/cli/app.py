"""The commands of `sayso`, and how errors become exit codes: 0 done, 1 some reports failed, 2 wrong use."""

import sys

import typer

from sayso import __version__
from sayso.cli import browsing, gazetteer, happenings, reading, serving, showing
from sayso.cli.terminal import complain
from sayso.core.errors import SaysoError

app = typer.Typer(
    name="sayso",
    help="Read news reports of a conflict and keep the record: who did what to whom, and on whose say-so.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)

app.command(name="read")(reading.read)
app.command(name="reread")(reading.reread)
app.command(name="demo")(reading.demo)
app.command(name="reports")(browsing.reports)
app.command(name="show")(showing.show)
app.command(name="quotes")(browsing.quotes)
app.command(name="speakers")(browsing.speakers)
app.command(name="events")(happenings.events)
app.command(name="states")(happenings.states)
app.command(name="search")(browsing.search)
app.command(name="failures")(browsing.failures)
app.command(name="copies")(browsing.copies)
app.command(name="check")(browsing.check)
app.command(name="export")(serving.export)
app.command(name="serve")(serving.serve)
app.command(name="schema")(serving.schema)
app.add_typer(gazetteer.app, name="gazetteer")


@app.callback(invoke_without_command=True)
def top(*, version: bool = typer.Option(False, "--version", help="Print the version and end.", is_eager=True)) -> None:
    """Read the options that stand before a command."""
    if version:
        typer.echo(f"sayso {__version__}")
        raise typer.Exit


def run() -> None:
    """Run the command line and exit."""
    try:
        app(browsing.with_exclusions(sys.argv[1:]))
    except SaysoError as error:
        complain(str(error))
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
