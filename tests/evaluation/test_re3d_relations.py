"""Relations of re3d, in the corpus's form but with words of our own, as ties of ours."""

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from sayso.core.errors import UnreadableError, UsageError
from sayso.evaluation.re3d import SOURCES
from sayso.evaluation.re3d_relations import RELATION_TYPES, TIES, RelationRow, documents, map_document, tie_of

TEXT = "Col. Oru , commander of the Karsk Guard , fights the Ostra Front near Telsk ."


def at(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


LABELS = {
    at("Col. Oru"): "Person", at("the Karsk Guard"): "Organisation", at("the Ostra Front"): "Organisation",
    at("Telsk"): "Location",
}  # fmt: skip


def relation(kind: str, source: str, words: str, target: str, confidence: float = 1.0) -> RelationRow:
    (start, end), (first, last), (begin, stop) = at(source), at(target), at(words)
    return RelationRow(
        document_id="1", type=kind, source_begin=start, source_end=end, target_begin=first, target_end=last,
        begin=begin, end=stop, confidence=confidence,
    )  # fmt: skip


def test_relations_are_ties_by_the_labels_of_their_ends() -> None:
    document = map_document(
        "d", TEXT, LABELS,
        [
            relation("InChargeOf", "Col. Oru", " , commander of ", "the Karsk Guard"),
            relation("FightingAgainst", "the Ostra Front", "fights", "the Karsk Guard", 0.6),
            relation("FightingAgainst", "the Karsk Guard", " fights ", "the Ostra Front", 0.9),
            relation("CoLocated", "the Ostra Front", "near", "Telsk"),
            relation("BelongsTo", "Col. Oru", "of", "the Karsk Guard", 0.4),
            relation("FightingAgainst", "the Karsk Guard", "fights", "Telsk"),
            relation("Likes", "Col. Oru", "of", "the Karsk Guard"),
        ],
    )  # fmt: skip
    told = [(each.tie, each.source.text, each.words.text, each.target.text) for each in document.ties if each.words]
    assert told == [
        ("position", "Col. Oru", ", commander of", "the Karsk Guard"),
        ("fights", "the Karsk Guard", "fights", "the Ostra Front"),
        ("located at", "the Ostra Front", "near", "Telsk"),
    ]
    assert document.ties[1].confidence == 0.9  # told both ways, it is one
    assert document.unshared == {"FightingAgainst": 1, "Likes": 1}


def test_a_tie_without_words_has_none() -> None:
    (tie,) = map_document("d", TEXT, LABELS, [relation("CoLocated", "the Ostra Front", " ", "Telsk")]).ties
    assert tie.words is None


@pytest.mark.parametrize(
    ("relation", "source", "target", "tie"),
    [
        ("InChargeOf", "Person", "Organisation", "position"),
        ("InChargeOf", "Organisation", "Location", "control"),
        ("InChargeOf", "Organisation", "Organisation", None),
        ("BelongsTo", "Person", "Organisation", "membership"),
        ("BelongsTo", "Organisation", "Organisation", "part of"),
        ("BelongsTo", "Weapon", "Organisation", None),
        ("AlliesOf", "Organisation", "Organisation", "alliance"),
        ("CoLocated", "Person", "Person", None),
        ("IsSynonymOf", "Quantity", "Quantity", None),
        ("IsSynonymOf", "Person", "Person", "same"),
        ("BelongsTo", None, "Organisation", None),
    ],
)
def test_ties(relation: str, source: str | None, target: str | None, tie: str | None) -> None:
    assert tie_of(relation, source, target) == tie


def test_an_unknown_type_is_an_error() -> None:
    with pytest.raises(UnreadableError, match="'Married'"):
        map_document("d", TEXT, LABELS, [relation("Married", "Col. Oru", "of", "Telsk")])
    assert {kind for kind, *_ in TIES} <= RELATION_TYPES


def test_files_are_read_and_the_surest_label_counts(tmp_path: Path) -> None:
    """In a folder with one source that has a document; which part it is of is found by asking for both."""
    for source in SOURCES:
        (tmp_path / "re3d" / source).mkdir(parents=True)
        for kind in ("documents", "entities", "relations"):
            (tmp_path / "re3d" / source / f"{kind}.json").write_text("", encoding="utf-8")
    (start, end), (first, last) = at("Col. Oru"), at("the Karsk Guard")
    rows = {
        "documents": [{"_id": "1", "text": TEXT, "title": "x"}],
        "entities": [
            {"documentId": "1", "begin": start, "end": end, "type": "Organisation", "confidence": 0.2},
            {"documentId": "1", "begin": start, "end": end, "type": "Person", "confidence": 0.8},
            {"documentId": "1", "begin": first, "end": last, "type": "Organisation", "confidence": 1},
        ],
        "relations": [
            {
                "documentId": "1", "type": "BelongsTo", "sourceBegin": start, "sourceEnd": end, "targetBegin": first,
                "targetEnd": last, "begin": 9, "end": 9, "confidence": 1, "value": "",
            }
        ],
    }  # fmt: skip
    for kind, values in rows.items():
        path = tmp_path / "re3d" / "CENTCOM" / f"{kind}.json"
        path.write_text("\n".join(map(json.dumps, values)) + "\n", encoding="utf-8")
    (document,) = [each for split in ("train", "dev") for each in documents(tmp_path, split)]  # type: ignore[arg-type]
    assert (document.name, [each.tie for each in document.ties]) == ("CENTCOM/1", ["membership"])
    with pytest.raises(UsageError, match="no re3d"):
        list(documents(tmp_path / "elsewhere", "dev"))
    with pytest.raises(UsageError, match="'test'"):
        list(documents(tmp_path, "test"))  # type: ignore[arg-type]


@pytest.mark.skipif("SAYSO_CORPORA" not in os.environ, reason="SAYSO_CORPORA is not set")
def test_the_corpus_is_read() -> None:
    found = [each for split in ("train", "dev") for each in documents(Path(os.environ["SAYSO_CORPORA"]), split)]  # type: ignore[arg-type]
    ties = Counter(tie.tie for each in found for tie in each.ties)
    assert len(found) == 71
    assert set(ties) == {tie for *_, tie in TIES}
    assert ties["part of"] + ties["membership"] > 80
