"""The page of settings names every limit, every setting of the reader, and every variable, with its default."""

import re
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sayso.ingest.limits import Limits
from sayso.reading.quotations import Quotations, QuotationSettings
from sayso.reading.reader import load_config
from sayso.reading.sentences import sentence_spans

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "settings.md").read_text(encoding="utf-8")
ROWS = {cells[0].strip("`"): cells for cells in (
    [cell.strip() for cell in line.strip("| ").split(" | ")] for line in PAGE.splitlines() if line.startswith("| `")
)}  # fmt: skip
COMPONENTS = {part.name: part.settings for part in load_config().components}
RULES: dict[str, Any] = COMPONENTS["attributions"]["quotations"]
CONFIDENCE: dict[str, float] = RULES["confidence"]


def _flat(values: dict[str, Any], before: str = "") -> dict[str, Any]:
    """Return the settings, those of a table inside under `table.setting`; confidences have a table of their own."""
    flat: dict[str, Any] = {}
    for name, value in values.items():
        if name != "confidence":
            flat |= _flat(value, f"{before}{name}.") if isinstance(value, dict) else {before + name: value}
    return flat


FLAT = {component: _flat(values) for component, values in COMPONENTS.items()}
SETTINGS = [(component, setting) for component, values in FLAT.items() for setting in values]


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value % 1:
        return f"{value:g}"
    return f"{value:,.0f}" if isinstance(value, int | float) else value or "(empty)"


@pytest.mark.parametrize("name", Limits.__struct_fields__)
def test_every_limit_stands_with_its_default(name: str) -> None:
    assert ROWS[name][1] == _written(getattr(Limits(), name))
    assert name in ROWS[name][4], "what its failure row says names the limit"


@pytest.mark.parametrize(("component", "setting"), SETTINGS)
def test_every_reader_setting_stands_with_its_default(component: str, setting: str) -> None:
    section = PAGE.split(f"### Component `{component}`", 1)[1].split("\n#", 1)[0]
    assert f"| `{setting}` | {_written(FLAT[component][setting])} |" in section


@pytest.mark.parametrize("rule", CONFIDENCE)
def test_every_rule_stands_with_its_confidence_and_an_example_that_it_finds(rule: str) -> None:
    assert ROWS[rule][1] == f"{CONFIDENCE[rule]:.2f}"
    text = ROWS[rule][2].replace(" ¶ ", "\n\n")
    reader = Quotations(msgspec.convert(RULES, QuotationSettings))
    links = reader.links(text, sentence_spans(text, **COMPONENTS["sentences"]))
    assert rule in [link.pattern for link in links]


def test_page_names_nothing_that_does_not_exist() -> None:
    known = {*Limits.__struct_fields__, *(setting for _, setting in SETTINGS), *CONFIDENCE, "name"}
    variables = {name for name in ROWS if name.startswith("SAYSO_")}
    assert set(ROWS) - variables == known


def test_every_variable_stands() -> None:
    package = Path(str(resources.files("sayso")))
    sources = [*package.rglob("*.py"), *(package.parents[1] / "benchmarks").glob("*.py")]
    found = {name for path in sources for name in re.findall(r"\bSAYSO_[A-Z]+\b", path.read_text(encoding="utf-8"))}
    assert found
    assert found <= {name for name in ROWS if name.startswith("SAYSO_")}
