"""The head word of a noun phrase, told by words alone."""

import pytest

from sayso.core.span import Span
from sayso.evaluation.head_words import head_word


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("the mayor", "mayor"),
        ("two soldiers of the 4th Brigade", "soldiers"),
        ("Col. Jo Adar, who commands the post", "Adar"),
        ("the army's second column", "column"),
        ("the army's", "army"),
        ("the millers'", "millers"),
        ("in the village of Karsk", "village"),
        ("1,200 people", "people"),
        ("more than 1,200", "more"),
        ("12 March 2023", "2023"),
        ("Monday, 3 May", "Monday"),
        ("a so-called peace force – mostly boys", "force"),
        ("a well-armed band", "band"),
        ("that night", "night"),
        ("who", "who"),
        ("millers and bakers", "millers"),
        ("–", "–"),
    ],
)
def test_head(phrase: str, head: str) -> None:
    text = f"Say {phrase}."
    found = head_word(Span.of(text, 4, 4 + len(phrase)))
    assert found.text == head
    found.check(text)
