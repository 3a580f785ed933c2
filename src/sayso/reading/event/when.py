"""When each event of a report took place: which of its dates, or that none is told.

A date of the background (*in 1996*) is none of today's event, nor the other way round: how long before publication a
date is counts by whether the event is told as past history, as news or as to come. The day of publication is never
taken for want of a date. What each feature of `weighing` is worth stands in `when.toml`.
"""

import datetime
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from sayso.core.reading import Event, EventDate, Findings, Timex
from sayso.core.report import Published, Status
from sayso.core.span import Span
from sayso.reading.event.choosing import choice
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

    def by_itself(self, spot: int) -> Features:
        """Return the features that a date has for every event."""
        return {f"kind {self.spots[spot].mentions[0].kind}": 1.0}

    def of_both(self, event: int, spot: int) -> Features:
        """Return features of an event and a date: how old it is, what the rules say."""
        rule = self.rules[event]
        tense = _tense(self.events[event])
        is_ruled = rule is not None and any(
            each.value and each.value.id == rule.time for each in self.spots[spot].mentions
        )
        found = {
            f"{tense}, {self._age(self.spots[spot].name)}": True,
            "by the rules": is_ruled and rule is not None and rule.status != "assumed",
            "by the rules, assumed": is_ruled and rule is not None and rule.status == "assumed",
        }
        return true_of(found)

    def of_none(self, event: int) -> Features:
        """Return features of that no date is told: whether the rules have none either."""
        rule = self.rules[event]
        return true_of({"none, by the rules": rule is None or rule.value is None})

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
        spot = choice(calendar.rows(number, given), weights(), LEAST_PROBABILITY)
        given.append(spot)
        result.append(msgspec.structs.replace(event, date=_date(calendar, number, spot)))
    return tuple(result)


def _date(calendar: Calendar, number: int, spot: Spot | None) -> EventDate:
    if spot is None:
        return EventDate(value=None, granularity=None, status="unresolved")
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
