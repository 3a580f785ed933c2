"""What is learned of where and when events were, on made-up choices and on annotated reports."""

import math
from itertools import islice

import pytest
from training.choice_weights import Choice, fit
from training.circumstance_weights import UNREAD, Circumstance, annotated_choices, read_choices
from training.corpus_files import load_split

from sayso.core.reading import Findings
from sayso.reading.event.choosing import probabilities
from sayso.reading.reader import Reader, load_config


def test_what_speaks_for_a_choice_is_learned() -> None:
    told = Choice(rows=[{"none": 1.0}, {"beside": 1.0}, {"beside": 1.0, "told": 1.0}], right=2)
    nothing = Choice(rows=[{"none": 1.0}, {"far": 1.0}], right=0)
    weights = fit([told, nothing] * 40, 1.0)
    assert weights["told"] > 0 > weights["far"]
    assert probabilities(told.rows, weights)[2] > 0.8
    assert weights == fit([nothing, told] * 40, 1.0)


def test_no_weights_near_by_are_better() -> None:
    choices = [
        Choice(rows=[{"none": 1.0, f"none, {number % 3}": 1.0}, {"told": 1.0, "far": float(number)}], right=number % 2)
        for number in range(9)
    ]
    penalty = 0.5
    weights = fit(choices, penalty)

    def loss(changed: dict[str, float]) -> float:
        likely = (probabilities(each.rows, changed)[each.right] for each in choices)
        return penalty / 2 * sum(weight**2 for weight in changed.values()) - sum(map(math.log, likely))

    for name, weight in weights.items():
        for other in (weight - 0.1, weight + 0.1):
            assert loss({**weights, name: other}) > loss(weights)


@pytest.mark.parametrize("what", ["where", "when"])
def test_what_is_right_can_be_chosen_in_annotated_reports(what: Circumstance) -> None:
    sentences = Reader(load_config().only("sentences"))
    for report in islice((each for each in load_split("train") if "events" in each.layers), 5):
        choices = annotated_choices(report, sentences.find(report.reading.report), what)
        assert len(choices) >= 0.8 * len(report.reading.events)
        assert any(each.right for each in choices)
        assert all(each.rows[0]["none"] == 1.0 for each in choices)
        assert choices == annotated_choices(report, sentences.find(report.reading.report), what)


def test_a_report_in_which_no_event_was_found_has_no_choice() -> None:
    report = next(each for each in load_split("train") if "events" in each.layers)
    assert read_choices(report, Findings(), "where") == []


def test_reports_named_as_unread_are_there() -> None:
    unread = UNREAD.read_text(encoding="utf-8").split()
    assert len(unread) == len(set(unread)) > 10
    assert set(unread) <= {each.header.id for each in load_split("train")}
