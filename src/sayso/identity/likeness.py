"""How alike two sides are: features, each named, that say for or against their being one; and what rules it out.

What each feature is worth stands in `weights.toml`, made by `training.identity_weights`. A conflict is no matter of
weight: it tells two apart whatever else agrees.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from sayso.identity.keys import whole_key, word_key
from sayso.identity.name_forms import name_form
from sayso.identity.name_relations import relation_of
from sayso.identity.profiles import Profile
from sayso.identity.sides import Side
from sayso.identity.spelling import alike

Features = dict[str, float]
_KINDS = {"person": "person", "organization": "body", "group": "body"}
_SINGLE = frozenset(("same word", "spelled word", "end of the fuller", "beginning of the fuller"))
_OTHER_NAMES = ("other given name", "other end", "other number", "shares most", "shares a word", "other")
_DOUBTS = frozenset(
    (
        "acts after death",
        "countries differ",
        "ages differ",
        *(f"{kind}: {name}" for kind in ("person", "body", "thing") for name in _OTHER_NAMES),
    )
)
"""Names that differ in a word may be of one, a dead man's name may be his son's, and of one name in two countries
there may be two: that is for a person to say."""
_YEARS_APART = 2
_DAYS_PER_YEAR = 365


class Rarity:
    """How many unlike bearers a name has in a record: the more, the less a shared name says.

    A word of names ("Khan") has as many as there are whole names with it; a whole name as many as its bearers have
    different countries.
    """

    def __init__(self, profiles: Iterable[Profile] = ()) -> None:
        bearers: defaultdict[str, set[str]] = defaultdict(set)
        for each in profiles:
            for form in map(name_form, each.names):
                whole = whole_key(form)
                if each.country is not None:
                    bearers[whole].add(each.country)
                if len(form.words) > 1:
                    for word in form.full:
                        bearers[word_key(word)].add(whole)
        self._bearers = Counter({key: len(values) for key, values in bearers.items() if len(values) > 1})

    def of(self, key: str) -> int:
        """Return how many bearers there are of a whole name or of a word; 1 where nothing is known."""
        return self._bearers.get(key, 1)


def conflicts(one: Side, other: Side) -> tuple[str, ...]:
    """Return why two sides cannot be one; empty if nothing rules it out."""
    found = {
        "a person and none": ("person" in (one.type, other.type)) and one.type != other.type,
        "other generation": _disjoint(one.generations, other.generations),
        "other sex by title": _disjoint(one.sexes, other.sexes),
        "other father": _other_father(one, other),
    }
    return tuple(name for name, holds in found.items() if holds)


def doubts(features: Mapping[str, float]) -> tuple[str, ...]:
    """Return the features for which nobody but a person may call two sides one."""
    return tuple(sorted(_DOUBTS & features.keys()))


def likeness(one: Side, other: Side, rarity: Rarity) -> Features:
    """Return the features of two sides, whichever comes first."""
    found = {"always": 1.0, **_of_names(one, other, rarity)}
    for name in ("sectors", "countries", "referred", "places"):
        mine, others = getattr(one, name), getattr(other, name)
        if mine and others:
            found[f"{name} {'shared' if mine & others else 'differ'}"] = 1.0
    for name in ("roles", "ties", "surroundings"):
        found |= _of_words(name, getattr(one, name), getattr(other, name))
    if bool(one.generations) != bool(other.generations):
        found["generation of one alone"] = 1.0
    if one.type != other.type:
        found["types differ"] = 1.0
    return found | _of_times(one, other)


def _of_names(one: Side, other: Side, rarity: Rarity) -> Features:
    kind = _KINDS.get(one.type, "thing")
    relation = relation_of(one.forms, other.forms)
    found = {f"{kind}: {relation}": 1.0}
    if relation in _SINGLE:
        word = min((form for side in (one, other) for form in side.forms), key=lambda form: len(form.words)).words[-1]
        found[f"{kind}: namesakes by a word"] = math.log(rarity.of(word_key(word)))
    elif relation == "same":
        found[f"{kind}: namesakes"] = math.log(rarity.of(whole_key(one.forms[0])))
    return found


def _of_words(name: str, one: frozenset[str], other: frozenset[str]) -> Features:
    if not one or not other:
        return {}
    shared = len(one & other)
    return {f"{name} shared": shared / math.sqrt(len(one) * len(other))} if shared else {f"no {name} shared": 1.0}


def _of_times(one: Side, other: Side) -> Features:
    found: Features = {}
    if one.born and other.born:
        apart = max(one.born[0], other.born[0]) - min(one.born[1], other.born[1])
        found["ages differ" if apart > _YEARS_APART else "ages agree"] = 1.0
    if _acts_after_death(one, other) or _acts_after_death(other, one):
        found["acts after death"] = 1.0
    if one.days and other.days:
        gap = max(0, max(one.days[0], other.days[0]) - min(one.days[1], other.days[1]))
        found["years apart"] = math.log1p(gap / _DAYS_PER_YEAR)
    return found


def _acts_after_death(dead: Side, other: Side) -> bool:
    if dead.died is None or other.last_act is None:
        return False
    shorter = min(len(dead.died), len(other.last_act))
    return other.last_act[:shorter] > dead.died[:shorter]


def _disjoint(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and not one & other


def _other_father(one: Side, other: Side) -> bool:
    """Whether each names a father, and neither's is a word of the other's name in any spelling."""
    return (
        bool(one.fathers and other.fathers)
        and not any(_is_named(father, other) for father in one.fathers)
        and not any(_is_named(father, one) for father in other.fathers)
    )


def _is_named(father: str, side: Side) -> bool:
    words = side.fathers.union(*(form.words for form in side.forms))
    return any(alike(father, word) != "no" or word == father[0] for word in words)
