"""Scores of events against WikiEvents, whose types and roles are mapped (`sayso.evaluation.wikievents`).

Triggers that overlap are the same, one to one. An event found is held against the corpus where its type is one that the
corpus has; one at the trigger of an event without a counterpart is not. The corpus leaves many mentions of its events
unmarked (some documents have none at all), so precision is a lower bound, and recall tells more.

An argument is right where its event is, the role is the same, and its head word is that of the mention marked, or of
any mention of the same entity: as the corpus itself is scored (head F1 and coref F1). A victim may be `recipient` or
`casualty`. Dates are not annotated and not held against who finds them.

Source: Li, Ji & Han 2021, Document-level event argument extraction by conditional generation, section 4.
"""

from collections.abc import Sequence

from sayso.core.reading import Event, EventType, Role
from sayso.core.span import Span
from sayso.evaluation.head_words import head_word
from sayso.evaluation.matching import best_pairs
from sayso.evaluation.overlaps import overlap_pairs
from sayso.evaluation.score import DocumentCounts
from sayso.evaluation.wikievents import ROLES, TYPES, GoldArgument, GoldEvent, WikiDocument

ANNOTATED: frozenset[EventType] = frozenset(kind for kinds in TYPES.values() for kind in kinds)
_AS: dict[Role, Role] = {**{role: role for role in set(ROLES.values())}, "casualty": "recipient"}
"""Roles of ours that the corpus has, and which it has for them."""


def count_triggers(document: WikiDocument, found: Sequence[Event], *, is_exact: bool = False) -> DocumentCounts:
    """Return how many events were found, whatever their type.

    Args:
        document: With its gold events.
        found: What a reader found.
        is_exact: Whether the spans of the triggers must be equal; else any overlap will do.
    """
    pairs, asked = _pairs(document, found)
    right = sum(not is_exact or gold.trigger == other.trigger for gold, other in pairs)
    return _counts(document, right, len(asked), len(document.events))


def count_types(document: WikiDocument, found: Sequence[Event]) -> DocumentCounts:
    """Return how many events were found with a right type."""
    pairs, asked = _pairs(document, found)
    return _counts(document, sum(other.type in gold.types for gold, other in pairs), len(asked), len(document.events))


def count_arguments(
    document: WikiDocument,
    found: Sequence[Event],
    *,
    role: Role | None = None,
    is_any_mention: bool = False,
    is_found: bool = False,
) -> DocumentCounts:
    """Return how many arguments were found.

    Args:
        document: With its gold events.
        found: What a reader found.
        role: Arguments of that role alone; of every role where none is given.
        is_any_mention: Whether any mention of the same entity is right; else that which is marked alone.
        is_found: Whether only those of events found with a right type are counted, on both sides.
    """
    pairs, asked = _pairs(document, found)
    events = [gold for gold, other in pairs if other.type in gold.types] if is_found else document.events
    held = [other for gold, other in pairs if other.type in gold.types] if is_found else asked
    right = 0
    for gold, other in pairs:
        if other.type in gold.types:
            wanted, told = [each for each in gold.arguments if role in (None, each.role)], _heads(other, role)
            edges = {
                (first, second): 1.0
                for first, one in enumerate(wanted)
                for second, (kind, head) in enumerate(told)
                if one.role == kind and head in _right_heads(one, is_any_mention)
            }
            right += len(best_pairs(edges))
    gold_arguments = sum(role in (None, each.role) for event in events for each in event.arguments)
    return _counts(document, right, sum(len(_heads(each, role)) for each in held), gold_arguments)


def _pairs(document: WikiDocument, found: Sequence[Event]) -> tuple[list[tuple[GoldEvent, Event]], list[Event]]:
    """Return mapped events with those found there, and those found that are held against the corpus."""
    gold: list[GoldEvent | Span] = [*document.events, *document.unmapped]
    spans = [each.trigger if isinstance(each, GoldEvent) else each for each in gold]
    places = overlap_pairs([(span.start, span.end) for span in spans], [_ends(each.trigger) for each in found])
    paired = {second: gold[first] for first, second in places}
    pairs = [(event, found[second]) for second, event in paired.items() if isinstance(event, GoldEvent)]
    silent = [
        index
        for index, each in enumerate(found)
        if not isinstance(paired.get(index), GoldEvent)
        and (each.type not in ANNOTATED or any(span.overlaps(each.trigger) for span in document.unmapped))
    ]
    return pairs, [each for index, each in enumerate(found) if index not in silent]


def _heads(event: Event, role: Role | None) -> list[tuple[Role, Span]]:
    """Return the arguments of an event in roles that the corpus has, by head word, each once."""
    told = ((_AS[each.role], head_word(each)) for each in event.arguments if each.role in _AS)
    return list(dict.fromkeys((kind, head) for kind, head in told if role in (None, kind)))


def _right_heads(argument: GoldArgument, is_any_mention: bool) -> set[Span]:
    mentions = argument.same_entity if is_any_mention else (argument.mention,)
    return {head_word(each) for each in mentions}


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _counts(document: WikiDocument, true_positive: int, predicted: int, gold: int) -> DocumentCounts:
    return DocumentCounts(document=document.name, true_positive=true_positive, predicted=predicted, gold=gold)
