"""Scores of entity mentions: GUM dev (news apart), re3d dev by type, CrossNER politics dev, our own dev.

    python -m benchmarks.score_mentions

Exact spans with their types, nested ones allowed, and relaxed spans; by form and by type; names alone with and without
their types. How each corpus is mapped to our types and boundaries, what it leaves unsettled and which types are taken
together is written in `training/corpus/ENTITY_MAPPING.md`. The trivial baseline takes runs of capitalised words as
names, a determiner with the word after it as nominals and a list of pronouns, each of the type most frequent for its
form in the corpus. Of re3d, nominals and pronouns are marked in part, so only names are scored over all types; its
precision by type, of all forms, is a lower bound. Mentions and types are those before coreference, each by itself:
"we" is a group, whatever body it stands for.
"""

import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from sayso.core.reading import Entity, EntityType, MentionForm
from sayso.core.report import Report
from sayso.evaluation import gum_mentions, iob, re3d
from sayso.evaluation.bootstrap import interval
from sayso.evaluation.gum import gum_files
from sayso.evaluation.mention_rules import NEUTER, PRONOUNS
from sayso.evaluation.mention_scores import COARSER, FoundMention, Scope, count_mentions
from sayso.evaluation.mentions import FORMS, TYPES, MentionDocument
from sayso.evaluation.score import DocumentCounts, Score, f1
from sayso.reading.reader import Reader, load_config

CORPORA = ("gum dev", "gum dev: news", "re3d dev part", "crossner_politics dev", "own dev")
"""What is scored here, by name."""
Find = Callable[[str], Sequence[FoundMention]]
"""From a text to the mentions in it."""
BASELINE = "capitals; determiner and word; pronouns"
_CAPITALS = re.compile(r"(?:\b[Tt]he )?\b[A-Z][\w’'-]*\.?(?: (?:of |de |al-)?[A-Z][\w’'-]*)*")
_DETERMINER = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Tt]his|[Tt]hese|[Tt]hose|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Oo]ur|[Mm]y)( [a-z-]+)"
)
_PRONOUN = re.compile(rf"\b(?:{'|'.join(sorted((*PRONOUNS, *NEUTER), key=len, reverse=True))})\b", re.IGNORECASE)
_METRICS: tuple[tuple[str, Scope], ...] = (
    ("mentions F1", Scope()),
    ("mention spans F1", Scope(typed=False)),
    ("mention spans relaxed F1", Scope(typed=False, exact=False)),
    ("names F1", Scope(forms=frozenset({"name"}))),
    ("name spans F1", Scope(forms=frozenset({"name"}), typed=False)),
    ("names but titles F1", Scope(forms=frozenset({"name"}), bare=True)),
    ("nominals F1", Scope(forms=frozenset({"nominal"}))),
    ("pronouns F1", Scope(forms=frozenset({"pronoun"}))),
)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A scored part of a corpus.

    Attributes:
        name: As in the scores.
        documents: In a stable order.
        files: Where they come from, relative to `folder`.
        folder: Null for the folder of public corpora.
        second: Mentions of a second annotator, by name of the document, of those that have one.
    """

    name: str
    documents: tuple[MentionDocument, ...]
    files: tuple[str, ...]
    folder: Path | None = None
    second: dict[str, tuple[FoundMention, ...]] = {}


def scores(corpora: Path, find: Find | None = None) -> list[Score]:
    """Return the mention scores on the corpora in the folder `corpora`.

    Args:
        corpora: Folder of the public corpora.
        find: What finds the mentions; the bundled reader where none is given.

    Raises:
        UsageError: A corpus is not there.
    """
    reads = find or bundled()
    return [score for part in parts(corpora) for score in part_scores(part, reads)]


def parts(corpora: Path) -> Iterator[Part]:
    """Yield what is scored.

    Raises:
        UsageError: A corpus is not there.
    """
    gum = tuple(gum_mentions.documents(corpora, "dev"))
    gum_paths = {path.stem: path.relative_to(corpora).as_posix() for path in gum_files(corpora / "gum", "dev")}
    yield Part(name="gum dev", documents=gum, files=tuple(gum_paths.values()))
    news = tuple(document for document in gum if document.genre == "news")
    yield Part(name="gum dev: news", documents=news, files=tuple(gum_paths[document.name] for document in news))
    yield Part(name="re3d dev part", documents=tuple(re3d.documents(corpora, "dev")), files=re3d.files(corpora))
    yield Part(
        name="crossner_politics dev",
        documents=tuple(iob.crossner_politics(corpora, "dev")),
        files=("crossner_politics/dev.txt",),
    )
    yield from _own()


def _own() -> Iterator[Part]:
    """Yield our own dev part; nothing where the training room is not beside this one."""
    try:
        from training.corpus_files import CORPUS, SECOND, find_files
        from training.data.mentions import own
        from training.notation import load_file
    except ModuleNotFoundError:
        return
    files = tuple(path.relative_to(CORPUS).as_posix() for path in find_files([CORPUS / "dev"]))
    again = (load_file(path) for path in find_files([CORPUS / SECOND]))
    second = {report.header.id: tuple(found_in(report.reading.entities)) for report in again}
    yield Part(name="own dev", documents=tuple(own("dev")), files=files, folder=CORPUS, second=second)


def part_scores(part: Part, find: Find) -> Iterator[Score]:
    """Yield the scores of one part: all metrics that its corpus can bear, then one per type."""
    own = [find(document.text) for document in part.documents]
    baseline = baseline_finder(part.documents)
    trivial = [baseline(document.text) for document in part.documents]
    is_whole = _forms(part) == set(FORMS)
    for name, scope in (*_METRICS, *_by_type(part)):
        if name.startswith("mention") and not is_whole:
            continue
        counts = _counts(part, own, scope)
        n = sum(each.gold for each in counts)
        if n:
            yield Score(
                corpus=part.name,
                files=part.files,
                folder=part.folder,
                metric=name,
                n=n,
                counts=counts,
                baseline=f1(_counts(part, trivial, scope)),
                baseline_name=BASELINE,
                reference=_agreement(part, scope),
            )


def _agreement(part: Part, scope: Scope) -> str | None:
    """Return how far second annotations of a part agree with its own."""
    pairs = [(document, part.second[document.name]) for document in part.documents if document.name in part.second]
    figure = f1(count_mentions(document, found, scope) for document, found in pairs)
    if figure is None:
        return None
    return f"two annotators {100 * figure:.1f} with each other, {len(pairs)} documents"


def _counts(part: Part, found: Sequence[Sequence[FoundMention]], scope: Scope) -> tuple[DocumentCounts, ...]:
    return tuple(count_mentions(document, own, scope) for document, own in zip(part.documents, found, strict=True))


def _forms(part: Part) -> frozenset[MentionForm]:
    return frozenset().union(*(document.forms for document in part.documents))


def _by_type(part: Part) -> Iterator[tuple[str, Scope]]:
    for kind in TYPES:
        merged = [other for other in TYPES if COARSER.get(part.documents[0].corpus, {}).get(other, other) == kind]
        if merged:
            is_partial = "nominal" in _marked(part) - _forms(part)
            suffix = " (marked in part)" if is_partial else ""
            yield f"{' or '.join(merged)} F1{suffix}", Scope(type=kind, partial=is_partial)


def _marked(part: Part) -> frozenset[MentionForm]:
    """Return the forms of which there are mentions, be they complete or not."""
    return frozenset(
        mention.form for document in part.documents for mention in document.mentions if mention.form is not None
    )


def bundled() -> Find:
    """Return what the bundled reader finds."""
    reader = Reader(load_config().only("sentences", "encoder", "entities"))

    def find(text: str) -> list[FoundMention]:
        return list(found_in(reader.find(Report.of_text(text)).entities))

    return find


def found_in(entities: Iterable[Entity]) -> Iterator[FoundMention]:
    """Yield the mentions of `entities`, each with the type of its entity."""
    for entity in entities:
        for mention in entity.mentions:
            yield FoundMention(start=mention.start, end=mention.end, type=entity.type, form=mention.form)


def baseline_finder(documents: Iterable[MentionDocument]) -> Find:
    """Return the trivial baseline, whose types are the most frequent of each form in `documents`."""
    seen: dict[MentionForm, Counter[EntityType]] = {form: Counter() for form in FORMS}
    for document in documents:
        for mention in document.mentions:
            if mention.form and mention.type:
                seen[mention.form][mention.type] += 1
    types: dict[MentionForm, EntityType] = {
        form: kinds.most_common(1)[0][0] if kinds else "other" for form, kinds in seen.items()
    }

    def find(text: str) -> list[FoundMention]:
        spans: dict[tuple[int, int], MentionForm] = {}
        for match in _DETERMINER.finditer(text):
            spans[match.span()] = "nominal"
        for match in _CAPITALS.finditer(text):
            spans[match.span()] = "name"
        for match in _PRONOUN.finditer(text):
            spans[match.span()] = "pronoun"
        return [
            FoundMention(start=start, end=end, type=types[form], form=form)
            for (start, end), form in sorted(spans.items())
        ]

    return find


def main() -> int:
    """Print the table."""
    folder = os.environ.get("SAYSO_CORPORA")
    if not folder:
        for corpus in CORPORA:
            print(f"{corpus}: skipped: SAYSO_CORPORA is not set")
        return 0
    for row in scores(Path(folder)):
        bounds = interval(row.counts)
        figures = " ".join(_percent(figure) for figure in (row.precision, row.recall, row.f1))
        print(
            f"{row.corpus:24} {row.metric:28} n {row.n:5}  P R F1 {figures}  "
            f"{'–'.join(_percent(bound) for bound in bounds) if bounds else ''}  baseline {_percent(row.baseline)}"
        )
    return 0


def _percent(figure: float | None) -> str:
    return f"{100 * figure:5.1f}" if figure is not None else "    –"


if __name__ == "__main__":
    sys.exit(main())
