"""Scores of what police did, sentence by sentence: the shared part of IndiaPoliceEvents.

    python -m benchmarks.score_police [--reader FILE] [--half odd|even]

The reader reads whole articles, in small letters and with broken quotation marks as they are. How its events answer
the five questions is written in `sayso.evaluation.police_answers`; nothing was trained on the corpus. F1 is of the
sentences with a yes. The trivial baseline is a list of words: a word for police, and beside it in the sentence one for
killing, arresting, failing or force; for ANY_ACTION a word for police is enough. `--half even` scores the articles
that the rules were not set down on. Many a FAIL tells of no event at all ("police were nowhere in
sight"): our events miss it by what they are.
"""

import argparse
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.scores_printed import shares_of

from sayso.core.errors import SaysoError, UsageError
from sayso.core.reading import Reading
from sayso.core.report import Report
from sayso.evaluation.india_police import DOCUMENTS_FILE, SENTENCES_FILE, PoliceDocument, count, documents
from sayso.evaluation.police_answers import KILLING, LABELS, POLICE, Label, answers
from sayso.evaluation.score import Score, f1
from sayso.reading.reader import Reader, ReaderConfig, load_config

CORPORA = ("india police",)
"""What is scored here, by name."""
HALVES = ("even", "odd")
"""The rules were set down on the articles of odd number, but for earlier ones."""
Read = Callable[[Report], Reading]
BASELINE = "list of words"
AUTHORS = {"KILL": 52.9, "ARREST": 51.1, "FAIL": 6.5, "FORCE": 62.4, "ANY_ACTION": 65.1}
"""F1 of the list of words that the corpus's authors published, run on the same sentences."""
_COMPONENTS = ("sentences", "encoder", "entities", "attributions", "events")
"""Of the reader: what the rules take nothing from is not run."""
_ARREST = re.compile(r"\b(?:arrest|detain|nabb?|round(?:ed|ing) up|in(?:to)? custody|book(?:ed|ing)\b)", re.IGNORECASE)
_FAIL = re.compile(
    r"\b(?:fail|refus|inaction|inactive|stood by|(?:mute|silent) spectator|not (?:act|interven|respond)|no action)",
    re.IGNORECASE,
)
_FORCE = re.compile(r"\b(?:fir(?:ed?|ing)\b|shoot|shot\b|beat|lathi|cane|baton|tear ?gas|force\b)", re.IGNORECASE)


def scores(corpora: Path, read: Read | None = None) -> list[Score]:
    """Return the scores on the corpus in the folder `corpora`; the bundled reader reads where none is given.

    Raises:
        UsageError: The bundled reader has no component for events.
        UnreadableError: The corpus is not there, or malformed.
    """
    reads = read or reading(load_config())
    return document_scores(documents(corpora), reads)


def reading(config: ReaderConfig) -> Read:
    """Return what reads events with those components of a configuration that are needed for them.

    Raises:
        UsageError: It has no component for events.
    """
    own = config.only(*_COMPONENTS)
    if all(part.name != _COMPONENTS[-1] for part in own.components):
        raise UsageError(f"reader {config.name!r}: it has no component {_COMPONENTS[-1]!r} to score")
    return Reader(own).read


def document_scores(given: Sequence[PoliceDocument], read: Read) -> list[Score]:
    """Return a score for each question."""
    found = [answers(read(Report.of_text(each.text)), each.sentences) for each in given]
    trivial = [[words_answer(sentence.text) for sentence in each.sentences] for each in given]
    rows = []
    for label in LABELS:
        counts = tuple(count(each, own, label) for each, own in zip(given, found, strict=True))
        baseline = f1(count(each, own, label) for each, own in zip(given, trivial, strict=True))
        rows.append(
            Score(
                corpus=CORPORA[0], files=(DOCUMENTS_FILE, SENTENCES_FILE), metric=f"police {label} F1",
                n=sum(each.gold for each in counts), counts=counts, baseline=baseline, baseline_name=BASELINE,
                reference=f"{AUTHORS[label]} the authors' list of words (Halterman et al. 2021), run on the same part",
            )
        )  # fmt: skip
    return rows


def words_answer(text: str) -> frozenset[Label]:
    """Return the questions that the words of a sentence answer with yes."""
    if not POLICE.search(text):
        return frozenset()
    told: dict[Label, bool] = {
        "KILL": KILLING.search(text) is not None,
        "ARREST": _ARREST.search(text) is not None,
        "FAIL": _FAIL.search(text) is not None,
        "FORCE": _FORCE.search(text) is not None or KILLING.search(text) is not None,
        "ANY_ACTION": True,
    }
    return frozenset(label for label, is_told in told.items() if is_told)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row for each score and how fast it was read, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--reader", type=Path, help="configuration of the reader; default: the bundled one")
    parser.add_argument("--half", choices=HALVES, help="only the articles of odd or even number, counted from 0")
    options = parser.parse_args(arguments)
    folder = os.environ.get("SAYSO_CORPORA")
    if not folder:
        print("error: SAYSO_CORPORA is not set", file=sys.stderr)
        return 2
    try:
        given = documents(Path(folder))
        given = given if options.half is None else given[HALVES.index(options.half) :: len(HALVES)]
        read = reading(load_config(options.reader))
        start = time.perf_counter()
        rows = document_scores(given, read)
        seconds = time.perf_counter() - start
    except SaysoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    for score in rows:
        print(f"{score.metric:22} n {score.n:5}  P R F1, {BASELINE}: {shares_of(score)}")
    words = sum(len(each.text.split()) for each in given)
    print(f"{len(given)} articles, {words} words in {seconds:.0f} s: {words / seconds:.0f} words/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
