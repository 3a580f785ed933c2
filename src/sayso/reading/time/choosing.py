"""Which of several days is meant: the same date in several years, the same number in several months."""

import datetime

from sayso.reading.time.meaning import Calendar
from sayso.reading.time.tense import Tense
from sayso.reading.time.values import Interval, moved
from sayso.reading.time.written import day_value

NEAR_DAYS = 60
"""A day this near to publication is that day, whatever the tense: news writes the year of those further off."""


def nearest(
    found: list[Interval], base: datetime.date, step: int | None, tense: Tense, near_days: int = NEAR_DAYS
) -> Interval | None:
    """Return which of the same dates of several years is meant, None where there is no such one.

    Params:
        found: First and last days, in order.
        base: The day to count from.
        step: See `meaning.Calendar`.
        tense: Of the clause the date stands in.
        near_days: A day this near to `base` is meant whatever the tense.
    """
    before = [days for days in found if days[1] < base]
    after = [days for days in found if days[0] > base]
    now = [days for days in found if days[0] <= base <= days[1]]
    if step is not None and step < 0:
        return before[-1] if before else None
    if step is not None and step > 0:
        return after[0] if after else None
    if now:
        return now[0]
    if step == 0:
        same = [days for days in found if days[0].year == base.year]
        return same[0] if same else None
    if not before or not after:
        return next(iter(before[-1:] or after[:1]), None)
    gap_before, gap_after = (base - before[-1][1]).days, (after[0][0] - base).days
    exact = found[0][0] == found[0][1]
    if exact and (tense == "unknown" or min(gap_before, gap_after) <= near_days):
        return before[-1] if gap_before <= gap_after else after[0]  # further off, its year would be written
    if tense == "unknown":
        same = [days for days in found if days[0].year == base.year]
        return same[0] if same else before[-1]
    return before[-1] if tense == "past" else after[0]


def days_numbered(number: int, base: datetime.date, months: range) -> list[datetime.date]:
    """Return the days of that number in the months so many after that of `base`, where they have one."""
    found = []
    for month in months:
        first = moved(base.replace(day=1), month, "M")
        if first is not None and (value := day_value(first.year, first.month, number)):
            found.append(datetime.date.fromisoformat(value))
    return found


def written_value(date: Calendar, year: int) -> str | None:
    """Return the value of `date` in `year`, None where the calendar has no such day.

    >>> written_value(Calendar(quarter=3), 1989), written_value(Calendar(month=2, day=30), 2021)
    ('1989-Q3', None)
    """
    head = f"{year:04d}" if year >= 0 else f"BC{-year:04d}"
    if date.season:
        return f"{head}-{date.season}"
    if date.quarter:
        return f"{head}-Q{date.quarter}"
    if date.half:
        return f"{head}-H{date.half}"
    if date.month is None:
        return head
    if date.day is None:
        return f"{head}-{date.month:02d}"
    if year < 0:
        return f"{head}-{date.month:02d}-{date.day:02d}"
    return day_value(year, date.month, date.day)
