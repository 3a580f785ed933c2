"""Arguments of events that were found, compared with those annotated.

An argument is right where its event's trigger is matched and of the right type, and gold has the same role there: with
the same span (exact), with one that has the same head word (head), or with one that shares half of the characters of
both together (half). Arguments of events that are missed or of the wrong type are missed; those of events found too
much are too much.

Source:
    ACE 2005 event scoring (argument classification); head match as in Li, Ji & Han 2021, Document-level event argument
    extraction by conditional generation.
"""

from collections.abc import Callable, Sequence

from sayso.core.reading import Argument, Event, Place, Reading, Role, Timex
from sayso.core.span import Span
from sayso.evaluation.happenings import HALF, EventCase, EventMetric, counts, shared
from sayso.evaluation.head_words import head_word
from sayso.evaluation.matching import best_pairs
from sayso.evaluation.score import DocumentCounts

Closeness = Callable[[Span, Span], float]
"""How near two spans are, above 0 where they count as the same."""


def exact(gold: Span, found: Span) -> float:
    """Return 1 for the same span."""
    return float((gold.start, gold.end) == (found.start, found.end))


def same_head(gold: Span, found: Span) -> float:
    """Return a number above 0, higher for what shares more, where both have the same head word in the same place."""
    one, other = head_word(gold), head_word(found)
    return shared(gold, found) if (one.start, one.end) == (other.start, other.end) else 0.0


def half(gold: Span, found: Span) -> float:
    """Return the share of characters that both have, where it is at least half."""
    share = shared(gold, found)
    return share if share >= HALF else 0.0


def arguments(closeness: Closeness, role: Role | None = None) -> EventMetric:
    """Return what counts arguments.

    Args:
        closeness: `exact`, `same_head` or `half`.
        role: Arguments of that role alone; of every role where none is given.
    """

    def count(case: EventCase) -> DocumentCounts:
        gold = {each.id: _of(each, case.gold, role) for each in case.gold.events}
        found = {each.id: _of(each, case.found, role) for each in case.found.events}
        right = sum(
            number_right(gold[one.id], found[other.id], closeness)
            for one, other in case.pairs()
            if one.type == other.type
        )
        return counts(case, right, sum(map(len, found.values())), sum(map(len, gold.values())))

    return count


def number_right(gold: Sequence[Argument], found: Sequence[Argument], closeness: Closeness) -> int:
    """Return how many arguments of one event are found, each gold one once."""
    edges = {
        (first, second): near
        for first, one in enumerate(gold)
        for second, other in enumerate(found)
        if one.role == other.role and (near := closeness(one, other)) > 0
    }
    return len(best_pairs(edges))


def completed(event: Event, reading: Reading) -> tuple[Argument, ...]:
    """Return the arguments of an event, with its location and its date where these are told elsewhere."""
    roles = {each.role for each in event.arguments}
    elsewhere: list[tuple[Role, Place | Timex]] = []
    if event.location is not None and "location" not in roles:
        elsewhere += [("location", each) for each in reading.places if each.id == event.location.place]
    if event.date is not None and "date" not in roles:
        elsewhere += [("date", each) for each in reading.times if each.id == event.date.time]
    added = (Argument(start=each.start, end=each.end, text=each.text, role=role) for role, each in elsewhere)
    return (*event.arguments, *added)


def _of(event: Event, reading: Reading, role: Role | None) -> list[Argument]:
    return [each for each in completed(event, reading) if role in (None, each.role)]
