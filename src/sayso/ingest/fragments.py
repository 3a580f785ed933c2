"""HTML that is only the body of a report, as feeds and mails carry it, to plain paragraphs.

A whole page goes through main-text extraction; a fragment has no furniture to tell from the text, and extraction
would lose its short lines.
"""

import re
from collections.abc import Iterator

from lxml import etree, html

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "fieldset", "figcaption",
        "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre",
        "section", "table", "tr", "ul",
    }
)  # fmt: skip
_SKIPPED = frozenset(
    {
        "audio", "button", "embed", "form", "head", "iframe", "noscript", "object", "script", "select", "style", "svg",
        "video",
    }
)  # fmt: skip
_CELLS = frozenset({"td", "th"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?!\.?\d)", re.IGNORECASE)
_BR = "\x00"
"""Stands for a line break while a paragraph is gathered."""


def fragment_text(fragment: str) -> str:
    r"""Return the text of an HTML fragment: paragraphs parted by `\n\n`, one `br` by `\n`, white space folded.

    Scripts, forms and what a style hides (the preview line of a newsletter) are left out.

    >>> fragment_text("<p>Four people <b>died</b>.</p><ul><li>Two in Karsk</ul>")
    'Four people died.\n\nTwo in Karsk'
    """
    if "<" not in fragment and "&" not in fragment:
        return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", fragment) if part.strip())
    try:
        # Without `huge_tree` what is nested deeper than 255 would be dropped silently.
        root = html.fromstring(f"<div>{fragment.replace(_BR, '')}</div>", parser=html.HTMLParser(huge_tree=True))
    except (etree.ParserError, ValueError):
        return ""  # nothing but comments or control characters
    paragraphs: list[list[str]] = [[]]
    for kind, piece in _pieces(root):
        if kind == "break":
            paragraphs.append([])
        else:
            paragraphs[-1].append(piece)
    texts = (_paragraph("".join(pieces)) for pieces in paragraphs)
    return "\n\n".join(text for text in texts if text)


def _pieces(root: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield texts and block breaks in document order, without recursion: hostile pages nest deeply."""
    skipped = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start" and skipped is None:
            if element.tag in _SKIPPED or _HIDDEN.search(element.get("style") or ""):
                skipped = element
            else:
                yield from _at_start(element.tag, element.text)
        elif event != "start" and skipped in (None, element):
            skipped = None
            if element.tag in _BLOCKS:
                yield "break", ""
            if element.tail and element is not root:
                yield "text", element.tail


def _at_start(tag: str, text: str | None) -> Iterator[tuple[str, str]]:
    if tag in _BLOCKS:
        yield "break", ""
    elif tag == "br":
        yield "text", _BR
    elif tag in _CELLS:
        yield "text", "\t "
    if text:
        yield "text", text


def _paragraph(gathered: str) -> str:
    r"""Return a paragraph with white space folded; an empty line made of two `br` parts paragraphs."""
    lines = [" ".join(line.split()) for line in gathered.split(_BR)]
    return re.sub(r"\n{2,}", "\n\n", "\n".join(lines)).strip()
