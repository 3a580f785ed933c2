"""Who was driven from home, and by which event: sentences with their triggers in brackets."""

import re
import time
from typing import cast

import pytest

from sayso.core.reading import Count, Event, EventType
from sayso.core.span import Span
from sayso.reading.event.displaced import with_displaced
from sayso.reading.sentences.splitter import sentence_spans

_MARK = re.compile(r"\[([^\]]*)\]\{(\w+)\}")
Told = list[tuple[str, tuple[int | None, int | None, int | None]] | None]
N = None


def read(marked: str) -> list[Event]:
    """Return the events of `[shelling]{ASSAULT}`, with those they displaced."""
    text, end = "", 0
    events = []
    for match in _MARK.finditer(marked):
        text += marked[end : match.start()] + match[1]
        trigger = Span(start=len(text) - len(match[1]), end=len(text), text=match[1])
        kind = cast(EventType, match[2])
        events.append(Event(id=f"e{len(events)}", type=kind, trigger=trigger, confidence=1.0))
        end = match.end()
    text += marked[end:]
    return with_displaced(text, events, sentence_spans(text, wrap_width_chars=120, split_unspaced=True))


def told(events: list[Event]) -> Told:
    counts = [event.displaced for event in events]
    return [count and (count.evidence[0].text, (count.low, count.best, count.high)) for count in counts]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("The [shelling]{ASSAULT} displaced 3,000 families.", ("3,000 families", (3000, N, N))),
        ("Some 12,000 people fled after the [raid]{ASSAULT}.", ("Some 12,000 people", (N, 12_000, N))),
        ("The [blast]{ASSAULT} left 40 homeless.", ("40", (40, 40, 40))),
        ("The [attack]{ASSAULT} forced 200 villagers from their homes.", ("200 villagers", (200, 200, 200))),
        ("From 30 to 40 people were displaced by the [raid]{ASSAULT}.", ("30 to 40 people", (30, N, 40))),
        ("At least 60 people, most old, were [deported]{COERCE} over the border.", ("At least 60 people", (60, N, N))),
        ("Hundreds of residents fled as gunmen [burned]{ASSAULT} huts.", ("Hundreds of residents", (200, N, N))),
        ("The [war]{ASSAULT} left 60 dead and tens of thousands homeless.", ("tens of thousands", (20_000, N, N))),
        ("The [offensive]{ASSAULT} forced tens of thousands to flee.", ("tens of thousands", (20_000, N, N))),
        ("The [raid]{ASSAULT} displaced 60,000 people, including 20,000 children.", ("60,000 people", (60_000,) * 3)),
        ("About 400 people have left the hill villages since the [raid]{ASSAULT}.", ("About 400 people", (N, 400, N))),
        ("Some 30 000 residents fled after the [raid]{ASSAULT}.", ("Some 30 000 residents", (N, 30_000, N))),
        ("The [siege]{ASSAULT} uprooted 600 in a week.", ("600", (600, 600, 600))),
        ("After the [raid]{ASSAULT} 45 were evicted.", ("45", (45, 45, 45))),
        ("Twelve were killed and 3,000 displaced in the [raid]{ASSAULT}.", ("3,000", (3000, 3000, 3000))),
        ("The [raid]{ASSAULT} went on, with 300 people forced from their huts.", ("300 people", (300, 300, 300))),
        ("The [raid]{ASSAULT} killed 12 people as 40 residents fled.", ("40 residents", (40, 40, 40))),
        ("After the [attack]{ASSAULT} 40 residents fled.", ("40 residents", (40, 40, 40))),
        ("After the [shooting]{ASSAULT} 40 residents fled Osk.", ("40 residents", (40, 40, 40))),
        ("Forty women, some of them old, fled the [shelling]{ASSAULT}.", ("Forty women", (40, 40, 40))),
        ("Rebels [forced]{COERCE} 90 families to leave the valley.", ("90 families", (90, N, N))),
        ("Rebels [forced]{COERCE} 90 men to move out of their homes.", ("90 men", (90, 90, 90))),
        ("3,000 people are now homeless after the [raid]{ASSAULT}.", ("3,000 people", (3000, 3000, 3000))),
        ("9,000 people, 1,000 of them old, were evicted in a [raid]{ASSAULT}.", ("9,000 people", (9000, 9000, 9000))),
        ("In 2019, after the [raid]{ASSAULT}, 200 families were displaced.", ("200 families", (200, N, N))),
        ("After the [raid]{ASSAULT} dozens of families were left without shelter.", ("dozens of families", (24, N, N))),
    ],
)  # fmt: skip
def test_phrases_of_displacement(marked: str, expected: tuple[str, tuple[int | None, ...]]) -> None:
    assert told(read(marked)) == [expected]


@pytest.mark.parametrize(
    "marked",
    [
        "Two gunmen fled on motorcycles after the [attack]{ASSAULT}.",
        "Three fled after the [raid]{ASSAULT}.",
        "The [blast]{ASSAULT} left 20 people waiting.",
        "Police [drove]{COERCE} 200 men to the stadium.",
        "The [raid]{ASSAULT} forced residents to flee.",
        "The [army]{MOBILIZE} forced 300 troops from their camp.",
        "Twelve planes left the country after the [raid]{ASSAULT}.",
        "Some 12,000 people fled. The [raid]{ASSAULT} lasted an hour.",
        "Some 12,000 people fled after the [talks]{CONSULT}.",
        "Gunmen [attacked]{ASSAULT} a camp of 40,000 displaced people.",
        "Gunmen [attacked]{ASSAULT} a camp of some 900 recently displaced families.",
        "The [raid]{ASSAULT} killed five displaced people.",
        "They [shelled]{ASSAULT} a school where 300 displaced were sheltering.",
        "They [shelled]{ASSAULT} a camp where 40,000 people displaced by the war live.",
        "The [raid]{ASSAULT} hit 70 herders forced from their homes by drought.",
        "Since the [raid]{ASSAULT} some 900 people displaced by floods have no food.",
        "Gunmen [raided]{ASSAULT} Osk, to which 300 families had fled.",
        "The [raid]{ASSAULT} killed 12 residents fleeing the town.",
        "Police [fired]{ASSAULT} at 40 residents fleeing the town.",
        "The [raid]{ASSAULT} hit a town that sheltered 300 families fleeing from Osk.",
        "Oru, 45, a farmer, was evicted after the [raid]{ASSAULT}.",
        "In 2019, after the [attack]{ASSAULT} on Tesk, displaced families returned.",
        "On May 5, a day after the [raid]{ASSAULT}, displaced families returned.",
        "The families that in 2019 were displaced by the [raid]{ASSAULT} returned.",
        "The families were displaced two weeks before the [raid]{ASSAULT}.",
        "Rebels [displaced]{COERCE} 12 guns from the hill.",
        "Two men fled after the [attack]{ASSAULT}.",
        "Five others left the town after the [attack]{ASSAULT}.",
        "Three people fled in a white van after the [attack]{ASSAULT}.",
        "Two students fled after shooting the mayor in the [attack]{ASSAULT}.",
        "Three armed people fled after the [raid]{ASSAULT}.",
        "They [forced]{ASSAULT} 12 men to leave the bus.",
        "They [forced]{COERCE} 12 people out of the race.",
        "Five men were driven away by the gunmen after the [raid]{ASSAULT}.",
        "The [blast]{ASSAULT} killed 12 people as residents fled.",
        "The [blast]{ASSAULT} killed 12 people in the market while residents fled.",
    ],
)
def test_who_is_not_driven_from_home_and_what_drives_nobody(marked: str) -> None:
    assert told(read(marked)) == [None]


@pytest.mark.parametrize(
    ("marked", "which"),
    [
        ("Rebels [burned]{ASSAULT} huts; 400 people fled after the [shelling]{ASSAULT} by the army.", 1),
        ("Rebels [burned]{ASSAULT} huts and 400 people fled, a week before the [talks]{CONSULT}.", 0),
        ("After the [raid]{ASSAULT} soldiers [drove]{COERCE} 400 people out of the town.", 1),
        ("The [raid]{ASSAULT} killed five people displaced by the [war]{ASSAULT}.", 1),
        ("Some 900 people were displaced by the [war]{ASSAULT}, he said after the [raid]{ASSAULT}.", 0),
        ("The [talks]{CONSULT} failed, the army [shelled]{ASSAULT} Osk and 400 people fled.", 1),
    ],
)
def test_the_event_that_caused_it(marked: str, which: int) -> None:
    assert [count is not None for count in told(read(marked))] == [place == which for place in range(2)]


def test_a_total_is_none_of_the_event() -> None:
    (found,) = read("Some 9,000 people have fled the hills since December, when [raids]{ASSAULT} began.")
    assert found.displaced is not None
    assert found.displaced.scope == "total"


def test_who_is_driven_out_was_not_taken() -> None:
    text = "They forced 200 villagers from their homes."
    trigger, who = Span.of(text, 5, 11), Span.of(text, 12, 25)
    count = Count(low=200, best=200, high=200, evidence=(who,))
    event = Event(id="e", type="ASSAULT", modes=("abduct",), trigger=trigger, abducted=count, confidence=1.0)
    (found,) = with_displaced(text, [event], [Span.of(text, 0, len(text))])
    assert found.counts() == {"displaced": count}


@pytest.mark.parametrize(
    "part",
    ["one ", "some 12 people ", "12 people, ", "12 of ", " ", "in two years of ", "1,", "1 ", "12 345 ", "one and "],
)
def test_long_sentences_take_no_time(part: str) -> None:
    text = f"raid {part * 2000} fled after"
    event = Event(id="e", type="ASSAULT", trigger=Span.of(text, 0, 4), confidence=1.0)
    begun = time.process_time()
    with_displaced(text, [event], [Span.of(text, 0, len(text))])
    assert time.process_time() - begun < 5
