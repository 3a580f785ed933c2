"""Relative places: points that a text derives from a place it names (`110 km north of Kabul`, `between A and B`).

Each kind of expression has a pattern for the words around the named places (of those in `_BEFORE` the longest match
counts) and a rule for the point. What a report leaves open goes into the uncertainty, by the constants below.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

import msgspec

from sayso.core.geodesy import distance_km
from sayso.core.reading import PlaceGranularity
from sayso.reading.place.directions import bearing_deg, length_km
from sayso.reading.place.geodesy import Point, destination, midpoint
from sayso.reading.place.relative_words import (
    AREA_PART,
    BETWEEN,
    BETWEEN_WORDS,
    DIRECTION_OF,
    DISTANCE,
    DISTANCE_DIRECTION,
    EDGE_OF,
    FACILITY_AT,
    LEAD,
    NOT_THERE,
    PAIR,
    PAIR_THING,
    PART_OF,
    SIDE_THING,
    THING_NEAR,
)

_ROAD_FACTOR = 0.25
"""Distances are mostly by road, and rounded: the point may be this share of the distance off."""
_BEARING_SPREAD = 0.35
"""A named direction is right to about 20 degrees: tan 20 degrees, as a share of the distance."""
_NO_DISTANCE_KM = 20.0
"""How far "north of" a town is taken to be, where no distance is told; as uncertain as it is far."""
_BESIDE_AN_AREA = 1.5
"""How uncertain "north of" an area, a river or a sea is, in its radii: from its middle to a radius beyond its edge."""
_TOWNS = ("point", "city")
"""Anchors whose middle distances are counted from; those from an area or a river may be from any part of its edge."""
_NEAR_KM = 10.0
"""What "near" a town means beyond its own extent."""
_LEAST_BETWEEN_KM = 2.0
_PART_SHIFT = 0.5
"""How far from the middle the northern part of something lies, in its radii; the rest of it is within 0.6 of them."""
_PART_RADIUS = 0.6
_FARTHEST = 90
_COMPOUND = re.compile(r"-[a-z]")
"""What follows a name that is but the first part of a word: `US-controlled`."""


class Anchor(msgspec.Struct, frozen=True):
    """A named place, from which another is derived.

    `is_adjective` says that it is named by a demonym (`the Malian border`).
    `is_placed` is false where its point is not known: then relative places are found, without a point.

    `is_called_so` says that a word for what it is follows (`Baghlan province`), up to `whole_end`.
    """

    start: int
    end: int
    point: Point
    uncertainty_km: float
    granularity: PlaceGranularity
    country: str | None
    name: str
    whole_end: int = 0
    is_placed: bool = True
    is_adjective: bool = False

    @property
    def is_called_so(self) -> bool:
        """Whether a word for what it is follows."""
        return self.whole_end > self.end


class Derived(msgspec.Struct, frozen=True):
    """A relative place: where it stands and where it lies.

    `point` is null where that of what it is derived from is not known; `reason` says what it was derived from.
    """

    start: int
    end: int
    point: Point | None
    uncertainty_km: float
    granularity: PlaceGranularity
    country: str | None
    reason: str


Rule = Callable[[re.Match[str], Anchor], tuple[Point, float] | None]


def relative_places(text: str, anchors: Sequence[Anchor]) -> list[Derived]:
    """Return the relative places that the words around named places make, in order; each anchor serves one at most."""
    found: list[Derived] = []
    ordered = sorted(anchors, key=lambda anchor: anchor.start)
    taken: set[int] = set()
    for number, (one, other) in enumerate(pairwise(ordered)):
        derived = _of_pair(text, one, other)
        if derived is not None and number not in taken:
            found.append(derived)
            taken.update((number, number + 1))
    for number, anchor in enumerate(ordered):
        if number not in taken and not _COMPOUND.match(text, anchor.end):
            floor = ordered[number - 1].end if number else 0
            derived = _of_one(text, anchor, floor)
            if derived is not None:
                found.append(derived)
    return sorted(found, key=lambda derived: (derived.start, derived.end))


def _of_one(text: str, anchor: Anchor, floor: int) -> Derived | None:
    """Return the relative place that the words before a named place make with it."""
    if anchor.is_adjective:
        return _of_thing_after(text, anchor)
    begin = max(floor, anchor.start - _FARTHEST)
    before = text[begin : anchor.start]
    if text[anchor.start : anchor.start + 4].lower() == "the ":
        before += "the "
    best: tuple[int, Rule, re.Match[str]] | None = None
    for pattern, rule in _BEFORE:
        match = pattern.search(before)
        if match is not None and (best is None or match.start("span") < best[0]):
            best = match.start("span"), rule, match
    if best is None:
        return _of_thing_after(text, anchor)
    start, rule, match = best
    if lead := LEAD.match(before, start):
        start = lead.end()
    placed = rule(match, anchor)
    if placed is None:
        return None
    point, uncertainty = placed
    end, granularity = max(anchor.end, anchor.whole_end), _coarsest(anchor, uncertainty)
    if not anchor.is_placed:
        return Derived(begin + start, end, None, 0.0, granularity, anchor.country, f"{anchor.name} is not placed")
    reason = f"derived from {anchor.name}"
    return Derived(begin + start, end, point, round(uncertainty, 1), granularity, anchor.country, reason)


def _of_thing_after(text: str, anchor: Anchor) -> Derived | None:
    """Return what is called after a named place and follows it: `the Malian border`."""
    thing = SIDE_THING.match(text, anchor.end)
    begins = text[anchor.start : anchor.start + 4].lower() == "the "
    if thing is None or not (begins or text[max(0, anchor.start - 4) : anchor.start].lower() == "the "):
        return None
    start = anchor.start if begins else anchor.start - 4
    if not anchor.is_placed:
        return Derived(start, thing.end(), None, 0.0, "point", anchor.country, f"{anchor.name} is not placed")
    uncertainty = anchor.uncertainty_km + _NO_DISTANCE_KM
    granularity = _coarsest(anchor, uncertainty)
    reason = f"derived from {anchor.name}"
    return Derived(start, thing.end(), anchor.point, round(uncertainty, 1), granularity, anchor.country, reason)


def _of_pair(text: str, one: Anchor, other: Anchor) -> Derived | None:
    """Return the place between two named ones, where the words make it: `between A and B`, `the A-B road`."""
    if one.is_adjective or other.is_adjective:
        return None
    between = text[one.end : other.start]
    begin = max(0, one.start - _FARTHEST)
    start, end = -1, other.end
    if BETWEEN_WORDS.fullmatch(between) and (match := BETWEEN.search(text[begin : one.start])):
        if not match["line"] and (match["link"].lower() == "from" or _are_parties(one, other)):
            return None
        start = begin + match.start("span")
    elif PAIR.fullmatch(between) and (thing := PAIR_THING.match(text, other.end)):
        start, end = one.start, thing.end()
        if text[max(0, start - 4) : start].lower() == "the ":
            start -= 4
    if start < 0:
        return None
    if not (one.is_placed and other.is_placed):
        missing = other.name if one.is_placed else one.name
        return Derived(start, end, None, 0.0, "point", None, f"{missing} is not placed")
    apart = distance_km(*one.point, *other.point)
    uncertainty = max(_LEAST_BETWEEN_KM, apart / 2)
    country = one.country if one.country == other.country else None
    granularity: PlaceGranularity = "region" if "country" in (one.granularity, other.granularity) else "point"
    return Derived(
        start, end, midpoint(one.point, other.point), round(uncertainty, 1), granularity, country,
        f"derived from {one.name} and {other.name}",
    )  # fmt: skip


def _are_parties(one: Anchor, other: Anchor) -> bool:
    """Whether what is between two is no place, but a matter of theirs: `talks between Sudan and Egypt`."""
    return "country" in (one.granularity, other.granularity)


def _distance_direction(match: re.Match[str], anchor: Anchor) -> tuple[Point, float] | None:
    length, bearing = length_km(match["number"], match["unit"]), bearing_deg(match["way"])
    if length is None or bearing is None:
        return None
    low, high = length
    middle = (low + high) / 2
    extent = min(anchor.uncertainty_km, middle) if anchor.granularity in _TOWNS else anchor.uncertainty_km
    error = (high - low) / 2 + middle * max(_ROAD_FACTOR, _BEARING_SPREAD) + extent
    return destination(anchor.point, bearing, middle), max(0.5, error)


def _distance(match: re.Match[str], anchor: Anchor) -> tuple[Point, float] | None:
    length = length_km(match["number"], match["unit"])
    return None if length is None else (anchor.point, length[1] + anchor.uncertainty_km)


def _direction_of(match: re.Match[str], anchor: Anchor) -> tuple[Point, float] | None:
    bearing = bearing_deg(match["way"])
    if bearing is None:
        return None
    if anchor.granularity in _TOWNS:
        return destination(anchor.point, bearing, _NO_DISTANCE_KM), _NO_DISTANCE_KM + anchor.uncertainty_km / 2
    return destination(anchor.point, bearing, anchor.uncertainty_km), anchor.uncertainty_km * _BESIDE_AN_AREA


def _part_of(match: re.Match[str], anchor: Anchor) -> tuple[Point, float] | None:
    bearing = bearing_deg(match["way"])
    radius = anchor.uncertainty_km
    if bearing is None:
        return (anchor.point, radius * _PART_RADIUS) if match["way"].lower() == "central" else (anchor.point, radius)
    return destination(anchor.point, bearing, radius * _PART_SHIFT), max(0.5, radius * _PART_RADIUS)


def _area_part(match: re.Match[str], anchor: Anchor) -> tuple[Point, float] | None:
    """Place the north of an area. "Northern Baghlan province" is a province in the north: that says nothing new."""
    if anchor.is_called_so or match.string[: match.start("span")].endswith(("'s ", "’s ")):
        return None
    if match["way"][:1].isupper() and anchor.granularity in ("point", "city"):
        return None
    return _part_of(match, anchor)


def _facility(match: re.Match[str], anchor: Anchor) -> tuple[Point, float] | None:
    return None if NOT_THERE.search(match["span"]) and " of " in match["span"] else _at_edge(match, anchor)


def _at_edge(match: re.Match[str], anchor: Anchor) -> tuple[Point, float] | None:
    return anchor.point, anchor.uncertainty_km + 1


def _near(match: re.Match[str], anchor: Anchor) -> tuple[Point, float] | None:
    return anchor.point, anchor.uncertainty_km + _NEAR_KM


_BEFORE: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (DISTANCE_DIRECTION, _distance_direction),
    (DISTANCE, _distance),
    (DIRECTION_OF, _direction_of),
    (PART_OF, _part_of),
    (EDGE_OF, _at_edge),
    (THING_NEAR, _near),
    (FACILITY_AT, _facility),
    (AREA_PART, _area_part),
)


def _coarsest(anchor: Anchor, uncertainty_km: float) -> PlaceGranularity:
    """Return how exact a derived point is: never more than its uncertainty allows."""
    if uncertainty_km <= 30 and anchor.granularity in ("point", "city", "admin2", "admin1"):
        return "point"
    return "region"
