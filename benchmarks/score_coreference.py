"""Scores of coreference: GUM dev, all and by genre; our own dev part; WikiEvents dev. And whom sources are told to be.

    python -m benchmarks.score_coreference [--reader FILE]

End to end: what is compared, what counts neither way and how singletons are taken is in `sayso.evaluation.coreference`.
n is the number of annotated mentions; of antecedents, of all mentions but the first of each entity, and there recall is
the share whose nearest antecedent is right. In GUM, news and the like are two documents of each genre. Mentions of
WikiEvents are compared by their head words. Sources (`sayso.evaluation.source_entities`) are those of our own reports,
as a share of all attributions with an annotated source entity.

The trivial baselines group the same mentions: by equal names; by equal head words, with the nearest earlier mention
that fits for pronouns. The printed table also says what CoNLL F1 would be if the same mentions were grouped as
annotated.

Published figures of GUM are on its test part, on all its mentions, unmapped: they compare nothing with these.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path

import msgspec
from benchmarks.coreference_baselines import BASELINES, regrouped
from benchmarks.scores_printed import percent, print_scores
from training.corpus_files import CORPUS, find_files, load_split
from training.data.mentions import map_report

from sayso.core.reading import Findings, MentionForm
from sayso.core.report import Report
from sayso.evaluation import gum_mentions, wikievents, wikievents_coreference
from sayso.evaluation.agreement import Table
from sayso.evaluation.coreference import (
    METRICS,
    CoreferenceCase,
    CoreferenceScope,
    antecedents,
    cluster_table,
    conll_of,
    mentions_of,
    metric_of,
    rightly_grouped,
)
from sayso.evaluation.gum import gum_files
from sayso.evaluation.mentions import FORMS, MentionDocument
from sayso.evaluation.score import Score, f1
from sayso.evaluation.source_entities import SourceCase, sources_resolved
from sayso.reading.reader import Reader, ReaderConfig, load_config

GENRES = ("news", "interview", "bio", "speech", "court")
"""Genres of GUM that are like reports, or have what people say in them."""
CORPORA = ("gum dev", *(f"gum dev: {genre}" for genre in GENRES), "own dev", "wikievents dev")
"""What is scored here, by name."""
Find = Callable[[str], Findings]
"""From a text to the entities and attributions in it."""
_COMPONENTS = ("sentences", "encoder", "entities", "coreference", "attributions")
"""What is asked of a reader, as far as it has them."""
ALL = CoreferenceScope()
SCOPES: dict[str, CoreferenceScope] = {
    "CoNLL F1": ALL,
    "CoNLL F1, without singletons": CoreferenceScope(singletons=False),
    "CoNLL F1, names and pronouns": CoreferenceScope(forms=frozenset({"name", "pronoun"})),
    "CoNLL F1, names and pronouns, without singletons": CoreferenceScope(
        forms=frozenset({"name", "pronoun"}), singletons=False
    ),
}
"""What is scored of every part, by metric."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A scored part of a corpus.

    Attributes:
        name: As in the scores.
        cases: Its documents, as they were read.
        trivial: The same by each trivial baseline.
        files: Where they come from, relative to `folder`.
        folder: Null for the folder of public corpora.
        is_whole: Whether all is scored; else only what `SCOPES` has.
    """

    name: str
    cases: tuple[CoreferenceCase, ...]
    trivial: dict[str, tuple[CoreferenceCase, ...]]
    files: tuple[str, ...]
    folder: Path | None = None
    is_whole: bool = True


def scores(corpora: Path, find: Find | None = None) -> list[Score]:
    """Return the scores; the bundled reader reads where none is given.

    Raises:
        UsageError: A corpus is not there.
        UnreadableError: One is malformed.
    """
    reads = find or finder(load_config())
    return [*(score for part in parts(corpora, reads) for score in part_scores(part)), *source_scores(reads)]


def finder(config: ReaderConfig) -> Find:
    """Return what the reader of a configuration finds; of a text that was read before, what was found then."""
    reader = Reader(config.only(*_COMPONENTS))

    @cache
    def find(text: str) -> Findings:
        found = reader.find(Report.of_text(text))
        return Findings(entities=found.entities, attributions=found.attributions)

    return find


def parts(corpora: Path, find: Find) -> Iterator[Part]:
    """Yield what is scored, as `find` reads it.

    Raises:
        UsageError: A corpus is not there.
        UnreadableError: One is malformed.
    """
    yield from _gum(corpora, find)
    yield own_part(find)
    wiki = wikievents_coreference.documents(corpora)
    yield _part("wikievents dev", wiki, find, wikievents.FILES, by_head=True)


def own_part(find: Find) -> Part:
    """Return our own dev part, as `find` reads it."""
    own = tuple(map_report(report, "dev") for report in load_split("dev") if "entities" in report.layers)
    return _part("own dev", own, find, _own_files(), folder=CORPUS)


def _gum(corpora: Path, find: Find) -> Iterator[Part]:
    paths = {path.stem: path.relative_to(corpora).as_posix() for path in gum_files(corpora / "gum", "dev")}
    whole = _part("gum dev", tuple(gum_mentions.documents(corpora, "dev")), find, tuple(paths.values()))
    yield whole
    for genre in GENRES:
        chosen = [number for number, case in enumerate(whole.cases) if case.document.genre == genre]
        yield Part(
            name=f"gum dev: {genre}",
            cases=tuple(whole.cases[number] for number in chosen),
            trivial={name: tuple(cases[number] for number in chosen) for name, cases in whole.trivial.items()},
            files=tuple(paths[whole.cases[number].document.name] for number in chosen),
            is_whole=False,
        )


def _part(
    name: str,
    documents: Sequence[MentionDocument],
    find: Find,
    files: tuple[str, ...],
    *,
    folder: Path | None = None,
    by_head: bool = False,
) -> Part:
    found = [find(document.text) for document in documents]

    def cases(change: Callable[[str, Findings], Findings]) -> tuple[CoreferenceCase, ...]:
        return tuple(
            CoreferenceCase(document=document, found=change(document.text, each).entities, by_head=by_head)
            for document, each in zip(documents, found, strict=True)
        )

    trivial = {name: cases(partial(regrouped, group=group)) for name, group in BASELINES.items()}
    return Part(name=name, cases=cases(_as_found), trivial=trivial, files=files, folder=folder)


def _as_found(text: str, found: Findings) -> Findings:
    return found


def _own_files() -> tuple[str, ...]:
    return tuple(path.relative_to(CORPUS).as_posix() for path in find_files([CORPUS / "dev"]))


def part_scores(part: Part) -> Iterator[Score]:
    """Yield the scores of one part."""
    for metric, scope in SCOPES.items():
        yield _cluster_score(part, metric, scope, conll_of)
    if part.is_whole:
        for name in METRICS:
            yield _cluster_score(part, f"{name} F1", ALL, metric_of(name))
        for form in FORMS:
            yield _antecedent_score(part, form)


def _cluster_score(
    part: Part, metric: str, scope: CoreferenceScope, figure: Callable[[Iterable[Table]], float | None]
) -> Score:
    def tables(cases: Iterable[CoreferenceCase]) -> tuple[Table, ...]:
        return tuple(cluster_table(case, scope) for case in cases)

    (name, baseline), *more = ((name, figure(tables(cases))) for name, cases in part.trivial.items())
    return Score(
        corpus=part.name, files=part.files, folder=part.folder, metric=metric,
        n=sum(mentions_of(case, scope) for case in part.cases), tables=tables(part.cases), agreement=figure,
        baseline=baseline, baseline_name=name, more_baselines=dict(more),
    )  # fmt: skip


def _antecedent_score(part: Part, form: MentionForm) -> Score:
    counts = tuple(antecedents(case, form) for case in part.cases)
    (name, baseline), *more = (
        (name, f1(antecedents(case, form) for case in cases)) for name, cases in part.trivial.items()
    )
    return Score(
        corpus=part.name, files=part.files, folder=part.folder, metric=f"antecedents of {form}s F1",
        n=sum(each.gold for each in counts), counts=counts, baseline=baseline, baseline_name=name,
        more_baselines=dict(more),
    )  # fmt: skip


def source_scores(find: Find) -> list[Score]:
    """Return which share of the sources of our own dev part are told to be the right entity."""
    reports = [report for report in load_split("dev") if {"entities", "attributions"} <= set(report.layers)]
    found = [find(report.reading.report.text) for report in reports]

    def cases(change: Callable[[str, Findings], Findings]) -> list[SourceCase]:
        changed = (change(report.reading.report.text, each) for report, each in zip(reports, found, strict=True))
        return [
            SourceCase(
                document=report.header.id, gold=report.reading, entities=each.entities, attributions=each.attributions
            )
            for report, each in zip(reports, changed, strict=True)
        ]

    own = cases(_as_found)
    trivial = {name: cases(partial(regrouped, group=group)) for name, group in BASELINES.items()}
    rows: list[tuple[str, MentionForm | None]] = [("sources resolved", None)]
    rows += [(f"sources resolved, {form}s", form) for form in FORMS]
    result = []
    for metric, form in rows:
        counts = tuple(sources_resolved(case, form) for case in own)
        (name, baseline), *more = (
            (name, f1(sources_resolved(case, form) for case in each)) for name, each in trivial.items()
        )
        result.append(
            Score(
                corpus="own dev", files=_own_files(), folder=CORPUS, metric=metric, n=sum(each.gold for each in counts),
                counts=counts, baseline=baseline, baseline_name=name, more_baselines=dict(more),
            )
        )  # fmt: skip
    return result


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row for each score and return the exit code."""
    return print_scores(arguments, __doc__, lambda corpora, config: _printed(corpora, finder(config)))


def _printed(corpora: Path, find: Find) -> Iterator[Score]:
    for part in parts(corpora, find):
        best = conll_of(cluster_table(rightly_grouped(case), ALL) for case in part.cases)
        print(f"{part.name}: CoNLL F1 of the same mentions, rightly grouped: {percent(best)}")
        yield from part_scores(part)
    print("own dev, sources")
    yield from source_scores(find)


if __name__ == "__main__":
    sys.exit(main())
