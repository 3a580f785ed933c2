"""Every number of the scorer of places, on cases made for this test."""

from typing import Any

import msgspec
import pytest

from sayso.core.errors import GroundingError
from sayso.core.geodesy import distance_km
from sayso.core.reading import Place
from sayso.evaluation.place_scores import (
    GoldPlace,
    PlaceDocument,
    count_as_mordecai,
    count_end_to_end,
    count_found,
    count_left_unresolved,
    count_resolved,
    is_right,
    near,
    plain_name,
)
from sayso.evaluation.score import DocumentCounts

TEXT = "Troops left Orma in Tavin province of Sarland; Sarlanders and the Orma Union met 9 km north of Bel and Nowhere."
SARLAND, TAVIN, ORMA, BEL = 1, 2, 3, 4
POINT: dict[str, Any] = {"latitude_deg": 10.0, "longitude_deg": 20.0}


def span(words: str, nth: int = 0) -> dict[str, int]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return {"start": start, "end": start + len(words)}


def gold(words: str, nth: int = 0, **values: Any) -> GoldPlace:
    return GoldPlace(**span(words, nth), **values)


def place(words: str, nth: int = 0, **values: Any) -> Place:
    base: dict[str, Any] = {
        "id": "p", "text": words, "name": words, "latitude_deg": None, "longitude_deg": None, "geonames_id": None,
        "country": None, "granularity": None, "form": "name", "uncertainty_km": None, "status": "inferred",
    }  # fmt: skip
    return msgspec.convert(base | span(words, nth) | values, Place)


COUNTRY = gold("Sarland", kind="country", geonames_id=SARLAND, country="SL", **POINT)
DIVISION = gold("Tavin", kind="division", geonames_id=TAVIN, country="SL", names=frozenset({"tavin"}), **POINT)
TOWN = gold("Orma", kind="place", geonames_id=ORMA, country="SL", **POINT)
INNER = gold("Orma", 1, kind="place", geonames_id=ORMA, country="SL", is_embedded=True, **POINT)
POINT_ALONE = gold("Bel", kind="place", country="SL", **POINT)
NO_ANSWER = gold("Nowhere", is_invented=True)
NEUTRAL = (span("Sarlanders")["start"], span("Sarlanders")["end"])
DOCUMENT = PlaceDocument(
    name="d", text=TEXT, forms=frozenset({"name", "demonym"}), neutral=(NEUTRAL,),
    places=(TOWN, DIVISION, COUNTRY, INNER, POINT_ALONE, NO_ANSWER),
)  # fmt: skip
FOUND = (
    place("Orma", geonames_id=ORMA, granularity="city", country="SL"),
    place("Tavin province", name="Tavin Province", granularity="admin1", country="SL"),
    place("Sarland", granularity="country", country="XX"),
    place("Sarlanders", form="demonym", granularity="country", country="SL"),
    place("Bel", granularity="city", latitude_deg=10.5, longitude_deg=20.5),
    place("9 km north of Bel", form="relative", latitude_deg=1.0, longitude_deg=1.0),
    place("Nowhere", granularity="city", geonames_id=99),
    place("Troops", granularity="city", geonames_id=98),
    place("met", status="unresolved"),
)


def numbers(counts: DocumentCounts) -> tuple[int, int, int]:
    return counts.true_positive, counts.predicted, counts.gold


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"is_exact": True}, (4, 7, 6)),  # Orma, Sarland, Bel, Nowhere; relative and neutral count neither way
        ({"is_exact": False}, (4, 7, 6)),  # "Tavin province" shares less than half with "Tavin"
        ({"is_exact": True, "has_embedded": False}, (4, 7, 5)),
    ],
)
def test_found(options: dict[str, bool], expected: tuple[int, int, int]) -> None:
    assert numbers(count_found(DOCUMENT, FOUND, **options)) == expected


def test_found_in_another_name_is_neutral_where_it_is_not_asked_for() -> None:
    found = (*FOUND, place("Orma Union", geonames_id=ORMA))
    assert numbers(count_found(DOCUMENT, found, is_exact=False)) == (4, 8, 6)  # shares less than half of "Orma"
    assert numbers(count_found(DOCUMENT, found, is_exact=False, has_embedded=False)) == (4, 7, 5)


def test_found_by_form() -> None:
    places = (gold("Orma", form="name"), gold("Sarlanders", form="demonym"), gold("9 km north of Bel", form="relative"))
    document = PlaceDocument(name="d", text=TEXT, places=places, forms=frozenset({"name", "demonym", "relative"}))
    assert numbers(count_found(document, FOUND, is_exact=True)) == (3, 9, 3)
    assert numbers(count_found(document, FOUND, is_exact=True, form="relative")) == (1, 1, 1)
    assert numbers(count_found(document, FOUND, is_exact=True, form="name")) == (1, 7, 1)


def test_resolved_asks_for_all_with_an_id() -> None:
    resolved = {(each.start, each.end): each for each in FOUND}
    whole = {(DIVISION.start, DIVISION.end): place("Tavin", granularity="admin2", country="SL", **POINT)}
    assert numbers(count_resolved(DOCUMENT, resolved)) == (
        1,
        4,
        4,
    )  # the town alone; "Bel" has no id
    assert numbers(count_resolved(DOCUMENT, resolved | whole)) == (2, 4, 4)
    assert numbers(count_resolved(DOCUMENT, resolved | whole, kind="division")) == (1, 1, 1)
    assert numbers(count_resolved(DOCUMENT, resolved, kind="country")) == (0, 1, 1)
    assert numbers(count_resolved(DOCUMENT, resolved | whole, is_near_enough=True)) == (1, 4, 4)
    assert numbers(count_resolved(DOCUMENT, {})) == (0, 4, 4)


def test_as_mordecai_counts() -> None:
    known = frozenset((each.start, each.end) for each in (TOWN, DIVISION, COUNTRY, INNER, POINT_ALONE))
    far: dict[str, Any] = {"latitude_deg": 40.0, "longitude_deg": 20.0}
    resolved = {
        (TOWN.start, TOWN.end): place("Orma", latitude_deg=11.0, longitude_deg=20.0),  # near
        (DIVISION.start, DIVISION.end): place("Tavin", granularity="admin1", country="SL", name="Tavin", **far),
        (COUNTRY.start, COUNTRY.end): place("Sarland", granularity="country", country="XX", **far),
        (INNER.start, INNER.end): place("Orma", 1, **POINT),
        (POINT_ALONE.start, POINT_ALONE.end): place("Bel", **POINT),
    }
    # asked: Orma, Tavin (right by its name), Sarland (wrong); not the one in another name, nor what has no id
    assert numbers(count_as_mordecai(DOCUMENT, resolved, known)) == (2, 3, 3)
    assert numbers(count_as_mordecai(DOCUMENT, resolved, frozenset())) == (0, 0, 0)
    adjective = {(TOWN.start, TOWN.end): place("Orma", form="demonym", **POINT)}
    assert numbers(count_as_mordecai(DOCUMENT, adjective, known)) == (0, 0, 0)


def test_end_to_end() -> None:
    # right: Orma, Tavin, Bel; claimed beside: Sarland (wrong) and "Troops"; not asked: Nowhere, Sarlanders, unresolved
    assert numbers(count_end_to_end(DOCUMENT, FOUND)) == (3, 5, 5)
    assert numbers(count_end_to_end(DOCUMENT, FOUND, "country")) == (0, 1, 1)
    assert numbers(count_end_to_end(DOCUMENT, FOUND, "division")) == (1, 1, 1)
    assert numbers(count_end_to_end(DOCUMENT, FOUND, "place")) == (2, 3, 3)
    assert numbers(count_end_to_end(DOCUMENT, ())) == (0, 0, 5)


RIGHT: list[tuple[GoldPlace, dict[str, Any], bool]] = [
    (COUNTRY, {"granularity": "country", "country": "SL"}, True),
    (COUNTRY, {"granularity": "country", "country": "SL", "status": "unresolved"}, False),
    (COUNTRY, {"granularity": "city", "country": "SL", **POINT}, False),  # a town in it is another place
    (COUNTRY, {"geonames_id": SARLAND}, True),
    (DIVISION, {"granularity": "admin1", "country": "SL", "name": "State of Tāvin"}, True),
    (DIVISION, {"granularity": "admin1", "country": "XX", "name": "Tavin"}, False),  # one name in two countries
    (DIVISION, {"granularity": "admin1", "country": "SL", "name": "Other", **POINT}, False),  # near is not right
    (DIVISION, {"granularity": "city", "country": "SL", "name": "Tavin", **POINT}, False),
    (TOWN, {"granularity": "city", "latitude_deg": 11.0, "longitude_deg": 21.0}, True),  # 156 km
    (TOWN, {"granularity": "city", "latitude_deg": 11.1, "longitude_deg": 21.1}, False),  # 172 km
    (TOWN, {"granularity": "city"}, False),
    (NO_ANSWER, {"granularity": "city", **POINT}, False),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "values", "expected"), RIGHT)
def test_right_by_the_rule_of_its_kind(asked: GoldPlace, values: dict[str, Any], *, expected: bool) -> None:
    assert is_right(asked, place("Orma", **values)) is expected


def test_nothing_is_wrong() -> None:
    assert not is_right(TOWN, None)
    assert not near(TOWN, None)


def test_invented_towns() -> None:
    assert numbers(count_left_unresolved(DOCUMENT, FOUND)) == (0, 1, 1)
    derived = place("Nowhere", **POINT)  # located by the text, not by the gazetteer
    assert numbers(count_left_unresolved(DOCUMENT, [derived])) == (1, 1, 1)
    assert numbers(count_left_unresolved(DOCUMENT, [])) == (1, 1, 1)


def test_distance() -> None:
    assert distance_km(0, 0, 0, 1) == pytest.approx(111.195, abs=0.001)
    assert distance_km(51.5, -0.12, 48.85, 2.35) == pytest.approx(343.6, abs=1)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Provincia de La Rioja", "de la rioja"),
        ("O‘ahu", "oahu"),
        ("The State", "the state"),
        ("Al-Ḥasakah", "al hasakah"),
    ],
)
def test_names_of_divisions_are_compared_without_their_type(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_a_place_outside_the_text_is_an_error() -> None:
    with pytest.raises(GroundingError, match="outside the text"):
        PlaceDocument(name="d", text="Bel", places=(GoldPlace(start=0, end=4),), forms=frozenset())
