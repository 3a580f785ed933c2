"""The parts of the component by themselves: directions, lengths, points, containers, outlets, extents, tables."""

import msgspec
import pytest

from sayso.core.geodesy import distance_km
from sayso.core.report import Report
from sayso.gazetteer import Gazetteer
from sayso.gazetteer.place import GazetteerPlace, PlaceKind
from sayso.reading.place.candidates import candidates
from sayso.reading.place.containment import containers, holds
from sayso.reading.place.cues import cue_of, lists
from sayso.reading.place.demonyms import Demonyms
from sayso.reading.place.directions import bearing_deg, length_km
from sayso.reading.place.extents import granularity_of, uncertainty_km_of
from sayso.reading.place.geodesy import destination, midpoint
from sayso.reading.place.outlet import homes
from sayso.reading.place.tables import features, names, weights
from sayso.reading.place.toponym import toponym_at


@pytest.mark.parametrize(
    ("words", "bearing"),
    [
        ("north", 0), ("North-East", 45), ("southeastern", 135), ("south-western", 225), ("northernmost", 0),
        ("westward", 270), ("central", None), ("upper", None),
    ],
)  # fmt: skip
def test_bearings(words: str, bearing: float | None) -> None:
    assert bearing_deg(words) == bearing


@pytest.mark.parametrize(
    ("number", "unit", "expected"),
    [
        ("1,200", "km", (1200, 1200)),
        ("2.5", "kilometres", (2.5, 2.5)),
        ("20 to 30", "miles", (32.19, 48.28)),
        ("twenty-five", "km", (25, 25)),
        ("two hundred", "metres", (0.2, 0.2)),
        ("several", "km", (3, 12)),
        ("12", "nautical miles", (22.22, 22.22)),
        ("12", "parsecs", None),
        ("umpteen", "km", None),
    ],
)
def test_lengths(number: str, unit: str, expected: tuple[float, float] | None) -> None:
    found = length_km(number, unit)
    assert found == (pytest.approx(expected, abs=0.01) if expected else None)


def test_points_on_the_sphere() -> None:
    # Great-circle distance of Paris and New York: 5,837 km (sphere of mean radius).
    assert distance_km(48.8566, 2.3522, 40.7128, -74.006) == pytest.approx(5837, abs=2)
    for bearing in (0.0, 90.0, 200.0, 315.0):
        assert distance_km(60.0, 179.9, *destination((60.0, 179.9), bearing, 250.0)) == pytest.approx(250.0)
    middle = midpoint((10.0, 20.0), (30.0, 60.0))
    assert distance_km(*middle, 10.0, 20.0) == pytest.approx(distance_km(*middle, 30.0, 60.0))


@pytest.mark.parametrize(
    ("text", "one", "other", "strength"),
    [
        ("Ghazni, Kabul", "Ghazni", "Kabul", "listed"),
        ("Ghazni, in eastern Kabul", "Ghazni", "Kabul", "said"),
        ("Ghazni (Kabul)", "Ghazni", "Kabul", "said"),
        ("Ghazni, a town in Kabul", "Ghazni", "Kabul", "said"),
        ("Ghazni, Kabul's second city", "Ghazni", "Kabul", "said"),
        ("Ghazni, capital of Kabul", "Ghazni", "Kabul", "said"),
        ("Ghazni, the third-largest city in Kabul", "Ghazni", "Kabul", "said"),
        ("Ghazni, in the Kabul province", "Ghazni", "Kabul", "said"),
        ("Ghazni district in Kabul", "Ghazni", "Kabul", "said"),
        ("Ghazni province, Kabul", "Ghazni", "Kabul", "listed"),
        ("Ghazni and Kabul", "Ghazni", "Kabul", None),
        ("Ghazni fell. In Kabul", "Ghazni", "Kabul", None),
    ],
)
def test_containers(text: str, one: str, other: str, strength: str | None) -> None:
    toponyms = [toponym_at(text, text.index(name), text.index(name) + len(name)) for name in (one, other)]
    assert containers(text, toponyms) == ({0: (1, strength)} if strength else {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the governor of Ghazni", "division"),
        ("Ghazni's governor", "division"),
        ("the Ghazni provincial council", "division"),
        ("the mayor of Ghazni", "town"),
        ("on the outskirts of\nGhazni", "town"),
        ("30 km (19 miles) south of Ghazni", "town"),
        ("Ghazni's streets", "town"),
        ("northern Ghazni", None),
        ("in Ghazni, he said", None),
        ("the mayor of Ghazni and the Ghazni governor", "town"),
    ],
)
def test_words_that_go_with_a_kind_of_place(text: str, expected: str | None) -> None:
    start = text.index("Ghazni")
    assert cue_of(text, toponym_at(text, start, start + 6)) == expected


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Ghazni, Kabul and Paris", ("Ghazni", "Kabul", "Paris"), [range(3)]),
        ("Ghazni and in Kabul. Paris", ("Ghazni", "Kabul", "Paris"), [range(2)]),
        ("Ghazni and Kabul, in Paris", ("Ghazni", "Kabul", "Paris"), [range(2)]),
        ("Paris, France", ("Paris", "France"), []),
        ("Ghazni fell. Kabul, or Paris, or both", ("Ghazni", "Kabul", "Paris"), [range(1, 3)]),
        ("Ghazni", ("Ghazni",), []),
    ],
)
def test_lists(text: str, names: tuple[str, ...], expected: list[range]) -> None:
    toponyms = [toponym_at(text, text.index(name), text.index(name) + len(name)) for name in names]
    assert lists(text, toponyms) == expected


@pytest.mark.parametrize(
    ("text", "name", "word"),
    [
        ("Ghor, Herat and Farah provinces", "Ghor", "province"),
        ("Ghor, Herat and Farah provinces", "Farah", "province"),
        ("the cities of Herat, Farah and Kabul", "Kabul", "city"),
        ("the valleys around Herat", "Herat", None),
        ("Herat and two provinces", "Herat", None),
    ],
)
def test_a_word_in_the_plural_goes_with_all_of_a_list(text: str, name: str, word: str | None) -> None:
    start = text.index(name)
    feature = toponym_at(text, start, start + len(name)).feature
    assert word in feature.words if word and feature else feature is None


def test_the_last_name_of_a_list_loses_the_word_for_all_of_it() -> None:
    text = "posts in Ghor and Herat provinces"
    found = toponym_at(text, text.index("Herat"), len(text))
    assert (found.name, found.stem, found.word) == ("Herat", "Herat", "province")


def test_what_a_place_lies_in_stands_behind_what_it_lies_at() -> None:
    text = "Baga, on Lake Chad, in Borno state"
    toponyms = [
        toponym_at(text, text.index(name), text.index(name) + len(name)) for name in ("Baga", "Lake Chad", "Borno")
    ]
    assert containers(text, toponyms)[0] == (2, "said")


def test_a_comma_in_a_list_says_less() -> None:
    text = "Paris, Texas and Rome"
    toponyms = [toponym_at(text, text.index(name), text.index(name) + len(name)) for name in ("Paris", "Texas", "Rome")]
    assert containers(text, toponyms) == {0: (1, "enumerated")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Polk and Dallas counties in Texas", {0: (2, "listed"), 1: (2, "said")}),
        ("the villages of Polk and Dallas, in Texas", {0: (2, "listed"), 1: (2, "said")}),
        ("Polk and Dallas in Texas", {1: (2, "said")}),
        ("Polk district and Dallas town in Texas", {1: (2, "said")}),
    ],
)
def test_what_a_list_lies_in_goes_for_all_of_it_where_one_word_does(
    text: str, expected: dict[int, tuple[int, str]]
) -> None:
    toponyms = [
        toponym_at(text, text.index(name), text.index(name) + len(name)) for name in ("Polk", "Dallas", "Texas")
    ]
    assert containers(text, toponyms) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kabul's crowded Zarvand district", {1: (0, "said")}),
        ("Kabul's troops in Zarvand district", {}),
        ("Kabul's crowded Zarvand", {}),
    ],
)
def test_an_owner_of_what_has_a_word_for_it_contains_it(text: str, expected: dict[int, tuple[int, str]]) -> None:
    toponyms = [toponym_at(text, text.index(name), text.index(name) + len(name)) for name in ("Kabul", "Zarvand")]
    assert containers(text, toponyms) == expected


def test_an_owner_contains_what_follows() -> None:
    text = "Afghanistan's eastern province of Ghazni"
    toponyms = [toponym_at(text, 0, 11), toponym_at(text, 34, 40)]
    assert containers(text, toponyms) == {1: (0, "said")}


def test_what_holds_what(gazetteer: Gazetteer) -> None:
    country, kabul, paris = gazetteer.country("AF"), gazetteer.by_id(1), gazetteer.by_id(4)
    assert country is not None
    assert kabul is not None
    assert paris is not None
    assert holds(country, kabul)
    assert not holds(country, paris)
    assert not holds(kabul, country)


@pytest.mark.parametrize(
    ("outlet", "name"),
    [
        ("Chicago Tribune", "Chicago"),
        ("bostonglobe.com", "Boston"),
        ("www.londontimes.co.uk", "United Kingdom"),
        ("example.tv", None),
        (None, None),
    ],
)
def test_homes_of_outlets(gazetteer: Gazetteer, outlet: str | None, name: str | None) -> None:
    found = homes(msgspec.structs.replace(Report.of_text("x"), outlet=outlet), gazetteer)
    assert (found[0].name if found else None) == name


def test_extents(gazetteer: Gazetteer) -> None:
    kabul, small, country = gazetteer.by_id(1), gazetteer.by_id(14), gazetteer.country("TD")
    (salang,) = gazetteer.lookup("Salang Pass")
    assert kabul is not None
    assert small is not None
    assert country is not None
    assert (granularity_of(kabul), granularity_of(country), granularity_of(salang)) == ("city", "country", "point")
    assert uncertainty_km_of(small) < uncertainty_km_of(kabul) < uncertainty_km_of(country)
    assert uncertainty_km_of(salang) == 5.0


@pytest.mark.parametrize(
    ("kind", "code", "uncertainty_km", "granularity"),
    [
        ("region", "STM", 150, "region"),
        ("region", "LK", 30, "region"),
        ("other", "MTS", 200, "region"),
        ("other", "AIRP", 15, "point"),
        ("region", "RGN", 150, "region"),
        ("city", "PPL", 3, "city"),
    ],
)
def test_extents_by_code(kind: PlaceKind, code: str, uncertainty_km: float, granularity: str) -> None:
    place = GazetteerPlace(
        id=1, geonames_id=1, name="Orma", kind=kind, country=None, admin1_code=None, admin1_name=None,
        latitude_deg=1.0, longitude_deg=1.0, population=None, feature_code=code, alternate_names=0,
    )  # fmt: skip
    assert (uncertainty_km_of(place), granularity_of(place)) == (uncertainty_km, granularity)


def test_every_feature_of_a_candidate_has_a_weight(gazetteer: Gazetteer) -> None:
    known = set(weights()["together"])
    demonyms = Demonyms(gazetteer)
    for text in (
        "Kabul",
        "Paris",
        "Georgia",
        "Salang Tunnel",
        "Ghazni Airport",
        "Ghazni District",
        "Baghlan",
        "Zarvand",
        "U.S.",
        "the west",
        "Zarvand Hotel",
    ):
        for candidate in candidates(toponym_at(text, 0, len(text)), gazetteer, demonyms):
            assert set(candidate.features) <= known


def test_tables_are_consistent() -> None:
    known = names()
    assert not known.never & known.doubtful
    assert not known.doubtful & known.bodies
    assert all(word == word.lower() for word in known.never | known.doubtful | known.given | known.bodies | known.alone)
    assert all(feature.uncertainty_km > 0 for feature in features().values())
    assert set(weights()) == {"alone", "together"}
