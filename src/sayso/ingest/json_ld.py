"""JSON-LD in a page: what it says of the article, taken from schema.org's terms for news."""

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

import msgspec

MAX_SCRIPT_CHARS = 2_000_000
MAX_OBJECTS = 5_000
"""Most JSON objects looked at in one page."""

_ARTICLE_TYPES = ("Article", "BlogPosting", "SocialMediaPosting", "Report")
"""How the names of schema.org's types of articles end: `NewsArticle`, `LiveBlogPosting`."""
# For scripts without white space at their ends; each alternative takes time in proportion to what it matches.
_COMMENT = re.compile(r"\A(?:<!--|//\s*<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\s*\]\]>)(?:\s*;)?\Z", re.DOTALL)


class ArticleData(msgspec.Struct, frozen=True, kw_only=True):
    """What JSON-LD says of the article, by schema.org's terms (https://schema.org/NewsArticle)."""

    headline: str | None = None
    section: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    modified: str | None = None
    body: str | None = None


def read_json_ld(scripts: list[str]) -> ArticleData | None:
    """Return what the page's JSON-LD says of its article, or None where no object in it is an article.

    A script that is no JSON is passed over. Of several articles (teasers are listed as such too) the first one counts.

    Params:
        scripts: Contents of the page's `script type="application/ld+json"` elements.
    """
    for script in scripts:
        parsed = _parse(script)
        for found in _objects(parsed):
            if _is_article(found):
                return _article(found)
    return None


def _parse(script: str) -> Any:
    if len(script) > MAX_SCRIPT_CHARS:
        return None
    try:
        return json.loads(_COMMENT.sub("", script.strip()), strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(parsed: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON value, outer ones first, without entering those that only point elsewhere."""
    queue, seen = deque([parsed]), 0
    while queue and seen < MAX_OBJECTS:
        value = queue.popleft()
        seen += 1
        if isinstance(value, list):
            queue.extend(value[:MAX_OBJECTS])
        elif isinstance(value, dict):
            yield value
            queue.extend(value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in value)


def _is_article(found: dict[str, Any]) -> bool:
    types = found.get("@type")
    return any(isinstance(name, str) and name.endswith(_ARTICLE_TYPES) for name in _listed(types))


def _article(found: dict[str, Any]) -> ArticleData:
    url = found.get("url") or found.get("mainEntityOfPage")
    return ArticleData(
        headline=_text(found.get("headline") or found.get("name")),
        section=_text(next(iter(_listed(found.get("articleSection"))), None)),
        author=", ".join(dict.fromkeys(filter(None, (_text(name) for name in _listed(found.get("author")))))) or None,
        publisher=_text(found.get("publisher")),
        url=url.get("@id") if isinstance(url, dict) else url if isinstance(url, str) else None,
        published=_text(found.get("datePublished")),
        modified=_text(found.get("dateModified")),
        body=found["articleBody"] if isinstance(found.get("articleBody"), str) else None,
    )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str | None:
    """Return a value's text: itself, or the name of a thing."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str)), None)
    if not isinstance(value, str):
        return None
    return " ".join(value.split()) or None
