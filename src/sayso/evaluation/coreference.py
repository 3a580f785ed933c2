"""Coreference, end to end: the mentions that were found and which are of one entity, against the mentions annotated.

A found mention is that of the annotation where both ends are equal, or, in corpora that mark little more than head
words, where the head words are. Whatever else was found is company that the annotation lacks, and whatever was not
found is missed. Neither for nor against counts

- what a corpus leaves unsettled, and a mention whose group or type it does not tell completely;
- a mention where the corpus has none, of a form or type of which it does not mark all.

What counts neither way is left out of the clusters on both sides. The type of an entity is not compared. A mention is
of the form that the corpus tells, or else of the one found.

**Singletons**, entities of one mention, are annotated in GUM and in our own corpus, and what is kept counts as a
cluster of its own. Left out, they are left out on both sides, after the rest: a mention that is alone in what is
scored. Kept, a figure tells mentions and links; left out, more of the links. CorefUD's shared tasks rank by the latter.

Source:
    Pradhan et al. 2014, Scoring coreference partitions of predicted mentions. Žabokrtský et al. 2022, Findings of the
    shared task on multilingual coreference resolution (singletons left out).
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from sayso.core.reading import Entity, MentionForm
from sayso.core.span import Span
from sayso.evaluation.agreement import Table
from sayso.evaluation.clusters import Agreement, Cluster, b_cubed, ceaf_e, conll, f1_of, muc
from sayso.evaluation.head_words import head_word
from sayso.evaluation.mentions import Interval, MentionDocument
from sayso.evaluation.score import DocumentCounts

_Mention = TypeVar("_Mention", bound=Hashable)
METRICS: dict[str, Callable[[Sequence[Cluster], Sequence[Cluster]], Agreement]] = {
    "MUC": muc,
    "B3": b_cubed,
    "CEAF-e": ceaf_e,
}
"""What the CoNLL figure is the mean of, by name."""
_PARTS = ("precise", "predicted", "recalled", "gold")


class CoreferenceCase(msgspec.Struct, frozen=True, kw_only=True):
    """A document as it was annotated and as it was read.

    Attributes:
        document: With its gold mentions in groups.
        found: Entities found in its text.
        by_head: Whether mentions are the same where their head words are; else both ends must be equal. Of several
            found mentions with one head word the longest is compared, the others are left out.
    """

    document: MentionDocument
    found: tuple[Entity, ...]
    by_head: bool = False


class CoreferenceScope(msgspec.Struct, frozen=True, kw_only=True):
    """What is scored.

    Attributes:
        forms: Mentions of which forms; of all where none are given.
        singletons: Whether entities of one mention count.
    """

    forms: frozenset[MentionForm] | None = None
    singletons: bool = True


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A mention that counts, on one side.

    Attributes:
        group: Of which entity it is.
        form: As the corpus tells; of a found mention elsewhere, as found.
    """

    group: str
    form: MentionForm | None


Side = dict[Interval, Placed]
"""Mentions that count, by where they are (with `by_head`, by where their head words are), in text order."""


def sides(case: CoreferenceCase) -> tuple[Side, Side]:
    """Return the mentions that count, those annotated and those found."""
    document = case.document
    gold: Side = {}
    silent = {_key(document.text, span, case.by_head) for span in document.unsettled}
    for mention in document.mentions:
        key = _key(document.text, (mention.start, mention.end), case.by_head)
        if mention.group is None or not mention.types_allowed & document.types:
            silent.add(key)
        else:
            gold.setdefault(key, Placed(group=mention.group, form=mention.form))
    silent -= set(gold)
    found: Side = {}
    for span, form, entity in _longest_first(case.found):
        key = _key(document.text, span, case.by_head)
        if key not in found and (key in gold or (key not in silent and _is_held_against(document, span, form, entity))):
            found[key] = Placed(group=entity.id, form=gold[key].form if key in gold else form)
    return _in_order(gold), _in_order(found)


def clusterings(case: CoreferenceCase, scope: CoreferenceScope) -> tuple[list[Cluster], list[Cluster]]:
    """Return the clusters of what is scored, those annotated and those found."""
    gold, found = sides(case)
    return _clusters(gold, scope), _clusters(found, scope)


def cluster_table(case: CoreferenceCase, scope: CoreferenceScope) -> Table:
    """Return what `METRICS` count in one document: for each metric what was reached and what could be.

    `conll_of` and `metric_of` make figures of the tables of several documents.
    """
    gold, found = clusterings(case, scope)
    cells = {
        (name, part): getattr(counted, part)
        for name, counted in ((name, metric(gold, found)) for name, metric in METRICS.items())
        for part in _PARTS
    }
    return Table(document=case.document.name, cells=cells)


def conll_of(tables: Iterable[Table]) -> float | None:
    """Return the mean F1 of MUC, B-cubed and CEAF-e over all documents; None where there is no mention."""
    documents = [[_agreement(table, name) for name in METRICS] for table in tables]
    if not any(part.predicted or part.gold for parts in documents for part in parts):
        return None
    return conll(documents)


def metric_of(name: str) -> Callable[[Iterable[Table]], float | None]:
    """Return what makes F1 by one of `METRICS` from tables."""

    def figure(tables: Iterable[Table]) -> float | None:
        return f1_of(_agreement(table, name) for table in tables)

    return figure


def mentions_of(case: CoreferenceCase, scope: CoreferenceScope) -> int:
    """Return how many annotated mentions are scored."""
    return sum(len(cluster) for cluster in _clusters(sides(case)[0], scope))


def antecedents(case: CoreferenceCase, form: MentionForm | None = None) -> DocumentCounts:
    """Count the antecedents told for mentions of one form, or of all: of each the nearest earlier one of its entity.

    One is right where the two mentions are of one entity by the annotation too. Gold are all mentions but the first of
    each annotated entity, found or not, so that recall is the share of them whose nearest antecedent told is right;
    predicted are the found mentions that have an antecedent.

    Source: Mention-pair evaluation by antecedent, as in Durrett & Klein 2013, Easy victories and uphill battles in
        coreference resolution (by type of mention).
    """
    gold, found = sides(case)
    told = [(key, other) for key, other in _previous(found).items() if form in (None, found[key].form)]
    due = sum(form in (None, gold[key].form) for key in _previous(gold))
    right = sum(
        key in gold and earlier in gold and gold[key].group == gold[earlier].group for key, earlier in told
    )  # fmt: skip
    return DocumentCounts(document=case.document.name, true_positive=right, predicted=len(told), gold=due)


def rightly_grouped(case: CoreferenceCase) -> CoreferenceCase:
    """Return the case with the mentions that were found grouped as annotated: the best that grouping can reach.

    Found mentions that the corpus does not have are each an entity of their own.
    """
    gold, _ = sides(case)
    regrouped: dict[str, Entity] = {}
    for number, (entity, mention) in enumerate((each, one) for each in case.found for one in each.mentions):
        place = gold.get(_key(case.document.text, (mention.start, mention.end), case.by_head))
        own = f"alone {number}" if place is None else f"group {place.group}"
        alone = msgspec.structs.replace(entity, id=own, mentions=(mention,))
        known = regrouped.get(own)
        if known is not None:
            alone = msgspec.structs.replace(known, mentions=tuple(sorted((*known.mentions, mention))))
        regrouped[own] = alone
    return msgspec.structs.replace(case, found=tuple(regrouped.values()))


def cross_document_b3(
    gold: Mapping[_Mention, str], found: Mapping[_Mention, str], *, singletons: bool = True
) -> Agreement:
    """Return B-cubed over the mentions of many documents taken together, as one document.

    Args:
        gold: Of each annotated mention, by what tells it from all others (its document and place), its entity.
        found: The same of mentions found. One that `gold` lacks is wrong: where a corpus does not mark all mentions,
            leave out what it does not mark.
        singletons: Whether entities of one mention, of all documents, count; left out, they are left out on both sides.

    Source:
        Bagga & Baldwin 1998, Entity-based cross-document coreferencing using the vector space model. Cattan et al.
        2021, Realistic evaluation principles for cross-document coreference resolution (without singletons).

    >>> counted = cross_document_b3({1: "a", 2: "a", 3: "b"}, {1: "x", 2: "x", 3: "x"})
    >>> counted.recalled / counted.gold, round(counted.precise / counted.predicted, 3)
    (1.0, 0.556)
    """
    clusters = [_grouped(side.items(), singletons=singletons) for side in (gold, found)]
    return b_cubed(*clusters)


def _key(text: str, span: Interval, by_head: bool) -> Interval:
    if not by_head:
        return span
    head = head_word(Span.of(text, *span))
    return head.start, head.end


def _longest_first(entities: Iterable[Entity]) -> list[tuple[Interval, MentionForm, Entity]]:
    """Return the mentions of entities; of those at one place the longest comes first, then the entity given first."""
    found = [((each.start, each.end), each.form, entity) for entity in entities for each in entity.mentions]
    return sorted(found, key=lambda mention: mention[0][0] - mention[0][1])


def _is_held_against(document: MentionDocument, span: Interval, form: MentionForm, entity: Entity) -> bool:
    """Return whether a found mention that the corpus has not is wrong."""
    is_asked = form in document.forms and entity.type in document.types
    is_inside = any(start <= span[0] and span[1] <= end for start, end in document.unsettled)
    return is_asked and (document.nested or not is_inside)


def _in_order(side: Side) -> Side:
    return dict(sorted(side.items(), key=lambda item: (item[0][0], -item[0][1])))


def _clusters(side: Side, scope: CoreferenceScope) -> list[Cluster]:
    asked = ((key, each.group) for key, each in side.items() if scope.forms is None or each.form in scope.forms)
    return _grouped(asked, singletons=scope.singletons)


def _grouped(mentions: Iterable[tuple[Hashable, str]], *, singletons: bool) -> list[Cluster]:
    members: dict[str, set[Hashable]] = {}
    for mention, group in mentions:
        members.setdefault(group, set()).add(mention)
    return [frozenset(each) for each in members.values() if singletons or len(each) > 1]


def _previous(side: Side) -> dict[Interval, Interval]:
    """Return for each mention that is not the first of its entity the one of it right before."""
    last: dict[str, Interval] = {}
    before: dict[Interval, Interval] = {}
    for key, each in side.items():
        if each.group in last:
            before[key] = last[each.group]
        last[each.group] = key
    return before


def _agreement(table: Table, name: str) -> Agreement:
    return Agreement(**{part: table.cells[name, part] for part in _PARTS})
