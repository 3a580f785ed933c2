"""Corrupt and hostile files through the whole of it: worker processes, record, failures. No crash, no hang, no loss."""

import importlib.util
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.core.original import Failure, Original
from sayso.engine.protocol import Item
from sayso.engine.work import Result, Worker, WorkSettings
from sayso.engine.worker_processes import WorkerProcesses
from sayso.ingest.find import FindOptions
from sayso.ingest.limits import Limits
from sayso.pipeline import Outcome, ReadJob, RecordedRun
from sayso.record import open_record

COUNT = 340
LIMITS = Limits(max_seconds=20.0)


def make_hostile(folder: Path) -> list[Path]:
    path = Path(__file__).parent / "ingest" / "hostile.py"
    spec = importlib.util.spec_from_file_location("hostile_files", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made: list[Path] = module.make_hostile(folder, seed=23, count=COUNT)
    return made


@pytest.mark.timeout(300)
def test_every_hostile_file_is_read_or_has_a_reason(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    made = make_hostile(tmp_path / "in")
    tables = [path for path in made if path.name.endswith("-table.csv")]
    rows = [path for path in made if path.name.endswith("-rows.jsonl")]
    spared = {*tables[1:], *rows[1:]}  # one table of 10,000 lines and one of 2,000 are enough to wait for
    paths = [path for path in made if path not in spared]
    assert len(paths) >= 300
    settings = WorkSettings(limits=LIMITS)
    with open_record(tmp_path / "record.db") as record, WorkerProcesses(settings, jobs=2) as engine:
        run = RecordedRun(record, engine, Worker(settings), LIMITS)
        job = ReadJob(paths=tuple(paths), options=FindOptions())
        outcomes: list[Outcome] = list(run.read(job, io.BytesIO()))
        failures = record.failures()
        assert record.check() == []
    about = {outcome.uri.partition("!/")[0] for outcome in outcomes}
    assert about == {str(path) for path in paths}, "a file is lost"
    kinds = Counter(outcome.kind for outcome in outcomes)
    assert kinds["failed"] >= 100
    assert kinds["read"] >= 20
    assert {outcome.failure.uri for outcome in outcomes if outcome.failure} == {row.uri for row in failures}
    for row in failures:
        assert row.reason.strip()
        assert row.reason.isprintable()
        assert not row.reason.startswith("unexpected"), f"{row.uri}: {row.reason}"


class Troubled:
    """An engine of worker processes whose documents misbehave on purpose."""

    def __init__(self, limits: Limits) -> None:
        self.engine = WorkerProcesses(WorkSettings(limits=limits), jobs=1)

    def results(self, items: list[Item]) -> Iterator[tuple[Item, Result]]:
        with self.engine:
            yield from self.engine.run(items)


def test_a_document_that_takes_too_long_costs_only_itself() -> None:
    paragraph = (
        b"<p>Shells fell on the <b>village</b> of Tarn at <a href='/x'>dawn</a>, and again at noon, he said.</p>"
    )
    slow = b"<html><body><article>" + paragraph * 300_000 + b"</article></body></html>"
    fine = b"The bridge at Harvan was closed on Monday, the mayor said. Nobody crossed it before noon."
    items: list[Item] = [
        Original.of("before.txt", fine),
        Original.of("slow.html", slow),
        Original.of("after.txt", fine + b" Then it opened."),
    ]
    limits = Limits(max_seconds=5.0, max_html_nodes=10_000_000)
    before, slow_one, after = (result for _, result in Troubled(limits).results(items))
    assert isinstance(before, tuple)
    assert isinstance(slow_one, Failure)
    assert "max_seconds" in slow_one.reason
    assert isinstance(after, tuple)
    assert after[0].reading.report.text.endswith("Then it opened.")
