"""What goes into the record comes out equal: every field of a Reading, any Unicode text, on both databases."""

import string
from collections.abc import Callable
from typing import Any, get_args

import pyarrow as pa
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.core import reading as contract
from sayso.core.original import Given, Original
from sayso.core.reading import (
    Argument,
    Attribution,
    Count,
    Entity,
    Event,
    EventDate,
    EventLocation,
    Mention,
    Place,
    ReaderIdentity,
    Reading,
    SourceSpan,
    State,
    Timex,
)
from sayso.core.report import PageStart, Published, Report, Status, report_id, text_sha256
from sayso.core.span import Span, Zone, ZoneSpan
from sayso.record import Record
from sayso.record.columns import from_stored, to_stored

FEW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
AWKWARD = "\x00\U0010fffd\ufffe\u200d\u0301é🔥“'\"\\%_;\n\t"
LETTERS = st.one_of(
    st.sampled_from(AWKWARD + string.ascii_letters), st.characters(exclude_categories=["Cs"], codec="utf-8")
)
WORDS = st.text(LETTERS, max_size=12)
MAYBE = st.none() | WORDS
CHANCE = st.floats(0, 1)
NUMBER = st.none() | st.integers(0, 2**62)


def spans(draw: st.DrawFn, text: str, most: int = 2) -> list[dict[str, Any]]:
    found = []
    for _ in range(draw(st.integers(0, most))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        found.append({"start": start, "end": end, "text": text[start:end]})
    return found


def one_span(draw: st.DrawFn, text: str) -> dict[str, Any]:
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    return {"start": start, "end": end, "text": text[start:end]}


def maybe(draw: st.DrawFn, make: Callable[[], Any]) -> Any:
    return make() if draw(st.booleans()) else None


def one_of(draw: st.DrawFn, literal: Any) -> Any:
    return draw(st.sampled_from(get_args(literal)))


def some_of(draw: st.DrawFn, literal: Any) -> tuple[Any, ...]:
    return tuple(draw(st.lists(st.sampled_from(get_args(literal)), max_size=3)))


def some_ids(draw: st.DrawFn) -> list[str]:
    return draw(st.lists(st.text(LETTERS, min_size=1, max_size=5), max_size=3, unique=True))


def an_id(draw: st.DrawFn, ids: list[str]) -> str | None:
    return draw(st.sampled_from([None, *ids]))


@st.composite
def reports(draw: st.DrawFn) -> tuple[Original, Report]:
    content = draw(st.binary(max_size=40))
    original = Original.of(
        draw(WORDS),
        content,
        media_type=draw(MAYBE),
        given=Given(title=draw(MAYBE), url=draw(MAYBE), published_by_user=draw(st.booleans())),
        as_is=draw(st.booleans()),
    )
    text = draw(st.text(LETTERS, min_size=1, max_size=60))
    zones = tuple(Zone(name=name, text=draw(WORDS)) for name in draw(st.sets(st.sampled_from(["title", "dateline"]))))
    zone_texts = {"text": text, **{zone.name: zone.text for zone in zones if zone.text}}
    where = draw(st.sampled_from(sorted(zone_texts)))
    published = Published(
        value=draw(st.none() | st.dates().map(str)),
        status=one_of(draw, Status),
        origin=draw(st.sampled_from([None, "metadata", "text", "user"])),
        reason=draw(MAYBE),
        alternatives=tuple(draw(st.lists(WORDS, max_size=2))),
        evidence=maybe(draw, lambda: ZoneSpan(zone=where, **one_span(draw, zone_texts[where]))),
    )
    pages = tuple(PageStart(number=n, start=n) for n in range(1, draw(st.integers(1, 4))))
    names = ("external_id", "outlet", "title", "section", "byline", "language")
    item = draw(st.integers(0, 10**6))
    return original, Report(
        id=report_id(original.sha256, item),
        uri=draw(WORDS),
        published=published,
        text=text,
        sha256=text_sha256(text),
        original_sha256=original.sha256,
        item=item,
        extractor=draw(WORDS),
        pages=pages,
        zones=zones,
        **{name: draw(MAYBE) for name in names},
    )


@st.composite
def readings_of(draw: st.DrawFn, report: Report) -> Reading:
    text = report.text
    ids = {kind: some_ids(draw) for kind in ("entity", "attribution", "event", "state", "time", "place")}

    def circumstances() -> dict[str, Any]:
        return {
            "location": maybe(
                draw, lambda: EventLocation(place=an_id(draw, ids["place"]), status=one_of(draw, Status))
            ),
            "date": maybe(
                draw,
                lambda: EventDate(
                    value=draw(MAYBE),
                    granularity=draw(st.sampled_from([None, *get_args(contract.DateGranularity)])),
                    status=one_of(draw, Status),
                    time=an_id(draw, ids["time"]),
                ),
            ),
            "auxiliary": some_of(draw, contract.Auxiliary),
            "attribution": an_id(draw, ids["attribution"]),
            "confidence": draw(CHANCE),
        }

    def count() -> Count:
        evidence = tuple(Span(**span) for span in spans(draw, text))
        numbers = sorted(draw(st.lists(st.integers(0, 2**62), min_size=3, max_size=3)))
        low, best, high = (draw(st.sampled_from([None, number])) for number in numbers)
        return Count(low=low, best=best, high=high, evidence=evidence, scope=one_of(draw, contract.Scope))

    entities = [
        Entity(
            id=name,
            name=draw(WORDS),
            type=one_of(draw, contract.EntityType),
            mentions=tuple(Mention(**span, form=one_of(draw, contract.MentionForm)) for span in spans(draw, text)),
            descriptions=tuple(Span(**span) for span in spans(draw, text)),
            sectors=tuple(draw(st.lists(WORDS, max_size=2))),
            country=draw(MAYBE),
        )
        for name in ids["entity"]
    ]
    attributions = [
        Attribution(
            id=name,
            source=maybe(draw, lambda: SourceSpan(**one_span(draw, text), entity=an_id(draw, ids["entity"]))),
            cue=maybe(draw, lambda: Span(**one_span(draw, text))),
            content=tuple(Span(**span) for span in spans(draw, text)),
            manner=one_of(draw, contract.Manner),
            stance=one_of(draw, contract.Stance),
            within=an_id(draw, ids["attribution"]),
            confidence=draw(CHANCE),
        )
        for name in ids["attribution"]
    ]
    events = [
        Event(
            id=name,
            type=one_of(draw, contract.EventType),
            modes=tuple(draw(st.lists(WORDS, max_size=2))),
            trigger=Span(**one_span(draw, text)),
            arguments=tuple(
                Argument(**span, role=one_of(draw, contract.Role), entity=an_id(draw, ids["entity"]))
                for span in spans(draw, text)
            ),
            **{kind: maybe(draw, count) for kind in get_args(contract.CountKind)},
            same_as=maybe(draw, lambda: ids["event"][0]) if place else None,
            **circumstances(),
        )
        for place, name in enumerate(ids["event"])
    ]
    states = [
        State(
            id=name,
            type=one_of(draw, contract.StateType),
            holder=maybe(draw, lambda: Span(**one_span(draw, text))),
            object=maybe(draw, lambda: Span(**one_span(draw, text))),
            trigger=Span(**one_span(draw, text)),
            **circumstances(),
        )
        for name in ids["state"]
    ]
    times = [
        Timex(
            id=name,
            **one_span(draw, text),
            type=one_of(draw, contract.TimexType),
            value=draw(MAYBE),
            status=one_of(draw, Status),
        )
        for name in ids["time"]
    ]
    finite = st.none() | st.floats(allow_nan=False, allow_infinity=False)
    places = [
        Place(
            id=name,
            **one_span(draw, text),
            name=draw(MAYBE),
            latitude_deg=draw(finite),
            longitude_deg=draw(finite),
            geonames_id=draw(NUMBER),
            country=draw(MAYBE),
            granularity=draw(st.sampled_from([None, *get_args(contract.PlaceGranularity)])),
            form=one_of(draw, contract.PlaceForm),
            uncertainty_km=draw(finite),
            status=one_of(draw, Status),
        )
        for name in ids["place"]
    ]
    return Reading(
        report=report,
        entities=tuple(entities),
        attributions=tuple(attributions),
        events=tuple(events),
        states=tuple(states),
        times=tuple(times),
        places=tuple(places),
        reader=ReaderIdentity(name=draw(WORDS), version=draw(WORDS), model_sha256=draw(MAYBE)),
        not_read=draw(MAYBE),
    )


@st.composite
def stored(draw: st.DrawFn) -> tuple[Original, Reading, Reading]:
    original, report = draw(reports())
    return original, draw(readings_of(report)), draw(readings_of(report))


@FEW
@given(values=stored(), keys=st.lists(st.integers(-(2**63), 2**64 - 1), max_size=4))
def test_a_reading_comes_back_equal_and_so_does_the_one_in_its_place(
    record: Record, run: str, made: Any, values: tuple[Original, Reading, Reading], keys: list[int]
) -> None:
    original, first, second = values
    known = {row.id for row in record.reports()}
    record.add_report(original, first, keys, made.no_likeness, run, last=True)
    assert first.report.id in (record.is_read(original) or ())
    assert record.report(first.report.id).text == first.report.text
    if first.report.id not in known:  # two examples may be of the same bytes
        assert record.reading(first.report.id) == first
        record.replace_reading(second, run)
        assert record.reading(first.report.id) == second
        record.replace_reading(first, run)
        assert record.reading(first.report.id) == first
    kept = record.original(original.sha256)
    assert (kept.content, kept.as_is) == (original.content, original.as_is)
    assert record.text(first.report.sha256) == first.report.text


def test_the_property_test_has_left_a_sound_record(record: Record, run: str, made: Any) -> None:
    """The generated values pass the integrity check too, and come in the order of their ids."""

    @settings(parent=FEW, max_examples=15)
    @given(values=stored())
    def fill(values: tuple[Original, Reading, Reading]) -> None:
        record.add_report(values[0], values[1], (), made.no_likeness, run, last=True)

    fill()
    assert record.check() == []
    ids = [reading.report.id for reading in record.readings()]
    assert ids == sorted(ids)
    assert len(ids) == len(record.reports()) > 3
    for name in record.table_names():
        assert isinstance(record.table(name), pa.Table)


@given(st.text())
def test_any_string_survives_the_escape(text: str) -> None:
    kept = to_stored(text)
    assert from_stored(kept) == text
    assert "\x00" not in kept
    kept.encode()  # no lone surrogate is left


@pytest.mark.parametrize("uri", ["name \udcff of a file.txt", "zero\x00", "\U0010fffd00000041", "plain"])
def test_addresses_that_a_database_cannot_hold(record: Record, run: str, made: Any, uri: str) -> None:
    original = Original.of(uri, b"bytes")
    _, report = made.made_report("x", "The bridge is shut.")
    text = report.text
    values = {name: getattr(report, name) for name in report.__struct_fields__}
    report = Report(**(values | {"original_sha256": original.sha256, "id": report_id(original.sha256)}))
    record.add_report(original, Reading(report=report, reader=made.READER), (), made.no_likeness, run, last=True)
    assert record.original(original.sha256).uri == uri
    assert record.report(report.id).text == text


def test_offsets_count_the_code_points_of_the_text_as_loaded(record: Record, run: str, made: Any) -> None:
    text = "Shells\x00 fell. “No \U0010fffd\x00truce,” said Ima Kern. 🔥 End"
    quote = made.said(text, "Ima Kern", "“No \U0010fffd\x00truce,”")
    report = made.add(record, run, "nul", text, attributions=(quote,))
    (row,) = record.attributions(report=report.id)
    assert record.report(report.id).text[row.spans[0].start : row.spans[0].end] == "“No \U0010fffd\x00truce,”"
    assert row.source == record.report(report.id).text[row.source_start : row.source_end] == "Ima Kern"
    with record._engine.connect() as connection:
        raw = connection.execute(sa.text("SELECT text FROM reports")).scalar_one()
    assert "\x00" not in raw
