"""The queue of what a person should decide."""

from collections.abc import Iterable, Mapping

import msgspec

from sayso.identity.deciding import Decision
from sayso.identity.groups import Group, Groups
from sayso.identity.judgements import KeyPair

_CONTRADICTION = (("people's decisions contradict each other", 0.0),)


class Undecided(msgspec.Struct, frozen=True, kw_only=True):
    """Two identities that may be one.

    Attributes:
        left, right: Their ids, the smaller first.
        probability: That they are one; null where people's decisions contradict each other.
        reasons: Features with what they were worth, in log-odds, the weightiest first.
        depends: How many profiles change their identity by the answer: those of the smaller of the two.
        profiles: How many both have.
    """

    left: str
    right: str
    probability: float | None
    reasons: tuple[tuple[str, float], ...]
    depends: int
    profiles: int


def undecided(
    groups: Groups, open_pairs: Iterable[tuple[Group, Group]], ids: Mapping[int, str], contradicted: Iterable[KeyPair]
) -> tuple[Undecided, ...]:
    """Return what is undecided: first where people contradict each other, then where most depends on it.

    Args:
        groups: As they stand in the end.
        open_pairs: Those that are neither one nor surely two.
        ids: Of the identities, by the number of the group.
        contradicted: Pairs of profiles that people judged both ways.
    """
    found: dict[tuple[str, str], Undecided] = {}
    of_key = {key: group for group in groups.groups.values() for key in group.keys}
    for first, second in contradicted:
        _add(found, ids, of_key[first], of_key[second], None)
    for one, other in open_pairs:
        _add(found, ids, one, other, groups.decide_between(one, other, explained=True))
    return tuple(sorted(found.values(), key=_order))


def _add(
    found: dict[tuple[str, str], Undecided], ids: Mapping[int, str], one: Group, other: Group, decision: Decision | None
) -> None:
    left, right = sorted((ids[one.number], ids[other.number]))
    sizes = sorted((len(one.keys), len(other.keys)))
    new = Undecided(
        left=left,
        right=right,
        probability=None if decision is None else decision.probability,
        reasons=_CONTRADICTION if decision is None else decision.reasons,
        depends=sizes[0],
        profiles=sum(sizes),
    )
    found.setdefault((left, right), new)


def _order(each: Undecided) -> tuple[bool, int, int, float, str, str]:
    share = 0.5 if each.probability is None else each.probability
    return each.probability is not None, -each.depends, -each.profiles, abs(share - 0.5), each.left, each.right
