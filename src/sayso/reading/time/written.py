"""Dates and times of day written in digits, and military date-time groups."""

import datetime
import re

from sayso.reading.time import tables
from sayso.reading.time.meaning import Ambiguous, Calendar, Clock, Moment, Stated

SHORT_YEAR_PIVOT = 69
"""Two-digit years from here on are of the 1900s (POSIX strptime)."""
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d))?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?\Z", re.IGNORECASE
)
_GROUP = re.compile(r"(\d\d)(\d\d)(\d\d)([A-Z])(?:([A-Z]{3})(\d\d(?:\d\d)?))?\Z", re.IGNORECASE)


def full_year(digits: str) -> int:
    """Return the year that `digits`, two or four, stand for.

    >>> full_year("69"), full_year("21"), full_year("1914")
    (1969, 2021, 1914)
    """
    year = int(digits)
    return year if len(digits) > 2 else year + (1900 if year >= SHORT_YEAR_PIVOT else 2000)


def day_value(year: int, month: int, day: int) -> str | None:
    """Return the day in ISO 8601, None where the calendar has no such day."""
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def iso_value(words: str) -> str | None:
    """Return the value of a date, or date and time, in ISO 8601; None where it is not on the calendar.

    >>> iso_value("2021-08-25 14:30Z")
    '2021-08-25T14:30Z'
    """
    match = _ISO.match(words)
    if match is None:
        return None
    day = day_value(int(match[1]), int(match[2]), int(match[3]))
    if day is None or match[4] is None:
        return day
    if int(match[4]) > 24 or int(match[5]) > 59:
        return None
    return f"{day}T{match[4]}:{match[5]}" + (f":{match[6]}" if match[6] else "") + (match[7] or "")


def digit_date(words: str) -> Ambiguous | Stated | None:
    """Return what a date in digits means: one day, or two where day and month may be either way round.

    >>> digit_date("25/08/2021")
    Ambiguous(day_first='2021-08-25', month_first=None, short_year=False)
    """
    first, second, third = re.split(r"[/.-]", words)
    if len(first) == 4:
        value = day_value(int(first), int(second), int(third))
        return Stated(value=value) if value else None
    if len(third) == 2 and "." in words and len(first) + len(second) < 4:
        return None  # 1.2.33 is a section or a version
    year = full_year(third)
    day_first = day_value(year, int(second), int(first))
    month_first = day_value(year, int(first), int(second))
    if day_first is None and month_first is None:
        return None
    return Ambiguous(day_first=day_first, month_first=month_first, short_year=len(third) == 2)


def group_clock(words: str) -> Moment | None:
    """Return what a military date-time group means (ACP 121(I)): day, hour and minute, zone, month and year.

    >>> group_clock("141230ZMAR22").clock
    Clock(hour=12, minute=30, second=None, part=None, zone='Z', half_day=False)
    """
    match = _GROUP.match(words)
    if match is None:
        return None
    day, hour, minute = int(match[1]), int(match[2]), int(match[3])
    zone = tables.MILITARY_ZONES.get(match[4].upper())
    month = tables.MONTHS.get(match[5].lower()) if match[5] else None
    if month is None and match[4].upper() != "Z":
        return None  # as many digits and a letter are a plate or a product
    if not 1 <= day <= 31 or hour > 23 or minute > 59 or zone is None or (match[5] and month is None):
        return None
    year = full_year(match[6]) if match[6] else None
    date = Calendar(year=year, month=month if isinstance(month, int) else None, day=day)
    return Moment(date=date, clock=Clock(hour=hour, minute=minute, zone=zone))
