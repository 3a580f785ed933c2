"""Wrapping marked text to a width in terminal cells, whatever script it is in."""

from collections.abc import Iterable, Iterator
from itertools import groupby, takewhile
from typing import Literal

import msgspec
from rich.cells import cell_len

Style = Literal[
    "content 1", "content 2", "content 3", "source", "cue", "mention", "trigger", "mark", "number", "speaker", "doubt",
    "detail",
]  # fmt: skip
"""What a piece is, which says how it looks."""
MIN_WIDTH = 20
"""Narrowest page, in cells."""
_NO_BREAK = frozenset("\u00a0\u2007\u202f")
"""White space that holds words together."""


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """Some characters on a line.

    Attributes:
        text: The characters, safe to print.
        styles: What they are, outermost first.
        is_mark: Whether they are ours: not words of the report, and never broken over lines.
        note: Key of the note that stands beside the line that this piece is on; null for none.
    """

    text: str
    styles: tuple[Style, ...] = ()
    is_mark: bool = False
    note: str | None = None


Line = tuple[Piece, ...]


def plain(line: Iterable[Piece]) -> str:
    """Return a line's characters."""
    return "".join(piece.text for piece in line)


def wrapped(pieces: Iterable[Piece], width: int) -> Iterator[Line]:
    """Yield the lines of `pieces`, at most `width` cells wide, broken at white space; new lines stay.

    White space is folded. A word that is wider than a line is broken between characters (base character and what
    combines with it); marks are never broken, and stay with the word that they open or close.

    Args:
        pieces: In text order. White space in a mark does not part words.
        width: Cells of a line, at least those of the widest mark.
    """
    line: list[Piece] = []
    filled = 0
    for word in _words(pieces):
        if word is None:
            yield _joined(line)
            line, filled = [], 0
            continue
        cells = cell_len(plain(word))
        room = width - filled - 1 if line else width
        if line and cells > room and (cells <= width or room < max(width // 4, _beginning(word))):
            yield _joined(line)
            line, filled, room = [], 0, width
        for number, (part, part_cells) in enumerate(_split(word, cells, width, room)):
            if line and (number or part_cells > room):
                yield _joined(line)
                line, filled = [], 0
            filled += bool(line) + part_cells
            line += [_space(line[-1], part[0]), *part] if line else part
    if line:
        yield _joined(line)


def _words(pieces: Iterable[Piece]) -> Iterator[list[Piece] | None]:
    """Yield the words, each as its pieces, and null for each line break."""
    word: list[Piece] = []
    for piece in pieces:
        if piece.is_mark:
            word.append(piece)
            continue
        start = 0
        for at, character in enumerate(piece.text):
            if not character.isspace() or character in _NO_BREAK:
                continue
            if at > start:
                word.append(msgspec.structs.replace(piece, text=piece.text[start:at]))
            if word:
                yield word
                word = []
            if character == "\n":
                yield None
            start = at + 1
        if start < len(piece.text):
            word.append(msgspec.structs.replace(piece, text=piece.text[start:]))
    if word:
        yield word


def _split(word: list[Piece], cells: int, width: int, room: int) -> Iterator[tuple[Line, int]]:
    """Yield a word in parts with their cells: the first fits into `room`, the others into `width`."""
    if cells <= width:
        yield tuple(word), cells
        return
    part: list[Piece] = []
    filled = 0
    for piece in _unbreakable(word):
        more = cell_len(piece.text)
        if part and filled + more > room:
            yield _joined(part), cell_len(plain(part))
            part, filled, room = [], 0, width
        part.append(piece)
        filled += more
    yield _joined(part), cell_len(plain(part))


def _unbreakable(word: list[Piece]) -> Iterator[Piece]:
    """Yield marks whole, and each character together with the characters of no width that follow it."""
    for piece in word:
        if piece.is_mark:
            yield piece
            continue
        start = 0
        for at in range(1, len(piece.text)):
            if cell_len(piece.text[at]) > 0:
                yield msgspec.structs.replace(piece, text=piece.text[start:at])
                start = at
        yield msgspec.structs.replace(piece, text=piece.text[start:])


def _beginning(word: list[Piece]) -> int:
    """Return the cells that a word needs on the line it begins on: its opening marks and a character."""
    return cell_len(plain(takewhile(lambda piece: piece.is_mark, word))) + 2


def _space(before: Piece, after: Piece) -> Piece:
    """Return the space between two words: it is what both of them are."""
    both = zip(before.styles, after.styles, strict=False) if not (before.is_mark or after.is_mark) else ()
    return Piece(text=" ", styles=tuple(style for style, _ in takewhile(lambda pair: pair[0] == pair[1], both)))


def _joined(part: list[Piece]) -> Line:
    """Return a part of a line with neighbours of one kind made one."""
    made: list[Piece] = []
    for (styles, is_mark), group in groupby(part, key=lambda piece: (piece.styles, piece.is_mark)):
        if is_mark:
            made += group
        else:
            made.append(Piece(text=plain(group), styles=styles))
    return tuple(made)
