"""Reports in PDF: the text layer, by page.

pdfium gives the characters in the order of the page's content, which for what newsrooms and monitors publish is the
order of reading, columns included. It keeps one state for the whole process and is not safe in threads; every object
opened here is closed here.
"""

import re
from collections.abc import Iterator
from contextlib import closing

import pypdfium2
import pypdfium2.raw as pdfium

from sayso.core.errors import LimitError, UnreadableError, UnsupportedError
from sayso.ingest.extracted import DateClue, Extracted
from sayso.ingest.limits import Limits, over
from sayso.ingest.outlets import is_organisation
from sayso.ingest.pdf_layout import SOFT_HYPHENS, Line, Page, running_text, take_headline, without_running_heads

EXTRACTOR = "pdf 1"

_DATE = re.compile(
    r"(?:D:)?(\d{4})(?:(\d\d)(?:(\d\d)(?:(\d\d)(\d\d)(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?'?)?)?)?)?", re.ASCII
)
_NO_TITLE = re.compile(
    r"untitled|document\d*|microsoft\s+(?:word|powerpoint)\b.*|.*\.(?:docx?|pdf|indd|odt|rtf|html?|qxd|pages)",
    re.IGNORECASE,
)
_NO_AUTHOR = frozenset({"admin", "administrator", "anonymous", "author", "owner", "root", "unknown", "user"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff\u200b\ufeff]")


def extract_pdf(content: bytes, limits: Limits) -> Extracted:
    """Return the report in a PDF: its text layer in paragraphs, without running heads and page numbers.

    The headline is what is printed largest at the head of the first page, else the title in the document's
    information. Its creation date is a weak clue: it is the file's, not the report's.

    Raises:
        UnreadableError: Corrupt, or without a page.
        UnsupportedError: Encrypted, or scanned: no page has a text layer.
        LimitError: More pages or more text than `limits` allow.
    """
    with closing(_open(content)) as document:
        count = len(document)
        if count == 0:
            raise UnreadableError("the PDF has no pages")
        if count > limits.max_pages:
            raise LimitError(over(f"the PDF has more pages ({count:,})", "max_pages", limits))
        information = {key: _folded(value) for key, value in document.get_metadata_dict(skip_empty=True).items()}
        pages = list(_pages(document, limits))
        if not any(page.lines for page in pages):
            raise UnsupportedError(_why_no_text(document))
    headline, body = take_headline(without_running_heads(pages))
    title = headline or _title(information.get("Title", ""))
    if headline is None and title is not None:
        body = _without_title(body, title)
    text, starts = running_text(body)
    if not text.strip():
        raise UnreadableError("the PDF has a headline or page numbers only, no text")
    author = information.get("Author", "")
    return Extracted(
        text=text,
        extractor=EXTRACTOR,
        title=title,
        byline=author if author and author.casefold() not in _NO_AUTHOR else None,
        outlet=author if is_organisation(author) else None,
        dates=tuple(_dates(information)),
        pages=starts,
    )


def _open(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise UnsupportedError("the PDF is encrypted and opens only with its password") from error
        raise UnreadableError(f"the PDF is corrupt or cut off: {error}") from error


def _pages(document: pypdfium2.PdfDocument, limits: Limits) -> Iterator[Page]:
    chars = 0
    for index in range(len(document)):
        try:
            with closing(document[index]) as page, closing(page.get_textpage()) as layer:
                chars += layer.count_chars()
                if chars > limits.max_text_chars:
                    raise LimitError(over("its text is longer", "max_text_chars", limits))
                yield Page(number=index + 1, height=page.get_height(), lines=tuple(_lines(layer)))
        except pypdfium2.PdfiumError as error:
            raise UnreadableError(f"page {index + 1} of the PDF is corrupt: {error}") from error


def _lines(layer: pypdfium2.PdfTextPage) -> Iterator[Line]:
    """Yield the lines that pdfium finds. Only each line's first and last character are measured."""
    unit = 0  # place in UTF-16 code units, which is how pdfium counts text
    for raw in layer.get_text_range().split("\n"):
        text = raw.rstrip("\r")
        first = unit + _utf16_length(text) - _utf16_length(text.lstrip())
        last = unit + _utf16_length(text.rstrip()) - 1
        unit += _utf16_length(raw) + 1
        words = _folded(text)
        if not words.strip(SOFT_HYPHENS):
            continue
        start, end = _box(layer, first), _box(layer, last)
        if start is None or end is None:
            start = end = (0.0, 0.0, 0.0, 0.0)
        yield Line(
            text=words, left=start[0], right=end[2], top=start[3], bottom=end[1], size=max(0.0, start[3] - start[1])
        )


def _box(layer: pypdfium2.PdfTextPage, unit: int) -> tuple[float, float, float, float] | None:
    """Return left, bottom, right, top of the character at a place in the text, in points; None if it has no place."""
    index = pdfium.FPDFText_GetCharIndexFromTextIndex(layer, unit)
    if index < 0:
        return None
    try:
        left, bottom, right, top = layer.get_charbox(index, loose=True)
    except pypdfium2.PdfiumError:
        return None
    return left, bottom, right, top


def _utf16_length(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _folded(text: str) -> str:
    return " ".join(
        "".join(mark if mark in SOFT_HYPHENS else " " if _CONTROL.match(mark) else mark for mark in text).split()
    )


def _why_no_text(document: pypdfium2.PdfDocument) -> str:
    images = 0
    for index in range(len(document)):
        with closing(document[index]) as page:
            images += any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    pages = f"{len(document)} page{'s' if len(document) != 1 else ''}"
    return f"no text layer: {pages} of images" if images else f"no text layer: {pages} without text"


def _title(stated: str) -> str | None:
    return stated if stated and not _NO_TITLE.fullmatch(stated) and len(stated) <= 300 else None


def _without_title(pages: list[Page], title: str) -> list[Page]:
    """Return the pages without the title, where it is also the first line of the first page."""
    first = pages[0]
    for number, line in enumerate(first.lines[:3]):
        if line.text.casefold().rstrip(".") == title.casefold().rstrip("."):
            return [Page(number=first.number, height=first.height, lines=first.lines[number + 1 :]), *pages[1:]]
    return pages


def _dates(information: dict[str, str]) -> Iterator[DateClue]:
    for key, source in (("CreationDate", "PDF creation date"), ("ModDate", "PDF change date")):
        date = _DATE.fullmatch(information.get(key, ""))
        if date is not None:
            yield DateClue(value=_iso(date), source=source, weak=True)


def _iso(date: re.Match[str]) -> str:
    year, month, day, hour, minute, second, zulu, sign, zone_hour, zone_minute = date.groups()
    value = "-".join(part for part in (year, month, day) if part)
    if hour:
        value += f"T{hour}:{minute}:{second or '00'}"
        value += "Z" if zulu else f"{sign}{zone_hour}:{zone_minute or '00'}" if sign else ""
    return value
