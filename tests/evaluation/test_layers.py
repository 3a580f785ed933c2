"""Labels of words and spans of layers, on small cases counted by hand."""

import pytest

from sayso.evaluation.agreement import cohen_kappa, krippendorff_alpha
from sayso.evaluation.attributions import ROLES, AttributionValue, Case
from sayso.evaluation.layers import (
    labels,
    layer_exact,
    layer_labels,
    layer_spans,
    role_coincidences,
    role_table,
    token_coincidences,
    token_table,
    words,
)
from sayso.evaluation.spans import Pieces

TEXT = "Adar said Bel knew it."
NAMES = {"outside": "-", "source": "S", "cue": "Q", "content": "C"}


def value(source: Pieces = (), cue: Pieces = (), content: Pieces = ()) -> AttributionValue:
    return AttributionValue(source=source, cue=cue, content=content)


SAID = value(((0, 4),), ((5, 9),), ((10, 21),))
KNEW = value(((10, 13),), ((14, 18),), ((19, 21),))


def shown(*values: AttributionValue) -> str:
    return "".join(NAMES[label] for label in labels(words(TEXT), values))


def case(gold: list[AttributionValue], predicted: list[AttributionValue]) -> Case:
    return Case(document="d", text=TEXT, gold=tuple(gold), predicted=tuple(predicted))


def test_words() -> None:
    text = "“No,” he didn’t\u00a0say\n\n3.5%…"
    assert [text[start:end] for start, end in words(text)] == [
        "“", "No", ",", "”", "he", "didn", "’", "t", "say", "3", ".", "5", "%", "…",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], "------"),
        ([SAID], "SQCCC-"),
        ([KNEW], "--SQC-"),
        ([SAID, KNEW], "SQSQC-"),
        ([KNEW, SAID], "SQSQC-"),
        ([value(content=((0, 4), (14, 21)))], "C--CC-"),
        ([value(content=((2, 3),))], "C-----"),
        ([value(content=((4, 5),))], "------"),
    ],
)
def test_labels(values: list[AttributionValue], expected: str) -> None:
    assert shown(*values) == expected


def test_layer_labels_see_through_other_roles() -> None:
    found = layer_labels(words(TEXT), [SAID, KNEW], "content")
    assert found == ["outside", "outside", "content", "content", "content", "outside"]


def test_spans_of_pieces() -> None:
    adjacent = value(content=((0, 4), (5, 9)))
    assert layer_spans(words(TEXT), [adjacent]) == {(0, 4, "content"), (5, 9, "content")}
    assert layer_spans(words(TEXT), [SAID, KNEW]) == {
        (0, 4, "source"), (5, 9, "cue"), (10, 13, "source"), (14, 18, "cue"), (19, 21, "content"),
    }  # fmt: skip
    assert layer_spans(words(TEXT), [value(source=((0, 4),)), SAID]) == layer_spans(words(TEXT), [SAID])


def test_layer_counts() -> None:
    longer = value(((0, 4),), ((5, 9),), ((10, 22),))
    judged = case([SAID], [longer, value(source=((10, 13),))])
    counts = {role: layer_exact(judged, role) for role in ROLES}
    assert {role: (one.true_positive, one.predicted, one.gold) for role, one in counts.items()} == {
        "source": (1, 2, 1),
        "cue": (1, 1, 1),
        "content": (0, 1, 1),
    }


def test_a_span_is_of_whole_words() -> None:
    assert layer_exact(case([SAID], [value(source=((0, 2),))]), "source").true_positive == 1
    pieces = [(0, 2), (2, 4), (5, 9)]
    assert layer_exact(case([SAID], [value(source=((0, 2),))]), "source", tokens=pieces).true_positive == 0


def test_token_tables() -> None:
    judged = case([SAID], [value(((0, 4),), ((5, 9),), ((14, 22),))])
    table = token_table(judged)
    assert table.cells == {
        ("source", "source"): 1,
        ("cue", "cue"): 1,
        ("content", "outside"): 1,
        ("content", "content"): 2,
        ("outside", "content"): 1,
    }
    # observed 4 of 6; expected (1 + 1 + 9 + 1) / 36
    assert cohen_kappa([table]) == pytest.approx((4 / 6 - 12 / 36) / (1 - 12 / 36))
    assert role_table(judged, "cue").cells == {("cue", "cue"): 1, ("outside", "outside"): 5}
    assert sum(token_table(judged, tokens=[(0, 4), (5, 9)]).cells.values()) == 2


def test_coincidences_of_coders() -> None:
    table = token_coincidences("d", TEXT, [[SAID], [SAID], []])
    assert sum(table.cells.values()) == 3 * 6
    assert table.cells["source", "source"] == 1
    assert table.cells["source", "outside"] == 1


def test_alpha_of_a_role_is_against_all_else() -> None:
    # Six words; the first coder has words 3-5 in a content, the second word 5 alone: units CC, 2 CO, 3 OO.
    table = role_coincidences("d", TEXT, [[SAID], [value(content=((19, 21),))]], role="content")
    assert table.cells == {
        ("content", "content"): 2,
        ("content", "outside"): 2,
        ("outside", "content"): 2,
        ("outside", "outside"): 6,
    }
    assert krippendorff_alpha([table]) == pytest.approx(1 - 11 * 4 / (144 - 16 - 64))
    # A nested cue hides nothing from the content around it.
    assert role_coincidences("d", TEXT, [[SAID, KNEW], [SAID]], role="content").cells == {
        ("content", "content"): 6,
        ("outside", "outside"): 6,
    }
    # Of all roles: units SS, QQ, SC, QC, CC, OO; labels S 3, Q 3, C 4, outside 2.
    assert krippendorff_alpha([token_coincidences("d", TEXT, [[SAID, KNEW], [SAID]])]) == pytest.approx(
        1 - 11 * 4 / (144 - 9 - 9 - 16 - 4)
    )
