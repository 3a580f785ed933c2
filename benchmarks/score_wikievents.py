"""Scores of events on the documents of WikiEvents dev.

    python -m benchmarks.score_wikievents [--reader FILE]

How types and roles are mapped is in `sayso.evaluation.wikievents`, what is counted in `wikievent_scores`. Nothing of
the corpus is trained on. The trivial baseline is the list of words of `event_baselines`, with the phrases around them.

Published figures are on the test part, in the corpus's own types and 59 roles, with gold triggers given, by models
trained on its training part: they place the figures, and compare nothing.
"""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.event_baselines import before_reading, read_by_words, trigger_words
from benchmarks.score_events import BASELINES, Read
from benchmarks.scores_printed import print_scores
from training.corpus_files import load_split

from sayso.core.reading import Event
from sayso.core.report import Report
from sayso.evaluation.score import DocumentCounts, Score, f1
from sayso.evaluation.wikievent_scores import count_arguments, count_triggers, count_types
from sayso.evaluation.wikievents import FILES, ROLES, WikiDocument, documents
from sayso.reading.reader import Reader, load_config

CORPORA = ("wikievents dev",)
"""What is scored here, by name."""
Counter = Callable[[WikiDocument, Sequence[Event]], DocumentCounts]
METRICS: tuple[tuple[str, Counter], ...] = (
    ("event triggers F1, exact", partial(count_triggers, is_exact=True)),
    ("event triggers F1", count_triggers),
    ("event types F1", count_types),
    ("event arguments F1, head", count_arguments),
    ("event arguments F1, head of any mention", partial(count_arguments, is_any_mention=True)),
    ("event arguments F1, head, of events found", partial(count_arguments, is_found=True)),
    *((f"{role} F1, head", partial(count_arguments, role=role)) for role in sorted(set(ROLES.values()))),
)
PUBLISHED = {
    "event arguments F1, head": "BART-Gen 64.6 on test, gold triggers given, its own roles (Li, Ji & Han 2021)",
}


def scores(corpora: Path, read: Read | None = None) -> list[Score]:
    """Return the scores of events on WikiEvents dev; the bundled reader reads where none is given.

    Raises:
        UnreadableError: The corpus is not there, or malformed.
    """
    own = documents(corpora)
    return scores_of(own, read_all(own, read or Reader(load_config()).read))


def read_all(own: Sequence[WikiDocument], read: Read) -> list[Sequence[Event]]:
    """Return the events read in each document."""
    return [read(Report.of_text(document.text)).events for document in own]


def scores_of(own: Sequence[WikiDocument], found: Sequence[Sequence[Event]]) -> list[Score]:
    """Return the scores of what was found in each document."""
    trivial = read_all(own, partial(read_by_words, trigger_words(load_split("train")), before_reading()))
    rows = []
    for metric, counter in METRICS:
        gold = sum(counter(document, ()).gold for document in own) or _arguments(own)
        rows.append(
            Score(
                corpus=CORPORA[0], files=FILES, metric=metric, n=gold, counts=tuple(map(counter, own, found)),
                baseline=f1(map(counter, own, trivial)), baseline_name=BASELINES["words"],
                reference=PUBLISHED.get(metric),
            )
        )  # fmt: skip
    return rows


def _arguments(own: Sequence[WikiDocument]) -> int:
    return sum(len(event.arguments) for document in own for event in document.events)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row for each score and return the exit code."""
    return print_scores(arguments, __doc__, lambda corpora, config: scores(corpora, Reader(config).read))


if __name__ == "__main__":
    sys.exit(main())
