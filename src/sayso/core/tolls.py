"""One number of people per event and kind, from all tellings of the event in one report.

Tellings repeat, detail and contradict each other; they are never added up. The range is as wide as what is credibly
told: low is the lowest number, high the highest, each null where a telling leaves that side open. What a telling plans,
supposes or negates does not enter (that nobody came to harm does), nor what somebody denies, doubts, foretells, demands
or asks, nor a total of more than the event. A part ("two of the dead") bounds low where nothing else does.

Best is the number that the outlet itself gives, the last one told where it gives several. Where it gives none, best is
that of its sources, if they agree; of sources that contradict each other none is preferred, and best is null. Where
another telling that enters excludes a number of a source ("at least 12" excludes 9), that is no best either.

Source:
    UCDP Georeferenced Event Dataset codebook: low, best and high are the lowest, the most reliable and the highest
    estimate among credible ones. It asks for a best estimate always; here contradictory sources have none.
"""

from collections.abc import Iterable, Sequence
from typing import get_args

import msgspec

from sayso.core.reading import Attribution, Count, CountKind, Event, Reading

_CREDIBLE_STANCES = frozenset({"assert", "opine"})


class ToldCount(msgspec.Struct, frozen=True, kw_only=True):
    """The number of one telling.

    Attributes:
        event: Id of the telling.
        count: As it has it, with its evidence.
        attribution: Id of the attribution that it stands in; null is the outlet's own voice.
        enters: Whether the toll is made from it.
    """

    event: str
    count: Count
    attribution: str | None
    enters: bool


class Toll(msgspec.Struct, frozen=True, kw_only=True):
    """How many people an event killed, hurt, took or drove from home, by all its tellings in a report.

    Attributes:
        event: Id of the first telling of the event.
        kind: What became of them.
        count: One range, with the evidence of what entered; null where nothing did.
        told: What each telling that has a number says, in the order of triggers.
    """

    event: str
    kind: CountKind
    count: Count | None
    told: tuple[ToldCount, ...]


def tolls(reading: Reading) -> tuple[Toll, ...]:
    """Return the tolls of the events of a report, by first tellings, then kinds; without numbers there is none."""
    voices = {each.id: each for each in reading.attributions}
    tellings: dict[str, list[Event]] = {}
    for event in sorted(reading.events, key=lambda event: (event.trigger, event.id)):
        tellings.setdefault(event.same_as or event.id, []).append(event)
    kinds: tuple[CountKind, ...] = get_args(CountKind)
    found = []
    for first, events in tellings.items():
        for kind in kinds:
            told = tuple(
                ToldCount(
                    event=event.id, count=count, attribution=event.attribution, enters=_enters(event, count, voices)
                )
                for event in events
                if (count := event.counts().get(kind)) is not None
            )
            if told:
                found.append(Toll(event=first, kind=kind, count=_one(told), told=told))
    return tuple(found)


def _enters(event: Event, count: Count, voices: dict[str, Attribution]) -> bool:
    """Return whether a telling credibly says how many people its event itself harmed."""
    doubts = set(event.auxiliary) - {"historical"}
    is_none = count.low == count.high == 0
    if count.scope == "total" or doubts - ({"negation"} if is_none else set()):
        return False
    key, seen = event.attribution, set[str]()
    while key is not None and key not in seen:
        seen.add(key)
        if voices[key].stance not in _CREDIBLE_STANCES:
            return False
        key = voices[key].within
    return True


def _one(told: Sequence[ToldCount]) -> Count | None:
    """Return one range for all tellings that enter, None where none does."""
    entering = [each for each in told if each.enters]
    whole = [each for each in entering if each.count.scope == "event"]
    counts = [each.count for each in whole]
    part = max(
        _stated((each.count.low, each.count.best) for each in entering if each.count.scope == "part"), default=None
    )
    if not entering:
        return None
    low, high = _low(counts), _high(counts)
    if low is None and part is not None and all(number >= part for number in _stated([(high,)])):
        low = part
    best = _best(whole)
    if best is not None and low is not None and best < low:
        low = best
    evidence = {span: None for each in (whole or entering) for span in each.count.evidence}
    return Count(low=low, best=best, high=high, evidence=tuple(sorted(evidence)))


def _stated(ranges: Iterable[Sequence[int | None]]) -> list[int]:
    """Return the first number that is stated of each; one without any is left out."""
    firsts = (next((number for number in each if number is not None), None) for each in ranges)
    return [number for number in firsts if number is not None]


def _low(counts: Sequence[Count]) -> int | None:
    """Return the lowest number told; None where nobody gives a least, or where one that leaves it open is below."""
    if all(count.low is None for count in counts):
        return None
    low = min(_stated((count.low, count.best) for count in counts))
    return None if any(count.high is not None and count.high < low for count in counts) else low


def _high(counts: Sequence[Count]) -> int | None:
    """Return the highest number told; None where nobody gives a most, or where one that leaves it open is above."""
    if all(count.high is None for count in counts):
        return None
    high = max(_stated((count.high, count.best) for count in counts))
    return None if any(count.low is not None and count.low > high for count in counts) else high


def _best(told: Sequence[ToldCount]) -> int | None:
    """Return the outlet's own last number, else the one on which all sources agree."""
    own = _stated([(each.count.best,) for each in told if each.attribution is None])
    if own:
        return own[-1]
    numbers = set(_stated([(each.count.best,) for each in told]))
    if len(numbers) != 1:
        return None
    (best,) = numbers
    fits = ((each.count.low or 0) <= best and (each.count.high is None or best <= each.count.high) for each in told)
    return best if all(fits) else None
