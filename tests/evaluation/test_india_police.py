"""IndiaPoliceEvents: articles with their sentences."""

import json
import os
from pathlib import Path

import pytest

from sayso.core.errors import UnreadableError
from sayso.evaluation.india_police import (
    DOCUMENTS_FILE,
    SENTENCES_FILE,
    PoliceDocument,
    PoliceSentence,
    count,
    documents,
)
from sayso.evaluation.police_answers import LABELS


def test_sentences_are_counted_by_label() -> None:
    words = [("a", {"KILL", "FORCE"}), ("b", {"FORCE"}), ("c", set())]
    sentences = [
        PoliceSentence(start=place, end=place + 1, text=text, labels=frozenset(labels))  # type: ignore[arg-type]
        for place, (text, labels) in enumerate(words)
    ]
    document = PoliceDocument(name="d", text="abc", sentences=tuple(sentences))
    found = [frozenset(), frozenset({"FORCE"}), frozenset({"FORCE"})]
    counts = count(document, found, "FORCE")  # type: ignore[arg-type]
    assert (counts.true_positive, counts.predicted, counts.gold) == (1, 2, 2)


def write(folder: Path, text: str, *sentences: tuple[str, list[str]]) -> None:
    (folder / DOCUMENTS_FILE).parent.mkdir()
    (folder / DOCUMENTS_FILE).write_text(json.dumps({"doc_id": 7, "doc_text": text}) + "\n", encoding="utf-8")
    rows = [
        {"doc_id": 7, "sent_id": place, "sent_text": words, "sent_labels": labels}
        for place, (words, labels) in enumerate(sentences)
    ]
    lines = "\n".join(json.dumps(row) for row in reversed(rows))
    (folder / SENTENCES_FILE).write_text(lines, encoding="utf-8")


def test_sentences_are_placed_in_their_article(tmp_path: Path) -> None:
    write(
        tmp_path, "a fire.\n\npolice left. a fire.", ("a fire.\n\n", []), ("police left. ", ["FAIL"]), ("a fire.", [])
    )
    (document,) = documents(tmp_path)
    assert [(each.start, each.text, set(each.labels)) for each in document.sentences] == [
        (0, "a fire.", set()), (9, "police left.", {"FAIL"}), (22, "a fire.", set()),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "sentences",
    [(("police left.", []), ("a fire.", [])), (("fire.", []),), (("a fire.", ["BURN"]),)],
)
def test_what_does_not_fit_is_named(tmp_path: Path, sentences: tuple[tuple[str, list[str]], ...]) -> None:
    write(tmp_path, "a fire. police left.", *sentences)
    with pytest.raises(UnreadableError, match="india_police 7"):
        documents(tmp_path)


@pytest.mark.skipif("SAYSO_CORPORA" not in os.environ, reason="SAYSO_CORPORA is not set")
def test_the_corpus_is_read_whole() -> None:
    found = documents(Path(os.environ["SAYSO_CORPORA"]))
    for document in found:
        for sentence in document.sentences:
            sentence.check(document.text)
    assert {label for each in found for one in each.sentences for label in one.labels} == set(LABELS)
