"""Sentences with a marked source and target: how marks are read, and how labels are compared."""

import os
from pathlib import Path
from typing import get_args

import pytest

from sayso.core.errors import UnreadableError
from sayso.core.plover import MODES
from sayso.core.reading import EventType
from sayso.evaluation.agreement import pair_table
from sayso.evaluation.plover_sentences import (
    AW_FILE,
    CLASSES,
    FOLDS,
    NOTHING,
    PLV_FILE,
    ROOTS,
    SIDES,
    aw,
    class_of,
    fold_of,
    label_counts,
    macro_f1,
    marked,
    plv,
    root_of,
    side_of,
)


@pytest.mark.parametrize(
    ("sentence", "text", "sources", "targets"),
    [
        ("<s>Orma</s> hit <t>Tavin</t>.", "Orma hit Tavin.", ["Orma"], ["Tavin"]),
        ("<t>He</t> was held by <s>police</s> and <s>guards</s>.", "He was held by police and guards.",
         ["police", "guards"], ["He"]),
        ("<s><t>Orma</t> police</s> left.", "Orma police left.", ["Orma police"], ["Orma"]),
        ("<t>He</t> was held, 3 < 4.", "He was held, 3 < 4.", [], ["He"]),
        ("<s></s>He left.", "He left.", [], []),
    ],
)  # fmt: skip
def test_marks_become_spans(sentence: str, text: str, sources: list[str], targets: list[str]) -> None:
    found = marked("x", sentence, "ASSAULT")
    assert found.text == text
    assert [each.text for each in found.sources] == sources
    assert [each.text for each in found.targets] == targets
    for each in (*found.sources, *found.targets):
        each.check(text)


@pytest.mark.parametrize("sentence", ["<s>Orma left.", "Orma</t> left.", "<s>Orma <s>left</s></s>."])
def test_marks_that_do_not_fit_are_refused(sentence: str) -> None:
    with pytest.raises(ValueError, match="x: "):
        marked("x", sentence, "ASSAULT")


def test_every_type_has_a_root_a_class_and_a_side() -> None:
    assert {root_of(kind) for kind in get_args(EventType)} == set(ROOTS)
    assert len(ROOTS) == len(MODES) - 1
    assert {class_of(root) for root in ROOTS} == set(CLASSES)
    assert {side_of(root) for root in ROOTS} == set(SIDES)
    assert root_of("CONCEDE") == root_of("RETREAT") == "YIELD"
    assert (class_of("THREATEN"), side_of("THREATEN")) == ("verbal conflict", "conflict")
    assert (class_of("YIELD"), side_of("YIELD")) == ("material cooperation", "cooperation")


def test_a_sentence_that_occurs_again_is_in_the_same_fold() -> None:
    one, other = marked("a", "<s>Orma</s> hit Tavin.", "ASSAULT"), marked("b", "Orma hit <t>Tavin</t>.", "COERCE")
    assert fold_of(one) == fold_of(other)
    assert {fold_of(marked("a", str(number), "AID")) for number in range(100)} == set(range(FOLDS))


def test_macro_f1_and_counts_by_hand() -> None:
    tables = [
        pair_table("a", ["AID", "AID", "COERCE"], ["AID", "COERCE", "COERCE"]),
        pair_table("b", ["REJECT"], [NOTHING]),
    ]
    assert macro_f1(tables) == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)
    assert macro_f1([]) is None
    counts = label_counts(tables, "COERCE")
    assert [(each.true_positive, each.predicted, each.gold) for each in counts] == [(1, 2, 1), (0, 0, 0)]


def write(folder: Path, file: str, columns: str, row: str) -> None:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{columns}\n{row}\n", encoding="utf-8")


def test_files_are_read_with_their_labels(tmp_path: Path) -> None:
    write(tmp_path, PLV_FILE, "marked_sentence\tgold_root", '"<s>Orma</s> said ""no"" to <t>Tavin</t>."\tREJECT')
    rows = ("<s>Orma</s> hit <t>Tavin</t>.\t1\ttrain", "<s>Orma</s> fed <t>Tavin</t>.\t0\tdev")
    write(tmp_path, AW_FILE, "marked_sentence\tgold_binary\toriginal_split", "\n".join(rows))
    assert [(each.text, each.label) for each in plv(tmp_path)] == [('Orma said "no" to Tavin.', "REJECT")]
    assert [(each.name, each.label) for each in aw(tmp_path)] == [("AW 2", "cooperation")]


@pytest.mark.parametrize("row", ["<s>Orma</s> fed <t>Tavin</t>.\t2\tdev", "<s>Orma fed Tavin.\t1\ttest"])
def test_what_is_malformed_is_named(tmp_path: Path, row: str) -> None:
    write(tmp_path, AW_FILE, "marked_sentence\tgold_binary\toriginal_split", row)
    with pytest.raises(UnreadableError, match="AW_train"):
        aw(tmp_path)
    with pytest.raises(UnreadableError, match="PLV_train"):
        plv(tmp_path)


@pytest.mark.skipif("SAYSO_CORPORA" not in os.environ, reason="SAYSO_CORPORA is not set")
def test_the_corpora_are_read_whole() -> None:
    corpora = Path(os.environ["SAYSO_CORPORA"])
    assert {each.label for each in plv(corpora)} == set(ROOTS)
    assert {each.label for each in aw(corpora)} == set(SIDES)
    assert sum(not each.sources or not each.targets for each in plv(corpora)) < 30
