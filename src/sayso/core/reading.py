"""The Reading, version 1: what was read from one report, every value tied to its words.

The JSON form of these types is the contract between reading and all else; its JSON Schema is generated from them
(`sayso schema`) and published in `docs/reading.schema.json`.
"""

from collections.abc import Collection, Iterator
from typing import Any, Literal, get_args

import msgspec

from sayso.core.errors import GroundingError
from sayso.core.report import Report, Status
from sayso.core.span import Span

EntityType = Literal["person", "organization", "group", "place", "facility", "vehicle", "weapon", "other"]
MentionForm = Literal["name", "nominal", "pronoun"]
Manner = Literal["direct", "indirect", "mixed"]
Stance = Literal["assert", "deny", "predict", "demand", "promise", "threaten", "ask", "doubt", "opine"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
"""PLOVER event types (Open Event Data Alliance, PLOVER codebook)."""
Auxiliary = Literal["historical", "future", "hypothetical", "negation"]
Role = Literal["actor", "recipient", "location", "date", "instrument", "casualty"]
CountKind = Literal["fatalities", "injuries", "abducted", "detained", "displaced"]
"""What came of people in an event: killed; hurt; taken by who is no authority; taken by one; driven from home."""
Scope = Literal["event", "part", "total"]
StateType = Literal["control", "stock", "need", "position", "alliance"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
"""TIMEX3 types (ISO 24617-1, ISO-TimeML)."""
DateGranularity = Literal["time", "day", "week", "month", "season", "quarter", "year", "decade", "century"]
PlaceGranularity = Literal["point", "city", "admin2", "admin1", "country", "region"]
PlaceForm = Literal["name", "demonym", "relative"]


class Mention(Span, frozen=True, kw_only=True):
    """A mention of an entity, with its linguistic form."""

    form: MentionForm


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody or something that a report speaks of, with all its mentions in that report.

    Attributes:
        id: Unique within the Reading.
        name: The fullest name mention, or the first nominal one.
        type: One of the eight entity types.
        mentions: In text order, at least one.
        descriptions: Spans that say what it is ("former colonel of the national army").
        sectors: PLOVER sectors, most fitting first.
        country: ISO 3166-1 alpha-2; null where not known.
    """

    id: str
    name: str
    type: EntityType
    mentions: tuple[Mention, ...]
    descriptions: tuple[Span, ...] = ()
    sectors: tuple[str, ...] = ()
    country: str | None = None


class SourceSpan(Span, frozen=True, kw_only=True):
    """The source of an attribution; `entity` is the id of the Entity it mentions, where known."""

    entity: str | None = None


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody says something: source, cue and content (Pareti 2015; Newell et al. 2018, PolNeAR).

    Attributes:
        id: Unique within the Reading.
        source: Who is said to say it; null where the report names nobody.
        cue: The words that attribute ("said", "according to"); null for a quote without one.
        content: What is said, in text order; several spans where it is interrupted. Quotation marks included.
        manner: `direct` quotation, `indirect` speech, or `mixed`.
        stance: What the source does by saying it.
        within: Id of the attribution whose content holds this one.
        confidence: Calibrated probability that source, cue and content each share half with what a person would mark.
    """

    id: str
    source: SourceSpan | None
    cue: Span | None
    content: tuple[Span, ...]
    manner: Manner
    stance: Stance
    within: str | None = None
    confidence: float


class Argument(Span, frozen=True, kw_only=True):
    """A participant or circumstance of an event."""

    role: Role
    entity: str | None = None


class EventLocation(msgspec.Struct, frozen=True, kw_only=True):
    """Where an event took place: the id of a Place of the same Reading."""

    place: str | None
    status: Status


class EventDate(msgspec.Struct, frozen=True, kw_only=True):
    """When an event took place.

    Attributes:
        value: ISO 8601 / TIMEX3 value; null if unresolved.
        granularity: Of the value.
        status: How the value was reached.
        time: Id of the Timex it comes from, in the same Reading.
    """

    value: str | None
    granularity: DateGranularity | None
    status: Status
    time: str | None = None


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """A number of people as a range, with the words it was read from. Null where not stated.

    Attributes:
        low, best, high: The least, the likeliest and the greatest number; those that are stated are in that order.
        evidence: The words, in text order.
        scope: Whose number it is. `event`: of all people of this event. `part`: of some of them ("two of the dead").
            `total`: of more than this event ("3,000 killed since the war began", "brings the toll this year to 94").

    Raises:
        GroundingError: What is stated is negative or not in order.
    """

    low: int | None
    best: int | None
    high: int | None
    evidence: tuple[Span, ...]
    scope: Scope = "event"

    def __post_init__(self) -> None:
        stated = [number for number in (self.low, self.best, self.high) if number is not None]
        if stated != sorted(stated) or (stated and stated[0] < 0):
            raise GroundingError(f"a count of {self.low}/{self.best}/{self.high} people is negative or not in order")


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody did something to somebody, by PLOVER's types and modes.

    A report may tell of one event several times ("gunmen attacked ... the attack ... killing two"). Each telling is an
    Event of its own, with its own words and its own voice: one may be asserted, another denied.

    Attributes:
        id: Unique within the Reading.
        type: PLOVER's event type.
        modes: PLOVER's modes of that type, likelier first.
        auxiliary: What keeps it from being plain fact of now.
        trigger: The words that tell of it.
        arguments: Participants and circumstances, in text order.
        location, date: Where and when; null where nothing is said.
        fatalities, injuries, abducted, detained, displaced: Numbers of people killed, hurt, taken by who is no
            authority, taken by one, driven from their homes, as this telling has them; null where it has none. Tellings
            of one event repeat or detail each other's numbers, and are never added up: `core.tolls` has one for all.
        attribution: Id of the attribution whose content tells of it; null is the outlet's own voice.
        same_as: Id of the first telling of the same event; null for that one itself, or where there is no other.
        confidence: Probability that there is such an event.
    """

    id: str
    type: EventType
    modes: tuple[str, ...] = ()
    auxiliary: tuple[Auxiliary, ...] = ()
    trigger: Span
    arguments: tuple[Argument, ...] = ()
    location: EventLocation | None = None
    date: EventDate | None = None
    fatalities: Count | None = None
    injuries: Count | None = None
    abducted: Count | None = None
    detained: Count | None = None
    displaced: Count | None = None
    attribution: str | None = None
    same_as: str | None = None
    confidence: float

    def counts(self) -> dict[CountKind, Count]:
        """Return the numbers of people that this telling has, by kind."""
        kinds: tuple[CountKind, ...] = get_args(CountKind)
        return {kind: count for kind in kinds if (count := getattr(self, kind)) is not None}


class State(msgspec.Struct, frozen=True, kw_only=True):
    """Something that holds for a while: who controls what, what runs short, what is needed, who sides with whom."""

    id: str
    type: StateType
    holder: Span | None = None
    object: Span | None = None
    trigger: Span
    location: EventLocation | None = None
    date: EventDate | None = None
    auxiliary: tuple[Auxiliary, ...] = ()
    attribution: str | None = None
    confidence: float


class Timex(Span, frozen=True, kw_only=True):
    """A time expression with its TIMEX3 type and value; `value` is null where unresolved.

    `reason` says why there is none, or what it was inferred from.
    """

    id: str
    type: TimexType
    value: str | None
    status: Status
    reason: str | None = None


class Place(Span, frozen=True, kw_only=True):
    """A toponym or other mention of a place, resolved where it could be. WGS84; ISO 3166-1 alpha-2.

    `reason` says why it was not resolved, or what it was inferred from.
    """

    id: str
    name: str | None
    latitude_deg: float | None
    longitude_deg: float | None
    geonames_id: int | None
    country: str | None
    granularity: PlaceGranularity | None
    form: PlaceForm
    uncertainty_km: float | None
    status: Status
    reason: str | None = None


class ReaderIdentity(msgspec.Struct, frozen=True, kw_only=True):
    """Which reader made a Reading.

    Attributes:
        name: The reader configuration's name.
        version: Of the configuration and all its components, e.g. `1` or a digest.
        model_sha256: SHA-256 of the model weights; null for a reader without a model.
    """

    name: str
    version: str
    model_sha256: str | None = None


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """What reading components have found in one report so far. Components return the new values only.

    `encoded` is what the encoder made of the text, for the components that read from it; it is no part of a Reading.
    """

    encoded: object | None = None
    sentences: tuple[Span, ...] = ()
    entities: tuple[Entity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    states: tuple[State, ...] = ()
    times: tuple[Timex, ...] = ()
    places: tuple[Place, ...] = ()

    def plus(self, new: "Findings") -> "Findings":
        """Return these findings with those of `new` after them."""
        values = {name: getattr(self, name) + getattr(new, name) for name in self.values()}
        return Findings(encoded=self.encoded if new.encoded is None else new.encoded, **values)

    def without(self, names: Collection[str]) -> "Findings":
        """Return these findings without the values called `names`."""
        return msgspec.structs.replace(self, **dict.fromkeys(names, ()))

    @classmethod
    def values(cls) -> tuple[str, ...]:
        """Return the names of the fields that hold values: all but `encoded`."""
        return tuple(name for name in cls.__struct_fields__ if name != "encoded")


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that was read from one report.

    `not_read` is null, or the reason why the report was kept but not read (`language pt`); then all else is empty.

    Raises:
        GroundingError: A span is not what the report's text has at its offsets, or an id refers to nothing.
    """

    report: Report
    entities: tuple[Entity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    states: tuple[State, ...] = ()
    times: tuple[Timex, ...] = ()
    places: tuple[Place, ...] = ()
    reader: ReaderIdentity
    not_read: str | None = None

    def __post_init__(self) -> None:
        for span in self.spans():
            span.check(self.report.text)
        self._check_references()

    def spans(self) -> Iterator[Span]:
        """Yield every span of the Reading."""
        for collection in (self.entities, self.attributions, self.events, self.states, self.times, self.places):
            for value in collection:
                yield from spans_of(value)

    def to_json(self) -> bytes:
        """Return the Reading as one line of JSON, UTF-8."""
        return msgspec.json.encode(self)

    @classmethod
    def from_json(cls, line: bytes | str) -> "Reading":
        """Return the Reading that `line` holds.

        Raises:
            GroundingError: The line is not a valid Reading.
        """
        try:
            return msgspec.json.decode(line, type=cls)
        except msgspec.ValidationError as error:
            raise GroundingError(f"not a valid Reading: {error}") from error

    def _check_references(self) -> None:
        entities = _unique_ids("entity", self.entities)
        attributions = _unique_ids("attribution", self.attributions)
        times = _unique_ids("time", self.times)
        places = _unique_ids("place", self.places)
        _unique_ids("event", self.events)
        _unique_ids("state", self.states)
        firsts = frozenset(event.id for event in self.events if event.same_as is None)
        for attribution in self.attributions:
            _check_id(attributions, attribution.within)
            if attribution.source is not None:
                _check_id(entities, attribution.source.entity)
        happenings: tuple[Event | State, ...] = (*self.events, *self.states)
        for happening in happenings:
            _check_id(attributions, happening.attribution)
            _check_id(times, happening.date.time if happening.date else None)
            _check_id(places, happening.location.place if happening.location else None)
        for event in self.events:
            if event.same_as is not None and event.same_as not in firsts:
                raise GroundingError(f"event {event.id!r} is said to be {event.same_as!r}, which is no first telling")
            for argument in event.arguments:
                _check_id(entities, argument.entity)


def spans_of(value: Any) -> Iterator[Span]:
    """Yield the spans in a value of this module: the value itself, and those in its fields."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for member in value:
            yield from spans_of(member)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from spans_of(getattr(value, name))


def _unique_ids(kind: str, values: tuple[Any, ...]) -> frozenset[str]:
    ids = [value.id for value in values]
    unique = frozenset(ids)
    if len(unique) != len(ids):
        raise GroundingError(f"two {kind} values share an id among {ids}")
    return unique


def _check_id(known: frozenset[str], wanted: str | None) -> None:
    if wanted is not None and wanted not in known:
        raise GroundingError(f"id {wanted!r} refers to nothing in the Reading")
