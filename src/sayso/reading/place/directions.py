"""Words of direction and of distance, and what they measure: bearings in degrees, lengths in kilometres."""

import re

BEARINGS_DEG = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0, "south": 180.0, "southwest": 225.0,
    "west": 270.0, "northwest": 315.0,
    "northnortheast": 22.5, "eastnortheast": 67.5, "eastsoutheast": 112.5, "southsoutheast": 157.5,
    "southsouthwest": 202.5, "westsouthwest": 247.5, "westnorthwest": 292.5, "northnorthwest": 337.5,
}  # fmt: skip
"""By the words for them, in one word and lower case; `eastern` and `north-eastern` are read by `bearing_deg`."""
DIRECTION = r"(?:north|south|east|west)(?:[-‐‑\s]?(?:north|south)?[-‐‑\s]?(?:east|west))?"
"""A pattern of them; matched without case."""
_UNITS_KM = {
    "km": 1.0, "kms": 1.0, "kilometer": 1.0, "kilometers": 1.0, "kilometre": 1.0, "kilometres": 1.0, "mile": 1.609344,
    "miles": 1.609344, "mi": 1.609344, "meter": 0.001, "meters": 0.001, "metre": 0.001, "metres": 0.001, "m": 0.001,
    "yards": 0.0009144, "yard": 0.0009144, "feet": 0.0003048, "league": 4.8, "leagues": 4.8,
}  # fmt: skip
_NAUTICAL_KM = 1.852
UNIT = r"(?:nautical\s+miles?|" + "|".join(sorted(_UNITS_KM, key=len, reverse=True)) + ")"
_NUMBERS = {
    "a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0,
    "eight": 8.0, "nine": 9.0, "ten": 10.0, "eleven": 11.0, "twelve": 12.0, "thirteen": 13.0, "fourteen": 14.0,
    "fifteen": 15.0, "sixteen": 16.0, "seventeen": 17.0, "eighteen": 18.0, "nineteen": 19.0, "twenty": 20.0,
    "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "eighty": 80.0, "ninety": 90.0,
    "hundred": 100.0, "half": 0.5,
}  # fmt: skip
_VAGUE = {
    "a few": (2.0, 6.0), "few": (2.0, 6.0), "several": (3.0, 12.0), "a couple of": (1.5, 3.0), "some": (2.0, 12.0),
    "tens of": (15.0, 70.0), "dozens of": (20.0, 80.0), "hundreds of": (150.0, 600.0),
}  # fmt: skip
"""Lowest and highest number that the words may mean; set by reasoning."""
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
_WORDS = "|".join(sorted((*_NUMBERS, *_VAGUE), key=len, reverse=True))
_AFTER_TENS = r"(?:hundred|one|two|three|four|five|six|seven|eight|nine)"
NUMBER = rf"(?:(?:{_DIGITS})(?:\s?(?:-|–|to)\s?(?:{_DIGITS}))?|(?:(?:{_WORDS})(?:[\s-]{_AFTER_TENS})?))"
_RANGE = re.compile(rf"({_DIGITS})\s?(?:-|–|to)\s?({_DIGITS})")


def bearing_deg(words: str) -> float | None:
    """Return the bearing of a direction, clockwise from north; null for what is none (`central`).

    >>> bearing_deg("north-eastern"), bearing_deg("South"), bearing_deg("central")
    (45.0, 180.0, None)
    """
    word = re.sub(r"[-‐‑\s]", "", words.lower()).removesuffix("ern").removesuffix("most").removesuffix("ern")
    word = word.removesuffix("ward").removesuffix("wards")
    return BEARINGS_DEG.get(word)


def length_km(number: str, unit: str) -> tuple[float, float] | None:
    """Return the lowest and highest length that a number and a unit may mean, in kilometres.

    >>> length_km("110", "km"), length_km("20 to 30", "km"), length_km("a few", "kilometres")
    ((110.0, 110.0), (20.0, 30.0), (2.0, 6.0))
    """
    each = _NAUTICAL_KM if unit.lower().startswith("nautical") else _UNITS_KM.get(unit.lower())
    if each is None:
        return None
    words = " ".join(number.lower().split())
    if words in _VAGUE:
        low, high = _VAGUE[words]
    elif match := _RANGE.fullmatch(words):
        low, high = float(match[1].replace(",", "")), float(match[2].replace(",", ""))
    else:
        value = _number(words)
        if value is None:
            return None
        low = high = value
    return min(low, high) * each, max(low, high) * each


def _number(words: str) -> float | None:
    if words[:1].isdigit():
        return float(words.replace(",", ""))
    parts = re.split(r"[\s-]", words)
    if any(part not in _NUMBERS for part in parts):
        return None
    if len(parts) == 2 and parts[1] == "hundred":
        return _NUMBERS[parts[0]] * 100
    return sum(_NUMBERS[part] for part in parts)
