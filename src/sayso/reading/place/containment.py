"""What the words of a report say about which place lies in which: `Andarab, in Baghlan province`, `Paris, Texas`."""

import math
import re
from typing import Literal

from sayso.core.geodesy import distance_km
from sayso.gazetteer.place import GazetteerPlace
from sayso.reading.place.cues import lists
from sayso.reading.place.tables import plural
from sayso.reading.place.toponym import Toponym

Strength = Literal["said", "listed", "enumerated"]
"""`said` where the words leave no doubt; `listed` where a comma alone stands between, which may be one of a list;
`enumerated` where there is such a list, with `and` before its last name, and the comma may be but a part of it."""
_LEAST_OF_A_LIST = 3

_DIRECTION = (
    r"(?:(?:the|its|far|restive|neighbou?ring|war-torn|nearby)\s+)*"
    r"(?:(?:north|south|east|west|central|upper|lower|mid)[a-z-]*\s+)?"
)
_KIND = (
    r"(?:(?:[a-z]+-held|[a-z]+-controlled|border|port|coastal|besieged|industrial|second|third|fourth|(?:[a-z]+-)?largest"
    r"|(?:[a-z]+-)?biggest|most\spopulous|main|major|provincial|state|regional|eastern|former|new|old|commercial|financial"
    r"|northern|southern|western|central|capital|oil-rich|mountain|ancient|contested|strategic|small|key|island)\s)*"
    r"(?:town|city|village|district|province|region|capital|area|suburb|state|county|port|valley|camp|hamlet|governorate|island)"
)
_INSIDE = re.compile(
    rf"(?:,?\s(?:in|inside)\s{_DIRECTION}(?:{_KIND}\sof\s)?(?:the\s)?|\s\("
    rf"|,\s(?:which\sis\s)?(?:(?:an?|the)\s)?{_KIND}\s(?:in|of)\s{_DIRECTION}(?:the\s)?)$"
)
_AT = re.compile(r",?\s(?:on|near|by|along|beside|at|off|close\sto)\s(?:[a-z]+\s){0,4}$")
"""Between a place and one that it lies at, before the one it lies in: `Baga, on Lake Chad, in Borno state`."""
_OF_OWNER = re.compile(rf"['’]s?\s{_DIRECTION}{_KIND}\b")
"""What follows the owner of what comes before it: `Tripoli, Lebanon's second city`."""
_COMMA = re.compile(rf",\s{_DIRECTION}$")
_OWNER_FIRST = re.compile(rf"['’]s?\s{_DIRECTION}(?:{_KIND}(?:\sof|,)?\s)?$")
_OWNER_OF_KIND = re.compile(r"['’]s?\s(?!(?:in|on|at|of|to|from|near|and)\b)[a-z-]+\s$")
"""Between an owner and a name with a word for what it is behind it: `Baghdad's busy Karrada district`."""
_ADJECTIVE_FIRST = re.compile(rf"\s{_KIND}(?:\sof|,)?\s$")
_FARTHEST = 45
_AREA_KM = 60.0
_SLACK = 1.3


def containers(text: str, toponyms: list[Toponym]) -> dict[int, tuple[int, Strength]]:
    """Return for toponyms, by number, the number of the one that the text says they lie in, and how plainly it does."""
    found = _found(text, toponyms)
    for run in lists(text, toponyms):
        _add_of_list(toponyms, run, found)
        for here in run if len(run) >= _LEAST_OF_A_LIST else ():
            if here in found and found[here][0] in run and found[here][1] == "listed":
                found[here] = found[here][0], "enumerated"
    return found


def _add_of_list(toponyms: list[Toponym], run: range, found: dict[int, tuple[int, Strength]]) -> None:
    """Add for all of a list with one word for what they are what its last name lies in: `A and B counties in Texas`."""
    last = run[-1]
    is_of_one_kind = toponyms[last].word != "" and len({toponyms[each].word for each in run}) == 1
    if is_of_one_kind and last in found and found[last][0] not in run:
        for here in run[:-1]:
            found.setdefault(here, (found[last][0], "listed"))


def _found(text: str, toponyms: list[Toponym]) -> dict[int, tuple[int, Strength]]:
    found: dict[int, tuple[int, Strength]] = {}
    for here in range(len(toponyms) - 1):
        one, other = toponyms[here], toponyms[here + 1]
        if other.start - one.end > _FARTHEST or other.start < one.end:
            continue
        between = _without_word(text[one.end : other.start], one.word)
        _add_beyond(text, toponyms, here, found)
        if not one.demonym and not other.demonym:
            strength = _forward(between)
            if strength == "listed" and _OF_OWNER.match(text, other.end):
                strength = "said"
            if strength is not None:
                found.setdefault(here, (here + 1, strength))
            elif _OWNER_FIRST.fullmatch(between) or (other.word and _OWNER_OF_KIND.fullmatch(between)):
                found[here + 1] = here, "said"
        elif one.demonym and not other.demonym and _ADJECTIVE_FIRST.fullmatch(between):
            found[here + 1] = here, "said"
    return found


def _add_beyond(text: str, toponyms: list[Toponym], here: int, found: dict[int, tuple[int, Strength]]) -> None:
    """Add what a place lies in, where one that it lies at stands between the two."""
    if here + 2 >= len(toponyms):
        return
    one, at, other = toponyms[here : here + 3]
    if at.end - one.end > _FARTHEST or not 0 < other.start - at.end <= _FARTHEST or other.demonym or one.demonym:
        return
    is_at = _AT.fullmatch(text, one.end, at.start) and text.startswith(", in ", at.end)
    if is_at and _INSIDE.fullmatch(text, at.end, other.start):
        found.setdefault(here, (here + 2, "said"))


def _without_word(between: str, word: str) -> str:
    """Return what stands between two names without the word for what the first is: `Polk and Dallas counties in`."""
    for each in (word, plural(word)) if word else ():
        if between[:1] == " " and between[1:].startswith((f"{each} ", f"{each},")):
            return between[1 + len(each) :]
    return between


def _forward(between: str) -> Strength | None:
    if _COMMA.fullmatch(between):
        return "listed" if between.strip() in (",", ", the") else "said"
    if _INSIDE.fullmatch(between):
        return "said"
    return None


def holds(container: GazetteerPlace, place: GazetteerPlace) -> bool:
    """Whether one place of the gazetteer lies in another, as far as their divisions and points tell."""
    if container.id == place.id:
        return False
    if container.country is not None and place.country != container.country:
        return False
    if container.kind == "country":
        return place.kind != "country"
    if container.kind == "admin1":
        if place.kind in ("country", "admin1"):
            return False
        if place.admin1_code is not None and container.admin1_code is not None:
            return place.admin1_code == container.admin1_code
    if container.kind == "city":
        return False
    return apart_km(container, place) <= _SLACK * (container.uncertainty_km or _AREA_KM)


def apart_km(one: GazetteerPlace, other: GazetteerPlace) -> float:
    """Return how far apart the points of two places are; infinite where one has none."""
    if one.latitude_deg is None or one.longitude_deg is None:
        return math.inf
    if other.latitude_deg is None or other.longitude_deg is None:
        return math.inf
    return distance_km(one.latitude_deg, one.longitude_deg, other.latitude_deg, other.longitude_deg)
