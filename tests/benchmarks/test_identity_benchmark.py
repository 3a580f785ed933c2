"""The scores of who is who hold what the gate needs, and beat both trivial baselines; generated reports are sound."""

import os
from collections import Counter
from pathlib import Path

import pytest
from benchmarks.identity_reports import generated

from benchmarks import identity_growth, score_identity
from sayso.evaluation.bootstrap import interval
from sayso.evaluation.clusters import f1_of
from sayso.identity.profiles import profiles


def test_on_our_cases_fewer_are_wrong_than_by_any_baseline() -> None:
    documents = list(score_identity.own("dev"))
    assert len(documents) >= 60
    counts = [score_identity.pair_counts(each, score_identity.resolved) for each in documents]
    right = sum(each.true_positive for each in counts) / sum(each.predicted for each in counts)
    assert right > 0.75
    assert interval(counts) is not None
    ours = f1_of(score_identity.agreements(documents, score_identity.resolved))
    for group in score_identity.BASELINES.values():
        trivial = [score_identity.pair_counts(each, group) for each in documents]
        assert sum(each.true_positive for each in trivial) < right * sum(each.predicted for each in trivial)
        assert (f1_of(score_identity.agreements(documents, group)) or 0) < (ours or 0) - 0.03


def test_undecided_pairs_of_a_case_count_neither_way() -> None:
    document = next(each for each in score_identity.own("dev") if each.undecided)
    everything = [frozenset(each.key for each in document.profiles)]
    pairs = score_identity.pair_counts(document, lambda _: list(everything))
    report = {each.key: each.report for each in document.profiles}
    keys = sorted(report)
    across = sum(report[one] != report[other] for place, other in enumerate(keys) for one in keys[:place])
    assert pairs.predicted < across


@pytest.mark.skipif(not os.environ.get("SAYSO_CORPORA"), reason="SAYSO_CORPORA is not set: ECB+")
def test_on_ecbplus_it_beats_both_baselines() -> None:
    own, public = score_identity.scores(Path(os.environ["SAYSO_CORPORA"]))
    assert (own.corpus, public.corpus) == score_identity.CORPORA[2:]
    assert public.n > 1000
    for score in (own, public):
        assert score.figure is not None
        assert score.figure > max(score.baseline or 0, *(figure or 0 for figure in score.more_baselines.values()))


def test_generated_reports_are_the_same_each_time_and_have_namesakes() -> None:
    first, second = list(generated(200)), list(generated(200))
    assert first == second
    owners: dict[str, set[str]] = {}
    for reading, who in first:
        for profile in profiles(reading):
            owners.setdefault(profile.names[0].rpartition(" ")[2], set()).add(who[profile.entity])
    assert max(map(len, owners.values())) > 3
    names = Counter(who[entity.id] for reading, who in first for entity in reading.entities)
    assert len(names) > 60


def test_growth_is_measured_and_scored() -> None:
    row = identity_growth.measured(60)
    assert row["profiles"] > 200
    assert row["pair_precision"] > 90
    truth = {"a": "x", "b": "x", "c": "y"}
    scored = identity_growth.scored([frozenset(("a", "b", "c"))], truth)
    assert (scored["pair_precision"], scored["pair_recall"]) == (33.3, 100.0)
    assert identity_growth.scored([frozenset(("a", "b")), frozenset(("c",))], truth)["b3"] == 100.0
