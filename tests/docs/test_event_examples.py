"""The examples of events and states on the page of decisions are what the bundled reader says."""

import re
from pathlib import Path

import pytest

from sayso.core.reading import Event, Reading, State
from sayso.core.report import Report
from sayso.reading.reader import Reader, load_config

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "how-it-decides.md").read_text(encoding="utf-8")
TABLE = re.search(r"^\| Sentence \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
assert TABLE is not None
ROWS = [tuple(cell.strip(" `") for cell in line.strip("|").split("|")) for line in TABLE[1].splitlines()]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_config().only("sentences", "encoder", "entities", "attributions", "times", "events"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_events(row: tuple[str, str, str], reader: Reader) -> None:
    marked, told, voice = row
    words = re.search(r"\*\*(.+?)\*\*", marked)
    assert words is not None
    reading = reader.read(Report.of_text(marked.replace("**", "")))
    (found,) = [
        each
        for each in (*reading.events, *reading.states)
        if (each.trigger.start, each.trigger.text) == (words.start(), words[1])
    ]
    assert (_told(found), _voice(found, reading)) == (told, voice)


def _told(found: Event | State) -> str:
    if isinstance(found, State):
        parts = [each.text if each else "?" for each in (found.holder, found.object)]
        return f"{found.type}: {', '.join(parts)}"
    sides = [", ".join(each.text for each in found.arguments if each.role == role) for role in ("actor", "recipient")]
    return f"{' '.join((found.type, *found.modes))}: {' -> '.join(side or '?' for side in sides)}"


def _voice(found: Event | State, reading: Reading) -> str:
    said = next((each for each in reading.attributions if each.id == found.attribution), None)
    voice = [] if said is None else [f"{said.source.text if said.source else '?'}: {said.stance}"]
    return ", ".join([*found.auxiliary, *voice]) or "plain fact"
