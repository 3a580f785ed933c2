"""Templates of incidents that were found, compared with those of an answer key: the metric of GTT.

A template has the type of its incident and, for each of five roles, entities, each by the strings that mention it.
Templates of a document are paired, each once at most and only those of one type, so that micro F1 over all slots is
highest. An entity is right where every string that is given for it is one of those of an entity of the paired template;
letter case, punctuation, articles and white space do not matter. Types count as a slot of their own. What an unpaired
template says is wrong or missed.

Source: Du, Rush & Cardie 2021, Template Filling with Generative Transformers, section 4 and its published evaluation.
"""

import re
import string
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, get_args

import msgspec

from sayso.evaluation.score import DocumentCounts

Role = Literal["PerpInd", "PerpOrg", "Target", "Victim", "Weapon"]
ROLES: tuple[Role, ...] = get_args(Role)
TYPE = "incident_type"
SLOTS: tuple[str, ...] = (TYPE, *ROLES)
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_NO_PUNCTUATION = str.maketrans("", "", string.punctuation)


class Template(msgspec.Struct, frozen=True, kw_only=True):
    """An incident, or what an answer key says of one.

    Attributes:
        types: What it may be called; one that was found has one.
        entities: By role, each as the strings that mention it, `plain`; roles without any are left out.
    """

    types: frozenset[str]
    entities: Mapping[Role, tuple[frozenset[str], ...]]


class Counts(NamedTuple):
    """What was counted in a slot.

    Attributes:
        found_right: Of `found`; several may be right by one of `gold`.
        found: What was said.
        gold_right: Of `gold`.
        gold: What is to be said.
    """

    found_right: int = 0
    found: int = 0
    gold_right: int = 0
    gold: int = 0

    def plus(self, other: "Counts") -> "Counts":
        """Return the sum of both."""
        return Counts(*(one + another for one, another in zip(self, other, strict=True)))

    @property
    def f1(self) -> float | None:
        """F1; None where there is nothing to count."""
        if not self.found and not self.gold:
            return None
        precision = self.found_right / self.found if self.found else 0.0
        recall = self.gold_right / self.gold if self.gold else 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def strictly(self, document: str) -> DocumentCounts:
        """Return the counts with what is right once only: F1 from them is never higher, and mostly the same."""
        right = min(self.found_right, self.gold_right, self.found, self.gold)
        return DocumentCounts(document=document, true_positive=right, predicted=self.found, gold=self.gold)


def plain(words: str) -> str:
    """Return a mention without letter case, punctuation, articles and more white space than one.

    >>> plain('the "Santo Tomas" farm')
    'santo tomas farm'
    """
    return " ".join(_ARTICLES.sub(" ", words.lower().translate(_NO_PUNCTUATION)).split())


def distinct(templates: Iterable[Template]) -> list[Template]:
    """Return templates without those that say the same as one before."""
    kept: list[Template] = []
    for template in templates:
        if template not in kept:
            kept.append(template)
    return kept


def paired(gold: Sequence[Template], found: Sequence[Template]) -> list[tuple[int, int]]:
    """Return pairs of gold and found templates, by their places, that make F1 over all slots of a document highest."""
    sizes = _size(found), _size(gold)
    best: dict[int, list[_Pairing]] = {0: [_Pairing(0, 0, ())]}
    for column, one in enumerate(found):
        options = [(row, _gain(each, one)) for row, each in enumerate(gold) if one.types <= each.types]
        grown = dict(best)
        for taken, pairings in best.items():
            for row, (found_right, gold_right) in options:
                if not taken >> row & 1:
                    more = [each.with_pair((row, column), found_right, gold_right) for each in pairings]
                    grown[taken | 1 << row] = _undominated([*grown.get(taken | 1 << row, ()), *more])
        best = grown
    candidates = [each for pairings in best.values() for each in pairings]
    return list(max(candidates, key=lambda each: each.f1(*sizes)).pairs)


class _Pairing(NamedTuple):
    found_right: int
    gold_right: int
    pairs: tuple[tuple[int, int], ...]

    def with_pair(self, pair: tuple[int, int], found_right: int, gold_right: int) -> "_Pairing":
        return _Pairing(self.found_right + found_right, self.gold_right + gold_right, (*self.pairs, pair))

    def f1(self, found: int, gold: int) -> float:
        return Counts(self.found_right, found, self.gold_right, gold).f1 or 0.0


def _undominated(pairings: Sequence[_Pairing]) -> list[_Pairing]:
    """Return those that no other is as good as in both counts and better in one, the first of equals."""
    kept: list[_Pairing] = []
    for each in sorted(pairings, key=lambda one: (-one.found_right, -one.gold_right)):
        if not kept or each.gold_right > kept[-1].gold_right:
            kept.append(each)
    return kept


def _gain(gold: Template, found: Template) -> tuple[int, int]:
    slots = counts_of_pair(gold, found).values()
    return sum(slot.found_right for slot in slots), sum(slot.gold_right for slot in slots)


def _size(templates: Iterable[Template]) -> int:
    return sum(1 + sum(map(len, each.entities.values())) for each in templates)


def counts_of_pair(gold: Template, found: Template) -> dict[str, Counts]:
    """Return the counts of each slot of two templates that are paired."""
    counts = {TYPE: Counts(1, 1, 1, 1)}
    for role in ROLES:
        right, said = gold.entities.get(role, ()), found.entities.get(role, ())
        counts[role] = Counts(
            sum(any(one <= each for each in right) for one in said),
            len(said),
            sum(any(one <= each for one in said) for each in right),
            len(right),
        )
    return counts


def counts_of(gold: Sequence[Template], found: Sequence[Template]) -> dict[str, Counts]:
    """Return the counts of each slot of a document; equal templates count once on either side."""
    gold, found = distinct(gold), distinct(found)
    pairs = {column: row for row, column in paired(gold, found)}
    counts = dict.fromkeys(SLOTS, Counts())
    for column, one in enumerate(found):
        told = counts_of_pair(gold[pairs[column]], one) if column in pairs else _alone(one, is_gold=False)
        counts = {slot: counts[slot].plus(told[slot]) for slot in SLOTS}
    for row, each in enumerate(gold):
        if row not in pairs.values():
            told = _alone(each, is_gold=True)
            counts = {slot: counts[slot].plus(told[slot]) for slot in SLOTS}
    return counts


def _alone(template: Template, *, is_gold: bool) -> dict[str, Counts]:
    sizes = {TYPE: 1} | {role: len(template.entities.get(role, ())) for role in ROLES}
    return {slot: Counts(gold=size) if is_gold else Counts(found=size) for slot, size in sizes.items()}


def total(counts: Mapping[str, Counts]) -> Counts:
    """Return the sum over all slots, for the micro average."""
    summed = Counts()
    for slot in SLOTS:
        summed = summed.plus(counts[slot])
    return summed
