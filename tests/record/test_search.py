"""Full-text search: what finds what, where the hits are marked, and that no input is an error."""

from collections.abc import Iterator
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.record import Record, open_record
from sayso.record.search import excerpt, find_marks, fold_word, parse, tokens, tsvector

TEXTS = {
    "bridge": ("Bridge at Osk shut", "The river bridge at Osk was shut. “Nobody crosses,” said Colonel Żaneta Müller."),
    "mill": ("Mill burned", "The old mill burned on Sunday. The bridge over the river held; talks go on in Vell."),
    "talks": ("Al-Karim leaves talks", "Al-Karim left the talks in Vell. He crossed the bridge at night, at 10.30."),
    "long": ("Prices", "bread " * 3000 + "Then the dam at Tarn broke. " + "flour " * 3000),
}


def fill(record: Record, made: SimpleNamespace) -> dict[str, str]:
    run = record.begin_run(made.SETTINGS)
    return {name: made.add(record, run, name, text, title=title).id for name, (title, text) in TEXTS.items()}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, made: SimpleNamespace
) -> Iterator[SimpleNamespace]:
    """A record of either database with TEXTS, which the tests only read."""
    if request.param == "sqlite":
        where = str(tmp_path_factory.mktemp("search") / "record.db")
    else:
        where = request.getfixturevalue("postgresql_database")()
    with open_record(where) as record:
        names = {report: name for name, report in fill(record, made).items()}

        def find(words: str, **options: int) -> list[str]:
            return [names[hit.report] for hit in record.search(words, **options)]

        yield SimpleNamespace(record=record, find=find)


CASES = [
    ("bridge", {"bridge", "mill", "talks"}),
    ("BRIDGE", {"bridge", "mill", "talks"}),
    ("bridge talks", {"mill", "talks"}),
    ('"river bridge"', {"bridge"}),
    ('"bridge river"', set()),
    ('"shut the river"', set()),  # a phrase does not go from the headline into the text
    ("bridge -talks", {"bridge"}),
    ('bridge -"river bridge"', {"mill", "talks"}),
    ("-bridge", {"long"}),
    ("-bridge -prices", set()),
    ("cross*", {"bridge", "talks"}),
    ("cross", set()),
    ('"nobody cross*"', set()),
    ("-cross*", {"mill", "long"}),
    ("muller zaneta", {"bridge"}),
    ("Müller", {"bridge"}),
    ("al-karim", {"talks"}),
    ("karim al", {"talks"}),
    ("karim-al", set()),
    ("10.30", {"talks"}),
    ("prices dam", {"long"}),
    ('"dam at tarn"', {"long"}),
    ('"the old mill', {"mill"}),  # a quotation mark that never closes
    ("AND", set()),
    ("bridge AND talks", set()),  # a word like any other
    ("OR NOT NEAR", set()),
    ("title:bridge", set()),
    ("", set()),
    ("🔥 — ?!", set()),
    ("- * \" ' ( ) \\ : ^", set()),
    ("bridge)", {"bridge", "mill", "talks"}),
    ("(mill | dam)", set()),
    ("mill'; DROP TABLE reports; --", set()),
    ("bri\x00dge", set()),
]


@pytest.mark.parametrize(("words", "names"), CASES)
def test_what_a_search_finds(filled: SimpleNamespace, words: str, names: set[str]) -> None:
    found = filled.find(words)
    assert set(found) == names
    assert len(found) == len(names)


def test_a_hit_in_the_headline_comes_first(filled: SimpleNamespace) -> None:
    assert filled.find("bridge")[0] == "bridge"
    assert filled.find("mill bridge") == ["mill"]
    scores = [hit.score for hit in filled.record.search("bridge")]
    assert scores == sorted(scores, reverse=True)


def test_pages_of_hits(filled: SimpleNamespace) -> None:
    every = filled.find("bridge")
    pages = [filled.find("bridge", limit=1, offset=place) for place in range(4)]
    assert pages == [[name] for name in every] + [[]]
    assert filled.find("bridge", limit=0) == []


def test_marks_are_offsets_in_the_snippet_and_the_headline(filled: SimpleNamespace) -> None:
    (hit,) = filled.record.search('muller "river bridge" osk')
    text = TEXTS["bridge"][1]
    assert hit.snippet == text[hit.snippet_start : hit.snippet_start + len(hit.snippet)]
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["river bridge", "Osk", "Müller"]
    assert [hit.title[start:end] for start, end in hit.title_marks] == ["Osk"]


def test_the_snippet_of_a_long_text_is_around_the_hits(filled: SimpleNamespace) -> None:
    (hit,) = filled.record.search("tarn dam")
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["dam", "Tarn"]
    assert len(hit.snippet) <= 300
    assert TEXTS["long"][1][hit.snippet_start :].startswith(hit.snippet)


def test_a_new_extraction_is_found_by_its_new_words_only(record: Record, made: Any) -> None:
    ids = fill(record, made)
    original, report = made.made_report("mill", "The granary burned.", title="Granary")
    record.replace_report(original, made.READING(report), (), made.no_likeness, record.runs()[0].id, last=True)
    assert [hit.report for hit in record.search("granary")] == [ids["mill"]]
    assert len(record.search("mill")) == 0
    assert record.check() == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text() | st.text("ab\"*-()^:&|!<> \\'\x00\udcff{}+~", max_size=30))
def test_no_input_is_an_error(filled: SimpleNamespace, words: str) -> None:
    for hit in filled.record.search(words):
        assert hit.marks or hit.title_marks or "-" in words


@pytest.mark.parametrize("words", ["a " * 5000, '"' + "a " * 5000, "-a " * 5000, "ab" * 100_000, "a* " * 5000])
def test_very_long_input(filled: SimpleNamespace, words: str) -> None:
    assert len(filled.record.search(words)) <= 4


def test_a_text_beyond_the_limits_of_postgresql_is_stored_and_found(record: Record, run: str, made: Any) -> None:
    text = " ".join(f"word{number}xxxxxxxxxxxx" for number in range(60_000)) + " " + "y" * 5000
    report = made.add(record, run, "huge", text)
    assert [hit.report for hit in record.search("word7xxxxxxxxxxxx")] == [report.id]
    assert len(tsvector("", text).encode()) < 2_000_000


@given(st.text(), st.text(max_size=5))
def test_marks_lie_on_words_and_do_not_overlap(text: str, words: str) -> None:
    terms = parse(words)
    marks = find_marks(text, terms)
    assert all(one[1] <= other[0] for one, other in pairwise(marks))
    starts = {start for _, start, _ in tokens(text)}
    assert all(start in starts and start < end <= len(text) for start, end in marks)
    start, snippet, inside = excerpt(text, marks)
    assert text[start : start + len(snippet)] == snippet
    assert bool(inside) == bool(marks)


@pytest.mark.parametrize(
    ("word", "folded"), [("Müller", "muller"), ("STRASSE", "strasse"), ("Straße", "strasse"), ("İzmir", "izmir")]
)
def test_folding(word: str, folded: str) -> None:
    assert fold_word(word) == folded
