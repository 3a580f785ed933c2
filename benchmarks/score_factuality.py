"""Scores of factuality: whether what a sentence tells of has happened, on UDS-IH2, UW and MEANTIME dev.

    python -m benchmarks.score_factuality [--reader FILE]

The head for events is asked about every annotated predicate, whether it found an event there or not. Its value is what
the model was trained to give; a model that was not has probabilities of auxiliaries alone, and these give two: *plain*
is what they stand for by definition, *fitted* the line through them that is nearest to the training part of the corpus
(of UDS-IH2, every sixth sentence of it, of UW every third). How is written in `sayso.evaluation.factuality`.
*Correlation* is Pearson's r; *side of 0* the share of predicates that happened, or did not, as in gold; *not happened
F1* of those below 0, which are a third of UDS-IH2, few in UW, and in MEANTIME dev 5 of 195: too few for a row. The
trivial baseline takes everything as fact: 3, which correlates with nothing. Intervals resample sentences, since the
files do not tell which are of one document.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec
from benchmarks.happening_spans import Told, told_of
from benchmarks.scores_printed import print_scores

from sayso.core.errors import UsageError
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.evaluation.agreement import Table
from sayso.evaluation.factuality import (
    CORPORA as NAMES,
)
from sayso.evaluation.factuality import (
    HIGHEST,
    FactualitySentence,
    file_of,
    fitted,
    not_happened,
    pearson,
    plain_value,
    same_side,
    sentences,
    value_table,
)
from sayso.evaluation.score import Score, f1
from sayso.reading.reader import Reader, ReaderConfig, load_config

CORPORA = tuple(f"{name} dev" for name in NAMES)
"""What is scored here, by name."""
Ask = Callable[[str, Sequence[Span]], Sequence[Told | None]]
"""From a text and spans in it to what the model says of each."""
Value = Callable[[Told | None], float]
BASELINE = "everything as fact"
PUBLISHED = {
    "UDS_IH2 dev": "DLGRN 0.912, on the test part, trained on UDS-IH2 (Information Processing & Management 59, 2022)",
    "UW dev": "DLGRN 0.863, on the test part, trained on UW (Information Processing & Management 59, 2022)",
    "MEANTIME dev": "DLGRN 0.516, on the test part, trained on MEANTIME (Information Processing & Management 59, 2022)",
}
"""Pearson's r, as the paper's authors report it: doi 10.1016/j.ipm.2021.102836."""
_EVERY = {"UDS_IH2": 6, "UW": 3}
"""Of a training part, every so many sentences are enough for a line with five weights."""
_FEWEST = 10
"""Predicates below which a row says nothing."""


class Answered(msgspec.Struct, frozen=True):
    """A sentence with what the model says of each of its predicates."""

    sentence: FactualitySentence
    told: tuple[Told | None, ...]

    def table(self, value: Value) -> Table:
        """Return which gold value met which found one."""
        return value_table(self.sentence, [value(each) for each in self.told])


def scores(corpora: Path, ask: Ask | None = None) -> list[Score]:
    """Return the scores of factuality on the corpora in the folder `corpora`; the bundled reader where `ask` is None.

    Raises:
        UsageError: The bundled reader has no encoder.
        UnreadableError: A corpus is not there, or malformed.
    """
    asks = ask or asking(load_config())
    return [score for name in NAMES for score in part_scores(corpora, name, asks)]


def asking(config: ReaderConfig) -> Ask:
    """Return what asks the model of a reader's configuration.

    Raises:
        UsageError: It has no encoder.
    """
    own = config.only("sentences", "encoder")
    if len(own.components) < 2:
        raise UsageError(f"reader {config.name!r}: without `sentences` and `encoder` there is no model to ask")
    reader = Reader(own)
    return lambda text, spans: told_of(reader.find(Report.of_text(text)), spans)


def part_scores(corpora: Path, name: str, ask: Ask) -> Iterator[Score]:
    """Yield the scores on the dev part of one corpus, and what values are made of by its training part."""
    dev = tuple(_answered(sentences(corpora, name, "dev"), ask))
    trivial = [value_table(each.sentence, [HIGHEST] * len(each.told)) for each in dev]
    for way, value, files in _ways(corpora, name, ask, dev):
        tables = tuple(each.table(value) for each in dev)
        yield Score(
            corpus=f"{name} dev", files=files, metric=f"factuality correlation, {way}",
            n=sum(len(each.told) for each in dev), tables=tables, agreement=pearson, reference=PUBLISHED[f"{name} dev"],
        )  # fmt: skip
        for metric, count in (("factuality, side of 0", same_side), ("not happened F1", not_happened)):
            counts = tuple(map(count, tables))
            n = sum(each.gold for each in counts)
            if n < _FEWEST:
                continue
            yield Score(
                corpus=f"{name} dev", files=files, metric=f"{metric}, {way}", n=n, counts=counts,
                baseline=f1(map(count, trivial)), baseline_name=BASELINE,
            )  # fmt: skip


def _ways(corpora: Path, name: str, ask: Ask, dev: Sequence[Answered]) -> Iterator[tuple[str, Value, tuple[str, ...]]]:
    """Yield the ways to a value that the model has: their names, themselves, and the files they come from."""
    files = (file_of(name, "dev"),)
    if any(each is not None and each.factuality is not None for one in dev for each in one.told):
        yield "trained", _trained, files
        return
    yield "plain", _plain, files
    train = islice(sentences(corpora, name, "train"), None, None, _EVERY.get(name, 1))
    cases = [
        (told.auxiliaries, predicate.value)
        for each in _answered(train, ask)
        for told, predicate in zip(each.told, each.sentence.predicates, strict=True)
        if told is not None
    ]
    line = fitted(cases)
    yield "fitted", lambda told: HIGHEST if told is None else line.value(told.auxiliaries), (
        *files, file_of(name, "train"),
    )  # fmt: skip


def _answered(given: Iterator[FactualitySentence], ask: Ask) -> Iterator[Answered]:
    for each in given:
        yield Answered(each, tuple(ask(each.text, each.predicates)))


def _trained(told: Told | None) -> float:
    return HIGHEST if told is None or told.factuality is None else told.factuality


def _plain(told: Told | None) -> float:
    return HIGHEST if told is None else plain_value(told.auxiliaries)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row for each score and return the exit code."""
    return print_scores(arguments, __doc__, lambda corpora, config: scores(corpora, asking(config)))


if __name__ == "__main__":
    sys.exit(main())
