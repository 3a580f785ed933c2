"""Reports: the frozen text of one news report and what is known of it."""

import hashlib
from typing import Literal

import msgspec

from sayso.core.errors import GroundingError
from sayso.core.span import BODY, Zone, ZoneSpan

Status = Literal["stated", "inferred", "assumed", "unresolved"]
"""How a resolved value (date, place, identity) was reached."""

PublishedOrigin = Literal["metadata", "text", "user"]
"""Where a publication date comes from: page metadata or a named column, the words of the report, the person reading."""


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """The publication date of a report.

    Attributes:
        value: ISO 8601 date, `2021-08-25`, or less where less is known (`2021-08`, `2021`); null if unresolved.
        status: `stated` where a date is written out or given; `inferred` where it follows from something
            else (a day/month order decided by the outlet's country, "3 hours ago" and a known fetch time,
            a date in the address of the page); `unresolved` where it is not known or ambiguous.
        origin: Who states it; null if unresolved.
        reason: Why the value is unresolved or how it was inferred.
        alternatives: The possible values where the words are ambiguous, e.g. `("2021-04-03", "2021-03-04")`.
        evidence: The words it was read from, where it was read from the report's own text.
    """

    value: str | None = None
    status: Status = "unresolved"
    origin: PublishedOrigin | None = None
    reason: str | None = None
    alternatives: tuple[str, ...] = ()
    evidence: ZoneSpan | None = None


class PageStart(msgspec.Struct, frozen=True, kw_only=True):
    """Where a page of a paged original (PDF) begins in `report.text`.

    Attributes:
        number: Page number, from 1.
        start: Offset in code points of the page's first character.
    """

    number: int
    start: int


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One news report: its text, frozen, and what is known of it.

    Attributes:
        id: Stable id, from the original's SHA-256 and the report's place in it (`report_id`).
        external_id: The id the user's own table gives it.
        uri: The report's own address where one is stated, else where its bytes were read.
        outlet: Name or domain of the outlet.
        title: The headline.
        section: The section of the outlet it stood in.
        byline: The author line.
        published: Publication date, with its status.
        language: ISO 639-1 code; null where it could not be told.
        text: The body. Every offset anywhere points into it.
        sha256: SHA-256, in hex, of `text` in UTF-8.
        original_sha256: SHA-256, in hex, of the bytes it was extracted from.
        item: Place in the original, from 0, where one original holds several reports (a feed).
        extractor: Name and version of what extracted the text, e.g. `html 1`.
        pages: Page starts of a paged original.
        zones: Texts that are not part of the body but can be pointed into.

    Raises:
        GroundingError: `sha256` is not that of `text`, `text` is not valid Unicode, or evidence is not in its zone.
    """

    id: str
    external_id: str | None = None
    uri: str
    outlet: str | None = None
    title: str | None = None
    section: str | None = None
    byline: str | None = None
    published: Published = Published()
    language: str | None = None
    text: str
    sha256: str
    original_sha256: str
    item: int = 0
    extractor: str
    pages: tuple[PageStart, ...] = ()
    zones: tuple[Zone, ...] = ()

    def __post_init__(self) -> None:
        if self.sha256 != text_sha256(self.text):
            raise GroundingError(f"report {self.id}: the text is not the one its SHA-256 was taken of")
        evidence = self.published.evidence
        if evidence is not None and self.zone(evidence.zone)[evidence.start : evidence.end] != evidence.text:
            raise GroundingError(f"report {self.id}: publication date evidence {evidence.text!r} is not in its zone")

    @classmethod
    def of_text(cls, text: str) -> "Report":
        """Return a report that is `text` alone, from no file: its id and its address are those of its text.

        Raises:
            GroundingError: `text` is not valid Unicode.
        """
        sha256 = text_sha256(text)
        return cls(id=report_id(sha256), uri=sha256, text=text, sha256=sha256, original_sha256=sha256, extractor="none")

    def zone(self, name: str) -> str:
        """Return the text of the zone `name`, `text` being the body.

        Raises:
            GroundingError: The report has no such zone.
        """
        if name == BODY:
            return self.text
        for zone in self.zones:
            if zone.name == name:
                return zone.text
        raise GroundingError(f"report {self.id} has no zone {name!r}")

    def page_of(self, offset: int) -> int | None:
        """Return the page number on which the code point at `offset` stands, or None where there are no pages."""
        found = None
        for page in self.pages:
            if page.start > offset:
                break
            found = page.number
        return found


def text_sha256(text: str) -> str:
    """Return the SHA-256, in hex, of `text` in UTF-8.

    Raises:
        GroundingError: `text` holds a lone surrogate, so it is not valid Unicode.
    """
    try:
        return hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise GroundingError(f"text holds a lone surrogate at offset {error.start}") from error


def report_id(original_sha256: str, item: int = 0) -> str:
    """Return the stable id of the report at place `item` in the original with that SHA-256.

    >>> report_id("00" * 32)
    'r-0dce9c94a4c01a07'
    """
    digest = hashlib.sha256(f"{original_sha256}#{item}".encode()).hexdigest()
    return f"r-{digest[:16]}"
