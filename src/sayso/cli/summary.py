"""The summary of a record: reports, copies, quotes by speaker, some events, failures."""

from collections.abc import Collection, Iterable, Sequence

from rich.console import Console

from sayso.cli.happenings import event_table
from sayso.cli.terminal import one_line, table
from sayso.core.pronouns import is_pronoun
from sayso.record import CopyGroup, EventRow, Record

SPEAKERS = 12
"""How many speakers the summary names."""
EVENTS = 8
"""How many events the summary shows."""
_SURE = (0.95, 0.9, 0.8, 0.5, 0.0)
"""Events at least this sure are looked through, then those that are less so, until there are enough."""


def print_summary(out: Console, record: Record) -> None:
    """Print what a record holds, for a person."""
    summary = record.summary()
    out.print()
    out.print(
        f"{summary.reports} reports of {summary.outlets} outlets, published {summary.published_from} to "
        f"{summary.published_to}; {summary.attributions} quotes, direct or in other words."
    )
    listing = table("Published", "Outlet", "Title", "Quotes", right=("Quotes",))
    for row in record.reports():
        quotes = f"not read: {row.not_read}" if row.not_read else str(row.attributions)
        title = one_line(row.title or row.uri, 60)
        listing.add_row(row.published or "unresolved", one_line(row.outlet, 26), title, quotes)
    out.print(listing)
    groups = record.copies()
    _print_copies(out, groups)
    _print_speakers(out, record)
    _print_events(out, record, {each.id for group in groups for each in group.reports if each.id != group.first})
    failures = record.failures()
    if failures:
        out.print("Failures")
        rows = table("File", "Stage", "Reason")
        for failure in failures:
            rows.add_row(one_line(failure.uri.rsplit("/", 1)[-1], 50), failure.stage, one_line(failure.reason, 100))
        out.print(rows)


def _print_copies(out: Console, groups: Sequence[CopyGroup]) -> None:
    if not groups:
        return
    out.print("Copies of one text")
    listing = table("Group", "Reports", "In", right=("Group", "Reports"))
    for number, group in enumerate(groups, start=1):
        names = ", ".join(one_line(each.outlet or each.title, 30) for each in group.reports)
        listing.add_row(str(number), str(len(group.reports)), names)
    out.print(listing)


def _print_speakers(out: Console, record: Record) -> None:
    out.print("Quotes by speaker, as named in the reports")
    listing = table("Speaker", "Quotes", "Reports", right=("Quotes", "Reports"))
    rows = record.speakers(limit=None)
    named = [row for row in rows if not is_pronoun(row.name)]
    for row in named[:SPEAKERS]:
        listing.add_row(one_line(row.name, 60), str(row.attributions), str(row.reports))
    rest = sum(row.attributions for row in named[SPEAKERS:])
    if rest:
        listing.add_row(f"{len(named) - SPEAKERS} others", str(rest), "")
    pronouns = sum(row.attributions for row in rows if is_pronoun(row.name))
    if pronouns:
        listing.add_row("he, she, they and the like (whom they mean is not resolved)", str(pronouns), "")
    out.print(listing)


def _print_events(out: Console, record: Record, repeated: Collection[str]) -> None:
    shown = _surest(record, repeated)
    if not shown:
        return
    total = record.count_events()
    out.print(f"Some of {total} events: who did what to whom, and in whose voice it is told")
    out.print(event_table(shown))


def _surest(record: Record, repeated: Collection[str]) -> list[EventRow]:
    """Return `some_events` of all in the record but those of `repeated` reports; the surest are loaded first."""
    shown: list[EventRow] = []
    for least in _SURE:
        shown = some_events(row for row in record.events(min_confidence=least) if row.report not in repeated)
        if len(shown) >= EVENTS:
            break
    return shown


def some_events(rows: Iterable[EventRow]) -> list[EventRow]:
    """Return a few events to look at: of each report the surest that names who did it to whom, the surest first."""
    best: dict[str, EventRow] = {}
    for row in rows:
        is_named = all(not all(map(is_pronoun, names)) for names in (row.actors, row.recipients))
        if is_named and (row.report not in best or row.confidence > best[row.report].confidence):
            best[row.report] = row
    return sorted(best.values(), key=lambda row: (-row.confidence, row.report))[:EVENTS]
