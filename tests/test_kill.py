"""Killed at any moment, a run loses nothing that was written, and going on ends in the very same record."""

import multiprocessing
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from sayso.record import open_record

KILLS = 50
OF_THE_RUN = {"run_id", "read_at", "found_at", "failed_at", "first_seen_at", "stored_at", "created_at", "at"}
"""Columns that say when and in which run a row was made, which differ between two runs of the same work."""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    draw = random.Random(7)
    places = ["Harvan", "Tesk", "Orlu", "Dvinsk Pass", "the Sarn valley", "Upper Mezh", "Kolvar"]
    people = ["Colonel Adar", "Mayor Ilse Tarn", "a spokesman for the front", "Dr. Pavel Oruz", "one resident"]
    for number in range(12):
        lines = []
        for _ in range(5):
            place, person = draw.choice(places), draw.choice(people)
            count = draw.randint(2, 60)
            lines.append(f"Fighting near {place} left {count} houses burned, and {draw.choice(places)} lost its power.")
            lines.append(f'"We counted {count} people on the road to {place}," {person} said on the {count}th.')
        text = "\n\n".join(lines)
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
        if number % 4 == 0:
            (folder / f"{number:02}-copy.txt").write_text("HARVAN (Wire) - " + text, encoding="utf-8")
        if number % 5 == 0:
            (folder / f"{number:02}-twin.txt").write_text(text, encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    (folder / "pt.txt").write_text(
        "O governador disse que a ponte foi destruída durante a noite e que ninguém ficou ferido. Os moradores da "
        "aldeia contaram aos jornalistas que ouviram três explosões antes do amanhecer, e que as estradas estavam "
        "cortadas desde a semana passada.",
        encoding="utf-8",
    )
    items = "".join(
        f"<item><title>Item {n}</title><link>https://news.invalid/{n}</link>"
        f"<description>The army said on Monday that its convoy number {n} had crossed the river Sarn under fire, and "
        f"that {n + 3} of its trucks were lost near Kolvar.</description></item>"
        for n in range(4)
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Harvan Daily</title>{items}</channel></rss>'
    (folder / "feed.rss").write_text(feed, encoding="utf-8")
    return folder


READ_ALL = """
import io
from pathlib import Path
from sayso.engine.in_process import InProcessEngine
from sayso.engine.work import Worker, WorkSettings
from sayso.ingest.find import FindOptions
from sayso.ingest.limits import Limits
from sayso.pipeline import ReadJob, RecordedRun
from sayso.record import open_record

worker = Worker(WorkSettings())
with open_record({record!r}) as opened:
    run = RecordedRun(opened, InProcessEngine(WorkSettings()), worker, Limits())
    for _ in run.read(ReadJob(paths=(Path({folder!r}),), options=FindOptions()), io.BytesIO()):
        pass
"""


def read_all(record: Path, folder: Path) -> None:
    exec(READ_ALL.format(record=str(record), folder=str(folder)), {})  # noqa: S102 (the code above)


def rows_of(record: Path) -> dict[str, list[Any]]:
    """Every row of every table, without the columns of the run."""
    with open_record(record, create=False) as opened:
        assert opened.check() == []
        rows = {}
        for name in opened.table_names():
            if name != "runs":
                table = opened.table(name)
                kept = table.select([column for column in table.column_names if column not in OF_THE_RUN])
                rows[name] = sorted(map(repr, kept.to_pylist()))
        return rows


@pytest.fixture(scope="module")
def undisturbed(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    record = tmp_path_factory.mktemp("undisturbed") / "record.db"
    read_all(record, reports)
    rows = rows_of(record)
    assert len(rows["reports"]) == 20
    assert len(rows["failures"]) == 1
    assert len(rows["copies"]) >= 3
    return rows


@pytest.mark.timeout(300)
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_fifty_kills_at_random_moments(reports: Path, undisturbed: dict[str, list[Any]], tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")  # with all that is loaded, so that the kills fall into the reading

    def start(record: Path) -> Any:
        process = context.Process(target=exec, args=(READ_ALL.format(record=str(record), folder=str(reports)), {}))
        process.start()
        return process

    start(tmp_path / "warm.db").join()
    began = time.monotonic()
    start(tmp_path / "timed.db").join()
    whole = time.monotonic() - began
    draw = random.Random(11)
    half_done = 0
    for number in range(KILLS):
        record = tmp_path / f"killed-{number}.db"
        process = start(record)
        time.sleep(draw.uniform(0.02, whole))
        process.kill()
        process.join()
        if record.exists() and record.stat().st_size:
            with open_record(record) as opened:
                assert opened.check() == []
                half_done += 0 < opened.summary().reports < len(undisturbed["reports"])
        read_all(record, reports)
        assert rows_of(record) == undisturbed
    assert half_done >= KILLS // 5, "too few kills came in the middle of the reading to show anything"


def test_a_killed_command_goes_on(reports: Path, undisturbed: dict[str, list[Any]], tmp_path: Path) -> None:
    record = tmp_path / "record.db"
    command = [
        sys.executable,
        "-c",
        "from sayso.cli import main; main()",
        "read",
        str(reports),
        "--record",
        str(record),
    ]
    process = subprocess.Popen([*command, "--jobs", "2"], stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if record.exists() and record.stat().st_size > 100_000:
            break
        time.sleep(0.01)
    process.kill()
    process.communicate()
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert done.returncode == 1, done.stderr
    assert b"broken.pdf" in done.stderr
    assert rows_of(record) == undisturbed
