"""Dates as written: what day, month and year some words can mean, before anything decides between readings."""

import datetime
import functools
import re

import msgspec

MONTH_NAMES = (
    "january jan jan. januar janvier enero janeiro",
    "february feb feb. febr febuary februar février fevrier febrero fevereiro",
    "march mar mar. märz maerz mars marzo março marco",
    "april apr apr. avril abril",
    "may mai mayo maio",
    "june jun jun. juni juin junio junho",
    "july jul jul. juli juillet julio julho",
    "august aug aug. août aout agosto",
    "september sep sep. sept sept. septembre septiembre setembro",
    "october oct oct. oktober okt octobre octubre outubro",
    "november nov nov. novembre noviembre novembro",
    "december dec dec. dezember dez décembre decembre diciembre dezembro",
)
"""Names of the months in order: English, its abbreviations and common slips; French, German, Spanish, Portuguese."""

OLDEST_YEAR = 1800
LATEST_YEAR = 2100
SHORT_YEAR_PIVOT = 69
"""Two-digit years from here on are of the 1900s (POSIX strptime)."""


class WrittenDate(msgspec.Struct, frozen=True, kw_only=True):
    """A date as it stands in some text.

    Attributes:
        start: Offset of its first code point.
        end: Offset after its last.
        text: The words.
        readings: What it can mean, ISO 8601; two where day and month may be either way round (day first, then
            month first). `--08-25` where no year is written (ISO 8601:2000, 5.2.1.3 f).
        order: `day` or `month`: what stands first in an all-digit date of which only one order is possible.
        short_year: Whether the year is written with two digits.
    """

    start: int
    end: int
    text: str
    readings: tuple[str, ...]
    order: str | None = None
    short_year: bool = False

    @property
    def has_year(self) -> bool:
        """Whether a year is written."""
        return not self.readings[0].startswith("--")


_MONTH_OF = {name: number for number, names in enumerate(MONTH_NAMES, 1) for name in names.split()}
_MONTH = "(?:" + "|".join(re.escape(name) for name in sorted(_MONTH_OF, key=len, reverse=True)) + r")(?!\w)\.?"
_YEAR = r"(?:1[89]|20)\d\d(?!\d)"
_SHORT = r"'?\d\d(?=\s*(?:$|[-–—(\[|,]))"
_DAY = r"(?<![\d:])\d{1,2}(?:st|nd|rd|th|er|º)?"
_ISO = re.compile(rf"(?<![\d/.-])(?P<year>{_YEAR})(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?!\d)")
_DIGITS = re.compile(
    r"(?<![\d/.-])(?P<first>\d{1,2})(?P<sep>[/.-])(?P<second>\d{1,2})(?P=sep)"
    rf"(?P<year>{_YEAR}|(?<=[/.])\d\d(?!\d))(?![/.-]?\d)"
)
_DAY_MONTH = re.compile(
    rf"(?P<day>{_DAY})[\s.-]{{0,3}}(?:of\s+|de\s+)?(?P<month>{_MONTH})"
    rf"(?:,?[\s-]+(?:del?\s+)?(?P<year>{_YEAR}|{_SHORT}))?",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"(?<!\w)(?P<month>{_MONTH})[\s-]{{0,3}}(?P<day>{_DAY})(?![\d:])(?:(?:,|\s|-)\s*(?P<year>{_YEAR}|{_SHORT}))?",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(rf"(?<!\w)(?<!\d\s)(?P<month>{_MONTH}),?[\s-]+(?:del?\s+)?(?P<year>{_YEAR})", re.IGNORECASE)
_AGO_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
AGO = re.compile(
    rf"\b(?P<number>\d{{1,3}}|{'|'.join(_AGO_WORDS)})\s*(?P<unit>sec(?:ond)?|min(?:ute)?|h(?:ou)?r|day|week|month|year)s?\s+ago\b"
    r"|\b(?P<word>today|yesterday|just now)\b",
    re.IGNORECASE,
)
"""Words that count back from the moment a page was fetched."""


def find_dates(text: str) -> list[WrittenDate]:
    """Return every date written in `text`, in order, none overlapping another.

    Only days of the calendar count: `31/02/2021` is no date.

    >>> [found.readings for found in find_dates("from 25/08/2021 to 3 Sept 2021")]
    [('2021-08-25',), ('2021-09-03',)]
    >>> find_dates("03/04/2021")[0].readings
    ('2021-04-03', '2021-03-04')
    """
    found: list[WrittenDate] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            written = read(match)
            if written is not None:
                found.append(written)
    return sorted(found, key=lambda written: written.start)


def digit_orders(text: str) -> frozenset[str]:
    """Return `day`, `month` or both: what stands first in those all-digit dates of `text` that can be read one way."""
    read = (_read_digits(match) for match in _DIGITS.finditer(text))
    return frozenset(written.order for written in read if written is not None and written.order is not None)


def iso_date(year: int, month: int, day: int) -> str | None:
    """Return the day in ISO 8601, or None where the calendar has no such day or the year is no report's."""
    if not OLDEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def count_back(words: re.Match[str], fetched_at: str) -> str | None:
    """Return the day (or month, or year) that `words`, a match of `AGO`, mean for a page fetched at that time.

    Params:
        words: A match of `AGO`.
        fetched_at: ISO 8601 date, with or without a time of day.

    Returns:
        ISO 8601, as coarse as the unit counted in; None where `fetched_at` is no date.
    """
    try:
        moment = datetime.datetime.fromisoformat(fetched_at)
    except ValueError:
        return None
    if words["word"]:
        number, unit = (1, "day") if words["word"].lower() == "yesterday" else (0, "day")
    else:
        count = words["number"].lower()
        number, unit = _AGO_WORDS.get(count) or int(count), words["unit"].lower()
    if unit == "month":
        months = moment.year * 12 + moment.month - 1 - number
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    if unit == "year":
        return f"{moment.year - number:04d}"
    seconds = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}[unit[0]]
    return (moment - datetime.timedelta(seconds=number * seconds)).date().isoformat()


def _of_match(match: re.Match[str], readings: tuple[str, ...], order: str | None = None) -> WrittenDate:
    year = match.groupdict().get("year")
    short = year is not None and len(year.lstrip("'")) == 2
    return WrittenDate(
        start=match.start(), end=match.end(), text=match[0], readings=readings, order=order, short_year=short
    )


def _read_iso(match: re.Match[str]) -> WrittenDate | None:
    value = iso_date(int(match["year"]), int(match["month"]), int(match["day"]))
    return _of_match(match, (value,)) if value else None


def _read_digits(match: re.Match[str]) -> WrittenDate | None:
    year, first, second = _full_year(match["year"]), int(match["first"]), int(match["second"])
    day_first, month_first = iso_date(year, second, first), iso_date(year, first, second)
    readings = tuple(dict.fromkeys(value for value in (day_first, month_first) if value))
    if not readings:
        return None
    order = None
    if len(readings) == 1 and first != second:
        order = "day" if day_first else "month"
    return _of_match(match, readings, order)


def _read_words(match: re.Match[str]) -> WrittenDate | None:
    month = _month_number(match["month"])
    day = int(re.sub(r"\D", "", match["day"]))
    if match["year"] is None:
        value = iso_date(2000, month, day)  # a leap year: 29 February may be meant
        return _of_match(match, (f"--{month:02d}-{day:02d}",)) if value else None
    value = iso_date(_full_year(match["year"]), month, day)
    return _of_match(match, (value,)) if value else None


def _read_month(match: re.Match[str]) -> WrittenDate | None:
    return _of_match(match, (f"{match['year']}-{_month_number(match['month']):02d}",))


def _month_number(name: str) -> int:
    return _MONTH_OF[name.lower()] if name.lower() in _MONTH_OF else _MONTH_OF[name.lower().rstrip(".")]


def _full_year(digits: str) -> int:
    year = int(digits.lstrip("'"))
    if len(digits.lstrip("'")) > 2:
        return year
    return year + (1900 if year >= SHORT_YEAR_PIVOT else 2000)


_READERS = (
    (_ISO, _read_iso),
    (_DIGITS, _read_digits),
    (_DAY_MONTH, _read_words),
    (_MONTH_DAY, _read_words),
    (_MONTH_YEAR, _read_month),
)

_METADATA = re.compile(r"\s*(?P<year>\d{4})-?(?P<month>\d\d)-?(?P<day>\d\d)(?=$|[T\s])")
_METADATA_MONTH = re.compile(r"\s*(?P<year>\d{4})(?:-(?P<month>\d\d))?\s*$")


@functools.lru_cache(maxsize=256)
def read_stated(value: str) -> WrittenDate | None:
    """Return the date that a metadata field or a table cell holds: ISO 8601 in any form, else the first one written.

    The time of day and its offset are left alone: the day is that of the stated local time.

    >>> read_stated("2021-08-25T23:30:00-04:00").readings
    ('2021-08-25',)
    """
    value = value[:200]
    match = _METADATA.match(value)
    if match:
        return _read_iso(match)
    match = _METADATA_MONTH.match(value)
    if match:
        year, month = int(match["year"]), match["month"]
        if not OLDEST_YEAR <= year <= LATEST_YEAR or (month and not 1 <= int(month) <= 12):
            return None
        return _of_match(match, (value.strip(),))
    found = find_dates(value)
    return next((written for written in found if written.has_year), found[0] if found else None)
