"""From the printed lines of a paged document to running text: running heads, paragraphs, hyphens, the headline."""

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from sayso.core.report import PageStart

EDGE_LINES = 3
"""Lines at the top and at the bottom of a page that can be running heads or feet."""
EDGE_SHARE = 0.12
"""Share of the page's height, at either end, in which page numbers stand."""
HEADLINE_RATIO = 1.25
"""How much larger than the body a headline is printed, at least."""
HEADLINE_CHARS = 300

SOFT_HYPHENS = "\x02\xad\ufffe"
"""Marks that pdfium, or the document, puts where a word was divided at a line's end."""

_PAGE_NUMBER = re.compile(r"[\W_]*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*/\s*\d{1,4})?[\W_]*", re.IGNORECASE)
_PAGE_OF = re.compile(r"\W*(?:page|p\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*|\d{1,4}\s+of\s+\d{1,4}", re.IGNORECASE)
_ENDS_SENTENCE = re.compile(r"[.!?…:][\"”’»)\]]*$")
_DIVIDED = re.compile(r"(\w[\w-]*)[-‐]$")
_KEPT_PREFIXES = frozenset(
    {"all", "anti", "co", "counter", "cross", "ex", "half", "mid", "multi", "non", "post", "pre", "pro", "self", "semi"}
)
_SOFT_HYPHEN = re.compile(rf"(\w[\w-]{{0,60}})[{SOFT_HYPHENS}]\s*(\w+)")


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One printed line. Coordinates in points, from the lower left corner of the page.

    Attributes:
        text: Its words, white space folded, never empty.
        left: Left edge of the first character.
        right: Right edge of the last character.
        top: Upper edge of the first character.
        bottom: Lower edge of the last character.
        size: Height of the first character's box, which grows with the font size.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of one page in reading order; `number` from 1, `height` in points."""

    number: int
    height: float
    lines: tuple[Line, ...]


def without_running_heads(pages: Sequence[Page]) -> list[Page]:
    """Return `pages` without the lines that repeat at their edges, and without page numbers.

    A line repeats if, digits aside, it stands in the same print at the same end of at least half of the pages, and of
    two at least. A headline that later pages carry in small print stays.
    """
    seen: Counter[tuple[bool, str, int]] = Counter()
    for page in pages:
        seen.update({(at_top, *_shape(line)) for line, at_top in _edge_lines(page)})
    least = max(2, (len(pages) + 1) // 2)
    kept = []
    for page in pages:
        gone = {
            id(line)
            for line, at_top in _edge_lines(page)
            if seen[at_top, *_shape(line)] >= least or _is_page_number(line, page)
        }
        kept.append(msgspec.structs.replace(page, lines=tuple(line for line in page.lines if id(line) not in gone)))
    return kept


def take_headline(pages: Sequence[Page]) -> tuple[str | None, list[Page]]:
    """Return the headline by its print size and the pages without it; None and all pages where none stands out."""
    body = _body_size(pages)
    if not pages or body is None:
        return None, list(pages)
    first = pages[0]
    largest = max((line.size for line in first.lines), default=0.0)
    if largest < HEADLINE_RATIO * body:
        return None, list(pages)
    start = next(number for number, line in enumerate(first.lines) if line.size > 0.95 * largest)
    end = start
    while end < len(first.lines) and first.lines[end].size > 0.95 * largest:
        end += 1
    headline = _run_together([line.text for line in first.lines[start:end]], frozenset())
    # Large print that is a number, a logo's letters or a whole notice is no headline.
    if not len(headline.split()) >= 2 or len(headline) > HEADLINE_CHARS or not any(map(str.isalpha, headline)):
        return None, list(pages)
    rest = first.lines[:start] + first.lines[end:]
    return headline, [msgspec.structs.replace(first, lines=rest), *pages[1:]]


def running_text(pages: Sequence[Page]) -> tuple[str, tuple[PageStart, ...]]:
    r"""Return the text of `pages`, paragraphs parted by `\n\n`, and where each page starts in it.

    A page without text starts where the next one does. A paragraph or a word that runs over the page's end is whole.
    """
    vocabulary = frozenset(
        word for page in pages for line in page.lines for word in re.findall(r"[\w-]+", line.text.casefold())
    )
    leading = _leading(pages)
    pieces: list[str] = []
    length = 0
    starts = []
    previous: Line | None = None
    for page in pages:
        begun = False
        right = _right_edge(page)
        for line in page.lines:
            if previous is not None:
                new = _new_paragraph(previous, line, leading=leading, right=right, turned=not begun)
                above = pieces.pop()
                pieces.append(above + "\n\n" if new else _joint(above, line.text, vocabulary))
                length += len(pieces[-1]) - len(above)
            if not begun:
                starts.append(PageStart(number=page.number, start=length))
                begun = True
            pieces.append(_rejoined(line.text, vocabulary))
            length += len(pieces[-1])
            previous = line
        if not begun:
            starts.append(PageStart(number=page.number, start=length))
    last = max(0, length - 1)
    return "".join(pieces), tuple(
        msgspec.structs.replace(start, start=last) if start.start > last else start for start in starts
    )


def _edge_lines(page: Page) -> list[tuple[Line, bool]]:
    """Return the lines at the page's edges, each with whether it is at the top."""
    by_height = sorted(page.lines, key=lambda line: -line.top)
    return [(line, True) for line in by_height[:EDGE_LINES]] + [(line, False) for line in by_height[-EDGE_LINES:]]


def _shape(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text.casefold()), round(line.size)


def _is_page_number(line: Line, page: Page) -> bool:
    if _PAGE_OF.fullmatch(line.text):
        return True
    in_margin = line.top < EDGE_SHARE * page.height or line.bottom > (1 - EDGE_SHARE) * page.height
    return in_margin and _PAGE_NUMBER.fullmatch(line.text) is not None


def _body_size(pages: Sequence[Page]) -> float | None:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else None


def _leading(pages: Sequence[Page]) -> float:
    """Return the usual distance in points from one line's top to the next one's."""
    steps = [
        above.top - below.top
        for page in pages
        for above, below in zip(page.lines, page.lines[1:], strict=False)
        if 0 < above.top - below.top < 4 * max(above.size, 1.0)
    ]
    if not steps:
        return 0.0
    # The lower quartile, not the middle: in a page of one-line paragraphs most steps may be gaps.
    return sorted(steps)[len(steps) // 4]


def _right_edge(page: Page) -> float:
    edges = sorted(line.right for line in page.lines)
    return edges[int(0.9 * (len(edges) - 1))] if edges else 0.0


def _new_paragraph(above: Line, line: Line, *, leading: float, right: float, turned: bool) -> bool:
    """Whether `line` begins a paragraph; `turned` where it is the first of its page."""
    if abs(above.size - line.size) > 0.15 * max(above.size, line.size):
        return True
    ended = _ENDS_SENTENCE.search(above.text) is not None
    step = above.bottom + above.size - line.top  # `above` is two printed lines where pdfium joined a divided word
    if turned or step < -line.size:  # next page or next column
        return ended or not (line.text[0].islower() or above.text[-1] in "-,;" or len(above.text) > 40)
    if leading and step > 1.35 * leading:
        return True
    indented = line.left > above.left + 0.8 * line.size and above.left < right / 2
    short = above.right < right - 0.2 * max(1.0, right - above.left)
    return ended and (indented or short)


def _joint(text: str, following: str, vocabulary: frozenset[str]) -> str:
    """Return `text` made ready for the words of the next line: a space after it, or its end hyphen resolved."""
    stripped = text.rstrip(SOFT_HYPHENS)
    if stripped != text and following[:1].islower():
        return stripped
    divided = _DIVIDED.search(text[-60:])
    if divided is None:
        return text + " "
    if not following[:1].islower():
        # "Anglo-|Saxon" and "F-|16" keep the hyphen; a dash that stands alone was no hyphen and does not come here.
        return text
    end = re.match(r"\w+", following)
    return text if _hyphen_stays(divided[1], end[0] if end else "", vocabulary) else text[:-1]


def _hyphen_stays(before: str, after: str, vocabulary: frozenset[str]) -> bool:
    if after[:1].isupper():
        return True
    before, after = before.casefold(), after.casefold()
    if f"{before}-{after}" in vocabulary:
        return True
    if before + after in vocabulary:
        return False
    return before in _KEPT_PREFIXES or "-" in before


def _rejoined(text: str, vocabulary: frozenset[str]) -> str:
    """Return the line with the words that pdfium marks as divided made whole."""

    def whole(divided: re.Match[str]) -> str:
        hyphen = "-" if _hyphen_stays(divided[1], divided[2], vocabulary) else ""
        return f"{divided[1]}{hyphen}{divided[2]}"

    return _SOFT_HYPHEN.sub(whole, text)


def _run_together(lines: Sequence[str], vocabulary: frozenset[str]) -> str:
    text = ""
    for line in lines:
        text = (_joint(text, line, vocabulary) if text else "") + _rejoined(line, vocabulary)
    return text.strip()
