"""RSS and Atom feeds: a report for each item, as the feed states it. Nothing is fetched."""

import io
import re
from typing import Any

import feedparser

from sayso.core.errors import LimitError, UnreadableError
from sayso.ingest.extracted import DateClue, Extracted
from sayso.ingest.fragments import fragment_text
from sayso.ingest.furniture import drop_furniture
from sayso.ingest.limits import Limits, over

EXTRACTOR = "feed 1"

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_APPEARED_FIRST = re.compile(r"^The post .{0,300} (?:appeared first|first appeared) on .{0,120}$|^\[?(?:…|\.\.\.)\]?$")
_DATES = (("published", "feed item date", False), ("created", "feed item creation date", True))


def extract_feed(content: bytes, limits: Limits) -> list[Extracted]:
    """Return a report for each item of a feed, in the feed's order.

    The text is the item's full content where it has one, else its summary, be it one line; an item with a headline
    only has that as its text. Items with neither are left out.

    Raises:
        UnreadableError: Not a feed, damaged beyond its first item, without items, or with XML entities of its own.
        LimitError: More items or more text than `limits` allow.
    """
    # NUL bytes are taken out so that the search holds for UTF-16 too.
    if _ENTITY.search(content.replace(b"\x00", b"")):
        raise UnreadableError("the feed declares XML entities, which can expand without end")
    # As a stream: a string would be taken for an address or a file name first.
    parsed = feedparser.parse(io.BytesIO(content), resolve_relative_uris=True, sanitize_html=True)
    entries = parsed.get("entries", [])
    if not entries:
        cause = parsed.get("bozo_exception")
        raise UnreadableError(f"not a readable feed: {cause}" if cause else "the feed has no items")
    if len(entries) > limits.max_members:
        raise LimitError(over(f"the feed has more items ({len(entries):,})", "max_members", limits))
    feed = parsed.get("feed", {})
    found = []
    chars = 0
    for entry in entries:
        item = _item(entry, feed)
        if item is None:
            continue
        chars += len(item.text)
        if chars > limits.max_text_chars:
            raise LimitError(over("the text of the feed's items is longer", "max_text_chars", limits))
        found.append(item)
    if not found:
        raise UnreadableError("no item of the feed has text or a headline")
    return found


def _item(entry: Any, feed: Any) -> Extracted | None:
    title = _line(_plain(entry, "title"))
    text = _text(entry)
    if title is not None and text.casefold() == title.casefold():
        text = ""
    if not text:
        if title is None:
            return None
        text, title = title, None
    return Extracted(
        text=text,
        extractor=EXTRACTOR,
        title=title,
        byline=_line(_plain(entry, "author")),
        outlet=_line(_plain(entry.get("source", {}), "title")) or _line(_plain(feed, "title")),
        url=_address(_plain(entry, "link")),
        dates=_dates(entry),
        language=_language(entry, feed),
        external_id=_line(_plain(entry, "id")),
    )


def _text(entry: Any) -> str:
    bodies = [str(part.get("value") or "") for part in entry.get("content", [])]
    bodies.append(_plain(entry, "summary"))
    # A feed may give a teaser as content and the whole as summary; the longest is the report.
    text = max((fragment_text(body) for body in bodies), key=len)
    lines = [line for line in text.split("\n") if not _APPEARED_FIRST.match(line.strip())]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(drop_furniture(lines))).strip()


def _dates(entry: Any) -> tuple[DateClue, ...]:
    clues = [
        DateClue(value=value, source=source, weak=weak) for key, source, weak in _DATES if (value := _plain(entry, key))
    ]
    # Atom's `updated` is required, `published` is not; where both stand, `updated` tells of a later change.
    updated = _plain(entry, "updated")
    if updated and all(clue.value != updated for clue in clues):
        clues.append(DateClue(value=updated, source="feed item update", weak=bool(clues)))
    return tuple(clues)


def _language(entry: Any, feed: Any) -> str | None:
    for part in entry.get("content", []):
        if part.get("language"):
            return str(part["language"])
    return _line(_plain(feed, "language"))


def _plain(values: Any, key: str) -> str:
    # dict.get: feedparser's own warns of, and falls back between, `published` and `updated`.
    return str(dict.get(values, key) or "").strip()


def _line(value: str) -> str | None:
    return " ".join(fragment_text(value).split()) or None


def _address(value: str) -> str | None:
    return value if re.match(r"https?://\S+$", value) else None
