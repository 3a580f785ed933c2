# ruff: noqa: E501 (pages stand here as a whole line each)
"""What a page shows of its outlet, author and date where its metadata is silent, and its margins."""

import pytest

from sayso.core.original import Original
from sayso.ingest.extract import extract
from sayso.ingest.html_margins import drop_link_lines, drop_side_columns
from sayso.ingest.html_tree import parse_page
from sayso.ingest.limits import Limits

TEXTS = (
    "The ferry at Oster was hit on Sunday night by two rockets that were fired from the far bank, the harbour master said.",
    "Nine of the crew were taken to the clinic at Brannow, where a doctor spoke of burns and of one man who had lost a hand.",
    "The army denied that it had fired on the ferry. It said the far bank had been in the hands of the Ulmery Guard since May.",
    "“We saw the light before we heard anything at all,” said Jaro Lunde, who sells tickets on the quay in the summer months.",
)
HEAD = "Rockets hit the Oster ferry"
BODY = "".join(f"<p>{text}</p>" for text in TEXTS)


def report(markup):
    (found,) = extract(Original.of("page.html", f"<html>{markup}</html>".encode()), Limits())
    return found


def old_page(masthead, *, title=f"The Brannow Sentinel - {HEAD}", side="", foot=""):
    return (
        f"<head><title>{title}</title></head><body><table><tr><td colspan=2>{masthead}</td></tr>"
        f"<tr><td><h2>{HEAD}</h2>{BODY}</td><td width=120>{side}</td></tr><tr><td colspan=2>{foot}</td></tr></table></body>"
    )


@pytest.mark.parametrize(
    "masthead",
    [
        "<font size=6>The Brannow Sentinel</font><br>For the quay and the valley<br>No. 812 &nbsp; Monday, 7 June 2021 &nbsp; 2 crowns",
        "<font size=6>The Brannow Sentinel</font><br>Monday, 7 June 2021",
        "<img src=a.gif alt='The Brannow Sentinel'><p>Vol. 9, No. 41, June 7, 2021</p>",
    ],
)
def test_an_old_page_without_metadata(masthead):
    found = report(old_page(masthead))
    assert (found.title, found.outlet) == (HEAD, "The Brannow Sentinel")
    assert (found.published.value, found.published.status, found.published.origin) == ("2021-06-07", "stated", "text")
    assert found.text.split("\n\n") == list(TEXTS)


def test_side_columns_and_counters_go():
    side = "<b>FOR SALE</b><br>Two oars, one of them new.<br><br><b>FOUND</b><br>A left boot."
    foot = "You are visitor number 20,114. <br> Best viewed with a monitor"
    found = report(old_page("The Brannow Sentinel<br>Monday, 7 June 2021", side=side, foot=foot))
    assert found.text.split("\n\n") == list(TEXTS)


def test_short_lines_in_the_text_s_own_cell_stay():
    tree = parse_page(f"<table><tr><td>{BODY}<p>Talks go on.</p></td><td><p>Two oars.</p></td></tr></table>", Limits())
    assert drop_side_columns(tree, [*TEXTS, "Talks go on.", "Two oars."]) == [*TEXTS, "Talks go on."]


def test_prose_in_another_cell_stays():
    tree = parse_page(f"<table><tr><td>{BODY}</td><td><p>{TEXTS[0]} Two.</p></td></tr></table>", Limits())
    assert drop_side_columns(tree, [*TEXTS, f"{TEXTS[0]} Two."]) == [*TEXTS, f"{TEXTS[0]} Two."]


def test_a_row_of_links_goes_and_a_linked_word_stays():
    menu = "<p><a href=a>start page</a> | <a href=b>harbour</a> | <a href=c>letters</a></p>"
    tree = parse_page(
        f"<body>{menu}{BODY}<p>More is known of the <a href=d>ferry</a> and its owner</p></body>", Limits()
    )
    last = "More is known of the ferry and its owner"
    assert drop_link_lines(tree, ["start page | harbour | letters", *TEXTS, last]) == [*TEXTS, last]


@pytest.mark.parametrize(
    ("title", "heading", "expected", "outlet"),
    [
        (f"Oster Radio : News : The river : {HEAD}", f"<h2>{HEAD}</h2>", HEAD, "Oster Radio"),
        (f"{HEAD} | World | Oster Radio", f"<h3>{HEAD}</h3>", HEAD, "Oster Radio"),
        (f"Brannow :: {HEAD}", f"<b>Brannow</b><h1>{HEAD}</h1>", HEAD, "Brannow"),
        (f"Brannow :: {HEAD}", f"<h1>{HEAD}</h1>", HEAD, None),  # nothing on the page says that this is its name
        ("Ferry: what is known", f"<h2>{HEAD}</h2>", "Ferry: what is known", None),
        (
            "Ferry hit - two rockets from the far bank",
            "<h2>two rockets from the far bank</h2>",
            "Ferry hit - two rockets from the far bank",
            None,
        ),
        ("World - " + HEAD, f"<h1>{HEAD}</h1>", HEAD, None),
    ],
)
def test_headline_and_outlet_from_the_page_s_title(title, heading, expected, outlet):
    found = report(f"<head><title>{title}</title></head><body><article>{heading}{BODY}</article></body>")
    assert (found.title, found.outlet) == (expected, outlet)
    assert found.text.split("\n\n")[-4:] == list(TEXTS)


@pytest.mark.parametrize(
    ("shown", "byline"),
    [
        ("<span class='author'>Mira Tell</span>", "Mira Tell"),
        ("<div class='meta'><span class='byline'>by <a rel='author' href='/m'>Mira Tell</a></span></div>", "Mira Tell"),
        ("<p class='by-line'>By Mira Tell and Jonas Varda</p>", "Mira Tell and Jonas Varda"),
        ("<p class='byline'>Our correspondent on the Oster</p>", "Our correspondent on the Oster"),
        ("<p class='credit'>Northern Wire</p>", "Northern Wire"),
        ("<div class='authors'><span itemprop='author'>Mira Tell</span></div>", "Mira Tell"),
        ("<figure><img src=a><span class='credit'>Jonas Varda</span></figure>", None),
        ("<div class='photo'><span class='author'>Jonas Varda</span></div>", None),
        ("<p class='author-bio'>Mira Tell is our reporter on the river.</p>", None),
        ("<span class='author'>World</span>", None),
        ("<span class='author'>12 comments</span>", None),
        ("<ol class='comments'><li><span class='author'>Old Salt</span></li></ol>", None),
        ("", None),
    ],
)
def test_author_lines_beside_the_headline(shown, byline):
    found = report(f"<head><title>{HEAD}</title></head><body><article><h1>{HEAD}</h1>{shown}{BODY}</article></body>")
    assert found.byline == byline
    assert found.text.split("\n\n")[-4:] == list(TEXTS)


def test_a_comment_s_author_far_below_is_nobody_s_byline():
    comments = "<div><span class='author'>Old Salt</span><p>I have sailed there.</p></div>"
    found = report(f"<head><title>{HEAD}</title></head><body><h1>{HEAD}</h1>{BODY * 12}{comments}</body>")
    assert found.byline is None


def test_a_line_above_the_headline_that_is_no_masthead_stays():
    found = report(
        f"<head><title>{HEAD}</title></head><body><article><p>What is known of the night on the quay</p><h1>{HEAD}</h1>{BODY}</article></body>"
    )
    assert found.text.split("\n\n") == ["What is known of the night on the quay", *TEXTS]


@pytest.mark.parametrize(
    "line",
    [
        "Visitors number 12, the guide said.",
        "Visitors 4,000",
        "Under construction since 2011, the dam is safe.",
        "Back to the front, he said",
    ],
)
def test_what_only_looks_homemade_stays(line):
    assert (
        line
        in report(
            f"<body><article><h1>{HEAD}</h1>{BODY}<p>{line}</p>{BODY.replace('Sunday', 'Monday')}</article></body>"
        ).text
    )


@pytest.mark.parametrize("name", ["World - ", "Oster | ", "- "])
def test_titles_of_a_megabyte_are_no_headlines(name):
    long = name * (1_000_000 // len(name))
    found = report(
        f"<head><title>{long}</title><meta property='og:title' content='{long}'></head><h1>{long}</h1>{BODY}"
    )
    assert found.title is None or len(found.title) < 1_000
    assert all(text in found.text for text in TEXTS)


def test_the_first_time_element_that_is_the_reports_own_counts_and_no_other_is_asked():
    beside = "<aside><time datetime='2020-01-01'>then</time></aside>"
    changed = "<time class=updated datetime='2021-06-09'>changed</time>"
    own = "<time datetime='2021-06-07'>7 June</time><time datetime='2021-06-08'>8 June</time>"
    found = report(f"<body>{beside}<h1>{HEAD}</h1>{changed}{own}{BODY}</body>")
    assert found.published.value == "2021-06-07"


def test_cells_in_cells_without_end_leave_the_text_as_it_is():
    deep = 60
    markup = f"<body>{'<table><tr><td>' * deep}{BODY}{'</td></tr></table>' * deep}</body>"
    tree = parse_page(f"<html>{markup}</html>", Limits())
    assert drop_side_columns(tree, [*TEXTS, "Next ferry"]) == [*TEXTS]
