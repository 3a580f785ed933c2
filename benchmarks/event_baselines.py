"""Trivial baselines for events: a coder with a list of words, and what is nearest.

The list has every word that is a trigger more often than not in the training part, with its commonest type there. Actor
and recipient are the nearest phrases before and after it in the sentence: runs of capitalised words, a determiner with
the words after it, pronouns. A date is the nearest one in the sentence, a place the nearest one there. Where a trigger
speaks of dead or injured, their number is the nearest one. Nothing is denied, planned or somebody's claim: such a coder
takes everything as fact. Of numbers by themselves the baseline is the first one in the sentence.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar, cast, get_args

import msgspec
from training.notation import AnnotatedReport

from sayso.core.reading import (
    Argument,
    Count,
    CountKind,
    Event,
    EventDate,
    EventLocation,
    EventType,
    Findings,
    Place,
    ReaderIdentity,
    Reading,
    Role,
    State,
    StateType,
)
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.reading.quantities import quantity_of
from sayso.reading.reader import Reader, load_config

Words = dict[str, str]
"""Words in small letters, each with a type of event or state."""
IDENTITY = ReaderIdentity(name="trivial", version="1")
_Spanned = TypeVar("_Spanned", bound=Span)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_FUNCTION = r"(?:in|on|at|of|by|for|to|and|or|but|from|with|who|that|was|were|is|are|has|had|have)"
_PHRASE = re.compile(
    rf"\b(?i:the|a|an|his|her|their|its|two|three|four|five|\d+)(?: (?!{_FUNCTION}\b)[a-z][\w’'-]*){{1,2}}"
    rf"|\b(?!(?i:{_FUNCTION}|the|a|an)\b)[A-Z][\w’'-]*\.?(?: (?:of |al-)?[A-Z][\w’'-]*)*"
    r"|\b(?:he|she|they|them|him|it|we|us)\b"
)
_NUMBER = re.compile(
    r"\b(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|dozens|several|scores|hundreds)\b"
)
_HARM: dict[CountKind, re.Pattern[str]] = {
    "fatalities": re.compile(r"\b(?:kill|die|dead|death)"),
    "injuries": re.compile(r"\b(?:injur|wound|hurt)"),
}
_TAKEN: dict[CountKind, tuple[EventType, str]] = {
    "abducted": ("ASSAULT", "abduct"),
    "detained": ("COERCE", "arrest"),
    "displaced": ("COERCE", "deport"),
}
_AFTER_PREPOSITION = re.compile(r"(?<=\b(?:in|at) )[A-Z][\w’'-]*(?: (?:of |al-)?[A-Z][\w’'-]*)*")
_STATES = frozenset(get_args(StateType))


def trigger_words(reports: Iterable[AnnotatedReport]) -> Words:
    """Return the words that are triggers more often than not, each with its commonest type."""
    seen: Counter[str] = Counter()
    types: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for report in reports:
        seen.update(word.lower() for word in _WORD.findall(report.reading.report.text))
        happenings: tuple[Event | State, ...] = (*report.reading.events, *report.reading.states)
        for each in happenings:
            types[each.trigger.text.lower()][each.type] += 1
    return {
        word: kinds.most_common(1)[0][0] for word, kinds in types.items() if kinds.total() > seen[word] - kinds.total()
    }


def before_reading() -> Callable[[Report], Findings]:
    """Return what finds sentences and times, by the rules of the bundled reader."""
    return Reader(load_config().only("sentences", "times")).find


def read_by_words(words: Words, find: Callable[[Report], Findings], report: Report) -> Reading:
    """Return the events and states that the words in a report tell of, nothing more.

    Args:
        words: As `trigger_words` returns them.
        find: What finds sentences and times.
        report: What is read.
    """
    found = find(report)
    places = _places(Span.of(report.text, *match.span()) for match in _AFTER_PREPOSITION.finditer(report.text))
    events: list[Event] = []
    states: list[State] = []
    for match in _WORD.finditer(report.text):
        kind = words.get(match[0].lower())
        if kind is None:
            continue
        trigger = Span.of(report.text, *match.span())
        sentence = next((each for each in found.sentences if each.covers(trigger)), trigger)
        if kind in _STATES:
            around = {
                each.role: Span.of(report.text, each.start, each.end)
                for each in _around(trigger, sentence, found.times)
            }
            states.append(
                State(
                    id=f"s{len(states)}", type=cast(StateType, kind), trigger=trigger, confidence=1.0,
                    holder=around.get("actor"), object=around.get("recipient"),
                )
            )  # fmt: skip
        else:
            event = Event(id=f"e{len(events)}", type=cast(EventType, kind), trigger=trigger, confidence=1.0)
            events.append(_filled(event, sentence, report.text, found.times))
    reading = Reading(
        report=report, events=tuple(events), states=tuple(states), times=found.times, places=places, reader=IDENTITY
    )
    return nearest(reading, found.sentences)


def nearest(reading: Reading, sentences: Sequence[Span]) -> Reading:
    """Return a Reading whose events have the nearest date and place of their sentence, all else the same.

    Where no places were read, mentions of places by name stand for them.
    """
    dated = [time for time in reading.times if time.type in {"DATE", "TIME"} and time.value is not None]
    named = (
        mention
        for entity in reading.entities
        for mention in entity.mentions
        if entity.type == "place" and mention.form == "name"
    )
    places = reading.places or _places(sorted(named))
    events = []
    for event in reading.events:
        sentence = next((each for each in sentences if each.covers(event.trigger)), event.trigger)
        when, where = _nearest(dated, event.trigger, sentence), _nearest(places, event.trigger, sentence)
        events.append(
            msgspec.structs.replace(
                event,
                date=EventDate(value=when.value, granularity=None, status="stated", time=when.id) if when else None,
                location=EventLocation(place=where.id, status="stated") if where else None,
                arguments=tuple(each for each in event.arguments if each.role != "location"),
            )
        )
    return msgspec.structs.replace(reading, events=tuple(events), places=places)


def first_numbers(reading: Reading, sentences: Sequence[Span]) -> Reading:
    """Return a Reading whose events have the first number of their sentence as that of their people, all else the same.

    What became of them is told by the type and mode of an event, of those killed or injured by words of its sentence.
    """
    text = reading.report.text
    events = []
    for event in reading.events:
        sentence = next((each for each in sentences if each.covers(event.trigger)), event.trigger)
        number = _NUMBER.search(text, sentence.start, sentence.end)
        quantity = quantity_of(number[0]) if number is not None else None
        counts: dict[CountKind, Count | None] = dict.fromkeys(get_args(CountKind))
        if number is not None and quantity is not None:
            low, best, high = quantity
            count = Count(low=low, best=best, high=high, evidence=(Span.of(text, *number.span()),))
            counts.update(dict.fromkeys(_kinds_of(event, sentence.text.lower()), count))
        events.append(msgspec.structs.replace(event, **counts))
    return msgspec.structs.replace(reading, events=tuple(events))


def _kinds_of(event: Event, sentence: str) -> Iterator[CountKind]:
    for kind, (type_, mode) in _TAKEN.items():
        if event.type == type_ and mode in event.modes:
            yield kind
    if event.type == "ASSAULT" and "abduct" not in event.modes:
        yield from (kind for kind, words in _HARM.items() if words.search(sentence))


def all_as_fact(reading: Reading) -> Reading:
    """Return a Reading whose events have happened, as the outlet itself tells, all else the same."""
    events = (msgspec.structs.replace(each, auxiliary=(), attribution=None) for each in reading.events)
    return msgspec.structs.replace(reading, events=tuple(events))


def _filled(event: Event, sentence: Span, text: str, times: Sequence[Span]) -> Event:
    """Return an event with the phrases around it, and the number nearest to it where its trigger speaks of harm."""
    counts: dict[str, Count | None] = {}
    for part, words in _HARM.items():
        is_told = event.type == "ASSAULT" and words.match(event.trigger.text.lower())
        numbers = [Span.of(text, *each.span()) for each in _NUMBER.finditer(text, sentence.start, sentence.end)]
        number = _nearest(numbers, event.trigger, sentence) if is_told else None
        quantity = None if number is None else quantity_of(number.text)
        if number is not None and quantity is not None:
            low, best, high = quantity
            counts[part] = Count(low=low, best=best, high=high, evidence=(number,))
    return msgspec.structs.replace(event, arguments=tuple(_around(event.trigger, sentence, times)), **counts)


def _around(trigger: Span, sentence: Span, times: Sequence[Span]) -> Iterator[Argument]:
    """Yield the nearest phrase before the trigger as actor, the nearest after it as recipient; no times."""
    first, at = sentence.start, trigger.start - sentence.start
    sides: tuple[tuple[Role, int, int], ...] = (
        ("actor", 0, at),
        ("recipient", at + len(trigger.text), len(sentence.text)),
    )
    for role, begin, end in sides:
        phrases = [
            Argument(start=first + match.start(), end=first + match.end(), text=match[0], role=role)
            for match in _PHRASE.finditer(sentence.text[:end], begin)
        ]
        told = [each for each in phrases if not any(each.overlaps(time) for time in times)]
        yield from told[-1:] if role == "actor" else told[:1]


def _places(spans: Iterable[Span]) -> tuple[Place, ...]:
    """Return spans as places of which nothing is known but their words."""
    return tuple(
        Place(
            id=f"place {number}", start=each.start, end=each.end, text=each.text, name=None, latitude_deg=None,
            longitude_deg=None, geonames_id=None, country=None, granularity=None, form="name", uncertainty_km=None,
            status="unresolved",
        )
        for number, each in enumerate(spans)
    )  # fmt: skip


def _nearest(spans: Iterable[_Spanned], trigger: Span, sentence: Span) -> _Spanned | None:
    inside = [each for each in spans if sentence.covers(each) and not each.overlaps(trigger)]
    return min(
        inside, key=lambda each: (max(each.start - trigger.end, trigger.start - each.end), each.start), default=None
    )
