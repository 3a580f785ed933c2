"""Rules that join what the earlier levels found: shifts, parts of days and of dates, times with dates, ranges."""

import msgspec

from sayso.reading.time.grammar import Found, Made, Rule
from sayso.reading.time.meaning import (
    Amount,
    Base,
    Calendar,
    Clock,
    Meaning,
    Moment,
    Period,
    Reference,
    Relative,
    Shift,
    Within,
)

NAMED = {"D": "(DATE|YEARC)", "A": "(DUR|AUNIT)"}


def _meaning(found: Found, label: str) -> Meaning | None:
    value = found.value(label)
    return value if isinstance(value, Meaning) else None


def _shift(found: Found, sign: int, base: "Base | Meaning") -> Made | None:
    amount = found.value("a")
    if not isinstance(amount, Period):
        return None
    if all(part.number is None for part in amount.amounts):
        if isinstance(base, str) and sign < 0:
            return Made("REF", Reference(value="PAST_REF"))
        return Made("DATE", Shift(amount.amounts, sign, base)) if isinstance(base, str) else None
    return Made("DATE", Shift(amount.amounts, sign, base))


def _ago(found: Found) -> Made | None:
    return _shift(found, -1, "speech")


def _hence(found: Found) -> Made | None:
    return _shift(found, 1, "speech")


def _earlier(found: Found) -> Made | None:
    return _shift(found, -1, "story")


def _later(found: Found) -> Made | None:
    return _shift(found, 1, "story")


def _before(found: Found) -> Made | None:
    base = _meaning(found, "d")
    return _shift(found, -1, base) if base is not None else None


def _after(found: Found) -> Made | None:
    base = _meaning(found, "d")
    return _shift(found, 1, base) if base is not None else None


def _unit_beside(found: Found) -> Made | None:
    """`the day before yesterday`, `the week after Easter`."""
    base = _meaning(found, "d")
    if base is None:
        return None
    sign = 1 if found.words("b") == "after" else -1
    return Made("DATE", Shift((Amount(1, str(found.value("u"))),), sign, base))


def _from(found: Found) -> Made | None:
    """`two weeks from Tuesday`; in `64 days from May 3 to July 6` each is a time of its own."""
    return None if found.after() in {"to", "until", "till", "through", "-"} else _after(found)


def _before_told(found: Found) -> Made | None:
    """`the year before`, where what follows cannot be what it was before."""
    if found.after().isalpha() or found.after() in {"'", '"', "“", "‘"}:
        return None
    step = -1 if found.words("b") == "before" else 1
    return Made("DATE", Relative(unit=str(found.value("u")), step=step, base="story"))


def _amount_before_told(found: Found) -> Made | None:
    """`two years before`, at the end of a clause."""
    if found.after() not in {".", ",", ";", "\n", ""}:
        return None
    return _earlier(found) if found.words("b") == "before" else _later(found)


def _units_ago(found: Found) -> Made:
    """`weeks earlier`, `months later`."""
    if found.words("b") == "later":
        return Made("DATE", Shift((Amount(None, str(found.value("u"))),), 1, "story"))
    return Made("REF", Reference(value="PAST_REF"))


def _unit_shift(found: Found) -> Made | None:
    """`the year-ago quarter`, `a year earlier`: the same unit one before."""
    return Made("DATE", Shift((Amount(1, "Y"),), -1, "story"))


def _same(found: Found) -> Made | None:
    meaning = _meaning(found, "d")
    kind = found.item("d")
    if meaning is None or kind is None:
        return None
    if (
        isinstance(meaning, Calendar)
        and meaning.weekday
        and not meaning.month
        and found.words("e") in {"end", "beginning"}
    ):
        return None
    return Made("DATETIME" if isinstance(meaning, Moment) else "DATE", meaning)


def _in_part(found: Found) -> Made | None:
    """`Friday night`, `the night of April 18`, `dawn on Sunday`."""
    meaning = _meaning(found, "d")
    if meaning is None or isinstance(meaning, Moment) or not _is_day(meaning):
        return None
    return Made("DATETIME", Moment(date=meaning, clock=Clock(part=str(found.value("p") or "MO"))))


def _is_day(meaning: Meaning) -> bool:
    if isinstance(meaning, Calendar):
        return meaning.day is not None or meaning.weekday is not None or meaning.feast is not None
    if isinstance(meaning, Relative):
        return meaning.unit in {"D", "WE"}
    return True


def _at_time(found: Found) -> Made | None:
    """`Monday at 17:00`, `9 a.m. on 28 August`."""
    meaning, clock = _meaning(found, "d"), found.value("t")
    if meaning is None or not isinstance(clock, Clock) or isinstance(meaning, Moment) or not _is_day(meaning):
        return None
    return Made("DATETIME", Moment(date=meaning, clock=clock))


def _time_in_part(found: Found) -> Made | None:
    """`ten this morning`, `3 a.m. Tuesday morning`."""
    moment, clock, hour = found.value("d"), found.value("t"), found.number("h")
    if not isinstance(moment, Moment) or moment.clock.hour is not None:
        return None
    if not isinstance(clock, Clock):
        if hour is None or hour > 12 or moment.clock.part is None:
            return None
        late = moment.clock.part in {"AF", "EV", "NI"} and hour < 12
        clock = Clock(hour=hour + 12 * late)
    elif moment.clock.part in {"AF", "EV", "NI"} and clock.half_day and clock.hour is not None and clock.hour < 12:
        clock = msgspec.structs.replace(clock, hour=clock.hour + 12, half_day=False)
    return Made("DATETIME", Moment(date=moment.date, clock=clock))


def _time_of_part(found: Found) -> Made | None:
    """`3 a.m. Tuesday morning`."""
    day, clock = _meaning(found, "w"), found.value("t")
    if day is None or not _is_day(day) or not isinstance(clock, Clock):
        return None
    late = found.value("p") in {"AF", "EV", "NI"} and clock.half_day and (clock.hour or 12) < 12
    if late:
        clock = msgspec.structs.replace(clock, hour=(clock.hour or 0) + 12, half_day=False)
    return Made("DATETIME", Moment(date=day, clock=clock))


def _night_before(_: Found) -> Made:
    return Made("DATETIME", Moment(date=Relative(unit="D", step=-1, base="story"), clock=Clock(part="NI")))


def _bare_part(found: Found) -> Made | None:
    """`the morning`, `dawn`: of the day that is spoken of."""
    return Made("DATETIME", Moment(date=None, clock=Clock(part=str(found.value("p")))))


_BY = frozenset(["at", "by", "before", "until", "till", "since", "after", "around", "near", "from", "on"])


def _twilight(found: Found) -> Made | None:
    return _bare_part(found) if found.before() in _BY else None


def _the_part(found: Found) -> Made | None:
    if found.after() in {"of", "before", "that", "when", "he", "she", "they", "sky", "watch", "shift"}:
        return None
    return _bare_part(found)


def _within(found: Found) -> Made | None:
    """`July 25 of that year`, `third quarter last year`, `next year's first quarter`."""
    part, whole = found.value("d"), _meaning(found, "y")
    if not isinstance(part, Calendar) or whole is None or part.year is not None or part.weekday is not None:
        return None
    if not isinstance(whole, Relative) or whole.unit not in {"Y", "M"}:
        return None
    return Made("DATE", Within(part=part, whole=whole))


def _earlier_in(found: Found) -> Made | None:
    """`earlier this year`; in `Earlier Friday` the word is no part of the date."""
    meaning = _meaning(found, "d")
    return _same(found) if isinstance(meaning, Relative) else None


def _in_unit(found: Found) -> Made | None:
    unit = str(found.value("u"))
    return Made("DATE", Relative(unit=unit, step=0, base="story")) if unit in {"W", "M", "Y", "DE"} else None


def _week_of(found: Found) -> Made | None:
    meaning = _meaning(found, "d")
    return Made("DATE", Shift((Amount(0, "W"),), 1, meaning)) if meaning is not None and _is_day(meaning) else None


def _apposed(found: Found) -> Made | None:
    """`this coming Sunday, March eighth`."""
    one, two = found.value("a"), found.value("b")
    if not isinstance(one, Calendar) or not isinstance(two, Calendar) or not one.weekday or one.month or not two.day:
        return None
    return Made("DATE", msgspec.structs.replace(two, weekday=one.weekday))


def _roughly(found: Found) -> Made | None:
    meaning = _meaning(found, "d")
    return None if isinstance(meaning, Calendar) and meaning.weekday and not meaning.month else _same(found)


def _kept_time(found: Found) -> Made | None:
    item = found.item("d")
    return Made("TIME" if isinstance(item.value, Clock) else "DATETIME", item.value) if item else None


_BEFORE_DAY = frozenset(["on", "until", "by", "since", "from", "till", "after", "before"])
_AFTER_DAY = frozenset(["will", "would", "was", "were", "is", "had", "has", "and", "but", "when", "he", "she", "they", "we", "it", "that", "the", "in", "at"])


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


def _compound(found: Found) -> Made | None:
    """`two years and three months`."""
    one, two = found.value("a"), found.value("b")
    if not isinstance(one, Period) or not isinstance(two, Period):
        return None
    order = ["S", "TM", "H", "D", "W", "M", "Y"]
    units = [amount.unit for amount in (*one.amounts, *two.amounts)]
    if any(unit not in order for unit in units) or units != sorted(units, key=order.index, reverse=True):
        return None
    if len(set(units)) < len(units):
        return None
    return Made("DUR", Period((*one.amounts, *two.amounts)))


def _kept(found: Found) -> Made | None:
    item = found.item("a")
    return Made("DUR", item.value) if item else None


SHIFTS = (
    Rule("$ABOUT? a:$A ago", _ago),
    Rule("$ABOUT? a:$A (earlier|previously|beforehand)", _earlier),
    Rule("$ABOUT? a:$A (before|prior) (that|this|then)", _earlier),
    Rule("$ABOUT? a:$A (later|afterward|afterwards)", _later),
    Rule("$ABOUT? a:$A after that", _later),
    Rule("$ABOUT? a:$A (hence|from now)", _hence),
    Rule("$ABOUT? a:$A (before|prior to) d:$D", _before),
    Rule("$ABOUT? a:$A (after|following) d:$D", _after),
    Rule("$ABOUT? a:$A from d:$D", _from),
    Rule("a:$A -? ago", _ago),
    Rule("the u:UNIT b:(before|after|following)", _before_told),
    Rule("$ABOUT? a:$A b:(before|after)", _amount_before_told),
    Rule("the night before", _night_before),
    Rule("the u:UNIT b:(before|after) d:$D", _unit_beside),
    Rule("u:UNITS b:(ago|earlier|later)", _units_ago),
    Rule("(the|its)? comparable? UNIT - (ago|earlier) UNIT", _unit_shift),
    Rule("UNIT - (ago|earlier)", _unit_shift),
    Rule("a:$A and? b:$A", _compound),
)
"""Durations that say how far off a date is."""

PARTS = (
    Rule("(early|late|mid)? -? d:$D ,? (early|late)? p:PART", _in_part),
    Rule("(early|late|mid) -? p:PART d:DATE", _in_part),
    Rule("(the)? (early|late|very early)? -? p:PART hours? (of|on) (the)? d:$D", _in_part),
    Rule("(in)? p:PART (of|on) d:$D", _in_part),
    Rule("(the)? (small|early|wee) hours (of|on) d:$D p:PART?", _in_part),
    Rule("(the)? (early|late) hours (of|on) d:DATETIME", _same),
    Rule("overnight (on|from|into)? d:DATE", lambda found: _in_night(found)),
    Rule("d:DATE overnight", lambda found: _in_night(found)),
    Rule("t:TIME (,|on|of|-)? the? d:$D", _at_time),
    Rule("t:TIME (,|on|of)? w:DATE p:PART", _time_of_part),
    Rule("d:$D at p:PART", _in_part),
    Rule("d:$D ,? (at|about|around|from|by|before|after|,|until|-)* t:TIME", _at_time),
    Rule("t:TIME (,|on|of)? d:DATETIME", _time_in_part),
    Rule("h:(DD|Q) (,|on|of)? d:DATETIME", _time_in_part),
    Rule("d:DATETIME ,? (at|about|around)* t:TIME", _time_in_part),
    Rule("the (early|late|mid)? -? p:PART (hours)?", _the_part),
    Rule("(early|late|mid) -? (in the)? p:PART (hours)?", _the_part),
    Rule("p:PART", lambda found: _twilight(found) if found.tokens.words[found.first] in _ALONE else None),
)
"""Parts of days, and times of day with their days."""

_ALONE = frozenset(["dawn", "daybreak", "sunrise", "dusk", "sunset", "nightfall"])


def _in_night(found: Found) -> Made | None:
    meaning = _meaning(found, "d")
    return Made("DATETIME", Moment(date=meaning, clock=Clock(part="NI"))) if meaning and _is_day(meaning) else None


MODIFIED = (
    Rule("(early|late|mid|middle) (in|on|of|-)? the? d:(DATE|YEARC|DATETIME)", _same),
    Rule("(earlier|later) (in|on)? d:(DATE|YEARC|DATETIME)", _earlier_in),
    Rule("(earlier|later|early|late) in the u:UNIT", _in_unit),
    Rule("the week of d:DATE", _week_of),
    Rule("a:DATE , b:DATE", _apposed),
    Rule("(the)? (early|mid|late|very) -? d:(DATE|YEARC)", _same),
    Rule("(the)? (very)? e:(end|beginning|start|middle|close|turn|onset) (of|-) d:(DATE|YEARC)", _same),
    Rule(
        "(the)? (early|mid|late|first|second|third|latter|last|final|closing|opening) (part|half|week|days|weeks|months|hours|years|stages)"
        " (of|in) d:(DATE|YEARC)",
        _same,
    ),
    Rule("(sometime|some time) (in|on|during)? d:DATE", _same),
    Rule("(around|circa) d:(DATE|YEARC)", _roughly),
    Rule("(about|around) d:(TIME|DATETIME)", _kept_time),
    Rule("d:DATE (of|in|,)? y:DATE", _within),
    Rule("y:DATE 's d:DATE", _within),
    Rule("the d:$ORD", _the_day_number),
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


def _range_behind(found: Found) -> tuple[Made, ...] | None:
    """`May 3-5`, `May 3 and 5`: the second gets the month of the first."""
    first, last = found.value("a"), found.number("b")
    if not isinstance(first, Calendar) or first.day is None or first.month is None or last is None:
        return None
    if found.item("y") is None and first.year is not None:
        return None
    if (
        last <= first.day
        or found.after() in {"people", "soldiers", "%"}
        or (found.words("s") == "and" and found.after().isalpha())
    ):
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
        lambda found: (Made("DATE", found.value("a"), "a"), Made("DATE", found.value("b"), "b")),
    ),
)
"""Two dates that share a month or a year; each stays a time expression of its own (TimeML)."""

APPROXIMATE = (Rule("$ABOUT a:DUR", _kept),)
"""Words of more or less before a duration."""
