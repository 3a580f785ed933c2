"""Rules for dates on the calendar, whole or in part, and for those counted from now or from what was told."""

from sayso.reading.time.calendars import FEAST_NAMES
from sayso.reading.time.grammar import Found, Made, Rule
from sayso.reading.time.meaning import (
    Amount,
    Base,
    Calendar,
    Clock,
    Foreign,
    Meaning,
    Moment,
    Period,
    Reference,
    Relative,
    Shift,
    Within,
)
from sayso.reading.time.rules_amounts import period
from sayso.reading.time.written import full_year

_STEPS: dict[str, tuple[int, Base]] = {
    "last": (-1, "speech"), "past": (-1, "speech"), "previous": (-1, "story"), "preceding": (-1, "story"),
    "prior": (-1, "story"), "next": (1, "speech"), "coming": (1, "speech"), "upcoming": (1, "speech"),
    "following": (1, "story"), "this": (0, "speech"), "current": (0, "speech"), "that": (0, "story"),
    "same": (0, "story"), "latest": (-1, "speech"), "this past": (-1, "speech"), "this coming": (1, "speech"),
    "those": (0, "story"), "very": (0, "story"),
}  # fmt: skip
STEP = (
    "((the|this)? (last|past|previous|preceding|prior|next|coming|upcoming|following|current|same|latest)|this|that"
    "|that same|that very|this same|the very next)"
)


def step_of(found: Found, label: str = "s") -> tuple[int, Base]:
    """Return what `last`, `the next`, `that same` and the like say: how many units on, counted from what.

    With the article, `the next day` counts from what was told; `next week` from the day of speaking.
    """
    words = found.words(label)
    key = words.removeprefix("the ").removeprefix("very ")
    if key in {"that same", "this same", "that very"}:
        key = "same"
    step, base = _STEPS.get(key) or _STEPS[key.split()[-1]]
    if words in {"the next", "the very next"}:
        base = "story"
    return step, base


def _year_of(found: Found, label: str = "y") -> tuple[int | None, bool]:
    item = found.item(label)
    if item is None or not isinstance(item.value, (int, float)):
        return None, False
    year = int(item.value)
    short = 0 <= year < 100
    return (full_year(f"{year:02d}") if short else year), short


def _valid(month: int | None, day: int | None) -> bool:
    if day is None or month is None:
        return True
    return 1 <= day <= (30 if month in {4, 6, 9, 11} else 29 if month == 2 else 31)


def _date(found: Found) -> Made | None:
    month, day = found.number("m"), found.number("d")
    year, short = _year_of(found)
    if not _valid(month, day):
        return None
    if _verb_after(found, month):
        return None
    if (month, day, year) == (9, 11, None) and found.after() in {
        "attacks",
        "attack",
        "terrorist",
        "terror",
        "hijackers",
    }:
        return Made("DATE", Calendar(feast="9/11"))
    return Made("DATE", Calendar(year=year, short_year=short, month=month, day=day, weekday=found.number("w")))


def _verb_after(found: Found, month: int | None) -> bool:
    """Whether `March` or `May` alone is followed by what only a verb has."""
    return month in {3, 5} and found.first == found.last and found.after() in {"have", "be", "not"}


def _season(found: Found) -> Made:
    year, short = _year_of(found)
    return Made("DATE", Calendar(year=year, short_year=short, season=str(found.value("s"))))


def _quarter(found: Found) -> Made | None:
    number = found.number("o")
    year, short = _year_of(found)
    if number is None or not 1 <= number <= 4 or found.tokens.words[found.last] == "quarters":
        return None
    return Made("DATE", Calendar(year=year, short_year=short, quarter=number))


def _quarter_sign(found: Found) -> Made | None:
    return _quarter(found) if found.tokens.starts[found.first] + 1 == found.tokens.starts[found.first + 1] else None


def _half(found: Found) -> Made:
    year, _ = _year_of(found)
    return Made("DATE", Calendar(year=year, half=1 if found.words("o") == "first" else 2))


def _decade(found: Found) -> Made | None:
    if found.before() in {"his", "her", "their", "my"}:
        return None  # an age
    return Made("DATE", Calendar(decade=found.number("d")))


def _century(found: Found) -> Made | None:
    number = found.number("o")
    if number is None or number < 2:
        return None
    if found.words("e"):
        return Made("DATE", Calendar(century=-(number - 1)))
    return Made("DATE", Calendar(century=number - 1))


def _fiscal(found: Found) -> Made | None:
    year = _year_of(found)[0]
    return Made("DATE", Calendar(year=year)) if year and 1000 <= year < 2100 else None


def _year(found: Found) -> Made:
    year = _year_of(found)[0]
    return Made("DATE" if year and year < 0 else "YEARC", Calendar(year=year))


def _feast(found: Found) -> Made:
    key = str(found.value("f"))
    return Made("DATE", Calendar(feast=key, year=_year_of(found)[0]))


def _feast_day(found: Found) -> Made:
    feast = Calendar(feast=str(found.value("f")), year=_year_of(found)[0])
    return Made("DATE", Shift((Amount((found.number("o") or 1) - 1, "D"),), 1, feast))


def _feast_eve(found: Found) -> Made:
    return Made("DATE", Shift((Amount(1, "D"),), -1, Calendar(feast=str(found.value("f")), year=_year_of(found)[0])))


def _hijri(found: Found) -> Made | None:
    month, day, year = found.number("m"), found.number("d"), found.number("y")
    if day is None and year is None:
        feast = {9: "ramadan", 1: "muharram"}.get(month or 0)
        if feast:
            return Made("DATE", Calendar(feast=feast))
    if year is not None and year > 1600:  # the month of a Gregorian year: Ramadan 2021
        feast = {9: "ramadan", 1: "muharram"}.get(month or 0)
        return Made("DATE", Calendar(feast=feast, year=year)) if feast and day is None else None
    return Made("DATE", Foreign(system="hijri", year=year, month=month, day=day))


def _hijri_year(found: Found) -> Made | None:
    year = found.number("y")
    system = "solar" if found.words("s") else "hijri"
    if year is None or not 1 <= year <= 1500:
        return None
    return Made("DATE", Foreign(system=system, year=year, month=None, day=None))  # type: ignore[arg-type]


def _solar(found: Found) -> Made | None:
    day, year = found.number("d"), found.number("y")
    if year is None and day is None:
        return None
    if year is not None and not 1200 <= year <= 1500:
        return None
    return Made("DATE", Foreign(system="solar", year=year, month=found.number("m"), day=day))


def _weekday_with_number(found: Found) -> Made | None:
    """`on Sunday (22)`."""
    return Made("DATE", Calendar(weekday=found.number("w"), day=found.number("d")))


def _full(found: Found) -> Made | None:
    value = found.value("f")
    return Made("DATE", value) if value is not None else None


def _day(found: Found) -> Made:
    number = found.number("d")
    return Made("DATE", Relative(unit="D", step=number or 0, base="speech"))


def _day_beyond(found: Found) -> Made | None:
    number = found.number("d")
    if not number or (number < 0) != (found.words("b") == "before"):
        return None
    return Made("DATE", Relative(unit="D", step=2 * number, base="speech"))


def _stepped(found: Found) -> Made | None:
    """`last week`, `the following day`, `that year`; the past week is as long as one."""
    step, base = step_of(found)
    unit = str(found.value("u"))
    words = found.words("s")
    if unit in {"TM", "S", "H"}:
        return None
    if (words.endswith("past") and unit != "WE") or (words == "the last" and unit not in {"Y", "WE"}):
        return Made("DUR", period(1, unit))
    if unit == "CE":
        return Made("DATE", Relative(unit=unit, step=step, base="speech"))
    if unit == "D" and words == "next":
        base = "story"
    if unit == "D" and base == "speech" and (words not in {"the next", "this"} or found.before() in {"to", "from"}):
        return None
    return Made("DATE", Relative(unit=unit, step=step, base=base))


def _stepped_date(found: Found) -> Made | None:
    """`last March`, `next Friday`, `this summer`, `last Thanksgiving`, `next March 5`."""
    step, base = step_of(found)
    quarter = found.number("q")
    if quarter is not None and not 1 <= quarter <= 4:
        return None
    season, feast = found.value("t"), found.value("f")
    return Made(
        "DATE",
        Calendar(
            month=found.number("m"), day=found.number("d"), weekday=found.number("w"), quarter=quarter,
            season=str(season) if season else None, feast=str(feast) if feast else None, step=step, base=base,
        ),
    )  # fmt: skip


def _stepped_part(found: Found) -> Made | None:
    """`last night`, `this morning`, `the next evening`."""
    step, base = step_of(found)
    part = str(found.value("p"))
    if found.words("s").endswith("past"):
        return None
    return Made("DATETIME", Moment(date=Relative(unit="D", step=step, base=base), clock=Clock(part=part)))


def _tonight(_: Found) -> Made:
    return Made("DATETIME", Moment(date=Relative(unit="D", step=0, base="speech"), clock=Clock(part="NI")))


def _overnight(found: Found) -> Made:
    return Made("DATETIME", Moment(date=Relative(unit="D", step=-1, base="speech"), clock=Clock(part="NI")))


def _many_steps(found: Found) -> Made | None:
    """`the past two weeks`, `the next few days`: as long as that."""
    number = found.value("n")
    return Made("DUR", period(float(number) if isinstance(number, (int, float)) else None, str(found.value("u"))))


def _vague_steps(found: Found) -> Made:
    if found.words("c"):
        return Made("REF", Reference(value="FUTURE_REF"))
    return Made("DUR", period(None, str(found.value("u"))))


def _first_units(found: Found) -> Made | None:
    return _many_steps(found)


def _this_unit(found: Found) -> Made | None:
    """`the quarter`, `the week`, `the weekend`: the one that is spoken of."""
    unit = str(found.value("u"))
    if unit not in {"Q", "W", "Y", "WE", "M"} or found.after() in {"of", "-", "before", "after", "that", "when"}:
        return None
    if unit == "Y" and found.after() in {"ended", "ending"}:
        return Made("DUR", period(1, unit))
    if unit == "Y" and found.after() not in {"'s", ".", ",", "ended", "ending", "to", "end"}:
        return None
    if unit == "M" and found.before() in {"of", "in"} and found.after() == "-":
        return None
    return Made("DATE", Relative(unit=unit, step=0, base="speech" if unit == "WE" else "story"))


def _weekend(found: Found) -> Made:
    return Made("DATE", Relative(unit="WE", step=0, base="speech"))


def _year_end(found: Found) -> Made:
    return Made("DATE", Relative(unit="Y", step=0, base="speech"))


_DATE = "(w:WDAY ,?)?"
DATES = (
    Rule(f"{_DATE} m:MONTH the? d:$DAYN", _date),
    Rule(f"{_DATE} m:MONTH the? d:$DAYN ,? y:($YEAR|SHORTY)", _date),
    Rule(f"{_DATE} the? d:$DAYN -? of? -? m:MONTH", _date),
    Rule(f"{_DATE} the? d:$DAYN -? of? -? m:MONTH (,|-|of|in)? y:($YEAR|SHORTY)", _date),
    Rule("d:DD - m:MONTH - y:(N2|DD)", _date),
    Rule("m:MONTH (,|of|in|-)? y:($YEAR|SHORTY)", _date),
    Rule("m:MONTH", _date),
    Rule("w:WDAY", _date),
    Rule("w:WDAY ,? the d:ORDD", _weekday_with_number),
    Rule("w:WDAY LP d:DD RP", _weekday_with_number),
    Rule("w:WDAY LP (DD / DD|m:MONTH d:DD|d:DD m:MONTH) RP", _date),
    Rule("f:FULL", _full),
    Rule("(the)? s:SEASON (of|,|in)? y:$YEAR", _season),
    Rule("(the)? s:SEASON (of|,)? y:$YEAR (-|/) (DD|N2|Y4)", _season),
    Rule("y:$YEAR s:SEASON", _season),
    Rule("(the)? s:SEASON", _season),
    Rule("(the)? (fiscal)? o:$ORD -? quarter ((of|in|,)? (fiscal)? y:$YEAR)?", _quarter),
    Rule("(the)? y:$YEAR (fiscal)? o:$ORD -? quarter", _quarter),
    Rule("q o:DD (of|,)? y:$YEAR?", _quarter_sign),
    Rule("(the)? o:(first|second) half of y:$YEAR", _half),
    Rule("(the|its|their)? ((early|mid|late) -?)? d:DECADE", _decade),
    Rule("(the)? ((early|mid|late) -?)? o:$ORD -? century (ad|ce|e:(bc|bce))?", _century),
    Rule("(the)? fiscal year? y:$YEAR", _fiscal),
    Rule("(the)? year y:($YEAR|Q)", _fiscal),
    Rule("the y:$YEAR period", _fiscal),
    Rule("the years y:$YEAR", _year),
    Rule("y:$YEAR", _year),
    Rule("y:$YEAR (ad|ce)", _fiscal),
    Rule("f:FEAST (,? y:$YEAR)?", _feast),
    Rule("(the)? (end|last day|start|beginning) of f:FEAST", _feast),
    Rule("((the)? d:$DAYN of? )? m:HIJRI (,? y:(Y4|NUM) (ah|hijri|h)?)?", _hijri),
    Rule("m:HIJRI d:DD (,? y:Y4 (ah|hijri|h)?)?", _hijri),
    Rule("the d:$ORD day of m:HIJRI", _hijri),
    Rule("the o:$ORD day of f:FEAST (,? y:$YEAR)?", _feast_day),
    Rule("(the)? eve of f:FEAST (,? y:$YEAR)?", _feast_eve),
    Rule("the holy month of m:HIJRI", _hijri),
    Rule("the (holy)? fasting? month of m:HIJRI", _hijri),
    Rule("y:(Y4|NUM) (ah|hijri)", _hijri_year),
    Rule("y:Y4 s:(solar hijri|hijri shamsi|sh)", _hijri_year),
    Rule("((the)? d:$DAYN of? )? m:SOLAR (,? y:Y4)?", _solar),
    Rule("m:SOLAR d:DD (,? y:Y4)?", _solar),
)
"""Dates on the calendar."""

RELATIVES = (
    Rule("d:DAYW", _day),
    Rule("the day b:(before|after) d:DAYW", _day_beyond),
    Rule("tonight", _tonight),
    Rule("overnight", _overnight),
    Rule(f"s:{STEP} (fiscal|calendar)? u:UNIT", _stepped),
    Rule(f"s:{STEP} (m:MONTH (d:DD)?|w:WDAY|t:SEASON|q:$ORD quarter|f:FEAST)", _stepped_date),
    Rule(f"s:{STEP} p:PART", _stepped_part),
    Rule("(the|this|these)? (last|past|next|coming|following) $N (to|or|-) n:$N u:UNITS", _vague_steps),
    Rule(
        "(the|this|these)? (last|past|previous|preceding|next|coming|following|final|latest) n:$N $MORE? u:UNITS",
        _many_steps,
    ),
    Rule("(the)? (last|past|previous|preceding|next|coming|following|final) (a)? n:Q (more)? u:UNITS", _many_steps),
    Rule("the (first|final|latest|opening) n:$N u:UNITS", _first_units),
    Rule("the n:$N u:UNITS", _first_units),
    Rule("(the)? (past|c:(coming)|next|following|preceding|intervening|final) u:UNITS", _vague_steps),
    Rule("the u:UNITS ahead", _vague_steps),
    Rule("the (fiscal|calendar)? u:(UNIT|quarter)", _this_unit),
    Rule("(year end|year - end|year 's end|the year 's end|the year - end)", _year_end),
)
"""Dates counted from the day of speaking, or from what was told."""

__all__ = ["DATES", "FEAST_NAMES", "RELATIVES", "STEP", "Meaning", "Period", "Within", "step_of"]
