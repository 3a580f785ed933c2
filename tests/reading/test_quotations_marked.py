"""Paragraphs and quotations of a text, found once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading.quotations import marked
from sayso.reading.quotations.capitals import in_usual_case
from sayso.reading.quotations.layout import paragraphs
from sayso.reading.quotations.marked import marked_text
from sayso.reading.quotations.marks import Quote, quotes
from sayso.reading.quotations.tables import TAIL

CAPITALS = "THE MAYOR OF OSTRA SAID: “THE BRIDGE IS CLOSED.”\n\n“NOBODY CROSSES IT,” HE SAID, “UNTIL IT IS MENDED.”"


def found(text: str) -> list[list[Quote]]:
    return quotes(text, paragraphs(text), TAIL)


def test_quotations_are_those_of_the_paragraphs() -> None:
    text = "“The bridge is closed,” she said.\n\nNobody asked.\n\n“It is mended, he said."
    page = marked_text(text)
    assert (page.text, list(page.blocks)) == (text, [(0, 33), (35, 48), (50, 73)])
    assert [[text[each.inner_start : each.inner_end] for each in block] for block in page.quotes] == [
        ["The bridge is closed,"], [], ["It is mended,"],
    ]  # fmt: skip


def test_the_marks_of_a_text_are_paired_once(monkeypatch: pytest.MonkeyPatch) -> None:
    paired: list[str] = []

    def counted(text: str, *rest: object) -> list[list[Quote]]:
        paired.append(text)
        return quotes(text, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(marked, "quotes", counted)
    text = f"{CAPITALS} IT IS READ ONCE."
    usual = in_usual_case(text)
    assert usual != text
    assert marked_text(text) is marked_text(usual) is marked_text("".join(list(text)))
    assert paired == [usual]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="aBçÑ İßǅ.,:\n\r\t\u2028'\"“”‘’«»", max_size=120), st.booleans())
def test_usual_case_changes_neither_paragraphs_nor_its_own_result(text: str, capitals: bool) -> None:
    text = (CAPITALS + text).upper() if capitals else text
    page = marked_text(text)
    assert in_usual_case(page.text) == page.text
    assert list(page.blocks) == paragraphs(text)
    assert [list(block) for block in page.quotes] == found(in_usual_case(text))
