"""Rules for two dates that share a month or a year, and for words beside a date that leave its value as it is."""

import msgspec

from sayso.reading.time.grammar import Found, Made, Rule
from sayso.reading.time.meaning import Amount, Calendar, Clock, Relative, Shift, Within
from sayso.reading.time.rules_joined import is_day, meaning_of, same
from sayso.reading.time.tables import word_set


def _kept_time(found: Found) -> Made | None:
    item = found.item("d")
    return Made("TIME" if isinstance(item.value, Clock) else "DATETIME", item.value) if item else None


def _units_of(found: Found) -> Made | None:
    """`the last two weeks of March`."""
    begins = found.words("p").split()[:2]
    return same(found) if begins in (["the", "last"], ["the", "first"], ["the", "final"], ["the", "opening"]) else None


def _within(found: Found) -> Made | None:
    """`July 25 of that year`, `third quarter last year`, `next year's first quarter`."""
    part, whole = found.value("d"), meaning_of(found, "y")
    if not isinstance(part, Calendar) or whole is None or part.year is not None or part.weekday is not None:
        return None
    if not isinstance(whole, Relative) or whole.unit not in {"Y", "M"}:
        return None
    return Made("DATE", Within(part=part, whole=whole))


def _earlier_in(found: Found) -> Made | None:
    """`earlier this year`, `later in 1944`; in `Earlier Friday` the word is no part of the date."""
    meaning = meaning_of(found, "d")
    return same(found) if isinstance(meaning, Relative) or found.words("i") == "in" else None


def _in_unit(found: Found) -> Made | None:
    unit = str(found.value("u"))
    return Made("DATE", Relative(unit=unit, step=0, base="story")) if unit in {"W", "M", "Y", "DE"} else None


def _week_of(found: Found) -> Made | None:
    meaning = meaning_of(found, "d")
    return Made("DATE", Shift((Amount(0, "W"),), 1, meaning)) if meaning is not None and is_day(meaning) else None


def _apposed(found: Found) -> Made | None:
    """`this coming Sunday, March eighth`."""
    one, two = found.value("a"), found.value("b")
    if not isinstance(one, Calendar) or not isinstance(two, Calendar) or not one.weekday or one.month or not two.day:
        return None
    return Made("DATE", msgspec.structs.replace(two, weekday=one.weekday))


def _roughly(found: Found) -> Made | None:
    meaning = meaning_of(found, "d")
    return None if isinstance(meaning, Calendar) and meaning.weekday and not meaning.month else same(found)


_BEFORE_DAY = word_set("on until by since from till after before")


_AFTER_DAY = word_set(
    "will would was were is are had has have and or but when while where if as he she they we it i you that this these "
    "there the a an in at on of by to from with after before until"
)


def _the_day_number(found: Found) -> Made | None:
    """`the fifteenth`, of the month that is spoken of."""
    item = found.item("d")
    if (
        item is None
        or found.before() not in _BEFORE_DAY
        or (found.after().isalpha() and found.after() not in _AFTER_DAY)
    ):
        return None
    return Made("DATE", Calendar(day=found.number("d")))


def _two_day_numbers(found: Found) -> tuple[Made, ...] | None:
    """`the 12th and 13th`."""
    if found.before() not in _BEFORE_DAY:
        return None
    first, last = (Calendar(day=found.number(label)) for label in ("d", "e"))
    return Made("DATE", first, "d"), Made("DATE", last, "e")


MODIFIED = (
    Rule("(early|late|mid|middle) (in|on|of|-)? the? d:(DATE|YEARC|DATETIME)", same),
    Rule("(earlier|later) i:(in|on)? d:(DATE|YEARC|DATETIME)", _earlier_in),
    Rule("(earlier|later|early|late) in the u:UNIT", _in_unit),
    Rule("the week of d:DATE", _week_of),
    Rule("a:DATE , b:DATE", _apposed),
    Rule("(the)? (early|mid|late|very) -? d:(DATE|YEARC)", same),
    Rule("(the)? (very)? e:(end|beginning|start|middle|close|turn|onset) (of|-) d:(DATE|YEARC)", same),
    Rule(
        "(the)? (early|mid|late|first|second|third|latter|last|final|closing|opening) "
        "(part|half|week|days|weeks|months|hours|years|stages)"
        " (of|in) d:(DATE|YEARC)",
        same,
    ),
    Rule("p:DUR (of|in) d:DATE", _units_of),
    Rule("(sometime|some time) (in|on|during)? d:DATE", same),
    Rule("(around|circa) d:(DATE|YEARC)", _roughly),
    Rule("(about|around) d:(TIME|DATETIME)", _kept_time),
    Rule("d:DATE (of|in|,)? y:DATE", _within),
    Rule("y:DATE 's d:DATE", _within),
    Rule("the d:$ORD", _the_day_number),
    Rule("the d:ORDD and e:ORDD", _two_day_numbers),
)
"""Words before or behind a date that leave its value as it is, and dates inside other dates."""


def _range_days(found: Found) -> tuple[Made, ...] | None:
    """`between 3 and 5 May`: the first gets the month and the year of the second."""
    last = found.value("b")
    first = found.number("a")
    if not isinstance(last, Calendar) or last.day is None or last.month is None or first is None:
        return None
    if first >= last.day:
        return None
    start = msgspec.structs.replace(last, day=first, weekday=None)
    return Made("DATE", start, "a"), Made("DATE", last, "b")


def _listed_days(found: Found) -> tuple[Made, ...] | None:
    """`3, 4 and 5 May`."""
    last, first, middle = found.value("b"), found.number("a"), found.number("c")
    if not isinstance(last, Calendar) or last.day is None or last.month is None or first is None or middle is None:
        return None
    if not first < middle < last.day:
        return None
    days = [msgspec.structs.replace(last, day=day, weekday=None) for day in (first, middle)]
    return Made("DATE", days[0], "a"), Made("DATE", days[1], "c"), Made("DATE", last, "b")


def _slashed_night(found: Found) -> Made | None:
    """`the night of 5/6 June`: the night that began on the first of the two."""
    date = found.value("d")
    days = found.words("f").split("/")
    if not isinstance(date, Calendar) or date.day is not None or date.month is None or len(days) != 2:
        return None
    if int(days[1]) != int(days[0]) + 1:
        return None
    return Made("DATE", msgspec.structs.replace(date, day=int(days[0])))


_COUNTED = word_set("people men women % percent per million billion thousand hundred others more police dead")


def _range_behind(found: Found) -> tuple[Made, ...] | None:
    """`May 3-5`, `May 3 and 5`: the second gets the month of the first."""
    first, last = found.value("a"), found.number("b")
    if not isinstance(first, Calendar) or first.day is None or first.month is None or last is None:
        return None
    if found.item("y") is None and first.year is not None:
        return None
    after = found.after()
    if last <= first.day or after in _COUNTED or (after.endswith("s") and len(after) > 4 and found.words("s") == "and"):
        return None
    year = found.number("y") or first.year
    start = msgspec.structs.replace(first, year=year)
    end = msgspec.structs.replace(first, year=year, day=last, weekday=None)
    return Made("DATE", start, "a"), Made("DATE", end, "b")


def _range_months(found: Found) -> tuple[Made, ...] | None:
    """`from March to June 2015`, `between May and July last year`: the first gets the year of the second."""
    first, last = found.value("a"), found.value("b")
    if not isinstance(first, Calendar) or not isinstance(last, Calendar):
        return None
    if first.year is not None or last.year is None or first.weekday or first.step is not None:
        return None
    year = last.year
    if first.month and last.month and (first.month, first.day or 0) > (last.month, last.day or 31):
        year -= 1
    return Made("DATE", msgspec.structs.replace(first, year=year), "a"), Made("DATE", last, "b")


def _range_years(found: Found) -> tuple[Made, ...] | None:
    """`1939-45`, `1996–2001`."""
    first, last = found.value("a"), found.number("b")
    if not isinstance(first, Calendar) or first.year is None or last is None:
        return None
    year = last if last > 99 else first.year // 100 * 100 + last
    if not first.year < year <= first.year + 150:
        return None
    return Made("DATE", first, "a"), Made("DATE", Calendar(year=year), "b")


def _both(found: Found) -> tuple[Made, ...]:
    return Made("DATE", found.value("a"), "a"), Made("DATE", found.value("b"), "b")


_TO = "s:(to|and|or|-|--|through|thru|until|till|/)"


RANGES = (
    Rule(f"a:DD {_TO} b:DATE", _range_days),
    Rule("a:DD , c:DD ,? and b:DATE", _listed_days),
    Rule("f:FRACTION d:DATE", _slashed_night),
    Rule("a:ORDD s:(to|and|-|--|through) b:DATE", _range_days),
    Rule(f"a:DATE {_TO} b:DD (,? y:YEARC)?", _range_behind),
    Rule(f"a:DATE {_TO} b:DATE", _range_months),
    Rule("a:YEARC (-|--|/) b:(N2|DD)", _range_years),
    Rule(
        "a:YEARC (-|--|to|and|through|/) b:YEARC",
        _both,
    ),
)
"""Two dates that share a month or a year; each stays a time expression of its own (TimeML)."""
