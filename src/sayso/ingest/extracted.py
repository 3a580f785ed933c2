"""What every extractor returns: the main text of one document and what the document itself says about it."""

import msgspec

from sayso.core.report import PageStart


class DateClue(msgspec.Struct, frozen=True, kw_only=True):
    """A publication date that the document's metadata states, as written there, not yet normalised.

    Attributes:
        value: The words or digits of the metadata, e.g. `2021-08-25T10:11:00+04:30`, `Wed, 25 Aug 2021 09:00 GMT`.
        source: What states it, for a person: `JSON-LD datePublished`, `feed pubDate`, `mail header Date`.
        weak: Whether it speaks of the file rather than of the report (a PDF's creation date, a change date), so
            that it can decide between readings of another date but never be the date itself.
    """

    value: str
    source: str
    weak: bool = False


class Extracted(msgspec.Struct, frozen=True, kw_only=True):
    r"""One report as its document has it, before it becomes a `Report`.

    What is null is simply not stated. No field repeats another: the headline is not in `text`.

    Attributes:
        text: The body: newlines are `\n`, furniture is gone, mojibake is put right, nothing else is changed.
        extractor: Name and version of what made it, e.g. `html 1`.
        title: The headline, white space folded.
        section: The section of the outlet.
        byline: The author line, with or without "By".
        dateline: A line that stated the date and was taken out of the body. Not a wire dateline, which stays in `text`.
        outlet: Site or publisher name, or a domain, by the document's own metadata.
        url: The address the document states for itself; absolute http(s).
        dates: Publication dates that the metadata states, most trusted first.
        pages: Page starts in `text` of a paged original.
        language: Language that the document declares, any BCP 47 tag.
        external_id: An id of its own within the original (a feed's guid, a mail's Message-ID).
        mended: Whether mojibake was put right in the document.
    """

    text: str
    extractor: str
    title: str | None = None
    section: str | None = None
    byline: str | None = None
    dateline: str | None = None
    outlet: str | None = None
    url: str | None = None
    dates: tuple[DateClue, ...] = ()
    pages: tuple[PageStart, ...] = ()
    language: str | None = None
    external_id: str | None = None
    mended: bool = False
