"""What incidents found in MUC-4 reports are scored by: the templates of GTT, and the slots of the original keys.

Slots of the keys are compared between templates that are paired by the metric of `templates`; what was not paired is
wrong or missed there too. A date is right where it says no less than the key: the same day, inside the key's stretch of
time, or, where the key has "on or before", in the two months before that day or likewise "on or before" it.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence

import msgspec
from benchmarks.muc4_incidents import Incident

from sayso.core.reading import Count, Place
from sayso.evaluation.muc4 import Key, Location, MucReport, People, Period
from sayso.evaluation.score import DocumentCounts
from sayso.evaluation.templates import SLOTS, Counts, counts_of, paired, plain, total

_RECENT = datetime.timedelta(days=62)
_TOWNS = frozenset({"city", "town", "village", "municipality", "capital"})
_DEPARTMENTS = frozenset({"department", "province", "state", "region"})


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A report with its answers, and the incidents that were found in it."""

    gold: MucReport
    found: tuple[Incident, ...]

    def pairs(self) -> list[tuple[Key, Incident]]:
        """Return each key with the incident that it is paired with."""
        rows = paired(self.gold.templates, [each.template for each in self.found])
        return [(self.gold.keys[row], self.found[column]) for row, column in rows]


def template_counts(document: Document) -> dict[str, Counts]:
    """Return the counts of each slot of the templates, and of all together as `all`."""
    counts = counts_of(document.gold.templates, [each.template for each in document.found])
    return {**counts, "all": total(counts)}


def date_counts(document: Document) -> DocumentCounts:
    """Count dates of incidents."""
    return _counts(
        document,
        lambda key: bool(key.dates),
        lambda incident: incident.period is not None,
        lambda key, incident: incident.period is not None and any(says(incident.period, each) for each in key.dates),
    )


def country_counts(document: Document) -> DocumentCounts:
    """Count countries of incidents."""
    return _counts(
        document,
        lambda key: bool(key.locations),
        lambda incident: incident.country is not None,
        lambda key, incident: incident.country in {each.country for each in key.locations},
    )


def place_counts(kinds: frozenset[str]) -> Callable[[Document], DocumentCounts]:
    """Return what counts places of some kinds, by name: an incident is in one such place, or in none."""

    def names(locations: Sequence[Location]) -> set[str]:
        return {plain(place.name) for each in locations for place in each.places if place.kind in kinds}

    def ours(incident: Incident) -> list[Place]:
        granularities = {"admin1"} if kinds is _DEPARTMENTS else {"city", "point", "admin2"}
        return [place for place in incident.places if place.granularity in granularities][:1]

    def is_right(key: Key, incident: Incident) -> bool:
        said = {plain(name) for place in ours(incident) for name in (place.name or place.text, place.text)}
        return any(set(one.split()) <= set(other.split()) for one in names(key.locations) for other in said)

    return lambda document: _counts(
        document, lambda key: bool(names(key.locations)), lambda incident: bool(ours(incident)), is_right
    )


def toll_counts(name: str) -> Callable[[Document], DocumentCounts]:
    """Return what counts numbers of people `killed` or `injured`; keys that have some without number are left out."""

    def said(incident: Incident) -> Count | None:
        count: Count | None = getattr(incident, name)
        return count

    def count(document: Document) -> DocumentCounts:
        doubtful = [incident for key, incident in document.pairs() if name in key.unknown]
        kept = msgspec.structs.replace(document, found=tuple(each for each in document.found if each not in doubtful))
        return _counts(
            kept,
            lambda key: getattr(key, name) is not None,
            lambda incident: said(incident) is not None,
            lambda key, incident: _same_number(getattr(key, name), said(incident)),
        )

    return count


def confidence_counts(document: Document) -> DocumentCounts:
    """Count organizations behind incidents, each with how sure the report is of it."""
    right = 0
    for key, incident in document.pairs():
        right += sum(
            any(
                string in each.mentions and label in each.confidence
                for string, label in incident.confidence.items()
            )
            for each in key.organizations
        )  # fmt: skip
    predicted = sum(len(each.confidence) for each in document.found)
    gold = sum(len(key.organizations) for key in document.gold.keys)
    return _of(document, min(right, predicted), predicted, gold)


town_counts = place_counts(_TOWNS)
department_counts = place_counts(_DEPARTMENTS)
KEY_SLOTS: tuple[tuple[str, Callable[[Document], DocumentCounts]], ...] = (
    ("incident date F1", date_counts),
    ("incident country F1", country_counts),
    ("incident department F1", department_counts),
    ("incident town F1", town_counts),
    ("number killed F1", toll_counts("killed")),
    ("number injured F1", toll_counts("injured")),
    ("organization with its confidence F1", confidence_counts),
)
TEMPLATE_SLOTS: tuple[str, ...] = ("all", *SLOTS)


def says(found: Period, gold: Period) -> bool:
    """Return whether a date says no less than the key's.

    >>> day = datetime.date(1990, 2, 4)
    >>> says(Period(first=day, last=day), Period(first=None, last=day))
    True
    """
    if gold.first is None:
        if found.first is None:
            return found.last == gold.last
        return gold.last - _RECENT <= found.first and found.last <= gold.last
    return found.first is not None and gold.first <= found.first and found.last <= gold.last


def _same_number(gold: People | None, found: Count | None) -> bool:
    if gold is None or found is None:
        return False
    sides = ((gold.best, found.best), (gold.low, found.low), (gold.high, found.high))
    known = [(one, other) for one, other in sides if one is not None]
    return bool(known) and known[0][0] == known[0][1]


def _counts(
    document: Document,
    is_gold: Callable[[Key], bool],
    is_found: Callable[[Incident], bool],
    is_right: Callable[[Key, Incident], bool],
) -> DocumentCounts:
    pairs: Iterator[tuple[Key, Incident]] = (
        (key, incident) for key, incident in document.pairs() if is_gold(key) and is_found(incident)
    )
    right = sum(is_right(key, incident) for key, incident in pairs)
    return _of(document, right, sum(map(is_found, document.found)), sum(map(is_gold, document.gold.keys)))


def _of(document: Document, right: int, predicted: int, gold: int) -> DocumentCounts:
    return DocumentCounts(document=document.gold.name, true_positive=right, predicted=predicted, gold=gold)
