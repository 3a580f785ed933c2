"""IndiaPoliceEvents: articles with their sentences, and how events answer for them."""

import itertools
import json
import os
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sayso.core.errors import UnreadableError
from sayso.core.reading import Attribution, Entity, Event, ReaderIdentity, Reading
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.evaluation.india_police import (
    DOCUMENTS_FILE,
    LABELS,
    POLICE,
    SENTENCES_FILE,
    PoliceDocument,
    PoliceSentence,
    answers,
    count,
    documents,
)

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
        (event("held", "COERCE", modes=["arrest"]), 2, {"ARREST", "ANY_ACTION"}),
        (event("held", "COERCE", "they", modes=["arrest"]), 2, NOTHING),
        (event("held", "COERCE", modes=["seize"]), 2, NOTHING),
        (event("held", "ASSAULT", modes=["crowd-control"]), 2, {"FORCE", "ANY_ACTION"}),
        (event("held", "MOBILIZE", "they", modes=["troops", "police"]), 2, {"ANY_ACTION"}),
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
    assert answered(nothing, entities=(entity("n2", "guards", "guards", sectors=("COP",)),))[4] == {
        "FAIL",
        "ANY_ACTION",
    }


@pytest.mark.parametrize(("source", "expected"), [("police", {"ANY_ACTION"}), ("the mayor", NOTHING), (None, NOTHING)])
def test_words_of_police_are_an_action_where_the_cue_stands(source: str | None, expected: set[str]) -> None:
    made = {
        "id": "a1", "source": span(source) if source else None, "cue": span("spoke"), "content": [span("guards")],
        "manner": "indirect", "stance": "assert", "confidence": 1.0,
    }  # fmt: skip
    found = answered(attributions=(msgspec.convert(made, Attribution),))
    assert found.pop(3) == expected
    assert found == [NOTHING] * 4


@pytest.mark.parametrize(
    ("words", "is_police"),
    [
        ("policemen", True), ("the sub-inspector", True), ("a CRPF company", True), ("security forces", True),
        ("two cops", True), ("the Rapid Action Force", True), ("the army", False), ("the copra trade", False),
        ("security council", False), ("a rafter", False),
    ],
)  # fmt: skip
def test_words_for_police(words: str, is_police: bool) -> None:
    assert bool(POLICE.search(words)) is is_police


def test_sentences_are_counted_by_label() -> None:
    words = [("a", {"KILL", "FORCE"}), ("b", {"FORCE"}), ("c", set())]
    sentences = [
        PoliceSentence(start=place, end=place + 1, text=text, labels=frozenset(labels))  # type: ignore[arg-type]
        for place, (text, labels) in enumerate(words)
    ]
    document = PoliceDocument(name="d", text="abc", sentences=tuple(sentences))
    found = [frozenset(), frozenset({"FORCE"}), frozenset({"FORCE"})]
    counts = count(document, found, "FORCE")  # type: ignore[arg-type]
    assert (counts.true_positive, counts.predicted, counts.gold) == (1, 2, 2)


def write(folder: Path, text: str, *sentences: tuple[str, list[str]]) -> None:
    (folder / DOCUMENTS_FILE).parent.mkdir()
    (folder / DOCUMENTS_FILE).write_text(json.dumps({"doc_id": 7, "doc_text": text}) + "\n", encoding="utf-8")
    rows = [
        {"doc_id": 7, "sent_id": place, "sent_text": words, "sent_labels": labels}
        for place, (words, labels) in enumerate(sentences)
    ]
    lines = "\n".join(json.dumps(row) for row in reversed(rows))
    (folder / SENTENCES_FILE).write_text(lines, encoding="utf-8")


def test_sentences_are_placed_in_their_article(tmp_path: Path) -> None:
    write(
        tmp_path, "a fire.\n\npolice left. a fire.", ("a fire.\n\n", []), ("police left. ", ["FAIL"]), ("a fire.", [])
    )
    (document,) = documents(tmp_path)
    assert [(each.start, each.text, set(each.labels)) for each in document.sentences] == [
        (0, "a fire.", set()), (9, "police left.", {"FAIL"}), (22, "a fire.", set()),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "sentences",
    [(("police left.", []), ("a fire.", [])), (("fire.", []),), (("a fire.", ["BURN"]),)],
)
def test_what_does_not_fit_is_named(tmp_path: Path, sentences: tuple[tuple[str, list[str]], ...]) -> None:
    write(tmp_path, "a fire. police left.", *sentences)
    with pytest.raises(UnreadableError, match="india_police 7"):
        documents(tmp_path)


@pytest.mark.skipif("SAYSO_CORPORA" not in os.environ, reason="SAYSO_CORPORA is not set")
def test_the_corpus_is_read_whole() -> None:
    found = documents(Path(os.environ["SAYSO_CORPORA"]))
    for document in found:
        for sentence in document.sentences:
            sentence.check(document.text)
    assert {label for each in found for one in each.sentences for label in one.labels} == set(LABELS)
