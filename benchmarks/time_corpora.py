"""Corpora of time expressions: the training parts of TimeBank, AQUAINT and WikiWars, and our own dev."""

import hashlib
import itertools
from collections.abc import Iterator
from pathlib import Path

import msgspec
from benchmarks.peer_heideltime import Kind

from sayso.core.reading import Timex
from sayso.evaluation import timeml
from sayso.evaluation.times import TimeDocument, TimeValue

LAYER = "times"
HELD_OUT = ": held-out half"


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A scored part of a corpus.

    Attributes:
        name: As in the scores.
        documents: In a stable order.
        files: Where they come from, relative to `folder`.
        folder: Null for the folder of public corpora.
        is_whole: Whether these are all documents of the corpus that are scored.
        is_typed: Whether the types of expressions are told apart.
        kind: What HeidelTime is told that the texts are.
    """

    name: str
    documents: tuple[TimeDocument, ...]
    files: tuple[str, ...]
    folder: Path | None = None
    is_whole: bool = True
    is_typed: bool = True
    kind: Kind = "NEWS"


def parts(corpora: Path) -> Iterator[Part]:
    """Yield what is scored, but for the cases of Recognizers-Text.

    Raises:
        UsageError: A corpus is not there.
    """
    for corpus in timeml.FOLDERS:
        whole = Part(
            name=f"{corpus} train",
            documents=tuple(timeml.documents(corpora, corpus)),
            files=timeml.files(corpora, corpus),
            is_typed=corpus not in timeml.UNTYPED,
            kind="NARRATIVES" if corpus == "wikiwars" else "NEWS",
        )
        yield whole
        held_out = [not in_view(document.name) for document in whole.documents]
        yield msgspec.structs.replace(
            whole,
            name=whole.name + HELD_OUT,
            documents=tuple(itertools.compress(whole.documents, held_out)),
            files=tuple(itertools.compress(whole.files, held_out)),
            is_whole=False,
        )
    yield from own()


def in_view(name: str) -> bool:
    """Whether a document is of the half that was read when rules were written; the other was counted on, not read."""
    return hashlib.md5(name.encode(), usedforsecurity=False).digest()[0] % 2 == 0


def own() -> Iterator[Part]:
    """Yield our own dev part; nothing where the training room is not beside this one."""
    try:
        from training.corpus_files import CORPUS, find_files, load_split
    except ModuleNotFoundError:
        return
    reports = [report for report in load_split("dev") if LAYER in report.layers]
    documents = tuple(
        TimeDocument(
            name=report.header.id,
            corpus="own",
            text=report.reading.report.text,
            published=report.reading.report.published.value,
            times=tuple(sorted(map(time_value, report.reading.times))),
        )
        for report in reports
    )
    files = tuple(path.relative_to(CORPUS).as_posix() for path in find_files([CORPUS / "dev"]))
    yield Part(name="own dev", documents=documents, files=files, folder=CORPUS)


def time_value(timex: Timex) -> TimeValue:
    """Return what is scored of a time expression."""
    return TimeValue(start=timex.start, end=timex.end, type=timex.type, value=timex.value)
