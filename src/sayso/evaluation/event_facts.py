"""Whether an event happened, on whose say-so, when, where and how many came to harm: found against annotated.

No plain fact is what stands inside somebody's attribution or has an auxiliary. To show it as plain fact in the outlet's
voice is the error that a coder must be able to rule out: it is *wrongly asserted*. Kinds of such events, which overlap:

- denied: the stance of an attribution around it is `deny`;
- forecast, hypothetical, negated, historical: by the auxiliary of the event;
- reported by others: inside any attribution.

`no plain fact` is any of them but historical: an event of long ago did happen. Whether it is told as one of today has a
row of its own.
"""

from collections.abc import Callable, Iterable, Mapping

from sayso.core.reading import Attribution, Auxiliary, Count, CountKind, Event, Reading, Scope
from sayso.core.span import Span
from sayso.evaluation.happenings import EventCase, EventMetric, counts, much_the_same
from sayso.evaluation.head_words import head_word
from sayso.evaluation.score import DocumentCounts

Doubt = Callable[[Event, Reading], bool]
"""Whether an event of a Reading is of a kind that is no plain fact."""


def is_plain(event: Event) -> bool:
    """Whether an event is shown as plain fact, of now, in the outlet's own voice."""
    return event.attribution is None and not event.auxiliary


def voices(event: Event, reading: Reading) -> list[Attribution]:
    """Return the attributions that an event stands in, innermost first."""
    known = {each.id: each for each in reading.attributions}
    found: list[Attribution] = []
    key = event.attribution
    while key is not None and all(each.id != key for each in found):
        found.append(known[key])
        key = found[-1].within
    return found


def _has(kind: Auxiliary) -> Doubt:
    return lambda event, reading: kind in event.auxiliary


def _is_denied(event: Event, reading: Reading) -> bool:
    return any(each.stance == "deny" for each in voices(event, reading))


def _is_no_plain_fact(event: Event, reading: Reading) -> bool:
    return event.attribution is not None or bool({*event.auxiliary} - {"historical"})


DOUBTS: Mapping[str, Doubt] = {
    "no plain fact": _is_no_plain_fact,
    "denied": _is_denied,
    "forecast": _has("future"),
    "hypothetical": _has("hypothetical"),
    "negated": _has("negation"),
    "reported by others": lambda event, reading: event.attribution is not None,
    "historical": _has("historical"),
}
"""Kinds of events that are no plain fact, by name."""


def not_wrongly_asserted(doubt: Doubt, *, is_found: bool = False) -> EventMetric:
    """Return what counts annotated events of a kind that are not shown as plain fact; the F1 of that is their share.

    Args:
        doubt: The kind, of `DOUBTS`.
        is_found: Whether only those are counted whose trigger was found: what is not found is not asserted either.
    """

    def count(case: EventCase) -> DocumentCounts:
        shown = {one.id: is_plain(other) for one, other in case.pairs()}
        asked = [
            each for each in case.gold.events if doubt(each, case.gold) and (each.id in shown or not is_found)
        ]  # fmt: skip
        right = sum(not shown.get(each.id, False) for each in asked)
        return counts(case, right, len(asked), len(asked))

    return count


def auxiliary(kind: Auxiliary) -> EventMetric:
    """Return what counts events that have one auxiliary: right where the trigger is matched and both have it."""

    def count(case: EventCase) -> DocumentCounts:
        right = sum(kind in one.auxiliary and kind in other.auxiliary for one, other in case.pairs())
        predicted = sum(kind in each.auxiliary for each in case.found.events)
        return counts(case, right, predicted, sum(kind in each.auxiliary for each in case.gold.events))

    return count


def auxiliary_accuracy(kind: Auxiliary) -> EventMetric:
    """Return what counts, of events found, those that rightly have one auxiliary or rightly have it not."""
    return _of_pairs(lambda one, other, case: (kind in one.auxiliary) == (kind in other.auxiliary))


def is_same_voice(one: Event, other: Event, case: EventCase) -> bool:
    """Whether both stand in the outlet's own voice, or in that of one source: same head word, or spans much the same.

    Sources that a report does not name (none is marked) are the same.
    """
    gold, found = voices(one, case.gold)[:1], voices(other, case.found)[:1]
    if not gold or not found:
        return not gold and not found
    source, told = gold[0].source, found[0].source
    if source is None or told is None:
        return source is told
    return much_the_same(source, told) or head_word(source) == head_word(told)


def voices_told(case: EventCase) -> DocumentCounts:
    """Count events inside an attribution: right where the trigger is matched, and it is that of the right source."""
    right = sum(
        one.attribution is not None and other.attribution is not None and is_same_voice(one, other, case)
        for one, other in case.pairs()
    )
    predicted = sum(each.attribution is not None for each in case.found.events)
    return counts(case, right, predicted, sum(each.attribution is not None for each in case.gold.events))


def voice_accuracy(case: EventCase) -> DocumentCounts:
    """Count, of events found, those told in the right voice: the outlet's own, or whose."""
    return _of_pairs(is_same_voice)(case)


def casualties(*kinds: CountKind) -> EventMetric:
    """Return what counts ranges of people just as annotated: least, likeliest and most all the same.

    Args:
        kinds: Those that are counted.
    """

    def ranges(events: Iterable[Event]) -> int:
        return sum(getattr(each, kind) is not None for each in events for kind in kinds)

    def count(case: EventCase) -> DocumentCounts:
        right = sum(
            getattr(one, kind) is not None and _range(getattr(one, kind)) == _range(getattr(other, kind))
            for one, other in case.pairs()
            for kind in kinds
        )
        return counts(case, right, ranges(case.found.events), ranges(case.gold.events))

    return count


def casualty_accuracy(*kinds: CountKind) -> EventMetric:
    """Return what counts, of annotated ranges of events found, those that are just as annotated.

    Args:
        kinds: Those that are counted.
    """

    def count(case: EventCase) -> DocumentCounts:
        asked = [
            (gold, getattr(other, kind))
            for one, other in case.pairs()
            for kind in kinds
            if (gold := getattr(one, kind)) is not None
        ]
        right = sum(_range(one) == _range(other) for one, other in asked)
        return counts(case, right, len(asked), len(asked))

    return count


def scopes(case: EventCase) -> DocumentCounts:
    """Count numbers of a part or of more than the event: right where triggers are matched and both have that scope."""
    right = sum(one == other != "event" for one, other in _scopes(case))
    predicted, gold = (
        sum(count.scope != "event" for event in reading.events for count in event.counts().values())
        for reading in (case.found, case.gold)
    )
    return counts(case, right, predicted, gold)


def scope_accuracy(case: EventCase) -> DocumentCounts:
    """Count, of numbers of people of one kind that both have of an event, those with the right scope."""
    both = _scopes(case)
    return counts(case, sum(one == other for one, other in both), len(both), len(both))


def dates(case: EventCase) -> DocumentCounts:
    """Count events with a date: right where the trigger is matched and the TIMEX3 values are equal."""
    right = sum(date_of(one) is not None and date_of(one) == date_of(other) for one, other in case.pairs())
    predicted = sum(date_of(each) is not None for each in case.found.events)
    return counts(case, right, predicted, sum(date_of(each) is not None for each in case.gold.events))


def date_accuracy(case: EventCase) -> DocumentCounts:
    """Count, of events found, those with the right date, or rightly without one."""
    return _of_pairs(lambda one, other, case: date_of(one) == date_of(other))(case)


def locations(case: EventCase) -> DocumentCounts:
    """Count events with a location: right where the trigger is matched and the words for the place are the same."""
    right = sum(place_of(one, case.gold) is not None and is_same_place(one, other, case) for one, other in case.pairs())
    predicted = sum(place_of(each, case.found) is not None for each in case.found.events)
    return counts(case, right, predicted, sum(place_of(each, case.gold) is not None for each in case.gold.events))


def location_accuracy(case: EventCase) -> DocumentCounts:
    """Count, of events found, those with the right words for their location, or rightly without any."""
    return _of_pairs(is_same_place)(case)


def date_of(event: Event) -> str | None:
    """Return the TIMEX3 value of an event's date; None where it has none."""
    return event.date.value if event.date is not None else None


def place_of(event: Event, reading: Reading) -> Span | None:
    """Return the words for where an event was: those of its place, else its first argument of that role."""
    if event.location is not None and event.location.place is not None:
        return next(each for each in reading.places if each.id == event.location.place)
    return next((each for each in event.arguments if each.role == "location"), None)


def is_same_place(one: Event, other: Event, case: EventCase) -> bool:
    """Whether the words for two locations are the same, or overlap by half, or neither has any."""
    gold, found = place_of(one, case.gold), place_of(other, case.found)
    if gold is None or found is None:
        return gold is found
    return much_the_same(gold, found) or _plain(gold.text) == _plain(found.text)


def _plain(words: str) -> str:
    return words.casefold().removeprefix("the ")


def _scopes(case: EventCase) -> list[tuple[Scope, Scope]]:
    """Return the scopes of numbers that annotation and reading both have, of matched events."""
    return [
        (count.scope, told.scope)
        for one, other in case.pairs()
        for kind, count in one.counts().items()
        if (told := other.counts().get(kind)) is not None
    ]


def _range(count: Count | None) -> tuple[int | None, ...] | None:
    return None if count is None else (count.low, count.best, count.high)


def _of_pairs(is_right: Callable[[Event, Event, EventCase], bool]) -> EventMetric:
    def count(case: EventCase) -> DocumentCounts:
        pairs = case.pairs()
        return counts(case, sum(is_right(one, other, case) for one, other in pairs), len(pairs), len(pairs))

    return count
