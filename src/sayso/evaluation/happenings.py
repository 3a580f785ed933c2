"""Events and states that were found, compared with those annotated.

Two triggers are the same where they share a character; each is matched once, exact ones first, then the longest shared.
An argument is right where its event's trigger is matched and of the right type, and gold has the same role there: with
the same span (exact), or with one that shares half of the characters of both together (half).

Source:
    ACE 2005 event scoring (trigger identification, classification; argument classification), with overlap in place of
    head words, which nothing here annotates.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import msgspec

from sayso.core.reading import Argument, Auxiliary, Count, Event, Reading, State
from sayso.core.span import Span
from sayso.evaluation.score import DocumentCounts

_Happening = TypeVar("_Happening", Event, State)


class EventCase(msgspec.Struct, frozen=True, kw_only=True):
    """A document as it was annotated and as it was read.

    Attributes:
        document: Its name.
        gold, found: Readings of the same text.
    """

    document: str
    gold: Reading
    found: Reading


EventMetric = Callable[[EventCase], DocumentCounts]


def matched(gold: Sequence[_Happening], found: Sequence[_Happening]) -> list[tuple[_Happening, _Happening]]:
    """Return pairs of gold and found happenings whose triggers share a character, each in one pair at most."""
    pairs = sorted(
        ((shared(one.trigger, other.trigger), one.type == other.type, -place, one, other)
         for place, one in enumerate(gold) for other in found if one.trigger.overlaps(other.trigger)),
        key=lambda pair: pair[:3],
        reverse=True,
    )  # fmt: skip
    taken: set[str] = set()
    result = []
    for *_, one, other in pairs:
        if f"gold {one.id}" not in taken and f"found {other.id}" not in taken:
            taken |= {f"gold {one.id}", f"found {other.id}"}
            result.append((one, other))
    return result


def shared(one: Span, other: Span) -> float:
    """Return the share of characters of two spans together that both have."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return max(both, 0) / (max(one.end, other.end) - min(one.start, other.start))


def triggers_exact(case: EventCase) -> DocumentCounts:
    """Count events by the span of their trigger, whatever their type."""
    gold = {(each.trigger.start, each.trigger.end) for each in case.gold.events}
    found = {(each.trigger.start, each.trigger.end) for each in case.found.events}
    return _counts(case, len(gold & found), len(found), len(gold))


def triggers(case: EventCase) -> DocumentCounts:
    """Count events with matched triggers, whatever their type."""
    return _matched(case, case.gold.events, case.found.events, lambda one, other: True)


def types(case: EventCase) -> DocumentCounts:
    """Count events with matched triggers and the right type."""
    return _matched(case, case.gold.events, case.found.events, lambda one, other: one.type == other.type)


def modes(case: EventCase) -> DocumentCounts:
    """Count events with matched triggers, the right type and all the right modes."""
    return _matched(
        case,
        case.gold.events,
        case.found.events,
        lambda one, other: one.type == other.type and set(one.modes) == set(other.modes),
    )


def states(case: EventCase) -> DocumentCounts:
    """Count states with matched triggers and the right type."""
    return _matched(case, case.gold.states, case.found.states, lambda one, other: one.type == other.type)


def arguments_exact(case: EventCase) -> DocumentCounts:
    """Count arguments by event, role and span."""
    return _arguments(case, least=1.0)


def arguments_half(case: EventCase) -> DocumentCounts:
    """Count arguments by event and role, with spans that share half."""
    return _arguments(case, least=0.5)


def auxiliary(kind: Auxiliary) -> EventMetric:
    """Return what counts, of events with matched triggers, those that have one auxiliary."""

    def count(case: EventCase) -> DocumentCounts:
        pairs = matched(case.gold.events, case.found.events)
        right = sum(kind in one.auxiliary and kind in other.auxiliary for one, other in pairs)
        gold = sum(kind in one.auxiliary for one, _ in pairs)
        return _counts(case, right, sum(kind in other.auxiliary for _, other in pairs), gold)

    return count


def casualties(case: EventCase) -> DocumentCounts:
    """Count ranges of killed and injured that are just as annotated; what is missed or too many counts."""
    pairs = [(one, other) for one, other in matched(case.gold.events, case.found.events)]
    right = sum(
        _range(one_count) == _range(other_count)
        for one, other in pairs
        for one_count, other_count in ((one.fatalities, other.fatalities), (one.injuries, other.injuries))
        if one_count is not None and other_count is not None
    )
    return _counts(case, right, _ranges(case.found.events), _ranges(case.gold.events))


def plainly_asserted(case: EventCase) -> DocumentCounts:
    """Count gold events that are no plain fact in the outlet's voice, and those that were found as such.

    No plain fact: inside an attribution, or with an auxiliary. The figure is the recall: the share wrongly asserted of
    those found; precision has no meaning here.
    """
    pairs = [(one, other) for one, other in matched(case.gold.events, case.found.events) if not _is_plain(one)]
    wrong = sum(_is_plain(other) for _, other in pairs)
    return _counts(case, wrong, len(pairs), len(pairs))


def _is_plain(event: Event) -> bool:
    return event.attribution is None and not event.auxiliary


def _matched(
    case: EventCase,
    gold: Sequence[_Happening],
    found: Sequence[_Happening],
    is_right: Callable[[_Happening, _Happening], bool],
) -> DocumentCounts:
    right = sum(is_right(one, other) for one, other in matched(gold, found))
    return _counts(case, right, len(found), len(gold))


def _arguments(case: EventCase, least: float) -> DocumentCounts:
    pairs = [(one, other) for one, other in matched(case.gold.events, case.found.events) if one.type == other.type]
    right = sum(len(list(_right(one.arguments, other.arguments, least))) for one, other in pairs)
    return _counts(case, right, _number_of_arguments(case.found.events), _number_of_arguments(case.gold.events))


def _right(gold: Sequence[Argument], found: Sequence[Argument], least: float) -> Iterator[Argument]:
    left = list(gold)
    for each in found:
        fits = [one for one in left if one.role == each.role and shared(one, each) >= least]
        if fits:
            left.remove(max(fits, key=lambda one: shared(one, each)))
            yield each


def _number_of_arguments(events: Iterable[Event]) -> int:
    return sum(len(each.arguments) for each in events)


def _ranges(events: Iterable[Event]) -> int:
    return sum((each.fatalities is not None) + (each.injuries is not None) for each in events)


def _range(count: Count) -> tuple[int | None, ...]:
    return count.low, count.best, count.high


def _counts(case: EventCase, true_positive: int, predicted: int, gold: int) -> DocumentCounts:
    return DocumentCounts(document=case.document, true_positive=true_positive, predicted=predicted, gold=gold)
