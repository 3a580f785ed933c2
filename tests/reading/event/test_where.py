"""Where events were, by the bundled weights, in reports with what the stages before would have found."""

import random
from dataclasses import dataclass
from typing import cast, get_args

import msgspec
import pytest

from sayso.core.reading import Argument, Entity, Event, EventType, Findings, Mention, Place, Role
from sayso.core.span import Span
from sayso.reading.event.choosing import choice, probabilities
from sayso.reading.event.spots import Lookup, covered, edges
from sayso.reading.event.where import LEAST_PROBABILITY, Placed, Scene, name_of, placed, weights
from sayso.reading.sentences.splitter import sentence_spans


def span(text: str, words: str, after: int = 0) -> Span:
    start = text.index(words, after)
    return Span.of(text, start, start + len(words))


def place(text: str, number: int, words: str, **other: object) -> Place:
    at = span(text, words)
    found = Place(
        id=f"p{number}", start=at.start, end=at.end, text=words, name=words, latitude_deg=31.5, longitude_deg=65.7,
        geonames_id=number, country="AF", granularity="city", form="name", uncertainty_km=5.0, status="stated",
    )  # fmt: skip
    return msgspec.structs.replace(found, **other)


def event(text: str, number: int, kind: str, trigger: str, **roles: str) -> Event:
    assert kind in get_args(EventType)
    arguments = [(cast(Role, role), span(text, words)) for role, words in roles.items()]
    return Event(
        id=f"e{number}",
        type=cast(EventType, kind),
        trigger=span(text, trigger),
        arguments=tuple(Argument(start=at.start, end=at.end, text=at.text, role=role) for role, at in arguments),
        confidence=1.0,
    )


@dataclass(frozen=True, kw_only=True)
class Told:
    """A report with its places and events."""

    text: str
    places: tuple[Place, ...]
    events: tuple[Event, ...]
    entities: tuple[Entity, ...] = ()

    def found(self) -> Findings:
        sentences = tuple(sentence_spans(self.text, wrap_width_chars=120, split_unspaced=True))
        return Findings(sentences=sentences, places=self.places, entities=self.entities)

    def placed(self) -> Placed:
        return placed(self.text, self.events, self.found())

    def words(self) -> list[str | None]:
        result = self.placed()
        known = {each.id: each.text for each in (*self.places, *result.places)}
        return [None if each.location is None else known[each.location.place or ""] for each in result.events]


def attack(text: str, *places: str, **roles: str) -> Told:
    return Told(
        text=text,
        places=tuple(place(text, number, words) for number, words in enumerate(places, 1)),
        events=(event(text, 1, "ASSAULT", "attacked", **roles),),
    )


def test_the_place_that_the_model_marks() -> None:
    text = "Gunmen from Harvan attacked a mill in Tesk on Monday."
    assert attack(text, "Harvan", "Tesk", actor="Gunmen", recipient="a mill", location="Tesk").words() == ["Tesk"]


def test_a_place_beside_the_event_that_the_model_missed() -> None:
    assert attack("Gunmen attacked a mill in Tesk.", "Tesk", actor="Gunmen", recipient="a mill").words() == ["Tesk"]


def test_where_nothing_is_told_nothing_is_taken() -> None:
    result = attack("Gunmen attacked a mill.", actor="Gunmen").placed()
    assert result.events[0].location is None
    assert not result.places


def test_the_scene_of_the_event_before() -> None:
    text = "Gunmen attacked a mill in Tesk on Monday. Two guards were shot dead."
    first = event(text, 1, "ASSAULT", "attacked", actor="Gunmen", location="Tesk")
    second = event(text, 2, "ASSAULT", "shot dead", recipient="Two guards")
    told = Told(text=text, places=(place(text, 1, "Tesk"),), events=(first, second))
    assert told.words() == ["Tesk", "Tesk"]
    statuses = [each.location.status for each in told.placed().events if each.location is not None]
    assert statuses == ["stated", "inferred"]


def test_words_for_a_place_become_one_at_the_scene() -> None:
    text = "Clashes broke out in Tesk on Monday. Gunmen attacked the bus stand."
    events = (
        event(text, 1, "ASSAULT", "Clashes", location="Tesk"),
        event(text, 2, "ASSAULT", "attacked", actor="Gunmen", location="the bus stand"),
    )
    told = Told(text=text, places=(place(text, 1, "Tesk"),), events=events)
    assert told.words() == ["Tesk", "the bus stand"]
    (new,) = told.placed().places
    assert (new.id, new.form, new.status, new.reason) == ("p2", "relative", "inferred", "in Tesk")
    assert (new.latitude_deg, new.longitude_deg, new.uncertainty_km) == (31.5, 65.7, 5.0)


def test_words_for_a_place_that_nothing_is_known_of() -> None:
    text = "Gunmen attacked the bus stand."
    told = attack(text, actor="Gunmen", location="the bus stand")
    (new,) = told.placed().places
    assert (new.status, new.latitude_deg, new.reason) == ("unresolved", None, "no name, and no place that it is in")
    assert [each.location.status for each in told.placed().events if each.location] == ["unresolved"]


def test_words_become_one_place_however_many_events_were_there() -> None:
    text = "Gunmen attacked the bus stand, killing two."
    events = (
        event(text, 1, "ASSAULT", "attacked", location="the bus stand"),
        event(text, 2, "ASSAULT", "killing", location="the bus stand"),
    )
    result = Told(text=text, places=(), events=events).placed()
    assert len(result.places) == 1
    assert {each.location.place for each in result.events if each.location} == {"p1"}


def test_known_facilities_are_places_where_events_can_be() -> None:
    text = "The mill was quiet. Gunmen attacked the mill."
    at = span(text, "the mill")
    mention = Mention(start=at.start, end=at.end, text=at.text, form="nominal")
    entity = Entity(id="m", name="the mill", type="facility", mentions=(mention,))
    scene = Scene(text, (), Findings(entities=(entity,), sentences=tuple(_sentences(text))))
    assert [(each.name, each.is_known) for each in scene.spots] == [("mill", False)]


def _sentences(text: str) -> list[Span]:
    return list(sentence_spans(text, wrap_width_chars=120, split_unspaced=True))


@pytest.mark.parametrize("text", ["the river", "The River", "that same river", "a river", "river"])
def test_what_one_place_is_called(text: str) -> None:
    assert name_of(Span.of(text, 0, len(text))) == "river"


@pytest.mark.parametrize("text", ["Gaza Strip", "Costa Oda", "Nova the Great", "Agathe Bay", "Bathis that"])
def test_letters_inside_a_name_are_no_determiner(text: str) -> None:
    assert name_of(Span.of(text, 0, len(text))) == text.casefold()
    assert name_of(Span.of(f"the {text}", 0, 4 + len(text))) == text.casefold()


@pytest.mark.parametrize(
    ("name", "title", "is_in"),
    [
        ("Oman", "Woman killed in raid", False), ("Oman", "Two killed in Oman", True),
        ("Mali", "Somalia floods", False), ("Mali", "Raid on Mali's border", True), ("Chad", "CHAD: TWO KILLED", True),
        ("Ore", "More dead", False),
    ],
)  # fmt: skip
def test_a_name_in_the_headline_is_a_word_there(name: str, title: str, is_in: bool) -> None:
    text = f"Gunmen attacked a mill in {name}."
    told = attack(text, name)
    assert ("in the headline" in Scene(text, told.events, told.found(), title).by_itself(0)) == is_in


def far_apart(number: int) -> Told:
    names = [f"Tesk{chr(ord('a') + at // 26)}{chr(ord('a') + at % 26)}" for at in range(number)]
    text = " ".join(f"Gunmen raided{name} a mill in {name}." for name in names)
    places = tuple(
        msgspec.structs.replace(place(text, at, f"in {name}"), start=text.index(f"in {name}") + 3, text=name)
        for at, name in enumerate(names, 1)
    )
    events = tuple(event(text, at, "ASSAULT", f"raided{name}", location=name) for at, name in enumerate(names, 1))
    return Told(text=text, places=places, events=events)


def test_what_is_weighed_does_not_grow_with_the_report() -> None:
    weighed = []
    for number in (100, 200):
        told = far_apart(number)
        scene = Scene(told.text, told.events, told.found())
        weighed.append(len(scene.rows(number // 2, [None] * number)))
    assert weighed[0] == weighed[1] < 50


def test_in_long_reports_each_event_is_at_its_own_place() -> None:
    told = far_apart(100)
    assert told.words() == [each.text for each in told.places]


def test_a_place_far_away_is_weighed_where_it_leads_or_is_the_events_own() -> None:
    quiet = " The town was quiet." * 30
    text = f"Harvan mourned.{quiet} Orm and Bask are rich.{quiet} Gunmen attacked a mill.{quiet} Dusk fell on Tesk."
    places = tuple(place(text, at, name) for at, name in enumerate(("Harvan", "Orm", "Bask", "Tesk"), 1))
    for role, expected in ({}, ["harvan", "bask"]), ({"location": "Orm"}, ["harvan", "orm", "bask"]):
        told = Told(text=text, places=places, events=(event(text, 1, "ASSAULT", "attacked", **role),))
        rows = Scene(text, told.events, told.found(), "Bask in shock").rows(0, [])
        assert [spot.name for spot, _ in rows if spot] == expected


@pytest.mark.parametrize("seed", range(5))
def test_spans_are_looked_up_as_if_one_by_one(seed: int) -> None:
    text = "x" * 60
    chosen = random.Random(seed)
    starts = [chosen.randrange(50) for _ in range(40)]
    spans = [Span.of(text, start, start + chosen.randint(1, 9)) for start in starts]
    known = Lookup((each, number) for number, each in enumerate(spans))
    for one in spans:
        numbers = sorted(number for _, number in known.overlapping(one))
        assert numbers == [number for number, each in enumerate(spans) if each.overlaps(one)]
        is_inside = any(each.covers(one) and not one.covers(each) for each in spans)
        assert (edges(one) in covered(spans)) == is_inside


def test_a_determiner_alone_is_its_own_name() -> None:
    assert name_of(Span.of("the ", 0, 4)) == "the "


def test_nothing_is_chosen_below_the_least_probability() -> None:
    text = "Gunmen attacked a mill in Tesk."
    told = attack(text, "Tesk", actor="Gunmen", location="Tesk")
    rows = Scene(text, told.events, told.found()).rows(0, [])
    shares = probabilities([features for _, features in rows], weights())
    share = shares[1] / (shares[0] + shares[1])
    assert share > LEAST_PROBABILITY
    assert choice(rows, weights(), share + 0.01) is None
    chosen = choice(rows, weights(), share - 0.01)
    assert chosen is not None
    assert chosen.name == "tesk"


def test_the_words_that_the_model_marks_win() -> None:
    text = "Fighting went on in Tesk, in Tesk and in Tesk. Gunmen attacked a mill; Harvan was calm."
    told = attack(text, "Tesk", "Harvan", actor="Gunmen", location="Harvan")
    assert told.words() == ["Harvan"]


def test_every_weight_is_of_a_feature_in_use() -> None:
    assert {"none", "told", "beside", "only told later"} <= weights().keys()
