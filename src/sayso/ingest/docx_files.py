"""Reports in Word's DOCX: paragraphs and tables in the order of the document.

A DOCX file is a zip archive of XML. What it unpacks to is measured, and entities are refused, before python-docx sees
it. Tracked changes are read as if accepted: what was deleted is gone, what was inserted is there.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import docx
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from lxml import etree

from sayso.core.errors import LimitError, UnreadableError
from sayso.ingest.extracted import DateClue, Extracted
from sayso.ingest.limits import Limits, over
from sayso.ingest.outlets import is_organisation

EXTRACTOR = "docx 1"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}rPr", f"{_W}pPr", f"{_W}instrText", _FALLBACK})
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
_NOT_AUTHORS = frozenset({"", "python-docx", "admin", "administrator", "author", "user", "unknown", "windows user"})
_CHUNK_BYTES = 1 << 16
_SMALL_BYTES = 1_000_000
"""A member that expands to less is harmless at any ratio."""


def extract_docx(content: bytes, limits: Limits) -> Extracted:
    r"""Return the report in a DOCX file, paragraphs parted by `\n\n`.

    The title is the paragraph styled Title, else the one in the document's properties, else a heading that comes
    first. Cells of a table row are parted by tabs, rows by `\n`; footnotes come last; headers and footers are left out.

    Raises:
        UnreadableError: Corrupt, without text, or not a Word document.
        LimitError: It unpacks to more, or to more text, than `limits` allow.
    """
    _check_archive(content, limits)
    try:
        document = docx.Document(io.BytesIO(content))
        body = document.element.body
        paragraphs = list(_paragraphs(body, _style_names(document)))
        paragraphs += [("", text) for text in _footnotes(document)]
        properties = document.core_properties
        stated = (properties.title or "").strip()
        author = " ".join((properties.author or "").split())
        language = (properties.language or "").strip() or None
        dates = tuple(_dates(properties))
    except (
        OpcError,
        PythonDocxError,
        etree.LxmlError,
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        AttributeError,
        TypeError,
        IndexError,
    ) as error:  # fmt: skip (python-docx lets what a damaged document causes through as it comes)
        raise UnreadableError(f"not a sound Word document: {type(error).__name__}: {error}") from error
    title, rest = _take_title(paragraphs, " ".join(stated.split()) or None)
    text = "\n\n".join(text for _, text in rest)
    if not text:
        raise UnreadableError("the Word document has no text")
    if len(text) > limits.max_text_chars:
        raise LimitError(over(f"its text is longer ({len(text):,} characters)", "max_text_chars", limits))
    return Extracted(
        text=text,
        extractor=EXTRACTOR,
        title=title,
        byline=author if author.casefold() not in _NOT_AUTHORS else None,
        outlet=author if is_organisation(author) else None,
        language=language,
        dates=dates,
    )


def _check_archive(content: bytes, limits: Limits) -> None:
    """Unpack every member once, keeping none, so that no later step can meet more than was counted."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > limits.max_members:
                raise LimitError(over(f"the Word document has more parts ({len(members):,})", "max_members", limits))
            _check_total(sum(member.file_size for member in members), limits)
            total = 0
            for member in members:
                if member.flag_bits & 1:
                    raise UnreadableError(f"part {member.filename!r} of the Word document is encrypted")
                total += _unpacked(archive, member, limits, total)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise UnreadableError(f"the Word document is a damaged zip archive: {error}") from error


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits, before: int) -> int:
    """Return how many bytes `member` unpacks to, having checked them."""
    size = 0
    tail = b""
    is_xml = member.filename.lower().endswith((".xml", ".rels"))
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            size += len(chunk)
            _check_total(before + size, limits)
            if size > _SMALL_BYTES and size > limits.max_ratio * max(1, member.compress_size):
                raise LimitError(over(f"part {member.filename!r} expands to more times its size", "max_ratio", limits))
            if is_xml:
                seen = (tail + chunk).replace(b"\x00", b"")  # in UTF-16 too
                if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                    raise UnreadableError(f"part {member.filename!r} declares XML entities; no Word document does")
                tail = chunk[-24:]
    return size


def _check_total(size: int, limits: Limits) -> None:
    if size > limits.max_file_bytes:
        raise LimitError(over("the Word document unpacks to more bytes", "max_file_bytes", limits))


def _paragraphs(parent: Any, styles: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield style name and text of each paragraph and table row under `parent`, in order, empty ones left out."""
    for element in parent:
        if element.tag == f"{_W}p":
            text = _text(element)
            if text:
                yield styles.get(element.style or "", ""), text
            for box in _text_boxes(element):
                yield from _paragraphs(box, styles)
        elif element.tag == f"{_W}tbl":
            yield from _table(element, styles)
        elif element.tag not in _GONE and isinstance(element.tag, str):  # content controls, insertions
            yield from _paragraphs(element, styles)


def _table(table: Any, styles: dict[str, str]) -> Iterator[tuple[str, str]]:
    rows = [
        [list(_paragraphs(cell, styles)) for cell in row.iterchildren(f"{_W}tc")]
        for row in table.iterchildren(f"{_W}tr")
        if row.find(f"{_W}trPr/{_W}del") is None
    ]
    if all(len(cell) <= 1 for row in rows for cell in row):
        lines = ("\t".join(cell[0][1].replace("\n", " ") if cell else "" for cell in row).strip() for row in rows)
        text = "\n".join(line for line in lines if line)
        if text:
            yield "", text
        return
    for row in rows:  # a table that only lays the page out
        for cell in row:
            yield from cell


def _text(element: Any) -> str:
    lines = "".join(_pieces(element)).split("\n")
    return "\n".join(line for line in (re.sub(r"[^\S\t]+", " ", line).strip() for line in lines) if line)


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield (child.text or "").replace("\n", " ")
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag not in _GONE and child.tag != f"{_W}txbxContent":
            yield from _pieces(child)


def _text_boxes(paragraph: Any) -> Iterator[Any]:
    for box in paragraph.iter(f"{_W}txbxContent"):
        if not any(outer.tag in (_FALLBACK, f"{_W}del") for outer in box.iterancestors()):
            yield box


def _style_names(document: Any) -> dict[str, str]:
    """Return the name of each style by its id; ids are translated in some Words, names are not."""
    styles = document.styles.element.style_lst
    return {str(style.styleId): str(style.name_val or style.styleId).casefold() for style in styles}


def _footnotes(document: Any) -> Iterator[str]:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/footnotes") and not relation.is_external:
            # Not through python-docx's own parser, which knows no such part; entities were refused above.
            root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
            for paragraph in root.iter(f"{_W}p"):
                text = _text(paragraph)
                if text:
                    yield text


def _take_title(paragraphs: list[tuple[str, str]], stated: str | None) -> tuple[str | None, list[tuple[str, str]]]:
    """Return the title and the paragraphs without it."""
    for number, (style, text) in enumerate(paragraphs[:6]):
        if style == "title" or (stated is not None and text.casefold() == stated.casefold()):
            return " ".join(text.split()), paragraphs[:number] + paragraphs[number + 1 :]
    if stated is not None:
        return stated, paragraphs
    if len(paragraphs) > 1 and paragraphs[0][0].startswith("heading"):
        return " ".join(paragraphs[0][1].split()), paragraphs[1:]
    return None, paragraphs


def _dates(properties: Any) -> Iterator[DateClue]:
    for value, source in ((properties.created, "DOCX creation date"), (properties.modified, "DOCX change date")):
        if isinstance(value, datetime):
            yield DateClue(value=value.isoformat(), source=source, weak=True)
