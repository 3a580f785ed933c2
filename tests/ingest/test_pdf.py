import importlib.util
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.core.errors import IngestError, LimitError, UnreadableError, UnsupportedError
from sayso.core.original import Original
from sayso.core.report import Published
from sayso.ingest.extract import extract
from sayso.ingest.limits import Limits
from sayso.ingest.pdf_files import extract_pdf

_SPEC = importlib.util.spec_from_file_location("make_pdf", Path(__file__).with_name("make_pdf.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
_MAKE = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_MAKE)
make_pdf, make_placed_pdf = _MAKE.make_pdf, _MAKE.make_placed_pdf

HEAD = "Harbour Weekly - Tuesday {} August 2021"
HEADLINE = ["Market shelled in border town", "as talks falter"]
PAGE_1 = [
    "",
    *HEADLINE,
    "",
    "Fighters of the Northern Column shelled the market in Tara-",
    "bad on Tuesday, killing at least four people and wounding",
    "eleven others, the governor of the anti-",
    "government district said.",
    "",
    "“We carried them in on doors,” said Lena Moravic, who has",
    "worked as a nurse at the clinic for eleven years and lives in",
]
PAGE_2 = [
    "this town on the river, which changed hands three times.",
    "",
    "The army said that it had returned fire and that it had hit",
    "two mortars on the ridge.",
]
PAGE_3 = ["", "A spokesman for the column denied it on Friday evening."]
TEXT = (
    "Fighters of the Northern Column shelled the market in Tarabad on Tuesday, killing at least four people and "
    "wounding eleven others, the governor of the anti-government district said.\n\n“We carried them in on doors,” said "
    "Lena Moravic, who has worked as a nurse at the clinic for eleven years and lives in this town on the river, which "
    "changed hands three times.\n\nThe army said that it had returned fire and that it had hit two mortars on the "
    "ridge.\n\nA spokesman for the column denied it on Friday evening."
)


def three_pages(**settings: object) -> bytes:
    pages = [
        [HEAD.format(24), *body, "", "", f"Page {number} of 3"]
        for number, body in enumerate([PAGE_1, PAGE_2, PAGE_3], start=1)
    ]
    sizes = dict.fromkeys(HEADLINE, 20.0)
    return make_pdf(pages, sizes=sizes, **settings)


@pytest.mark.parametrize("compress", [False, True])
def test_pages_become_running_text(compress: bool) -> None:
    found = extract_pdf(three_pages(compress=compress), Limits())
    assert found.text == TEXT
    assert found.title == "Market shelled in border town as talks falter"
    starts = [(page.number, found.text[page.start :][:16]) for page in found.pages]
    assert starts == [(1, "Fighters of the "), (2, "this town on the"), (3, "A spokesman for ")]


def test_information_is_weak_about_the_date() -> None:
    information = {
        "Title": "Microsoft Word - final2.docx",
        "Author": "Ida Brock",
        "CreationDate": "D:20210825101112+04'30'",
        "ModDate": "D:20210826",
    }
    found = extract_pdf(make_pdf([PAGE_2], information=information), Limits())
    assert (found.title, found.byline) == (None, "Ida Brock")
    assert [(date.value, date.weak) for date in found.dates] == [
        ("2021-08-25T10:11:12+04:30", True),
        ("2021-08-26", True),
    ]


def test_stated_title_is_not_repeated_in_the_text() -> None:
    found = extract_pdf(
        make_pdf([["A bridge reopens", "", *PAGE_2]], information={"Title": "A Bridge reopens"}), Limits()
    )
    assert found.title == "A Bridge reopens"
    assert found.text.startswith("this town on the river")


def test_columns_are_read_one_after_the_other() -> None:
    def column(name: str, left: int) -> list[tuple[float, float, float, str]]:
        return [(left, 700 - 14 * line, 11, f"the {name} column goes on in line {line}") for line in range(6)]

    found = extract_pdf(make_placed_pdf([column("left", 60) + column("right", 320)]), Limits())
    words = found.text.split()
    assert words.index("right") > max(place for place, word in enumerate(words) if word == "left")
    assert "\n\n" not in found.text


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("a long discus-", "sion followed", "a long discussion followed"),
        ("a well-", "known face, well-known here", "a well-known face, well-known here"),
        ("the non-", "aligned states", "the non-aligned states"),
        ("a day-to-", "day matter", "a day-to-day matter"),
        ("the Anglo-", "Saxon village", "the Anglo-Saxon village"),
        ("they waited -", "for nothing", "they waited - for nothing"),
    ],
)
def test_divided_words(above: str, below: str, joined: str) -> None:
    filler = "where nobody had expected any such thing to happen at all"
    text = extract_pdf(make_pdf([[filler, above, below, filler + "."]]), Limits()).text
    assert text == f"{filler} {joined} {filler}."


def test_lines_that_only_look_like_running_heads_stay() -> None:
    first = ["Twelve people died in a fire which burned", "the whole night through.", "", "12"]
    second = ["They were buried by their families in the", "old cemetery.", "", "In 1987"]
    found = extract_pdf(make_pdf([first, second]), Limits())
    assert found.text.split("\n\n") == [
        "Twelve people died in a fire which burned the whole night through.",
        "12",
        "They were buried by their families in the old cemetery.",
        "In 1987",
    ]


def test_a_headline_that_later_pages_repeat_in_small_print_is_the_headline() -> None:
    pages = [[HEADLINE[0], "", *PAGE_2], [HEADLINE[0].upper(), "", *PAGE_3], [HEADLINE[0].upper(), "", *PAGE_3]]
    found = extract_pdf(make_pdf(pages, sizes={HEADLINE[0]: 20.0}), Limits())
    assert found.title == HEADLINE[0]
    assert HEADLINE[0].upper() not in found.text


def test_one_endless_line_is_no_trouble() -> None:
    assert extract_pdf(make_pdf([["a-" * 50_000, "b" * 50_000]]), Limits()).text.endswith("bb")


def test_a_scan_says_so() -> None:
    with pytest.raises(UnsupportedError, match="no text layer: 12 pages of images"):
        extract_pdf(make_pdf([[]] * 12), Limits())


def test_a_page_without_text_has_a_start() -> None:
    found = extract_pdf(make_pdf([PAGE_2, [], PAGE_3]), Limits())
    assert [page.number for page in found.pages] == [1, 2, 3]
    assert found.pages[1].start <= found.pages[2].start < len(found.text)


def test_limits() -> None:
    with pytest.raises(LimitError, match=r"more pages \(3\) than the limit max_pages = 2 allows"):
        extract_pdf(three_pages(), Limits(max_pages=2))
    with pytest.raises(LimitError, match="max_text_chars = 100 allows"):
        extract_pdf(three_pages(), Limits(max_text_chars=100))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 and nothing else", b"\x00" * 500, three_pages()[:300]])
def test_corrupt(content: bytes) -> None:
    with pytest.raises(UnreadableError, match="corrupt or cut off"):
        extract_pdf(content, Limits())


def test_encrypted() -> None:
    # A handler that asks for a user password nobody gave: the O and U strings belong to no empty password.
    encryption = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>/ID[(aaaaaaaaaaaaaaaa)(aaaaaaaaaaaaaaaa)]" % (
        b"o" * 32,
        b"u" * 32,
    )
    content = three_pages().replace(b"trailer<<", b"trailer<<" + encryption)
    with pytest.raises(UnsupportedError, match="encrypted"):
        extract_pdf(content, Limits())


@given(st.integers(0, 4000), st.binary(max_size=30))
@settings(max_examples=60, deadline=None)
def test_damaged_files_end_in_a_report_or_a_reason(place: int, damage: bytes) -> None:
    content = three_pages()
    place %= len(content)
    try:
        found = extract_pdf(content[:place] + damage + content[place + len(damage) :], Limits())
    except IngestError as error:
        reason = str(error)
    else:
        reason = "read"
        found.text.encode()
        assert all(0 <= page.start < len(found.text) for page in found.pages)
    assert reason


def test_a_creation_date_is_never_the_value_and_the_date_printed_on_the_page_is() -> None:
    def published(*head: str) -> tuple[Published, str | None]:
        information = {"CreationDate": "D:20210609101112Z", "Author": "Ulmery Human Rights Monitor"}
        content = make_pdf([[*head, *PAGE_2]], information=information)
        (report,) = extract(Original.of("a.pdf", content), Limits())
        return report.published, report.outlet

    silent, outlet = published()
    assert (silent.value, silent.alternatives, outlet) == (None, ("2021-06-09",), "Ulmery Human Rights Monitor")
    assert silent.reason == "only the PDF creation date, 2021-06-09, is known"
    dated, _ = published("Bulletin No. 9, 7 June 2021", "")
    assert (dated.value, dated.status, dated.origin) == ("2021-06-07", "stated", "text")
