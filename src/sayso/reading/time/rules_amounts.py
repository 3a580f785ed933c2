"""Rules for numbers in words, durations and references: the first steps of the cascade."""

from sayso.reading.time.grammar import Found, Made, Rule
from sayso.reading.time.meaning import Amount, Period, Reference
from sayso.reading.time.tables import word_set

NAMED = {
    "N": "(Q|DD|N2|NUM|Y4|N4|DEC)",
    "FEW": "(a few|few|several|many|some|a couple of|couple of|a couple|a dozen|dozens of|hundreds of|scores of)",
    "MORE": "(more|another|additional|extra|further|consecutive|straight|successive|full|whole|long|solid|or so)",
    "ABOUT": "((no)? (more|less|fewer) than|almost|nearly|approximately|roughly|at least|at most|up to|some)",
    "YEAR": "(Y4|YEARW)",
    "DAYN": "(DD|ORDD|ORDW)",
    "ORD": "(ORDD|ORDW)",
}  # fmt: skip
"""Patterns with names, for use in all levels."""


def _number(found: Found) -> Made | None:
    """A number in words, or a year in words (`nineteen ninety-six`)."""
    values = [item.value for item in found.items("n") if isinstance(item.value, (int, float))]
    if any(value in {100, 1000} for value in values):
        return Made("Q", _with_hundreds(values))
    if len(values) == 1:
        return Made("Q", values[0])
    first, rest = values[0], values[1:]
    below = sum(rest)
    plain = len(rest) == 1 or (rest[0] >= 20 and rest[0] % 10 == 0 and 0 < rest[1] < 10)
    if not plain or len(rest) > 2:
        return None
    if 10 <= first <= 20 and 10 <= below < 100:
        return Made("YEARW", int(first * 100 + below))
    if len(rest) == 1 and first >= 20 and first % 10 == 0 and 0 < below < 10:
        return Made("Q", first + below)
    return None


def _with_hundreds(values: list[int | float]) -> float:
    total = part = 0.0
    for value in values:
        if value == 1000:
            total, part = total + (part or 1) * 1000, 0
        elif value == 100:
            part = (part or 1) * 100
        else:
            part += value
    return total + part


def _ordinal_words(found: Found) -> Made | None:
    tens, unit = found.number("t"), found.number("u")
    return Made("ORDW", tens + unit) if tens and unit and tens % 10 == 0 and tens >= 20 and unit < 10 else None


def _mixed(found: Found) -> Made | None:
    whole, part = found.value("n"), found.value("f")
    part = 0.5 if part is None else part
    return Made("Q", whole + part) if isinstance(whole, (int, float)) and isinstance(part, (int, float)) else None


def _vague(_: Found) -> Made:
    return Made("Q", None)


def _couple(_: Found) -> Made:
    return Made("Q", 2)


def _dozen(found: Found) -> Made:
    return Made("Q", 6 if found.words("h") else 12)


def _before_christ(found: Found) -> Made | None:
    number = found.number("n")
    return Made("YEARW", -number) if number else None


def _both_before_christ(found: Found) -> tuple[Made, ...] | None:
    """`264-241 BC`: the years are told apart again by the rules of ranges."""
    first, last = found.number("n"), found.number("m")
    if not first or not last or first <= last:
        return None
    return Made("YEARW", -first, "n"), Made("YEARW", -last, "m", to_end=True)


NUMBERS = (
    Rule("n:(W (-? W)? (-? W)?)", _number),
    Rule("a? n:(W100 (and? W (-? W)?)?)", _number),
    Rule("n:(W (-? W)? W100 W100? (and? W (-? W)?)?)", _number),
    Rule("n:(DD W100)", _number),
    Rule("t:W - u:ORDW", _ordinal_words),
    Rule("n:(DD|N2|NUM|Y4) (bc|bce)", _before_christ),
    Rule("n:(DD|N2|NUM|Y4) - m:(DD|N2|NUM|Y4) (bc|bce)", _both_before_christ),
    Rule("n:(W|DD) - FRACTION? and - a - half", _mixed),
    Rule("n:(W|DD) and a half", _mixed),
    Rule("n:DD f:FRACTION", _mixed),
    Rule("(a? few|several|many)", _vague),
    Rule("a? (dozens|scores|hundreds) of", _vague),
    Rule("a? couple of?", _couple),
    Rule("(a|h:half a)? dozen", _dozen),
)
"""Numbers: what any count is made of."""


def period(number: float | None, unit: str) -> Period:
    """Return a duration of so many units."""
    return Period((Amount(number, unit),))


def count_of(found: Found, label: str = "n") -> float | None:
    """Return the number matched as `label`, None where it is not said."""
    value = found.value(label)
    if isinstance(value, str):
        return float(value)
    return float(value) if isinstance(value, (int, float)) else None


def unit_of(found: Found, label: str = "u") -> str:
    """Return the letters of the unit matched as `label`, see `tables.UNITS`."""
    return str(found.value(label))


_BEFORE_CLOCK = word_set("at by around about before after from since until between and to approximately")


def _is_clock(digits: str) -> bool:
    return len(digits) == 4 and digits.isdigit() and int(digits[2:]) < 60 and int(digits[:2]) <= 24


def _counted(found: Found) -> Made | None:
    number, unit = count_of(found), unit_of(found)
    digits = found.words("n")
    if unit == "H" and _is_clock(digits) and (digits[0] == "0" or found.before() in _BEFORE_CLOCK):
        return None  # 0530 hours
    if number is not None and number >= 1000 and unit in {"D", "W", "H"} and found.before() in {"in", "since"}:
        return None
    return Made("DUR", period(number, unit))


def _counted_single(found: Found) -> Made | None:
    """`two day rally`, `one week`; but not `Sept. 30 quarter`, `1998 season`."""
    number = count_of(found)
    item = found.item("n")
    plural = number is not None and number != 1
    if plural and (unit_of(found) in {"Q", "WE"} or (item and item.first > 0 and found.before() in {"the", "."})):
        return None
    return Made("DUR", period(number, unit_of(found)))


def _hyphened(found: Found) -> Made | None:
    if unit_of(found) == "CE" or (unit_of(found) == "Q" and found.tokens.words[found.last] == "quarters"):
        return None
    return Made("DUR", period(count_of(found), unit_of(found)))


def _age(_: Found) -> Made:
    return Made("AGE", None)


_FOR_A_UNIT = word_set(
    "for in within after about over than almost nearly under last least around just only nearly barely up every "
    "half during until took take takes spent spend lasted last lasts and of wait to by inside"
)


def _a_unit(found: Found) -> Made | None:
    """`a day`, `a year` are times only behind some words, or before `ago` and the like, which later rules see."""
    if found.after() == "-":
        return None
    said = (
        unit_of(found) in {"W", "FN", "M", "DE"}
        or found.before() in _FOR_A_UNIT
        or found.after() in {"before", "after"}
    )
    return Made("DUR" if said else "AUNIT", period(1, unit_of(found)))


def _half(found: Found) -> Made:
    return Made("DUR", period(0.5, unit_of(found)))


def _one_and_half(found: Found) -> Made:
    return Made("DUR", period(1.5, unit_of(found)))


def _single(found: Found) -> Made:
    return Made("DUR", period(1, unit_of(found)))


def _within_unit(found: Found) -> Made:
    return Made("DUR", period(1, unit_of(found)), "d", to_end=True)


def _unsaid(found: Found) -> Made:
    return Made("DUR", period(None, unit_of(found)))


def _all_night(found: Found) -> Made | None:
    return Made("DUR", period(12, "H")) if found.value("p") == "NI" else None


DURATIONS = (
    Rule("n:$N $MORE? u:UNITS", _counted),
    Rule("$N UNITS (a|per) UNIT", _age),
    Rule("(a|the)? n:$N -? u:UNIT period", _hyphened),
    Rule("UNITS - old", _age),
    Rule("$N (to|or|-) n:$N $MORE? u:UNITS", _unsaid),
    Rule("$N (to|or|-) $N - u:UNIT", _unsaid),
    Rule("n:$N u:UNIT", _counted_single),
    Rule("n:$N - u:(UNIT|UNITS) (- long)?", _hyphened),
    Rule("n:$N -? (UNIT|UNITS) -? old", _age),
    Rule("n:$N -? (UNIT|UNITS) - olds", _age),
    Rule("n:$N UNITS of age", _age),
    Rule("(a|one|an) u:UNIT", _a_unit),
    Rule("a u:UNIT or two", _unsaid),
    Rule("a (full|whole|further) u:UNIT", _single),
    Rule("another u:UNIT", _single),
    Rule("within d:the u:UNIT", _within_unit),
    Rule("(a|one)? half (a|an|-) u:UNIT", _half),
    Rule("(a|an|one) u:UNIT and a half", _one_and_half),
    Rule("u:UNIT - long", _single),
    Rule("u:UNITS - long", _unsaid),
    Rule("(recent|coming) u:UNITS", _unsaid),
    Rule("n:$N u:PARTS", _counted),
    Rule("all p:PART", _all_night),
)
"""Durations (TIMEX3 DURATION)."""


def _reference(found: Found) -> Made:
    return Made("REF", Reference(value=str(found.value("r"))))


def _past(_: Found) -> Made:
    return Made("REF", Reference(value="PAST_REF"))


def _present(_: Found) -> Made:
    return Made("REF", Reference(value="PRESENT_REF"))


def _future(_: Found) -> Made:
    return Made("REF", Reference(value="FUTURE_REF"))


def _future_alone(found: Found) -> Made | None:
    return None if found.after().isalpha() else _future(found)


_AFTER_FUTURE = word_set(
    "is was will would looks holds brings may might can could of for in on at by if and or but that which as than with "
    "to"
)


def _the_future(found: Found) -> Made | None:
    """`the future`, but not `the future king`."""
    return None if found.after().isalpha() and found.after() not in _AFTER_FUTURE else _future(found)


REFERENCES = (
    Rule("r:REF", _reference),
    Rule("(right|just) r:REF", _reference),
    Rule("at (the moment|present|this time|this moment)", _present),
    Rule("(these days|the time being|current)", _present),
    Rule("this moment", _present),
    Rule("the (recent|distant) past", _past),
    Rule("the past", _past),
    Rule("the (near|immediate|foreseeable|not too distant|distant)? future", _the_future),
    Rule("(near|immediate|in)? future", _future_alone),
    Rule("as soon as possible", _future),
    Rule("the (short|near) term", _future),
)
"""Words that say past, present or future and no more."""
