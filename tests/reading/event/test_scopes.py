"""Whose number it is: the number in brackets, the trigger in braces."""

import re
import time

import pytest

from sayso.core.span import Span
from sayso.reading.event.scopes import scope_of


def read(marked: str) -> str:
    """Return the scope of the words in brackets for the trigger in braces."""
    text = re.sub(r"[\[\]{}]", "", marked)
    spans = []
    for opening, closing in ("[]", "{}"):
        start, end = marked.index(opening), marked.index(closing)
        before = sum(marked.count(mark, 0, start) for mark in "[]{}")
        spans.append(Span.of(text, start - before, end - before - 1))
    number, trigger = spans
    return scope_of(text, Span.of(text, 0, len(text)), number, trigger)


TOTAL = (
    "They want the release of [60 traders] {detained} by police since April.",
    "Over the same period more than [2,000] people have been {killed}.",
    "At least [3,000] people have been {killed} since the war began, officials said.",
    "The blast killed 12, bringing to [94] the number of people {killed} this year.",
    "The {attack} brings the toll this year to [94].",
    "The war has {cost} [70,000] lives.",
    "The ten-year civil war, which has {claimed} [70,000] lives, goes on.",
    "[More than 9,000] people have {fled} the hills since December.",
    "Police {killed} [21] rebels in the last three months.",
    "In two decades of war [40,000] have {died}.",
    "[Thirty] reporters are {killed} every year.",
    "The guerrilla war has {killed} [75,000] people since 1980.",
    "Mines {kill} [30] herders a month in the valley.",
    "[Ninety] people a year are {murdered} there.",
    "Police have {shot} [14] people this month.",
    "Over the course of a month [six] mayors were {shot}.",
    "[Forty] were {killed} between January and June this year.",
    "[Forty] have been {killed} since April this year.",
    "A {raid} on Monday took the toll this year to [94].",
    "In the first six months of the war [400] were {killed}.",
)
PART = (
    "[Two] of the {dead} were children.",
    "At least 23 were {hurt}, [nine] of them officers, when police came.",
    "We could confirm only [four] of the {deaths}.",
    "More than 300 people were {killed}, including [40] children.",
    "Among the {dead} were [two] priests.",
    "Gunmen {killed} five people, including a cook and [two guards], on Monday.",
    "[Bel] is one of 707 people who were {shot}.",
    "Bel is [one] of at least 707 people who were {shot}.",
)
EVENT = (
    "They shelled it, {killing} [15] and bringing the number of people killed since the war began to 1,130.",
    "[Two] of the 31 wounded {died} overnight.",
    "[Five] of the 31 men were {killed}.",
    "[Three of the injured] {died}.",
    "Some [40] were {killed} in a week of fighting there.",
    "They want the release of [two reporters] {imprisoned} in Osk since 2016.",
    "[All but five of the 31 wounded] {died}.",
    "[Seven] of their comrades were {killed}.",
    "[Seventeen] names of the {dead} are on the wall.",
    "The blast {killed} [12], bringing to 94 the number of people killed this year.",
    "Six more bodies were found, bringing the toll of Friday's {attack} to [18].",
    "[Twelve] {bodies} have been counted since the attack began.",
    "At least [12] people were {killed} on Monday, in the deadliest raid since the war began.",
    "[Three] of them were {beaten} to death.",
    "Gunmen {killed} [five] people, including two guards, on Monday.",
    "[112] people were {killed} in clashes in the valley.",
    "The {fighting} has killed [40] people.",
    "[Nine of the passengers] were {led away}.",
    "[Some 600] people have {abandoned} five hamlets since the weekend.",
    "A {bombing} earlier this month killed [12].",
    "The court said [nine] had been {shot} at the gate early this year.",
    "Rebels {killed} [31] villagers late this month.",
    "They {killed} [12] people a year ago.",
    "A week later a bomb {killed} [12].",
    "A month after the truce, gunmen {killed} [12].",
    "[Eight] miners were {arrested} about a month before the vote.",
    "Her men {held} [40] hostages almost a year in the hills.",
    "A week-long {siege} ended with [12] dead.",
    "An {attack} in April this year killed [12].",
    "On 24 May this year they {shot} [two] missionaries.",
    "On May 24 of this year they {shot} [two] missionaries.",
    "[Fifteen] people were {killed} in an attack this month.",
    "A car {bombing} this year left [30] dead.",
    "For the first time in years a bomb {killed} [three] people there.",
    "The {raid}, the second this year, killed [12].",
    "In the latest such {raid} on the town this year [12] died.",
    "The gun was used to {kill} [nine] people in last year's shooting.",
)


@pytest.mark.parametrize(
    ("marked", "scope"),
    [(each, scope) for scope, listed in (("total", TOTAL), ("part", PART), ("event", EVENT)) for each in listed],
)
def test_whose_number_it_is(marked: str, scope: str) -> None:
    assert read(marked) == scope


@pytest.mark.parametrize(
    "part", ["in April this year ", "an attack this year ", "the third this year ", "a year ", "a-"]
)
def test_long_clauses_take_no_time(part: str) -> None:
    text = f"killed 12 {part * 4000}"
    begun = time.process_time()
    scope_of(text, Span.of(text, 0, len(text)), Span.of(text, 7, 9), Span.of(text, 0, 6))
    assert time.process_time() - begun < 5
