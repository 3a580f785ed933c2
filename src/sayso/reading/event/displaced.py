"""How many people an event drove from their homes: phrases of displacement, each with the event that caused it.

"The shelling displaced 3,000 families", "some 12,000 people fled", "left 40 homeless", "forced 200 from their homes".
Who flees what is told beside a word for people that are no fighters: gunmen who flee are not displaced.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from sayso.core.reading import Count, Event
from sayso.core.span import Span
from sayso.reading.event.scopes import scope_of
from sayso.reading.quantities import Quantity, quantity_of

_BOUND = (
    r"(?:(?:at least|at most|more than|less than|fewer than|no fewer than|no less than|no more than|not less than|"
    r"not more than|as many as|up to|upwards? of|in excess of|over|about|around|some|nearly|almost|close to|"
    r"approximately|roughly|an estimated|estimated|circa|perhaps|between|another|a further|all|the)\s+){1,2}"
)
_DIGITS = r"\d[\d,.]*(?:\s*(?:million|thousand|m)\b)?"
_ONES = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
_WORDS = (
    rf"(?:(?:{_ONES}|half a|a|several|many|few|couple of|tens of|hundreds of|thousands of|and|hundred|thousand|million|"
    rf"dozen)[\s-]+){{0,8}}(?:{_ONES}|hundreds?|thousands?|millions?|dozens?|scores|several|many)"
)
_NUMBER = rf"(?!and\b)(?:{_BOUND})?(?:{_DIGITS}|{_WORDS})(?:\s*(?:-|–|to|or|and)\s*(?:{_DIGITS}|{_WORDS}))?\b"
_WORD = r"(?!(?:were|was|are|is|have|has|had|who|and|or|in|on|at|from|to|by|with)\b)[^\W\d_][\w’'-]*"
_PEOPLE = (
    r"(?:people|persons|residents|villagers|townspeople|townsfolk|families|households|civilians|inhabitants|citizens|"
    r"refugees|men|women|children|boys|girls|others|farmers|herders|peasants|fishermen|souls|individuals|returnees|"
    r"christians|muslims|locals|natives|tenants|squatters|pupils|students|workers|settlers|migrants)\b"
)
_WHO = rf"(?P<who>{_NUMBER}(?:\s+(?:of\s+(?:the|its|their|these)\s+)?(?:{_WORD}\s+){{0,3}}?{_PEOPLE})?)"
_CIVILIANS = rf"(?P<who>{_NUMBER}\s+(?:of\s+(?:the|its|their|these)\s+)?(?:{_WORD}\s+){{0,3}}?{_PEOPLE})"
_ASIDE = r"(?:,[^,.;]{1,70},|\s+\([^)]{1,40}\)|\s+(?:of|from|in|near|on|living in)\s+(?:[\w’'-]+\s+){0,4}[\w’'-]+)?"
_HAVE = (
    r"(?:\s+(?:also|then|now|later|reportedly|newly|already|had|have|has|been|be|were|was|are|being|remain|remained|"
    r"to)){0,5}"
)
_HOME = (
    r"(?:(?:from|out of|off|to leave|to flee|to abandon|leave|flee|abandon|flee from|leaving|fleeing|abandoning)\s+)"
    r"(?:the|their|its|his|her)\s+(?:[\w’'-]+\s+){0,2}?"
    r"(?:homes?|houses?|villages?|town|city|land|lands|hamlets?|farms?|district|area|region|country|camps?|valley|island)\b"
)
_MADE_TO_GO = (
    rf"(?:\s+(?:people\s+)?(?:{_HOME}|to\s+(?:flee|leave|seek\s+(?:shelter|refuge))\b|into\s+(?:exile|the\s+bush|camps?)\b|"
    r"(?:over|across)\s+the\s+border\b|fleeing\b|out\s+of\s+(?:their|the)\s+\w+\b))"
)
_AWAY = (
    r"(?:displaced|uprooted|evicted|homeless|(?:made|left|rendered)\s+homeless|left\s+without\s+(?:homes|shelter|a\s+roof)|"
    r"(?:forced|driven|compelled|obliged|chased|burned|bombed|expelled|deported)"
    r"(?:\s+(?:out|away)\b|\s+(?:over|across)\s+the\s+border|"
    rf"\s+{_HOME}|\s+to\s+(?:flee|leave|move)|\s+into\s+(?:exile|camps?|the\s+bush)))\b"
)
_LEFT_WHAT = (
    r"(?:(?:the|their)\s+(?:\w+\s+){0,2}(?:homes|houses|villages?|hamlets|town|camps?|area|region|district|country|valley)|"
    r"(?:\w+\s+){1,2}(?:villages|hamlets))\b"
)
_SENT = (
    r"(?P<act>force[sd]?|forcing|drove|driven?|drives|driving|compel(?:s|led|ling)?|sen[dt]s?|sending|cause[sd]?|causing|"
    r"prompt(?:s|ed|ing)?|chas(?:es|ed|ing))"
)
_MADE = r"(?P<act>left|leaves|leaving|made|makes|making|render(?:s|ed|ing)?)"
_WITHOUT_HOME = r"(?:homeless|displaced|without\s+(?:homes|a\s+home|shelter|a\s+roof))\b"
_PHRASES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?P<act>displac(?:e|es|ed|ing)|uproot(?:s|ed|ing)?|evict(?:s|ed|ing)?)\s+{_WHO}",
        rf"\b{_SENT}\s+{_WHO}{_MADE_TO_GO}",
        rf"\b{_MADE}\s+{_WHO}\s+{_WITHOUT_HOME}",
        rf"\b{_WHO}{_ASIDE}{_HAVE}\s+(?P<act>{_AWAY})",
        rf"\b{_CIVILIANS}{_ASIDE}{_HAVE}\s+(?P<act>fled|flee|fleeing)\b(?!\s+(?:on\s+(?:foot|motor)|the\s+scene))",
        rf"\b{_CIVILIANS}{_ASIDE}{_HAVE}\s+(?P<act>left|abandoned|abandon|leave)\s+{_LEFT_WHAT}",
        rf"\b(?P<act>displacement|exodus|flight|eviction|expulsion|deportation)\s+of\s+{_CIVILIANS}",
    )
)
_ACTS = re.compile(
    r"displac|uproot|evict|homeless|without|forc|driv|drove|compel|sen[dt]|caus|prompt|chas|fled|flee|flight|left|leav|"
    r"abandon|exodus|expuls|expel|deport|burned|bombed|obliged",
    re.IGNORECASE,
)
"""A sentence without any of these has none of the phrases."""
_CAUSE = re.compile(
    r"\b(?:after|since|when|as|by|because of|due to|owing to|amid|following|in the face of|to escape|fleeing|fled|"
    r"from)\b",
    re.IGNORECASE,
)
_THINGS = re.compile(
    r"\s+(?:houses?|homes|huts|buildings|shops|vehicles|cars|troops|soldiers|rebels|gunmen)\b", re.IGNORECASE
)
_FORCE = frozenset({"ASSAULT", "COERCE"})


class _Displacement(msgspec.Struct, frozen=True, kw_only=True):
    """How many people were driven out, and the words that say so.

    Attributes:
        who: The words of the number and whom it is of.
        act: The words for what they did or what was done to them.
        whole: All words from the first of these to the last.
        quantity: The number.
    """

    who: Span
    act: Span
    whole: Span
    quantity: Quantity


def with_displaced(text: str, events: Sequence[Event], sentences: Sequence[Span]) -> list[Event]:
    """Return events, each with the people that its sentence says were driven from home by it.

    A phrase is of the event whose trigger it is; else of the event of force (ASSAULT, COERCE) in its sentence that
    words of cause ("after the raid") name, or else the nearest. What is told of no such event is given to none. A
    number that an event has already stays.

    Args:
        text: The report's.
        events: Of the report.
        sentences: Of the report.
    """
    counts: dict[str, Count] = {}
    for sentence in sentences:
        inside = [event for event in events if sentence.covers(event.trigger)]
        for told in _displacements(text, sentence) if inside and _ACTS.search(sentence.text) else ():
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
    for phrase in _PHRASES:
        for found in phrase.finditer(text, sentence.start, sentence.end):
            who = Span.of(text, *found.span("who"))
            quantity = quantity_of(who.text)
            is_thing = _THINGS.match(text, who.end) is not None
            if quantity is None or is_thing or any(who.overlaps(other) for other in taken):
                continue
            taken.append(who)
            yield _Displacement(
                who=who, act=Span.of(text, *found.span("act")), whole=Span.of(text, *found.span()), quantity=quantity
            )


def _cause(text: str, told: _Displacement, events: Sequence[Event]) -> Event | None:
    """Return the event of a sentence that drove people out."""
    own = [event for event in events if event.trigger.overlaps(told.act)]
    if own:
        return own[0]
    force = [event for event in events if event.type in _FORCE]
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
