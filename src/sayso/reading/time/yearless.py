"""Dates on the calendar: composed where they are whole, and given their year, month or week where they are not."""

import datetime

from sayso.core.report import Status
from sayso.reading.time.anchors import Anchors
from sayso.reading.time.calendars import FEASTS, feast_days, hijri_days, solar_days
from sayso.reading.time.choosing import days_numbered, nearest, written_value
from sayso.reading.time.meaning import Calendar, Foreign
from sayso.reading.time.tense import Tense
from sayso.reading.time.values import granularity_of, interval_of, moved, value_at

Result = tuple[str | None, Status, str | None]
"""Value, status, reason."""

_SEASON_MONTH = {"SP": 4, "SU": 7, "FA": 10, "WI": 13}
"""The month in the middle of a season; that of winter is the January after."""
_MONTHS_BACK = 8
"""A story that goes back by as many months has gone on to the next year."""
_NEAR_FEAST_DAYS = 7
"""The same of a feast, which has no year to be written."""
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
            if base is None or day <= base:
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
            days = days_numbered(number, told[0], range(int(later), 4))
            value = days[0].isoformat() if days else None
            return value, "assumed" if value else "unresolved", f"of the month of {anchors.told}, told before"
        if base is None:
            return None, status, reason
        days = days_numbered(number, base, range(-2, 3))
        before = next((day for day in reversed(days) if day <= base), None)
        after = next((day for day in days if day > base), None)
        if before is None or after is None:
            return None, "unresolved", f"no such day near {base}"
        if self._tense == "future":
            return after.isoformat(), status, reason
        if self._tense == "past":
            return before.isoformat(), status, reason
        chosen = before if base - before <= after - base else after
        return chosen.isoformat(), "assumed", f"{reason}; no verb tells whether it is past or to come"

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
            found = nearest(years, base, None, self._tense) if years else None
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
            return (
                (_feast_value(days[0], date.day), "inferred" if about else "stated", reason) if days else _no_feast(key)
            )
        if len({feast_days(key, year) for year in (2001, 2015, 2020)}) == 1:
            return _feast_value(feast_days(key, 2001)[0], date.day), "stated", None
        base, status, reason = self._base(date)
        told = interval_of(self._anchors.told)
        if self._anchors.history and told and date.step is None:
            days = feast_days(key, told[0].year)
            return (
                (_feast_value(days[0], date.day), "inferred", f"of {told[0].year}, told before")
                if days
                else _no_feast(key)
            )
        if base is None:
            return None, status, reason
        found = [days for year in range(base.year - 1, base.year + 2) for days in feast_days(key, year)]
        chosen = nearest(found, base, date.step, self._tense, _NEAR_FEAST_DAYS)
        return (_feast_value(chosen, date.day), status, reason) if chosen else _no_feast(key)

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
        chosen = nearest(found, base, date.step, self._tense)
        if chosen is None:
            return None, "unresolved", "no such day near the date it is counted from"
        return written_value(date, chosen[0].year), status, reason

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


def _fits_weekday(date: Calendar, interval: tuple[datetime.date, datetime.date]) -> bool:
    return date.weekday is None or interval[0] != interval[1] or interval[0].isoweekday() == date.weekday


def _feast_value(days: tuple[datetime.date, datetime.date], number: int | None) -> str:
    """Return the value of a feast, or of its day of that number from 1; 0 is its eve."""
    first, last = days
    if number is not None:
        return (moved(first, number - 1, "D") or first).isoformat()
    if first == last:
        return first.isoformat()
    if (last - first).days < 8:
        return value_at(last, "W")
    return value_at(first + (last - first) / 2, "M")


def _no_feast(key: str) -> Result:
    return None, "unresolved", f"no date is known of {key} in that year"
