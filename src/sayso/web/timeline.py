"""Reports over time: days, months or years on an even axis, by how long the span is."""

from datetime import date, timedelta

import msgspec

from sayso.web.data import Tally

MOST_DAYS = 92
"""A span of more days than this is shown by month."""
MOST_MONTHS = 120
"""A span of more months than this is shown by year."""


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """One day, month or year.

    Attributes:
        name: ISO 8601, as exact as the unit.
        since: Its first day, ISO 8601.
        until: Its last day.
        position: From 0, without gaps in time.
        count: Reports published in it.
    """

    name: str
    since: str
    until: str
    position: int
    count: int


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """Bars on an even time axis; `most` is the highest count. A date too vague for the unit is in `vague`."""

    unit: str
    bars: tuple[Bar, ...]
    most: int
    vague: int


def timeline(tallies: tuple[Tally, ...]) -> Timeline:
    """Return the bars of `tallies` of ISO 8601 dates, `2021-08-25`, `2021-08` or `2021`."""
    named = [(tally.name, tally.count) for tally in tallies if tally.name is not None]
    days = sorted(name for name, _ in named if len(name) == 10)
    months = sorted({name[:7] for name, _ in named if len(name) >= 7})
    years = sorted({name[:4] for name, _ in named})
    if _most_reach(10, named) and _days_between(days[0], days[-1]) <= MOST_DAYS:
        return _bars("day", 10, _day_names(days[0], days[-1]), named)
    if _most_reach(7, named) and _months_between(months[0], months[-1]) <= MOST_MONTHS:
        return _bars("month", 7, _month_names(months[0], months[-1]), named)
    names = [f"{year:04d}" for year in range(int(years[0]), int(years[-1]) + 1)] if years else []
    return _bars("year", 4, names, named)


def _most_reach(length: int, named: list[tuple[str, int]]) -> bool:
    """Whether more than half of the reports have a date of at least `length` characters."""
    exact = sum(count for name, count in named if len(name) >= length)
    return 2 * exact > sum(count for _, count in named)


def _bars(unit: str, length: int, names: list[str], named: list[tuple[str, int]]) -> Timeline:
    counts = dict.fromkeys(names, 0)
    vague = 0
    for name, count in named:
        if len(name) < length:
            vague += count
        else:
            counts[name[:length]] += count
    bars = tuple(
        Bar(name=name, since=_first_day(name), until=_last_day(name), position=position, count=count)
        for position, (name, count) in enumerate(counts.items())
    )
    return Timeline(unit=unit, bars=bars, most=max(counts.values(), default=0), vague=vague)


def _days_between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _months_between(first: str, last: str) -> int:
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7])


def _day_names(first: str, last: str) -> list[str]:
    start = date.fromisoformat(first)
    return [(start + timedelta(days=number)).isoformat() for number in range(_days_between(first, last) + 1)]


def _month_names(first: str, last: str) -> list[str]:
    start = int(first[:4]) * 12 + int(first[5:7]) - 1
    return [
        f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(start, start + _months_between(first, last) + 1)
    ]


def _first_day(name: str) -> str:
    return f"{name}-01-01"[:10] if len(name) == 4 else f"{name}-01"[:10]


def _last_day(name: str) -> str:
    if len(name) == 10:
        return name
    if len(name) == 4:
        return f"{name}-12-31"
    year, month = int(name[:4]), int(name[5:7])
    following = date(year + month // 12, month % 12 + 1, 1) if (year, month) != (9999, 12) else None
    return (following - timedelta(days=1)).isoformat() if following else f"{name}-31"
