"""The command of a scorer that asks a reader: which reader, where the corpora are, a line for each score."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from sayso.core.errors import SaysoError
from sayso.evaluation.bootstrap import interval, interval_of
from sayso.evaluation.score import Score
from sayso.reading.reader import ReaderConfig, load_config


def print_scores(
    arguments: Sequence[str] | None,
    description: str,
    scores: Callable[[Path, ReaderConfig], Iterable[Score]],
) -> int:
    """Print a line for each score and return the exit code: 2 where the corpora or the reader are not right.

    Args:
        arguments: Of the command line; None takes the process's.
        description: Of the command, in its first line.
        scores: From the folder of corpora and the configuration of the reader.
    """
    parser = argparse.ArgumentParser(description=description.partition("\n")[0])
    parser.add_argument("--reader", type=Path, help="configuration of the reader; default: the bundled one")
    options = parser.parse_args(arguments)
    folder = os.environ.get("SAYSO_CORPORA")
    if not folder:
        print("error: SAYSO_CORPORA is not set", file=sys.stderr)
        return 2
    try:
        for score in scores(Path(folder), load_config(options.reader)):
            print(line_of(score))
    except SaysoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def line_of(score: Score) -> str:
    """Return a line for a score: its name, n, precision, recall and figure, the interval, the baselines."""
    bounds = interval_of(score.tables, score.agreement) if score.tables else interval(score.counts)
    figures = " ".join(percent(figure) for figure in (score.precision, score.recall, score.figure))
    between = "–".join(percent(bound) for bound in bounds) if bounds else "–"
    baselines = {score.baseline_name or "": score.baseline, **score.more_baselines}
    beside = "; ".join(f"{percent(figure)} {name}" for name, figure in baselines.items() if figure is not None)
    return f"{score.metric:52} n {score.n:5}  P R and figure {figures}  [{between}]  {beside}"


def percent(figure: float | None) -> str:
    """Return a share in per cent, five characters wide."""
    return "    –" if figure is None else f"{100 * figure:5.1f}"


def shares_of(score: Score) -> str:
    """Return precision, recall, F1 and the baseline's as shares of 1, with the interval of F1."""
    bounds = interval(score.counts)
    edges = "" if bounds is None else f"{bounds[0]:.3f}–{bounds[1]:.3f}"
    figures = " ".join(
        "  –  " if each is None else f"{each:.3f}"
        for each in (score.precision, score.recall, score.f1, score.baseline)
    )  # fmt: skip
    return f"{figures}  {edges}"
