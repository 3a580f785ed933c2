"""A side of a comparison: one profile, or all profiles that are taken for one so far."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

import msgspec

from sayso.core.reading import EntityType
from sayso.identity.name_forms import NameForm, name_form
from sayso.identity.profiles import Profile

_MOST_FORMS = 6
_MOST_WORDS = 60
_GROWTH = 1.1
_TELLING = ("types", "sexes", "generations", "fathers", "born", "died", "last_act")
_LISTED = ("sectors", "countries", "referred", "roles", "ties", "places", "surroundings", "published")


class Side(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What profiles that are taken for one say together; of long lists only what most of them say.

    Attributes:
        forms: The fullest of their names, one of each.
        type: The most frequent.
        sectors, countries, sexes, referred, generations, fathers: All that are stated.
        roles, ties, places, surroundings: As in the profiles; of ties the last word alone.
        born: Earliest and latest year of birth; null where no age is stated.
        died: Earliest date of death.
        last_act: Latest date of an act.
        days: First and last day of publication, as ordinals; null where none is known.
    """

    forms: tuple[NameForm, ...]
    type: EntityType
    sectors: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    sexes: frozenset[str] = frozenset()
    referred: frozenset[str] = frozenset()
    generations: frozenset[str] = frozenset()
    fathers: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    ties: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    surroundings: frozenset[str] = frozenset()
    born: tuple[int, int] | None = None
    died: str | None = None
    last_act: str | None = None
    days: tuple[int, int] | None = None


class Gathering:
    """Profiles that are taken for one, which may become more.

    What a large one says is summed up anew only when it has grown by a tenth, or when something is said of it for the
    first time that can tell it from others: so its cost grows with its size, not with the square.
    """

    def __init__(self, members: Iterable[Profile]) -> None:
        self.members: list[Profile] = []
        self.reports: set[str] = set()
        self._counts: dict[str, Counter[str]] = {name: Counter() for name in (*_TELLING, *_LISTED)}
        self._forms: Counter[NameForm] = Counter()
        self._side: Side | None = None
        self._summed_at = 0
        for each in members:
            self.add(each)

    def add(self, profile: Profile) -> None:
        """Take `profile` as one of them."""
        self.members.append(profile)
        self.reports.add(profile.report)
        is_new = False
        for name, values in _said(profile).items():
            counts = self._counts[name]
            is_new = is_new or (name in _TELLING and any(value not in counts for value in values))
            counts.update(values)
        for form in map(name_form, profile.names):
            bare = msgspec.structs.replace(form, written="", titles=(), sex=None)
            is_new = is_new or bare not in self._forms
            self._forms[bare] += 1
        if is_new or len(self.members) >= _GROWTH * self._summed_at:
            self._side = None

    def side(self) -> Side:
        """Return what they say together."""
        if self._side is None:
            self._side, self._summed_at = self._summed(), len(self.members)
        return self._side

    def _summed(self) -> Side:
        known = self._counts
        days = [_ordinal(day) for day in known["published"]]
        born = [int(year) for year in known["born"]]
        forms = sorted(self._forms, key=lambda form: (-len(form.full), -self._forms[form], form.words))
        return Side(
            forms=tuple(forms[:_MOST_FORMS]),
            type=msgspec.convert(_most(known["types"], 1)[0], EntityType),
            sexes=frozenset(known["sexes"]),
            generations=frozenset(known["generations"]),
            fathers=frozenset(known["fathers"]),
            born=(min(born), max(born)) if born else None,
            died=min(known["died"], default=None),
            last_act=max(known["last_act"], default=None),
            days=(min(days), max(days)) if days else None,
            **{name: frozenset(_most(known[name], _MOST_WORDS)) for name in _LISTED if name != "published"},
        )


def side_of(*members: Profile) -> Side:
    """Return what `members`, one or more, say together."""
    return Gathering(members).side()


def _said(profile: Profile) -> dict[str, Iterable[str]]:
    forms = [name_form(name) for name in profile.names]
    one = {
        "types": profile.type, "countries": profile.country, "referred": profile.referred,
        "born": None if profile.born is None else str(profile.born), "died": profile.died,
        "last_act": profile.last_act, "published": profile.published,
    }  # fmt: skip
    return {name: () if value is None else (value,) for name, value in one.items()} | {
        "sectors": profile.sectors,
        "roles": profile.roles,
        "places": profile.places,
        "surroundings": profile.surroundings,
        "ties": {tie.rpartition(" ")[2] for tie in profile.ties},
        "sexes": {form.sex for form in forms if form.sex is not None},
        "generations": {form.generation for form in forms if form.generation is not None},
        "fathers": {form.father for form in forms if form.father is not None},
    }


def _most(counts: Counter[str], number: int) -> list[str]:
    if len(counts) <= number:
        return sorted(counts, key=lambda word: (-counts[word], word)) if number == 1 else list(counts)
    return sorted(counts, key=lambda word: (-counts[word], word))[:number]


def _ordinal(day: str) -> int:
    """Return an ISO 8601 date, or the first day of a month or year, as a number of days."""
    return date.fromisoformat(day[:10] if len(day) >= len("2021-01-01") else f"{day}-01-01"[:10]).toordinal()
