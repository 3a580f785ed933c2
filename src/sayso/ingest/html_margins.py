"""What a page without the elements for it puts around its text: menus, lists of other stories, side columns."""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from sayso.ingest.furniture import is_prose

MAX_LINK_CHARS = 160
MIN_ROW_SHARE = 0.6
"""Share of a row of links that must be link text; the rest are bars between them."""
MIN_CELL_SHARE = 0.6
"""Share of a page's prose that must stand in one table cell for that to be its column."""
MAX_CELLS = 50
"""Most cells, one inside the other, that are searched for the prose."""

_SENTENCE_END = re.compile(r"[.!?…:][\"'”’)\]]*$")
_QUOTES = "\"'“”‘’«»„ "


def text_key(text: str) -> str:
    """Return `text` without white space and outer quotation marks."""
    return "".join(text.strip(_QUOTES).split())


def drop_link_lines(tree: HtmlElement, lines: Sequence[str]) -> list[str]:
    """Return `lines` without those above the first and below the last prose that are nothing but links.

    They are menus and lists of other stories that a page without the elements for it puts beside its text.

    Params:
        tree: The whole page; not changed.
        lines: Its paragraphs, in order.
    """
    first, last = _prose_bounds(lines)
    suspects = {
        number for number, line in enumerate(lines) if not first <= number <= last and not _SENTENCE_END.search(line)
    }
    if not suspects:
        return list(lines)
    linked: set[str] = set()
    rows: dict[HtmlElement, int] = {}
    row, chars = None, 0
    for link in tree.iter("a"):
        text = "".join(link.itertext())
        if len(text) > MAX_LINK_CHARS:
            continue
        key = text_key(text)
        linked.add(key)
        parent = link.getparent()
        if parent is not None and parent is row:  # a row has its links one after the other
            rows[row] = rows.get(row, chars) + len(key)
        row, chars = parent, len(key)
    for row, chars in rows.items():
        key = text_key(row.text_content())  # not `itertext`, which takes a hundred times as long on nested rows
        if chars >= MIN_ROW_SHARE * len(key):
            linked.add(key)
    return [line for number, line in enumerate(lines) if number not in suspects or text_key(line) not in linked]


def drop_side_columns(tree: HtmlElement, lines: Sequence[str]) -> list[str]:
    """Return `lines` without the short ones below the first prose that stand outside the table cell of the text.

    Old pages are laid out as one table with small advertisements to the right and notes below the text's own cell.

    Params:
        tree: The whole page; not changed.
        lines: Its paragraphs, in order.
    """
    first, _ = _prose_bounds(lines)
    short = [line for line in lines[first:] if not is_prose(line)]
    if not short or next(tree.iter("td"), None) is None:
        return list(lines)
    prose = [text_key(line) for line in lines if is_prose(line)]
    column = _column(tree, prose)
    if column is None:
        return list(lines)
    return [
        line
        for number, line in enumerate(lines)
        if number <= first or is_prose(line) or all(text_key(part) in column for part in line.split(" | "))
    ]


def _prose_bounds(lines: Sequence[str]) -> tuple[int, int]:
    """Return the places of the first and the last line of prose; past the end and before the start where none is."""
    prose = [number for number, line in enumerate(lines) if is_prose(line)]
    return (prose[0], prose[-1]) if prose else (len(lines), -1)


def _column(tree: HtmlElement, prose: Sequence[str]) -> str | None:
    """Return the text, without white space, of the smallest cell that holds most of the prose."""
    whole = sum(map(len, prose))
    column = None
    searched = 0
    for table in tree.iter("table"):
        rows = list(table.iterchildren("tr")) + [row for part in table.iterchildren("tbody") for row in part]
        for row in rows:
            cells = list(row.iterchildren("td")) if isinstance(row.tag, str) else []
            for cell in cells:
                key = "".join(cell.text_content().split())
                if len(key) < MIN_CELL_SHARE * whole or searched == MAX_CELLS:
                    continue
                searched += 1
                held = sum(len(text) for text in prose if text in key)
                if held >= MIN_CELL_SHARE * whole:
                    column = key
    return column
