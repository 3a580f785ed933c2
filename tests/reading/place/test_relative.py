"""Relative places: their words, their points, and how far off they may be."""

from collections.abc import Callable

import pytest

from sayso.core.geodesy import distance_km
from sayso.core.reading import Place

Read = Callable[..., dict[str, Place]]


KABUL = (34.53, 69.17)


def _away_km(place: Place, point: tuple[float, float]) -> float:
    assert place.latitude_deg is not None
    assert place.longitude_deg is not None
    return distance_km(place.latitude_deg, place.longitude_deg, *point)


@pytest.mark.parametrize(
    ("text", "words", "away_km", "north", "east"),
    [
        ("It lies 110 km north of Kabul.", "110 km north of Kabul", 110, 1, 0),
        ("They died 20 miles south-west of Kabul.", "20 miles south-west of Kabul", 32.2, -1, -1),
        ("It is about 20 to 30 kilometres east of the city of Kabul.", None, 25, 0, 1),
        ("The camp 40km (25 miles) west of Kabul burned.", None, 40, 0, -1),
        ("It is ten kilometers southeast of Kabul.", None, 10, -1, 1),
        ("It was north of Kabul.", "north of Kabul", 20, 1, 0),
    ],
)
def test_distance_and_direction(
    read: Read, text: str, words: str | None, away_km: float, north: int, east: int
) -> None:
    place = _relative(read(text))
    if words is not None:
        assert place.text == words
    assert _away_km(place, KABUL) == pytest.approx(away_km, rel=0.01)
    assert place.latitude_deg is not None
    assert place.longitude_deg is not None
    assert _sign(place.latitude_deg - KABUL[0]) == north
    assert _sign(place.longitude_deg - KABUL[1]) == east
    assert place.status == "inferred"
    assert place.country == "AF"
    assert place.uncertainty_km is not None
    assert place.uncertainty_km >= 0.3 * away_km


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It happened on the north side of the Salang tunnel.", "the north side of the Salang tunnel"),
        ("They live on the outskirts of Ghazni.", "the outskirts of Ghazni"),
        ("Fighting was heavy in southern Afghanistan.", "southern Afghanistan"),
        ("A village near Ghazni was bombed.", "A village near Ghazni"),
        ("They were stopped between Kabul and Jalalabad.", "between Kabul and Jalalabad"),
        ("They closed the Kabul-Kandahar highway.", "the Kabul-Kandahar highway"),
        ("It is 5 km from Ghazni.", "5 km from Ghazni"),
    ],
)
def test_kinds_of_relative_place(read: Read, text: str, words: str) -> None:
    place = _relative(read(text))
    assert place.text == words
    assert place.latitude_deg is not None
    assert place.uncertainty_km is not None
    assert place.uncertainty_km > 0
    assert place.reason is not None
    assert place.reason.startswith("derived from ")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It was shelled, and the road between Kabul and Jalalabad was cut.", "the road between Kabul and Jalalabad"),
        ("They fled to the border with Afghanistan.", "the border with Afghanistan"),
        ("They met and 20 km north of Kabul they fought.", "20 km north of Kabul"),
    ],
)
def test_words_before_a_relative_place_are_none_of_it(read: Read, text: str, words: str) -> None:
    assert _relative(read(text)).text == words


@pytest.mark.parametrize(
    "text",
    [
        "Talks between France and Turkey failed.",
        "He stood at the embassy of France.",
        "They held the roads outside the Kabul-controlled zone.",
        "They flew from Kabul to Paris.",
    ],
)
def test_what_is_no_relative_place(read: Read, text: str) -> None:
    assert all(place.form != "relative" for place in read(text).values())


def test_between_is_halfway(read: Read) -> None:
    place = _relative(read("They were stopped between Kabul and Jalalabad."))
    half = _away_km(place, KABUL)
    assert half == pytest.approx(_away_km(place, (34.43, 70.45)), rel=0.01)
    assert place.uncertainty_km == pytest.approx(half, rel=0.01)


def test_a_province_in_the_north_is_no_relative_place(read: Read) -> None:
    assert all(place.form == "name" for place in read("It was in northern Baghlan province.").values())


@pytest.mark.parametrize(
    ("text", "words", "near", "within_km"),
    [
        ("They met in Zarvand, in Baghlan province.", "Zarvand", (35.8, 69.0), 1),
        ("They met in Zarvand, 30 km south of Kabul.", "Zarvand", (34.26, 69.17), 1),
    ],
)
def test_the_text_locates_what_the_gazetteer_lacks(
    read: Read, text: str, words: str, near: tuple[float, float], within_km: float
) -> None:
    place = read(text, (words, "place"))[words]
    assert place.status == "inferred"
    assert place.geonames_id is None
    assert place.country == "AF"
    assert _away_km(place, near) < within_km
    assert place.reason is not None
    assert place.reason.startswith("not in the gazetteer; ")


@pytest.mark.parametrize(
    ("text", "least_km"),
    [
        ("They died 30 km north of the Helmand River.", 400),
        ("They died 30 km north of Kabul.", 10),
        ("They died north of the Helmand River.", 600),
    ],
)
def test_what_is_counted_from_a_river_is_as_uncertain_as_the_river(read: Read, text: str, least_km: float) -> None:
    place = _relative(read(text))
    assert place.uncertainty_km is not None
    assert least_km <= place.uncertainty_km <= 1.2 * least_km + 30


def test_a_thing_called_after_a_town(read: Read) -> None:
    place = read("Trucks waited at Ghazni Airport near Kabul.", ("Ghazni Airport", "facility"))["Ghazni Airport"]
    assert place.status in ("inferred", "assumed")
    assert place.geonames_id is None
    assert place.granularity == "point"
    assert place.uncertainty_km is not None
    assert place.uncertainty_km > 20
    assert _away_km(place, (33.55, 68.42)) < 1


def _relative(found: dict[str, Place]) -> Place:
    (place,) = [place for place in found.values() if place.form == "relative"]
    return place


def _sign(difference_deg: float) -> int:
    return 0 if abs(difference_deg) < 0.02 else 1 if difference_deg > 0 else -1
