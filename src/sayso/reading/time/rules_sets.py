"""Rules for sets: what comes again and again."""

from sayso.reading.time.grammar import Found, Made, Rule
from sayso.reading.time.meaning import Recurring
from sayso.reading.time.rules_amounts import count_of, period, unit_of
from sayso.reading.time.tables import NUMBERS, word_set
from sayso.reading.time.values import duration_value

_NO_COUNT = word_set("is was has as this its his us thus always takes lasts")


def _rate(found: Found) -> Made | None:
    """`four flights a week`, `$3 billion a year`: a set, where a number is told before it."""
    before = found.before()
    counted = before in {"million", "billion", "percent", "cent", "%"} or before[-1:].isdigit()
    counted = counted or (len(before) > 2 and before.endswith("s") and before not in _NO_COUNT)
    number = any(
        word[:1].isdigit() or word in NUMBERS
        for word in found.tokens.words[max(0, found.first - _REACH_OF_RATE) : found.first]
    )
    if not counted or not number or found.after() in {"-", "ago", "earlier", "later", "before", "after", "or"}:
        return None
    return Made("SET", Recurring(value=duration_value(period(1, unit_of(found)))))


_REACH_OF_RATE = 4


def _every(found: Found) -> Made | None:
    number, unit = count_of(found), unit_of(found)
    if found.words("o"):
        number = 2
    return Made("SET", Recurring(value=duration_value(period(1 if number is None else number, unit))))


def _every_weekday(found: Found) -> Made:
    part = found.value("p")
    return Made("SET", Recurring(value=f"XXXX-WXX-{found.number('w')}" + (f"T{part}" if part else "")))


def _every_month(found: Found) -> Made:
    return Made("SET", Recurring(value=f"XXXX-{found.number('m'):02d}"))


def _every_season(found: Found) -> Made:
    return Made("SET", Recurring(value=f"XXXX-{found.value('s')}"))


def _every_part(found: Found) -> Made:
    return Made("SET", Recurring(value="P1D"))


def _repeated(found: Found) -> Made | None:
    if found.after() in {"newspaper", "paper", "magazine", "star", "news", "telegraph", "mail", "times", "express"}:
        return None
    if found.tokens.shapes[found.first][:1].isupper() and found.before() not in {"\n", ".", ""}:
        return None  # a name: The Daily Planet
    return Made("SET", Recurring(value=str(found.value("r"))))


SETS = (
    Rule("(a|an) u:UNIT", _rate),
    Rule("(every|each|per) o:other? n:$N? u:(UNIT|UNITS)", _every),
    Rule("(once|twice|thrice|$N times) (a|an|every|each|per) u:UNIT", _every),
    Rule("(every|each) w:WDAY p:PART?", _every_weekday),
    Rule("w:WDAYS", _every_weekday),
    Rule("w:WDAY p:PARTS", _every_weekday),
    Rule("(every|each) m:MONTH", _every_month),
    Rule("(every|each) s:SEASON", _every_season),
    Rule("(every|each) (single)? p:PART", _every_part),
    Rule("r:REP", _repeated),
)
"""Sets (TIMEX3 SET)."""
