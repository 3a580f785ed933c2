"""Dates on the calendar: composed where they are whole, and given their year, month or week where they are not."""

import datetime

from sayso.core.report import Status
from sayso.reading.time.anchors import Anchors
from sayso.reading.time.calendars import FEASTS, feast_days, hijri_days, solar_days
from sayso.reading.time.meaning import Calendar, Foreign
from sayso.reading.time.tense import Tense
from sayso.reading.time.values import granularity_of, interval_of, moved, season_at, value_at
from sayso.reading.time.written import day_value

Result = tuple[str | None, Status, str | None]
"""Value, status, reason."""

_SEASON_MONTH = {"SP": 4, "SU": 7, "FA": 10, "WI": 13}
"""The month in the middle of a season; that of winter is the January after."""
_MONTHS_BACK = 8
"""A story that goes back by as many months has gone on to the next year."""
_NEAR_DAYS = 60
"""A day this near to publication is that day, whatever the tense: news writes the year of those further off."""
_QUARTER_DAYS = 100
"""So long after its end a quarter is still the one that is spoken of."""


class YearlessDates:
    """Resolves dates on the calendar, beside what they can be counted from.

    Params:
        anchors: What the report's dates are counted from.
        tense: Of the clause the date stands in.
    """

    def __init__(self, anchors: Anchors, tense: Tense) -> None:
        self._anchors = anchors
        self._tense = tense

    def resolve(self, date: Calendar) -> Result:
        """Return the value of `date`, its status and the reason where it is not stated."""
        if date.decade is not None or date.century is not None:
            return self._era(date)
        if date.feast is not None:
            return self._feast(date)
        if date.year is not None:
            value = written_value(date, date.year)
            if value is None:
                return None, "unresolved", "the calendar has no such day"
            if date.short_year:
                return value, "inferred", "year of two digits"
            return value, "stated", None
        if date.weekday is not None and date.month is None:
            return self._weekday(date)
        if date.month is None and date.day is not None:
            return self._day_of_month(date)
        return self._yearless(date)

    def _era(self, date: Calendar) -> Result:
        if date.century is not None:
            return (f"BC{-date.century:02d}" if date.century < 0 else f"{date.century:02d}"), "stated", None
        decade = date.decade or 0
        if decade > 99:
            return f"{decade:03d}", "stated", None
        interval = interval_of(self._anchors.published.value)
        if interval is None:
            return None, "unresolved", "century not said, and no publication date"
        year = interval[0].year
        century = year // 100 if decade * 10 <= year % 100 else year // 100 - 1
        return f"{century:02d}{decade}", "inferred", "century not said"

    def _base(self, date: Calendar) -> tuple[datetime.date | None, Status, str]:
        """Return the day to count from, the status of what is counted from it, and the reason to give."""
        anchors = self._anchors
        speech = anchors.speech()
        told = interval_of(anchors.told)
        if date.base == "story" and date.step is not None:
            if told is None:
                return None, "unresolved", "no date told before it"
            return told[0], "inferred", f"counted from {anchors.told}, told before"
        if speech is not None:
            return speech, "inferred", f"counted from {speech}, the publication date"
        published = anchors.published.value
        reason = f"the publication date is only known as {published}" if published else "no publication date"
        return None, "unresolved", reason

    def _weekday(self, date: Calendar) -> Result:
        base, status, reason = self._base(date)
        weekday = date.weekday or 1
        told = interval_of(self._anchors.told)
        if self._anchors.history and told and told[0] == told[1] and date.step is None:
            day = told[0] + datetime.timedelta(days=(weekday - told[0].isoweekday()) % 7)
            return day.isoformat(), "assumed", f"the first after {told[0]}, told before"
        if base is None:
            return None, status, reason
        if date.day is not None:
            return self._weekday_number(date, base)
        back = (base.isoweekday() - weekday) % 7
        if date.step is None:
            ahead = self._tense == "future" and back
            day = base + datetime.timedelta(days=7 - back if ahead else -back)
            if self._tense == "unknown":
                return day.isoformat(), "assumed", f"{reason}; no verb tells whether it is past or to come"
            return day.isoformat(), status, reason
        if date.step == 0:
            if date.base == "story":
                return (base + datetime.timedelta(days=(7 - back) % 7)).isoformat(), status, reason
            week_day = base - datetime.timedelta(days=base.isoweekday() - weekday)
            return week_day.isoformat(), status, reason
        day = base + datetime.timedelta(days=-(back or 7) if date.step < 0 else 7 - back)
        return day.isoformat(), status, reason

    def _weekday_number(self, date: Calendar, base: datetime.date) -> Result:
        """`Sunday (22)`: the nearest day that is both."""
        for gap in range(32):
            for day in (base - datetime.timedelta(days=gap), base + datetime.timedelta(days=gap)):
                if day.day == date.day and day.isoweekday() == date.weekday:
                    return day.isoformat(), "inferred", f"the nearest to {base}, the publication date"
        return None, "unresolved", f"no such weekday has that number within a month of {base}"

    def _day_of_month(self, date: Calendar) -> Result:
        """`the 14th`: of the month told just before, else the last or the next such day, by tense."""
        anchors, number = self._anchors, date.day or 1
        told = interval_of(anchors.told)
        base, status, reason = self._base(date)
        exact = granularity_of(anchors.told) in {"day", "time", "month"}
        if told and exact and (anchors.told_near() or not base):
            later = self._tense == "future" and told[0] == told[1] and number <= told[0].day
            days = _days_numbered(number, told[0], range(int(later), 4))
            return days[0].isoformat(), "assumed", f"of the month of {anchors.told}, told before"
        if base is None:
            return None, status, reason
        days = _days_numbered(number, base, range(-2, 3))
        before, after = [day for day in days if day <= base][-1], next(day for day in days if day > base)
        if self._tense == "future":
            return after.isoformat(), status, reason
        if self._tense == "past":
            return before.isoformat(), status, reason
        nearest = before if base - before <= after - base else after
        return nearest.isoformat(), "assumed", f"{reason}; no verb tells whether it is past or to come"

    def foreign(self, date: Foreign) -> Result:
        """Return the value of a date of the Hijri or the Solar Hijri calendar, its status and the reason."""
        days = hijri_days if date.system == "hijri" else solar_days
        name = "Umm al-Qura" if date.system == "hijri" else "Solar Hijri"
        status: Status = "inferred"
        if date.year is not None:
            found = days(date.year, date.month, date.day)
        else:
            scene = interval_of(self._anchors.scene) if self._told_governs() else None
            base, status, reason = (scene[0], "inferred", "") if scene else self._base(Calendar())
            if base is None:
                return None, status, reason
            near = base.year - 621 if date.system == "solar" else round((base.year - 621.5) * 33 / 32)
            years = [one for year in range(near - 2, near + 3) if (one := days(year, date.month, date.day))]
            found = self._nearest(years, base, None) if years else None
        if found is None:
            return None, "unresolved", f"no such date of the {date.system} calendar"
        first, last = found
        unit = "D" if date.day else "M" if date.month else "Y"
        return value_at(first + (last - first) / 2, unit), status, f"{name} calendar: {first} to {last}"

    def _feast(self, date: Calendar) -> Result:
        key = date.feast or ""
        about = FEASTS[key].about
        if date.year is not None:
            days = feast_days(key, date.year)
            reason = "by the usual calendar" if about else None
            return (_feast_value(days[0]), "inferred" if about else "stated", reason) if days else _no_feast(key)
        if len({feast_days(key, year) for year in (2001, 2015, 2020)}) == 1:
            return _feast_value(feast_days(key, 2001)[0]), "stated", None
        base, status, reason = self._base(date)
        told = interval_of(self._anchors.told)
        if self._anchors.history and told and date.step is None:
            days = feast_days(key, told[0].year)
            return (_feast_value(days[0]), "inferred", f"of {told[0].year}, told before") if days else _no_feast(key)
        if base is None:
            return None, status, reason
        found = [days for year in range(base.year - 1, base.year + 2) for days in feast_days(key, year)]
        chosen = self._nearest(found, base, date.step)
        return (_feast_value(chosen), status, reason) if chosen else _no_feast(key)

    def _yearless(self, date: Calendar) -> Result:
        """Give a month, a day of a month, a season, a quarter or a half-year its year."""
        anchors = self._anchors
        scene = interval_of(anchors.scene)
        if scene and date.step is None and self._told_governs():
            value = self._near_told(date, scene[0])
            return value, "inferred", f"of the year of {anchors.scene}, told before"
        base, status, reason = self._base(date)
        if base is None:
            published = interval_of(anchors.published.value)
            if published is None or published[0].year != published[1].year:
                return None, status, reason
            if granularity_of(anchors.published.value) == "year":
                if date.step is not None:
                    return None, status, reason
                return (
                    written_value(date, published[0].year),
                    "assumed",
                    f"of the year of publication, {published[0].year}",
                )
            base = published[1]
            status, reason = "inferred", f"counted from {anchors.published.value}, the publication date"
        if date.quarter or date.half:
            return self._near_quarter(date, base, status, reason)
        found = [
            interval
            for year in range(base.year - 5, base.year + 6)
            if (interval := interval_of(written_value(date, year))) and _fits_weekday(date, interval)
        ]
        chosen = self._nearest(found, base, date.step)
        if chosen is None:
            return None, "unresolved", "no such day near the date it is counted from"
        return written_value(date, _year_in(date, chosen)), status, reason

    def _told_governs(self) -> bool:
        """Whether a month without a year is of the year last told rather than about the publication date."""
        anchors = self._anchors
        if anchors.published.value is None:
            return True
        return anchors.history

    def _near_told(self, date: Calendar, told: datetime.date) -> str | None:
        year = told.year
        exact = granularity_of(self._anchors.scene) in {"day", "time", "month"}
        if date.month is not None and exact and date.month - told.month <= -_MONTHS_BACK:
            year += 1  # from November on to March
        if date.season == "WI" and told.month < 3 and exact:
            year -= 1
        return written_value(date, year)

    def _near_quarter(self, date: Calendar, base: datetime.date, status: Status, reason: str) -> Result:
        """A quarter just past is spoken of until the next is over; one to come is of this year."""
        values = [value for year in range(base.year - 2, base.year + 3) if (value := written_value(date, year))]
        intervals = [(interval, value) for value in values if (interval := interval_of(value))]
        gone = [(interval, value) for interval, value in intervals if interval[0] <= base]
        coming = [value for interval, value in intervals if interval[0] > base]
        recent = (base - gone[-1][0][1]).days <= _QUARTER_DAYS
        if (date.step is not None and date.step > 0) or (self._tense == "future" and not recent):
            return coming[0], status, reason
        return gone[-1][1], status, reason

    def _nearest(
        self, found: list[tuple[datetime.date, datetime.date]], base: datetime.date, step: int | None
    ) -> tuple[datetime.date, datetime.date] | None:
        """Return which of the same dates of several years is meant."""
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
        if exact and (self._tense == "unknown" or min(gap_before, gap_after) <= _NEAR_DAYS):
            return before[-1] if gap_before <= gap_after else after[0]  # further off, its year would be written
        if self._tense == "unknown":
            same = [days for days in found if days[0].year == base.year]
            return same[0] if same else before[-1]
        return before[-1] if self._tense == "past" else after[0]


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


def _days_numbered(number: int, base: datetime.date, months: range) -> list[datetime.date]:
    """Return the days of that number in the months so many after that of `base`, where they have one."""
    found = []
    for month in months:
        first = moved(base.replace(day=1), month, "M")
        if first is not None and (value := day_value(first.year, first.month, number)):
            found.append(datetime.date.fromisoformat(value))
    return found


def _fits_weekday(date: Calendar, interval: tuple[datetime.date, datetime.date]) -> bool:
    return date.weekday is None or interval[0] != interval[1] or interval[0].isoweekday() == date.weekday


def _year_in(date: Calendar, interval: tuple[datetime.date, datetime.date]) -> int:
    return interval[0].year


def _feast_value(days: tuple[datetime.date, datetime.date]) -> str:
    first, last = days
    if first == last:
        return first.isoformat()
    if (last - first).days < 8:
        return value_at(last, "W")
    return value_at(first + (last - first) / 2, "M")


def _no_feast(key: str) -> Result:
    return None, "unresolved", f"no date is known of {key} in that year"


__all__ = ["Result", "YearlessDates", "season_at", "written_value"]
