"""From an annotated report to its file: everything is written out, so that loading it gives the same values."""

import msgspec

from sayso.core.reading import Count, Event, Reading, State
from sayso.core.span import Span
from training.notation.annotated import AnnotatedReport, Header
from training.notation.happenings import COUNT_PARTS
from training.notation.markup import ESCAPED

_FORMS = {"name": "name", "nominal": "nom", "pronoun": "pro"}


def write_text(annotated: AnnotatedReport) -> str:
    """Return the file of an annotated report.

    Loading it gives the same header, values and layers; the SHA-256 of the file itself may differ.
    """
    reading = annotated.reading
    body = _Body(reading, annotated.same_events)
    return f"{_header(annotated.header, reading)}\n\n{body.write()}\n"


def _header(header: Header, reading: Reading) -> str:
    lines = []
    for key, value in msgspec.structs.asdict(header).items():
        shown = " ".join(value) if isinstance(value, tuple) else value
        if shown:
            lines.append(f"{key}: {shown}")
    lines += [
        " ".join(filter(None, (f"@{entity.id}", entity.type, *entity.sectors, entity.country)))
        for entity in reading.entities
    ]
    return "\n".join(lines)


class _Body:
    def __init__(self, reading: Reading, same_events: tuple[tuple[str, ...], ...]) -> None:
        self.text = reading.report.text
        self.reading = reading
        self.same = {other: first for first, *others in same_events for other in others}
        self.labels: dict[tuple[int, int], list[str]] = {}
        self.places = {place.id: place for place in reading.places}
        self.times = {time.id: time for time in reading.times}

    def add(self, span: Span, *words: str | None) -> None:
        self.labels.setdefault((span.start, span.end), []).append(" ".join(filter(None, words)))

    def write(self) -> str:
        self._entities()
        self._attributions()
        for event in self.reading.events:
            self._event(event)
        for state in self.reading.states:
            self._state(state)
        for time in self.reading.times:
            self.add(time, time.id, time.type, time.value or "-", time.status)
        for place in self.reading.places:
            self.add(place, place.id, place.form, place.granularity, place.country)
        return self._marked()

    def _entities(self) -> None:
        for entity in self.reading.entities:
            for mention in entity.mentions:
                self.add(mention, f"@{entity.id}.{_FORMS[mention.form]}")
            for description in entity.descriptions:
                self.add(description, f"@{entity.id}.desc")

    def _attributions(self) -> None:
        for each in self.reading.attributions:
            settings = f"{each.stance} {each.manner}! within={each.within or '-'}"
            if each.source is not None:
                self.add(each.source, f"{each.id}.source", f"@{each.source.entity or '-'}")
            if each.cue is not None:
                self.add(each.cue, f"{each.id}.cue", settings)
            for number, piece in enumerate(each.content):
                self.add(piece, f"{each.id}.content", settings if each.cue is None and number == 0 else None)

    def _event(self, event: Event) -> None:
        place, time = self._stated_place(event), self._stated_time(event)
        given = {"location": place, "date": time}
        roles = {argument.role for argument in event.arguments}
        self._trigger(event, event.modes, at="location" not in roles or not place, on="date" not in roles or not time)
        for argument in event.arguments:
            label = f"{event.id}.{argument.role}"
            if argument.role in given:
                self.add(argument, label, given[argument.role] or "-")
                given[argument.role] = None
            else:
                self.add(argument, label, f"@{argument.entity or '-'}")
        for part, kind in COUNT_PARTS.items():
            self._count(event.id, part, getattr(event, kind))

    def _state(self, state: State) -> None:
        place, time = self._stated_place(state), self._stated_time(state)
        self._trigger(state, (), at=not place, on=not time)
        for part, span in (("holder", state.holder), ("object", state.object)):
            if span is not None:
                self.add(span, f"{state.id}.{part}")
        if place is not None:
            self.add(self.places[place], f"{state.id}.location", place)
        if time is not None:
            self.add(self.times[time], f"{state.id}.date", time)

    def _stated_place(self, happening: Event | State) -> str | None:
        """Return the place that an argument states; None where there is none or it is known from elsewhere."""
        location = happening.location
        return location.place if location is not None and location.status == "stated" else None

    def _stated_time(self, happening: Event | State) -> str | None:
        """Return the time whose status the date shares, so that an argument can name it."""
        date = happening.date
        if date is None or date.time is None or self.times[date.time].status != date.status:
            return None
        return date.time

    def _trigger(self, happening: Event | State, modes: tuple[str, ...], *, at: bool, on: bool) -> None:
        location, date = happening.location, happening.date
        self.add(
            happening.trigger,
            f"{happening.id}.trigger",
            happening.type,
            *modes,
            *happening.auxiliary,
            f"at={location.place}" if location is not None and at else None,
            f"on={date.time}" if date is not None and on else None,
            f"in={happening.attribution or '-'}",
            f"same={self.same[happening.id]}" if happening.id in self.same else None,
        )

    def _count(self, key: str, part: str, count: Count | None) -> None:
        if count is None:
            return
        number = "/".join("?" if value is None else str(value) for value in (count.low, count.best, count.high))
        for index, span in enumerate(count.evidence):
            scope = None if count.scope == "event" else count.scope
            self.add(span, f"{key}.{part}", *((number, scope) if index == 0 else ()))

    def _marked(self) -> str:
        names = _names(list(self.labels))
        opening: dict[int, list[tuple[int, str]]] = {}
        closing: dict[int, list[tuple[int, str]]] = {}
        for (start, end), labels in self.labels.items():
            name = names.get((start, end), "")
            opening.setdefault(start, []).append((-end, f"[{name}|" if name else "["))
            shown = "{" + "; ".join(labels) + "}"
            closing.setdefault(end, []).append((-start, f"{name}|]{shown}" if name else f"]{shown}"))
        written = []
        for index in range(len(self.text) + 1):
            written += [mark for _, mark in sorted(closing.get(index, ()))]
            written += [mark for _, mark in sorted(opening.get(index, ()))]
            character = self.text[index : index + 1]
            written.append(f"\\{character}" if character and character in ESCAPED else character)
        return "".join(written)


def _names(spans: list[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """Return a letter for each span that crosses an earlier one; letters of overlapping spans differ."""
    names: dict[tuple[int, int], str] = {}
    plain: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if any(first < start < last < end for first, last in plain):
            taken = {name for (_, last), name in names.items() if last > start}
            names[start, end] = next(letter for letter in "abcdefghijklmnopqrstuvwxyz" if letter not in taken)
        else:
            plain.append((start, end))
    return names
