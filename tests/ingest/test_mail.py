import base64
import io
from email.message import EmailMessage

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.core.errors import IngestError, LimitError, UnreadableError
from sayso.ingest.limits import Limits
from sayso.ingest.mail import extract_mail
from sayso.ingest.mhtml import extract_mhtml

BODY = "Four people died in Tarabad on Tuesday.\n\n“We carried them,” said Zoë Müller."


def raw(headers: str, body: str | bytes) -> bytes:
    return headers.strip().encode() + b"\n\n" + (body if isinstance(body, bytes) else body.encode())


def message(plain: str | None = None, page: str | None = None) -> EmailMessage:
    made = EmailMessage()
    made["From"] = '"Brock, Ida" <ida@harbour.example>'
    made["Subject"] = "Market shelled – four dead"
    made["Date"] = "Wed, 25 Aug 2021 09:00:00 +0200"
    made["Message-ID"] = "<1@harbour.example>"
    if plain is not None:
        made.set_content(plain)
    if page is not None:
        if plain is None:
            made.set_content(page, subtype="html")
        else:
            made.add_alternative(page, subtype="html")
    return made


def test_plain_message() -> None:
    found = extract_mail(message(BODY).as_bytes(), Limits())
    assert found.text == BODY
    assert (found.title, found.byline, found.outlet) == ("Market shelled – four dead", "Brock, Ida", "harbour.example")
    assert [(date.value, date.weak) for date in found.dates] == [("Wed, 25 Aug 2021 09:00:00 +0200", False)]
    assert found.external_id == "<1@harbour.example>"


@pytest.mark.parametrize(
    ("plain", "page", "text"),
    [
        (BODY, "<p>Other words</p>", BODY),
        ("", "<p>Four <b>died</b>.</p><p>Two fled.</p>", "Four died.\n\nTwo fled."),
        ("View this email in your browser: https://x.example", "<div>Four died.</div>", "Four died."),
        ("Your client does not support HTML mail.", "<table><tr><td>Four died.</td></tr></table>", "Four died."),
        (None, "<div style='display:none'>Preview</div><p>Four died.</p>", "Four died."),
    ],
)
def test_which_part_is_the_text(plain: str | None, page: str, text: str) -> None:
    assert extract_mail(message(plain, page).as_bytes(), Limits()).text == text


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Type: text/plain; charset=iso-8859-1", "Zoë Müller".encode("latin-1")),
        (
            "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable",
            b"Zo=C3=AB M=\n=C3=BCller",
        ),
        (
            "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64",
            base64.b64encode("Zoë Müller".encode()),
        ),
        ("Content-Type: text/plain; charset=no-such-charset", "Zoë Müller".encode()),
        ("Content-Type: text/plain; charset=us-ascii", "Zoë Müller".encode()),
        ("X-Nothing: said", "Zoë Müller".encode()),
    ],
)
def test_charsets_and_encodings(headers: str, body: bytes) -> None:
    found = extract_mail(raw(f"From: a@b.example\nSubject: =?utf-8?q?Caf=C3=A9?= hit\n{headers}", body), Limits())
    assert (found.text, found.title) == ("Zoë Müller", "Café hit")


def test_raw_bytes_in_a_header() -> None:
    assert extract_mail(raw("Subject: Café hit", "Four died."), Limits()).title == "Café hit"


def test_signature_goes_and_dashes_in_the_text_stay() -> None:
    text = BODY + "\n\n-- a line of its own --\n\n--\nThree more were hurt."
    found = extract_mail(message(text + "\n\n-- \nIda Brock\nHarbour Weekly\n").as_bytes(), Limits())
    assert found.text.startswith(BODY)
    assert "Harbour Weekly" not in found.text


def test_flowed_text_is_one_paragraph() -> None:
    headers = "From: a@b.example\nContent-Type: text/plain; format=flowed"
    found = extract_mail(raw(headers, "Four people died \nin Tarabad.\n\nTwo fled.\n-- \nIda"), Limits())
    assert found.text == "Four people died in Tarabad.\n\nTwo fled."


FORWARDED = """Worth a look.

---------- Forwarded message ---------
From: Jonas Telmar <jonas@northern.example>
Date: Tue, 24 Aug 2021 at 18:00
Subject: Re: Dam holds
To: Ida <ida@gmail.com>


The dam held, engineers said.

-- \nJonas
"""


def test_a_forwarded_report_is_the_original_senders() -> None:
    found = extract_mail(message(FORWARDED).as_bytes(), Limits())
    assert found.text == "Worth a look.\n\nThe dam held, engineers said."
    assert (found.title, found.byline, found.outlet) == ("Dam holds", "Jonas Telmar", "northern.example")
    assert found.dates[0].value == "Tue, 24 Aug 2021 at 18:00"


def test_words_about_forwarding_are_text() -> None:
    text = "He said the forwarded message was false.\n\nOriginal message\n\nIt read: come at once."
    assert extract_mail(message(text).as_bytes(), Limits()).text == text


def test_free_mail_is_no_outlet() -> None:
    found = extract_mail(raw("From: Ida Brock <ida@gmail.com>", "Four died."), Limits())
    assert (found.byline, found.outlet) == ("Ida Brock", None)


def test_attachment_is_read_where_there_is_no_text() -> None:
    document = docx.Document()
    document.add_paragraph("Four people died.")
    out = io.BytesIO()
    document.save(out)
    mail = message("\n")
    mail.add_attachment(out.getvalue(), maintype="application", subtype="octet-stream", filename="report.docx")
    found = extract_mail(mail.as_bytes(), Limits())
    assert (found.text, found.title) == ("Four people died.", "Market shelled – four dead")
    assert found.extractor.startswith("docx")
    assert found.dates[0].value == "Wed, 25 Aug 2021 09:00:00 +0200"
    with_text = message(BODY)
    with_text.add_attachment(out.getvalue(), maintype="application", subtype="octet-stream", filename="report.docx")
    assert extract_mail(with_text.as_bytes(), Limits()).text == BODY


def test_damaged_attachment_gives_its_reason() -> None:
    mail = message("")
    mail.add_attachment(b"no pdf", maintype="application", subtype="pdf", filename="a.pdf")
    with pytest.raises(UnreadableError, match="the PDF is corrupt"):
        extract_mail(mail.as_bytes(), Limits())


def test_an_attached_message_is_read() -> None:
    mail = EmailMessage()
    mail["Subject"] = "Fwd"
    mail.add_attachment(message(BODY))
    assert extract_mail(mail.as_bytes(), Limits()).text == BODY


def test_failures() -> None:
    with pytest.raises(UnreadableError, match="no mail headers"):
        extract_mail(b"", Limits())
    with pytest.raises(UnreadableError, match="no text"):
        extract_mail(raw("From: a@b.example", ""), Limits())
    with pytest.raises(LimitError, match="max_text_chars = 10 allows"):
        extract_mail(message(BODY).as_bytes(), Limits(max_text_chars=10))


def test_endless_headers_are_refused() -> None:
    with pytest.raises(LimitError, match="Subject header has"):
        extract_mail(raw("Subject: " + "=?utf-8?q?a?= " * 10_000, "Four died."), Limits())


def test_lines_of_dashes_and_spaces_cost_no_more_than_others() -> None:
    text = "--\n" * 100_000 + " " * 200_000 + "x"
    assert extract_mail(raw("From: a@b.example", text + "\n\nFour died."), Limits()).text.startswith("--\n--")


@pytest.mark.parametrize("name", ["From", "Subject", "Date", "Content-Type", "Content-Disposition", "Message-ID"])
@pytest.mark.parametrize(
    "value", ["(" * 3000, '"' * 11, "=?utf-8?q?=ZZ?=", "a@", "<", ";;;=;", "\x00", "é", "=?x?b?a?="]
)
def test_malformed_headers(name: str, value: str) -> None:
    try:
        reason = extract_mail(raw(f"X-One: 1\n{name}: {value}", "Four died."), Limits()).text
    except IngestError as error:
        reason = str(error)
    assert reason


def test_deep_nesting_ends_in_a_reason() -> None:
    content = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3000)) + "\nText."
    with pytest.raises(IngestError):
        extract_mail(b"From: a@b.example\n" + content.encode(), Limits())


@given(st.integers(0, 900), st.binary(max_size=30))
@settings(max_examples=60, deadline=None)
def test_damaged_mail_ends_in_a_report_or_a_reason(place: int, damage: bytes) -> None:
    content = message(BODY, "<p>Four died.</p>").as_bytes()
    place %= len(content)
    try:
        reason = extract_mail(content[:place] + damage + content[place + len(damage) :], Limits()).text
    except IngestError as error:
        reason = str(error)
    assert reason


PAGE = (
    "<html><head><title>Market shelled in Tarabad</title><meta charset=utf-8></head><body><article><h1>Market shelled "
    "in Tarabad</h1><p>Fighters of the Northern Column shelled the market in Tarabad on Tuesday, killing at least four "
    "people and wounding eleven others, the governor of the district told reporters.</p><p>The army said that it had "
    "returned fire and that two mortars were destroyed, a claim which could not be checked.</p></article></body></html>"
)
SAVED = """From: <Saved by Blink>
Snapshot-Content-Location: https://harbour.example/2021/market
Subject: Market shelled in Tarabad
Date: Thu, 26 Aug 2021 08:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----b"

------b
Content-Type: text/css
Content-Location: https://harbour.example/a.css

p {{}}
------b
Content-Type: text/html
Content-Transfer-Encoding: base64
Content-Location: https://harbour.example/2021/market

{page}
------b--
"""


def test_saved_page() -> None:
    content = SAVED.format(page=base64.encodebytes(PAGE.encode()).decode()).replace("\n", "\r\n").encode()
    found = extract_mhtml(content, Limits())
    assert found.text.startswith("Fighters of the Northern Column")
    assert found.text.endswith("could not be checked.")
    assert found.title == "Market shelled in Tarabad"
    assert found.url == "https://harbour.example/2021/market"
    assert (found.dates[-1].value, found.dates[-1].weak) == ("Thu, 26 Aug 2021 08:00:00 -0000", True)


def test_saved_page_without_a_page() -> None:
    with pytest.raises(UnreadableError, match="no HTML part"):
        extract_mhtml(raw("MIME-Version: 1.0\nContent-Type: text/css", "p {}"), Limits())
    with pytest.raises(UnreadableError, match="empty or damaged"):
        extract_mhtml(SAVED.format(page="").encode(), Limits())
