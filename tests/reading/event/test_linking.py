"""Which tellings are of one event, by the bundled weights, on reports with what the stages before would have found."""

import re
from typing import cast

import pytest

from sayso.core.reading import Argument, Event, EventType, Role
from sayso.core.span import Span
from sayso.reading.event.likeness import head_of, likeness, stem, tellings
from sayso.reading.event.linking import LEAST_PROBABILITY, linked, probability, weights
from sayso.reading.sentences.splitter import sentence_spans

_MARK = re.compile(r"\[([^\]]*)\]\{(\w+)\.(\w+)(?: (\w+))?\}")


def report(marked: str) -> tuple[str, list[Event]]:
    """Return the text of `[words]{e1.trigger TYPE}` and `[words]{e1.actor}`, and its events; an event without mode."""
    text, end = "", 0
    spans: list[tuple[Span, str, str, str]] = []
    for match in _MARK.finditer(marked):
        text += marked[end : match.start()] + match[1]
        spans.append(
            (Span(start=len(text) - len(match[1]), end=len(text), text=match[1]), match[2], match[3], match[4])
        )
        end = match.end()
    text += marked[end:]
    events = []
    for trigger, key, part, kind in spans:
        if part != "trigger":
            continue
        parts = [(span, cast(Role, role)) for span, own, role, _ in spans if own == key and role != "trigger"]
        events.append(make(key, trigger, cast(EventType, kind), parts))
    return text, events


def make(key: str, trigger: Span, kind: EventType, parts: list[tuple[Span, Role]]) -> Event:
    arguments = tuple(
        Argument(start=span.start, end=span.end, text=span.text, role=role, entity=None) for span, role in parts
    )
    return Event(id=key, type=kind, trigger=trigger, arguments=arguments, confidence=1.0)


def same_as(marked: str) -> list[str | None]:
    text, events = report(marked)
    sentences = sentence_spans(text, wrap_width_chars=120, split_unspaced=True)
    return [event.same_as for event in linked(text, events, sentences, ())]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            (
                "[Gunmen]{e1.actor} [attacked]{e1.trigger ASSAULT} [a mill]{e1.recipient}, "
                "[killing]{e2.trigger ASSAULT} [two men]{e2.recipient}. [The attack]{e3.trigger ASSAULT} came at dawn."
            ),
            [None, "e1", "e1"],
        ),
        (
            (
                "[Police]{e1.actor} [arrested]{e1.trigger COERCE} [a baker]{e1.recipient}. [Troops]{e2.actor} "
                "[shelled]{e2.trigger ASSAULT} [the mill]{e2.recipient}. [Unions]{e3.actor} went on "
                "[strike]{e3.trigger PROTEST}."
            ),
            [None, None, None],
        ),
        (
            (
                "[The court]{e1.actor} [jailed]{e1.trigger SANCTION} [the miller]{e1.recipient}. Prices rose. "
                "Rain fell. [The court]{e2.actor} also [banned]{e2.trigger SANCTION} [a party]{e2.recipient}."
            ),
            [None, None],
        ),
    ],
    ids=["act, result and noun", "three types", "another recipient"],
)
def test_tellings_are_linked(marked: str, expected: list[str | None]) -> None:
    assert same_as(marked) == expected


def test_a_telling_names_the_first_one_not_the_nearest() -> None:
    marked = "[Gunmen]{e1.actor} [attacked]{e1.trigger ASSAULT} [the mill]{e1.recipient}."
    marked += "".join(
        f" [Gunmen]{{e{n}.actor}} [attacked]{{e{n}.trigger ASSAULT}} [the mill]{{e{n}.recipient}}." for n in (2, 3)
    )
    assert same_as(marked) == [None, "e1", "e1"]


def test_nothing_comes_of_nothing() -> None:
    assert linked("Rain fell.", [], [], ()) == ()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("two soldiers of the 4th Brigade", "soldier"),
        ("the Tin Essar mine", "mine"),
        ("they", None),
        ("Adar, a miller", "adar"),
        ("bodies in the river", "body"),
    ],
)
def test_the_word_that_a_phrase_is_about(words: str, expected: str | None) -> None:
    assert head_of(words) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("bombing", "bomb"),
        ("stabbed", "stab"),
        ("killings", "killing"),
        ("pass", "pass"),
        ("fired", "fir"),
        ("bus", "bus"),
    ],
)
def test_stems(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_what_differs_speaks_against_one_event() -> None:
    text, events = report(
        "[Gunmen]{e1.actor} [killed]{e1.trigger ASSAULT} [a nurse]{e1.recipient}. "
        "[Soldiers]{e2.actor} [killed]{e2.trigger ASSAULT} [a goat]{e2.recipient}. "
        "[Gunmen]{e3.actor} [killed]{e3.trigger ASSAULT} [the nurse]{e3.recipient}."
    )
    sentences = sentence_spans(text, wrap_width_chars=120, split_unspaced=True)
    first, second, third = tellings(text, events, sentences, ())
    other, same = likeness(first, second), likeness(first, third)
    assert {"actor differs", "recipient differs"} <= other.keys()
    assert {"actor of one word", "recipient of one word"} <= same.keys()
    assert probability(other, weights()) < probability(same, weights()) > LEAST_PROBABILITY


def test_every_weight_is_of_a_feature_that_can_be() -> None:
    known = weights()
    assert {"always", "same word", "type ASSAULT", "recipient differs"} <= known.keys()
    assert known["date differs"] < 0 < known["same word"]
