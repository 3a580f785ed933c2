"""Line breaks: which of them end a paragraph, and which only wrap a line.

A blank line always ends a paragraph. A single break is decided by the width of the lines: in hard-wrapped text a line
is broken because its neighbour's first word no longer fitted, so a break well before that width was meant. Where lines
are not wrapped, every break was meant unless the next line goes on with a small letter.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

_BREAK = re.compile(r"(?:\r\n|[\n\v\f\r\x85\u2028\u2029])\s*")
_NEWLINE = re.compile(r"\r\n|[\n\v\f\r\x85\u2028\u2029]")
_PARAGRAPH_SIGN = "\u2029"
_FIRST_WORD = re.compile(r"\S{1,40}")
_BULLET = re.compile(r"(?:[•▪●◦‣∙■□►*·–—-]|[(\[]?(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})[.)\]])[ \t\u00a0]+\S")
_STRONG_BULLET = re.compile(r"[•▪●◦‣∙■□►*][ \t\u00a0]*\S")
_TERMINAL = re.compile(r"[.!?…:؟۔。！？][\"'”’»)\]]*\Z")
_GOES_ON = re.compile(
    r"(?:,|\b(?:the|(?-i:a)|an|of|and|or|to|in|on|at|by|for|from|with|that|was|were|is))\Z", re.IGNORECASE
)

MEANT_BREAK_SHARE = 0.75
"""A line that with its neighbour's first word fills no more than this share of the width was broken on purpose."""
MIN_WRAP_CHARS = 40
"""Lines all shorter than this are verses, addresses, lists or headlines, not wrapped prose."""


def paragraphs(text: str, wrap_width_chars: int) -> Iterator[tuple[int, int]]:
    """Yield the [start, end) offsets of paragraphs, trimmed and not empty.

    Args:
        text: Any text.
        wrap_width_chars: Longest line, in code points, of hard-wrapped text.
    """
    blocks = list(_blocks(text))
    lengths = [end - start for block in blocks for start, end in block]
    long = sum(length for length in lengths if length > wrap_width_chars)
    may_be_wrapped = 2 * long <= sum(lengths)
    for block in blocks:
        yield from _divide(text, block, wrap_width_chars if may_be_wrapped else 0) if len(block) > 1 else block


def _blocks(text: str) -> Iterator[list[tuple[int, int]]]:
    """Yield the lines, as trimmed [start, end), of each run of lines with no blank line between."""
    lines: list[tuple[int, int]] = []
    start = len(text) - len(text.lstrip())
    for match in _BREAK.finditer(text, start):
        end = start + len(text[start : match.start()].rstrip())
        if end > start:
            lines.append((start, end))
        if lines and _ends_block(match.group()):
            yield lines
            lines = []
        start = match.end()
    end = start + len(text[start:].rstrip())
    if end > start:
        lines.append((start, end))
    if lines:
        yield lines


def _ends_block(space: str) -> bool:
    return (len(space) > 1 and len(_NEWLINE.findall(space)) > 1) or _PARAGRAPH_SIGN in space


def _divide(text: str, lines: list[tuple[int, int]], wrap_width_chars: int) -> Iterator[tuple[int, int]]:
    width = max(end - start for start, end in lines)
    wrapped = MIN_WRAP_CHARS <= width <= wrap_width_chars
    cased = not text[lines[0][0] : lines[-1][1]].islower()
    paragraph_start = lines[0][0]
    for (start, end), (next_start, next_end) in pairwise(lines):
        line = text[start:end]
        following = text[next_start : min(next_end, next_start + 60)]
        if _is_meant(line, following, width if wrapped else None, cased=cased):
            yield paragraph_start, end
            paragraph_start = next_start
    yield paragraph_start, lines[-1][1]


def _is_meant(line: str, following: str, width: int | None, *, cased: bool) -> bool:
    """Whether the break between two lines ends a paragraph; `width` is None in text that is not wrapped."""
    if _STRONG_BULLET.match(following):
        return True
    ends = _TERMINAL.search(line[-12:]) is not None
    if _BULLET.match(following) and (ends or _BULLET.match(line) is not None):
        return True
    if not ends and ((following[0].islower() and cased) or _GOES_ON.search(line[-12:])):
        return False
    if width is None:
        return True
    word = _FIRST_WORD.match(following)
    return len(line) + 1 + (len(word.group()) if word else 0) <= width * MEANT_BREAK_SHARE
