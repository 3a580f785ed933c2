"""Writes small PDF files for the tests, by hand."""

import zlib

PAGE_WIDTH = 595
PAGE_HEIGHT = 842
LEADING = 1.3

Placed = tuple[float, float, float, str]
"""Left, baseline (points from the lower left corner), font size, text."""


def make_pdf(
    pages: list[list[str]],
    *,
    sizes: dict[str, float] | None = None,
    information: dict[str, str] | None = None,
    compress: bool = False,
) -> bytes:
    """Return a PDF whose pages hold these lines from top to bottom; an empty line is a paragraph's gap.

    Args:
        pages: Lines of each page, in characters of Windows-1252.
        sizes: Font size in points of lines that are not in 11 points, by their text.
        information: Entries of the information dictionary, e.g. `Title`, `CreationDate`.
        compress: Whether page contents are deflated.
    """
    placed = []
    for lines in pages:
        down = PAGE_HEIGHT - 60.0
        page: list[Placed] = []
        for line in lines:
            size = (sizes or {}).get(line, 11.0)
            down -= size * (LEADING if line else 0.8)
            if line:
                page.append((60.0, down, size, line))
        placed.append(page)
    return make_placed_pdf(placed, information=information, compress=compress)


def make_placed_pdf(
    pages: list[list[Placed]], *, information: dict[str, str] | None = None, compress: bool = False
) -> bytes:
    """Return a PDF with each text at its place, in the order given; a page without any has a grey image."""
    objects: list[bytes] = [b"", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>", b""]
    entries = "".join(f"/{key} {_string(value).decode('latin-1')}" for key, value in (information or {}).items())
    objects[3] = f"<<{entries}>>".encode("latin-1")
    kids = []
    for page in pages:
        content = b"\n".join(
            b"BT /F1 %.2f Tf %.2f %.2f Td %s Tj ET" % (size, left, base, _string(text))
            for left, base, size, text in page
        )
        if not page:
            content = b"q 400 0 0 400 60 200 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q"
        filtered = b"/Filter/FlateDecode" if compress else b""
        stream = zlib.compress(content) if compress else content
        objects.append(b"<</Length %d%s>>stream\n%s\nendstream" % (len(stream), filtered, stream))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % (PAGE_WIDTH, PAGE_HEIGHT, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return _file(objects)


def _string(text: str) -> bytes:
    coded = text.encode("cp1252")
    return b"(" + coded.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
