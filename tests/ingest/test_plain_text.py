# ruff: noqa: E501 (cases stand on a line each)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ingest.plain_text import extract_text, join_wrapped
from sayso.ingest.report_head import read_byline

FIRST = "The army left the town of Tamru on Monday after it had held the bridge there for nine days, residents said."
SECOND = "Nobody was hurt. A spokesman for the governor said the men had been moved to spare the market from shelling."
BODY = f"{FIRST}\n\n{SECOND}"
HEADLINE = "Army leaves Tamru after nine days"

HEADS = [
    ("", {}),
    (f"{HEADLINE}\n\n", {"title": HEADLINE}),
    (f"{HEADLINE} - 25/08/2021 - World\n\n", {"title": HEADLINE, "dateline": "25/08/2021", "section": "World"}),
    (f"{HEADLINE} | 25 August 2021\n", {"title": HEADLINE, "dateline": "25 August 2021"}),
    (f"{HEADLINE}\nBy Mira Tell, Staff Writer\n25 August 2021\n\n", {"title": HEADLINE, "byline": "By Mira Tell, Staff Writer", "dateline": "25 August 2021"}),
    (f"{HEADLINE}\n\nBy Mira Tell | 25 Aug 2021 14:05 GMT\n\n", {"title": HEADLINE, "byline": "By Mira Tell", "dateline": "25 Aug 2021 14:05 GMT"}),
    (f"{HEADLINE}\n\nBy Mira Tell, 25 August 2021\n\n", {"title": HEADLINE, "byline": "By Mira Tell", "dateline": "25 August 2021"}),
    (f"World\n\n{HEADLINE}\n\nPosted on 12 Sept 2019 at 14:05\n\n", {"section": "World", "title": HEADLINE, "dateline": "Posted on 12 Sept 2019 at 14:05"}),
    (f"# {HEADLINE}\n\n", {"title": HEADLINE}),
    ("Army Leaves Tamru After Nine Days.\n\n", {"title": "Army Leaves Tamru After Nine Days."}),
    ("This story is from March 10, 2002\n\n", {"dateline": "This story is from March 10, 2002"}),
    (f"Share this\n\n{HEADLINE}\n\nFacebook Twitter WhatsApp\n\n", {"title": HEADLINE}),
]  # fmt: skip


@pytest.mark.parametrize(("head", "fields"), HEADS)
def test_what_stands_above_the_body_is_taken_out_and_kept(head, fields):
    found = extract_text(head + BODY)
    assert found.text == BODY
    named = {name: getattr(found, name) for name in ("title", "section", "byline", "dateline")}
    assert {name: value for name, value in named.items() if value} == fields


@pytest.mark.parametrize(
    "first",
    [
        "The war is over.",
        "“We left before dawn,” said Ilsa Morun.",
        "By Monday the army had gone.",
        "On 25 August 2021 they fled.",
        "Nobody was left in the town,",
        "KABUL, Aug 25 (Agency) - The army left the town.",
        "Published in 2019, the book tells of the siege and of the three weeks that followed.",
    ],
)
def test_a_first_sentence_of_prose_stays_in_the_body(first):
    found = extract_text(f"{first}\n\n{BODY}")
    assert found.text == f"{first}\n\n{BODY}"
    assert found.title is None


def test_a_headline_that_ends_like_a_sentence_needs_a_dateline_below():
    wire = f"KESH, Aug 25 (Agency) - {FIRST}"
    found = extract_text(f"Army leaves Tamru after nine days.\n\n{wire}")
    assert (found.title, found.text) == ("Army leaves Tamru after nine days.", wire)


def test_a_text_of_one_line_is_body():
    assert extract_text("Two dead in Tamru").text == "Two dead in Tamru"


def test_a_known_title_is_taken_out_and_no_other_looked_for():
    assert extract_text(f"{HEADLINE.upper()}\n\n{BODY}", title=HEADLINE).text == BODY
    assert extract_text(f"Something else here\n\n{BODY}", title=HEADLINE).text == f"Something else here\n\n{BODY}"


def test_furniture_goes_and_the_gap_closes():
    text = f"{FIRST}\n\nShare this\n\nRead also: Governor dismissed\n\n{SECOND}\n\nTags: Tamru, army\n\nLeave a Reply\n\nName *"
    assert extract_text(text).text == BODY


def test_line_ends_and_control_characters():
    assert extract_text(f"{FIRST}\r\n\r\nNo\x00body\x0c was hu\xadrt.").text == f"{FIRST}\n\nNobody was hu\xadrt."


WRAPPED = """   KESH, 3 JAN 90 -- THE ARMY LEFT THE TOWN OF TAMRU ON MONDAY AFTER IT
HAD HELD THE BRIDGE THERE FOR NINE DAYS.  RESIDENTS SAID THE LAST LORRIES
WENT NORTH AT DAWN, AND THAT NOBODY WAS LEFT AT THE POST BY THE MILL WHERE
THE ROADS FROM KESH AND DOVRIN MEET.

   A SPOKESMAN FOR THE GOVERNOR SAID THE MEN HAD BEEN MOVED TO SPARE THE
MARKET FROM SHELLING, AND THAT THEY WOULD BE BACK BEFORE THE HARVEST WAS
IN.  HE GAVE NO FIGURES FOR THE DEAD OR THE WOUNDED, AND REFUSED TO SAY
WHO HELD THE NORTH BANK OF THE RIVER NOW, OR WHETHER TALKS WITH THE VARDA
FRONT WERE STILL TO OPEN AT PORT ASEL ON THURSDAY AS HAD BEEN PLANNED BY
THE MEDIATORS."""


def test_a_text_broken_at_one_width_gets_its_paragraphs_back():
    joined = join_wrapped(WRAPPED)
    assert [line.split()[0] for line in joined.split("\n") if line] == ["KESH,", "A"]
    assert joined.split() == WRAPPED.split()


@pytest.mark.parametrize("text", [BODY, "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten " + "x" * 60])
def test_other_texts_keep_their_lines(text):
    assert join_wrapped(text) == text


@given(st.lists(st.text(alphabet="abc XY.,\n'", max_size=60), max_size=30).map("\n".join))
def test_no_word_is_changed_or_added(text):
    found = extract_text(text)
    out = " ".join(filter(None, (found.title, found.section, found.byline, found.dateline, found.text)))
    assert sorted(out.split()) == sorted(text.split()) or not set(out.split()) - set(text.split())


@pytest.mark.parametrize(
    ("line", "is_byline"),
    [
        ("By Mira Tell", True),
        ("BY MIRA TELL AND JONAS VARDA", True),
        ("By Mira Tell, Staff Writer", True),
        ("By AFP", True),
        ("Author: Mira Tell", True),
        ("By Mira Tell in Kesh", True),
        ("Staff Reporter", True),
        ("By Monday", False),
        ("By the river", False),
        ("By Mira Tell's account the town was empty.", False),
        ("By August they had gone", False),
    ],
)
def test_bylines(line, is_byline):
    assert read_byline(line) is is_byline
