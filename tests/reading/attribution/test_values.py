"""From word pieces to offsets: what is joined, and one span for a source or a cue in several pieces."""

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading.attribution.decode import FoundAttribution
from sayso.reading.attribution.labels import PieceRange
from sayso.reading.attribution.values import Candidate, Interval, in_text, joined
from sayso.reading.encoder.pieces import Pieces

TEXT = "“Go,” the tall mayor\nof Telsk said on air, “and  stay\u00a0there.”\n\nNobody went."


def pieces_of(text: str) -> Pieces:
    """Words and marks, each a piece."""
    edges = [match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]
    starts, ends = (np.array([edge[side] for edge in edges], np.int32) for side in (0, 1))
    features = np.zeros((len(edges), 3), np.uint8)
    return Pieces(ids=np.arange(len(edges), dtype=np.int32), starts=starts, ends=ends, features=features)


PIECES = pieces_of(TEXT)


def ranges_of(*words: str) -> tuple[PieceRange, ...]:
    """Ranges of the pieces of the parts of TEXT that are `words`."""
    found = []
    for each in words:
        start = TEXT.index(each)
        covered = PIECES.covering(start, start + len(each))
        assert covered is not None
        found.append(covered)
    return tuple(found)


def value(
    source: tuple[str, ...] = (), cue: tuple[str, ...] = (), content: tuple[str, ...] = ("Go",), anchor: str = "said"
) -> Candidate:
    found = FoundAttribution(
        source=ranges_of(*source),
        cue=ranges_of(*cue),
        content=ranges_of(*content),
        anchor=ranges_of(anchor)[0],
        cue_probability=0.5,
        path_probability=0.5,
    )
    return in_text(TEXT, PIECES, found, "deny", 0.25)


def words(edges: Interval | None) -> str | None:
    return None if edges is None else TEXT[edges[0] : edges[1]]


def test_an_attribution_in_offsets() -> None:
    found = value(("the tall mayor",), ("said",), ("“Go,”", "“and  stay"))
    assert found == Candidate(source=(6, 20), cue=(30, 34), content=((0, 5), (43, 53)), stance="deny", confidence=0.25)
    assert (words(found.source), words(found.cue)) == ("the tall mayor", "said")


def test_without_source_and_cue() -> None:
    found = value(anchor="Go")
    assert (found.source, found.cue) == (None, None)


@pytest.mark.parametrize(
    ("source", "content", "anchor", "expected"),
    [
        (("the tall", "mayor"), ("“Go,”",), "said", "the tall mayor"),
        (("the", "mayor"), ("“Go,”",), "said", "the tall mayor"),
        (("mayor", "the"), ("“Go,”",), "said", "the tall mayor"),
        (("mayor", "Telsk"), ("“Go,”", "“and"), "said", "mayor\nof Telsk"),
        (("the", "mayor"), ("tall",), "said", "mayor"),
        (("the", "mayor"), ("tall",), "“Go,”", "the"),
        (("the", "mayor"), ("tall",), "tall", "the"),  # as near as the other: the first
        (("the", "mayor"), ("tall mayor",), "said", "mayor"),  # the hull ends where the content does
        (("the", "tall"), ("mayor",), "said", "the tall"),
        (("“", "Go"), (",",), "said", "“Go"),  # it only touches
        ((",", "”"), ("Go",), "said", ",”"),
        (("tall", "mayor"), ("the",), "said", "tall mayor"),
        (("the", "mayor", "Telsk"), ("“and", "tall"), "said", "Telsk"),
        (("the tall mayor",), ("tall",), "said", "the tall mayor"),
    ],
)
def test_a_source_in_several_pieces(
    source: tuple[str, ...], content: tuple[str, ...], anchor: str, expected: str
) -> None:
    assert words(value(source, (), content, anchor).source) == expected


def test_a_cue_in_several_pieces() -> None:
    assert words(value((), ("said", "air"), ("“Go,”",)).cue) == "said on air"
    assert words(value((), ("said", "air"), ("on",)).cue) == "said"
    assert words(value((), ("said", "air"), ("on",), anchor="air").cue) == "air"


CONTENTS = [
    (("“Go,”",), ["“Go,”"]),
    (("“Go", ",”"), ["“Go,”"]),  # nothing between
    (("and", "stay"), ["and  stay"]),  # two spaces
    (("stay", "and", "there"), ["and  stay\u00a0there"]),
    (("tall mayor", "of Telsk"), ["tall mayor", "of Telsk"]),  # a line end
    (("there.”", "Nobody"), ["there.”", "Nobody"]),  # a paragraph end
    (("mayor\nof", "Telsk"), ["mayor\nof Telsk"]),  # a line end inside
    (("Go", "the"), ["Go", "the"]),  # words between
    (("the tall mayor", "tall"), ["the tall mayor"]),
    (("the tall", "tall mayor"), ["the tall mayor"]),
]


@pytest.mark.parametrize(("content", "expected"), CONTENTS, ids=["+".join(content) for content, _ in CONTENTS])
def test_a_content_in_several_pieces(content: tuple[str, ...], expected: list[str]) -> None:
    assert [words(each) for each in value(content=content).content] == expected


@pytest.mark.parametrize("gap", ["\r", "\n", " \n ", "\r\n", " \r "])
def test_line_ends_of_every_kind_keep_pieces_apart(gap: str) -> None:
    text = f"a{gap}b"
    assert joined(text, [(0, 1), (len(text) - 1, len(text))]) == ((0, 1), (len(text) - 1, len(text)))


@pytest.mark.parametrize("gap", [" ", "\t", "\u00a0", "\u2009 \u3000"])
def test_spaces_of_every_kind_do_not(gap: str) -> None:
    text = f"a{gap}b"
    assert joined(text, [(len(text) - 1, len(text)), (0, 1)]) == ((0, len(text)),)


@settings(max_examples=200, deadline=None)
@given(
    st.text("ab \n", min_size=12, max_size=12),
    st.lists(st.tuples(st.integers(0, 11), st.integers(1, 5)), min_size=1, max_size=5),
)
def test_joining_any_pieces(text: str, drawn: list[tuple[int, int]]) -> None:
    intervals = [(start, min(start + length, 12)) for start, length in drawn]
    found = joined(text, intervals)
    assert joined(text, found) == found
    assert joined(text, intervals[::-1]) == found
    covered = {place for start, end in intervals for place in range(start, end)}
    held = {place for start, end in found for place in range(start, end)}
    assert covered <= held
    assert all(text[place] == " " for place in held - covered)
    assert {start for start, _ in found} <= {start for start, _ in intervals}
    for (_, end), (start, _) in pairwise(found):
        assert end < start
        assert text[end:start].strip(" ")
