"""From underspecified meanings to values: what is counted from what, and how sure that is.

Counted from the publication date: what is said of the time of speaking ("two days ago", "last week", "Friday"). Counted
from the last date told: what is said of the story ("the next day", "six weeks later", "that year"), and months and
days without a year where the text tells history. Where the base is not known the value stays open and says why.

Source: the anchoring rules follow TIMEX3 (ISO 24617-1) and Strötgen and Gertz (2013, Multilingual and cross-domain
temporal tagging), who tell news from narratives; here each report is told apart by the years it names.
"""

from collections.abc import Callable

import msgspec

from sayso.reading.time.anchors import Anchors, Resolution
from sayso.reading.time.counting import relative, shifted, status_from
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
    Told,
    Unsaid,
    Within,
)
from sayso.reading.time.tense import Tense
from sayso.reading.time.values import day_in, duration_value, granularity_of, interval_of
from sayso.reading.time.yearless import YearlessDates


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


def _foreign(meaning: Foreign, anchors: Anchors, tense: Tense) -> Resolution:
    return Resolution("DATE", *YearlessDates(anchors, tense).foreign(meaning))


def _shift(meaning: Shift, anchors: Anchors, tense: Tense) -> Resolution:
    if not isinstance(meaning.base, str):
        base = resolve(meaning.base, anchors, tense)
        reason = base.reason or f"counted from {base.value}"
        named = Resolution("DATE", base.value, status_from(base.status), reason)
        return shifted(meaning, named, explicit=True)
    if meaning.base == "speech" and meaning.sign < 0 and _of_a_quarter(meaning, anchors):
        meaning = Shift(meaning.amounts, meaning.sign, "story")  # results are compared with the same quarter
    return shifted(meaning, Resolution("DATE", *anchors.base(str(meaning.base))), explicit=False)


def _of_a_quarter(meaning: Shift, anchors: Anchors) -> bool:
    return meaning.amounts == (Amount(1, "Y"),) and granularity_of(anchors.told) == "quarter"


def _moment(meaning: Moment, anchors: Anchors, tense: Tense) -> Resolution:
    if meaning.date is None:
        date = _day_spoken_of(anchors, tense)
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


def _day_spoken_of(anchors: Anchors, tense: Tense) -> Resolution:
    """Return the day of a time of day that is told without one: the day told last, if that is near.

    What is past is not of a day after publication.
    """
    day = anchors.day_near(to_come=tense != "past")
    if day is None:
        return Resolution("DATE", None, "unresolved", "its day is not told")
    return Resolution("DATE", day, "inferred", f"of {day}, told before")


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


def _told(_: Told, anchors: Anchors, __: Tense) -> Resolution:
    value, status, _reason = anchors.base("story")
    if value is None:
        return Resolution("DATE", None, status, _reason)
    return Resolution("DATE", day_in(value), "assumed", f"the time told before, {day_in(value)}")


def _unsaid(meaning: Unsaid, _: Anchors, __: Tense) -> Resolution:
    return Resolution(meaning.type, None, "unresolved", meaning.reason)


def _recurring(meaning: Recurring, _: Anchors, __: Tense) -> Resolution:
    return Resolution("SET", meaning.value, "stated")


def _reference(meaning: Reference, _: Anchors, __: Tense) -> Resolution:
    return Resolution("DATE", meaning.value, "inferred", "said of the time of speaking, without a date")


_RESOLVERS: dict[type, Callable[..., Resolution]] = {
    Stated: _stated, Ambiguous: _ambiguous, Calendar: _calendar, Foreign: _foreign, Relative: relative,
    Shift: _shift, Moment: _moment, Within: _within, Period: _period, Told: _told, Unsaid: _unsaid,
    Recurring: _recurring, Reference: _reference,
}  # fmt: skip
