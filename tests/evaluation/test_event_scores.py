"""Events and states found, compared with those annotated: readings of one short text, one thing changed at a time."""

import msgspec
import pytest

from sayso.core.reading import (
    Argument,
    Attribution,
    Auxiliary,
    Count,
    Event,
    EventDate,
    EventLocation,
    Place,
    ReaderIdentity,
    Reading,
    SourceSpan,
    State,
    Timex,
)
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.evaluation import event_arguments, event_facts, happenings
from sayso.evaluation.agreement import Table
from sayso.evaluation.event_calibration import calibration, calibration_error, type_table
from sayso.evaluation.event_facts import DOUBTS
from sayso.evaluation.happenings import EventCase, EventMetric
from sayso.evaluation.score import f1

TEXT = (
    "Rebels shelled the mill at Karsk on Monday, killing two bakers. "
    "Colonel Adar denied that his men had burned the bridge. "
    "The army holds the pass and will march on Tolmen."
)


def span(words: str) -> Span:
    return Span.of(TEXT, TEXT.index(words), TEXT.index(words) + len(words))


def argument(words: str, role: str) -> Argument:
    at = span(words)
    return Argument(start=at.start, end=at.end, text=at.text, role=role)  # type: ignore[arg-type]


def place(words: str, key: str) -> Place:
    at = span(words)
    return Place(
        id=key, start=at.start, end=at.end, text=at.text, name=None, latitude_deg=None, longitude_deg=None,
        geonames_id=None, country=None, granularity=None, form="name", uncertainty_km=None, status="unresolved",
    )  # fmt: skip


def time(words: str, key: str, value: str) -> Timex:
    at = span(words)
    return Timex(start=at.start, end=at.end, text=at.text, id=key, type="DATE", value=value, status="stated")


MONDAY = EventDate(value="2024-05-06", granularity="day", status="stated", time="t1")
TWO = Count(low=2, best=2, high=2, evidence=(span("two"),))
FORTY = Count(low=40, best=None, high=None, evidence=(span("the mill"),), scope="total")
ADAR = span("Colonel Adar")
SHELLED = Event(
    id="e1", type="ASSAULT", modes=("heavy-weapons",), trigger=span("shelled"), confidence=0.9, date=MONDAY,
    displaced=FORTY,
    location=EventLocation(place="p1", status="stated"),
    arguments=(argument("Rebels", "actor"), argument("the mill", "recipient"), argument("Karsk", "location")),
)  # fmt: skip
KILLING = Event(
    id="e2", type="ASSAULT", trigger=span("killing"), confidence=0.8, fatalities=TWO, date=MONDAY,
    arguments=(argument("two bakers", "recipient"), argument("two bakers", "casualty")),
)  # fmt: skip
BURNED = Event(id="e3", type="ASSAULT", trigger=span("burned"), confidence=0.7, attribution="a1")
MARCH = Event(id="e4", type="MOBILIZE", trigger=span("march"), confidence=0.6, auxiliary=("future",))
HOLDS = State(
    id="s1", type="control", trigger=span("holds"), holder=span("The army"), object=span("the pass"), confidence=1.0
)  # fmt: skip
GOLD = Reading(
    report=Report.of_text(TEXT),
    events=(SHELLED, KILLING, BURNED, MARCH),
    states=(HOLDS,),
    times=(time("Monday", "t1", "2024-05-06"),),
    places=(place("Karsk", "p1"), place("Tolmen", "p2")),
    attributions=(
        Attribution(
            id="a1", source=SourceSpan(start=ADAR.start, end=ADAR.end, text=ADAR.text), cue=span("denied"),
            content=(span("that his men had burned the bridge"),), manner="indirect", stance="deny", confidence=1.0,
        ),
    ),
    reader=ReaderIdentity(name="gold", version="1"),
)  # fmt: skip


def case(*changed: Event, gone: str = "", **values: object) -> EventCase:
    """Return gold against itself with some events changed, one gone, or other values of the Reading changed."""
    by_id = {each.id: each for each in GOLD.events} | {each.id: each for each in changed}
    events = tuple(each for each in by_id.values() if each.id != gone)
    found = msgspec.structs.replace(GOLD, **{"events": events, **values})
    return EventCase(document="d", gold=GOLD, found=found)


def figure(metric: EventMetric, each: EventCase) -> tuple[int, int, int]:
    counts = metric(each)
    return counts.true_positive, counts.predicted, counts.gold


def changed(event: Event, **values: object) -> Event:
    return msgspec.structs.replace(event, **values)


EVERY: dict[str, EventMetric] = {
    "exact": happenings.triggers_exact,
    "triggers": happenings.triggers,
    "types": happenings.types,
    "modes": happenings.modes,
    "ASSAULT": happenings.of_type("ASSAULT"),
    "states": happenings.states,
    "control": happenings.states_of_type("control"),
    "holder": happenings.state_parts("holder"),
    "object": happenings.state_parts("object"),
    "whole": happenings.states_whole,
    "arguments": event_arguments.arguments(event_arguments.exact),
    "heads": event_arguments.arguments(event_arguments.same_head),
    "halves": event_arguments.arguments(event_arguments.half),
    "casualty": event_arguments.arguments(event_arguments.exact, "casualty"),
    "future": event_facts.auxiliary("future"),
    "future accuracy": event_facts.auxiliary_accuracy("future"),
    "voices": event_facts.voices_told,
    "voice accuracy": event_facts.voice_accuracy,
    "ranges": event_facts.casualties("fatalities", "injuries"),
    "range accuracy": event_facts.casualty_accuracy("fatalities", "injuries"),
    "displaced": event_facts.casualties("displaced"),
    "scopes": event_facts.scopes,
    "scope accuracy": event_facts.scope_accuracy,
    "dates": event_facts.dates,
    "date accuracy": event_facts.date_accuracy,
    "places": event_facts.locations,
    "place accuracy": event_facts.location_accuracy,
    "no plain fact": event_facts.not_wrongly_asserted(DOUBTS["no plain fact"]),
}


@pytest.mark.parametrize("name", EVERY)
def test_gold_against_itself_is_all_right(name: str) -> None:
    right, predicted, gold = figure(EVERY[name], case())
    assert right == predicted == gold > 0


@pytest.mark.parametrize(
    ("name", "each", "expected"),
    [
        ("exact", case(changed(SHELLED, trigger=span("Rebels shelled"))), (3, 4, 4)),
        ("triggers", case(changed(SHELLED, trigger=span("Rebels shelled"))), (4, 4, 4)),
        ("triggers", case(gone="e1"), (3, 3, 4)),
        ("types", case(changed(SHELLED, type="COERCE", modes=())), (3, 4, 4)),
        ("ASSAULT", case(changed(SHELLED, type="COERCE", modes=())), (2, 2, 3)),
        ("modes", case(changed(SHELLED, modes=())), (3, 4, 4)),
        ("states", case(states=()), (0, 0, 1)),
        ("control", case(states=(msgspec.structs.replace(HOLDS, type="stock"),)), (0, 0, 1)),
        ("holder", case(states=(msgspec.structs.replace(HOLDS, holder=None),)), (0, 0, 1)),
        ("object", case(states=(msgspec.structs.replace(HOLDS, object=span("pass")),)), (1, 1, 1)),
        ("whole", case(states=(msgspec.structs.replace(HOLDS, object=span("march")),)), (0, 1, 1)),
        # 3 + 2 arguments, and the date that is told beside each of two events, which count as arguments of both
        ("arguments", case(), (7, 7, 7)),
        ("arguments", case(gone="e2"), (4, 4, 7)),
        ("arguments", case(changed(SHELLED, type="COERCE", modes=())), (3, 7, 7)),
        ("arguments", case(changed(SHELLED, arguments=(argument("mill", "recipient"),))), (5, 6, 7)),
        ("heads", case(changed(SHELLED, arguments=(argument("the mill at Karsk", "recipient"),))), (6, 6, 7)),
        ("halves", case(changed(SHELLED, arguments=(argument("the mill at Karsk", "recipient"),))), (5, 6, 7)),
        ("heads", case(changed(SHELLED, arguments=(argument("the mill", "actor"),))), (5, 6, 7)),
        ("casualty", case(changed(KILLING, arguments=())), (0, 0, 1)),
        ("future", case(changed(MARCH, auxiliary=())), (0, 0, 1)),
        ("future", case(changed(BURNED, auxiliary=("future",))), (1, 2, 1)),
        ("future accuracy", case(changed(MARCH, auxiliary=())), (3, 4, 4)),
        ("future accuracy", case(gone="e4"), (3, 3, 3)),
        ("voices", case(changed(BURNED, attribution=None)), (0, 0, 1)),
        ("voice accuracy", case(changed(SHELLED, attribution="a1")), (3, 4, 4)),
        ("ranges", case(changed(KILLING, fatalities=None, injuries=TWO)), (0, 1, 1)),
        ("ranges", case(changed(KILLING, fatalities=msgspec.structs.replace(TWO, high=None))), (0, 1, 1)),
        ("range accuracy", case(gone="e2"), (0, 0, 0)),
        ("displaced", case(changed(SHELLED, displaced=TWO)), (0, 1, 1)),
        ("displaced", case(changed(SHELLED, displaced=msgspec.structs.replace(FORTY, scope="event"))), (1, 1, 1)),
        ("scopes", case(changed(SHELLED, displaced=msgspec.structs.replace(FORTY, scope="part"))), (0, 1, 1)),
        ("scopes", case(changed(KILLING, fatalities=msgspec.structs.replace(TWO, scope="total"))), (1, 2, 1)),
        ("scope accuracy", case(changed(KILLING, fatalities=msgspec.structs.replace(TWO, scope="total"))), (1, 2, 2)),
        ("scope accuracy", case(changed(SHELLED, displaced=None, detained=FORTY)), (1, 1, 1)),
        ("dates", case(changed(SHELLED, date=None)), (1, 1, 2)),
        ("dates", case(changed(SHELLED, date=msgspec.structs.replace(MONDAY, value="2024-05"))), (1, 2, 2)),
        ("date accuracy", case(changed(MARCH, date=MONDAY)), (3, 4, 4)),
        ("places", case(changed(SHELLED, location=EventLocation(place="p2", status="stated"))), (0, 1, 1)),
        ("places", case(changed(SHELLED, location=None)), (1, 1, 1)),
        ("place accuracy", case(changed(SHELLED, location=None, arguments=())), (3, 4, 4)),
    ],
)  # fmt: skip
def test_one_thing_changed(name: str, each: EventCase, expected: tuple[int, int, int]) -> None:
    assert figure(EVERY[name], each) == expected


@pytest.mark.parametrize(
    ("kind", "n"),
    [
        ("no plain fact", 2),
        ("denied", 1),
        ("forecast", 1),
        ("reported by others", 1),
        ("negated", 0),
        ("historical", 0),
    ],
)
def test_all_as_fact_is_wrongly_asserted_throughout(kind: str, n: int) -> None:
    facts = case(changed(BURNED, attribution=None), changed(MARCH, auxiliary=()))
    metric = event_facts.not_wrongly_asserted(DOUBTS[kind])
    assert figure(metric, facts) == (0, n, n)
    assert figure(metric, case()) == (n, n, n)


def test_what_is_not_found_is_not_asserted_and_may_be_left_out() -> None:
    missed = case(changed(MARCH, auxiliary=()), gone="e3")
    doubt = DOUBTS["no plain fact"]
    assert figure(event_facts.not_wrongly_asserted(doubt), missed) == (1, 2, 2)
    assert figure(event_facts.not_wrongly_asserted(doubt, is_found=True), missed) == (0, 1, 1)


def test_a_denial_counts_from_any_attribution_around() -> None:
    inner = Attribution(
        id="a2", source=None, cue=None, content=(span("burned the bridge"),), manner="indirect", stance="assert",
        within="a1", confidence=1.0,
    )  # fmt: skip
    gold = msgspec.structs.replace(
        GOLD, attributions=(*GOLD.attributions, inner), events=(changed(BURNED, attribution="a2"),)
    )
    (event,) = gold.events
    assert DOUBTS["denied"](event, gold)
    assert [each.id for each in event_facts.voices(event, gold)] == ["a2", "a1"]


def test_the_source_must_be_the_same() -> None:
    (own,) = GOLD.attributions

    def told_by(words: str | None) -> EventCase:
        at = None if words is None else span(words)
        source = None if at is None else SourceSpan(start=at.start, end=at.end, text=at.text)
        return case(attributions=(msgspec.structs.replace(own, source=source),))

    assert figure(event_facts.voices_told, told_by("Adar")) == (1, 1, 1)
    assert figure(event_facts.voices_told, told_by("his men")) == (0, 1, 1)
    assert figure(event_facts.voices_told, told_by(None)) == (0, 1, 1)


def test_auxiliaries_are_each_counted_by_themselves() -> None:
    both: tuple[Auxiliary, ...] = ("future", "hypothetical")
    each = case(changed(MARCH, auxiliary=both))
    assert figure(event_facts.auxiliary("future"), each) == (1, 1, 1)
    assert figure(event_facts.auxiliary("hypothetical"), each) == (0, 1, 0)


def test_of_two_found_at_one_trigger_the_nearer_is_matched() -> None:
    wide = changed(SHELLED, id="e9", trigger=span("Rebels shelled the mill"))
    pairs = case(wide).pairs()
    assert [other.id for one, other in pairs if one.id == "e1"] == ["e1"]
    assert figure(happenings.triggers, case(wide)) == (4, 5, 4)


def test_calibration_table_and_error() -> None:
    table = type_table(case(changed(MARCH, type="AID")))
    assert table.cells == {("0.9", "right"): 1, ("0.8", "right"): 1, ("0.7", "right"): 1, ("0.6", "wrong"): 1}
    # one event to a bin of each quarter: gaps of 0.1, 0.2, 0.3 and 0.6
    assert calibration_error([table], bins=4) == pytest.approx(0.3)
    # in one bin confidence and share right are 0.75 both
    assert calibration_error([table], bins=1) == pytest.approx(0.0)
    # of ten bins, two take half of one event and half of the next: those of 0.6, wrong, and 0.7, right, and of 0.8, 0.9
    assert calibration([table]) == pytest.approx(1 - (0.6 * 2 + 0.15 + 0.3 * 2 + 0.2 * 2 + 0.15 + 0.1 * 2) / 10)
    assert calibration_error([]) is None


def test_calibration_error_does_not_depend_on_the_order_of_equal_confidences() -> None:
    cells: dict[tuple[str, str], float] = {("0.5", "right"): 3, ("0.5", "wrong"): 3, ("0.9", "right"): 2}
    backwards = dict(reversed(cells.items()))
    tables = [Table(document="d", cells=each) for each in (cells, backwards)]
    assert calibration_error(tables[:1], bins=3) == calibration_error(tables[1:], bins=3) == pytest.approx(0.025)


def test_scores_come_from_summed_counts() -> None:
    assert f1(map(happenings.types, [case(), case(gone="e1")])) == pytest.approx(2 * 7 / 15)
