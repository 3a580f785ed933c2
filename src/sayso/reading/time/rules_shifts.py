"""Rules for durations that say how far off a date is: `two days ago`, `six weeks later`, `two days before 9 May`."""

from sayso.reading.time.grammar import Found, Made, Rule
from sayso.reading.time.meaning import Amount, Base, Clock, Meaning, Moment, Period, Reference, Relative, Shift
from sayso.reading.time.rules_joined import is_day, meaning_of


def _night_before(_: Found) -> Made:
    return Made("DATETIME", Moment(date=Relative(unit="D", step=-1, base="story"), clock=Clock(part="NI")))


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
    base = meaning_of(found, "d")
    return _shift(found, -1, base) if base is not None else None


def _after(found: Found) -> Made | None:
    base = meaning_of(found, "d")
    return _shift(found, 1, base) if base is not None else None


def _unit_beside(found: Found) -> Made | None:
    """`the day before yesterday`, `the week after Easter`."""
    base = meaning_of(found, "d")
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
    Rule("(the|its)? comparable? UNIT - (ago|earlier) (UNIT|period)", _unit_shift),
    Rule("UNIT - (ago|earlier)", _unit_shift),
    Rule("a:$A and? b:$A", _compound),
)
"""Durations that say how far off a date is."""


def _in_night(found: Found) -> Made | None:
    meaning = meaning_of(found, "d")
    return Made("DATETIME", Moment(date=meaning, clock=Clock(part="NI"))) if meaning and is_day(meaning) else None


APPROXIMATE = (Rule("$ABOUT a:DUR", _kept), Rule("$ABOUT? a:DUR or (so|more|less|longer)", _kept))
"""Words of more or less before a duration."""
