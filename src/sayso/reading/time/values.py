"""TIMEX3 values of dates and times: the days they cover, how fine they are, and counting from one to another.

Source: ISO 24617-1 (ISO-TimeML) and TimeML 1.2.1, which build on ISO 8601. Seasons are the meteorological ones of the
northern half of the earth: the winter of 2020 (`2020-WI`) is December 2020 to February 2021.
"""

import calendar
import datetime
import re

from sayso.core.reading import DateGranularity
from sayso.reading.time.meaning import Period

_VALUE = re.compile(
    r"(?P<year>\d{4})(?:"
    r"-W(?P<week>\d\d)(?P<weekend>-WE)?|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<season>SP|SU|FA|WI)"
    r"|-(?P<month>\d\d)(?:-(?P<day>\d\d)(?P<time>T[^P].*)?)?)?\Z"
)
_DECADE = re.compile(r"(?P<decade>\d{3})\Z|(?P<century>\d{2})\Z")
_FIRST_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_PLAIN_MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
_PLAIN_DAYS = {"D": 1, "NI": 1, "W": 7, "FN": 14, "WE": 7}

_LETTERS = {
    "S": (1, "S", True), "TM": (1, "M", True), "H": (1, "H", True), "D": (1, "D", False), "NI": (1, "D", False),
    "WE": (2, "D", False), "W": (1, "W", False), "FN": (2, "W", False), "M": (1, "M", False), "Q": (3, "M", False),
    "Y": (1, "Y", False), "DE": (10, "Y", False), "CE": (100, "Y", False), "MO": (1, "D", False), "EV": (1, "D", False),
    "AF": (1, "D", False), "DT": (1, "D", False),
}  # fmt: skip
_VAGUE_LETTERS = {
    **{unit: (letter, in_time) for unit, (_, letter, in_time) in _LETTERS.items()}, "DE": ("DE", False),
    "CE": ("CE", False), "Q": ("Q", False), "FN": ("W", False), "WE": ("WE", False),
}  # fmt: skip
_HALVES = {"MT": ("30S", True), "HT": ("30M", True), "D": ("12H", True), "Y": ("6M", False)}

Interval = tuple[datetime.date, datetime.date]
"""First and last day, both included."""


def interval_of(value: str | None) -> Interval | None:
    """Return the first and the last day, both included, that a TIMEX3 value of a date or time covers.

    Of an ISO 8601 interval (`2021-05-03/2021-05-05`), from the first day of the one to the last of the other.
    Durations, sets, PAST_REF and the like, years before Christ and anything left open (`2021-XX`) have no interval.

    >>> interval_of("2021-W33")
    (datetime.date(2021, 8, 16), datetime.date(2021, 8, 22))
    >>> interval_of("2021-08-25TNI")
    (datetime.date(2021, 8, 25), datetime.date(2021, 8, 25))
    >>> interval_of("P3D") is None
    True
    """
    if value is None:
        return None
    if "/" in value:
        first, last = (interval_of(part) for part in value.split("/", 1))
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None
    coarse = _DECADE.match(value)
    if coarse:
        width = 10 if coarse["decade"] else 100
        year = int(value) * width
        return datetime.date(max(year, 1), 1, 1), datetime.date(year + width - 1, 12, 31)
    match = _VALUE.match(value)
    if match is None:
        return None
    try:
        return _interval(match)
    except (ValueError, OverflowError):
        return None


def granularity_of(value: str | None) -> DateGranularity | None:
    """Return how fine a TIMEX3 value of a date or time is, None where it has no place on the calendar.

    A weekend is told as a week, a half-year as a quarter: the nearest that is not finer than it is.

    >>> granularity_of("2021-08-25TNI"), granularity_of("2021-W33"), granularity_of("198"), granularity_of("PXD")
    ('time', 'week', 'decade', None)
    """
    if value is None:
        return None
    coarse = _DECADE.match(value)
    if coarse:
        return "decade" if coarse["decade"] else "century"
    match = _VALUE.match(value)
    if match is None:
        return None
    if match["time"]:
        return "time"
    names: tuple[tuple[str, DateGranularity], ...] = (
        ("day", "day"), ("week", "week"), ("month", "month"), ("season", "season"), ("quarter", "quarter"),
        ("half", "year"),
    )  # fmt: skip
    return next((granularity for name, granularity in names if match[name]), "year")


def value_at(day: datetime.date, unit: str) -> str:
    """Return the value, of the fineness of `unit` (a letter of `tables.UNITS`), of the time that `day` is in.

    >>> value_at(datetime.date(2021, 8, 25), "W"), value_at(datetime.date(2021, 8, 25), "Q")
    ('2021-W34', '2021-Q3')
    """
    if unit in {"W", "WE", "FN"}:
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "WE" else "")
    if unit == "Q":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    whole = day.isoformat()
    if unit == "NI":
        return whole + "TNI"
    cut = {"CE": 2, "DE": 3, "Y": 4, "M": 7}.get(unit)
    return whole[:cut] if cut else whole


def moved(day: datetime.date, number: int, unit: str) -> datetime.date | None:
    """Return the day that is `number` units after `day`; None where no calendar has it.

    >>> moved(datetime.date(2001, 9, 11), -2, "D"), moved(datetime.date(2021, 3, 31), -1, "M")
    (datetime.date(2001, 9, 9), datetime.date(2021, 2, 28))
    """
    try:
        if unit in _PLAIN_DAYS:
            return day + datetime.timedelta(days=number * _PLAIN_DAYS[unit])
        months = day.year * 12 + day.month - 1 + number * _PLAIN_MONTHS.get(unit, 0)
        year, month = months // 12, months % 12 + 1
        return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    except (ValueError, OverflowError):
        return None


def day_in(value: str) -> str:
    """Return the day that a value of a time is on, or the value itself.

    >>> day_in("2021-08-25TNI")
    '2021-08-25'
    """
    return value[:10] if len(value) > 10 and value[10] == "T" else value


def duration_value(period: Period) -> str:
    """Return the TIMEX3 value of a duration.

    Decades and centuries are told in years, fortnights and weekends in weeks and days, quarters in months; the
    half of a unit in the next smaller one.

    >>> from sayso.reading.time.meaning import Amount
    >>> duration_value(Period((Amount(1.5, "H"),))), duration_value(Period((Amount(None, "D"),)))
    ('PT1H30M', 'PXD')
    """
    dates, times = "", ""
    for amount in period.amounts:
        number, unit = amount.number, amount.unit
        if number is None:
            letter, in_time = _VAGUE_LETTERS[unit]
            text = f"X{letter}"
        else:
            factor, letter, in_time = _LETTERS[unit]
            number *= factor
            if number % 1 == 0.5 and (half := _HALVES.get(letter + "T" * in_time)):
                whole = f"{int(number)}{letter}" if number >= 1 else ""
                dates, times = (dates, times + whole) if in_time else (dates + whole, times)
                text, in_time = half
            else:
                text = f"{number:.10g}{letter}"
        dates, times = (dates, times + text) if in_time else (dates + text, times)
    return f"P{dates}" + (f"T{times}" if times else "")


def _interval(match: re.Match[str]) -> Interval:
    year = int(match["year"])
    if match["week"]:
        first = datetime.date.fromisocalendar(year, int(match["week"]), 6 if match["weekend"] else 1)
        return first, datetime.date.fromisocalendar(year, int(match["week"]), 7)
    if match["day"]:
        day = datetime.date(year, int(match["month"]), int(match["day"]))
        return day, day
    if match["month"]:
        return _months(year, int(match["month"]), 1)
    if match["season"]:
        return _months(year, _FIRST_MONTH[match["season"]], 3)
    if match["quarter"]:
        return _months(year, int(match["quarter"]) * 3 - 2, 3)
    if match["half"]:
        return _months(year, int(match["half"]) * 6 - 5, 6)
    return _months(year, 1, 12)


def _months(year: int, month: int, count: int) -> Interval:
    first = datetime.date(year, month, 1)
    last_year, last_month = divmod(year * 12 + month - 1 + count - 1, 12)
    return first, datetime.date(last_year, last_month + 1, calendar.monthrange(last_year, last_month + 1)[1])
