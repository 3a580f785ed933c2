"""Coreference scores, against figures worked out by hand and in the papers that define them."""

import pytest

from sayso.evaluation.clusters import Agreement, Cluster, b_cubed, ceaf_e, conll, f1_of, lea, muc


def clusters(*words: str) -> list[Cluster]:
    return [frozenset(word) for word in words]


GOLD = clusters("abcde", "fg", "hijkl")
"""The example of Bagga & Baldwin 1998: of two wrong answers, the second joins more that is apart."""
FIRST = clusters("abcde", "fghijkl")
SECOND = clusters("fg", "abcdehijkl")


def precision(part: Agreement) -> float:
    return part.precise / part.predicted


def recall(part: Agreement) -> float:
    return part.recalled / part.gold


def test_the_example_of_b_cubed() -> None:
    assert precision(muc(GOLD, FIRST)) == precision(muc(GOLD, SECOND)) == pytest.approx(9 / 10)
    assert precision(b_cubed(GOLD, FIRST)) == pytest.approx(16 / 21)  # 0.76 in the paper
    assert precision(b_cubed(GOLD, SECOND)) == pytest.approx(7 / 12)  # 0.58 in the paper
    assert recall(b_cubed(GOLD, FIRST)) == recall(muc(GOLD, SECOND)) == 1


def test_the_example_of_lea() -> None:
    gold = clusters("abc", "defg")
    found = clusters("ab", "cd", "fghi")
    both = lea(gold, found)
    assert recall(both) == pytest.approx((3 * 1 / 3 + 4 * 1 / 6) / 7)  # 0.24 in the paper
    assert precision(both) == pytest.approx((2 * 1 + 2 * 0 + 4 * 1 / 6) / 8)  # 0.33 in the paper


def test_ceaf_pairs_each_cluster_once() -> None:
    part = ceaf_e(clusters("abc", "d"), clusters("ab", "cd"))
    assert part.precise == part.recalled == pytest.approx(2 * 2 / 5 + 2 * 1 / 3)
    assert (part.predicted, part.gold) == (2, 2)


def test_what_one_side_lacks_is_missed_or_wrong() -> None:
    gold, found = clusters("abc"), clusters("ab", "x")
    assert (muc(gold, found).recalled, muc(gold, found).gold) == (1, 2)
    assert b_cubed(gold, found).recalled == pytest.approx(4 / 3)
    assert b_cubed(gold, found).precise == pytest.approx(2)
    assert b_cubed(gold, found).predicted == 3


def test_the_same_is_right_and_nothing_is_no_score() -> None:
    assert conll([[metric(GOLD, GOLD) for metric in (muc, b_cubed, ceaf_e)]] * 2) == pytest.approx(1)
    assert f1_of([lea(GOLD, GOLD)]) == pytest.approx(1)
    assert f1_of([muc(clusters("a", "b"), clusters("a", "b"))]) is None
    assert conll([]) is None


def test_ceaf_finds_the_best_pairing_not_the_first() -> None:
    part = ceaf_e(clusters("abcd", "ef"), clusters("abce", "d"))
    assert part.precise == pytest.approx(
        2 * 3 / 8
    )  # "ef" with "d" adds nothing; "ef" with "abce" would leave 2/5 + 1/3
    part = ceaf_e(clusters("ab", "cd"), clusters("abcd", "a"))
    assert part.precise == pytest.approx(2 * 1 / 3 + 2 * 2 / 6)  # "ab" with "a", though "abcd" is as like it
