"""Adding GeoNames dumps: a small one, of invented places."""

import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from sayso.core.errors import UsageError
from sayso.gazetteer import Gazetteer
from sayso.gazetteer.adding import add_dumps


def place_line(
    identifier: int, name: str, at: tuple[float, float], feature: str, where: str, others: str = "", people: int = 0
) -> str:
    country, _, admin1 = where.partition(".")
    feature_class, _, code = feature.partition(".")
    cells = [str(identifier), name, name, others, str(at[0]), str(at[1]), feature_class, code, country, "", admin1]
    return "\t".join([*cells, "", "", "", str(people), "", "300", "Etc/Veldan", "2026-01-01"])


PLACES = [
    place_line(101, "Tarn", (10.01, 20.01), "P.PPLC", "VD.01", "Tarnopol", 950_000),
    place_line(501, "Tarn Tunnel", (10.5, 20.5), "R.TNL", "VD.01", "Tunnel of Tarn"),
    place_line(502, "Mudal Province", (12.5, 22.5), "A.ADM1", "VD.02", "Mudal", 123_456),
    place_line(503, "Kesh Lower", (14.3, 24.3), "A.ADM2", "VD.03", "", 4_000),
    place_line(504, "Hollow Steppe", (13.0, 23.0), "L.RGN", "VD.00"),
    place_line(505, "Al Wasl", (30.4, 40.4), "P.PPL", "SY.A", "الوصل", 120),
]
NAMES = [
    "9001\t501\ten\tSalt Tunnel\t1\t\t\t\t\t",
    "9002\t501\tlink\thttps://example.org/tunnel\t\t\t\t\t\t",
    "9003\t504\tabbr\tHS\t\t\t\t\t\t",
    "9004\t102\tru\tСтарый Тарн\t\t\t\t\t\t",
    "9005\t999999\ten\tUnknown Place\t\t\t\t\t\t",
]
COUNTRY = "VD\tVDN\t999\tVD\tVeldan Union\tTarn\t31415.9\t3200000\tEU\t.vd\tVDC\tCrown\t99\t\t\ten\t1\tSY\t"


def write(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def dump(tmp_path: Path) -> list[Path]:
    """Return the files of a dump, in an order other than that they are added in."""
    return [
        write(tmp_path / "alternateNamesV2.txt", NAMES),
        write(tmp_path / "VD.txt", PLACES),
        write(tmp_path / "admin2Codes.txt", ["VD.03.0301\tKesh Lower\tKesh Lower\t503"]),
        write(
            tmp_path / "admin1CodesASCII.txt",
            ["VD.02\tMudal Province\tMudal Province\t502", "VD.09\tFar Isle\tFar Isle\t509"],
        ),
        write(
            tmp_path / "countryInfo.txt", ["#ISO\tISO3", COUNTRY, "OO\tOOO\t0\tOO\tGone\t\t\t\t\t\t\t\t\t\t\t\t0\t\t"]
        ),
    ]


def contents(path: Path) -> list[list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        tables = ("place", "name", "admin1", "filter", "meta")
        return [connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables]  # noqa: S608


def test_a_dump_adds_places_names_and_values(path: Path, dump: list[Path]) -> None:
    added = add_dumps(dump, path)
    assert [(each.kind, each.lines, each.used) for each in added] == [
        ("countries", 1, 1), ("admin1", 2, 2), ("admin2", 1, 1), ("places", 6, 6), ("alternate names", 4, 3),
    ]  # fmt: skip
    with Gazetteer.open(path) as opened:
        (tunnel,) = opened.lookup("Salt Tunnel")
        assert (tunnel.geonames_id, tunnel.kind, tunnel.feature_code) == (501, "other", "TNL")
        assert (tunnel.admin1_name, tunnel.alternate_names) == ("Tarn", 2)
        (tarn,) = opened.lookup("Tarnopol")
        assert (tarn.id, tarn.population, tarn.latitude_deg) == (101, 950_000, 10.01)
        assert opened.lookup("Tarnburg") == (tarn,), "names that were there stay"
        assert [place.id for place in opened.lookup("HS")] == [504]
        assert opened.lookup("HS")[0].kind == "region"
        assert [place.id for place in opened.lookup("Старый Тарн")] == [102]
        assert [place.id for place in opened.lookup("Wasl")] == [505]
        assert opened.lookup("Unknown Place") == opened.lookup("https://example.org/tunnel") == ()
        veldan = opened.country("VD")
        assert veldan is not None
        assert (veldan.population, veldan.uncertainty_km, veldan.name) == (3_200_000, 100.0, "Veldan")
        assert opened.lookup("Veldan Union") == (veldan,)
        assert opened.begins_key("salt")


def test_divisions_of_a_dump_are_those_of_iso_3166_2(path: Path, dump: list[Path]) -> None:
    with Gazetteer.open(path) as opened:
        before = opened.counts()
    add_dumps(dump, path)
    with Gazetteer.open(path) as opened:
        mudal = opened.division("VD", "VD-MU")
        assert mudal is not None
        assert (mudal.geonames_id, mudal.name, mudal.latitude_deg, mudal.population) == (502, "Mudal", 12.5, 123_456)
        assert opened.division("VD", "Greater Mudal") == opened.division("VD", "Mudal Province") == mudal
        lower = opened.division("VD", "VD-KX")
        assert lower is not None
        assert (lower.geonames_id, lower.kind, lower.latitude_deg) == (503, "admin2", 14.3)
        isle = opened.division("VD", "Far Isle")
        assert isle is not None
        assert (isle.latitude_deg, isle.admin1_code) == (None, "09")
        counts = opened.counts()
        assert (counts["admin1"], counts["admin2"]) == (before["admin1"] + 1, before["admin2"])


def test_adding_again_changes_nothing(path: Path, dump: list[Path]) -> None:
    add_dumps(dump, path)
    once = contents(path)
    add_dumps(dump, path)
    assert contents(path) == once
    add_dumps(dump[1:2], path)
    assert contents(path) == once


def test_a_zip_archive_adds_the_same(path: Path, dump: list[Path], tmp_path: Path) -> None:
    archive = tmp_path / "VD.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.write(dump[1], "VD.txt")
        file.writestr("readme.txt", "about")
    (added,) = add_dumps([archive], path)
    assert (added.file, added.lines, added.used) == ("VD.zip", 6, 6)
    with Gazetteer.open(path) as opened:
        assert opened.lookup("Tunnel of Tarn")[0].id == 501


def test_what_was_added_outlives_a_new_build(path: Path, dump: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.gazetteer import opening

    add_dumps(dump, path)
    with Gazetteer.open(path) as opened:
        before = opened.counts()
    monkeypatch.setattr(opening, "made_from", lambda: '{"layout": 1, "small": "2"}')
    with Gazetteer.open(path) as opened:
        assert opened.counts() == before
        assert opened.lookup("Salt Tunnel")[0].id == 501
        assert opened.begins_key("salt tunnel")
        assert "VD.txt" in opened.facts()["added"]
        mudal = opened.division("VD", "VD-MU")
        assert mudal is not None
        assert mudal.geonames_id == 502


def cells(number: int, value: str) -> str:
    changed = PLACES[0].split("\t")
    changed[number] = value
    return "\t".join(changed)


@pytest.mark.parametrize(
    ("name", "line", "reason"),
    [
        ("VD.txt", "101\tTarn", "2 columns parted by tabs, where 19 are expected"),
        ("VD.txt", PLACES[0] + "\tmore", "20 columns"),
        ("VD.txt", cells(0, "10x"), "the GeoNames id is '10x', where a number above zero is expected"),
        ("VD.txt", cells(0, "-4"), "the GeoNames id is '-4'"),
        ("VD.txt", cells(1, " "), "the name is empty"),
        ("VD.txt", cells(4, "north"), "the latitude is 'north', where a number is expected"),
        ("VD.txt", cells(4, "91"), "the latitude is 91, which lies not between -90 and 90"),
        ("VD.txt", cells(5, "nan"), "the longitude is nan, which lies not between -180 and 180"),
        ("VD.txt", cells(8, "Veldan"), "the country is 'Veldan', where two capital letters are expected"),
        ("VD.txt", cells(14, "many"), "the population is 'many', where a whole number is expected"),
        ("admin1CodesASCII.txt", "VD\tTarn\tTarn\t5", "the code is 'VD', where one like AF.13 stands"),
        ("admin2Codes.txt", "VD.01\tTarn\tTarn\t5", "the code is 'VD.01', where one like AF.13.1301 stands"),
        ("alternateNamesV2.txt", "1\t2\ten", "3 columns"),
        ("countryInfo.txt", COUNTRY.replace("31415.9", "wide"), "the area is 'wide', where a number is expected"),
    ],
)
def test_a_malformed_line_is_named_and_nothing_is_added(
    path: Path, tmp_path: Path, name: str, line: str, reason: str
) -> None:
    Gazetteer.open(path).close()
    before = contents(path)
    good = {"VD.txt": PLACES[1], "alternateNamesV2.txt": NAMES[0], "countryInfo.txt": COUNTRY}
    first = good.get(name, "VD.02\tMudal\tMudal\t502" if name[5] == "1" else "VD.03.0301\tKesh Lower\tKesh\t503")
    with pytest.raises(UsageError) as raised:
        add_dumps([write(tmp_path / name, [first, line])], path)
    assert f"{name}, line 2: {reason}" in str(raised.value)
    assert contents(path) == before
    assert [file.name for file in path.parent.iterdir() if file.suffix == ".new"] == []


@pytest.mark.parametrize("name", ["places.csv", "notes.txt", "vd.txt"])
def test_other_files_are_refused_with_the_names_of_those_that_serve(path: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"allCountries\.txt"):
        add_dumps([write(tmp_path / name, ["x"])], path)


def test_files_that_cannot_be_read_are_named(path: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"VD\.txt: no such file"):
        add_dumps([tmp_path / "VD.txt"], path)
    (tmp_path / "QM.zip").write_bytes(b"PK no archive")
    with pytest.raises(UsageError, match=r"QM\.zip: cannot be read"):
        add_dumps([tmp_path / "QM.zip"], path)
    with zipfile.ZipFile(tmp_path / "QQ.zip", "w") as file:
        file.writestr("readme.txt", "about")
    with pytest.raises(UsageError, match=r"the archive has no QQ\.txt"):
        add_dumps([tmp_path / "QQ.zip"], path)
    (tmp_path / "XX.txt").write_bytes(PLACES[0].encode() + b"\n\xff\xfe\n")
    with pytest.raises(UsageError, match=r"XX\.txt, line 2: not UTF-8"):
        add_dumps([tmp_path / "XX.txt"], path)
