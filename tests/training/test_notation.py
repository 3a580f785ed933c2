"""The inline notation: values and offsets, and every way in which a file can be wrong."""

import pytest
from training.notation import AnnotatedReport, NotationError, load_text

HEAD = """id: x-01
conflict: x
outlet: Paper
style: local
published: 2024-02-02
title: Title
region: Nowhere
layers: entities attributions events states times places

"""


def load(body: str, head: str = HEAD) -> AnnotatedReport:
    return load_text(head + body + "\n")


def test_markup_leaves_the_text_to_the_letter() -> None:
    found = load(r"A \[b\] \{c\} d\\e | é [Ada]{@ada.name person} x|y 😀")
    assert found.reading.report.text == "A [b] {c} d\\e | é Ada x|y 😀"
    assert [(m.start, m.end) for m in found.reading.entities[0].mentions] == [(18, 21)]


def test_crossing_spans() -> None:
    found = load("[a|Ada of [b|Orma|]{@ada.name person} and Belb|]{@bel.name person} left")
    assert found.reading.report.text == "Ada of Orm and Bel left"
    assert {e.id: e.mentions[0].text for e in found.reading.entities} == {"ada": "Ada of Orm", "bel": "Orm and Bel"}


def test_layers() -> None:
    head = HEAD.replace("layers: entities attributions events states times places", "layers: entities\npartial: times")
    found = load("[Ada]{@ada.name person} left [now]{t1 DATE PRESENT_REF}", head)
    assert found.layers == {"entities"}
    with pytest.raises(NotationError, match="places are annotated but not in the header"):
        load("[Orm]{p1 name city}", head)


def test_attribution() -> None:
    found = load(
        "[“We left,”]{a1.content} [[Col. Ada]{@ada.name person MIL KE}, of [the Front]{@front.name organization},]"
        "{a1.source} [said]{a1.cue assert}. [“All of [us]{@front.pro}.”]{a1.content}"
    )
    (attribution,) = found.reading.attributions
    assert [(c.start, c.end) for c in attribution.content] == [(0, 10), (41, 53)]
    assert attribution.source is not None
    assert (attribution.source.text, attribution.source.entity) == ("Col. Ada, of the Front,", "ada")
    assert (attribution.manner, attribution.stance, attribution.within) == ("direct", "assert", None)
    ada = found.reading.entities[0]
    assert (ada.name, ada.sectors, ada.country) == ("Col. Ada", ("MIL",), "KE")


def test_a_source_that_begins_with_a_description_is_whom_it_describes() -> None:
    found = load(
        "[[[Its]{@army.pro organization} spokesman]{@ada.desc}, [Ada]{@ada.name person},]{a1.source} "
        "[said]{a1.cue assert} [so]{a1.content}"
    )
    source = found.reading.attributions[0].source
    assert source is not None
    assert source.entity == "ada"


def test_nesting_and_manner_of_nested_marks() -> None:
    found = load(
        "[Ada]{a1.source} [said]{a1.cue assert} "
        "[[Bel]{a2.source} [had asked]{a2.cue ask} [“why”]{a2.content}]{a1.content}"
    )
    outer, inner = found.reading.attributions
    assert (outer.within, outer.manner) == (None, "indirect")
    assert (inner.within, inner.manner) == ("a1", "direct")


def test_numbers_of_people_and_their_scope() -> None:
    found = load(
        "They [took]{e1.trigger ASSAULT abduct} [two]{e1.abducted 3} men and [a boy]{e1.abducted}, [held]{e2.trigger "
        "COERCE arrest} [ten]{e2.detained 10 part} of them and [drove]{e3.trigger COERCE deport} [4,000]{e3.displaced "
        "4000/?/? total} people out."
    )
    counts = [event.counts() for event in found.reading.events]
    assert [
        (kind, count.low, count.high, count.scope, [span.text for span in count.evidence])
        for each in counts
        for kind, count in each.items()
    ] == [
        ("abducted", 3, 3, "event", ["two", "a boy"]),
        ("detained", 10, 10, "part", ["ten"]),
        ("displaced", 4000, None, "total", ["4,000"]),
    ]


def test_event() -> None:
    found = load(
        "[Men]{@men.nom group; e1.actor} [shot]{e1.trigger ASSAULT firearms} [[3 to 5]{e1.dead 3/?/5} boys]"
        "{@boys.nom group; e1.recipient; e1.casualty} at [[Orm]{p1 name city} market]{e1.location} on [Thursday]"
        "{t1 DATE 2024-02-01; e1.date}; [Bel]{a1.source} [denied]{a1.cue deny} [any [killing]"
        "{e2.trigger ASSAULT same=e1 at=p1 on=t1}]{a1.content}."
    )
    first, second = found.reading.events
    assert [(a.role, a.entity, a.text) for a in first.arguments] == [
        ("actor", "men", "Men"), ("casualty", "boys", "3 to 5 boys"), ("recipient", "boys", "3 to 5 boys"),
        ("location", None, "Orm market"), ("date", None, "Thursday"),
    ]  # fmt: skip
    assert first.fatalities is not None
    assert (first.fatalities.low, first.fatalities.best, first.fatalities.high) == (3, None, 5)
    assert [(e.location.place, e.location.status) for e in (first, second) if e.location] == [
        ("p1", "stated"),
        ("p1", "inferred"),
    ]
    assert first.date is not None
    assert (first.date.value, first.date.granularity, first.date.status) == ("2024-02-01", "day", "inferred")
    assert (first.attribution, second.attribution) == (None, "a1")
    assert found.same_events == (("e1", "e2"),)


def test_state() -> None:
    found = load(
        "[Men]{s1.holder} [hold]{s1.trigger control} [Orm]{s1.object}; "
        "[she]{s2.holder} was [chief]{s2.trigger position historical}"
    )
    control, position = found.reading.states
    assert (control.type, control.holder and control.holder.text, control.object and control.object.text) == (
        "control",
        "Men",
        "Orm",
    )
    assert (position.auxiliary, position.object) == (("historical",), None)


WRONG = [
    ("[Ada{@ada.name person} left", 10, 5, "stands alone"),
    ("He [left", 10, 4, "never closed"),
    ("He left]", 10, 8, "without \\["),
    ("He [left] now", 10, 9, "bracket without labels"),
    ("He [left ]{e1.trigger RETREAT}", 10, 4, "white space"),
    ("He []{e1.trigger RETREAT}", 10, 4, "empty"),
    ("a\\b", 10, 2, "backslash"),
    ("[He]{foo}", 10, 5, "unknown label"),
    ("[He]{a1.says}", 10, 5, "no part"),
    ("one\n\n[He]{}", 12, 5, "empty label"),
    ("[He]{@he.pro}", 10, 5, "not declared"),
    ("[He]{@he.pro human}", 10, 5, "entity type"),
    ("[He]{@he.pro person} [he]{@he.pro person}", 10, 26, "declared twice"),
    ("[He]{a1.source} [said]{a1.cue assert} so", 10, 5, "no content"),
    ("[He]{a1.source} [said]{a1.cue} [so]{a1.content}", 10, 23, "no stance"),
    ("[said]{a1.cue state} [so]{a1.content}", 10, 7, "unknown word 'state'"),
    ("[said]{a1.cue assert deny} [so]{a1.content}", 10, 7, "second stance"),
    ("[said]{a1.cue assert} [said]{a1.cue} [so]{a1.content}", 10, 29, "second cue"),
    ("[He [said]{a1.cue assert} so]{a1.content}", 10, 11, "cue 'said' overlaps its own content"),
    ("[[He]{a1.source} so]{a1.content assert}", 10, 6, "source 'He' overlaps its own content"),
    ("[said]{a1.cue assert direct} [so]{a1.content}", 10, 7, "manner direct"),
    ("[said]{a1.cue assert within=a9} [so]{a1.content}", 10, 7, "within=a9"),
    ("[said]{a1.cue assert} that [it is]{a1.content}", 10, 35, "'that' stands before"),
    ("[said]{a1.cue assert} [it is.]{a1.content}", 10, 31, "full stop"),
    ("[said]{a1.cue assert} “[It is]{a1.content}”", 10, 31, "quotation mark left outside"),
    ("[said]{a1.cue assert}: [it is]{a1.content}", 10, 7, "colon left outside"),
    ("[boom]{e1.trigger BOMB}", 10, 7, "type 'BOMB'"),
    ("[met]{e1.trigger CONSULT firearms}", 10, 6, "unknown or repeated word 'firearms'"),
    ("[He]{e1.actor} left", 10, 5, "no trigger"),
    ("[left]{e1.trigger RETREAT same=e1}", 10, 7, "same=e1"),
    ("[left]{e1.trigger RETREAT at=p7}", 10, 7, "p7 is not there"),
    ("[shot]{e1.trigger ASSAULT} [ten]{e1.dead}", 10, 33, "no number"),
    ("[shot]{e1.trigger ASSAULT} [ten]{e1.dead 12/?/3}", 10, 33, "not in order"),
    ("[shot]{e1.trigger ASSAULT} [ten]{e1.dead 10 event}", 10, 33, "malformed"),
    ("[shot]{e1.trigger ASSAULT} [ten]{e1.dead 10 part total}", 10, 33, "malformed"),
    ("[shot]{e1.trigger ASSAULT} [ten]{e1.dead total}", 10, 33, "malformed"),
    ("[now]{t1 DATE tomorrow}", 10, 6, "not a DATE value"),
    ("[now]{t1 DATE 2024}[then]{t1 DATE 2023}", 10, 26, "used twice"),
    ("[Orm]{p1 town}", 10, 6, "place words"),
    ("[Or]{p1 name}m", 10, 5, "cuts a word"),
    ("[men]{@men.name group}", 10, 6, "marked as a name"),
    ("[men]{@men.pro group}", 10, 6, "marked as a pronoun"),
]


@pytest.mark.parametrize(("body", "line", "column", "message"), WRONG)
def test_wrong_files_are_refused_with_the_place(body: str, line: int, column: int, message: str) -> None:
    with pytest.raises(NotationError, match=message) as caught:
        load(body)
    assert (line, column) in {(each.line, each.column) for each in caught.value.problems}
    assert all(each.remedy for each in caught.value.problems)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: x-01\n", "", "lacks id"),
        ("id: x-01", "id: X 1", "id 'X 1'"),
        ("published: 2024-02-02", "published: Friday", "not a date"),
        ("region", "area", "unknown header line"),
        ("layers: entities", "layers: names", "layers are"),
        ("title: Title", "title: Title\n@ada person\n@ada person", "declared twice"),
        ("title: Title", "title: Title\n@ada person", "never mentioned"),
        ("title: Title", "title: Title\r", "carriage return"),
    ],
)
def test_wrong_headers_are_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(NotationError, match=message):
        load("Text", HEAD.replace(old, new))
