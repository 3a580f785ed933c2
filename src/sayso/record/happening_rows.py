"""Rows of events and states that the record answers with."""

import msgspec


class CountRow(msgspec.Struct, frozen=True, kw_only=True):
    """A number of people as a range, as told; null where not stated.

    `scope` says whose number it is: `event`, of all people of the event; `part`, of some of them; `total`, of more.
    """

    low: int | None
    best: int | None
    high: int | None
    scope: str


class VoiceRow(msgspec.Struct, frozen=True, kw_only=True):
    """In whose voice an event or a state is told, and how plain a fact it is there.

    Attributes:
        attribution: Id of the attribution whose content tells of it; null is the outlet's own voice.
        source: Words of its source; null also where the report names nobody.
        stance: What the source does by saying it; null is the outlet's own voice.
        auxiliary: historical, future, hypothetical, negation.
    """

    attribution: str | None
    source: str | None
    stance: str | None
    auxiliary: tuple[str, ...]

    @property
    def is_asserted(self) -> bool:
        """Whether it is told as plain fact, of now, in the outlet's own voice."""
        return self.attribution is None and not self.auxiliary


class EventTold(msgspec.Struct, frozen=True, kw_only=True):
    """What rows of events and of their tellings share, beside the report they were read from.

    Attributes:
        report: Report id.
        external_id: The user's own id for the report.
        title: Headline of the report.
        outlet: Outlet of the report.
        published: Publication date of the report.
        id: Id of the telling within the report; of an event, that of its first telling.
        type: PLOVER event type.
        modes: PLOVER modes; of an event, those of all tellings of its type.
        trigger: The words that tell of it; of an event, those that tell of it first.
        trigger_start: Offset of the trigger, in code points of the report's text.
        trigger_end: Offset after it.
        actors: Words for who does it, in text order; of an event, each once.
        recipients: Words for whom it is done to.
        place: Name of the place, else the words for it; null where none is told.
        latitude_deg: Latitude, WGS84; null where not resolved.
        longitude_deg: Longitude.
        location_status: How the place was reached; null: none is told.
        date: ISO 8601 / TIMEX3 value; null where not resolved.
        date_granularity: Of the value.
        date_status: How the date was reached; null: none is told.
    """

    report: str
    external_id: str | None
    title: str | None
    outlet: str | None
    published: str | None
    id: str
    type: str
    modes: tuple[str, ...]
    trigger: str
    trigger_start: int
    trigger_end: int
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    latitude_deg: float | None
    longitude_deg: float | None
    location_status: str | None
    date: str | None
    date_granularity: str | None
    date_status: str | None


class TellingRow(EventTold, frozen=True, kw_only=True):
    """One telling of an event beside the report it was read from, as the view `event_list` has it.

    Attributes:
        fatalities: Number of people killed, as this telling has it; null where it has none.
        injuries, abducted, detained, displaced: Numbers of people hurt, taken by who is no authority, taken by one,
            driven from their homes, likewise.
        voice: In whose voice it is told.
        same_as: Id of the first telling of the same event; null for that one itself.
        confidence: Probability that there is such an event.
        run_id: The run that read it.
    """

    fatalities: CountRow | None = None
    injuries: CountRow | None = None
    abducted: CountRow | None = None
    detained: CountRow | None = None
    displaced: CountRow | None = None
    voice: VoiceRow
    same_as: str | None
    confidence: float
    run_id: str


class EventRow(EventTold, frozen=True, kw_only=True):
    """One event of a report with all its tellings.

    Type, words, place and date are those of the first telling that has them. Numbers are kept as told, each once, what
    is denied or planned too: they are of one event, and never added up. `core.tolls` has one range for all.

    Attributes:
        fatalities: Numbers of people killed, as told.
        injuries, abducted, detained, displaced: Numbers of people hurt, taken by who is no authority, taken by one,
            driven from their homes, as told.
        voices: In whose voices it is told, each once.
        asserted: Whether a telling has it as plain fact, of now, in the outlet's own voice.
        tellings: Ids of the tellings, in text order.
        confidence: That of the telling that is surest.
        run_id: The run that read it.
    """

    fatalities: tuple[CountRow, ...] = ()
    injuries: tuple[CountRow, ...] = ()
    abducted: tuple[CountRow, ...] = ()
    detained: tuple[CountRow, ...] = ()
    displaced: tuple[CountRow, ...] = ()
    voices: tuple[VoiceRow, ...]
    asserted: bool
    tellings: tuple[str, ...]
    confidence: float
    run_id: str


class StateRow(msgspec.Struct, frozen=True, kw_only=True):
    """One state beside the report it was read from.

    Attributes:
        report: Report id.
        external_id: The user's own id for the report.
        title: Headline of the report.
        outlet: Outlet of the report.
        published: Publication date of the report.
        id: Id of the state within the report.
        type: control, stock, need, position or alliance.
        holder: Words for who has it, or of whom it holds; null where not told.
        object: Words for what is had; null where not told.
        trigger: The words that tell of it.
        trigger_start: Offset of the trigger, in code points of the report's text.
        trigger_end: Offset after it.
        place: Name of the place, else the words for it; null where none is told.
        latitude_deg: Latitude, WGS84; null where not resolved.
        longitude_deg: Longitude.
        location_status: How the place was reached; null: none is told.
        date: ISO 8601 / TIMEX3 value; null where not resolved.
        date_granularity: Of the value.
        date_status: How the date was reached; null: none is told.
        voice: In whose voice it is told.
        confidence: Probability that there is such a state.
        run_id: The run that read it.
    """

    report: str
    external_id: str | None
    title: str | None
    outlet: str | None
    published: str | None
    id: str
    type: str
    holder: str | None
    object: str | None
    trigger: str
    trigger_start: int
    trigger_end: int
    place: str | None
    latitude_deg: float | None
    longitude_deg: float | None
    location_status: str | None
    date: str | None
    date_granularity: str | None
    date_status: str | None
    voice: VoiceRow
    confidence: float
    run_id: str
