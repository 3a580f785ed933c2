"""The Reading contract: round trip, grounding, references, and its JSON Schema."""

import json
from pathlib import Path
from typing import get_args

import jsonschema
import msgspec
import pytest

from sayso.core.errors import GroundingError
from sayso.core.reading import (
    Attribution,
    Count,
    CountKind,
    Event,
    EventDate,
    Findings,
    ReaderIdentity,
    Reading,
    SourceSpan,
    Timex,
)
from sayso.core.report import Report, report_id, text_sha256
from sayso.core.schema import reading_schema
from sayso.core.span import Span

TEXT = '"They left on Sunday," said Colonel Adar.'
REPORT = Report(
    id=report_id("cd" * 32),
    uri="a.txt",
    text=TEXT,
    sha256=text_sha256(TEXT),
    original_sha256="cd" * 32,
    extractor="text 1",
)
READER = ReaderIdentity(name="tests", version="1")
SAID = Attribution(
    id="a1",
    source=SourceSpan(start=28, end=40, text="Colonel Adar"),
    cue=Span.of(TEXT, 23, 27),
    content=(Span.of(TEXT, 0, 22),),
    manner="direct",
    stance="assert",
    confidence=0.9,
)
SUNDAY = Timex(start=14, end=20, text="Sunday", id="t1", type="DATE", value=None, status="unresolved")
LEFT = Event(
    id="e1",
    type="RETREAT",
    modes=("withdraw",),
    trigger=Span.of(TEXT, 6, 10),
    date=EventDate(value=None, granularity=None, status="unresolved", time="t1"),
    attribution="a1",
    confidence=0.5,
)
SOME = Count(low=2, best=None, high=3, evidence=(Span.of(TEXT, 1, 5),), scope="part")
GONE = Event(id="e2", type="RETREAT", trigger=Span.of(TEXT, 6, 10), displaced=SOME, same_as="e1", confidence=0.5)
READING = Reading(report=REPORT, attributions=(SAID,), times=(SUNDAY,), events=(LEFT, GONE), reader=READER)


def test_json_round_trip() -> None:
    assert Reading.from_json(READING.to_json()) == READING


def test_every_span_is_visited() -> None:
    assert sorted(span.text for span in READING.spans()) == sorted(
        ["Colonel Adar", "said", '"They left on Sunday,"', "Sunday", "left", "left", "They"]
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"text":"Colonel Adar"', '"text":"Colonel Adam"'),
        ('"start":28', '"start":27'),
        ('"attribution":"a1"', '"attribution":"a9"'),
        ('"time":"t1"', '"time":"t2"'),
        ('"type":"RETREAT"', '"type":"RUNAWAY"'),
        ('"same_as":"e1"', '"same_as":"e2"'),
        ('"same_as":"e1"', '"same_as":"a1"'),
        ('"low":2', '"low":4'),
        ('"low":2', '"low":-2'),
        ('"scope":"part"', '"scope":"some"'),
    ],
)
def test_a_reading_that_does_not_match_its_text_is_refused(old: str, new: str) -> None:
    line = READING.to_json().decode()
    assert old in line
    with pytest.raises(GroundingError):
        Reading.from_json(line.replace(old, new, 1))


def test_the_numbers_of_a_telling_are_by_kind() -> None:
    assert (LEFT.counts(), GONE.counts()) == ({}, {"displaced": SOME})
    full = msgspec.structs.replace(GONE, **dict.fromkeys(get_args(CountKind), SOME))
    assert list(full.counts()) == list(get_args(CountKind))


def test_ids_are_unique() -> None:
    with pytest.raises(GroundingError, match="share an id"):
        Reading(report=REPORT, attributions=(SAID, SAID), reader=READER)


def test_findings_add_up_in_order() -> None:
    both = Findings(attributions=(SAID,)).plus(Findings(times=(SUNDAY,))).plus(Findings(attributions=(SAID,)))
    assert (both.attributions, both.times) == ((SAID, SAID), (SUNDAY,))


def test_what_is_printed_is_valid_by_the_published_schema() -> None:
    schema = json.loads(reading_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    printed = json.loads(READING.to_json())
    jsonschema.validate(printed, schema)
    for key in list(printed):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({name: value for name, value in printed.items() if name != key}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**printed, "more": 1}, schema)


def test_the_published_schema_is_the_one_of_the_types() -> None:
    published = Path(__file__).parents[2] / "docs" / "reading.schema.json"
    assert json.loads(published.read_text(encoding="utf-8")) == json.loads(reading_schema()), (
        "run: sayso schema > docs/reading.schema.json"
    )


def test_the_contract_names_its_keys() -> None:
    keys = [field.name for field in msgspec.structs.fields(Reading)]
    assert keys[:7] == ["report", "entities", "attributions", "events", "states", "times", "places"]
