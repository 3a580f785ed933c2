"""From events to incidents, and what is right of them, on a report made up here."""

import datetime

import msgspec
import pytest
from benchmarks.muc4_incidents import BY_AUTHORITIES, CLAIMED, FACT, SUSPECTED, Incident, filler, incidents
from benchmarks.muc4_scores import Document, says

from benchmarks import muc4_choice, muc4_heads, muc4_incidents, muc4_scores, score_muc4
from sayso.core.reading import Attribution, Entity, Event, Mention, Place, ReaderIdentity, Reading, SourceSpan
from sayso.core.report import Published, Report, text_sha256
from sayso.core.span import Span
from sayso.evaluation.bootstrap import interval
from sayso.evaluation.muc4 import Key, Location, MucReport, Organization, People, Period, PlaceName
from sayso.evaluation.templates import Template

TEXT = (
    "Four gunmen of the Front attacked the Oru bank in Oru, killing Major Jo Bel. The attack was led by the Front. "
    "Police accused the League of a bombing. Ilse Adar was kidnapped. The army said that two men had been shot."
)


def span(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span.of(TEXT, start, start + len(words))


def entity(key: str, kind: str, *mentions: tuple[str, int, str]) -> Entity:
    found = tuple(Mention(**msgspec.structs.asdict(span(words, nth)), form=form) for words, nth, form in mentions)  # type: ignore[arg-type]
    return Entity(id=key, name=found[0].text, type=kind, mentions=found)  # type: ignore[arg-type]


def event(key: str, trigger: Span, *arguments: tuple[str, Span, str | None], **values: object) -> Event:
    raw = {
        "id": key, "type": "ASSAULT", "trigger": msgspec.to_builtins(trigger), "confidence": 0.9,
        "arguments": [{"role": role, "entity": own, **msgspec.to_builtins(words)} for role, words, own in arguments],
        **values,
    }  # fmt: skip
    return msgspec.convert(raw, Event)


def reading() -> Reading:
    entities = (
        entity("gunmen", "group", ("Four gunmen of the Front", 0, "nominal")),
        entity("front", "organization", ("the Front", 0, "name"), ("the Front", 1, "name")),
        entity("bank", "facility", ("the Oru bank", 0, "name")),
        entity("bel", "person", ("Major Jo Bel", 0, "name")),
        entity("league", "organization", ("the League", 0, "name")),
        entity("adar", "person", ("Ilse Adar", 0, "name")),
        entity("men", "group", ("two men", 0, "nominal")),
    )
    one = {"low": 1, "best": 1, "high": 1, "evidence": []}
    place = msgspec.convert(
        {**msgspec.to_builtins(span("Oru", 1)), "id": "p1", "name": "Oru", "latitude_deg": None, "longitude_deg": None,
         "geonames_id": None, "country": "SV", "granularity": "city", "form": "name", "uncertainty_km": None,
         "status": "stated"},
        Place,
    )  # fmt: skip
    accused = Attribution(
        id="a1", source=SourceSpan(**msgspec.structs.asdict(span("Police"))), cue=span("accused"),
        content=(span("the League of a bombing"),), manner="indirect", stance="assert", confidence=1.0,
    )  # fmt: skip
    events = (
        event(
            "e1", span("attacked"), ("actor", span("Four gunmen of the Front"), "gunmen"),
            ("recipient", span("the Oru bank"), "bank"), location={"place": "p1", "status": "stated"},
            date={"value": "1990-02-03", "granularity": "day", "status": "stated"},
        ),
        event("e2", span("killing"), ("recipient", span("Major Jo Bel"), "bel"), same_as="e1", fatalities=one),
        event("e3", span("attack", 1), ("actor", span("the Front", 1), "front"), same_as="e1", fatalities=one),
        event("e4", span("bombing"), ("actor", span("the League"), "league"), attribution="a1"),
        event("e5", span("kidnapped"), ("recipient", span("Ilse Adar"), "adar"), type="COERCE"),
    )  # fmt: skip
    digest = text_sha256(TEXT)
    report = Report(
        id="TST1-MUC3-0901", uri="x", text=TEXT, sha256=digest, original_sha256=digest, extractor="none",
        published=Published(value="1990-02-04", status="stated"),
    )  # fmt: skip
    return Reading(
        report=report, entities=entities, attributions=(accused,), events=events, places=(place,),
        reader=ReaderIdentity(name="test", version="1"),
    )  # fmt: skip


def test_linked_events_are_one_incident() -> None:
    attack, bombing, kidnapping = incidents(reading())
    assert (attack.kind, bombing.kind, kidnapping.kind) == ("attack", "bombing", "kidnapping")
    assert attack.fills == {
        "PerpInd": ("gunmen",), "PerpOrg": ("front",), "Target": ("oru bank",), "Victim": ("jo bel",),
    }  # fmt: skip
    assert attack.killed is not None
    assert attack.killed.best == 1  # told twice, killed once
    assert (attack.country, [place.name for place in attack.places]) == ("el salvador", ["Oru"])
    day = datetime.date(1990, 2, 3)
    assert attack.period == Period(first=day, last=day)
    assert bombing.period == Period(first=None, last=datetime.date(1990, 2, 4))
    assert kidnapping.fills == {"Victim": ("ilse adar",), "PerpOrg": ("front", "league"), "PerpInd": ("gunmen",)}
    assert kidnapping.elsewhere == {"PerpOrg", "PerpInd"}  # candidates from the rest of the report


def test_how_sure_the_report_is_of_an_organization() -> None:
    attack, bombing, _ = incidents(reading())
    assert (attack.confidence, bombing.confidence) == ({"front": FACT}, {"league": BY_AUTHORITIES})
    assert {CLAIMED, SUSPECTED} & {*attack.confidence.values(), *bombing.confidence.values()} == set()


@pytest.mark.parametrize(
    ("words", "expected"),
    [("the  two\nbombs", "bombs"), ("members of the Front, a group", "members of front"), ("150", "150"), ("a", "")],
)
def test_fills(words: str, expected: str) -> None:
    assert filler(words) == expected


def gold() -> MucReport:
    people = People(1, 1, 1)
    key = Key(
        number="1", is_optional=False, dates=(Period(first=None, last=datetime.date(1990, 2, 4)),),
        locations=(Location(country="el salvador", places=(PlaceName(name="oru", kind="city"),)),),
        organizations=(Organization(mentions=frozenset({"front", "fh"}), confidence=frozenset({FACT})),),
        killed=people, injured=people, unknown=frozenset(),
    )  # fmt: skip
    template = Template(
        types=frozenset({"attack"}),
        entities={"PerpOrg": (frozenset({"front", "fh"}),), "Victim": (frozenset({"jo bel"}), frozenset({"ed"}))},
    )
    return MucReport(report=reading().report, templates=(template,), keys=(key,))


def document(*found: Incident) -> Document:
    return Document(gold=gold(), found=found)


def test_slots_of_the_key() -> None:
    attack, bombing, _ = incidents(reading())
    both = document(attack, bombing)
    counts = {name: metric(both) for name, metric in muc4_scores.KEY_SLOTS}
    right = {name: (each.true_positive, each.predicted, each.gold) for name, each in counts.items()}
    assert right == {
        "incident date F1": (1, 2, 1),
        "incident country F1": (1, 2, 1),
        "incident department F1": (0, 0, 0),
        "incident town F1": (1, 1, 1),
        "number killed F1": (1, 1, 1),
        "number injured F1": (0, 0, 1),
        "organization with its confidence F1": (1, 2, 1),
    }
    templates = muc4_scores.template_counts(both)
    assert templates["Victim"][:] == (1, 1, 1, 2)
    assert templates["all"][:] == (3, 8, 3, 4)


@pytest.mark.parametrize(
    ("found", "key", "expected"),
    [((3, 3), (3, 3), True), ((3, 4), (3, 3), False), ((3, 3), (None, 4), True), ((None, 4), (None, 4), True),
     ((None, 4), (3, 4), False), ((5, 5), (None, 4), False), ((2, 3), (1, 4), True)],
)  # fmt: skip
def test_dates(found: tuple[int | None, int], key: tuple[int | None, int], expected: bool) -> None:
    def period(first: int | None, last: int) -> Period:
        return Period(first=None if first is None else datetime.date(1990, 2, first), last=datetime.date(1990, 2, last))

    assert says(period(*found), period(*key)) is expected


def test_what_is_unlikely_to_be_in_a_key_is_left_out() -> None:
    report = reading()
    every = muc4_choice.Choice(least=0.5, weights={"always": 1.0})
    no_kidnapping = muc4_choice.Choice(least=0.5, weights={"always": 1.0, "kind kidnapping": -3.0})
    heads = muc4_heads.Heads([gold()])
    assert muc4_choice.chosen(report, every, heads) == incidents(report)
    assert [each.kind for each in muc4_choice.chosen(report, no_kidnapping, heads)] == ["attack", "bombing"]
    no_organizations = muc4_choice.Choice(
        least=0.0, least_fill=0.3, weights={}, fill_weights={"always": 1.0, "PerpOrg": -3.0}
    )
    attack, *_ = muc4_choice.chosen(report, no_organizations, heads)
    assert (attack.fills["PerpOrg"], attack.fills["PerpInd"], attack.confidence) == ((), ("gunmen",), {})


def test_how_often_a_head_word_is_a_fill() -> None:
    others = [msgspec.structs.replace(gold(), report=msgspec.structs.replace(gold().report, id=name)) for name in "ab"]
    heads = muc4_heads.Heads([gold(), *others])
    assert heads.log_odds("PerpOrg", "new front", "c") > heads.log_odds("PerpOrg", "front", "a") > 0
    assert heads.log_odds("Weapon", "front", "c") < 0


def test_what_is_in_keys_is_learned() -> None:
    cases = [(gold(), reading())] * 8
    heads = muc4_heads.Heads([gold()])
    learned = muc4_choice.learn(cases, heads)
    (attack,) = muc4_choice.chosen(reading(), learned, heads)
    assert (attack.kind, attack.fills["Victim"]) == ("attack", ("jo bel",))


def test_words_that_are_mostly_fills() -> None:
    other = msgspec.structs.replace(gold(), templates=())
    (said,) = score_muc4.trivial_templates([gold()], [other])
    assert said.entities == {"PerpOrg": (frozenset({"front"}),), "Victim": (frozenset({"jo bel"}),)}
    (unsure,) = score_muc4.trivial_templates([gold(), other], [other])
    assert unsure.entities == {}


def test_the_weights_are_of_features_that_can_be() -> None:
    report = reading()
    found = incidents(report)
    features = muc4_choice.features(found[0], found, report, muc4_heads.Heads([gold()]))
    assert features["role Victim"] == features["actor a rebel"] == features["dated"] == 1
    assert features["tellings"] == pytest.approx(1.0986, abs=1e-4)
    assert interval([metric(document(*found)) for _, metric in muc4_scores.KEY_SLOTS]) is not None
    assert muc4_incidents.kind_of([event("e9", span("attacked"), type="PROTEST")]) is None
