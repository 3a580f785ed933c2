"""Marks: what a profile is known by over the years. Ids of entities change with the reading; reports and names stay."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from sayso.identity.name_forms import NameForm, name_form
from sayso.identity.profiles import Profile


class Mark(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A name in a report.

    Attributes:
        report: Id of the report.
        name: The words of the name, folded, with what tells the generation.
    """

    report: str
    name: str


def mark(report: str, name: str) -> Mark:
    """Return the mark of a name as written in a report.

    >>> mark("r-1", "Congressman Ramon Villafuente Jr.").name
    'ramon villafuente (junior)'
    """
    return Mark(report=report, name=_spelled(name_form(name)))


def marks_of(profiles: Sequence[Profile]) -> dict[str, Mark]:
    """Return the mark of each profile, by its key; a second one of the same name in a report has `#2`, and so on."""
    found: dict[str, Mark] = {}
    used: Counter[Mark] = Counter()
    for each in sorted(profiles, key=_order):
        own = mark(each.report, each.names[0])
        used[own] += 1
        number = used[own]
        found[each.key] = own if number == 1 else Mark(report=own.report, name=f"{own.name} #{number}")
    return found


def profiles_by_mark(profiles: Sequence[Profile], marks: dict[str, Mark]) -> dict[Mark, frozenset[str]]:
    """Return the keys of the profiles that a mark means: those it is the mark of, else those that bear the name too."""
    own: defaultdict[Mark, set[str]] = defaultdict(set)
    other: defaultdict[Mark, set[str]] = defaultdict(set)
    for each in profiles:
        own[marks[each.key]].add(each.key)
        for name in each.names[1:]:
            other[mark(each.report, name)].add(each.key)
    return {key: frozenset(own.get(key) or other[key]) for key in own.keys() | other.keys()}


def identity_id(marks: Iterable[Mark]) -> str:
    """Return the id of the identity that profiles with these marks are of: that of the smallest of them."""
    first = min(marks)
    return f"i-{hashlib.sha256(f'{first.report}#{first.name}'.encode()).hexdigest()[:16]}"


def _spelled(form: NameForm) -> str:
    words = " ".join(form.words)
    return f"{words} ({form.generation})" if form.generation else words


def _order(profile: Profile) -> tuple[str, int, str]:
    return profile.report, len(profile.entity), profile.entity
