"""Events and states in words, for a person: what happened, how many came to harm, and how plain a fact it is."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

COUNTED: Mapping[str, str] = {
    "fatalities": "killed",
    "injuries": "injured",
    "abducted": "abducted",
    "detained": "detained",
    "displaced": "displaced",
}
"""The fields of an event that are numbers of people, and what became of them."""
SCOPES: Mapping[str, str] = {"event": "", "part": " (part)", "total": " (total)"}
"""What is said of a number that is of some people of the event only, or of more than it."""
AUXILIARIES: Mapping[str, str] = {
    "historical": "before",
    "future": "to come",
    "hypothetical": "if",
    "negation": "not",
}
"""What keeps an event from being plain fact of now, in short."""
PARTS_OF_DAY: Mapping[str, str] = {
    "TMO": "morning", "TMI": "midday", "TAF": "afternoon", "TEV": "evening", "TNI": "night", "TDT": "daytime",
}  # fmt: skip
"""TIMEX3's parts of the day (ISO-TimeML)."""
UNKNOWN = "?"
"""What stands for who or where is not told, or not resolved."""
_PART_OF_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(T[A-Z]{2})")


def kind_words(type_: str, modes: Iterable[str] = ()) -> str:
    """Return the type of an event or a state with its modes.

    >>> kind_words("ASSAULT", ["heavy-weapons", "aerial"])
    'assault: heavy weapons, aerial'
    """
    told = ", ".join(mode.replace("-", " ") for mode in modes)
    return type_.lower() + (f": {told}" if told else "")


def auxiliary_words(auxiliary: Iterable[str]) -> str:
    """Return the auxiliaries in short.

    >>> auxiliary_words(["future", "negation"])
    'to come, not'
    """
    return ", ".join(AUXILIARIES[each] for each in auxiliary)


def range_words(low: int | None, best: int | None, high: int | None) -> str:
    """Return a number of people as the range that was told.

    >>> range_words(3, 3, 3), range_words(8, None, 12), range_words(20, None, None), range_words(None, 30, None)
    ('3', '8-12', 'at least 20', 'about 30')
    """
    if low is None and high is None:
        return "a number not told" if best is None else f"about {best:,}"
    if low == high:
        return f"{low:,}"
    told = f"at most {high:,}" if low is None else f"at least {low:,}" if high is None else f"{low:,}-{high:,}"
    return told if best is None or (best, high) == (low, None) else f"{told}, best {best:,}"


def count_words(event: Any, *, kinds: Mapping[str, str] = COUNTED) -> tuple[str, ...]:
    """Return what an event has of numbers of people: `killed 3`, `injured at least 20`.

    Args:
        event: Has a field for each of `kinds`: a `low`, a `best` and a `high` with a `scope`, or null.
        kinds: What became of them, by field.
    """
    told = ((words, getattr(event, name)) for name, words in kinds.items())
    return tuple(f"{words} {_number_words(each)}" for words, each in told if each is not None)


def number_words(event: Any, *, kinds: Mapping[str, str] = COUNTED) -> tuple[str, ...]:
    """Return what the tellings of an event have of numbers of people: `killed 3 / 8`. They are never added up.

    All that are told, what is denied or planned too; `core.tolls` makes one range of those that are credible.

    Args:
        event: Has a field for each of `kinds`, with every number that is told.
        kinds: What became of them, by field.
    """
    told = ((words, [_number_words(each) for each in getattr(event, name)]) for name, words in kinds.items())
    return tuple(f"{words} {' / '.join(numbers)}" for words, numbers in told if numbers)


def _number_words(count: Any) -> str:
    return range_words(count.low, count.best, count.high) + SCOPES[count.scope]


def date_words(value: str) -> str:
    """Return a TIMEX3 value, parts of the day in words.

    >>> date_words("2023-04-18TEV"), date_words("2023-W16")
    ('2023-04-18 evening', '2023-W16')
    """
    found = _PART_OF_DAY.fullmatch(value)
    return value if found is None else f"{found[1]} {PARTS_OF_DAY.get(found[2], found[2])}"


def arrow(actors: str, recipients: str) -> str:
    """Return who does it and to whom, or who has what.

    >>> arrow("the army", ""), arrow("", "the village")
    ('the army', '? -> the village')
    """
    return f"{actors or UNKNOWN} -> {recipients}" if recipients else actors


def several(names: Iterable[str], most: int, between: str = ", ") -> str:
    """Return names without repetition, the first `most` of them by name.

    >>> several(["the army", "police", "the army", "guards"], 2)
    'the army, police +1'
    """
    known = list(dict.fromkeys(names))
    rest = len(known) - most
    return between.join(known[:most]) + (f" +{rest}" if rest > 0 else "")
