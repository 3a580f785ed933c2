"""Scores of roles against PropBank: what is told of a given predicate, role by role.

A span is exact where it has the same words, prepositions before it and marks at its edges aside; it has the right head
where the words on which both hang are the same, by the gold tree. Each gold span is found once. A relative pronoun
counts as the span it refers to.
"""

from collections.abc import Iterable, Mapping, Sequence

from sayso.evaluation.matching import best_pairs
from sayso.evaluation.overlaps import Interval
from sayso.evaluation.propbank import Predicate, RoleDocument, RoleSpan, WordRange
from sayso.evaluation.score import DocumentCounts

Told = Mapping[str, Sequence[Interval]]
"""What is told of one predicate: spans of code points by role."""


def count_roles(
    document: RoleDocument, told: Sequence[Told], role: str, *, is_exact: bool, predicates: Iterable[int] | None = None
) -> DocumentCounts:
    """Return how many spans of a role were found.

    Args:
        document: With its predicates.
        told: Of each of them, in order.
        role: PropBank's name.
        is_exact: Whether all words must be the same; else the head alone.
        predicates: Indices of those that are counted; all where none are given.
    """
    right = predicted = gold = 0
    asked = range(len(document.predicates)) if predicates is None else predicates
    for index in asked:
        wanted = [each for each in document.predicates[index].roles if each.role == role]
        ranges = (document.words_at(*span) for span in told[index].get(role, ()))
        found = list(dict.fromkeys(each for each in ranges if each is not None))
        edges = {
            (first, second): 1.0
            for first, one in enumerate(wanted)
            for second, other in enumerate(found)
            if _is_right(document, one, other, is_exact)
        }
        right += len(best_pairs(edges))
        predicted += len(found)
        gold += len(wanted)
    return DocumentCounts(document=document.name, true_positive=right, predicted=predicted, gold=gold)


def predicates_among(document: RoleDocument, words: Iterable[str]) -> list[int]:
    """Return the indices of the predicates whose word, or its lemma, is among `words` (in small letters)."""
    known = frozenset(words)
    return [
        index
        for index, each in enumerate(document.predicates)
        if {document.words[each.word].lemma, _form(document, each)} & known
    ]


def _form(document: RoleDocument, predicate: Predicate) -> str:
    word = document.words[predicate.word]
    return document.text[word.start : word.end].lower()


def _is_right(document: RoleDocument, gold: RoleSpan, found: WordRange, is_exact: bool) -> bool:
    allowed = (gold.words, *gold.pronouns)
    if is_exact:
        return document.core(found) in {document.core(each) for each in allowed}
    return document.head(found) in {document.head(each) for each in allowed}
