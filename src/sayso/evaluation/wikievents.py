"""Events of WikiEvents, with the types and roles of its KAIROS ontology mapped to PLOVER's.

The corpus marks single words as triggers, and of an argument mostly its head word alone. A mapped type may have several
PLOVER types, any of which is right. Two events at one trigger that have a PLOVER type in common (an explosion that
kills) are one event here. What has no counterpart (`UNMAPPED_TYPES`, `UNMAPPED_ROLES`) is neither asked for nor held
against who finds it. Times are not annotated. Only the part `dev`: the files of the training part are not to be had,
and of the test part nothing is read.

Source: Li, Ji & Han 2021, Document-level event argument extraction by conditional generation.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from sayso.core.errors import UnreadableError
from sayso.core.reading import EventType, Role
from sayso.core.span import Span

FILES = ("wikievents_devtest/dev.jsonl", "wikievents_devtest/coref/dev.jsonlines")
"""Relative to the folder of corpora: the annotated documents, and which entity mentions are of one entity."""
TYPES: Mapping[str, tuple[EventType, ...]] = {
    "ArtifactExistence.DamageDestroyDisableDismantle": ("ASSAULT",),
    "Conflict.Attack": ("ASSAULT",),
    "Conflict.Demonstrate": ("PROTEST",),
    "Contact.Contact.Correspondence": ("CONSULT",),
    "Contact.Contact.Meet": ("CONSULT",),
    "Contact.RequestCommand": ("REQUEST",),
    "Contact.ThreatenCoerce": ("THREATEN", "COERCE"),
    "Justice.Acquit": ("RETREAT",),
    "Justice.ArrestJailDetain": ("COERCE",),
    "Justice.ChargeIndict": ("ACCUSE",),
    "Justice.Convict": ("SANCTION",),
    "Justice.InvestigateCrime": ("ACCUSE",),
    "Justice.ReleaseParole": ("RETREAT",),
    "Justice.Sentence": ("SANCTION",),
    "Justice.TrialHearing": ("ACCUSE",),
    "Life.Die": ("ASSAULT",),
    "Life.Injure": ("ASSAULT",),
    "Personnel.EndPosition": ("RETREAT", "SANCTION"),
}
"""PLOVER types by the beginning of a KAIROS type."""
UNMAPPED_TYPES: Mapping[str, str] = {
    "ArtifactExistence.ManufactureAssemble": "making or placing a thing is no political act",
    "Cognitive": "seeing, identifying and teaching are no political acts",
    "Contact.Contact.Broadcast": "merely saying is no event, but an attribution",
    "Contact.Contact.Unspecified": "mostly merely saying",
    "Control.ImpedeInterfereWith": "no one type: resistance, repression or a repelled attack",
    "Disaster": "nobody's act",
    "GenericCrime": "a kind of crime, not what was done",
    "Life.Consume": "no political act",
    "Life.Illness": "nobody's act",
    "Life.Infect": "nobody's act",
    "Medical": "care for a patient, whoever gives it",
    "Movement": "mobilising, withdrawing and aid are told apart by who moves, and most movement is none of them",
    "Personnel.StartPosition": "appointments are no event of PLOVER",
    "Transaction": "trade is no event of PLOVER; gifts are not told from sales",
}
"""Why the types that begin so have no counterpart."""
ROLES: Mapping[str, Role] = {
    "Artifact": "recipient",
    "Attacker": "actor",
    "Communicator": "actor",
    "DamagerDestroyer": "actor",
    "Defendant": "recipient",
    "Demonstrator": "actor",
    "Destroyer": "actor",
    "Detainee": "recipient",
    "ExplosiveDevice": "instrument",
    "Injurer": "actor",
    "Instrument": "instrument",
    "Investigator": "actor",
    "Jailer": "actor",
    "JudgeCourt": "actor",
    "Killer": "actor",
    "Participant": "actor",
    "Place": "location",
    "Prosecutor": "actor",
    "Recipient": "recipient",
    "Regulator": "recipient",
    "Target": "recipient",
    "Victim": "recipient",
}
"""Roles of PLOVER events by KAIROS role."""
UNMAPPED_ROLES: Mapping[str, str] = {
    "BodyPart": "no role of PLOVER",
    "Crime": "a kind of crime, no participant",
    "Employee": "actor of who resigns, recipient of who is dismissed",
    "MedicalIssue": "no role of PLOVER",
    "Position": "no role of PLOVER",
    "PlaceOfEmployment": "no role of PLOVER",
    "Topic": "no role of PLOVER",
    "Vehicle": "means of transport, which the mapped types mostly name beside",
}
"""Why roles of mapped types have no counterpart."""
_END_OF_SENTENCE = tuple(".!?”\"'’)")


class GoldArgument(msgspec.Struct, frozen=True, kw_only=True):
    """An argument: the mention that is marked, and all mentions of the same entity, itself among them."""

    role: Role
    mention: Span
    same_entity: tuple[Span, ...]


class GoldEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event that has a counterpart in PLOVER; any of `types` is right."""

    trigger: Span
    types: frozenset[EventType]
    arguments: tuple[GoldArgument, ...]


class WikiDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A document.

    Attributes:
        name: Its id in the corpus.
        text: Its sentences, a space between them, a blank line after one that does not end like a sentence.
        events: Those that are mapped, by their triggers.
        unmapped: Triggers of those that are not.
    """

    name: str
    text: str
    events: tuple[GoldEvent, ...]
    unmapped: tuple[Span, ...]


def documents(corpora: Path) -> list[WikiDocument]:
    """Return the documents of the part `dev`, in the order of the file.

    Raises:
        UnreadableError: A file is not there, or malformed; the message names it and the document.
    """
    lines, clusters = (lines_of(corpora / name) for name in FILES)
    try:
        same = {each["doc_key"]: each["clusters"] for each in clusters}
        return [document_of(each, same.get(each["doc_id"], ())) for each in lines]
    except (KeyError, IndexError, TypeError) as error:
        raise UnreadableError(f"{corpora / FILES[0]}: not as WikiEvents has it: {error!r}") from error


def document_of(row: Mapping[str, Any], clusters: Iterable[Sequence[str]]) -> WikiDocument:
    """Return a document of the corpus.

    Args:
        row: A line of its file.
        clusters: Ids of entity mentions, those of one entity together.

    Raises:
        UnreadableError: A token is not where it is said to be, or a type or role is not known.
    """
    text, tokens = text_of(row)

    def span(value: Mapping[str, Any]) -> Span:
        return Span.of(text, tokens[value["start"]][0], tokens[value["end"] - 1][1])

    mentions = {each["id"]: span(each) for each in row["entity_mentions"]}
    same = {one: tuple(mentions[other] for other in cluster) for cluster in clusters for one in cluster}
    events: list[GoldEvent] = []
    unmapped: list[Span] = []
    for each in row["event_mentions"]:
        types = mapped_types(each["event_type"])
        if not types:
            unmapped.append(span(each["trigger"]))
            continue
        arguments = (
            GoldArgument(role=role, mention=mentions[key], same_entity=same.get(key, (mentions[key],)))
            for key, name in ((argument["entity_id"], argument["role"]) for argument in each["arguments"])
            if (role := mapped_role(name)) is not None
        )
        events.append(GoldEvent(trigger=span(each["trigger"]), types=frozenset(types), arguments=tuple(arguments)))
    events.sort(key=lambda event: event.trigger)
    return WikiDocument(
        name=row["doc_id"], text=text, events=tuple(_joined(events)), unmapped=tuple(sorted(unmapped))
    )  # fmt: skip


def mapped_types(kairos: str) -> tuple[EventType, ...]:
    """Return the PLOVER types of a KAIROS type; none where it has no counterpart.

    Raises:
        UnreadableError: The type is not in the table.

    >>> mapped_types("Conflict.Attack.DetonateExplode")
    ('ASSAULT',)
    """
    beginnings = [kairos.rsplit(".", cut)[0] for cut in range(kairos.count(".") + 1)]
    for each in beginnings:
        if each in TYPES:
            return TYPES[each]
        if each in UNMAPPED_TYPES:
            return ()
    raise UnreadableError(f"WikiEvents: event type {kairos!r} is not in the table of types")


def mapped_role(kairos: str) -> Role | None:
    """Return the role of a KAIROS role of a mapped type; None where it has no counterpart.

    Raises:
        UnreadableError: The role is not in the table.
    """
    if kairos in UNMAPPED_ROLES:
        return None
    try:
        return ROLES[kairos]
    except KeyError:
        raise UnreadableError(f"WikiEvents: role {kairos!r} is not in the table of roles") from None


def text_of(row: Mapping[str, Any]) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of a document of the corpus, and where each of its tokens is.

    Raises:
        UnreadableError: A token is not where it is said to be.
    """
    pieces: list[str] = []
    tokens: list[tuple[int, int]] = []
    length = 0
    for words, sentence in row["sentences"]:
        if pieces:
            pieces.append(" " if pieces[-1].endswith(_END_OF_SENTENCE) else "\n\n")
            length += len(pieces[-1])
        moved = length - words[0][1]
        pieces.append(sentence)
        for word, start, end in words:
            if sentence[start + moved - length : end + moved - length] != word:
                raise UnreadableError(f"WikiEvents {row['doc_id']}: token {word!r} is not at {start}")
            tokens.append((start + moved, end + moved))
        length += len(sentence)
    return "".join(pieces), tokens


def _joined(events: Sequence[GoldEvent]) -> Iterator[GoldEvent]:
    """Yield events, by their triggers, those at one trigger with a type in common as one."""
    left = list(events)
    while left:
        event = left.pop(0)
        for other in [each for each in left if each.trigger == event.trigger and each.types & event.types]:
            left.remove(other)
            known = {(each.role, each.mention) for each in event.arguments}
            added = (each for each in other.arguments if (each.role, each.mention) not in known)
            event = GoldEvent(
                trigger=event.trigger, types=event.types & other.types, arguments=(*event.arguments, *added)
            )
        yield event


def lines_of(path: Path) -> list[Any]:
    """Return the lines of a file of the corpus.

    Raises:
        UnreadableError: It is not there, or a line is not JSON.
    """
    try:
        return [msgspec.json.decode(line) for line in path.read_bytes().splitlines() if line.strip()]
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be read: {error.strerror}") from error
    except msgspec.DecodeError as error:
        raise UnreadableError(f"{path}: {error}") from error
