"""Rules for dates counted from the day of speaking, or from what was told."""

from sayso.reading.time.grammar import Found, Made, Rule
from sayso.reading.time.meaning import Base, Calendar, Clock, Moment, Relative, Told, Unsaid
from sayso.reading.time.rules_amounts import period
from sayso.reading.time.tables import word_set

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
    return Made("DUR", period(None, str(found.value("u"))))


def _first_units(found: Found) -> Made | None:
    return _many_steps(found)


_BEFORE_YEAR = word_set("for throughout")
_AFTER_YEAR = word_set("'s . , ended ending to end")


def _fiscal_year(_: Found) -> Made:
    return Made("DATE", Relative(unit="Y", step=0, base="story"))


def _this_unit(found: Found) -> Made | None:
    """`the quarter`, `the week`, `the weekend`: the one that is spoken of."""
    unit = str(found.value("u"))
    if unit not in {"Q", "W", "Y", "WE", "M"} or found.after() in {"of", "-", "before", "after", "that", "when"}:
        return None
    if unit == "Y" and found.after() in {"ended", "ending"}:
        return Made("DUR", period(1, unit))
    if unit == "Y" and found.before() not in _BEFORE_YEAR and found.after() not in _AFTER_YEAR:
        return None
    if unit == "M" and found.before() in {"of", "in"} and found.after() == "-":
        return None
    return Made("DATE", Relative(unit=unit, step=0, base="speech" if unit == "WE" else "story"))


_CLAUSE = word_set(
    "of when that which he she they we it i you the a an his her its their these those there between from"
)


def _goes_on(found: Found) -> bool:
    """Whether what follows says which time it is: `at the time of the attack`, `at the time Ali left`."""
    index = found.last + 1
    shape = found.tokens.shapes[index] if index < len(found.tokens.shapes) else ""
    return found.after() in _CLAUSE or shape[:1].isupper()


def _told(found: Found) -> Made | None:
    """`at that time`, `by this time`; `at the time`, where nothing says of what."""
    return None if found.words("d") == "the" and _goes_on(found) else Made("DATE", Told(), "d", to_end=True)


def _period(found: Found) -> Made | None:
    if found.words("d") == "the" and _goes_on(found):
        return None
    return Made("DATE", Unsaid(type="DATE", reason="which stretch of time is not said"), "d", to_end=True)


def _some_time(found: Found) -> Made | None:
    if found.before() != "for":
        return None
    return Made("DATE", Unsaid(type="DURATION", reason="how long is not said"))


def _named_season(_: Found) -> Made:
    return Made("DATE", Unsaid(type="DATE", reason="no dates are known of that season"))


def _day_following(_: Found) -> Made:
    return Made("DATE", Relative(unit="D", step=1, base="story"))


def _weekend(found: Found) -> Made:
    return Made("DATE", Relative(unit="WE", step=0, base="speech"))


def _year_end(found: Found) -> Made:
    return Made("DATE", Relative(unit="Y", step=0, base="speech"))


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
    Rule("(the)? (past|coming|next|following|preceding|intervening|final) u:UNITS", _vague_steps),
    Rule("the u:UNITS ahead", _vague_steps),
    Rule("the (fiscal|calendar)? u:(UNIT|quarter)", _this_unit),
    Rule("(the|its|their|a)? fiscal year", _fiscal_year),
    Rule("(the|its|their) (full|whole|entire) year", _fiscal_year),
    Rule("(at|by|from|since|until|in|of) d:(this|that same?|the) time", _told),
    Rule("(during|in|of|from|over|for|throughout|within) d:(this|that|the) same? (period|era)", _period),
    Rule("during d:(this|that|the) same? time", _period),
    Rule("(some|a very? (long|short)) time", _some_time),
    Rule("(the|a)? (dry|rainy|wet|monsoon|fighting|campaigning) season", _named_season),
    Rule("the day following", _day_following),
    Rule("(year end|year - end|year 's end|the year 's end|the year - end)", _year_end),
)
"""Dates counted from the day of speaking, or from what was told."""
