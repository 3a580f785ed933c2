"""Groups of profiles that are taken for one so far, and which of them may be one: the state of clustering."""

from collections import defaultdict
from collections.abc import Iterable, Set
from functools import cached_property

from sayso.identity.deciding import Decision, Weights, decide
from sayso.identity.keys import NameKeys, name_keys
from sayso.identity.likeness import Rarity
from sayso.identity.marks import Mark
from sayso.identity.name_forms import name_form
from sayso.identity.profiles import Profile
from sayso.identity.sides import Gathering, Side, side_of

APART = Decision(outcome="different", probability=0.0, reasons=(("told apart in one report", float("-inf")),))
FORBIDDEN = Decision(outcome="different", probability=0.0, reasons=(("told apart by a person", float("-inf")),))
MOST_CANDIDATES = 10
MANY = 32
"""From so many bearers of one key on, only those are compared that share a tie or a role."""
FREQUENT = 128
"""Ties and roles of more groups than that tell nobody from the others."""


_REMEMBERED = 20_000


class Candidate:
    """A profile, with what it is found by."""

    def __init__(self, profile: Profile, mark: Mark) -> None:
        self.profile = profile
        self.mark = mark
        self.keys: NameKeys = name_keys(map(name_form, profile.names), profile.type)
        self.contexts = frozenset(
            (*(f"tie {tie}" for tie in profile.ties), *(f"role {role}" for role in profile.roles))
        )

    @cached_property
    def side(self) -> Side:
        """It alone, as a side of a comparison."""
        return side_of(self.profile)


class Group:
    """Profiles that are taken for one.

    A bare surname asks for all who bear it; once a fuller name is known beside it, it does not any more.
    """

    def __init__(self, number: int, actor: str | None = None) -> None:
        self.number = number
        self.actor = actor
        self.gathering = Gathering(())
        self.members: list[Candidate] = []
        self.asked: set[str] = set()
        self.offered: set[str] = set()
        self.contexts: set[str] = set()
        self.keys: set[str] = set()
        self._of_fuller: set[str] = set()

    def add(self, member: Candidate) -> None:
        """Take a profile in."""
        self.members.append(member)
        self.gathering.add(member.profile)
        self.keys.add(member.profile.key)
        self.contexts |= member.contexts
        self.offered |= member.keys.all
        self.asked |= member.keys.asked
        if len(member.side.forms[0].full) > 1:
            self._of_fuller |= member.keys.offered
        self.asked -= self._of_fuller


class Groups:
    """All groups, found by name keys.

    Attributes:
        groups: By number.
    """

    def __init__(self, rarity: Rarity, known: Weights, forbidden: Iterable[tuple[str, str]] = ()) -> None:
        self.groups: dict[int, Group] = {}
        self._rarity = rarity
        self._known = known
        self._asked: defaultdict[str, set[int]] = defaultdict(set)
        self._offered: defaultdict[str, set[int]] = defaultdict(set)
        self._contexts: defaultdict[str, set[int]] = defaultdict(set)
        self._forbidden: defaultdict[str, set[str]] = defaultdict(set)
        self._decided: dict[tuple[int, int, int, int], Decision] = {}
        for one, other in forbidden:
            self._forbidden[one].add(other)
            self._forbidden[other].add(one)

    def new(self, members: Iterable[Candidate], actor: str | None = None) -> Group:
        """Return a new group of `members`."""
        group = Group(len(self.groups), actor)
        self.groups[group.number] = group
        for member in members:
            self.join(group, member)
        return group

    def join(self, group: Group, member: Candidate) -> None:
        """Put a profile into a group."""
        before = set(group.asked)
        group.add(member)
        for key in group.asked - before:
            self._asked[key].add(group.number)
        for key in before - group.asked:
            self._asked[key].discard(group.number)
        for key in member.keys.all:
            self._offered[key].add(group.number)
        for context in member.contexts:
            self._contexts[context].add(group.number)

    def near(self, asked: Set[str], offered: Set[str], contexts: Set[str]) -> list[Group]:
        """Return the groups that may be one with what has these keys; of many, those that share most contexts."""
        found: set[int] = set()
        rare = {context for context in contexts if 0 < len(self._contexts.get(context, ())) <= FREQUENT}
        for places in (
            *(self._offered[key] for key in sorted(asked) if key in self._offered),
            *(self._asked[key] for key in sorted(offered - asked) if key in self._asked),
        ):
            if len(places) <= MANY:
                found |= places
            else:
                for context in rare:
                    found |= places & self._contexts[context]
        if len(found) > MOST_CANDIDATES:
            shared = {number: len(contexts & self.groups[number].contexts) for number in found}
            kept = sorted(found, key=lambda number: (-shared[number], number))[:MOST_CANDIDATES]
            return [self.groups[number] for number in sorted(kept)]
        return [self.groups[number] for number in sorted(found)]

    def decide_on(self, group: Group, member: Candidate) -> Decision:
        """Return whether a profile is of a group."""
        if not self._forbidden[member.profile.key].isdisjoint(group.keys):
            return FORBIDDEN
        if member.profile.report in group.gathering.reports:
            return APART
        return decide(group.gathering.side(), member.side, self._rarity, self._known, explained=False)

    def decide_between(self, one: Group, other: Group, *, explained: bool = False) -> Decision:
        """Return whether two groups are one; the reasons only if `explained`."""
        if one.actor is not None and other.actor is not None:
            return FORBIDDEN
        small, large = sorted((one, other), key=lambda group: len(group.keys))
        if any(not self._forbidden[key].isdisjoint(large.keys) for key in small.keys if key in self._forbidden):
            return FORBIDDEN
        if not one.gathering.reports.isdisjoint(other.gathering.reports):
            return APART
        if explained:
            return decide(one.gathering.side(), other.gathering.side(), self._rarity, self._known)
        now = (one.number, len(one.members), other.number, len(other.members))
        if now not in self._decided:
            if len(self._decided) > _REMEMBERED:
                self._decided.clear()
            self._decided[now] = decide(
                one.gathering.side(), other.gathering.side(), self._rarity, self._known, explained=False
            )
        return self._decided[now]

    def unlike(self, one: Group, other: Group) -> bool:
        """Whether two groups are not one by what is said of them, or by a person.

        That one report tells them apart is not enough: a reader may have failed to see that its "Idrisov" is its
        "Colonel Timur Idrisov".
        """
        decision = self.decide_between(one, other)
        if decision is APART:
            decision = decide(one.gathering.side(), other.gathering.side(), self._rarity, self._known, explained=False)
        return decision.outcome == "different" or decision.is_doubtful

    def merge(self, into: Group, other: Group) -> None:
        """Put all of `other` into `into`, and drop it."""
        for member in other.members:
            self.join(into, member)
        into.actor = into.actor or other.actor
        for index, keys in (
            (self._asked, other.asked), (self._offered, other.offered), (self._contexts, other.contexts),
        ):  # fmt: skip
            for key in keys:
                index[key].discard(other.number)
        del self.groups[other.number]
