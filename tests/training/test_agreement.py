"""Agreement of two annotations, on hand-made cases; and the second annotations of the corpus fit their first ones."""

from pathlib import Path

import pytest
from training.agreement import Agreement, compare, main, pair_files, show
from training.corpus_files import CORPUS, SECOND, find_files
from training.notation import AnnotatedReport, load_file, load_text

from sayso.core.errors import UsageError

HEAD = """id: x-01
conflict: x
outlet: Paper
style: local
published: 2023-03-19
title: Title
region: Nowhere
layers: {layers}

"""
FIRST = (
    "[Adar]{@adar.name person; a1.source} [said]{a1.cue assert} "
    "[that [the mill]{@mill.nom facility; e1.recipient} [burned]{e1.trigger ASSAULT} at dawn]{a1.content}. "
    "[Bel]{@bel.name person; a2.source} [denied]{a2.cue deny} [it]{a2.content}. "
    "[She]{@bel.pro} [left]{e2.trigger RETREAT}."
)
SECOND_VIEW = (
    "[Adar]{@adar.name person; a1.source} [said]{a1.cue assert} "
    "[that [the mill]{@mill.nom place; e1.recipient} [burned]{e1.trigger COERCE future}]{a1.content} at dawn. "
    "[Bel]{@bel.name person; a2.source} [denied]{a2.cue doubt} [it]{a2.content}. [She]{@bel.pro} left."
)


def _report(body: str, layers: str = "entities attributions events") -> AnnotatedReport:
    return load_text(f"{HEAD.format(layers=layers)}{body}\n")


def _counts(agreement: Agreement, name: str) -> tuple[int, int, int]:
    figure = agreement.spans[name]
    return figure.agreed, figure.first, figure.second


def test_an_annotation_agrees_with_itself() -> None:
    agreement = compare([(_report(FIRST), _report(FIRST))])
    assert {figure.f1 for figure in agreement.spans.values() if figure.first} == {1.0}
    assert _counts(agreement, "event recipient, head") == (1, 1, 1)
    assert agreement.labels["stance"] == [("assert", "assert"), ("deny", "deny")]


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("source, exact", (2, 2, 2)),
        ("cue, exact", (2, 2, 2)),
        ("content, exact", (1, 2, 2)),
        ("attribution, all exact", (1, 2, 2)),
        ("attribution, each half shared", (2, 2, 2)),
        ("mention, any form", (4, 4, 4)),
        ("mention, name", (2, 2, 2)),
        ("mention, nominal", (1, 1, 1)),
        ("mention, pronoun", (1, 1, 1)),
        ("event trigger", (1, 2, 1)),
        ("event trigger and type", (0, 2, 1)),
        ("event recipient, head", (0, 1, 1)),  # of events of one type alone
    ],
)
def test_differences_are_counted(name: str, counts: tuple[int, int, int]) -> None:
    assert _counts(compare([(_report(FIRST), _report(SECOND_VIEW))]), name) == counts


def test_labels_are_compared_where_both_marked() -> None:
    labels = compare([(_report(FIRST), _report(SECOND_VIEW))]).labels
    assert labels["stance"] == [("assert", "assert"), ("deny", "doubt")]
    assert sorted(labels["entity type"]) == [("facility", "place"), *[("person", "person")] * 3]
    assert labels["event type"] == [("ASSAULT", "COERCE")]
    assert labels["future or not"] == [("-", "future")]
    assert labels["negation or not"] == [("-", "-")]


def test_dates_and_places_from_elsewhere_are_not_compared() -> None:
    told = "[Adar]{@adar.name person} [left]{e1.trigger RETREAT on=t1} after [dawn]{t1 TIME 2023-03-19TMO}."
    bare = "[Adar]{@adar.name person} [left]{e1.trigger RETREAT} after dawn."
    pair = (_report(told, "entities events times"), _report(bare, "entities events"))
    assert _counts(compare([pair]), "event argument, exact") == (0, 0, 0)


def test_a_layer_that_one_left_out_is_not_compared() -> None:
    only = _report("[Adar]{@adar.name person} left. [She]{@adar.pro} wept.", "entities")
    both = _report("[Adar]{@adar.name person} [left]{e1.trigger RETREAT}. She wept.", "entities events")
    agreement = compare([(only, both)])
    assert "event trigger" not in agreement.spans
    assert _counts(agreement, "mention, pronoun") == (0, 1, 0)
    assert agreement.spans["mention, nominal"].f1 is None


def test_same_span_of_another_form_agrees_only_in_span() -> None:
    one, other = (
        _report("[Militia]{@m.name group} came.", "entities"),
        _report("[Militia]{@m.nom group} came.", "entities"),
    )
    agreement = compare([(one, other)])
    assert _counts(agreement, "mention, any form") == (1, 1, 1)
    assert _counts(agreement, "mention, name") == (0, 1, 0)
    assert _counts(agreement, "mention, nominal") == (0, 0, 1)


def test_other_texts_and_other_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="same text"):
        compare([(_report(FIRST), _report(FIRST + " More."))])
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with pytest.raises(UsageError, match="share no file"):
        pair_files(tmp_path / "a", tmp_path / "b")
    with pytest.raises(UsageError, match="same kind"):
        pair_files(tmp_path / "a", find_files([CORPUS / "dev"])[0])


def test_files_of_two_folders_are_paired_by_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder, body in (("one", FIRST), ("two", SECOND_VIEW)):
        (tmp_path / folder / "x").mkdir(parents=True)
        content = f"{HEAD.format(layers='entities attributions events')}{body}\n"
        (tmp_path / folder / "x" / "01.txt").write_text(content, "utf-8")
    (tmp_path / "one" / "x" / "02.txt").write_text("not read: the other folder lacks it", "utf-8")
    assert main([str(tmp_path / "one"), str(tmp_path / "two")]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["1", "reports"] in lines
    assert ["event", "trigger", "0.667", "2", "1", "1"] in lines
    # Expected by chance: the first says assert and deny, the second assert and doubt: 1/4; (1/2 - 1/4) / (3/4).
    assert ["stance", "0.500", "0.333", "2"] in lines
    assert ["1", "x", "deny", "/", "doubt"] in lines


def test_nothing_marked_is_no_figure() -> None:
    lines = show(compare([(_report("Rain fell.", "entities"),) * 2])).splitlines()
    assert ["mention,", "name", "-", "0", "0", "0"] in [line.split() for line in lines]


def test_second_annotations_are_of_the_texts_of_the_dev_split_and_of_no_split() -> None:
    second = find_files([CORPUS / SECOND])
    assert second
    assert not set(second) & set(find_files([CORPUS]))
    for path in second:
        first = load_file(CORPUS / "dev" / path.relative_to(CORPUS / SECOND))
        assert load_file(path).reading.report.text == first.reading.report.text
