"""Attribution scores on small cases counted by hand."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.core.errors import UsageError
from sayso.core.reading import Attribution, SourceSpan
from sayso.core.span import Span
from sayso.evaluation import polnear
from sayso.evaluation.attributions import (
    ROLES,
    AttributionValue,
    Case,
    confidences,
    linked_exact,
    linked_half,
    linked_pairs,
    manner_right,
    nested_half,
    polnear_values,
    share,
    values_of,
    whole_exact,
    whole_overlap,
    within_found,
    within_right,
)
from sayso.evaluation.score import DocumentCounts
from sayso.evaluation.spans import Pieces

TEXT = "Adar said the mill had burned, and Bel denied it. “We were,” said Adar, “at home.” Rain is expected."


def at(*parts: str) -> Pieces:
    """Return the pieces that have the given words, each at its first place in TEXT."""
    return tuple((TEXT.index(part), TEXT.index(part) + len(part)) for part in parts)


def value(source: Pieces, cue: Pieces, content: Pieces, **more: object) -> AttributionValue:
    return AttributionValue(source=source, cue=cue, content=content, **more)  # type: ignore[arg-type]


MILL = value(at("Adar"), at("said"), at("the mill had burned"), stance="assert", manner="indirect")
DENIAL = value(at("Bel"), at("denied"), at("it."), stance="deny", manner="indirect")
HOME = value(
    ((TEXT.rindex("Adar"), TEXT.rindex("Adar") + 4),),
    ((TEXT.rindex("said"), TEXT.rindex("said") + 4),),
    at("“We were,”", "“at home.”"),
    stance="assert",
    manner="direct",
)
RAIN = value((), at("is expected"), at("Rain"), stance="predict", manner="indirect")
LONG = value(at("Adar"), at("said"), at("the mill had burned, and Bel denied it"), stance="assert", manner="indirect")
GOLD = (MILL, DENIAL, HOME, RAIN)


def case(gold: tuple[AttributionValue, ...], predicted: tuple[AttributionValue, ...]) -> Case:
    return Case(document="d", text=TEXT, gold=gold, predicted=predicted)


def numbers(counts: DocumentCounts) -> tuple[int, int, int]:
    return counts.true_positive, counts.predicted, counts.gold


def changed(one: AttributionValue, **parts: object) -> AttributionValue:
    return value(**{name: getattr(one, name) for name in one.__struct_fields__} | parts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (((0, 10),), ((0, 10),), 1.0),
        (((0, 10),), ((5, 10),), 0.5),
        (((0, 10),), ((5, 20),), 1 / 3),
        (((0, 10), (20, 30)), ((0, 10),), 0.5),
        (((0, 10),), ((10, 20),), 0.0),
        ((), (), 1.0),
        ((), ((0, 1),), 0.0),
    ],
)
def test_share_is_of_the_longer(first: Pieces, second: Pieces, expected: float) -> None:
    assert share(first, second) == share(second, first) == pytest.approx(expected)


def test_whole_values_need_every_piece() -> None:
    half_found = changed(HOME, content=HOME.content[:1])
    assert numbers(whole_exact(case((HOME,), (half_found,)), "content")) == (0, 1, 1)
    assert numbers(whole_overlap(case((HOME,), (half_found,)), "content")) == (1, 1, 1)


def test_a_shared_source_counts_once_and_a_missing_one_not_at_all() -> None:
    both = (MILL, changed(DENIAL, source=MILL.source), RAIN)
    assert numbers(whole_exact(case(both, both), "source")) == (1, 1, 1)
    assert numbers(whole_exact(case(both, ()), "cue")) == (0, 0, 3)


def test_whole_overlap_is_one_to_one() -> None:
    pieces = tuple(changed(MILL, content=at(part)) for part in ("the mill", "had burned"))
    assert numbers(whole_overlap(case((MILL,), pieces), "content")) == (1, 2, 1)


@pytest.mark.parametrize(
    ("predicted", "exact", "half"),
    [
        (GOLD, (4, 4, 4), (4, 4, 4)),
        ((), (0, 0, 4), (0, 0, 4)),
        ((MILL, MILL), (1, 2, 4), (1, 2, 4)),
        ((LONG, MILL), (1, 2, 4), (1, 2, 4)),
        ((LONG,), (0, 1, 4), (1, 1, 4)),
        ((changed(RAIN, source=at("Bel")),), (0, 1, 4), (0, 1, 4)),
        ((changed(MILL, source=()),), (0, 1, 4), (0, 1, 4)),
        ((changed(MILL, source=at("Bel")),), (0, 1, 4), (0, 1, 4)),
        ((changed(MILL, cue=at("said the")),), (0, 1, 4), (1, 1, 4)),
        ((changed(MILL, content=at("the mill")),), (0, 1, 4), (0, 1, 4)),
        ((changed(HOME, content=at("“at home.”")),), (0, 1, 4), (1, 1, 4)),
        ((RAIN,), (1, 1, 4), (1, 1, 4)),
    ],
    ids=["all", "none", "twice", "both long and right", "too long", "source too many", "source missing",
         "wrong source", "cue too long", "content too short", "one of two pieces", "no source, rightly"],
)  # fmt: skip
def test_linked(
    predicted: tuple[AttributionValue, ...], exact: tuple[int, int, int], half: tuple[int, int, int]
) -> None:
    assert numbers(linked_exact(case(GOLD, predicted))) == exact
    assert numbers(linked_half(case(GOLD, predicted))) == half


@pytest.mark.parametrize(
    ("content", "linked"),
    [
        (((20, 30),), True),
        (((20, 29),), False),
        (((0, 40),), True),
        (((0, 41),), False),
        (((20, 28), (30, 40)), True),
    ],
)
def test_half_of_the_longer_content_must_be_shared(content: Pieces, linked: bool) -> None:
    one = value((), ((50, 54),), ((20, 40),))
    assert linked_pairs([one], [changed(one, content=content)]) == ([(0, 0)] if linked else [])


def test_the_closest_is_linked() -> None:
    one = value((), ((50, 54),), ((20, 40),))
    assert linked_pairs([one], [changed(one, content=((20, 35),)), one]) == [(0, 1)]


def test_linked_pairs_as_many_as_can_be() -> None:
    # The long prediction is best for the long gold value, but only it can match the other one.
    long, middle, short = (value((), ((90, 95),), ((0, length),)) for length in (20, 12, 8))
    assert linked_pairs((long, middle), (middle, short)) == [(0, 0), (1, 1)]
    assert linked_pairs((long, short), (changed(long, content=((0, 15),)), middle)) == [(0, 0), (1, 1)]


def test_manner() -> None:
    assert numbers(manner_right(case((MILL, DENIAL), (LONG, changed(DENIAL, manner="mixed"))))) == (1, 2, 2)


OUTER = value(at("Adar"), at("said"), at("the mill had burned, and Bel denied it."), stance="assert")
INNER = changed(DENIAL, within=0)


@pytest.mark.parametrize(
    ("predicted", "right", "found"),
    [
        ((OUTER, INNER), (2, 2, 2), (1, 1, 1)),
        ((changed(INNER, within=1), OUTER), (2, 2, 2), (1, 1, 1)),
        ((OUTER, DENIAL), (1, 2, 2), (0, 0, 1)),
        ((INNER, changed(DENIAL, within=0)), (0, 1, 1), (0, 2, 1)),
        ((DENIAL,), (0, 1, 1), (0, 0, 1)),
        ((OUTER,), (1, 1, 1), (0, 0, 1)),
        ((changed(OUTER, within=1), INNER), (1, 2, 2), (1, 2, 1)),
        ((OUTER, INNER, RAIN, changed(MILL, content=at("Rain is"), within=0)), (2, 2, 2), (1, 2, 1)),
    ],
    ids=["same", "other order", "not nested", "in itself", "outer missed", "inner missed", "outer nested too", "more"],
)
def test_nested(
    predicted: tuple[AttributionValue, ...], right: tuple[int, int, int], found: tuple[int, int, int]
) -> None:
    judged = case((OUTER, INNER), predicted)
    assert (numbers(within_right(judged)), numbers(within_found(judged))) == (right, found)


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        ((OUTER, INNER), (OUTER, INNER), (1, 1, 1)),
        ((OUTER, INNER), (changed(OUTER, within=1), DENIAL), (1, 1, 1)),
        ((OUTER, INNER), (INNER,), (0, 0, 1)),
        ((OUTER, INNER), (OUTER,), (0, 0, 1)),
        ((OUTER, INNER), (OUTER, changed(INNER, source=at("Adar"))), (0, 1, 1)),
        ((OUTER, changed(INNER, cue=())), (OUTER, INNER), (0, 1, 0)),
        ((INNER,), (INNER,), (0, 0, 0)),
        ((MILL, DENIAL), (OUTER, DENIAL), (0, 1, 0)),
        ((OUTER, changed(DENIAL, cue=at("and", "denied"))), (OUTER, DENIAL), (1, 1, 1)),
        ((OUTER, changed(DENIAL, cue=at("denied", "said Adar"))), (OUTER, DENIAL), (0, 1, 0)),
    ],
    ids=["same", "whatever `within` is", "outer missed", "inner missed", "wrong source", "no cue", "alone", "too many",
         "cue of two pieces, both inside", "one piece of the cue outside"],
)  # fmt: skip
def test_nested_by_the_cue(
    gold: tuple[AttributionValue, ...], predicted: tuple[AttributionValue, ...], expected: tuple[int, int, int]
) -> None:
    assert numbers(nested_half(case(gold, predicted))) == expected


def test_confidence_is_judged_by_half_links() -> None:
    predicted = (changed(LONG, confidence=0.9), changed(MILL, confidence=0.4), changed(DENIAL, cue=(), confidence=0.2))
    assert confidences(case(GOLD, predicted)) == ((0.9, False), (0.4, True), (0.2, False))
    with pytest.raises(UsageError, match="no confidence"):
        confidences(case(GOLD, (MILL,)))


def _attribution(name: str, content: list[tuple[int, int]], within: str | None = None) -> Attribution:
    return Attribution(
        id=name,
        source=SourceSpan(start=0, end=4, text=TEXT[0:4]),
        cue=None,
        content=tuple(Span(start=start, end=end, text=TEXT[start:end]) for start, end in content),
        manner="direct",
        stance="assert",
        within=within,
        confidence=0.5,
    )


def test_values_of_a_reading() -> None:
    inner, outer = values_of(TEXT, [_attribution("a1", [(14, 19)], "a2"), _attribution("a2", [(14, 18), (10, 13)])])
    assert (inner.within, outer.within) == (1, None)
    assert (outer.source, outer.cue, outer.content) == (((0, 4),), (), ((10, 18),))
    assert inner.content == ((14, 18),)
    assert (inner.stance, inner.manner, inner.confidence) == ("assert", "direct", 0.5)
    (cut,) = values_of(TEXT, [_attribution("a1", [(14, 19), (10, 13)])], as_cut=True)
    assert cut.content == ((10, 13), (14, 19))


def test_an_outer_attribution_must_be_there() -> None:
    with pytest.raises(UsageError, match="a9"):
        values_of(TEXT, [_attribution("a1", [(14, 19)], "a9")])


def test_values_of_polnear() -> None:
    standoff = "T1\tContent 10 13;14 18\tthe mill\nT2\tCue 5 9\tsaid\nE1\tAttribution:T3 Content:T1 Cue:T2\n"
    document = polnear.parse("d", TEXT, standoff)
    assert polnear_values(document) == (value((), ((5, 9),), ((10, 18),), manner="indirect"),)
    assert polnear_values(document, as_cut=True)[0].content == ((10, 13), (14, 18))


PIECES: st.SearchStrategy[Pieces] = st.tuples(st.integers(0, 20), st.integers(1, 10)).map(
    lambda pair: ((pair[0], sum(pair)),)
)
VALUES = st.lists(st.builds(value, st.one_of(st.just(()), PIECES), PIECES, PIECES), max_size=6).map(tuple)
METRICS: list[Callable[[Case], DocumentCounts]] = [
    linked_exact,
    linked_half,
    *(lambda case, role=role: whole_exact(case, role) for role in ROLES),
    *(lambda case, role=role: whole_overlap(case, role) for role in ROLES),
]


@given(VALUES, VALUES)
def test_all_counts_are_the_same_from_both_sides(
    gold: tuple[AttributionValue, ...], predicted: tuple[AttributionValue, ...]
) -> None:
    for metric in METRICS:
        right, found, there = numbers(metric(case(gold, predicted)))
        assert (right, there, found) == numbers(metric(case(predicted, gold)))


@given(VALUES, VALUES)
def test_what_is_exact_overlaps(gold: tuple[AttributionValue, ...], predicted: tuple[AttributionValue, ...]) -> None:
    judged = case(gold, predicted)
    assert linked_exact(judged).true_positive <= linked_half(judged).true_positive
    for role in ROLES:
        assert whole_exact(judged, role).true_positive <= whole_overlap(judged, role).true_positive


@given(VALUES)
def test_everything_agrees_with_itself(gold: tuple[AttributionValue, ...]) -> None:
    for metric in METRICS:
        counts = metric(case(gold, gold))
        assert counts.true_positive == counts.gold == counts.predicted
