"""Worker processes: order, and that a document that misbehaves costs only itself."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from sayso.core.errors import UsageError
from sayso.core.original import Failure, Original
from sayso.engine.in_process import InProcessEngine
from sayso.engine.protocol import Item, Known
from sayso.engine.work import Work, WorkSettings
from sayso.engine.worker_processes import WorkerProcesses
from sayso.ingest.limits import Limits

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def text(number: int) -> Original:
    body = f'The bridge at Harvan was closed on day {number}. "It stays closed," the mayor said.'
    return Original.of(f"{number}.txt", body.encode())


def big_page(paragraphs: int) -> Original:
    line = b"<p>Shells fell on the <b>village</b> of Tarn at <a href='/x'>dawn</a>, and again at noon, he said.</p>"
    return Original.of("big.html", b"<html><body><article>" + line * paragraphs + b"</article></body></html>")


def children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text().split()]
    return found


def test_results_come_in_the_order_of_the_documents_and_are_those_of_one_process() -> None:
    settings = WorkSettings()
    known = Known(original=text(99))
    failed = Failure(uri="gone.txt", stage="find", reason="there is no such file")
    items: list[Item] = [text(1), known, big_page(300), failed, *map(text, range(2, 12)), known]
    with WorkerProcesses(settings, jobs=2) as engine:
        there = list(engine.run(items))
    assert [item for item, _ in there] == items
    assert there == list(InProcessEngine(settings).run(items))
    assert there[1][1] == ()
    assert there[3][1] is failed


def test_documents_are_drawn_only_as_results_are_taken() -> None:
    drawn = []

    def items() -> list[Item]:
        return [text(number) for number in range(100)]

    def noted() -> object:
        for item in items():
            drawn.append(item)
            yield item

    with WorkerProcesses(WorkSettings(), jobs=1) as engine:
        results = engine.run(noted())  # type: ignore[arg-type]
        next(results)
        assert len(drawn) < 20


def test_jobs_must_be_positive() -> None:
    with pytest.raises(UsageError, match="at least 1"):
        WorkerProcesses(WorkSettings(), jobs=0)


@linux_only
def test_a_document_whose_process_dies_costs_only_itself() -> None:
    limits = Limits(max_html_nodes=10_000_000)
    with WorkerProcesses(WorkSettings(limits=limits), jobs=1) as engine:
        before = set(children(os.getpid()))

        def kill_the_worker() -> None:
            deadline = time.monotonic() + 30
            while time.monotonic() < deadline:
                workers = set(children(os.getpid())) - before
                busy = [pid for pid in workers if _cpu_seconds(pid) > 2]
                if busy:
                    os.kill(busy[0], signal.SIGKILL)
                    return
                time.sleep(0.05)

        killer = threading.Thread(target=kill_the_worker)
        killer.start()
        (_, died), (_, after) = engine.run([big_page(300_000), text(1)])
        killer.join()
    assert isinstance(died, Failure)
    assert "died" in died.reason
    assert isinstance(after, tuple)
    assert isinstance(after[0], Work)


@linux_only
def test_a_document_that_needs_too_much_memory_costs_only_itself() -> None:
    limits = Limits(max_html_nodes=10_000_000, max_memory_bytes=900_000_000)
    with WorkerProcesses(WorkSettings(limits=limits), jobs=1) as engine:
        (_, greedy), (_, after) = engine.run([big_page(400_000), text(1)])
    assert isinstance(greedy, Failure)
    assert "max_memory_bytes" in greedy.reason
    assert isinstance(after, tuple)


@linux_only
def test_workers_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    page = tmp_path / "big.html"
    page.write_bytes(big_page(300_000).content)
    code = "from sayso.cli import main; main()"
    command = [sys.executable, "-c", code, "read", str(page), "--record", str(tmp_path / "r.db")]
    process = subprocess.Popen([*command, "--limit", "max_html_nodes=10000000"], stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not any(_cpu_seconds(pid) > 1 for pid in children(process.pid)):
        time.sleep(0.05)
    workers = children(process.pid)
    assert workers
    process.kill()
    process.wait()
    while time.monotonic() < deadline and any(Path(f"/proc/{pid}").exists() for pid in workers):
        time.sleep(0.05)
    assert not any(_is_running(pid) for pid in workers)


def _cpu_seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
