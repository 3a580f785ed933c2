"""Scores: counts per document, so that a figure can be recomputed and its interval found by resampling documents."""

from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from sayso.core.errors import UsageError
from sayso.evaluation.agreement import Table, cohen_kappa


class DocumentCounts(msgspec.Struct, frozen=True, kw_only=True):
    """What was counted in one document.

    Attributes:
        document: Name of the document in its corpus.
        true_positive: Predicted items that the gold standard has.
        predicted: Predicted items, right or wrong.
        gold: Items of the gold standard, found or missed.

    Raises:
        UsageError: A count is negative, or more are right than were predicted or exist.
    """

    document: str
    true_positive: int
    predicted: int
    gold: int

    def __post_init__(self) -> None:
        if self.true_positive < 0 or self.true_positive > min(self.predicted, self.gold):
            raise UsageError(
                f"document {self.document!r}: {self.true_positive} true positives of "
                f"{self.predicted} predicted and {self.gold} gold items cannot be"
            )


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """One figure of the quality gate: F1 over the summed counts of a corpus's documents, or agreement over tables.

    Attributes:
        corpus: Name of the corpus and its part, e.g. `ud_ewt dev`.
        files: The files it was measured on, paths relative to `folder`, in a stable order.
        folder: The folder of a corpus that is kept elsewhere than the public ones; null for the folder of corpora.
        metric: What is measured, e.g. `sentence F1`.
        n: Gold items (misses stay in the denominator), or units that both sides label.
        counts: One entry per document, in a stable order; empty where there are tables.
        tables: Where the figure is one of agreement, one entry per document, in a stable order; else empty.
        agreement: What is computed from the tables: Cohen's kappa or Krippendorff's alpha.
        baseline: Figure of the trivial baseline on the same documents; null where there is none.
        baseline_name: What the baseline does, in a few words.
        more_baselines: Figures of further trivial baselines, by what they do.
        reference: Published or annotators' figure with its citation; null where none is known.

    Raises:
        UsageError: There are both counts and tables, or neither.
    """

    corpus: str
    files: tuple[str, ...]
    metric: str
    n: int
    counts: tuple[DocumentCounts, ...] = ()
    tables: tuple[Table, ...] = ()
    agreement: Callable[[Iterable[Table]], float | None] = cohen_kappa
    folder: Path | None = None
    baseline: float | None = None
    baseline_name: str | None = None
    more_baselines: dict[str, float | None] = {}
    reference: str | None = None

    def __post_init__(self) -> None:
        if bool(self.counts) == bool(self.tables):
            raise UsageError(f"{self.corpus}, {self.metric}: give counts for an F1 or tables of agreement, not both")

    @property
    def figure(self) -> float | None:
        """What is reported and held against the floor; None where nothing was scored."""
        return self.agreement(self.tables) if self.tables else self.f1

    @property
    def documents(self) -> int:
        """How many documents were scored."""
        return len(self.tables or self.counts)

    @property
    def precision(self) -> float | None:
        """Precision over all documents; None where nothing was predicted."""
        return precision(self.counts)

    @property
    def recall(self) -> float | None:
        """Recall over all documents; None where there is no gold item."""
        return recall(self.counts)

    @property
    def f1(self) -> float | None:
        """F1 over all documents; None where nothing was predicted and there is no gold item."""
        return f1(self.counts)


def precision(counts: Iterable[DocumentCounts]) -> float | None:
    """Return summed true positives over summed predictions, or None where nothing was predicted."""
    true_positive, predicted, _ = totals(counts)
    return true_positive / predicted if predicted else None


def recall(counts: Iterable[DocumentCounts]) -> float | None:
    """Return summed true positives over summed gold items, or None where there is no gold item."""
    true_positive, _, gold = totals(counts)
    return true_positive / gold if gold else None


def f1(counts: Iterable[DocumentCounts]) -> float | None:
    """Return F1 from summed counts (micro average), or None where nothing was scored.

    >>> f1([DocumentCounts(document="a", true_positive=2, predicted=3, gold=5)])
    0.5
    """
    true_positive, predicted, gold = totals(counts)
    return 2 * true_positive / (predicted + gold) if predicted + gold else None


def totals(counts: Iterable[DocumentCounts]) -> tuple[int, int, int]:
    """Return (true positives, predicted, gold), each summed over documents."""
    true_positive = predicted = gold = 0
    for count in counts:
        true_positive += count.true_positive
        predicted += count.predicted
        gold += count.gold
    return true_positive, predicted, gold
