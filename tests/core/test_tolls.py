"""One toll per event from all its tellings: ranges told, scopes, voices, and what never enters."""

import random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.core.reading import Attribution, Count, Event, ReaderIdentity, Reading, Scope, Stance
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.core.tolls import Toll, tolls

TEXT = "x" * 40
REPORT = Report.of_text(TEXT)
READER = ReaderIdentity(name="tests", version="1")
Range = tuple[int | None, int | None, int | None]
OWN, POLICE, HOSPITAL = None, "a1", "a2"


def voice(name: str, stance: Stance = "assert", within: str | None = None) -> Attribution:
    return Attribution(
        id=name, source=None, cue=None, content=(Span.of(TEXT, 0, 40),), manner="indirect", stance=stance,
        within=within, confidence=1.0,
    )  # fmt: skip


def count(told: Range, place: int, scope: Scope = "event") -> Count:
    low, best, high = told
    return Count(low=low, best=best, high=high, evidence=(Span.of(TEXT, place, place + 1),), scope=scope)


def telling(place: int, told: Range, attribution: str | None = OWN, scope: Scope = "event", **more: object) -> Event:
    values = {
        "id": f"e{place}", "type": "ASSAULT", "trigger": Span.of(TEXT, place, place + 1), "confidence": 1.0,
        "fatalities": count(told, place, scope), "attribution": attribution, "same_as": "e0" if place else None,
    }  # fmt: skip
    return Event(**(values | more))  # type: ignore[arg-type]


def toll_of(*events: Event, voices: tuple[Attribution, ...] = (voice("a1"), voice("a2"))) -> Toll:
    (toll,) = tolls(Reading(report=REPORT, attributions=voices, events=events, reader=READER))
    return toll


def exactly(number: int) -> Range:
    return number, number, number


N = None
RANGES: list[tuple[list[tuple[Range, str | None]], Range]] = [
    ([(exactly(12), OWN)], exactly(12)),
    ([((12, N, N), OWN)], (12, N, N)),
    ([(exactly(12), OWN), (exactly(12), POLICE)], exactly(12)),
    ([((9, N, N), OWN), (exactly(12), POLICE)], (9, 12, 12)),
    ([(exactly(12), POLICE), (exactly(15), HOSPITAL)], (12, N, 15)),
    ([(exactly(12), OWN), (exactly(15), HOSPITAL)], (12, 12, 15)),
    ([(exactly(31), OWN), (exactly(28), OWN)], (28, 28, 31)),
    ([((N, 30, N), POLICE), (exactly(4), HOSPITAL)], (4, N, 30)),
    ([((N, 60, N), OWN)], (N, 60, N)),
    ([((N, N, 6), OWN), (exactly(12), POLICE)], (N, N, 12)),
    ([((51, N, N), POLICE), (exactly(18), HOSPITAL)], (18, N, N)),
    ([((40, N, 60), OWN), ((N, N, 9), POLICE)], (N, N, 60)),
]


@pytest.mark.parametrize(("told", "expected"), RANGES, ids=str)
def test_one_range_of_what_tellings_say(told: list[tuple[Range, str | None]], expected: Range) -> None:
    toll = toll_of(*(telling(place, *each) for place, each in enumerate(told)))
    assert toll.count is not None
    assert (toll.count.low, toll.count.best, toll.count.high) == expected
    assert [each.count.evidence[0].start for each in toll.told] == list(range(len(told)))


def test_a_total_never_enters_and_a_part_is_a_least() -> None:
    toll = toll_of(
        telling(0, exactly(12)), telling(1, exactly(94), scope="total"), telling(2, exactly(2), scope="part")
    )
    assert toll.count == count(exactly(12), 0)
    assert [each.enters for each in toll.told] == [True, False, True]
    assert toll_of(telling(0, exactly(94), scope="total")).count is None
    assert toll_of(telling(0, (N, N, 6)), telling(1, exactly(4), scope="part")).count == count((4, N, 6), 0)
    alone = toll_of(telling(0, exactly(2), scope="part")).count
    assert alone is not None
    assert (alone.low, alone.best, alone.high) == (2, None, None)


@pytest.mark.parametrize("auxiliary", ["future", "hypothetical", "negation"])
def test_what_did_not_happen_does_not_enter(auxiliary: str) -> None:
    assert toll_of(telling(0, exactly(12), auxiliary=(auxiliary,))).count is None


def test_that_nobody_came_to_harm_enters_and_so_does_what_happened_long_ago() -> None:
    assert toll_of(telling(0, exactly(0), auxiliary=("negation",))).count == count(exactly(0), 0)
    assert toll_of(telling(0, exactly(9), auxiliary=("historical",))).count == count(exactly(9), 0)


@pytest.mark.parametrize("stance", ["deny", "doubt", "predict", "demand", "promise", "threaten", "ask"])
def test_what_is_not_asserted_does_not_enter_however_deep(stance: Stance) -> None:
    voices = (voice("a1", stance), voice("a2", within="a1"))
    for attribution in ("a1", "a2"):
        assert toll_of(telling(0, exactly(12), attribution), voices=voices).count is None
    toll = toll_of(telling(0, exactly(12)), telling(1, exactly(40), "a2"), voices=voices)
    assert toll.count == count(exactly(12), 0)


def test_each_event_and_kind_has_its_own() -> None:
    both = telling(0, exactly(2), injuries=count((5, N, N), 0))
    other = msgspec.structs.replace(telling(1, exactly(7)), same_as=None)
    found = tolls(Reading(report=REPORT, events=(both, other), reader=READER))
    assert [(each.event, each.kind) for each in found] == [
        ("e0", "fatalities"),
        ("e0", "injuries"),
        ("e1", "fatalities"),
    ]
    assert tolls(Reading(report=REPORT, events=(), reader=READER)) == ()


NUMBERS = st.lists(st.integers(0, 20), min_size=3, max_size=3).map(sorted)
TOLD = st.tuples(NUMBERS, st.tuples(*[st.booleans()] * 3), st.sampled_from([OWN, POLICE, HOSPITAL]))


@given(st.lists(TOLD, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_any_tellings_in_any_order_give_one_range_that_is_in_order(
    drawn: list[tuple[list[int], tuple[bool, ...], str | None]], shuffle: random.Random
) -> None:
    events = []
    for place, (numbers, known, attribution) in enumerate(drawn):
        low, best, high = (number if is_known else None for number, is_known in zip(numbers, known, strict=True))
        events.append(telling(place, (low, best, high), attribution))
    toll = toll_of(*events)
    shuffle.shuffle(events)
    assert toll_of(*events) == toll
    assert toll.count is not None
    for each in (every.count for every in toll.told):
        told = [number for number in (each.low, each.best) if number is not None]
        assert toll.count.low is None or all(toll.count.low <= number for number in told)
