"""How many people an event drove from their homes: phrases of displacement, each with the event that caused it.

"The shelling displaced 3,000 families", "some 12,000 people fled", "left 40 homeless", "forced 200 from their homes".
Who flees what is told beside a word for people that are no fighters: gunmen who flee are not displaced. People who were
driven out before ("a camp of 300 displaced families", "12 people displaced by the war") this event did not drive out.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from sayso.core.reading import Count, Event
from sayso.core.span import Span
from sayso.reading.event.displaced_phrases import ACTS, PHRASES, Phrase
from sayso.reading.event.scopes import scope_of
from sayso.reading.quantities import Quantity, quantity_of

_CAUSE = re.compile(
    r"\b(?:after|since|when|as|by|because of|due to|owing to|amid|following|in the face of|to escape|fleeing|fled|"
    r"from)\b",
    re.IGNORECASE,
)
_THINGS = re.compile(
    r"\s+(?:houses?|homes|huts|buildings|shops|vehicles|cars|troops|soldiers|rebels|gunmen)\b", re.IGNORECASE
)
_BY = re.compile(
    r"\s+(?:by|because of|due to|in|after|during)\s+"
    r"(?:(?!(?:were|was|are|is|had|have|live|lived|near)\b)[\w’'-]+\s+){0,4}",
    re.IGNORECASE,
)
_BY_WHAT = re.compile(
    r"\s+(?:by|because of|due to|in)\s+(?:(?!(?:who|that|which|in|at|on|when|after)\b)[\w’'-]+\s+){0,4}?"
    r"(?:war|conflict|insurgency|fighting|violence|unrest|clashes|drought|famine|floods?|flooding|earthquakes?|"
    r"cyclones?|"
    r"storms?|hurricanes?|typhoons?|landslides?|rains?|dam|eruption)\b",
    re.IGNORECASE,
)
"""A cause that is named: it drove people out, or no event that is read here."""
_TOGETHER = re.compile(
    r"(?:\b(?:left|leav(?:es|ing)|made|mak(?:es|ing)|render(?:s|ed|ing))\b[^.;:]{0,120}?"
    r"\b(?:dead|killed|wounded|injured|hurt|missing|ruins|rubble)|\b(?:were|was|been|are)\s+(?:\w+\s+)?(?:killed|"
    r"wounded|injured|hurt|dead|arrested|detained))\b"
    r"[^.;:]{0,60}(?:,|\band|,\s+with)\s*\Z|,\s+with\s*\Z",
    re.IGNORECASE,
)
"""What "300 people displaced" shares its verb with: "left 12 dead and 300 people displaced"."""
_WHOM = re.compile(
    r"(?<!were )(?<!was )(?<!been )(?<!are )(?<!the )(?<!a )\b(?:killed|killing|shot|wounded|wounding|injured|"
    r"injuring|hurt|abducted|abducting|kidnapped|kidnapping|attacked|attacking|robbed|robbing|murdered|murdering|beat|"
    r"hit|detained|"
    r"detaining|arrested|arresting|seized|seizing|rescued|helped|sheltered|hosts?|hosted|houses|housed|"
    r"(?:fir(?:ed|ing)|shot|shooting)\s+(?:at|on|into))\s*\Z|\b(?:in)?to (?:which|where)\s*\Z",
    re.IGNORECASE,
)
"""Before people who were harmed, or who came there: "killed 12 people who", "to which 300 people fled"."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY_OF = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?\s*\Z",
    re.IGNORECASE,
)
_REACH_CHARS = 200
_FORCE = frozenset({"ASSAULT", "COERCE"})


class _Displacement(msgspec.Struct, frozen=True, kw_only=True):
    """How many people were driven out, and the words that say so.

    Attributes:
        who: The words of the number and whom it is of.
        act: The words for what they did or what was done to them.
        whole: All words from the first of these to the last.
        quantity: The number.
        is_reduced: Whether only an event that the words behind name as the cause drove them out.
    """

    who: Span
    act: Span
    whole: Span
    quantity: Quantity
    is_reduced: bool


def with_displaced(text: str, events: Sequence[Event], sentences: Sequence[Span]) -> list[Event]:
    """Return events, each with the people that its sentence says were driven from home by it.

    A phrase is of the event whose trigger it is; else of the event of force (ASSAULT, COERCE) in its sentence that
    words of cause ("after the raid") name, or else the nearest. Beside a cause that is named but no such event ("by the
    floods"), and of people displaced before, it is of none. What is told of no such event is given to none. A
    number that an event has already stays.

    Args:
        text: The report's.
        events: Of the report.
        sentences: Of the report.
    """
    counts: dict[str, Count] = {}
    for sentence in sentences:
        inside = [event for event in events if sentence.covers(event.trigger)]
        for told in _displacements(text, sentence) if inside and ACTS.search(sentence.text) else ():
            cause = _cause(text, told, inside)
            if cause is None or cause.displaced is not None or cause.id in counts:
                continue
            low, best, high = told.quantity
            scope = "event" if high == 0 else scope_of(text, sentence, told.who, cause.trigger)
            counts[cause.id] = Count(low=low, best=best, high=high, evidence=(told.who,), scope=scope)
    return [_with(event, counts[event.id]) if event.id in counts else event for event in events]


def _with(event: Event, displaced: Count) -> Event:
    """Return an event with people driven from home, who were not taken: "forced 200 villagers from their homes"."""
    taken = {
        kind: None
        for kind in ("abducted", "detained")
        if (count := getattr(event, kind)) is not None and displaced.evidence[0].overlaps(count.evidence[0])
    }
    return msgspec.structs.replace(event, displaced=displaced, **taken)


def _displacements(text: str, sentence: Span) -> Iterator[_Displacement]:
    """Yield what a sentence tells of people driven out, each number once."""
    taken: list[Span] = []
    for phrase in PHRASES:
        for found in phrase.words.finditer(text, sentence.start, sentence.end):
            who = Span.of(text, *found.span("who"))
            quantity = quantity_of(who.text)
            if quantity is None or not _is_of_them(text, sentence, who, phrase):
                continue
            if any(who.overlaps(other) for other in taken):
                continue
            taken.append(who)
            before = text[max(sentence.start, who.start - _REACH_CHARS) : who.start]
            yield _Displacement(
                who=who, act=Span.of(text, *found.span("act")), whole=Span.of(text, *found.span()), quantity=quantity,
                is_reduced=phrase.is_reduced and _TOGETHER.search(before) is None,
            )  # fmt: skip


def _is_of_them(text: str, sentence: Span, who: Span, phrase: Phrase) -> bool:
    """Return whether a number is of people whom the phrase is of: of no things, no date, nobody harmed."""
    if _THINGS.match(text, who.end):
        return False
    before = text[max(sentence.start, who.start - _REACH_CHARS) : who.start]
    is_date = _YEAR.fullmatch(who.text) or (who.text.isdecimal() and _DAY_OF.search(before))
    return not is_date and not (phrase.is_subject and _WHOM.search(before))


def _cause(text: str, told: _Displacement, events: Sequence[Event]) -> Event | None:
    """Return the event of a sentence that drove people out."""
    own = [event for event in events if event.trigger.overlaps(told.act)]
    if own:
        return own[0]
    force = [event for event in events if event.type in _FORCE]
    named = _BY_WHAT.match(text, told.act.end)
    if named is not None:
        return next((event for event in force if told.act.end <= event.trigger.start < named.end()), None)
    if told.is_reduced:
        after = (event for event in force if event.trigger.start > told.act.end)
        return next((event for event in after if _BY.fullmatch(text, told.act.end, event.trigger.start)), None)
    behind = [
        event
        for event in force
        if event.trigger.start >= told.whole.end and _CAUSE.search(text, told.act.start, event.trigger.start)
    ]
    if behind:
        return min(behind, key=lambda event: event.trigger.start)
    return min(force, key=lambda event: (_distance(event.trigger, told.whole), event.trigger.start), default=None)


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
