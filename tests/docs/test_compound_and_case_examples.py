"""The examples of noun compounds and of texts in capitals on the page of decisions are what the rules say."""

import re
from pathlib import Path
from typing import cast

import pytest

from sayso.core.reading import EventType, Findings
from sayso.core.span import Span
from sayso.reading.event.compounds import compound_arguments
from sayso.reading.quotations.capitals import in_usual_case

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "how-it-decides.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[tuple[str, ...]]:
    """Return the rows of the table whose first column has this heading."""
    table = re.search(rf"^\| {re.escape(heading)} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    assert table is not None, f"no table {heading!r}"
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in table[1].splitlines()]


@pytest.mark.parametrize(("marked", "kind", "parts"), rows("Text with a compound"))
def test_compounds(marked: str, kind: str, parts: str) -> None:
    before, trigger, after = marked.split("**")
    text = before + trigger + after
    span = Span.of(text, len(before), len(before) + len(trigger))
    found = sorted(compound_arguments(text, span, cast(EventType, kind), Findings()), key=lambda each: each.start)
    told = sorted(f"{each.role} {each.text}" for each in found)
    assert (", ".join(told) or "none") == parts


@pytest.mark.parametrize(("text", "usual"), rows("Text in capitals"))
def test_capitals(text: str, usual: str) -> None:
    assert in_usual_case(text) == usual
