"""The commands `events` and `states`, on a small record."""

import io
import json
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from rich.console import Console
from typer.testing import CliRunner, Result

from sayso.cli.app import app
from sayso.cli.summary import EVENTS, print_summary, some_events
from sayso.core.original import Original
from sayso.core.provenance import RunSettings
from sayso.core.reading import (
    Argument,
    Attribution,
    Count,
    Event,
    EventDate,
    ReaderIdentity,
    Reading,
    SourceSpan,
    State,
)
from sayso.core.report import Report, report_id, text_sha256
from sayso.core.span import Span
from sayso.ingest.copies import Likeness
from sayso.record import EventRow, Record, Rows, open_record

TEXT = "Gunmen struck the depot, killing 12. They hold it. The army, denied that the raid took place. Osk needs flour."


def span(words: str) -> Span:
    return Span(start=TEXT.index(words), end=TEXT.index(words) + len(words), text=words)


def argument(role: Any, words: str) -> Argument:
    return Argument(start=span(words).start, end=span(words).end, text=words, role=role)


ARMY = Attribution(
    id="a1",
    source=SourceSpan(start=span("The army,").start, end=span("The army,").end, text="The army,"),
    cue=None,
    content=(span("that the raid took place"),),
    manner="indirect",
    stance="deny",
    confidence=0.9,
)
STRUCK = Event(
    id="e1",
    type="ASSAULT",
    modes=("heavy-weapons",),
    trigger=span("struck"),
    arguments=(argument("actor", "Gunmen"), argument("recipient", "the depot")),
    date=EventDate(value="2023-04-18TEV", granularity="day", status="stated"),
    fatalities=Count(low=12, best=12, high=12, evidence=(span("12"),)),
    confidence=0.9,
)
RAID = Event(
    id="e2",
    type="ASSAULT",
    trigger=span("raid"),
    arguments=(argument("actor", "They"),),
    attribution="a1",
    same_as="e1",
    fatalities=Count(low=None, best=None, high=20, evidence=(span("12"),)),
    confidence=0.5,
)
STATES = (
    State(id="s1", type="control", holder=span("They"), object=span("it"), trigger=span("hold"), confidence=0.8),
    State(id="s2", type="need", object=span("flour"), trigger=span("needs"), auxiliary=("future",), confidence=0.3),
)
SAME = Likeness(jaccard=1.0, containment=1.0, prose=1.0, copy=True)


def store(record: Record, name: str, *, keys: tuple[int, ...] = (), **found: Any) -> str:
    original = Original.of(f"{name}.txt", name.encode())
    report = Report(
        id=report_id(original.sha256, 0), uri=original.uri, text=TEXT, sha256=text_sha256(TEXT),
        original_sha256=original.sha256, extractor="text 1",
    )  # fmt: skip
    reading = Reading(report=report, reader=ReaderIdentity(name="test", version="1"), **found)
    settings = RunSettings(command="read", sayso_version="0", components=(), settings={})
    record.add_report(original, reading, keys, lambda *_: SAME, record.begin_run(settings), last=True)
    return report.id


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_RECORD", raising=False)
    with open_record("sayso.db") as record:
        store(record, "one", attributions=(ARMY,), events=(STRUCK, RAID), states=STATES)
    return tmp_path


def run(*arguments: str, width: int = 120) -> Result:
    return CliRunner().invoke(app, list(arguments), env={"COLUMNS": str(width)}, catch_exceptions=False)


def cells(printed: str) -> list[str]:
    """Return the lines of a table, white space folded, without its headings."""
    lines = [" ".join(line.split()) for line in printed.splitlines()]
    return [line for line in lines[3:] if line]


@pytest.mark.usefixtures("folder")
def test_an_event_is_a_row_with_its_voices() -> None:
    lines = cells(run("events").output)
    assert lines[0].endswith("2023-04-18 evening assault: heavy weapons; killed 12 / at most 20 outlet 0.90")
    assert lines[1] == "e1 Gunmen -> the depot The army denied"


@pytest.mark.usefixtures("folder")
def test_tellings_are_rows_of_their_own() -> None:
    lines = cells(run("events", "--tellings").output)
    assert lines[0].endswith("2023-04-18 evening assault: heavy weapons; killed 12 outlet 0.90")
    assert lines[1:2] == ["e1 Gunmen -> the depot"]
    assert lines[2].endswith("assault; killed at most 20 The army denied 0.50")
    assert lines[3] == "e2 = e1 They"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("options", "events"),
    [
        (["--type", "assault"], ["e1"]),
        (["--type", "AID"], []),
        (["--mode", "Heavy-Weapons"], ["e1"]),
        (["--actor", "gunmen"], ["e1"]),
        (["--place", "osk"], []),
        (["--since", "2023-04-19"], []),
        (["--until", "2023-04"], ["e1"]),
        (["--asserted"], ["e1"]),
        (["--asserted", "--tellings"], ["e1"]),
        (["--min-confidence", "0.95"], []),
        (["--tellings"], ["e1", "e2"]),
        (["--tellings", "--limit", "1"], ["e1"]),
    ],
)
def test_filters(options: list[str], events: list[str]) -> None:
    result = run("events", "--json", *options)
    assert result.exit_code == 0
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == events
    assert ("No such events." in run("events", *options).stdout) == (not events)


@pytest.mark.usefixtures("folder")
def test_what_is_left_out_is_said() -> None:
    assert "1 of 2; --limit 2 shows all." in run("events", "--tellings", "-n", "1").stderr


@pytest.mark.usefixtures("folder")
def test_states() -> None:
    lines = cells(run("states").output)
    assert lines[0].endswith("control: hold outlet 0.80")
    assert lines[1] == "s1 They -> it"
    assert lines[2].endswith("need: needs outlet (to come) 0.30")
    assert lines[3] == "s2 ? -> flour"
    (row,) = run("states", "--json", "--holder", "they", "--type", "CONTROL").stdout.splitlines()
    assert json.loads(row)["voice"] == {"attribution": None, "source": None, "stance": None, "auxiliary": []}
    assert "No such states." in run("states", "--since", "2000").stdout


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("width", [60, 80, 120])
def test_tables_fit(width: int) -> None:
    for command in (["events"], ["events", "--tellings"], ["states"]):
        assert max(map(cell_len, run(*command, width=width).output.splitlines())) <= width


@pytest.mark.usefixtures("folder")
def test_the_summary_shows_named_events_one_a_report() -> None:
    with open_record("sayso.db") as record:
        unnamed = Event(
            id="e1", type="AID", trigger=span("hold"), confidence=1.0,
            arguments=(argument("actor", "They"), argument("recipient", "the depot")),
        )  # fmt: skip
        store(record, "two", events=(unnamed,))
        other = store(record, "three", events=(STRUCK, Event(id="e9", type="AID", trigger=span("12"), confidence=1.0)))
        shown = some_events(record.events())
    assert [row.id for row in shown] == ["e1", "e1"]
    assert other in [row.report for row in shown]


def with_confidence(confidence: float) -> tuple[Event, ...]:
    """Return an event that is this sure and one that is hardly sure at all."""
    return (replace(STRUCK, confidence=confidence), replace(STRUCK, id="e2", trigger=span("raid"), confidence=0.1))


@pytest.mark.parametrize(("sure", "loaded"), [(0, 2 * EVENTS + 6), (EVENTS - 1, 2 * EVENTS + 6), (EVENTS, EVENTS)])
def test_the_summary_loads_no_more_events_than_it_takes(
    sure: int, loaded: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    with open_record(tmp_path / "sayso.db") as record:
        for number in range(EVENTS + 3):
            store(record, f"r{number}", events=with_confidence(0.96 + number / 1000 if number < sure else 0.05))
        best, listed, copies = some_events(record.events()), record.events, Mock(wraps=record.copies)

        def events(**wanted: Any) -> Rows[EventRow]:
            found = listed(**wanted)
            asked.append(len(found))
            return found

        monkeypatch.setattr(record, "events", events)
        monkeypatch.setattr(record, "copies", copies)
        out = Console(width=200, record=True, file=io.StringIO())
        print_summary(out, record)
    assert asked[-1] == max(asked) == loaded
    assert copies.call_count == 1
    lines = out.export_text().splitlines()
    assert any(line.startswith(f"Some of {2 * EVENTS + 6} events") for line in lines)
    assert [line.split()[-1] for line in lines if "killed 12" in line] == [f"{row.confidence:.2f}" for row in best]


def test_the_summary_passes_copies_over(tmp_path: Path) -> None:
    out = Console(width=200, file=io.StringIO(), record=True)
    with open_record(tmp_path / "sayso.db") as record:
        for name in ("one", "two"):
            store(record, name, keys=(7,), events=(STRUCK,))
        assert [len(group.reports) for group in record.copies()] == [2]
        print_summary(out, record)
    lines = out.export_text().splitlines()
    assert len([line for line in lines if "killed 12" in line]) == 1
    assert any(line.startswith("Some of 2 events") for line in lines)
