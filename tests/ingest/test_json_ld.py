"""What JSON-LD says of an article, and scripts made to keep a reader busy: those end within the run's time limit."""

import json

import pytest

from sayso.ingest.json_ld import MAX_OBJECTS, read_json_ld

LONG = 1_500_000
ARTICLE = {"@type": "NewsArticle", "headline": "Rockets hit the Oster ferry", "datePublished": "2021-06-07"}


def headline(script: str) -> str | None:
    found = read_json_ld([script])
    return found.headline if found else None


@pytest.mark.parametrize(
    "wrapping",
    [
        "{}",
        "\n  {}  \n",
        "<!-- {} -->",
        " <!--\n{}\n--> ",
        "//<![CDATA[\n{}\n//]]>",
        "// <![CDATA[\n{}\n// ]]>\n",
        "/* article */ {} ",
        "/* article\n of today */{}-->  ; \n",
    ],
)
def test_comments_around_the_script_are_taken_off(wrapping):
    assert headline(wrapping.replace("{}", json.dumps(ARTICLE))) == ARTICLE["headline"]


@pytest.mark.parametrize(
    ("kind", "is_article"),
    [
        ("NewsArticle", True),
        ("ReportageNewsArticle", True),
        ("LiveBlogPosting", True),
        ("SocialMediaPosting", True),
        ("Report", True),
        (["Thing", "Article"], True),
        ("http://schema.org/NewsArticle", True),
        ("ArticleList", False),
        ("Organization", False),
        (["WebPage", 7, None], False),
        (None, False),
    ],
)
def test_which_types_are_articles(kind, is_article):
    assert (headline(json.dumps({**ARTICLE, "@type": kind})) is not None) == is_article


@pytest.mark.parametrize(
    "script",
    [
        json.dumps({**ARTICLE, "@type": "a" * LONG}),
        "-->" + " " * LONG + "x",
        "<!--" * (LONG // 4),
        "//" * (LONG // 2),
        "/*" * (LONG // 2),
        "[" * LONG,
        json.dumps([[0] * MAX_OBJECTS for _ in range(90)]),
    ],
    ids=["type", "spaces", "openings", "slashes", "comments", "brackets", "lists"],
)
def test_hostile_scripts_end_and_hold_no_article(script):
    assert read_json_ld([script]) is None
