"""Web pages to reports: main text by trafilatura, guarded before it and checked after it.

The tree is parsed once. White space inside paragraphs is folded, paragraphs are parted by blank lines, and invisible
characters (soft hyphens, zero-width and direction marks) go, as trafilatura takes them out.
"""

import json
from itertools import islice

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from sayso.core.errors import LimitError, UnreadableError
from sayso.ingest.datelines import read_date_line, read_imprint
from sayso.ingest.decoding import decode
from sayso.ingest.extracted import Extracted
from sayso.ingest.furniture import drop_furniture, is_prose
from sayso.ingest.html_margins import drop_link_lines, drop_side_columns, text_key
from sayso.ingest.html_paragraphs import (
    drop_doubled,
    paragraphs_of,
    part_again,
    restore_lost,
)
from sayso.ingest.html_tree import parse_page
from sayso.ingest.limits import Limits
from sayso.ingest.mojibake import mend
from sayso.ingest.page_metadata import PageData, read_page
from sayso.ingest.report_head import SECTIONS, Head, read_head, same_words

EXTRACTOR = "html 1"
MIN_LETTERS = 25
"""A page with fewer letters of text than this holds no report."""
MAX_MASTHEAD_LINES = 8
"""Most lines above a headline that are taken for a page's masthead."""
BODY_RATIO = 2
"""The text in a page's JSON-LD is taken where it is so much longer than what the page itself shows."""


def extract_html(
    content: bytes, limits: Limits, *, given_url: str | None = None, declared: str | None = None
) -> Extracted:
    """Return the report that a web page holds.

    Params:
        content: The page's bytes.
        limits: `max_html_nodes` and `max_html_depth` apply here.
        given_url: The page's address where that is known from outside.
        declared: Charset that an HTTP or mail header gives.

    Raises:
        UnreadableError: There is no report in it: the page is empty, or filled in by scripts, or all furniture.
        LimitError: More or deeper elements than the limits allow.

    Source: Barbaresi 2021, "Trafilatura" (doi:10.18653/v1/2021.acl-demo.15).
    """
    markup = decode(content, declared)
    mended = mend(markup)
    tree = parse_page(mended, limits)
    page = read_page(tree, given_url)
    known = [name for name in (page.outlet, page.section, page.byline) if name]
    head = read_head(_lines(tree, page), title=page.title, known=known)
    text = "\n\n".join(line for line in head.body if line.strip())
    if len(list(islice(filter(str.isalpha, text), MIN_LETTERS))) < MIN_LETTERS:
        raise UnreadableError(_why_empty(tree))
    return _extracted(page, head, text, mended=mended != markup)


def _lines(tree: HtmlElement, page: PageData) -> list[str]:
    """Return the paragraphs of the page's main text without furniture."""
    found = _main_text(tree)
    extracted = [] if found is None else part_again(tree, paragraphs_of(found))
    paragraphs = drop_doubled(restore_lost(tree, extracted))
    lines = drop_link_lines(tree, [paragraph.text for paragraph in paragraphs])
    lines = drop_side_columns(tree, lines)
    stated = page.article.body if page.article else None
    if stated is not None:
        lines = _fuller(lines, [" ".join(line.split()) for line in stated.split("\n") if line.strip()])
    if page.title is not None:
        lines = _without_title(lines, page.title, page.outlet)
    inside = ("\n".join(drop_furniture(line.split("\n"))) for line in drop_furniture(lines))
    return [line for line in inside if line]


def _fuller(shown: list[str], stated: list[str]) -> list[str]:
    """Return what the page shows, or the text that its JSON-LD states where that is much longer.

    Of the same words, those with more paragraphs: trafilatura, where it takes them from there, makes one of all, and
    many pages state them without paragraphs.
    """
    if sum(map(len, stated)) > BODY_RATIO * sum(map(len, shown)):
        return stated
    same = len(stated) > len(shown) and text_key("".join(stated)) == text_key("".join(shown))
    return stated if same else shown


def _main_text(tree: HtmlElement) -> etree._Element | None:
    try:
        # Metadata is read here, so trafilatura is not asked for it: its dates include guesses.
        document = trafilatura.bare_extraction(
            tree,
            include_comments=False,
            include_tables=True,
            include_formatting=False,
            include_images=False,
            include_links=False,
            deduplicate=False,
            with_metadata=False,
        )
    except RecursionError as error:
        raise LimitError("HTML elements are nested too deep for the text to be found") from error
    except (
        AttributeError,
        TypeError,
        ValueError,
        KeyError,
        IndexError,
        etree.LxmlError,
        json.JSONDecodeError,
    ) as error:
        raise UnreadableError(f"trafilatura could not read the page: {type(error).__name__}: {error}") from error
    return getattr(document, "body", None)


def _without_title(lines: list[str], title: str, outlet: str | None) -> list[str]:
    """Return `lines` without the headline, and without the masthead above it but for its date.

    What stands above the headline is the masthead (name, motto, number, date) if the outlet's name or a date is among
    it and no sentence.
    """
    place = next((number for number, line in enumerate(lines[:MAX_MASTHEAD_LINES]) if same_words(line, title)), None)
    if place is None:
        return lines
    above, below = lines[:place], lines[place + 1 :]
    dated = [line for line in above if read_date_line(line) or read_imprint(line) or line.lower() in SECTIONS]
    is_masthead = bool(dated) or any(same_words(line, outlet or "") for line in above)
    if not is_masthead or any(is_prose(line) or line.rstrip().endswith((".", "!", "?", "”", '"')) for line in above):
        return [*above, *below]
    return [*dated, *below]


def _extracted(page: PageData, head: Head, text: str, *, mended: bool) -> Extracted:
    return Extracted(
        text=text,
        extractor=EXTRACTOR,
        title=page.title or head.title,
        section=page.section or head.section,
        byline=page.byline or head.byline,
        dateline=head.dateline or page.dateline,
        outlet=page.outlet,
        url=page.url,
        dates=page.dates,
        language=page.language,
        mended=mended,
    )


def _why_empty(tree: HtmlElement) -> str:
    scripts = sum(len(node.text or "") for node in tree.iter("script"))
    loaded = sum(1 for node in tree.iter("script") if node.get("src"))
    shown = sum(
        len(text.split())
        for node in tree.iter("body")
        for text in node.xpath(".//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]")
    )
    if shown < 30 and (scripts or loaded):
        return (
            f"no text in the page itself ({shown} words, {scripts} characters of scripts, {loaded} script files)"
            ": scripts fill it in; save it from a browser"
        )
    if shown == 0:
        return "the page is empty"
    return f"no report found in the page: of {shown} words none stand in a main text"
