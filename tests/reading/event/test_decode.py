"""Events and states from the heads of the bundled model."""

import pytest

from sayso.core.report import Report
from sayso.reading.encoder.component import EncodedReport, encoded_report
from sayso.reading.event.decode import FoundHappening, found_happenings
from sayso.reading.reader import Reader, load_config

TEXT = (
    "Gunmen attacked the market of Tolmeni on Friday, killing nine traders, police said. The governor may visit the "
    "town. Its bakers, who have been short of flour for weeks, called for help, and a convoy set out at dawn."
)


@pytest.fixture(scope="module")
def encoded() -> EncodedReport:
    return encoded_report(Reader(load_config().only("sentences", "encoder")).find(Report.of_text(TEXT)), "test")


def confidence(encoded: EncodedReport, each: FoundHappening) -> float:
    return encoded.model.facts.happening.probability(each.scores)


@pytest.mark.parametrize("least", [0.3, 0.6, 0.9, 0.97])
def test_what_is_not_sure_enough_is_left_out_and_all_else_is_the_same(encoded: EncodedReport, least: float) -> None:
    everything = list(found_happenings(encoded, 0.05))
    assert len(everything) > 3
    kept = list(found_happenings(encoded, 0.05, least_confidence=least))
    assert kept == [each for each in everything if confidence(encoded, each) >= least]


def test_nothing_is_found_where_nothing_is_sure_enough(encoded: EncodedReport) -> None:
    assert list(found_happenings(encoded, 0.05, least_confidence=1.0)) == []
