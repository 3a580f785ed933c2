"""Scores of stance on small cases counted by hand."""

import msgspec
import pytest

from sayso.core.reading import Manner, Stance
from sayso.evaluation.attributions import AttributionValue, Case, content_pairs
from sayso.evaluation.score import DocumentCounts, f1
from sayso.evaluation.stances import commonest_stance, stance_found, stance_right, with_stance

TEXT = "x" * 100


def value(start: int, end: int, stance: Stance | None, manner: Manner = "indirect") -> AttributionValue:
    return AttributionValue(source=(), cue=(), content=((start, end),), stance=stance, manner=manner)


MILL = value(0, 20, "assert")
DENIAL = value(30, 40, "deny", "direct")
RAIN = value(50, 60, "predict", "mixed")
GOLD = (MILL, DENIAL, RAIN)


def case(gold: tuple[AttributionValue, ...], predicted: tuple[AttributionValue, ...]) -> Case:
    return Case(document="d", text=TEXT, gold=gold, predicted=predicted)


def numbers(counts: DocumentCounts) -> tuple[int, int, int]:
    return counts.true_positive, counts.predicted, counts.gold


def test_stance_where_content_was_found() -> None:
    judged = case(GOLD, (value(0, 15, "doubt"), value(30, 40, "deny"), value(50, 70, "assert")))
    assert content_pairs(judged.gold, judged.predicted) == [(0, 0), (1, 1), (2, 2)]
    assert numbers(stance_right(judged)) == (1, 3, 3)
    found: dict[Stance, tuple[int, int, int]] = {
        "assert": (0, 1, 1),
        "deny": (1, 1, 1),
        "predict": (0, 0, 1),
        "doubt": (0, 1, 0),
    }
    assert {stance: numbers(stance_found(judged, stance)) for stance in found} == found


def test_a_miss_counts_for_its_stance_but_not_for_accuracy() -> None:
    judged = case((MILL, DENIAL), (MILL,))
    assert numbers(stance_right(judged)) == (1, 1, 1)
    assert numbers(stance_found(judged, "deny")) == (0, 0, 1)
    assert f1([stance_right(case((MILL,), ()))]) is None


@pytest.mark.parametrize(("manner", "expected"), [("direct", (1, 1, 1)), ("indirect", (0, 1, 1)), ("mixed", (0, 0, 0))])
def test_accuracy_by_the_manner_of_gold(manner: Manner, expected: tuple[int, int, int]) -> None:
    judged = case(GOLD, (value(0, 20, "deny", "direct"), value(30, 40, "deny", "mixed")))
    assert numbers(stance_right(judged, manner)) == expected


def test_manners_sum_to_the_whole() -> None:
    judged = case(GOLD, (value(0, 20, "deny"), value(30, 40, "deny"), value(50, 60, "predict")))
    parts = [numbers(stance_right(judged, manner)) for manner in ("direct", "indirect", "mixed")]
    assert tuple(map(sum, zip(*parts, strict=True))) == numbers(stance_right(judged)) == (2, 3, 3)


def test_the_commonest_stance() -> None:
    more = case((value(0, 9, "deny", "direct"), value(10, 19, "ask", "direct"), value(20, 29, "ask", "direct")), ())
    cases = [case(GOLD, (RAIN, RAIN, RAIN)), more]
    assert commonest_stance(cases) == "ask"  # as common as deny, and before it
    assert (commonest_stance(cases[:1], "direct"), commonest_stance(cases[:1], "mixed")) == ("deny", "predict")
    assert commonest_stance([case((value(0, 9, None),), GOLD)]) is None


def test_one_stance_for_all_is_right_as_often_as_it_is_given() -> None:
    judged = case((*GOLD, value(70, 80, "deny")), GOLD)
    always = with_stance(judged, commonest_stance([judged]))
    assert numbers(stance_right(always)) == (1, 3, 3)
    assert always == msgspec.structs.replace(judged, predicted=always.predicted)
    assert [each.content for each in always.predicted] == [each.content for each in judged.predicted]
