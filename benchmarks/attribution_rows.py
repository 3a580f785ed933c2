"""What is measured of attributions: the rows of their table of scores."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import get_args

import msgspec

from benchmarks import score_quotations
from sayso.core.reading import Stance
from sayso.evaluation import polnear
from sayso.evaluation.agreement import Table, cohen_kappa
from sayso.evaluation.attributions import (
    ROLES,
    AttributionValue,
    Case,
    Metric,
    linked_exact,
    linked_half,
    manner_right,
    stance_found,
    stance_right,
    whole_exact,
    whole_overlap,
    within_found,
    within_right,
)
from sayso.evaluation.layers import layer_exact, role_table, token_table
from sayso.evaluation.score import DocumentCounts, f1


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
        count: What is counted in a document; null where `table` is set.
        table: The table of a document, for Cohen's kappa.
        as_cut: Whether pieces count as they were cut.
        needs_stance: Whether only a corpus with stance and nesting can be measured so.
    """

    metric: str
    count: Metric | None = None
    table: Callable[[Case], Table] | None = None
    as_cut: bool = False
    needs_stance: bool = False

    def counts(self, compared: Compared) -> tuple[DocumentCounts, ...]:
        """Return the counts of every document; none where the figure is a kappa."""
        return tuple(map(self.count, self._cases(compared))) if self.count else ()

    def tables(self, compared: Compared) -> tuple[Table, ...]:
        """Return the table of every document; none where the figure is no kappa."""
        return tuple(map(self.table, self._cases(compared))) if self.table else ()

    def figure(self, compared: Compared) -> float | None:
        """Return the figure over all documents; None where nothing was scored."""
        return cohen_kappa(self.tables(compared)) if self.table else f1(self.counts(compared))

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
    Row(metric=DIRECT[0], count=direct_content),
    Row(metric=DIRECT[1], count=direct_source),
    Row(metric="manner accuracy", count=manner_right),
    Row(metric="stance accuracy", count=stance_right, needs_stance=True),
    Row(metric="nesting accuracy", count=within_right, needs_stance=True),
    Row(metric="nesting found F1", count=within_found, needs_stance=True),
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
