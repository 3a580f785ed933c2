"""Cases of Recognizers-Text for English dates and times: which expressions, and which values, a reader gets right.

Its conventions differ from TIMEX3, and are met half-way. Its spans hold prepositions and articles ("in the mornings"),
which are dropped on both sides. A range is one expression to it, two to TIMEX3 ("from 3 to 5 May"): what is found
inside its span is taken together, from the first to the last. Where the words leave two dates open, it gives the one
before and the one after the reference date; either is right. Its ranges end before their last value and ours with it;
either reading of an end is right. Only kinds that news has are read: no time zones, no alternatives.

Source: microsoft/Recognizers-Text, Specs/DateTime/English/DateTimeModel.json (MIT).
"""

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from sayso.core.errors import UnreadableError
from sayso.evaluation.times import TimeValue

FILE = "recognizers_en_datetime/DateTimeModel.json"
"""Relative to the folder of corpora."""
Kind = Literal["date", "daterange", "datetime", "datetimerange", "duration", "set", "time", "timerange"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Bounds = tuple[str | None, str | None]
"""Start and end, ISO 8601; null where the range is open."""
DaysOf = Callable[[str], tuple[datetime.date, datetime.date] | None]
"""From a TIMEX3 value to the first and the last day that it covers; null where it covers none."""
REFERENCE_PLATFORM = "dotnet"
"""Cases that even this platform is said not to support are left out."""
_LEAD = re.compile(
    r"(?:(?:about|after|almost|approximately|around|at least|at most|at|before|between|by|during|for|from|in|nearly|of|"
    r"on|over|roughly|since|some|the|this|throughout|till|until|up to|within) +)+",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"P(?:(?P<Y>[\d.]+)Y)?(?:(?P<Mo>[\d.]+)M)?(?:(?P<W>[\d.]+)W)?(?:(?P<D>[\d.]+)D)?"
    r"(?:T(?:(?P<H>[\d.]+)H)?(?:(?P<M>[\d.]+)M)?(?:(?P<S>[\d.]+)S)?)?"
)
_SECONDS = {"Y": 31_536_000, "Mo": 2_592_000, "W": 604_800, "D": 86_400, "H": 3600, "M": 60, "S": 1}
"""Of each unit, as Recognizers counts a month as 30 days and a year as 365."""
_PARTS_OF_DAY = frozenset({"MO", "AF", "EV", "NI", "DT", "MI"})


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """An expression of a case.

    Attributes:
        start: First code point.
        end: After the last code point.
        kind: As Recognizers has it.
        values: Values that are right, normalised (`normalised`).
        ranges: Of a range, start and end that are right.
    """

    start: int
    end: int
    kind: Kind
    values: frozenset[str] = frozenset()
    ranges: frozenset[Bounds] = frozenset()


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence with its expressions.

    Attributes:
        name: Its number in the file, from 0.
        text: The sentence.
        published: The reference date; null where the case has none.
        expected: Its expressions; none where nothing must be found.
    """

    name: str
    text: str
    published: str | None
    expected: tuple[Expected, ...]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """How one expression was read."""

    expected: Expected
    is_found: bool
    is_span_right: bool
    is_value_right: bool


def cases(corpora: Path) -> list[Case]:
    """Return the cases whose expressions are all of kinds that are read here, in the order of the file.

    Raises:
        UnreadableError: The file is not there, or not as Recognizers has it.
    """
    path = corpora / FILE
    try:
        rows: list[dict[str, Any]] = msgspec.json.decode(path.read_text(encoding="utf-8-sig"))
        found = [_case(str(number), row) for number, row in enumerate(rows)]
    except (OSError, msgspec.DecodeError, KeyError) as error:
        raise UnreadableError(f"{path}: {error!r}") from error
    return [case for case in found if case is not None]


def outcomes(case: Case, found: Iterable[TimeValue], days_of: DaysOf) -> list[Outcome]:
    """Return how each expression of a case was read; what overlaps it is taken together."""
    times = sorted(found)
    read: list[Outcome] = []
    for expected in case.expected:
        inside = [time for time in times if time.start < expected.end and expected.start < time.end]
        read.append(
            Outcome(
                expected=expected,
                is_found=bool(inside),
                is_span_right=bool(inside)
                and _bare(case.text, inside[0].start, inside[-1].end) == _bare(case.text, expected.start, expected.end),
                is_value_right=_is_right(expected, [time for time in inside if time.value], days_of),
            )
        )
    return read


def normalised(value: str, kind: Kind) -> str:
    """Return a value as those of that kind are compared: clock times to the second, durations in seconds.

    >>> normalised("2016-11-07T16:12", "time"), normalised("P1W", "duration")
    ('T16:12:00', '604800')
    """
    if kind == "duration":
        match = _DURATION.fullmatch(value)
        if match is None:
            return value
        return f"{sum(float(match[unit] or 0) * seconds for unit, seconds in _SECONDS.items()):.12g}"
    day, mark, clock = value.partition("T")
    if not mark or kind == "set" or value.endswith("_REF"):
        return value
    full = clock if clock in _PARTS_OF_DAY else f"{clock}:00:00"[:8]
    return f"T{full}" if kind in ("time", "timerange") else f"{day}T{full}"


def _is_right(expected: Expected, found: Sequence[TimeValue], days_of: DaysOf) -> bool:
    values = [normalised(time.value or "", expected.kind) for time in found]
    if any(value in expected.values for value in values):
        return True
    if expected.kind == "daterange" and any(value.partition("-")[2] in expected.values for value in values):
        return True  # "the summer" has no year there
    if not values or not expected.ranges:
        return False
    if expected.kind == "daterange":
        return any(_is_span_of_days(bounds, values, days_of) for bounds in expected.ranges)
    return any(_is_span_of_time(bounds, values) for bounds in expected.ranges)


def _is_span_of_days(bounds: Bounds, values: Sequence[str], days_of: DaysOf) -> bool:
    """Return whether the values begin and end where the range does; a bound that is open is not compared."""
    first, last = days_of(values[0]), days_of(values[-1])
    if first is None or last is None:
        return False
    start, end = bounds
    after = last[1] + datetime.timedelta(days=1)
    ends = {day.isoformat() for day in ((last[1], after) if len(values) == 1 else (*last, after))}
    if start is None or end is None:  # "since May", "until May": the value is that of May
        return (start or end) in {first[0].isoformat(), *ends}
    return start == first[0].isoformat() and end in ends


def _is_span_of_time(bounds: Bounds, values: Sequence[str]) -> bool:
    start, end = bounds
    if start is None or end is None:
        return len(values) == 1 and (start or end) == values[0]
    return len(values) > 1 and (start, end) == (values[0], values[-1])


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    lead = _LEAD.match(text, start, end)
    return (lead.end() if lead else start), end


def _case(name: str, row: dict[str, Any]) -> Case | None:
    platforms = f"{row.get('NotSupported', '')} {row.get('NotSupportedByDesign', '')}"
    kinds = [str(result.get("TypeName", "")).removeprefix("datetimeV2.") for result in row["Results"]]
    if REFERENCE_PLATFORM in platforms or any(kind not in KINDS for kind in kinds):
        return None
    reference = row.get("Context", {}).get("ReferenceDateTime")
    return Case(
        name=name,
        text=row["Input"],
        published=reference[:10] if reference else None,
        expected=tuple(
            _expected(result, kind) for result, kind in zip(row["Results"], kinds, strict=True) if kind in KINDS
        ),
    )


def _expected(result: dict[str, Any], kind: Any) -> Expected:
    values: set[str] = set()
    ranges: set[Bounds] = set()
    for value in result["Resolution"]["values"]:
        timex = str(value.get("timex", ""))
        if "start" in value or "end" in value:
            start, end = (_iso(value.get(side), kind) for side in ("start", "end"))
            ranges.add((start, end))
            part = timex.rpartition("T")[2]
            if part in _PARTS_OF_DAY:
                values.add(f"{start[:10] if kind == 'datetimerange' and start else ''}T{part}")
        elif kind in ("set", "duration") or value.get("value") == "not resolved":
            values.add(normalised(timex, kind))
        else:
            values.add(_iso(value["value"], kind) or "")
        if timex.endswith("_REF"):
            values.add(timex)
    return Expected(
        start=result["Start"], end=result["End"] + 1, kind=kind, values=frozenset(values), ranges=frozenset(ranges)
    )


def _iso(value: str | None, kind: Kind) -> str | None:
    """Return Recognizers' `2016-11-07 10:00:00` as `2016-11-07T10:00:00`, and `10:00:00` as `T10:00:00`."""
    if value is None:
        return None
    if kind in ("time", "timerange"):
        return f"T{value[-8:]}"
    return value.replace(" ", "T")
