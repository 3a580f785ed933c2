"""Marks on the text of a report: what is said, by number; who says it; triggers of events; mentions with their labels.

Marks may nest, overlap or cross. The text is never changed: the pieces that are no marks, joined, are the paragraph.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from sayso.cli.margin_events import HappeningNote
from sayso.cli.margin_labels import Label
from sayso.cli.margin_lines import MIN_WIDTH, Piece, Style
from sayso.cli.margin_notes import Note
from sayso.cli.terminal import visible
from sayso.core.span import Span

MarkKind = Literal["content", "mention", "trigger", "source", "cue"]
_RANK: dict[MarkKind, int] = {"content": 0, "mention": 1, "trigger": 2, "source": 3, "cue": 4}
CONTENT_STYLES: tuple[Style, ...] = ("content 1", "content 2", "content 3")
"""Styles of content by depth; beyond the last, from the first again."""
_LONGEST_PART = MIN_WIDTH // 2
"""Most characters of a label that stay together on the narrowest page, if each of them takes two cells."""
_BREAK = re.compile(r"\n[^\S\n]*\n\s*")


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A marked piece of the text, half-open `[start, end)` in code points.

    Attributes:
        start: Offset of the first code point; no white space.
        end: Offset after the last one; no white space before it.
        kind: What is marked.
        note: For content and triggers, the key of the note beside them.
        opening: What is written before it.
        closing: What is written after it, in parts between which a line may end.
    """

    start: int
    end: int
    kind: MarkKind
    note: str | None = None
    opening: str = ""
    closing: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[int, int, int, int, str]:
        """Where it comes among the marks: by its start, the outer ones before the inner ones."""
        key = self.note or ""
        return self.start, -self.end, _RANK[self.kind], len(key), key


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph of a text, half-open, with the marks that touch it, in their order."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def marks(
    text: str,
    notes: Iterable[Note],
    labels: Iterable[Label],
    happenings: Iterable[HappeningNote] = (),
    *,
    brackets: bool,
) -> list[Mark]:
    """Return the marks of attributions, events, states and labelled mentions, in their order.

    Args:
        text: The text of the report.
        notes: One for each attribution to mark.
        labels: One for each mention to mark.
        happenings: One for each telling of an event and each state to mark.
        brackets: Whether the end of content is written too, for want of colour.
    """
    found = []
    for note in notes:
        opening = f"[{note.number} " if brackets else f"[{note.number}] "
        closing = (f" {note.number}]",) if brackets else ()
        found += [
            _mark(text, span, "content", note=note.key, opening=opening, closing=closing) for span in note.content
        ]
        if note.source is not None:
            found.append(_mark(text, note.source, "source"))
        if note.cue is not None:
            found.append(_mark(text, note.cue, "cue"))
    for told in happenings:
        found.append(_mark(text, told.trigger, "trigger", note=told.key, opening=f"<{told.key} ", closing=(">",)))
    for label in labels:
        parts = tuple(f"{visible(label.text)}}}".split())
        found.append(_mark(text, label.span, "mention", opening="{", closing=parts))
    return sorted((mark for mark in found if mark.start < mark.end), key=lambda mark: mark.order)


def paragraphs(text: str, ordered: Sequence[Mark]) -> Iterator[Paragraph]:
    """Yield the paragraphs of `text`, parted by empty lines; none is white space only. `ordered` are its marks."""
    position, carried = 0, list[Mark]()
    for start, end in _bounds(text):
        while position < len(ordered) and ordered[position].start < end:
            carried.append(ordered[position])
            position += 1
        carried = [mark for mark in carried if mark.end > start]
        yield Paragraph(start=start, end=end, marks=tuple(carried))


def pieces(text: str, paragraph: Paragraph) -> Iterator[Piece]:
    """Yield a paragraph with its marks. The first mark of each note in it says that it stands there."""
    opening: dict[int, list[Mark]] = defaultdict(list)
    closing: dict[int, int] = defaultdict(int)
    for mark in paragraph.marks:
        opening[max(mark.start, paragraph.start)].append(mark)
        closing[min(mark.end, paragraph.end)] += 1
    active: list[Mark] = []
    noted: set[str | None] = {None}
    last = paragraph.start
    for at in sorted({*opening, *closing}):
        if last < at:
            yield Piece(text=_shown(text[last:at]), styles=_styles(active))
        last = at
        if closing[at]:
            yield from _closings(mark for mark in reversed(active) if min(mark.end, paragraph.end) == at)
            active = [mark for mark in active if min(mark.end, paragraph.end) != at]
        for mark in opening[at]:
            active.append(mark)
            if mark.opening:
                note = None if mark.note in noted else mark.note
                noted.add(mark.note)
                yield Piece(text=mark.opening, styles=("mark",), is_mark=True, note=note)
    if last < paragraph.end:
        yield Piece(text=_shown(text[last : paragraph.end]))


def _closings(ended: Iterable[Mark]) -> Iterator[Piece]:
    for mark in ended:
        for number, part in enumerate(mark.closing):
            if number:
                yield Piece(text=" ")
            for start in range(0, len(part), _LONGEST_PART):
                yield Piece(text=part[start : start + _LONGEST_PART], styles=("mark",), is_mark=True)


def _styles(active: Iterable[Mark]) -> tuple[Style, ...]:
    found: list[Style] = []
    depth = 0
    for mark in active:
        if mark.kind == "content":
            found.append(CONTENT_STYLES[depth % len(CONTENT_STYLES)])
            depth += 1
        else:
            found.append(mark.kind)
    return tuple(found)


def _mark(
    text: str,
    span: Span,
    kind: MarkKind,
    *,
    note: str | None = None,
    opening: str = "",
    closing: tuple[str, ...] = (),
) -> Mark:
    """Return the mark of a span without the white space at its ends; an empty one where it is nothing else."""
    start = span.end - len(text[span.start : span.end].lstrip())
    end = span.start + len(text[span.start : span.end].rstrip())
    return Mark(start=start, end=end, kind=kind, note=note, opening=opening, closing=closing)


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    start = len(text) - len(text.lstrip())
    for gap in _BREAK.finditer(text, start):
        yield start, start + len(text[start : gap.start()].rstrip())
        start = gap.end()
    end = len(text.rstrip())
    if start < end:
        yield start, end


def _shown(text: str) -> str:
    """Return a piece of the text as it can be printed; a line break is one character."""
    return visible(text.replace("\r\n", "\n"))
