"""Reports and keys in the form of MUC-4, made up here."""

import datetime
import json
from pathlib import Path

import pytest

from sayso.core.errors import UnreadableError
from sayso.evaluation.muc4 import FOLDER, Key, Location, Organization, People, Period, PlaceName, files, load, report_of

KEY = """
;;; a remark
0.  MESSAGE: ID                     TST1-MUC3-0901
1.  MESSAGE: TEMPLATE               1 (OPTIONAL)
2.  INCIDENT: DATE                  (02 FEB 90) / (- 04 FEB 90)
3.  INCIDENT: LOCATION              OSTRA: NORTH (DEPARTMENT): ORU (CITY) / OSTRA: BEL (TOWN)
4.  INCIDENT: TYPE                  BOMBING
11. PERP: ORGANIZATION CONFIDENCE   REPORTED AS FACT / POSSIBLE: "FRONT OF THE HILLS" / "FH"
                                    ? POSSIBLE: "MILLERS"
21. HUM TGT: NUMBER                 1: "ADAR"
                                    2: "CLERKS" / "TWO CLERKS"
                                    3-: "NURSES"
                                    PLURAL: "BOYS"
23. HUM TGT: EFFECT OF INCIDENT     DEATH: "ADAR"
                                    DEATH: "TWO CLERKS"
                                    INJURY: "NURSES"
                                    NO INJURY: "-"

0.  MESSAGE: ID                     TST1-MUC3-0902 (NOBODY)
1.  MESSAGE: TEMPLATE               *
4.  INCIDENT: TYPE                  *
"""
TEXTS = """
TST1-MUC3-0901

   ORU (OSTRA), 4 FEB 90 (HILL PRESS) -- [REPORT] [TEXT] A BOMB KILLED
ADAR AND TWO CLERKS.


TST1-MUC3-0902 (NOBODY)

   NO CITY, NO DATE -- [TEXT] RAIN FELL.
"""
PROCESSED = [
    {
        "docid": "TST1-MUC3-0901",
        "doctext": "",
        "templates": [
            {"incident_type": "bombing / attack", "PerpInd": [], "PerpOrg": [[["front of the hills", 0], ["fh", 9]]],
             "Target": [], "Victim": [[["adar", 0]]], "Weapon": []}
        ],
    },
    {"docid": "TST1-MUC3-0902", "doctext": "", "templates": []},
]  # fmt: skip


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    folder = tmp_path / FOLDER / "muc34/TASK/CORPORA/tst1"
    folder.mkdir(parents=True)
    (folder / "key-tst1.v7").write_text(KEY)
    (folder / "tst1-muc3").write_text(TEXTS)
    processed = tmp_path / FOLDER / "processed"
    processed.mkdir()
    (processed / "dev.json").write_text("".join(json.dumps(each) + "\n" for each in PROCESSED))
    return tmp_path


def test_reports_with_keys_and_templates(corpora: Path) -> None:
    told, other = load(corpora, "dev")
    assert (told.name, told.report.published.value, told.report.outlet) == (
        "TST1-MUC3-0901",
        "1990-02-04",
        "HILL PRESS",
    )
    assert told.report.text == "A BOMB KILLED\nADAR AND TWO CLERKS."
    (template,) = told.templates
    assert template.types == {"bombing", "attack"}
    assert template.entities == {
        "PerpOrg": (frozenset({"front of hills", "fh"}),),
        "Victim": (frozenset({"adar"}),),
    }
    assert (other.report.text, other.report.published.value, other.keys) == ("RAIN FELL.", None, ())


def test_what_a_key_says(corpora: Path) -> None:
    (key,) = load(corpora, "dev")[0].keys
    day, last = datetime.date(1990, 2, 2), datetime.date(1990, 2, 4)
    town = PlaceName(name="oru", kind="city")
    assert key == Key(
        number="1",
        is_optional=True,
        dates=(Period(first=day, last=day), Period(first=None, last=last)),
        locations=(
            Location(country="ostra", places=(PlaceName(name="north", kind="department"), town)),
            Location(country="ostra", places=(PlaceName(name="bel", kind="town"),)),
        ),
        organizations=(
            Organization(
                mentions=frozenset({"front of hills", "fh"}), confidence=frozenset({"REPORTED AS FACT", "POSSIBLE"})
            ),
        ),
        killed=People(3, 3, 3),
        injured=People(3, None, None),
        unknown=frozenset(),
    )


def test_a_toll_without_number_is_not_known(corpora: Path) -> None:
    path = corpora / FOLDER / "muc34/TASK/CORPORA/tst1/key-tst1.v7"
    path.write_text(KEY.replace('DEATH: "ADAR"', 'DEATH: "BOYS"'))
    (key,) = load(corpora, "dev")[0].keys
    assert (key.killed, key.unknown) == (None, {"killed"})


def test_keys_and_templates_belong_together(corpora: Path) -> None:
    path = corpora / FOLDER / "processed/dev.json"
    path.write_text(json.dumps({**PROCESSED[0], "templates": []}) + "\n")
    with pytest.raises(UnreadableError, match="1 answer keys for 0 templates"):
        load(corpora, "dev")


def test_every_file_that_is_read_is_named(corpora: Path) -> None:
    found = files(corpora, "dev")
    assert [Path(name).name for name in found] == ["key-tst1.v7", "tst1-muc3", "dev.json"]
    assert all((corpora / name).is_file() for name in found)


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("ORU, 31 FEB 90 -- [TEXT] ", None),
        ("ORU, 9 OCT (AFP) -- [TEXT] ", None),
        ("ORU, 09 OCT 89 (A) -- ", "1989-10-09"),
    ],
)
def test_datelines(head: str, date: str | None) -> None:
    report = report_of("TST1-MUC3-0903", f"{head}RAIN FELL.")
    assert (report.text, report.published.value) == ("RAIN FELL.", date)
    assert report.zone("dateline") == " ".join(head.split())
