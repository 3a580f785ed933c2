"""A gazetteer of a few real places, with names that several of them share. Points are rounded."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from sayso.core.reading import Entity, EntityType, Findings, Mention, Place
from sayso.core.report import Report
from sayso.gazetteer import Gazetteer, build
from sayso.gazetteer.facts import CountryNames, Facts, Region
from sayso.gazetteer.facts.geonames import NamedDivision
from sayso.gazetteer.files import create
from sayso.gazetteer.sources import City, Country, CountryFacts, Subdivision
from sayso.reading.place.component import Places, PlacesSettings

_CITIES = """
1 Kabul 34.53 69.17 AF.13 4434550
2 Jalālābād 34.43 70.45 AF.18 200331 Jalalabad
3 Pul-e Khumrī 35.95 68.70 AF.03 56369 Pul-i-Khumri
4 Paris 48.85 2.35 FR.11 2138551
5 Paris 33.66 -95.56 US.TX 24782
6 Springfield 39.80 -89.64 US.IL 114394
7 Springfield 37.22 -93.30 US.MO 166810
8 Springfield 42.10 -72.59 US.MA 153606
9 Tbilisi 41.69 44.83 GE.51 1049498
10 Atlanta 33.75 -84.39 US.GA 498715
11 Reading 51.45 -0.97 GB.ENG 318014
12 Reading 40.34 -75.93 US.PA 87575
13 Boston 42.36 -71.06 US.MA 667137
14 Jordan 44.67 -93.63 US.MN 6040
15 Ghazni 33.55 68.42 AF.08 141000
16 Chicago 41.85 -87.65 US.IL 2720546
17 Anjar 23.11 70.03 IN.09 102627
18 Mobile 30.69 -88.04 US.AL 194288
19 Kandahar 31.61 65.71 AF.23 391190
20 London 51.51 -0.13 GB.ENG 8961989
21 Houston 29.76 -95.36 US.TX 2304580
22 Dallas 32.78 -96.81 US.TX 1300092
23 Ashland 42.19 -122.71 US.OR 20700
24 Ashland 38.48 -82.64 US.KY 21000
25 Ashland 40.87 -82.32 US.OH 20400
26 Herat 34.35 62.20 AF.11 272806
27 Liberty 39.25 -94.42 US.MO 30167
28 White House 36.47 -86.65 US.TN 11674
29 Zendajan 34.35 61.75 AF.11 20000
"""
_COUNTRIES = """
101 Afghanistan AF Kabul 647500 37172386 34 66 Afghan
102 France FR Paris 547030 66987244 46 2 French
103 United_States US Washington 9629091 327167434 39.8 -98.5 American
104 Georgia GE Tbilisi 69700 3731000 42 43.5 Georgian
105 United_Kingdom GB London 244820 66488991 54 -2 British
106 Chad TD N'Djamena 1284000 15477751 15 19 Chadian
107 Jordan JO Amman 92300 9956011 31 36 Jordanian
108 India IN Delhi 3287590 1352617328 22 79 Indian
109 Turkey TR Ankara 780580 82319724 39 35 Turkish
110 Syria SY Damascus 185180 16906283 35 38 Syrian
"""
_DIVISIONS = {
    "AF": {"KAB": ("Kabul", 34.5, 69.4), "BGL": ("Baghlan", 35.8, 69.0), "NAN": ("Nangarhar", 34.2, 70.4),
           "HER": ("Herat", 34.3, 62.1)},
    "US": {"TX": ("Texas", 31.25, -99.25), "IL": ("Illinois", 40.0, -89.25), "GA": ("Georgia", 32.75, -83.5),
           "PA": ("Pennsylvania", 41.0, -77.3), "MA": ("Massachusetts", 42.4, -71.1)},
}  # fmt: skip

_COUNTIES = (
    ("TX", "113", "Dallas County", (32.77, -96.78)),
    ("TX", "373", "Polk County", (30.79, -94.83)),
    ("GA", "233", "Polk County", (34.0, -85.19)),
)


def _cities() -> Iterator[City]:
    for line in _CITIES.split("\n"):
        if line:
            *words, where, population = line.split()
            others: list[str] = []
            if not population.isdigit():
                *words, where, population, other = line.split()
                others = [other]
            identifier, *name, latitude, longitude = words
            country, _, admin1 = where.partition(".")
            point = float(latitude), float(longitude)
            yield City(int(identifier), " ".join(name), *point, country, int(population), admin1, others)


def _sources() -> build.Sources:
    rows = [line.split() for line in _COUNTRIES.split("\n") if line]
    return build.Sources(
        cities=tuple(_cities()),
        countries=tuple(
            Country(int(row[0]), row[1].replace("_", " "), row[2], row[2] + "X", row[3], float(row[4]), int(row[5]))
            for row in rows
        ),
        country_facts={row[2]: CountryFacts(point=(float(row[6]), float(row[7]))) for row in rows},
        subdivisions={
            country: {
                f"{country}-{code}": Subdivision(name, None, "Division", None, (latitude, longitude))
                for code, (name, latitude, longitude) in found.items()
            }
            for country, found in _DIVISIONS.items()
        },
        state_ids={f"US-{code}": 200 + number for number, code in enumerate(_DIVISIONS["US"])},
        facts=Facts(
            countries={row[2]: CountryNames(demonyms=(row[8],)) for row in rows},
            regions=(
                Region("Salang Pass", (35.3, 69.0), 5.0, "AF", ("Salang Tunnel", "Salang"), (), (), "PASS"),
                Region("Helmand River", (31.1, 62.8), 400.0, "AF", ("Helmand",), (), (), "STM"),
                Region("Europe", (50.0, 15.0), 2500.0, None, (), (), ("European",), "CONT"),
            ),
            division_names={},
            division_abbreviations={"US-IL": ("IL", "Ill."), "US-PA": ("PA", "Pa."), "US-TX": ("TX", "Tex.")},
            division_demonyms={},
            geonames_divisions={},
            divisions_that_are_countries=frozenset(),
        ),
        divisions=tuple(
            NamedDivision(
                country="US",
                admin1_code=state,
                admin2_code=code,
                id=number,
                name=name,
                point=point,
                uncertainty_km=30.0,
            )
            for number, (state, code, name, point) in enumerate(_COUNTIES, 300)
        ),
    )


@pytest.fixture(scope="session")
def gazetteer_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gazetteer") / "places.sqlite"
    with closing(create(path)) as connection:
        build.fill(connection, _sources())
        connection.execute("INSERT INTO meta VALUES ('made', 'for tests')")
        connection.commit()
    return path


@pytest.fixture(scope="session")
def gazetteer(gazetteer_path: Path) -> Iterator[Gazetteer]:
    with closing(Gazetteer(gazetteer_path)) as opened:
        yield opened


@pytest.fixture
def places(gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.setattr(Gazetteer, "open", classmethod(lambda *_: gazetteer))
    return Places(PlacesSettings(gazetteer="", in_names_of_bodies=False, least_share=0.2))


Read = Callable[..., dict[str, Place]]


@pytest.fixture
def read(places: Places) -> Read:
    """Return the places of a text by their words; the later of two with the same words counts."""

    def of(text: str, *entities: tuple[str, EntityType], outlet: str | None = None) -> dict[str, Place]:
        found = tuple(_entity(text, number, *entity) for number, entity in enumerate(entities))
        report = msgspec.structs.replace(Report.of_text(text), outlet=outlet)
        result = places.read(report, Findings(entities=found)).places
        for place in result:
            place.check(text)
        return {place.text: place for place in result}

    return of


def _entity(text: str, number: int, words: str, type_: EntityType) -> Entity:
    start = text.index(words)
    mention = Mention(start=start, end=start + len(words), text=words, form="name")
    return Entity(id=f"e{number}", name=words, type=type_, mentions=(mention,))
