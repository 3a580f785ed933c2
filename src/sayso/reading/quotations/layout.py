"""Where paragraphs, sentences and words of a text begin and end: what the rules of quotation stand on."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from sayso.core.span import Span
from sayso.reading.quotations.tables import word_set

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"”’'»)\]]{0,4}(?=(\s+)[\"“‘'«„(\[]{0,3}\w)")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:[’'\-&./@]\w+)*|[^\w\s]")
_SENTENCE_STOPS = frozenset(".!?:;…\"”’'»)]*")
ABBREVIATIONS = word_set(
    "Mr Mrs Ms Dr Prof Sen Sens Rep Reps Gov Govs Gen Lt Col Sgt Maj Capt Cmdr Adm Brig Cpl Pvt Rev Fr Hon "
    "Pres Amb Spc Pfc Cdr Supt Insp Det "
    "Jr Sr St Ft Mt No Inc Ltd Co Corp vs Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Ala Ariz "
    "Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex "
    "Va Vt Wash Wis Wyo"
)
"""Words after which a full stop does not end a sentence; it is part of the word."""


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """A word or a single punctuation mark; `lower` is its text in lower case with straight apostrophes."""

    start: int
    end: int
    text: str
    lower: str

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def is_punctuation(self) -> bool:
        """Whether it is a mark, not a word."""
        return not self.text[0].isalnum()


def words(text: str, start: int, end: int, limit: int | None = None) -> list[Word]:
    """Return the words and marks of `text[start:end]`, at most `limit`; abbreviations and initials keep their stop."""
    found: list[Word] = []
    skip_to = start
    for match in _WORD.finditer(text, start, end):
        first, last = match.span()
        if first < skip_to:
            continue
        if len(found) == limit:
            break
        form = match.group()
        is_short = form in ABBREVIATIONS or (len(form) == 1 and form.isupper() and form != "I")
        if is_short and last < end and text[last] == ".":
            last += 1
            form += "."
            skip_to = last
        found.append(Word(start=first, end=last, text=form, lower=form.lower().replace("’", "'")))
    return found


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the paragraphs, without white space at their edges.

    A line end ends a paragraph, unless the text is wrapped: then only an empty line does. A text is taken as wrapped
    where most line ends that are followed by a further line do not come after the end of a sentence.
    """
    lines = [(match.start(), match.end()) for match in _LINE.finditer(text)]
    stripped = [edges for line in lines if (edges := _strip(text, *line)) is not None]
    if not _is_wrapped(text, stripped):
        return stripped
    joined: list[tuple[int, int]] = []
    for start, end in stripped:
        if joined and text.count("\n", joined[-1][1], start) == 1:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


class Sentences:
    """Sentence boundaries of a text, for look-up by offset."""

    def __init__(self, text: str, spans: Sequence[Span], blocks: Sequence[tuple[int, int]]) -> None:
        if spans:
            starts = {span.start for span in spans}
        else:
            starts = {match.end(1) for match in _SENTENCE_END.finditer(text) if not _is_abbreviation(text, match)}
        starts.update(start for start, _ in blocks)
        self._starts = sorted(starts)

    def start_before(self, offset: int) -> int:
        """Return where the sentence that holds `offset` starts; 0 before the first."""
        place = bisect_right(self._starts, offset)
        return self._starts[place - 1] if place else 0

    def next_start(self, offset: int, limit: int) -> int:
        """Return where the first sentence after `offset` starts, at most `limit`."""
        place = bisect_right(self._starts, offset)
        return min(self._starts[place], limit) if place < len(self._starts) else limit

    def start_strictly_before(self, offset: int) -> int:
        """Return the last sentence start that is less than `offset`; 0 where there is none."""
        place = bisect_left(self._starts, offset)
        return self._starts[place - 1] if place else 0


def _strip(text: str, start: int, end: int) -> tuple[int, int] | None:
    line = text[start:end]
    left = len(line) - len(line.lstrip())
    right = len(line.rstrip())
    return (start + left, start + right) if right > left else None


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    broken = ends = 0
    for (_, end), (start, _) in pairwise(lines):
        if text.count("\n", end, start) == 1:
            ends += 1
            broken += text[end - 1] not in _SENTENCE_STOPS
    return ends >= 3 and broken > ends / 2


def _is_abbreviation(text: str, match: re.Match[str]) -> bool:
    if match.group() != ".":
        return False
    start = match.start()
    while start > 0 and match.start() - start < 8 and (text[start - 1].isalnum() or text[start - 1] == "."):
        start -= 1
    word = text[start : match.start()]
    return word in ABBREVIATIONS or (len(word) == 1 and word.isupper()) or "." in word
