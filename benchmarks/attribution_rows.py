"""What is measured of attributions: the rows of their table of scores."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import get_args

import msgspec

from benchmarks import score_quotations
from sayso.core.reading import Manner, Stance
from sayso.evaluation import polnear
from sayso.evaluation.agreement import Table, cohen_kappa, krippendorff_alpha
from sayso.evaluation.attributions import (
    ROLES,
    AttributionValue,
    Case,
    Metric,
    linked_exact,
    linked_half,
    manner_right,
    nested_half,
    whole_exact,
    whole_overlap,
    within_found,
    within_right,
)
from sayso.evaluation.layers import layer_exact, role_coincidences, role_table, token_coincidences, token_table
from sayso.evaluation.score import DocumentCounts, f1
from sayso.evaluation.stances import commonest_stance, stance_found, stance_right, with_stance

Coders = tuple[str, str, Sequence[Sequence[AttributionValue]]]
"""Name and text of a document, and its attributions by each of those who annotated it."""
Coincidences = Callable[[str, str, Sequence[Sequence[AttributionValue]]], Table]


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """The documents of a corpus with what a reader or another annotator found.

    Attributes:
        normalised: With normalised pieces.
        as_cut: The same with pieces as they were cut.
    """

    normalised: list[Case]
    as_cut: list[Case]

    @property
    def documents(self) -> int:
        """How many documents there are: pairs of annotators share one."""
        return len({case.document for case in self.normalised})


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One metric.

    Attributes:
        metric: Its name.
        count: What is counted in a document; null where one of the next two is set.
        table: The table of a document, for Cohen's kappa.
        coincidences: The coincidences of a document's coders, for Krippendorff's alpha.
        as_cut: Whether pieces count as they were cut.
        needs_stance: Whether only a corpus with stance and nesting can be measured so.
        is_stance: Whether it is an accuracy of stance, which one stance for all is a baseline of.
        manner: Of which manner in gold; null for all.
    """

    metric: str
    count: Metric | None = None
    table: Callable[[Case], Table] | None = None
    coincidences: Coincidences | None = None
    as_cut: bool = False
    needs_stance: bool = False
    is_stance: bool = False
    manner: Manner | None = None

    def counts(self, compared: Compared) -> tuple[DocumentCounts, ...]:
        """Return the counts of every document; none where the figure is one of agreement."""
        return tuple(map(self.count, self._cases(compared))) if self.count else ()

    def tables(self, compared: Compared) -> tuple[Table, ...]:
        """Return the table of every document, prediction taken as a coder; none where the figure is an F1."""
        if self.coincidences:
            cases = self._cases(compared)
            return tuple(self.coincidences(each.document, each.text, (each.gold, each.predicted)) for each in cases)
        return tuple(map(self.table, self._cases(compared))) if self.table else ()

    @property
    def agreement(self) -> Callable[[Iterable[Table]], float | None]:
        """What is computed from the tables."""
        return krippendorff_alpha if self.coincidences else cohen_kappa

    def figure(self, compared: Compared) -> float | None:
        """Return the figure over all documents; None where nothing was scored."""
        return f1(self.counts(compared)) if self.count else self.agreement(self.tables(compared))

    def n(self, compared: Compared) -> int:
        """Return how many gold items there are, or how many words two coders label."""
        if self.count:
            return sum(one.gold for one in self.counts(compared))
        labels = sum(sum(table.cells.values()) for table in self.tables(compared))
        return round(labels / 2 if self.coincidences else labels)  # coincidences sum to the labels of both coders

    def majority(self, compared: Compared) -> tuple[str, float | None] | None:
        """Return name and figure of the baseline of one stance for all; null where stance is not what is measured.

        It is the commonest of the gold itself, of that manner, so the best that one stance can do.
        """
        if not self.is_stance:
            return None
        stance = commonest_stance(compared.normalised, self.manner)
        always = [with_stance(case, stance) for case in compared.normalised]
        return f"always {stance}", self.figure(Compared(normalised=always, as_cut=always))

    def _cases(self, compared: Compared) -> Sequence[Case]:
        return compared.as_cut if self.as_cut else compared.normalised


def direct_content(case: Case) -> DocumentCounts:
    """Count the contents of direct quotations that are right to the character, as `score_quotations` does."""
    return score_quotations.content_exact(_quotations(case), "direct")


def direct_source(case: Case) -> DocumentCounts:
    """Count the direct quotations whose content overlaps and whose source does too, as `score_quotations` does."""
    return score_quotations.source_right(_quotations(case), "direct")


DIRECT = ("direct content exact F1", "direct right source F1")
"""Rows that `score_quotations` has on PolNeAR dev under the same names."""
ROWS: tuple[Row, ...] = (
    *(Row(metric=f"{role} span F1", count=partial(layer_exact, role=role), as_cut=True) for role in ROLES),
    *(Row(metric=f"{role} whole F1", count=partial(whole_exact, role=role)) for role in ROLES),
    *(Row(metric=f"{role} overlap F1", count=partial(whole_overlap, role=role)) for role in ROLES),
    Row(metric="linked exact F1", count=linked_exact),
    Row(metric="linked half F1", count=linked_half),
    Row(metric="word kappa", table=token_table),
    *(Row(metric=f"{role} word kappa", table=partial(role_table, role=role)) for role in ROLES),
    Row(metric="word alpha", coincidences=token_coincidences),
    *(Row(metric=f"{role} word alpha", coincidences=partial(role_coincidences, role=role)) for role in ROLES),
    Row(metric=DIRECT[0], count=direct_content),
    Row(metric=DIRECT[1], count=direct_source),
    Row(metric="manner accuracy", count=manner_right),
    Row(metric="stance accuracy", count=stance_right, needs_stance=True, is_stance=True),
    *(
        Row(
            metric=f"stance accuracy, {manner}",
            count=partial(stance_right, manner=manner),
            needs_stance=True,
            is_stance=True,
            manner=manner,
        )
        for manner in get_args(Manner)
    ),
    Row(metric="nesting accuracy", count=within_right, needs_stance=True),
    Row(metric="nesting found F1", count=within_found, needs_stance=True),
    Row(metric="nested linked half F1", count=nested_half, needs_stance=True),
    *(
        Row(metric=f"{stance} found F1", count=partial(stance_found, stance=stance), needs_stance=True)
        for stance in get_args(Stance)
    ),
)


def _quotations(case: Case) -> score_quotations.Case:
    gold = tuple(
        polnear.GoldAttribution(
            source=value.source,
            cue=value.cue,
            content=value.content,
            kind=polnear.kind_of(case.text, value.content),
            marked=value.parts(),
        )
        for value in case.gold
    )
    return score_quotations.Case(
        document=polnear.Document(name=case.document, text=case.text, attributions=gold, rejected=()),
        predicted=tuple(_quotation(case.text, value) for value in case.predicted),
    )


def _quotation(text: str, value: AttributionValue) -> score_quotations.Value:
    kind = polnear.kind_of(text, value.content)
    return score_quotations.Value(source=value.source, cue=value.cue, content=value.content, kind=kind)
