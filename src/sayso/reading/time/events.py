"""The date of an event: which of the times told around its trigger is its own.

A time dates an event where both stand in one clause and on one say-so: in `a shell killed four on Friday, he said on
Sunday` the killing is of Friday. Words that put the event before or after a time (`before 11 September`, `until noon`)
leave its date open. Where its own sentence has no time, that of the sentence before may be assumed; the date of
publication never is.
"""

import datetime
import itertools
import re
from collections.abc import Sequence

import msgspec

from sayso.core.reading import Attribution, EventDate, Timex
from sayso.core.report import Status
from sayso.core.span import Span
from sayso.reading.time.tables import word_set
from sayso.reading.time.values import granularity_of, interval_of

_BOUNDARY = re.compile(
    r";|--|—|,\s(?:and|but|while|whereas|which|who|where|when|after|before)\b"
    r"|\b(?:after|before|while|whereas|when|since|because|although|but|who|which|that|where|if)\b",
    re.IGNORECASE,
)
_COMMA = re.compile(r",\s")
_WORD_BEFORE = re.compile(r"(?:(?P<two>[^\W\d_]+)\W+)?(?P<one>[^\W\d_]+)\W*\Z")
_OPEN = word_set("before after until till")
_RANGE_BETWEEN = re.compile(r"\s*(?:-|–|—|to|and|until|till|through)\s*\Z", re.IGNORECASE)
_RANGE_BEFORE = word_set("between from")
_REACH_CHARS = 400


class EventTime(msgspec.Struct, frozen=True, kw_only=True):
    """When an event took place, with the days it can have been on.

    Attributes:
        date: As the Reading has it. The value of a stretch of time is an ISO 8601 interval, `2021-05-03/2021-05-05`.
        first: First day it can have been on, None where unresolved.
        last: Last day, included.
        reason: Why it is not stated.
    """

    date: EventDate
    first: datetime.date | None = None
    last: datetime.date | None = None
    reason: str | None = None


class _Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A time of the sentence, and how far it is from the trigger."""

    time: Timex
    boundaries: int
    gap: int


def date_of_event(
    text: str,
    trigger: Span,
    sentence: Span,
    times: Sequence[Timex],
    attributions: Sequence[Attribution] = (),
) -> EventTime:
    """Return when the event that `trigger` tells of took place.

    Params:
        text: The report's text.
        trigger: The words that tell of the event.
        sentence: The sentence they stand in.
        times: All times of the report, in text order.
        attributions: All its attributions; a time outside the content that holds the trigger says when somebody spoke.
    """
    content = _content_at(trigger, attributions)
    near = [time for time in times if sentence.start - _REACH_CHARS <= time.start and time.end <= sentence.end]
    dates = [time for time in near if time.type in {"DATE", "TIME"} and not trigger.overlaps(time)]
    usable = [time for time in dates if _same_voice(time, content, attributions)]
    candidates = [_candidate(text, trigger, time) for time in usable if sentence.covers(time)]
    own = [candidate for candidate in candidates if not _leaves_open(text, candidate.time)]
    if own:
        best = min(own, key=lambda candidate: (candidate.boundaries, candidate.gap))
        return _dated(text, best.time, times, far=best.boundaries > 1)
    if candidates:
        return _unresolved(f"only said to be {_word_before(text, candidates[0].time.start)} it", candidates[0].time)
    earlier = [time for time in usable if time.end <= sentence.start]
    for time in reversed(earlier):
        between = text[time.end : sentence.start]
        if "\n" in between or len(re.findall(r"[.!?]\s", between)) > 1:
            break
        if interval_of(time.value) and not _leaves_open(text, time):
            return _dated(text, time, times, far=True)
    return _unresolved("no time is told with it")


def _content_at(trigger: Span, attributions: Sequence[Attribution]) -> tuple[Span, ...]:
    """Return the content of the innermost attribution that holds the trigger, empty for the outlet's own voice."""
    holding = [
        attribution.content for attribution in attributions if any(span.covers(trigger) for span in attribution.content)
    ]
    return min(holding, key=lambda content: sum(span.end - span.start for span in content), default=())


def _same_voice(time: Timex, content: tuple[Span, ...], attributions: Sequence[Attribution]) -> bool:
    """Whether the time is told in the same content as the trigger."""
    if content:
        return any(span.covers(time) for span in content)
    return not any(span.covers(time) for attribution in attributions for span in attribution.content)


def _candidate(text: str, trigger: Span, time: Timex) -> _Candidate:
    between = text[trigger.end : time.start] if trigger.end <= time.start else text[time.end : trigger.start]
    boundaries = len(_BOUNDARY.findall(between))
    opening = time.end <= trigger.start and _COMMA.match(text[time.end :])
    commas = 0 if opening else len(_COMMA.findall(between))
    return _Candidate(time=time, boundaries=boundaries + (commas > 1), gap=len(between))


def _word_before(text: str, offset: int) -> str:
    match = _WORD_BEFORE.search(text[max(0, offset - 24) : offset])
    if match is None:
        return ""
    words = (match["two"] or "").lower(), match["one"].lower()
    return "prior to" if words == ("prior", "to") else words[1]


def _leaves_open(text: str, time: Timex) -> bool:
    word = _word_before(text, time.start)
    return word in _OPEN or word == "prior to"


def _dated(text: str, time: Timex, times: Sequence[Timex], *, far: bool) -> EventTime:
    """Return the date that `time`, or the stretch of time it begins or ends, gives."""
    first, last = _stretch(text, time, times)
    start, end = interval_of(first.value), interval_of(last.value)
    if start is None or end is None:
        return _unresolved(time.reason or "the time told with it has no date", time)
    statuses: set[Status] = {first.status, last.status} | ({"assumed"} if far else set())
    status: Status = "assumed" if "assumed" in statuses else "inferred" if "inferred" in statuses else "stated"
    value = first.value if first is last else f"{first.value}/{last.value}"
    reason = "the time told nearest to it" if far else first.reason
    date = EventDate(value=value, granularity=granularity_of(first.value), status=status, time=first.id)
    return EventTime(date=date, first=start[0], last=max(start[1], end[1]), reason=reason)


def _stretch(text: str, time: Timex, times: Sequence[Timex]) -> tuple[Timex, Timex]:
    """Return the two times of `between 3 and 5 May`, or the one time twice."""
    index = next(number for number, other in enumerate(times) if other.id == time.id)
    for first, last in itertools.pairwise(times[max(0, index - 1) : index + 2]):
        between = text[first.end : last.start]
        dash = between.strip() in {"-", "–", "—"}
        if _RANGE_BETWEEN.match(between) and (dash or _word_before(text, first.start) in _RANGE_BEFORE):
            start, end = interval_of(first.value), interval_of(last.value)
            if start and end and start[0] <= end[1]:
                return first, last
    return time, time


def _unresolved(reason: str, time: Timex | None = None) -> EventTime:
    date = EventDate(value=None, granularity=None, status="unresolved", time=time.id if time else None)
    return EventTime(date=date, reason=reason)
