"""Scores of linking: which tellings of a report are of one event, on our own dev part.

    python -m benchmarks.score_links [--reader FILE]

Of the annotated events, with entities, places and dates as the stages before give them (`training.link_weights`): MUC
F1 as a row of the quality gate, and in the table B-cubed, CEAF-e, LEA and the CoNLL mean. With `--reader` also of the
events that a reader finds: a found event whose trigger is that of an annotated one (`happenings.matched`) is taken for
it, all others are company that the annotation lacks. Trivial baselines: each telling alone; all of one type are one
event.
"""

import argparse
import sys
from collections.abc import Callable, Hashable, Iterable, Sequence
from pathlib import Path

from training.corpus_files import CORPUS, find_files, load_split
from training.link_weights import annotated_tellings
from training.notation import AnnotatedReport

from sayso.core.reading import Event, Reading
from sayso.evaluation.bootstrap import interval_of
from sayso.evaluation.clusters import Agreement, Cluster, b_cubed, ceaf_e, conll, f1_of, lea, muc
from sayso.evaluation.happenings import matched
from sayso.evaluation.score import DocumentCounts, Score, f1
from sayso.reading.event.linking import LEAST_PROBABILITY, first_tellings, weights
from sayso.reading.reader import Reader, load_config

CORPORA = ("own dev event links",)
"""What is scored here, by name."""
Clusters = list[Cluster]
Document = tuple[str, Clusters, Clusters]
"""Name, annotated events and found ones, each as the set of its tellings."""
Versions = tuple[list[Document], list[Document], list[Document]]
"""The same documents as linked by us, with each telling alone, and with all of one type as one event."""
METRICS: tuple[Callable[[Clusters, Clusters], Agreement], ...] = (muc, b_cubed, ceaf_e, lea)


def scores(corpora: Path) -> list[Score]:
    """Return the score of linking the annotated events of our own dev part; `corpora` is not looked at."""
    ours, alone, of_type = annotated_documents()
    counts = tuple(_counts(document) for document in ours)
    files = tuple(path.relative_to(CORPUS).as_posix() for path in find_files([CORPUS / "dev"]))
    baselines = {
        name: f1(map(_counts, documents))
        for name, documents in (("each telling alone", alone), ("all of one type are one", of_type))
    }
    (name, baseline), *more = baselines.items()
    return [
        Score(
            corpus=CORPORA[0], files=files, folder=CORPUS, metric="links between tellings of one event F1 (MUC)",
            n=sum(each.gold for each in counts), counts=counts, baseline=baseline, baseline_name=name,
            more_baselines=dict(more),
        )
    ]  # fmt: skip


def annotated_documents() -> Versions:
    """Return the dev reports with the annotated events as linked by us, each alone, and as one of each type."""
    ours: list[Document] = []
    alone: list[Document] = []
    of_type: list[Document] = []
    for report, told in annotated_tellings(load_split("dev")):
        keys = [each.event.id for each in told]
        gold = _gold(report, keys)
        firsts = first_tellings(told, weights(), LEAST_PROBABILITY)
        types = [each.event.type for each in told]
        for documents, joined in ((ours, firsts), (alone, keys), (of_type, types)):
            documents.append((report.header.id, gold, _clusters(zip(keys, joined, strict=True))))
    return ours, alone, of_type


def found_documents(reader: Reader) -> Versions:
    """Return the dev reports with the events that `reader` finds: as it links them, each alone, one of each type."""
    ours: list[Document] = []
    alone: list[Document] = []
    of_type: list[Document] = []
    for report in load_split("dev"):
        if "events" not in report.layers:
            continue
        found = reader.read(report.reading.report)
        gold = _gold(report, [each.id for each in report.reading.events])
        names = _names(report.reading, found)
        for documents, joined in (
            (ours, [each.same_as or each.id for each in found.events]),
            (alone, [each.id for each in found.events]),
            (of_type, [each.type for each in found.events]),
        ):
            keys = [names[each.id] for each in found.events]
            documents.append((report.header.id, gold, _clusters(zip(keys, joined, strict=True))))
    return ours, alone, of_type


def _names(gold: Reading, found: Reading) -> dict[str, str]:
    """Return for each found event the id of the annotated one that it is, or a name that no annotated event has."""
    pairs: list[tuple[Event, Event]] = matched(gold.events, found.events)
    return {each.id: f"found {each.id}" for each in found.events} | {other.id: one.id for one, other in pairs}


def _gold(report: AnnotatedReport, keys: Iterable[str]) -> Clusters:
    event_of = {key: f"cluster {number}" for number, cluster in enumerate(report.same_events) for key in cluster}
    return _clusters((key, event_of.get(key, key)) for key in keys)


def _clusters(joined: Iterable[tuple[Hashable, str]]) -> Clusters:
    members: dict[str, set[Hashable]] = {}
    for key, name in joined:
        members.setdefault(name, set()).add(key)
    return [frozenset(each) for each in members.values()]


def _counts(document: Document) -> DocumentCounts:
    """Return the links that both clusterings have, of those of each: MUC's counts are whole numbers."""
    part = muc(document[1], document[2])
    return DocumentCounts(
        document=document[0], true_positive=int(part.precise), predicted=int(part.predicted), gold=int(part.gold)
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.score_links", description=__doc__.partition("\n")[0])
    parser.add_argument("--reader", type=Path, help="configuration of a reader with `events`: score what it finds too")
    options = parser.parse_args(arguments)
    sources = [("annotated events", annotated_documents())]
    if options.reader is not None:
        sources.append(("found events", found_documents(Reader(load_config(options.reader)))))
    for name, versions in sources:
        for how, documents in zip(("linked", "each alone", "one of each type"), versions, strict=True):
            figures = [f"{metric.__name__} {_percent(f1_of(_each(metric, documents)))}" for metric in METRICS]
            parts = [[metric(gold, found) for metric in METRICS[:3]] for _, gold, found in documents]
            bounds = interval_of(parts, conll) or (None, None)
            print(f"{name}, {how}:", ", ".join(figures), f"CoNLL {_percent(conll(parts))}", [*map(_percent, bounds)])
    return 0


def _each(metric: Callable[[Clusters, Clusters], Agreement], documents: Iterable[Document]) -> list[Agreement]:
    return [metric(gold, found) for _, gold, found in documents]


def _percent(figure: float | None) -> str:
    return "–" if figure is None else f"{100 * figure:.1f}"


if __name__ == "__main__":
    sys.exit(main())
