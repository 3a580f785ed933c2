"""Divisions of GeoNames beside those of ISO 3166-2, airports, and the tables of facts."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from sayso.core.errors import UsageError
from sayso.gazetteer import Gazetteer, build, sources
from sayso.gazetteer.areas import middle_of, spread_km
from sayso.gazetteer.facts import Facts, load_facts
from sayso.gazetteer.facts.geonames import NamedDivision, named_divisions
from sayso.gazetteer.linking import link
from sayso.gazetteer.sources import Airport, City, Country, Subdivision
from sayso.gazetteer.type_words import parted

Make = Callable[[build.Sources], Gazetteer]
ISO = {
    "UA": {
        "UA-A": Subdivision("Orlenska oblast", "Orlen (eng)", "Region", None, (49.0, 30.0)),
        "UA-B": Subdivision("Veska oblast", None, "Region", None, (49.0, 36.0)),
        "UA-BX": Subdivision("Harvan", None, "District", "UA-B", (49.1, 36.1)),
    }
}


def first(code: str, name: str, identifier: int | None = None) -> NamedDivision:
    return NamedDivision(country="UA", admin1_code=code, name=name, id=identifier)


def second(code: str, name: str, point: tuple[float, float], identifier: int | None = None) -> NamedDivision:
    admin1, _, admin2 = code.partition(".")
    return NamedDivision(
        country="UA", admin1_code=admin1, admin2_code=admin2, name=name, id=identifier, point=point, uncertainty_km=21.0
    )


def town(identifier: int, name: str, at: tuple[float, float], code: str, people: int = 900, *names: str) -> City:
    return City(identifier, name, *at, "UA", people, code, list(names))


TOWNS = (
    town(1, "Orlen", (49.0, 30.1), "01", 90_000),
    town(2, "Milna", (49.2, 30.3), "01"),
    town(3, "Vesk", (49.0, 36.1), "02", 50_000),
    town(4, "Kesh", (49.3, 36.0), "02"),
    town(5, "Far Isle Town", (45.0, 33.0), "09", 700),
    town(6, "Far Isle Port", (45.2, 33.4), "09", 800),
)
DIVISIONS = (
    first("01", "Orlen Oblast"),
    first("02", "Vesk"),
    first("09", "Far Isle", 9_000_009),
    first("10", "Nowhere"),
    second("01.0101", "Milna Raion", (49.2, 30.3), 7_000_001),
    second("01.0102", "Dolna Raion", (49.3, 30.4)),
    second("02.0201", "Harvan Raion", (49.2, 36.2), 7_000_002),
    second("02.0202", "Upper Kesh", (49.4, 36.0)),
)


def data(**changes: object) -> build.Sources:
    made = build.Sources(
        cities=TOWNS,
        countries=(Country(99, "Veldan", "UA", "UKR", "Orlen", 40_000.0, 3_000_000),),
        country_facts={},
        subdivisions=ISO,
        state_ids={},
        facts=Facts(
            countries={},
            regions=(),
            division_names={},
            division_abbreviations={},
            division_demonyms={},
            geonames_divisions={},
            divisions_that_are_countries=frozenset(),
        ),
        divisions=DIVISIONS,
    )
    return msgspec.structs.replace(made, **changes)


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    def of(given: build.Sources) -> Gazetteer:
        monkeypatch.setattr(build.Sources, "installed", classmethod(lambda _: given))
        return Gazetteer.open(tmp_path / "places.sqlite")

    return of


def test_names_of_geonames_are_those_of_its_codes_and_of_divisions(make: Make) -> None:
    with make(data()) as gazetteer:
        orlen = gazetteer.division("UA", "UA-A")
        assert orlen is not None
        assert (orlen.name, orlen.admin1_code, orlen.kind) == ("Orlen", "01", "admin1")
        assert gazetteer.lookup("Orlenska oblast")[0] == gazetteer.lookup("Orlen Oblast")[0] == orlen
        assert gazetteer.lookup("Milna")[0].admin1_name == "Orlen"


def test_names_decide_against_the_places_of_towns() -> None:
    swapped = {
        "UA-A": Subdivision("Vesk", None, "Region", None, (49.0, 30.0)),
        "UA-B": Subdivision("Orlen", None, "Region", None, (49.0, 36.0)),
    }
    keys = {city.id: frozenset({city.name.lower()}) for city in TOWNS}
    division_keys = {"UA-A": frozenset({"vesk"}), "UA-B": frozenset({"orlen"})}
    towns = [city for city in TOWNS if city.admin1_code != "09"]
    by_place = link(towns, {"UA": swapped}, keys, division_keys)
    assert by_place == {("UA", "01"): "UA-A", ("UA", "02"): "UA-B"}
    names = {("UA", "01"): "Orlen Oblast", ("UA", "02"): "Vesk"}
    assert link(towns, {"UA": swapped}, keys, division_keys, names) == {("UA", "01"): "UA-B", ("UA", "02"): "UA-A"}


def test_translations_that_nobody_uses_are_no_names(make: Make) -> None:
    other = "Thick Bush (eng), Upper Orlen (eng), Orlin (eng), Орлен (ukr)"
    iso = {"UA": {"UA-A": Subdivision("Orlenska oblast", other, "Region", None, (49.0, 30.0))}}
    with make(data(subdivisions=iso)) as gazetteer:
        assert [len(gazetteer.lookup(name)) for name in ("Thick Bush", "Upper Orlen", "Orlin", "Орлен")] == [0, 1, 1, 1]


def test_divisions_that_iso_has_not_are_made_from_their_towns(make: Make) -> None:
    with make(data()) as gazetteer:
        isle = gazetteer.admin1("UA", "09")
        assert isle is not None
        assert (isle.name, isle.kind, isle.geonames_id, isle.population) == ("Far Isle", "admin1", 9_000_009, 1_500)
        assert (isle.latitude_deg, isle.longitude_deg) == pytest.approx((45.1, 33.2), abs=0.01)
        assert gazetteer.lookup("Nowhere") == (), "it has no towns, and so no point"


def test_divisions_of_the_second_level(make: Make) -> None:
    with make(data()) as gazetteer:
        (milna,) = gazetteer.lookup("Milna Raion")
        assert (milna.kind, milna.geonames_id, milna.admin1_name) == ("admin2", 7_000_001, "Orlen")
        assert (milna.latitude_deg, milna.longitude_deg, milna.uncertainty_km) == (49.2, 30.3, 21.0)
        assert gazetteer.lookup("Milna district") == (milna,), "what English reports call a raion"
        assert [place.kind for place in gazetteer.lookup("Milna")] == ["city"], "a town has the bare name"
        assert [place.name for place in gazetteer.lookup("Dolna")] == ["Dolna Raion"], "no town has it"
        assert gazetteer.lookup("Upper Kesh")[0].geonames_id is None


def test_what_both_sources_have_is_one_division(make: Make) -> None:
    with make(data()) as gazetteer:
        (harvan,) = gazetteer.lookup("Harvan")
        assert (harvan.iso_3166_2, harvan.geonames_id, harvan.admin1_code) == ("UA-BX", 7_000_002, "02")
        assert gazetteer.lookup("Harvan Raion") == (harvan,)


@pytest.mark.parametrize(
    ("key", "bare", "kind", "english"),
    [
        ("kupiansk raion", "kupiansk", "raion", [" raion", " district"]),
        ("cercle de goundam", "goundam", "cercle", [" cercle", " district"]),
        ("departement du mungo", "mungo", "departement", [" department"]),
        ("guma local government area", "guma", "local government area", [" local government area", " lga"]),
        ("kabupaten bogor", "bogor", "kabupaten", [" regency", " district"]),
        ("jurm", "jurm", None, []),
        ("district", "district", None, []),
    ],
)
def test_words_for_what_it_is(key: str, bare: str, kind: str | None, english: list[str]) -> None:
    parts = parted(key)
    assert (parts.bare, parts.type, list(parts.english())) == (bare, kind, english)


def airport(code: str, name: str, city: str, at: tuple[float, float], iata: str = "") -> Airport:
    return Airport(code=code, iata=iata, name=name, city=city, country="UA", latitude_deg=at[0], longitude_deg=at[1])


def test_airports(make: Make) -> None:
    found = (
        airport("UA01", "Orlen International Airport", "Orlen", (49.02, 30.12), "ORL"),
        airport("UA02", "Vesk Harbour Airport", "Vesk", (49.02, 36.12), "VSK"),
        airport("UA03", "Milna Air Base", "", (49.21, 30.31)),
        airport("UA04", "Lone Strip Airport", "", (10.0, 10.0)),
    )
    with make(data(airports=found)) as gazetteer:
        (orlen,) = gazetteer.lookup("Orlen airport")
        assert (orlen.kind, orlen.feature_code, orlen.admin1_name, orlen.uncertainty_km) == (
            "other",
            "AIRP",
            "Orlen",
            3,
        )
        assert gazetteer.lookup("Harbour Airport") == gazetteer.lookup("Vesk Airport") != ()
        (base,) = gazetteer.lookup("Milna airbase")
        assert (base.feature_code, base.admin1_code) == ("AIRB", "01")
        assert [place.kind for place in gazetteer.lookup("Orlen")] == ["admin1", "city"], (
            "no airport by its city's name"
        )
        assert gazetteer.lookup("Lone Strip Airport")[0].admin1_code is None, "no town is near"


def test_where_there_are_many_airports_strips_are_left_out(make: Make) -> None:
    strips = [airport(f"U{number:03}", f"Strip {number} Airport", "", (49.0, 30.0)) for number in range(301)]
    with make(data(airports=(*strips, airport("ZZZZ", "Orlen Airport", "Orlen", (49.0, 30.1), "ORL")))) as gazetteer:
        assert gazetteer.lookup("Strip 7 Airport") == ()
        assert gazetteer.lookup("Orlen Airport") != ()


def test_airports_are_read_from_their_package_or_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_AIRPORTS", "sayso_no_such_package")
    assert sources.airports() == []
    assert "sayso_no_such_package" not in sources.versions()
    package = tmp_path / "sayso_some_airports"
    package.mkdir()
    (package / "__init__.py").write_text("raise SystemExit('none of its code is run')")
    head = '"icao","iata","name","city","subd","country","elevation","lat","lon","tz","lid"\n'
    row = '"OAKB","KBL","Kabul Airport","Kabul","Kabul","AF",5871,34.565,69.212,"Asia/Kabul",""\n'
    (package / "airports.csv").write_text(head + row, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sources, "_AIRPORTS", "sayso_some_airports")
    (kabul,) = sources.airports()
    assert (kabul.code, kabul.iata, kabul.country, kabul.latitude_deg) == ("OAKB", "KBL", "AF", 34.565)
    (package / "airports.csv").write_text(head + row.replace("34.565", "north"), encoding="utf-8")
    with pytest.raises(UsageError, match=r"airports\.csv.*sayso_some_airports"):
        sources.airports()


def test_middle_and_spread() -> None:
    assert middle_of([(10.0, 20.0)]) == pytest.approx((10.0, 20.0))
    assert middle_of([(0.0, 179.0), (0.0, -179.0)])[1] == pytest.approx(180.0)
    assert spread_km((0.0, 0.0), [(0.0, 1.0)] * 4) is None
    assert spread_km((0.0, 0.0), [*[(0.0, 1.0)] * 9, (0.0, 50.0)]) == pytest.approx(5_559.8, abs=1)


def test_the_tables_are_sound() -> None:
    facts, divisions = load_facts(), named_divisions()
    codes = [(each.country, each.admin1_code, each.admin2_code) for each in divisions]
    assert len(set(codes)) == len(codes)
    regions = [region.geonames_id for region in facts.regions if region.geonames_id and not region.admin1_code]
    ids = [division.id for division in divisions if division.id] + regions
    assert len(set(ids)) == len(ids)
    for division in divisions:
        assert (division.admin2_code is None) == (division.point is None) == (division.uncertainty_km is None), division
    points = [division.point for division in divisions if division.point] + [region.point for region in facts.regions]
    assert all(-90 <= latitude <= 90 and -180 <= longitude <= 180 for latitude, longitude in points)
    assert all(region.uncertainty_km > 0 and region.feature_code.isalnum() for region in facts.regions)
    entries = [(region.name, region.country, region.point) for region in facts.regions]
    assert len(set(entries)) == len(entries)


def test_names_of_our_own_are_of_divisions_there_are() -> None:
    facts, known = load_facts(), {code for found in sources.subdivisions().values() for code in found}
    tables = (facts.division_names, facts.division_abbreviations, facts.division_demonyms)
    assert [code for table in tables for code in table if code not in known] == []


@pytest.mark.timeout(400)
def test_the_whole_gazetteer_agrees_with_itself(tmp_path: Path) -> None:
    """Build the real one once: features lie in the country they are said to lie in."""
    with closing(Gazetteer.open(tmp_path / "places.sqlite")) as gazetteer:
        wrong = []
        for region in load_facts().regions:
            if region.country and region.uncertainty_km <= 150:
                around = gazetteer.near(*region.point, max(150.0, 2 * region.uncertainty_km))
                countries = {place.country for place in around if place.kind == "city"}
                if countries and region.country not in countries:
                    wrong.append((region.name, region.country, countries))
        assert wrong == []
        for name, kind, country in (
            ("Manbij District", "admin2", "SY"),
            ("Walker County", "admin2", "US"),
            ("Indus", "region", None),
        ):
            assert (kind, country) in {(place.kind, place.country) for place in gazetteer.lookup(name)}, name
        kwale = gazetteer.admin1("KE", "28")
        assert kwale is not None
        assert (kwale.name, kwale.iso_3166_2, kwale.geonames_id) == ("Kwale", "KE-19", 190106)
