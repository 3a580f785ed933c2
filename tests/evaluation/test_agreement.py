"""Kappa and alpha, on worked examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.core.errors import UsageError
from sayso.evaluation.agreement import cohen_kappa, coincidences, krippendorff_alpha, pair_table
from sayso.evaluation.bootstrap import interval_of

LABELS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=12)


def test_kappa_of_a_worked_example() -> None:
    # 20 both yes, 5 yes/no, 10 no/yes, 15 both no: observed .7, expected .5.
    first = ["y"] * 25 + ["n"] * 25
    second = ["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15
    assert cohen_kappa([pair_table("d", first, second)]) == pytest.approx(0.4)


@pytest.mark.parametrize(("first", "second", "kappa"), [("ab", "ab", 1.0), ("ab", "ba", -1.0), ("aab", "aac", 0.4)])
def test_kappa_of_small_cases(first: str, second: str, kappa: float) -> None:
    assert cohen_kappa([pair_table("d", first, second)]) == pytest.approx(kappa)


def test_alpha_of_a_worked_example() -> None:
    # Krippendorff 2011, section A: ten units, two coders, binary data; alpha = 0.095.
    first, second = "0100000010", "1110010000"
    assert krippendorff_alpha([coincidences("d", [first, second])]) == pytest.approx(0.095, abs=5e-4)


def test_alpha_of_three_coders() -> None:
    # Units aab, bbb, aba: of the 18 ordered pairs 8 differ, each counting half: 4; labels a 4, b 5.
    table = coincidences("d", ["aba", "abb", "bba"])
    assert sum(table.cells.values()) == 9
    assert krippendorff_alpha([table]) == pytest.approx(1 - 8 * 4 / (81 - 16 - 25))


def test_tables_of_documents_are_summed() -> None:
    parts = [("aab", "abb"), ("ba", "bb")]
    whole = ("aabba", "abbbb")
    assert cohen_kappa(pair_table("d", *part) for part in parts) == cohen_kappa([pair_table("d", *whole)])
    assert krippendorff_alpha(coincidences("d", part) for part in parts) == krippendorff_alpha(
        [coincidences("d", whole)]
    )


def test_what_cannot_be_computed_is_none() -> None:
    assert cohen_kappa([]) is cohen_kappa([pair_table("d", "", "")]) is cohen_kappa([pair_table("d", "aa", "aa")])
    assert cohen_kappa([]) is None
    assert krippendorff_alpha([]) is krippendorff_alpha([coincidences("d", ["aa", "aa"])]) is None


def test_all_coders_label_all_units() -> None:
    with pytest.raises(UsageError, match="2 labels against 1"):
        pair_table("d", "ab", "a")
    with pytest.raises(UsageError, match=r"\[2, 1\]"):
        coincidences("d", ["ab", "a"])
    with pytest.raises(UsageError, match=r"\[2\]"):
        coincidences("d", ["ab"])


def test_an_interval_of_tables() -> None:
    tables = [pair_table(str(number), "ab" * 5, "ab" * 4 + "ba") for number in range(5)]
    kappa = cohen_kappa(tables)
    assert kappa == pytest.approx(0.6)
    assert interval_of(tables, cohen_kappa, resamples=20) == pytest.approx((kappa, kappa))


@given(LABELS)
def test_neither_side_comes_first(pairs: list[tuple[str, str]]) -> None:
    first, second = ([pair[side] for pair in pairs] for side in (0, 1))
    kappa = cohen_kappa([pair_table("d", first, second)])
    assert cohen_kappa([pair_table("d", second, first)]) == (None if kappa is None else pytest.approx(kappa))
    alpha = krippendorff_alpha([coincidences("d", [first, second])])
    assert krippendorff_alpha([coincidences("d", [second, first])]) == (None if alpha is None else pytest.approx(alpha))
    assert alpha is None or alpha <= 1
