"""How events answer for what police did."""

import itertools
import re
from typing import Any

import msgspec
import pytest

from sayso.core.reading import Attribution, Entity, Event, ReaderIdentity, Reading
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.evaluation.police_answers import POLICE, answers

TEXT = "police shot two men. the two died. they held others. the mayor spoke. guards did nothing."


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def event(
    trigger: str,
    kind: str,
    actor: str | None = None,
    entity: str | None = None,
    dead: int | None = None,
    recipient: str | None = None,
    **more: Any,
) -> dict[str, Any]:
    arguments: list[dict[str, Any]] = [{**span(actor), "role": "actor", "entity": entity}] if actor else []
    arguments += [{**span(recipient), "role": "recipient"}] if recipient else []
    fatalities = None if dead is None else {"low": dead, "best": dead, "high": dead, "evidence": [span("two")]}
    return {
        "id": trigger, "type": kind, "trigger": span(trigger), "arguments": arguments, "confidence": 1.0,
        "fatalities": fatalities, **more,
    }  # fmt: skip


def entity(own: str, words: str, *mentions: str, sectors: tuple[str, ...] = ()) -> Entity:
    found = [{**span(each), "form": "nominal"} for each in mentions]
    made = {"id": own, "name": words, "type": "organization", "mentions": found, "sectors": sectors}
    return msgspec.convert(made, Entity)


def answered(
    *events: dict[str, Any], entities: tuple[Entity, ...] = (), attributions: tuple[Attribution, ...] = ()
) -> list[set[str]]:
    reading = Reading(
        report=Report.of_text(TEXT), entities=entities, attributions=attributions,
        events=tuple(msgspec.convert(each, Event) for each in events), reader=ReaderIdentity(name="test", version="1"),
    )  # fmt: skip
    edges = [0, *(place + 1 for place, character in enumerate(TEXT) if character == ".")]
    sentences = [Span.of(TEXT, start, end) for start, end in itertools.pairwise(edges)]
    return [set(each) for each in answers(reading, sentences)]


NOTHING: set[str] = set()


@pytest.mark.parametrize(
    ("given", "sentence", "expected"),
    [
        (event("shot", "ASSAULT", "police"), 0, {"FORCE", "ANY_ACTION"}),
        (event("shot", "ASSAULT", "police", dead=2), 0, {"KILL", "FORCE", "ANY_ACTION"}),
        (event("shot", "ASSAULT", "police", dead=0), 0, {"FORCE", "ANY_ACTION"}),
        (event("shot", "ASSAULT", "police", dead=2, auxiliary=["future"]), 0, NOTHING),
        (event("shot", "ASSAULT", "police", dead=2, auxiliary=["historical"]), 0, {"KILL", "FORCE", "ANY_ACTION"}),
        (event("shot", "ASSAULT", "police", auxiliary=["negation"]), 0, {"FAIL"}),
        (event("died", "ASSAULT", "the two"), 1, NOTHING),
        (event("died", "ASSAULT"), 1, NOTHING),
        (event("held", "COERCE", recipient="others", modes=["arrest"]), 2, {"ARREST", "ANY_ACTION"}),
        (event("held", "COERCE", modes=["arrest"]), 2, NOTHING),
        (event("held", "COERCE", modes=["curfew"]), 2, {"ANY_ACTION"}),
        (event("held", "COERCE", "they", modes=["arrest"]), 2, NOTHING),
        (event("held", "COERCE", modes=["seize"]), 2, NOTHING),
        (event("held", "ASSAULT", modes=["crowd-control"]), 2, {"FORCE", "ANY_ACTION"}),
        (event("held", "MOBILIZE", modes=["troops"]), 2, {"ANY_ACTION"}),
        (event("held", "MOBILIZE", "they", modes=["troops", "police"]), 2, NOTHING),
        (event("held", "MOBILIZE", "they"), 2, NOTHING),
        (event("held", "MOBILIZE", recipient="police"), 2, {"ANY_ACTION"}),
        (event("held", "COERCE", recipient="police", modes=["restrict"]), 2, NOTHING),
        (event("spoke", "CONSULT", "the mayor"), 3, NOTHING),
        (event("nothing", "REJECT", "guards"), 4, NOTHING),
    ],
)
def test_what_one_event_answers(given: dict[str, Any], sentence: int, expected: set[str]) -> None:
    found = answered(given)
    assert found.pop(sentence) == expected
    assert found == [NOTHING] * 4


def test_the_killed_of_an_event_without_an_actor_are_those_of_police_in_its_sentence() -> None:
    shot, men = event("shot", "ASSAULT", "police"), event("two men", "ASSAULT", dead=2)
    assert answered(shot, men)[0] == {"KILL", "FORCE", "ANY_ACTION"}
    assert answered(men)[0] == NOTHING
    assert answered(shot, event("two men", "ASSAULT", "men", dead=2))[0] == {"FORCE", "ANY_ACTION"}
    assert answered(shot, event("died", "ASSAULT", dead=2))[:2] == [{"FORCE", "ANY_ACTION"}, NOTHING]


def test_who_is_police_is_told_by_the_entity_too() -> None:
    given = event("held", "COERCE", "they", "n1", modes=["arrest"])
    told = {"ARREST", "ANY_ACTION"}
    assert answered(given, entities=(entity("n1", "they", "they"),))[2] == NOTHING
    assert answered(given, entities=(entity("n1", "they", "police", "they"),))[2] == told
    assert answered(given, entities=(entity("n1", "they", "they", sectors=("COP",)),))[2] == told
    nothing = event("nothing", "REJECT", "guards", "n2")
    assert answered(nothing, entities=(entity("n2", "guards", "guards", sectors=("COP",)),))[4] == {"ANY_ACTION"}


def said(source: str | None, cue: str, *content: str, own: str = "a1") -> Attribution:
    made = {
        "id": own, "source": span(source) if source else None, "cue": span(cue),
        "content": [span(each) for each in content], "manner": "indirect", "stance": "assert", "confidence": 1.0,
    }  # fmt: skip
    return msgspec.convert(made, Attribution)


@pytest.mark.parametrize(("source", "told"), [("police", {"ANY_ACTION"}), ("the mayor", NOTHING), (None, NOTHING)])
def test_words_of_police_are_an_action_where_cue_and_content_stand(source: str | None, told: set[str]) -> None:
    found = answered(attributions=(said(source, "spoke", "did nothing"),))
    assert found == [NOTHING, NOTHING, NOTHING, told, told]


def test_a_pronoun_near_by_is_who_spoke_last() -> None:
    one, other = said("police", "shot", "two men"), said("they", "held", "others", own="a2")
    assert answered(attributions=(one, other))[2] == NOTHING
    near = said("police", "died", "two died")
    assert answered(attributions=(near, other))[2] == {"ANY_ACTION"}
    mayor = said("the mayor", "spoke", "guards", own="a3")
    assert answered(attributions=(near, other, mayor))[3:] == [NOTHING, NOTHING]


PLACES = (
    "police clashed with a mob. ten fell in the clash. policemen, who fired, left. “we rounded up ten,” an officer "
    "said. police stood by. the army came. police raided a mill. a crowd was dispersed. cars were stoned. an official "
    "denied it."
)


def told(*given: Event, entities: tuple[Entity, ...] = (), speech: tuple[Attribution, ...] = ()) -> list[set[str]]:
    """Return the answers for the sentences of `PLACES`."""
    edges = [0, *(match.end() for match in re.finditer(r"\. ", PLACES)), len(PLACES)]
    reading = Reading(
        report=Report.of_text(PLACES), entities=entities, attributions=speech, events=given,
        reader=ReaderIdentity(name="test", version="1"),
    )  # fmt: skip
    sentences = [Span.of(PLACES, start, end) for start, end in itertools.pairwise(edges)]
    return [set(each) for each in answers(reading, sentences)]


def there(words: str, **more: Any) -> dict[str, Any]:
    start = PLACES.index(words)
    return {"start": start, "end": start + len(words), "text": words, **more}


def act(trigger: str, kind: str, arguments: tuple[tuple[str, str, str | None], ...] = (), **more: Any) -> Event:
    parts = [there(words, role=role, entity=own) for role, words, own in arguments]
    made = {"id": trigger, "type": kind, "trigger": there(trigger), "arguments": parts, "confidence": 1.0, **more}
    return msgspec.convert(made, Event)


def thing(own: str, words: str, kind: str) -> Entity:
    made = {"id": own, "name": words, "type": kind, "mentions": [there(words, form="nominal")]}
    return msgspec.convert(made, Entity)


FORCE = {"FORCE", "ANY_ACTION"}


def test_a_clash_of_police_is_force_and_tells_of_its_other_tellings() -> None:
    clashed = act("clashed", "PROTEST", (("actor", "police", None),), modes=["riot"])
    clash, fell = act("clash.", "ASSAULT", same_as="clashed"), act("fell", "ASSAULT", fatalities=None)
    assert told(clashed)[:2] == [FORCE, NOTHING]
    again = msgspec.structs.replace(clash, trigger=Span.of(PLACES, clash.trigger.start, clash.trigger.end - 1))
    assert told(clashed, again, fell)[:2] == [FORCE, FORCE]
    mob = act("clashed", "PROTEST", (("actor", "police", None), ("actor", "a mob", None)), modes=["riot"])
    assert told(mob, again)[:2] == [FORCE, NOTHING]
    assert told(clashed, msgspec.structs.replace(fell, same_as="clashed"))[1] == NOTHING


def test_pronouns_of_police() -> None:
    fired = act("fired", "ASSAULT", (("actor", "who", None),))
    policemen = thing("n1", "policemen", "group")
    assert told(fired)[2] == NOTHING
    assert told(fired, entities=(policemen,))[2] == FORCE
    rounded = act("rounded up", "MOBILIZE", (("actor", "we", None), ("recipient", "ten,", None)), attribution="a1")
    speech = {
        "id": "a1", "source": there("an officer"), "cue": there("said"), "content": [there("“we rounded up ten,”")],
        "manner": "direct", "stance": "assert", "confidence": 1.0,
    }  # fmt: skip
    officer = msgspec.convert(speech, Attribution)
    assert told(rounded, speech=(officer,))[3] == {"ARREST", "ANY_ACTION"}
    official = msgspec.structs.replace(
        officer, source=msgspec.convert(there("an official"), type(officer.source)), cue=None
    )
    assert told(rounded, speech=(official,))[3] == NOTHING


@pytest.mark.parametrize(
    ("given", "entities", "sentence", "expected"),
    [
        (act("stood by", "AID", (("actor", "police", None),)), (), 4, {"FAIL", "ANY_ACTION"}),
        (act("denied", "REJECT", (("actor", "police", None),)), (), 9, {"ANY_ACTION"}),
        (act("came", "MOBILIZE", (("actor", "the army", None),)), (), 5, {"ANY_ACTION"}),
        (act("came", "ASSAULT", (("actor", "the army", None),), modes=["firearms"]), (), 5, {"ANY_ACTION"}),
        (
            act("raided", "ASSAULT", (("actor", "police", None), ("recipient", "a mill", "m"))),
            (thing("m", "a mill", "facility"),), 6, {"ANY_ACTION"},
        ),
        (
            act("dispersed", "ASSAULT", (("recipient", "a crowd", "c"),), modes=["crowd-control"]),
            (thing("c", "a crowd", "group"),), 7, FORCE,
        ),
        (
            act("stoned", "ASSAULT", (("recipient", "cars", "c"),), modes=["crowd-control"]),
            (thing("c", "cars", "vehicle"),), 8, NOTHING,
        ),
    ],
    ids=lambda value: value.id if isinstance(value, Event) else None,
)  # fmt: skip
def test_what_an_act_answers(given: Event, entities: tuple[Entity, ...], sentence: int, expected: set[str]) -> None:
    found = told(given, entities=entities)
    assert found.pop(sentence) == expected
    assert found == [NOTHING] * 9


@pytest.mark.parametrize(
    ("words", "is_police"),
    [
        ("policemen", True), ("the sub-inspector", True), ("a CRPF company", True), ("security forces", True),
        ("two cops", True), ("an officer", True), ("a CID team", True),
        ("the Rapid Action Force", True), ("the army", False), ("the copra trade", False),
        ("security council", False), ("a rafter", False), ("the office", False),
    ],
)  # fmt: skip
def test_words_for_police(words: str, is_police: bool) -> None:
    assert bool(POLICE.search(words)) is is_police
