"""The words of time in English: what each says, and which kind of word it is for the grammar.

Sources: the TIMEX3 annotation guidelines (TimeML 1.2.1; ISO 24617-1) for what counts; month and weekday abbreviations
as the Associated Press and Reuters write them; zones of RFC 822 and those of the usual wire datelines.
"""


def word_set(words: str) -> frozenset[str]:
    """Return the words of a table row as a set."""
    return frozenset(words.split())


def words_of(rows: dict[str, object]) -> dict[str, object]:
    """Return each single word of the table's keys with the key's value."""
    return {word: value for words, value in rows.items() for word in words.split()}


def _row(words: str) -> list[str]:
    return words.split()


NUMBERS: dict[str, object] = {
    **{
        word: number
        for number, word in enumerate(
            _row(
"zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
"sixteen seventeen eighteen nineteen"
)
        )
    },
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "hundred": 100, "thousand": 1000,
}  # fmt: skip
ORDINALS: dict[str, object] = {
    **{
        word: number
        for number, word in enumerate(
            _row(
                "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
                "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
            ),
            1,
        )
    },
    "thirtieth": 30,
}
MONTHS = words_of(
    {
        "january jan": 1, "february feb febr": 2, "march mar": 3, "april apr": 4, "may": 5, "june jun": 6,
        "july jul": 7, "august aug": 8, "september sep sept": 9, "october oct": 10, "november nov": 11,
        "december dec": 12,
    }
)  # fmt: skip
ABBREVIATED = word_set(
    "jan feb febr mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun"
)
"""Names that take a period of their own: `Nov. 9`."""
WEEKDAYS = words_of(
    {
        "monday mon": 1, "tuesday tue tues": 2, "wednesday wed": 3, "thursday thu thur thurs": 4, "friday fri": 5,
        "saturday sat": 6, "sunday sun": 7,
    }
)  # fmt: skip
"""ISO 8601 numbers of the weekdays."""
PLURAL_WEEKDAYS = words_of(
    {
        "mondays": 1, "tuesdays": 2, "wednesdays": 3, "thursdays": 4, "fridays": 5, "saturdays": 6, "sundays": 7,
    }
)  # fmt: skip
SEASONS = words_of(
    {"spring springtime": "SP", "summer summertime": "SU", "autumn fall": "FA", "winter wintertime": "WI"}
)
PARTS = words_of(
    {
        "morning": "MO", "afternoon": "AF", "evening": "EV",
        "night nighttime": "NI", "dawn daybreak sunrise": "MO", "dusk sunset nightfall": "EV",
        "daytime": "DT",
    }
)  # fmt: skip
"""Parts of the day, as TIMEX3 writes them after the T; it has none for dawn and dusk."""
PLURAL_PARTS: dict[str, object] = {"mornings": "MO", "afternoons": "AF", "evenings": "EV", "nights": "NI"}
CLOCK_WORDS = words_of({"noon midday": (12, 0), "midnight": (24, 0)})
MERIDIEMS = words_of({"am a.m. a.m": "am", "pm p.m. p.m": "pm"})
UNITS = words_of(
    {
        "second sec": "S", "minute min": "TM", "hour hr": "H", "day": "D", "weekend": "WE",
        "week": "W", "fortnight": "FN", "month": "M", "quarter": "Q", "year": "Y", "yr": "Y", "decade": "DE",
        "century": "CE",
    }
)  # fmt: skip
"""Units in the singular: the letters of TIMEX3 durations, and TM, FN, NI and WE of our own."""
PLURAL_UNITS = words_of(
    {
        "seconds secs": "S", "minutes mins": "TM", "hours hrs": "H", "days": "D", "weekends": "WE",
        "weeks wks": "W", "fortnights": "FN", "months": "M", "quarters": "Q", "years yrs": "Y", "decades": "DE",
        "centuries": "CE",
    }
)  # fmt: skip
DEICTICS = words_of({"today": 0, "yesterday": -1, "tomorrow": 1})
"""Days counted from the day of speaking."""
REPEATED = words_of(
    {"hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M",
     "yearly annually": "P1Y", "fortnightly": "P2W"}
)  # fmt: skip
REFERENCES = words_of(
    {
        "now currently nowadays presently": "PRESENT_REF",
        "recently lately": "PAST_REF",
    }
)
"""Words that alone say present, past or future, and nearly always do."""
ZONES = words_of(
    {
        "gmt utc z zulu wet": "Z", "bst cet wat irish": "+01:00", "cest eet cat sast": "+02:00",
        "eest msk eat ast": "+03:00", "irst": "+03:30", "gst": "+04:00", "aft": "+04:30", "pkt": "+05:00",
        "ist": "+05:30", "npt": "+05:45", "edt": "-04:00", "est cdt": "-05:00", "cst mdt": "-06:00",
        "mst pdt": "-07:00", "pst": "-08:00", "jst kst": "+09:00",
    }
)  # fmt: skip
MILITARY_ZONES = dict(
    zip(
        "ABCDEFGHIKLMNOPQRSTUVWXYZ",
        (*(f"+{hours:02d}:00" for hours in range(1, 13)), *(f"-{hours:02d}:00" for hours in range(1, 13)), "Z"),
        strict=True,
    )
)
"""Letters of time zones in date-time groups (ACP 121(I))."""
TENS = words_of(
    {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8,
     "nineties": 9}
)  # fmt: skip
"""Decades in words."""
HIJRI_MONTHS = words_of(
    {
        "muharram moharram": 1, "safar": 2, "rajab": 7, "shaaban shaban sha'ban": 8, "ramadan ramazan ramadhan": 9,
        "shawwal shawal": 10, "zulqada dhulqadah": 11, "zulhijja dhulhijjah": 12,
    }
)  # fmt: skip
"""Months of the Islamic calendar that one word names; those of two words stand in `calendars`."""
SOLAR_MONTHS = words_of(
    {
        "farvardin": 1, "ordibehesht": 2, "khordad": 3, "tir": 4, "mordad": 5, "shahrivar": 6, "mehr": 7, "aban": 8,
        "azar": 9, "dey": 10, "bahman": 11, "esfand": 12, "hamal": 1, "sawr": 2, "jawza": 3, "saratan": 4, "asad": 5,
        "sunbula": 6, "mizan": 7, "aqrab": 8, "qaws": 9, "jadi": 10, "dalw": 11, "hut": 12,
    }
)  # fmt: skip
"""Months of the Solar Hijri calendar: as Iran names them, as Afghanistan does."""
SYMBOLS = {
    ",": ",", ".": ".", "-": "-", "–": "-", "—": "--", "‑": "-", "‐": "-", "/": "/", "(": "LP", ")": "RP", "'s": "'s",
    "’s": "'s", "'": "'", "’": "'", "[": "LP", "]": "RP",
}  # fmt: skip
