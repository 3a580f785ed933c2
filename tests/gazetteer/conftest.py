"""A small gazetteer of invented places, made the way the real one is."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sayso.gazetteer import Gazetteer, build, opening
from sayso.gazetteer.facts import CountryNames, Facts, Region
from sayso.gazetteer.sources import City, Country, CountryFacts, Subdivision


def city(identifier: int, name: str, at: tuple[float, float], where: str, population: int, *names: str) -> City:
    country, _, admin1 = where.partition(".")
    return City(identifier, name, *at, country, population, admin1, list(names))


def small_sources() -> build.Sources:
    """Return two countries: Veldan (VD) with three provinces; Qarim with two, coded SY to have Arabic names."""
    return build.Sources(
        cities=(
            city(101, "Tarn", (10.0, 20.0), "VD.01", 900_000, "Tarnburg", "Тарн", "TRN"),
            city(102, "Old Tarn", (10.1, 20.1), "VD.01", 2_000),
            city(103, "St. Orla", (10.2, 19.9), "VD.01", 700, "Orla Saint"),
            city(104, "Müdal", (12.0, 22.0), "VD.02", 40_000, "Mudal City", "N’Dal"),
            city(105, "Halvo", (12.1, 22.2), "VD.02", 0),
            city(106, "Kesh", (14.0, 24.0), "VD.03", 5_000, "Qesh"),
            city(107, "Veldmark", (14.2, 24.1), "VD.03", 800),
            city(201, "Al Ḩasra", (30.0, 40.0), "SY.A", 60_000, "الحسرة"),
            city(202, "Tarn", (31.0, 41.0), "SY.B", 1_500),
            city(203, "Dateline East", (-17.0, 179.95), "SY.B", 900),
            city(204, "Dateline West", (-17.0, -179.95), "SY.B", 900),
        ),
        countries=(
            Country(1, "Veldan ", "VD", "VDN", "Tarn", 40_000.0, 3_000_000),
            Country(2, "Qarim", "SY", "QRM", "Al-Hasra", 31_415.9, 0),
        ),
        country_facts={"SY": CountryFacts(point=(30.5, 40.5), spellings=["QM", "State of Qarim", "Qarimi"])},
        subdivisions={
            "VD": {
                "VD-TA": Subdivision(
                    "Tarnskaja oblast'", "Тарнская (rus), Tarn (eng), The Iron Land (eng)", "Oblast", None, (10.0, 20.0)
                ),
                "VD-MU": Subdivision("Müdāl", None, "Province", None, (12.0, 22.1)),
                "VD-KE": Subdivision("Kesh [Qesh VD-QE]", None, "Province", None, (14.1, 24.0)),
                "VD-KX": Subdivision("Kesh Lower", None, "District", "VD-KE", (14.2, 24.2)),
                "VD-QM": Subdivision("Qarim", None, "Outlying area", None, (30.0, 40.0)),
            },
            "SY": {
                "SY-A": Subdivision("Ar Raḩbah", "Rahba (eng)", "Governorate", None, (30.0, 40.1)),
                "SY-B": Subdivision("Tarn", None, "Governorate", None, (31.0, 41.0)),
            },
        },
        state_ids={"VD-KE": 77},
        facts=Facts(
            countries={
                "VD": CountryNames(
                    names=("Republic of Veldan",), abbreviations=("R.V.",), demonyms=("Veldish", "Veldman")
                ),
                "SY": CountryNames(name="Qarim Land", demonyms=("Qarimi", "Tarnese")),
                "XX": CountryNames(demonyms=("Tarnese",)),
            },
            regions=(Region("Grey Steppe", (11.0, 21.0), 250.0, None, ("The Steppe",), ("GS",), ("Steppe",)),),
            division_names={"VD-MU": ("Mudal", "Greater Mudal")},
            division_abbreviations={"VD-KE": ("KE", "Ke.")},
            division_demonyms={"VD-KE": ("Keshan",)},
            geonames_divisions={},
            divisions_that_are_countries=frozenset({"VD-QM"}),
        ),
    )


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every gazetteer built from the small sources."""
    monkeypatch.setattr(build.Sources, "installed", classmethod(lambda _: small_sources()))
    monkeypatch.setattr(opening, "made_from", lambda: '{"layout": 1, "small": "1"}')


@pytest.fixture
def path(tmp_path: Path, small: None) -> Path:
    return tmp_path / "cache" / "places.sqlite"


@pytest.fixture
def gazetteer(path: Path) -> Iterator[Gazetteer]:
    with closing(Gazetteer.open(path)) as opened:
        yield opened
