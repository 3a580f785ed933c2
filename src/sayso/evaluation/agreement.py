"""Agreement beyond chance over units that every coder labels: Cohen's kappa, Krippendorff's alpha.

What is counted in each document is kept as a table, so that figures of several documents come from summed tables and
their intervals from resampling documents (`bootstrap.interval_of`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from sayso.core.errors import UsageError


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """How often labels met in one document.

    Attributes:
        document: Name of the document in its corpus.
        cells: Of each pair of labels, how often they met. For `cohen_kappa` the first coder's label and the second's,
            in units; for `krippendorff_alpha` coincidences, which are symmetric and sum to the number of labels.
    """

    document: str
    cells: dict[tuple[str, str], float]


def pair_table(document: str, first: Sequence[str], second: Sequence[str]) -> Table:
    """Return how often each label of the first coder met each of the second.

    Args:
        document: Its name.
        first: Label of each unit, by the first coder.
        second: Label of each of the same units, by the second.

    Raises:
        UsageError: The two do not label as many units.
    """
    if len(first) != len(second):
        raise UsageError(f"document {document!r}: {len(first)} labels against {len(second)}; both must label all units")
    return Table(document=document, cells=dict(Counter(zip(first, second, strict=True))))


def coincidences(document: str, coders: Sequence[Sequence[str]]) -> Table:
    """Return the coincidence matrix of two or more coders who all labelled every unit.

    Each ordered pair of the m labels of a unit counts 1/(m - 1), so that the cells sum to the number of labels.

    Args:
        document: Its name.
        coders: Of each coder, the label of each unit.

    Raises:
        UsageError: There are fewer than two coders, or they do not label as many units.

    Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability.
    """
    if len(coders) < 2 or len({len(labels) for labels in coders}) != 1:
        raise UsageError(
            f"document {document!r}: {[len(each) for each in coders]} labels by coder; all label all units"
        )
    cells: Counter[tuple[str, str]] = Counter()
    for labels in zip(*coders, strict=True):
        numbers = Counter(labels)
        for one, number in numbers.items():
            for other, another in numbers.items():
                cells[one, other] += number * (another - (one == other))
    return Table(
        document=document, cells={pair: number / (len(coders) - 1) for pair, number in cells.items() if number}
    )


def cohen_kappa(tables: Iterable[Table]) -> float | None:
    """Return agreement of two coders beyond chance; None without units, or where both always give one same label.

    Source: Cohen 1960, A coefficient of agreement for nominal scales.

    >>> cohen_kappa([pair_table("d", "aabb", "abba")])
    0.0
    """
    cells = _summed(tables)
    n = sum(cells.values())
    if not n:
        return None
    first, second = _margin(cells, 0), _margin(cells, 1)
    expected = sum(first[label] * second[label] for label in first) / (n * n)
    if expected == 1:
        return None
    return (sum(number for (one, other), number in cells.items() if one == other) / n - expected) / (1 - expected)


def krippendorff_alpha(tables: Iterable[Table]) -> float | None:
    """Return nominal alpha from coincidences (`coincidences`); None without units, or where only one label occurs.

    Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability.
    """
    cells = _summed(tables)
    n = sum(cells.values())
    margin = _margin(cells, 0)
    expected = n * n - sum(number * number for number in margin.values())
    if len(margin) < 2 or not expected:
        return None
    observed = sum(number for (one, other), number in cells.items() if one != other)
    return 1 - (n - 1) * observed / expected


def _summed(tables: Iterable[Table]) -> dict[tuple[str, str], float]:
    cells: dict[tuple[str, str], float] = defaultdict(float)
    for table in tables:
        for pair, number in table.cells.items():
            cells[pair] += number
    return cells


def _margin(cells: dict[tuple[str, str], float], side: int) -> dict[str, float]:
    margin: dict[str, float] = defaultdict(float)
    for pair, number in cells.items():
        margin[pair[side]] += number
    return margin
