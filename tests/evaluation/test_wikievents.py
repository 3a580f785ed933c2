"""WikiEvents documents, in the corpus's form but with words of our own, mapped to PLOVER and scored."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from sayso.core.errors import UnreadableError
from sayso.core.reading import Argument, Event
from sayso.core.span import Span
from sayso.evaluation.wikievent_scores import count_arguments, count_triggers, count_types
from sayso.evaluation.wikievents import (
    FILES,
    ROLES,
    TYPES,
    UNMAPPED_ROLES,
    UNMAPPED_TYPES,
    WikiDocument,
    document_of,
    documents,
    mapped_role,
    mapped_types,
)

SENTENCES = ["Blast at Karsk mill", "A bomb killed two bakers.", "Guards drove off and arrested Oru."]


def row() -> dict[str, Any]:
    """Return a document: a headline without full stop, then two sentences; offsets run on without a space between."""
    sentences, tokens, length = [], [], 0
    for sentence in SENTENCES:
        words, at = [], 0
        for word in sentence.replace(".", " .").split():
            at = sentence.index(word, at)
            words.append([word, length + at, length + at + len(word)])
            at += len(word)
        sentences.append([words, sentence])
        tokens += [word for word, *_ in words]
        length += len(sentence)
    places = {word: tokens.index(word) for word in tokens}

    def at(*words: str) -> dict[str, int]:
        return {"start": places[words[0]], "end": places[words[-1]] + 1}

    def event(kind: str, word: str, *arguments: tuple[str, str]) -> dict[str, Any]:
        return {
            "event_type": kind,
            "trigger": at(word),
            "arguments": [{"entity_id": key, "role": role} for key, role in arguments],
        }

    return {
        "doc_id": "d",
        "tokens": tokens,
        "sentences": sentences,
        "entity_mentions": [
            {"id": "mill", **at("mill")},
            {"id": "bomb", **at("bomb")},
            {"id": "bakers", **at("two", "bakers")},
            {"id": "oru", **at("Oru")},
            {"id": "guards", **at("Guards")},
        ],
        "event_mentions": [
            event("Conflict.Attack.DetonateExplode", "Blast", ("mill", "Place")),
            event("Conflict.Attack.DetonateExplode", "killed", ("bomb", "ExplosiveDevice")),
            event("Life.Die.Unspecified", "killed", ("bakers", "Victim"), ("bomb", "Instrument")),
            event("Movement.Transportation.Unspecified", "drove", ("guards", "Transporter")),
            event("Justice.ArrestJailDetain.Unspecified", "arrested", ("oru", "Detainee"), ("guards", "Jailer")),
        ],
    }


@pytest.fixture
def document() -> WikiDocument:
    return document_of(row(), [["bakers", "oru"]])


def found(document: WikiDocument, *told: tuple[str, str, dict[str, str]]) -> list[Event]:
    """Return events: type, trigger, and the role of each of some words."""

    def span(words: str) -> Span:
        at = document.text.index(words)
        return Span.of(document.text, at, at + len(words))

    def argument(words: str, role: str) -> Argument:
        at = span(words)
        return Argument(start=at.start, end=at.end, text=at.text, role=role)  # type: ignore[arg-type]

    return [
        Event(
            id=f"e{number}", type=kind, trigger=span(trigger), confidence=1.0,  # type: ignore[arg-type]
            arguments=tuple(argument(words, role) for words, role in arguments.items()),
        )
        for number, (kind, trigger, arguments) in enumerate(told)
    ]  # fmt: skip


def test_text_and_events(document: WikiDocument) -> None:
    assert document.text == "Blast at Karsk mill\n\nA bomb killed two bakers. Guards drove off and arrested Oru."
    assert [(each.trigger.text, sorted(each.types)) for each in document.events] == [
        ("Blast", ["ASSAULT"]),
        ("killed", ["ASSAULT"]),
        ("arrested", ["COERCE"]),
    ]
    told = [(each.role, each.mention.text) for each in document.events[1].arguments]
    assert told == [("instrument", "bomb"), ("recipient", "two bakers")]
    (bakers,) = [each for each in document.events[1].arguments if each.role == "recipient"]
    assert {each.text for each in bakers.same_entity} == {"two bakers", "Oru"}
    assert [each.text for each in document.unmapped] == ["drove"]


def test_all_right(document: WikiDocument) -> None:
    events = found(
        document,
        ("ASSAULT", "Blast", {"Karsk mill": "location"}),
        ("ASSAULT", "killed", {"A bomb": "instrument", "two bakers": "casualty"}),
        ("COERCE", "arrested", {"Guards": "actor", "Oru": "recipient"}),
    )
    for count in (count_triggers, count_types, count_arguments):
        counts = count(document, events)
        assert counts.true_positive == counts.predicted == counts.gold > 0
    assert count_arguments(document, events).gold == 5


@pytest.mark.parametrize(
    ("events", "triggers", "types"),
    [
        ([], (0, 0, 3), (0, 0, 3)),
        # at the trigger of an event without a counterpart, and of a type that the corpus has not: neither way
        ([("ASSAULT", "drove", {})], (0, 0, 3), (0, 0, 3)),
        ([("AID", "off", {})], (0, 0, 3), (0, 0, 3)),
        ([("ASSAULT", "off", {})], (0, 1, 3), (0, 1, 3)),
        ([("AID", "killed", {})], (1, 1, 3), (0, 1, 3)),
        ([("ASSAULT", "bomb killed", {})], (1, 1, 3), (1, 1, 3)),
    ],
)
def test_what_is_held_against_the_corpus(
    document: WikiDocument, events: list[Any], triggers: tuple[int, ...], types: tuple[int, ...]
) -> None:
    told = found(document, *events)
    for count, expected in ((count_triggers, triggers), (count_types, types)):
        counts = count(document, told)
        assert (counts.true_positive, counts.predicted, counts.gold) == expected


def test_exact_triggers(document: WikiDocument) -> None:
    told = found(document, ("ASSAULT", "bomb killed", {}), ("ASSAULT", "Blast", {}))
    assert count_triggers(document, told, is_exact=True).true_positive == 1


def test_arguments_need_role_head_and_type(document: WikiDocument) -> None:
    told = found(document, ("ASSAULT", "killed", {"Oru": "recipient", "bakers": "actor"}))
    marked, any_mention = count_arguments(document, told), count_arguments(document, told, is_any_mention=True)
    assert (marked.true_positive, marked.predicted, marked.gold) == (0, 2, 5)
    assert any_mention.true_positive == 1
    wrong = found(document, ("AID", "killed", {"two bakers": "recipient"}))
    assert count_arguments(document, wrong).true_positive == 0
    counts = count_arguments(document, told, is_found=True, role="recipient")
    assert (counts.predicted, counts.gold) == (1, 1)


def test_a_victim_told_twice_counts_once(document: WikiDocument) -> None:
    (event,) = found(document, ("ASSAULT", "killed", {"two bakers": "casualty", "bakers": "recipient"}))
    assert count_arguments(document, [event], role="recipient").predicted == 1


def test_the_table_names_each_once_and_longest_first() -> None:
    assert not set(TYPES) & set(UNMAPPED_TYPES)
    assert not set(ROLES) & set(UNMAPPED_ROLES)
    assert mapped_types("Contact.Contact.Meet") == ("CONSULT",)
    assert mapped_types("Contact.Contact.Broadcast") == ()
    assert mapped_role("Topic") is None


@pytest.mark.parametrize("kind", ["Conflict", "Weather.Rain.Unspecified"])
def test_an_unknown_type_is_no_silent_miss(kind: str) -> None:
    with pytest.raises(UnreadableError, match=kind):
        mapped_types(kind)
    with pytest.raises(UnreadableError, match="Bystander"):
        mapped_role("Bystander")


def test_malformed(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"dev\.jsonl"):
        documents(tmp_path)
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    moved = row()
    moved["sentences"][1][0][0][1] += 1
    (tmp_path / FILES[1]).write_text(json.dumps({"doc_key": "d", "clusters": []}))
    (tmp_path / FILES[0]).write_text(json.dumps(moved))
    with pytest.raises(UnreadableError, match="token"):
        documents(tmp_path)
    (tmp_path / FILES[0]).write_text(json.dumps({"doc_id": "d"}))
    with pytest.raises(UnreadableError, match="not as WikiEvents has it"):
        documents(tmp_path)
    (tmp_path / FILES[0]).write_text(json.dumps(row()))
    assert [each.name for each in documents(tmp_path)] == ["d"]


@pytest.mark.skipif("SAYSO_CORPORA" not in os.environ, reason="wikievents dev: SAYSO_CORPORA is not set")
def test_the_corpus_itself() -> None:
    own = documents(Path(os.environ["SAYSO_CORPORA"]))
    assert len(own) == 20
    assert sum(len(each.events) for each in own) == 253
    assert sum(len(event.arguments) for each in own for event in each.events) == 288
    for each in own:
        for event in each.events:
            event.trigger.check(each.text)
