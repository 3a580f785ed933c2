import random

import pytest

from sayso.core.errors import IngestError, UnreadableError, UnsupportedError
from sayso.ingest import sniff as kinds
from sayso.ingest.sniff import container, extension_of, sniff

from .hostile import docx, mail, page, pdf, tarred, warc, zipped

SEED = random.Random(1)
MHTML = (
    b"From: <Saved by a browser>\r\nSubject: Harvan\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: multipart/related;\r\n\tboundary=x\r\n\r\n--x"
)
RSS = b'<?xml version="1.0"?>\n<!-- made -->\n<rss version="2.0"><channel/></rss>'
ATOM = b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"/>'
RDF = b'<?xml version="1.0"?><rdf:RDF xmlns="http://purl.org/rss/1.0/"/>'
XHTML = b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "x"><html xmlns="y"/>'


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (page(SEED), "a.html", kinds.HTML),
        (page(SEED), "a.txt", kinds.HTML),
        (page(SEED), "", kinds.HTML),
        (b"\xef\xbb\xbf <!-- c -->\n<HTML><p>x", "a.txt", kinds.HTML),
        (page(SEED).decode().encode("utf-16"), "a.htm", kinds.HTML),
        (XHTML, "a.xml", kinds.HTML),
        (b"<p>A fragment", "a.html", kinds.HTML),
        (b"<p>A fragment", "a.txt", kinds.TEXT),
        (b"He used the tag <html> in his note.", "a.txt", kinds.TEXT),
        (b"Plain words", "a.md", kinds.TEXT),
        (b"Plain words", "a.foo", kinds.TEXT),
        ("Слова о мосте. ".encode("utf-16-le") * 9, "a.txt", kinds.TEXT),
        (pdf(SEED), "a.pdf", kinds.PDF),
        (pdf(SEED), "a.html", kinds.PDF),
        (b"junk\n" + pdf(SEED), "a.pdf", kinds.PDF),
        (docx(SEED), "a.docx", kinds.DOCX),
        (docx(SEED), "a.zip", kinds.DOCX),
        (mail(SEED), "a.eml", kinds.MAIL),
        (mail(SEED), "a", kinds.MAIL),
        (MHTML, "a.mhtml", kinds.MHTML),
        (MHTML, "a", kinds.MHTML),
        (b"From: our correspondent\nDate: 4 May\n\nTesk fell.", "a.txt", kinds.TEXT),
        (b"HARVAN: three killed\n\nTesk fell.", "a.txt", kinds.TEXT),
        (RSS, "a.rss", kinds.RSS),
        (RSS, "a.xml", kinds.RSS),
        (RDF, "a.xml", kinds.RSS),
        (ATOM, "a.atom", kinds.ATOM),
        (ATOM, "", kinds.ATOM),
    ],
)
def test_kind(content: bytes, name: str, expected: str) -> None:
    assert sniff(content, name) == expected


def test_declared_type_counts_where_bytes_and_name_do_not_say() -> None:
    assert sniff(b"<p>x", "", "text/html; charset=utf-8") == kinds.HTML
    assert sniff(b"x", "", "text/plain") == kinds.TEXT


@pytest.mark.parametrize(
    ("content", "name", "error", "reason"),
    [
        (b"", "a.txt", UnreadableError, "empty"),
        (b" \r\n\t", "a.html", UnreadableError, "white space"),
        (b"\x00" * 100, "a.html", UnreadableError, "NUL"),
        (b"\x89PNG\r\n\x1a\n....", "a.txt", UnreadableError, "named .txt, but the bytes are a PNG image"),
        (b"\x89PNG\r\n\x1a\n....", "", UnsupportedError, "PNG image"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a.html", UnreadableError, "WebP"),
        (b"words", "a.pdf", UnreadableError, "named .pdf, but the bytes are plain text"),
        (b"words", "a.docx", UnreadableError, "named .docx, but the bytes are plain text"),
        (b"\x01\x02\x03\x04" * 100, "a.txt", UnreadableError, "binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", UnsupportedError, r"\.docx"),
        (b"{\\rtf1 words}", "a.rtf", UnsupportedError, "RTF"),
        (b"Rar!\x1a\x07\x00", "a.rar", UnsupportedError, "RAR"),
        (b'<?xml version="1.0"?><urlset/>', "a.xml", UnsupportedError, "<urlset>"),
        (zipped({"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), "a.xlsx", UnsupportedError, r"Excel.*\.csv"),
        (zipped({"mimetype": "x", "content.xml": "x"}), "a.odt", UnsupportedError, "OpenDocument"),
        (zipped({"a.txt": "x"}), "a.docx", UnreadableError, "without a document"),
        (b"no header lines here", "a.eml", UnreadableError, "header lines"),
    ],
)
def test_what_is_refused_and_why(content: bytes, name: str, error: type[IngestError], reason: str) -> None:
    with pytest.raises(error, match=reason):
        sniff(content, name)


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (zipped({"a": "x"}), "a.bin", "zip"),
        (docx(SEED), "a.docx", None),
        (tarred({"a": b"x"}), "a", "tar"),
        (warc(SEED), "a", "warc"),
        (b"\x1f\x8b\x08", "a.html", "gzip"),
        (b"BZh91AY&SY", "a", "bzip2"),
        (b"\xfd7zXZ\x00", "a", "xz"),
        (b'{"text": "x"}', "a.jsonl", "jsonl"),
        (b'{"text": "x"}', "a.jsonlines", "jsonl"),
        (b"id,text", "a.CSV", "csv"),
        (b"id\ttext", "a.tsv", "tsv"),
        (b"words", "a.txt", None),
        (b"BZh is how bzip2 begins", "a.txt", None),
    ],
)
def test_containers(head: bytes, name: str, expected: str | None) -> None:
    assert container(head, name) == expected


@pytest.mark.parametrize(
    ("head", "name"), [(b"words", "a.zip"), (b"<html>", "a.warc.gz"), (b"\x89PNG\r\n\x1a\n", "a.csv")]
)
def test_containers_that_are_something_else(head: bytes, name: str) -> None:
    with pytest.raises(UnreadableError, match="named"):
        container(head, name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a/b.HTML?x=1.pdf", ".html"), ("story.2023", ""), ("U.N. resolution", ""), ("a.tar.gz", ".gz"), (".hidden", "")],
)
def test_extension(name: str, expected: str) -> None:
    assert extension_of(name) == expected
