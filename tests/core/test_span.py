"""Spans and reports refuse what does not match their text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.core.errors import GroundingError
from sayso.core.report import PageStart, Published, Report, report_id, text_sha256
from sayso.core.span import Span, Zone, ZoneSpan


def make_report(text: str, **changes: object) -> Report:
    values = {
        "id": report_id("ab" * 32),
        "uri": "a.txt",
        "text": text,
        "sha256": text_sha256(text),
        "original_sha256": "ab" * 32,
        "extractor": "text 1",
    }
    return Report(**{**values, **changes})  # type: ignore[arg-type]


@given(st.text(min_size=1, alphabet=st.characters(exclude_categories=["Cs"])), st.data())
def test_a_span_is_what_the_text_has_at_its_offsets(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span.of(text, start, end)
    assert span.text == text[start:end]
    span.check(text)
    other = "z" if text[start] != "z" else "y"
    with pytest.raises(GroundingError):
        span.check(text[:start] + other + text[start + 1 :])


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2), (9, 15)])
def test_empty_reversed_and_outside_spans_are_refused(start: int, end: int) -> None:
    with pytest.raises(GroundingError):
        Span.of("He left Adar", start, end)


@pytest.mark.parametrize(
    ("first", "second", "covers", "overlaps"),
    [
        ((0, 5), (1, 3), True, True),
        ((0, 5), (0, 5), True, True),
        ((0, 5), (4, 6), False, True),
        ((0, 5), (5, 6), False, False),
    ],
)
def test_covering_and_overlapping(
    first: tuple[int, int], second: tuple[int, int], covers: bool, overlaps: bool
) -> None:
    text = "0123456789"
    one, other = Span.of(text, *first), Span.of(text, *second)
    assert (one.covers(other), one.overlaps(other)) == (covers, overlaps)


def test_a_report_refuses_a_text_that_its_digest_was_not_taken_of() -> None:
    with pytest.raises(GroundingError, match="SHA-256"):
        make_report("one text", sha256=text_sha256("another"))


def test_a_report_refuses_lone_surrogates() -> None:
    with pytest.raises(GroundingError, match="lone surrogate at offset 2"):
        text_sha256("ab\ud800")


def test_date_evidence_must_stand_in_its_zone() -> None:
    zone = Zone(name="dateline", text="Harvan, 25 April 2023")
    evidence = ZoneSpan.of(zone, 8, 21)
    published = Published(value="2023-04-25", status="stated", origin="text", evidence=evidence)
    assert make_report("Body.", zones=(zone,), published=published).zone("dateline") == zone.text
    with pytest.raises(GroundingError, match="no zone"):
        make_report("Body.", published=published)
    with pytest.raises(GroundingError, match="not in its zone"):
        make_report("Body.", zones=(Zone(name="dateline", text="Harvan, 26 April 2023"),), published=published)


def test_a_page_is_found_by_offset() -> None:
    report = make_report("page one\n\npage two", pages=(PageStart(number=1, start=0), PageStart(number=2, start=10)))
    assert [report.page_of(offset) for offset in (0, 9, 10, 17)] == [1, 1, 2, 2]
    assert make_report("no pages").page_of(3) is None
