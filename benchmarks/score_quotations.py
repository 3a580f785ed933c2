"""Quotation scores on PolNeAR dev.

    python -m benchmarks.score_quotations [--confidence]

Direct attributions are those whose gold content is quoted from end to end: every piece begins and ends with a quotation
mark and no letter of it stands outside the marks (`polnear.kind_of`). Predictions are told apart by the same rule on
their own content, so what is predicted as direct and is not so in gold counts against precision. Content is exact if
all its pieces are, white space and the way pieces are cut aside. A nested attribution is not scored, since PolNeAR does
not annotate them. Rules were written on the train part and checked on dev; the confidence table of the reader comes
from train (`--confidence` measures it anew, and prints how it holds on dev).
"""

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from sayso.core.reading import Attribution
from sayso.core.report import Report
from sayso.evaluation import polnear
from sayso.evaluation.score import DocumentCounts, Score, f1
from sayso.evaluation.spans import Pieces, align, count, normalise, overlap, without_edge_marks
from sayso.reading.quotations import Quotations, QuotationSettings
from sayso.reading.reader import Reader, load_config, rules_config

CORPORA = ("polnear dev",)
"""What is scored here, by name."""
_BASELINE_QUOTE = re.compile(r"[“\"][^“”\"\n]*[”\"]")
_BASELINE_WORDS = 5
_BASELINE_SOURCE = re.compile(r"\s*(?:said\s+)?((?:[A-Z][\w.’'-]*\s?)+|he|she|they)")


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """One attribution to compare: the pieces of its parts, empty where there is none."""

    source: Pieces
    cue: Pieces
    content: Pieces
    kind: polnear.Kind


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A document with what gold has, what another annotator, the reader or the baseline found."""

    document: polnear.Document
    predicted: tuple[Value, ...]


Metric = Callable[[Case, polnear.Kind], DocumentCounts]


def scores(corpora: Path) -> list[Score]:
    """Return the quotation scores on the corpora in the folder `corpora`.

    Raises:
        UsageError: PolNeAR is not there.
    """
    documents = list(polnear.documents(corpora, "dev"))
    cases = read_cases(documents)
    baseline = [Case(document=document, predicted=_baseline(document.text)) for document in documents]
    annotators = _annotators(corpora)
    files = tuple(
        file.relative_to(corpora).as_posix()
        for folder in ("text", "attributions")
        for file in sorted((corpora / "polnear" / "dev" / folder).iterdir())
    )
    found = []
    for kind, name, metric in METRICS:
        counts = tuple(metric(case, kind) for case in cases)
        agreement = f1(metric(case, kind) for case in annotators)
        found.append(
            Score(
                corpus="polnear dev",
                files=files,
                metric=name,
                n=sum(one.gold for one in counts),
                counts=counts,
                baseline=f1(metric(case, kind) for case in baseline),
                baseline_name="marks round five words or more, name after them",
                reference=f"annotators {100 * agreement:.1f} with each other, {len(annotators)} train and dev documents"
                if agreement is not None
                else None,
            )
        )
    return found


score = scores


def read_cases(documents: Iterable[polnear.Document]) -> list[Case]:
    """Return `documents` with what the bundled reader finds in them."""
    reader = Reader(load_config())
    return [
        Case(
            document=document,
            predicted=tuple(_values(document.text, reader.find(Report.of_text(document.text)).attributions)),
        )
        for document in documents
    ]


def content_exact(case: Case, kind: polnear.Kind) -> DocumentCounts:
    """Count contents that are right to the character."""
    return count(case.document.name, _contents(_gold(case, kind)), _contents(_own(case, kind)), exact=True)


def content_but_edges(case: Case, kind: polnear.Kind) -> DocumentCounts:
    """Count contents that are right but for marks at their edges."""
    text = case.document.text
    gold = [without_edge_marks(text, value.content) for value in _gold(case, kind)]
    own = [without_edge_marks(text, value.content) for value in _own(case, kind)]
    return count(case.document.name, gold, own, exact=True)


def content_overlap(case: Case, kind: polnear.Kind) -> DocumentCounts:
    """Count contents that share something, one to one."""
    return count(case.document.name, _contents(_gold(case, kind)), _contents(_own(case, kind)), exact=False)


def source_exact(case: Case, kind: polnear.Kind) -> DocumentCounts:
    """Count attributions of which content and source are both right to the character."""
    return _both(case, kind, lambda gold, own: gold.source == own.source, exact=True)


def cue_exact(case: Case, kind: polnear.Kind) -> DocumentCounts:
    """Count attributions of which content and cue are both right to the character."""
    return _both(case, kind, lambda gold, own: gold.cue == own.cue, exact=True)


def source_right(case: Case, kind: polnear.Kind) -> DocumentCounts:
    """Count attributions whose content overlaps and whose source does, or is rightly missing."""
    return _both(case, kind, _same_source, exact=False)


METRICS: tuple[tuple[polnear.Kind, str, Metric], ...] = (
    ("direct", "direct content exact F1", content_exact),
    ("direct", "direct content but edge marks F1", content_but_edges),
    ("direct", "direct content and source exact F1", source_exact),
    ("direct", "direct content and cue exact F1", cue_exact),
    ("direct", "direct right source F1", source_right),
    ("mixed", "mixed content exact F1", content_exact),
    ("mixed", "mixed content overlap F1", content_overlap),
    ("mixed", "mixed right source F1", source_right),
)


def _gold(case: Case, kind: polnear.Kind) -> list[Value]:
    found = (Value(source=a.source, cue=a.cue, content=a.content, kind=a.kind) for a in case.document.attributions)
    return [value for value in found if value.kind == kind]


def _own(case: Case, kind: polnear.Kind) -> list[Value]:
    return [value for value in case.predicted if value.kind == kind]


def _contents(values: Iterable[Value]) -> list[Pieces]:
    return [value.content for value in values]


def _same_source(gold: Value, own: Value) -> bool:
    return bool(overlap(gold.source, own.source)) or (not gold.source and not own.source)


def _both(case: Case, kind: polnear.Kind, is_right: Callable[[Value, Value], bool], *, exact: bool) -> DocumentCounts:
    gold, own = _gold(case, kind), _own(case, kind)
    pairs = align(_contents(gold), _contents(own), exact=exact)
    return DocumentCounts(
        document=case.document.name,
        true_positive=sum(is_right(gold[first], own[second]) for first, second in pairs),
        predicted=len(own),
        gold=len(gold),
    )


def _values(text: str, attributions: Iterable[Attribution]) -> Iterable[Value]:
    for attribution in attributions:
        if attribution.within is None:
            content = normalise(text, ((span.start, span.end) for span in attribution.content))
            source, cue = attribution.source, attribution.cue
            yield Value(
                source=normalise(text, [(source.start, source.end)] if source else []),
                cue=normalise(text, [(cue.start, cue.end)] if cue else []),
                content=content,
                kind=polnear.kind_of(text, content),
            )


def _baseline(text: str) -> tuple[Value, ...]:
    found = []
    for match in _BASELINE_QUOTE.finditer(text):
        if len(match.group().split()) >= _BASELINE_WORDS:
            after = _BASELINE_SOURCE.match(text, match.end())
            source = normalise(text, [after.span(1)]) if after else ()
            found.append(Value(source=source, cue=(), content=(match.span(),), kind="direct"))
    return tuple(found)


def _annotators(corpora: Path) -> list[Case]:
    """Return the documents with several annotators: the second's attributions against the first's."""
    found = []
    for split in ("train", "dev"):
        for versions in polnear.annotations(corpora, "train" if split == "train" else "dev"):
            if len(versions) > 1:
                other = (
                    Value(source=a.source, cue=a.cue, content=a.content, kind=a.kind) for a in versions[1].attributions
                )
                found.append(Case(document=versions[0], predicted=tuple(other)))
    return found


def patterns(documents: Sequence[polnear.Document]) -> dict[str, tuple[int, int]]:
    """Return by rule how many attributions it found and how many are right: content, source and cue by overlap.

    A nested attribution is right by the source and cue of no gold one, so the rule `nested` is left out.
    """
    rules = {part.name: part.settings for part in rules_config().components}["quotations"]
    component = Quotations(msgspec.convert(rules, QuotationSettings))
    splitter = Reader(load_config().only("sentences"))
    table: dict[str, tuple[int, int]] = {}
    for document in documents:
        sentences = splitter.find(Report.of_text(document.text)).sentences
        links = [link for link in component.links(document.text, sentences) if not link.nested]
        gold = [Value(source=a.source, cue=a.cue, content=a.content, kind=a.kind) for a in document.attributions]
        own = [
            Value(
                source=normalise(document.text, [link.source] if link.source else []),
                cue=normalise(document.text, [link.cue] if link.cue else []),
                content=normalise(document.text, link.content),
                kind="direct",
            )
            for link in links
        ]
        pairs = {second: first for first, second in align(_contents(gold), _contents(own), exact=False)}
        for index, link in enumerate(links):
            n, right = table.get(link.pattern, (0, 0))
            match = gold[pairs[index]] if index in pairs else None
            is_right = match is not None and _same_source(match, own[index])
            is_right = is_right and (not own[index].cue or bool(overlap(match.cue, own[index].cue) if match else 0))
            table[link.pattern] = n + 1, right + is_right
    return table


def reliability(corpora: Path) -> list[tuple[str, int, float, float]]:
    """Return for each band of confidence on dev: its name, how many, mean confidence, and share that is right."""
    confidence = {part.name: part.settings for part in rules_config().components}["quotations"]["confidence"]
    bands: dict[str, list[tuple[int, int, float]]] = {}
    for pattern, (n, right) in patterns(list(polnear.documents(corpora, "dev"))).items():
        low = min(int(confidence[pattern] * 10), 9) / 10
        bands.setdefault(f"{low:.1f}–{low + 0.1:.1f}", []).append((n, right, confidence[pattern]))
    table = []
    for name, rows in sorted(bands.items()):
        n = sum(row[0] for row in rows)
        mean = sum(row[0] * row[2] for row in rows) / n
        table.append((name, n, mean, sum(row[1] for row in rows) / n))
    return table


def false_positives(cases: Iterable[Case]) -> tuple[int, int]:
    """Return how many direct attributions were predicted, and of how many gold attributes no word of the content."""
    predicted = missed = 0
    for case in cases:
        own = _own(case, "direct")
        gold = [attribution.content for attribution in case.document.attributions]
        predicted += len(own)
        missed += sum(not any(overlap(value.content, content) for content in gold) for value in own)
    return predicted, missed


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; with `--confidence`, the confidence table measured on train and how it holds on dev."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.score_quotations")
    parser.add_argument("--confidence", action="store_true", help="measure the confidence table on train")
    options = parser.parse_args(arguments)
    folder = os.environ.get("SAYSO_CORPORA")
    if not folder:
        print("polnear dev: skipped: SAYSO_CORPORA is not set")
        return 0
    corpora = Path(folder)
    if options.confidence:
        for pattern, (n, right) in sorted(patterns(list(polnear.documents(corpora, "train"))).items()):
            print(f'"{pattern}" = {(right + 1) / (n + 2):.2f}  # {right} of {n}')
        for name, n, mean, share in reliability(corpora):
            print(f"dev, confidence {name}: n {n}, mean {mean:.2f}, right {share:.2f}")
        return 0
    for row in scores(corpora):
        figures = (f"{100 * figure:5.1f}" if figure is not None else "    –" for figure in _figures(row))
        print(f"{row.metric:38} n {row.n:4}  P R F1 {' '.join(figures)}  {row.reference or ''}")
    predicted, missed = false_positives(read_cases(polnear.documents(corpora, "dev")))
    print(f"direct predictions that gold has nothing of: {missed} of {predicted}")
    return 0


def _figures(row: Score) -> tuple[float | None, float | None, float | None, float | None]:
    return row.precision, row.recall, row.f1, row.baseline


if __name__ == "__main__":
    sys.exit(main())
