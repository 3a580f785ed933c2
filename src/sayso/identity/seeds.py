"""What is settled before anything is compared: the user's list of actors first, then people's decisions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from sayso.identity.judgements import KeyPair, Rulings


class Seed(msgspec.Struct, frozen=True, kw_only=True):
    """Profiles that are one, as somebody said.

    Attributes:
        members: Their keys, sorted.
        actor: Id in the user's list; null where only people's decisions join them.
    """

    members: tuple[str, ...]
    actor: str | None = None


def seeds(held: Rulings, actors: Mapping[str, str]) -> tuple[tuple[Seed, ...], Rulings]:
    """Return what is settled, in the order of the smallest members, and the rulings without those that the list voids.

    A ruling that would join two actors of the list, or split one, does not hold: it is moved to `overruled`.

    Args:
        held: What people decided.
        actors: Id of the actor by key of the profile.
    """
    owner = _Owner(actors)
    voided: set[KeyPair] = {pair for pair in held.different if owner.same(*pair)}
    for pair in sorted(held.same):
        if not owner.join(*pair):
            voided.add(pair)
    split = {pair for pair in held.different - voided if owner.same(*pair)}
    kept = msgspec.structs.replace(
        held,
        same=held.same - voided,
        different=held.different - voided - split,
        overruled=tuple(sorted(voided | split)),
    )
    return owner.seeds(), kept


class _Owner:
    """Profiles joined, each group with at most one actor."""

    def __init__(self, actors: Mapping[str, str]) -> None:
        self._actors: dict[str, str] = {}
        self._parents: dict[str, str] = {}
        first: dict[str, str] = {}
        for key, actor in sorted(actors.items()):
            self._parents[key] = first.setdefault(actor, key)
            self._actors[first[actor]] = actor

    def root(self, key: str) -> str:
        """Return the smallest member of the group of a profile."""
        self._parents.setdefault(key, key)
        while self._parents[key] != key:
            key = self._parents[key]
        return key

    def same(self, one: str, other: str) -> bool:
        """Whether two profiles are joined."""
        return self.root(one) == self.root(other)

    def join(self, one: str, other: str) -> bool:
        """Join two profiles; False if they are two actors of the list."""
        low, high = sorted((self.root(one), self.root(other)))
        actors = {self._actors[root] for root in (low, high) if root in self._actors}
        if len(actors) > 1:
            return False
        self._parents[high] = low
        if actors:
            self._actors[low] = actors.pop()
        return True

    def seeds(self) -> tuple[Seed, ...]:
        """Return the groups."""
        members: defaultdict[str, list[str]] = defaultdict(list)
        for key in self._known():
            members[self.root(key)].append(key)
        return tuple(
            Seed(members=tuple(sorted(members[root])), actor=self._actors.get(root)) for root in sorted(members)
        )

    def _known(self) -> Iterable[str]:
        return list(self._parents)
