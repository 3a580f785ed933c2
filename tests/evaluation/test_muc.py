"""Places of MUC: what the keys say they are, and where in the text they stand, on files made for this test."""

from pathlib import Path

import pytest

from sayso.core.errors import UnreadableError
from sayso.evaluation import muc

TEXTS = """DEV-MUC3-0001 (NOSC)

   ORMA, 3 JAN 90 -- [TEXT] A BOMB WENT OFF IN ORMA, AND SHOTS WERE FIRED IN THE
TOWN OF BEL, TAVIN DEPARTMENT. THE GOVERNOR OF TAVIN AND THE MAYOR OF RUSET SPOKE.

DEV-MUC3-0002 (NOSC)

   NOTHING IS KNOWN OF RUSET.
"""
KEYS = """;;; a note
0.  MESSAGE: ID                     DEV-MUC3-0001 (NCCOSC)
1.  MESSAGE: TEMPLATE               1
3.  INCIDENT: LOCATION              SARLAND: TAVIN (DEPARTMENT):
                                    BEL (TOWN)
4.  INCIDENT: TYPE                  BOMBING

0.  MESSAGE: ID                     DEV-MUC3-0001 (NCCOSC)
3.  INCIDENT: LOCATION              SARLAND: ORMA (CITY)

0.  MESSAGE: ID                     DEV-MUC3-0001 (NCCOSC)
3.  INCIDENT: LOCATION              SARLAND: RUSET (CITY) / SARLAND: RUSET (DEPARTMENT)

0.  MESSAGE: ID                     DEV-MUC3-0002 (NCCOSC)
3.  INCIDENT: LOCATION              *
"""


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    (tmp_path / muc.FOLDER).mkdir(parents=True)
    (tmp_path / muc.FOLDER / "dev-muc3-0001-0100").write_text(TEXTS, encoding="latin-1")
    (tmp_path / muc.FOLDER / "key-dev-0001.muc4").write_text(KEYS, encoding="latin-1")
    return tmp_path


def test_names_have_the_kind_that_the_key_gives_them(corpora: Path) -> None:
    first, second = muc.documents(corpora)
    assert [(first.text[each.start : each.end], each.kind, each.country) for each in first.places] == [
        ("Orma", None, None),  # where the report was sent from
        ("Orma", "town", "Sarland"),
        ("Bel", None, None),  # "town of" says it
        ("Tavin", None, None),  # "department" says it
        ("Tavin", "division", "Sarland"),
    ]
    assert second.places == ()  # a key that offers two answers names nothing
    assert first.text == first.text.lower().replace("orma", "Orma").replace("bel,", "Bel,").replace("tavin", "Tavin")
    assert len(first.text) == TEXTS.index("DEV-MUC3-0002") - TEXTS.index("\n\n   ORMA")


def test_files_are_named_from_the_folder_of_corpora(corpora: Path) -> None:
    assert muc.files(corpora) == (f"{muc.FOLDER}/dev-muc3-0001-0100", f"{muc.FOLDER}/key-dev-0001.muc4")


def test_a_folder_without_reports_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no reports"):
        muc.documents(tmp_path)
