"""The examples of coreference on the page of decisions are what the bundled reader says."""

import re
from pathlib import Path

import pytest

from sayso.core.report import Report
from sayso.reading.reader import Reader, load_config

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "how-it-decides.md").read_text(encoding="utf-8")
TABLE = re.search(r"^\| The words in italics are one entity.*\n\|[-|]+\|\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
assert TABLE is not None
ROWS = [line.strip("| ") for line in TABLE[1].splitlines()]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_config().only("sentences", "encoder", "entities", "attributions", "coreference"))


@pytest.mark.parametrize("row", ROWS)
def test_the_words_in_italics_are_one_entity(row: str, reader: Reader) -> None:
    marks = re.finditer(r"\*(.+?)\*", row)
    wanted = {(mark.start() - 2 * number, mark[1]) for number, mark in enumerate(marks)}
    reading = reader.read(Report.of_text(row.replace("*", "")))
    entities = [{(each.start, each.text) for each in entity.mentions} for entity in reading.entities]
    assert wanted in entities
