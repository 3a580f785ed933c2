"""A small record in memory, for tests of the formats themselves."""

from collections.abc import Iterator

import pyarrow as pa
import pytest

from sayso.core.reading import Attribution, ReaderIdentity, Reading, SourceSpan
from sayso.core.report import Report, report_id, text_sha256
from sayso.core.span import Span

TEXTS = (
    'Captain Ilse Orran said: "The bridge at Velm is ours."',
    'Nobody was hurt, "not one of us," the miller said.\n\nThe rain – four days of it – went on in Ťaşkǝn 🌧.',
    "=1+1 was painted on a wall in Velm.",
)


def reading_of(text: str, number: int) -> Reading:
    """Return a Reading whose first quotation, where there is one, is an attribution."""
    digest = text_sha256(f"original {number}")
    report = Report(
        id=report_id(digest),
        uri=f"reports/{number}.txt",
        title=f'Report, "number" {number}',
        text=text,
        sha256=text_sha256(text),
        original_sha256=digest,
        extractor="text 1",
    )
    found: tuple[Attribution, ...] = ()
    if '"' in text:
        start, end = text.index('"'), text.rindex('"') + 1
        said = text.index("said")
        found = (
            Attribution(
                id="a1",
                source=SourceSpan(start=0, end=7, text=text[0:7]),
                cue=Span.of(text, said, said + 4),
                content=(Span.of(text, start, end),),
                manner="direct",
                stance="assert",
                confidence=0.9,
            ),
        )
    return Reading(report=report, attributions=found, reader=ReaderIdentity(name="rules", version="7"))


class RecordInMemory:
    """What an export needs of a record, without a store."""

    def __init__(self, readings: tuple[Reading, ...], tables: dict[str, pa.Table]) -> None:
        self._readings = readings
        self._tables = tables

    def readings(self) -> Iterator[Reading]:
        yield from self._readings

    def table_names(self) -> tuple[str, ...]:
        return tuple(self._tables)

    def table(self, name: str) -> pa.Table:
        return self._tables[name]


@pytest.fixture
def readings() -> tuple[Reading, ...]:
    return tuple(reading_of(text, number) for number, text in enumerate(TEXTS))


@pytest.fixture
def record(readings: tuple[Reading, ...]) -> RecordInMemory:
    schema = pa.schema(
        [
            pa.field(
                "id", pa.string(), nullable=False, metadata={"meaning": "Stable id.", "unit": "r- and 16 hex digits"}
            ),
            pa.field("title", pa.string(), metadata={"meaning": "The headline."}),
            pa.field("killed_best", pa.int64(), metadata={"meaning": "Fatalities, best reading."}),
            pa.field("confidence", pa.float64()),
            pa.field("direct", pa.bool_()),
            pa.field("published", pa.date32()),
            pa.field("sectors", pa.list_(pa.string())),
        ]
    )
    columns = [
        ["r-1", "r-2", "r-3", "r-4"],
        ["plain", "", None, '=HYPERLINK("x"),\r\nsecond "line"'],
        [0, None, 12, -3],
        [0.1, None, 1e-12, 1.0],
        [True, None, False, True],
        [None, None, None, None],
        [["REB", "GOV"], [], None, ["=x"]],
    ]
    table = pa.table([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)
    read = pa.table(
        {"reader_name": ["rules", "rules"], "reader_version": ["7", "6"], "not_read": [None, "language pt"]}
    )
    return RecordInMemory(readings, {"reports": table, "contents": table.slice(0, 0), "readings": read})
