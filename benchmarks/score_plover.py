"""Scores of PLOVER types of sentences whose source and target are given: PLV train, and what of AW is not trained on.

    python -m benchmarks.score_plover [--reader FILE]

*Zero-shot* rows learn nothing from these sentences, though other sentences of AW may have trained the model: of the
events of a sentence, the one whose actor and recipient overlap the source and the target most, with the probability
that it is an event added, gives its type. In the *5-fold* rows a logistic regression on the log probabilities of the
types of that event and the mean state of its trigger learns from four fifths and is scored on the fifth, each sentence
once; sentences that occur again are in one fold. The penalty of its weights was set beforehand. Neither holds for a
model that was itself trained on these sentences.

Types are those of PLV (YIELD is our CONCEDE and RETREAT), macro F1 over the 15; *class* is verbal or material
cooperation or conflict; AW has the *side* alone. The trivial baselines: the commonest label, and a list of words: those
that are triggers more often than not in our own training part, with their commonest type there; of several in a
sentence the one nearest to its middle. Where a sentence has none of them, the commonest label. Intervals resample
sentences.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast

import msgspec
import numpy as np
from benchmarks.event_baselines import trigger_words
from benchmarks.happening_spans import told_of
from benchmarks.scores_printed import print_scores
from benchmarks.softmax_regression import Matrix, train
from training.corpus_files import load_split

from sayso.core.errors import UsageError
from sayso.core.reading import EventType, Findings
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.evaluation.agreement import Table, pair_table
from sayso.evaluation.plover_sentences import (
    AW_FILE,
    FOLDS,
    PLV_FILE,
    ROOTS,
    SIDES,
    MarkedSentence,
    aw,
    class_of,
    fold_of,
    label_counts,
    macro_f1,
    plv,
    root_of,
    side_of,
)
from sayso.evaluation.score import Score
from sayso.reading.encoder.component import encoded_report
from sayso.reading.event.decode import found_happenings
from sayso.reading.event.labels import BEGINS, KINDS
from sayso.reading.model_files import Floats
from sayso.reading.reader import Reader, ReaderConfig, load_config

CORPORA = ("plv train", "aw held out")
"""What is scored here, by name."""
PENALTY = 0.02
"""Of the weights of the 5-fold rows, which learn from a few hundred sentences with some four hundred features."""
BASELINE = "list of words"
PUBLISHED = {
    "type": "ZSP 82.4, GPT-4 61.5, GPT-3.5 40.9, zero-shot, on PLV test (Hu et al. 2024)",
    "class": "ZSP 89.6, GPT-4 76.7, GPT-3.5 66.2, zero-shot, on PLV test (Hu et al. 2024)",
}
_LEAST = 0.1
"""Probability of a trigger from which a word may tell what a sentence tells; where none has it, the likeliest may."""
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_TYPES = tuple(place for place, kind in enumerate(KINDS) if kind.isupper())


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the model says of the event between a source and a target.

    Attributes:
        root: Its type, as PLV names it.
        features: Log probabilities of PLOVER's types and the mean state of the trigger [types + width].
    """

    root: str
    features: Floats


Ask = Callable[[MarkedSentence], Asked]
Relabel = Callable[[str], str]


def scores(corpora: Path, ask: Ask | None = None) -> list[Score]:
    """Return the scores on the corpora in the folder `corpora`; the bundled reader where `ask` is None.

    Raises:
        UsageError: The bundled reader has no encoder.
        UnreadableError: A corpus is not there, or malformed.
    """
    asks = ask or asking(load_config())
    own = [report for report in load_split("train") if "events" in report.layers]
    roots = {word: root_of(cast(EventType, kind)) for word, kind in trigger_words(own).items() if kind.isupper()}
    return [*_plv_scores(plv(corpora), asks, roots), *_aw_scores(aw(corpora), asks, roots)]


def asking(config: ReaderConfig) -> Ask:
    """Return what asks the model of a reader's configuration.

    Raises:
        UsageError: It has no encoder.
    """
    own = config.only("sentences", "encoder")
    if len(own.components) < 2:
        raise UsageError(f"reader {config.name!r}: without `sentences` and `encoder` there is no model to ask")
    reader = Reader(own)
    return lambda sentence: asked_of(sentence, reader.find(Report.of_text(sentence.text)))


def asked_of(sentence: MarkedSentence, found: Findings) -> Asked:
    """Return what the model says of the event whose arguments fit the source and the target best.

    Raises:
        ReadingError: There was no encoder, or a head of the model failed.
        UsageError: The sentence has no word to read.
    """
    report = encoded_report(found, "plover sentences")
    if not len(report.pieces):
        raise UsageError(f"{sentence.name}: the sentence has no word to read")
    likeliest = max(float(_begins(logits).max()) for logits in report.encoded.logits["trigger"])
    best: tuple[float, Span] | None = None
    for each in found_happenings(report, min(_LEAST, likeliest)):
        if not each.kind.isupper():
            continue
        actors, recipients, (trigger,) = (
            [Span.of(sentence.text, int(report.pieces.starts[first]), int(report.pieces.ends[last - 1]))
             for first, last in ranges]
            for ranges in (each.parts.get("actor", ()), each.parts.get("recipient", ()), (each.trigger,))
        )  # fmt: skip
        fit = _overlap(actors, sentence.sources) + _overlap(recipients, sentence.targets) + each.trigger_probability
        if best is None or fit > best[0]:
            best = fit, trigger
    span = best[1] if best is not None else Span.of(sentence.text, 0, len(sentence.text))
    told = next(each for each in told_of(found, [span]) if each is not None)  # a trigger has pieces
    types = told.kinds[list(_TYPES)]
    kind = cast(EventType, KINDS[_TYPES[int(types.argmax())]])
    return Asked(root=root_of(kind), features=np.concatenate([types, told.state]))


def _begins(logits: Floats) -> Floats:
    """Return the probability [pieces] that a trigger begins there."""
    weights = np.exp(logits - logits.max(1, keepdims=True))
    chances: Floats = (weights / weights.sum(1, keepdims=True))[:, BEGINS]
    return chances


def _overlap(found: Sequence[Span], marked: Sequence[Span]) -> float:
    """Return the largest share of the shorter of two spans that both have."""
    shares = [
        max(min(one.end, other.end) - max(one.start, other.start), 0)
        / min(one.end - one.start, other.end - other.start)
        for one in found
        for other in marked
    ]
    return max(shares, default=0.0)


def _plv_scores(sentences: Sequence[MarkedSentence], ask: Ask, roots: Mapping[str, str]) -> Iterator[Score]:
    asked = [ask(each) for each in sentences]
    gold = [each.label for each in sentences]
    majority = Counter(gold).most_common(1)[0][0]
    listed = [_listed(each.text, roots, majority) for each in sentences]
    for way, found in (("zero-shot", [each.root for each in asked]), ("5-fold", folded(sentences, asked))):
        for name, relabel in (("type", str), ("class", class_of)):
            yield _macro(
                CORPORA[0], PLV_FILE, f"{name}, {way}", relabel, sentences, found, listed, majority,
                reference=PUBLISHED[name],
            )  # fmt: skip
        tables = _tables(sentences, found, str)
        for root in ROOTS:
            yield Score(
                corpus=CORPORA[0], files=(PLV_FILE,), metric=f"{root} F1, {way}", n=gold.count(root),
                counts=label_counts(tables, root),
            )  # fmt: skip


def _aw_scores(sentences: Sequence[MarkedSentence], ask: Ask, roots: Mapping[str, str]) -> Iterator[Score]:
    asked = [ask(each) for each in sentences]
    majority = Counter(each.label for each in sentences).most_common(1)[0][0]
    listed = [side_of(root) if (root := _listed(each.text, roots, "")) else majority for each in sentences]
    for way, found in (
        ("zero-shot", [str(side_of(each.root)) for each in asked]),
        ("5-fold", folded(sentences, asked)),
    ):
        yield _macro(CORPORA[1], AW_FILE, f"side, {way}", str, sentences, found, listed, majority)
        tables = _tables(sentences, found, str)
        for side in SIDES:
            counts = label_counts(tables, side)
            yield Score(
                corpus=CORPORA[1], files=(AW_FILE,), metric=f"{side} F1, {way}", n=sum(each.gold for each in counts),
                counts=counts,
            )  # fmt: skip


def _macro(
    corpus: str, file: str, metric: str, relabel: Relabel, sentences: Sequence[MarkedSentence], found: Sequence[str],
    listed: Sequence[str], majority: str, reference: str | None = None,
) -> Score:  # fmt: skip
    """Return macro F1 of relabelled labels beside the trivial baselines."""
    trivial = macro_f1(_tables(sentences, [majority] * len(sentences), relabel))
    return Score(
        corpus=corpus, files=(file,), metric=f"{metric}, macro F1", n=len(sentences),
        tables=_tables(sentences, found, relabel), agreement=macro_f1,
        baseline=macro_f1(_tables(sentences, listed, relabel)), baseline_name=BASELINE,
        more_baselines={"commonest label": trivial}, reference=reference,
    )  # fmt: skip


def _tables(sentences: Sequence[MarkedSentence], found: Sequence[str], relabel: Relabel) -> tuple[Table, ...]:
    return tuple(
        pair_table(each.name, [relabel(each.label)], [relabel(label)])
        for each, label in zip(sentences, found, strict=True)
    )


def folded(sentences: Sequence[MarkedSentence], asked: Sequence[Asked]) -> list[str]:
    """Return the label of each sentence by a regression that has not seen its fold."""
    rows: Matrix = np.array([each.features for each in asked], float)
    folds = np.array([fold_of(each) for each in sentences])
    labels = np.array([each.label for each in sentences])
    found = [""] * len(sentences)
    for fold in range(FOLDS):
        held = np.flatnonzero(folds == fold)
        if not len(held):
            continue
        model = train(rows[folds != fold], labels[folds != fold].tolist(), penalty=PENALTY)
        for place, label in zip(held.tolist(), model.best(rows[held]), strict=True):
            found[place] = label
    return found


def _listed(text: str, roots: Mapping[str, str], otherwise: str) -> str:
    """Return the type of the listed word nearest to the middle of `text`."""
    middle = len(text) / 2
    known = [match for match in _WORD.finditer(text) if match[0].lower() in roots]
    nearest = min(known, key=lambda match: abs(match.start() - middle), default=None)
    return otherwise if nearest is None else roots[nearest[0].lower()]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row for each score and return the exit code."""
    return print_scores(arguments, __doc__, lambda corpora, config: scores(corpora, asking(config)))


if __name__ == "__main__":
    sys.exit(main())
