"""What is learned about tellings of one event, on a small corpus and on made-up pairs."""

import tomllib
from pathlib import Path

import pytest
from training.corpus_files import load_split
from training.link_weights import annotated_tellings, fit, pairs

from sayso.reading.event.linking import probability, weights
from training import link_weights


def test_what_speaks_for_one_event_is_learned() -> None:
    rows = [({"always": 1.0, "same word": 1.0}, True), ({"always": 1.0, "place differs": 1.0}, False)] * 40
    rows += [({"always": 1.0}, False)] * 10
    learned = fit(rows)
    assert learned["same word"] > 0 > learned["place differs"]
    assert probability({"always": 1.0, "same word": 1.0}, learned) > 0.8
    assert probability({"always": 1.0, "place differs": 1.0}, learned) < 0.1
    assert learned == fit(list(reversed(rows)))


def test_pairs_are_of_one_type_and_know_the_annotation() -> None:
    found = 0
    for report, told in annotated_tellings(load_split("dev")):
        ids = [each.event.id for each in told]
        assert sorted(ids) == sorted(each.id for each in report.reading.events)
        linked = {key for cluster in report.same_events for key in cluster}
        right = sum(is_same for _, is_same in pairs(report, told))
        found += right
        assert right == 0 or linked
    assert found > 100


def test_places_and_dates_are_those_that_the_words_tell() -> None:
    for report, told in annotated_tellings(load_split("dev")):
        texts = {place.id: place for place in report.reading.places}
        for each in told:
            location = each.event.location
            if location is not None:
                spans = [argument for argument in each.event.arguments if argument.role == "location"]
                assert any(texts[location.place or ""].overlaps(span) for span in spans)


@pytest.mark.timeout(60)
def test_the_table_is_written(tmp_path: Path) -> None:
    path = tmp_path / "links.toml"
    link_weights.main(["--out", str(path)])
    assert path.read_text(encoding="utf-8").startswith("# What each feature of two tellings says")
    assert tomllib.loads(path.read_text(encoding="utf-8")).keys() == weights().keys()
