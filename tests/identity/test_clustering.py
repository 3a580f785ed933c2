from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.core.errors import UsageError
from sayso.identity.aliases import Actor
from sayso.identity.changes import changes
from sayso.identity.clustering import Resolution, resolve
from sayso.identity.deciding import Weights, weights
from sayso.identity.judgements import Judgement
from sayso.identity.keys import name_keys
from sayso.identity.marks import mark
from sayso.identity.name_forms import name_form
from sayso.identity.profiles import Profile

Make = Callable[..., Profile]
_NAMES = (
    "Timur Idrisov", "Teymur Idrissov", "Rustam Idrisov", "Idrisov", "Colonel Idrisov", "T. Idrisov", "Timur",
    "Ramon Villafuente Sr.", "Ramon Villafuente Jr.", "Ramon Villafuente", "Mrs Idrisov", "Highland League", "HL",
)  # fmt: skip


def groups(result: Resolution) -> set[frozenset[str]]:
    return {frozenset(each.members) for each in result.identities}


@st.composite
def many(draw: st.DrawFn) -> list[Profile]:
    reports = draw(st.integers(1, 7))
    found = []
    for report in range(reports):
        names = draw(st.lists(st.sampled_from(_NAMES), min_size=1, max_size=3, unique=True))
        for place, name in enumerate(names):
            found.append(
                Profile(
                    report=f"r{report}",
                    entity=f"e{place}",
                    names=(name,),
                    type="organization" if name.startswith("H") else "person",
                    country=draw(st.sampled_from((None, "TJ", "PH"))),
                    roles=tuple(draw(st.sets(st.sampled_from(("colonel", "rebel", "governor", "baker"))))),
                    ties=tuple(draw(st.sets(st.sampled_from(("league", "okello", "abdi"))))),
                )
            )
    return found


@given(many(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_reading_makes_no_difference(profiles: list[Profile], chance: object) -> None:
    once = resolve(profiles)
    chance.shuffle(profiles)  # type: ignore[attr-defined]
    assert resolve(profiles) == once
    assert sorted(key for each in once.identities for key in each.members) == sorted(each.key for each in profiles)


@given(many())
@settings(max_examples=60, deadline=None)
def test_nobody_is_put_together_across_a_hard_conflict(profiles: list[Profile]) -> None:
    by_key = {each.key: each for each in profiles}
    for identity in resolve(profiles).identities:
        members = [by_key[key] for key in identity.members]
        forms = [name_form(each.names[0]) for each in members]
        assert len({each.report for each in members}) == len(members)
        assert len({form.generation for form in forms if form.generation}) < 2
        assert len({form.sex for form in forms if form.sex}) < 2


@given(many())
@settings(max_examples=60, deadline=None)
def test_what_a_new_report_does_not_touch_stays_as_it_is(profiles: list[Profile]) -> None:
    last = profiles[-1].report
    before = [each for each in profiles if each.report != last]
    new = [each for each in profiles if each.report == last]
    reached = _reached(new, profiles)
    untouched = {each.key for each in before} - reached
    old, now = groups(resolve(before)), groups(resolve(profiles))
    assert {each for each in old if each <= untouched} == {each for each in now if each <= untouched}


def _reached(new: list[Profile], profiles: list[Profile]) -> set[str]:
    keys = {each.key: name_keys(map(name_form, each.names), each.type).all for each in profiles}
    reached = {each.key for each in new}
    while True:
        more = {other for other in keys if any(keys[other] & keys[one] for one in reached)}
        if more <= reached:
            return reached
        reached |= more


@given(many())
@settings(max_examples=30, deadline=None)
def test_no_undecided_pair_is_in_one_group(profiles: list[Profile]) -> None:
    result = resolve(profiles)
    known = weights()
    ids = {each.id for each in result.identities}
    assert len(ids) == len(result.identities)
    for each in result.undecided:
        assert {each.left, each.right} <= ids
        assert each.left < each.right
        assert each.probability is None or each.probability > known.different
    assert [each.depends for each in result.undecided] == sorted((e.depends for e in result.undecided), reverse=True)


def test_a_bare_surname_does_not_chain_two_of_one_surname(profile: Make, known: Weights) -> None:
    found = [
        profile("a", "Timur Idrisov", ties=("army",)),
        profile("b", "Idrisov", ties=("army",)),
        profile("c", "Rustam Idrisov", ties=("army",)),
    ]
    result = resolve(found, known=known)
    assert {"a/e1", "c/e1"} not in [set(each.members) & {"a/e1", "c/e1"} for each in result.identities]


def test_ties_tell_whom_a_bare_surname_means(profile: Make, known: Weights) -> None:
    found = [
        profile("a", "Timur Idrisov", ties=("army",)),
        profile("b", "Rustam Idrisov", ties=("league",)),
        profile("c", "Idrisov", ties=("league",)),
    ]
    assert frozenset(("b/e1", "c/e1")) in groups(resolve(found, known=known))


def test_without_anything_to_tell_a_bare_surname_is_left_to_a_person(profile: Make, known: Weights) -> None:
    found = [profile("a", "Timur Idrisov"), profile("b", "Rustam Idrisov"), profile("c", "Idrisov")]
    result = resolve(found, known=known)
    assert len(result.identities) == 3
    own = next(each.id for each in result.identities if each.members == ("c/e1",))
    assert sum(own in (each.left, each.right) for each in result.undecided) == 2
    assert all(each.reasons for each in result.undecided)


def _judged(
    left: tuple[str, str], right: tuple[str, str], verdict: str, who: str = "Ada", when: str = "2026-01-01"
) -> Judgement:
    return Judgement(left=mark(*left), right=mark(*right), verdict=verdict, who=who, when=when)  # type: ignore[arg-type]


def test_a_judgement_stands_above_the_model_and_survives_rereading(profile: Make, known: Weights) -> None:
    found = [profile("a", "Timur Idrisov"), profile("b", "Timur Idrisov"), profile("c", "Comandante Lucero")]
    apart = _judged(("a", "Timur Idrisov"), ("b", "Timur Idrisov"), "different")
    joined = _judged(("a", "Timur Idrisov"), ("c", "Comandante Lucero"), "same")
    expected = {frozenset(("a/e1", "c/e1")), frozenset(("b/e1",))}
    assert groups(resolve(found, known=known)) == {frozenset(("a/e1", "b/e1")), frozenset(("c/e1",))}
    assert groups(resolve(found, judgements=[apart, joined], known=known)) == expected
    again = [profile(each.report, *each.names, entity="e77") for each in found]
    assert len(resolve(again, judgements=[joined, apart], known=known).identities) == 2


def test_a_judgement_on_two_of_one_report_holds_for_others_too(profile: Make, known: Weights) -> None:
    found = [
        profile("a", "Timur Idrisov"),
        profile("a", "Idrisov", entity="e2"),
        profile("b", "Timur Idrisov"),
    ]
    before = groups(resolve(found, known=known))
    apart = _judged(("a", "Timur Idrisov"), ("a", "Idrisov"), "different")
    after = groups(resolve(found, judgements=[apart], known=known))
    assert frozenset(("a/e1", "b/e1")) in before & after
    assert all(not {"a/e1", "a/e2"} <= group for group in after)


def test_judgements_that_contradict_each_other_are_reported_and_neither_holds(profile: Make, known: Weights) -> None:
    found = [
        profile("a", "Timur Idrisov"),
        profile("b", "Lucero Paz"),
        profile("c", "Ruth Abdi"),
        profile("d", "Ivan Orlov"),
    ]
    chain = [
        _judged(("a", "Timur Idrisov"), ("b", "Lucero Paz"), "same"),
        _judged(("b", "Lucero Paz"), ("c", "Ruth Abdi"), "same", who="Ben"),
        _judged(("a", "Timur Idrisov"), ("c", "Ruth Abdi"), "different"),
    ]
    result = resolve(found, judgements=chain, known=known)
    assert len(result.identities) == 4
    assert {each for found_ in result.rulings.contradictions for each in found_} == set(chain)
    assert len(result.undecided) == 3
    assert result.undecided[0].probability is None


def test_the_last_word_of_a_person_counts_and_two_people_may_disagree(profile: Make, known: Weights) -> None:
    found = [profile("a", "Timur Idrisov"), profile("b", "Lucero Paz")]
    pair = ("a", "Timur Idrisov"), ("b", "Lucero Paz")
    first, last = _judged(*pair, "different", when="2026-01-01"), _judged(*pair, "same", when="2026-02-01")
    assert len(resolve(found, judgements=[last, first], known=known).identities) == 1
    other = _judged(*pair, "different", who="Ben", when="2026-03-01")
    disputed = resolve(found, judgements=[last, other], known=known)
    assert len(disputed.identities) == 2
    assert disputed.rulings.contradictions == ((last, other),)


def test_a_judgement_on_a_name_that_is_gone_is_kept_as_unmatched(profile: Make) -> None:
    gone = _judged(("a", "Timur Idrisov"), ("z", "Nobody Here"), "same")
    assert resolve([profile("a", "Timur Idrisov")], judgements=[gone]).rulings.unmatched == (gone,)


def test_the_list_of_actors_goes_before_judgements(profile: Make) -> None:
    actors = (Actor(id="A1", name="Timur Idrisov", aliases=("Comandante Lucero",)), Actor(id="A2", name="Ruth Abdi"))
    found = [profile("a", "Timur Idrisov"), profile("b", "Comandante Lucero"), profile("c", "Ruth Abdi")]
    against = [
        _judged(("a", "Timur Idrisov"), ("b", "Comandante Lucero"), "different"),
        _judged(("a", "Timur Idrisov"), ("c", "Ruth Abdi"), "same"),
    ]
    result = resolve(found, judgements=against, actors=actors)
    assert {each.actor: each.members for each in result.identities} == {"A1": ("a/e1", "b/e1"), "A2": ("c/e1",)}
    assert len(result.rulings.overruled) == 2


def test_two_profiles_of_one_key_are_refused(profile: Make) -> None:
    with pytest.raises(UsageError, match="two profiles"):
        resolve([profile("a", "X Y"), profile("a", "X Z")])


def test_changes_tell_what_was_merged_and_split(profile: Make, known: Weights) -> None:
    found = [profile("a", "Timur Idrisov"), profile("b", "Timur Idrisov"), profile("c", "Ruth Abdi")]
    together = resolve(found, known=known)
    apart = resolve(
        found, judgements=[_judged(("a", "Timur Idrisov"), ("b", "Timur Idrisov"), "different")], known=known
    )
    (split,) = changes(together.identities, apart.identities)
    assert (split.kind, len(split.before), len(split.after)) == ("split", 1, 2)
    (merge,) = changes(apart.identities, together.identities)
    assert (merge.kind, len(merge.before), len(merge.after)) == ("merged", 2, 1)
    assert changes(together.identities, together.identities) == ()
    kinds = {each.kind for each in changes((), together.identities)}
    assert kinds == {"new"}
