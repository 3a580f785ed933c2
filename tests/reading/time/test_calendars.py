import datetime

import pytest

from sayso.reading.time.calendars import (
    FEAST_NAMES,
    FEASTS,
    easter,
    feast_days,
    hijri_days,
    orthodox_easter,
    solar_days,
)
from sayso.reading.time.hebrew import autumn, passover


@pytest.mark.parametrize(
    ("year", "day"), [(1818, "1818-03-22"), (1943, "1943-04-25"), (2000, "2000-04-23"), (2024, "2024-03-31")]
)
def test_easter(year, day):
    assert easter(year).isoformat() == day


@pytest.mark.parametrize(("year", "day"), [(2000, "2000-04-30"), (2021, "2021-05-02"), (2024, "2024-05-05")])
def test_orthodox_easter(year, day):
    assert orthodox_easter(year).isoformat() == day


@pytest.mark.parametrize(
    ("year", "new_year", "first_of_passover"),
    [(1973, "1973-09-27", "1973-04-17"), (2002, "2002-09-07", "2002-03-28"), (2024, "2024-10-03", "2024-04-23")],
)
def test_hebrew_feasts(year, new_year, first_of_passover):
    assert (autumn(year).isoformat(), passover(year).isoformat()) == (new_year, first_of_passover)


def test_every_name_of_a_feast_is_of_one_with_dates():
    assert set(FEAST_NAMES.values()) <= FEASTS.keys()
    assert all(feast_days(key, 2021) for key in FEASTS)


def test_a_lunar_feast_can_come_twice_in_a_year():
    assert len(feast_days("eid al-fitr", 2000)) == 2


def test_months_and_years_of_other_calendars():
    assert hijri_days(1442, 9, None) == (datetime.date(2021, 4, 13), datetime.date(2021, 5, 12))
    assert solar_days(1400, None, None) == (datetime.date(2021, 3, 21), datetime.date(2022, 3, 20))


def test_days_that_no_calendar_has():
    assert hijri_days(1200, 1, 1) is None
    assert hijri_days(1442, 9, 31) is None
    assert solar_days(1400, 12, 30) is None
