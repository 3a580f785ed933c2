"""Events and states of our own corpus as word pieces."""

from collections.abc import Iterable, Mapping

import msgspec

from sayso.core.reading import Event, Reading, State
from sayso.core.span import Span
from sayso.reading.attribution.labels import PieceRange
from sayso.reading.encoder.pieces import Pieces
from sayso.reading.event.labels import MODE_NAMES, PARTS
from training.data.predicates import PieceValue


class PieceHappening(msgspec.Struct, frozen=True, kw_only=True):
    """An event or a state in ranges of word pieces; `modes` are numbers in MODE_NAMES, `parts` are by name."""

    trigger: PieceRange
    kind: str
    modes: tuple[int, ...]
    auxiliary: tuple[str, ...]
    parts: Mapping[str, tuple[PieceRange, ...]]


def happenings_of(pieces: Pieces, reading: Reading) -> tuple[PieceHappening, ...]:
    """Return the events and states of an annotated report, by their triggers; one without word pieces is left out."""
    annotated: tuple[Event | State, ...] = (*reading.events, *reading.states)
    found = []
    for each in annotated:
        trigger = pieces.covering(each.trigger.start, each.trigger.end)
        if trigger is None:
            continue
        modes = each.modes if isinstance(each, Event) else ()
        found.append(
            PieceHappening(
                trigger=trigger,
                kind=each.type,
                modes=tuple(MODE_NAMES.index(f"{each.type} {mode}") for mode in modes),
                auxiliary=each.auxiliary,
                parts={name: _ranges(pieces, spans) for name, spans in _parts(each, reading).items()},
            )
        )
    return tuple(sorted(found, key=lambda each: each.trigger))


def factuality_of(pieces: Pieces, reading: Reading) -> tuple[PieceValue, ...]:
    """Return which events and states of a report certainly happened (3) or did not (-3), as the outlet itself has it.

    What somebody else says, what is future or hypothetical, and a state of the past have no value: our annotation does
    not tell how sure they are. In the outlet's own voice `negation` is said of what did not happen (see the guideline),
    and an event with no auxiliary, or `historical` alone, is told as a fact. That holds only where attributions are
    annotated too.
    """
    annotated: tuple[Event | State, ...] = (*reading.events, *reading.states)
    found: dict[PieceRange, float] = {}
    for each in annotated:
        kept = {"negation", "historical"} if isinstance(each, Event) else {"negation"}
        trigger = pieces.covering(each.trigger.start, each.trigger.end)
        if trigger is not None and each.attribution is None and set(each.auxiliary) <= kept:
            found[trigger] = -3.0 if "negation" in each.auxiliary else 3.0
    return tuple(sorted(found.items()))


def _ranges(pieces: Pieces, spans: Iterable[Span]) -> tuple[PieceRange, ...]:
    found = {pieces.covering(span.start, span.end) for span in spans}
    return tuple(sorted(each for each in found if each is not None))


def _parts(happening: Event | State, reading: Reading) -> dict[str, list[Span]]:
    """Return the spans of each part; a place or time that is told beside another event is one of this one too."""
    parts: dict[str, list[Span]] = {name: [] for name in PARTS}
    if isinstance(happening, Event):
        for argument in happening.arguments:
            parts[argument.role].append(argument)
        for name, count in (("dead", happening.fatalities), ("injured", happening.injuries)):
            parts[name].extend(count.evidence if count is not None else ())
    else:
        for name, span in (("holder", happening.holder), ("object", happening.object)):
            parts[name].extend([span] if span is not None else [])
    if happening.location is not None and not parts["location"]:
        parts["location"].extend(place for place in reading.places if place.id == happening.location.place)
    if happening.date is not None and not parts["date"]:
        parts["date"].extend(time for time in reading.times if time.id == happening.date.time)
    return parts
