"""Events and states that were found, compared with those annotated.

Two triggers are the same where they share a character; each is matched once, exact ones first, then the longest shared.
What is missed and what is found too much counts in every figure, save those "of events found", which say how well what
was found is told. Arguments are in `event_arguments`; who says so, whether it happened, how many, when and where in
`event_facts`.

Source:
    ACE 2005 event scoring (trigger identification and classification), with overlap of triggers beside equal ones.
"""

from collections.abc import Callable, Sequence
from typing import Literal, TypeVar

import msgspec

from sayso.core.reading import Event, EventType, Reading, State, StateType
from sayso.core.span import Span
from sayso.evaluation.score import DocumentCounts

_Happening = TypeVar("_Happening", Event, State)
HALF = 0.5
"""The share of characters of two spans together that both must have to be much the same."""


class EventCase(msgspec.Struct, frozen=True, kw_only=True):
    """A document as it was annotated and as it was read.

    Attributes:
        document: Its name.
        gold, found: Readings of the same text.
    """

    document: str
    gold: Reading
    found: Reading

    def pairs(self) -> list[tuple[Event, Event]]:
        """Return the events with matched triggers, the annotated one first."""
        return matched(self.gold.events, self.found.events)


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


def much_the_same(one: Span | None, other: Span | None) -> bool:
    """Whether two spans share half of the characters of both together, or neither is there."""
    return one is other is None or (one is not None and other is not None and shared(one, other) >= HALF)


def triggers_exact(case: EventCase) -> DocumentCounts:
    """Count events by the span of their trigger, whatever their type."""
    gold = {(each.trigger.start, each.trigger.end) for each in case.gold.events}
    found = {(each.trigger.start, each.trigger.end) for each in case.found.events}
    return counts(case, len(gold & found), len(found), len(gold))


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


def of_type(kind: EventType) -> EventMetric:
    """Return what counts the events of one type, with matched triggers."""

    def count(case: EventCase) -> DocumentCounts:
        right = sum(one.type == kind == other.type for one, other in case.pairs())
        return counts(case, right, _number(case.found.events, kind), _number(case.gold.events, kind))

    return count


def states(case: EventCase) -> DocumentCounts:
    """Count states with matched triggers and the right type."""
    return _matched(case, case.gold.states, case.found.states, lambda one, other: one.type == other.type)


def states_of_type(kind: StateType) -> EventMetric:
    """Return what counts the states of one type, with matched triggers."""

    def count(case: EventCase) -> DocumentCounts:
        pairs = matched(case.gold.states, case.found.states)
        right = sum(one.type == kind == other.type for one, other in pairs)
        return counts(case, right, _number(case.found.states, kind), _number(case.gold.states, kind))

    return count


def state_parts(part: Literal["holder", "object"]) -> EventMetric:
    """Return what counts holders or objects: right where the state is, and the span is much the same."""

    def count(case: EventCase) -> DocumentCounts:
        right = sum(
            one.type == other.type and getattr(one, part) is not None and much_the_same(*_both(one, other, part))
            for one, other in matched(case.gold.states, case.found.states)
        )
        predicted = sum(getattr(each, part) is not None for each in case.found.states)
        return counts(case, right, predicted, sum(getattr(each, part) is not None for each in case.gold.states))

    return count


def states_whole(case: EventCase) -> DocumentCounts:
    """Count states with matched triggers, the right type, and holder and object much the same, or neither told."""
    return _matched(
        case,
        case.gold.states,
        case.found.states,
        lambda one, other: (
            one.type == other.type and all(much_the_same(*_both(one, other, part)) for part in ("holder", "object"))
        ),
    )


def counts(case: EventCase, true_positive: int, predicted: int, gold: int) -> DocumentCounts:
    """Return the counts of a case."""
    return DocumentCounts(document=case.document, true_positive=true_positive, predicted=predicted, gold=gold)


def _both(one: State, other: State, part: str) -> tuple[Span | None, Span | None]:
    return getattr(one, part), getattr(other, part)


def _number(happenings: Sequence[Event] | Sequence[State], kind: str) -> int:
    return sum(each.type == kind for each in happenings)


def _matched(
    case: EventCase,
    gold: Sequence[_Happening],
    found: Sequence[_Happening],
    is_right: Callable[[_Happening, _Happening], bool],
) -> DocumentCounts:
    right = sum(is_right(one, other) for one, other in matched(gold, found))
    return counts(case, right, len(found), len(gold))
