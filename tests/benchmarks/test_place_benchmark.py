"""How gold toponyms get kind and country, and the scores of places, on files made for this test."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import pytest
from benchmarks.place_corpora import Part, candidates_of, held_out, is_train, parts, place_of, shared_names
from benchmarks.score_places import CORPORA, baseline_of, main, part_scores, reader_of

from sayso.core.errors import UsageError
from sayso.core.geodesy import distance_km
from sayso.core.reading import Place
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.evaluation import geoparsing, muc
from sayso.gazetteer import Gazetteer, GazetteerPlace, PlaceKind
from sayso.reading.reader import ReaderConfig

LGL = """<?xml version="1.0" encoding="utf-8"?>
<articles><article docid="1"><title>Fire</title><domain>orma.example</domain><url>http://orma.example/1</url>
<dltime>2009-03-20 12:24:52</dltime><text><![CDATA[{text}]]></text><toponyms>{toponyms}</toponyms></article></articles>
"""
LGL_TEXT = "Orma and Tavin County in Sarland on Main St. Sarlanders went."
GWN = """<?xml version="1.0" ?>
<articles><article file="2"><title>Fire</title><link>http://www.other.example/1</link><text>{text}</text>
<toponyms>{toponyms}</toponyms></article></articles>
"""
GWN_TEXT = "From Tavin to Orma, Lower Tavin, Bel, the Orma River and Bel County."

MUC_TEXT = """DEV-MUC3-0001 (NOSC)

   ORMA, 3 JAN 90 -- [TEXT] A BOMB WENT OFF IN RUSET.
"""
MUC_KEY = """0.  MESSAGE: ID                     DEV-MUC3-0001 (NCCOSC)
3.  INCIDENT: LOCATION              SARLAND: RUSET (CITY)
"""


def entry(
    identifier: int, name: str, kind: PlaceKind, at: tuple[float, float], population: int, admin1: str | None = None
) -> GazetteerPlace:
    return GazetteerPlace(
        id=identifier, geonames_id=identifier if identifier > 0 else None, name=name, kind=kind, country="SL",
        admin1_code=admin1, admin1_name=None, latitude_deg=at[0], longitude_deg=at[1], population=population,
        feature_code="X", alternate_names=0,
    )  # fmt: skip


ENTRIES = (
    entry(1, "Sarland", "country", (11, 21), 1_000_000),
    entry(-2, "Lower Tavin", "admin1", (10.5, 20.5), 0),
    entry(3, "Orma", "city", (10, 20), 50_000),
    entry(4, "Orma", "city", (-30, -60), 90_000),
    entry(5, "Ruset", "city", (12, 22), 20_000, "07"),
    entry(-6, "Ruset", "admin1", (12.5, 22.5), 40_000, "07"),
)


class Small:
    """The few places above, asked as a gazetteer is."""

    def by_id(self, identifier: int) -> GazetteerPlace | None:
        return next((each for each in ENTRIES if each.id == identifier), None)

    def lookup(self, name: str) -> tuple[GazetteerPlace, ...]:
        return tuple(sorted((each for each in ENTRIES if each.name == name), key=lambda each: -(each.population or 0)))

    def countries_of_demonym(self, word: str) -> tuple[GazetteerPlace, ...]:
        return ENTRIES[:1] if word == "Sarlanders" else ()

    def division(self, country: str, name: str) -> GazetteerPlace | None:
        found = (each for each in ENTRIES if each.kind == "admin1" and (each.country, each.name) == (country, name))
        return next(found, None)

    def near(self, latitude_deg: float, longitude_deg: float, within_km: float) -> tuple[GazetteerPlace, ...]:
        return tuple(
            each for each in ENTRIES
            if distance_km(latitude_deg, longitude_deg, each.latitude_deg or 0, each.longitude_deg or 0) <= within_km
        )  # fmt: skip


GAZETTEER = cast(Gazetteer, Small())


def tagged(words: str, identifier: int, code: str, at: tuple[float, float]) -> str:
    start = LGL_TEXT.index(words)
    answer = (
        f'<gaztag geonameid="{identifier}"><name>{words}</name><fcode>{code}</fcode>'
        f"<lat>{at[0]}</lat><lon>{at[1]}</lon>"
        '<country geonameid="1">Sarland</country></gaztag>'
    )
    return (
        f"<toponym><start>{start}</start><end>{start + len(words)}</end><phrase>{words}</phrase>"
        f"{answer if identifier else ''}</toponym>"
    )


def placed(words: str, nth: int, identifier: str, at: tuple[float, float]) -> str:
    start = -1
    for _ in range(nth + 1):
        start = GWN_TEXT.index(words, start + 1)
    return (
        f"<toponym><extractedName>{words}</extractedName><normalisedName>{words}</normalisedName><type>Literal</type>"
        f"<start>{start}</start><end>{start + len(words)}</end><geonamesID>{identifier}</geonamesID>"
        f"<latitude>{at[0]}</latitude><longitude>{at[1]}</longitude></toponym>"
    )


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    (tmp_path / "geoparsing").mkdir()
    lgl = (
        tagged("Orma", 3, "PPL", (10, 20)) + tagged("Tavin County", 22, "ADM2", (10.2, 20.2))
        + tagged("Sarland", 1, "PCLI", (11, 21)) + tagged("Main St.", 0, "", (0, 0))
    )  # fmt: skip
    gwn = (
        placed("Tavin", 0, "22", (10.2, 20.2)) + placed("Orma", 0, "3", (10, 20))
        + placed("Lower Tavin", 0, "23", (10.4, 20.4)) + placed("Bel", 0, "", (10, 20))
        + placed("Orma River", 0, "24", (10.3, 20.3)) + placed("Bel County", 0, "25", (10.3, 20.3))
    )  # fmt: skip
    (tmp_path / geoparsing.LGL).write_text(LGL.format(text=LGL_TEXT, toponyms=lgl), encoding="utf-8")
    (tmp_path / geoparsing.GEOWEBNEWS).write_text(GWN.format(text=GWN_TEXT, toponyms=gwn), encoding="utf-8")
    (tmp_path / muc.FOLDER).mkdir(parents=True)
    (tmp_path / muc.FOLDER / "dev-muc3-0001-0100").write_text(MUC_TEXT, encoding="latin-1")
    (tmp_path / muc.FOLDER / "key-dev-0001.muc4").write_text(MUC_KEY, encoding="latin-1")
    return tmp_path


def both(corpora: Path) -> tuple[Part, Part]:
    lgl, geowebnews, *_ = parts(corpora, GAZETTEER)
    return lgl, geowebnews


def table(part: Part) -> dict[str, tuple[Any, ...]]:
    (document,), (known,) = part.documents, part.known
    return {
        document.text[each.start : each.end]: (each.kind, each.country, (each.start, each.end) in known)
        for each in document.places
    }


def test_kind_country_and_whether_the_gazetteer_has_it(corpora: Path) -> None:
    lgl, geowebnews = both(corpora)
    assert table(lgl) == {
        "Orma": ("place", "SL", True),
        "Tavin County": ("division", "SL", False),
        "Sarland": ("country", "SL", True),
        "Main St.": (None, None, False),
    }
    assert table(geowebnews) == {
        "Tavin": ("division", "SL", False),  # by the code that LGL has for its id
        "Orma": ("place", "SL", True),
        "Lower Tavin": ("division", "SL", True),  # a division of that name lies there
        "Bel": ("place", "SL", False),
        "Orma River": ("place", "SL", False),
        "Bel County": ("division", "SL", False),  # its name says so
    }
    assert lgl.reports[0].outlet == "orma.example"
    assert lgl.reports[0].published.value == "2009-03-20"


def read(part: Part, found: Sequence[Place]) -> dict[str, float | None]:
    rows = part_scores(part, lambda report: found, lambda report, spans: found, GAZETTEER)
    return {row.metric: row.f1 for row in rows}


def test_every_row(corpora: Path) -> None:
    lgl, _ = both(corpora)
    at = LGL_TEXT.index
    own = [
        place_of(ENTRIES[2], "Orma", at("Orma")),
        place_of(ENTRIES[1], "Tavin County", at("Tavin")),
        place_of(ENTRIES[0], "Sarland", at("Sarland")),
    ]
    figures = read(lgl, own)
    assert figures["toponyms found F1"] == pytest.approx(2 * 3 / (3 + 4))
    assert figures["resolved share"] == pytest.approx(2 / 3)  # "Lower Tavin" is another division
    assert figures["resolved share @161 km"] == 1.0
    assert figures["resolved share, in the gazetteer"] == 1.0
    assert figures["resolved share: division"] == 0.0
    assert figures["end to end F1"] == pytest.approx(2 / 3)
    assert figures["end to end F1: country"] == 1.0
    assert read(lgl, [])["resolved share"] == 0.0


def test_towns_and_divisions_of_one_name_are_to_be_told_apart(corpora: Path) -> None:
    _, _, part, *_ = parts(corpora, GAZETTEER)
    (document,) = part.documents
    (gold,) = [each for each in document.places if each.is_shared]
    assert (document.text[gold.start : gold.end], gold.kind, gold.country) == ("Ruset", "place", "SL")
    assert shared_names("Orma", "SL", GAZETTEER) is None
    town, division = (place_of(each, "Ruset", gold.start) for each in ENTRIES[-2:])
    assert read(part, [town])["town and division told apart"] == 1.0
    assert read(part, [division])["town and division told apart: place"] == 0.0
    assert not [metric for metric in read(part, [town]) if metric.startswith(("toponyms", "resolved", "end"))]


def test_what_is_held_out_was_not_trained_on(corpora: Path) -> None:
    for part in both(corpora):
        kept = [document.name for document in held_out(part).documents]
        assert kept == [document.name for document in part.documents if not is_train(document.name)]
    halves = [is_train(f"report-{number}") for number in range(400)]
    assert 150 < sum(halves) < 250


def test_the_baseline_takes_the_biggest_of_what_the_gazetteer_has() -> None:
    find, resolve = baseline_of(GAZETTEER)
    report = Report.of_text(LGL_TEXT)
    assert [(place.text, place.geonames_id) for place in find(report)] == [
        ("Orma", 4), ("Sarland", 1), ("Sarlanders", 1),
    ]  # fmt: skip
    assert list(resolve(report, [Span.of(LGL_TEXT, 9, 14)])) == []
    assert [each.id for each in candidates_of("Orma", GAZETTEER)] == [4, 3]


def test_a_reader_without_places_cannot_be_scored() -> None:
    with pytest.raises(UsageError, match="no component 'places'"):
        reader_of(ReaderConfig(name="bare", components=()))


def test_without_corpora_every_part_is_skipped_by_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SAYSO_CORPORA", raising=False)
    assert main([]) == 0
    printed = capsys.readouterr().out
    assert all(f"{corpus}: skipped" in printed for corpus in CORPORA)
