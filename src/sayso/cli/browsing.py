"""The commands that look into a record: `reports`, `quotes`, `speakers`, `search` and so on."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli.terminal import (
    DEFAULT_RECORD,
    JsonOption,
    LimitOption,
    RecordOption,
    complain,
    console,
    existing_record,
    one_line,
    print_json,
    print_rest,
    table,
    visible,
)

if TYPE_CHECKING:
    from rich.text import Text


def reports(
    *,
    record: RecordOption = DEFAULT_RECORD,
    outlet: Annotated[str | None, typer.Option(help="Only of this outlet.")] = None,
    language: Annotated[str | None, typer.Option(help="Only in this language (ISO 639-1).")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Published on this day or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Published on this day or before.")] = None,
    limit: LimitOption = 50,
    json: JsonOption = False,
) -> None:
    """List the reports in a record."""
    with existing_record(record) as opened:
        rows = opened.reports(outlet=outlet, language=language, published_from=since, published_to=until, limit=limit)
        total = opened.count_reports(outlet=outlet, language=language, published_from=since, published_to=until)
    if json:
        _print_all(rows)
        return
    listing = table("Id", "Published", "Outlet", "Title", "Quotes", right=("Quotes",))
    for row in rows:
        date = row.published or "unresolved"
        title = one_line(row.title or row.uri, 70)
        listing.add_row(row.id, date, one_line(row.outlet, 28), title, row.not_read or str(row.attributions))
    console().print(listing if rows else "No such reports.")
    print_rest(len(rows), total)


def quotes(
    *,
    record: RecordOption = DEFAULT_RECORD,
    source: Annotated[str | None, typer.Option(help="Only of sources with these words.")] = None,
    report: Annotated[str | None, typer.Option(metavar="ID", help="Only of this report.")] = None,
    stance: Annotated[str | None, typer.Option(help="Only with this stance, e.g. deny.")] = None,
    limit: LimitOption = 50,
    json: JsonOption = False,
) -> None:
    """List who says what: source, cue, words and stance, report by report."""
    with existing_record(record) as opened:
        rows = opened.attributions(report=report, source=source, stance=stance, limit=limit)
        total = opened.count_attributions(report=report, source=source, stance=stance)
    if json:
        _print_all(rows)
        return
    listing = table("Id", "Published", "Source", "Cue", "Says", "Stance", "Sure", right=("Sure",))
    for row in rows:
        who, cue = one_line(row.source, 40), one_line(row.cue, 16)
        says, sure = one_line(row.content, 120), f"{row.confidence:.2f}"
        listing.add_row(row.report, row.published or "unresolved", who, cue, says, row.stance, sure)
    console().print(listing if rows else "No such quotes.")
    print_rest(len(rows), total)


def speakers(*, record: RecordOption = DEFAULT_RECORD, limit: LimitOption = 50, json: JsonOption = False) -> None:
    """List who is quoted or reported to say something, as the reports name them, by how often."""
    with existing_record(record) as opened:
        rows = opened.speakers(limit=limit)
        total = opened.count_speakers()
    if json:
        _print_all(rows)
        return
    listing = table("Source", "Quotes", "Reports", right=("Quotes", "Reports"))
    for row in rows:
        listing.add_row(one_line(row.name, 80), str(row.attributions), str(row.reports))
    console().print(listing if rows else "No quotes.")
    print_rest(len(rows), total)


_EXCLUSION = "\x00"
_EXCLUDED = re.compile(r"-[^\W\d_]{2}")


def with_exclusions(arguments: list[str]) -> list[str]:
    """Return a command line of `search` with each `-word` set apart from the options: it must not occur."""
    if not arguments or arguments[0] != "search":
        return arguments
    return [_EXCLUSION + word if _EXCLUDED.match(word) else word for word in arguments]


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORD", help='Words, "exact phrases", -without, prefix*.')],
    *,
    record: RecordOption = DEFAULT_RECORD,
    limit: LimitOption = 20,
    json: JsonOption = False,
) -> None:
    """Find reports by their words."""
    from rich.padding import Padding
    from rich.text import Text

    wanted = " ".join(word.removeprefix(_EXCLUSION) for word in words)
    with existing_record(record) as opened:
        hits = opened.search(wanted, limit=limit)
        total = opened.count_hits(wanted)
    if json:
        _print_all(hits)
        return
    out = console()
    for hit in hits:
        out.print(Text(f"{hit.report}  {hit.published or 'undated'}  {one_line(hit.title or hit.outlet, 80)}"))
        out.print(Padding(_marked(hit.snippet, hit.marks), (0, 0, 1, 4)))
    if not hits:
        out.print("Nothing found.")
    print_rest(len(hits), total)


def failures(*, record: RecordOption = DEFAULT_RECORD, json: JsonOption = False) -> None:
    """List the documents that could not be read, and why."""
    with existing_record(record) as opened:
        rows = opened.failures()
    if json:
        _print_all(rows)
        return
    listing = table("File", "Stage", "Reason")
    for row in rows:
        listing.add_row(one_line(row.uri, 200), row.stage, one_line(row.reason, 400))
    console().print(listing if rows else "No failures.")


def copies(*, record: RecordOption = DEFAULT_RECORD, json: JsonOption = False) -> None:
    """List the groups of near copies: one text in several outlets, or in a longer and a shorter version."""
    with existing_record(record) as opened:
        groups = opened.copies()
    if json:
        _print_all(groups)
        return
    out = console()
    for number, group in enumerate(groups, start=1):
        out.print(f"Group {number}: {len(group.reports)} reports")
        listing = table("Id", "Published", "Outlet", "Title", "Characters", right=("Characters",))
        for each in group.reports:
            title, outlet = one_line(each.title, 60), one_line(each.outlet, 28)
            listing.add_row(each.id, each.published or "unresolved", outlet, title, f"{each.characters:,}")
        out.print(listing)
        pairs = table("Pair", "", "Jaccard", "Containment", right=("Jaccard", "Containment"))
        for pair in group.pairs:
            pairs.add_row(pair.report_a, pair.report_b, f"{pair.jaccard:.2f}", f"{pair.containment:.2f}")
        out.print(pairs)
    if not groups:
        out.print("No copies.")


def check(*, record: RecordOption = DEFAULT_RECORD) -> None:
    """Check the record: the database's own integrity, every text's SHA-256, every span against its text."""
    with existing_record(record) as opened:
        faults = opened.check()
    for fault in faults:
        complain(fault)
    if faults:
        raise typer.Exit(1)
    console().print("The record is sound.")


def _marked(snippet: str, marks: Iterable[tuple[int, int]]) -> "Text":
    """Return a snippet on one line with its hits in bold."""
    from rich.text import Text

    flat = visible(snippet).replace("\n", " ")
    made, last = Text(), 0
    for start, end in marks:
        made.append(flat[last:start]).append(flat[start:end], style="bold reverse")
        last = end
    return made.append(flat[last:])


def _print_all(rows: Iterable[Any]) -> None:
    for row in rows:
        print_json(row)
