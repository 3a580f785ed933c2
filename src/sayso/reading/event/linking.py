"""Which tellings of a report are of one event.

Going through the report, each telling is compared with every one before it of the same type. It is of the event of the
likeliest, where that is likely enough; else it begins an event of its own. How likely two are one event is a logistic
model over the features of `likeness`, with the weights in `links.toml`.

Source: Soon, Ng & Lim 2001, A machine learning approach to coreference resolution of noun phrases (pairs), with the
best antecedent of Ng & Cardie 2002.
"""

import math
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from sayso.core.reading import Event, Place
from sayso.core.span import Span
from sayso.reading.event.likeness import Features, Telling, likeness, tellings

LEAST_PROBABILITY = 0.4
"""Below it two tellings are not taken for one event; best in cross-validation on the train part of our corpus."""


def linked(text: str, events: Sequence[Event], sentences: Sequence[Span], places: Sequence[Place]) -> tuple[Event, ...]:
    """Return `events` with `same_as` set on all but the first telling of each.

    Args:
        text: The report's.
        events: In the order of their triggers.
        sentences: Of the report.
        places: Of the report.
    """
    firsts = first_tellings(tellings(text, events, sentences, places), weights(), LEAST_PROBABILITY)
    return tuple(
        msgspec.structs.replace(event, same_as=None if first == event.id else first)
        for event, first in zip(events, firsts, strict=True)
    )


def first_tellings(told: Sequence[Telling], known: Mapping[str, float], least: float) -> list[str]:
    """Return for each telling, in text order, the id of the first telling of its event, which may be its own."""
    firsts: list[str] = []
    for place, other in enumerate(told):
        before = [
            (probability(likeness(one, other), known), number)
            for number, one in enumerate(told[:place])
            if one.event.type == other.event.type
        ]
        best, number = max(before, default=(0.0, 0))
        firsts.append(firsts[number] if before and best >= least else other.event.id)
    return firsts


def probability(features: Features, known: Mapping[str, float]) -> float:
    """Return the probability that two tellings with these features are of one event."""
    return 1 / (1 + math.exp(-sum(known.get(name, 0.0) * value for name, value in features.items())))


@cache
def weights() -> dict[str, float]:
    """Return what each feature is worth, in log-odds."""
    raw = tomllib.loads(files(__package__).joinpath("links.toml").read_text(encoding="utf-8"))
    return msgspec.convert(raw, dict[str, float])
