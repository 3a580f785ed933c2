"""The reading component `events`."""

from collections.abc import Sequence
from typing import TypeVar, cast

import msgspec

from sayso.core.reading import (
    Argument,
    Event,
    EventDate,
    EventLocation,
    EventType,
    Findings,
    Place,
    Role,
    State,
    StateType,
    Timex,
)
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.reading.component import register
from sayso.reading.encoder.component import EncodedReport, encoded_report
from sayso.reading.encoder.pieces import Pieces
from sayso.reading.entities.edges import trimmed, word_edges
from sayso.reading.event.compounds import with_compounds
from sayso.reading.event.decode import STATES, FoundHappening, found_happenings
from sayso.reading.event.displaced import with_displaced
from sayso.reading.event.linking import linked
from sayso.reading.event.participants import participants
from sayso.reading.event.tolls import with_counts, with_own_numbers
from sayso.reading.event.when import dated
from sayso.reading.event.where import placed
from sayso.reading.time import granularity_of

_ROLES: tuple[Role, ...] = ("actor", "recipient", "instrument", "location", "date", "casualty")
_Located = TypeVar("_Located", Place, Timex)


class EventsSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of the component `events`.

    Attributes:
        least_trigger: Probability below which a word is no trigger.
        min_confidence: Events and states with less are left out.
    """

    least_trigger: float
    min_confidence: float


class Events:
    """Reads events and states: the model finds them and their parts, the stages before say who, when and where.

    A part that is much the same as a mention, a time or a place of the report takes its span. Tellings of one event are
    linked. Where and when each was is weighed over all that the report tells; words for where one was that are none of
    the report's places become such. Reads from `encoder`; what it takes from `sentences`, `entities`, `attributions`,
    `times` and `places` is missing where they do not come before.
    """

    name = "events"
    version = "1"

    def __init__(self, settings: EventsSettings) -> None:
        self._settings = settings

    def read(self, report: Report, found: Findings) -> Findings:
        """Return the events `e1`, `e2`, ... and the states `s1`, `s2`, ... of `report.text`, and places of events."""
        encoded = encoded_report(found, self.name)
        reader = _OneReport(report.text, encoded, found)
        events: list[Event] = []
        states: list[State] = []
        calibration = encoded.model.facts.happening
        settings = self._settings
        for trigger, each in triggered(report.text, encoded, settings.least_trigger, settings.min_confidence):
            confidence = round(calibration.probability(each.scores), 3)
            if each.kind in STATES:
                states.append(reader.state(f"s{len(states) + 1}", trigger, each, confidence))
            else:
                events.append(reader.event(f"e{len(events) + 1}", trigger, each, confidence))
        counted = with_displaced(report.text, with_own_numbers(events), found.sentences)
        tellings = linked(report.text, counted, found.sentences, found.places)
        where = placed(report.text, tellings, found, report.title or "")
        when = dated(report.text, where.events, found, report.published)
        return Findings(events=when, states=tuple(states), places=where.places)


def triggered(
    text: str, encoded: EncodedReport, least_trigger: float, least_confidence: float = 0.0
) -> list[tuple[Span, FoundHappening]]:
    """Return what the model finds in `text`, by the words of the trigger, in order; see `found_happenings`."""
    starts, _ = word_edges(text, encoded.pieces.starts, encoded.pieces.ends)
    happenings = sorted(
        found_happenings(encoded, least_trigger, starts, least_confidence), key=lambda each: each.trigger
    )
    told = ((_words(text, encoded.pieces, each.trigger), each) for each in happenings)
    return [(trigger, each) for trigger, each in told if trigger is not None]


class _OneReport:
    """What was found in a report before, looked up for its events."""

    def __init__(self, text: str, encoded: EncodedReport, found: Findings) -> None:
        self._text = text
        self._pieces = encoded.pieces
        self._found = found
        self._mentions = [(mention, each.id) for each in found.entities for mention in each.mentions]

    def event(self, own: str, trigger: Span, found: FoundHappening, confidence: float) -> Event:
        kind = cast(EventType, found.kind)
        arguments = with_compounds(self._text, trigger, kind, self._arguments(found), self._found)
        event = Event(
            id=own,
            type=kind,
            modes=found.modes,
            auxiliary=found.auxiliary,
            trigger=trigger,
            arguments=arguments,
            location=self._location(found),
            date=self._date(found),
            attribution=self._voice(trigger),
            confidence=confidence,
        )
        numbers = {part: self._spans(found, part) for part in ("dead", "injured")}
        return with_counts(self._text, event, numbers, self._found)

    def state(self, own: str, trigger: Span, found: FoundHappening, confidence: float) -> State:
        holder, thing = (next(iter(self._spans(found, name)), None) for name in ("holder", "object"))
        return State(
            id=own,
            type=cast(StateType, found.kind),
            holder=holder,
            object=thing,
            trigger=trigger,
            location=self._location(found),
            date=self._date(found),
            auxiliary=found.auxiliary,
            attribution=self._voice(trigger),
            confidence=confidence,
        )

    def _spans(self, found: FoundHappening, part: str) -> list[Span]:
        spans = (_words(self._text, self._pieces, pieces) for pieces in found.parts.get(part, ()))
        return [span for span in spans if span is not None]

    def _arguments(self, found: FoundHappening) -> tuple[Argument, ...]:
        arguments = []
        for role in _ROLES:
            for span in self._spans(found, role):
                time = _within(self._found.times, span) if role == "date" else None
                if time is not None:
                    arguments.append(Argument(start=time.start, end=time.end, text=time.text, role=role))
                    continue
                for words, entity in participants(self._text, span, self._mentions, self._found.places):
                    arguments.append(
                        Argument(start=words.start, end=words.end, text=words.text, role=role, entity=entity)
                    )
        return tuple(dict.fromkeys(sorted(arguments, key=lambda each: (each.start, each.end, each.role))))

    def _location(self, found: FoundHappening) -> EventLocation | None:
        for span in self._spans(found, "location"):
            place = _within(self._found.places, span)
            if place is not None:
                return EventLocation(place=place.id, status=place.status)
        return None

    def _date(self, found: FoundHappening) -> EventDate | None:
        """Return the date that the model marks; None where it marks none.

        That of an event is only for linking: `dated` weighs it anew.
        """
        times = [time for span in self._spans(found, "date") if (time := _within(self._found.times, span)) is not None]
        for time in times:
            granularity = granularity_of(time.value)
            if granularity is not None:
                return EventDate(value=time.value, granularity=granularity, status=time.status, time=time.id)
        return EventDate(value=None, granularity=None, status="unresolved", time=times[0].id) if times else None

    def _voice(self, trigger: Span) -> str | None:
        """Return the id of the attribution whose content holds the trigger most closely; None is the outlet's voice."""
        holding = [
            (piece.end - piece.start, each.id)
            for each in self._found.attributions
            for piece in each.content
            if piece.covers(trigger)
        ]
        return min(holding)[1] if holding else None


def _words(text: str, pieces: Pieces, span: tuple[int, int]) -> Span | None:
    """Return the words that word pieces are of, without marks at their edges; None where nothing else is there."""
    edges = trimmed(text, int(pieces.starts[span[0]]), int(pieces.ends[span[1] - 1]))
    return None if edges is None else Span.of(text, *edges)


def _within(values: Sequence[_Located], span: Span) -> _Located | None:
    """Return the longest of `values` that overlaps `span`, the first of several."""
    return max((each for each in values if each.overlaps(span)), key=lambda each: each.end - each.start, default=None)


register("events", EventsSettings)(Events)
