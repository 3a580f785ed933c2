"""The scores of PLOVER types of marked sentences, and the regression of their 5-fold rows."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from benchmarks.score_plover import Asked, asking, folded, main, scores
from benchmarks.softmax_regression import train

from benchmarks import score_plover
from sayso.core.errors import UsageError
from sayso.evaluation.plover_sentences import AW_FILE, FOLDS, PLV_FILE, MarkedSentence, fold_of, marked
from sayso.evaluation.score import Score
from sayso.reading.reader import ReaderConfig

LABELS = ("ACCUSE", "AID", "YIELD")


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    """Sixty sentences of three types, twenty of them of conflict."""
    (tmp_path / PLV_FILE).parent.mkdir()
    rows = [(f"<s>Orma</s> met <t>Tavin</t> {number}.", LABELS[number % 3]) for number in range(60)]
    plv = "\n".join(f"{text}\t{label}" for text, label in rows)
    aw = "\n".join(f"{text}\t{int(label == 'ACCUSE')}\tdev" for text, label in rows)
    (tmp_path / PLV_FILE).write_text(f"marked_sentence\tgold_root\n{plv}\n", encoding="utf-8")
    (tmp_path / AW_FILE).write_text(f"marked_sentence\tgold_binary\toriginal_split\n{aw}\n", encoding="utf-8")
    return tmp_path


def number_of(sentence: MarkedSentence) -> int:
    return int(sentence.text.split()[-1].rstrip("."))


def features(place: int) -> np.ndarray:
    return np.eye(3, dtype=np.float32)[place]


def by_name(rows: Sequence[Score], corpus: str) -> dict[str, Score]:
    return {row.metric: row for row in rows if row.corpus == corpus}


def test_right_types_are_right_in_every_row(corpora: Path) -> None:
    rows = scores(corpora, lambda each: Asked(root=LABELS[number_of(each) % 3], features=features(number_of(each) % 3)))
    plv, aw = by_name(rows, "plv train"), by_name(rows, "aw held out")
    for way in ("zero-shot", "5-fold"):
        row = plv[f"type, {way}, macro F1"]
        assert row.figure == pytest.approx(1)
        assert row.n == row.documents == 60
        assert row.more_baselines["commonest label"] == pytest.approx((2 * 20 / 80) / 3)
        assert plv[f"class, {way}, macro F1"].figure == pytest.approx(1)
        assert plv[f"AID F1, {way}"].n == 20
        assert plv[f"COERCE F1, {way}"].figure is None
        assert aw[f"side, {way}, macro F1"].figure == pytest.approx(1)
        assert aw[f"conflict F1, {way}"].n == 20


def test_wrong_types_of_the_right_class_show_and_folds_learn_what_is_meant(corpora: Path) -> None:
    rows = scores(corpora, lambda each: Asked(root="REJECT", features=features(number_of(each) % 3)))
    plv, aw = by_name(rows, "plv train"), by_name(rows, "aw held out")
    assert plv["type, zero-shot, macro F1"].figure == 0
    assert plv["class, zero-shot, macro F1"].figure == pytest.approx((2 * 20 / 80) / 2)
    assert aw["conflict F1, zero-shot"].recall == 1
    assert aw["cooperation F1, zero-shot"].recall == 0
    assert plv["type, 5-fold, macro F1"].figure == pytest.approx(1)


def test_what_is_held_out_is_not_learned_from() -> None:
    given = [marked(str(number), f"sentence {number}", LABELS[0]) for number in range(40)]
    own = [fold_of(each) for each in given]
    labelled = [
        MarkedSentence(name=each.name, text=each.text, sources=(), targets=(), label=f"fold {fold}")
        for each, fold in zip(given, own, strict=True)
    ]
    asked = [Asked(root="AID", features=np.eye(FOLDS, dtype=np.float32)[fold]) for fold in own]
    found = folded(labelled, asked)
    assert all(label != each.label for label, each in zip(found, labelled, strict=True))


def test_regression_is_at_the_least_of_its_cost() -> None:
    random = np.random.default_rng(3)
    rows = random.normal(size=(80, 4)) * [1, 10, 0.1, 1]
    labels = [("a", "b", "c")[int(place)] for place in (rows[:, 0] > 0).astype(int) + (rows[:, 1] > 8)]
    model = train(rows, labels, penalty=0.01, rounds=3000)
    assert model.labels == ("a", "b", "c")
    gold = np.array([[label == name for name in model.labels] for label in labels], float)
    inputs = np.concatenate([(rows - rows.mean(0)) / rows.std(0), np.ones((80, 1))], 1)
    scores_ = inputs @ model.weights
    shares = np.exp(scores_) / np.exp(scores_).sum(1, keepdims=True)
    slope = inputs.T @ (shares - gold) / 80
    slope[:-1] += 0.01 * model.weights[:-1]
    assert np.abs(slope).max() < 1e-6


def test_a_feature_that_never_changes_does_no_harm() -> None:
    model = train(np.array([[0.0, 7.0], [1.0, 7.0]]), ["a", "b"], penalty=0.01)
    assert model.best(np.array([[-1.0, 7.0], [2.0, 7.0]])) == ["a", "b"]


def test_overlap_is_of_the_shorter_span() -> None:
    sentence = marked("x", "<s>the Orma police</s> hit <s>Tavin</s>.", "ASSAULT")
    orma, bel = marked("y", "the <s>Orma</s> police hit <t>Tav</t>in.", "ASSAULT").sources, ()
    assert score_plover._overlap(orma, sentence.sources) == 1
    assert score_plover._overlap(bel, sentence.sources) == 0
    assert score_plover._overlap(sentence.sources[1:], sentence.sources[:1]) == 0


def test_without_a_model_there_is_nobody_to_ask() -> None:
    with pytest.raises(UsageError, match="no model"):
        asking(ReaderConfig(name="bare", components=()))


def test_the_command_says_what_it_lacks(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("SAYSO_CORPORA", raising=False)
    assert main([]) == 2
    assert "SAYSO_CORPORA" in capsys.readouterr().err
