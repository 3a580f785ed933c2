"""How many people a phrase speaks of, on phrases made for this test and on the words of our own corpus."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.corpus_files import load_split

from sayso.reading.quantities import Quantity, quantity_of, together


def low(number: int) -> Quantity:
    return Quantity(number, None, None)


def near(number: int) -> Quantity:
    return Quantity(None, number, None)


def high(number: int) -> Quantity:
    return Quantity(None, None, number)


def between(least: int, most: int) -> Quantity:
    return Quantity(least, None, most)


EXACT = {
    "12": 12, "twelve villagers": 12, "1,200 people": 1200, "1.200 personas": 1200, "30 000 residents": 30_000,
    "2.5 million": 2_500_000, "twenty-three": 23,
    "one hundred and ten soldiers": 110, "two thousand three hundred": 2300,
    "a dozen fighters": 12, "half a dozen": 6, "two dozen": 24, "a hundred": 100,
    "three score": 60, "the 31 wounded": 31,
    "another 5": 5, "a couple of guards": 2, "one": 1, "he": 1, "a postman": 1,
    "the head of the union": 1, "Col. Adar": 1,
    "a 12-year-old boy": 1, "Tamika Roy, 12": 1, "the baker and his apprentice": 2, "A MULE DRIVER": 1,
    "Two watchmen and a stoker": 3, "two soldiers, three clerks and a cook": 6, "a waitress": 1,
    "12 people, including 4 children": 12, "12 people, four of them children": 12, "seven family members": 7,
    "12 people, among them two children and a priest": 12, "a family of five": 5, "all but five of the 31 men": 26,
    "a girl of nine": 1, "the man of 42": 1, "a policewoman of about 30": 1, "his mother of ninety": 1,
    "a force of 200": 200, "a column of 90": 90, "a contingent of forty": 40, "a boat of 60": 60,
    "the murder of 12": 12, "another convoy of 31": 31, "between 40 soldiers and 30 rebels": 70,
    "9,999,999,999 people": 9_999_999_999, "a": 1, "half a million": 500_000,
    "nobody": 0, "no one": 0, "none of the 12": 0, "no casualties": 0, "without losses": 0, "not a single villager": 0,
}  # fmt: skip
BOUNDED = {
    "at least 12": low(12), "no fewer than two hundred": low(200), "12 or more": low(12),
    "more than 30,000": low(30_001),
    "over a hundred": low(101), "more than a dozen": low(13), "dozens": low(24), "scores of people": low(40),
    "several": low(3), "several hundred": low(300), "tens of thousands": low(20_000),
    "several tens of thousands": low(30_000), "more than dozens": low(24),
    "more than 300, including 40 children": low(301), "300-plus": low(300),
    "3,000 families": low(3000), "about 3,000 families": low(3000), "Nineteen poor households": low(19),
    "hundreds of thousands of people": low(200_000), "heavy losses": low(1),
    "about 60": near(60), "some 40 men": near(40), "nearly four hundred": near(400), "an estimated 15": near(15),
    "forty or so": near(40),
    "At the least two thousand": low(2000), "at the outside thirty": high(30),
    "a maximum of nine": high(9), "a minimum of 15": low(15), "a group of at least 40": low(40),
    "up to 120": high(120), "as many as 9": high(9), "no more than seven men": high(7), "fewer than 10": high(9),
    "ten or fewer": high(10),
    "12 to 15": between(12, 15), "12-15 people": between(12, 15), "three or four": between(3, 4),
    "between 14 and 17": between(14, 17), "from 5 to 8": between(5, 8), "two or three dozen": between(24, 36),
}  # fmt: skip
UNTOLD = (
    "villagers",
    "people",
    "they",
    "others",
    "soldiers and policemen",
    "",
    "...",
    "heavy rain falls",
    "12 percent of voters",
    "two thirds of the town",
    "a quarter of the town",
    "any",
    "the",
    "any villager",
    "anybody",
    "everyone",
    "the dead",
    "the crew",
    "his family",
    "up to 40 households",
    "a lot of people",
    "all but two",
    "all but five of the men",
    "more than",
    "at least",
    "between 40 and 30",
    "between 30 and 30 people",
    "between 200 and ninety men",
    "1" * 400,
    f"{10**20} people",
    "1,000,000,000,000",
    "about 10,000,000,000 residents",
    "90000 million people",
    "two people and 99999999999 others",
    "hundred " * 200,
)


@pytest.mark.parametrize(("phrase", "number"), EXACT.items())
def test_exact_numbers(phrase: str, number: int) -> None:
    assert quantity_of(phrase) == Quantity.exactly(number)


@pytest.mark.parametrize(("phrase", "expected"), BOUNDED.items())
def test_bounds_and_ranges(phrase: str, expected: Quantity) -> None:
    assert quantity_of(phrase) == expected


@pytest.mark.parametrize("phrase", UNTOLD)
def test_what_tells_no_number(phrase: str) -> None:
    assert quantity_of(phrase) is None


_SOME = "a two 12 1,200 7000000000 million dozen hundreds of thousands and , - or no at least more than about several"
WORDS = st.sampled_from(_SOME.split(" "))


@given(st.lists(WORDS, max_size=8).map(" ".join) | st.text(max_size=20))
def test_any_words_tell_a_range_or_nothing(phrase: str) -> None:
    found = quantity_of(phrase)
    known = [number for number in found or () if number is not None]
    assert known == sorted(known)
    assert all(number < 10**10 for number in known)
    assert found is None or known


def test_a_sum_knows_what_all_its_parts_tell() -> None:
    assert together([Quantity.exactly(11), Quantity.exactly(4)]) == Quantity.exactly(15)
    assert together([Quantity.exactly(2), low(5)]) == low(7)


def test_the_casualties_of_our_own_corpus() -> None:
    """What annotators wrote for the words of a number, and what is read of them."""
    right = total = 0
    for report in load_split("dev"):
        for event in report.reading.events:
            for count in event.counts().values():
                parts = [part for span in count.evidence if (part := quantity_of(span.text)) is not None]
                total += 1
                right += len(parts) == len(count.evidence) and together(parts) == (count.low, count.best, count.high)
    assert total >= 40
    assert right / total >= 0.93
