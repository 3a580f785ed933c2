"""Which mentions are put together, given what the model makes of them; the model here is a table of likings."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.core.reading import MentionForm
from sayso.reading.entities.coreference import REACH, References, are_other_people, clusters
from sayso.reading.entities.pairs import SIZES, MentionWords

Liking = Mapping[tuple[int, int], float]


def references(count: int, likings: Liking, none: float = 0.0) -> References:
    """Return what makes mention `later` like `earlier` by `likings[later, earlier]`, and any other by -9."""
    wanted = np.full((count, count), -9.0, np.float32)
    for (later, earlier), liking in likings.items():
        wanted[later, earlier] = liking
    root = np.sqrt(count) if count else 1.0
    return References(
        later=wanted * root,
        earlier=np.eye(count, dtype=np.float32),
        none=np.full(count, none, np.float32),
        weights={name: np.zeros(size, np.float32) for name, size in SIZES.items()},
    )


def mentions(*given: tuple[str, MentionForm]) -> list[MentionWords]:
    """Return mentions that stand side by side, ten signs each."""
    return [
        MentionWords(text=text, form=form, start=10 * place, end=10 * place + 9, sentence=place)
        for place, (text, form) in enumerate(given)
    ]


def put(
    found: Sequence[MentionWords],
    likings: Liking,
    *,
    names: Sequence[str | None] | None = None,
    people: Sequence[bool] | None = None,
    speakers: Mapping[int, int] | None = None,
) -> list[list[int]]:
    count = len(found)
    return clusters(
        found, names or [None] * count, people or [False] * count, references(count, likings), speakers or {}
    )


ADAR: tuple[str, MentionForm] = ("Jo Adar", "name")
HE: tuple[str, MentionForm] = ("he", "pronoun")
SHE: tuple[str, MentionForm] = ("she", "pronoun")
THEY: tuple[str, MentionForm] = ("they", "pronoun")
COLONEL: tuple[str, MentionForm] = ("the colonel", "nominal")
BROTHER: tuple[str, MentionForm] = ("his brother", "nominal")


def test_a_mention_joins_the_likeliest_entity_if_it_is_likelier_than_none() -> None:
    found = mentions(ADAR, COLONEL, HE, ("it", "pronoun"))
    assert put(found, {(2, 0): 3, (2, 1): 2, (3, 0): -1}) == [[0, 2], [1], [3]]


def test_the_chances_of_the_mentions_of_an_entity_are_added() -> None:
    found = mentions(ADAR, COLONEL, ("the mayor", "nominal"), HE)
    alone = {(3, 0): 1.0, (3, 1): 1.0, (3, 2): 1.5}
    assert put(found, alone) == [[0], [1], [2, 3]]
    assert put(found, {**alone, (1, 0): 5}) == [[0, 1, 3], [2]]


def test_equal_names_are_of_one_entity_whatever_the_model_says() -> None:
    found = mentions(ADAR, ("Bel", "name"), ("Jo Adar", "name"))
    assert put(found, {(2, 1): 9}, names=["adar", "bel", "adar"]) == [[0, 2], [1]]


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        (HE, COLONEL, SHE),
        (("Mrs. Oru", "name"), COLONEL, HE),
        (HE, COLONEL, THEY),
        (("her daughter", "nominal"), COLONEL, ("his", "pronoun")),
        (HE, COLONEL, ("its", "pronoun")),
        (("I", "pronoun"), COLONEL, ("the soldiers", "nominal")),
        (("it", "pronoun"), ("the ship", "nominal"), ("they", "pronoun")),
    ],
)
def test_what_cannot_be_one_is_not_put_together_through_a_third(
    first: tuple[str, MentionForm], second: tuple[str, MentionForm], third: tuple[str, MentionForm]
) -> None:
    found = mentions(first, second, third)
    assert put(found, {(1, 0): 5, (2, 1): 5}) == [[0, 1], [2]]
    assert put(found, {(2, 1): 5}) == [[0], [1, 2]]


def test_they_is_no_named_person_but_a_named_body() -> None:
    found = mentions(ADAR, THEY)
    assert put(found, {(1, 0): 5}, people=[True, False]) == [[0], [1]]
    assert put(found, {(1, 0): 5}, people=[False, False]) == [[0, 1]]


def test_the_next_likeliest_is_taken_where_the_likeliest_cannot_be() -> None:
    found = mentions(("Mr. Oru", "name"), ("Mrs. Oru", "name"), HE)
    assert put(found, {(2, 0): 1, (2, 1): 5}) == [[0, 2], [1]]


def test_a_mention_is_not_the_one_that_it_is_in() -> None:
    outer = MentionWords(text="his brother", form="nominal", start=0, end=11, sentence=0)
    inner = MentionWords(text="his", form="pronoun", start=0, end=3, sentence=0)
    later = MentionWords(text="he", form="pronoun", start=20, end=22, sentence=0)
    assert put([outer, inner, later], {(1, 0): 9, (2, 1): 1, (2, 0): 5}) == [[0, 2], [1]]


def test_people_of_one_surname_stay_apart() -> None:
    found = mentions(ADAR, ("Adar", "name"), ("Bel Adar", "name"))
    people = [True] * 3
    assert put(found, {(1, 0): 5, (2, 1): 5}, people=people) == [[0, 1], [2]]
    assert put(found, {(2, 1): 5}, people=people) == [[0], [1, 2]]


def test_who_speaks_is_meant_by_i_also_where_the_speaker_is_named_later() -> None:
    found = mentions(("I", "pronoun"), COLONEL, ADAR, HE)
    assert put(found, {(0, 1): 9, (3, 2): 5}, speakers={0: 2}) == [[0, 2, 3], [1]]
    they_said = mentions(("I", "pronoun"), ("the soldiers", "nominal"))
    assert put(they_said, {}, speakers={0: 1}) == [[0], [1]]  # "I" of several cannot be all of them


def test_far_antecedents_are_not_looked_for_but_equal_names_are() -> None:
    many = REACH + 80
    found = mentions(ADAR, *[("it", "pronoun")] * many, ("Adar", "name"), ("Jo Adar", "name"))
    names = ["adar", *[None] * (many + 1), "adar"]
    assert put(found, {(many + 1, 0): 9}, names=names)[0] == [0, many + 2]
    near = mentions(ADAR, *[("it", "pronoun")] * (REACH - 80), ("Adar", "name"))
    assert put(near, {(len(near) - 1, 0): 9})[0] == [0, len(near) - 1]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("jo adar", "bel adar", True),
        ("jo adar", "j adar", False),
        ("mohammed adar", "muhammad adar", False),
        ("jo bel adar", "jo adar", False),
        ("adar jo", "jo adar", False),
        ("adar", "jo adar", False),
        ("adar", "oru", True),
        ("jo", "bo", True),
    ],
)
def test_names_of_other_people(one: str, other: str, expected: bool) -> None:
    assert are_other_people(one.split(), other.split()) is expected
    assert are_other_people(other.split(), one.split()) is expected


@given(st.data())
def test_every_mention_is_of_one_entity(data: st.DataObject) -> None:
    words: list[tuple[str, MentionForm]] = [ADAR, HE, SHE, THEY, COLONEL, BROTHER, ("Adar", "name")]
    found = mentions(*data.draw(st.lists(st.sampled_from(words), max_size=12)))
    count = len(found)
    pairs = st.dictionaries(
        st.tuples(st.integers(0, max(count - 1, 0)), st.integers(0, max(count - 1, 0))), st.floats(-5, 5), max_size=20
    )
    likings = data.draw(pairs) if count else {}
    made = put(found, likings)
    assert sorted(number for group in made for number in group) == list(range(count))
    assert made == sorted(made)
    assert made == put(found, likings)
