"""From decisions to the places of a Reading: resolved ones, those derived from what the text says, unresolved ones."""

import re
from collections.abc import Mapping, Sequence

import msgspec

from sayso.core.reading import Place, PlaceForm
from sayso.core.report import Status
from sayso.gazetteer.place import GazetteerPlace
from sayso.reading.place.containment import Strength, containers
from sayso.reading.place.deciding import Decision
from sayso.reading.place.extents import granularity_of, uncertainty_km_of
from sayso.reading.place.geodesy import Point
from sayso.reading.place.relative import Anchor, Derived, relative_places
from sayso.reading.place.tables import Feature, features
from sayso.reading.place.toponym import Toponym

_APPOSED = re.compile(
    r",?\s(?:\(|which\s(?:is|lies)\s|an?\s[a-z]+\s(?:[a-z]+\s)?|lying\s|located\s|about\s|some\s){0,3}$"
)
_AT = re.compile(r"\b(?:in|at|near|from|outside|around|of)\s(?:the\s)?$", re.IGNORECASE)
_ENDS = re.compile(r"[.,;:)”\"\n]|$")
_FOLLOWING = re.compile(r" ([a-z]+)\b")


class Around(msgspec.Struct, frozen=True):
    """What a toponym that the gazetteer lacks may lie in, how that is known, and from what."""

    place: GazetteerPlace
    status: Status
    reason: str


def named_places(
    text: str, toponyms: Sequence[Toponym], decisions: Sequence[Decision], around: Mapping[int, Around]
) -> list[Place]:
    """Return one place for each toponym, and the relative places among them, by their place in the text.

    `around` has what toponyms that the gazetteer lacks may lie in, by the number of the toponym.
    """
    places = [_decided(text, toponym, decision) for toponym, decision in zip(toponyms, decisions, strict=True)]
    anchors = [_anchor(text, place) for place in places if place.form in ("name", "demonym")]
    derived = relative_places(text, anchors)
    inside = containers(text, list(toponyms))
    for number, decision in enumerate(decisions):
        if decision.place is None:
            places[number] = _located(text, number, places, inside, derived)
            if places[number].status == "unresolved" and number in around:
                places[number] = _at_place(places[number], around[number])
    relative = [_relative(text, one) for one in derived if not _is_name(one, places)]
    ordered = sorted((*places, *relative), key=lambda place: (place.start, -place.end))
    return [msgspec.structs.replace(place, id=f"p{number}") for number, place in enumerate(ordered, 1)]


def _decided(text: str, toponym: Toponym, decision: Decision) -> Place:
    """Return the place of one toponym as it was decided."""
    place = decision.place
    form: PlaceForm = "demonym" if toponym.demonym else "name"
    if place is None:
        return _place(text, toponym.start, toponym.end, form, None, decision.status, decision.reason)
    feature = _only_named_after(toponym, place)
    if feature is not None:
        found = _place(text, toponym.start, toponym.end, form, place, decision.status, decision.reason)
        kind = feature.words[0] if toponym.name == toponym.stem else toponym.name
        return msgspec.structs.replace(
            found,
            name=toponym.name,
            geonames_id=None,
            granularity=feature.granularity,
            uncertainty_km=round(feature.uncertainty_km + uncertainty_km_of(place), 1),
            status="assumed" if decision.status == "assumed" else "inferred",
            reason=f"no such {kind} in the gazetteer; placed at {place.name}, which has that name",
        )
    return _place(text, toponym.start, toponym.end, form, place, decision.status, decision.reason)


def _only_named_after(toponym: Toponym, place: GazetteerPlace) -> Feature | None:
    """Return what a report speaks of where the chosen place is but a town of that name: a tunnel, a district."""
    feature = toponym.feature
    if feature is None or feature.fits(place) or place.kind not in ("city", "admin1", "admin2"):
        return None
    if toponym.name != toponym.stem:
        return feature if feature.granularity != "city" else None
    return feature if place.kind == "city" and feature.granularity in ("admin1", "admin2", "region") else None


def _place(
    text: str, start: int, end: int, form: PlaceForm, place: GazetteerPlace | None, status: Status, reason: str | None
) -> Place:
    return Place(
        id="p0",
        start=start,
        end=end,
        text=text[start:end],
        name=place.name if place else None,
        latitude_deg=place.latitude_deg if place else None,
        longitude_deg=place.longitude_deg if place else None,
        geonames_id=place.geonames_id if place else None,
        country=place.country if place else None,
        granularity=granularity_of(place) if place else None,
        form=form,
        uncertainty_km=uncertainty_km_of(place) if place else None,
        status=status,
        reason=reason,
    )


def _anchor(text: str, place: Place) -> Anchor:
    """Return a place as one that others can be derived from."""
    is_placed = place.latitude_deg is not None and place.longitude_deg is not None
    following = _FOLLOWING.match(text, place.end)
    whole_end = following.end() if following is not None and following[1] in features() else place.end
    return Anchor(
        start=place.start,
        end=place.end,
        point=(place.latitude_deg or 0.0, place.longitude_deg or 0.0),
        uncertainty_km=place.uncertainty_km or 0.0,
        granularity=place.granularity or "point",
        country=place.country,
        name=place.name or place.text,
        whole_end=whole_end,
        is_placed=is_placed,
        is_adjective=place.form == "demonym",
    )


def _located(
    text: str,
    number: int,
    places: Sequence[Place],
    inside: Mapping[int, tuple[int, Strength]],
    derived: Sequence[Derived],
) -> Place:
    """Return an unresolved place with a point, if the text says where it lies: in another, or so far from one."""
    place = places[number]
    for one in derived:
        if one.point is None:
            continue
        if one.start >= place.end and one.start - place.end < 40 and _APPOSED.fullmatch(text[place.end : one.start]):
            return _at(place, one.point, one.uncertainty_km, one.granularity, one.country, one.reason)
    container = inside.get(number)
    around = places[container[0]] if container is not None else None
    if container is not None and around is not None and _is_inside(text, place, around, container[1]):
        if around.status != "unresolved" and around.latitude_deg is not None and around.longitude_deg is not None:
            point = around.latitude_deg, around.longitude_deg
            what = around.name or around.text
            return _at(place, point, around.uncertainty_km or 0.0, around.granularity, around.country, f"in {what}")
        if around.country is not None:
            return msgspec.structs.replace(place, country=around.country)
    return place


def _is_inside(text: str, place: Place, around: Place, strength: Strength) -> bool:
    """Whether the words say that an unknown place lies in another; in a town, a comma alone may be that of a list.

    `in Khasht, Aleppo.` does say so.
    """
    if strength == "said" or around.granularity not in ("city", "point"):
        return True
    return (
        _AT.search(text, max(0, place.start - 15), place.start) is not None
        and _ENDS.match(text, around.end) is not None
    )


def _at_place(place: Place, around: Around) -> Place:
    """Return an unresolved place with the point of what it lies in."""
    inside = around.place
    if inside.latitude_deg is None or inside.longitude_deg is None:
        return msgspec.structs.replace(place, country=inside.country)
    point = inside.latitude_deg, inside.longitude_deg
    radius, granularity = uncertainty_km_of(inside), granularity_of(inside)
    found = _at(place, point, radius, granularity, inside.country, around.reason)
    return msgspec.structs.replace(found, status=around.status)


def _at(
    place: Place, point: Point, uncertainty_km: float, granularity: object, country: str | None, reason: str
) -> Place:
    return msgspec.structs.replace(
        place,
        name=place.text.removeprefix("the "),
        latitude_deg=point[0],
        longitude_deg=point[1],
        uncertainty_km=round(uncertainty_km, 1),
        granularity=granularity,
        country=country,
        status="inferred",
        reason=f"{place.reason}; {reason}",
    )


def _is_name(derived: Derived, places: Sequence[Place]) -> bool:
    """Whether the words of a relative place are those of a named one, or cross one."""
    return any(
        (place.start, place.end) == (derived.start, derived.end)
        or (place.start < derived.start < place.end < derived.end)
        for place in places
    )


def _relative(text: str, derived: Derived) -> Place:
    return Place(
        id="p0",
        start=derived.start,
        end=derived.end,
        text=text[derived.start : derived.end],
        name=None,
        latitude_deg=round(derived.point[0], 4) if derived.point else None,
        longitude_deg=round(derived.point[1], 4) if derived.point else None,
        geonames_id=None,
        country=derived.country,
        granularity=derived.granularity if derived.point else None,
        form="relative",
        uncertainty_km=derived.uncertainty_km if derived.point else None,
        status="inferred" if derived.point else "unresolved",
        reason=derived.reason,
    )
