"""re3d's entities in our types and boundaries, on a text made for this test."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from sayso.core.errors import UnreadableError, UsageError
from sayso.evaluation import re3d
from sayso.evaluation.mentions import MentionDocument

TEXT = (
    "Iraqi President Jo Adar met six fighters in the city of Orma, Iraq on Friday. The Sarab Front's men and Syrians "
    "hid a truck near the bridge. He saw the strike here; the army denied it. "
    "The Deputy for the Middle East Bel Oru left."
)
NAME = "CENTCOM/1"


def read(*entities: tuple[str, str, float], text: str = TEXT) -> MentionDocument:
    found = [(text.index(words), text.index(words) + len(words), label, sure) for words, label, sure in entities]
    return re3d.map_document(NAME, text, found, common=frozenset({"city", "front", "men"}), split="dev")


def table(document: MentionDocument) -> list[tuple[str, str, str]]:
    return [
        (document.text[each.start : each.end], "/".join(sorted(each.types_allowed)), each.form or "")
        for each in document.mentions
    ]


@pytest.mark.parametrize(
    ("words", "label", "expected"),
    [
        ("Iraqi President Jo Adar", "Person", ("President Jo Adar", "person", "name")),
        ("Jo Adar", "Person", ("President Jo Adar", "person", "name")),
        ("The Deputy", "Person", ("The Deputy", "person", "nominal")),
        ("He", "Person", ("He", "person", "pronoun")),
        ("Orma, Iraq", "Location", ("Orma", "place", "name")),
        ("the city of Orma", "Location", ("the city of Orma", "place", "nominal")),
        ("the bridge", "Location", ("the bridge", "facility", "nominal")),
        ("The Sarab Front's", "Organisation", ("The Sarab Front", "organization", "name")),
        ("Syrians", "Organisation", ("Syrians", "group", "name")),
        ("the army", "Organisation", ("the army", "organization", "nominal")),
        ("men", "Organisation", ("men", "group", "nominal")),
        ("fighters", "Organisation", ("fighters", "group", "nominal")),
        ("a truck", "Vehicle", ("a truck", "vehicle", "nominal")),
        ("a truck", "MilitaryPlatform", ("a truck", "vehicle", "nominal")),
        ("Iraqi", "Nationality", ("Iraqi", "place", "name")),
        ("Syrians", "Nationality", ("Syrians", "group", "name")),
    ],
)
def test_labels_are_mapped(words: str, label: str, expected: tuple[str, str, str]) -> None:
    assert table(read((words, label, 1.0))) == [expected]


def test_what_is_not_mapped() -> None:
    document = read(
        ("Friday", "Temporal", 1.0), ("six", "Quantity", 1.0), ("here", "Location", 1.0), ("the strike", "Weapon", 1.0),
        ("the army", "Organisation", 0.2), ("ront", "Organisation", 1.0),
    )  # fmt: skip
    assert table(document) == []
    left = [document.text[slice(*span)] for span in document.unsettled]
    assert left == ["the strike", "here", "the army"]  # no dates, no numbers, nothing inside a word


def test_a_name_that_stands_again_without_a_mark_is_unsettled_there() -> None:
    text = "Orma fell. Ormans fled from Orma, and the city of Orma burned."
    document = read(("Orma", "Location", 1.0), ("the city of Orma", "Location", 1.0), text=text)
    assert [document.text[each.start : each.end] for each in document.mentions] == ["Orma", "the city of Orma"]
    assert document.unsettled == ((text.index("Orma,"), text.index(", and")),)


def test_a_number_marked_by_itself_joins_its_nominal() -> None:
    document = read(("six", "Quantity", 1.0), ("fighters", "Organisation", 1.0))
    assert table(document) == [("six fighters", "group", "nominal")]


def test_of_two_labels_the_surer_is_taken() -> None:
    document = read(("Orma", "Organisation", 0.9), ("Orma", "Location", 0.1))
    assert table(document) == [("Orma", "organization", "name")]


def test_the_name_at_the_end_of_a_description_is_the_mention() -> None:
    whole = "The Deputy for the Middle East Bel Oru"
    assert table(read(("Bel Oru", "Person", 0.0), (whole, "Person", 1.0))) == [("Bel Oru", "person", "name")]


def write(corpora: Path, texts: dict[str, str], entities: list[dict[str, object]]) -> None:
    for source in re3d.SOURCES:
        folder = corpora / "re3d" / source
        folder.mkdir(parents=True)
        here = texts if source == "CENTCOM" else {}
        (folder / "documents.json").write_text(
            "".join(json.dumps({"_id": name, "text": text}) + "\n" for name, text in here.items()), "utf-8"
        )
        (folder / "entities.json").write_text(
            "".join(json.dumps(each) + "\n" for each in entities if source == "CENTCOM"), "utf-8"
        )


def test_documents_are_split_by_their_id_and_read_once(tmp_path: Path) -> None:
    texts = {str(number): f"Adar came {number}." for number in range(40)} | {"twin": "Adar came 0."}
    write(tmp_path, texts, [{"begin": 0, "end": 4, "type": "Person", "documentId": name} for name in texts])
    dev, train = ({each.name for each in re3d.documents(tmp_path, split)} for split in ("dev", "train"))
    assert not dev & train
    assert len(dev | train) == 40
    assert dev == {
        f"CENTCOM/{name}" for name in texts if hashlib.sha256(name.encode()).digest()[0] % 4 == 0 and name != "twin"
    }
    with pytest.raises(UsageError):
        list(re3d.documents(tmp_path, "test"))  # type: ignore[arg-type]


def test_an_entity_of_no_document_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, {"1": "Adar came."}, [{"begin": 0, "end": 4, "type": "Person", "documentId": "2"}])
    with pytest.raises(UnreadableError):
        list(re3d.documents(tmp_path, "dev"))


def test_re3d_itself() -> None:
    folder = os.environ.get("SAYSO_CORPORA")
    if not folder:
        pytest.skip("SAYSO_CORPORA is not set")
    parts = {split: list(re3d.documents(Path(folder), split)) for split in ("train", "dev")}
    assert len(parts["dev"]) >= 15
    assert len(parts["train"]) > 2 * len(parts["dev"])
    for document in [*parts["train"], *parts["dev"]]:
        for mention in document.mentions:
            edge = document.text[mention.start - 1 : mention.start] + document.text[mention.end : mention.end + 1]
            assert not edge[:1].isalnum() or mention.start == 0, document.text[mention.start : mention.end]
