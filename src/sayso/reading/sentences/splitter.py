"""Splits text into sentences: finds the marks that could end one and decides by what stands before and after.

The rules read no more than a few dozen characters around a mark, so the time is linear in the length of the text.
"""

import re
from collections.abc import Iterator

import msgspec

from sayso.core.span import Span
from sayso.reading.sentences import tables
from sayso.reading.sentences.lines import paragraphs

_LOOK_BEHIND = 32
_LOOK_AHEAD = 96
_LONGEST_LIST_MARKER = 8

_CLOSER = r"[\"'”’»›)\]}″]"
_MARK = re.compile(
    r"(?P<mark>[.!?…]+(?:[ \u00a0]{1,2}[.!?…]+)+|[.!?…‼⁇⁈⁉؟۔。！？।]+)"
    rf"(?P<close>{_CLOSER}*"
    # a closing mark after a space: `left. "`, `for source. )`, `willing.' ''`
    rf"(?:[ \u00a0](?:[”’»›)\]}}]|['\"]+(?=\s|\Z)))*"
    # references and smileys belong to the sentence before them: `in 1971. [1] [2]`, `it works. :)`
    rf"(?:[ \u00a0]?\[\d{{1,3}}\])*{_CLOSER}*(?:[ \u00a0][:;]-?[()DP](?=\s|\Z))?"
    r"(?:[ \u00a0]?[\u2600-\u27bf\U0001f300-\U0001faff\ufe0f\u200d]+)*)"
    r"(?P<gap>\s+|\Z|(?=[A-Z“‘\"(\[])|(?<=[。！？؟۔।])(?=\S))"
)
_OPENERS = re.compile(r"[\"'“‘„«‹(\[{¿¡]+\s?|[*_•–—-]+\s")
_YEAR = re.compile(r"\(\d{4}")
_WORD_BEFORE = re.compile(r"[^\s()\[\]{}\"“”«»‘—–/…]+\Z")
_WORD_AFTER = re.compile(r"[@#]?\w(?:[\w’'-]|\.(?=\w))*")
_LIST_MARKER = re.compile(r"\*?[(\[]?(?:\d{1,3}(?:\.\d{1,2})*|[A-Za-z]|[ivx]{1,5}|[IVX]{1,5})\Z")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\Z")
_ORDINARY = re.compile(r"[^\W\d_]*[aeiouyà-ü][\w’'-]*\Z")
_WHOLE_WORD = re.compile(r"[^\W\d_]*[^\W\d_A-Z][^\W\d_]+\Z|\d{2,}%?\Z")
_ADDRESS = re.compile(rf"[/@=\\]|www\.|\w\.(?:{'|'.join(sorted(tables.TOP_LEVEL))})\b", re.IGNORECASE)
# a clause after the verb tells that a sentence of its own begins: `"Who?" Hale said he knew.`
_NO_CLAUSE = r"(?!\s(?:that|he|she|it|they|there|his|her|if|whether)\b|:|,?\s[\"“‘'])"
_VERBS = rf"(?:(?:told|tells|asked|asks)\b|(?:{'|'.join(sorted(tables.SPEECH_VERBS))})\b(?!\sthe\b)){_NO_CLAUSE}"
_NAME_WORD = r"(?:(?:[A-Z]\w{0,5}\.\s)?(?:[A-Z][\w’'.-]*|the|a|an|of|al|bin|de|van|von)\s)"
_REPORTING = re.compile(rf"(?!(?:He|She|They|We|It|And|But)\s){_NAME_WORD}{{1,6}}{_VERBS}")
_EAST = frozenset("。！？؟۔।")


class _Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """What the rules look at around a mark.

    Attributes:
        mark: The mark or marks.
        close: The closing marks after them.
        previous: The word before, up to a space or bracket.
        after: What follows, up to a few dozen characters.
        opening: Quotation marks, brackets or dashes that `after` begins with.
        word: The first word of `after` behind them.
        cased: Whether the paragraph has capitals and small letters, so that a capital says something.
        small_start: Whether the sentence began with a small letter.
    """

    mark: str
    close: str
    previous: str
    after: str
    opening: str
    word: str
    cased: bool
    small_start: bool

    @property
    def small_after(self) -> bool:
        """Whether the next word begins with a small letter, in text where that says something."""
        return self.cased and self.word[:1].islower()


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
    """Return the sentences of `text` as [start, end) offsets in code points; parameters as for `sentence_spans`."""
    found: list[tuple[int, int]] = []
    for start, end in paragraphs(text, wrap_width_chars):
        found.extend(_split_paragraph(text, start, end, split_unspaced=split_unspaced))
    return found


def _split_paragraph(text: str, start: int, end: int, *, split_unspaced: bool) -> Iterator[tuple[int, int]]:
    paragraph = text[start:end]
    cased = not paragraph.isupper() and not paragraph.islower()
    sentence_start = start
    for match in _MARK.finditer(text, start, end):
        next_start = match.end()
        if next_start >= end:
            break
        if match.start() == sentence_start or _is_list_marker(text, sentence_start, match.start()):
            continue
        around = _surroundings(text, match, sentence_start, end, cased=cased)
        if match.end("close") == next_start and not _may_end_unspaced(text, match, around, allowed=split_unspaced):
            continue
        if _ends_sentence(around):
            yield sentence_start, match.end("close")
            sentence_start = next_start
    yield sentence_start, end


def _is_list_marker(text: str, start: int, mark_start: int) -> bool:
    """Whether all of the sentence so far is the number or letter of a list item or section."""
    return mark_start - start <= _LONGEST_LIST_MARKER and _LIST_MARKER.match(text[start:mark_start]) is not None


def _surroundings(text: str, match: re.Match[str], sentence_start: int, limit: int, *, cased: bool) -> _Surroundings:
    after = text[match.end() : min(limit, match.end() + _LOOK_AHEAD)]
    opening = _OPENERS.match(after)
    word = _WORD_AFTER.match(after, opening.end() if opening else 0)
    before = _WORD_BEFORE.search(text, max(sentence_start, match.start() - _LOOK_BEHIND), match.start())
    return _Surroundings(
        mark=match["mark"],
        close=match["close"],
        previous=before.group() if before else "",
        after=after,
        opening=opening.group() if opening else "",
        word=word.group() if word else "",
        cased=cased,
        small_start=text[sentence_start].islower(),
    )


def _may_end_unspaced(text: str, match: re.Match[str], around: _Surroundings, *, allowed: bool) -> bool:
    """Whether a mark with no space after it can end a sentence: `ended.The army`, but no address or file name."""
    if around.mark[-1] in _EAST:
        return True
    if not allowed or around.mark.startswith("..") or "…" in around.mark:
        return False
    before = text[max(0, match.start() - _LOOK_BEHIND) : match.start()].rsplit(None, 1)
    token = before[-1] if before else ""
    if around.close:
        may_end = around.after[0].isupper()
    elif around.opening or "." in token or not _WHOLE_WORD.search(token):
        may_end = False
    else:
        may_end = around.word.casefold() not in tables.TOP_LEVEL and (
            around.word in ("A", "I") or around.word[1:2].islower()
        )
    return may_end and not _ADDRESS.search(token) and not _ADDRESS.search(around.after.split(None, 1)[0])


def _ends_sentence(around: _Surroundings) -> bool:
    """Whether the mark ends the sentence."""
    if around.mark[-1] in _EAST:
        return True
    if around.mark != ".":
        return _ends_at_other_mark(around)
    if not around.close or around.close[0] in ")'":
        verdict = _after_abbreviation(around)
        if verdict is not None:
            return verdict
    if not around.small_after:
        return True
    if around.close:
        return bool(around.opening) or around.small_start
    # `the road is shut. they left`: carelessly typed, unless the word may be an abbreviation that no table knows
    return around.previous.islower() and _ORDINARY.match(around.previous) is not None


def _ends_at_other_mark(around: _Surroundings) -> bool:
    """Whether `!`, `?` or an ellipsis ends the sentence."""
    if around.small_after:
        return around.small_start and around.mark[0] in "!?" and not around.close
    if around.close and _REPORTING.match(around.after):
        return False
    return _YEAR.match(around.after) is None


def _after_abbreviation(around: _Surroundings) -> bool | None:
    """Decide by the word before a period; None where it is no abbreviation."""
    folded = around.previous.casefold().strip("'-.")
    following = around.word.casefold()
    capitalised = around.previous[:1].isupper() or not around.cased
    if folded in tables.NEVER_FINAL or folded in tables.ADDRESS or (capitalised and folded in tables.TITLES):
        return False
    if around.word[:1].isdigit() and (
        folded in tables.BEFORE_NUMBER or (capitalised and folded in tables.MONTHS_DAYS) or len(folded) == 1
    ):
        return folded.isdigit()
    if folded in tables.UNITS:
        return not around.small_after
    if folded in tables.CLOCK:
        return not around.small_after and following not in tables.AFTER_CLOCK
    if (
        folded in tables.MAY_END
        or (capitalised and around.cased and folded in tables.STATES)
        or (len(folded) == 1 and folded.isalpha())
        or _DOTTED.match(folded)
    ):
        opens = bool(around.opening) and around.opening[0] not in "(*_–—-"
        return not around.small_after and (opens or following in tables.STARTERS)
    if capitalised and folded in tables.MONTHS_DAYS and (around.small_after or around.opening[:1] in tuple("(–—-")):
        return False
    return None
