"""AW: sentences of ACE and WikiEvents with the trigger of an event, its type, and two of its arguments.

A row marks a source and a target, and names the role of each. Of the types those are taken that have a counterpart in
PLOVER; the roles as our arguments have them. An argument may be marked by its head alone, so of the words around it
nothing is told. The trigger is a string: where its sentence has it more than once, it is left out; so are words of
fighting, of which both sides are actors here and the one a target there, arguments far from their trigger, and places
told by one common noun. Of other events of the sentence nothing is told.

Trained on are the sentences from the training documents of ACE and of WikiEvents; the others are scored (`is_scored`).

Source:
    Hu et al. 2024, Leveraging codebook knowledge with NLI and ChatGPT for zero-shot political relation classification
    (AW); Doddington et al. 2004, The Automatic Content Extraction program (ACE); Li, Ji & Han 2021, Document-level
    event argument extraction by conditional generation (WikiEvents).
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sayso.core.errors import UnreadableError, UsageError
from sayso.core.reading import EventType
from sayso.evaluation import wikievents
from sayso.evaluation.mentions import Interval, Split
from sayso.evaluation.plover_sentences import AW_FILE, is_scored, marked
from training.data.partial import PartialEvent, contrasted, overlap
from training.data.predicates import PredicateDocument

CORPUS = "aw"
TYPES: Mapping[str, tuple[EventType, ...]] = {
    "Conflict:Attack": ("ASSAULT",),
    "Conflict:Demonstrate": ("PROTEST",),
    "Contact:Meet": ("CONSULT",),
    "Contact:Phone-Write": ("CONSULT",),
    "Justice:Arrest-Jail": ("COERCE",),
    "Justice:Charge-Indict": ("ACCUSE",),
    "Justice:Convict": ("SANCTION",),
    "Justice:Execute": ("ASSAULT",),
    "Justice:Fine": ("SANCTION",),
    "Justice:Release-Parole": ("RETREAT",),
    "Justice:Sentence": ("SANCTION",),
    "Justice:Sue": ("ACCUSE",),
    "Justice:Trial-Hearing": ("ACCUSE",),
    "Life:Die": ("ASSAULT",),
    "Life:Injure": ("ASSAULT",),
    "Personnel:End-Position": ("RETREAT", "SANCTION"),
}
"""PLOVER types by ACE's; those that are not here have no counterpart, or none that is not a guess."""
ROLES: Mapping[str, str] = {
    "Adjudicator": "actor",
    "Agent": "actor",
    "Attacker": "actor",
    "Defendant": "recipient",
    "Entity": "actor",
    "Instrument": "instrument",
    "Place": "location",
    "Plaintiff": "actor",
    "Prosecutor": "actor",
    "Target": "recipient",
    "Victim": "recipient",
}
"""Parts by ACE's role."""
_APART: Mapping[tuple[str, str], str] = {
    ("Justice:Arrest-Jail", "Person"): "recipient",
    ("Justice:Execute", "Person"): "recipient",
    ("Justice:Fine", "Entity"): "recipient",
    ("Justice:Release-Parole", "Person"): "recipient",
    ("Personnel:End-Position", "Entity"): "",
}
"""Parts by type and role, where the role alone does not tell; empty where that does not either."""
_LEFT_OUT = (
    "ArtifactExistence.DamageDestroyDisableDismantle.DisableDefuse",
    "Contact.Contact.Correspondence",
    "Justice.InvestigateCrime",
)
"""Types of WikiEvents whose triggers mostly tell of bombs made harmless, of asking, and of finding out."""
_FIGHTING = re.compile(
    r"wars?|warfare|fight\w*|fought|battles?|combat|conflicts?|clash\w*|gunfire|gunshot|\w*shoot-?out"
)
_NOUN = re.compile(r"[a-z]+")
_MOST_WORDS = 15
"""Between a trigger and its argument."""
_CONTRASTED = ("actor", "recipient", "instrument")


def documents(corpora: Path, split: Split) -> Iterator[PredicateDocument]:
    """Yield the sentences of a part, each a document.

    Raises:
        UsageError: The file is not there.
        UnreadableError: It is malformed.
    """
    path = corpora / AW_FILE
    if not path.is_file():
        raise UsageError(f"no corpus file at {path}")
    told: dict[tuple[str, str], dict[tuple[Interval, str], dict[str, set[Interval]]]] = {}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                if is_scored(row) == (split == "dev"):
                    name = f"{row['dataset']}-{row['doc_id']}-{row['sent_id']}"
                    text = marked(name, row["marked_sentence"], "").text
                    _add(row, text, told.setdefault((name, text), {}))
    except (LookupError, ValueError, TypeError) as error:
        raise UnreadableError(f"PLOVER sentences {path}: {error!r}") from error
    for (name, text), events in told.items():
        partial = tuple(_event(trigger, kind, parts) for (trigger, kind), parts in events.items())
        if partial or split == "dev":
            yield PredicateDocument(name=name, corpus=CORPUS, text=text, partial=partial)


def _add(row: Mapping[str, str], text: str, events: dict[tuple[Interval, str], dict[str, set[Interval]]]) -> None:
    """Add what a row tells of its sentence to the events there, by trigger and type."""
    kind = row["event_type"]
    places = [each.span() for each in re.finditer(rf"(?<!\w){re.escape(row['trigger'])}(?!\w)", text)]
    if not types_of(kind) or len(places) != 1 or _FIGHTING.fullmatch(row["trigger"].lower()):
        return
    sentence = marked("", row["marked_sentence"], "")
    if {each.text for each in sentence.sources} & {each.text for each in sentence.targets}:
        return
    parts = events.setdefault((places[0], kind), {})
    for spans, role in ((sentence.sources, row["source"]), (sentence.targets, row["target"])):
        near = [(each.start, each.end) for each in spans if _is_near(text, (each.start, each.end), places[0])]
        for part in parts_of(kind, role.partition(":")[0]):
            kept = (span for span in near if part != "location" or not _NOUN.fullmatch(text[slice(*span)]))
            parts.setdefault(part, set()).update(kept)


def _is_near(text: str, span: Interval, trigger: Interval) -> bool:
    between = text[min(span[1], trigger[1]) : max(span[0], trigger[0])]
    return len(between.split()) <= _MOST_WORDS and not overlap(span, trigger)


def types_of(kind: str) -> tuple[EventType, ...]:
    """Return the PLOVER types of one of ACE or WikiEvents, of which names have no colon; none without a counterpart."""
    if ":" in kind:
        return TYPES.get(kind, ())
    if kind.startswith(_LEFT_OUT):
        return ()
    return next((types for beginning, types in wikievents.TYPES.items() if f"{kind}.".startswith(f"{beginning}.")), ())


def parts_of(kind: str, role: str) -> Iterable[str]:
    """Return the parts that an argument of a type of ACE or WikiEvents is in, by its role.

    >>> parts_of("Life:Die", "Victim"), parts_of("Personnel:End-Position", "Entity")
    (['recipient', 'casualty'], [])
    """
    part = _APART.get((kind, role), ROLES.get(role, "")) if ":" in kind else wikievents.ROLES.get(role)
    is_harmed = role == "Victim" and kind.startswith("Life")
    return [each for each in (part, "casualty" if is_harmed else "") if each]


def _event(trigger: Interval, kind: str, parts: Mapping[str, set[Interval]]) -> PartialEvent:
    inside = {part: tuple(sorted(spans)) for part, spans in parts.items() if spans}
    return PartialEvent(
        trigger=trigger,
        kinds=frozenset(types_of(kind)),
        inside=inside,
        outside=contrasted({part: spans for part, spans in inside.items() if part in _CONTRASTED}, _CONTRASTED),
    )
