"""The case that words have in prose."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading.quotations.usual_case import UsualCase, begins_sentence, cased, usual_case, words_of

SOME = UsualCase(
    small=frozenset(["the", "front", "of", "fell", "back", "to", "hill", "colonel", "attack", "raid"]),
    after_name=frozenset({"front"}),
    before_name=frozenset({"colonel", "front"}),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("THE FRONT FELL BACK. THE HILL OF TELSK.", "The front fell back. The hill of Telsk."),
        ("BACK TO THE SARAB FRONT", "Back to the Sarab Front"),
        ("BACK TO THE SARAB, FRONT", "Back to the Sarab, front"),
        ("BACK TO COLONEL FRONT ADAR", "Back to Colonel Front Adar"),
        ("BACK TO COLONEL", "Back to colonel"),
        ("I FELL", "I fell"),
        ("THE ATTACKED HILLS, RAIDING AND ATTACKS' OF ADAR'S", "The attacked hills, raiding and attacks' of Adar's"),
        ("the front of sarab", "The front of Sarab"),
        ("THE NATIONALISATION", "The nationalisation"),
        ("OF İZMİR", "Of İzmİr"),
        ("", ""),
    ],
)
def test_case(text: str, expected: str) -> None:
    assert cased(text, SOME) == expected


def test_what_was_counted() -> None:
    text = (
        "GUNMEN ATTACKED THE VILLAGE OF OSTRAKA, COLONEL BRENN SAID. TWO SOLDIERS WERE KILLED BY THE ARMY'S SHELLING."
    )
    expected = (
        "Gunmen attacked the village of Ostraka, Colonel Brenn said. Two soldiers were killed by the army's shelling."
    )
    assert cased(text, usual_case()) == expected
    assert usual_case().after_name <= usual_case().small
    assert usual_case().before_name <= usual_case().small


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="aBçÑ İßǅŉ.,:\n\t'\"“”’-", max_size=80))
def test_length_and_letters_stay(text: str) -> None:
    found = cased(text, SOME)
    assert len(found) == len(text)
    assert found.casefold() == text.casefold() or any(len(each.lower()) != 1 or len(each.upper()) != 1 for each in text)
    assert cased(found, SOME) == found


def test_words_and_sentences() -> None:
    text = "He said: “Go. Adar's men"
    assert [(word.text, word.is_next) for word in words_of(text)] == [
        ("He", False), ("said", True), ("Go", False), ("Adar's", False), ("men", True),
    ]  # fmt: skip
    assert [begins_sentence(text, word.start) for word in words_of(text)] == [True, False, True, True, False]
