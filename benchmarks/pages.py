"""How long the server takes for every page and its JSON twin over a record of many reports.

Usage: python benchmarks/pages.py [--reports 10000] [--record KEPT.db] [--times 15]

The record is invented here, the same each time: reports of some 2,500 characters with direct and indirect quotations,
wire copies, undated reports, reports in a language that is not read, failures. `--record` keeps it for the next run;
a record that is there is used as it is. Each page is asked for in the process itself, without a network, once to
warm up and then `--times` times. Exit code 1 where a 95th percentile is above the goal.
"""

import argparse
import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import httpx

from sayso.core.original import Failure, Original
from sayso.core.provenance import RunSettings
from sayso.core.reading import Attribution, Manner, ReaderIdentity, Reading, SourceSpan
from sayso.core.report import Published, Report, report_id, text_sha256
from sayso.core.span import Span
from sayso.record import Record, open_record
from sayso.web.app import create_app

SEED = 20310304
GOAL_MS = 150.0
READER = ReaderIdentity(name="invented", version="1")
RANKS = ("Captain", "Colonel", "Minister", "Governor", "Doctor", "Judge", "Elder", "Engineer")
FIRST = ("Ilse", "Josip", "Marta", "Anton", "Dervla", "Rakel", "Omer", "Tove", "Pavel", "Nadja", "Brano", "Signe")
LAST = ("Orran", "Karel", "Ilves", "Tamm", "Voss", "Brandt", "Solberg", "Maro", "Keller", "Dunaj", "Petrak", "Lund")
PLACES = ("Velm", "Tarnow", "Osk", "Harrow Pass", "Lower Issel", "Brenn", "Kadrin", "Saint Orla", "Mirov", "Etten")
THINGS = ("the bridge", "the mill road", "the depot", "the grain store", "the old fort", "the ferry", "the dam")
DEEDS = ("shelled", "took", "left", "mined", "searched", "closed", "reopened", "surrounded")
UNITS = ("the Uplands Column", "the Third Brigade", "the river guard", "the valley militia", "government troops")
SPEECH = (
    "We hold {thing} and we will not give it back before the talks",
    "Nobody from {place} has told us anything about {thing}",
    "There was fire from two sides at {thing}, and the people of {place} ran to the fields",
    "If {unit} stay in {place}, there will be no harvest this year",
    "It is not true that {unit} {deed} {thing}",
)


def main() -> int:
    """Make the record, measure every page, print the table."""
    parser = argparse.ArgumentParser(description="Server time of every page over a record of many reports.")
    parser.add_argument("--reports", type=int, default=10_000, help="how many reports to invent")
    parser.add_argument("--record", type=Path, help="where to keep the record, or where it is")
    parser.add_argument("--times", type=int, default=15, help="how often to ask for each page")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = asked.record or Path(folder) / "pages.db"
        if not where.exists():
            begun = time.perf_counter()
            fill(where, asked.reports)
            print(f"{asked.reports} reports invented in {time.perf_counter() - begun:.0f} s", file=sys.stderr)
        with open_record(where, create=False) as record:
            shown, paths = record.summary(), pages_of(record)
        load = os.getloadavg()[0]
        print(
            f"{shown.reports} reports, {shown.attributions} attributions, {shown.copy_groups} groups of copies, "
            f"{shown.failures} failures; seed {SEED}; {os.cpu_count()} cores, load before {load:.1f}\n"
        )
        slow = asyncio.run(measure(where, paths, asked.times))
    print(f"\n{'every page' if not slow else f'{slow} pages not'} within {GOAL_MS:.0f} ms")
    return 1 if slow else 0


async def measure(where: Path, paths: list[str], times: int) -> int:
    """Print the time of every page; return how many have a 95th percentile above the goal."""
    app = create_app(str(where))
    transport = httpx.ASGITransport(app)
    slow = 0
    print(f"{'page':<58}{'median ms':>10}{'p95 ms':>9}{'kB':>7}")
    try:
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8017") as client:
            for path in paths:
                for asked in (path, twin(path)):
                    taken, size = [], 0
                    for _ in range(times + 1):
                        begun = time.perf_counter()
                        response = await client.get(asked)
                        taken.append(1000 * (time.perf_counter() - begun))
                        size = len(response.raise_for_status().content)
                    p95 = statistics.quantiles(taken[1:], n=20, method="inclusive")[-1]
                    slow += p95 > GOAL_MS
                    mark = "  above the goal" if p95 > GOAL_MS else ""
                    print(f"{asked:<58}{statistics.median(taken[1:]):>10.1f}{p95:>9.1f}{size / 1000:>7.0f}{mark}")
    finally:
        app.state.record.close()
    return slow


def pages_of(record: Record) -> list[str]:
    """Return the pages to ask for: every kind, first and late windows, common and rare filters."""
    groups = record.copies()
    plain = next(row.id for row in record.reports(read=True, limit=500) if "Wire" not in (row.title or ""))
    return [
        "/",
        "/reports",
        "/reports?offset=9500",
        "/reports?outlet=outlet-7.example",
        "/reports?since=2030-03-01&until=2030-06-30&language=en",
        f"/reports/{plain}",
        f"/reports/{groups[0].reports[5].id}",
        "/search?q=harvest",
        '/search?q="grain+store"+brenn&offset=100',
        "/search?q=zebra",
        "/speakers",
        "/speakers?limit=500&offset=1500",
        "/attributions",
        "/attributions?offset=30000",
        "/attributions?source=orran",
        "/attributions?manner=indirect&stance=deny",
        "/copies",
        "/copies?offset=500",
        "/failures",
    ]


def twin(path: str) -> str:
    """Return the address of the JSON twin of `path`."""
    bare, mark, query = path.partition("?")
    return f"{bare}.json{mark}{query}"


def fill(where: Path, number: int) -> None:
    """Invent a record of `number` reports at `where`."""
    dice = random.Random(SEED)
    with open_record(where) as record:
        run = record.begin_run(RunSettings(command="read", sayso_version="0", components=(), settings={}))
        for place, (story, reading) in enumerate(invented(dice, number)):
            original = Original.of(f"reports/{place}.txt", f"{place}".encode(), media_type="text/plain")
            record.add_report(original, reading, [story], likeness, run, last=True)
        for place in range(number // 50):
            reason = "not a PDF: the first bytes are those of a picture"
            record.add_failure(Failure(uri=f"reports/bad-{place}.pdf", stage="open", reason=reason), run)
        record.finish_run(run, {"reports": number})


def invented(dice: random.Random, number: int) -> Iterator[tuple[int, Reading]]:
    """Yield Readings with the number of their story; reports of one story are copies."""
    place = story = 0
    while place < number:
        story += 1
        copies = 60 if story % 500 == 1 else dice.choice((2, 3, 5)) if story % 12 == 0 else 1
        text, attributions = written(dice)
        for copy in range(min(copies, number - place)):
            title = f"{'Wire: ' if copies > 1 else ''}{dice.choice(UNITS)} near {dice.choice(PLACES)}, day {story}"
            tail = f"\n\nThis copy is number {copy}." if copy else ""
            yield story, reading_of(dice, place, title, text + tail, attributions)
            place += 1


def written(dice: random.Random) -> tuple[str, tuple[Attribution, ...]]:
    """Return the text of a report and who says what in it."""
    parts: list[str] = []
    found: list[Attribution] = []
    offset = 0
    for paragraph in range(dice.randint(9, 14)):
        words = {name: dice.choice(of) for name, of in (("thing", THINGS), ("place", PLACES), ("unit", UNITS))}
        said = dice.choice(SPEECH).format(**words, deed=dice.choice(DEEDS))
        told = f"On day {paragraph} {words['unit']} {dice.choice(DEEDS)} {words['thing']} near {words['place']}, and "
        told += f"{dice.randint(2, 40)} families left for {dice.choice(PLACES)} with what they could carry on carts."
        if paragraph % 2:
            source = dice.choice(("he", named(dice), named(dice), f"{named(dice)}, who commands {words['unit']}"))
            manner: Manner = "direct" if dice.random() < 0.7 else "indirect"
            said = f"“{said},”" if manner == "direct" else said
            start = offset + len(told) + 1
            found.append(attributed(f"a{paragraph}", start, said, source, manner, dice))
            told = f"{told} {said} {source} said."
        parts.append(told)
        offset += len(told) + 2
    return "\n\n".join(parts), tuple(found)


def attributed(name: str, start: int, said: str, source: str, manner: Manner, dice: random.Random) -> Attribution:
    """Return the attribution of `said`, at `start`, to `source`, which stands after it."""
    content = Span(start=start, end=start + len(said), text=said)
    begin = content.end + 1
    end = begin + len(source)
    return Attribution(
        id=name,
        source=SourceSpan(start=begin, end=end, text=source),
        cue=Span(start=end + 1, end=end + 5, text="said"),
        content=(content,),
        manner=manner,
        stance="deny" if dice.random() < 0.1 else "assert",
        confidence=0.8,
    )


def named(dice: random.Random) -> str:
    """Return a name; some 1,150 different ones."""
    return f"{dice.choice(RANKS)} {dice.choice(FIRST)} {dice.choice(LAST)}"


def reading_of(
    dice: random.Random, place: int, title: str, text: str, attributions: tuple[Attribution, ...]
) -> Reading:  # fmt: skip
    """Return the Reading of a report with this text; one in fifty is in a language that is not read."""
    day = (date(2030, 1, 1) + timedelta(days=dice.randrange(400))).isoformat()
    original = Original.of(f"reports/{place}.txt", f"{place}".encode())
    foreign = place % 50 == 7
    dated = Published(value=day, status="stated", origin="metadata") if place % 40 else Published()
    report = Report(
        id=report_id(original.sha256),
        uri=f"https://outlet-{place % 83}.example/{place}",
        outlet=f"outlet-{place % 83}.example" if place % 31 else None,
        title=title,
        published=dated,
        language="pt" if foreign else "en",
        text=text,
        sha256=text_sha256(text),
        original_sha256=original.sha256,
        extractor="text 1",
    )
    if foreign:
        return Reading(report=report, reader=READER, not_read="language pt")
    return Reading(report=report, reader=READER, attributions=attributions)


def likeness(one: str, other: str) -> SimpleNamespace:
    """Return how alike two texts of one story are."""
    shorter, longer = sorted((len(one), len(other)))
    return SimpleNamespace(jaccard=shorter / longer, containment=1.0, copy=True)


if __name__ == "__main__":
    sys.exit(main())
