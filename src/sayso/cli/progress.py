"""Progress while reading, and the tally after it."""

from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext

import msgspec
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from sayso.cli.terminal import console, table, visible
from sayso.core.original import Failure
from sayso.pipeline import Outcome


class Tally(msgspec.Struct, kw_only=True):
    """What a run came to.

    Attributes:
        kinds: Documents by what became of them.
        failures: Those that failed.
        reports: Reports read, of which one document may hold several.
        skipped: Files passed over, by kind.
        ignored: What the user said of all documents, which those known already do not take on.
    """

    kinds: Counter[str] = msgspec.field(default_factory=Counter)
    failures: list[Failure] = []
    reports: int = 0
    skipped: Counter[str] = msgspec.field(default_factory=Counter)
    ignored: tuple[str, ...] = ()

    def report(self, out: Console, seconds: float, *, quiet: bool, list_failures: bool = True) -> None:
        """Print the tally, unless quiet, and list the failures."""
        if not quiet:
            rate = f" ({self.reports / seconds:.0f} a second)" if seconds > 1 and self.reports > 1 else ""
            read = self.reports - self.kinds["not read"]
            parts = [f"{read:,} report{'' if read == 1 else 's'} read"]
            parts += [f"{self.kinds[kind]:,} {words}" for kind, words in _OTHER_KINDS if self.kinds[kind]]
            out.print(f"{', '.join(parts)} in {seconds:.1f} s{rate}.")
            if self.kinds["known"] and self.ignored:
                options = " and ".join(f"--{name}" for name in self.ignored)
                out.print(f"What was known already keeps what it has: to change it ({options}), read it --again.")
            if self.skipped:
                kinds = ", ".join(f"{number:,} {kind}" for kind, number in self.skipped.most_common(8))
                out.print(f"Passed over as no reports: {kinds}.")
        if self.failures and list_failures:
            rows = table("Failed", "Stage", "Reason")
            for failure in self.failures:
                rows.add_row(visible(failure.uri), failure.stage, visible(failure.reason))
            out.print(rows)


_OTHER_KINDS = (
    ("not read", "kept but not read (language)"),
    ("known", "known already"),
    ("failed", "failed"),
)


class _Rate(ProgressColumn):
    """Documents a second."""

    def render(self, task: Task) -> Text:
        """Return the rate as text."""
        return Text(f"{task.speed:.0f}/s" if task.speed else "", style="dim")


def shown(outcomes: Iterator[Outcome], *, total: int | None, quiet: bool) -> Tally:
    """Draw the outcomes to their end, showing progress on standard error, and return the tally.

    Args:
        outcomes: As the pipeline yields them.
        total: About how many there will be; null where not known.
        quiet: Show nothing.
    """
    tally = Tally()
    columns = (
        SpinnerColumn(),
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
    )
    progress = None if quiet else Progress(*columns, console=console(stderr=True))
    task = progress.add_task("read", total=total) if progress else None
    with progress or nullcontext():
        for outcome in outcomes:
            tally.kinds[outcome.kind] += 1
            tally.reports += len(outcome.readings) if outcome.kind != "known" else 0
            if outcome.failure is not None:
                tally.failures.append(outcome.failure)
            if progress is not None and task is not None:
                done = sum(tally.kinds.values())
                progress.update(task, completed=done, total=None if total is None else max(total, done))
        if progress is not None and task is not None:
            done = sum(tally.kinds.values())
            progress.update(task, completed=done, total=done)
    return tally
