"""Scores of events and states on our own dev part, and on the dev part of the public articles that we have annotated.

    python -m benchmarks.score_events [--reader FILE] [--corpora FOLDER]

What is counted is said in `sayso.evaluation.happenings`, `event_arguments`, `event_facts` and `event_calibration`. n is
the number of annotated items, found or not; rows "of events found" are shares of those with a matched trigger. The
trivial baselines are in `event_baselines`: a list of words; for dates and places of events found, the nearest in the
sentence; for numbers of people, the first number there; for what is no plain fact, the same events all taken as fact.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Literal, get_args

import msgspec
from benchmarks.event_baselines import all_as_fact, before_reading, first_numbers, nearest, read_by_words, trigger_words
from benchmarks.scores_printed import line_of, percent
from training.corpus_files import CORPUS, find_files, load_split
from training.data import marked
from training.notation import AnnotatedReport

from sayso.core.reading import CountKind, EventType, Reading, Role, StateType
from sayso.core.report import Report
from sayso.evaluation import event_arguments, event_facts, happenings
from sayso.evaluation.bootstrap import interval
from sayso.evaluation.event_calibration import calibration, calibration_error, type_table
from sayso.evaluation.event_facts import DOUBTS
from sayso.evaluation.happenings import EventCase, EventMetric
from sayso.evaluation.score import Score, f1
from sayso.reading.event.labels import AUXILIARIES
from sayso.reading.reader import Reader, load_config

CORPORA = ("own dev events", "news dev events")
"""What is scored here, by name: our own reports; public articles with our marks (`training/marks`)."""
Read = Callable[[Report], Reading]
Baseline = Literal["words", "nearest", "fact", "number"]
BASELINES: dict[Baseline, str] = {
    "words": "words that are triggers more often than not, with the phrases around them",
    "nearest": "the same events, nearest date and place in the sentence",
    "fact": "the same events, all taken as fact",
    "number": "the same events, first number in the sentence, all of it of the event",
}
"""What each trivial baseline does."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table.

    Attributes:
        metric: Its name.
        count: What is counted.
        baseline: What it is held against.
        gold: What counts the annotated items, where `count` counts only those of events found.
    """

    metric: str
    count: EventMetric
    baseline: Baseline = "words"
    gold: EventMetric | None = None


def rows() -> list[Row]:
    """Return what is scored, in the order of the table."""
    return [*_event_rows(), *_argument_rows(), *_fact_rows(), *_number_rows(), *_circumstance_rows(), *_state_rows()]


def _event_rows() -> list[Row]:
    kinds: tuple[EventType, ...] = get_args(EventType)
    return [
        Row(metric="event triggers F1, exact", count=happenings.triggers_exact),
        Row(metric="event triggers F1", count=happenings.triggers),
        Row(metric="event types F1", count=happenings.types),
        Row(metric="event types and modes F1", count=happenings.modes),
        *(Row(metric=f"{kind} F1", count=happenings.of_type(kind)) for kind in kinds),
    ]


def _argument_rows() -> list[Row]:
    exact, head = event_arguments.exact, event_arguments.same_head
    roles: tuple[Role, ...] = get_args(Role)
    return [
        Row(metric="event arguments F1, exact", count=event_arguments.arguments(exact)),
        Row(metric="event arguments F1, head", count=event_arguments.arguments(head)),
        Row(metric="event arguments F1, half", count=event_arguments.arguments(event_arguments.half)),
        *(
            Row(metric=f"{role} F1, {name}", count=event_arguments.arguments(near, role))
            for role in roles
            for name, near in (("exact", exact), ("head", head))
        ),
    ]


def _fact_rows() -> list[Row]:
    asserted = event_facts.not_wrongly_asserted
    return [
        *(
            Row(metric=f"{kind}: not wrongly asserted", count=asserted(doubt), baseline="fact")
            for kind, doubt in DOUBTS.items()
        ),
        *(
            Row(
                metric=f"{kind}: not wrongly asserted, of events found",
                count=asserted(doubt, is_found=True), baseline="fact", gold=asserted(doubt),
            )
            for kind, doubt in list(DOUBTS.items())[:1]
        ),
        *(Row(metric=f"{kind} F1", count=event_facts.auxiliary(kind), baseline="fact") for kind in AUXILIARIES),
        *(
            Row(
                metric=f"{kind} accuracy, of events found",
                count=event_facts.auxiliary_accuracy(kind), baseline="fact", gold=happenings.triggers,
            )
            for kind in AUXILIARIES
        ),
        Row(metric="events in somebody's voice F1, right source", count=event_facts.voices_told, baseline="fact"),
        Row(
            metric="voice accuracy, of events found",
            count=event_facts.voice_accuracy, baseline="fact", gold=happenings.triggers,
        ),
    ]  # fmt: skip


def _number_rows() -> list[Row]:
    kinds: tuple[CountKind, ...] = get_args(CountKind)
    named = [
        ("casualties", "casualty", event_facts.casualties(*kinds[:2]), event_facts.casualty_accuracy(*kinds[:2])),
        *((kind, kind, event_facts.casualties(kind), event_facts.casualty_accuracy(kind)) for kind in kinds),
    ]
    return [
        *(Row(metric=f"{name} F1, same range", count=count, baseline="number") for name, _, count, _ in named),
        *(
            Row(metric=f"{name} accuracy, same range, of events found", count=right, baseline="number", gold=count)
            for _, name, count, right in named
        ),
        Row(metric="numbers of a part or a total F1", count=event_facts.scopes, baseline="number"),
        Row(
            metric="scope accuracy of numbers, of events found",
            count=event_facts.scope_accuracy, baseline="number", gold=event_facts.casualties(*kinds),
        ),
    ]  # fmt: skip


def _circumstance_rows() -> list[Row]:
    return [
        Row(metric="event dates F1", count=event_facts.dates, baseline="nearest"),
        Row(
            metric="event date accuracy, of events found",
            count=event_facts.date_accuracy, baseline="nearest", gold=happenings.triggers,
        ),
        Row(metric="event locations F1", count=event_facts.locations, baseline="nearest"),
        Row(
            metric="event location accuracy, of events found",
            count=event_facts.location_accuracy, baseline="nearest", gold=happenings.triggers,
        ),
    ]  # fmt: skip


def _state_rows() -> list[Row]:
    kinds: tuple[StateType, ...] = get_args(StateType)
    return [
        Row(metric="states F1", count=happenings.states),
        *(Row(metric=f"{kind} F1", count=happenings.states_of_type(kind)) for kind in kinds),
        Row(metric="state holders F1, half", count=happenings.state_parts("holder")),
        Row(metric="state objects F1, half", count=happenings.state_parts("object")),
        Row(metric="states with holder and object F1", count=happenings.states_whole),
    ]


def news_rows() -> list[Row]:
    """Return what is scored on public articles, in which times, places and voices are not annotated."""
    kinds: tuple[CountKind, ...] = get_args(CountKind)
    roles: tuple[Role, ...] = ("actor", "recipient", "instrument", "casualty")
    named = {row.metric: row for row in rows()}
    wanted = [
        *(f"event {name}" for name in ("triggers F1, exact", "triggers F1", "types F1", "types and modes F1")),
        *(f"{kind} F1" for kind in get_args(EventType)),
        "event arguments F1, exact", "event arguments F1, head",
        *(f"{role} F1, head" for role in roles),
        *(f"{kind} F1" for kind in AUXILIARIES),
        *(f"{kind} accuracy, of events found" for kind in AUXILIARIES),
        *(f"{name} F1, same range" for name in ("casualties", *kinds[:2])),
        "states F1",
    ]  # fmt: skip
    return [named[metric] for metric in wanted]


def scores(corpora: Path, read: Read | None = None) -> list[Score]:
    """Return the scores of events; the bundled reader reads where none is given."""
    read = read or Reader(load_config()).read
    return [*scores_of(cases_of(read)), *news_scores_of(news_cases_of(corpora, read))]


def cases_of(read: Read) -> list[EventCase]:
    """Return the documents of our own dev part of which all events are annotated, as they are read."""
    return [_case(report, read) for report in load_split("dev") if "events" in report.layers]


def news_cases_of(corpora: Path, read: Read) -> list[EventCase]:
    """Return the public articles of which all events are annotated, as they are read."""
    return [_case(report, read) for report in marked.documents(corpora, "dev") if "events" in report.layers]


def scores_of(cases: Sequence[EventCase]) -> list[Score]:
    """Return the scores of documents of our own dev part that were read."""
    return _scores(CORPORA[0], CORPUS, find_files([CORPUS / "dev"]), rows(), cases)


def news_scores_of(cases: Sequence[EventCase]) -> list[Score]:
    """Return the scores of public articles that were read, of what there is in them."""
    paths = sorted((marked.MARKS / "dev").glob("*.marks"))
    return [score for score in _scores(CORPORA[1], marked.MARKS, paths, news_rows(), cases) if score.n]


def _scores(
    corpus: str, folder: Path, paths: Sequence[Path], table: Sequence[Row], cases: Sequence[EventCase]
) -> list[Score]:
    files = tuple(path.relative_to(folder).as_posix() for path in paths)
    trivial = _baselines(cases)
    gold = sum(len(case.gold.events) for case in cases)
    found = [
        Score(
            corpus=corpus, files=files, folder=folder, metric=row.metric,
            n=sum((row.gold or row.count)(case).gold for case in cases), counts=tuple(map(row.count, cases)),
            baseline=f1(map(row.count, trivial[row.baseline])), baseline_name=BASELINES[row.baseline],
        )
        for row in table
    ]  # fmt: skip
    tables = tuple(map(type_table, cases))
    calibrated = Score(
        corpus=corpus, files=files, folder=folder, metric="calibration of types (1 - expected error)", n=gold,
        tables=tables, agreement=calibration, baseline=calibration(map(type_table, map(_sure, cases))),
        baseline_name="always sure",
    )  # fmt: skip
    return [*found, calibrated]


def _baselines(cases: Sequence[EventCase]) -> dict[Baseline, list[EventCase]]:
    find = before_reading()
    by_words = partial(read_by_words, trigger_words(load_split("train")), find)

    def changed(change: Callable[[EventCase], Reading]) -> list[EventCase]:
        return [msgspec.structs.replace(case, found=change(case)) for case in cases]

    return {
        "words": changed(lambda case: by_words(case.gold.report)),
        "nearest": changed(lambda case: nearest(case.found, find(case.gold.report).sentences)),
        "fact": changed(lambda case: all_as_fact(case.found)),
        "number": changed(lambda case: first_numbers(case.found, find(case.gold.report).sentences)),
    }


def _sure(case: EventCase) -> EventCase:
    events = tuple(msgspec.structs.replace(each, confidence=1.0) for each in case.found.events)
    return msgspec.structs.replace(case, found=msgspec.structs.replace(case.found, events=events))


def _case(report: AnnotatedReport, read: Read) -> EventCase:
    return EventCase(document=report.header.id, gold=report.reading, found=read(report.reading.report))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables, what is wrongly asserted, and how fast it was read."""
    parser = argparse.ArgumentParser(description="Scores of events and states.")
    parser.add_argument("--corpora", type=Path, default=os.environ.get("SAYSO_CORPORA"), help="default: SAYSO_CORPORA")
    parser.add_argument("--reader", type=Path, help="configuration of the reader; default: the bundled one")
    options = parser.parse_args(arguments)
    reader = Reader(load_config(options.reader))
    begun = time.perf_counter()
    cases = cases_of(reader.read)
    seconds = time.perf_counter() - begun
    words = sum(len(case.gold.report.text.split()) for case in cases)
    for row in scores_of(cases):
        print(line_of(row))
    _print_wrongly_asserted(cases)
    print(f"calibration error of types: {percent(calibration_error(map(type_table, cases)))}")
    print(f"{words} words read in {seconds:.1f} s: {words / seconds:.0f} words a second")
    if options.corpora is None:
        print(f"{CORPORA[1]}: skipped: SAYSO_CORPORA is not set")
    else:
        for row in news_scores_of(news_cases_of(options.corpora, reader.read)):
            print(line_of(row))
    return 0


def _print_wrongly_asserted(cases: Iterable[EventCase]) -> None:
    """Print which share of the events of each kind is shown as plain fact in the outlet's voice."""
    print("wrongly asserted as plain fact (of all annotated; of those whose trigger was found):")
    for kind, doubt in DOUBTS.items():
        shares = []
        for is_found in (False, True):
            counted = [event_facts.not_wrongly_asserted(doubt, is_found=is_found)(case) for case in cases]
            right, bounds = f1(counted), interval(counted)
            n = sum(each.gold for each in counted)
            between = f" [{percent(1 - bounds[1])}–{percent(1 - bounds[0])}]" if bounds else ""
            shares.append(f"{percent(None if right is None else 1 - right)}{between} n {n}")
        print(f"  {kind:20} {'; '.join(shares)}")


if __name__ == "__main__":
    sys.exit(main())
