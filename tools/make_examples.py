"""Makes the two binary example reports, the bulletin (PDF) and the communiqué (DOCX), and a truncated PDF.

    python tools/make_examples.py [OUT]

The output is the same to the byte on every run. All other example reports are kept as they are written.
"""

import datetime
import io
import sys
import textwrap
import zipfile
from pathlib import Path

from docx import Document

HERE = Path(__file__).resolve().parent
TEXTS = HERE / "example_texts"
REPORTS = HERE.parent / "src" / "sayso" / "examples" / "reports"

BULLETIN = "16-khrm-bulletin.pdf"
COMMUNIQUE = "07-communique-mod.docx"
TRUNCATED = "23-bulletin-truncated.pdf"

PAGE_HEIGHT_PT = 842
LEFT_PT = 64
TOP_PT = 772
LEADING_PT = 17.5
LINE_CHARS = 88
LINES_PER_PAGE = 38
HEADER = "Khorvan Human Rights Monitor - KHRM Weekly Bulletin 17/2023"
FOOTER = "www.khrm.example - 24 April 2023 - page {number} of {count}"
STAMP = datetime.datetime(2023, 4, 8, 12, 0, 0)  # noqa: DTZ001 (python-docx and zip files take naive times)


def main(out: Path) -> None:
    """Write the three files to `out`."""
    bulletin = pdf_of(pages_of((TEXTS / "khrm-bulletin.txt").read_text(encoding="utf-8")))
    (out / BULLETIN).write_bytes(bulletin)
    # A download that broke off: the page tree stands at the end of the file, so no page can be reached.
    (out / TRUNCATED).write_bytes(bulletin[: len(bulletin) // 2])
    (out / COMMUNIQUE).write_bytes(docx_of((TEXTS / "communique-mod.txt").read_text(encoding="utf-8")))


def pages_of(text: str) -> list[list[tuple[str, str]]]:
    """Return the pages of `text`: lines as (font, line). The first paragraph is the title, `## ` a heading."""
    title, *blocks = text.strip().split("\n\n")
    lines = [("title", title), ("body", "Bulletin of 24 April 2023"), ("body", "")]
    for block in blocks:
        font, words = ("heading", block[3:]) if block.startswith("## ") else ("body", block)
        lines += [(font, line) for line in textwrap.wrap(words, LINE_CHARS, break_on_hyphens=False)]
        lines.append(("body", ""))
    return [lines[at : at + LINES_PER_PAGE] for at in range(0, len(lines), LINES_PER_PAGE)]


def pdf_of(pages: list[list[tuple[str, str]]]) -> bytes:
    """Return a PDF 1.4 with `pages`, set in the standard fonts, contents uncompressed, page tree last.

    Source: ISO 32000-1, 7.5 (file structure) and 9.6.2.2 (standard fonts).
    """
    count = len(pages)
    tree, catalog = 2 * count + 3, 2 * count + 4
    objects = [
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages, 1):
        content = _content(lines, number, count)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 1 0 R /F2 2 0 R >> >>"
            b" /Contents %d 0 R >>" % (tree, 2 * number + 1)
        )
    kids = b" ".join(b"%d 0 R" % (2 * number + 2) for number in range(1, count + 1))
    objects.append(b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count))
    objects.append(b"<< /Type /Catalog /Pages %d 0 R /Lang (en) >>" % tree)
    title = _literal("Weekly bulletin 17: Khasht, Gorvash, Constitution Square")
    author = _literal("Khorvan Human Rights Monitor")
    objects.append(b"<< /Title %s /Author %s /CreationDate (D:20230424090000Z) >>" % (title, author))
    return _file(objects, catalog)


def _content(lines: list[tuple[str, str]], number: int, count: int) -> bytes:
    shows = [_show("F1", 8, PAGE_HEIGHT_PT - 36, HEADER)]
    for row, (font, line) in enumerate(lines):
        if line:
            name, size = {"title": ("F2", 15), "heading": ("F2", 12), "body": ("F1", 11)}[font]
            shows.append(_show(name, size, TOP_PT - row * LEADING_PT, line))
    shows.append(_show("F1", 8, 36, FOOTER.format(number=number, count=count)))
    return b"\n".join(shows)


def _show(font: str, size: int, y_pt: float, line: str) -> bytes:
    return b"BT /%s %d Tf %d %.1f Td %s Tj ET" % (font.encode(), size, LEFT_PT, y_pt, _literal(line))


def _literal(text: str) -> bytes:
    raw = text.encode("cp1252")
    return b"(" + raw.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)") + b")"


def _file(objects: list[bytes], catalog: int) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, value in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, value))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    out.write(
        b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, catalog, size - 1, start)
    )
    return out.getvalue()


def docx_of(text: str) -> bytes:
    """Return a Word document of `text`, a heading and paragraphs, with fixed time stamps."""
    title, *paragraphs = text.strip().split("\n\n")
    document = Document()
    properties = document.core_properties
    properties.title = title
    properties.author = "Ministry of Defence of the Republic of Khorvan"
    properties.last_modified_by = ""
    properties.comments = ""
    properties.created = properties.modified = STAMP
    document.add_heading(title, level=1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.sections[0].footer.paragraphs[0].text = "Page 1 of 1"
    made = io.BytesIO()
    document.save(made)
    return _fixed_times(made.getvalue())


def _fixed_times(package: bytes) -> bytes:
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            entry = zipfile.ZipInfo(info.filename, STAMP.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(info))
    return fixed.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else REPORTS)
