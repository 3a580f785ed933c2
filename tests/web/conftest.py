"""A record of invented reports: copies, nested and broken quotes, pages, hostile text, a language not read."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fastapi
import httpx
import msgspec
import pytest

from sayso.core.original import Failure, Original
from sayso.core.provenance import RunSettings
from sayso.core.reading import Attribution, Entity, Mention, ReaderIdentity, Reading, SourceSpan
from sayso.core.report import PageStart, Published, Report, report_id, text_sha256
from sayso.core.span import Span
from sayso.record import open_record
from sayso.web.app import create_app

BRIDGE = """Fighters of the Free Uplands Column took the old stone bridge at Velm before dawn on Tuesday, \
cutting the only road by which the valley towns are supplied.

“The bridge is ours, and it stays ours,” said Captain Ilse Orran, who leads the column's northern wing. \
“Let them come and count the stones.”

A spokesman for the defence ministry in Tarnow denied it. “There are no rebels at Velm,” Josip Karel told reporters. \
“The commander on the spot told me: ‘We hold both banks,’ and I believe him.

“Anyone who says otherwise was not there.”

At least twelve people were killed, according to the regional hospital, which asked for blood and for fuel. \
The hospital said the wards were full.

“We heard the first shots at four,” a miller said."""

HOSTILE_TITLE = "<script>alert(1)</script> & \u202egnp.exe \x00 \"quoted\" 'title'"
HOSTILE_TEXT = (
    '<img src=x onerror=alert(2)> \u202eevil\u202c </p></article> {{ 7*7 }} \x07 end.\n\n"<b>Bold</b>," said Eve.'
)


def span(text: str, words: str, at: int = 0) -> Span:
    start = text.index(words, at)
    return Span.of(text, start, start + len(words))


def attribution(name: str, source: Span | None, cue: Span | None, *content: Span, **more: Any) -> Attribution:
    named = None
    if source is not None:
        named = SourceSpan(start=source.start, end=source.end, text=source.text, entity=more.pop("entity", None))
    values = {"manner": "direct", "stance": "assert", "confidence": 0.9} | more
    return Attribution(id=name, source=named, cue=cue, content=content, **values)


def bridge_attributions(text: str) -> tuple[Attribution, ...]:
    told = text.index("“There are no rebels")
    long = Span.of(text, text.index("“The commander"), text.index("was not there.”") + len("was not there.”"))
    return (
        attribution(
            "a1",
            span(text, "Captain Ilse Orran, who leads the column's northern wing"),
            span(text, "said"),
            span(text, "“The bridge is ours, and it stays ours,”"),
            span(text, "“Let them come and count the stones.”"),
            entity="e1",
        ),
        attribution(
            "a2",
            span(text, "Josip Karel"),
            span(text, "told", told),
            span(text, "“There are no rebels at Velm,”"),
            long,
            stance="deny",
        ),
        attribution(
            "a3",
            span(text, "The commander on the spot"),
            span(text, "told me"),
            span(text, "‘We hold both banks,’"),
            within="a2",
        ),
        attribution(
            "a4",
            span(text, "the regional hospital"),
            span(text, "according to"),
            span(text, "At least twelve people were killed"),
            manner="indirect",
        ),
        attribution("a5", None, None, span(text, "“We heard the first shots at four,”")),
    )


def report(number: int, text: str, **values: Any) -> tuple[Original, Report]:
    original = Original.of(f"reports/{number}.html", f"<p>{number}</p>".encode(), media_type="text/html")
    values.setdefault("uri", f"https://news.example/{number}")
    found = Report(
        id=report_id(original.sha256),
        text=text,
        sha256=text_sha256(text),
        original_sha256=original.sha256,
        extractor="html 1",
        **values,
    )
    return original, found


def dated(value: str) -> Published:
    return Published(value=value, status="stated", origin="metadata")


def readings() -> Iterator[tuple[Original, Reading]]:
    reader = ReaderIdentity(name="invented", version="3")
    original, first = report(
        1,
        BRIDGE,
        title="Rebels say they hold the bridge at Velm",
        outlet="The Tarnow Courier",
        byline="By Marta Ilves",
        section="Uplands",
        language="en",
        published=Published(
            value="2031-03-04", status="inferred", origin="text", reason="day and month order of the outlet's country"
        ),
    )
    name = span(BRIDGE, "Captain Ilse Orran")
    mention = Mention(start=name.start, end=name.end, text=name.text, form="name")
    entity = Entity(id="e1", name="Ilse Orran", type="person", mentions=(mention,))
    yield original, Reading(report=first, entities=(entity,), attributions=bridge_attributions(BRIDGE), reader=reader)
    shorter = BRIDGE[: BRIDGE.index("\n\nAt least")]
    original, copy = report(
        2, shorter, title="Bridge at Velm taken, column says", outlet="uplands-post.example", language="en",
        published=dated("2031-03-05"),
    )  # fmt: skip
    yield (
        original,
        Reading(report=copy, entities=(entity,), attributions=bridge_attributions(BRIDGE)[:3], reader=reader),
    )
    original, hostile = report(3, HOSTILE_TEXT, title=HOSTILE_TITLE, outlet="<i>Outlet</i>", uri="javascript:alert(3)")
    eve = attribution("a1", span(HOSTILE_TEXT, "Eve"), span(HOSTILE_TEXT, "said"), span(HOSTILE_TEXT, '"<b>Bold</b>,"'))
    yield original, Reading(report=hostile, attributions=(eve,), reader=reader)
    text = "A ponte caiu na terça-feira."
    original, foreign = report(
        4, text, title="A ponte de Velm", outlet="O Vale", language="pt", published=dated("2031-03")
    )
    yield original, Reading(report=foreign, reader=reader, not_read="language pt")
    text = "Page one of the annual survey.\n\nIt goes on.\n\nThe second page begins here.\n\nAnd the third."
    pages = tuple(
        PageStart(number=number, start=text.index(words))
        for number, words in ((1, "Page"), (2, "The second"), (3, "And"))
    )
    original, paged = report(5, text, language="en", uri="survey.pdf", pages=pages, published=dated("2031-02-27"))
    yield original, Reading(report=paged, reader=reader)


class Likeness(msgspec.Struct, frozen=True):
    jaccard: float
    containment: float
    copy: bool


def likeness(one: str, other: str) -> Likeness:
    mine, theirs = set(re.findall(r"\w+", one)), set(re.findall(r"\w+", other))
    shared = len(mine & theirs)
    jaccard = shared / len(mine | theirs)
    return Likeness(jaccard, shared / min(len(mine), len(theirs)), jaccard > 0.5)


def fill(where: Path) -> dict[int, str]:
    """Write the record at `where`; return the report ids by their number."""
    ids = {}
    with open_record(where) as record:
        run = record.begin_run(RunSettings(command="read", sayso_version="0", components=(), settings={}))
        for number, (original, reading) in enumerate(readings(), start=1):
            record.add_report(original, reading, [1 if number < 3 else number], likeness, run, last=True)
            ids[number] = reading.report.id
        record.add_failure(Failure(uri="bad/<b>x</b>.pdf", stage="open", reason="not a PDF: <no header>"), run)
        record.finish_run(run, {})
    return ids


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[int, str]]:
    where = tmp_path_factory.mktemp("record") / "record.db"
    return where, fill(where)


@pytest.fixture(scope="session")
def ids(filled: tuple[Path, dict[int, str]]) -> dict[int, str]:
    return filled[1]


class Client:
    """Asks an application without a network; an error inside it becomes its answer, as it would for a browser."""

    def __init__(self, app: fastapi.FastAPI) -> None:
        self.app = app

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8017") as client:
                return await client.request(method, path, **more)

        return asyncio.run(ask())

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.request("GET", path, **more)


@pytest.fixture(scope="session")
def client(filled: tuple[Path, dict[int, str]]) -> Iterator[Client]:
    app = create_app(str(filled[0]))
    yield Client(app)
    app.state.record.close()
