"""The library as the README shows it, and the same run into a file and into PostgreSQL."""

import io
from pathlib import Path

import pytest

import sayso
from sayso.core.errors import IngestError
from sayso.engine.in_process import InProcessEngine
from sayso.engine.work import Worker, WorkSettings
from sayso.ingest.find import FindOptions
from sayso.ingest.limits import Limits
from sayso.pipeline import ReadJob, RecordedRun
from sayso.record import Record

EXAMPLES = Path(sayso.__file__).parent / "examples" / "reports"
TEXT = '"We hold the bridge," Colonel Adar told reporters on Monday. "Nobody will cross it tonight."'


def read_into(record: Record, **job: object) -> dict[str, int]:
    settings = WorkSettings()
    run = RecordedRun(record, InProcessEngine(settings), Worker(settings), Limits())
    counts: dict[str, int] = {}
    for outcome in run.read(ReadJob(paths=(EXAMPLES,), options=FindOptions(), **job), io.BytesIO()):  # type: ignore[arg-type]
        counts[outcome.kind] = counts.get(outcome.kind, 0) + 1
    return counts


def test_one_text() -> None:
    reading = sayso.read(TEXT, published="2023-04-25", outlet="The Post")
    assert reading.report.text == TEXT
    assert (reading.report.published.value, reading.report.published.origin) == ("2023-04-25", "user")
    (said,) = reading.attributions
    assert said.source is not None
    assert said.cue is not None
    assert (said.source.text, said.cue.text) == ("Colonel Adar", "told")
    assert [piece.text for piece in said.content] == ['"We hold the bridge,"', '"Nobody will cross it tonight."']
    for span in reading.spans():
        assert TEXT[span.start : span.end] == span.text


def test_a_text_is_cleaned_when_asked() -> None:
    page = "Bridge held - 25/04/2023 - World\n\n" + TEXT + "\n\nShare this:\nTweet\n"
    cleaned = sayso.read(page, as_is=False).report
    assert (cleaned.title, cleaned.published.value, cleaned.text) == ("Bridge held", "2023-04-25", TEXT)
    assert sayso.read(page).report.text == page


def test_nothing_to_read_is_an_error() -> None:
    with pytest.raises(IngestError):
        sayso.read("  \n ")


def test_a_record_of_the_examples(tmp_path: Path) -> None:
    with sayso.open(tmp_path / "record.db") as record:
        assert read_into(record) == {"read": 21, "not read": 1, "failed": 1}
        assert read_into(record) == {"known": 22, "failed": 1}
        before = list(record.readings())
        assert read_into(record, again=True) == {"read": 21, "not read": 1, "failed": 1}
        assert list(record.readings()) == before
        rows = record.attributions(source="Vehdi")
        assert rows
        assert all("Vehdi" in (row.source or "") for row in rows)
        frame = rows.to_pandas()
        assert list(frame["source"]) == [row.source for row in rows]
        assert record.attributions().to_arrow().num_rows == len(record.attributions())
        assert record.check() == []


def test_read_again_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text("Bridge held - 25/04/2023 - World\n\n" + TEXT, encoding="utf-8")
    settings = WorkSettings()

    def kinds(record: Record, **job: object) -> list[str]:
        run = RecordedRun(record, InProcessEngine(settings), Worker(settings), Limits())
        options = FindOptions(as_is=bool(job.pop("as_is", False)))
        made = ReadJob(paths=(tmp_path / "in.txt",), options=options, **job)  # type: ignore[arg-type]
        return [outcome.kind for outcome in run.read(made, io.BytesIO())]

    with sayso.open(tmp_path / "record.db") as record:
        assert kinds(record) == ["read"]
        assert record.reports()[0].title == "Bridge held"
        assert kinds(record, again=True, as_is=True) == ["read"]
        assert kinds(record, as_is=True) == ["known"]
        assert record.reports()[0].title is None
        assert kinds(record) == ["read"]
        assert record.reports()[0].title == "Bridge held"
        assert len(record.reports()) == 1


def test_rereading_replaces_what_another_reader_read(tmp_path: Path) -> None:
    settings = WorkSettings()
    config = Path(sayso.__file__).parent / "reading" / "reader.toml"
    other = tmp_path / "reader.toml"
    blocks = config.read_text(encoding="utf-8").split("[[components]]")
    other.write_text(blocks[0] + "[[components]]" + blocks[1], encoding="utf-8")  # sentences alone
    with sayso.open(tmp_path / "record.db") as record:
        read_into(record)
        quotes = len(record.attributions())
        sentences_only = WorkSettings(reader_config=str(other))
        for worker, expected in ((Worker(sentences_only), 0), (Worker(settings), quotes)):
            engine = InProcessEngine(sentences_only if expected == 0 else settings)
            outcomes = list(RecordedRun(record, engine, worker, Limits()).reread())
            assert {outcome.kind for outcome in outcomes} == {"read", "not read"}
            assert len(record.attributions()) == expected
        assert len(record.reports()) == 24


def test_postgresql_holds_the_same_record(tmp_path: Path, postgresql_url: str) -> None:
    with sayso.open(tmp_path / "record.db") as file, sayso.open(postgresql_url) as server:
        assert read_into(file) == read_into(server)
        assert list(file.readings()) == list(server.readings())
        assert [(row.id, row.title) for row in file.reports()] == [(row.id, row.title) for row in server.reports()]
        groups = [[(pair.report_a, pair.report_b) for pair in group.pairs] for group in file.copies()]
        assert groups == [[(pair.report_a, pair.report_b) for pair in group.pairs] for group in server.copies()]
        found = {hit.report for hit in file.search("hospital Gorvash")}
        assert found
        assert found == {hit.report for hit in server.search("hospital Gorvash")}
        assert server.check() == []
