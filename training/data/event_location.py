"""Sentences with a verb and where what it tells of happened: the four fifths that are not scored (Halterman 2019).

The annotators marked the names of places alone, and of several that hold each other the smallest. So a name that is
marked is in the location of its verb, and may be the end of a longer phrase (*a village near Idlib*). The other names
are not in it; but where one is marked, only those far from it and without a preposition, which could name a larger
place. Of all other words nothing is told. Nor is it told whether the verb is a trigger.

Source: Halterman 2019, Geolocating political events in text.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from sayso.core.errors import UsageError
from sayso.evaluation.event_places import FILES, PlacedVerb, sentences
from sayso.evaluation.mentions import Interval, Split
from training.data.partial import PartialEvent, overlap
from training.data.predicates import PredicateDocument

CORPUS = "event_location"
_WORDS_TOGETHER = 200
"""A document is full with so many words."""
_NAME = re.compile(r"\b[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*)*")
_PHRASE_WORDS = 6
"""A name so few words from a marked one may be of its phrase."""
_PREPOSITION = re.compile(
    r"\b(?:across|along|around|at|between|from|in|inside|into|near|of|off|on|outside|over|through|to|toward|towards)"
    r"(?: [\w’'-]+){0,2} \Z",
    re.IGNORECASE,
)
_BEFORE_CHARS = 60


def documents(corpora: Path, split: Split) -> Iterator[PredicateDocument]:
    """Yield the sentences of a part: those of `train` gathered into documents `train-1` and so on, each a paragraph.

    Raises:
        UsageError: The file is not there.
        UnreadableError: It is malformed.
    """
    if not (corpora / FILES[0]).is_file():
        raise UsageError(f"no corpus file at {corpora / FILES[0]}")
    number, text = 1, ""
    events: list[PartialEvent] = []
    for sentence in sentences(corpora, split):
        if len(text.split()) >= (_WORDS_TOGETHER if split == "train" else 1):
            yield PredicateDocument(name=f"{split}-{number}", corpus=CORPUS, text=text, partial=tuple(events))
            number, text, events = number + 1, "", []
        text += "\n\n" if text else ""
        events.extend(_event(sentence.text, verb).moved(len(text)) for verb in sentence.verbs)
        text += sentence.text
    if text:
        yield PredicateDocument(name=f"{split}-{number}", corpus=CORPUS, text=text, partial=tuple(events))


def _event(text: str, verb: PlacedVerb) -> PartialEvent:
    names = [match.span() for match in _NAME.finditer(text)]
    if verb.places:
        names = [name for name in names if not any(_near(text, name, place) for place in verb.places)]
        names = [name for name in names if not _may_be_a_place(text, name)]
    return PartialEvent(
        trigger=verb.verb,
        inside={"location": verb.places} if verb.places else {},
        outside={"location": tuple(sorted({verb.verb, *names}))},
    )


def _near(text: str, name: Interval, place: Interval) -> bool:
    """Return whether a name shares text with a place, or few words are between."""
    between = text[min(name[1], place[1]) : max(name[0], place[0])]
    return overlap(name, place) or len(between.split()) <= _PHRASE_WORDS


def _may_be_a_place(text: str, name: Interval) -> bool:
    """Return whether a preposition stands in or shortly before a name."""
    before = text[max(0, name[0] - _BEFORE_CHARS) : name[0]]
    first, _, rest = text[slice(*name)].partition(" ")
    return bool(_PREPOSITION.search(before) or (rest and _PREPOSITION.search(f"{first} ")))
