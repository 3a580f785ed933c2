"""Rules for times of day."""

from sayso.reading.time.grammar import Found, Made, Rule
from sayso.reading.time.meaning import Clock
from sayso.reading.time.tables import word_set


def _clock(found: Found) -> Made | None:
    clock = found.value("c")
    if not isinstance(clock, Clock) or clock.hour is None:
        return None
    return _time(found, clock.hour, clock.minute, clock.second)


def _hour(found: Found) -> Made | None:
    hour = found.number("h")
    return None if hour is None or hour > 12 else _time(found, hour, None)


_AFTER_HOUR = word_set("in on when and as that this tonight tomorrow")


_COUNTS = word_set("number dead toll wounded injured killed missing put count estimated aged age priced")


def _bare_hour(found: Found) -> Made | None:
    """`at six`, where nothing follows that would be counted."""
    before = found.before(2) if found.before() in {"about", "around"} else found.before()
    if before != "at" or (found.after().isalpha() and found.after() not in _AFTER_HOUR) or found.after() in {"-", "%"}:
        return None
    nearby = found.tokens.words[max(0, found.first - 9) : found.first]
    if not found.value("h") or not _COUNTS.isdisjoint(nearby):
        return None
    return _hour(found)


def _decimal(found: Found) -> Made | None:
    """`9.30 p.m.`: a point between hour and minute."""
    item = found.item("d")
    if item is None:
        return None
    hour, _, minute = found.tokens.words[item.first].partition(".")
    if len(minute) != 2 or int(minute) > 59 or int(hour) > 24:
        return None
    return _time(found, int(hour), int(minute))


def _military(found: Found) -> Made | None:
    """`0530 hours`, `1430 GMT`."""
    item = found.item("c")
    digits = found.tokens.words[item.first] if item else ""
    if len(digits) != 4 or int(digits[:2]) > 24 or int(digits[2:]) > 59:
        return None
    return _time(found, int(digits[:2]), int(digits[2:]))


def _time(found: Found, hour: int, minute: int | None, second: int | None = None) -> Made | None:
    half, part, zone = found.value("m"), found.value("p"), found.value("z")
    if hour > 24 or (half and hour > 12):
        return None
    evening = half == "pm" or (part in {"AF", "EV"} and hour < 12) or (part == "NI" and 5 < hour < 12)
    doubtful = half is None and part is None and 0 < hour <= 12 and found.words("h") != ""
    if half == "am" and hour == 12:
        hour = 0
    elif evening and hour < 12:
        hour += 12
    clock = Clock(hour=hour, minute=minute, second=second, zone=str(zone) if zone else None, half_day=doubtful)
    return Made("TIME", clock)


def _half_past(found: Found) -> Made | None:
    hour = found.number("h")
    return None if hour is None or hour > 12 else _time(found, hour, 30)


def _quarter(found: Found) -> Made | None:
    hour = found.number("h")
    if hour is None or hour > 12:
        return None
    to = found.words("t") == "to"
    return _time(found, (hour - 1) or 12 if to else hour, 45 if to else 15)


_BEFORE_HOUR = word_set("at by about around until till since before after nearly almost past")


def _minutes_beside(found: Found) -> Made | None:
    """`ten past six`, `five minutes to three`; in `from ten to three` both are hours."""
    minute, hour = found.number("n"), found.number("h")
    if minute is None or hour is None or not 0 < minute < 30 or not 1 <= hour <= 12:
        return None
    if found.before() not in _BEFORE_HOUR and not found.words("u"):
        return None
    to = found.words("t") == "to"
    return _time(found, (hour - 1) or 12 if to else hour, 60 - minute if to else minute)


def _named(found: Found) -> Made | None:
    value = found.value("w")
    if not isinstance(value, tuple):
        return None
    return Made("TIME", Clock(hour=value[0], minute=value[1]))


def _hour_at_night(found: Found) -> Made | None:
    return _hour(found) if found.words("p") == "night" else None


CLOCKS = (
    Rule("c:CLOCK m:MER? (z:ZONE|local time)? (LP CLOCK ZONE RP)?", _clock),
    Rule("c:CLOCK (hours|hrs)? z:ZONE?", _clock),
    Rule("c:CLOCK m:MER? (in the|at) p:PART", _clock),
    Rule("h:(DD|Q|W) m:MER (z:ZONE|local time)?", _hour),
    Rule("h:(DD|Q|W) m:MER in the PART", _hour),
    Rule("d:DEC m:MER (z:ZONE|local time)?", _decimal),
    Rule("d:DEC (local time|hours|hrs)", _decimal),
    Rule("h:Q", _bare_hour),
    Rule("h:(DD|Q) o'clock (sharp)? (local time)?", _hour),
    Rule("h:(DD|Q) o'clock (in the|at) p:PART", _hour),
    Rule("h:(DD|Q) in the p:PART", _hour),
    Rule("h:(DD|Q) at p:PART", _hour_at_night),
    Rule("half past h:(DD|Q)", _half_past),
    Rule("half past h:(DD|Q) in the p:PART", _half_past),
    Rule("(a)? quarter t:(past|to) h:(DD|Q)", _quarter),
    Rule("n:(DD|Q) u:minutes? t:(past|to) h:(DD|Q)", _minutes_beside),
    Rule("n:(DD|Q) u:minutes? t:(past|to) h:(DD|Q) in the p:PART", _minutes_beside),
    Rule("c:(N4|Y4) (hours|hrs) (z:ZONE|local time)?", _military),
    Rule("c:(N4|Y4) z:ZONE", _military),
    Rule("c:(N4|Y4) local time", _military),
    Rule("w:CLOCKW (local time)?", _named),
)
"""Times of day with an hour."""
