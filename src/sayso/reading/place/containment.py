"""What the words of a report say about which place lies in which: `Andarab, in Baghlan province`, `Paris, Texas`."""

import math
import re
from typing import Literal

from sayso.core.geodesy import distance_km
from sayso.gazetteer.place import GazetteerPlace
from sayso.reading.place.toponym import Toponym

Strength = Literal["said", "listed"]
"""`said` where the words leave no doubt; `listed` where a comma alone stands between, which may be one of a list."""

_DIRECTION = (
    r"(?:(?:the|its|far|restive|neighbou?ring|war-torn|nearby)\s+)*"
    r"(?:(?:north|south|east|west|central|upper|lower|mid)[a-z-]*\s+)?"
)
_KIND = (
    r"(?:(?:[a-z]+-held|[a-z]+-controlled|border|port|coastal|besieged|industrial|second|third|largest|main|provincial|state|regional|eastern"
    r"|northern|southern|western|central|capital|oil-rich|mountain|ancient|contested|strategic|small|key|island)\s)*"
    r"(?:town|city|village|district|province|region|capital|area|suburb|state|county|port|valley|camp|hamlet|governorate|island)"
)
_INSIDE = re.compile(
    rf"(?:,?\s(?:in|inside)\s{_DIRECTION}(?:{_KIND}\sof\s)?(?:the\s)?|\s\(|,\s(?:an?|the)\s{_KIND}\s(?:in|of)\s{_DIRECTION}(?:the\s)?)$"
)
_COMMA = re.compile(rf",\s{_DIRECTION}$")
_OWNER_FIRST = re.compile(rf"['’]s?\s{_DIRECTION}(?:{_KIND}(?:\sof|,)?\s)?$")
_ADJECTIVE_FIRST = re.compile(rf"\s{_KIND}(?:\sof|,)?\s$")
_FARTHEST = 45
_AREA_KM = 60.0
_SLACK = 1.3


def containers(text: str, toponyms: list[Toponym]) -> dict[int, tuple[int, Strength]]:
    """Return for toponyms, by number, the number of the one that the text says they lie in, and how plainly it does."""
    found: dict[int, tuple[int, Strength]] = {}
    for here in range(len(toponyms) - 1):
        one, other = toponyms[here], toponyms[here + 1]
        if other.start - one.end > _FARTHEST or other.start < one.end:
            continue
        between = text[one.end : other.start]
        if not one.demonym and not other.demonym:
            strength = _forward(between)
            if strength is not None:
                found.setdefault(here, (here + 1, strength))
            elif _OWNER_FIRST.fullmatch(between):
                found[here + 1] = here, "said"
        elif one.demonym and not other.demonym and _ADJECTIVE_FIRST.fullmatch(between):
            found[here + 1] = here, "said"
    return found


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
    return _apart_km(container, place) <= _SLACK * (container.uncertainty_km or _AREA_KM)


def _apart_km(one: GazetteerPlace, other: GazetteerPlace) -> float:
    if one.latitude_deg is None or one.longitude_deg is None:
        return math.inf
    if other.latitude_deg is None or other.longitude_deg is None:
        return math.inf
    return distance_km(one.latitude_deg, one.longitude_deg, other.latitude_deg, other.longitude_deg)
