"""What police did, sentence by sentence: the articles and labels of IndiaPoliceEvents.

Annotators read whole articles of the Times of India of March 2002 and said of every sentence whether it tells that
police killed somebody (KILL), arrested somebody (ARREST), failed to act (FAIL), used force (FORCE, which KILL is part
of) or did anything at all (ANY_ACTION). The shared part has 754 of the 1,257 articles. Their text is in small letters,
with quotation marks of UTF-8 read as windows-1252; it is given as it is. How events answer the questions is said in
`police_answers`.

Source:
    Halterman, Keith, Sarwar & O'Connor 2021, Corpus-level evaluation for event QA: the IndiaPoliceEvents corpus
    covering the 2002 Gujarat violence.
"""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from sayso.core.errors import UnreadableError
from sayso.core.span import Span
from sayso.evaluation.police_answers import LABELS, Label
from sayso.evaluation.score import DocumentCounts

DOCUMENTS_FILE, SENTENCES_FILE = "india_police_events/docs.jsonl", "india_police_events/sents.jsonl"
"""Relative to the folder of corpora."""


class PoliceSentence(Span, frozen=True, kw_only=True):
    """A sentence with the questions that annotators answered with yes."""

    labels: frozenset[Label]


class PoliceDocument(msgspec.Struct, frozen=True, kw_only=True):
    """An article: its text as it is published, and its sentences, which cover all but white space."""

    name: str
    text: str
    sentences: tuple[PoliceSentence, ...]


def documents(corpora: Path) -> tuple[PoliceDocument, ...]:
    """Return the articles of the shared part, in the order of the file.

    Raises:
        UnreadableError: A file is not there, or malformed; or a sentence is not in its article.
    """
    sentences: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in _rows(corpora / SENTENCES_FILE):
        sentences[row["doc_id"]].append(row)
    found = []
    for row in _rows(corpora / DOCUMENTS_FILE):
        name, text = f"india_police {row['doc_id']}", row["doc_text"]
        own = sorted(sentences[row["doc_id"]], key=lambda each: int(each["sent_id"]))
        found.append(PoliceDocument(name=name, text=text, sentences=tuple(_placed(name, text, own))))
    return tuple(found)


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        rows: list[dict[str, Any]] = [msgspec.json.decode(line) for line in path.read_bytes().splitlines()]
    except OSError as error:
        raise UnreadableError(f"police corpus file {path}: {error.strerror}") from error
    except msgspec.DecodeError as error:
        raise UnreadableError(f"police corpus file {path}: {error}") from error
    return rows


def _placed(name: str, text: str, rows: Sequence[dict[str, Any]]) -> list[PoliceSentence]:
    placed = []
    at = 0
    for row in rows:
        words, labels = row["sent_text"].strip(), frozenset(row["sent_labels"])
        start = text.find(words, at)
        if start < 0 or text[at:start].strip() or not labels <= set(LABELS):
            raise UnreadableError(f"{name}: sentence {row['sent_id']} does not follow at {at}, or its labels are new")
        at = start + len(words)
        placed.append(PoliceSentence(start=start, end=at, text=words, labels=labels))
    return placed


def count(document: PoliceDocument, found: Sequence[frozenset[Label]], label: Label) -> DocumentCounts:
    """Count the sentences of `document` that have `label`, in gold and in `found`."""
    pairs = [(label in each.labels, label in own) for each, own in zip(document.sentences, found, strict=True)]
    return DocumentCounts(
        document=document.name,
        true_positive=sum(gold and own for gold, own in pairs),
        predicted=sum(own for _, own in pairs),
        gold=sum(gold for gold, _ in pairs),
    )
