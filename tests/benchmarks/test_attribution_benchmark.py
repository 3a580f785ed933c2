"""What scores attributions: on a small corpus written here, with predictions written by hand."""

import os
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from benchmarks.attribution_baselines import cue_and_rest, rules_alone
from benchmarks.attribution_corpora import (
    AttributionCorpus,
    CorpusDocument,
    cases,
    own_annotators,
    own_dev,
    polnear_annotators,
    polnear_dev,
    predictions,
)
from benchmarks.attribution_errors import mistakes, tally
from benchmarks.attribution_rows import ROWS, Compared, direct_content, direct_source

from benchmarks import score_attributions
from sayso.core.errors import UsageError
from sayso.core.reading import Attribution, SourceSpan
from sayso.core.span import Span
from sayso.evaluation.attributions import AttributionValue, Case
from sayso.evaluation.score import DocumentCounts

ROOT = Path(__file__).resolve().parents[2]
TEXT = "Adar said the mill had burned. “We were at home,” Bel said. Critics denied it."


@pytest.fixture
def corpora() -> Path:
    folder = os.environ.get("SAYSO_CORPORA")
    if not folder or not (Path(folder) / "polnear").is_dir():
        pytest.skip("SAYSO_CORPORA names no folder with PolNeAR")
    return Path(folder)


def span(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def gold(source: str, cue: str, content: str) -> AttributionValue:
    parts = {"source": source, "cue": cue, "content": content}
    return AttributionValue(**{role: (span(words),) if words else () for role, words in parts.items()})


def found(number: int, source: str, cue: str, content: str, within: str | None = None) -> Attribution:
    spans = [Span(start=start, end=end, text=TEXT[start:end]) for start, end in map(span, (cue, content))]
    start, end = span(source)
    return Attribution(
        id=f"a{number}",
        source=SourceSpan(start=start, end=end, text=source) if source else None,
        cue=spans[0],
        content=(spans[1],),
        manner="indirect",
        stance="assert",
        within=within,
        confidence=0.5,
    )


GOLD = (
    gold("Adar", "said", "the mill had burned"),
    gold("Bel", "said", "“We were at home,”"),
    gold("Critics", "denied", "it"),
)
CORPUS = AttributionCorpus(
    name="small",
    documents=(CorpusDocument(name="d", text=TEXT, gold=GOLD, gold_as_cut=GOLD),),
    files=("a.txt",),
    is_whole=False,
)


def read(text: str) -> Sequence[Attribution]:
    assert text == TEXT
    return (found(1, "Adar", "said", "mill had burned"), found(2, "Critics", "denied", "it", within="a1"))


def kinds(predicted: tuple[AttributionValue, ...]) -> list[tuple[str, str]]:
    case = Case(document="d", text=TEXT, gold=GOLD, predicted=predicted)
    return [(mistake.kind, mistake.words) for mistake in mistakes(case)]


def test_nested_ones_are_left_out_where_gold_has_none() -> None:
    (case,) = cases(CORPUS, predictions(CORPUS, read))
    assert [value.cue for value in case.predicted] == [(span("said"),)]
    whole = AttributionCorpus(name="w", documents=CORPUS.documents, files=("a.txt",), is_whole=True)
    assert [value.within for value in cases(whole, predictions(whole, read))[0].predicted] == [None, 0]


def test_a_cache_is_read_instead_of_the_text(tmp_path: Path) -> None:
    cache = tmp_path / "found.jsonl"
    first = predictions(CORPUS, read, cache)

    def never(text: str) -> Sequence[Attribution]:
        raise AssertionError(text)

    assert predictions(CORPUS, never, cache) == first
    other = CorpusDocument(name="d", text=TEXT + ".", gold=(), gold_as_cut=())
    changed = AttributionCorpus(name="small", documents=(other,), files=("a.txt",), is_whole=False)
    with pytest.raises(UsageError, match="read from another text"):
        predictions(changed, never, cache)
    cache.write_text("{}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="delete the file"):
        predictions(CORPUS, never, cache)


@pytest.mark.parametrize(
    ("predicted", "expected"),
    [
        (GOLD, []),
        (
            (gold("Adar", "said", "mill had burned."), *GOLD[1:]),
            [("content starts late", "the"), ("content ends late", ".")],
        ),
        ((gold("Bel", "said", "the mill had burned"), *GOLD[1:]), [("wrong source", "Bel")]),
        ((gold("", "said", "the mill had burned"), *GOLD[1:]), [("source missing", "Adar")]),
        ((gold("Adar", "said the", "mill"), *GOLD[1:]),
         [("cue ends late", "the"), ("content starts late", "the"), ("content ends early", "had burned")]),
        (GOLD[:2], [("missed, any", "denied")]),
        ((*GOLD, gold("", "were", "home")), [("spurious, any without source", "were")]),
    ],
)  # fmt: skip
def test_mistakes(predicted: tuple[AttributionValue, ...], expected: list[tuple[str, str]]) -> None:
    assert kinds(predicted) == expected


def test_mistakes_in_pieces_and_labels() -> None:
    one = AttributionValue(source=(), cue=((0, 2),), content=((3, 9),), stance="deny")
    two = AttributionValue(source=(), cue=((0, 2),), content=((3, 5), (6, 9)), stance="assert", within=0)
    case = Case(document="d", text="ab cd efg h", gold=(one,), predicted=(two,))
    assert [mistake.kind for mistake in mistakes(case)] == [
        "content in more pieces", "stance deny taken for assert", "nested where it is not",
    ]  # fmt: skip
    shown = tally([case, case], examples=1)
    assert shown.startswith("    2 content in more pieces: cd … efg (2)")
    assert "gold – | ab | cd efg" in shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Adar said the mill had burned.", ("Adar", "said", "the mill had burned", "assert", "indirect")),
        ("“It burned,” said Adar, the miller.", ("Adar", "said", "“It burned,”", "assert", "direct")),
        ("“It burned,” Adar said.", ("Adar", "said", "“It burned,”", "assert", "direct")),
        ("The mill had burned, Adar denied.", ("Adar", "denied", "The mill had burned", "deny", "indirect")),
        ("According to Adar, the mill burned.", ("Adar", "According to", "the mill burned", "assert", "indirect")),
        ("The mill burned.", None),
    ],
)
def test_the_baseline_cuts_at_the_cue(text: str, expected: tuple[str, ...] | None) -> None:
    values = cue_and_rest()(text)
    shown = [
        (each.source.text if each.source else "", each.cue.text if each.cue else "", each.content[0].text, each.stance,
         each.manner) for each in values
    ]  # fmt: skip
    assert shown == ([expected] if expected else [])
    assert all(text[span.start : span.end] == span.text for each in values for span in each.content)


def test_the_rules_find_direct_quotations() -> None:
    (first, *_) = rules_alone()("“We were all at home that night,” Adar said.")
    assert (first.source.text if first.source else None, first.manner) == ("Adar", "direct")


def test_direct_rows_count_as_quotations_do() -> None:
    quoted = Case(document="d", text=TEXT, gold=GOLD, predicted=(gold("Adar", "said", "“We were at home,”"),))
    assert direct_content(quoted) == DocumentCounts(document="d", true_positive=1, predicted=1, gold=1)
    assert direct_source(quoted) == DocumentCounts(document="d", true_positive=0, predicted=1, gold=1)


def test_every_row_measures_our_own_corpus() -> None:
    corpus = own_dev()
    gold_itself = [
        Case(document=each.name, text=each.text, gold=each.gold, predicted=each.gold) for each in corpus.documents
    ]
    compared = Compared(normalised=gold_itself, as_cut=gold_itself)
    assert {row.metric: row.figure(compared) for row in ROWS} == {row.metric: pytest.approx(1.0) for row in ROWS}
    assert sum(len(each.gold) for each in corpus.documents) > 300


def test_annotators_of_our_own_corpus() -> None:
    twice = own_annotators()
    assert len(twice) == 6
    assert all(case.gold and case.predicted for case in twice)


def test_agreement_of_polnear_annotators_to_the_character(corpora: Path) -> None:
    # Counted apart from the scorers: pieces as cut, over all pairs of annotators of the train documents.
    pairs = polnear_annotators(corpora, ["train"], as_cut=True)
    assert len(pairs) == 235
    figures = []
    for role in ("source", "cue", "content"):
        agreed = marked = 0
        for case in pairs:
            sides = (case.gold, case.predicted)
            first, second = ({piece for value in side for piece in value.part(role)} for side in sides)
            agreed, marked = agreed + len(first & second), marked + len(first) + len(second)
        figures.append(round(2 * agreed / marked, 3))
    assert figures == [0.777, 0.704, 0.678]


def test_polnear_dev_has_no_attribution_inside_another(corpora: Path) -> None:
    corpus = polnear_dev(corpora)
    assert len(corpus.documents) == 84
    for each in corpus.documents:
        contents = sorted(piece for value in each.gold for piece in value.content)
        assert all(first[1] <= second[0] for first, second in pairwise(contents))


def test_without_corpora_our_own_is_scored_and_the_others_named() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "SAYSO_CORPORA"}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.score_attributions", "--corpus", "polnear dev"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "polnear dev: skipped: SAYSO_CORPORA is not set\n")
    assert score_attributions.CORPORA == ("polnear dev", "own dev")
