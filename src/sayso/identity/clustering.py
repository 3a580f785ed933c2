"""From profiles to identities.

1. What the user's list and people's decisions say goes together, and is kept apart, before all else.
2. Each other profile, the fullest names first, joins the group that it is surely one with, unless another group that is
   not one with that could claim it nearly as well. Else it begins a group of its own.
3. Groups that are surely one are put together, the surest first; each time what they say is taken together, so that
   a chain of likenesses never joins what is unlike: two with a conflict never get into one group.
4. What is left between same and different is a queue, ordered by how many profiles depend on it.

Profiles are gone through in the order of their names and reports, not in that of their coming: the order of reading
makes no difference. Groups act on each other through shared name keys alone.

Source: McCallum, Nigam & Ungar 2000, Efficient clustering of high-dimensional data sets (comparisons within blocks);
Culotta & McCallum 2007 (features of clusters rather than of pairs).
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from sayso.core.errors import UsageError
from sayso.identity.aliases import Actor, matches
from sayso.identity.deciding import Decision, Weights, weights
from sayso.identity.groups import Candidate, Group, Groups
from sayso.identity.judgements import Judgement, Rulings, rulings
from sayso.identity.likeness import Rarity
from sayso.identity.marks import Mark, identity_id, marks_of, profiles_by_mark
from sayso.identity.profiles import Profile
from sayso.identity.queueing import Undecided, undecided
from sayso.identity.seeds import Seed, seeds

MARGIN = 1.0
"""Log-odds by which a group must be likelier than another that could claim the same profile."""


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """A person, group or place across reports.

    Attributes:
        id: Of the smallest mark of its members: the same whatever the order of reading.
        members: Keys of its profiles, sorted.
        marks: Of its profiles, sorted.
        names: All its names as written, the most frequent first.
        actor: Id in the user's list; null where it is not in it.
    """

    id: str
    members: tuple[str, ...]
    marks: tuple[Mark, ...]
    names: tuple[str, ...]
    actor: str | None = None


class Resolution(msgspec.Struct, frozen=True, kw_only=True):
    """Who is who.

    Attributes:
        identities: In the order of their ids.
        undecided: What a person should look at, the most important first.
        rulings: What held of people's decisions, and what did not.
        several: Ids of the actors of the user's list that a profile may mean, by its key.
    """

    identities: tuple[Identity, ...]
    undecided: tuple[Undecided, ...] = ()
    rulings: Rulings = Rulings()
    several: dict[str, tuple[str, ...]] = {}


def resolve(
    profiles: Iterable[Profile],
    *,
    judgements: Iterable[Judgement] = (),
    actors: Sequence[Actor] = (),
    known: Weights | None = None,
) -> Resolution:
    """Return who is who among `profiles`.

    Args:
        profiles: Of any number of reports, in any order.
        judgements: What people decided, in any order.
        actors: The user's list.
        known: What decides; the bundled weights where none are given.

    Raises:
        UsageError: Two profiles have one key.
    """
    found = sorted(profiles, key=lambda each: each.key)
    if len({each.key for each in found}) < len(found):
        raise UsageError("two profiles have one report and entity; give each entity of a Reading once")
    marks = marks_of(found)
    held = rulings(judgements, profiles_by_mark(found, marks))
    listed = matches(found, actors)
    candidates = {each.key: Candidate(each, marks[each.key]) for each in found}
    sown, held = seeds(held, listed.actors)
    groups = Groups(Rarity(found), known or weights(), held.different | held.open)
    _gather(groups, candidates, sown)
    merging = _Merging(groups)
    merging.run()
    identities = tuple(sorted(map(_identity, groups.groups.values()), key=lambda each: each.id))
    of_group = {group.number: identity_id(member.mark for member in group.members) for group in groups.groups.values()}
    return Resolution(
        identities=identities,
        undecided=undecided(groups, merging.open_pairs(), of_group, held.open),
        rulings=held,
        several=listed.several,
    )


def _gather(groups: Groups, candidates: Mapping[str, Candidate], sown: Iterable[Seed]) -> None:
    """Put each profile into a group."""
    left = dict(candidates)
    for seed in sown:
        groups.new((left.pop(key) for key in seed.members), seed.actor)
    for member in sorted(left.values(), key=_fullest_first):
        group = _home(groups, member)
        if group is None:
            groups.new([member])
        else:
            groups.join(group, member)


def _fullest_first(member: Candidate) -> tuple[int, Mark]:
    forms = member.side.forms
    return -len(forms[0].full), member.mark


def _home(groups: Groups, member: Candidate) -> Group | None:
    """Return the group that a profile is surely of; None where there is none, or a rival."""
    near = groups.near(member.keys.asked, member.keys.all, member.contexts)
    judged = [(groups.decide_on(group, member), group) for group in near]
    claims = sorted(((each, group) for each, group in judged if each.probability > 0), key=_likeliest)
    if not claims or claims[0][0].outcome != "same":
        return None
    best, group = claims[0]
    rivals = (rival for other, rival in claims[1:] if _could_be(other, best))
    return None if any(groups.unlike(group, rival) for rival in rivals) else group


def _could_be(claim: Decision, best: Decision) -> bool:
    """Whether a claim is nearly as good as the best; one under another name is not."""
    return not claim.is_doubtful and log_odds(best) - log_odds(claim) < MARGIN


def _likeliest(claim: tuple[Decision, Group]) -> tuple[float, int]:
    return -claim[0].probability, claim[1].number


class _Merging:
    """Putting groups together, the surest pair first."""

    def __init__(self, groups: Groups) -> None:
        self._groups = groups
        self._judged: defaultdict[int, dict[int, Decision]] = defaultdict(dict)
        self._heap: list[tuple[float, int, int]] = []

    def run(self) -> None:
        """Put groups together until no two are surely one."""
        for group in list(self._groups.groups.values()):
            self._judge(group, at_least=group.number)
        while self._heap:
            share, one, other = heapq.heappop(self._heap)
            decision = self._judged.get(one, {}).get(other)
            if decision is None or -share != decision.probability or self._has_rival(one, other, decision):
                continue
            self._merge(one, other)

    def open_pairs(self) -> Iterator[tuple[Group, Group]]:
        """Yield the pairs that are neither one nor surely two, as they stand."""
        groups = self._groups.groups
        for one, judged in self._judged.items():
            for other, decision in judged.items():
                if one < other and decision.outcome != "different":
                    yield groups[one], groups[other]

    def _judge(self, group: Group, at_least: int = -1) -> None:
        for other in self._groups.near(group.asked, group.offered, group.contexts):
            if other.number > at_least and other is not group:
                self._set(group, other)

    def _set(self, one: Group, other: Group) -> None:
        decision = self._groups.decide_between(one, other)
        self._judged[one.number][other.number] = self._judged[other.number][one.number] = decision
        if decision.outcome == "same":
            low, high = sorted((one.number, other.number))
            heapq.heappush(self._heap, (-decision.probability, low, high))

    def _has_rival(self, one: int, other: int, decision: Decision) -> bool:
        """Whether a third group that is different from the one could claim the other nearly as well."""
        groups = self._groups.groups
        for here, there in ((one, other), (other, one)):
            for rival, claim in self._judged[here].items():
                if rival == there or claim.outcome == "different" or not _could_be(claim, decision):
                    continue
                if self._groups.unlike(groups[there], groups[rival]):
                    return True
        return False

    def _merge(self, one: int, other: int) -> None:
        groups = self._groups.groups
        into, gone = groups[one], groups[other]
        near = (self._judged.pop(one).keys() | self._judged.pop(other).keys()) - {one, other}
        self._groups.merge(into, gone)
        for number in sorted(near):
            self._judged[number].pop(other, None)
            self._judged[number].pop(one, None)
            self._set(into, groups[number])


def log_odds(decision: Decision) -> float:
    """Return the probability of a decision in log-odds."""
    share = min(max(decision.probability, 1e-9), 1 - 1e-9)
    return math.log(share / (1 - share))


def _identity(group: Group) -> Identity:
    counts: defaultdict[str, int] = defaultdict(int)
    for member in group.members:
        for name in member.profile.names:
            counts[name] += 1
    marks = tuple(sorted(member.mark for member in group.members))
    return Identity(
        id=identity_id(marks),
        members=tuple(sorted(group.keys)),
        marks=marks,
        names=tuple(sorted(counts, key=lambda name: (-counts[name], -len(name), name))),
        actor=group.actor,
    )
