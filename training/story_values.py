"""What a story holds: incidents as a careful coder has them, and the reports that tell of them."""

from typing import Literal

import msgspec

from sayso.core.reading import CountKind, EventType
from sayso.core.span import Span
from training.corpus_files import Split

IncidentStatus = Literal["happened", "disputed", "denied", "planned"]
Kind = Literal["news", "background", "denied", "planned", "hypothetical"]
"""How a report tells of an incident: as news, beside the news, as what did not happen, will, or might happen."""
ConflictField = Literal["fatalities", "injuries", "date", "place", "actor", "recipient", "happened"]


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A number of people as a range; null where not stated."""

    low: int | None
    best: int | None
    high: int | None

    def stated(self) -> tuple[int, ...]:
        """Return the numbers that are stated, in the order low, best, high."""
        return tuple(number for number in (self.low, self.best, self.high) if number is not None)


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A number as some reports tell it; `words` where they are no number ("dozens")."""

    figure: Figure
    reports: tuple[str, ...]
    words: str | None = None


class Voucher(msgspec.Struct, frozen=True, kw_only=True):
    """Reports that name a party, and how ("claimed", "denied"); null where they only name it."""

    reports: tuple[str, ...]
    how: str | None = None


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who did or suffered it, and which reports say so, where that matters."""

    name: str
    vouchers: tuple[Voucher, ...] = ()


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """An independent source of what is told of an incident, and the reports that rest on it."""

    source: str
    reports: tuple[str, ...]


class StoryIncident(msgspec.Struct, frozen=True, kw_only=True):
    """An incident as a careful coder has it in the end. What nobody tells is null or empty.

    Attributes:
        id: `i1`, unique in the story.
        description: What happened, in a few words.
        type, modes: PLOVER's.
        status: Whether it happened.
        date: ISO 8601: a day, month or year, or `first/last` of these.
        place: From the smallest to the country, an ISO 3166-1 alpha-2 code.
        counts: Numbers of people, by kind.
        versions: All numbers that were told, by kind; null for a kind of which no versions are given.
        actors, recipients: Who did it; to whom it was done.
        origins: The independent sources.
        conflicts: Fields of which sources truly disagree.
    """

    id: str
    description: str
    type: EventType
    modes: tuple[str, ...] = ()
    status: IncidentStatus
    date: str | None = None
    place: tuple[str, ...] = ()
    counts: dict[CountKind, Figure] = {}
    versions: dict[CountKind, tuple[Version, ...]] = {}
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    origins: tuple[Origin, ...] = ()
    conflicts: tuple[ConflictField, ...] = ()


class Telling(Span, frozen=True, kw_only=True):
    """Words that tell of an incident."""

    incident: str
    kind: Kind = "news"


class StoryReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report of a story.

    Attributes:
        id: `r1`, unique in the story.
        outlet, title: As printed; the title is not part of the text.
        published: ISO 8601: a day, or day and time.
        text: Without marks.
        tellings: In text order; words that tell two incidents make two.
    """

    id: str
    outlet: str
    published: str
    title: str
    text: str
    tellings: tuple[Telling, ...]


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents and the reports that tell of them; `copies` are sets of reports that are one text, edited or not."""

    name: str
    split: Split
    incidents: tuple[StoryIncident, ...]
    reports: tuple[StoryReport, ...]
    copies: tuple[tuple[str, ...], ...] = ()
