"""Whether the confidence of events means what it says: of those with 0.8, eight in ten have a right trigger and type.

Confidences and outcomes of a document are kept as a table of (confidence, `right` or `wrong`), so that the figure is
one over documents and its interval comes from resampling them.

Source:
    Guo, Pleiss, Sun & Weinberger 2017, On calibration of modern neural networks (expected calibration error);
    Nguyen & O'Connor 2015, Posterior calibration and exploratory analysis for natural language processing models (bins
    of equal mass).
"""

from collections.abc import Iterable

from sayso.evaluation.agreement import Table
from sayso.evaluation.happenings import EventCase

BINS = 10
_RIGHT, _WRONG = "right", "wrong"


def type_table(case: EventCase) -> Table:
    """Return the events found in a document by their confidence and whether an annotated one has the same type."""
    right = {other.id for one, other in case.pairs() if one.type == other.type}
    cells: dict[tuple[str, str], float] = {}
    for each in case.found.events:
        cell = (repr(each.confidence), _RIGHT if each.id in right else _WRONG)
        cells[cell] = cells.get(cell, 0) + 1
    return Table(document=case.document, cells=cells)


def calibration_error(tables: Iterable[Table], bins: int = BINS) -> float | None:
    """Return the expected calibration error: the mean gap of confidence and share right; None without any event.

    Events are put into `bins` of equal mass by their confidence; those of one confidence share its outcomes evenly, so
    that the order in which they come does not matter.

    >>> calibration_error([Table(document="a", cells={("0.75", "right"): 3, ("0.75", "wrong"): 1})])
    0.0
    """
    outcomes: dict[float, tuple[float, float]] = {}
    for table in tables:
        for (written, outcome), number in table.cells.items():
            all_told, right = outcomes.get(float(written), (0.0, 0.0))
            outcomes[float(written)] = all_told + number, right + number * (outcome == _RIGHT)
    total = sum(number for number, _ in outcomes.values())
    if not total:
        return None
    gaps, size = [0.0] * bins, total / bins
    filled = 0.0
    for confidence, (number, right) in sorted(outcomes.items()):
        gap, left = confidence - right / number, number
        while left > 1e-9:
            place = min(int(filled / size + 1e-9), bins - 1)
            taken = left if place == bins - 1 else min(left, (place + 1) * size - filled)
            gaps[place] += gap * taken
            filled += taken
            left -= taken
    return sum(map(abs, gaps)) / total


def calibration(tables: Iterable[Table]) -> float | None:
    """Return one less the expected calibration error, so that more is better; None without any event."""
    error = calibration_error(tables)
    return None if error is None else 1 - error
