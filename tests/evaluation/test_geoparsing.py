"""LGL and GeoWebNews, on files made for this test, and what the corpora hold."""

import os
from pathlib import Path

import pytest

from sayso.core.errors import UnreadableError
from sayso.evaluation import geoparsing

LGL_FILE = """<?xml version="1.0" encoding="utf-8"?>
<articles><article docid="7"><title>Fire in Orma</title><domain>orma.example</domain><url>http://orma.example/1</url>
<dltime>2009-03-20 12:24:52.002364-05</dltime><text><![CDATA[Fire on Main St. in Orma.]]></text><toponyms count="2">
<toponym><start>20</start><end>24</end><phrase>Orma</phrase><gaztag geonameid="3"><name>Orma</name><fclass>P</fclass>
<fcode>PPL</fcode><lat>10.5</lat><lon>-20.25</lon><country geonameid="1">Sarland</country></gaztag></toponym>
<toponym><start>8</start><end>16</end><phrase>Main St.</phrase></toponym></toponyms></article></articles>
"""
GWN_FILE = """<?xml version="1.0" ?>
<articles><article file="7"><title>Fire</title><link>http://www.orma.example/1</link><text>Fire: Sarlanders of the Orma
Union left the city for Bel.</text><toponyms>{toponyms}</toponyms></article></articles>
"""


def gwn(words: str, start: int, kind: str, answer: str = "") -> str:
    return (
        f"<toponym><extractedName>{words}</extractedName><normalisedName>{words}</normalisedName><type>{kind}</type>"
        f"<modifierType/><nonLocational>No</nonLocational><start>{start}</start><end>{start + len(words)}</end>{answer}"
        "</toponym>"
    )


POINT = "<latitude>10.5</latitude><longitude>-20.25</longitude>"
TOPONYMS = (
    gwn("Bel", 53, "Literal", f"<geonamesID/>{POINT}")
    + gwn("Orma", 24, "Embedded_Non_Lit", f"<geonamesID>3</geonamesID>{POINT}")
    + gwn("Sarlanders", 6, "Demonym")
    + gwn("city", 44, "Literal_Expression")
    + gwn("American", -9, "Literal", f"<geonamesID>5</geonamesID>{POINT}")
)


def write(corpora: Path, name: str, content: str) -> None:
    path = corpora / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")


def test_lgl(tmp_path: Path) -> None:
    write(tmp_path, geoparsing.LGL, LGL_FILE)
    (document,) = geoparsing.lgl(tmp_path)
    assert (document.name, document.published, document.outlet) == ("7", "2009-03-20", "orma.example")
    street, town = document.toponyms  # by start, whatever the order of the file
    assert document.text[street.start : street.end] == "Main St."
    assert (street.geonames_id, street.latitude_deg) == (None, None)
    assert (town.geonames_id, town.name, town.feature_code, town.country_id) == (3, "Orma", "PPL", 1)
    assert (town.latitude_deg, town.longitude_deg) == (10.5, -20.25)


def test_geowebnews(tmp_path: Path) -> None:
    write(tmp_path, geoparsing.GEOWEBNEWS, GWN_FILE.format(toponyms=TOPONYMS))
    (document,) = geoparsing.geowebnews(tmp_path)
    assert document.outlet == "orma.example"
    found = [(document.text[each.start : each.end], each.geonames_id, each.is_embedded) for each in document.toponyms]
    assert found == [("Orma", 3, True), ("Bel", None, False)]  # what lies before the text is left out
    assert [document.text[slice(*span)] for span in document.neutral] == ["Sarlanders", "city"]


@pytest.mark.parametrize("content", [LGL_FILE.replace("<start>20", "<start>19"), LGL_FILE.replace("</articles>", "")])
def test_malformed_files_are_errors(tmp_path: Path, content: str) -> None:
    write(tmp_path, geoparsing.LGL, content)
    with pytest.raises(UnreadableError):
        geoparsing.lgl(tmp_path)


def test_the_corpora() -> None:
    folder = os.environ.get("SAYSO_CORPORA")
    if not folder:
        pytest.skip("lgl, geowebnews: SAYSO_CORPORA is not set")
    lgl, gwn_ = geoparsing.lgl(Path(folder)), geoparsing.geowebnews(Path(folder))
    for documents, expected in ((lgl, (588, 5088, 4462)), (gwn_, (200, 2599, 2399))):
        toponyms = [toponym for document in documents for toponym in document.toponyms]
        assert (len(documents), len(toponyms), sum(each.geonames_id is not None for each in toponyms)) == expected
        assert all(document.outlet for document in documents)
