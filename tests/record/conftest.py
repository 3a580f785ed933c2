"""Records on both databases, and reports made up for the tests."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from sayso.core.original import Original
from sayso.core.provenance import ComponentVersion, RunSettings
from sayso.core.reading import Attribution, ReaderIdentity, Reading, SourceSpan
from sayso.core.report import Published, Report, report_id, text_sha256
from sayso.core.span import Span
from sayso.record import Record, open_record

READER = ReaderIdentity(name="rules", version="1")
SETTINGS = RunSettings(
    command="read",
    sayso_version="0.1.0",
    components=(ComponentVersion(name="quotations", version="1", settings={"depth": 2}),),
    settings={"max_pages": 2000},
)


def made_original(name: str, **values: object) -> Original:
    return Original.of(f"folder/{name}.txt", f"bytes of {name}".encode(), **values)


def made_report(name: str, text: str, *, item: int = 0, **values: object) -> tuple[Original, Report]:
    """Return an original called `name` and its report with `text`; `published` may be a date."""
    original = made_original(name)
    if isinstance(values.get("published"), str):
        values["published"] = Published(value=values["published"], status="stated", origin="user")
    known = {"uri": original.uri, "outlet": "osk.example", "title": f"Title {name}", "language": "en"}
    return original, Report(
        id=report_id(original.sha256, item),
        text=text,
        sha256=text_sha256(text),
        original_sha256=original.sha256,
        item=item,
        extractor="text 1",
        **(known | values),
    )


def said(text: str, source: str, content: str, *, name: str = "a1", **values: object) -> Attribution:
    """Return an attribution whose source and content are the first such words of `text`."""
    spans = [Span.of(text, text.index(words), text.index(words) + len(words)) for words in (source, content)]
    found = SourceSpan(start=spans[0].start, end=spans[0].end, text=spans[0].text)
    defaults = {"cue": None, "manner": "direct", "stance": "assert", "confidence": 0.5}
    return Attribution(id=name, source=found, content=(spans[1],), **(defaults | values))


def made_reading(report: Report, **values: object) -> Reading:
    return Reading(report=report, reader=READER, **values)


def no_likeness(text_a: str, text_b: str) -> None:
    return None


def add(record: Record, run: str, name: str, text: str, **values: object) -> Report:
    """Add a report with no copies; `attributions` and `events` go into the Reading, all else into the Report."""
    read = {key: values.pop(key) for key in ("attributions", "events", "not_read") if key in values}
    original, report = made_report(name, text, **values)
    record.add_report(original, Reading(report=report, reader=READER, **read), (), no_likeness, run, last=True)
    return report


@pytest.fixture(scope="session")
def made() -> SimpleNamespace:
    """The makers of test values above."""
    names = (made_original, made_report, said, no_likeness, add)
    return SimpleNamespace(
        **{each.__name__: each for each in names}, READER=READER, SETTINGS=SETTINGS, READING=made_reading
    )


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "empty.db"
    open_record(path).close()
    return path


@pytest.fixture(scope="session")
def postgresql_template(postgresql_database: Callable[..., str]) -> str:
    url = postgresql_database()
    open_record(url).close()
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def new_address(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[], str]:
    """Return addresses where no record is yet."""
    if database == "sqlite":
        numbers = iter(range(1_000_000))
        return lambda: str(tmp_path / f"record-{next(numbers)}.db")
    return request.getfixturevalue("postgresql_database")


@pytest.fixture
def new_record(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[], Record]]:
    """Return empty records, quickly; they are closed at the end."""
    opened: list[Record] = []

    def make() -> Record:
        if database == "sqlite":
            where = str(tmp_path / f"copy-{len(opened)}.db")
            shutil.copyfile(request.getfixturevalue("sqlite_template"), where)
        else:
            template = request.getfixturevalue("postgresql_template")
            where = request.getfixturevalue("postgresql_database")(template=template)
        opened.append(open_record(where, create=False))
        return opened[-1]

    yield make
    for record in opened:
        record.close()


@pytest.fixture
def record(new_record: Callable[[], Record]) -> Record:
    return new_record()


@pytest.fixture
def run(record: Record) -> str:
    return record.begin_run(SETTINGS)
