"""Quotation marks: which characters are marks, which open, which close, and what they enclose.

A mark's direction comes from its shape and from what stands on either side of it; what is open decides the rest.
Apostrophes, decades, feet and inches are no marks. A double quotation that is not closed where its paragraph ends goes
on in the next one if that one reopens or closes it; else it is closed where the evidence says it ends.
"""

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

Family = Literal["double", "single", "guillemet"]
Direction = Literal["open", "close", "either"]
Ending = Literal["marked", "runs on", "inferred"]

_MARK = re.compile(  # begins with a class of characters, so that it is soon known where none is
    r"[\"“”„‟＂«»‹›‘’‚‛'`]"
    # of three apostrophes the first may end a word
    r"(?:(?<=\")\"{1,3}|(?<=')(?:(?<!\S')|(?!''))'|(?<=`)`|(?<=’)’|(?<=‘)‘)?"
)
_MEASURE = re.compile(r"\d\s?['’′]\s?\d{1,2}(?:\.\d+)?\s?(?:[\"”″]|'')|\d['’](?=\d)")
_ELIDED = re.compile(
    r"['’‘](?:\d0s|\d\ds?\b|tis\b|twas\b|em\b|til\b|till\b|cause\b|bout\b|round\b|n['’]|cos\b|neath\b|gainst\b|nuff\b)",
    re.IGNORECASE,
)
_SHAPES: dict[str, tuple[Family, Direction]] = {
    '"': ("double", "either"),
    "＂": ("double", "either"),
    "''": ("double", "either"),
    "``": ("double", "open"),
    "‘‘": ("double", "open"),
    "’’": ("double", "close"),
    "“": ("double", "open"),
    "„": ("double", "open"),
    "‟": ("double", "open"),
    "”": ("double", "close"),
    "«": ("guillemet", "open"),
    "‹": ("guillemet", "open"),
    "»": ("guillemet", "close"),
    "›": ("guillemet", "close"),
    "‘": ("single", "open"),
    "‚": ("single", "open"),
    "‛": ("single", "open"),
    "`": ("single", "open"),
    "’": ("single", "close"),
    "'": ("single", "either"),
}
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_WRONG_CLOSER = re.compile(r"[.!?,][’'](?=\s|$)")
"""A double quotation that somebody closed with a single mark."""
_OPENING_COMPANY = frozenset("([{—–-/¡¿*_" + _INVISIBLE)
_CLOSING_COMPANY = frozenset(")]}.,;:!?…—–-/*_")
_MARK_CHARACTERS = frozenset("\"“”„‟＂«»‹›‘’‚‛'`")


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One quotation mark: half-open offsets, family and direction."""

    start: int
    end: int
    family: Family
    direction: Direction


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text in quotation marks.

    Attributes:
        start: Offset of the opening mark, or of the first word where only a closing mark stands.
        end: Offset after the closing mark, or where the quotation was found to end.
        inner_start: Offset after the opening mark.
        inner_end: Offset of the closing mark.
        depth: 0 where no other quotation holds it.
        ending: `marked`; `runs on` into the next paragraph; `inferred` from the evidence.
        continues: Whether it goes on from the paragraph before.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int
    ending: Ending
    continues: bool = False


class _Open(msgspec.Struct, kw_only=True):
    mark: Mark
    continues: bool = False


def find_marks(text: str, start: int, end: int) -> list[Mark]:
    """Return the quotation marks in `text[start:end]`, which is one paragraph."""
    matches = list(_MARK.finditer(text, start, end))
    if not matches:
        return []
    measures = {offset for match in _MEASURE.finditer(text, start, end) for offset in range(*match.span())}
    found = []
    for match in matches:
        if match.start() in measures:
            continue
        mark = _mark(text, match, start, end)
        if mark is not None:
            found.append(mark)
    return found


def quotes(text: str, blocks: Sequence[tuple[int, int]], tail: re.Pattern[str]) -> list[list[Quote]]:
    """Return the quotations of every paragraph in `blocks`, in text order.

    `tail` matches what follows a quotation that lacks its closing mark (", he said"); the quotation ends where
    its group 1 starts.
    """
    marks = [find_marks(text, start, end) for start, end in blocks]
    result: list[list[Quote]] = []
    running = False
    for index, (start, end) in enumerate(blocks):
        following = marks[index + 1] if index + 1 < len(blocks) else []
        next_start = blocks[index + 1][0] if index + 1 < len(blocks) else end
        pairing = _Pairing(text=text, start=start, end=end, marks=marks[index], tail=tail, running=running)
        goes_on = _goes_on(following, next_start)
        result.append(pairing.pair(goes_on))
        running = pairing.runs_on
    return result


def _goes_on(following: list[Mark], start: int) -> bool:
    doubles = [mark for mark in following if mark.family != "single"]
    if not doubles:
        return False
    reopens = doubles[0].start == start and doubles[0].direction != "close"
    return reopens or doubles[0].direction == "close"


def _mark(text: str, match: re.Match[str], start: int, end: int) -> Mark | None:
    first, last = match.span()
    before = text[first - 1] if first > start else " "
    after = text[last] if last < end else " "
    shape = match.group()
    family, direction = _SHAPES[shape if shape[0] != '"' else '"']
    if family == "single":
        return _single(text, first, before, after, direction)
    if shape == "''" and before.isalnum() and after.isalnum():
        return None
    opens = before.isspace() or before in _OPENING_COMPANY or before in _MARK_CHARACTERS
    closes = after.isspace() or after in _CLOSING_COMPANY or after in _MARK_CHARACTERS
    if shape in ('"', "＂") and before.isdigit() and not closes:
        return None
    if len(shape) > 1 and shape[0] == '"' and opens and closes:
        return None
    if direction == "either":
        if opens != closes:
            direction = "open" if opens else "close"
    elif (direction == "close" and (before.isspace() or before in _INVISIBLE) and not after.isspace()) or (
        direction == "open" and closes and not before.isspace()
    ):
        direction = "either"
    return Mark(start=first, end=last, family=family, direction=direction)


def _single(text: str, first: int, before: str, after: str, direction: Direction) -> Mark | None:
    if before.isalnum() and after.isalnum():
        return None
    if _ELIDED.match(text, first) and not before.isalnum():
        return None
    opens = (before.isspace() or before in _OPENING_COMPANY or before in _MARK_CHARACTERS) and not after.isspace()
    closes = not before.isspace() and not after.isalnum()
    if direction == "open" and not opens:
        return None
    if direction == "close":
        if closes:
            return Mark(start=first, end=first + 1, family="single", direction="close")
        return None
    if opens == closes:
        return Mark(start=first, end=first + 1, family="single", direction="either") if opens else None
    return Mark(start=first, end=first + 1, family="single", direction="open" if opens else "close")


def _with_depths(found: list[Quote]) -> list[Quote]:
    """Return the quotations in text order with their depths; one that crosses the end of another is left out."""
    ordered = sorted(found, key=lambda quote: (quote.start, -quote.end))
    kept: list[Quote] = []
    around: list[Quote] = []
    for quote in ordered:
        while around and around[-1].end <= quote.start:
            around.pop()
        if around and quote.end > around[-1].end:
            continue
        kept.append(msgspec.structs.replace(quote, depth=len(around)))
        around.append(quote)
    return kept


class _Pairing:
    """Pairs the marks of one paragraph."""

    def __init__(
        self, *, text: str, start: int, end: int, marks: list[Mark], tail: re.Pattern[str], running: bool
    ) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.marks = marks
        self.tail = tail
        self.runs_on = False
        self._stack: list[_Open] = []
        self._found: list[Quote] = []
        self._running = running
        if running:
            doubles = [mark for mark in marks if mark.family != "single"]
            if doubles and doubles[0].start != start and doubles[0].direction == "close":
                silent = Mark(start=start, end=start, family=doubles[0].family, direction="open")
                self._stack.append(_Open(mark=silent, continues=True))

    def pair(self, goes_on: bool) -> list[Quote]:
        """Return the quotations; `goes_on` says whether the next paragraph takes up what is left open here."""
        for index, mark in enumerate(self.marks):
            is_open = self._is_open(mark.family)
            if mark.direction == "close" or (mark.direction == "either" and is_open):
                self._close(index, mark)
            else:
                self._push(index, mark, is_open)
        self._finish(goes_on)
        return _with_depths(self._found)

    def _is_open(self, family: Family) -> bool:
        """Whether a quotation of `family` is open; a single one only inside the innermost double one."""
        for held in reversed(self._stack):
            if held.mark.family == family:
                return True
            if family == "single":
                return False
        return False

    def _push(self, index: int, mark: Mark, is_open: bool) -> None:
        if is_open and not self._is_nested(index, mark):
            held = self._pop(mark.family)
            if mark.family != "single" or self._follows_colon(held.mark):
                self._infer_end(held, mark.start)
        continues = self._running and mark.start == self.start and not self._stack
        self._stack.append(_Open(mark=mark, continues=continues))

    def _follows_colon(self, mark: Mark) -> bool:
        """Whether a colon leads up to `mark`, so that even a single mark surely opens a quotation."""
        return self.text[max(self.start, mark.start - 2) : mark.start].strip() == ":"

    def _is_nested(self, index: int, mark: Mark) -> bool:
        if mark.family == "single" and not self._follows_colon(self._top("single").mark):
            return False
        ahead = [other for other in self.marks[index + 1 : index + 9] if other.family == mark.family]
        return len(ahead) >= 2 and all(other.direction != "open" for other in ahead[:2])

    def _top(self, family: Family) -> _Open:
        return next(held for held in reversed(self._stack) if held.mark.family == family)

    def _pop(self, family: Family) -> _Open:
        while self._stack[-1].mark.family != family:
            self._stack.pop()
        return self._stack.pop()

    def _close(self, index: int, mark: Mark) -> None:
        if not self._is_open(mark.family):
            if mark.family != "single":
                self._infer_start(mark)
            return
        if mark.family == "single" and self._is_possessive(index, mark):
            return
        held = self._pop(mark.family)
        if held.mark.end < mark.start:
            self._add(held, mark.start, mark.end, "marked")

    def _is_possessive(self, index: int, mark: Mark) -> bool:
        if self.text[mark.start - 1] not in "sSxz":
            return False
        for other in self.marks[index + 1 :]:
            if other.family != "single":
                return False
            if other.direction != "open":
                return True
        return False

    def _add(self, held: _Open, inner_end: int, end: int, ending: Ending) -> None:
        self._found.append(
            Quote(
                start=held.mark.start,
                end=end,
                inner_start=held.mark.end,
                inner_end=inner_end,
                depth=0,
                ending=ending,
                continues=held.continues,
            )
        )

    def _infer_end(self, held: _Open, limit: int) -> None:
        end = limit
        match = self.tail.search(self.text, held.mark.end, limit)
        if match is not None:
            end = match.start(1)
        elif (wrong := _WRONG_CLOSER.search(self.text, held.mark.end, limit)) is not None:
            end = wrong.end()
        while end > held.mark.end and self.text[end - 1].isspace():
            end -= 1
        if end > held.mark.end:
            self._add(held, end, end, "inferred")

    def _infer_start(self, mark: Mark) -> None:
        start = self.start
        if self._found or self._stack or self.text[mark.start - 1] not in ".,!?…—":
            return
        held = _Open(mark=Mark(start=start, end=start, family=mark.family, direction="open"))
        self._add(held, mark.start, mark.end, "inferred")

    def _finish(self, goes_on: bool) -> None:
        left = [held for held in self._stack if held.mark.family != "single"]
        if not left:
            return
        outer = left[0]
        self._stack = []
        if goes_on:
            self.runs_on = True
            self._add(outer, self.end, self.end, "runs on")
        else:
            self._infer_end(outer, self.end)
