"""From shares to decisions: what settles a place, what points to it, and what is said where nothing does."""

import pytest

from sayso.gazetteer.place import GazetteerPlace, PlaceKind
from sayso.reading.place.candidates import Candidate
from sayso.reading.place.deciding import Decision, decide
from sayso.reading.place.resolving import Sense
from sayso.reading.place.toponym import toponym_at


def place(
    identifier: int, name: str, kind: PlaceKind, country: str, population: int, admin1: str | None = None
) -> GazetteerPlace:
    return GazetteerPlace(
        id=identifier, geonames_id=identifier, name=name, kind=kind, country=country, admin1_code=admin1,
        admin1_name=admin1, latitude_deg=float(identifier), longitude_deg=0.0, population=population,
        feature_code="PPL", alternate_names=0,
    )  # fmt: skip


SARLAND = place(1, "Sarland", "country", "SL", 9_000_000)
NORAI = place(60, "Norai", "country", "NO", 5_000_000)
ORMA = place(2, "Orma", "city", "SL", 200_000, "01")
FAR_ORMA = place(61, "Orma", "city", "NO", 90_000, "05")
HAMLET = place(3, "Khasht", "city", "SL", 800, "02")
ONLY = "the one place of that name in the gazetteer"
BEL = place(4, "Bel", "city", "SL", 40_000, "03")
AROUND_BEL = place(5, "Bel", "admin1", "SL", 300_000, "03")


def sense(*shares: tuple[GazetteerPlace, float]) -> Sense:
    candidates = tuple(Candidate(each, {}) for each, _ in shares)
    made = Sense(candidates, name=shares[0][0].name.lower())
    made.shares, made.features = [share for _, share in shares], [{} for _ in shares]
    return made


def decided(*senses: Sense) -> list[Decision]:
    toponyms = [toponym_at(each.name.title(), 0, len(each.name)) for each in senses]
    return decide(senses, toponyms, 0.2)


@pytest.mark.parametrize(
    ("others", "status", "reason"),
    [
        ((), "stated", None),
        ((SARLAND,), "stated", None),
        ((NORAI,), "assumed", f"{ONLY}; nothing in the report speaks of places in SL"),
    ],
)  # fmt: skip
def test_the_one_town_of_a_name(others: tuple[GazetteerPlace, ...], status: str, reason: str | None) -> None:
    first, *_ = decided(sense((ORMA, 1.0)), *(sense((other, 1.0)) for other in others))
    assert (first.place, first.status, first.reason) == (ORMA, status, reason)


@pytest.mark.parametrize(
    ("other", "status", "placed"), [(SARLAND, "inferred", True), (NORAI, "unresolved", False)],
)  # fmt: skip
def test_a_hamlet_is_taken_only_where_the_report_points_to_its_country(
    other: GazetteerPlace, status: str, placed: bool
) -> None:
    first, _ = decided(sense((HAMLET, 1.0)), sense((other, 1.0)))
    assert (first.status, first.place is not None) == (status, placed)
    assert first.reason


def test_of_several_the_largest_is_assumed_and_said_so() -> None:
    (only,) = decided(sense((ORMA, 0.7), (FAR_ORMA, 0.3)))
    assert (only.status, only.reason) == (
        "assumed", "the largest of two places of that name; nothing in the report tells them apart",
    )  # fmt: skip


def test_what_points_to_a_country_is_passed_on_but_never_begun_by_what_is_open() -> None:
    open_ones = (sense((ORMA, 0.7), (FAR_ORMA, 0.3)), sense((HAMLET, 0.6), (place(62, "Khasht", "city", "NO", 9), 0.4)))
    assert {each.status for each in decided(*open_ones)} <= {"assumed", "unresolved"}
    assert [each.status for each in decided(*open_ones, sense((SARLAND, 1.0)))] == ["inferred", "inferred", "stated"]


@pytest.mark.parametrize(("town", "division", "status"), [(0.6, 0.4, "assumed"), (0.9, 0.1, "stated")])
def test_a_town_about_as_likely_as_its_division_says_so(town: float, division: float, status: str) -> None:
    (only,) = decided(sense((BEL, town), (AROUND_BEL, division)))
    assert (only.place, only.status) == (BEL, status)
    assert (only.reason is None) == (status == "stated")


def test_a_town_and_its_division_count_as_one_against_what_the_gazetteer_lacks() -> None:
    both = sense((BEL, 0.3), (AROUND_BEL, 0.28))
    both.candidates = (*both.candidates, Candidate(None, {}))
    both.shares, both.features = [*both.shares, 0.42], [*both.features, {}]
    (only,) = decided(both)
    assert (only.place, only.status) == (BEL, "assumed")
    both.shares = [0.2, 0.18, 0.62]
    (only,) = decided(both)
    assert (only.place, only.status) == (None, "unresolved")


def test_a_division_hardly_likelier_than_its_town_gives_way_unless_a_word_speaks_for_it() -> None:
    plain = sense((BEL, 0.48), (AROUND_BEL, 0.52))
    assert decided(plain)[0].place == BEL
    plain.features = [{}, {"cue_fits": 1.0}]
    assert decided(plain)[0].place == AROUND_BEL
    assert decided(sense((BEL, 0.2), (AROUND_BEL, 0.8)))[0].place == AROUND_BEL


def test_a_choice_that_is_not_clear_enough_stays_open() -> None:
    (only,) = decided(sense((ORMA, 0.15), (FAR_ORMA, 0.1)))
    assert (only.place, only.reason) == (None, "two places of that name, nothing tells them apart")
