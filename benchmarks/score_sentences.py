"""Sentence scores on UD English-EWT and GUM.

The rules were tuned on the training parts. GUM's news and interviews are scored on the training part too, and the row
says so, since the development part has two documents of each.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from sayso.evaluation.boundaries import (
    Offsets,
    boundary_counts,
    marks_before_capitals,
    span_counts,
    whole_paragraphs,
)
from sayso.evaluation.conllu import GoldDocument, read_conllu
from sayso.evaluation.gum import gum_files, gum_genre
from sayso.evaluation.score import DocumentCounts, Score, f1
from sayso.reading.reader import load_config
from sayso.reading.sentences import split

CORPORA = ("ud_ewt dev", "gum dev")
"""What is scored here, by name."""

EWT_REFERENCE = (
    "on its test part from raw text: spaCy with XLM-R 90.6 (model card of en_udv25_englishewt_trf), "
    "Stanza 81.1 and UDPipe 77.4 (Qi et al. 2020, table 2)"
)
_EWT = "ud_ewt/en_ewt-ud-dev.conllu"
_OWN_GENRES = ("news", "interview")
Counter = Callable[[GoldDocument, Offsets], DocumentCounts]
METRICS: dict[str, Counter] = {"sentence F1": span_counts, "inner boundary F1": boundary_counts}


def scores(corpora: Path) -> list[Score]:
    """Return the sentence scores of the corpora in the folder `corpora`.

    Raises:
        UnreadableError: A corpus file is malformed; the message gives file and line.
    """
    found = _both("ud_ewt dev", (_EWT,), read_conllu(corpora / _EWT), EWT_REFERENCE)
    files = gum_files(corpora / "gum", "dev")
    documents = [document for file in files for document in read_conllu(file)]
    names = ("gum/splits.md", *(file.relative_to(corpora).as_posix() for file in files))
    found += _both("gum dev", names, documents, None)
    for genre in _OWN_GENRES:
        found.append(_genre_score(corpora, "dev", genre, f"gum dev: {genre}"))
        found.append(_genre_score(corpora, "train", genre, f"gum train: {genre} (tuned on)"))
    return found


def _genre_score(corpora: Path, part: str, genre: str, corpus: str) -> Score:
    files = [file for file in gum_files(corpora / "gum", part) if gum_genre(file.stem) == genre]
    documents = [document for file in files for document in read_conllu(file)]
    names = ("gum/splits.md", *(file.relative_to(corpora).as_posix() for file in files))
    return _score(corpus, names, documents, "sentence F1", None)


def _both(corpus: str, files: tuple[str, ...], documents: list[GoldDocument], reference: str | None) -> list[Score]:
    return [
        _score(corpus, files, documents, metric, reference if metric == "sentence F1" else None) for metric in METRICS
    ]


def _score(
    corpus: str, files: tuple[str, ...], documents: list[GoldDocument], metric: str, reference: str | None
) -> Score:
    part = next(component for component in load_config().components if component.name == "sentences")
    counts = _counts(documents, metric, lambda text: split(text, **part.settings))
    return Score(
        corpus=corpus,
        files=files,
        metric=metric,
        n=sum(count.gold for count in counts),
        counts=counts,
        baseline=f1(_counts(documents, metric, marks_before_capitals)),
        baseline_name="every mark before a capital",
        more_baselines={"whole paragraph": f1(_counts(documents, metric, whole_paragraphs))},
        reference=reference,
    )


def _counts(
    documents: Iterable[GoldDocument], metric: str, splitter: Callable[[str], Offsets]
) -> tuple[DocumentCounts, ...]:
    return tuple(METRICS[metric](document, splitter(document.text)) for document in documents)
