"""What the model and the rules found, made one."""

from collections import Counter
from itertools import permutations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading.attribution.merging import merged, without_shared_quotations
from sayso.reading.attribution.values import Candidate, Interval


def value(
    *content: Interval,
    source: Interval | None = (90, 95),
    cue: Interval | None = (0, 0),
    confidence: float = 0.5,
    stance: str = "assert",
) -> Candidate:
    if cue == (0, 0):  # one of its own, outside all contents
        cue = (2000 + 10 * content[0][0], 2005 + 10 * content[0][0])
    return Candidate(source=source, cue=cue, content=content, stance=stance, confidence=confidence)  # type: ignore[arg-type]


def always(_: Candidate) -> bool:
    return True


def never(_: Candidate) -> bool:
    return False


def test_a_surer_rule_corrects_a_direct_quotation() -> None:
    model = value((0, 10), stance="deny")
    rule = value((0, 12), source=(60, 64), cue=(70, 74), confidence=0.9, stance="ask")
    # the model's stance stays: rules know it by the cue alone
    assert merged([model], [rule], always) == [
        value((0, 12), source=(60, 64), cue=(70, 74), confidence=0.9, stance="deny")
    ]


def test_what_the_rule_does_not_know_stays() -> None:
    rule = value((0, 10), source=None, cue=None, confidence=0.9)
    assert merged([value((0, 10))], [rule], always) == [value((0, 10), confidence=0.9)]


@pytest.mark.parametrize("confidence", [0.5, 0.4])
def test_a_rule_that_is_not_surer_changes_nothing(confidence: float) -> None:
    model = value((0, 10))
    assert merged([model], [value((0, 12), source=(60, 64), confidence=confidence)], always) == [model]


def test_only_what_both_take_as_direct_is_corrected() -> None:
    model = value((0, 10))
    rule = msgspec.structs.replace(value((0, 12), confidence=0.9), source=(60, 65))
    assert merged([model], [rule], never) == [model]
    assert merged([model], [rule], lambda each: each is model) == [model]
    assert merged([model], [rule], lambda each: each is rule) == [model]


def test_a_rule_that_agrees_on_source_and_cue_makes_surer() -> None:
    model, rule = value((0, 10)), value((0, 12), confidence=0.9)
    assert merged([model], [rule], never) == [msgspec.structs.replace(model, confidence=0.9)]
    assert merged([rule], [model], never) == [rule]


@pytest.mark.parametrize(
    "rule",
    [
        value((0, 12), source=(90, 94), confidence=0.9),
        value((0, 12), source=None, confidence=0.9),
        value((0, 12), cue=(95, 99), confidence=0.9),
        value((0, 30), confidence=0.9),
    ],
    ids=["another source", "no source", "another cue", "another content"],
)
def test_a_rule_that_differs_does_not_make_surer(rule: Candidate) -> None:
    assert merged([value((0, 10))], [rule], never) == [value((0, 10))]


def test_the_same_cue_makes_one_attribution_whatever_it_is_said_to_say() -> None:
    model, rule = value((0, 40), cue=(70, 74)), value((30, 60), source=(80, 84), cue=(70, 74), confidence=0.9)
    assert merged([model], [rule], always) == [rule]
    assert merged([model], [rule], never) == [model]
    apart = value((200, 260), cue=(70, 74), confidence=0.9)
    assert merged([model], [apart], always) == [msgspec.structs.replace(apart, source=model.source)]
    assert merged([model], [apart], never) == [model, apart]  # one of them is no quotation: it says more than that


def test_one_inside_the_other_is_another() -> None:
    model = value((0, 100), cue=(110, 115))
    rule = value((20, 98), cue=(10, 14), source=(4, 9), confidence=0.9)
    assert merged([model], [rule], always) == [model]
    inner = msgspec.structs.replace(rule, is_inner=True)
    assert merged([model], [inner], always) == [model, inner]


def test_a_source_that_overlaps_that_of_the_rule_is_the_model_s() -> None:
    model, rule = value((0, 10), source=(50, 61)), value((0, 10), source=(50, 57), confidence=0.9)
    assert merged([model], [rule], always) == [msgspec.structs.replace(model, confidence=0.9)]
    other = msgspec.structs.replace(rule, source=(70, 75))
    assert merged([model], [other], always) == [other]


def test_a_quotation_is_left_to_the_surest_source() -> None:
    sure = value((0, 10), source=(50, 54), cue=(60, 64), confidence=0.9)
    less = value((0, 10), (20, 30), source=(70, 74), cue=(80, 84), confidence=0.5)
    left = msgspec.structs.replace(less, content=((20, 30),))
    assert without_shared_quotations([sure, less], always) == [sure, left]
    assert without_shared_quotations([less, sure], always) == [left, sure]
    assert without_shared_quotations([sure, less], never) == [sure, less]
    bare = msgspec.structs.replace(less, content=((0, 10),))
    assert without_shared_quotations([sure, bare], always) == [sure]
    for kin in (msgspec.structs.replace(bare, source=(50, 54)), msgspec.structs.replace(bare, cue=(3, 5))):
        assert without_shared_quotations([sure, kin], always) == [sure, kin]


def test_a_quotation_inside_another_is_added() -> None:
    model, rule = value((0, 100)), msgspec.structs.replace(value((10, 30), confidence=0.9), is_inner=True, cue=(31, 35))
    assert merged([model], [rule], never) == [model, rule]
    assert merged([model], [msgspec.structs.replace(rule, is_inner=False)], never) == [model]
    assert merged([model], [msgspec.structs.replace(rule, cue=(99, 105))], never) == [model]


def test_a_rule_around_what_the_model_found_is_added() -> None:
    model, rule = msgspec.structs.replace(value((10, 30)), cue=(5, 9)), value((0, 100), confidence=0.9)
    assert merged([model], [rule], never) == [rule, model]


def test_a_rule_alone_is_added_whether_direct_or_not() -> None:
    model, rule = value((20, 30)), value((0, 10), confidence=0.1)
    assert merged([model], [rule], never) == [rule, model]
    assert merged([], [rule], never) == [rule]
    assert merged([model], [], never) == [model]
    assert merged([value((10, 20))], [rule], never) == [rule, value((10, 20))]  # side by side is apart


def test_a_rule_that_shares_but_one_character_is_not_alone() -> None:
    model = value((0, 1000))
    assert merged([model], [value((999, 1010), confidence=0.9)], always) == [model]
    assert merged([model], [value((1000, 1010))], always) == [model, value((1000, 1010))]


@pytest.mark.parametrize(
    ("model", "rule", "same"),
    [
        ([(0, 10)], [(5, 15)], True),  # half of it
        ([(0, 10)], [(6, 16)], False),
        ([(0, 20)], [(0, 10)], True),
        ([(0, 21)], [(0, 10)], False),  # less than half of the longer
        ([(0, 10)], [(0, 21)], False),
        ([(0, 5), (10, 15)], [(0, 5), (30, 35)], True),
        ([(0, 5), (10, 15)], [(3, 12)], False),
        ([(0, 5), (10, 16)], [(0, 16)], True),
    ],
)
def test_contents_are_one_that_share_half_of_the_longer(
    model: list[Interval], rule: list[Interval], same: bool
) -> None:
    kept, ruled = value(*model), value(*rule, source=(60, 64), cue=(3000, 3005), confidence=0.9)
    found = merged([kept], [ruled], always)
    assert found == ([ruled] if same else [kept])


def test_the_content_that_shares_most_is_the_same() -> None:
    near, nearer = value((0, 12)), value((0, 11))
    rule = value((0, 10), source=(60, 64), cue=(3000, 3005), confidence=0.9)
    assert merged([near, nearer], [rule], always) == [near, rule]
    assert merged([nearer, near], [rule], always) == [near, rule]


def test_of_equal_shares_the_first_is_the_same() -> None:
    first, second = value((0, 10), source=(50, 54)), value((0, 10), source=(70, 74))
    rule = value((0, 10), source=(60, 64), confidence=0.9)
    assert merged([first, second], [rule], always) == [rule, second]


def test_of_two_rules_the_surer_has_its_way_in_any_order() -> None:
    model = value((0, 10))
    rules = [value((0, 9), source=(60, 64), confidence=0.7), value((0, 11), source=(70, 74), confidence=0.9)]
    for order in permutations(rules):
        assert merged([model], order, always) == [rules[1]]


def inner(value_: Candidate) -> Candidate:
    return msgspec.structs.replace(value_, is_inner=True)


@pytest.mark.parametrize(
    ("model", "rule", "stand_together"),
    [
        # the rule's holds the model's, its cue too
        (value((20, 30), cue=(14, 18)), value((10, 100)), True),
        (value((20, 30), cue=None), value((10, 100)), True),
        (value((20, 30), cue=(4, 8)), value((10, 100)), False),
        (value((20, 30), cue=(8, 12)), value((10, 100)), False),
        (value((20, 30), (98, 101), cue=(14, 18)), value((10, 100)), False),
        (value((20, 30), (80, 90), cue=(14, 18)), value((10, 40), (70, 120)), True),
        # the model's holds the rule's: only where the rule says that it is somebody quoted within
        (value((10, 100)), inner(value((20, 30), cue=(14, 18))), True),
        (value((10, 100)), inner(value((20, 30), cue=None)), True),
        (value((10, 100)), value((20, 30), cue=(14, 18)), False),
        (value((10, 100)), inner(value((20, 30), cue=(4, 8))), False),
        (value((10, 100)), inner(value((95, 105), cue=(14, 18))), False),
    ],
)
def test_of_contents_that_overlap_one_may_be_said_inside_the_other(
    model: Candidate, rule: Candidate, stand_together: bool
) -> None:
    found = merged([model], [rule], never)
    assert found == (sorted([model, rule], key=lambda each: each.content) if stand_together else [model])


def test_a_rule_must_stand_with_all_of_the_model() -> None:
    within, across = value((20, 30), cue=(14, 18)), value((95, 105))
    rule = value((10, 100))
    assert merged([within], [rule], never) == [rule, within]
    assert merged([within, across], [rule], never) == [within, across]


def test_text_order_and_the_longer_of_two_that_begin_together_first() -> None:
    model = [value((30, 40)), value((0, 5)), value((0, 4), (20, 25)), value((0, 9))]
    assert merged(model, [value((12, 15))], never) == [
        value((0, 4), (20, 25)), value((0, 9)), value((0, 5)), value((12, 15)), value((30, 40)),
    ]  # fmt: skip


INTERVALS = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda each: (each[0], each[0] + each[1]))
VALUE = st.tuples(INTERVALS, st.sampled_from([0.2, 0.5, 0.8])).map(lambda each: value(each[0], confidence=each[1]))
VALUES = st.lists(VALUE, max_size=4)


@settings(max_examples=200, deadline=None)
@given(VALUES, VALUES, st.booleans())
def test_merging_anything(model: list[Candidate], rules: list[Candidate], direct: bool) -> None:
    found = merged(model, rules, lambda _: direct)
    assert len(found) >= len(model)
    parts = {(each.source, each.cue, each.content) for each in found}
    assert all((each.source, each.cue, each.content) in parts for each in model) or direct
    assert parts <= {(each.source, each.cue, each.content) for each in (*model, *rules)}
    places = [(each.content[0][0], -each.content[-1][1]) for each in found]
    assert places == sorted(places)
    if not direct:
        contents = [each.content for each in found]
        assert Counter(contents) >= Counter(each.content for each in model)
        assert contents == [each.content for each in merged(model, rules[::-1], lambda _: direct)]
