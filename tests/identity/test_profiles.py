import msgspec

from sayso.core.reading import Argument, Count, Entity, Event, EventDate, Mention, ReaderIdentity, Reading
from sayso.core.report import Published, Report
from sayso.core.span import Span
from sayso.identity.profiles import Profile, profiles
from sayso.identity.words import role_words

TEXT = (
    "Colonel Timur Idrisov, the army's commander in the valley, shot Rustam Idrisov near Qarabulaq on 21 August. "
    "He praised his soldiers. A former official said that the 44-year-old was loved."
)


def _mention(words: str, form: str, after: int = 0) -> Mention:
    start = TEXT.index(words, after)
    return Mention(start=start, end=start + len(words), text=words, form=form)  # type: ignore[arg-type]


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words), text=words)


def _reading() -> Reading:
    timur, rustam = _mention("Colonel Timur Idrisov", "name"), _mention("Rustam Idrisov", "name")
    entities = (
        Entity(
            id="e1", name="Timur Idrisov", type="person", sectors=("MIL",),
            mentions=(timur, _mention("He", "pronoun"), _mention("the 44-year-old", "nominal")),
            descriptions=(_span("the army's commander in the valley"),),
        ),
        Entity(id="e2", name="Rustam Idrisov", type="person", mentions=(rustam,)),
        Entity(id="e3", name="a former official", type="person", mentions=(_mention("A former official", "nominal"),)),
    )  # fmt: skip
    event = Event(
        id="v1", type="ASSAULT", trigger=_span("shot"), confidence=0.9,
        arguments=(
            Argument(role="actor", entity="e1", start=timur.start, end=timur.end, text=timur.text),
            Argument(role="casualty", entity="e2", start=rustam.start, end=rustam.end, text=rustam.text),
        ),
        date=EventDate(value="2019-08-21", granularity="day", status="stated"),
        fatalities=Count(low=1, best=1, high=1, evidence=(_span("shot"),)),
    )  # fmt: skip
    published = Published(value="2019-08-22", status="stated", origin="user")
    report = msgspec.structs.replace(Report.of_text(TEXT), id="r-1", outlet="Wire", published=published)
    return Reading(report=report, entities=entities, events=(event,), reader=ReaderIdentity(name="t", version="1"))


def _profiles() -> dict[str, Profile]:
    return {each.entity: each for each in profiles(_reading())}


def test_only_named_entities_have_a_profile() -> None:
    assert set(_profiles()) == {"e1", "e2"}


def test_what_a_report_says_of_somebody() -> None:
    timur = _profiles()["e1"]
    assert timur.key == "r-1/e1"
    assert timur.names == ("Colonel Timur Idrisov",)
    assert {"colonel", "commander", "army"} <= set(timur.roles)
    assert timur.ties == ("rustam idrisov",)
    assert (timur.referred, timur.sex, timur.born, timur.outlet, timur.published) == (
        "male", None, 1975, "Wire", "2019-08-22",
    )  # fmt: skip
    assert (timur.last_act, timur.died, timur.dates) == ("2019-08-21", None, ("2019-08-21",))
    assert "soldier" in timur.surroundings
    assert not {"idrisov", "timur"} & set(timur.surroundings)


def test_a_casualty_where_people_died_and_none_were_hurt_is_dead() -> None:
    assert _profiles()["e2"].died == "2019-08-21"
    reading = _reading()
    denied = msgspec.structs.replace(reading.events[0], auxiliary=("negation",))
    again = msgspec.structs.replace(reading, events=(denied,))
    assert [each.died for each in profiles(again)] == [None, None]


def test_role_words_are_in_the_singular_without_small_ones() -> None:
    assert role_words("two of the former deputies") == ("deputy",)
