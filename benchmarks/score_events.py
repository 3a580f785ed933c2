"""Scores of events and states on our own dev part.

    python -m benchmarks.score_events [--reader FILE]

What is counted is said in `sayso.evaluation.happenings`. The trivial baseline takes every word for a trigger that is
one more often than not in the training part, with its commonest type there, no arguments and no auxiliaries: a coder
with a list of words, that takes everything as fact.
"""

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

import msgspec
from training.corpus_files import CORPUS, find_files, load_split
from training.notation import AnnotatedReport

from sayso.core.reading import Event, Reading
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.evaluation import happenings
from sayso.evaluation.bootstrap import interval
from sayso.evaluation.happenings import EventCase, EventMetric
from sayso.evaluation.score import Score, f1
from sayso.reading.event.labels import AUXILIARIES
from sayso.reading.reader import Reader, load_config

CORPORA = ("own dev events",)
"""What is scored here, by name."""
Read = Callable[[Report], Reading]
BASELINE = "words that are triggers more often than not"
METRICS: tuple[tuple[str, EventMetric], ...] = (
    ("event triggers F1, exact", happenings.triggers_exact),
    ("event triggers F1", happenings.triggers),
    ("event types F1", happenings.types),
    ("event types and modes F1", happenings.modes),
    ("event arguments F1, exact", happenings.arguments_exact),
    ("event arguments F1, half", happenings.arguments_half),
    *((f"{kind} F1, events found", happenings.auxiliary(kind)) for kind in AUXILIARIES),
    ("casualties F1, same range", happenings.casualties),
    ("states F1", happenings.states),
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def scores(corpora: Path, read: Read | None = None) -> list[Score]:
    """Return the scores of events on our own dev part; the bundled reader reads where none is given."""
    reports = [report for report in load_split("dev") if "events" in report.layers]
    files = tuple(path.relative_to(CORPUS).as_posix() for path in find_files([CORPUS / "dev"]))
    own = [_case(report, read or Reader(load_config()).read) for report in reports]
    trivial = [_case(report, partial(_read_by_words, _words_of(load_split("train")))) for report in reports]
    return [
        Score(
            corpus=CORPORA[0], files=files, folder=CORPUS, metric=name, n=sum(each.gold for each in counts),
            counts=counts, baseline=f1(map(metric, trivial)), baseline_name=BASELINE,
        )
        for name, metric in METRICS
        for counts in (tuple(map(metric, own)),)
    ]  # fmt: skip


def _case(report: AnnotatedReport, read: Read) -> EventCase:
    return EventCase(document=report.header.id, gold=report.reading, found=read(report.reading.report))


def _words_of(reports: Iterable[AnnotatedReport]) -> dict[str, str]:
    """Return the words that are triggers more often than not, each with its commonest type."""
    seen: Counter[str] = Counter()
    types: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for report in reports:
        seen.update(word.lower() for word in _WORD.findall(report.reading.report.text))
        for event in report.reading.events:
            types[event.trigger.text.lower()][event.type] += 1
    return {
        word: kinds.most_common(1)[0][0] for word, kinds in types.items() if kinds.total() > seen[word] - kinds.total()
    }


def _read_by_words(words: dict[str, str], report: Report) -> Reading:
    found = [match for match in _WORD.finditer(report.text) if match[0].lower() in words]
    events = [
        msgspec.convert(
            {"id": f"e{number}", "type": words[match[0].lower()], "confidence": 1.0,
             "trigger": msgspec.to_builtins(Span.of(report.text, *match.span()))},
            Event,
        )
        for number, match in enumerate(found)
    ]  # fmt: skip
    return Reading(report=report, events=tuple(events), reader=Reader(load_config()).identity)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, and the share of what is no plain fact that is shown as one."""
    parser = argparse.ArgumentParser(description="Scores of events and states on our own dev part.")
    parser.add_argument("--reader", type=Path, help="configuration of the reader; default: the bundled one")
    options = parser.parse_args(arguments)
    reader = Reader(load_config(options.reader))
    for row in scores(Path(), reader.read):
        bounds = interval(row.counts) or ("–", "–")
        print(f"{row.metric:32} n {row.n:5}  P R F1 {row.precision} {row.recall} {row.f1}  {bounds}  {row.baseline}")
    cases = [_case(report, reader.read) for report in load_split("dev") if "events" in report.layers]
    counts = [happenings.plainly_asserted(case) for case in cases]
    wrong, asked = (sum(getattr(each, name) for each in counts) for name in ("true_positive", "gold"))
    print(f"no plain fact, shown as one: {wrong} of {asked}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
