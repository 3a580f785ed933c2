"""Paragraphs of a web page: from the extracted tree, checked against the page for what was lost or doubled."""

import copy
import re
from collections.abc import Sequence

import msgspec
from lxml import etree
from lxml.html import HtmlElement

from sayso.ingest.furniture import furniture_kind, is_prose
from sayso.ingest.html_margins import drop_link_lines, text_key

_BLOCKS = frozenset(
    {
        "p",
        "head",
        "item",
        "quote",
        "list",
        "table",
        "row",
        "ab",
        "div",
        "code",
        "body",
        "fw",
        "details",
        "ul",
        "ol",
        "li",
    }
    | {
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "td",
        "th",
        "tr",
        "section",
        "article",
        "main",
        "blockquote",
        "dl",
        "dt",
        "dd",
        "pre",
    }
)
"""Elements that begin and end a paragraph: trafilatura's own, then those of HTML."""
_NO_TEXT = (
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "header",
    "footer",
    "form",
    "aside",
    "button",
    "select",
    "svg",
)
_SOURCE_BLOCKS = ("p", "li", "blockquote", "dd", "div", "pre")
_BLOCK_CHILDREN = frozenset(
    {"p", "div", "ul", "ol", "li", "blockquote", "table", "section", "article", "h1", "h2", "h3", "h4", "pre", "dl"}
    | {"figure", "footer", "nav", "aside", "header", "form", "main", "script", "style"}
)
_BESIDE_TAGS = frozenset(
    {"aside", "nav", "footer", "form", "figure", "figcaption", "header", "button", "noscript", "template"}
)
_BESIDE = re.compile(
    r"share|social|relat|promo|comment|newsletter|subscri|sidebar|widget|teaser|recommend|caption|credit|advert|\bads?\b"
    r"|\bad-|cookie|consent|popup|modal|banner|footer|\bnav|menu|breadcrumb|byline|author"
    r"|\btags?\b|most-read|trending|signup|hidden",
    re.IGNORECASE,
)
_PULL = re.compile(r"pull[-_]?(?:ed|out)?[-_]?quote|pull|highlight-quote|quote-highlight", re.IGNORECASE)
_LINE = "\x1e"
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’)\]]*$")
MIN_LOST_CHARS = 25
"""A shorter block that the extraction left out is not missed."""
MIN_DOUBLED_CHARS = 40
"""Shorter paragraphs may well stand twice ("Yes." "7 p.m.")."""
MAX_LINK_SHARE = 0.5
MAX_SEARCHED = 3_000
"""Most blocks of a page whose texts are searched for within others."""
_ANCESTORS_CHECKED = 8


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph and whether the page sets it off as a quotation."""

    text: str
    quoted: bool = False

    @property
    def key(self) -> str:
        """The text without white space and outer quotation marks, for comparing."""
        return text_key(self.text)


def paragraphs_of(body: etree._Element) -> list[Paragraph]:
    """Return the paragraphs of the tree that trafilatura extracts, white space folded.

    List items and table rows are paragraphs; the cells of a row stand between bars. A line break after the end of a
    sentence begins a paragraph, as in pages that use nothing else; any other is kept as a line break.

    Params:
        body: Tree in the elements of trafilatura's output (TEI: p, head, list, item, quote, row, cell, lb).
    """
    found: list[Paragraph] = []
    pieces: list[str] = []
    quotes = 0

    def flush() -> None:
        text = "".join(pieces).strip(" |")
        pieces.clear()
        if text:
            found.extend(Paragraph(text=part, quoted=quotes > 0) for part in _split_lines(text))

    for event, node in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            if node.tag in _BLOCKS:
                flush()
            quotes += node.tag == "quote"
            pieces.append(_LINE if node.tag in {"lb", "br"} else node.text or "")
            continue
        if node.tag in _BLOCKS:
            flush()
        elif node.tag == "cell" and node.getnext() is not None and pieces:
            pieces.append(" | ")
        quotes -= node.tag == "quote"
        if node is not body:
            pieces.append(node.tail or "")
    flush()
    return found


def part_again(tree: HtmlElement, paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return `paragraphs`, or where the whole page was poured into one, the page's own paragraphs if they hold prose.

    trafilatura's last resort is all text of the page in one paragraph, menus and forms included.
    """
    if len(paragraphs) != 1 or any(paragraphs[0].key in text_key(text) for _, text in source_blocks(tree)):
        return list(paragraphs)
    own = copy.deepcopy(tree)
    etree.strip_elements(own, *_NO_TEXT, with_tail=False)
    parted = [paragraph for body in own.iter("body") for paragraph in paragraphs_of(body)]
    texts = drop_link_lines(own, [paragraph.text for paragraph in parted])
    parted = [paragraph for paragraph in parted if paragraph.text in texts]
    kept = [paragraph for paragraph in parted if furniture_kind(paragraph.text) is None]
    return kept if any(is_prose(paragraph.text) for paragraph in kept) else []


def source_blocks(tree: HtmlElement) -> list[tuple[HtmlElement, str]]:
    """Return the page's elements that hold text and no other block, with their text."""
    return [(node, text) for node in tree.iter(*_SOURCE_BLOCKS) if (text := _own_text(node))]


def _split_lines(text: str) -> list[str]:
    """Fold white space; join lines broken by `br`, or part them where a sentence ends before the break."""
    parts: list[str] = []
    for line in (" ".join(piece.split()) for piece in text.split(_LINE)):
        if not line:
            continue
        if parts and not _SENTENCE_END.search(parts[-1]):
            parts[-1] = f"{parts[-1]}\n{line}"
        else:
            parts.append(line)
    return parts


def restore_lost(tree: HtmlElement, paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return `paragraphs` with those put back that the extraction left out from among them, and pull quotes taken out.

    A block of the page is put back if it stands between two blocks that were kept, or right beside one, has the shape
    of text, is no furniture, and neither it nor what encloses it is set apart from the report by its element or class.

    Params:
        tree: The whole page; not changed.
        paragraphs: What was extracted from it, in order.
    """
    kept = {paragraph.key: number for number, paragraph in enumerate(paragraphs)}
    blocks = source_blocks(tree)
    # On a page of a hundred thousand blocks the search through the whole text would never end.
    whole = "".join(paragraph.key for paragraph in paragraphs) if len(blocks) <= MAX_SEARCHED else ""
    keys = [text_key(text) for _, text in blocks]
    is_kept = [key in kept or (len(key) >= MIN_LOST_CHARS and key in whole) for key in keys]
    homes = {parent for (node, _), there in zip(blocks, is_kept, strict=True) if there for parent in _near(node)}
    pulled = {key for (node, _), key in zip(blocks, keys, strict=True) if _is_pulled(node)}
    result = [
        msgspec.structs.replace(paragraph, quoted=True) if paragraph.key in pulled else paragraph
        for paragraph in paragraphs
    ]
    last = max((number for number, there in enumerate(is_kept) if there), default=-1)
    place, added = -1, 0
    for number, (node, text) in enumerate(blocks):
        if is_kept[number]:
            place = kept.get(keys[number], place)
        elif place >= 0 and keys[number] not in pulled and _is_lost(node, text, homes, within=number < last):
            result.insert(place + 1 + added, Paragraph(text=text, quoted=node.tag == "blockquote"))
            added += 1
    return result


def drop_doubled(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return `paragraphs` without those that stand there before, and pull quotes that repeat words of another one."""
    keys = [paragraph.key for paragraph in paragraphs]
    seen: set[str] = set()
    kept = []
    for number, paragraph in enumerate(paragraphs):
        key = keys[number]
        doubled = len(key) >= MIN_DOUBLED_CHARS and key in seen
        if paragraph.quoted and len(key) >= MIN_LOST_CHARS and len(keys) <= MAX_SEARCHED:
            doubled = doubled or any(
                key in other for place, other in enumerate(keys) if place != number and key != other
            )
        seen.add(key)
        if not doubled:
            kept.append(paragraph)
    return kept


def _own_text(node: HtmlElement) -> str:
    """Return the text of a block that holds no other block, white space folded; else an empty string."""
    if len(node):
        for child in node:
            if child.tag in _BLOCK_CHILDREN:
                return ""
        text = node.text_content()  # not `itertext`, which takes a hundred times as long on nested blocks
    else:
        text = node.text or ""
    if len(text) < MIN_LOST_CHARS:
        return ""
    text = " ".join(text.split())
    return text if len(text) >= MIN_LOST_CHARS else ""


def _near(node: HtmlElement) -> list[HtmlElement]:
    """Return the parent of a block, and what holds the list or quotation it is in."""
    parent = node.getparent()
    near = [] if parent is None else [parent]
    while parent is not None and parent.tag in {"ul", "ol", "blockquote", "li", "dl"}:
        parent = parent.getparent()
        if parent is not None:
            near.append(parent)
    return near


def _is_pulled(node: HtmlElement) -> bool:
    parent = node.getparent()
    names = [node.get("class") or "", (parent.get("class") or "") if parent is not None else ""]
    return any(name and _PULL.search(name) for name in names)


def _is_lost(node: HtmlElement, text: str, homes: set[HtmlElement], *, within: bool) -> bool:
    if not any(parent in homes for parent in _near(node)):
        return False
    if not _SENTENCE_END.search(text) and not (within and node.tag == "li"):
        return False
    links = sum(len("".join(link.itertext())) for link in node.iter("a"))
    if links > MAX_LINK_SHARE * len(text) or furniture_kind(text) is not None:
        return False
    enclosing: HtmlElement | None = node
    for _ in range(_ANCESTORS_CHECKED):
        if enclosing is None or enclosing.tag == "body":
            return True
        if enclosing.tag in _BESIDE_TAGS or (enclosing not in homes and _BESIDE.search(_names(enclosing))):
            return False
        enclosing = enclosing.getparent()
    return True


def _names(node: HtmlElement) -> str:
    return f"{node.get('class') or ''} {node.get('id') or ''}"
