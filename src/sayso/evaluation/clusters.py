"""Coreference scores: how alike two clusterings of mentions are.

The mentions of the two need not be the same: one that only one side has is wrong or missed. A mention without company
is a cluster of its own, on both sides.

Source:
    MUC: Vilain et al. 1995, A model-theoretic coreference scoring scheme. B-cubed: Bagga & Baldwin 1998, Algorithms for
    scoring coreference chains. CEAF-e: Luo 2005, On coreference resolution performance metrics (entity-based, with the
    similarity phi-4). LEA: Moosavi & Strube 2016, Which coreference evaluation metric do you trust? CoNLL: Pradhan
    et al. 2012 (mean F1 of the first three).
"""

from collections.abc import Collection, Hashable, Iterable, Sequence

import msgspec

from sayso.evaluation.matching import best_pairs

Cluster = frozenset[Hashable]


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """Precision and recall of one document, each as what was reached and what could be.

    Attributes:
        precise: Of `predicted`.
        predicted: What was said.
        recalled: Of `gold`.
        gold: What is to be said.
    """

    precise: float
    predicted: float
    recalled: float
    gold: float


def f1_of(parts: Iterable[Agreement]) -> float | None:
    """Return F1 over all documents; None where there is nothing to score.

    >>> f1_of([Agreement(precise=1, predicted=2, recalled=1, gold=2)])
    0.5
    """
    found = list(parts)
    predicted, gold = sum(part.predicted for part in found), sum(part.gold for part in found)
    if not predicted and not gold:
        return None
    precision = sum(part.precise for part in found) / predicted if predicted else 0.0
    recall = sum(part.recalled for part in found) / gold if gold else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def muc(gold: Collection[Cluster], found: Collection[Cluster]) -> Agreement:
    """Count links: as many as are needed to hold the clusters together. Those of both are the same either way."""
    pieces = [one & other for one in gold for other in found if one & other]
    both = float(sum(len(piece) for piece in pieces) - len(pieces))
    return Agreement(precise=both, predicted=_links(found), recalled=both, gold=_links(gold))


def b_cubed(gold: Collection[Cluster], found: Collection[Cluster]) -> Agreement:
    """Count mentions, each by the share of its cluster that it is with in the other clustering too."""
    return Agreement(
        precise=_shares(found, gold), predicted=_size(found), recalled=_shares(gold, found), gold=_size(gold)
    )


def ceaf_e(gold: Collection[Cluster], found: Collection[Cluster]) -> Agreement:
    """Count clusters, each by its likeness (Dice) to the one it is paired with, in the best one-to-one pairing."""
    rows, columns = list(gold), list(found)
    total = 0.0
    for own, others in _linked(rows, columns):  # what shares no mention, not even by way of others, pairs for nothing
        likeness = {
            (row, column): 2 * len(rows[row] & columns[column]) / (len(rows[row]) + len(columns[column]))
            for row in own
            for column in others
        }
        pairs = best_pairs(
            {pair: 1 + alike for pair, alike in likeness.items()}
        )  # all may be paired: 1 changes nothing
        total += sum(likeness[pair] for pair in pairs)
    return Agreement(precise=total, predicted=len(found), recalled=total, gold=len(gold))


def lea(gold: Collection[Cluster], found: Collection[Cluster]) -> Agreement:
    """Count mentions, each by the share of its cluster's links that the other clustering has too."""
    return Agreement(
        precise=_resolved(found, gold), predicted=_size(found), recalled=_resolved(gold, found), gold=_size(gold)
    )


def conll(documents: Iterable[Sequence[Agreement]]) -> float | None:
    """Return the mean F1 of MUC, B-cubed and CEAF-e, in this order for each document; None if there is nothing."""
    figures = [f1_of(parts) for parts in zip(*documents, strict=True)]
    return sum(figure or 0.0 for figure in figures) / len(figures) if figures else None


def _linked(gold: Sequence[Cluster], found: Sequence[Cluster]) -> list[tuple[list[int], list[int]]]:
    """Return the indices of clusters that share mentions, directly or by way of others, those of the two sides."""
    at: dict[Hashable, list[int]] = {}
    for column, cluster in enumerate(found):
        for mention in cluster:
            at.setdefault(mention, []).append(column)
    parts: list[tuple[set[int], set[int]]] = []
    for row, cluster in enumerate(gold):
        own, others = {row}, {column for mention in cluster for column in at.get(mention, ())}
        for part in [part for part in parts if part[1] & others]:
            parts.remove(part)
            own, others = own | part[0], others | part[1]
        if others:
            parts.append((own, others))
    return [(sorted(own), sorted(others)) for own, others in parts]


def _links(clusters: Collection[Cluster]) -> float:
    return float(sum(len(each) - 1 for each in clusters))


def _size(clusters: Collection[Cluster]) -> float:
    return float(sum(len(each) for each in clusters))


def _shares(clusters: Collection[Cluster], others: Collection[Cluster]) -> float:
    return sum(len(one & other) ** 2 / len(one) for one in clusters for other in others)


def _resolved(clusters: Collection[Cluster], others: Collection[Cluster]) -> float:
    """Sum the size of each cluster, times the share of its links that `others` have; alone, its link is to itself."""
    total = 0.0
    for one in clusters:
        if len(one) == 1:
            total += sum(one == other for other in others)
            continue
        both = sum(_pairs(len(one & other)) for other in others)
        total += len(one) * both / _pairs(len(one))
    return total


def _pairs(size: int) -> float:
    return size * (size - 1) / 2
