"""Counting from a base: whole units (`the next day`, `last week`) and amounts (`two days ago`, `six weeks later`).

Nothing is counted more finely than its base is known: a day is not counted from a week, nor a month from a year.
"""

import datetime
import re

from sayso.core.report import Status
from sayso.reading.time.anchors import Anchors, Resolution
from sayso.reading.time.meaning import Amount, Relative, Shift
from sayso.reading.time.tense import Tense
from sayso.reading.time.values import day_in, granularity_of, interval_of, moved, value_at

_DAYS = frozenset({"day", "time"})
_COARSER = {"D": _DAYS, "W": _DAYS | {"week"}, "WE": _DAYS | {"week"}}
"""How fine a base must be for days and weeks to be counted from it."""
_COARSE = frozenset({"year", "decade", "century"})
_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT(\d\d):(\d\d)(Z?)\Z")
_MINUTES = {"H": 60, "TM": 1}


def relative(meaning: Relative, anchors: Anchors, tense: Tense) -> Resolution:
    """Return the unit that `meaning` says, counted from its base."""
    value, status, reason = anchors.base(meaning.base)
    value = day_in(value) if value else None
    interval = interval_of(value)
    if interval is None:
        return Resolution("DATE", None, "unresolved", reason)
    day = anchors.day_near() if meaning.base == "story" and meaning.unit == "D" else None
    if day is not None and interval[0] != interval[1]:
        value, status, reason = day, "assumed", f"counted from {day}, the last day told"
        interval = interval_of(value) or interval
    across = value_at(interval[0], meaning.unit) != value_at(interval[1], meaning.unit)
    if across and (meaning.unit == "D" or granularity_of(value) not in {"week", "season"}):
        return Resolution("DATE", None, "unresolved", _not_exact(value))
    step = meaning.step
    if meaning.unit == "WE" and step == 0 and interval[0].isoweekday() < 5 and tense != "future":
        step = -1  # on a weekday, the weekend that is past
    found = moved(interval[0], step, meaning.unit)
    if found is None:
        return Resolution("DATE", None, "unresolved", "no such date")
    return Resolution("DATE", value_at(found, meaning.unit), status, reason)


def shifted(meaning: Shift, base: Resolution, *, explicit: bool) -> Resolution:
    """Return the date that lies so much before or after `base`.

    Params:
        meaning: How much, and in which direction.
        base: What is counted from; its status and reason are those of what is counted from it.
        explicit: Whether the words themselves name the base.
    """
    interval = interval_of(base.value)
    if base.value is None or interval is None:
        return Resolution("DATE", None, "unresolved", base.reason or "what it is counted from has no date")
    if any(amount.number is None for amount in meaning.amounts):
        return Resolution("DATE", None, "unresolved", "how long is not said")
    if meaning.amounts[-1].unit in {"H", "TM", "S"}:
        return _clock_shifted(meaning, base)
    day: datetime.date | None = interval[0]
    unit = "Y"
    for amount in meaning.amounts:
        whole = _whole(amount)
        day = moved(day, meaning.sign * int(whole.number or 0), whole.unit) if day else None
        unit = whole.unit
    if day is None:
        return Resolution("DATE", None, "unresolved", "no such date")
    fineness = granularity_of(base.value)
    unit = _fineness(unit, meaning, fineness, explicit=explicit)
    if fineness in (_COARSE if unit in {"M", "Q"} else ()) or fineness not in _COARSER.get(unit, {fineness}):
        return Resolution("DATE", None, "unresolved", _not_exact(base.value))
    return Resolution("DATE", value_at(day, unit), base.status, base.reason)


def _fineness(unit: str, meaning: Shift, fineness: str | None, *, explicit: bool) -> str:
    """Return the unit of the value: that of the amount, or finer where both base and amount are exact."""
    if explicit and fineness in _DAYS and unit in {"W", "FN", "D"} and meaning.amounts[0].number:
        return "D"
    if unit == "Y" and meaning.base == "story" and fineness == "quarter":
        return "Q"
    return {"FN": "W", "DE": "Y"}.get(unit, unit)


def _clock_shifted(meaning: Shift, base: Resolution) -> Resolution:
    """Count in hours and minutes, which only a time of day bears."""
    match = _CLOCK.match(base.value or "")
    minutes = sum((amount.number or 0) * _MINUTES.get(amount.unit, 0) for amount in meaning.amounts)
    if match is None or not minutes or int(match[1]) > 23 or any(each.unit not in _MINUTES for each in meaning.amounts):
        return Resolution("TIME", None, "unresolved", "counted in hours, from a time of day that is not told")
    start = datetime.datetime.fromisoformat(f"{(base.value or '')[:10]}T{match[1]}:{match[2]}")
    end = start + datetime.timedelta(minutes=meaning.sign * minutes)
    return Resolution("TIME", f"{end:%Y-%m-%dT%H:%M}{match[3]}", base.status, f"counted from {base.value}, told before")


def _whole(amount: Amount) -> Amount:
    """Return the amount in whole units: half a year is six months."""
    number = amount.number or 0
    smaller = {"Y": ("M", 12), "M": ("D", 30), "W": ("D", 7), "DE": ("Y", 10), "CE": ("Y", 100)}
    if number % 1 and amount.unit in smaller:
        unit, factor = smaller[amount.unit]
        return Amount(round(number * factor), unit)
    return Amount(round(number), amount.unit)


def _not_exact(value: str | None) -> str:
    return f"counted from {value}, which is not exact enough"


def status_from(status: Status) -> Status:
    """Return the status of what is counted from something that is `stated` or less."""
    return "inferred" if status == "stated" else status
