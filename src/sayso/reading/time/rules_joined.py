"""What the rules that join dates, times and durations share."""

from sayso.reading.time.grammar import Found, Made
from sayso.reading.time.meaning import Calendar, Meaning, Moment, Relative

NAMED = {"D": "(DATE|YEARC)", "A": "(DUR|AUNIT)"}


def meaning_of(found: Found, label: str) -> Meaning | None:
    """Return the meaning of the item matched as `label`, None where it has none."""
    value = found.value(label)
    return value if isinstance(value, Meaning) else None


def is_day(meaning: Meaning) -> bool:
    """Whether `meaning` is as fine as a day, so that a time of day can be of it."""
    if isinstance(meaning, Calendar):
        return meaning.day is not None or meaning.weekday is not None or meaning.feast is not None
    if isinstance(meaning, Relative):
        return meaning.unit in {"D", "WE"}
    return True


def same(found: Found) -> Made | None:
    """Take the words around the date `d` into it and leave its value: `early March`, `the end of 1990`."""
    meaning = meaning_of(found, "d")
    kind = found.item("d")
    if meaning is None or kind is None:
        return None
    if (
        isinstance(meaning, Calendar)
        and meaning.weekday
        and not meaning.month
        and found.words("e") in {"end", "beginning"}
    ):
        return None
    return Made("DATETIME" if isinstance(meaning, Moment) else "DATE", meaning)
