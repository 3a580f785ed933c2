"""Where each event of a report took place: which of its places, or words for one, or none.

Where the model marks words for where an event was, it was at a place in these. Beside the report's places, words that
are none of them may tell where: *the bus stand*. They become a place of the report where an event was there, with the
point of a place inside the words, else of the likeliest that has a name; its uncertainty is that of the whole place.
What each feature of `weighing` is worth stands in `where.toml`.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from sayso.core.pronouns import is_pronoun
from sayso.core.reading import Event, EventLocation, Findings, Place, PlaceGranularity
from sayso.core.report import Status
from sayso.core.span import Span
from sayso.reading.event.choosing import Row, choice
from sayso.reading.event.likeness import Features
from sayso.reading.event.spots import Lookup, Spot, Stand, fills
from sayso.reading.event.weighing import Weighing, true_of

LEAST_PROBABILITY = 0.5
"""Of a place beside that none is told; below it an event has none."""
_BY_CERTAINTY: tuple[Status, ...] = ("stated", "inferred", "assumed", "unresolved")
_LEADS = {
    word: kind
    for kind, words in {
        "in": "in at on near outside inside across within around throughout along above over off aboard",
        "to": "to into toward towards for onto",
        "from": "from",
        "of": "of",
        "by": "by with and between against",
    }.items()
    for word in words.split()
}
_DETERMINER = re.compile(r"(?:(?:the|a|an|this|that|these|those|same|his|her|their|its|our|my)\s+)+", re.IGNORECASE)
_DATELINE = re.compile(r"\s*(?:,|\(|-|–|—|:)")
_DEICTIC = frozenset({"here", "there", "where", "home", "abroad", "elsewhere", "everywhere", "somewhere"})
_TOLD = frozenset({"told", "told in another sentence"})
_TYPES = frozenset({"place", "facility"})
_KINDS: Mapping[PlaceGranularity | None, str] = {
    "country": "country", "region": "area", "admin1": "area", "admin2": "area",
}  # fmt: skip
"""Kinds of places by granularity; of a village that no gazetteer has nothing is known, which is no sign against it."""


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """Events with where they were, and those of these places that no stage before has found."""

    events: tuple[Event, ...]
    places: tuple[Place, ...]


class Scene(Weighing):
    """A report's places and events, looked up for where each event was.

    Args:
        text: The report's.
        events: In the order of their triggers, with `same_as` set.
        found: Sentences, entities, places and attributions of the report.
        title: The headline.
    """

    def __init__(self, text: str, events: Sequence[Event], found: Findings, title: str = "") -> None:
        self._title = title.casefold()
        self._first = len(text) - len(text.lstrip())
        spots = _spots(_stands(text, events, found))
        self._most = max((len(each.mentions) for each in spots), default=0)
        self._countries = Counter(_country(each.mentions[0]) for each in spots)
        super().__init__(text, events, found, spots, "location", _LEADS)

    def by_itself(self, spot: int) -> Features:
        """Return the features that a spot has for every event."""
        place = self.spots[spot]
        first = next((each for each in place.mentions if each.value is not None), place.mentions[0])
        country = _country(first)
        is_own = country == _country(place.mentions[0])
        return true_of(
            {
                f"kind {first.kind}": True,
                "relative": first.value is not None and _place(first).form == "relative",
                "demonym": all(each.value is not None and _place(each).form == "demonym" for each in place.mentions),
                "in the headline": self._is_in_headline(place),
                "dateline": self._is_dateline(place.mentions[0]),
                "spoken of most": len(place.mentions) == self._most > 1,
                "country of others": first.kind == "country" and self._countries[country] > is_own,
            }
        )

    def of_both(self, event: int, spot: int) -> Features:
        """Return nothing more."""
        return {}

    def of_none(self, event: int) -> Features:
        """Return nothing more."""
        return {}

    def is_leading(self, spot: int) -> bool:
        """Return whether a place is told in the first sentence or the headline."""
        return super().is_leading(spot) or self._is_in_headline(self.spots[spot])

    def open_rows(self, number: int, given: Sequence[Spot | None]) -> list[Row]:
        """Return what is open where the model marks words for where an event was: places in these, if it has any."""
        rows = self.rows(number, given)
        return [(spot, features) for spot, features in rows if features.keys() & _TOLD] or rows

    def _is_in_headline(self, place: Spot) -> bool:
        return re.search(rf"(?<!\w){re.escape(place.name)}(?!\w)", self._title) is not None

    def _is_dateline(self, stand: Stand) -> bool:
        return (
            stand.start <= self._first and _DATELINE.match(self.text, stand.end) is not None and stand.text[0].isupper()
        )


def placed(text: str, events: Sequence[Event], found: Findings, title: str = "") -> Placed:
    """Return `events` with the places where they were, as far as the report tells; arguments as of `Scene`."""
    scene = Scene(text, events, found, title)
    result: list[Event] = []
    new: dict[tuple[int, int], Place] = {}
    given: list[Spot | None] = []
    for number, event in enumerate(events):
        spot = choice(scene.open_rows(number, given), weights(), LEAST_PROBABILITY)
        location = None
        if spot is not None:
            stand, is_beside = scene.mention(number, spot)
            edges = (stand.start, stand.end)
            if stand.value is None and edges not in new:
                rows = [row for row in scene.rows(number, given) if row[0] is None or row[0].is_known]
                named = choice(rows, weights(), LEAST_PROBABILITY)
                new[edges] = _new_place(stand, f"p{len(found.places) + len(new) + 1}", found.places, named)
            place = new[edges] if stand.value is None else _place(stand)
            status: Status = "stated" if is_beside else "inferred"
            location = EventLocation(place=place.id, status=max(place.status, status, key=_BY_CERTAINTY.index))
        given.append(spot)
        result.append(msgspec.structs.replace(event, location=location))
    return Placed(events=tuple(result), places=tuple(new.values()))


def name_of(span: Span) -> str:
    """Return what words for a place are known by in a report.

    >>> name_of(Span(start=0, end=9, text="The river"))
    'river'
    """
    lead = _DETERMINER.match(span.text)
    return (span.text[lead.end() :] if lead else span.text).casefold() or span.text.casefold()


def _new_place(stand: Stand, own: str, places: Iterable[Place], named: Spot | None) -> Place:
    """Return words for where an event was as a place: at a place in them, else where the event was but for them."""
    inside = [each for each in places if stand.covers(each)]
    scene = [] if named is None else [each.value for each in named.mentions]
    around = next((each for each in (*reversed(inside), *scene) if isinstance(each, Place) and _has_point(each)), None)
    if around is None:
        return Place(
            id=own, start=stand.start, end=stand.end, text=stand.text, name=None, latitude_deg=None,
            longitude_deg=None, geonames_id=None, country=None, granularity=None, form="relative",
            uncertainty_km=None, status="unresolved", reason="no name, and no place that it is in",
        )  # fmt: skip
    return Place(
        id=own, start=stand.start, end=stand.end, text=stand.text, name=None, latitude_deg=around.latitude_deg,
        longitude_deg=around.longitude_deg, geonames_id=None, country=around.country, granularity=around.granularity,
        form="relative", uncertainty_km=around.uncertainty_km,
        status=max(around.status, "inferred", key=_BY_CERTAINTY.index), reason=f"in {around.text}",
    )  # fmt: skip


def _has_point(place: Place) -> bool:
    return place.latitude_deg is not None


def _country(stand: Stand) -> str | None:
    return stand.value.country if isinstance(stand.value, Place) else None


def _place(stand: Stand) -> Place:
    assert isinstance(stand.value, Place)  # noqa: S101
    return stand.value


def _stands(text: str, events: Sequence[Event], found: Findings) -> list[Stand]:
    """Return the words of a report for places: its places, what events have as theirs, other places and facilities."""
    stands = [
        Stand(start=each.start, end=each.end, text=each.text, value=each, kind=_KINDS.get(each.granularity, "spot"))
        for each in found.places
    ]
    words = {
        (each.start, each.end): entity.type
        for entity in found.entities
        if entity.type in _TYPES
        for each in entity.mentions
        if each.form != "pronoun"
    }
    told = {(each.start, each.end): "words" for event in events for each in event.arguments if each.role == "location"}
    known = Lookup((each, None) for each in stands)
    for edges, kind in sorted({**told, **words}.items()):
        span = Span.of(text, *edges)
        is_known = any(fills(each, span) for each, _ in known.overlapping(span))
        if not is_known and not is_pronoun(span.text) and span.text.lower() not in _DEICTIC:
            stands.append(Stand(start=span.start, end=span.end, text=span.text, value=None, kind=kind))
    return sorted(stands, key=lambda each: (each.start, each.end))


def _spots(stands: Iterable[Stand]) -> tuple[Spot, ...]:
    by_name: dict[str, list[Stand]] = {}
    for each in stands:
        by_name.setdefault(name_of(each), []).append(each)
    return tuple(Spot(name=name, mentions=tuple(mentions)) for name, mentions in by_name.items())


@cache
def weights() -> dict[str, float]:
    """Return what each feature is worth, in log-odds."""
    raw = tomllib.loads(files(__package__).joinpath("where.toml").read_text(encoding="utf-8"))
    return msgspec.convert(raw, dict[str, float])
