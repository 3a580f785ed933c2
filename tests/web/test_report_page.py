"""The report page: what is marked, who is named beside it, what is said of its date, language and pages."""

import re
from typing import Any

from sayso.core.report import text_sha256
from sayso.web.answers import visible
from sayso.web.margin import cards, marked_text

CARD = re.compile(r'<span class="said-by".*?</span></span>', re.DOTALL)


def plain(html: str) -> str:
    """Return the visible words of `html`."""
    text = re.sub(r"<[^>]*>", "", html)
    for code, letter in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        text = text.replace(code, letter)
    return text


def test_the_text_is_all_there(client: Any, ids: dict[int, str]) -> None:
    for report in ids.values():
        html = client.get(f"/reports/{report}").text
        body = CARD.sub("", html[html.index('<div class="text"') : html.index("</article>")])
        shown = [plain(part) for part in re.findall(r'<p dir="auto">(.*?)</p>', body, re.DOTALL)]
        text = client.get(f"/reports/{report}.json").json()["reading"]["report"]["text"]
        assert shown == [visible(part) for part in re.split(r"\n\n+", text)]


def test_every_quotation_has_its_speaker_in_its_paragraph(client: Any, ids: dict[int, str]) -> None:
    html = client.get(f"/reports/{ids[1]}").text
    named = [
        [re.search(r'class="who[^>]*>(.*?)</a>', card, re.DOTALL) for card in CARD.findall(part)]
        for part in re.findall(r'<p dir="auto">(.*?)</p>', html, re.DOTALL)
    ]
    assert [[plain(found.group(1)).removeprefix("Said by ") for found in part if found] for part in named] == [
        [],
        ["Ilse Orran"],
        ["Josip Karel", "The commander on the spot"],
        ["Josip Karel"],
        ["the regional hospital"],
        ["no speaker named"],
    ]


def test_marks_hold_the_words_they_mark(client: Any, ids: dict[int, str]) -> None:
    html = client.get(f"/reports/{ids[1]}").text
    assert '<span class="mark mark-cue" id="a1-cue" data-owner="a1">said</span>' in html
    assert '<span class="mark mark-content direct" id="a1-2" data-owner="a1">“Let them come' in html
    outer = html[html.index('id="a2-2"') :]
    outer = outer[: outer.index("</p>")]
    assert 'id="a3-1"' in outer, "a quote inside a quote is inside its mark"
    assert 'id="a3-source"' in outer
    goes_on = html[html.index("“Anyone who says") - 200 : html.index("“Anyone who says")]
    assert 'data-owner="a2">' in goes_on
    assert "goes on" in goes_on


def test_cards_say_how_it_was_attributed(client: Any, ids: dict[int, str]) -> None:
    html = client.get(f"/reports/{ids[1]}").text
    told = {re.search(r'data-owner="(\w+)"', card).group(1): plain(card) for card in reversed(CARD.findall(html))}  # type: ignore[union-attr]
    assert "named as “Captain Ilse Orran, who leads the column's northern wing”" in told["a1"]
    assert "direct, deny, “told”" in told["a2"]
    assert "told by Josip Karel" in told["a3"]
    assert "indirect, “according to”" in told["a4"]
    assert "no cue" in told["a5"]


def test_the_date_says_how_it_is_known(client: Any, ids: dict[int, str]) -> None:
    facts = plain(client.get(f"/reports/{ids[1]}").text)
    assert "2031-03-04, inferred by the report's words (day and month order of the outlet's country)" in facts
    assert "not known, unresolved" in plain(client.get(f"/reports/{ids[3]}").text)
    assert "2031-03-05, stated by the page's metadata" in plain(client.get(f"/reports/{ids[2]}").text)


def test_what_was_not_read_says_so(client: Any, ids: dict[int, str]) -> None:
    html = client.get(f"/reports/{ids[4]}").text
    assert "Not read: language pt." in html
    assert '<div class="text" lang="pt">' in html
    assert "Nobody was found to say" not in html
    assert "not read: language pt" in client.get("/reports").text


def test_pages_of_the_original_are_marked(client: Any, ids: dict[int, str]) -> None:
    html = client.get(f"/reports/{ids[5]}").text
    order = re.findall(r'aria-label="(Page \d)"|<p dir="auto">(\w+)', html)
    assert [page or word for page, word in order] == ["Page 1", "Page", "It", "Page 2", "The", "Page 3", "And"]


def test_a_reading_with_no_text_and_no_marks(client: Any) -> None:
    from sayso.core.reading import ReaderIdentity, Reading
    from sayso.core.report import Report

    report = Report(
        id="r-1", uri="a.txt", text="", sha256=text_sha256(""), original_sha256=text_sha256(""), extractor="text 1"
    )
    reading = Reading(report=report, reader=ReaderIdentity(name="rules", version="1"))
    assert marked_text(reading) == ()
    assert cards(reading) == {}
