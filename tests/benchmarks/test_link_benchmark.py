"""The scores of linking hold what the gate needs, and beat both trivial baselines."""

from pathlib import Path

from benchmarks import score_links
from sayso.evaluation.clusters import b_cubed, ceaf_e, conll, muc


def test_linking_beats_the_baselines() -> None:
    (score,) = score_links.scores(Path())
    assert score.figure is not None
    assert score.baseline == 0  # each telling alone has no links
    assert score.figure > max(figure or 0 for figure in score.more_baselines.values()) > 0
    assert score.n == sum(count.gold for count in score.counts) > 100


def test_all_three_figures_are_better_than_those_of_the_baselines() -> None:
    ours, alone, of_type = (
        conll([[metric(gold, found) for metric in (muc, b_cubed, ceaf_e)] for _, gold, found in documents]) or 0
        for documents in score_links.annotated_documents()
    )
    assert ours > alone + 0.2
    assert ours > of_type + 0.2
