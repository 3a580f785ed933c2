"""Turns a text and the marks on it into segments, paragraphs and nested pieces that a page can show.

Marks may nest, overlap or cross, and one attribution may have several. Text is never changed, lost or repeated: the
segments of a text, joined, are the text.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

MarkKind = Literal["content", "source", "cue", "hit"]
_KIND_ORDER = {"content": 0, "source": 1, "cue": 2, "hit": 3}
_BREAK = re.compile(r"\n[^\S\n]*\n\s*")


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A marked piece of a text, half-open `[start, end)` in code points.

    Attributes:
        id: Unique among the marks of one page; the `id` of the element that shows it.
        owner: Id of the attribution it belongs to; marks with one owner light up together.
        kind: What it is.
        manner: The manner of the attribution, for content.
    """

    id: str
    owner: str
    kind: MarkKind
    start: int
    end: int
    manner: str | None = None


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of text with one and the same set of marks from end to end."""

    start: int
    end: int
    marks: frozenset[str]


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """One step in writing a paragraph: a mark opens, text stands, a mark closes.

    Attributes:
        step: `open`, `text` or `close`.
        text: For `text`, the words.
        mark: For `open`, the mark.
        first: For `open`, whether the mark opens here for the first time in the text.
        starts_block: For `open`, whether the mark opens here for the first time in this paragraph.
    """

    step: Literal["open", "text", "close"]
    text: str = ""
    mark: Mark | None = None
    first: bool = False
    starts_block: bool = False


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph: its place in the text and the pieces to write, in order."""

    start: int
    end: int
    pieces: tuple[Piece, ...]


def segments(length: int, marks: Iterable[Mark], cuts: Iterable[int] = ()) -> tuple[Segment, ...]:
    """Return the segments of a text of `length` code points: cut wherever a mark begins or ends, and at `cuts`.

    Together they cover `[0, length)` without gap or overlap. Marks are clipped to the text.
    """
    opening: dict[int, list[str]] = defaultdict(list)
    closing: dict[int, list[str]] = defaultdict(list)
    for mark in marks:
        start, end = max(0, mark.start), min(length, mark.end)
        if start < end:
            opening[start].append(mark.id)
            closing[end].append(mark.id)
    bounds = sorted({0, length, *opening, *closing, *(cut for cut in cuts if 0 < cut < length)})
    active: set[str] = set()
    found = []
    for start, end in pairwise(bounds):
        active.difference_update(closing[start])
        active.update(opening[start])
        found.append(Segment(start=start, end=end, marks=frozenset(active)))
    return tuple(found)


def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """Return the paragraphs of `text`, parted by empty lines, as `[start, end)`; none is empty or white space only."""
    found = []
    start = 0
    for gap in [*_BREAK.finditer(text), None]:
        end = len(text) if gap is None else gap.start()
        if text[start:end].strip():
            found.append((start, end))
        if gap is not None:
            start = gap.end()
    return tuple(found)


def blocks(text: str, marks: Sequence[Mark]) -> tuple[Block, ...]:
    """Return the paragraphs of `text` with the pieces that show `marks` on it, properly nested.

    A mark that crosses another's end is closed and opened again; a mark over several paragraphs opens in each.
    """
    bounds = paragraphs(text)
    by_id = {mark.id: mark for mark in marks}
    parts = segments(len(text), marks, (edge for pair in bounds for edge in pair))
    shown: set[str] = set()
    found = []
    position = 0
    for start, end in bounds:
        while parts[position].start < start:
            position += 1
        inside = []
        while position < len(parts) and parts[position].end <= end:
            inside.append(parts[position])
            position += 1
        pieces = tuple(_pieces(text, inside, by_id, shown))
        found.append(Block(start=start, end=end, pieces=pieces))
    return tuple(found)


def _pieces(text: str, inside: Sequence[Segment], by_id: dict[str, Mark], shown: set[str]) -> Iterator[Piece]:
    stack: list[str] = []
    here: set[str] = set()
    for segment in inside:
        wanted = sorted(segment.marks, key=lambda name: _nesting(by_id[name]))
        common = 0
        while common < min(len(stack), len(wanted)) and stack[common] == wanted[common]:
            common += 1
        for _ in stack[common:]:
            yield Piece(step="close")
        for name in wanted[common:]:
            yield Piece(step="open", mark=by_id[name], first=name not in shown, starts_block=name not in here)
            shown.add(name)
            here.add(name)
        stack = wanted
        yield Piece(step="text", text=text[segment.start : segment.end])
    for _ in stack:
        yield Piece(step="close")


def _nesting(mark: Mark) -> tuple[int, int, int, str]:
    return (mark.start, -mark.end, _KIND_ORDER[mark.kind], mark.id)
