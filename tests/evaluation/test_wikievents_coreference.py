"""Entity mentions of WikiEvents, in the corpus's form but with words of our own."""

import os
from pathlib import Path
from typing import Any

import pytest

from sayso.core.errors import UnreadableError
from sayso.evaluation.wikievents_coreference import TYPES, UNMAPPED, document_of, documents

WORDS = ["Oru", ",", "who", "fled", ",", "met", "12", "bakers", ".", "He", "wept", "."]
SENTENCE = "Oru, who fled, met 12 bakers. He wept."


def row(**kinds: str) -> dict[str, Any]:
    """Return a document with mentions of one word, by their types."""
    tokens, place = [], 0
    for word in WORDS:
        place = SENTENCE.index(word, place)
        tokens.append([word, place, place + len(word)])
        place += len(word)
    mentions = [
        {"id": word, "start": WORDS.index(word), "end": WORDS.index(word) + 1, "entity_type": kind}
        for word, kind in kinds.items()
    ]
    return {"doc_id": "d", "tokens": WORDS, "sentences": [[tokens, SENTENCE]], "entity_mentions": mentions}


def test_mentions_have_groups_types_and_forms() -> None:
    document = document_of(
        row(Oru="PER", who="PER", bakers="PER", He="PER", **{"12": "VAL"}),
        [["Oru", "He", "who"]],
        frozenset({"bakers"}),
    )
    told = [(document.text[each.start : each.end], each.group, each.form) for each in document.mentions]
    assert told == [("Oru", "c0", "name"), ("bakers", "bakers", "nominal"), ("He", "c0", "pronoun")]
    assert [document.text[slice(*each)] for each in document.unsettled] == ["who", "12"]
    assert document.mentions[0].types_allowed == {"person", "group"}
    assert not document.forms  # what is found besides is not wrong
    assert document.types == frozenset().union(*TYPES.values())


def test_an_unknown_type_is_an_error() -> None:
    with pytest.raises(UnreadableError, match="'XYZ'"):
        document_of(row(Oru="XYZ"), [], frozenset())
    assert not set(TYPES) & UNMAPPED


@pytest.mark.skipif("SAYSO_CORPORA" not in os.environ, reason="SAYSO_CORPORA is not set")
def test_the_corpus_is_read() -> None:
    found = documents(Path(os.environ["SAYSO_CORPORA"]))
    assert len(found) == 20
    assert sum(len(each.mentions) for each in found) > 2000
    assert all(mention.group is not None for each in found for mention in each.mentions)
