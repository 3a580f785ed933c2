"""Corpora of attributions, and what a reader finds in their texts, read once and kept if wanted."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

import msgspec
from training.agreement import pair_files
from training.corpus_files import CORPUS, SECOND, find_files, load_split
from training.notation import AnnotatedReport

from sayso.core.errors import UsageError
from sayso.core.reading import Attribution
from sayso.core.report import Report, text_sha256
from sayso.evaluation import polnear
from sayso.evaluation.attributions import AttributionValue, Case, polnear_values, values_of
from sayso.reading.reader import Reader, ReaderConfig

Read = Callable[[str], Sequence[Attribution]]
"""What is scored: from a text to its attributions."""
LAYER = "attributions"


class CorpusDocument(msgspec.Struct, frozen=True, kw_only=True):
    """One document with its gold attributions.

    Attributes:
        name: Unique in its corpus.
        text: Its text.
        gold: Its attributions, pieces normalised.
        gold_as_cut: The same, pieces as the annotator cut them.
    """

    name: str
    text: str
    gold: tuple[AttributionValue, ...]
    gold_as_cut: tuple[AttributionValue, ...]


class AttributionCorpus(msgspec.Struct, frozen=True, kw_only=True):
    """A corpus, or part of one, to score on.

    Attributes:
        name: As in the table of scores.
        documents: In a stable order.
        files: Its files, relative to the folder of corpora or to `folder`.
        folder: Where it is kept, if not in the folder of corpora.
        is_whole: Whether stance and nesting are annotated. In a corpus where they are not, a nested attribution that
            is predicted can be neither right nor wrong and is left out.
    """

    name: str
    documents: tuple[CorpusDocument, ...]
    files: tuple[str, ...]
    folder: Path | None = None
    is_whole: bool


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What was found in one document, as kept in a cache: one line of JSON."""

    corpus: str
    document: str
    text_sha256: str
    attributions: tuple[Attribution, ...]


def polnear_dev(corpora: Path) -> AttributionCorpus:
    """Return PolNeAR dev from the folder of corpora.

    Raises:
        UsageError: It is not there.
    """
    documents = tuple(
        CorpusDocument(
            name=document.name,
            text=document.text,
            gold=polnear_values(document),
            gold_as_cut=polnear_values(document, as_cut=True),
        )
        for document in polnear.documents(corpora, "dev")
    )
    files = tuple(
        file.relative_to(corpora).as_posix()
        for folder in ("text", "attributions")
        for file in sorted((corpora / "polnear" / "dev" / folder).iterdir())
    )
    return AttributionCorpus(name="polnear dev", documents=documents, files=files, is_whole=False)


def own_dev(corpus: Path = CORPUS) -> AttributionCorpus:
    """Return the development part of our own corpus: the reports in which every attribution is annotated.

    Raises:
        UsageError: It is not there.
    """
    reports = [report for report in load_split("dev", corpus) if LAYER in report.layers]
    return AttributionCorpus(
        name="own dev",
        documents=tuple(_own_document(report) for report in reports),
        files=tuple(file.relative_to(corpus).as_posix() for file in find_files([corpus / "dev"])),
        folder=corpus,
        is_whole=True,
    )


def reader_of(config: ReaderConfig) -> Read:
    """Return what the reader of a configuration finds."""
    reader = Reader(config)

    def read(text: str) -> Sequence[Attribution]:
        return reader.find(Report.of_text(text)).attributions

    return read


def predictions(
    corpus: AttributionCorpus, read: Read, cache: Path | None = None
) -> list[tuple[CorpusDocument, Sequence[Attribution]]]:
    """Return each document with what `read` finds in it.

    Args:
        corpus: What is read.
        read: The reader.
        cache: File of earlier predictions, one line of JSON per document; documents that it lacks are read and added.
            It must be of the same reader, and holds words of the corpus: keep it outside the project.

    Raises:
        UsageError: The cache is malformed, or was made of another text.
    """
    known = _read_cache(cache, corpus.name) if cache else {}
    found: list[tuple[CorpusDocument, Sequence[Attribution]]] = []
    new = []
    for document in corpus.documents:
        sha256 = text_sha256(document.text)
        kept = known.get(document.name)
        if kept is not None and kept.text_sha256 != sha256:
            raise UsageError(f"cache {cache}: {document.name} was read from another text; delete the file")
        if kept is None:
            kept = Found(
                corpus=corpus.name, document=document.name, text_sha256=sha256, attributions=tuple(read(document.text))
            )
            new.append(kept)
        found.append((document, kept.attributions))
    if cache and new:
        with cache.open("ab") as file:
            file.writelines(msgspec.json.encode(each) + b"\n" for each in new)
    return found


def cases(
    corpus: AttributionCorpus, found: Sequence[tuple[CorpusDocument, Sequence[Attribution]]], *, as_cut: bool = False
) -> list[Case]:
    """Return gold beside what was found, pieces normalised or `as_cut`."""
    return [
        Case(
            document=document.name,
            text=document.text,
            gold=document.gold_as_cut if as_cut else document.gold,
            predicted=values_of(document.text, _comparable(corpus, attributions), as_cut=as_cut),
        )
        for document, attributions in found
    ]


def polnear_annotators(corpora: Path, splits: Sequence[polnear.Split], *, as_cut: bool = False) -> list[Case]:
    """Return every pair of annotators of every document that several annotated, the one as gold of the other.

    All figures of agreement are the same whichever of the two is gold.

    Raises:
        UsageError: PolNeAR is not there.
    """
    return [
        Case(
            document=first.name,
            text=first.text,
            gold=polnear_values(first, as_cut=as_cut),
            predicted=polnear_values(second, as_cut=as_cut),
        )
        for split in splits
        for versions in polnear.annotations(corpora, split)
        for first, second in combinations(versions, 2)
    ]


def polnear_coders(
    corpora: Path, splits: Sequence[polnear.Split]
) -> Iterator[tuple[str, str, list[tuple[AttributionValue, ...]]]]:
    """Yield name and text of each document that several annotated, with the attributions of each annotator.

    Raises:
        UsageError: PolNeAR is not there.
    """
    for split in splits:
        for versions in polnear.annotations(corpora, split):
            if len(versions) > 1:
                yield versions[0].name, versions[0].text, [polnear_values(version) for version in versions]


def own_annotators(corpus: Path = CORPUS, *, as_cut: bool = False) -> list[Case]:
    """Return the reports of own dev that were annotated twice, the first annotation as gold of the second."""
    return [
        Case(
            document=first.header.id,
            text=first.reading.report.text,
            gold=values_of(first.reading.report.text, first.reading.attributions, as_cut=as_cut),
            predicted=values_of(first.reading.report.text, second.reading.attributions, as_cut=as_cut),
        )
        for first, second in pair_files(corpus / "dev", corpus / SECOND)
        if LAYER in first.layers & second.layers
    ]


def _own_document(report: AnnotatedReport) -> CorpusDocument:
    text, attributions = report.reading.report.text, report.reading.attributions
    return CorpusDocument(
        name=report.header.id,
        text=text,
        gold=values_of(text, attributions),
        gold_as_cut=values_of(text, attributions, as_cut=True),
    )


def _comparable(corpus: AttributionCorpus, attributions: Sequence[Attribution]) -> list[Attribution]:
    return [each for each in attributions if corpus.is_whole or each.within is None]


def _read_cache(cache: Path, corpus: str) -> dict[str, Found]:
    if not cache.exists():
        return {}
    try:
        lines = [msgspec.json.decode(line, type=Found) for line in cache.read_bytes().splitlines()]
    except msgspec.DecodeError as error:
        raise UsageError(f"cache {cache}: {error}; delete the file") from error
    return {line.document: line for line in lines if line.corpus == corpus}
