"""How far two annotations of the same texts agree: `python -m training.agreement FIRST SECOND` (files or folders).

`python -m training.agreement marks` compares those of the public articles that two people have annotated. Only layers
that both call complete are compared. No F1 is chance-corrected; kappa is.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import get_args

import msgspec

from sayso.core.errors import UsageError
from sayso.core.reading import Auxiliary, MentionForm, Reading, Role
from sayso.core.span import Span
from sayso.evaluation import event_arguments, event_facts, happenings
from sayso.evaluation.agreement import cohen_kappa, pair_table
from sayso.evaluation.attributions import HALF, ROLES, linked_pairs, values_of
from sayso.evaluation.happenings import EventCase, EventMetric
from sayso.evaluation.spans import Pieces, align, normalise
from training.corpus_files import find_files
from training.data import marked
from training.notation import AnnotatedReport, load_file

_EVENT_FIGURES: dict[str, EventMetric] = {
    "event trigger, exact": happenings.triggers_exact,
    "event trigger": happenings.triggers,
    "event trigger and type": happenings.types,
    "event trigger, type and modes": happenings.modes,
    "event argument, exact": event_arguments.arguments(event_arguments.exact),
    "event argument, head": event_arguments.arguments(event_arguments.same_head),
    **{f"event {role}, head": event_arguments.arguments(event_arguments.same_head, role) for role in get_args(Role)},
    "casualties, same range": event_facts.casualties("fatalities", "injuries"),
    "state": happenings.states,
    "state holder, half": happenings.state_parts("holder"),
    "state object, half": happenings.state_parts("object"),
}
"""What is counted of events and states, as the benchmarks count what is found against what is annotated."""


class Figure(msgspec.Struct, kw_only=True):
    """What two annotators marked of one kind, summed over reports.

    Attributes:
        agreed: Marked alike by both.
        first: Marked by the first.
        second: Marked by the second.
    """

    agreed: int = 0
    first: int = 0
    second: int = 0

    def add(self, agreed: int, first: int, second: int) -> None:
        """Add the counts of one report."""
        self.agreed += agreed
        self.first += first
        self.second += second

    @property
    def f1(self) -> float | None:
        """Twice what is agreed, of all that both marked; None where neither marked anything."""
        total = self.first + self.second
        return 2 * self.agreed / total if total else None


class Agreement(msgspec.Struct, kw_only=True):
    """All that is compared.

    Attributes:
        reports: How many reports were compared.
        spans: By what is marked.
        labels: By kind of label, the pairs of labels that the two gave to what both marked.
    """

    reports: int = 0
    spans: dict[str, Figure] = {}
    labels: dict[str, list[tuple[str, str]]] = {}

    def figure(self, name: str) -> Figure:
        """Return the figure of that name, a new one the first time."""
        return self.spans.setdefault(name, Figure())


def compare(pairs: Iterable[tuple[AnnotatedReport, AnnotatedReport]]) -> Agreement:
    """Return the agreement over pairs of annotations.

    Raises:
        UsageError: The texts of a pair differ.
    """
    agreement = Agreement()
    for first, second in pairs:
        if first.reading.report.text != second.reading.report.text:
            raise UsageError(f"{first.path} and {second.path} are not annotations of the same text; compare others")
        agreement.reports += 1
        layers = first.layers & second.layers
        if "attributions" in layers:
            _compare_attributions(first, second, agreement)
        if "entities" in layers:
            _compare_entities(first, second, agreement)
        if "events" in layers:
            _compare_events(first, second, agreement)
    return agreement


def _pieces(report: AnnotatedReport, spans: Iterable[Span]) -> Pieces:
    return normalise(report.reading.report.text, [(span.start, span.end) for span in spans])


def _compare_attributions(first: AnnotatedReport, second: AnnotatedReport, agreement: Agreement) -> None:
    values, others = (values_of(report.reading.report.text, report.reading.attributions) for report in (first, second))
    for role in ROLES:
        marked, other_marked = ([value.part(role) for value in side if value.part(role)] for side in (values, others))
        pairs = align(marked, other_marked, exact=True)
        agreement.figure(f"{role}, exact").add(len(pairs), len(marked), len(other_marked))
    for at_least, name in ((1.0, "attribution, all exact"), (HALF, "attribution, each half shared")):
        pairs = linked_pairs(values, others, at_least=at_least)
        agreement.figure(name).add(len(pairs), len(values), len(others))
    # Stances can be compared only where both speak of the same attribution: the lenient pairs, which hold the exact.
    agreement.labels.setdefault("stance", []).extend(
        (first.reading.attributions[index].stance, second.reading.attributions[other].stance) for index, other in pairs
    )


def _compare_entities(first: AnnotatedReport, second: AnnotatedReport, agreement: Agreement) -> None:
    mentions, others = (
        [(_pieces(report, [mention]), mention.form, entity.type) for entity in report.reading.entities
         for mention in entity.mentions]
        for report in (first, second)
    )  # fmt: skip
    pairs = align([each[0] for each in mentions], [each[0] for each in others], exact=True)
    agreement.figure("mention, any form").add(len(pairs), len(mentions), len(others))
    for form in get_args(MentionForm):
        agreed = sum(mentions[index][1] == others[other][1] == form for index, other in pairs)
        counts = (sum(each[1] == form for each in side) for side in (mentions, others))
        agreement.figure(f"mention, {form}").add(agreed, *counts)
    agreement.labels.setdefault("entity type", []).extend((mentions[a][2], others[b][2]) for a, b in pairs)


def _compare_events(first: AnnotatedReport, second: AnnotatedReport, agreement: Agreement) -> None:
    case = EventCase(document=first.header.id, gold=_as_marked(first), found=_as_marked(second))
    for name, metric in _EVENT_FIGURES.items():
        counted = metric(case)
        agreement.figure(name).add(counted.true_positive, counted.gold, counted.predicted)
    pairs = case.pairs()
    agreement.labels.setdefault("event type", []).extend((one.type, other.type) for one, other in pairs)
    for kind in get_args(Auxiliary):
        agreement.labels.setdefault(f"{kind} or not", []).extend(
            (kind if kind in one.auxiliary else "-", kind if kind in other.auxiliary else "-") for one, other in pairs
        )


def _as_marked(report: AnnotatedReport) -> Reading:
    """Return the reading with what is marked at the events alone: no date or place from elsewhere (`on=`, `at=`)."""
    events = tuple(msgspec.structs.replace(each, date=None, location=None) for each in report.reading.events)
    return msgspec.structs.replace(report.reading, events=events)


def show(agreement: Agreement) -> str:
    """Return the figures as a table; n is what the first, the second and both marked; a missing figure is `-`."""
    lines = [f"{agreement.reports} reports", f"{'':36}{'F1':>7}{'first':>7}{'second':>7}{'both':>7}"]
    lines += [
        f"{name:36}{_number(figure.f1):>7}{figure.first:7}{figure.second:7}{figure.agreed:7}"
        for name, figure in agreement.spans.items()
    ]
    lines.append(f"{'label of what both marked':36}{'agree':>7}{'kappa':>7}{'n':>7}")
    for name, pairs in agreement.labels.items():
        share = sum(one == other for one, other in pairs) / len(pairs) if pairs else None
        lines.append(f"{name:36}{_number(share):>7}{_number(_kappa(pairs)):>7}{len(pairs):7}")
        differing = Counter(pair for pair in pairs if pair[0] != pair[1])
        lines += [f"  {number} x {one} / {other}" for (one, other), number in sorted(differing.items())]
    return "\n".join(lines) + "\n"


def _kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    first, second = ([pair[side] for pair in pairs] for side in (0, 1))
    return cohen_kappa([pair_table("labels", first, second)])


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def pair_files(first: Path, second: Path) -> list[tuple[AnnotatedReport, AnnotatedReport]]:
    """Return both annotations of two files, or of every file that two folders both hold at the same place.

    Raises:
        UsageError: A path is not there, one is a file and one a folder, or the folders share no file.
    """
    if first.is_dir() != second.is_dir():
        raise UsageError(f"{first} and {second}: one is a folder and one is not; give two of the same kind")
    if not first.is_dir():
        return [(load_file(first), load_file(second))]
    relative = {path.relative_to(first) for path in find_files([first])}
    shared = sorted(relative & {path.relative_to(second) for path in find_files([second])})
    if not shared:
        raise UsageError(f"{first} and {second} share no file; give folders that hold the same <conflict>/<file>.txt")
    return [(load_file(first / path), load_file(second / path)) for path in shared]


def main(arguments: list[str]) -> int:
    """Print the agreement of two annotations."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path, help="annotated file, or folder of them; `marks` for the public articles")
    parser.add_argument("second", type=Path, nargs="?", help="another annotation of the same")
    parser.add_argument("--corpora", type=Path, default=os.environ.get("SAYSO_CORPORA"), help="default: SAYSO_CORPORA")
    given = parser.parse_args(arguments)
    if (given.second is None) != (str(given.first) == "marks") or (given.second is None and given.corpora is None):
        parser.error("give two files or folders, or `marks` and the folder of the public corpora")
    pairs = pair_files(given.first, given.second) if given.second else marked.annotated_twice(given.corpora)
    sys.stdout.write(show(compare(pairs)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
