"""Looking up places, in a gazetteer of invented ones."""

import json
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from sayso.core.errors import UsageError
from sayso.core.geodesy import distance_km
from sayso.gazetteer import Gazetteer, build, opening


def ids(gazetteer: Gazetteer, name: str) -> list[int]:
    return [place.id for place in gazetteer.lookup(name)]


def test_names_spellings_and_scripts_meet(gazetteer: Gazetteer) -> None:
    assert ids(gazetteer, "Tarnburg") == ids(gazetteer, "Тарн") == ids(gazetteer, "ТАРН") == [101]
    assert ids(gazetteer, "Saint Orla") == ids(gazetteer, "St Orla") == [103]
    assert ids(gazetteer, "ndal") == ids(gazetteer, "N'Dal") == [104]
    assert ids(gazetteer, "الحسرة") == [201]
    for spelling in ("Al-Hasra", "el-Hasra", "Al Ḩasra", "Hasra", "El Hasra"):
        assert ids(gazetteer, spelling) == [201], spelling


def test_all_places_of_a_name_come_the_most_populous_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.lookup("Tarn")
    assert [(place.kind, place.country) for place in found] == [
        ("admin1", "VD"), ("city", "VD"), ("admin1", "SY"), ("city", "SY"),
    ]  # fmt: skip
    assert found[1].population == 900_000
    assert found[1].feature_code == "PPLC"
    assert gazetteer.lookup("Nowhere at all") == ()


def test_unknown_population_is_null(gazetteer: Gazetteer) -> None:
    (halvo,) = gazetteer.lookup("Halvo")
    assert halvo.population is None


def test_abbreviations_only_as_written(gazetteer: Gazetteer) -> None:
    assert ids(gazetteer, "R.V.") == ids(gazetteer, "RV") == [1]
    assert ids(gazetteer, "rv") == []
    assert ids(gazetteer, "Ke.") == ids(gazetteer, "KE") == [77]
    assert ids(gazetteer, "TRN") == [101]
    assert ids(gazetteer, "Trn") == []


def test_a_word_for_the_type_is_left_out_only_where_nothing_has_it(gazetteer: Gazetteer) -> None:
    assert [place.kind for place in gazetteer.lookup("Kesh province")] == ["admin1"]
    assert [place.kind for place in gazetteer.lookup("Kesh town")] == ["city"]
    assert [place.kind for place in gazetteer.lookup("Halvo district")] == ["city"], "none of that type: what there is"
    assert gazetteer.lookup("Halvo county") == ()
    assert ids(gazetteer, "Mudal City") == [104]


def test_divisions(gazetteer: Gazetteer) -> None:
    kesh = gazetteer.division("VD", "Kesh")
    assert kesh is not None
    assert (kesh.geonames_id, kesh.iso_3166_2, kesh.kind, kesh.admin1_code) == (77, "VD-KE", "admin1", "03")
    assert kesh == gazetteer.division("VD", "Qesh province") or gazetteer.division("VD", "Qesh") is None
    assert gazetteer.division("VD", "VD-KE") == kesh
    assert gazetteer.division("SY", "Kesh") is None
    assert gazetteer.admin1("VD", "03") == kesh
    lower = gazetteer.division("VD", "Kesh Lower")
    assert lower is not None
    assert (lower.kind, lower.admin1_code, lower.admin1_name) == ("admin2", "03", "Kesh")
    assert [place.iso_3166_2 for place in gazetteer.divisions("VD")] == ["VD-KE", "VD-MU", "VD-TA", "VD-KX"]


def test_names_of_divisions_are_the_usual_english_ones(gazetteer: Gazetteer) -> None:
    names = {place.iso_3166_2: place.name for place in (*gazetteer.divisions("VD"), *gazetteer.divisions("SY"))}
    assert names["VD-TA"] == "Tarn"
    assert names["VD-MU"] == "Mudal"
    assert names["VD-KE"] == "Kesh"
    assert gazetteer.lookup("Тарнская")[0].iso_3166_2 == "VD-TA"
    assert gazetteer.lookup("Raḩbah")[0].iso_3166_2 == "SY-A"
    assert gazetteer.lookup("The Iron Land") == ()


def test_cities_have_the_division_that_they_lie_in(gazetteer: Gazetteer) -> None:
    named = {name: gazetteer.lookup(name)[0].admin1_name for name in ("Old Tarn", "Halvo", "Veldmark", "Al-Hasra")}
    assert named == {"Old Tarn": "Tarn", "Halvo": "Mudal", "Veldmark": "Kesh", "Al-Hasra": "Rahba"}


def test_countries(gazetteer: Gazetteer) -> None:
    veldan = gazetteer.country("VD")
    assert veldan is not None
    assert (veldan.name, veldan.kind, veldan.geonames_id) == ("Veldan", "country", 1)
    assert (veldan.latitude_deg, veldan.longitude_deg) == (10.0, 20.0), "no point in the sources: its largest city's"
    assert veldan.uncertainty_km == pytest.approx(112.8)
    qarim = gazetteer.country("SY")
    assert qarim is not None
    assert (qarim.name, qarim.latitude_deg, qarim.population) == ("Qarim Land", 30.5, None)
    assert ids(gazetteer, "State of Qarim") == ids(gazetteer, "qarim") == [2]
    assert gazetteer.country("ZZ") is None


def test_demonyms(gazetteer: Gazetteer) -> None:
    def codes(word: str) -> list[str | None]:
        return [place.country for place in gazetteer.countries_of_demonym(word)]

    assert codes("Veldish") == codes("Veldish's") == codes("VELDMEN") == ["VD"]
    assert codes("Qarimis") == codes("Tarnese") == ["SY"]
    assert codes("Kurdish") == codes("Tarneses") == codes("") == []
    assert [place.iso_3166_2 for place in gazetteer.places_of_demonym("Keshans")] == ["VD-KE"]
    assert [place.kind for place in gazetteer.places_of_demonym("Steppe")] == ["region"]
    assert codes("Keshan") == codes("Steppe") == []
    assert ids(gazetteer, "Qarimi") == [], "a demonym among the spellings of a country is no name of it"


def test_regions(gazetteer: Gazetteer) -> None:
    (steppe,) = gazetteer.lookup("the Grey Steppe")
    assert (steppe.kind, steppe.country, steppe.uncertainty_km, steppe.geonames_id) == ("region", None, 250.0, None)
    assert ids(gazetteer, "GS") == [steppe.id]
    assert gazetteer.by_id(steppe.id) == steppe


def test_what_iso_has_twice_is_a_country_alone(gazetteer: Gazetteer) -> None:
    assert {place.kind for place in gazetteer.lookup("Qarim")} == {"country"}


def test_near(gazetteer: Gazetteer) -> None:
    found = [place.id for place in gazetteer.near(10.0, 20.0, 20.0) if place.kind == "city"]
    assert found == [101, 102]
    assert distance_km(10.0, 20.0, 10.1, 20.1) == pytest.approx(15.6, abs=0.1)
    across = [place.id for place in gazetteer.near(-17.0, 179.99, 15.0)]
    assert across == [203, 204], "over the 180th meridian"
    assert gazetteer.near(89.9, 0.0, 30.0) == ()
    everything = {place.id for place in gazetteer.near(0.0, 0.0, 21_000.0)}
    assert {101, 203, 204} <= everything


def test_beginnings_of_keys(gazetteer: Gazetteer) -> None:
    assert gazetteer.begins_key("saint")
    assert gazetteer.begins_key("saint orla")
    assert gazetteer.begins_key("=GS")
    assert not gazetteer.begins_key("sain")
    assert not gazetteer.begins_key("orla of the sea")


def test_the_same_data_makes_the_same_rows(path: Path, gazetteer: Gazetteer, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    opening.ensure_built(other)

    def rows(file: Path) -> list[list[tuple[object, ...]]]:
        with closing(sqlite3.connect(file)) as connection:
            tables = ("place", "name", "demonym", "admin1", "filter")
            return [connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables]  # noqa: S608

    assert rows(path) == rows(other)


def test_it_is_built_once_and_anew_when_the_sources_change(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[int] = []
    fill = build.fill

    def counted(*arguments: object) -> None:
        built.append(1)
        fill(*arguments)

    monkeypatch.setattr(build, "fill", counted)
    for _ in range(2):
        Gazetteer.open(path).close()
    assert len(built) == 1
    monkeypatch.setattr(opening, "made_from", lambda: '{"layout": 1, "small": "2"}')
    with Gazetteer.open(path) as opened:
        assert json.loads(opened.facts()["made_from"])["small"] == "2"
    assert len(built) == 2


def test_of_many_that_open_it_at_once_one_builds(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[int] = []
    fill = build.fill

    def counted(*arguments: object) -> None:
        built.append(1)
        fill(*arguments)

    monkeypatch.setattr(build, "fill", counted)
    found: list[int] = []

    def look() -> None:
        with Gazetteer.open(path) as opened:
            found.extend(ids(opened, "Tarnburg"))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [101] * 4
    assert len(built) == 1


def test_a_failed_build_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise UsageError("the data is not as it was")

    monkeypatch.setattr(build, "fill", fail)
    with pytest.raises(UsageError, match="not as it was"):
        Gazetteer.open(path)
    assert [file.name for file in path.parent.iterdir() if "lock" not in file.name] == []


def test_an_open_gazetteer_goes_on_while_another_is_put_in_its_place(
    path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "made_from", lambda: '{"layout": 1, "small": "3"}')
    Gazetteer.open(path).close()
    assert ids(gazetteer, "Tarnburg") == [101]


def test_other_files_are_refused(tmp_path: Path, small: None) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("no gazetteer " * 200)
    with pytest.raises(UsageError, match="no gazetteer file"):
        Gazetteer.open(other)
    assert other.read_text().startswith("no gazetteer")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, small: None) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="SAYSO_GAZETTEER"):
        Gazetteer.open(tmp_path / "file" / "places.sqlite")


def test_the_setting_says_where_it_lies(tmp_path: Path, small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_GAZETTEER", str(tmp_path / "mine.sqlite"))
    with Gazetteer.open() as opened:
        assert opened.path == tmp_path / "mine.sqlite"
    monkeypatch.delenv("SAYSO_GAZETTEER")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    from sayso.gazetteer.files import default_path

    assert default_path().name == "gazetteer.sqlite"
