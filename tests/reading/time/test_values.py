import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.time import granularity_of, interval_of
from sayso.reading.time.tables import UNITS
from sayso.reading.time.values import moved, value_at


@pytest.mark.parametrize(
    ("value", "first", "last", "granularity"),
    [
        ("2021-08-25", "2021-08-25", "2021-08-25", "day"),
        ("2021-08-25TNI", "2021-08-25", "2021-08-25", "time"),
        ("2021-08-25T14:30Z", "2021-08-25", "2021-08-25", "time"),
        ("2021-W33", "2021-08-16", "2021-08-22", "week"),
        ("2021-W33-WE", "2021-08-21", "2021-08-22", "week"),
        ("2021-02", "2021-02-01", "2021-02-28", "month"),
        ("2021-SP", "2021-03-01", "2021-05-31", "season"),
        ("2020-WI", "2020-12-01", "2021-02-28", "season"),
        ("2021-Q4", "2021-10-01", "2021-12-31", "quarter"),
        ("2021-H1", "2021-01-01", "2021-06-30", "year"),
        ("2021", "2021-01-01", "2021-12-31", "year"),
        ("198", "1980-01-01", "1989-12-31", "decade"),
        ("20", "2000-01-01", "2099-12-31", "century"),
    ],
)
def test_intervals(value, first, last, granularity):
    assert interval_of(value) == (datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))
    assert granularity_of(value) == granularity


@pytest.mark.parametrize(
    "value", [None, "P3D", "PXD", "PAST_REF", "XXXX-WXX-1", "BC0264", "2021-XX", "2021-02-30", "2021-W60", ""]
)
def test_what_has_no_place_on_the_calendar_has_no_interval(value):
    assert interval_of(value) is None


def test_an_interval_of_two_values():
    assert interval_of("2021-05/2021-06-03") == (datetime.date(2021, 5, 1), datetime.date(2021, 6, 3))
    assert interval_of("2021-06/2021-05") is None


@given(
    st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31)),
    st.sampled_from(["D", "W", "M", "Q", "Y", "DE", "CE"]),
)
def test_the_value_of_a_day_covers_it(day, unit):
    interval = interval_of(value_at(day, unit))
    assert interval is not None
    assert interval[0] <= day <= interval[1]


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)), st.integers(-900, 900))
def test_days_and_weeks_can_be_counted_back(day, number):
    for unit in ("D", "W"):
        there = moved(day, number, unit)
        assert there is not None
        assert moved(there, -number, unit) == day


def test_moving_off_the_calendar():
    assert moved(datetime.date(9999, 12, 31), 1, "D") is None
    assert moved(datetime.date(1, 1, 1), -1, "CE") is None


def test_every_unit_has_a_value():
    for unit in {str(unit) for unit in UNITS.values()} - {"S", "TM", "H"}:
        assert value_at(datetime.date(2021, 8, 25), unit)
