"""Events and states, for the margin: a note for each telling of an event, and for each state."""

from collections.abc import Iterator, Mapping

import msgspec

from sayso.cli.happening_words import UNKNOWN, arrow, auxiliary_words, count_words, date_words, kind_words, several
from sayso.cli.margin_lines import Piece
from sayso.cli.margin_notes import OUTER_CELLS, named, shortened, voices, without_marks
from sayso.core.reading import Event, Reading, Role, State
from sayso.core.report import Status
from sayso.core.span import Span

NAMED = 3
"""Most actors, recipients and so on that a note names."""
PARTICIPANT_CELLS = 40
"""Most terminal cells of each."""


class HappeningNote(msgspec.Struct, frozen=True, kw_only=True):
    """What the margin says of one telling of an event, or of one state.

    Attributes:
        key: What it is called in the text: `e1`, `s1`, by place in the text.
        trigger: The words it stands beside.
        kind: Type and modes.
        same_as: Key of the first telling of the same event; null for that one itself.
        facts: Who did it to whom, where and when, how many came to harm: a line each.
        doubt: Auxiliaries, and whose words tell of it; empty for plain fact in the outlet's voice.
        confidence: As in the Reading.
    """

    key: str
    trigger: Span
    kind: str
    same_as: str | None
    facts: tuple[str, ...]
    doubt: str
    confidence: float

    def pieces(self) -> Iterator[Piece]:
        """Yield the note as it is written, without its key."""
        if self.same_as is not None:
            yield Piece(text=f"= {self.same_as} ", styles=("number",))
        yield Piece(text=self.kind, styles=("speaker",))
        yield Piece(text=" ")
        yield Piece(text=f"{self.confidence:.2f}", styles=("detail",), is_mark=True)
        for fact in self.facts:
            yield Piece(text=f"\n{fact}")
        if self.doubt:
            yield Piece(text="\n")
            yield Piece(text=self.doubt, styles=("doubt",))

    def repeated(self) -> Iterator[Piece]:
        """Yield the note of a later paragraph, where the trigger goes on."""
        yield Piece(text=f"... {shortened(self.kind, OUTER_CELLS)}", styles=("detail",))


def happening_notes(reading: Reading) -> tuple[HappeningNote, ...]:
    """Return a note for every telling of an event, then one for every state, each by their triggers."""
    teller = _Teller(reading)
    events = sorted(reading.events, key=lambda event: event.trigger)
    states = sorted(reading.states, key=lambda state: state.trigger)
    keys = {event.id: f"e{number}" for number, event in enumerate(events, start=1)}
    by_id = {event.id: event for event in events}
    told = [teller.event(event, keys, by_id) for event in events]
    return (*told, *(teller.state(f"s{number}", state) for number, state in enumerate(states, start=1)))


class _Teller:
    """Tells what was read of events and states in one report."""

    def __init__(self, reading: Reading) -> None:
        self._names = {entity.id: entity.name for entity in reading.entities}
        self._places = {place.id: place for place in reading.places}
        self._voices = voices(reading)

    def event(self, event: Event, keys: Mapping[str, str], by_id: Mapping[str, Event]) -> HappeningNote:
        first = None if event.same_as is None else by_id[event.same_as]
        actors = self._participants(event, "actor")
        recipients = self._participants(event, "recipient") or self._participants(event, "casualty")
        instruments = self._participants(event, "instrument")
        facts = (
            arrow(actors, recipients),
            f"with {instruments}" if instruments else "",
            self._circumstances(event, first),
            *count_words(event),
        )
        return HappeningNote(
            key=keys[event.id],
            trigger=event.trigger,
            kind=kind_words(event.type, event.modes),
            same_as=None if first is None else keys[first.id],
            facts=tuple(filter(None, facts)),
            doubt=self._doubt(event),
            confidence=event.confidence,
        )

    def state(self, key: str, state: State) -> HappeningNote:
        holder, thing = ("" if each is None else _words(each) for each in (state.holder, state.object))
        return HappeningNote(
            key=key,
            trigger=state.trigger,
            kind=kind_words(state.type),
            same_as=None,
            facts=tuple(filter(None, (arrow(holder, thing), self._circumstances(state)))),
            doubt=self._doubt(state),
            confidence=state.confidence,
        )

    def _participants(self, event: Event, role: Role) -> str:
        own = [each for each in event.arguments if each.role == role]
        names = (named(_words(each), _words(each) if each.entity is None else self._names[each.entity]) for each in own)
        return several((shortened(name, PARTICIPANT_CELLS) for name in names), NAMED)

    def _circumstances(self, happening: Event | State, first: Event | None = None) -> str:
        """Return where and when; not again what the first telling of the same event has."""
        told = (self._where(happening), self._when(happening))
        before = ("", "") if first is None else (self._where(first)[0], self._when(first)[0])
        return "; ".join(words + status for (words, status), known in zip(told, before, strict=True) if words != known)

    def _where(self, happening: Event | State) -> tuple[str, str]:
        """Return where, and how it was reached: the place, else words of the report that say it."""
        location = happening.location
        place = None if location is None or location.place is None else self._places[location.place]
        if location is not None and place is not None:
            return f"@{shortened(place.name or place.text, PARTICIPANT_CELLS)}", _status(location.status)
        return self._unresolved(happening, "location", "@")

    def _when(self, happening: Event | State) -> tuple[str, str]:
        date = happening.date
        if date is not None and date.value is not None:
            return shortened(date_words(date.value), PARTICIPANT_CELLS), _status(date.status)
        return self._unresolved(happening, "date", "")

    def _unresolved(self, happening: Event | State, role: Role, sign: str) -> tuple[str, str]:
        words = self._participants(happening, role) if isinstance(happening, Event) else ""
        return (f"{sign}{words}", _status("unresolved")) if words else ("", "")

    def _doubt(self, happening: Event | State) -> str:
        voice = "" if happening.attribution is None else self._voices[happening.attribution]
        return "; ".join(filter(None, (auxiliary_words(happening.auxiliary), voice)))


def _words(span: Span) -> str:
    return shortened(without_marks(span.text), PARTICIPANT_CELLS)


def _status(status: Status) -> str:
    """Return a status where it is to be told, as labels in the text do."""
    if status == "unresolved":
        return f" {UNKNOWN}"
    return "" if status == "stated" else f", {status}"
