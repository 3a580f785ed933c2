"""A report in the terminal: its text on the left, and in the margin on the right who says what and what happened.

Where there is no room for a margin, or where a terminal may turn a line around because it has words that are written
from right to left, the notes stand below the text.
"""

import re
from collections import deque
from collections.abc import Iterator
from itertools import chain

import msgspec
from rich.cells import cell_len

from sayso.cli.happening_words import AUXILIARIES, UNKNOWN
from sayso.cli.margin_events import HappeningNote, happening_notes
from sayso.cli.margin_labels import Label, entity_labels, place_labels, time_labels
from sayso.cli.margin_lines import Line, Piece, plain, wrapped
from sayso.cli.margin_marks import Paragraph, marks, paragraphs, pieces
from sayso.cli.margin_notes import Note, notes
from sayso.core.reading import Reading

MARGIN_FROM = 70
"""Narrowest page that has a margin."""
MIN_MARGIN, MAX_MARGIN = 24, 44
MAX_TEXT = 90
"""Widest text: longer lines are hard to read."""
BAR = " | "
NOTES_AFTER = 8
"""Most lines by which a note may stand lower than its place, while the paragraph goes on."""
_STATUSES = "with its status where not stated; ? if unresolved"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """How a report is shown.

    Attributes:
        width: Cells of a line, at least `margin_lines.MIN_WIDTH`.
        brackets: Whether the end of what is said is marked with signs, for want of colour.
        entities: Whether mentions of entities are marked with their type.
        times: Whether time expressions are marked with their value.
        places: Whether places are marked with what they stand for.
        events: Whether triggers of events and states are marked, with a note for each.
        min_confidence: Attributions, events and states with less are left out; the others keep their numbers.
    """

    width: int
    brackets: bool = True
    entities: bool = False
    times: bool = False
    places: bool = False
    events: bool = False
    min_confidence: float = 0.0

    @property
    def margin(self) -> int:
        """Cells of the margin; 0 where there is no room for one."""
        return 0 if self.width < MARGIN_FROM else max(MIN_MARGIN, min(MAX_MARGIN, self.width // 3))

    @property
    def text(self) -> int:
        """Cells of the text."""
        return min(MAX_TEXT, self.width - self.margin - len(BAR) if self.margin else self.width)


def report_lines(reading: Reading, layout: Layout) -> Iterator[Line]:
    """Yield the report line by line, with its attributions numbered and marked, and a note beside each.

    Events and states, where they are shown, have notes among them.
    """
    shown = tuple(note for note in notes(reading) if note.confidence >= layout.min_confidence)
    told = happening_notes(reading) if layout.events else ()
    told = tuple(note for note in told if note.confidence >= layout.min_confidence)
    text = reading.report.text
    by_key: dict[str, Note | HappeningNote] = {note.key: note for note in shown}
    by_key.update((note.key, note) for note in told)
    page = _Page(by_key, layout.text if by_key else min(MAX_TEXT, layout.width), layout.margin)
    ordered = marks(text, shown, _labels(reading, layout), told, brackets=layout.brackets)
    for paragraph in paragraphs(text, ordered):
        yield from page.paragraph(text, paragraph)
        yield ()
    if reading.not_read is None:
        for words in chain(_legend(reading, layout, len(shown)), _event_legend(reading, layout, len(told))):
            yield from wrapped([Piece(text=words, styles=("detail",))], min(layout.width, MAX_TEXT + MAX_MARGIN))


def _labels(reading: Reading, layout: Layout) -> Iterator[Label]:
    """Return the labels of the mentions that are shown."""
    return chain(
        entity_labels(reading.entities if layout.entities else ()),
        time_labels(reading.times if layout.times else ()),
        place_labels(reading.places if layout.places else ()),
    )


def _legend(reading: Reading, layout: Layout, shown: int) -> Iterator[str]:
    found = len(reading.attributions)
    if not found:
        yield "No attributions found."
    if shown:
        mark = "[1 ... 1]" if layout.brackets else "[1] in colour"
        yield f'{mark}: what somebody said. " direct, ~ indirect, "~ mixed; then the confidence, from 0 to 1.'
    if shown < found:
        yield f"{found - shown:,} of {found:,} attributions left out: confidence below {layout.min_confidence:g}."
    if layout.entities:
        yield "{...:type}: a mention of an entity." if reading.entities else "No mentions of entities found."
    if layout.times:
        yield f"{{...=value}}: a time expression, {_STATUSES}." if reading.times else "No time expressions found."
    if layout.places:
        yield (
            f"{{...@place}}: a place, with its point if GeoNames has no id for it, {_STATUSES}."
            if reading.places
            else "No places found."
        )


def _event_legend(reading: Reading, layout: Layout, shown: int) -> Iterator[str]:
    if not layout.events:
        return
    found = len(reading.events) + len(reading.states)
    if not found:
        yield "No events found."
    if shown:
        yield (
            "<e1 ...>: an event, <s1 ...>: a state; then the confidence. = e1: told before, as e1. Who -> whom, "
            f"@ where, when; {UNKNOWN} is not told or not resolved."
        )
        short = ", ".join(f"{words}: {name}" for name, words in AUXILIARIES.items())
        yield f"Below it, whose words tell of it, and {short}; with neither it is plain fact in the outlet's voice."
    if shown < found:
        yield f"{found - shown:,} of {found:,} events and states left out: confidence below {layout.min_confidence:g}."


class _Page:
    """Writes paragraphs, and knows which notes were written before."""

    def __init__(self, by_key: dict[str, Note | HappeningNote], text_width: int, margin_width: int) -> None:
        self._notes = by_key
        self._text_width = text_width
        self._margin_width = margin_width
        self._written: set[str] = set()

    def paragraph(self, text: str, paragraph: Paragraph) -> Iterator[Line]:
        """Yield the lines of a paragraph with its notes."""
        lines = wrapped(pieces(text, paragraph), self._text_width)
        if self._margin_width and not _RIGHT_TO_LEFT.search(text, paragraph.start, paragraph.end):
            return self._beside(lines)
        return self._below(lines)

    def _beside(self, lines: Iterator[Line]) -> Iterator[Line]:
        """Yield lines with their notes on the right; a note that finds its place taken moves down.

        Where notes have fallen far behind, the text waits for them.
        """
        waiting: deque[Line] = deque()
        for line in lines:
            while len(waiting) > NOTES_AFTER:
                yield self._with_note((), waiting.popleft())
            waiting += self._noted(line, self._margin_width)
            yield self._with_note(line, waiting.popleft()) if waiting else line
        for note in waiting:
            yield self._with_note((), note)

    def _below(self, lines: Iterator[Line]) -> Iterator[Line]:
        """Yield lines, and their notes after the last, or after every few."""
        waiting: list[Line] = []
        since = 0
        for line in lines:
            if waiting and since >= NOTES_AFTER:
                yield from waiting
                waiting, since = [], 0
            yield line
            since += 1
            room = self._text_width - len(BAR)
            waiting += [(Piece(text=BAR, styles=("detail",), is_mark=True), *n) for n in self._noted(line, room)]
        yield from waiting

    def _with_note(self, line: Line, note: Line) -> Line:
        gap = " " * (self._text_width - cell_len(plain(line)))
        return (*line, Piece(text=gap + BAR, styles=("detail",), is_mark=True), *note)

    def _noted(self, line: Line, width: int) -> Iterator[Line]:
        """Yield the lines, `width` wide, of the notes that belong beside `line`."""
        for key in (piece.note for piece in line if piece.note is not None):
            note = self._notes[key]
            written = note.repeated() if key in self._written else note.pieces()
            self._written.add(key)
            label = f"{key} "
            for count, part in enumerate(wrapped(written, width - len(label))):
                first = Piece(text=" " * len(label) if count else label, styles=("number",), is_mark=True)
                yield (first, *part)
