import pytest

from sayso.core.errors import UsageError
from sayso.core.span import Span
from sayso.evaluation.bootstrap import interval
from sayso.evaluation.boundaries import boundary_counts, marks_before_capitals, span_counts, whole_paragraphs
from sayso.evaluation.conllu import GoldDocument
from sayso.evaluation.score import DocumentCounts, Score, f1, precision, recall, totals

TEXT = "He left. She stayed. Mr. Orlu slept\n\nThe end"
GOLD = GoldDocument(
    name="a",
    text=TEXT,
    sentences=tuple(Span.of(TEXT, start, end) for start, end in ((0, 8), (9, 20), (21, 35), (37, 44))),
    paragraph_ends=frozenset({35, 44}),
)


def counts(true_positive, predicted, gold, document="a"):
    return DocumentCounts(document=document, true_positive=true_positive, predicted=predicted, gold=gold)


@pytest.mark.parametrize(
    ("predicted", "spans", "boundaries"),
    [
        ([(0, 8), (9, 20), (21, 35), (37, 44)], (4, 4, 4), (2, 2, 2)),
        ([(0, 9), (9, 21), (21, 37), (37, 44)], (4, 4, 4), (2, 2, 2)),  # white space plays no part
        ([(0, 20), (21, 35), (37, 44)], (2, 3, 4), (1, 1, 2)),
        ([(0, 8), (9, 20), (21, 24), (25, 35), (37, 44)], (3, 5, 4), (2, 3, 2)),
        ([(0, 44)], (0, 1, 4), (0, 0, 2)),
        ([], (0, 0, 4), (0, 0, 2)),
    ],
)
def test_counts(predicted, spans, boundaries):
    assert span_counts(GOLD, predicted) == counts(*spans)
    assert boundary_counts(GOLD, predicted) == counts(*boundaries)


def test_baselines():
    assert whole_paragraphs(TEXT) == [(0, 35), (37, 44)]
    assert marks_before_capitals(TEXT) == [(0, 8), (9, 20), (21, 24), (25, 35), (37, 44)]
    assert marks_before_capitals(" \n\n ") == []


def test_scores_are_of_summed_counts_and_none_where_nothing_was_scored():
    both = [counts(2, 3, 5), counts(0, 1, 1, "b")]
    assert totals(both) == (2, 4, 6)
    assert (precision(both), recall(both), f1(both)) == (0.5, 2 / 6, 0.4)
    assert (precision([]), recall([]), f1([])) == (None, None, None)
    assert (precision([counts(0, 0, 2)]), recall([counts(0, 0, 2)]), f1([counts(0, 0, 2)])) == (None, 0.0, 0.0)
    score = Score(corpus="c", files=("a",), metric="m", n=6, counts=tuple(both))
    assert (score.precision, score.recall, score.f1) == (0.5, 2 / 6, 0.4)


@pytest.mark.parametrize("wrong", [(2, 1, 5), (2, 5, 1), (-1, 1, 1)])
def test_impossible_counts_are_refused(wrong):
    with pytest.raises(UsageError, match="cannot be"):
        counts(*wrong)


def test_the_interval_holds_the_figure_and_is_the_same_every_time():
    documents = [counts(right, 10, 10, str(right)) for right in (4, 5, 6, 7, 8, 9, 10, 10, 3, 6)]
    low, high = interval(documents)
    assert low < f1(documents) < high
    assert interval(documents) == (low, high)
    narrow_low, narrow_high = interval(documents, coverage=0.5)
    assert low < narrow_low < narrow_high < high
    same = [counts(5, 10, 10, str(number)) for number in range(4)]
    assert interval(same) == (0.5, 0.5)


def test_no_interval_where_nothing_can_be_resampled():
    assert interval([counts(1, 2, 2)]) is None
    assert interval([counts(0, 0, 0), counts(0, 0, 0)]) is None


@pytest.mark.parametrize("wrong", [{"coverage": 0}, {"coverage": 1}, {"resamples": 0}])
def test_interval_settings_out_of_range_are_refused(wrong):
    with pytest.raises(UsageError, match="coverage"):
        interval([counts(1, 2, 2)] * 2, **wrong)
