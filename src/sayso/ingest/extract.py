"""Bytes to reports: what the document is, who reads it, and what is known of each report in it."""

import importlib
import json
from collections.abc import Callable
from email.message import Message
from pathlib import PurePosixPath

import msgspec

from sayso.core.errors import LimitError, UnreadableError, UnsupportedError
from sayso.core.original import Given, Original
from sayso.core.report import Published, Report, report_id, text_sha256
from sayso.core.span import BODY, Zone
from sayso.ingest import sniff as kinds
from sayso.ingest.decoding import decode
from sayso.ingest.extracted import Extracted
from sayso.ingest.html_pages import extract_html
from sayso.ingest.language import find_language
from sayso.ingest.limits import Limits, over
from sayso.ingest.mojibake import mend, mend_extracted, mend_given, mender
from sayso.ingest.outlets import read_address
from sayso.ingest.plain_text import extract_text
from sayso.ingest.publication import DATELINE, Sources, find_published
from sayso.ingest.report_head import bare_byline

AS_IS = "as-is 1"
"""Extractor of texts that are taken unchanged."""

Extractor = Callable[[Original, Limits], list[Extracted]]


def extract(original: Original, limits: Limits) -> list[Report]:
    """Return the reports that an original holds: one, or for a feed one for each item.

    Params:
        original: Bytes with what their surroundings say about them.
        limits: Bounds on what one document may cost.

    Raises:
        UnreadableError: Corrupt, empty, or without a report in it.
        UnsupportedError: A format that sayso does not read.
        LimitError: A limit was reached.
    """
    if len(original.content) > limits.max_file_bytes:
        raise LimitError(over(f"it is larger ({len(original.content):,} bytes)", "max_file_bytes", limits))
    if _is_as_is(original):
        found = _as_is(original)
    else:
        found = [mend_extracted(each) for each in _extractor_of(original)(original, limits)]
        given = mend_given(original.given)
        if given != original.given:
            original = msgspec.structs.replace(original, given=given)
            found = [msgspec.structs.replace(each, mended=True) for each in found]
    return [_report(original, extracted, item, limits) for item, extracted in enumerate(found)]


def _is_as_is(original: Original) -> bool:
    """Whether to take the text unchanged: asked for, and the original is text and no page or paged document."""
    if not original.as_is:
        return False
    stated = (original.media_type or "").partition(";")[0].strip()
    return stated in {kinds.TEXT, kinds.ROW} or kinds.sniff(original.content, original.uri, stated) == kinds.TEXT


def _as_is(original: Original) -> list[Extracted]:
    text = _row_text(original.content) if original.media_type == kinds.ROW else None
    if text is None:
        text = decode(original.content, _charset(original.media_type), as_is=True)
    return [Extracted(text=text, extractor=AS_IS)]


def _extractor_of(original: Original) -> Extractor:
    stated = (original.media_type or "").partition(";")[0].strip() or None
    if stated == kinds.ROW:
        return _row
    media_type = kinds.sniff(original.content, original.uri, stated)
    if media_type not in _EXTRACTORS:
        raise UnsupportedError(f"{media_type} is no media type that sayso reads")
    return _EXTRACTORS[media_type]


def _html(original: Original, limits: Limits) -> list[Extracted]:
    charset = _charset(original.media_type)
    return [extract_html(original.content, limits, given_url=original.given.url, declared=charset)]


def _text(original: Original, limits: Limits) -> list[Extracted]:
    del limits
    text = decode(original.content, _charset(original.media_type))
    slug = PurePosixPath(original.uri.replace("\\", "/")).stem
    return [_of_text(text, original.given.title, slug)]


def _row(original: Original, limits: Limits) -> list[Extracted]:
    text = _row_text(original.content)
    return _text(original, limits) if text is None else [_of_text(text, original.given.title)]


def _of_text(text: str, title: str | None, slug: str = "") -> Extracted:
    """Return the report in a text, mended before its head and its furniture are told by their words."""
    mended = mend(text)
    found = extract_text(mended, title=None if title is None else mend(title), slug=slug)
    return msgspec.structs.replace(found, mended=mended != text)


def _row_text(content: bytes) -> str | None:
    """Return the text of a table row that comes as JSON, or None where the content is the text itself."""
    try:
        row = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return row["text"] if isinstance(row, dict) and isinstance(row.get("text"), str) else None


def _later(module: str, name: str) -> Extractor:
    """Return an extractor whose module, with the package it needs, is loaded on first use."""

    def call(original: Original, limits: Limits) -> list[Extracted]:
        found = getattr(importlib.import_module(module), name)(original.content, limits)
        return list(found) if isinstance(found, list | tuple) else [found]

    return call


_EXTRACTORS: dict[str, Extractor] = {
    kinds.HTML: _html,
    kinds.TEXT: _text,
    kinds.PDF: _later("sayso.ingest.pdf_files", "extract_pdf"),
    kinds.DOCX: _later("sayso.ingest.docx_files", "extract_docx"),
    kinds.MAIL: _later("sayso.ingest.mail", "extract_mail"),
    kinds.MHTML: _later("sayso.ingest.mhtml", "extract_mhtml"),
    kinds.RSS: _later("sayso.ingest.feeds", "extract_feed"),
    kinds.ATOM: _later("sayso.ingest.feeds", "extract_feed"),
}


def _charset(media_type: str | None) -> str | None:
    """Return the charset parameter of a media type."""
    header = Message()
    header["Content-Type"] = media_type or ""
    return header.get_content_charset()


def _report(original: Original, extracted: Extracted, item: int, limits: Limits) -> Report:
    text, given = extracted.text, original.given
    if len(text) > limits.max_text_chars:
        raise LimitError(over(f"its text is longer ({len(text):,} characters)", "max_text_chars", limits))
    if not text.strip():
        raise UnreadableError("there is no text in it")
    address = read_address(given.url)
    outlet = given.outlet or extracted.outlet or (address.domain if address else None)
    title = given.title or extracted.title
    zones = _zones(title, extracted)
    return Report(
        id=report_id(original.sha256, item),
        external_id=given.external_id or extracted.external_id,
        uri=given.url or extracted.url or original.uri,
        outlet=outlet,
        title=_folded(title),
        section=_folded(extracted.section),
        byline=_byline(extracted),
        published=_published(given, extracted, zones),
        language=find_language(text) or _language(given.language) or _language(extracted.language),
        text=text,
        sha256=text_sha256(text),
        original_sha256=original.sha256,
        item=item,
        extractor=f"{extracted.extractor} + {mender()}" if extracted.mended else extracted.extractor,
        pages=extracted.pages,
        zones=zones,
    )


def _byline(extracted: Extracted) -> str | None:
    return _folded(bare_byline(_folded(extracted.byline) or ""))


def _zones(title: str | None, extracted: Extracted) -> tuple[Zone, ...]:
    stated = {"title": title, "section": extracted.section, "byline": _byline(extracted), DATELINE: extracted.dateline}
    return tuple(Zone(name=name, text=folded) for name, text in stated.items() if (folded := _folded(text)))


def _published(given: Given, extracted: Extracted, zones: tuple[Zone, ...]) -> Published:
    """Find the date; evidence in a date line points into its zone, all other into the body."""
    dateline = next((zone.text for zone in zones if zone.name == DATELINE), None)
    urls = tuple(url for url in dict.fromkeys((given.url, extracted.url)) if url)
    sources = Sources(
        given=given,
        clues=extracted.dates,
        dateline=dateline,
        text=extracted.text,
        urls=urls,
        outlet=given.outlet or extracted.outlet,
    )
    published = find_published(sources)
    evidence = published.evidence
    if evidence is not None and evidence.zone not in {BODY, *(zone.name for zone in zones)}:
        return msgspec.structs.replace(published, evidence=None)
    return published


def _language(tag: str | None) -> str | None:
    """Return the language of a BCP 47 tag such as `en-GB`, ISO 639-1 or -3."""
    code = (tag or "").replace("_", "-").split("-")[0].strip().lower()
    return code if code.isalpha() and 2 <= len(code) <= 3 else None


def _folded(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None
