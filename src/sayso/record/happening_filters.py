"""Which events and states are wanted, as conditions on their rows."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypedDict, get_args

import msgspec
import sqlalchemy as sa

from sayso.core.errors import UsageError
from sayso.core.plover import MODES
from sayso.core.reading import StateType
from sayso.record.columns import to_stored
from sayso.record.flatten import fold
from sayso.record.queries import check_label, is_iso_date, resolve
from sayso.record.reading_schema import arguments, entities, events, places, states

_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11)}
"""First and last month of the seasons that lie in one year."""


class HappeningFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which events or states to list; see `Record.events` and `Record.states`.

    Raises:
        UsageError: A date is not one, or the confidence is no probability.
    """

    report: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    asserted: bool = False
    min_confidence: float = 0.0

    def __post_init__(self) -> None:
        for day in (self.since, self.until):
            if day is not None and not is_iso_date(day):
                raise UsageError(f"{day!r} is not a date such as 2021-08-25, 2021-08 or 2021")
        if not 0.0 <= self.min_confidence <= 1.0:
            raise UsageError(f"{self.min_confidence} is no probability: from 0 to 1")


class EventFilter(HappeningFilter, frozen=True, kw_only=True):
    """Which events to list; see `Record.events`.

    Raises:
        UsageError: There is no such type or mode.
    """

    type: str | None = None
    mode: str | None = None
    actor: str | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        check_label("type of event", self.type, tuple(MODES))
        modes = dict.fromkeys(mode for of_type in MODES.values() for mode in of_type)
        check_label("mode", self.mode, tuple(modes))


class StateFilter(HappeningFilter, frozen=True, kw_only=True):
    """Which states to list; see `Record.states`.

    Raises:
        UsageError: There is no such type.
    """

    type: str | None = None
    holder: str | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        check_label("type of state", self.type, get_args(StateType))


class EventFilters(TypedDict, total=False):
    """The fields of `EventFilter` as keyword arguments."""

    report: str | None
    type: str | None
    mode: str | None
    actor: str | None
    place: str | None
    since: str | None
    until: str | None
    asserted: bool
    min_confidence: float


class StateFilters(TypedDict, total=False):
    """The fields of `StateFilter` as keyword arguments."""

    report: str | None
    type: str | None
    holder: str | None
    place: str | None
    since: str | None
    until: str | None
    asserted: bool
    min_confidence: float


def event_conditions(connection: sa.Connection, wanted: EventFilter) -> list[sa.ColumnElement[bool]]:
    """Return what a telling of an event must meet.

    Raises:
        UnknownReportError: The report it must be of is not there.
    """
    conditions = _conditions(connection, wanted, events)
    if wanted.type is not None:
        conditions.append(events.c.type == wanted.type)
    if wanted.mode is not None:
        # The modes are a JSON list of words that hold no quotation marks.
        conditions.append(sa.type_coerce(events.c.modes, sa.Text).contains(f'"{wanted.mode}"', autoescape=True))
    if wanted.actor is not None:
        conditions.append(_has_argument(connection, "actor", wanted.actor))
    if wanted.place is not None:
        at_place = _is_at_place(connection, events, wanted.place)
        conditions.append(at_place | _has_argument(connection, "location", wanted.place))
    return conditions


def state_conditions(connection: sa.Connection, wanted: StateFilter) -> list[sa.ColumnElement[bool]]:
    """Return what a state must meet.

    Raises:
        UnknownReportError: The report it must be of is not there.
    """
    conditions = _conditions(connection, wanted, states)
    if wanted.type is not None:
        conditions.append(states.c.type == wanted.type)
    if wanted.holder is not None:
        conditions.append(states.c.holder_text.in_(_with_words(connection, states.c.holder_text, wanted.holder)))
    if wanted.place is not None:
        conditions.append(_is_at_place(connection, states, wanted.place))
    return conditions


def _conditions(connection: sa.Connection, wanted: HappeningFilter, table: sa.Table) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.report is not None:
        conditions.append(table.c.report_id == resolve(connection, wanted.report))
    if wanted.since is not None:
        end = _edge(connection, table.c.date_value, 0)
        conditions.append(_dated(end, _first_day(wanted.since), lambda value, day: value >= day, 0))
    if wanted.until is not None:
        start = _edge(connection, table.c.date_value, 1)
        conditions.append(_dated(start, _last_day(wanted.until), lambda value, day: value <= day, 1))
    if wanted.asserted:
        conditions += [table.c.attribution_id.is_(None), sa.type_coerce(table.c.auxiliary, sa.Text) == "[]"]
    if wanted.min_confidence > 0:
        conditions.append(table.c.confidence >= wanted.min_confidence)
    return conditions


def _has_argument(connection: sa.Connection, role: str, words: str) -> sa.ColumnElement[bool]:
    """Return whether an event has an argument with these words, or one whose entity has them in its name."""
    of_role = sa.and_(
        arguments.c.report_id == events.c.report_id, arguments.c.event_id == events.c.id, arguments.c.role == role
    )
    named = (
        sa.exists()
        .where(
            entities.c.report_id == arguments.c.report_id,
            entities.c.id == arguments.c.entity_id,
            entities.c.name.in_(_with_words(connection, entities.c.name, words)),
        )
        .correlate(arguments)
    )
    texts = _with_words(connection, arguments.c.text, words)
    return sa.exists().where(of_role, arguments.c.text.in_(texts) | named).correlate(events)


def _is_at_place(connection: sa.Connection, table: sa.Table, words: str) -> sa.ColumnElement[bool]:
    """Return whether the place of an event or state has these words in its name, or is in that country."""
    own = places.alias("own_place")
    country = own.c.country == words.upper() if re.fullmatch("[A-Za-z]{2}", words) else sa.false()
    names = (own.c[name].in_(_with_words(connection, places.c[name], words)) for name in ("name", "text"))
    at_place = sa.and_(own.c.report_id == table.c.report_id, own.c.id == table.c.location_place_id)
    return sa.exists().where(at_place, sa.or_(country, *names)).correlate(table)


def _with_words(connection: sa.Connection, column: sa.Column[str], words: str) -> sa.Select[Any]:
    """Return a query for the values of `column` that have `words` next to each other, as whole words, case folded.

    They are compared here, since the two databases do not fold letter case alike, and given back as one parameter.
    """
    folded = f" {fold(words)} "
    every: Iterable[str] = connection.scalars(sa.select(column).where(column.is_not(None)).distinct())
    having = [to_stored(text) for text in every if folded in f" {fold(text)} "]
    given = sa.literal(msgspec.json.encode(having).decode(), sa.Text)
    if connection.dialect.name == "postgresql":
        value = sa.func.json_array_elements_text(sa.cast(given, sa.JSON)).column_valued("value")
        return sa.select(value)
    return sa.select(sa.func.json_each(given).table_valued("value").c.value)


def _dated(
    value: sa.ColumnElement[Any],
    day: date,
    compare: Callable[[Any, str], sa.ColumnElement[bool]],
    last: int,
) -> sa.ColumnElement[bool]:
    """Return whether a TIMEX3 value goes to `day` or beyond it.

    Each kind of value is compared with that of `day` of the same kind: weeks with weeks, months with months. What is
    less fine than a day goes as far as its last day.

    Args:
        value: The value, of an interval the one of its two that counts; see `_edge`.
        day: The day.
        compare: Compares a value with one of the same kind, both as text.
        last: 0 where values reach back to `day` from later, 1 where they reach up to it from earlier.
    """
    year, week, _ = day.isocalendar()
    kinds = {
        "____-W__%": f"{year:04d}-W{week:02d}" + "~" * last,
        "____-Q_": f"{day.year:04d}-Q{(day.month + 2) // 3}",
        "____-H_": f"{day.year:04d}-H{(day.month + 5) // 6}",
        "____-WI": f"{_winter(day, last):04d}-WI",
        **{f"____-{season}": f"{_season(day, months, last):04d}-{season}" for season, months in _SEASONS.items()},
    }
    other = sa.and_(value < ":", *(value.not_like(pattern) for pattern in kinds))  # ":" sorts after every digit
    # "~" sorts after every digit, hyphen and letter, so a month, a year or a decade stands for all of it.
    plain = compare(value, f"{day.isoformat()}~") if last else compare(value + "~", day.isoformat())
    return sa.or_(
        sa.and_(other, plain),
        *(sa.and_(value.like(pattern), compare(value, bound)) for pattern, bound in kinds.items()),
    )


def _edge(connection: sa.Connection, value: sa.Column[str], last: int) -> sa.ColumnElement[Any]:
    """Return the value that an interval (`2021-05-03/2021-05-05`) ends with, or begins with where `last` is 1."""
    find = sa.func.strpos if connection.dialect.name == "postgresql" else sa.func.instr
    if last:
        return sa.func.substr(value, 1, find(value + "/", "/") - 1)
    return sa.func.substr(value, find(value, "/") + 1)


def _season(day: date, months: tuple[int, int], last: int) -> int:
    """Return the year of the first season that does not end before `day`, or the last that does not begin after it."""
    if last:
        return day.year if months[0] <= day.month else day.year - 1
    return day.year if day.month <= months[1] else day.year + 1


def _winter(day: date, last: int) -> int:
    """Return the same for winters, which are of the year that they begin in: December to February."""
    if last:
        return day.year if day.month == 12 else day.year - 1
    return day.year - 1 if day.month <= 2 else day.year


def _first_day(value: str) -> date:
    year, month, day = (*map(int, value.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _last_day(value: str) -> date:
    parts = [int(part) for part in value.split("-")]
    year, month = (*parts, 12)[:2]
    return date(year, month, parts[2] if len(parts) == 3 else monthrange(year, month)[1])
