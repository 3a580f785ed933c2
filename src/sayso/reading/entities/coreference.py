"""Which mentions of a report are of one entity: each takes the earlier one that it most likely takes up, or none.

Mentions are taken in the order of the text. For each, the model says how likely every earlier one is its antecedent,
and how likely it has none (mention ranking: Denis & Baldridge 2008; Lee et al. 2017); the chances of mentions that are
already known to be of one entity are added up, and the mention joins the likeliest entity, where that is likelier than
none. What cannot be is ruled out before: a mention in another, a woman who is a man, "they" who are one, two people
with different given names. Names that are the same are of one entity without being asked.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from sayso.reading.entities.pairs import KINDS, MentionWords, Traits, pair_classes, traits_of

Floats = NDArray[np.float32]
REACH = 256
"""How many mentions back an antecedent is looked for."""
_AT_ONCE = 64
_LEAST_WEIGHT = 1e-6
"""Of an antecedent beside the likeliest: what has less changes nothing."""


def _kinds(*names: str) -> frozenset[int]:
    return frozenset(KINDS.index(name) for name in names)


_FEMALE = _kinds("she", "name female", "one female")
_MALE = _kinds("he", "name male", "one male")
_NAMED_PERSON = -1
"""The kind of names of people, beside that in `pairs.KINDS`."""
_ONE_PERSON = _FEMALE | _MALE | _kinds("i") | {_NAMED_PERSON}
_SEVERAL = _kinds("several", "we", "they", "these")
_THING = _kinds("it")
_APART = ((_FEMALE, _MALE), (_ONE_PERSON, _SEVERAL), (_ONE_PERSON, _THING))
"""Kinds of mentions that no entity has together. A body may be "it", "they" and "we"."""


class References(msgspec.Struct, frozen=True, kw_only=True):
    """What the model makes of the mentions of a report.

    Attributes:
        later, earlier: Their products, over the root of the width, score earlier mentions as antecedents, float32
            [mentions, width] each.
        none: Scores that a mention has no antecedent, float32 [mentions].
        weights: What each class of each feature of a pair is worth, by the names in `pairs.SIZES`.
    """

    later: Floats
    earlier: Floats
    none: Floats
    weights: Mapping[str, Floats]

    def scores(self, mentions: Sequence[MentionWords], first: int, begin: int, end: int) -> Floats:
        """Return the scores of mentions `first:end` as antecedents of mentions `begin:end` [later, earlier]."""
        classes = pair_classes(mentions[first:end], begin - first)
        later, earlier = self.later[begin:end], self.earlier[first:end]
        products = np.einsum("lw,ew->le", later, earlier) / np.sqrt(later.shape[1])  # too few for threads, as @ has
        for name, values in classes.items():
            products += self.weights[name][values]
        return np.asarray(products, np.float32)


def clusters(
    mentions: Sequence[MentionWords],
    names: Sequence[str | None],
    people: Sequence[bool],
    references: References,
    speakers: Mapping[int, int],
) -> list[list[int]]:
    """Return the numbers of the mentions of each entity, by their first mentions.

    Args:
        mentions: By start, the longer first.
        names: For each a key of the name it is known by: equal ones are of one entity. None for what is no name.
        people: Whether each is rather a person than anything else.
        references: What the model makes of them.
        speakers: Of a mention that stands for who says the words it is in, the mention of that speaker.
    """
    found = _Clusters([traits_of(each.text, each.form) for each in mentions], people)
    by_name: dict[str, int] = {}
    ends = np.array([each.end for each in mentions], np.int64)
    for begin in range(0, len(mentions), _AT_ONCE):
        first, end = max(0, begin - REACH), min(begin + _AT_ONCE, len(mentions))
        scores = references.scores(mentions, first, begin, end)
        for number in range(begin, end):
            name = names[number]
            taken = by_name.get(name) if name is not None else None
            if taken is None and number not in speakers:
                row = scores[number - begin, : number - first]
                is_around = ends[first:number] >= mentions[number].end  # none before begins later
                taken = found.likeliest(number, row, ~is_around, first, float(references.none[number]))
            cluster = found.add(number, taken)
            if name is not None:
                by_name.setdefault(name, cluster)
    for number, speaker in speakers.items():
        found.join(number, speaker)
    return found.members()


class _Cluster(msgspec.Struct, kw_only=True):
    """Mentions of one entity: their numbers, their kinds, and the words of those that are names of people."""

    members: list[int]
    kinds: set[int]
    names: set[tuple[str, ...]]


class _Clusters:
    """The entities known so far, and which of them each mention is of."""

    def __init__(self, traits: Sequence[Traits], people: Sequence[bool]) -> None:
        self._traits = traits
        self._people = people
        self._of: list[int] = []
        self._all: list[_Cluster] = []

    def likeliest(self, number: int, scores: Floats, allowed: NDArray[np.bool_], first: int, none: float) -> int | None:
        """Return the cluster that a mention is of, or None where it is likelier that it has no antecedent.

        Args:
            number: Of the mention.
            scores: Of the mentions from `first` up to it as its antecedents.
            allowed: Which of them may be.
            first: The first of them.
            none: The score that it has no antecedent.
        """
        if not allowed.any():
            return None
        highest = max(float(scores[allowed].max()), none)
        chances: defaultdict[int, float] = defaultdict(float)
        ruled_out = {self._of[first + index] for index in np.flatnonzero(~allowed).tolist()}
        weights = np.exp(np.where(allowed, scores, -np.inf) - highest)
        likely = np.flatnonzero(weights > _LEAST_WEIGHT)
        for index, weight in zip(likely.tolist(), weights[likely].tolist(), strict=True):
            chances[self._of[first + index]] += weight
        none_chance = float(np.exp(none - highest))
        for cluster, chance in sorted(chances.items(), key=lambda item: -item[1]):
            if chance <= none_chance:
                return None
            if cluster not in ruled_out and self._fits(number, self._all[cluster]):
                return cluster
        return None

    def add(self, number: int, cluster: int | None) -> int:
        """Note that a mention is of a cluster, of a new one for None; return its number."""
        if cluster is None:
            cluster = len(self._all)
            self._all.append(_Cluster(members=[], kinds=set(), names=set()))
        self._of.append(cluster)
        self._all[cluster].members.append(number)
        self._all[cluster].kinds |= self._kinds(number)
        self._all[cluster].names |= self._names(number)
        return cluster

    def join(self, number: int, other: int) -> None:
        """Put the clusters of two mentions together, unless that cannot be."""
        mine, theirs = self._of[number], self._of[other]
        if mine == theirs or not self._can_be_one(self._all[mine], self._all[theirs]):
            return
        moved, kept = self._all[mine], self._all[theirs]
        for each in moved.members:
            self._of[each] = theirs
        kept.members += moved.members
        kept.kinds |= moved.kinds
        kept.names |= moved.names
        moved.members = []

    def members(self) -> list[list[int]]:
        """Return the mentions of each cluster, in order, the clusters by their first ones."""
        return sorted(sorted(each.members) for each in self._all if each.members)

    def _fits(self, number: int, cluster: _Cluster) -> bool:
        alone = _Cluster(members=[number], kinds=self._kinds(number), names=self._names(number))
        return self._can_be_one(alone, cluster)

    def _can_be_one(self, first: _Cluster, second: _Cluster) -> bool:
        for one, other in _APART:
            if (first.kinds & one and second.kinds & other) or (first.kinds & other and second.kinds & one):
                return False
        return not any(are_other_people(one, other) for one in first.names for other in second.names)

    def _kinds(self, number: int) -> set[int]:
        named = self._traits[number].is_name and self._people[number]
        return {self._traits[number].kind, _NAMED_PERSON} if named else {self._traits[number].kind}

    def _names(self, number: int) -> set[tuple[str, ...]]:
        traits = self._traits[number]
        return {traits.words} if traits.is_name and self._people[number] else set()


def are_other_people(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether two names, by their words in small letters without titles, cannot be of one person.

    >>> are_other_people(("jo", "adar"), ("bel", "adar")), are_other_people(("adar",), ("j", "adar"))
    (True, False)
    >>> are_other_people(("j", "adar"), ("jo", "adar")), are_other_people(("jo", "b", "adar"), ("jo", "adar"))
    (False, False)
    """
    if len(one) < len(other):
        one, other = other, one
    if len(other) == 1:
        return other[0] not in one and not any(_alike(other[0], word) for word in one)
    return not all(any(_alike(word, each) for each in one) for word in other)


def _alike(word: str, other: str) -> bool:
    """Return whether one word is the other, its beginning, or differs in little: another spelling."""
    short, long = sorted((word, other), key=len)
    if long.startswith(short):
        return len(short) == 1 or short == long or len(short) > 2
    return len(short) > 3 and Levenshtein.distance(short, long) <= max(1, len(long) // 4)
