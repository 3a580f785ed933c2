"""What speaks for each place, or each date, of a report as that of an event: features, each named.

The words of an event seldom say it all: of two events in three whose place is known, the report told it elsewhere. So
all that the report tells is weighed for each event, and so is that nothing is told. What counts is how a mention beside
the trigger stands in the sentence (after *in* or *to*, in the words for who acted, in the words of somebody else), what
the model takes for the event's own, when it was spoken of last, and which other events have it by their own words.

What a feature is worth is learned.
"""

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from sayso.core.reading import Event, Findings, Role
from sayso.core.span import Span
from sayso.reading.event.choosing import Row
from sayso.reading.event.likeness import Features
from sayso.reading.event.own_words import OwnWords
from sayso.reading.event.spots import Spot, Stand, by_line, covered, edges, fills, gap

_BOUNDARY = re.compile(
    r"[;:]|--|—|,\s|\b(?:after|before|while|whereas|when|since|because|although|but|who|which|that|where|if|and)\b",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"(?P<word>[^\W\d_]+)\W*\Z")
_POSSESSIVE = re.compile(r"['’]s?\b|['’](?=\s)")
_HYPHEN = re.compile(r"-[a-z]")
_REACH_CHARS = 24
_REACH_SENTENCES = 20
"""How far from an event a place or date of the report is weighed for it."""
_REACH_BACK_SENTENCES = 2
"""How far before an event words that are no place or date of the report are."""


class Weighing:
    """A report's events and spots, looked up for which spot is an event's.

    Attributes:
        events: In the order of their triggers, with `same_as` set.
        spots: By their first mention.
        stated: The number of the spot that each event's own words are for, None where they are for none.

    Args:
        text: The report's.
        events: As above.
        found: Sentences and attributions of the report.
        spots: As above.
        role: Of the arguments that are an event's own words for it.
        leads: Kinds of words before a mention, by word.
    """

    def __init__(
        self, text: str, events: Sequence[Event], found: Findings, spots: Sequence[Spot], role: Role,
        leads: Mapping[str, str],
    ) -> None:  # fmt: skip
        self.text = text
        self.events = events
        self.spots = spots
        self._role = role
        self._leads = leads
        self._starts = [each.start for each in found.sentences]
        self._breaks = [match.start() for match in re.finditer(r"\n", text)]
        self._sources = [each.source for each in found.attributions if each.source is not None]
        self._contents = sorted(
            (piece.end - piece.start, each.id, piece) for each in found.attributions for piece in each.content
        )
        self._outer = covered([each for spot in spots for each in spot.mentions])
        self._index = {spot.name: index for index, spot in enumerate(spots)}
        self._own = OwnWords(events, spots, role)
        self.stated = self._own.stated
        self._here = [self.sentence(event.trigger) for event in events]
        self.lines = [[self.sentence(each) for each in spot.mentions] for spot in spots]
        self._in_line = by_line(spots, self.lines)
        self._voices = [self._content(event.trigger) for event in events]
        stated = Counter(self.stated)
        self._by_itself = [
            {
                **self.by_itself(number),
                "mentions": math.log1p(len(spot.mentions) - 1),
                "events there": math.log1p(stated[number]),
            }
            for number, spot in enumerate(spots)
        ]
        self._weighed = {index for index, spot in enumerate(spots) if spot.is_known or stated[index]}
        self._leading = {index for index in self._weighed if self.is_leading(index)}

    def by_itself(self, spot: int) -> Features:
        """Return the features that a spot has for every event."""
        raise NotImplementedError

    def of_both(self, event: int, spot: int) -> Features:
        """Return features of an event and a spot beyond those that places and dates share."""
        raise NotImplementedError

    def of_none(self, event: int) -> Features:
        """Return features of that nothing is told, beyond those that places and dates share."""
        raise NotImplementedError

    def is_leading(self, spot: int) -> bool:
        """Return whether a spot is weighed for every event, however far from where it is told."""
        return self.lines[spot][0] <= 1

    def sentence(self, span: Span) -> int:
        """Return the number, from 1, of the sentence in which a span begins."""
        return bisect_right(self._starts, span.start)

    def rows(self, number: int, given: Sequence[Spot | None]) -> list[Row]:
        """Return what speaks for each spot that is weighed for an event, for that none is told first.

        A place or date of the report is weighed up to 20 sentences from where it is told. Further on it is where the
        model marks it for the event or another telling of it, where it is told in the first sentence or the headline,
        and where the last event before it that has any, or the next one, has it. Words that are none of the report's
        places or times are weighed like these where some event has them as its own, else beside and shortly before it.

        Args:
            number: Of the event.
            given: What each of the events before it was given.
        """
        near = self._near(number, given)
        return [
            (None, {**self._of_none(number, near), **self.of_none(number)}),
            *(
                (self.spots[index], {**self._of_spot(number, index, near), **self.of_both(number, index)})
                for index in self._reached(number, near)
            ),
        ]

    def mention(self, number: int, spot: Spot) -> tuple[Stand, bool]:
        """Return the mention that best tells of a spot for an event, and whether that stands in its sentence."""
        trigger, index = self.events[number].trigger, self._index[spot.name]
        beside = self._beside(number, index)
        inside = self._own.inside(number, index)
        own = [each for each in inside if each in beside] or inside or beside
        if own:
            return min(own, key=lambda each: gap(each, trigger)), bool(beside)
        before = [each for each in spot.mentions if each.start < trigger.start]
        return (before or list(reversed(spot.mentions)))[-1], False

    def _reached(self, number: int, near: "_Near") -> list[int]:
        """Return the numbers of the spots that are weighed for an event."""
        here = self._here[number]
        around = self._told_in(range(here - _REACH_SENTENCES, here + _REACH_SENTENCES + 1)) & self._weighed
        shortly_before = self._told_in(range(here - _REACH_BACK_SENTENCES, here + 1))
        last = None if near.last is None else self._index[near.last.name]
        single = {each for each in (last, near.earlier, near.later) if each is not None}
        return sorted(
            around | shortly_before | self._leading | near.linked | single | self._own.mentions[number].keys()
        )

    def _told_in(self, lines: Iterable[int]) -> set[int]:
        """Return the numbers of the spots with a mention in one of these sentences."""
        return {index for line in lines for index in self._in_line.get(line, ())}

    def _beside(self, number: int, index: int) -> list[Stand]:
        return self._in_line.get(self._here[number], {}).get(index, [])

    def _near(self, number: int, given: Sequence[Spot | None]) -> "_Near":
        """Return what the features of all spots of one event share."""
        event = self.events[number]
        last = next((other for other in reversed(range(number)) if given[other] is not None), None)
        beside = self._in_line.get(self._here[number], {})
        gaps = [(gap(each, event.trigger), index) for index, mentions in beside.items() for each in mentions]
        return _Near(
            linked=self._own.of_other_tellings(number),
            shared=self._own.of_who_took_part(number),
            last=None if last is None else given[last],
            is_as_last=last is not None and _tenses(self.events[last]) == _tenses(event),
            nearest=min(gaps)[1] if gaps else None,
            earlier=self._own.earlier[number],
            later=self._own.later[number],
        )

    def _of_none(self, number: int, near: "_Near") -> Features:
        event = self.events[number]
        found = {
            "none": True,
            f"none, {event.type}": True,
            "none, in somebody's words": event.attribution is not None,
            "none, told": bool(self._own.words[number]),
            "none, nothing beside": near.nearest is None,
            "none, another telling has it": bool(near.linked),
            "none, nobody told": not self._own.people[number],
            "none, people came to harm": event.fatalities is not None or event.injuries is not None,
            "none, some event before has one": near.last is not None,
            "none, no event before has it told": near.earlier is None,
            **{f"none, {auxiliary}": True for auxiliary in event.auxiliary},
        }
        return true_of(found)

    def _of_spot(self, number: int, index: int, near: "_Near") -> Features:
        spot = self.spots[index]
        beside, inside = self._beside(number, index), self._own.inside(number, index)
        own = [each for each in inside if each in beside]
        found: dict[str, bool] = {
            "told": bool(own),
            "told in another sentence": bool(inside) and not own,
            "told, the longest": self.stated[number] == index,
            "told, part of another": bool(inside) and all(edges(each) in self._outer for each in inside),
            "told, not all": bool(inside)
            and not any(fills(one, all_) for one in inside for all_ in self._own.words[number]),
            "told, not known": bool(inside) and not spot.is_known,
            f"told, kind {spot.mentions[0].kind}": bool(own),
            "others told": bool(self._own.words[number]) and not inside,
            "another telling has it": index in near.linked,
            "another telling has others": bool(near.linked) and index not in near.linked,
            "of who took part": index in near.shared,
            "told of the last event": near.earlier == index,
            "told of the next event": near.later == index,
            "of the last event": near.last is spot,
            "of the last event, as it is": near.last is spot and near.is_as_last,
            "in the first sentence": self.lines[index][0] <= 1 < self._here[number],
        }
        if beside:
            closest = min(own or beside, key=lambda each: gap(each, self.events[number].trigger))
            found |= {**self._stands(number, closest), "beside, nearest": near.nearest == index}
        return {**self._by_itself[index], **true_of(found), **({} if beside else self._distance(number, index))}

    def _distance(self, number: int, index: int) -> Features:
        at = self.events[number].trigger.start
        earlier = [each for each in self.spots[index].mentions if each.start < at]
        if not earlier:
            return {"only told later": 1.0}
        back = self._here[number] - self.lines[index][len(earlier) - 1]
        is_near = bisect_right(self._breaks, at) == bisect_right(self._breaks, earlier[-1].start)
        found = {"one sentence before": back == 1, "this paragraph": is_near}
        return {**true_of(found), "sentences back": math.log1p(back)}

    def _stands(self, number: int, stand: Stand) -> dict[str, bool]:
        """Return how a mention in the sentence of the event stands there."""
        event = self.events[number]
        trigger = event.trigger
        first, last = (trigger, stand) if trigger.start <= stand.start else (stand, trigger)
        between = self.text[first.end : last.start]
        others = [each for each in event.arguments if each.role != self._role]
        opening = self.text[self._starts[self._here[number] - 1] if self._here[number] else 0 : stand.start]
        return {
            "beside": True,
            "beside, in one clause": not _BOUNDARY.search(between),
            "beside, before": stand.start < trigger.start,
            "beside, behind and near": trigger.end <= stand.start and len(between) < _REACH_CHARS,
            f"beside, {self.lead(stand)}": True,
            "beside, owner": _POSSESSIVE.match(self.text, stand.end) is not None,
            "beside, hyphen": _HYPHEN.match(self.text, stand.end) is not None,
            "beside, inside another": edges(stand) in self._outer,
            "beside, holds the trigger": stand.overlaps(trigger),
            **{f"beside, in the {each.role}": True for each in others if each.covers(stand)},
            "beside, is a participant": any(fills(stand, each) for each in others),
            "beside, in who says so": any(each.covers(stand) for each in self._sources),
            "beside, in other words": self._content(stand) != self._voices[number],
            "beside, opens": opening.strip().count(" ") == 0,
        }

    def lead(self, stand: Stand) -> str:
        """Return the kind of word that a mention begins with or stands behind; `bare` where it is none of them."""
        before = _WORD_BEFORE.search(self.text, max(0, stand.start - _REACH_CHARS), stand.start)
        inner = stand.text.split()[0].lower()
        word = inner if inner in self._leads else before["word"].lower() if before else ""
        return self._leads.get(word, "bare")

    def _content(self, span: Span) -> str | None:
        """Return the attribution in whose content a span stands most closely."""
        return next((own for _, own, piece in self._contents if piece.covers(span)), None)


class _Near(msgspec.Struct, frozen=True, kw_only=True):
    """What bears on all spots of one event, by number.

    Attributes:
        linked: What other tellings of the event have by their own words.
        shared: What events with one of its actors or recipients have.
        last: What the last event before it that has any was given.
        is_as_last: Whether that is history, or to come, as it is itself.
        nearest: The nearest in its sentence.
        earlier, later: What the last event before it has, and the next behind it, of those whose words tell.
    """

    linked: frozenset[int]
    shared: frozenset[int]
    last: Spot | None
    is_as_last: bool
    nearest: int | None
    earlier: int | None
    later: int | None


def true_of(found: Mapping[str, bool]) -> Features:
    """Return the features that are so."""
    return {name: 1.0 for name, is_so in found.items() if is_so}


def _tenses(event: Event) -> frozenset[str]:
    return frozenset(event.auxiliary) & {"historical", "future"}
