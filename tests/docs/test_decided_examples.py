"""The examples on the page of decisions are what the reader says."""

import re
from pathlib import Path

import pytest

from sayso.core.report import Published
from sayso.reading.component import build
from sayso.reading.reader import load_config
from sayso.reading.time.component import Times

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "how-it-decides.md").read_text(encoding="utf-8")
WEDNESDAY = Published(value="2021-08-25", status="stated")
NO_DATE = Published(value=None, status="unresolved", reason="no date")


def rows(heading: str) -> list[tuple[str, ...]]:
    """Return the rows of the table whose first column has this heading."""
    table = re.search(rf"^\| {re.escape(heading)} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    assert table is not None, f"no table {heading!r}"
    return [tuple(cell.strip(" `") for cell in line.strip("|").split("|")) for line in table[1].splitlines()]


@pytest.fixture(scope="module")
def times() -> Times:
    (part,) = load_config().only("times").components
    made = build("times", part.settings)
    assert isinstance(made, Times)
    return made


@pytest.mark.parametrize(
    ("published", "row"),
    [(WEDNESDAY, row) for row in rows("Text")] + [(NO_DATE, row) for row in rows("Text, no publication date")],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_times(published: Published, row: tuple[str, ...], times: Times) -> None:
    marked, value, status, reason = row
    words = re.search(r"\*\*(.+?)\*\*", marked)
    assert words is not None
    (found,) = [time for time in times.times(marked.replace("**", ""), published) if time.start == words.start()]
    assert (found.text, found.value or "-", found.status, found.reason or "") == (words[1], value, status, reason)


def test_settings_of_history_stand_on_the_page() -> None:
    (part,) = load_config().only("times").components
    assert (part.settings["min_history_dates"], part.settings["history_years"]) == (6, 2)
    assert "at least six years two or more away" in " ".join(PAGE.split())
