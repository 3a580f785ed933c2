"""Feasts and named days, and dates of the Hijri and the Solar Hijri calendar, on the Gregorian one.

Sources: Hijri dates by the Umm al-Qura calendar of Saudi Arabia (library `hijridate`), 1343 to 1500 AH; where the moon
is sighted a day may fall one earlier or later, so none of these is more than inferred. Solar Hijri dates by the
calendar of Iran (library `persiantools`); Afghanistan kept the same. Easter by the Gregorian and the Julian computus
(Meeus 1991, Astronomical Algorithms, chapter 8). Hebrew feasts: see `hebrew`; they begin at sunset of the day before.
"""

import datetime
import functools
from collections.abc import Callable

import msgspec

from sayso.reading.time.hebrew import autumn, passover

Interval = tuple[datetime.date, datetime.date]


class Feast(msgspec.Struct, frozen=True):
    """A feast or named day.

    Attributes:
        dates: Returns the first and last days of each that begins in the Gregorian year given.
        about: Whether the day can be another by the sighting of the moon or by church.
    """

    dates: Callable[[int], tuple[Interval, ...]]
    about: bool = False


def hijri_days(year: int, month: int | None, day: int | None) -> Interval | None:
    """Return the Gregorian days of a Hijri day, month or year; None outside 1343 to 1500 AH.

    >>> hijri_days(1443, 9, 1)
    (datetime.date(2022, 4, 2), datetime.date(2022, 4, 2))
    """
    from hijridate import Hijri  # read when first needed: most reports have no such date

    try:
        first = Hijri(year, month or 1, day or 1)
        length = Hijri(year, month or 12, 1).month_length()
        last = Hijri(year, month or 12, day or length)
        return _date(first.to_gregorian()), _date(last.to_gregorian())
    except (ValueError, OverflowError):
        return None


def solar_days(year: int, month: int | None, day: int | None) -> Interval | None:
    """Return the Gregorian days of a Solar Hijri day, month or year; None where that calendar has none.

    >>> solar_days(1400, 1, 1)
    (datetime.date(2021, 3, 21), datetime.date(2021, 3, 21))
    """
    from persiantools.jdatetime import JalaliDate  # read when first needed: most reports have no such date

    try:
        length = JalaliDate.days_in_month(month or 12, year)
        first = JalaliDate(year, month or 1, day or 1).to_gregorian()  # type: ignore[no-untyped-call]
        last = JalaliDate(year, month or 12, day or length).to_gregorian()  # type: ignore[no-untyped-call]
        return _date(first), _date(last)
    except (ValueError, OverflowError):
        return None


def easter(year: int) -> datetime.date:
    """Return Easter Sunday of the western churches.

    >>> easter(2021)
    datetime.date(2021, 4, 4)
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * weekday) // 433
    month = (h + weekday - 7 * m + 90) // 25
    return datetime.date(year, month, (h + weekday - 7 * m + 33 * month + 19) % 32)


def orthodox_easter(year: int) -> datetime.date:
    """Return Easter Sunday of the eastern churches, on the Gregorian calendar (1900 to 2099).

    >>> orthodox_easter(2021)
    datetime.date(2021, 5, 2)
    """
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return datetime.date(year, month, day + 1) + datetime.timedelta(days=13)


@functools.lru_cache(maxsize=512)
def feast_days(key: str, year: int) -> tuple[Interval, ...]:
    """Return first and last days of the feast `key` that begin in the Gregorian `year`; a lunar one may come twice."""
    try:
        return FEASTS[key].dates(year)
    except (ValueError, OverflowError):
        return ()


def _date(day: datetime.date) -> datetime.date:
    return datetime.date(day.year, day.month, day.day)


def _fixed(month: int, day: int) -> Feast:
    return Feast(lambda year: ((datetime.date(year, month, day),) * 2,))


def _once(year: int, month: int, day: int) -> Feast:
    one = datetime.date(year, month, day)
    return Feast(lambda _: ((one, one),))


def _weekday(month: int, weekday: int, number: int) -> Feast:
    def dates(year: int) -> tuple[Interval, ...]:
        first = datetime.date(year, month, 1)
        day = first + datetime.timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (number - 1))
        return ((day, day),)

    return Feast(dates)


def _last_monday(month: int) -> Feast:
    def dates(year: int) -> tuple[Interval, ...]:
        last = datetime.date(year, month, 31)
        day = last - datetime.timedelta(days=last.isoweekday() - 1)
        return ((day, day),)

    return Feast(dates)


def _from_easter(days: int, length: int = 1) -> Feast:
    def dates(year: int) -> tuple[Interval, ...]:
        first = easter(year) + datetime.timedelta(days=days)
        return ((first, first + datetime.timedelta(days=length - 1)),)

    return Feast(dates, about=True)


def _orthodox(days: int) -> Feast:
    def dates(year: int) -> tuple[Interval, ...]:
        first = orthodox_easter(year) + datetime.timedelta(days=days)
        return ((first, first),)

    return Feast(dates)


def _hijri(month: int, day: int | None) -> Feast:
    def dates(year: int) -> tuple[Interval, ...]:
        near = int((year - 622) * 33 / 32)
        found = (hijri_days(hijri, month, day) for hijri in range(near - 1, near + 3))
        return tuple(days for days in found if days and days[0].year == year)

    return Feast(dates, about=True)


def _solar(month: int, day: int) -> Feast:
    def dates(year: int) -> tuple[Interval, ...]:
        found = (solar_days(solar, month, day) for solar in (year - 622, year - 621))
        return tuple(days for days in found if days and days[0].year == year)

    return Feast(dates)


def _hebrew(first: Callable[[int], datetime.date], days: int, length: int = 1) -> Feast:
    def dates(year: int) -> tuple[Interval, ...]:
        begins = first(year) + datetime.timedelta(days=days)
        return ((begins, begins + datetime.timedelta(days=length - 1)),)

    return Feast(dates)


def _either_eid(year: int) -> tuple[Interval, ...]:
    return tuple(sorted(FEASTS["eid al-fitr"].dates(year) + FEASTS["eid al-adha"].dates(year)))


FEASTS: dict[str, Feast] = {
    "ramadan": _hijri(9, None), "eid al-fitr": _hijri(10, 1), "eid al-adha": _hijri(12, 10), "ashura": _hijri(1, 10),
    "arbaeen": _hijri(2, 20), "mawlid": _hijri(3, 12), "islamic new year": _hijri(1, 1), "muharram": _hijri(1, None),
    "arafah": _hijri(12, 9), "laylat al-qadr": _hijri(9, 27),
    "nowruz": _solar(1, 1), "yalda": _solar(9, 30),
    "easter": _from_easter(0), "good friday": _from_easter(-2), "easter monday": _from_easter(1),
    "palm sunday": _from_easter(-7), "easter week": _from_easter(-6, 7), "holy week": _from_easter(-7, 7),
    "ash wednesday": _from_easter(-46), "pentecost": _from_easter(49), "orthodox easter": _orthodox(0),
    "christmas": _fixed(12, 25), "christmas eve": _fixed(12, 24), "boxing day": _fixed(12, 26),
    "new year's eve": _fixed(12, 31), "new year": _fixed(1, 1), "epiphany": _fixed(1, 6),
    "orthodox christmas": _fixed(1, 7), "halloween": _fixed(10, 31), "valentine's day": _fixed(2, 14),
    "may day": _fixed(5, 1), "bastille day": _fixed(7, 14), "armistice day": _fixed(11, 11),
    "women's day": _fixed(3, 8), "thanksgiving": _weekday(11, 4, 4), "labor day": _weekday(9, 1, 1),
    "memorial day": _last_monday(5), "martin luther king day": _weekday(1, 1, 3), "halloween night": _fixed(10, 31),
    "september 11": _fixed(9, 11), "9/11": _once(2001, 9, 11), "7/7": _once(2005, 7, 7), "d-day": _once(1944, 6, 6),
    "victory day": _fixed(5, 9),
    "eid": Feast(_either_eid, about=True),
    "veterans day": _fixed(11, 11),
    "all saints' day": _fixed(11, 1), "all souls' day": _fixed(11, 2), "st patrick's day": _fixed(3, 17),
    "anzac day": _fixed(4, 25), "human rights day": _fixed(12, 10), "presidents' day": _weekday(2, 1, 3),
    "columbus day": _weekday(10, 1, 2), "mother's day": _weekday(5, 7, 2), "father's day": _weekday(6, 7, 3),
    "maundy thursday": _from_easter(-3), "ascension day": _from_easter(39),
    "orthodox good friday": _orthodox(-2),
    "rosh hashanah": _hebrew(autumn, 0), "yom kippur": _hebrew(autumn, 9), "sukkot": _hebrew(autumn, 14, 7),
    "passover": _hebrew(passover, 0, 7), "shavuot": _hebrew(passover, 50), "purim": _hebrew(passover, -30),
}  # fmt: skip
"""Feasts by key. Victory Day is that of 9 May; armies and countries have others, which are not here."""

FEAST_NAMES: dict[str, str] = {
    "eid al - fitr": "eid al-fitr", "eid ul - fitr": "eid al-fitr", "eid - ul - fitr": "eid al-fitr",
    "eid al fitr": "eid al-fitr", "eid - al - fitr": "eid al-fitr", "eid": "eid", "eid al - adha": "eid al-adha",
    "eid al adha": "eid al-adha", "eid ul - adha": "eid al-adha", "eid - ul - adha": "eid al-adha",
    "eid - al - adha": "eid al-adha", "feast of the sacrifice": "eid al-adha", "ashura": "ashura", "ashoura": "ashura",
    "arbaeen": "arbaeen", "arbaen": "arbaeen", "mawlid": "mawlid", "islamic new year": "islamic new year",
    "nowruz": "nowruz", "nawruz": "nowruz",
    "newroz": "nowruz", "norouz": "nowruz", "navruz": "nowruz", "nauroz": "nowruz", "easter": "easter",
    "easter sunday": "easter", "easter monday": "easter monday", "easter week": "easter week",
    "holy week": "holy week", "good friday": "good friday", "palm sunday": "palm sunday",
    "ash wednesday": "ash wednesday", "orthodox easter": "orthodox easter", "christmas": "christmas",
    "christmas day": "christmas", "christmas eve": "christmas eve", "boxing day": "boxing day",
    "new year 's eve": "new year's eve", "new year 's day": "new year", "new year": "new year",
    "halloween": "halloween",
    "valentine 's day": "valentine's day", "may day": "may day", "bastille day": "bastille day",
    "armistice day": "armistice day", "international women 's day": "women's day", "thanksgiving": "thanksgiving",
    "thanksgiving day": "thanksgiving", "labor day": "labor day", "memorial day": "memorial day",
    "veterans day": "veterans day", "veterans ' day": "veterans day",
    "all saints ' day": "all saints' day", "all saints day": "all saints' day", "all souls ' day": "all souls' day",
    "all souls day": "all souls' day",
    "st patrick 's day": "st patrick's day", "st . patrick 's day": "st patrick's day",
    "anzac day": "anzac day", "human rights day": "human rights day", "presidents ' day": "presidents' day",
    "columbus day": "columbus day", "mother 's day": "mother's day", "father 's day": "father's day",
    "maundy thursday": "maundy thursday", "ascension day": "ascension day",
    "orthodox good friday": "orthodox good friday", "remembrance day": "armistice day",
    "rosh hashanah": "rosh hashanah", "rosh hashana": "rosh hashanah", "yom kippur": "yom kippur", "sukkot": "sukkot",
    "passover": "passover", "pesach": "passover", "shavuot": "shavuot", "purim": "purim",
    "9 / 11": "9/11", "7 / 7": "7/7", "victory day": "victory day", "orthodox christmas": "orthodox christmas",
}  # fmt: skip
"""The names, as tokens with spaces between them. A bare Eid may be either: `FEASTS` has both."""

HIJRI_NAMES: dict[str, int] = {
    "rabi al - awwal": 3, "rabi al awwal": 3, "rabi ' al - awwal": 3, "rabi i": 3, "rabi al - thani": 4,
    "rabi al thani": 4, "rabi ' al - thani": 4, "rabi al - akhir": 4, "rabi ii": 4, "jumada al - awwal": 5,
    "jumada al - ula": 5, "jumada al awwal": 5, "jumada i": 5, "jumada al - thani": 6, "jumada al - akhira": 6,
    "jumada al thani": 6, "jumada ii": 6, "dhu al - qadah": 11, "dhu al - qi ' dah": 11, "dhul qadah": 11,
    "dhu al - hijjah": 12, "dhul hijjah": 12, "dhul - hijjah": 12, "zil hajj": 12,
}  # fmt: skip
"""Hijri months whose names are several tokens."""
