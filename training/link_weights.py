"""Train what each feature of two tellings is worth for linking them: `sayso/reading/event/links.toml`.

    python -m training.link_weights --out src/sayso/reading/event/links.toml

Logistic regression with a ridge penalty over all pairs of tellings of one type in the train part of our corpus.
Entities, places and dates are taken as the stages before events give them, not as they are annotated: only names are
linked, a place or date is known where the event's own words tell it. Dev is for scoring alone
(`benchmarks.score_links`). The same corpus and code make the same file.

Source: Hosmer & Lemeshow 2000, Applied logistic regression (fitting by Newton's method).
"""

import argparse
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import numpy as np

from sayso.core.names import name_key
from sayso.core.reading import Event, EventDate, EventLocation, Place, Reading, Timex
from sayso.core.span import Span
from sayso.reading.event.likeness import Features, Telling, likeness, tellings
from sayso.reading.reader import Reader, load_config
from sayso.reading.time import date_of_event, granularity_of
from training.corpus_files import CORPUS, find_files, load_split
from training.notation import AnnotatedReport

_PENALTY = 2.0
_ROUNDS = 30
Pair = tuple[Features, bool]


def annotated_tellings(reports: Iterable[AnnotatedReport]) -> list[tuple[AnnotatedReport, tuple[Telling, ...]]]:
    """Return the annotated tellings of each report with complete events, as the stages before would have them."""
    sentences = Reader(load_config().only("sentences"))
    return [
        (report, _of(report.reading, sentences.find(report.reading.report).sentences))
        for report in reports
        if "events" in report.layers
    ]


def _of(reading: Reading, sentences: Sequence[Span]) -> tuple[Telling, ...]:
    entities = {
        (each.start, each.end): str(name_key(each.text).words) if each.form == "name" else f"{each.start}"
        for entity in reading.entities
        for each in entity.mentions
    }
    events = [
        msgspec.structs.replace(
            event,
            arguments=tuple(
                msgspec.structs.replace(each, entity=entities.get((each.start, each.end))) for each in event.arguments
            ),
            location=_location(reading, event),
            date=_date(reading, event, sentences),
        )
        for event in sorted(reading.events, key=lambda event: (event.trigger, event.id))
    ]
    return tellings(reading.report.text, events, sentences, reading.places)


def _location(reading: Reading, event: Event) -> EventLocation | None:
    place = _told(reading.places, event, "location")
    return EventLocation(place=place.id, status=place.status) if isinstance(place, Place) else None


def _date(reading: Reading, event: Event, sentences: Sequence[Span]) -> EventDate | None:
    time = _told(reading.times, event, "date")
    sentence = next((each for each in sentences if each.covers(event.trigger)), None)
    if sentence is None:
        return None
    given = (time,) if isinstance(time, Timex) else reading.times
    date = date_of_event(reading.report.text, event.trigger, sentence, given, reading.attributions).date
    granularity = granularity_of(time.value) if isinstance(time, Timex) and date.value is None else None
    if isinstance(time, Timex) and granularity is not None:
        return EventDate(value=time.value, granularity=granularity, status="inferred", time=time.id)
    return date


def _told(values: Sequence[Place | Timex], event: Event, role: str) -> Place | Timex | None:
    """Return the longest of `values` in the first argument of this role that has one."""
    for argument in event.arguments:
        inside = [each for each in values if argument.role == role and each.overlaps(argument)]
        if inside:
            return max(inside, key=lambda each: each.end - each.start)
    return None


def pairs(report: AnnotatedReport, told: Sequence[Telling]) -> list[Pair]:
    """Return the features of each two tellings of one type, and whether they are annotated as one event."""
    event_of = {key: number for number, cluster in enumerate(report.same_events) for key in cluster}
    return [
        (likeness(one, other), event_of.get(one.event.id, -1) == event_of.get(other.event.id, -2))
        for place, other in enumerate(told)
        for one in told[:place]
        if one.event.type == other.event.type
    ]


def fit(rows: Sequence[Pair]) -> dict[str, float]:
    """Return the weights of the features, in log-odds, rounded."""
    names = sorted({name for features, _ in rows for name in features})
    column = {name: number for number, name in enumerate(names)}
    values = np.zeros((len(rows), len(names)))
    for number, (features, _) in enumerate(rows):
        for name, value in features.items():
            values[number, column[name]] = value
    right = np.array([float(is_same) for _, is_same in rows])
    weights = np.zeros(len(names))
    for _ in range(_ROUNDS):
        shares = 1 / (1 + np.exp(-values @ weights))
        slope = values.T @ (shares - right) + _PENALTY * weights
        bend = (values * (shares * (1 - shares))[:, None]).T @ values + _PENALTY * np.eye(len(names))
        weights = weights - np.linalg.solve(bend, slope)
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m training.link_weights", description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the table to write")
    options = parser.parse_args(arguments)
    known = annotated_tellings(load_split("train"))
    rows = [pair for report, told in known for pair in pairs(report, told)]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in find_files([CORPUS / "train"]))).hexdigest()
    head = (
        "What each feature of two tellings says for their being one event, in log-odds (logistic regression).\n"
        "Made by `python -m training.link_weights`, which says how; not to be changed by hand. Features: likeness.py.\n"
        f"{len(rows)} pairs, {sum(is_same for _, is_same in rows)} of one event, of {len(known)} reports of the train\n"
        f"part of the corpus; SHA-256 of its files {digest[:16]}...\n"
    )
    table = "".join(f'"{name}" = {weight}\n' for name, weight in fit(rows).items())
    options.out.write_text("".join(f"# {line}\n" for line in head.splitlines()) + "\n" + table, encoding="utf-8")


if __name__ == "__main__":
    main()
