"""Rules for dates on the calendar, whole or in part."""

from sayso.reading.time.grammar import Found, Made, Rule
from sayso.reading.time.meaning import (
    Calendar,
    Foreign,
)
from sayso.reading.time.written import full_year


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
    if {"his", "her", "their", "my"} & {found.before(count) for count in range(1, 4)}:
        return None  # an age: his mid-20s
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


def _feast(found: Found) -> Made | None:
    if found.before() == "operation":
        return None
    key = str(found.value("f"))
    return Made("DATE", Calendar(feast=key, year=_year_of(found)[0]))


def _feast_day(found: Found) -> Made:
    return Made("DATE", Calendar(feast=str(found.value("f")), year=_year_of(found)[0], day=found.number("o") or 1))


def _feast_eve(found: Found) -> Made:
    """The eve is the day before the first, which is the feast's day 0."""
    return Made("DATE", Calendar(feast=str(found.value("f")), year=_year_of(found)[0], day=0))


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


def _hijri_eve(found: Found) -> Made | None:
    feast = {9: "ramadan", 1: "muharram"}.get(found.number("m") or 0)
    return Made("DATE", Calendar(feast=feast, day=0)) if feast else None


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


_DATE = "(w:WDAY ,?)?"
DATES = (
    Rule(f"{_DATE} m:MONTH the? d:$DAYN", _date),
    Rule(f"{_DATE} m:MONTH the? d:$DAYN ,? y:($YEAR|SHORTY)", _date),
    Rule(f"{_DATE} the? d:$DAYN -? of? -? m:MONTH", _date),
    Rule(f"{_DATE} the? d:$DAYN -? of? -? m:MONTH (,|-|of|in)? y:($YEAR|SHORTY)", _date),
    Rule("d:DD - m:MONTH - y:(N2|DD)", _date),
    Rule("d:DD m:MONTH y:N2", _date),
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
    Rule("(the)? (fiscal)? o:$ORD quarter ((of|in|,)? (fiscal)? y:$YEAR)?", _quarter),
    Rule("(fiscal)? o:$ORD - quarter", _quarter),
    Rule("(the)? y:$YEAR (fiscal)? o:$ORD -? quarter", _quarter),
    Rule("q o:DD (of|,)? y:$YEAR?", _quarter_sign),
    Rule("(the)? o:(first|second) half of y:$YEAR", _half),
    Rule("(the|its|their)? ((early|mid|late) -?)? d:DECADE", _decade),
    Rule("the ((early|mid|late) -?)? d:TENS", _decade),
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
    Rule("(the)? eve of m:HIJRI", _hijri_eve),
    Rule("the holy month of m:HIJRI", _hijri),
    Rule("the (holy)? fasting? month of m:HIJRI", _hijri),
    Rule("y:(Y4|NUM) (ah|hijri)", _hijri_year),
    Rule("y:Y4 s:(solar hijri|hijri shamsi|sh)", _hijri_year),
    Rule("((the)? d:$DAYN of? )? m:SOLAR (,? y:Y4)?", _solar),
    Rule("m:SOLAR d:DD (,? y:Y4)?", _solar),
)
"""Dates on the calendar."""
