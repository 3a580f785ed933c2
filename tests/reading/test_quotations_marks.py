"""Quotation marks: what is one, what it pairs with, where a quotation ends."""

import pytest

from sayso.reading.quotations.layout import paragraphs, words
from sayso.reading.quotations.marks import find_marks, quotes
from sayso.reading.quotations.tables import TAIL

Found = list[tuple[str, int, str]]

PAIRS: dict[str, tuple[str, Found]] = {
    "one": ("He said “go”.", [("“go”", 0, "marked")]),
    "two": ("“Go” and “stay”.", [("“Go”", 0, "marked"), ("“stay”", 0, "marked")]),
    "single in double": ("“Say ‘go’ now.”", [("“Say ‘go’ now.”", 0, "marked"), ("‘go’", 1, "marked")]),
    "double in single": ("‘Say “go” now.’", [("‘Say “go” now.’", 0, "marked"), ("“go”", 1, "marked")]),
    "double in double": ("“Say “go” now.”", [("“Say “go” now.”", 0, "marked"), ("“go”", 1, "marked")]),
    "three deep": (
        "“He said ‘I heard “go” twice’ then.”",
        [
            ("“He said ‘I heard “go” twice’ then.”", 0, "marked"),
            ("‘I heard “go” twice’", 1, "marked"),
            ("“go”", 2, "marked"),
        ],
    ),
    "straight in straight": (
        "\"Say 'go' now.\"",
        [("\"Say 'go' now.\"", 0, "marked"), ("'go'", 1, "marked")],
    ),
    "closing side by side": ("“Say ‘go.’”", [("“Say ‘go.’”", 0, "marked"), ("‘go.’", 1, "marked")]),
    "three apostrophes": ("''Say 'go.'''", [("''Say 'go.'''", 0, "marked"), ("'go.'", 1, "marked")]),
    "guillemets": ("«Go», he said.", [("«Go»", 0, "marked")]),
    "low nine": ("„Go“, he said.", [("„Go“", 0, "marked")]),
    "apostrophe in a quotation": ("'I don't know,' he said.", [("'I don't know,'", 0, "marked")]),
    "possessive in a quotation": (
        "'The boys' boat sank,' he said.",
        [("'The boys' boat sank,'", 0, "marked")],
    ),
    "measure": ('A 5\'10" man and a 12" pipe.', []),
    "decade": ("In the '90s and ’80s.", []),
    "elision": ("’Twas rock 'n' roll, 'em boys.", []),
    "possessive": ("The boys' boat, the girls' boat.", []),
    "dropped g": ("He was goin' home.", []),
    "never closed, next one opens": (
        "“Go, he said. “Stay.”",
        [("“Go,", 0, "inferred"), ("“Stay.”", 0, "marked")],
    ),
    "never closed, to the end": ("He said: “Go. Now.", [("“Go. Now.", 0, "inferred")]),
    "never opened": ("Go now,” he said.", [("Go now,”", 0, "inferred")]),
    "empty": ('“” and "".', []),
}


def pairs(text: str) -> Found:
    blocks = paragraphs(text)
    return [
        (text[quote.start : quote.end], quote.depth, quote.ending)
        for block in quotes(text, blocks, TAIL)
        for quote in block
    ]


@pytest.mark.parametrize(("text", "expected"), PAIRS.values(), ids=PAIRS.keys())
def test_pairs(text: str, expected: Found) -> None:
    assert pairs(text) == expected


def test_a_quotation_runs_on_where_the_next_paragraph_reopens_it() -> None:
    text = "“One.\n\n“Two.\n\n“Three.”\n\nFour."
    endings = [
        (text[q.start : q.end], q.ending, q.continues) for block in quotes(text, paragraphs(text), TAIL) for q in block
    ]
    assert endings == [
        ("“One.", "runs on", False),
        ("“Two.", "runs on", True),
        ("“Three.”", "marked", True),
    ]


def test_a_quotation_runs_on_where_the_next_paragraph_only_closes_it() -> None:
    assert pairs("He said: “One.\n\nTwo.”") == [("“One.", 0, "runs on"), ("Two.”", 0, "marked")]


def test_a_quotation_ends_with_its_paragraph_where_the_next_has_no_mark() -> None:
    assert pairs("“One.\n\nTwo.") == [("“One.", 0, "inferred")]


def test_marks_have_direction() -> None:
    text = "\"a\" “b” 'c'"
    assert [(text[m.start : m.end], m.direction) for m in find_marks(text, 0, len(text))] == [
        ('"', "open"),
        ('"', "close"),
        ("“", "open"),
        ("”", "close"),
        ("'", "open"),
        ("'", "close"),
    ]


PARAGRAPHS = {
    "empty lines": ("One.\n\nTwo.", ["One.", "Two."]),
    "line ends": ("One.\nTwo.", ["One.", "Two."]),
    "wrapped": ("One and\ntwo and\nthree and\nfour.\n\nFive.", ["One and\ntwo and\nthree and\nfour.", "Five."]),
    "edges": ("  One. \n \t\n\n Two.\r\n", ["One.", "Two."]),
    "nothing": (" \n ", []),
}


@pytest.mark.parametrize(("text", "expected"), PARAGRAPHS.values(), ids=PARAGRAPHS.keys())
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in paragraphs(text)] == expected


def test_words_keep_the_stop_of_abbreviations_and_initials() -> None:
    text = "Gen. I. J. Brandt’s U.S. aide left."
    assert [word.text for word in words(text, 0, len(text))] == [
        "Gen.", "I", ".", "J.", "Brandt’s", "U.S.", "aide", "left", ".",
    ]  # fmt: skip


def test_words_stop_at_a_limit() -> None:
    assert [word.text for word in words("a b c d", 0, 7, 2)] == ["a", "b"]
