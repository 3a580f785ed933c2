"""Attribution scores on PolNeAR dev and on the development part of our own corpus.

    python -m benchmarks.score_attributions [--corpus NAME] [--reader FILE | --baseline NAME] [--cache FILE] [--errors]

Rows: *span* F1 counts runs of words of one piece as a tagger is scored, pieces as they were cut (`layers`); *whole* F1
all the pieces of a role of one attribution, *overlap* if something of them is shared; *linked* F1 attributions whose
source, cue and content are all right to the character, or each share half of the longer span (`attributions`); *direct*
rows are counted as in `score_quotations`; kappa and Krippendorff's alpha are over words (`layers`), of all roles
together and of each against all else. Stance, manner and nesting are judged where the content was found, stance also by
the manner that gold has; `found` rows keep the misses in the denominator. *Nested* are those whose cue stands in the
content of another. PolNeAR marks no attribution inside another, so nested ones are not scored there, and it has no
stance.

The reference is one annotator against another, counted by the same functions. PolNeAR: all pairs of annotators
of the 16 train documents that several annotated, counts summed over pairs; kappa of the 18 of train and dev; alpha of
those 16, all annotators of a document at once. Own dev: the reports annotated twice; stance where both have the
content.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.attribution_baselines import CUE_AND_REST, RULES, cue_and_rest, rules_alone
from benchmarks.attribution_corpora import (
    AttributionCorpus,
    Read,
    cases,
    own_annotators,
    own_dev,
    polnear_annotators,
    polnear_coders,
    polnear_dev,
    predictions,
    reader_of,
)
from benchmarks.attribution_errors import tally
from benchmarks.attribution_rows import DIRECT, ROWS, Coders, Compared, Row

from sayso.core.errors import SaysoError
from sayso.evaluation.agreement import Table, krippendorff_alpha
from sayso.evaluation.attributions import Case, confidences
from sayso.evaluation.bootstrap import interval, interval_of
from sayso.evaluation.calibration import Judged, brier, calibration_error, reliability
from sayso.evaluation.polnear import Split
from sayso.evaluation.score import Score
from sayso.reading.reader import load_config

CORPORA = ("polnear dev", "own dev")
"""What is scored here, by name."""
BASELINES: dict[str, Callable[[], Read]] = {CUE_AND_REST: cue_and_rest, RULES: rules_alone}


def scores(corpora: Path) -> list[Score]:
    """Return the scores of the bundled reader; those of direct quotations on PolNeAR are in `score_quotations`.

    Raises:
        UsageError: PolNeAR is not there.
    """
    read = reader_of(load_config())
    found = []
    for name in CORPORA:
        corpus = load(name, corpora)
        found += [
            each
            for each in score(corpus, compare(corpus, read), corpora)
            if corpus.is_whole or each.metric not in DIRECT
        ]
    return found


def load(name: str, corpora: Path | None) -> AttributionCorpus:
    """Return the corpus of that name, one of CORPORA; `corpora` is the folder of public ones.

    Raises:
        UsageError: It is not there.
    """
    return polnear_dev(corpora) if name == "polnear dev" and corpora else own_dev()


def compare(corpus: AttributionCorpus, read: Read, *, cache: Path | None = None) -> Compared:
    """Return a corpus with what `read` finds in it.

    Args:
        corpus: What is read.
        read: From a text to its attributions.
        cache: File of the reader's earlier predictions (`attribution_corpora.predictions`).

    Raises:
        UsageError: The cache does not fit.
    """
    found = predictions(corpus, read, cache)
    return Compared(normalised=cases(corpus, found), as_cut=cases(corpus, found, as_cut=True))


def score(corpus: AttributionCorpus, ours: Compared, corpora: Path | None) -> list[Score]:
    """Return the scores of what was found in a corpus, beside those of the baselines and of annotators.

    Raises:
        UsageError: The corpus of the annotators is not there.
    """
    baselines = {name: compare(corpus, make()) for name, make in BASELINES.items()}
    annotators = {has_tables: _annotators(corpus, corpora, has_tables=has_tables) for has_tables in (False, True)}
    coders = [] if corpus.is_whole or corpora is None else list(polnear_coders(corpora, ["train"]))
    found = []
    for row in ROWS:
        if row.needs_stance and not corpus.is_whole:
            continue
        others = {name: row.figure(each) for name, each in baselines.items()}
        majority = row.majority(ours)
        name, figure = majority or (CUE_AND_REST, others.pop(CUE_AND_REST))
        found.append(
            Score(
                corpus=corpus.name,
                files=corpus.files,
                folder=corpus.folder,
                metric=row.metric,
                n=row.n(ours),
                counts=row.counts(ours),
                tables=row.tables(ours),
                agreement=row.agreement,
                baseline=figure,
                baseline_name=name,
                more_baselines=others,
                reference=_reference(row, annotators[row.table is not None], coders),
            )
        )
    return found


def judged(found: Sequence[Case]) -> list[Judged]:
    """Return of each document the confidences, and whether source, cue and content each share half of a gold one's."""
    return [Judged(document=case.document, predictions=confidences(case)) for case in found]


def _annotators(corpus: AttributionCorpus, corpora: Path | None, *, has_tables: bool) -> Compared:
    if corpus.is_whole or corpora is None:
        return Compared(normalised=own_annotators(), as_cut=own_annotators(as_cut=True))
    splits: Sequence[Split] = ("train", "dev") if has_tables else ("train",)
    return Compared(
        normalised=polnear_annotators(corpora, splits), as_cut=polnear_annotators(corpora, splits, as_cut=True)
    )


def _reference(row: Row, annotators: Compared, coders: Sequence[Coders]) -> str | None:
    if row.coincidences and coders:
        return _alpha_of_all([row.coincidences(*each) for each in coders])
    figure = row.figure(annotators)
    if figure is None:
        return None
    pairs = len(annotators.normalised)
    number = f", n {row.n(annotators)}" if row.is_stance else ""
    return f"annotators {100 * figure:.1f} with each other, {annotators.documents} documents, {pairs} pairs{number}"


def _alpha_of_all(tables: Sequence[Table]) -> str | None:
    alpha, bounds = krippendorff_alpha(tables), interval_of(tables, krippendorff_alpha)
    if alpha is None:
        return None
    low_high = f" ({'–'.join(f'{100 * bound:.1f}' for bound in bounds)})" if bounds else ""
    return f"annotators {100 * alpha:.1f}{low_high}, all of a document at once, {len(tables)} documents"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores, the calibration, and with `--errors` what goes wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.score_attributions")
    parser.add_argument("--corpus", choices=CORPORA, help="score on this alone")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--reader", type=Path, help="a reader configuration; the bundled one if none is given")
    which.add_argument("--baseline", choices=BASELINES, help="score a baseline in the reader's place")
    parser.add_argument("--cache", type=Path, help="file of predictions of this reader, made where it is not there")
    parser.add_argument("--errors", action="store_true", help="print the commonest kinds of error with examples")
    options = parser.parse_args(arguments)
    folder = os.environ.get("SAYSO_CORPORA")
    try:
        read = BASELINES[options.baseline]() if options.baseline else reader_of(load_config(options.reader))
        for name in [options.corpus] if options.corpus else CORPORA:
            if name == "polnear dev" and not folder:
                print(f"{name}: skipped: SAYSO_CORPORA is not set")
                continue
            _show(name, Path(folder) if folder else None, read, options)
    except SaysoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _show(name: str, corpora: Path | None, read: Read, options: argparse.Namespace) -> None:
    corpus = load(name, corpora)
    ours = compare(corpus, read, cache=options.cache)
    print(f"\n{name}: {len(corpus.documents)} documents")
    for row in score(corpus, ours, corpora):
        bounds = interval_of(row.tables, row.agreement) if row.tables else interval(row.counts)
        figures = " ".join(
            _percent(figure) for figure in (row.figure, *(bounds or (None, None)), row.precision, row.recall)
        )
        baselines = " ".join(_percent(figure) for figure in (row.baseline, *row.more_baselines.values()))
        print(f"{row.metric:24} n {row.n:6}  {figures}  baselines {baselines}  {row.reference or ''}")
    _show_calibration(judged(ours.normalised))
    if options.errors:
        print(tally(ours.normalised))


def _show_calibration(documents: Sequence[Judged]) -> None:
    for name, statistic in (("expected calibration error", calibration_error), ("Brier score", brier)):
        print(f"{name}: " + " ".join(map(_percent, (statistic(documents), *(interval_of(documents, statistic) or ())))))
    for band in reliability(documents):
        print(f"confidence from {band.low:.1f}: n {band.n}, mean {band.confidence:.3f}, right {band.right:.3f}")


def _percent(figure: float | None) -> str:
    return "    –" if figure is None else f"{100 * figure:5.1f}"


if __name__ == "__main__":
    sys.exit(main())
