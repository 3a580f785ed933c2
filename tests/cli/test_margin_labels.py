"""Labels of mentions: what is written for each, and how they stand in a page."""

from typing import Any

import pytest
from rich.cells import cell_len

from sayso.cli.margin import Layout, report_lines
from sayso.cli.margin_labels import entity_labels, place_labels, time_labels
from sayso.cli.margin_lines import plain
from sayso.core.reading import Attribution, Entity, Mention, Place, ReaderIdentity, Reading, Timex
from sayso.core.report import Report, text_sha256
from sayso.core.span import Span

TEXT = (
    "The envoy said last week that the army had left Khasht, 40 km north of Tesk. He will return to Tesk every Friday."
)


def spanned(words: str, text: str = TEXT) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def time(words: str, value: str | None, status: Any = "stated", type_: Any = "DATE", text: str = TEXT) -> Timex:
    return Timex(**spanned(words, text), id=f"t-{words}", type=type_, value=value, status=status)


def place(words: str, text: str = TEXT, **values: Any) -> Place:
    resolved = {
        "name": words,
        "latitude_deg": 34.528,
        "longitude_deg": 69.172,
        "geonames_id": 1,
        "country": "AF",
        "granularity": "city",
        "form": "name",
        "uncertainty_km": 8.0,
        "status": "stated",
    }
    return Place(**spanned(words, text), id=f"p-{words}", **{**resolved, **values})


def unresolved(words: str, **values: Any) -> Place:
    nothing = dict.fromkeys(("name", "latitude_deg", "longitude_deg", "geonames_id", "granularity", "uncertainty_km"))
    return place(words, **{**nothing, "country": None, "status": "unresolved", **values})


def derived(words: str, text: str = TEXT, **values: Any) -> Place:
    nothing = {"name": None, "geonames_id": None, "form": "relative", "status": "inferred", "granularity": "point"}
    return place(words, text, **{**nothing, **values})


WEEK = time("last week", "2021-W33", "inferred")
EVERY_FRIDAY = time("every Friday", "XXXX-WXX-5", "stated", "SET")
NORTH = derived("40 km north of Tesk", uncertainty_km=22.4)


def page(layout: Layout, text: str = TEXT, **found: Any) -> list[str]:
    digest = text_sha256(text)
    report = Report(id="r-1", uri="a.txt", text=text, sha256=digest, original_sha256=digest, extractor="text 1")
    reading = Reading(report=report, reader=ReaderIdentity(name="test", version="1"), **found)
    return [plain(line) for line in report_lines(reading, layout)]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (time("last week", "2021-W33"), "=2021-W33"),
        (WEEK, "=2021-W33, inferred"),
        (time("last week", "2021-W33", "assumed"), "=2021-W33, assumed"),
        (time("last week", None, "unresolved"), "=?"),
        (EVERY_FRIDAY, "=XXXX-WXX-5, set"),
        (time("every Friday", "P1W", "stated", "DURATION"), "=P1W"),
    ],
)
def test_what_is_written_for_a_time(found: Timex, expected: str) -> None:
    (label,) = time_labels([found])
    assert (label.span, label.text) == (found, expected)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (place("Khasht"), "@AF, city"),
        (place("Khasht", name="KHASHT"), "@AF, city"),
        (place("Khasht", name="Khasht-e Bala", status="inferred"), "@Khasht-e Bala, AF, city, inferred"),
        (place("Khasht", name="Khashtia", latitude_deg=None, granularity="country"), "@Khashtia, AF, country"),
        (place("Khasht", name="Khash Sea", country=None, granularity="region"), "@Khash Sea, region"),
        (NORTH, "@AF, point, 34.53N 69.17E +-22km, inferred"),
        (
            derived("Khasht", latitude_deg=-4.0, longitude_deg=-0.126, country=None),
            "@point, 4.00S 0.13W +-8km, inferred",
        ),
        (derived("Khasht", latitude_deg=0.0, uncertainty_km=None), "@AF, point, 0.00N 69.17E, inferred"),
        (place("Khasht", geonames_id=None), "@AF, city"),
        (
            place("Khasht", name="Khasht Dara", geonames_id=None, status="assumed"),
            "@Khasht Dara, AF, city, 34.53N 69.17E +-8km, assumed",
        ),
        (
            place("Khasht", geonames_id=None, latitude_deg=None, longitude_deg=None, status="inferred"),
            "@AF, city, inferred",
        ),
        (unresolved("Khasht"), "@?"),
        (unresolved("Khasht", country="AF"), "@?, AF"),
    ],
)
def test_what_is_written_for_a_place(found: Place, expected: str) -> None:
    (label,) = place_labels([found])
    assert (label.span, label.text) == (found, expected)


def test_every_mention_of_an_entity_has_its_type() -> None:
    mentions = tuple(Mention(**spanned(words), form="nominal") for words in ("The envoy", "He"))
    labels = list(entity_labels([Entity(id="e1", name="The envoy", type="organization", mentions=mentions)]))
    assert [(label.span.text, label.text) for label in labels] == [("The envoy", ":org"), ("He", ":org")]


def test_times_and_places_are_marked_when_asked_for() -> None:
    found: dict[str, Any] = {"times": (WEEK, EVERY_FRIDAY), "places": (place("Khasht"), NORTH)}
    assert not any("{" in line for line in page(Layout(width=90), **found))
    assert page(Layout(width=90, times=True), **found)[:2] == [
        "The envoy said {last week=2021-W33, inferred} that the army had left Khasht, 40 km north",
        "of Tesk. He will return to Tesk {every Friday=XXXX-WXX-5, set}.",
    ]
    assert page(Layout(width=90, places=True), **found)[:2] == [
        "The envoy said last week that the army had left {Khasht@AF, city}, {40 km north of",
        "Tesk@AF, point, 34.53N 69.17E +-22km, inferred}. He will return to Tesk every Friday.",
    ]


def test_the_legend_says_what_the_signs_are() -> None:
    both = Layout(width=140, times=True, places=True)
    assert page(both, times=(WEEK,), places=(NORTH,))[-2:] == [
        "{...=value}: a time expression, with its status where not stated; ? if unresolved.",
        (
            "{...@place}: a place, with its point if GeoNames has no id for it, "
            "with its status where not stated; ? if unresolved."
        ),
    ]
    assert page(both)[-2:] == ["No time expressions found.", "No places found."]
    assert page(Layout(width=140), times=(WEEK,), places=(NORTH,))[-1] == "No attributions found."


def test_labels_nest_with_what_is_said_and_with_each_other() -> None:
    text = "He said the bridge near Tesk fell."
    content = Span.of(text, 8, len(text) - 1)
    said = Attribution(
        id="a1", source=None, cue=None, content=(content,), manner="indirect", stance="assert", confidence=0.9
    )
    tesk = Mention(**spanned("Tesk", text), form="name")
    lines = page(
        Layout(width=140, entities=True, places=True),
        text,
        attributions=(said,),
        entities=(Entity(id="e1", name="Tesk", type="place", mentions=(tesk,)),),
        places=(derived("the bridge near Tesk", text, latitude_deg=1.0), place("Tesk", text)),
    )
    assert lines[0].startswith("He said [1 {the bridge near {{Tesk@AF, city}:place}@AF, point, 1.00N 69.17E +-8km,  ")
    assert lines[1] == "inferred} fell 1]."


@pytest.mark.parametrize("width", [20, 25, 40])
def test_long_labels_fit_the_narrowest_page(width: int) -> None:
    lines = page(
        Layout(width=width, times=True, places=True),
        times=(time("last week", "2021-08-25T14:30:05+04:30", "inferred"),),
        places=(place("Khasht", name="Sankt-Veit-im-Untergebirge ob der Altmark"), place("Tesk", name="塔" * 40)),
    )
    assert max(map(cell_len, lines)) <= width
    squeezed = "".join("".join(lines).split())
    assert "{lastweek=2021-08-25T14:30:05+04:30,inferred}" in squeezed
    assert "{Khasht@Sankt-Veit-im-UntergebirgeobderAltmark,AF,city}" in squeezed
    assert "塔" * 40 in squeezed


def test_control_characters_in_a_name_are_shown() -> None:
    lines = page(Layout(width=140, places=True), places=(place("Khasht", name="Kha\x1b[2Jsht"),))
    assert "{Khasht@Kha\ufffd[2Jsht, AF, city}" in lines[0]
