"""How many people an event killed, hurt, took or drove out, as one telling of it has them.

Killed and injured are the words that the model marks as their numbers. Taken and deported are those to whom it was
done: the recipients of an abduction (ASSAULT abduct), an arrest (COERCE arrest) or a deportation (COERCE deport) that
are people. Who else was driven from home is told in `displaced`. A number of some of those whom another number is of is
not added to it.
"""

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from sayso.core.reading import Count, CountKind, Event, Findings
from sayso.core.span import Span
from sayso.reading.event.likeness import head_of
from sayso.reading.event.participants import is_empty
from sayso.reading.event.scopes import is_part, scope_of
from sayso.reading.quantities import Quantity, quantity_of, together


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_BY_PART: tuple[tuple[str, CountKind], ...] = (("dead", "fatalities"), ("injured", "injuries"))
_ONE_PERSON = frozenset({"he", "she", "him", "her", "his", "who", "whom"})
_RELATIVE = frozenset({"who", "whom", "whose", "that", "which"})
_BEFORE_RELATIVE = re.compile(r"\s*,?\s*\Z")
_PEOPLE = frozenset({"person", "group"})
_THINGS = _words(
    """
    lorry truck car van bus minibus vehicle taxi motorcycle bicycle train ferry ship vessel tanker trawler boat yacht
    freighter dredger skiff plane airliner aircraft helicopter pistol rifle gun weapon grenade bomb camera phone
    computer document house office building school church mosque town village base post station cattle cow goat
    """
)
"""Stems of what is taken or seized too, where no entity says that it is no person."""
_ANYBODY = re.compile(r"(?:any|anyone|anybody|a single)\b", re.IGNORECASE)
_NOBODY_BEFORE = re.compile(r"\b(?P<who>no one|nobody|none)\b[^,.;]{0,40}\Z", re.IGNORECASE)
_WITH_NOUN = re.compile(r"(?P<first>an?|heavy|severe|serious|grave)\s+\w[\w'’-]*", re.IGNORECASE)
_DETERMINED = re.compile(r"(?:an?|the|one|another|his|her|their|its|our|my)\s", re.IGNORECASE)
_DESCRIBES = re.compile(r"an?\b", re.IGNORECASE)
_NAMES_FOLLOW = re.compile(r"\s*[,:(–—]\s*")
_JOINED = re.compile(r"\s*(?:,|and|, and|&)?\s*")
_OF = re.compile(r"\s+of\s+(?:(?:the|these|those)\s+)?", re.IGNORECASE)
_SINGULAR = re.compile(r"(?:a|an|one|single|another|1)\b", re.IGNORECASE)
_NONE, _ONE = Quantity.exactly(0), Quantity.exactly(1)


def with_counts(text: str, event: Event, numbers: Mapping[str, Sequence[Span]], found: Findings) -> Event:
    """Return an event with the numbers of people that its telling has, but for those driven from home.

    Args:
        text: The report's.
        event: With type, modes, auxiliaries, trigger and arguments.
        numbers: The words marked as numbers of `dead` and `injured`.
        found: Sentences and entities of the report.
    """
    reader = _OneEvent(text, event, found)
    counts = {kind: reader.of_words(numbers.get(part, ())) for part, kind in _BY_PART}
    kind = _kind_of_recipients(event)
    if kind is not None:
        counts[kind] = reader.of_recipients()
    told = {name: count for name, count in counts.items() if count is not None}
    return msgspec.structs.replace(event, **told) if told else event


def with_own_numbers(events: Sequence[Event]) -> list[Event]:
    """Return events without numbers that are, by themselves, what another event did to people of another kind.

    Of "seven died and 50 were injured", seven are none of the injured, even where the model marks them as both.
    """
    alone = [
        (event.id, kind, count.evidence[0])
        for event in events
        for kind, count in event.counts().items()
        if len(count.evidence) == 1
    ]

    def own(event: Event, kind: CountKind, count: Count) -> Count:
        kept = [
            span
            for span in count.evidence
            if not any(one != event.id and what != kind and span.overlaps(other) for one, what, other in alone)
        ]
        told = [quantity for span in kept if (quantity := quantity_of(span.text)) is not None]
        if not told or len(kept) == len(count.evidence):
            return count
        low, best, high = together(told)
        return msgspec.structs.replace(count, low=low, best=best, high=high, evidence=tuple(kept))

    return [
        msgspec.structs.replace(event, **{kind: own(event, kind, count) for kind, count in event.counts().items()})
        for event in events
    ]


def _kind_of_recipients(event: Event) -> CountKind | None:
    """Return what became of an event's recipients, if that is told by a number."""
    if event.type == "ASSAULT" and "abduct" in event.modes:
        return "abducted"
    if event.type == "COERCE" and "arrest" in event.modes:
        return "detained"
    return "displaced" if event.type == "COERCE" and "deport" in event.modes else None


class _OneEvent:
    """The numbers of one event."""

    def __init__(self, text: str, event: Event, found: Findings) -> None:
        self._text = text
        self._event = event
        self._mentions = [mention for entity in found.entities for mention in entity.mentions]
        self._types = {entity.id: entity.type for entity in found.entities}
        self._sentences = found.sentences

    def of_words(self, spans: Iterable[Span]) -> Count | None:
        """Return the number that words marked as one tell."""
        whole = [self._with_noun(span) for span in unbroken(self._text, spans)]
        evidence = [span for span in whole if not is_empty(span.text)]
        named = [span for span in evidence if span.text.lower() not in _ONE_PERSON]
        evidence = named or [self._antecedent(span) for span in evidence]  # "Oru ... she" is one person
        if "negation" in self._event.auxiliary and evidence and all(_ANYBODY.match(span.text) for span in evidence):
            return self._count([(span, _NONE) for span in evidence])
        told = [
            (span, quantity)
            for span in evidence
            if (quantity := quantity_of(span.text)) is not None and not self._is_taken_from(span, evidence)
        ]
        return self._count(told)

    def _is_taken_from(self, span: Span, evidence: Sequence[Span]) -> bool:
        """Return whether another number says how many of these it was: of "two of the five died" two died."""
        return any(
            _OF.fullmatch(self._text, other.end, span.start) and not self._is_part(other)
            for other in evidence
            if other.end <= span.start
        )

    def _with_noun(self, span: Span) -> Span:
        """Return a first word that was marked alone with the word behind it: "[a] boy", "[heavy] losses"."""
        found = _WITH_NOUN.match(self._text, span.start)
        is_alone = found is not None and len(found["first"]) == span.end - span.start
        return Span.of(self._text, *found.span()) if found is not None and is_alone else span

    def of_recipients(self) -> Count | None:
        """Return how many people it was done to; where some of them are not counted, only the least is known."""
        recipients = self._people()
        told: list[tuple[Span, Quantity]] = []
        untold = 0
        for span, type_ in self._without_names(recipients):
            quantity = quantity_of(span.text)
            if quantity == _ONE and type_ == "group" and not _SINGULAR.match(span.text):
                quantity = None
            if quantity is not None:
                told.append((span, quantity))
            else:
                untold += 1
        if not told and "negation" in self._event.auxiliary:
            return self._count([(span, _NONE) for span in self._nobody(recipients)])
        count = self._count(told)
        if count is not None and untold:
            return None if count.low is None else msgspec.structs.replace(count, best=None, high=None)
        return count

    def _nobody(self, recipients: Sequence[tuple[Span, str | None]]) -> list[Span]:
        """Return the words that say that it was done to nobody: "did not detain anybody", "no one was arrested"."""
        if recipients:
            return [span for span, _ in recipients if _ANYBODY.match(span.text)]
        trigger = self._event.trigger
        found = _NOBODY_BEFORE.search(self._text, self._sentence(trigger).start, trigger.start)
        return [Span.of(self._text, *found.span("who"))] if found is not None else []

    def _count(self, told: Sequence[tuple[Span, Quantity]]) -> Count | None:
        """Return the sum of numbers of disjoint groups; those of a part are left out beside one of the whole."""
        whole = [(span, quantity) for span, quantity in told if quantity == _NONE or not self._is_part(span)]
        summed = whole or told[:1]
        if not summed:
            return None
        low, best, high = together(quantity for _, quantity in summed)
        evidence = tuple(sorted(span for span, _ in summed))
        sentence, trigger = self._sentence(evidence[0]), self._event.trigger
        is_one_or_none = low == high and high in (0, 1)
        scope = "event" if is_one_or_none and whole else scope_of(self._text, sentence, evidence[0], trigger)
        return Count(low=low, best=best, high=high, evidence=evidence, scope=scope)

    def _people(self) -> list[tuple[Span, str | None]]:
        """Return the recipients that are people or may be, each entity once, with the type of it."""
        found: dict[str, tuple[Span, str | None]] = {}
        for argument in self._event.arguments:
            type_ = self._types.get(argument.entity or "")
            if argument.role != "recipient" or type_ not in (None, *_PEOPLE):
                continue
            span = self._antecedent(argument)
            if type_ is None and quantity_of(span.text) == _ONE and not _is_person(span.text):
                continue
            before = next(reversed(found.values()), None)
            if before is None or not (before[0].overlaps(span) or self._is_apposition(before[0], span)):
                found.setdefault(argument.entity or f"{span.start}", (span, type_))
        people = list(found.values())
        named = [each for each in people if each[0].text.lower() not in _ONE_PERSON]
        return named if any(quantity_of(span.text) == _ONE for span, _ in named) else people

    def _is_apposition(self, one: Span, other: Span) -> bool:
        """Return whether `other` says what the one person before it is: "the driver, a man of 42,"."""
        between, behind = self._text[one.end : other.start], self._text[other.end : other.end + 1]
        is_one = quantity_of(one.text) == _ONE and not _DESCRIBES.match(one.text)
        return not between.strip() or (
            is_one and between.strip() == "," and behind in (",", ".", "", ";") and bool(_DESCRIBES.match(other.text))
        )

    def _without_names(self, recipients: Sequence[tuple[Span, str | None]]) -> list[tuple[Span, str | None]]:
        """Return recipients without those that only name who was counted: "two leaders, Jo Bel and Sami Oru"."""
        kept = list(recipients)
        for place, (span, _) in enumerate(recipients):
            quantity = quantity_of(span.text)
            if quantity is None or quantity.best is None or quantity.best < 2:
                continue
            named = [other for other, _ in recipients[place + 1 : place + 1 + quantity.best]]
            gaps = [self._text[one.end : other.start] for one, other in itertools.pairwise([span, *named])]
            is_list = bool(gaps) and _NAMES_FOLLOW.fullmatch(gaps[0]) and all(map(_JOINED.fullmatch, gaps[1:]))
            if is_list and all(other.text[0].isupper() and quantity_of(other.text) == _ONE for other in named):
                kept = [each for each in kept if each[0] not in named]
        return kept

    def _antecedent(self, span: Span) -> Span:
        """Return the mention right before a relative pronoun ("two nurses whom they took"), else the span itself."""
        if span.text.lower() not in _RELATIVE:
            return plain(span)
        before = [
            mention
            for mention in self._mentions
            if mention.end <= span.start and _BEFORE_RELATIVE.fullmatch(self._text, mention.end, span.start)
        ]
        return plain(max(before, key=lambda each: each.end - each.start)) if before else plain(span)

    def _sentence(self, span: Span) -> Span:
        return next((each for each in self._sentences if each.covers(span)), span)

    def _is_part(self, span: Span) -> bool:
        return is_part(self._text, self._sentence(span), span, self._event.trigger)


def _is_person(words: str) -> bool:
    """Return whether words in the singular that are no known mention are of a person, rather than of a thing."""
    head = head_of(words) or ""
    return words.lower() in _ONE_PERSON or (
        bool(_DETERMINED.match(words)) and head not in _THINGS and not head[:1].isdecimal()
    )


def plain(span: Span) -> Span:
    """Return a span as one, without what a mention or an argument has besides."""
    return Span(start=span.start, end=span.end, text=span.text)


def unbroken(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those with but white space between them joined: one phrase told in two pieces."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and not text[joined[-1].end : span.start].strip():
            joined[-1] = Span.of(text, joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
