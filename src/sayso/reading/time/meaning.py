"""What a time expression says before anything anchors it: the underspecified meanings that the grammar builds."""

from typing import Literal

import msgspec

from sayso.core.reading import TimexType

Base = Literal["speech", "story"]
"""What is counted from: the time of speaking (`ago`, `last week`), or what was last told (`later`, `the next day`)."""


class Amount(msgspec.Struct, frozen=True):
    """A number of units; `number` is None where it is not said (`several days`)."""

    number: float | None
    unit: str


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """A date whose value is written out."""

    value: str


class Ambiguous(msgspec.Struct, frozen=True, kw_only=True):
    """A date in digits of which day and month may be either way round.

    Attributes:
        day_first: Its value read day first, None where the calendar has no such day.
        month_first: The same, month first.
        short_year: Whether its year has two digits.
    """

    day_first: str | None
    month_first: str | None
    short_year: bool = False


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """A date on the calendar, as much of it as is said.

    Attributes:
        year: With the century; negative before Christ.
        decade: The year's first three digits (198), or two digits (`the 80s`: 8) where the century is not said.
        century: The year's first two digits.
        short_year: Whether the year was written with two digits.
        month: 1 to 12.
        day: Of the month.
        weekday: ISO 8601, 1 is Monday.
        season: `SP`, `SU`, `FA` or `WI`.
        quarter: 1 to 4.
        half: 1 or 2.
        feast: Key of a feast in `calendars.FEASTS`.
        step: -1 for `last`, 0 for `this`, 1 for `next`; None where nothing of the kind is said.
        base: What `step` counts from.
    """

    year: int | None = None
    decade: int | None = None
    century: int | None = None
    short_year: bool = False
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    feast: str | None = None
    step: int | None = None
    base: Base = "speech"


class Foreign(msgspec.Struct, frozen=True, kw_only=True):
    """A date of the Hijri or the Solar Hijri calendar, as much of it as is said."""

    system: Literal["hijri", "solar"]
    year: int | None
    month: int | None
    day: int | None


class Relative(msgspec.Struct, frozen=True, kw_only=True):
    """A whole unit counted from the base: `last week`, `today`, `that year`, `the following month`."""

    unit: str
    step: int
    base: Base


class Shift(msgspec.Struct, frozen=True):
    """So much before or after a base: `two days ago`, `six weeks later`, `two days before September 11, 2001`."""

    amounts: tuple[Amount, ...]
    sign: int
    base: "Base | Meaning"


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """A time of day.

    Attributes:
        hour: 0 to 24.
        minute: None where the words are no finer than the hour.
        second: None where not said.
        part: `MO`, `AF`, `EV`, `NI`, `DT`, where no hour is said.
        zone: As ISO 8601 writes it: `Z`, `+04:30`.
        half_day: Whether the hour may be of the morning or of the evening.
    """

    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    part: str | None = None
    zone: str | None = None
    half_day: bool = False


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """A time of a day; `date` is None where the words do not say which."""

    date: "Meaning | None"
    clock: Clock


class Within(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a time told otherwise: `July 25 of that year`, `next year's first quarter`."""

    part: Calendar
    whole: "Meaning"


class Period(msgspec.Struct, frozen=True):
    """A duration."""

    amounts: tuple[Amount, ...]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """The time that was told before: `at that time`."""


class Unsaid(msgspec.Struct, frozen=True, kw_only=True):
    """A time whose words do not say which, or how long: `during this period`, `the dry season`, `some time`."""

    type: TimexType
    reason: str


class Recurring(msgspec.Struct, frozen=True, kw_only=True):
    """A set of times, by its TIMEX3 value."""

    value: str


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """PAST_REF, PRESENT_REF or FUTURE_REF."""

    value: str


Meaning = (
    Stated | Ambiguous | Calendar | Foreign | Relative | Shift | Moment | Within | Period | Told | Unsaid | Recurring
    | Reference
)  # fmt: skip
