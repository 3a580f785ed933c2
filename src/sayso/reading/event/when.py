"""When each event of a report took place: which of its dates, or that none is told.

A date of the background (*in 1996*) is none of today's event, nor the other way round: how long before publication a
date is counts by whether the event is told as past history, as news or as to come. The day of publication is never
taken for want of a date. What each feature of `weighing` is worth stands in `when.toml`.
"""

import datetime
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from sayso.core.reading import Event, EventDate, Findings, Timex
from sayso.core.report import Published, Status
from sayso.core.span import Span
from sayso.reading.event.choosing import Row, choice
from sayso.reading.event.likeness import Features
from sayso.reading.event.spots import Spot, Stand
from sayso.reading.event.weighing import Weighing, true_of
from sayso.reading.time import date_of_event, granularity_of, interval_of

LEAST_PROBABILITY = 0.5
"""Of a date beside that none is told; below it an event has none."""
_BY_CERTAINTY: tuple[Status, ...] = ("stated", "inferred", "assumed", "unresolved")
_LEADS = {
    word: kind
    for kind, words in {
        "on": "on in at during throughout within late early around about last this",
        "since": "since",
        "until": "until till before prior",
        "after": "after following",
        "by": "by",
        "for": "for to next",
        "from": "from between and",
        "of": "of",
    }.items()
    for word in words.split()
}
_AGES = ((7, "days ago"), (31, "weeks ago"), (366, "months ago"))
_OWN = frozenset({"beside", "told in another sentence"})
Tense = Literal["history", "to come", "news"]


class Calendar(Weighing):
    """A report's dates and events, looked up for when each event was.

    Attributes:
        rules: Of each event, the date that its sentence gives by the rules of `date_of_event`.

    Args:
        text: The report's.
        events: In the order of their triggers, with `same_as` set.
        found: Sentences, times and attributions of the report.
        published: When the report was published.
    """

    def __init__(self, text: str, events: Sequence[Event], found: Findings, published: Published) -> None:
        self._published = interval_of(published.value)
        self.rules = [_by_rule(text, event.trigger, found) for event in events]
        super().__init__(text, events, found, _spots(found.times), "date", _LEADS)
        self._ages = [self._age(spot.name) for spot in self.spots]
        self._tenses = [_tense(event) for event in events]
        self._stated_as = self._told_as(None if index is None else self.spots[index] for index in self.stated)

    def by_itself(self, spot: int) -> Features:
        """Return the features that a date has for every event."""
        return {f"kind {self.spots[spot].mentions[0].kind}": 1.0}

    def of_both(self, event: int, spot: int) -> Features:
        """Return features of an event and a date: how old it is, what the rules say."""
        rule = self.rules[event]
        is_ruled = rule is not None and any(
            each.value and each.value.id == rule.time for each in self.spots[spot].mentions
        )
        found = {
            f"{self._tenses[event]}, {self._ages[spot]}": True,
            "by the rules": is_ruled and rule is not None and rule.status != "assumed",
            "by the rules, assumed": is_ruled and rule is not None and rule.status == "assumed",
        }
        return true_of(found)

    def of_none(self, event: int) -> Features:
        """Return features of that no date is told: whether the rules have none either."""
        rule = self.rules[event]
        return true_of({"none, by the rules": rule is None or rule.value is None})

    def open_rows(self, number: int, given: Sequence[Spot | None]) -> list[Row]:
        """Return what can be chosen for an event: a date from elsewhere only from events told as it is itself.

        Where such a date is that of other events, at least one of them is history, news or to come as this one is.
        """
        given_as = self._told_as(given)

        def is_open(name: str) -> bool:
            told = self._stated_as.get(name, set()) | given_as.get(name, set())
            return not told or self._tenses[number] in told

        rows = self.rows(number, given)
        return [(spot, own) for spot, own in rows if spot is None or own.keys() & _OWN or is_open(spot.name)]

    def _told_as(self, of_events: Iterable[Spot | None]) -> dict[str, set[Tense]]:
        """Return as what the events are told that have each date, by its value, of the dates that they have."""
        told: dict[str, set[Tense]] = {}
        for tense, spot in zip(self._tenses, of_events, strict=False):
            if spot is not None:
                told.setdefault(spot.name, set()).add(tense)
        return told

    def _age(self, value: str) -> str:
        """Return how long before publication a date is."""
        days = interval_of(value)
        if days is None or self._published is None:
            return "unknown"
        day = self._published[0]
        if days[0] > day:
            return "to come"
        if days[1] >= day:
            return "that day" if days[0] == days[1] else "running"
        gone = day - days[1]
        return next((name for most, name in _AGES if gone <= datetime.timedelta(days=most)), "years ago")


def dated(text: str, events: Sequence[Event], found: Findings, published: Published) -> tuple[Event, ...]:
    """Return `events` with the dates when they were, as far as the report tells; arguments as of `Calendar`."""
    calendar = Calendar(text, events, found, published)
    result: list[Event] = []
    given: list[Spot | None] = []
    for number, event in enumerate(events):
        spot = choice(calendar.open_rows(number, given), weights(), LEAST_PROBABILITY)
        given.append(spot)
        result.append(msgspec.structs.replace(event, date=_date(calendar, number, spot)))
    return tuple(result)


def _date(calendar: Calendar, number: int, spot: Spot | None) -> EventDate | None:
    """Return when an event was; without a value where only its own words say something of it; None where nothing is."""
    if spot is None:
        is_told = any(each.role == "date" for each in calendar.events[number].arguments)
        return EventDate(value=None, granularity=None, status="unresolved") if is_told else None
    stand, is_beside = calendar.mention(number, spot)
    time, rule = _time(stand), calendar.rules[number]
    status: Status = "stated" if is_beside else "inferred"
    return EventDate(
        value=rule.value if rule is not None and rule.time == time.id and rule.value else time.value,
        granularity=granularity_of(time.value),
        status=max(time.status, status, key=_BY_CERTAINTY.index),
        time=time.id,
    )


def _by_rule(text: str, trigger: Span, found: Findings) -> EventDate | None:
    sentence = next((each for each in found.sentences if each.covers(trigger)), None)
    return None if sentence is None else date_of_event(text, trigger, sentence, found.times, found.attributions).date


def _tense(event: Event) -> Tense:
    if "future" in event.auxiliary:
        return "to come"
    return "history" if "historical" in event.auxiliary else "news"


def _time(stand: Stand) -> Timex:
    assert isinstance(stand.value, Timex)  # noqa: S101
    return stand.value


def _spots(times: Sequence[Timex]) -> tuple[Spot, ...]:
    by_value: dict[str, list[Stand]] = {}
    for each in sorted(times, key=lambda each: (each.start, each.end)):
        granularity = granularity_of(each.value)
        if each.type in {"DATE", "TIME"} and each.value is not None and granularity is not None:
            stand = Stand(start=each.start, end=each.end, text=each.text, value=each, kind=granularity)
            by_value.setdefault(each.value, []).append(stand)
    return tuple(Spot(name=value, mentions=tuple(mentions)) for value, mentions in by_value.items())


@cache
def weights() -> dict[str, float]:
    """Return what each feature is worth, in log-odds."""
    raw = tomllib.loads(files(__package__).joinpath("when.toml").read_text(encoding="utf-8"))
    return msgspec.convert(raw, dict[str, float])
