# ruff: noqa: E501 (cases stand on a line each)
"""Dates, outlets and headlines that stand in the text of plain texts, PDF and DOCX files, and lists' mails."""

import io
from datetime import UTC, datetime

import docx
import pytest

from sayso.core.original import Original
from sayso.ingest.datelines import read_agency, read_imprint
from sayso.ingest.extract import extract
from sayso.ingest.limits import Limits
from sayso.ingest.outlets import is_organisation, is_outlet_name

FIRST = "The ferry at Oster was hit on Sunday night by two rockets from the far bank, the harbour master said."
SECOND = "Nine of the crew were taken to the clinic at Brannow, where a doctor spoke of burns and of a lost hand."
BODY = f"{FIRST}\n\n{SECOND}"


def only(name, content):
    (found,) = extract(Original.of(name, content if isinstance(content, bytes) else content.encode()), Limits())
    return found


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("No. 1,204  Thursday, 6 May 2021  20 pence", "2021-05-06"),
        ("Vol. 12, No. 4, May 6, 2021", "2021-05-06"),
        ("Bulletin No. 17, 24 April 2023", "2023-04-24"),
        ("Weekly bulletin of 24 April 2023", "2023-04-24"),
        ("Press release - 24 April 2023", "2023-04-24"),
        ("Press Office, Harvan, 8 April 2023", "2023-04-08"),
        ("Ministry of Roads, 8 April 2023", "2023-04-08"),
        ("Market Square, Harvan, 8 April 2023", None),  # a caption
        ("The shelling of 8 April 2023", None),
        ("They read the bulletin of 24 April 2023", None),
        ("Bulletin of 24 April 2023 on the ferry at Oster and what became of it", None),
        ("Two people died, 8 April 2023", None),
        ("Bulletin No. 17 covers 3 May 2021 to 9 May 2021", None),
        ("No. 12 Quay Street was hit on 3 May 2021, they said in the town", None),
        ("", None),
    ],
)
def test_imprints(line, value):
    found = read_imprint(line)
    assert (found and found.written.readings[0]) == value
    if found:
        assert line[found.start : found.end] == found.written.text


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("TAMRU, Aug 25 (Northern Wire) - Shells fell.", "Northern Wire"),
        ("TAMRU (NW) -- Shells fell.", "NW"),
        ("PORT ASEL, Ulmery (Agency of the North) — Shells fell.", "Agency of the North"),
        ("TAMRU (see page 4) - Shells fell.", None),
        ("The Guard (UG) - once a militia - has fired.", None),
        ("Shells fell on Tamru (Northern Wire).", None),
    ],
)
def test_agencies(text, agency):
    assert read_agency(text) == agency


@pytest.mark.parametrize(
    ("name", "outlet", "organisation"),
    [
        ("The Northern Ledger", True, False),
        ("Steppe and Sea Review", True, False),
        ("Ulmery Human Rights Monitor", True, True),
        ("Ministry of Roads", False, True),
        ("The Hague", False, False),
        ("Mira Tell", False, False),
        ("the army command", False, False),
        ("The army said.", False, False),
        ("", False, False),
    ],
)
def test_names(name, outlet, organisation):
    assert (is_outlet_name(name), is_organisation(name)) == (outlet, organisation)


@pytest.mark.parametrize(
    ("head", "facts"),
    [
        ("Ferry hit\n\nBy Mira Tell\nThe Oster Ledger\nPublished June 7, 2021\n\n", ("Ferry hit", "The Oster Ledger", "Mira Tell", None, "2021-06-07")),
        ("Oster Echo | World in brief | 7 June 2021\n\nFerry hit\n\n", ("Ferry hit", "Oster Echo", None, "World in brief", "2021-06-07")),
        ("Ferry hit\n\nBy Mira Tell / Published June 7, 2021 / Oster Sea Review / Essay\n\n", ("Ferry hit", "Oster Sea Review", "Mira Tell", "Essay", "2021-06-07")),
        ("Ferry hit\n\nBy Mira Tell\nBrannow Harbour\nJune 7, 2021\n\n", ("Ferry hit", None, "Mira Tell", None, "2021-06-07")),
        ("Ferry hit\n\nThe Oster Ledger\n\n", ("Ferry hit", None, None, None, None)),
    ],
)  # fmt: skip
def test_heads_of_plain_texts(head, facts):
    found = only("a.txt", head + BODY)
    assert (found.title, found.outlet, found.byline, found.section, found.published.value) == facts
    assert found.text.endswith(BODY)


@pytest.mark.parametrize(
    ("name", "first", "title"),
    [
        ("2021-06-07_rockets-hit-the-oster-ferry.txt", "Rockets hit the Oster ferry.", True),
        ("rockets-hit-the-oster-fe.txt", "Rockets hit the Oster ferry in the night.", True),
        ("wire_4_rockets-hit-oster.txt", "Rockets hit Oster;\nNine are hurt.", True),
        ("a.txt", "Rockets hit the Oster ferry.", False),
        ("the-guard-denies.txt", "Rockets hit the Oster ferry.", False),
        ("rockets.txt", "Rockets hit the Oster ferry.", False),  # too little to tell
        ("a.txt", "Rockets Hit the Oster Ferry at Night.", True),
        ("the-ferry-at-oster-was-hit.txt", FIRST, False),  # named after a first sentence, not after a headline
    ],
)
def test_a_headline_that_ends_like_a_sentence(name, first, title):
    found = only(f"folder/{name}", f"{first}\n\n{BODY}")
    assert found.title == (first.split("\n")[0].rstrip(";") if title else None)
    assert found.text.endswith(BODY)


def made(*paragraphs, author="", created=datetime(2021, 6, 9, tzinfo=UTC)):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.core_properties.author = author
    document.core_properties.created = document.core_properties.modified = created
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_file_s_own_date_is_never_the_value():
    published = only("a.docx", made(FIRST, SECOND)).published
    assert (published.value, published.status, published.alternatives) == (None, "unresolved", ("2021-06-09",))
    assert published.reason == "only the DOCX creation date, 2021-06-09, is known"


@pytest.mark.parametrize("place", [0, 2])
def test_the_date_in_a_file_s_text_is(place):
    paragraphs = [FIRST, SECOND]
    paragraphs.insert(place, "Press Office, Brannow, 8 June 2021")
    found = only("a.docx", made(*paragraphs))
    assert (found.published.value, found.published.status, found.published.origin) == ("2021-06-08", "stated", "text")
    assert found.published.evidence.text == "8 June 2021"


def test_a_file_s_own_date_decides_between_two_readings():
    published = only("a.docx", made("Published 09/06/2021", FIRST, SECOND)).published
    assert (published.value, published.status) == ("2021-06-09", "inferred")


@pytest.mark.parametrize(("author", "outlet"), [("Ministry of Roads", "Ministry of Roads"), ("Mira Tell", None)])
def test_an_organisation_that_wrote_a_file_is_its_outlet(author, outlet):
    found = only("a.docx", made(FIRST, SECOND, author=author))
    assert (found.outlet, found.byline) == (outlet, author)


@pytest.mark.parametrize(
    ("subject", "list_id", "title", "outlet"),
    [
        ("[oster-news] Ferry hit", "News of the Oster <oster-news.lists.example.org>", "Ferry hit", "oster-news"),
        ("Re: [oster-news] Ferry hit", "<oster-news.lists.example.org>", "Re: Ferry hit", "oster-news"),
        ("[correction] Ferry hit", "<oster-news.lists.example.org>", "[correction] Ferry hit", "oster-news"),
        ("[oster-news] Ferry hit", None, "[oster-news] Ferry hit", "quay.example"),
    ],
)
def test_mailing_lists(subject, list_id, title, outlet):
    listed = f"List-Id: {list_id}\r\n" if list_id else ""
    mail = (
        f"From: Mira Tell <mira@quay.example>\r\nSubject: {subject}\r\n{listed}Date: Mon, 7 Jun 2021 09:00:00 +0200\r\n"
    )
    found = only("a.eml", f"{mail}MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n{BODY}\r\n")
    assert (found.title, found.outlet, found.byline) == (title, outlet, "Mira Tell")


def saved_page(shown):
    page = f"<html><body><article><h1>Ferry hit</h1>{shown}<p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
    head = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://quay.example/a\r\nDate: Wed, 9 Jun 2021 08:00:00 -0000"
    parts = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b'
    return f"{head}\r\n{parts}\r\nContent-Type: text/html\r\n\r\n{page}\r\n--b--\r\n"


@pytest.mark.parametrize(
    ("shown", "value", "alternatives", "why"),
    [
        ("", None, ("2021-06-09",), "only the date the page was saved, 2021-06-09, is known"),
        ("<p class='date'>7 June 2021</p>", "2021-06-07", (), None),
    ],
)
def test_the_day_a_page_was_saved_is_never_the_value(shown, value, alternatives, why):
    published = only("a.mhtml", saved_page(shown)).published
    assert (published.value, published.alternatives, published.reason) == (value, alternatives, why)
