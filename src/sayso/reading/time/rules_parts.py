"""Rules for parts of days, and for times of day with their days."""

import msgspec

from sayso.reading.time.grammar import Found, Made, Rule
from sayso.reading.time.meaning import Clock, Moment
from sayso.reading.time.rules_joined import is_day, meaning_of, same
from sayso.reading.time.tables import word_set


def _in_part(found: Found) -> Made | None:
    """`Friday night`, `the night of April 18`, `dawn on Sunday`."""
    meaning = meaning_of(found, "d")
    if meaning is None or isinstance(meaning, Moment) or not is_day(meaning):
        return None
    return Made("DATETIME", Moment(date=meaning, clock=Clock(part=str(found.value("p") or "MO"))))


def _at_time(found: Found) -> Made | None:
    """`Monday at 17:00`, `9 a.m. on 28 August`."""
    meaning, clock = meaning_of(found, "d"), found.value("t")
    if meaning is None or not isinstance(clock, Clock) or isinstance(meaning, Moment) or not is_day(meaning):
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
    day, clock = meaning_of(found, "w"), found.value("t")
    if day is None or not is_day(day) or not isinstance(clock, Clock):
        return None
    late = found.value("p") in {"AF", "EV", "NI"} and clock.half_day and (clock.hour or 12) < 12
    if late:
        clock = msgspec.structs.replace(clock, hour=(clock.hour or 0) + 12, half_day=False)
    return Made("DATETIME", Moment(date=day, clock=clock))


def _bare_part(found: Found) -> Made | None:
    """`the morning`, `dawn`: of the day that is spoken of."""
    return Made("DATETIME", Moment(date=None, clock=Clock(part=str(found.value("p")))))


def _at_night(found: Found) -> Made | None:
    """`at night`, `by night`: of the day that is spoken of."""
    return Made("DATETIME", Moment(date=None, clock=Clock(part="NI")), "p") if found.after() != "-" else None


_BY = word_set("at by before until till since after around near from on")


def _twilight(found: Found) -> Made | None:
    return _bare_part(found) if found.before() in _BY and found.words("p") in _ALONE else None


_AFTER_PART = word_set(
    "in on at by to from with and or but as was were is are had has have would will while until till for the a an "
    "under near outside inside without between police soldiers troops"
)


def _the_part(found: Found) -> Made | None:
    """`the morning`, but not in `the evening news`, `the morning after the attack`."""
    return None if found.after().isalpha() and found.after() not in _AFTER_PART else _bare_part(found)


_ALONE = word_set("dawn daybreak sunrise dusk sunset nightfall")


def _overnight_on(found: Found) -> Made | None:
    """`overnight on Friday`, `Friday overnight`: the night that began that day."""
    meaning = meaning_of(found, "d")
    if meaning is None or not is_day(meaning) or found.words("o") != "overnight":
        return None
    return Made("DATETIME", Moment(date=meaning, clock=Clock(part="NI")))


PARTS = (
    Rule("(early|late|mid)? -? d:$D ,? (early|late)? p:PART", _in_part),
    Rule("(early|late|mid) -? p:PART d:DATE", _in_part),
    Rule("(the)? (early|late|very early)? -? p:PART hours? (of|on) (the)? d:$D", _in_part),
    Rule("(in)? p:PART (of|on) d:$D", _in_part),
    Rule("(the)? (small|early|wee) hours (of|on) d:$D p:PART?", _in_part),
    Rule("(the)? (early|late) hours (of|on) d:DATETIME", same),
    Rule("o:DATETIME (on|from|into)? d:DATE", _overnight_on),
    Rule("d:DATE o:DATETIME", _overnight_on),
    Rule("t:TIME (,|on|of|-)? the? d:$D", _at_time),
    Rule("t:TIME (,|on|of)? w:DATE p:PART", _time_of_part),
    Rule("d:$D at p:PART", _in_part),
    Rule("d:$D ,? (at|about|around|from|by|before|after|,|until|-)* t:TIME", _at_time),
    Rule("t:TIME (,|on|of)? d:DATETIME", _time_in_part),
    Rule("h:(DD|Q) (,|on|of)? d:DATETIME", _time_in_part),
    Rule("d:DATETIME ,? (at|about|around)* t:TIME", _time_in_part),
    Rule("the (early|late|mid)? -? p:PART (hours)?", _the_part),
    Rule("(early|late|mid) -? (in the)? p:PART (hours)?", _the_part),
    Rule("(at|by) p:night", _at_night),
    Rule("p:PART", _twilight),
)
"""Parts of days, and times of day with their days."""
