"""The labels of the two heads: which moves they allow, and spans to tags and back."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading.attribution.labels import (
    CUE_LABELS,
    FORBIDDEN,
    ROLE_LABELS,
    PieceRange,
    role_ranges,
    role_tags,
    transition_mask,
)

Parts = dict[str, list[PieceRange]]

CUE_MOVES = {
    "O": {"O", "B-cue", "B-bare"},
    "B-cue": {"O", "B-cue", "I-cue", "B-bare"},
    "I-cue": {"O", "B-cue", "I-cue", "B-bare"},
    "B-bare": {"O", "B-cue", "B-bare"},
}
ANEW = {"O", "B-source", "S-source", "B-content", "S-content", "B-cue"}
ROLE_MOVES = {
    **dict.fromkeys(("O", "E-source", "S-source", "E-content", "S-content"), ANEW),
    **{label: ANEW | {"I-cue"} for label in ("B-cue", "I-cue")},
    **{f"{place}-{role}": {f"I-{role}", f"E-{role}"} for place in "BI" for role in ("source", "content")},
}


@pytest.mark.parametrize(
    ("labels", "moves", "starts", "ends"),
    [
        (CUE_LABELS, CUE_MOVES, {"O", "B-cue", "B-bare"}, set(CUE_LABELS)),
        (
            ROLE_LABELS,
            ROLE_MOVES,
            ANEW,
            {"O", "E-source", "S-source", "E-content", "S-content", "B-cue", "I-cue"},
        ),
    ],
    ids=["cues", "roles"],
)
def test_which_moves_are_forbidden(
    labels: tuple[str, ...], moves: dict[str, set[str]], starts: set[str], ends: set[str]
) -> None:
    between, start, end = transition_mask(labels)
    allowed = {
        (before, after): bool(between[i, j] == 0)
        for (i, before), (j, after) in product(enumerate(labels), enumerate(labels))
    }
    assert allowed == {(before, after): after in moves[before] for before, after in product(labels, labels)}
    assert {label for label, value in zip(labels, start, strict=True) if value == 0} == starts
    assert {label for label, value in zip(labels, end, strict=True) if value == 0} == ends
    for weights in (between, start, end):
        assert weights.dtype == np.float32
        assert set(np.unique(weights).tolist()) <= {0.0, FORBIDDEN}


TAGS = [
    # length, source, cue, content, tags
    ("nothing", 3, [], [], [], "O O O"),
    ("no pieces", 0, [(0, 1)], [], [(0, 2)], ""),
    ("one piece each", 4, [(0, 1)], [(1, 2)], [(2, 3)], "S-source B-cue S-content O"),
    (
        "several pieces",
        9,
        [(6, 8)],
        [(4, 6)],
        [(0, 4)],
        "B-content I-content I-content E-content B-cue I-cue B-source E-source O",
    ),
    (
        "content around the cue",
        5,
        [],
        [(1, 2), (3, 5)],
        [(0, 1), (2, 3)],
        "S-content B-cue S-content B-cue I-cue",
    ),
    (
        "contents side by side stay two",
        4,
        [],
        [],
        [(0, 2), (2, 4)],
        "B-content E-content B-content E-content",
    ),
    (
        "the source is cut out of the content",
        5,
        [(1, 3)],
        [],
        [(0, 5)],
        "S-content B-source E-source B-content E-content",
    ),
    ("the cue is cut out of the source", 3, [(0, 3)], [(1, 2)], [], "S-source B-cue S-source"),
    ("the cue is cut out of the content", 3, [], [(0, 2)], [(1, 3)], "B-cue I-cue S-content"),
    ("all three on one piece", 1, [(0, 1)], [(0, 1)], [(0, 1)], "B-cue"),
    (
        "cut at the edges",
        3,
        [(-4, 1)],
        [(1, 2)],
        [(2, 9), (-3, 0), (3, 5)],
        "S-source B-cue S-content",
    ),
    ("over both edges", 2, [], [], [(-2, 5)], "B-content E-content"),
    ("wholly outside", 2, [(-3, -1)], [(2, 4)], [(-1, 0)], "O O"),
]


@pytest.mark.parametrize(
    ("length", "source", "cue", "content", "expected"), [case[1:] for case in TAGS], ids=[case[0] for case in TAGS]
)
def test_tags_of_an_attribution(
    length: int, source: list[PieceRange], cue: list[PieceRange], content: list[PieceRange], expected: str
) -> None:
    tags = role_tags(length, source, cue, content)
    assert tags.dtype == np.int64
    assert " ".join(ROLE_LABELS[tag] for tag in tags) == expected


RANGES: list[tuple[str, Parts]] = [
    ("", {"source": [], "cue": [], "content": []}),
    ("O O", {"source": [], "cue": [], "content": []}),
    ("B-cue I-cue B-cue", {"source": [], "cue": [(0, 2), (2, 3)], "content": []}),
    ("S-content S-content O S-content", {"source": [], "cue": [], "content": [(0, 1), (1, 2), (3, 4)]}),
    (
        "B-source I-source E-source B-cue B-content E-content",
        {"source": [(0, 3)], "cue": [(3, 4)], "content": [(4, 6)]},
    ),
]


@pytest.mark.parametrize(("spelled", "expected"), RANGES, ids=[spelled or "no pieces" for spelled, _ in RANGES])
def test_ranges_of_tags(spelled: str, expected: Parts) -> None:
    assert role_ranges([ROLE_LABELS.index(label) for label in spelled.split()]) == expected


@st.composite
def attributions(draw: st.DrawFn) -> tuple[int, Parts]:
    """A window's length, and ranges that may overlap and lie over its edges."""
    length = draw(st.integers(0, 12))
    edges = st.tuples(st.integers(-4, 14), st.integers(1, 8)).map(lambda each: (each[0], each[0] + each[1]))
    return length, {role: draw(st.lists(edges, max_size=3)) for role in ("source", "cue", "content")}


def pieces_owned(length: int, parts: Parts) -> Parts:
    """Ranges inside the window after the overlaps are settled, piece by piece."""
    order = [(role, number) for role in ("cue", "source", "content") for number in reversed(range(len(parts[role])))]
    owners: list[tuple[str, int] | None] = [
        next((own for own in order if parts[own[0]][own[1]][0] <= piece < parts[own[0]][own[1]][1]), None)
        for piece in range(length)
    ]
    found: Parts = {"source": [], "cue": [], "content": []}
    for piece, owner in enumerate(owners):
        if owner is None:
            continue
        if piece and owners[piece - 1] == owner:
            found[owner[0]][-1] = (found[owner[0]][-1][0], piece + 1)
        else:
            found[owner[0]].append((piece, piece + 1))
    return found


@settings(max_examples=200, deadline=None)
@given(attributions())
def test_ranges_to_tags_and_back(drawn: tuple[int, Parts]) -> None:
    length, parts = drawn
    tags = role_tags(length, parts["source"], parts["cue"], parts["content"])
    assert len(tags) == length
    assert role_ranges(tags.tolist()) == pieces_owned(length, parts)
    if length:
        between, start, end = transition_mask(ROLE_LABELS)
        assert start[tags[0]] + between[tags[:-1], tags[1:]].sum() + end[tags[-1]] == 0


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 59), min_size=1, max_size=12))
def test_allowed_tags_to_ranges_and_back(drawn: list[int]) -> None:
    between, start, end = transition_mask(ROLE_LABELS)
    tags: list[int] = []
    for place, number in enumerate(drawn):
        weights = (start if place == 0 else between[tags[-1]]) + (end if place == len(drawn) - 1 else 0)
        choices = np.flatnonzero(weights == 0).tolist()
        tags.append(choices[number % len(choices)])
    ranges = role_ranges(tags)
    assert role_tags(len(tags), ranges["source"], ranges["cue"], ranges["content"]).tolist() == tags
