"""Every number of the scorer of time expressions, on a case made for this test."""

import pytest

from sayso.core.errors import GroundingError
from sayso.core.reading import TimexType
from sayso.evaluation.score import f1
from sayso.evaluation.time_scores import MEASURES, Measure, count_times
from sayso.evaluation.times import TimeDocument, TimeValue

TEXT = "On Sunday morning, two days after 5 May 2020, they left for three weeks; every Friday they call."


def time(words: str, kind: TimexType, value: str | None) -> TimeValue:
    start = TEXT.index(words)
    return TimeValue(start=start, end=start + len(words), type=kind, value=value)


GOLD = (
    time("Sunday morning", "TIME", "2020-05-10TMO"),
    time("two days after 5 May 2020", "DATE", "2020-05-07"),
    time("three weeks", "DURATION", "P3W"),
    time("every Friday", "SET", "XXXX-WXX-5"),
)
FOUND = (
    time("Sunday", "DATE", "2020-05-10"),  # overlaps, wrong type and value
    time("two days", "DURATION", "P2D"),  # the other half of one expression: at most one of the two is paired
    time("5 May 2020", "DATE", "2020-05-07"),  # shares more: it is the pair, its value right
    time("three weeks", "DURATION", "P21D"),  # strict, type right, value wrong
    time("call", "SET", None),  # nothing there
)


def document(*times: TimeValue) -> TimeDocument:
    return TimeDocument(name="d", corpus="made", text=TEXT, published="2020-05-12", times=times)


@pytest.mark.parametrize(
    ("measure", "kind", "right", "found", "gold"),
    [
        ("relaxed", None, 3, 5, 4),
        ("strict", None, 1, 5, 4),
        ("type", None, 2, 5, 4),
        ("value", None, 1, 5, 4),
        ("value", "DATE", 1, 2, 1),
        ("value", "DURATION", 0, 2, 1),
        ("relaxed", "TIME", 0, 0, 1),
        ("relaxed", "SET", 0, 1, 1),
    ],
)
def test_counts(measure: Measure, kind: TimexType | None, right: int, found: int, gold: int) -> None:
    counts = count_times(document(*GOLD), FOUND, measure, kind)
    assert (counts.true_positive, counts.predicted, counts.gold) == (right, found, gold)


def test_value_f1_is_accuracy_times_relaxed_f1() -> None:
    """The task's program computes it so."""
    counts = {measure: count_times(document(*GOLD), FOUND, measure) for measure in MEASURES}
    accuracy = counts["value"].true_positive / counts["relaxed"].true_positive
    assert f1([counts["value"]]) == pytest.approx(accuracy * (f1([counts["relaxed"]]) or 0))


@pytest.mark.parametrize("measure", MEASURES)
def test_gold_against_itself_is_perfect(measure: Measure) -> None:
    assert f1([count_times(document(*GOLD), reversed(GOLD), measure)]) == 1.0


def test_unresolved_in_both_is_the_same_value() -> None:
    unresolved = time("Sunday morning", "TIME", None)
    assert count_times(document(unresolved), [unresolved], "value").true_positive == 1
    assert count_times(document(GOLD[0]), [unresolved], "value").true_positive == 0


def test_what_is_found_twice_counts_once() -> None:
    counts = count_times(document(GOLD[2]), [GOLD[2], GOLD[2]], "strict")
    assert (counts.true_positive, counts.predicted) == (1, 2)


def test_a_span_outside_the_text_is_an_error() -> None:
    with pytest.raises(GroundingError, match="no words"):
        document(TimeValue(start=90, end=200, type="DATE", value=None))
    with pytest.raises(GroundingError, match="twice"):
        document(GOLD[0], GOLD[0])
