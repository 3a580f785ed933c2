"""How far two annotations of the same texts agree: `python -m training.agreement FIRST SECOND` (files or folders).

Only layers that both files call complete are compared. No F1 is chance-corrected; kappa is.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import get_args

import msgspec

from sayso.core.errors import UsageError
from sayso.core.reading import Attribution, MentionForm
from sayso.core.span import Span
from sayso.evaluation.spans import Pieces, align, normalise, overlap
from training.corpus_files import find_files
from training.notation import AnnotatedReport, load_file

LENIENT_SHARE = 0.5
"""Of the longer of two spans, how much must be shared to count as the same (share of code points)."""
Triple = tuple[Pieces, Pieces, Pieces]
"""Source, cue and content of one attribution; an absent part is empty."""


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


def linked(first: Sequence[Triple], second: Sequence[Triple], *, exact: bool) -> list[tuple[int, int]]:
    """Return one-to-one pairs of attributions whose source, cue and content are all the same.

    Without `exact`, each part must share `LENIENT_SHARE` of the longer one; a part that only one has never does. Pairs
    that share most are taken first.
    """
    shares = []
    for index, one in enumerate(first):
        for other_index, other in enumerate(second):
            parts = [_share(part, other_part) for part, other_part in zip(one, other, strict=True)]
            if min(parts) >= (1.0 if exact else LENIENT_SHARE):
                shares.append((-sum(parts), index, other_index))
    pairs: list[tuple[int, int]] = []
    for _, index, other_index in sorted(shares):
        if all(index != taken and other_index != other_taken for taken, other_taken in pairs):
            pairs.append((index, other_index))
    return sorted(pairs)


def _share(first: Pieces, second: Pieces) -> float:
    """Return which part of the longer value both share; 1 where both are absent."""
    longer = max(sum(end - start for start, end in pieces) for pieces in (first, second))
    return overlap(first, second) / longer if longer else 1.0


def cohen_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return agreement of labels beyond chance; None without pairs, or where both give always one and the same label.

    Source: Cohen 1960, A coefficient of agreement for nominal scales.

    >>> cohen_kappa([("a", "a"), ("a", "b"), ("b", "b"), ("b", "a")])
    0.0
    """
    if not pairs:
        return None
    n = len(pairs)
    first, second = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    expected = sum(first[label] * second[label] for label in first) / (n * n)
    if expected == 1:
        return None
    return (sum(one == other for one, other in pairs) / n - expected) / (1 - expected)


def _pieces(report: AnnotatedReport, spans: Iterable[Span | None]) -> Pieces:
    return normalise(report.reading.report.text, [(span.start, span.end) for span in spans if span is not None])


def _triple(report: AnnotatedReport, each: Attribution) -> Triple:
    return _pieces(report, [each.source]), _pieces(report, [each.cue]), _pieces(report, each.content)


def _compare_attributions(first: AnnotatedReport, second: AnnotatedReport, agreement: Agreement) -> None:
    triples, others = ([_triple(report, each) for each in report.reading.attributions] for report in (first, second))
    for place, name in enumerate(("source", "cue", "content")):
        marked, other_marked = ([triple[place] for triple in side if triple[place]] for side in (triples, others))
        pairs = align(marked, other_marked, exact=True)
        agreement.figure(f"{name}, exact").add(len(pairs), len(marked), len(other_marked))
    for exact, name in ((True, "attribution, all exact"), (False, "attribution, each half shared")):
        pairs = linked(triples, others, exact=exact)
        agreement.figure(name).add(len(pairs), len(triples), len(others))
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
    triggers, others = (
        [_pieces(report, [event.trigger]) for event in report.reading.events] for report in (first, second)
    )
    pairs = align(triggers, others, exact=True)
    agreement.figure("event trigger").add(len(pairs), len(triggers), len(others))
    agreement.labels.setdefault("event type", []).extend(
        (first.reading.events[index].type, second.reading.events[other].type) for index, other in pairs
    )


def show(agreement: Agreement) -> str:
    """Return the figures as a table; n is what the first, the second and both marked; a missing figure is `-`."""
    lines = [f"{agreement.reports} reports", f"{'':32}{'F1':>7}{'first':>7}{'second':>7}{'both':>7}"]
    lines += [
        f"{name:32}{_number(figure.f1):>7}{figure.first:7}{figure.second:7}{figure.agreed:7}"
        for name, figure in agreement.spans.items()
    ]
    lines.append(f"{'label of what both marked':32}{'agree':>7}{'kappa':>7}{'n':>7}")
    for name, pairs in agreement.labels.items():
        share = sum(one == other for one, other in pairs) / len(pairs) if pairs else None
        lines.append(f"{name:32}{_number(share):>7}{_number(cohen_kappa(pairs)):>7}{len(pairs):7}")
        differing = Counter(pair for pair in pairs if pair[0] != pair[1])
        lines += [f"  {number} x {one} / {other}" for (one, other), number in sorted(differing.items())]
    return "\n".join(lines) + "\n"


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
    parser.add_argument("first", type=Path, help="annotated file, or folder of them")
    parser.add_argument("second", type=Path, help="another annotation of the same")
    given = parser.parse_args(arguments)
    sys.stdout.write(show(compare(pair_files(given.first, given.second))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
