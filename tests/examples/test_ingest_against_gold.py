"""What ingest makes of the example reports, field by field, against the gold made by hand."""

import functools
import json
from pathlib import Path
from typing import Any

import pytest

from sayso.core.errors import IngestError
from sayso.core.original import Original
from sayso.core.report import Report
from sayso.ingest.extract import extract
from sayso.ingest.limits import Limits

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "src" / "sayso" / "examples" / "reports"
TRUTH = json.loads((Path(__file__).parent / "truth.json").read_text(encoding="utf-8"))
GOLD = {gold["id"]: gold for gold in TRUTH["reports"]}

NOT_COUNTED = {
    "r04": ("Survivors speak of two aircraft.",),
    "r11": ("Water level Monday 411.2 m",),
    "r16": (
        "Bulletin of 24 April 2023",
        "1. Khasht, Ustara province",
        "2. The market of Gorvash",
        "3. Constitution Square",
        "4. Truce",
    ),
    "r17": (
        "The People's Guard of Sharvend stays out;",
        "Article 2: all fire ceases",
        "Article 5: guns leave the ridge",
        "Article 9: monitors in all prisons",
    ),
}
"""Parts of the body that the gold's number of paragraphs leaves out: a standfirst, a date, headings, lines of a box.

They are the outlet's own words about the news, so the body keeps them.
"""


@functools.cache
def reports_in(file: str) -> tuple[Report, ...]:
    return tuple(extract(Original.of(file, (REPORTS / file).read_bytes()), Limits()))


def report_of(gold: dict[str, Any]) -> Report:
    return reports_in(gold["file"])[gold["item"]]


def folded(text: str) -> str:
    return " ".join(text.split())


def test_there_are_24() -> None:
    assert len(GOLD) == 24
    assert len({report_of(gold).id for gold in GOLD.values()}) == len(GOLD)


@pytest.mark.parametrize("name", GOLD)
@pytest.mark.parametrize("field", ["title", "outlet", "byline", "language"])
def test_field(name: str, field: str) -> None:
    assert getattr(report_of(GOLD[name]), field) == GOLD[name][field]


@pytest.mark.parametrize("name", GOLD)
def test_publication_date(name: str) -> None:
    published, gold = report_of(GOLD[name]).published, GOLD[name]["published"]
    assert (published.value, published.status) == (gold["value"], gold["status"])
    if "alternatives" in gold:
        assert list(published.alternatives) == gold["alternatives"]
    if published.status != "stated":
        assert published.reason


@pytest.mark.parametrize("name", GOLD)
def test_nothing_of_the_report_is_lost_and_nothing_of_the_page_kept(name: str) -> None:
    body, gold = folded(report_of(GOLD[name]).text), GOLD[name]
    assert [words for words in gold["must_contain"] if folded(words) not in body] == []
    assert [words for words in gold["must_not_contain"] if folded(words) in body] == []
    assert [body.count(folded(words)) for words in gold.get("once", [])] == [1] * len(gold.get("once", []))


@pytest.mark.parametrize("name", GOLD)
def test_number_of_paragraphs(name: str) -> None:
    paragraphs = [folded(text) for text in report_of(GOLD[name]).text.split("\n\n") if text.strip()]
    beside = NOT_COUNTED.get(name, ())
    for beginning in beside:
        assert sum(text.startswith(beginning) for text in paragraphs) == 1, beginning
    assert len(paragraphs) - len(beside) == GOLD[name]["paragraphs"]


@pytest.mark.parametrize("name", GOLD)
def test_headline_author_and_date_line_stand_outside_the_body(name: str) -> None:
    report = report_of(GOLD[name])
    lines = {folded(line) for line in report.text.split("\n")}
    assert not lines & {zone.text for zone in report.zones}


@pytest.mark.parametrize("name", GOLD)
def test_every_quotation_of_the_gold_is_in_the_body(name: str) -> None:
    body = folded(report_of(GOLD[name]).text)
    pieces = [piece for quote in GOLD[name]["quotes"] for piece in quote["content"]]
    assert [piece for piece in pieces if folded(piece) not in body] == []


def test_the_exceptions_name_reports_that_there_are() -> None:
    assert NOT_COUNTED.keys() <= GOLD.keys()


@pytest.mark.parametrize("failure", TRUTH["failures"], ids=str)
def test_what_cannot_be_read_says_so(failure: Any) -> None:
    file = failure["file"] if isinstance(failure, dict) else failure
    with pytest.raises(IngestError):
        reports_in(file)
