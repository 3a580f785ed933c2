"""The scores of factuality, from answers made for this test."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from benchmarks.happening_spans import Told
from benchmarks.score_factuality import CORPORA, asking, main, scores

from sayso.core.errors import UsageError
from sayso.core.span import Span
from sayso.evaluation.score import Score
from sayso.reading.reader import ReaderConfig

VALUES = {"left": 3.0, "fled": 2.5, "fire": -3.0, "come": -1.5, "talked": 0.0, "fell": 1.0, "ran": 2.0}


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    """Every corpus has the same seven sentences of one predicate six times, in both parts."""
    rows = [
        {"text": f"They {word} .", "targets": [{"span1": [1, 2], "label": value, "span_text": word}]}
        for word, value in VALUES.items()
    ]
    for name in CORPORA:
        for part in ("train", "dev"):
            path = tmp_path / "factuality" / name.removesuffix(" dev") / f"{part}.jsonl"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(json.dumps(row) for row in rows * 6), encoding="utf-8")
    return tmp_path


def told(negation: float, factuality: float | None = None) -> Told:
    chances = {"negation": negation, "hypothetical": 0.0, "future": 0.0, "historical": 0.0}
    nothing = np.zeros(2, np.float32)
    return Told(kinds=nothing, auxiliaries=chances, factuality=factuality, state=nothing)  # type: ignore[arg-type]


def by_metric(rows: Sequence[Score], corpus: str) -> dict[str, Score]:
    return {row.metric: row for row in rows if row.corpus == corpus}


def knowing(text: str, spans: Sequence[Span]) -> list[Told | None]:
    """Answer with a negation just as likely as gold says, on the line that `plain_value` draws."""
    return [told((3 - VALUES[span.text]) / 6) for span in spans]


def test_auxiliaries_that_say_what_gold_says_are_right(corpora: Path) -> None:
    rows = scores(corpora, knowing)
    assert {row.corpus for row in rows} == set(CORPORA)
    for corpus in CORPORA:
        found = by_metric(rows, corpus)
        assert len(found) == 6
        assert found["factuality correlation, plain"].figure == pytest.approx(1)
        assert found["factuality correlation, fitted"].figure == pytest.approx(0.883, abs=0.001)  # of log odds
        assert found["factuality, side of 0, plain"].figure == 1
        assert found["not happened F1, plain"].figure == 1
        assert found["factuality correlation, plain"].n == 42
        assert found["factuality, side of 0, plain"].n == 36  # one in seven is neither
        assert found["factuality, side of 0, plain"].baseline == pytest.approx(4 / 6)
        assert found["not happened F1, plain"].baseline == 0
        assert found["factuality correlation, fitted"].files == tuple(
            f"factuality/{corpus.removesuffix(' dev')}/{part}.jsonl" for part in ("dev", "train")
        )


def test_what_auxiliaries_are_worth_is_learned_from_the_training_part(corpora: Path) -> None:
    def turned(text: str, spans: Sequence[Span]) -> list[Told | None]:
        return [told((3 + VALUES[span.text]) / 6) for span in spans]

    rows = by_metric(scores(corpora, turned), "UDS_IH2 dev")
    assert rows["factuality correlation, plain"].figure == pytest.approx(-1)
    assert rows["factuality correlation, fitted"].figure == pytest.approx(0.883, abs=0.001)


def test_a_handful_of_predicates_makes_no_row(corpora: Path) -> None:
    dev = corpora / "factuality" / "MEANTIME" / "dev.jsonl"
    dev.write_text("\n".join(dev.read_text(encoding="utf-8").splitlines()[:35]), encoding="utf-8")
    rows = scores(corpora, knowing)
    assert {row.n for row in rows if row.corpus == "MEANTIME dev" and row.metric.startswith("not happened")} == {10}
    dev.write_text("\n".join(dev.read_text(encoding="utf-8").splitlines()[:28]), encoding="utf-8")
    metrics = {row.metric for row in scores(corpora, knowing) if row.corpus == "MEANTIME dev"}
    assert not any(metric.startswith("not happened") for metric in metrics)
    assert "factuality, side of 0, plain" in metrics


def test_everything_as_fact_is_as_the_baseline(corpora: Path) -> None:
    rows = by_metric(scores(corpora, lambda text, spans: [None] * (len(spans) - 1) + [told(0)]), "UW dev")
    assert rows["factuality correlation, plain"].figure is None
    assert rows["factuality, side of 0, plain"].figure == rows["factuality, side of 0, plain"].baseline
    assert rows["not happened F1, plain"].recall == 0


def test_a_value_that_was_trained_is_taken_as_it_is(corpora: Path) -> None:
    rows = by_metric(scores(corpora, lambda text, spans: [told(0, VALUES[each.text]) for each in spans]), "UW dev")
    assert set(rows) == {
        "factuality correlation, trained", "factuality, side of 0, trained", "not happened F1, trained",
    }  # fmt: skip
    assert all(row.figure == pytest.approx(1) for row in rows.values())


def test_without_a_model_there_is_nobody_to_ask() -> None:
    with pytest.raises(UsageError, match="no model"):
        asking(ReaderConfig(name="bare", components=()))


def test_the_command_says_what_it_lacks(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("SAYSO_CORPORA", raising=False)
    assert main([]) == 2
    assert "SAYSO_CORPORA" in capsys.readouterr().err
