"""What stands in the text after a mention: the type of an entity, the value of a time, where a place is."""

from collections.abc import Iterable, Iterator

import msgspec

from sayso.core.reading import Entity, EntityType, Place, Timex
from sayso.core.report import Status
from sayso.core.span import Span

TYPE_WORDS: dict[EntityType, str] = {"organization": "org"}
"""What entity types are called in the text, where shorter."""
UNRESOLVED = "?"
"""What stands for a value that there is none of."""


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """A span of the text, and what is written after it.

    Attributes:
        span: What is marked.
        text: With the sign that says what it is: `:org`, `=2021-W33, inferred`, `@AF, city`.
    """

    span: Span
    text: str


def entity_labels(entities: Iterable[Entity]) -> Iterator[Label]:
    """Yield a label with the type of the entity for each mention."""
    for entity in entities:
        for mention in entity.mentions:
            yield Label(span=mention, text=f":{TYPE_WORDS.get(entity.type, entity.type)}")


def time_labels(times: Iterable[Timex]) -> Iterator[Label]:
    """Yield a label with the TIMEX3 value for each time expression; sets are told apart from durations."""
    for time in times:
        parts = [time.value or UNRESOLVED, "set" if time.type == "SET" else "", _doubt(time.status)]
        yield Label(span=time, text="=" + ", ".join(filter(None, parts)))


def place_labels(places: Iterable[Place]) -> Iterator[Label]:
    """Yield a label for each place: its name where the words are others, its country, and how exact it is.

    Where the status is to be told and no GeoNames id says which place it is, as of all that were derived, it has its
    point with the uncertainty too.
    """
    for place in places:
        parts = (*_where(place), _doubt(place.status))
        yield Label(span=place, text="@" + ", ".join(filter(None, parts)))


def coordinates(latitude_deg: float, longitude_deg: float) -> str:
    """Return a point, to a hundredth of a degree (about a kilometre).

    >>> coordinates(34.528, -69.17)
    '34.53N 69.17W'
    """
    north, east = "S" if latitude_deg < 0 else "N", "W" if longitude_deg < 0 else "E"
    return f"{abs(latitude_deg):.2f}{north} {abs(longitude_deg):.2f}{east}"


def _where(place: Place) -> tuple[str | None, ...]:
    """Return what is known of where a place is."""
    if place.status == "unresolved":
        return UNRESOLVED, place.country
    name = None if place.name is None or place.name.casefold() == place.text.casefold() else place.name
    return name, place.country, place.granularity, _point(place)


def _point(place: Place) -> str | None:
    """Return the point of a place that nothing else names."""
    if place.geonames_id is not None or place.status == "stated":
        return None
    if place.latitude_deg is None or place.longitude_deg is None:
        return None
    off = "" if place.uncertainty_km is None else f" +-{place.uncertainty_km:.0f}km"
    return coordinates(place.latitude_deg, place.longitude_deg) + off


def _doubt(status: Status) -> str:
    """Return the status where it is to be told: `stated` goes without saying, `unresolved` has its sign."""
    return "" if status in {"stated", "unresolved"} else status
