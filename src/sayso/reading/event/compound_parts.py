"""Which role the words before the noun of an event have, by what they name, the noun and the event's type."""

from typing import Literal

import msgspec

from sayso.core.reading import EventType, Role
from sayso.core.span import Span
from sayso.reading.event.compound_words import MOVED, NOUNS, ON_THINGS, STOPPAGES, Part

Named = Part | Literal["body", "person", "country", "people of a country", "town"]
"""What words before a noun name: what lists have, or named bodies, persons and places."""
_WHO: frozenset[Named] = frozenset({"force", "armed", "rule", "body", "people of a country"})
VIOLENT: frozenset[EventType] = frozenset({"ASSAULT", "COERCE"})
"""Types of acts by force."""
_VERBAL: frozenset[EventType] = frozenset({"PROTEST", "REQUEST", "REJECT", "ACCUSE", "THREATEN"})
_HELD_SOMEWHERE: frozenset[EventType] = frozenset({"ASSAULT", "PROTEST", "COERCE", "CONSULT", "RETREAT", "MOBILIZE"})
KINDS = frozenset({"military", "state"})
"""Words that tell rather of what kind an act is than whose: "Ostran military aid", "a state visit"."""
_OPPOSED = frozenset({"opposition", "union"})
"""Those of the ruling that protest."""


class Before(msgspec.Struct, frozen=True, kw_only=True):
    """Words before a noun.

    Attributes:
        span: The words.
        name: What they name.
        word: As the list has it; of names, the words themselves.
        entity: Id of the one they mention, where they do.
        owns: Whether they are a possessive ("the army's raid").
    """

    span: Span
    name: Named
    word: str
    entity: str | None
    owns: bool


def role_of(before: Before, noun: str, kind: EventType, *, has_of: bool) -> Role | None:
    """Return the role of words before `noun` in an event of type `kind`; None where they have none.

    Args:
        before: The words.
        noun: In `NOUNS`.
        kind: Of the event.
        has_of: Whether "of" follows the noun: whoever owns it then acts ("Oru's arrest of two").
    """
    if before.name in ("means", "target", "town"):
        return None if before.owns else _of_thing(before.name, noun, kind)
    told = NOUNS[noun]
    if before.name == "country":
        return "actor" if before.owns and kind != "PROTEST" and (told != "suffering" or kind in VIOLENT) else None
    if before.owns and (told != "suffering" or has_of):
        return "actor"
    if told == "suffering":
        return _of_sufferer(before, noun, kind, has_of=has_of)
    if before.name in ("people", "person"):
        return "actor" if before.name == "people" and kind in _VERBAL and told == "act" else None
    return "actor" if _acts(before, noun, kind) else None


def _of_thing(name: Named, noun: str, kind: EventType) -> Role | None:
    if name == "town":
        return "location" if kind in _HELD_SOMEWHERE else None
    if kind not in VIOLENT:
        return None
    if name == "means":
        return "instrument"
    return "recipient" if noun in ON_THINGS else None


def _of_sufferer(before: Before, noun: str, kind: EventType, *, has_of: bool) -> Role | None:
    """Return the role of who stands before an arrest, a killing, a rescue: forces act, people suffer."""
    if noun in MOVED:
        return "recipient" if before.name == "force" else None
    if before.name in ("people", "person"):
        return "recipient"
    if before.name == "people of a country":
        return "actor" if has_of and kind in VIOLENT else None
    if kind == "COERCE" and before.name == "armed":
        return "recipient"
    is_force = before.name == "force" or (before.name == "rule" and kind != "ASSAULT")
    if kind in ("COERCE", "AID"):
        return "actor" if is_force else None
    return "actor" if kind == "ASSAULT" and (is_force or before.name == "armed") else None


def _acts(before: Before, noun: str, kind: EventType) -> bool:
    """Return whether who stands before an act or something mutual does it."""
    if before.name not in _WHO:
        return False
    if kind == "PROTEST":
        return before.name == "body" or before.word in _OPPOSED or (before.name == "force" and noun in STOPPAGES)
    if before.name == "people of a country":
        return NOUNS[noun] == "act"
    if before.name == "armed" and kind in ("ACCUSE", "CONSULT"):
        return NOUNS[noun] == "mutual"
    return not (kind == "ACCUSE" and noun == "complaint")
