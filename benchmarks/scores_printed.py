"""The command of a scorer that asks a reader: which reader, where the corpora are, a line for each score."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from sayso.core.errors import SaysoError
from sayso.evaluation.score import Score
from sayso.reading.reader import ReaderConfig, load_config


def print_scores(
    arguments: Sequence[str] | None,
    description: str,
    scores: Callable[[Path, ReaderConfig], Iterable[Score]],
    line: Callable[[Score], str],
) -> int:
    """Print a line for each score and return the exit code: 2 where the corpora or the reader are not right.

    Args:
        arguments: Of the command line; None takes the process's.
        description: Of the command.
        scores: From the folder of corpora and the configuration of the reader.
        line: What is printed of a score.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--reader", type=Path, help="configuration of the reader; default: the bundled one")
    options = parser.parse_args(arguments)
    folder = os.environ.get("SAYSO_CORPORA")
    if not folder:
        print("error: SAYSO_CORPORA is not set", file=sys.stderr)
        return 2
    try:
        for score in scores(Path(folder), load_config(options.reader)):
            print(line(score))
    except SaysoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0
