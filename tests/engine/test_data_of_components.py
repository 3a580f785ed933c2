"""Components that read from data on this machine: seen to before workers start, and part of the reader's identity."""

import io
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from sayso.core.errors import UsageError
from sayso.core.original import Original
from sayso.core.reading import Findings
from sayso.core.report import Report
from sayso.engine.in_process import InProcessEngine
from sayso.engine.work import Worker, WorkSettings, prepare
from sayso.engine.worker_processes import WorkerProcesses
from sayso.gazetteer import build
from sayso.gazetteer.adding import add_dumps
from sayso.gazetteer.facts import CountryNames, Facts
from sayso.gazetteer.sources import City, Country, Subdivision
from sayso.ingest.find import FindOptions
from sayso.ingest.limits import Limits
from sayso.pipeline import ReadJob, RecordedRun
from sayso.reading import component
from sayso.reading.component import register
from sayso.reading.reader import Reader, ReaderConfig, load_config
from sayso.record import Record, open_record

TEXT = "Shells fell on the town of Harvan on Monday. Nobody in Harvan was hurt, and the road to Orla stayed open."
_CONFIG = """
name = "places alone"

[[components]]
name = "places"
[components.settings]
gazetteer = "{path}"
in_names_of_bodies = false
least_share = 0.2
"""


def _small() -> build.Sources:
    return build.Sources(
        cities=(City(101, "Harvan", 10.0, 20.0, "VD", 900_000, "01", []),),
        countries=(Country(1, "Veldan", "VD", "VDN", "Harvan", 40_000.0, 3_000_000),),
        country_facts={},
        subdivisions={"VD": {"VD-HA": Subdivision("Harvan", None, "Province", None, (10.0, 20.1))}},
        state_ids={},
        facts=Facts(
            countries={"VD": CountryNames(demonyms=("Veldish",))},
            regions=(),
            division_names={},
            division_abbreviations={},
            division_demonyms={},
            geonames_divisions={},
            divisions_that_are_countries=frozenset(),
        ),
    )


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where a gazetteer of one town will be built: by this process; others would build the whole one."""
    monkeypatch.setattr(build.Sources, "installed", classmethod(lambda _: _small()))
    return tmp_path / "places.sqlite"


@pytest.fixture
def settings(path: Path, tmp_path: Path) -> WorkSettings:
    config = tmp_path / "reader.toml"
    config.write_text(_CONFIG.format(path=path.as_posix()), encoding="utf-8")
    return WorkSettings(reader_config=str(config))


def dump(folder: Path) -> Path:
    cells = [
        "102",
        "Orla",
        "Orla",
        "",
        "10.5",
        "20.5",
        "P",
        "PPL",
        "VD",
        "",
        "01",
        "",
        "",
        "",
        "700",
        "",
        "300",
        "",
        "",
    ]
    (folder / "VD.txt").write_text("\t".join(cells) + "\n", encoding="utf-8")
    return folder / "VD.txt"


def reread(record: Record, settings: WorkSettings) -> int:
    run = RecordedRun(record, InProcessEngine(settings), Worker(settings), Limits())
    return sum(outcome.kind == "read" for outcome in run.reread())


def test_the_data_are_there_before_worker_processes_start(path: Path, settings: WorkSettings) -> None:
    assert not path.exists()
    with WorkerProcesses(settings, jobs=1) as engine:
        assert path.exists()
        before = path.stat()
        ((_, result),) = engine.run([Original.of("1.txt", TEXT.encode())])
        assert path.stat() == before, "a worker built it again"
    assert isinstance(result, tuple)
    assert [place.country for place in result[0].reading.places][:1] == ["VD"]
    assert result[0].reading.reader == Worker(settings).reader.identity


def test_what_the_data_hold_is_part_of_version_and_identity(path: Path, settings: WorkSettings, tmp_path: Path) -> None:
    before = Worker(settings).reader
    name, version = before.components[0].name, before.components[0].version
    assert name == "places"
    assert version.partition("+gazetteer.")[2]
    add_dumps([dump(tmp_path)], path)
    after = Worker(settings).reader
    assert after.components[0].version.partition("+")[0] == version.partition("+")[0]
    assert after.components[0].version != version
    assert after.components[0].settings == before.components[0].settings
    assert after.identity.version != before.identity.version


def test_reports_are_read_again_after_something_was_added_and_only_then(
    path: Path, settings: WorkSettings, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "report.txt").write_text(TEXT, encoding="utf-8")
    with open_record(str(tmp_path / "record.db")) as record:
        run = RecordedRun(record, InProcessEngine(settings), Worker(settings), Limits())
        job = ReadJob(paths=(tmp_path / "in",), options=FindOptions())
        assert [outcome.kind for outcome in run.read(job, io.BytesIO())] == ["read"]
        assert reread(record, settings) == 0
        add_dumps([dump(tmp_path)], path)
        assert reread(record, settings) == 1
        (reading,) = record.readings()
        assert 102 in [place.geonames_id for place in reading.places]
        add_dumps([dump(tmp_path)], path)
        assert reread(record, settings) == 0, "added twice, it holds the same"
    with closing(sqlite3.connect(tmp_path / "record.db")) as connection:
        components = [row[0] for row in connection.execute("SELECT components FROM runs ORDER BY started_at, id")]
    assert all("+gazetteer." in each for each in components)
    assert len(set(components)) == 2


def test_data_that_cannot_be_had_is_an_error_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    config = tmp_path / "reader.toml"
    config.write_text(_CONFIG.format(path=(tmp_path / "file" / "p.sqlite").as_posix()), encoding="utf-8")
    settings = WorkSettings(reader_config=str(config))
    with pytest.raises(UsageError, match="SAYSO_GAZETTEER"):
        WorkerProcesses(settings, jobs=1)
    with pytest.raises(UsageError, match="SAYSO_GAZETTEER"):
        Worker(settings)


class _NoSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class _FromData:
    name = "from data"
    version = "7"

    def __init__(self, settings: _NoSettings) -> None:
        del settings

    @property
    def data(self) -> Mapping[str, str]:
        return {"names": "b2", "maps": "a1"}

    def read(self, report: Report, found: Findings) -> Findings:
        del report, found
        return Findings()


def test_the_hooks_are_for_any_component(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(component, "_REGISTRY", dict(component._REGISTRY))
    prepared: list[_NoSettings] = []
    register("from data", _NoSettings, prepare=prepared.append)(_FromData)
    config = tmp_path / "reader.toml"
    config.write_text('name = "r"\n[[components]]\nname = "from data"\nsettings = {}\n', encoding="utf-8")
    prepare(WorkSettings(reader_config=str(config)))
    assert prepared == [_NoSettings()]
    (version,) = Reader(load_config(config)).components
    assert version.version == "7+maps.a1+names.b2"
    config.write_text('name = "r"\n[[components]]\nname = "from data"\nsettings = {depth = 2}\n', encoding="utf-8")
    with pytest.raises(UsageError, match="depth"):
        prepare(WorkSettings(reader_config=str(config)))


def test_components_without_data_keep_their_version() -> None:
    config: ReaderConfig = load_config().only("sentences")
    (sentences,) = Reader(config).components
    assert "+" not in sentences.version


@pytest.mark.parametrize("code", ["import sayso.cli.app", "from sayso.cli import main; main()"])
def test_help_and_import_need_no_gazetteer(tmp_path: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_GAZETTEER", str(tmp_path / "places.sqlite"))
    command = [sys.executable, "-c", code, "--help"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []
