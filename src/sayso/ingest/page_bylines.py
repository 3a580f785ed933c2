"""Author lines that a page shows beside its headline, where its metadata names nobody."""

import re
from itertools import islice

from lxml.html import HtmlElement

from sayso.ingest.report_head import SECTIONS, bare_byline, same_words

NEAR = 40
"""Elements after the headline among which the author line is looked for."""
MAX_WORDS = 8

_NAMED = re.compile(r"\b(?:by-?line|author|writer|reporter|contributor)(?:s|-?name|__name)?\b", re.IGNORECASE)
_CREDIT = re.compile(r"\b(?:credit|source|agency)\b", re.IGNORECASE)
_BESIDE = re.compile(
    r"comment|sidebar|relat|widget|teaser|footer|\bbio|about|caption|photo|image|picture|avatar|share", re.IGNORECASE
)
_PICTURES = frozenset({"figure", "figcaption", "picture", "aside", "nav", "footer", "form"})
_NO_NAME = re.compile(r"\d|[@!?:]|https?|[a-z]{3,}\.$|getty|shutterstock|alamy|\bphoto|\bimage", re.IGNORECASE)


def visible_byline(tree: HtmlElement, title: str | None) -> str | None:
    """Return the author line, without "By", that stands right after the headline in an element named for it.

    A line marked as credit or source counts too ("Northern Wire" below the headline), unless a picture is near.

    Params:
        tree: The whole page; not changed.
        title: Its headline; without one there is no place to look.
    """
    heading = _heading(tree, title) if title else None
    if heading is None:
        return None
    credit = None
    for node in islice(_after(heading), NEAR):
        if not isinstance(node.tag, str) or (node.tag in {"p", "div"} and len(node.text_content()) > 200):
            continue
        names = _names(node)
        if not names or _BESIDE.search(names) or _is_beside(node):
            continue
        if _NAMED.search(names):
            inner = [child for child in node.iterdescendants() if _NAMED.search(_names(child))]
            name = _name((inner or [node])[-1 if len(inner) == 1 else 0])
            if name:
                return name
        elif credit is None and _CREDIT.search(names):
            credit = _name(node)
    return credit


def _heading(tree: HtmlElement, title: str) -> HtmlElement | None:
    for node in tree.iter("h1", "h2", "h3"):
        if same_words(" ".join(node.text_content().split()), title):
            return node
    return None


def _after(heading: HtmlElement) -> "list[HtmlElement]":
    """Return the elements that follow the heading, in document order, at most a few more than are looked at."""
    found: list[HtmlElement] = []
    place: HtmlElement | None = heading
    while place is not None and place.tag != "body" and len(found) < NEAR:
        for sibling in place.itersiblings():
            found += islice(sibling.iter(), NEAR)
            if len(found) >= NEAR:
                break
        place = place.getparent()
    return found


def _is_beside(node: HtmlElement) -> bool:
    parents = [parent for parent in islice(node.iterancestors(), 4) if parent.tag != "body"]
    return any(parent.tag in _PICTURES or _BESIDE.search(_names(parent)) for parent in parents)


def _name(node: HtmlElement) -> str | None:
    text = bare_byline(" ".join(node.text_content().split()))
    words = text.split()
    if not 1 <= len(words) <= MAX_WORDS or _NO_NAME.search(text) or text.lower() in SECTIONS:
        return None
    return text if words[0][:1].isupper() and (len(words) > 1 or words[0].isupper()) else None


def _names(node: HtmlElement) -> str:
    return " ".join(filter(None, (node.get("class"), node.get("itemprop"), node.get("rel"))))
