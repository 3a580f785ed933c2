"""Weights of candidate places: that training finds what tells right from wrong, the same each time, and keeps signs."""

import pytest
from training.place_weights import NEVER_NEGATIVE, NEVER_POSITIVE, SET, Case, fit, train

from sayso.gazetteer.place import GazetteerPlace
from sayso.reading.place.candidates import Candidate
from sayso.reading.place.resolving import Sense
from sayso.reading.place.tables import weights


def place(identifier: int, population: int) -> GazetteerPlace:
    return GazetteerPlace(
        id=identifier, geonames_id=identifier, name="Orma", kind="city", country="SL", admin1_code=None,
        admin1_name=None, latitude_deg=10.0, longitude_deg=20.0, population=population, feature_code="PPL",
        alternate_names=0,
    )  # fmt: skip


def sense(*rows: dict[str, float]) -> Sense:
    candidates = tuple(Candidate(place(number, 10_000), row) for number, row in enumerate(rows, 1))
    return Sense((*candidates, Candidate(None, {"none": 1.0})), name="orma")


def documents() -> list[tuple[list[Sense], list[Case]]]:
    found = []
    for number in range(12):
        one = sense({"population": 2.0, "capital": float(number % 2)}, {"population": 0.5})
        one.features = [candidate.features for candidate in one.candidates]
        found.append(([one], [Case(one, [True, False, False], 1.0)]))
    return found


def test_what_tells_right_from_wrong_gets_weight() -> None:
    found = fit([case for _, cases in documents() for case in cases], {})
    assert found["population"] > 0.5
    assert found["population"] * 2.0 > found["population"] * 0.5 + found.get("none", 0.0)


def test_signs_and_set_weights_are_kept() -> None:
    upside_down = []
    for senses, _ in documents():
        row = {"population": 2.0, "feature_differs": 0.0}
        one = sense(row, {"population": 0.5, "feature_differs": 1.0})
        one.features = [candidate.features for candidate in one.candidates]
        upside_down.append(Case(one, [False, True, False], 1.0))
        assert senses
    found = fit(upside_down, {})
    assert found["population"] == 0.0
    assert found["feature_differs"] == 0.0
    assert all(found[name] == value for name, value in SET.items())


def test_training_gives_both_stages_and_the_same_each_time() -> None:
    first, second = train(documents()), train(documents())
    assert set(first) == {"alone", "together"}
    assert first == second


@pytest.mark.parametrize("stage", ["alone", "together"])
def test_the_weights_of_the_reader_keep_the_rules_of_training(stage: str) -> None:
    found = weights()[stage]
    assert all(found[name] == value for name, value in SET.items())
    assert all(found.get(name, 0.0) >= 0 for name in NEVER_NEGATIVE)
    assert all(found.get(name, 0.0) <= 0 for name in NEVER_POSITIVE)
