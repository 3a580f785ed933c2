"""From underspecified meanings to values: what is counted from what, and how sure that is.

Counted from the publication date: what is said of the time of speaking ("two days ago", "last week", "Friday"). Counted
from the last date told: what is said of the story ("the next day", "six weeks later", "that year"), and months and
days without a year where the text tells history. Where the base is not known the value stays open and says why.

Source: the anchoring rules follow TIMEX3 (ISO 24617-1) and Strötgen and Gertz (2013, Multilingual and cross-domain
temporal tagging), who tell news from narratives; here each report is told apart by the years it names.
"""

import datetime
from collections.abc import Callable

import msgspec

from sayso.core.reading import TimexType
from sayso.core.report import Published, Status
from sayso.reading.time.calendars import hijri_days, solar_days
from sayso.reading.time.meaning import (
    Ambiguous,
    Amount,
    Calendar,
    Clock,
    Foreign,
    Meaning,
    Moment,
    Period,
    Recurring,
    Reference,
    Relative,
    Shift,
    Stated,
    Within,
)
from sayso.reading.time.tense import Tense
from sayso.reading.time.values import day_in, duration_value, granularity_of, interval_of, moved, value_at
from sayso.reading.time.yearless import YearlessDates

NO_PUBLICATION_DATE = "no publication date"
_NEWS_DAYS = 7
"""So many days back a day that was told is still that of the news."""
NOTHING_TOLD = "no date told before it"


class Resolution(msgspec.Struct, frozen=True):
    """A value and how it was reached."""

    type: TimexType
    value: str | None
    status: Status
    reason: str | None = None


class Anchors(msgspec.Struct):
    """What the expressions of one report are counted from.

    Attributes:
        published: The publication date.
        order: `day` or `month`, whichever dates in digits have first; None where nothing tells.
        history: Whether the report tells of other years than that of its publication.
        told: The last date told, as a value.
        told_status: How that was reached.
        told_near: Whether it stands in the same paragraph.
        told_day: The last day told.
        past_day: The last day told that is not after publication.
        scene: The date that months and days without a year are of where history is told: the last one told, but not
            a year named in passing or counted from another.
    """

    published: Published
    order: str | None = None
    history: bool = False
    told: str | None = None
    told_status: Status = "stated"
    told_near: bool = False
    told_day: str | None = None
    past_day: str | None = None
    scene: str | None = None

    def speech(self) -> datetime.date | None:
        """Return the day of publication, None where it is not known to the day."""
        interval = interval_of(self.published.value)
        return interval[0] if interval and interval[0] == interval[1] else None

    def tell(self, resolution: Resolution, meaning: Meaning, opening: bool) -> None:
        """Take note of a date that was told.

        Params:
            resolution: What it is.
            meaning: What its words say.
            opening: Whether it stands at the start of its sentence.
        """
        if resolution.type not in {"DATE", "TIME"} or not resolution.value or not interval_of(resolution.value):
            return
        if self.history and isinstance(meaning, Relative) and meaning.base == "speech":
            return
        if isinstance(meaning, Shift) and meaning.amounts[0].unit in {"Y", "DE", "CE"}:
            return  # compared with, not told of
        self.told, self.told_status, self.told_near = resolution.value, resolution.status, True
        if granularity_of(day_in(resolution.value)) == "day":
            self.told_day = day_in(resolution.value)
            if self.published.value is None or self.told_day <= self.published.value:
                self.past_day = self.told_day
        if isinstance(meaning, Shift) or (isinstance(meaning, Relative) and meaning.base == "speech"):
            return
        if len(resolution.value) > 4 or opening or self.scene is None:
            self.scene = resolution.value


def resolve(meaning: Meaning, anchors: Anchors, tense: Tense) -> Resolution:
    """Return the value of `meaning`, its status, and why it is not stated where it is not.

    Params:
        meaning: What the words say.
        anchors: What they can be counted from.
        tense: Of the clause they stand in.
    """
    return _RESOLVERS[type(meaning)](meaning, anchors, tense)


def _stated(meaning: Stated, _: Anchors, __: Tense) -> Resolution:
    return Resolution("TIME" if "T" in meaning.value else "DATE", meaning.value, "stated")


def _ambiguous(meaning: Ambiguous, anchors: Anchors, _: Tense) -> Resolution:
    day_first, month_first = meaning.day_first, meaning.month_first
    if day_first and month_first and day_first != month_first:
        if anchors.order is None:
            return Resolution(
                "DATE", None, "unresolved", f"day and month either way round: {day_first} or {month_first}"
            )
        chosen = day_first if anchors.order == "day" else month_first
        return Resolution("DATE", chosen, "inferred", f"{anchors.order} first, as in the report's other dates")
    value = day_first or month_first
    if meaning.short_year:
        return Resolution("DATE", value, "inferred", "year of two digits")
    return Resolution("DATE", value, "stated")


def _calendar(meaning: Calendar, anchors: Anchors, tense: Tense) -> Resolution:
    return Resolution("DATE", *YearlessDates(anchors, tense).resolve(meaning))


def _foreign(meaning: Foreign, anchors: Anchors, _: Tense) -> Resolution:
    days = hijri_days if meaning.system == "hijri" else solar_days
    if meaning.year is not None:
        found = days(meaning.year, meaning.month, meaning.day)
    else:
        speech = anchors.speech()
        if speech is None:
            return Resolution("DATE", None, "unresolved", NO_PUBLICATION_DATE)
        near = speech.year - 621 if meaning.system == "solar" else round((speech.year - 621.5) * 33 / 32)
        candidates = [days(year, meaning.month, meaning.day) for year in range(near - 1, near + 2)]
        found = min((one for one in candidates if one), key=lambda one: abs((one[0] - speech).days), default=None)
    if found is None:
        return Resolution("DATE", None, "unresolved", f"no such date of the {meaning.system} calendar")
    first, last = found
    name = "Umm al-Qura" if meaning.system == "hijri" else "Solar Hijri"
    unit = "D" if meaning.day else "M" if meaning.month else "Y"
    middle = first + (last - first) / 2
    return Resolution("DATE", value_at(middle, unit), "inferred", f"{name} calendar: {first} to {last}")


def _relative(meaning: Relative, anchors: Anchors, tense: Tense) -> Resolution:
    value, status, reason = _base(anchors, meaning.base)
    interval = interval_of(value)
    if interval is None:
        return Resolution("DATE", None, "unresolved", reason)
    if meaning.base == "story" and meaning.unit == "D" and interval[0] != interval[1] and anchors.told_day:
        value, status = anchors.told_day, "assumed"
        reason = f"counted from {value}, the last day told"
        interval = interval_of(value) or interval
    across = value_at(interval[0], meaning.unit) != value_at(interval[1], meaning.unit)
    if across and granularity_of(value) not in {"week", "season"}:
        return Resolution("DATE", None, "unresolved", f"counted from {value}, which is not exact enough")
    step = meaning.step
    if meaning.unit == "WE" and step == 0 and interval[0].isoweekday() < 5 and tense != "future":
        step = -1  # on a weekday, the weekend that is past
    day = moved(interval[0], step, meaning.unit)
    if day is None:
        return Resolution("DATE", None, "unresolved", "no such date")
    return Resolution("DATE", value_at(day, meaning.unit), status, reason)


def _base(anchors: Anchors, base: str) -> tuple[str | None, Status, str]:
    """Return the value to count from, the status of what is counted from it, and the reason to give."""
    if base == "story":
        if anchors.told is None:
            return None, "unresolved", NOTHING_TOLD
        status: Status = "assumed" if anchors.told_status == "assumed" else "inferred"
        return day_in(anchors.told), status, f"counted from {day_in(anchors.told)}, told before"
    if anchors.published.value is None:
        return None, "unresolved", NO_PUBLICATION_DATE
    return anchors.published.value, "inferred", f"counted from {anchors.published.value}, the publication date"


def _shift(meaning: Shift, anchors: Anchors, tense: Tense) -> Resolution:
    explicit = not isinstance(meaning.base, str)
    if meaning.base == "speech" and meaning.sign < 0 and _of_a_quarter(meaning, anchors):
        meaning = Shift(meaning.amounts, meaning.sign, "story")  # results are compared with the same quarter
    if isinstance(meaning.base, str):
        value, status, reason = _base(anchors, meaning.base)
    else:
        base = resolve(meaning.base, anchors, tense)
        value, status = base.value, base.status if base.status != "stated" else "inferred"
        reason = base.reason or f"counted from {value}"
    interval = interval_of(value)
    if interval is None or value is None:
        return Resolution("DATE", None, "unresolved", reason or "what it is counted from has no date")
    return _shifted(meaning, value, interval[0], explicit, status, reason)


def _of_a_quarter(meaning: Shift, anchors: Anchors) -> bool:
    return meaning.amounts == (Amount(1, "Y"),) and granularity_of(anchors.told) == "quarter"


def _shifted(
    meaning: Shift, value: str, day: datetime.date | None, explicit: bool, status: Status, reason: str | None
) -> Resolution:
    unit = "Y"
    for amount in meaning.amounts:
        if amount.number is None:
            return Resolution("DATE", None, "unresolved", "how long is not said")
        if amount.unit in {"H", "TM", "S"}:
            return Resolution("TIME", None, "unresolved", "counted in hours, from a time of day that is not told")
        whole = _whole(amount)
        day = moved(day, meaning.sign * int(whole.number or 0), whole.unit) if day else None
        unit = whole.unit
    if day is None:
        return Resolution("DATE", None, "unresolved", "no such date")
    fineness = granularity_of(value)
    if explicit and fineness in {"day", "time"} and unit in {"W", "FN", "D"} and meaning.amounts[0].number:
        unit = "D"
    if unit in {"FN"}:
        unit = "W"
    if unit == "Y" and meaning.base == "story" and fineness == "quarter":
        unit = "Q"
    if unit == "DE":
        unit = "Y"
    coarse = {"year", "decade", "century"} if unit in {"M", "Q"} else frozenset[str]()
    if fineness in coarse or (unit in {"D", "W"} and fineness not in {"day", "time", "week"}):
        return Resolution("DATE", None, "unresolved", f"counted from {value}, which is not exact enough")
    return Resolution("DATE", value_at(day, unit), status, reason)


def _whole(amount: Amount) -> Amount:
    """Return the amount in whole units: half a year is six months."""
    number = amount.number or 0
    smaller = {"Y": ("M", 12), "M": ("D", 30), "W": ("D", 7), "DE": ("Y", 10), "CE": ("Y", 100)}
    if number % 1 and amount.unit in smaller:
        unit, factor = smaller[amount.unit]
        return Amount(round(number * factor), unit)
    return Amount(round(number), amount.unit)


def _moment(meaning: Moment, anchors: Anchors, tense: Tense) -> Resolution:
    if meaning.date is None:
        date = _day_spoken_of(anchors)
    else:
        date = resolve(meaning.date, anchors, tense)
        if date.value is not None and granularity_of(date.value) == "time":
            date = msgspec.structs.replace(date, value=day_in(date.value))
    if date.value is None or granularity_of(date.value) != "day":
        return Resolution("TIME", None, "unresolved", date.reason or "its day is not told")
    status, reason = date.status, date.reason
    if meaning.clock.half_day:
        status, reason = "assumed", "morning or evening is not said"
    return Resolution("TIME", f"{date.value}T{clock_value(meaning.clock)}", status, reason)


def _day_spoken_of(anchors: Anchors) -> Resolution:
    """Return the day of a time of day that is told without one: that of the news told, else that of publication."""
    told, speech = anchors.past_day, anchors.speech()
    if told and (anchors.history or speech is None):
        return Resolution("DATE", told, "assumed", f"the day is not said; {told} was told before")
    if speech is None or anchors.history:
        return Resolution("DATE", None, "unresolved", "its day is not told")
    if told and (speech - datetime.date.fromisoformat(told)).days <= _NEWS_DAYS:
        return Resolution("DATE", told, "assumed", f"the day is not said; {told} was told before")
    return Resolution("DATE", speech.isoformat(), "assumed", "the day is not said; that of publication")


def clock_value(clock: Clock) -> str:
    """Return what follows the T in a TIMEX3 value: the time where it happened; only UTC is told apart.

    >>> clock_value(Clock(hour=5, minute=30, zone="Z")), clock_value(Clock(part="NI"))
    ('05:30Z', 'NI')
    """
    if clock.hour is None:
        return clock.part or ""
    value = f"{clock.hour:02d}:{clock.minute or 0:02d}"
    if clock.second is not None:
        value += f":{clock.second:02d}"
    return value + ("Z" if clock.zone == "Z" else "")


def _within(meaning: Within, anchors: Anchors, tense: Tense) -> Resolution:
    whole = resolve(meaning.whole, anchors, tense)
    interval = interval_of(whole.value)
    if interval is None:
        return Resolution("DATE", None, "unresolved", whole.reason)
    month = interval[0].month if granularity_of(whole.value) == "month" else meaning.part.month
    part = msgspec.structs.replace(meaning.part, year=interval[0].year, month=month, step=None)
    found = _calendar(part, anchors, tense)
    return Resolution("DATE", found.value, whole.status, whole.reason) if found.value else found


def _period(meaning: Period, _: Anchors, __: Tense) -> Resolution:
    return Resolution("DURATION", duration_value(meaning), "stated")


def _recurring(meaning: Recurring, _: Anchors, __: Tense) -> Resolution:
    return Resolution("SET", meaning.value, "stated")


def _reference(meaning: Reference, _: Anchors, __: Tense) -> Resolution:
    return Resolution("DATE", meaning.value, "inferred", "said of the time of speaking, without a date")


_RESOLVERS: dict[type, Callable[..., Resolution]] = {
    Stated: _stated, Ambiguous: _ambiguous, Calendar: _calendar, Foreign: _foreign, Relative: _relative,
    Shift: _shift, Moment: _moment, Within: _within, Period: _period, Recurring: _recurring, Reference: _reference,
}  # fmt: skip
