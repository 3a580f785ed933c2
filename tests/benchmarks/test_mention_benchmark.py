"""The mention scores on our own dev reports, which need no public corpus, and the baseline."""

import pytest
from benchmarks.score_mentions import CORPORA, Part, baseline_finder, main, part_scores, parts
from training.data.mentions import own

from sayso.core.errors import UsageError
from sayso.evaluation.mention_scores import FoundMention
from sayso.evaluation.mentions import TYPES, MentionDocument


@pytest.fixture(scope="module")
def part() -> Part:
    return Part(name="own dev", documents=tuple(own("dev")), files=("a",))


def gold_as_found(document: MentionDocument) -> list[FoundMention]:
    return [
        FoundMention(start=each.start, end=each.end, type=min(each.types_allowed), form=each.form)
        for each in document.mentions
        if each.form is not None
    ]


def test_gold_itself_is_right_in_every_row_and_the_baseline_in_none(part: Part) -> None:
    answers = {document.text: gold_as_found(document) for document in part.documents}
    rows = list(part_scores(part, lambda text: answers[text]))
    assert {row.f1 for row in rows} == {1.0}
    assert {f"{kind} F1" for kind in TYPES} < {row.metric for row in rows}
    for row in rows:
        assert row.baseline is not None
        assert row.baseline < 0.7
    assert next(row for row in rows if row.metric == "mentions F1").n == sum(map(len, answers.values()))


def test_finding_nothing_misses_everything_and_n_stays(part: Part) -> None:
    answers = {document.text: gold_as_found(document) for document in part.documents}
    all_found = {row.metric: row.n for row in part_scores(part, lambda text: answers[text])}
    rows = list(part_scores(part, lambda text: []))
    assert {row.metric: row.n for row in rows} == all_found
    assert {row.f1 for row in rows} == {0.0}


def test_the_baseline_takes_capitals_determiners_and_pronouns(part: Part) -> None:
    text = "On Monday the army met Jo Adar; he left."
    found = baseline_finder(part.documents)(text)
    words = {text[each.start : each.end]: (each.form, each.type) for each in found}
    assert words["the army"][0] == "nominal"
    assert words["Jo Adar"][0] == "name"
    assert words["he"] == ("pronoun", "person")


def test_without_corpora_every_part_is_skipped_by_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path
) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.delenv("SAYSO_CORPORA", raising=False)
    assert main() == 0
    printed = capsys.readouterr().out
    assert all(f"{corpus}: skipped" in printed for corpus in CORPORA)
    with pytest.raises(UsageError):
        list(parts(tmp_path))
