"""Scores of who is who across reports: our cases, part dev, and the people and bodies of ECB+, topics of dev.

    python -m benchmarks.score_identity

Entities within a report are taken as they are annotated; those with a name are put together across the reports of a
case or topic. Two figures each. Pair F1: of the pairs of profiles of different reports that are called one, and those
that are (a case's undecided pairs left out). B-cubed: in the table, over profiles. Trivial baselines: names that are
equal are one; last words that are equal.
"""

import os
import sys
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

import msgspec
from training.data.ecbplus_entities import topics
from training.identities import CASES, CaseSplit, load_cases
from training.identity_pairs import as_said

from sayso.core.names import name_key
from sayso.evaluation.bootstrap import interval
from sayso.evaluation.clusters import Agreement, Cluster, b_cubed, f1_of
from sayso.evaluation.score import DocumentCounts, Score, f1
from sayso.identity.clustering import resolve
from sayso.identity.profiles import Profile, profiles

CORPORA = ("own dev identities: namesakes", "own dev identities: names", "own dev identities", "ecbplus dev entities")
"""What is scored here, by name."""
Group = Callable[[Sequence[Profile]], list[Cluster]]
"""From profiles to clusters of their keys."""
Pair = frozenset[str]


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """Reports that speak of the same people.

    Attributes:
        name: Of the case or topic.
        corpus: One of CORPORA.
        profiles: Of all its reports.
        truth: Who each profile is, by its key.
        undecided: Pairs of identities of which the reports do not tell.
        files: Relative to the corpus's folder.
    """

    name: str
    corpus: str
    profiles: tuple[Profile, ...]
    truth: dict[str, str]
    undecided: frozenset[frozenset[str]] = frozenset()
    files: tuple[str, ...] = ()


def scores(corpora: Path) -> list[Score]:
    """Return pair F1 on all cases of dev and on ECB+ dev.

    Raises:
        UsageError: ECB+ is not under `corpora`.
    """
    found = []
    cases, public = list(own("dev")), list(ecbplus(corpora))
    for corpus, documents, folder in ((CORPORA[2], cases, CASES), (CORPORA[3], public, None)):
        counts = [pair_counts(document, resolved) for document in documents]
        baselines = {
            name: f1(pair_counts(document, group) for document in documents) for name, group in BASELINES.items()
        }
        (name, baseline), *more = baselines.items()
        found.append(
            Score(
                corpus=corpus,
                files=tuple(path for document in documents for path in document.files),
                folder=folder,
                metric="profiles of one identity, pair F1",
                n=sum(each.gold for each in counts),
                counts=tuple(counts),
                baseline=baseline,
                baseline_name=name,
                more_baselines=dict(more),
            )
        )
    return found


def own(split: CaseSplit) -> Iterator[Document]:
    """Yield our cases."""
    for case in load_cases([split]):
        known = [profile for reading in as_said(case) for profile in profiles(reading)]
        path = case.reports[0].path
        yield Document(
            name=case.name,
            corpus=f"own dev identities: {case.kind}",
            profiles=tuple(known),
            truth={profile.key: profile.entity for profile in known},
            undecided=case.undecided,
            files=(path.relative_to(CASES).as_posix(),) if path else (),
        )


def ecbplus(corpora: Path) -> Iterator[Document]:
    """Yield the topics of ECB+ dev.

    Raises:
        UsageError: The corpus is not under `corpora`.
    """
    for topic in topics(corpora, "dev"):
        known = [profile for reading in topic.readings for profile in profiles(reading)]
        yield Document(
            name=f"topic {topic.number}",
            corpus=CORPORA[3],
            profiles=tuple(known),
            truth={profile.key: profile.entity for profile in known},
            files=topic.files,
        )


def resolved(known: Sequence[Profile]) -> list[Cluster]:
    """Return what the library makes of profiles."""
    return [frozenset(each.members) for each in resolve(known).identities]


def _by(key: Callable[[str], str], known: Sequence[Profile]) -> list[Cluster]:
    found: defaultdict[str, set[Hashable]] = defaultdict(set)
    for profile in known:
        found[key(name_key(profile.names[0]).words)].add(profile.key)
    return [frozenset(each) for each in found.values()]


BASELINES: dict[str, Group] = {
    "equal names": lambda known: _by(str, known),
    "equal last word": lambda known: _by(lambda name: name.rpartition(" ")[2], known),
}
"""Trivial ways, by what they do."""


def pair_counts(document: Document, group: Group) -> DocumentCounts:
    """Return the pairs of profiles of different reports that are one by `group`, by the annotation, and by both."""
    gold = _pairs(document, gold_clusters(document))
    found = _pairs(document, group(document.profiles))
    return DocumentCounts(document=document.name, true_positive=len(gold & found), predicted=len(found), gold=len(gold))


def gold_clusters(document: Document) -> list[Cluster]:
    """Return the annotated identities."""
    found: defaultdict[str, set[Hashable]] = defaultdict(set)
    for key, who in document.truth.items():
        found[who].add(key)
    return [frozenset(each) for each in found.values()]


def _pairs(document: Document, clusters: Iterable[Cluster]) -> set[Pair]:
    report = {profile.key: profile.report for profile in document.profiles}
    keys = [sorted(map(str, cluster)) for cluster in clusters]
    return {
        frozenset((one, other))
        for members in keys
        for one, other in combinations(members, 2)
        if report[one] != report[other]
        and frozenset((document.truth[one], document.truth[other])) not in document.undecided
    }


def agreements(documents: Iterable[Document], group: Group) -> list[Agreement]:
    """Return B-cubed of each document."""
    return [b_cubed(gold_clusters(document), group(document.profiles)) for document in documents]


def main() -> int:
    """Print the table."""
    folder = os.environ.get("SAYSO_CORPORA")
    documents = [*own("dev"), *(ecbplus(Path(folder)) if folder else ())]
    if not folder:
        print(f"{CORPORA[3]}: skipped: SAYSO_CORPORA is not set")
    for corpus in CORPORA:
        part = [each for each in documents if each.corpus == corpus or (corpus == CORPORA[2] and "own" in each.corpus)]
        for name, group in {"ours": resolved, **BASELINES}.items() if part else ():
            counts = [pair_counts(document, group) for document in part]
            bounds = interval(counts)
            total = f"{sum(each.true_positive for each in counts)}/{sum(each.predicted for each in counts)}"
            print(
                f"{corpus:30} {name:16} pair F1 {_percent(f1(counts))}"
                f" ({'–'.join(map(_percent, bounds)) if bounds else '–'}; right of called {total},"
                f" n {sum(each.gold for each in counts)})  B3 {_percent(f1_of(agreements(part, group)))}"
                f" of {sum(len(each.profiles) for each in part)} profiles, {len(part)} documents"
            )
    return 0


def _percent(figure: float | None) -> str:
    return f"{100 * figure:.1f}" if figure is not None else "–"


if __name__ == "__main__":
    sys.exit(main())
