"""Wrapping to cells."""

import pytest
from rich.cells import cell_len

from sayso.cli.margin_lines import Piece, Style, plain, wrapped


def text(words: str, *styles: Style) -> Piece:
    return Piece(text=words, styles=styles)


def mark(words: str) -> Piece:
    return Piece(text=words, is_mark=True)


@pytest.mark.parametrize(
    ("pieces", "width", "expected"),
    [
        ([], 10, []),
        ([text("one two three")], 7, ["one two", "three"]),
        ([text("  one \t two\u2028three ")], 20, ["one two three"]),
        ([text("one\ntwo")], 20, ["one", "two"]),
        ([text("one\u00a0two three")], 8, ["one\u00a0two", "three"]),
        ([text("abcdefghijkl")], 5, ["abcde", "fghij", "kl"]),
        ([text("a abcdefghijkl b")], 6, ["a abcd", "efghij", "kl b"]),
        ([text("abcd abcdefghijkl")], 5, ["abcd", "abcde", "fghij", "kl"]),
        ([text("漢字漢字")], 5, ["漢字", "漢字"]),
        ([text("e\u0301e\u0301e\u0301")], 2, ["e\u0301e\u0301", "e\u0301"]),
        ([text("one "), mark("[1 "), text("two"), mark(" 1]"), text(". three")], 10, ["one", "[1 two 1].", "three"]),
        ([text("see "), mark("[12 "), text("abcdefgh"), mark(" 12]")], 6, ["see", "[12 ab", "cdefgh", " 12]"]),
        ([mark("[1 "), mark("[2 "), text("ab"), mark(" 2]"), mark(" 1]")], 9, ["[1 [2 ab", " 2] 1]"]),
    ],
)
def test_wrapped(pieces: list[Piece], width: int, expected: list[str]) -> None:
    lines = [plain(line) for line in wrapped(pieces, width)]
    assert lines == expected
    assert all(cell_len(line) <= width for line in lines)


def test_a_space_is_what_the_words_on_both_its_sides_are() -> None:
    pieces = [text("of ", "content 1"), text("the old", "content 1", "source"), text(" mayor", "content 1"), text(" x")]
    (line,) = wrapped(pieces, 40)
    assert [(piece.text, piece.styles) for piece in line] == [
        ("of ", ("content 1",)),
        ("the old", ("content 1", "source")),
        (" mayor", ("content 1",)),
        (" x", ()),
    ]


def test_a_note_stays_with_its_mark() -> None:
    opening = Piece(text="[7 ", is_mark=True, note=7)
    lines = list(wrapped([text("one two "), opening, text("three")], 8))
    assert [[piece.note for piece in line if piece.note] for line in lines] == [[], [7]]
