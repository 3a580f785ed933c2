"""Annotated texts as word pieces: attributions and mentions in ranges of pieces, whatever corpus they come from."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.core.reading import EntityType, MentionForm, Stance
from sayso.evaluation import polnear
from sayso.evaluation.mentions import TYPES, MentionDocument
from sayso.evaluation.spans import Pieces as Ranges
from sayso.reading.attribution.labels import PieceRange
from sayso.reading.encoder.pieces import PieceReader, Pieces
from sayso.reading.sentences.splitter import sentence_spans
from training.corpus_files import Split, load_split
from training.data import marked
from training.data.excluded import EXCLUDED
from training.data.happenings import PieceHappening, factuality_of, happenings_of
from training.data.mentions import map_report, public
from training.data.predicate_corpora import load as load_predicates
from training.data.predicates import PiecePredicates, predicates_of
from training.notation import AnnotatedReport


class PieceAttribution(msgspec.Struct, frozen=True, kw_only=True):
    """An attribution in ranges of word pieces; `stance` is None where the corpus has none."""

    source: tuple[PieceRange, ...]
    cue: tuple[PieceRange, ...]
    content: tuple[PieceRange, ...]
    stance: Stance | None = None

    @property
    def anchor(self) -> PieceRange:
        """Where the second head is asked from: the cue's first range, or the first piece of a content without cue."""
        return self.cue[0] if self.cue else (self.content[0][0], self.content[0][0] + 1)


class PieceMention(msgspec.Struct, frozen=True, kw_only=True):
    """A mention as a range of word pieces; `form` and `group` are None where the corpus does not tell."""

    first: int
    last: int
    form: MentionForm | None
    types: frozenset[EntityType]
    group: str | None = None


class TrainingText(msgspec.Struct, frozen=True, kw_only=True):
    """One annotated text.

    Attributes:
        name: Corpus and document.
        corpus: Name of the corpus.
        text: As annotated.
        pieces: Its word pieces.
        sentences: First piece of every sentence, int64 [n].
        attributions: Every annotator's version; empty where the corpus has no attributions.
        nests: Whether attributions inside the content of another are annotated.
        mentions: The mentions; None where the corpus has none.
        forms: Forms of which every mention is annotated.
        all_types: Whether mentions of every type are annotated.
        names_nest: Whether names inside unsettled ranges are annotated.
        unsettled: Ranges of pieces that may or may not be mentions.
        happenings: Events and states, by their triggers; None where they are not annotated.
        predicates: What is told of predicates, whether they are triggers or not.
    """

    name: str
    corpus: str
    text: str
    pieces: Pieces
    sentences: NDArray[np.int64]
    attributions: tuple[tuple[PieceAttribution, ...], ...] = ()
    nests: bool = True
    mentions: tuple[PieceMention, ...] | None = None
    forms: frozenset[MentionForm] = frozenset()
    all_types: bool = True
    names_nest: bool = True
    unsettled: tuple[PieceRange, ...] = ()
    happenings: tuple[PieceHappening, ...] | None = None
    predicates: PiecePredicates = PiecePredicates()


class TextReader:
    """Turns annotated texts into `TrainingText`s with the word pieces that the shipped reader sees."""

    def __init__(self, tokenizer_file: Path) -> None:
        self._pieces = PieceReader(tokenizer_file)

    def read(self, text: str) -> tuple[Pieces, NDArray[np.int64]]:
        """Return the word pieces of `text` and the first piece of every sentence."""
        spans = sentence_spans(text, wrap_width_chars=120, split_unspaced=True)
        pieces = self._pieces.read(text, [(span.start, span.end) for span in spans])
        firsts = np.searchsorted(pieces.starts, [span.start for span in spans])
        return pieces, np.unique(np.append(0, firsts[firsts < len(pieces)]))

    def polnear(self, corpora: Path, split: polnear.Split) -> Iterator[TrainingText]:
        """Yield the documents of PolNeAR with the versions of all their annotators, but those that dev parts share."""
        left_out = EXCLUDED["polnear"] if split == "train" else frozenset()
        for versions in polnear.annotations(corpora, split):
            if versions[0].name in left_out:
                continue
            pieces, sentences = self.read(versions[0].text)
            yield TrainingText(
                name=f"polnear/{versions[0].name}", corpus="polnear", text=versions[0].text, pieces=pieces,
                sentences=sentences, nests=False,
                attributions=tuple(_from_polnear(pieces, version) for version in versions),
            )  # fmt: skip

    def own(self, split: Split) -> Iterator[TrainingText]:
        """Yield the reports of our own corpus, each with those of its layers that are complete."""
        for report in load_split(split):
            yield self._annotated(report, split)

    def marked(self, corpora: Path, split: Split) -> Iterator[TrainingText]:
        """Yield the public articles whose events and states we have annotated, but those that dev parts share."""
        left_out = EXCLUDED["marked"] if split == "train" else frozenset()
        for report in marked.documents(corpora, split):
            if report.header.id in left_out:
                continue
            text = self._annotated(report, split)
            yield msgspec.structs.replace(text, name=f"{marked.CORPUS}/{report.header.id}", corpus=marked.CORPUS)

    def _annotated(self, report: AnnotatedReport, split: Split) -> TrainingText:
        """Return a report of our annotation with those of its layers that are complete."""
        text = self._mentions(map_report(report, split))
        if "entities" not in report.layers:
            text = msgspec.structs.replace(text, mentions=None, forms=frozenset())
        if "attributions" in report.layers:
            text = msgspec.structs.replace(text, attributions=(_from_own(text.pieces, report),))
        if {"events", "states"} <= set(report.layers):
            text = msgspec.structs.replace(text, happenings=happenings_of(text.pieces, report.reading))
        if {"events", "states", "attributions"} <= set(report.layers):
            valued = PiecePredicates(factuality=factuality_of(text.pieces, report.reading))
            text = msgspec.structs.replace(text, predicates=valued)
        return text

    def mentions(self, corpora: Path, name: str, split: Split, *, open_only: bool) -> Iterator[TrainingText]:
        """Yield the documents of the public corpus `name`, which has mentions alone."""
        for document in public(name, corpora, split, open_only=open_only):
            yield self._mentions(document)

    def predicates(self, corpora: Path, name: str, split: Split) -> Iterator[TrainingText]:
        """Yield the documents of the public corpus `name`, which tells of predicates alone."""
        for document in load_predicates(name, corpora, split):
            pieces, sentences = self.read(document.text)
            yield TrainingText(
                name=f"{name}/{document.name}", corpus=name, text=document.text, pieces=pieces, sentences=sentences,
                predicates=predicates_of(pieces, document),
            )  # fmt: skip

    def _mentions(self, document: MentionDocument) -> TrainingText:
        pieces, sentences = self.read(document.text)
        found = []
        for mention in document.mentions:
            covered = pieces.covering(mention.start, mention.end)
            if covered is not None:
                found.append(
                    PieceMention(
                        first=covered[0], last=covered[1], form=mention.form, types=mention.types_allowed,
                        group=mention.group,
                    )
                )  # fmt: skip
        return TrainingText(
            name=f"{document.corpus}/{document.name}", corpus=document.corpus, text=document.text, pieces=pieces,
            sentences=sentences, mentions=tuple(found), forms=document.forms,
            all_types=len(document.types) == len(TYPES), names_nest=document.nested,
            unsettled=ranges(pieces, document.unsettled),
        )  # fmt: skip


def ranges(pieces: Pieces, spans: Iterable[tuple[int, int]]) -> tuple[PieceRange, ...]:
    """Return the ranges of pieces that touch `spans`; a span without pieces gives none."""
    return tuple(found for start, end in spans if (found := pieces.covering(start, end)) is not None)


def _attribution(
    pieces: Pieces, source: Ranges, cue: Ranges, content: Ranges, stance: Stance | None
) -> PieceAttribution | None:
    found = PieceAttribution(
        source=ranges(pieces, source), cue=ranges(pieces, cue), content=ranges(pieces, content), stance=stance
    )
    return found if found.content else None


def _from_polnear(pieces: Pieces, document: polnear.Document) -> tuple[PieceAttribution, ...]:
    made = (_attribution(pieces, each.source, each.cue, each.content, None) for each in document.attributions)
    return tuple(each for each in made if each is not None)


def _from_own(pieces: Pieces, report: AnnotatedReport) -> tuple[PieceAttribution, ...]:
    made = (
        _attribution(
            pieces,
            ((each.source.start, each.source.end),) if each.source else (),
            ((each.cue.start, each.cue.end),) if each.cue else (),
            tuple((piece.start, piece.end) for piece in each.content),
            each.stance,
        )
        for each in report.reading.attributions
    )
    return tuple(each for each in made if each is not None)
