"""Which places, or dates, the events of a report have by their own words."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import cast

from sayso.core.reading import Event, Role
from sayso.reading.event.spots import Lookup, Spot, Stand


class OwnWords:
    """The arguments of events that say where, or when, they were, and the spots with a mention in them.

    Attributes:
        words: Of each event.
        mentions: Those in the words of each event, in text order, by the number of their spot.
        stated: The number of the spot that the words of each event are for, the longest in them; None: for none.
        earlier, later: What the last event before each that has any has, and the next behind it.
        people: Who took part in each event, by entity or words.

    Args:
        events: In the order of their triggers, with `same_as` set.
        spots: The places or dates of the report.
        role: Of the arguments.
    """

    def __init__(self, events: Sequence[Event], spots: Sequence[Spot], role: Role) -> None:
        self.words = [tuple(each for each in event.arguments if each.role == role) for event in events]
        self.mentions = self._mentions(spots)
        self.stated = [_longest(mentions) for mentions in self.mentions]
        self.earlier = _before(self.stated)
        self.later = _before(self.stated[::-1])[::-1]
        self.people = [_people(event) for event in events]
        self._tellings = [(event.same_as or event.id,) for event in events]
        self._by_people = self._stated_by(self.people)
        self._by_telling = self._stated_by(self._tellings)

    def inside(self, event: int, spot: int) -> list[Stand]:
        """Return the mentions of a spot in the words of an event."""
        return self.mentions[event].get(spot, [])

    def of_other_tellings(self, event: int) -> frozenset[int]:
        """Return the spots that other tellings of an event have."""
        return self._of_others(event, self._by_telling, self._tellings[event])

    def of_who_took_part(self, event: int) -> frozenset[int]:
        """Return the spots that other events with one of its actors or recipients have."""
        return self._of_others(event, self._by_people, self.people[event])

    def _mentions(self, spots: Sequence[Spot]) -> list[dict[int, list[Stand]]]:
        known = Lookup((each, (index, each)) for index, spot in enumerate(spots) for each in spot.mentions)
        result: list[dict[int, list[Stand]]] = []
        for words in self.words:
            inside: dict[int, list[Stand]] = {}
            for _, (index, stand) in (each for span in words for each in known.overlapping(span)):
                if stand not in inside.setdefault(index, []):
                    inside[index].append(stand)
            result.append(inside)
        return result

    def _stated_by(self, keys: Sequence[Collection[str]]) -> Mapping[str, Counter[int]]:
        """Return how many events with a key have each spot, by key, of the keys of each event."""
        found = defaultdict[str, Counter[int]](Counter)
        for of_event, spot in zip(keys, self.stated, strict=True):
            for key in of_event if spot is not None else ():
                found[key][cast(int, spot)] += 1
        return found

    def _of_others(self, event: int, stated: Mapping[str, Counter[int]], keys: Iterable[str]) -> frozenset[int]:
        """Return the spots that events with one of these keys have, but for this one."""
        own = self.stated[event]
        counts = (stated[key] for key in keys if key in stated)
        return frozenset(spot for each in counts for spot, events in each.items() if events > (spot == own))


def _longest(mentions: Mapping[int, Sequence[Stand]]) -> int | None:
    """Return the spot with the longest of these mentions, the first of several."""
    lengths = [(each.end - each.start, -spot) for spot, of_spot in mentions.items() for each in of_spot]
    return -max(lengths)[1] if lengths else None


def _before(stated: Sequence[int | None]) -> list[int | None]:
    """Return the last of those before each that is not None."""
    last: int | None = None
    result: list[int | None] = []
    for each in stated:
        result.append(last)
        last = last if each is None else each
    return result


def _people(event: Event) -> frozenset[str]:
    return frozenset(each.entity or each.text for each in event.arguments if each.role in {"actor", "recipient"})
