"""Scores of events on our own dev part with readings of known worth: gold, nothing, gold all taken as fact."""

import msgspec
import pytest
from benchmarks.event_baselines import (
    IDENTITY,
    all_as_fact,
    before_reading,
    first_numbers,
    nearest,
    read_by_words,
    trigger_words,
)
from benchmarks.score_events import CORPORA, cases_of, rows, scores_of
from training.corpus_files import load_split

from sayso.core.reading import Event, Reading
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.evaluation.happenings import EventCase
from sayso.evaluation.score import Score
from sayso.reading.event.labels import AUXILIARIES


def scored(change: object = None) -> dict[str, Score]:
    """Return the rows, by metric, where what is read is gold, or what `change` makes of it."""
    gold = {each.reading.report.id: each.reading for each in load_split("dev")}

    def read(report: Report) -> Reading:
        reading = gold[report.id]
        return change(reading) if callable(change) else reading

    return {row.metric: row for row in scores_of(cases_of(read))}


@pytest.fixture(scope="module")
def by_gold() -> dict[str, Score]:
    return scored()


def test_gold_itself_is_right_in_every_row_and_no_baseline_is(by_gold: dict[str, Score]) -> None:
    assert {row.figure for row in by_gold.values()} == {1.0}
    assert len(by_gold) == len(rows()) + 1  # no two rows have one name; calibration is none of `rows`
    assert all(row.n > 0 and row.corpus == CORPORA[0] for row in by_gold.values())
    sure = "calibration of types (1 - expected error)"
    baselines = {metric: row.baseline for metric, row in by_gold.items() if metric != sure}
    assert {metric for metric, figure in baselines.items() if figure is None} == set()
    nearly_all_are_of_the_event = {"scope accuracy of numbers, of events found"}
    high = {metric for metric, figure in baselines.items() if figure is not None and figure > 0.97}
    assert high == nearly_all_are_of_the_event


def test_finding_nothing_misses_everything_asserts_nothing_and_n_stays(by_gold: dict[str, Score]) -> None:
    nothing = scored(lambda reading: msgspec.structs.replace(reading, events=(), states=()))
    assert {metric: row.n for metric, row in nothing.items()} == {metric: row.n for metric, row in by_gold.items()}
    asserted = {metric for metric in nothing if metric.endswith("not wrongly asserted")}
    assert {nothing[metric].figure for metric in asserted} == {1.0}
    rest = {metric: row.figure for metric, row in nothing.items() if metric not in asserted}
    of_found = {metric for metric in rest if "of events found" in metric or "calibration" in metric}
    assert {rest[metric] for metric in of_found} == {None}
    assert {rest[metric] for metric in set(rest) - of_found} == {0.0}


def test_all_taken_as_fact_loses_just_what_is_no_fact(by_gold: dict[str, Score]) -> None:
    facts = scored(all_as_fact)
    lost = {metric for metric, row in facts.items() if row.figure is not None and row.figure < 1}
    assert {metric for metric in lost if "asserted" in metric} == {metric for metric in by_gold if "asserted" in metric}
    assert {facts[metric].figure for metric in lost if "asserted" in metric or metric.endswith("source")} == {0.0}
    assert lost >= {f"{kind} F1" for kind in AUXILIARIES} | {
        f"{kind} accuracy, of events found" for kind in AUXILIARIES
    }
    assert "event arguments F1, exact" not in lost
    for kind in AUXILIARIES:
        row = facts[f"{kind} accuracy, of events found"]
        assert row.figure == row.baseline


def test_scores_are_the_same_twice(by_gold: dict[str, Score]) -> None:
    again = scored()
    assert [(row.figure, row.baseline, row.n) for row in again.values()] == [
        (row.figure, row.baseline, row.n) for row in by_gold.values()
    ]


TEXT = "On 3 May 2024 rebels killed two guards in Karsk. The mayor spoke in Tolmen on 9 May 2024."


def test_the_coder_with_a_list_of_words() -> None:
    reading = read_by_words({"killed": "ASSAULT", "spoke": "CONSULT"}, before_reading(), Report.of_text(TEXT))
    killed, spoke = reading.events
    assert [(each.role, each.text) for each in killed.arguments] == [("recipient", "two guards")]
    assert [(each.role, each.text) for each in spoke.arguments] == [("actor", "The mayor"), ("recipient", "Tolmen")]
    assert killed.fatalities is not None
    assert (killed.fatalities.best, killed.injuries, spoke.fatalities) == (2, None, None)
    places = {each.id: each.text for each in reading.places}
    told = [
        (each.date.value, places[each.location.place])
        for each in reading.events
        if each.date and each.location and each.location.place
    ]
    assert told == [("2024-05-03", "Karsk"), ("2024-05-09", "Tolmen")]


def test_the_first_number_of_the_sentence_is_that_of_its_people() -> None:
    text = "In 3 raids rebels took 14 boys and wounded two guards. The mayor spoke."
    spans = {
        word: Span.of(text, text.index(word), text.index(word) + len(word)) for word in ("took", "wounded", "spoke")
    }
    took = Event(id="e1", type="ASSAULT", modes=("abduct",), trigger=spans["took"], confidence=1.0)
    hurt = Event(id="e2", type="ASSAULT", trigger=spans["wounded"], confidence=1.0)
    spoke = Event(id="e3", type="CONSULT", trigger=spans["spoke"], confidence=1.0)
    report = Report.of_text(text)
    reading = Reading(report=report, events=(took, hurt, spoke), reader=IDENTITY)
    found = first_numbers(reading, before_reading()(report).sentences)
    told = [{kind: count.best for kind, count in each.counts().items()} for each in found.events]
    assert told == [{"abducted": 3}, {"injuries": 3}, {}]


def test_words_are_triggers_more_often_than_not() -> None:
    reports = list(load_split("train"))[:40]
    words = trigger_words(reports)
    assert words["killed"] == "ASSAULT"
    assert "the" not in words


def test_nearest_changes_dates_and_places_alone() -> None:
    find = before_reading()
    report = next(each for each in load_split("dev") if each.reading.events)
    case = EventCase(document="d", gold=report.reading, found=report.reading)
    near = nearest(case.found, find(report.reading.report).sentences)

    def bare(event: Event) -> Event:
        arguments = tuple(each for each in event.arguments if each.role != "location")
        return msgspec.structs.replace(event, date=None, location=None, arguments=arguments)

    assert list(map(bare, near.events)) == list(map(bare, case.gold.events))
    assert all(isinstance(each.trigger, Span) for each in near.events)
