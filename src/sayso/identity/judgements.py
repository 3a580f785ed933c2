"""What people decided: two are the same, or are not. It stands above the model and survives re-reading.

A judgement is about two names in two reports (`Mark`), never about running ids. Of one person's judgements on the same
two the latest counts. Judgements of which not all can be true (A is B, B is C, A is not C) are set aside together and
reported; until somebody withdraws one, the model does not decide on them either.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from sayso.identity.marks import Mark

Verdict = Literal["same", "different"]
KeyPair = tuple[str, str]
"""Two keys of profiles, the smaller first."""


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """A person's decision on two names.

    Attributes:
        left, right: The names, each in its report.
        verdict: Same or different.
        who: Who decided.
        when: ISO 8601, UTC.
        reason: In words.
    """

    left: Mark
    right: Mark
    verdict: Verdict
    who: str
    when: str
    reason: str | None = None

    @property
    def pair(self) -> frozenset[Mark]:
        """The two names, in no order."""
        return frozenset((self.left, self.right))


class Rulings(msgspec.Struct, frozen=True, kw_only=True):
    """What holds of all judgements.

    Attributes:
        same, different: Pairs of profiles.
        contradictions: Sets of judgements that cannot all be true; none of them holds.
        open: Pairs of profiles that these are about.
        overruled: Pairs that were judged against the user's list of actors, which goes before.
        unmatched: Judgements about a name that is in no profile, or in several of one report.
    """

    same: frozenset[KeyPair] = frozenset()
    different: frozenset[KeyPair] = frozenset()
    contradictions: tuple[tuple[Judgement, ...], ...] = ()
    open: frozenset[KeyPair] = frozenset()
    overruled: tuple[KeyPair, ...] = ()
    unmatched: tuple[Judgement, ...] = ()


def rulings(judgements: Iterable[Judgement], by_mark: Mapping[Mark, frozenset[str]]) -> Rulings:
    """Return what holds of `judgements`.

    Args:
        judgements: In any order.
        by_mark: Keys of the profiles that a mark means.
    """
    latest = _latest(judgements)
    matched: defaultdict[KeyPair, list[Judgement]] = defaultdict(list)
    unmatched = []
    for each in latest:
        left, right = (by_mark.get(side, frozenset()) for side in (each.left, each.right))
        if len(left) == len(right) == 1 and left != right:
            matched[key_pair(*left, *right)].append(each)
        else:
            unmatched.append(each)
    contradictions, set_aside = _contradictions(matched)
    held = {pair: found[0].verdict for pair, found in matched.items() if pair not in set_aside}
    return Rulings(
        same=frozenset(pair for pair, verdict in held.items() if verdict == "same"),
        different=frozenset(pair for pair, verdict in held.items() if verdict == "different"),
        contradictions=contradictions,
        open=frozenset(set_aside),
        unmatched=tuple(unmatched),
    )


def key_pair(one: str, other: str) -> KeyPair:
    """Return two keys, the smaller first."""
    return (one, other) if one <= other else (other, one)


def _latest(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return each person's last word on each pair, in order."""
    last: dict[tuple[frozenset[Mark], str], Judgement] = {}
    for each in sorted(judgements, key=_order):
        last[each.pair, each.who] = each
    return sorted(last.values(), key=_order)


def _order(judgement: Judgement) -> tuple[str, str, Mark, Mark, str]:
    low, high = sorted((judgement.left, judgement.right))
    return judgement.when, judgement.who, low, high, judgement.verdict


def _contradictions(
    matched: Mapping[KeyPair, Sequence[Judgement]],
) -> tuple[tuple[tuple[Judgement, ...], ...], set[KeyPair]]:
    """Return sets of judgements that cannot all be true, and the pairs that they are about."""
    found = []
    set_aside: set[KeyPair] = set()
    for pair in sorted(matched):
        if len({each.verdict for each in matched[pair]}) > 1:
            found.append(tuple(matched[pair]))
            set_aside.add(pair)
    links: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in (pair for pair in matched if pair not in set_aside and matched[pair][0].verdict == "same"):
        links[one].add(other)
        links[other].add(one)
    for pair in sorted(pair for pair in matched if pair not in set_aside and matched[pair][0].verdict == "different"):
        way = _way(links, *pair)
        if way:
            on_it = [key_pair(*step) for step in pairwise(way)]
            found.append(tuple(each for step in [pair, *on_it] for each in matched[step]))
            set_aside |= {pair, *on_it}
    return tuple(found), set_aside


def _way(links: Mapping[str, set[str]], start: str, end: str) -> list[str]:
    """Return a shortest chain of pairs judged the same between two profiles; empty if there is none."""
    before: dict[str, str | None] = {start: None}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        if here == end:
            break
        for there in sorted(links.get(here, ())):
            if there not in before:
                before[there] = here
                queue.append(there)
    if end not in before:
        return []
    way: list[str] = []
    step: str | None = end
    while step is not None:
        way.append(step)
        step = before[step]
    return way
