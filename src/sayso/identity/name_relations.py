"""How two names stand to each other, as a class: the same, another spelling, initials, the end of the fuller, ..."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, get_args

from sayso.identity.name_forms import NameForm
from sayso.identity.spelling import alike

Relation = Literal[
    "same", "spelling", "part", "initials", "acronym", "same word", "spelled word", "end of the fuller",
    "beginning of the fuller", "other given name", "other end", "other number", "shares most", "shares a word", "other",
]  # fmt: skip
"""From the closest to none. `same`, `spelling` and `part` are of two words or more; `other given name` shares the end,
`other end` the beginning."""
RELATIONS: tuple[Relation, ...] = get_args(Relation)
_RANK = {name: place for place, name in enumerate(RELATIONS)}
_REMEMBERED = 300_000
Pairs = list[tuple[int, int, str]]


def relation_of(one: Sequence[NameForm], other: Sequence[NameForm]) -> Relation:
    """Return the closest relation between the names of two; of full names alone, where both have any.

    >>> from sayso.identity.name_forms import name_form
    >>> mwangura = [name_form("Peter Mwangura"), name_form("Mwangura")]
    >>> relation_of(mwangura, [name_form("Joseph Mwangura"), name_form("Mwangura")])
    'other given name'
    >>> relation_of(mwangura, [name_form("Governor Mwangura")])
    'end of the fuller'
    """
    mine = [form for form in one if len(form.full) > 1] or list(one)
    others = [form for form in other if len(form.full) > 1] or list(other)
    if len(mine) == len(others) == 1:
        return relation(mine[0], others[0])
    return min((relation(each, another) for each in mine for another in others), key=_RANK.__getitem__)


@lru_cache(_REMEMBERED)
def relation(one: NameForm, other: NameForm) -> Relation:
    """Return how two names stand to each other; the order of the two makes no difference.

    >>> from sayso.identity.name_forms import name_form
    >>> pairs = [("G. A. Orlow", "Gennady A. Orlov"), ("Vadász Réka", "Reka Vadasz"), ("NAC", "National Army Council")]
    >>> [relation(name_form(one), name_form(other)) for one, other in pairs]
    ['initials', 'same', 'acronym']
    >>> relation(name_form("12th Brigade"), name_form("20th Brigade"))
    'other number'
    """
    if _is_acronym_of(one, other) or _is_acronym_of(other, one):
        return "acronym"
    short, long = (one, other) if (len(one.words), one.words) <= (len(other.words), other.words) else (other, one)
    if len(one.words) != len(other.words) and alike("".join(one.words), "".join(other.words)) != "no":
        return "spelling"
    pairs = _aligned(short.words, long.words)
    if len(pairs) == len(short.words):
        return _contained(short.words, long.words, pairs)
    return _partly(short.words, long.words, pairs)


def _is_acronym_of(short: NameForm, long: NameForm) -> bool:
    return short.is_acronym and len(short.words) == 1 and short.words[0] in long.capitals


def _aligned(short: Sequence[str], long: Sequence[str]) -> Pairs:
    """Return which word of the one is which of the other, and how: the same first, then spelled, then by initial."""
    found: Pairs = []
    mine, others = set(range(len(short))), set(range(len(long)))
    for how in ("same", "spelling", "initial"):
        for place in sorted(mine):
            match = next((at for at in sorted(others) if _how(short[place], long[at]) == how), None)
            if match is not None:
                found.append((place, match, how))
                mine.discard(place)
                others.discard(match)
    return found


def _how(one: str, other: str) -> str:
    if one != other and (len(one) == 1 or len(other) == 1):
        return "initial" if one[0] == other[0] and not one.isdigit() and not other.isdigit() else "no"
    return alike(one, other)


def _contained(short: Sequence[str], long: Sequence[str], pairs: Pairs) -> Relation:
    kinds = {how for *_, how in pairs}
    if "initial" in kinds:
        return "initials"
    if len(short) == len(long):
        if len(short) == 1:
            return "same word" if kinds == {"same"} else "spelled word"
        return "same" if kinds == {"same"} else "spelling"
    if len(short) > 1:
        return "part"
    return "end of the fuller" if pairs[0][1] == len(long) - 1 else "beginning of the fuller"


def _partly(short: Sequence[str], long: Sequence[str], pairs: Pairs) -> Relation:
    full = [pair for pair in pairs if pair[2] != "initial"]
    left = {short[place] for place in range(len(short)) if place not in {pair[0] for pair in pairs}}
    others = {long[at] for at in range(len(long)) if at not in {pair[1] for pair in pairs}}
    if any(word.isdigit() for word in left) and any(word.isdigit() for word in others):
        return "other number" if full else "other"
    if not full:
        return "other"
    if any(place == len(short) - 1 and at == len(long) - 1 for place, at, _ in full) and len(full) == 1:
        return "other given name"
    if any(place == at == 0 for place, at, _ in full) and len(full) == 1:
        return "other end"
    return "shares most" if 2 * len(full) >= len(long) and len(full) > 1 else "shares a word"
