"""Scores of where events happened, on held-out sentences of Halterman's event_location.

    python -m benchmarks.score_event_places [--reader FILE]

Which sentences, and what is counted, is in `sayso.evaluation.event_places`. *As read* is what a record would have: the
place of the event whose trigger is the verb, else the words of its location; a verb that is no event of ours has none,
and rows *of events found* leave such verbs out. *Given the verb* is the task of the paper: the model is asked where
what the verb tells of took place, event or not. Where the model has learned the roles of any verb, it is asked by these
too. The corpus marks names of places alone: of a phrase that was told (*a village near Idlib*) the names in it count;
where it has none that was read, the phrase itself, if a word in it has a capital, else nothing (*a market*).

The trivial baseline takes the name of a place that is nearest to the verb in the sentence, of those that the reader
found, and takes it always.

The published figures are on other sentences, and of a model that was trained on the rest of these. So may ours be: see
`training/README.md`.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec
from benchmarks.asked_parts import asked_parts
from benchmarks.scores_printed import print_scores

from sayso.core.errors import ReadingError
from sayso.core.reading import Event, Findings, Reading
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.evaluation.event_facts import place_of
from sayso.evaluation.event_places import (
    FILES,
    PlacedSentence,
    count_spans,
    count_verbs,
    count_words,
    sentences,
)
from sayso.evaluation.overlaps import Interval
from sayso.evaluation.score import DocumentCounts, Score, f1
from sayso.reading.encoder.component import encoded_report
from sayso.reading.event.labels import PARTS, ROLES_OF_ANY_VERB
from sayso.reading.reader import Reader, load_config

CORPORA = ("event_location, held-out fifth",)
"""What is scored here, by name."""
Told = list[list[Interval]]
"""Of each verb of a sentence, spans of what was told of where."""
Counter = Callable[[PlacedSentence, Told], DocumentCounts]
BASELINE = "name of a place nearest to the verb"
METRICS: tuple[tuple[str, Counter], ...] = (
    ("exact F1", partial(count_spans, is_exact=True)),
    ("overlap F1", count_spans),
    ("words F1", count_words),
    ("accuracy of verbs", count_verbs),
)
PUBLISHED = {
    "given the verb: words F1": "precision and recall over 83 by words, on other sentences (Halterman 2019)",
}


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """What was told of the verbs of one sentence.

    Attributes:
        read: As a record would have it.
        events: Indices of the verbs that are triggers of events.
        given: By the parts of events, asked of the verb.
        any_verb: By the roles of any verb; null from a model that has not learned them.
        nearest: By the baseline.
    """

    read: Told
    events: tuple[int, ...]
    given: Told
    any_verb: Told | None
    nearest: Told


def scores(corpora: Path, read: Reader | None = None) -> list[Score]:
    """Return the scores of where events happened; the bundled reader reads where none is given.

    Raises:
        UnreadableError: The corpus is not there, or malformed.
    """
    own, reader = sentences(corpora), read or Reader(load_config())
    return scores_of(own, [answers_of(reader, sentence) for sentence in own])


def answers_of(reader: Reader, sentence: PlacedSentence) -> Answers:
    """Return what a reader tells of the verbs of a sentence."""
    found = reader.find(Report.of_text(sentence.text))
    reading = Reading(
        report=Report.of_text(sentence.text), reader=reader.identity, **{name: getattr(found, name) for name in _READ}
    )
    verbs = [Span.of(sentence.text, *each.verb) for each in sentence.verbs]
    events = [next((each for each in found.events if each.trigger.overlaps(verb)), None) for verb in verbs]
    report, spans = encoded_report(found, "places of events"), [each.verb for each in sentence.verbs]
    given = asked_parts(report, spans, PARTS, report.model.parts)
    try:
        roles = asked_parts(report, spans, ROLES_OF_ANY_VERB, report.model.roles_of_any_verb)
    except ReadingError:  # not trained for them: where the head itself fails, it has failed above
        roles = None
    names, text = _names(found), sentence.text
    return Answers(
        read=[_narrowed(text, _told(event, reading), names) for event in events],
        events=tuple(index for index, event in enumerate(events) if event is not None),
        given=[_narrowed(text, each.get("location", []), names) for each in given],
        any_verb=None if roles is None else [_narrowed(text, each.get("where", []), names) for each in roles],
        nearest=[_nearest(names, verb) for verb in verbs],
    )


_READ = tuple(name for name in Findings.values() if name != "sentences")


def _told(event: Event | None, reading: Reading) -> Iterator[Interval]:
    """Yield the words for where an event was: those of its place, else all its arguments of that role."""
    if event is None:
        return
    if event.location is not None and event.location.place is not None:
        place = place_of(event, reading)
        yield from [] if place is None else [(place.start, place.end)]
    else:
        yield from ((each.start, each.end) for each in event.arguments if each.role == "location")


def _names(found: Findings) -> list[Span]:
    """Return the names of places: those read, or, where no places are read, mentions of them by name."""
    mentions = (mention for entity in found.entities if entity.type == "place" for mention in entity.mentions)
    named = [each for each in found.places if each.form == "name"]
    return [*named] if found.places else [each for each in mentions if each.form == "name"]


def _narrowed(text: str, spans: Iterable[Interval], names: Sequence[Span]) -> list[Interval]:
    """Return spans, each that holds names of places as these; without those of which no word has a capital.

    Args:
        text: The sentence.
        spans: Of it.
        names: Of places.
    """
    found: list[Interval] = []
    for start, end in spans:
        inside = [(each.start, each.end) for each in names if start <= each.start and each.end <= end]
        found += inside or ([(start, end)] if any(letter.isupper() for letter in text[start:end]) else [])
    return list(dict.fromkeys(found))


def _nearest(names: Sequence[Span], verb: Span) -> list[Interval]:
    near = sorted(names, key=lambda each: (max(each.start - verb.end, verb.start - each.end), each.start))
    return [(each.start, each.end) for each in near[:1]]


def scores_of(own: Sequence[PlacedSentence], answers: Sequence[Answers]) -> list[Score]:
    """Return the scores of what was told of the verbs of each sentence."""
    nearest = [each.nearest for each in answers]
    sources: list[tuple[str, list[Told]]] = [
        ("as read", [each.read for each in answers]),
        ("given the verb", [each.given for each in answers]),
    ]
    any_verb = [each.any_verb for each in answers if each.any_verb is not None]
    if len(any_verb) == len(own):
        sources.append(("given the verb, roles of any verb", any_verb))
    rows = [
        _score(f"{source}: {metric}", counter, own, told, nearest)
        for source, told in sources
        for metric, counter in METRICS
    ]
    among = dict(zip(map(id, own), (each.events for each in answers), strict=True))
    return [
        *rows,
        _score("as read: accuracy of verbs, of events found", partial(_of_events, among), own, sources[0][1], nearest),
    ]


def _of_events(among: dict[int, tuple[int, ...]], sentence: PlacedSentence, told: Told) -> DocumentCounts:
    return count_verbs(sentence, told, among[id(sentence)])


def _score(
    metric: str, counter: Counter, own: Sequence[PlacedSentence], told: Sequence[Told], nearest: Sequence[Told]
) -> Score:
    verbs = sum(len(sentence.verbs) for sentence in own)
    counts = tuple(map(counter, own, told))
    return Score(
        corpus=CORPORA[0], files=FILES, metric=metric, counts=counts,
        n=verbs if "accuracy" in metric else sum(each.gold for each in counts),
        baseline=f1(map(counter, own, nearest)), baseline_name=BASELINE, reference=PUBLISHED.get(metric),
    )  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row for each score and return the exit code."""
    return print_scores(arguments, __doc__, lambda corpora, config: scores(corpora, Reader(config)))


if __name__ == "__main__":
    sys.exit(main())
