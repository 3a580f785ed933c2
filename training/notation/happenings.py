"""Events and states from their marks."""

import re
from typing import Any

import msgspec

from sayso.core.plover import MODES
from sayso.core.reading import (
    Argument,
    Attribution,
    Count,
    CountKind,
    DateGranularity,
    Event,
    EventDate,
    EventLocation,
    Place,
    Scope,
    State,
    Timex,
)
from sayso.core.report import Status
from sayso.core.span import Span
from training.notation.attributions import innermost
from training.notation.marks import Marks
from training.notation.markup import Label
from training.notation.ontology import AUXILIARIES, EVENT_TYPES, ROLES

STATE_TYPES = ("control", "stock", "need", "position", "alliance")
COUNT_PARTS: dict[str, CountKind] = {
    "dead": "fatalities", "injured": "injuries", "abducted": "abducted", "detained": "detained",
    "displaced": "displaced",
}  # fmt: skip
"""Parts of an event that are words of a number of people, and what that is a number of."""
_SCOPES: tuple[Scope, ...] = ("part", "total")
_STATE_PARTS = ("holder", "object", "location", "date")
_NUMBER = re.compile(r"(?P<one>\d+)|(?P<low>\d+|\?)/(?P<best>\d+|\?)/(?P<high>\d+|\?)")
_GRANULARITY: tuple[tuple[re.Pattern[str], DateGranularity], ...] = (
    (re.compile(r".*T.*"), "time"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "day"),
    (re.compile(r"\d{4}-W.*"), "week"),
    (re.compile(r"\d{4}-\d\d"), "month"),
    (re.compile(r"\d{4}-(SP|SU|FA|WI)"), "season"),
    (re.compile(r"\d{4}-Q."), "quarter"),
    (re.compile(r"\d{4}"), "year"),
    (re.compile(r"\d{3}"), "decade"),
    (re.compile(r"\d\d"), "century"),
)


class _Trigger(msgspec.Struct, frozen=True, kw_only=True):
    label: Label
    span: Span
    type: str
    modes: tuple[str, ...]
    auxiliary: tuple[str, ...]
    settings: dict[str, str]


class Happenings:
    """Builds events and states over what the other layers hold."""

    def __init__(
        self, marks: Marks, attributions: tuple[Attribution, ...], times: tuple[Timex, ...], places: tuple[Place, ...]
    ) -> None:
        self.marks = marks
        self.attributions = attributions
        self.times = {time.id: time for time in times}
        self.places = {place.id: place for place in places}
        self.same: list[tuple[str, str]] = []

    def events(self) -> tuple[Event, ...]:
        """Return the events in the order of their triggers."""
        groups = self.marks.groups["events"]
        found = [event for key, parts in groups.items() if (event := self._event(key, parts)) is not None]
        return tuple(sorted(found, key=lambda event: (event.trigger, event.id)))

    def states(self) -> tuple[State, ...]:
        """Return the states in the order of their triggers."""
        groups = self.marks.groups["states"]
        found = [state for key, parts in groups.items() if (state := self._state(key, parts)) is not None]
        return tuple(sorted(found, key=lambda state: (state.trigger, state.id)))

    def same_events(self, events: tuple[Event, ...]) -> tuple[tuple[str, ...], ...]:
        """Return the sets of events linked by `same=`, each sorted."""
        clusters = {event.id: {event.id} for event in events}
        for one, other in self.same:
            if one not in clusters or other not in clusters or one == other:
                label = self.marks.groups["events"][one][0][1]
                self.marks.error(label, f"same={other} is no other event", "name another event of this file")
                continue
            joined = clusters[one] | clusters[other]
            clusters.update(dict.fromkeys(joined, joined))
        return tuple(sorted({tuple(sorted(cluster)) for cluster in clusters.values() if len(cluster) > 1}))

    def _event(self, key: str, parts: list[tuple[str, Label]]) -> Event | None:
        known = (*ROLES, *COUNT_PARTS, "trigger")
        self._check_parts(key, parts, known)
        trigger = self._trigger(key, parts, EVENT_TYPES)
        if trigger is None:
            return None
        location, date = self._where(trigger, parts), self._when(trigger, parts)
        arguments = []
        for part, label in parts:
            if part in ROLES:
                word = self._one_word(label, "@") if part not in ("location", "date") else None
                span = self.marks.span(label)
                entity = self.marks.entity_at(span, label, word) if part != "date" else None
                arguments.append(
                    Argument(start=span.start, end=span.end, text=span.text, role=part, entity=entity)  # type: ignore[arg-type]
                )
        if "same" in trigger.settings:
            self.same.append((key, trigger.settings["same"]))
        counts: dict[str, Any] = {kind: self._count(key, parts, part) for part, kind in COUNT_PARTS.items()}
        return Event(
            id=key,
            type=trigger.type,  # type: ignore[arg-type]
            modes=trigger.modes,
            auxiliary=trigger.auxiliary,  # type: ignore[arg-type]
            trigger=trigger.span,
            arguments=tuple(sorted(arguments, key=lambda each: (each.start, each.end, each.role))),
            location=location,
            date=date,
            attribution=self._voice(trigger),
            confidence=1.0,
            **counts,
        )

    def _state(self, key: str, parts: list[tuple[str, Label]]) -> State | None:
        self._check_parts(key, parts, (*_STATE_PARTS, "trigger"))
        trigger = self._trigger(key, parts, STATE_TYPES)
        if trigger is None:
            return None
        holder, object_ = self.marks.single(key, parts, "holder"), self.marks.single(key, parts, "object")
        for label in (holder, object_):
            if label is not None and label.words:
                self.marks.error(label, "words after it", "write the label alone")
        return State(
            id=key,
            type=trigger.type,  # type: ignore[arg-type]
            holder=self.marks.span(holder) if holder else None,
            object=self.marks.span(object_) if object_ else None,
            trigger=trigger.span,
            location=self._where(trigger, parts),
            date=self._when(trigger, parts),
            auxiliary=trigger.auxiliary,  # type: ignore[arg-type]
            attribution=self._voice(trigger),
            confidence=1.0,
        )

    def _check_parts(self, key: str, parts: list[tuple[str, Label]], known: tuple[str, ...]) -> None:
        for part, label in parts:
            if part not in known:
                self.marks.error(label, f"{key} has no part {part!r}", f"write one of {', '.join(known)}")

    def _trigger(self, key: str, parts: list[tuple[str, Label]], types: tuple[str, ...]) -> _Trigger | None:
        label = self.marks.single(key, parts, "trigger")
        if label is None:
            self.marks.error(parts[0][1], f"{key} has no trigger", f"mark the word that tells of it as {key}.trigger")
            return None
        if not label.words or label.words[0] not in types:
            self.marks.error(label, f"type {' '.join(label.words[:1])!r}", f"write one of {', '.join(types)}")
            return None
        kind, *words = label.words
        modes, auxiliary, settings = [], [], {}
        for word in words:
            name, equals, value = word.partition("=")
            if word in AUXILIARIES:
                auxiliary.append(word)
            elif word in MODES.get(kind, ()):
                modes.append(word)
            elif equals and name in ("at", "on", "in", "same") and name not in settings:
                settings[name] = value
            else:
                choice = f"modes of {kind}: {', '.join(MODES.get(kind, ())) or 'none'}"
                remedy = f"{choice}; auxiliaries: {', '.join(AUXILIARIES)}; at=p1 on=t1 in=a1 same=e1"
                self.marks.error(label, f"unknown or repeated word {word!r}", remedy)
        return _Trigger(
            label=label, span=self.marks.span(label), type=kind, modes=tuple(modes), auxiliary=tuple(auxiliary),
            settings=settings,
        )  # fmt: skip

    def _voice(self, trigger: _Trigger) -> str | None:
        stated = trigger.settings.get("in")
        if stated is None:
            return innermost(trigger.span, None, self.attributions)
        if stated == "-":
            return None
        if stated not in {each.id for each in self.attributions}:
            self.marks.error(trigger.label, f"in={stated} is not there", "name an attribution of this file, or -")
            return None
        return stated

    def _where(self, trigger: _Trigger, parts: list[tuple[str, Label]]) -> EventLocation | None:
        labels = [label for part, label in parts if part == "location"]
        found = [place for label in labels if (place := self._referred(label, "p", self.places)) is not None]
        if "at" in trigger.settings:
            self._known(trigger.label, trigger.settings["at"], self.places)
            return EventLocation(place=trigger.settings["at"], status="inferred")
        return EventLocation(place=found[0], status="stated") if found else None

    def _when(self, trigger: _Trigger, parts: list[tuple[str, Label]]) -> EventDate | None:
        labels = [label for part, label in parts if part == "date"]
        found = [time for label in labels if (time := self._referred(label, "t", self.times)) is not None]
        inferred = trigger.settings.get("on")
        key = inferred or (found[0] if found else None)
        if key is None or not self._known(trigger.label, key, self.times):
            return None
        timex = self.times[key]
        status: Status = "inferred" if inferred and timex.value else timex.status
        return EventDate(value=timex.value, granularity=granularity_of(timex.value), status=status, time=key)

    def _referred(self, label: Label, prefix: str, known: dict[str, Place] | dict[str, Timex]) -> str | None:
        """Return the place or time that an argument names: the id given, or the longest one marked inside it."""
        word = self._one_word(label, prefix)
        if word == "-":
            return None
        if word is not None:
            return word if self._known(label, word, known) else None
        span = self.marks.span(label)
        inside = [each for each in known.values() if span.covers(each)]
        return max(inside, key=lambda each: (each.end - each.start, -each.start)).id if inside else None

    def _known(self, label: Label, key: str, known: dict[str, Place] | dict[str, Timex]) -> bool:
        if key not in known:
            self.marks.error(label, f"{key} is not there", "mark it, or name another")
        return key in known

    def _one_word(self, label: Label, prefix: str) -> str | None:
        if not label.words:
            return None
        word = label.words[0]
        if len(label.words) > 1 or not (word.startswith(prefix) or (word == "-" and prefix != "@")):
            self.marks.error(label, f"unknown words {' '.join(label.words)!r}", f"at most one id, {prefix}...")
            return None
        return word

    def _count(self, key: str, parts: list[tuple[str, Label]], part: str) -> Count | None:
        labels = sorted((label for name, label in parts if name == part), key=lambda label: label.start)
        if not labels:
            return None
        numbers = [label for label in labels if label.words]
        number, *scope = numbers[0].words if len(numbers) == 1 else ("",)
        match = _NUMBER.fullmatch(number)
        if match is None or len(scope) > 1 or not {*scope} <= {*_SCOPES}:
            remedy = (
                "write one number, or low/best/high with ? for what is not stated, on one of its marks, "
                f"then perhaps {' or '.join(_SCOPES)}"
            )
            self.marks.error((numbers or labels)[0], f"{key}.{part} has no number, two, or a malformed one", remedy)
            return None
        low, best, high = (match[1],) * 3 if match["one"] else (match["low"], match["best"], match["high"])
        values = [None if value == "?" else int(value) for value in (low, best, high)]
        stated = [value for value in values if value is not None]
        if stated != sorted(stated):
            self.marks.error(numbers[0], f"{low}/{best}/{high} is not in order", "write low/best/high")
            return None
        evidence = tuple(self.marks.span(label) for label in labels)
        given: Scope = next((each for each in _SCOPES if each in scope), "event")
        return Count(low=values[0], best=values[1], high=values[2], evidence=evidence, scope=given)


def granularity_of(value: str | None) -> DateGranularity | None:
    """Return how fine a TIMEX3 date value is; None for durations, sets, references and no value.

    >>> granularity_of("2024-03")
    'month'
    """
    if value is None or value.startswith(("P", "XXXX", "FUTURE")):
        return None
    return next((name for pattern, name in _GRANULARITY if pattern.fullmatch(value)), None)
