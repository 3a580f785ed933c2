"""Splits text into sentences: finds the marks that could end one and decides by what stands before and after.

The rules read no more than a few dozen characters around a mark, so the time is linear in the length of the text.
"""

import re
from collections.abc import Iterator

from sayso.core.span import Span
from sayso.reading.sentences import tables
from sayso.reading.sentences.lines import paragraphs

_CLOSERS = "\"'”’»›)\\]}″"
_MARK = re.compile(
    r"(?P<mark>\.(?:[ \u00a0]\.)+|[.!?…‼⁇⁈⁉؟۔。！？।]+)"
    rf"(?P<close>[{_CLOSERS}]*(?:\[\d{{1,3}}\])*[{_CLOSERS}]*)"
    r"(?P<gap>\s+|\Z|(?=[。！？؟۔A-Z“‘\"(\[]))"
)
_OPENERS = re.compile(r"[\"'“‘„«‹(\[{¿¡*_—–-]+\s?")
_WORD_BEFORE = re.compile(r"[^\s()\[\]{}\"“”«»‘—–/…]+\Z")
_WORD_AFTER = re.compile(r"@?#?\w(?:[\w’'-]|\.(?=\w))*")
_LIST_MARKER = re.compile(r"[(\[]?(?:\d{1,3}(?:\.\d{1,2})*|[A-Za-z]|[ivx]{1,5}|[IVX]{1,5})\Z")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\Z")
_UNSPACED = re.compile(r"[^\W\d_]*[^\W\d_A-Z][^\W\d_]{1,}\Z|\d{2,}%?\Z")
_ADDRESS = re.compile(r"[/@=\\]|www\.|://")
_NAME = r"(?:(?:[A-Z]\w{0,5}\.\s)?(?:[A-Z][\w’'.-]*|the|a|an|of|al|bin|de|van|von)\s)"
_REPORTING = re.compile(rf"{_NAME}{{1,6}}(?:{'|'.join(tables.SPEECH_VERBS.split())})\b")
_PRONOUN_REPORTING = re.compile(rf"(?:I|He|She|They|We)\s(?:{'|'.join(tables.SPEECH_VERBS.split())})\b")
_EAST = frozenset("。！？؟۔।")
_LOOK_BEHIND = 32
_LOOK_AHEAD = 96


def sentence_spans(text: str, *, wrap_width_chars: int, split_unspaced: bool) -> tuple[Span, ...]:
    """Return the sentences of `text`, in order, trimmed, not overlapping, covering all that is not white space.

    Args:
        text: Any text.
        wrap_width_chars: Longest line, in code points, of hard-wrapped text.
        split_unspaced: Whether a sentence may end where no space follows the period.
    """
    return tuple(
        Span(start=start, end=end, text=text[start:end])
        for start, end in split(text, wrap_width_chars=wrap_width_chars, split_unspaced=split_unspaced)
    )


def split(text: str, *, wrap_width_chars: int, split_unspaced: bool) -> list[tuple[int, int]]:
    """Return the sentences of `text` as [start, end) offsets; parameters as for `sentence_spans`."""
    found: list[tuple[int, int]] = []
    for start, end in paragraphs(text, wrap_width_chars):
        found.extend(_split_paragraph(text, start, end, split_unspaced=split_unspaced))
    return found


def _split_paragraph(text: str, start: int, end: int, *, split_unspaced: bool) -> Iterator[tuple[int, int]]:
    cased = _has_both_cases(text[start:end])
    sentence_start = start
    for match in _MARK.finditer(text, start, end):
        sentence_end, next_start = match.end("close"), match.end()
        if sentence_end < sentence_start or next_start >= end:
            continue
        if next_start == sentence_end and not _splits_unspaced(text, match, allowed=split_unspaced):
            continue
        if _ends_sentence(text, match, sentence_start, end, cased=cased):
            yield sentence_start, sentence_end
            sentence_start = next_start
    yield sentence_start, end


def _has_both_cases(paragraph: str) -> bool:
    """Whether capitals say anything in `paragraph`: neither all are capitals nor none."""
    return not paragraph.isupper() and not paragraph.islower()


def _splits_unspaced(text: str, match: re.Match[str], *, allowed: bool) -> bool:
    """Whether a mark with no space after it can end a sentence: `ended.The army`, but no address or file name."""
    mark_start, next_start = match.start(), match.end()
    mark = match.group("mark")
    if mark[-1] in _EAST:
        return True
    if not allowed or mark.startswith("..") or "…" in mark:
        return False
    before = text[max(0, mark_start - _LOOK_BEHIND) : mark_start].rsplit(None, 1)
    token = before[-1] if before else ""
    after = text[next_start : next_start + _LOOK_AHEAD]
    if _ADDRESS.search(token) or _ADDRESS.search(after.split(None, 1)[0]):
        return False
    if match.group("close") and not match.group("close").startswith("["):
        return after[0].isupper() or after[0] in "“"
    word = _WORD_AFTER.match(after)
    following = word.group() if word else ""
    if after[0] in '“‘"([':
        return False
    if len(following) < 2 and following not in ("A", "I"):
        return False
    if not _UNSPACED.search(token) or following.casefold() in tables.TOP_LEVEL or "." in token:
        return False
    return len(following) < 2 or following[1:2].islower()


def _ends_sentence(text: str, match: re.Match[str], sentence_start: int, limit: int, *, cased: bool) -> bool:
    """Whether the mark of `match` ends the sentence that began at `sentence_start`."""
    mark, close = match.group("mark"), match.group("close")
    after = text[match.end() : min(limit, match.end() + _LOOK_AHEAD)]
    opened = _OPENERS.match(after)
    bare = after[opened.end() :] if opened else after
    word_match = _WORD_AFTER.match(bare)
    word = word_match.group() if word_match else ""
    if match.start() == sentence_start:
        return False
    if mark[-1] in _EAST:
        return True
    lower = cased and word[:1].islower()
    if mark == ".":
        if not close or close[0] in ")'":
            before = _WORD_BEFORE.search(text, max(sentence_start, match.start() - _LOOK_BEHIND), match.start())
            previous = before.group() if before else ""
            verdict = _after_period(text, match, sentence_start, previous, word, opened is not None, lower=lower)
            if verdict is not None:
                return verdict
        return not lower or (opened is not None and not close)
    if lower:
        return False
    if close and mark[-1] in "!?…." and (_REPORTING.match(after) or _PRONOUN_REPORTING.match(after)):
        return False
    return True


def _after_period(
    text: str, match: re.Match[str], sentence_start: int, previous: str, word: str, opened: bool, *, lower: bool
) -> bool | None:
    """Decide by the word before a period; None where it is an ordinary word."""
    folded = previous.casefold().strip("'-.")
    after = word.casefold()
    if _LIST_MARKER.match(text[sentence_start : match.start()]):
        return False
    starter = opened or after in tables.STARTERS
    if folded in tables.TITLES or folded in tables.NEVER_FINAL:
        return False
    if len(previous) == 1 and previous.isalpha():
        return starter and not lower
    if folded in tables.BEFORE_NUMBER and word[:1].isdigit():
        return False
    if folded in tables.MONTHS_DAYS and (word[:1].isdigit() or lower):
        return False
    if folded in tables.CLOCK and "." in previous:
        return not lower and after not in tables.AFTER_CLOCK
    if folded in tables.MAY_END or _DOTTED.match(folded):
        return starter and not lower
    return None
