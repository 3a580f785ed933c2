"""Which mentions are one entity, what it is called and of which type it is."""

from collections.abc import Callable

import pytest
from tests.reading.entities.conftest import Reading

from sayso.core.errors import ReadingError, UsageError
from sayso.core.names import name_key
from sayso.core.reading import Findings
from sayso.core.report import Report, text_sha256
from sayso.reading.component import build

Read = Callable[..., Reading]
NAME, NOMINAL, PRONOUN = {"name": 4.0}, {"nominal": 4.0}, {"pronoun": 4.0}


def summary(reading: Reading, share: float = 0.1) -> list[tuple[str, str, str, list[str]]]:
    return [
        (each.id, each.name, each.type, [mention.text for mention in each.mentions])
        for each in reading.entities(share)
    ]  # fmt: skip


def test_names_that_are_the_same_are_one_entity_and_all_else_is_its_own(read: Read) -> None:
    text = "Adar saw the guard. Col. Adar hit the guard, he said. ADAR left."
    chances = {
        "Adar": NAME, "the guard": NOMINAL, "Col. Adar": NAME, "the guard#2": NOMINAL, "ADAR": NAME,
        "he#3": PRONOUN,
    }  # fmt: skip
    types = {key: {"person": 6.0} for key in chances}
    assert summary(read(text, chances, types)) == [
        ("e1", "Col. Adar", "person", ["Adar", "Col. Adar", "ADAR"]),
        ("e2", "the guard", "person", ["the guard"]),
        ("e3", "the guard", "person", ["the guard"]),
        ("e4", "he", "person", ["he"]),
    ]


def test_the_type_of_an_entity_is_that_with_the_most_evidence(read: Read) -> None:
    text = "Sarab won. Sarab lost. Sarab sued."
    types = {"Sarab": {"group": 0.2}, "Sarab#2": {"group": 0.2}, "Sarab#3": {"organization": 5.0, "group": 4.0}}
    reading = read(text, dict.fromkeys(types, NAME), types)
    assert summary(reading, 0.01) == [("e1", "Sarab", "organization", ["Sarab", "Sarab", "Sarab"])]


def test_a_place_and_a_government_of_the_same_name_are_two(read: Read) -> None:
    text = "Ostra denied it. He fled Ostra. Rain fell on Ostra."
    types = {"Ostra": {"organization": 9.0}, "Ostra#2": {"place": 9.0}, "Ostra#3": {"place": 8.0}}
    reading = read(text, dict.fromkeys(types, NAME), types)
    assert summary(reading) == [
        ("e1", "Ostra", "organization", ["Ostra"]),
        ("e2", "Ostra", "place", ["Ostra", "Ostra"]),
    ]


def test_the_order_of_entities_is_that_of_first_mentions_the_outer_first(read: Read) -> None:
    text = "The mayor of Ostra wept."
    reading = read(text, {"Ostra": NAME, "The mayor of Ostra": NOMINAL})
    assert [each.name for each in reading.entities()] == ["The mayor of Ostra", "Ostra"]


def test_an_entity_is_named_with_single_spaces(read: Read) -> None:
    reading = read("He met Jo \u00a0Oru there.", {"Jo \u00a0Oru": NAME})
    (entity,) = reading.entities()
    assert (entity.name, entity.mentions[0].text) == ("Jo Oru", "Jo \u00a0Oru")


def test_titles_of_both_sexes_keep_names_apart(read: Read) -> None:
    text = "Mr Oru and Mrs Oru met Oru. Mr Adar met Adar."
    chances = dict.fromkeys(["Mr Oru", "Mrs Oru", "Oru#3", "Mr Adar", "Adar#2"], NAME)
    assert [words for *_, words in summary(read(text, chances))] == [
        ["Mr Oru"], ["Mrs Oru"], ["Oru"], ["Mr Adar", "Adar"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("the U.N.", "UN", True),
        ("Al-Qaida", "al Qaida", True),
        ("Bogotá", "Bogota", True),
        ("O’Neill", "O'Neill", True),
        ("President Oru", "Oru", True),
        ("THE  SARAB FRONT", "Sarab Front", True),
        ("the Front", "Front", True),
        ("Oru", "Adar", False),
        ("Northern Ostra", "Ostra", False),
        ("4th Brigade", "5th Brigade", False),
        ("The President", "The Minister", False),
        ("!", "?", False),
    ],
)
def test_names_are_compared_without_what_does_not_matter(first: str, second: str, same: bool) -> None:
    assert (name_key(first).words == name_key(second).words) == same


def test_the_component_needs_the_encoder_and_all_its_settings() -> None:
    forms = {"name": 0.5, "nominal": 0.4, "pronoun": 0.6}
    component = build("entities", {"least_probability": forms, "least_type_share": 0.1})
    digest = text_sha256("He left.")
    report = Report(id="r", uri="r", text="He left.", sha256=digest, original_sha256=digest, extractor="test")
    with pytest.raises(ReadingError, match="list `encoder` before it"):
        component.read(report, Findings())
    for settings, message in (
        ({"least_probability": {"name": 0.5}, "least_type_share": 0.1}, "lacks nominal, pronoun"),
        ({"least_probability": forms | {"name": 0.0}, "least_type_share": 0.1}, "name is 0.0"),
        ({"least_probability": forms, "least_type_share": 1.5}, "least_type_share is 1.5"),
        ({"least_probability": forms | {"verb": 0.5}, "least_type_share": 0.1}, "verb"),
        ({"least_probability": forms}, "least_type_share"),
        ({"least_probability": forms, "least_type_share": 0.1, "most": 1}, "most"),
    ):
        with pytest.raises(UsageError, match=message):
            build("entities", settings)
