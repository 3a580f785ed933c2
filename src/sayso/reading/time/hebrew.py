"""Days of the Hebrew calendar on the Gregorian one.

Source: the arithmetic of the fixed Hebrew calendar in Reingold and Dershowitz (2018, Calendrical Calculations, 4th
edition, chapter 8): the molad, 25,920 parts to the day counted at 1 hour and 204 parts, and the four delays.
"""

import datetime

_PARTS_A_DAY = 25920
_FIRST_PARTS = 12084
_BEYOND_DAYS = 13753
"""Parts by which a month is longer than 29 days."""
_EPOCH_ORDINAL = -1_373_427
"""1 Tishri of the year 1, as an ordinal of the Gregorian calendar, if no new year were put off."""
_ERA = 3760
"""Hebrew years begin in the autumn of the Gregorian year that is so many less."""


def new_year(year: int) -> datetime.date:
    """Return the Gregorian day of 1 Tishri of a Hebrew year.

    >>> new_year(5782)
    datetime.date(2021, 9, 7)
    """
    return datetime.date.fromordinal(_EPOCH_ORDINAL + _elapsed(year) + _delay(year))


def passover(year: int) -> datetime.date:
    """Return the first day of Passover (15 Nisan) in a Gregorian year: 163 days before the new year that follows.

    >>> passover(2021)
    datetime.date(2021, 3, 28)
    """
    return autumn(year) - datetime.timedelta(days=163)


def autumn(year: int) -> datetime.date:
    """Return the Hebrew new year that falls in a Gregorian year.

    >>> autumn(2023)
    datetime.date(2023, 9, 16)
    """
    return new_year(year + _ERA + 1)


def _elapsed(year: int) -> int:
    """Return the days from the first new year to this one, which never falls on a Sunday, Wednesday or Friday."""
    months = (235 * year - 234) // 19
    day = 29 * months + (_FIRST_PARTS + _BEYOND_DAYS * months) // _PARTS_A_DAY
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


def _delay(year: int) -> int:
    """Return by how many days a new year is put off so that no year is of 356 or 382 days."""
    before, this, after = (_elapsed(one) for one in (year - 1, year, year + 1))
    if after - this == 356:
        return 2
    return int(this - before == 382)
