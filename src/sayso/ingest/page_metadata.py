"""What a web page says of itself: Open Graph, Dublin Core and the like, JSON-LD, `time` elements, its address."""

import re
from collections.abc import Iterator
from itertools import chain, islice

import msgspec
from lxml.html import HtmlElement

from sayso.ingest.datelines import read_date_line
from sayso.ingest.extracted import DateClue
from sayso.ingest.headlines import choose_headline, match_part
from sayso.ingest.json_ld import ArticleData, read_json_ld
from sayso.ingest.outlets import is_outlet_name, read_address
from sayso.ingest.page_bylines import visible_byline
from sayso.ingest.report_head import SECTIONS, same_words

TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "parsely-title", "sailthru.title")
SITES = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher", "citation_journal_title")
AUTHORS = ("author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator")
SECTIONS_STATED = ("article:section", "section", "parsely-section", "category", "og:article:section")
DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dcterms.date", "dc.date.created", "pubdate", "publishdate",
    "publish-date", "publish_date", "publication_date", "publication-date", "parsely-pub-date", "sailthru.date",
    "article.published", "cxenseparse:recs:publishtime", "citation_publication_date", "citation_date",
    "originalpublicationdate", "article_date_original", "displaydate", "ptime", "created", "release_date",
)  # fmt: skip
"""Names of `meta` elements that state when the page was first published, most trusted first."""

_DATE_CLASS = re.compile(r"publi|posted|date|time|\bby-?line\b|meta|info", re.IGNORECASE)
_NOT_A_DATE_CLASS = re.compile(r"update|modif|relat|comment|sidebar|widget|teaser|footer|event", re.IGNORECASE)
MAX_HEADINGS = 200
MAX_HEADLINE_CHARS = 1_000
"""What is longer is no headline, whatever the page calls it."""
MAX_TIMES = 200
"""Most `time` elements of which it is asked whether they speak of this report."""
MAX_OUTLET_WORDS = 6
MAX_SEARCHED = 20_000
"""Most elements in which a visible date is looked for."""
CONTAINERS = ("article", "main", "header", "div", "section", "td")
NEAR_HEADLINE = 2
"""Elements around a headline, from the inside, in which a date above it is still the report's."""


class PageData(msgspec.Struct, frozen=True, kw_only=True):
    """What a page states of itself."""

    title: str | None
    section: str | None
    byline: str | None
    outlet: str | None
    url: str | None
    dates: tuple[DateClue, ...]
    dateline: str | None
    language: str | None
    article: ArticleData | None


def read_page(tree: HtmlElement, given_url: str | None = None) -> PageData:
    """Return what the page states of itself. `tree` is not changed.

    Params:
        tree: The whole page.
        given_url: Its address where that is known from outside.
    """
    meta = _meta(tree)
    scripts = [node.text for node in tree.iter("script") if node.text and "ld+json" in (node.get("type") or "")]
    article = read_json_ld(scripts)
    data = article or ArticleData()
    url = _stated_url(tree, meta, data)
    address = read_address(url) or read_address(given_url)
    site = _first(meta, SITES[:1]) or data.publisher or _first(meta, SITES[1:])
    outlet = site if site and not site.startswith(("http:", "https:", "@")) else None
    outlet = outlet or (address.domain if address else None)
    section = data.section or _first(meta, SECTIONS_STATED)
    page_title, headings = _page_title(tree), _headings(tree, "h1")
    subheadings = [] if headings and outlet else _headings(tree, "h2", "h3")
    outlet = outlet or _titled_outlet(tree, page_title, [*headings, *subheadings])
    names = [name for name in (site or outlet, address.domain if address else None, section) if name]
    stated = (meta.get("og:title"), data.headline, *(meta.get(name) for name in TITLES[1:]))
    dates = tuple(_date_clues(tree, meta, data))
    dateline, masthead = (None, None) if any(not clue.weak for clue in dates) else _visible_dates(tree)
    if masthead is not None:
        dates += (DateClue(value=masthead, source="the date in the page's masthead", weak=True),)
    title = choose_headline(
        [text for text in stated if text and _may_be_headline(text)], headings, page_title, names, subheadings
    )
    return PageData(
        title=title,
        section=section,
        byline=data.author or _author(meta) or visible_byline(tree, title),
        outlet=outlet,
        url=url,
        dates=dates,
        dateline=dateline,
        language=tree.get("lang") or tree.get("xml:lang") or None,
        article=article,
    )


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop")
        content = node.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), " ".join(content.split()))
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _author(meta: dict[str, str]) -> str | None:
    stated = (meta[name] for name in AUTHORS if name in meta)
    return next((name for name in stated if not name.startswith(("http:", "https:", "@"))), None)


def _headings(tree: HtmlElement, *tags: str) -> list[str]:
    texts = (" ".join(node.text_content().split()) for node in islice(tree.iter(*tags), MAX_HEADINGS))
    return [text for text in texts if _may_be_headline(text)]


def _titled_outlet(tree: HtmlElement, page_title: str | None, headings: list[str]) -> str | None:
    """Return the outlet that the page's title names beside the headline, if the page names it again."""
    name = match_part(page_title, headings)[1] if page_title else None
    if name is None or len(name.split()) > MAX_OUTLET_WORDS or name.lower() in SECTIONS:
        return None
    if is_outlet_name(name) or any(same_words(name, image.get("alt") or "") for image in tree.iter("img")):
        return name
    return name if any(same_words(name, text) for text in islice(_shown(tree), MAX_SEARCHED)) else None


def _shown(tree: HtmlElement) -> Iterator[str]:
    return (text for body in tree.iter("body") for text in body.itertext())


def _page_title(tree: HtmlElement) -> str | None:
    node = next(tree.iter("title"), None)
    text = " ".join(node.text_content().split()) if node is not None else ""
    return text if _may_be_headline(text) else None


def _may_be_headline(text: str) -> bool:
    return 0 < len(text) <= MAX_HEADLINE_CHARS


def _stated_url(tree: HtmlElement, meta: dict[str, str], data: ArticleData) -> str | None:
    links = (node for node in tree.iter("link") if "canonical" in (node.get("rel") or "").lower().split())
    canonical = next((node.get("href") for node in links), None)
    stated = (canonical, meta.get("og:url"), data.url)
    return next((url.strip() for url in stated if url and read_address(url) is not None), None)


def _date_clues(tree: HtmlElement, meta: dict[str, str], data: ArticleData) -> list[DateClue]:
    clues = []
    if data.published:
        clues.append(DateClue(value=data.published, source="JSON-LD datePublished"))
    clues += [DateClue(value=meta[name], source=f"meta {name}") for name in DATES if name in meta]
    times = [node for node in tree.iter("time") if node.get("datetime")]
    marked = [node for node in times if "pubdate" in node.attrib or node.get("itemprop") == "datePublished"]
    own = (node for node in times[:MAX_TIMES] if not _is_beside(node) and not _says_other_date(node))
    clues += [DateClue(value=node.get("datetime"), source="element time") for node in islice(chain(marked, own), 1)]
    changed = data.modified or meta.get("article:modified_time") or meta.get("og:updated_time")
    if changed:
        clues.append(DateClue(value=changed, source="the date of the last change", weak=True))
    return clues


def _says_other_date(node: HtmlElement) -> bool:
    """Whether the class of a `time` element tells that it is no date of publication."""
    return _NOT_A_DATE_CLASS.search(node.get("class") or "") is not None


def _is_beside(node: HtmlElement) -> bool:
    """Whether an element stands in a part of the page that is about other reports."""
    for parent in node.iterancestors():
        if parent.tag in {"aside", "nav", "footer"} or _NOT_A_DATE_CLASS.search(_names(parent)):
            return True
    return False


def _visible_dates(tree: HtmlElement) -> tuple[str | None, str | None]:
    """Return the report's date line and the masthead's, each a short text in an element named for a date.

    What stands above the headline and in another part of the page is the masthead's: on many sites the day on which the
    page was called up.
    """
    heading = next(tree.iter("h1"), None)
    around = set(islice(heading.iterancestors(*CONTAINERS), NEAR_HEADLINE)) if heading is not None else set()
    masthead = None
    below = heading is None
    for number, node in enumerate(tree.iter("h1", "span", "div", "p", "time", "td", "li", "small", "em", "abbr")):
        if number > MAX_SEARCHED:
            break
        below = below or node is heading
        text = _date_text(node)
        if text is None:
            continue
        if below or not around.isdisjoint(node.iterancestors(*CONTAINERS)):
            return text, masthead
        masthead = masthead or text
    return None, masthead


def _date_text(node: HtmlElement) -> str | None:
    """Return the text of an element that is named for a date and does nothing but state one."""
    named = _DATE_CLASS.search(_names(node)) and not _NOT_A_DATE_CLASS.search(_names(node))
    if (node.tag != "time" and not named) or len(node) > 6:
        return None
    text = " ".join(" ".join(node.itertext()).split())
    return text if 3 < len(text) <= 120 and read_date_line(text) is not None and not _is_beside(node) else None


def _names(node: HtmlElement) -> str:
    return f"{node.get('class') or ''} {node.get('id') or ''} {node.get('itemprop') or ''}"
