"""What mention training reads, and that no text of dev parts is in it."""

import os
from pathlib import Path

import pytest
from training.data import mention_counts, mentions
from training.notation import load_text
from training.overlaps import EXCLUDED, EXPLAINED, Overlap, find, needless, runs_of, show

from sayso.core.errors import UsageError
from sayso.evaluation.mentions import FORMS, TYPES

FILE = """id: x-01
conflict: x
outlet: Paper
style: local
published: 2023-03-19
title: Title
region: Nowhere
layers: entities

[Jo Adar]{@adar.name person}, [[the group]{@group.nom organization}'s commander]{@adar.desc}, left
[his]{@adar.pro} mill.
"""
LONG = " ".join(f"word{number}" for number in range(40))


def test_a_report_of_our_own_corpus_is_mapped_as_it_is() -> None:
    document = mentions.map_report(load_text(FILE), "train")
    found = [(document.text[each.start : each.end], each.type, each.form) for each in document.mentions]
    assert found == [
        ("Jo Adar", "person", "name"),
        ("the group", "organization", "nominal"),
        ("his", "person", "pronoun"),
    ]
    assert document.forms == frozenset(FORMS)
    assert document.types == frozenset(TYPES)


def test_counts_are_of_the_document() -> None:
    counts = mention_counts.row(mentions.map_report(load_text(FILE), "train"))
    assert (counts["person"], counts["organization"], counts["name"], counts["pronoun"]) == (2, 1, 1, 1)


def test_counts_of_our_own_corpus(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("SAYSO_CORPORA", raising=False)
    assert mention_counts.main() == 0
    printed = capsys.readouterr().out
    assert "train own" in printed
    assert "dev own" in printed


def test_without_corpora_our_own_alone_is_read() -> None:
    train, dev = (list(mentions.load(None, split, open_only=True)) for split in ("train", "dev"))
    assert {document.corpus for document in [*train, *dev]} == {"own"}
    assert len(train) > len(dev) > 20
    assert not {document.name for document in train} & {document.name for document in dev}


def test_a_folder_without_the_corpora_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        list(mentions.load(tmp_path, "train", open_only=False))


@pytest.mark.parametrize(
    ("train", "dev", "runs"),
    [
        (LONG, LONG, 33),
        (LONG, LONG.upper().replace(" ", ", "), 33),  # case and marks do not count
        (LONG, f"Before. {' '.join(LONG.split()[:15])} {'else ' * 40}", 8),
        (LONG, f"Before. {' '.join(LONG.split()[:14])} {'else ' * 40}", None),
        (LONG, " ".join(LONG.split()[:9]), 2),  # all of a short document
        ("one two three", "one two three", None),  # too short to have a run
    ],
)
def test_shared_sentences_are_overlaps(train: str, dev: str, runs: int | None) -> None:
    found = find([(("a", "1"), train)], [(("b", "2"), dev)])
    assert [overlap.runs for overlap in found] == ([] if runs is None else [runs])


def test_a_notice_under_every_article_is_no_overlap() -> None:
    train = [(("a", str(number)), f"{LONG} own{number}") for number in range(4)]
    assert find(train, [(("b", "x"), LONG)]) == []
    assert len(find(train[:3], [(("b", "x"), LONG)])) == 3


def test_overlaps_are_explained_or_named() -> None:
    corpus, names = next(iter(EXCLUDED.items()))
    out = Overlap(train=(corpus, min(names)), dev=("b", "x"), runs=9)
    pair = next(iter(EXPLAINED))
    explained = Overlap(train=(pair[0], "1"), dev=(pair[1], "x"), runs=9)
    unknown = Overlap(train=("a", "1"), dev=("b", "x"), runs=9)
    assert unknown.explanation is None
    assert out.explanation
    assert explained.explanation
    lines = "\n".join(show([out, explained, unknown]))
    assert "a/1 shares 9 runs with b/x: NOT EXPLAINED" in lines
    assert "left out of training" in lines
    assert ("a", "1") not in needless([unknown])
    assert (corpus, min(names)) not in needless([out])
    assert (corpus, min(names)) in needless([])


def test_runs_are_of_eight_words() -> None:
    assert runs_of("a b c d e f g") == frozenset()
    assert len(runs_of("a b c d e f g h i")) == 2


def test_the_corpora_share_nothing_unexplained(capsys: pytest.CaptureFixture[str]) -> None:
    folder = os.environ.get("SAYSO_CORPORA")
    if not folder:
        pytest.skip("SAYSO_CORPORA is not set")
    from training import overlaps

    assert overlaps.main() == 0, capsys.readouterr().out


def test_all_corpora_load() -> None:
    folder = os.environ.get("SAYSO_CORPORA")
    if not folder:
        pytest.skip("SAYSO_CORPORA is not set")
    every = list(mentions.load(Path(folder), "train", open_only=False))
    free = list(mentions.load(Path(folder), "train", open_only=True))
    assert {document.corpus for document in every} == {"own", *mentions.READERS}
    assert {document.corpus for document in free} == {document.corpus for document in every}
    assert len(free) < len(every)
    assert all(document.open_licence for document in free)
    assert not {document.genre for document in free} & {"fiction", "whow", "BBC Online"}
    left_out = {(corpus, name) for corpus, names in EXCLUDED.items() for name in names}
    assert not left_out & {(document.corpus, document.name) for document in every}
