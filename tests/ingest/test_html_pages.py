# ruff: noqa: E501 (pages stand here as a whole line each)

import json

import pytest

from sayso.core.errors import LimitError, UnreadableError
from sayso.ingest.html_pages import extract_html
from sayso.ingest.limits import Limits

PARAGRAPHS = (
    "Fighters of the Varda Front took the bridge at Tamru on Monday night, two residents of the town said by telephone.",
    "The army said its men had pulled back to the north bank of the river to spare the town's market from shelling.",
    "“We left before dawn with what we could carry,” said Ilsa Morun, a teacher who walked to Kesh with her two sons.",
    "A spokesman for the governor denied that the bridge had fallen. He gave no figures for the dead or the wounded.",
    "The hospital in Kesh took in nineteen people, according to a nurse there, and sent the worst cases on to Port Asel.",
    "Talks between the two sides, which had been due to open on Thursday, were put off by the mediators until next week.",
)
TITLE = "Front seizes Tamru bridge as army pulls back"
BAR = "<ul class='share'><li><a href='#'>Facebook</a></li><li><a href='#'>Twitter</a></li><li><a href='#'>WhatsApp</a></li></ul>"
RELATED = (
    "<div class='related'><h3>Related stories</h3><ul><li><a href='/1'>Governor of Kesh dismissed after the riots</a></li>"
    "<li><a href='/2'>Grain ships wait off Port Asel for a third week</a></li></ul></div>"
)
FORM = (
    "<div id='respond'><h3>Leave a Reply</h3><p>Your email address will not be published. Required fields are marked *</p>"
    "<form><textarea></textarea><input type='submit'></form></div>"
)
NAV = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>World</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
FOOT = "<footer><p>© 2021 Tamru Post. All rights reserved.</p></footer>"


def page(body, head=""):
    return f"<!DOCTYPE html><html><head><title>{TITLE} | Tamru Post</title>{head}</head><body>{NAV}{body}{FOOT}</body></html>".encode()


def tagged(tag, texts=PARAGRAPHS):
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


H1 = f"<h1>{TITLE}</h1>"
LAYOUTS = {
    "article": f"<article>{H1}{BAR}{tagged('p')}{RELATED}</article>{FORM}",
    "main": f"<main><div class='content'>{H1}{tagged('p')}</div></main>{RELATED}{FORM}",
    "div soup": f"<div id='wrap'><div class='c1'>{H1}<div class='c2'>{tagged('div')}</div></div></div>",
    "entry content": f"<div class='post'>{H1}<div class='entry-content'>{tagged('p')}{BAR}</div></div>{FORM}",
    "breaks": f"<div class='story'>{H1}{'<br><br>'.join(PARAGRAPHS)}</div>",
    "breaks in p": f"<div class='story'>{H1}<p>{'<br><br>'.join(PARAGRAPHS)}</p></div>",
    "table": "<table width='100%'><tr><td width='20%'><a href='/'>Home</a><br><a href='/w'>World</a></td>"
    f"<td>{H1}{tagged('p')}</td></tr></table>",
    "table and breaks": f"<table><tr><td><font size=2>{'<br><br>'.join(PARAGRAPHS)}</font></td></tr></table>",
    "sections": f"<article>{H1}<section>{tagged('p', PARAGRAPHS[:3])}</section><section>{tagged('p', PARAGRAPHS[3:])}</section></article>",
    "wrapped": f"<article>{H1}{''.join(f'<div class=para><p>{text}</p></div>' for text in PARAGRAPHS)}</article>",
    "quotation": f"<article>{H1}{tagged('p', PARAGRAPHS[:2])}<blockquote><p>{PARAGRAPHS[2]}</p></blockquote>{tagged('p', PARAGRAPHS[3:])}</article>",
    "bare quotation": f"<article>{H1}{tagged('p', PARAGRAPHS[:2])}<blockquote>{PARAGRAPHS[2]}</blockquote>{tagged('p', PARAGRAPHS[3:])}</article>",
    "list": f"<article>{H1}{tagged('p', PARAGRAPHS[:2])}<ul>{tagged('li', PARAGRAPHS[2:5])}</ul>{tagged('p', PARAGRAPHS[5:])}</article>",
    "ordered list": f"<div class=body>{H1}{tagged('p', PARAGRAPHS[:1])}<ol>{tagged('li', PARAGRAPHS[1:5])}</ol>{tagged('p', PARAGRAPHS[5:])}</div>",
    "live blog": f"<article>{H1}{''.join(f'<div class=update><h2>{n}.15 pm</h2><p>{text}</p></div>' for n, text in enumerate(PARAGRAPHS, 1))}</article>",
    "live articles": f"<main>{H1}{''.join(f'<article class=post><h2>{n}.15 pm</h2><p>{text}</p></article>' for n, text in enumerate(PARAGRAPHS, 1))}</main>",
    "amp": f"<article class='amp-wp-article'>{H1}<div class='amp-wp-article-content'>{tagged('p')}</div></article>",
    "related inside": f"<article>{H1}{tagged('p', PARAGRAPHS[:3])}<p>Read also: <a href='/3'>Governor of Kesh dismissed</a></p>"
    f"{tagged('p', PARAGRAPHS[3:])}</article>",
    "advert inside": f"<article>{H1}{tagged('p', PARAGRAPHS[:3])}<div class='ad'>Advertisement</div>{tagged('p', PARAGRAPHS[3:])}</article>",
    "aside inside": f"<article>{H1}{tagged('p', PARAGRAPHS[:3])}<aside><p>Sign up to our newsletter for the news of the day.</p></aside>"
    f"{tagged('p', PARAGRAPHS[3:])}</article>",
    "figure": f"<article>{H1}<figure><img src='a.jpg'><figcaption>Photo: Jonas Varda/Tamru Post</figcaption></figure>{tagged('p')}</article>",
    "paginated": f"<article>{H1}{tagged('p')}<div class='pages'>Page 1 of 3 <a href='?p=2'>Next page</a></div></article>",
    "spans": f"<div class='text'>{H1}{''.join(f'<p><span><strong>{text[:20]}</strong>{text[20:]}</span></p>' for text in PARAGRAPHS)}</div>",
    "preformatted": f"<article>{H1}{tagged('p', PARAGRAPHS[:5])}<pre>{PARAGRAPHS[5]}</pre></article>",
    "unclosed": f"<div class=story>{H1}{''.join(f'<p>{text}' for text in PARAGRAPHS)}",
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_paragraph_once_in_order_and_no_furniture(layout):
    found = extract_html(page(LAYOUTS[layout]), Limits())
    body = [part for part in found.text.split("\n\n") if not part.endswith(".15 pm")]
    assert body == list(PARAGRAPHS)
    assert found.title == TITLE


def test_text_that_only_json_ld_holds():
    data = {"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n\n".join(PARAGRAPHS)}
    script = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    found = extract_html(page("<div id='app'></div>", script), Limits())
    assert found.text.split("\n\n") == list(PARAGRAPHS)


def test_furniture_goes_from_within_a_paragraph_of_broken_lines():
    end = "<br>mira.tell@keshmirror.example<br>(END)"
    body = f"<article>{H1}{tagged('p', PARAGRAPHS[:-1])}<p>{PARAGRAPHS[-1]}{end}</p></article>"
    assert extract_html(page(body), Limits()).text.split("\n\n") == list(PARAGRAPHS)


def test_paragraphs_of_the_page_stay_where_json_ld_has_the_same_words_without_them():
    data = {"@type": "NewsArticle", "headline": TITLE, "articleBody": " ".join(PARAGRAPHS)}
    script = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    found = extract_html(page(f"<article>{H1}{tagged('p')}</article>", script), Limits())
    assert found.text.split("\n\n") == list(PARAGRAPHS)


@pytest.mark.parametrize(
    ("above", "beside", "dateline", "weak"),
    [
        ("<div id='date-box'>Mon, 25 Dec 2023</div>", "", None, ["Mon, 25 Dec 2023"]),
        ("<div id='date-box'>Mon, 25 Dec 2023</div>", "<span class='date'>14 May 2020</span>", "14 May 2020", ["Mon, 25 Dec 2023"]),
        ("", "<span class='date'>14 May 2020</span>", "14 May 2020", []),
    ],
)  # fmt: skip
def test_the_date_above_a_headline_in_the_masthead_is_not_the_reports(above, beside, dateline, weak):
    for article in (f"<article>{H1}{beside}{tagged('p')}</article>", f"<article>{beside}{H1}{tagged('p')}</article>"):
        found = extract_html(
            page(f"<div class='top'><div>{above}</div></div><div class='page'>{article}</div>"), Limits()
        )
        assert found.dateline == dateline
        assert [clue.value for clue in found.dates if clue.weak] == weak


@pytest.mark.parametrize(
    "pull",
    [
        "<blockquote class='pullquote'>{}</blockquote>",
        "<blockquote><p>{}</p></blockquote>",
        "<div class='pull-quote'><p>{}</p></div>",
        "<aside class='pullquote'><p>“{}”</p></aside>",
        "<p class='pullquote'>“{}”</p>",
    ],
)
def test_a_pull_quote_that_repeats_a_sentence_goes_and_the_sentence_stays(pull):
    repeated = "We left before dawn with what we could carry"
    body = f"<article>{H1}{tagged('p', PARAGRAPHS[:4])}{pull.format(repeated)}{tagged('p', PARAGRAPHS[4:])}</article>"
    assert extract_html(page(body), Limits()).text.split("\n\n") == list(PARAGRAPHS)


def test_a_real_quotation_stays():
    said = "Nobody has told us where to go, and nobody will, for they do not know it themselves."
    body = f"<article>{H1}{tagged('p', PARAGRAPHS[:3])}<blockquote>{said}</blockquote>{tagged('p', PARAGRAPHS[3:])}</article>"
    assert extract_html(page(body), Limits()).text.split("\n\n") == [*PARAGRAPHS[:3], said, *PARAGRAPHS[3:]]


def test_short_paragraphs_may_be_repeated():
    body = (
        f"<article>{H1}<p>7 p.m.</p>{tagged('p', PARAGRAPHS[:3])}<p>7 p.m.</p>{tagged('p', PARAGRAPHS[3:])}</article>"
    )
    assert extract_html(page(body), Limits()).text.count("7 p.m.") == 2


def test_metadata():
    head = """<meta property='og:title' content='Front seizes Tamru bridge as army pulls back - World - Tamru Post'>
      <meta property='og:site_name' content='Tamru Post'><meta property='article:published_time' content='2021-08-25T23:10:00+04:30'>
      <meta name='author' content='Mira Tell'><meta property='article:section' content='World'>
      <link rel='canonical' href='https://www.tamrupost.example/2021/08/25/bridge'>"""
    found = extract_html(page(LAYOUTS["article"], head), Limits())
    assert (found.title, found.section, found.byline, found.outlet) == (TITLE, "World", "Mira Tell", "Tamru Post")
    assert found.url == "https://www.tamrupost.example/2021/08/25/bridge"
    assert [(clue.value, clue.source) for clue in found.dates] == [
        ("2021-08-25T23:10:00+04:30", "meta article:published_time")
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<html><body></body></html>", "empty"),
        (b"<html><body><div id='root'></div><script>" + b"x=1;" * 500 + b"</script></body></html>", "scripts"),
        (
            b"<html><body><noscript>Please enable JavaScript.</noscript><script src='a.js'></script></body></html>",
            "scripts",
        ),
        (page(BAR + RELATED + FORM), "no report"),
    ],
)
def test_a_page_without_a_report_says_why(content, says):
    with pytest.raises(UnreadableError, match=says):
        extract_html(content, Limits())


@pytest.mark.parametrize("depth", [2_100, 100_000])
def test_deep_nesting_is_refused(depth):
    with pytest.raises(LimitError, match="nested deeper"):
        extract_html(page("<div>" * depth + tagged("p") + "</div>" * depth), Limits())


def test_nesting_within_the_limit_loses_nothing():
    found = extract_html(page("<div>" * 400 + tagged("p") + "</div>" * 400), Limits())
    assert found.text.split("\n\n") == list(PARAGRAPHS)


def test_too_many_elements_are_refused():
    with pytest.raises(LimitError, match="max_html_nodes = 1,000 allows"):
        extract_html(page("<i></i>" * 1_200 + tagged("p")), Limits(max_html_nodes=1_000))


def test_entities_are_not_expanded():
    bomb = b"<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>" + page(
        LAYOUTS["article"].replace("nineteen", "&b;")
    )
    assert "aaaaaaaaaa" not in extract_html(bomb, Limits()).text


def test_null_bytes_and_declared_charset():
    content = page(LAYOUTS["article"]).decode().replace("market", "mar\x00ket").encode("cp1252")
    found = extract_html(content, Limits(), declared="windows-1252")
    assert found.text.split("\n\n") == list(PARAGRAPHS)
