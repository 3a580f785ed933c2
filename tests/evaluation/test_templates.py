"""The metric of templates, on cases worked out by hand."""

import itertools
import random

import pytest

from sayso.evaluation.templates import (
    ROLES,
    Counts,
    Role,
    Template,
    counts_of,
    counts_of_pair,
    distinct,
    paired,
    plain,
    total,
)


def template(types: str, **entities: list[str]) -> Template:
    """Return a template whose entities are given as `"one mention/another"`."""
    roles: dict[Role, tuple[frozenset[str], ...]] = {
        role: tuple(frozenset(map(plain, each.split("/"))) for each in entities[role])
        for role in ROLES
        if role in entities
    }
    return Template(types=frozenset(types.split(" / ")), entities=roles)


BRIDGE = template("bombing", PerpOrg=["Front of the Hills/FH"], Target=["the bridge/Oru bridge", "a mill"])
CLERK = template("attack / bombing", PerpInd=["two men"], Victim=["Bel Oru"])


@pytest.mark.parametrize(
    ("words", "expected"), [("The  A. Mill", "mill"), ("FMLN [sic]", "fmln sic"), ("an\nold-mill", "oldmill")]
)
def test_mentions_are_compared_plainly(words: str, expected: str) -> None:
    assert plain(words) == expected


def test_everything_right() -> None:
    found = template("bombing", PerpOrg=["FH"], Target=["Oru Bridge", "mill"])
    counts = counts_of([BRIDGE], [found])
    assert counts["Target"] == Counts(2, 2, 2, 2)
    assert total(counts) == Counts(4, 4, 4, 4)
    assert total(counts).f1 == 1


def test_an_entity_with_a_wrong_mention_is_wrong() -> None:
    counts = counts_of_pair(BRIDGE, template("bombing", PerpOrg=["FH/Front"], Target=["bridge", "Oru bridge"]))
    assert counts["PerpOrg"] == Counts(0, 1, 0, 1)
    assert counts["Target"] == Counts(2, 2, 1, 2)  # both are the bridge, and the mill is missed
    assert counts["Target"].strictly("one").true_positive == 1


def test_only_one_type_is_paired_and_all_else_is_wrong_or_missed() -> None:
    counts = counts_of([BRIDGE], [template("arson", PerpOrg=["FH"])])
    assert total(counts) == Counts(0, 2, 0, 4)
    assert total(counts).f1 == 0
    assert counts_of([CLERK], [template("attack", Victim=["Bel Oru"])])["Victim"] == Counts(1, 1, 1, 1)


def test_the_best_pairing_is_found() -> None:
    first, second = template("attack", Victim=["Adar"]), template("attack", Victim=["Bel"], Weapon=["rifle"])
    assert sorted(paired([first, second], [second, first])) == [(0, 1), (1, 0)]
    assert paired([first], [second, first]) == [(0, 1)]
    assert paired([], [first]) == []
    assert total(counts_of([], [])).f1 is None


def test_what_is_said_twice_counts_once() -> None:
    assert distinct([BRIDGE, CLERK, BRIDGE]) == [BRIDGE, CLERK]
    assert total(counts_of([BRIDGE, BRIDGE], [BRIDGE])).f1 == 1


def test_the_pairing_is_the_best_of_all() -> None:
    draws = random.Random(5)

    def some() -> Template:
        words = [draws.sample(["a1", "a2", "b1", "b2"], draws.randint(0, 2)) for _ in range(2)]
        return template(draws.choice(["attack", "bombing"]), PerpInd=words[0], Victim=words[1])

    for _ in range(150):
        gold, found = [[some() for _ in range(draws.randint(0, 3))] for _ in range(2)]
        size = total(counts_of([], found)).found, total(counts_of(gold, [])).gold
        if len(distinct(gold)) != len(gold) or len(distinct(found)) != len(found):
            continue
        best = 0.0
        for places in itertools.permutations([*range(len(gold)), *[-1] * len(found)], len(found)):
            counts = [
                total(counts_of_pair(gold[row], one))
                for one, row in zip(found, places, strict=True)
                if row >= 0 and one.types <= gold[row].types
            ]
            right = Counts(
                sum(each.found_right for each in counts), size[0], sum(each.gold_right for each in counts), size[1]
            )
            best = max(best, right.f1 or 0.0)
        assert (total(counts_of(gold, found)).f1 or 0.0) == pytest.approx(best)
