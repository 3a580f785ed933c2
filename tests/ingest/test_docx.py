import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.core.errors import IngestError, LimitError, UnreadableError
from sayso.ingest.docx_files import extract_docx
from sayso.ingest.limits import Limits


def made(fill: Callable[[docx.document.Document], None]) -> bytes:
    document = docx.Document()
    document.core_properties.author = "python-docx"
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def rewritten(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Return the archive with each member's bytes changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def simple(document: docx.document.Document) -> None:
    document.add_paragraph("Market shelled", style="Title")
    document.add_paragraph("Four people died in Tarabad on Tuesday.")


def test_order_of_paragraphs_tables_and_headings() -> None:
    def fill(document: docx.document.Document) -> None:
        simple(document)
        document.add_heading("The dead", level=2)
        table = document.add_table(rows=2, cols=2)
        for cell, words in zip(
            [c for r in table.rows for c in r.cells], ["Name", "Age", "Ana Kovel", "31"], strict=True
        ):
            cell.text = words
        document.add_paragraph("")
        document.add_paragraph("Talks were off.\tNobody\nspoke.")
        document.sections[0].header.paragraphs[0].text = "Not part of the text"

    found = extract_docx(made(fill), Limits())
    assert found.title == "Market shelled"
    assert found.text == (
        "Four people died in Tarabad on Tuesday.\n\nThe dead\n\nName\tAge\nAna Kovel\t31\n\n"
        "Talks were off.\tNobody\nspoke."
    )
    assert found.byline is None


def test_a_table_that_lays_out_the_page_is_read_cell_by_cell() -> None:
    def fill(document: docx.document.Document) -> None:
        cells = document.add_table(rows=1, cols=2).rows[0].cells
        cells[0].text = "First column."
        cells[0].add_paragraph("It goes on.")
        cells[1].text = "Second column."

    assert extract_docx(made(fill), Limits()).text == "First column.\n\nIt goes on.\n\nSecond column."


def test_properties() -> None:
    def fill(document: docx.document.Document) -> None:
        document.add_paragraph("Four people died.")
        document.core_properties.title = "Market  shelled"
        document.core_properties.author = "Ida Brock"
        document.core_properties.language = "en-GB"
        document.core_properties.created = datetime(2021, 8, 25, 9, 0, tzinfo=UTC)

    found = extract_docx(made(fill), Limits())
    assert (found.title, found.byline, found.language) == ("Market shelled", "Ida Brock", "en-GB")
    assert found.dates[0].value.startswith("2021-08-25T09:00")
    assert all(date.weak for date in found.dates)


@pytest.mark.parametrize(
    ("style", "title", "text"),
    [
        ("Heading 1", "Market shelled", "Four people died."),
        ("Normal", None, "Market shelled\n\nFour people died."),
    ],
)
def test_first_heading_is_the_title(style: str, title: str | None, text: str) -> None:
    def fill(document: docx.document.Document) -> None:
        document.add_paragraph("Market shelled", style=style)
        document.add_paragraph("Four people died.")
        document.core_properties.title = ""

    found = extract_docx(made(fill), Limits())
    assert (found.title, found.text) == (title, text)


def test_tracked_changes_are_read_as_accepted() -> None:
    def fill(document: docx.document.Document) -> None:
        xml = (
            "<w:p {ns}><w:r><w:t xml:space='preserve'>At least </w:t></w:r>"
            "<w:del w:id='1' w:author='a'><w:r><w:delText>nine</w:delText></w:r></w:del>"
            "<w:ins w:id='2' w:author='a'><w:r><w:t>four</w:t></w:r></w:ins>"
            "<w:hyperlink><w:r><w:t xml:space='preserve'> people</w:t></w:r></w:hyperlink>"
            "<w:moveFrom w:id='3' w:author='a'><w:r><w:t> gone</w:t></w:r></w:moveFrom>"
            "<w:sdt><w:sdtContent><w:r><w:t> died.</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        )
        document.element.body.insert(0, parse_xml(xml.format(ns=nsdecls("w"))))

    assert extract_docx(made(fill), Limits()).text == "At least four people died."


def test_a_bomb_is_refused_before_it_is_opened() -> None:
    def change(name: str, part: bytes) -> bytes:
        return part.replace(b"</w:body>", b" " * 30_000_000 + b"</w:body>") if name == "word/document.xml" else part

    bomb = rewritten(made(simple), change)
    assert len(bomb) < 200_000
    with pytest.raises(LimitError, match="expands to more times its size than the limit max_ratio = 200 allows"):
        extract_docx(bomb, Limits())
    with pytest.raises(LimitError, match="unpacks to more bytes than the limit max_file_bytes = 1,000,000 allows"):
        extract_docx(bomb, Limits(max_file_bytes=1_000_000))


def test_a_size_that_lies_is_found_out() -> None:
    bomb = bytearray(
        rewritten(made(simple), lambda name, part: part + b" " * (5_000_000 if "document.xml" in name else 0))
    )
    real = (5_000_000 + len(zipfile.ZipFile(io.BytesIO(made(simple))).read("word/document.xml"))).to_bytes(4, "little")
    while (place := bomb.find(real)) >= 0:
        bomb[place : place + 4] = (1000).to_bytes(4, "little")
    with pytest.raises(IngestError):
        extract_docx(bytes(bomb), Limits(max_file_bytes=2_000_000))


def test_entities_are_refused() -> None:
    def change(name: str, part: bytes) -> bytes:
        if name != "word/document.xml":
            return part
        return re.sub(rb"(<w:document)", rb'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>\1', part, count=1)

    with pytest.raises(UnreadableError, match="declares XML entities"):
        extract_docx(rewritten(made(simple), change), Limits())


def test_limits_and_emptiness() -> None:
    with pytest.raises(LimitError, match=r"longer .* than the limit max_text_chars = 10 allows"):
        extract_docx(made(simple), Limits(max_text_chars=10))
    with pytest.raises(UnreadableError, match="no text"):
        extract_docx(made(lambda document: None), Limits())


def test_another_archive_is_not_a_word_document() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "Four people died.")
    with pytest.raises(UnreadableError, match="not a sound Word document"):
        extract_docx(out.getvalue(), Limits())


SIMPLE = made(simple)


@given(st.integers(0, len(SIMPLE)), st.binary(min_size=1, max_size=40))
@settings(max_examples=40, deadline=None)
def test_damaged_files_end_in_a_report_or_a_reason(place: int, damage: bytes) -> None:
    try:
        reason = extract_docx(SIMPLE[:place] + damage + SIMPLE[place + len(damage) :], Limits()).text
    except IngestError as error:
        reason = str(error)
    assert reason
