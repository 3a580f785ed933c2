"""Events and states beside a report: what each note says, and how it stands on the page."""

from textwrap import dedent
from typing import Any

import pytest
from rich.cells import cell_len

from sayso.cli.margin import Layout, report_lines
from sayso.cli.margin_events import happening_notes
from sayso.cli.margin_lines import plain
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
from sayso.core.report import Report, text_sha256
from sayso.core.span import Span

TEXT = (
    "Gunmen attacked the depot at Tesk on Monday. The raid killed 12 guards, the mayor said.\n\n"
    "The army denied it had bombed the town. He will meet the rebels, who hold the bridge.\n"
)


def at(words: str, text: str = TEXT) -> dict[str, Any]:
    assert text.count(words) == 1, f"{words!r} is not in the text once"
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def span(words: str, text: str = TEXT) -> Span:
    return Span(**at(words, text))


def argument(role: Any, words: str, entity: str | None = None, text: str = TEXT) -> Argument:
    return Argument(**at(words, text), role=role, entity=entity)


def event(own: str, trigger: str, type_: Any, *arguments: Argument, text: str = TEXT, **values: Any) -> Event:
    given = {"confidence": 0.9, **values}
    return Event(id=own, type=type_, trigger=span(trigger, text), arguments=arguments, **given)


def said(own: str, source: str, content: str, **values: Any) -> Attribution:
    given = {"manner": "indirect", "stance": "assert", "confidence": 0.8, "cue": None, **values}
    return Attribution(id=own, source=SourceSpan(**at(source)), content=(span(content),), **given)


TESK = Place(
    **at("Tesk"), id="p1", name="Tesk", latitude_deg=1.0, longitude_deg=2.0, geonames_id=7, country="AF",
    granularity="city", form="name", uncertainty_km=3.0, status="assumed",
)  # fmt: skip
MONDAY = Timex(**at("Monday"), id="t1", type="DATE", value="2023-04-24", status="inferred")
REISS = Entity(
    id="x1",
    name="Amon Reiss",
    type="person",
    mentions=(Mention(**at("He"), form="pronoun"), Mention(**at("the mayor"), form="nominal")),
)
AT_TESK: dict[str, Any] = {
    "location": EventLocation(place="p1", status="assumed"),
    "date": EventDate(value="2023-04-24TNI", granularity="day", status="inferred", time="t1"),
}
MAYOR = said("a1", "the mayor", "The raid killed 12 guards")
ARMY = said("a2", "The army", "it had bombed the town", stance="deny")
TWELVE = Count(low=12, best=12, high=12, evidence=(span("12 guards"),))
EVENTS = (
    event("x", "attacked", "ASSAULT", argument("actor", "Gunmen"), argument("recipient", "the depot"), **AT_TESK),
    event(
        "y",
        "killed",
        "ASSAULT",
        argument("recipient", "12 guards"),
        modes=("firearms",),
        fatalities=TWELVE,
        injuries=Count(low=None, best=None, high=None, evidence=(span("guards"),)),
        attribution="a1",
        same_as="x",
        **AT_TESK,
    ),
    event(
        "z", "bombed", "ASSAULT", argument("recipient", "the town"), modes=("aerial", "heavy-weapons"), attribution="a2"
    ),
    event(
        "w",
        "meet",
        "CONSULT",
        argument("actor", "He", "x1"),
        argument("recipient", "the rebels"),
        argument("location", "the bridge"),
        auxiliary=("future", "negation"),
        confidence=0.4,
    ),
)
HOLD = State(
    id="s9",
    type="control",
    holder=span("the rebels"),
    object=span("the bridge"),
    trigger=span("hold"),
    auxiliary=("hypothetical",),
    confidence=0.7,
)


def reading(text: str = TEXT, **found: Any) -> Reading:
    digest = text_sha256(text)
    report = Report(id="r-1", uri="a.txt", text=text, sha256=digest, original_sha256=digest, extractor="text 1")
    return Reading(report=report, reader=ReaderIdentity(name="test", version="1"), **found)


TOLD = reading(
    attributions=(MAYOR, ARMY), events=EVENTS, states=(HOLD,), times=(MONDAY,), places=(TESK,), entities=(REISS,)
)


def page(shown: Reading = TOLD, **layout: Any) -> list[str]:
    return [plain(line) for line in report_lines(shown, Layout(**{"width": 80, "events": True, **layout}))]


def body(lines: list[str]) -> str:
    """Return a page without its legend."""
    return "\n".join(lines[: next(n for n, line in enumerate(lines) if line.startswith(("[1 ... 1]:", "No attr")))])


def test_events_have_their_notes_beside_their_triggers() -> None:
    expected = """\
        Gunmen <e1 attacked> the depot at Tesk on Monday.   | e1 assault 0.90
        [1 The raid <e2 killed> 12 guards 1], the mayor     |    Gunmen -> the depot
                                                            |    @Tesk, assumed;
                                                            |    2023-04-24 night,
                                                            |    inferred
        said.                                               | 1 the mayor said ~ 0.80
                                                            | e2 = e1 assault: firearms
                                                            |    0.90
                                                            |    ? -> 12 guards
                                                            |    killed 12
                                                            |    injured a number not
                                                            |    told
                                                            |    the mayor said

        The army denied [2 it had <e3 bombed> the town 2].  | 2 The army denied ~ 0.80
        He will <e4 meet> the rebels, who <s1 hold> the     | e3 assault: aerial, heavy
                                                            |    weapons 0.90
                                                            |    ? -> the town
                                                            |    The army denied
                                                            | e4 consult 0.40
        bridge.                                             |    Amon Reiss (He) -> the
                                                            |    rebels
                                                            |    @the bridge ?
                                                            |    to come, not
                                                            | s1 control 0.70
                                                            |    the rebels -> the
                                                            |    bridge
                                                            |    if
        """
    assert body(page()) == dedent(expected)


def test_a_narrow_page_and_words_from_right_to_left_have_them_below() -> None:
    assert body(page(width=48)).splitlines()[3:6] == [
        " | e1 assault 0.90",
        " |    Gunmen -> the depot",
        " |    @Tesk, assumed; 2023-04-24 night, inferred",
    ]
    text = "The army سلام attacked the town."
    told = reading(
        text, events=(event("e1", "attacked", "ASSAULT", argument("actor", "The army", text=text), text=text),)
    )
    assert body(page(told)).splitlines()[:3] == [
        "The army سلام <e1 attacked> the town.",
        " | e1 assault 0.90",
        " |    The army",
    ]


def test_without_the_option_nothing_of_them_is_shown() -> None:
    assert not any("<" in line or "assault" in line or ": an event" in line for line in page(events=False))


def test_less_sure_ones_are_left_out_and_the_others_keep_their_names() -> None:
    lines = page(min_confidence=0.75)
    shown = " ".join(lines)
    assert "<e3 bombed>" in shown
    assert "He will meet the rebels, who hold" in shown
    assert lines[-1] == "2 of 5 events and states left out: confidence below 0.75."


def test_the_legend_says_what_the_signs_mean() -> None:
    legend = " ".join(page()[-7:])
    for told in ("= e1: told before, as e1", "to come: future", "plain fact in the outlet's voice"):
        assert told in legend
    assert page(reading())[-1] == "No events found."


def test_names_are_by_the_place_of_the_trigger_whatever_the_ids() -> None:
    backwards = reading(
        attributions=(MAYOR, ARMY), events=EVENTS[::-1], times=(MONDAY,), places=(TESK,), entities=(REISS,)
    )
    assert [note.key for note in happening_notes(backwards)] == ["e1", "e2", "e3", "e4"]
    assert [note.same_as for note in happening_notes(backwards)] == [None, "e1", None, None]


@pytest.mark.parametrize(
    ("values", "facts"),
    [
        ({}, ()),
        (AT_TESK, ("@Tesk, assumed; 2023-04-24 night, inferred",)),
        ({"location": EventLocation(place="p1", status="stated")}, ("@Tesk",)),
        ({"location": EventLocation(place="p1", status="unresolved")}, ("@Tesk ?",)),
        ({"location": EventLocation(place=None, status="unresolved")}, ()),
        ({"date": EventDate(value=None, granularity=None, status="unresolved")}, ()),
        ({"arguments": (argument("date", "Monday"),)}, ("Monday ?",)),
        ({"arguments": (argument("instrument", "the bridge"),)}, ("with the bridge",)),
        ({"arguments": (argument("casualty", "12 guards"),)}, ("? -> 12 guards",)),
        ({"arguments": (argument("actor", "The army"), argument("actor", "Gunmen"))}, ("The army, Gunmen",)),
        ({"fatalities": Count(low=1, best=None, high=None, evidence=(span("guards"),))}, ("killed at least 1",)),
    ],
)
def test_facts(values: dict[str, Any], facts: tuple[str, ...]) -> None:
    told = Event(id="e1", type="ASSAULT", trigger=span("attacked"), confidence=0.5, **values)
    (note,) = happening_notes(reading(events=(told,), places=(TESK,), times=(MONDAY,)))
    assert note.facts == facts
    assert note.doubt == ""


def test_whose_words_tell_of_it_is_told_from_the_outside_in() -> None:
    inner = said("a3", "The army", "bombed the town", stance="doubt", within="a4")
    outer = said("a4", "the mayor", "it had bombed the town", stance="deny")
    (note,) = happening_notes(
        reading(attributions=(inner, outer), events=(event("e1", "bombed", "ASSAULT", attribution="a3"),))
    )
    assert note.doubt == "the mayor denied > The army doubted"


@pytest.mark.parametrize("width", [20, 33, 60, 80, 120])
def test_no_line_is_too_wide_and_every_happening_has_a_note(width: int) -> None:
    lines = page(width=width)
    assert max(map(cell_len, lines)) <= width
    for key in ("e1", "e2", "e3", "e4", "s1"):
        assert any(f"<{key} " in line for line in lines)
        assert any(f"| {key} " in line for line in lines)
