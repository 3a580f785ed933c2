"""Events in words: ranges, dates, kinds."""

from types import SimpleNamespace
from typing import Any, get_args

import pytest

from sayso.cli.happening_words import (
    AUXILIARIES,
    COUNTED,
    PARTS_OF_DAY,
    SCOPES,
    arrow,
    auxiliary_words,
    count_words,
    date_words,
    kind_words,
    number_words,
    range_words,
    several,
)
from sayso.core.reading import Auxiliary, CountKind, Scope


@pytest.mark.parametrize(
    ("low", "best", "high", "expected"),
    [
        (3, 3, 3, "3"),
        (0, 0, 0, "0"),
        (3, None, 3, "3"),
        (8, None, 12, "8-12"),
        (8, 10, 12, "8-12, best 10"),
        (8, 8, 12, "8-12, best 8"),
        (20, None, None, "at least 20"),
        (20, 20, None, "at least 20"),
        (20, 25, None, "at least 20, best 25"),
        (None, None, 5, "at most 5"),
        (None, 4, 5, "at most 5, best 4"),
        (None, 30, None, "about 30"),
        (None, None, None, "a number not told"),
        (1200, None, 15000, "1,200-15,000"),
    ],
)
def test_a_range_says_no_more_than_was_told(low: int | None, best: int | None, high: int | None, expected: str) -> None:
    assert range_words(low, best, high) == expected


def count(low: int, high: int, scope: str = "event") -> SimpleNamespace:
    return SimpleNamespace(low=low, best=None, high=high, scope=scope)


def told(**kinds: Any) -> SimpleNamespace:
    return SimpleNamespace(**{**dict.fromkeys(COUNTED), **kinds})


def test_numbers_by_kind() -> None:
    assert count_words(told(injuries=count(2, 3))) == ("injured 2-3",)
    assert count_words(told(fatalities=count(2, 2, "part"), displaced=count(9, 9, "total"))) == (
        "killed 2 (part)",
        "displaced 9 (total)",
    )
    tellings = told(**{**dict.fromkeys(COUNTED, ()), "fatalities": (count(3, 3), count(8, 8))})
    assert number_words(tellings) == ("killed 3 / 8",)
    assert count_words(SimpleNamespace(lost=count(1, 1)), kinds={"lost": "missing"}) == ("missing 1",)


def test_every_kind_and_auxiliary_of_the_contract_has_its_words() -> None:
    assert tuple(COUNTED) == get_args(CountKind)
    assert set(SCOPES) == set(get_args(Scope))
    assert set(AUXILIARIES) == set(get_args(Auxiliary))
    assert auxiliary_words(["negation", "future"]) == "not, to come"
    assert auxiliary_words([]) == ""


def test_dates() -> None:
    assert [date_words(f"2023-04-18{part}") for part in PARTS_OF_DAY] == [
        f"2023-04-18 {words}" for words in PARTS_OF_DAY.values()
    ]
    for value in ("2023-04-18", "2023-W16", "2023-04-18T04:20", "2023-SP", "198"):
        assert date_words(value) == value


def test_names() -> None:
    assert kind_words("RETREAT") == "retreat"
    assert kind_words("COERCE", ["martial-law"]) == "coerce: martial law"
    assert several(["a", "b", "a", "c", "d"], 2) == "a, b +2"
    assert several(["a", "b"], 2, between="\n") == "a\nb"
    assert several([], 2) == ""
    assert (arrow("", ""), arrow("a", "b")) == ("", "a -> b")
