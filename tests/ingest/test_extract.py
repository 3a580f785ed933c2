import pytest

from sayso.core.errors import LimitError, UnreadableError
from sayso.core.original import Given, Original
from sayso.ingest.extract import extract
from sayso.ingest.limits import Limits

FIRST = "The army left the town of Tamru on Monday after it had held the bridge there for nine days, residents said."
SECOND = "Nobody was hurt. A spokesman for the governor said the men had been moved to spare the market from shelling."
PAGE = f"""<html lang="en-GB"><head><title>Army leaves Tamru | Tamru Post</title></head><body><article>
<h1>Army leaves Tamru</h1><span class="date">25/08/2021</span><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"""


def only(name, content, limits=None, **known):
    original = Original.of(name, content.encode() if isinstance(content, str) else content, **known)
    (report,) = extract(original, limits or Limits())
    return report


def test_a_page_becomes_a_report():
    report = only("a.html", PAGE)
    assert report.text == f"{FIRST}\n\n{SECOND}"
    assert (report.title, report.language, report.extractor, report.uri) == (
        "Army leaves Tamru",
        "en",
        "html 1",
        "a.html",
    )
    assert {zone.name: zone.text for zone in report.zones} == {"title": "Army leaves Tamru", "dateline": "25/08/2021"}
    assert (report.published.value, report.published.status, report.published.origin) == (
        "2021-08-25",
        "stated",
        "text",
    )
    assert report.published.evidence.zone == "dateline"


def test_a_text_becomes_a_report_with_its_zones():
    report = only(
        "a.txt", f"Army leaves Tamru - 25/08/2021 - World\n\nBy Mira Tell\n\n{FIRST}\n\n{SECOND}\n\nShare this"
    )
    assert report.text == f"{FIRST}\n\n{SECOND}"
    assert {zone.name: zone.text for zone in report.zones} == {
        "title": "Army leaves Tamru",
        "section": "World",
        "byline": "Mira Tell",
        "dateline": "25/08/2021",
    }
    evidence = report.published.evidence
    assert report.zone(evidence.zone)[evidence.start : evidence.end] == evidence.text == "25/08/2021"


def test_a_wire_dateline_stays_in_the_body_and_is_the_evidence():
    text = f"KESH, Aug 25, 2021 (Agency) - {FIRST}"
    report = only("a.txt", f"Army leaves Tamru\n\n{text}")
    assert report.text == text
    assert (report.published.evidence.zone, report.published.evidence.text) == ("text", "Aug 25, 2021")


@pytest.mark.parametrize(
    "text", ["Head\r\n\r\nShare this\r\n", "  Published 3 May 2016\n\nx \n", "\ufeffTwo\tdead.\n\n\n", "Leave a Reply"]
)
def test_as_it_is_means_unchanged(text):
    report = only("a.txt", text, as_is=True)
    assert report.text == text
    assert report.title is None
    assert report.zones == ()


def test_as_it_is_still_reads_the_date():
    report = only("a.txt", "Army leaves - 25/08/2021 - World\r\n\r\nx", as_is=True)
    assert (report.published.value, report.published.evidence.start) == ("2021-08-25", 14)


def test_as_it_is_is_about_text_not_pages():
    assert only("a.html", PAGE, as_is=True).text == f"{FIRST}\n\n{SECOND}"


def test_what_is_given_wins():
    given = Given(
        external_id="7",
        title="Army out of Tamru",
        outlet="Kesh Radio",
        url="https://keshradio.example/1",
        published="2021-08-24",
    )
    report = only("a.html", PAGE, given=given)
    assert (report.external_id, report.title, report.outlet, report.uri) == (
        "7",
        "Army out of Tamru",
        "Kesh Radio",
        "https://keshradio.example/1",
    )
    assert (report.published.value, report.published.origin) == ("2021-08-24", "metadata")
    assert report.zone("title") == "Army out of Tamru"


def test_the_domain_names_the_outlet_where_nothing_else_does():
    assert only("a.txt", FIRST, given=Given(url="https://www.tamrupost.example/a")).outlet == "tamrupost.example"


def test_the_same_bytes_give_the_same_report():
    assert only("a.html", PAGE) == only("a.html", PAGE)


def test_limits():
    with pytest.raises(LimitError, match="than the limit max_text_chars = 50 allows"):
        only("a.txt", FIRST, Limits(max_text_chars=50))
    with pytest.raises(LimitError, match="than the limit max_file_bytes = 50 allows"):
        only("a.txt", FIRST, Limits(max_file_bytes=50))


@pytest.mark.parametrize("content", ["", "  \n \n", "\n\n\x0c\n"])
def test_nothing_is_no_report(content):
    with pytest.raises(UnreadableError):
        only("a.txt", content)
