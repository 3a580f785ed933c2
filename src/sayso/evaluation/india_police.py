"""What police did, sentence by sentence: IndiaPoliceEvents, and how our events answer its questions.

Annotators read whole articles of the Times of India of March 2002 and said of every sentence whether it tells that
police killed somebody (KILL), arrested somebody (ARREST), failed to act (FAIL), used force (FORCE, which KILL is part
of) or did anything at all (ANY_ACTION). The shared part has 754 of the 1,257 articles. Their text is in small letters,
with quotation marks of UTF-8 read as windows-1252; it is given as it is.

`answers` takes events for answers, by rules that nothing was fitted for: they were set down after reading some eighty
sentences with their labels, and those on mobilising and speaking after reading 40 articles. Each event answers for the
sentence that its trigger begins in. It is real where it has none of negation, future and hypothetical.

- It is by police where an actor is: by its words, the names and descriptions of its entity, or the sector COP. An
  arrest without an actor is by police, and so is crowd control: who else does these. Police who are mobilised act.
- ARREST: a real COERCE `arrest` by police.
- FORCE: a real ASSAULT by police.
- KILL: a real ASSAULT by police in whose sentence it, or an ASSAULT that has no actor, tells of dead or has a word of
  killing for a trigger ("one man was killed in police firing").
- FAIL: a negated event by police, or a REJECT by police.
- ANY_ACTION: a real event by police, whatever it is, or words of theirs: annotators took speaking for acting. The
  sentence is that of the cue.

Source:
    Halterman, Keith, Sarwar & O'Connor 2021, Corpus-level evaluation for event QA: the IndiaPoliceEvents corpus
    covering the 2002 Gujarat violence.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from sayso.core.errors import UnreadableError
from sayso.core.reading import Argument, Entity, Event, Reading, Role, SourceSpan
from sayso.core.span import Span
from sayso.evaluation.score import DocumentCounts

Label = Literal["KILL", "ARREST", "FAIL", "FORCE", "ANY_ACTION"]
LABELS: tuple[Label, ...] = get_args(Label)
DOCUMENTS_FILE, SENTENCES_FILE = "india_police_events/docs.jsonl", "india_police_events/sents.jsonl"
"""Relative to the folder of corpora."""
POLICE = re.compile(
    r"\b(?:police(?:m[ae]n|wom[ae]n)?|cops?|constables?|sub-?inspectors?|gendarm\w+|law[- ]enforcement"
    r"|security (?:forces?|personnel|m[ae]n)|paramilitar\w+|para-military|riot squads?|patrol(?:m[ae]n)?"
    r"|(?:rapid action|(?:railway|border|central industrial) (?:protection|security)|central reserve police) force"
    r"|home guards?|crpf|rpf|grp|srpf?|rafs?|bsf|cisf|jawans?|dgp|igp|dcp|acp|dsp|ssp)\b",
    re.IGNORECASE,
)
"""Who is police, in the words of English and of India; forces under the ministry of the interior are among them."""
KILLING = re.compile(r"\bkill|\bdead\b|\bdeath|\bdie[sd]?\b|\bdying\b|\bslain\b|\bgunn?ed down|\bmurder", re.IGNORECASE)
_UNREAL = frozenset({"negation", "future", "hypothetical"})
_POLICE_ALONE = frozenset({("COERCE", "arrest"), ("ASSAULT", "crowd-control")})


class PoliceSentence(Span, frozen=True, kw_only=True):
    """A sentence with the questions that annotators answered with yes."""

    labels: frozenset[Label]


class PoliceDocument(msgspec.Struct, frozen=True, kw_only=True):
    """An article: its text as it is published, and its sentences, which cover all but white space."""

    name: str
    text: str
    sentences: tuple[PoliceSentence, ...]


def documents(corpora: Path) -> tuple[PoliceDocument, ...]:
    """Return the articles of the shared part, in the order of the file.

    Raises:
        UnreadableError: A file is not there, or malformed; or a sentence is not in its article.
    """
    sentences: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in _rows(corpora / SENTENCES_FILE):
        sentences[row["doc_id"]].append(row)
    found = []
    for row in _rows(corpora / DOCUMENTS_FILE):
        name, text = f"india_police {row['doc_id']}", row["doc_text"]
        own = sorted(sentences[row["doc_id"]], key=lambda each: int(each["sent_id"]))
        found.append(PoliceDocument(name=name, text=text, sentences=tuple(_placed(name, text, own))))
    return tuple(found)


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        rows: list[dict[str, Any]] = [msgspec.json.decode(line) for line in path.read_bytes().splitlines()]
    except OSError as error:
        raise UnreadableError(f"police corpus file {path}: {error.strerror}") from error
    except msgspec.DecodeError as error:
        raise UnreadableError(f"police corpus file {path}: {error}") from error
    return rows


def _placed(name: str, text: str, rows: Sequence[dict[str, Any]]) -> list[PoliceSentence]:
    placed = []
    at = 0
    for row in rows:
        words, labels = row["sent_text"].strip(), frozenset(row["sent_labels"])
        start = text.find(words, at)
        if start < 0 or text[at:start].strip() or not labels <= set(LABELS):
            raise UnreadableError(f"{name}: sentence {row['sent_id']} does not follow at {at}, or its labels are new")
        at = start + len(words)
        placed.append(PoliceSentence(start=start, end=at, text=words, labels=labels))
    return placed


def answers(reading: Reading, sentences: Sequence[Span]) -> list[frozenset[Label]]:
    """Return the questions that the events of `reading` answer with yes in each of `sentences`."""
    entities = {each.id: each for each in reading.entities}
    spoken = [
        each.cue
        for each in reading.attributions
        if each.cue is not None and each.source is not None and _are_police([each.source], entities)
    ]
    found = []
    for sentence in sentences:
        events = [each for each in reading.events if sentence.start <= each.trigger.start < sentence.end]
        speak = any(sentence.start <= cue.start < sentence.end for cue in spoken)
        found.append(_answers(events, entities, speak=speak))
    return found


def _answers(events: Sequence[Event], entities: Mapping[str, Entity], *, speak: bool) -> frozenset[Label]:
    own = [each for each in events if _by_police(each, entities)]
    real = [each for each in own if not _UNREAL & set(each.auxiliary)]
    force = [each for each in real if each.type == "ASSAULT"]
    telling = [*force, *(each for each in events if each.type == "ASSAULT" and not _with_role(each, "actor"))]
    told: dict[Label, bool] = {
        "KILL": bool(force) and any(_kills(each) for each in telling if not _UNREAL & set(each.auxiliary)),
        "ARREST": any(each.type == "COERCE" and "arrest" in each.modes for each in real),
        "FORCE": bool(force),
        "FAIL": any("negation" in each.auxiliary or each.type == "REJECT" for each in own),
        "ANY_ACTION": bool(real) or speak,
    }
    return frozenset(label for label, is_told in told.items() if is_told)


def _by_police(event: Event, entities: Mapping[str, Entity]) -> bool:
    actors = _with_role(event, "actor")
    if event.type == "MOBILIZE":
        return "police" in event.modes or _are_police([*actors, *_with_role(event, "recipient")], entities)
    if actors:
        return _are_police(actors, entities)
    return any((event.type, mode) in _POLICE_ALONE for mode in event.modes)


def _with_role(event: Event, role: Role) -> list[Argument]:
    return [each for each in event.arguments if each.role == role]


def _are_police(given: Sequence[Argument | SourceSpan], entities: Mapping[str, Entity]) -> bool:
    """Return whether one of `given` is police, by its words or its entity."""
    return any(
        POLICE.search(each.text) or (each.entity is not None and _is_police(entities[each.entity])) for each in given
    )


def _is_police(entity: Entity) -> bool:
    words = [entity.name, *(each.text for each in (*entity.mentions, *entity.descriptions))]
    return "COP" in entity.sectors or any(POLICE.search(each) for each in words)


def _kills(event: Event) -> bool:
    dead = event.fatalities
    return KILLING.search(event.trigger.text) is not None or (dead is not None and dead.high != 0)


def count(document: PoliceDocument, found: Sequence[frozenset[Label]], label: Label) -> DocumentCounts:
    """Count the sentences of `document` that have `label`, in gold and in `found`."""
    pairs = [(label in each.labels, label in own) for each, own in zip(document.sentences, found, strict=True)]
    return DocumentCounts(
        document=document.name,
        true_positive=sum(gold and own for gold, own in pairs),
        predicted=sum(own for _, own in pairs),
        gold=sum(gold for gold, _ in pairs),
    )
