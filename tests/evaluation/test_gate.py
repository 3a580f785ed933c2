import os
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.core.errors import UsageError
from sayso.evaluation.agreement import coincidences, krippendorff_alpha, pair_table
from sayso.evaluation.gate import Floor, fingerprint, problems, raised, read_floors, write_floors
from sayso.evaluation.score import DocumentCounts, Score

ROOT = Path(__file__).resolve().parents[2]
KEY = ("valley dev", "F1")
PRINTS = {KEY: "aa"}


def score(right=8, gold=10):
    counts = DocumentCounts(document="a", true_positive=right, predicted=gold, gold=gold)
    return Score(corpus=KEY[0], files=("a.txt",), metric=KEY[1], n=gold, counts=(counts,))


def kappa_score(table):
    return Score(corpus=KEY[0], files=("a.txt",), metric=KEY[1], n=10, tables=(table,))


def floor(least=0.8, n=10, print_="aa", metric=KEY[1]):
    return Floor(corpus=KEY[0], metric=metric, floor=least, n=n, files_sha256=print_)


@pytest.mark.parametrize(
    ("scores", "floors", "expected"),
    [
        ([score()], [floor()], []),
        ([score(9)], [floor()], []),
        ([score(7)], [floor()], ["valley dev, F1: 0.7000 is below its floor 0.8000"]),
        ([score()], [floor(print_="bb")], ["their SHA-256 differs"]),
        ([score(10)], [floor(print_="bb")], ["their SHA-256 differs"]),
        ([score(16, 20)], [floor()], ["20 gold items, 10 when"]),
        ([score()], [], ["no floor is pinned"]),
        ([], [floor()], ["nothing scored it"]),
        ([score(0, 0)], [floor(n=0)], ["nothing was scored"]),
        ([score(7)], [floor(), floor(metric="other")], ["below its floor", "valley dev, other: a floor is pinned"]),
    ],
)
def test_problems(scores, floors, expected):
    found = problems(scores, floors, PRINTS)
    assert len(found) == len(expected)
    assert all(part in problem for part, problem in zip(expected, found, strict=True))


@pytest.mark.parametrize(
    ("right", "old", "least"), [(8, None, 0.8), (9, floor(), 0.9), (8, floor(), 0.8), (1, floor(0.1), 0.1)]
)
def test_floors_are_raised_freely(right, old, least):
    assert raised([score(right)], [old] if old else [], PRINTS, allow_lower=False) == [floor(least)]


def test_a_kappa_is_held_against_its_floor():
    agreed = kappa_score(pair_table("a", "aaaaabbbbb", "aaaabbbbbb"))
    assert problems([agreed], [floor(0.8)], PRINTS) == []
    assert problems([agreed], [floor(0.81)], PRINTS) == ["valley dev, F1: 0.8000 is below its floor 0.8100"]
    assert raised([agreed], [], PRINTS, allow_lower=False) == [floor(0.8)]
    assert "nothing was scored" in problems([kappa_score(pair_table("a", "aa", "aa"))], [floor()], PRINTS)[0]


def test_an_alpha_is_held_against_its_floor():
    # Krippendorff 2011, section A: alpha = 0.095; kappa of the same coders: observed .6, expected .56.
    coders = "0100000010", "1110010000"
    agreed = Score(
        corpus=KEY[0], files=("a.txt",), metric=KEY[1], n=10, tables=(coincidences("a", coders),),
        agreement=krippendorff_alpha,
    )  # fmt: skip
    assert raised([agreed], [], PRINTS, allow_lower=False) == [floor(0.0952)]
    assert problems([agreed], [floor(0.0953)], PRINTS) == ["valley dev, F1: 0.0952 is below its floor 0.0953"]
    assert kappa_score(pair_table("a", *coders)).figure == pytest.approx(1 / 11)


def test_a_score_is_of_counts_or_of_tables():
    counts = score().counts
    with pytest.raises(UsageError, match="not both"):
        Score(corpus="c", files=("a",), metric="m", n=1, counts=counts, tables=(pair_table("a", "a", "b"),))
    with pytest.raises(UsageError, match="not both"):
        Score(corpus="c", files=("a",), metric="m", n=1)


def test_floors_are_rounded_down_so_that_the_score_that_set_them_holds():
    set_by = score(2, 3)
    floors = raised([set_by], [], PRINTS, allow_lower=False)
    assert floors[0].floor == 0.6666
    assert problems([set_by], floors, PRINTS) == []


@pytest.mark.parametrize(
    ("scores", "old", "message"),
    [
        ([score(7)], floor(), "0.7000 is below the pinned 0.8000"),
        ([score(9)], floor(print_="bb"), "has changed"),
        ([score(18, 20)], floor(), "has changed"),
        ([], floor(), "--allow-lower drops its floor"),
    ],
)
def test_floors_are_lowered_only_when_told_so(scores, old, message):
    with pytest.raises(UsageError, match=message):
        raised(scores, [old], PRINTS, allow_lower=False)
    lowered = raised(scores, [old], PRINTS, allow_lower=True)
    assert problems(scores, lowered, PRINTS) == []


def test_no_floor_is_set_by_a_score_of_nothing():
    with pytest.raises(UsageError, match="nothing was scored"):
        raised([score(0, 0)], [], PRINTS, allow_lower=True)


def test_floors_are_written_and_read_back(tmp_path):
    path = tmp_path / "floors.json"
    assert read_floors(path) == ()
    write_floors(path, [floor(metric="b"), floor(metric="a")])
    assert read_floors(path) == (floor(metric="a"), floor(metric="b"))


@pytest.mark.parametrize(
    "content",
    [
        "[",
        "[{}]",
        '[{"corpus":"c","metric":"m","floor":0.5,"n":1,"files_sha256":"a","more":1}]',
        '[{"corpus":"c","metric":"m","floor":1.5,"n":1,"files_sha256":"a"}]',
        "[" + ",".join(['{"corpus":"c","metric":"m","floor":0.5,"n":1,"files_sha256":"a"}'] * 2) + "]",
    ],
)
def test_malformed_floors_are_rejected(tmp_path, content):
    path = tmp_path / "floors.json"
    path.write_text(content)
    with pytest.raises(UsageError):
        read_floors(path)


def test_the_fingerprint_is_of_names_and_contents_in_any_order(tmp_path):
    (tmp_path / "a.txt").write_text("one")
    (tmp_path / "b.txt").write_text("two")
    both = fingerprint(tmp_path, ["a.txt", "b.txt"])
    assert both == fingerprint(tmp_path, ["b.txt", "a.txt", "a.txt"])
    assert both != fingerprint(tmp_path, ["a.txt"])
    (tmp_path / "b.txt").write_text("twO")
    assert both != fingerprint(tmp_path, ["a.txt", "b.txt"])
    (tmp_path / "a.txt").write_text("twO")
    (tmp_path / "b.txt").write_text("one")
    assert both != fingerprint(tmp_path, ["a.txt", "b.txt"])


@pytest.mark.parametrize("files", [[], ["missing.txt"]])
def test_no_fingerprint_of_missing_files(tmp_path, files):
    with pytest.raises(UsageError):
        fingerprint(tmp_path, files)


def gate(corpora, *options):
    environment = {name: value for name, value in os.environ.items() if name != "SAYSO_CORPORA"}
    if corpora is not None:
        environment["SAYSO_CORPORA"] = str(corpora)
    return subprocess.run(
        [sys.executable, "-m", "benchmarks.quality", *map(str, options)],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def conllu(document, *sentences):
    lines = [f"# newdoc id = {document}"]
    for sentence in sentences:
        for number, form in enumerate(sentence.split(), start=1):
            lines.append("\t".join([str(number), form, *["_"] * 8]))
        lines.append("")
    return "\n".join([*lines, ""])


@pytest.fixture
def corpora(tmp_path):
    """A folder of the same shape as the real one, with a few sentences of our own."""
    folder = tmp_path / "corpora"
    (folder / "ud_ewt").mkdir(parents=True)
    (folder / "gum" / "dep").mkdir(parents=True)
    ours = conllu("valley", "The bridge fell.", "Nobody was on it.", "it rained", "He met Mr. Orlu.")
    (folder / "ud_ewt" / "en_ewt-ud-dev.conllu").write_text(ours)
    names = [f"GUM_{genre}_{part}" for genre in ("news", "interview") for part in ("dev", "train")]
    for name in names:
        (folder / "gum" / "dep" / f"{name}.conllu").write_text(conllu(name, "The army left.", "It was dawn."))
    splits = "## dev\n  * GUM_news_dev\n  * GUM_interview_dev\n## test\n  * GUM_news_test\n"
    (folder / "gum" / "splits.md").write_text(splits)
    return folder


def test_without_corpora_every_corpus_is_named_as_skipped():
    ran = gate(None)
    assert ran.returncode == 0, ran.stderr
    assert "ud_ewt dev: skipped: SAYSO_CORPORA is not set" in ran.stdout.splitlines()
    assert "gum dev: skipped: SAYSO_CORPORA is not set" in ran.stdout.splitlines()
    assert "polnear dev: skipped: SAYSO_CORPORA is not set" in ran.stdout.splitlines()


def test_a_folder_without_the_corpora_is_an_error_not_a_pass(tmp_path):
    ran = gate(tmp_path)
    assert ran.returncode == 2
    assert "is not there" in ran.stderr
    assert gate(tmp_path / "nowhere").returncode == 2


def test_the_gate_holds_fails_below_a_floor_and_fails_on_a_changed_corpus(corpora, tmp_path):
    floors = tmp_path / "floors.json"
    page = tmp_path / "scores.md"
    options = ("--only", "sentences", "--floors", floors)
    unpinned = gate(corpora, *options)
    assert unpinned.returncode == 1
    assert "FAIL ud_ewt dev, sentence F1: no floor is pinned" in unpinned.stdout

    raising = gate(corpora, *options, "--raise-floors", "--markdown", page)
    assert raising.returncode == 0, raising.stdout + raising.stderr
    assert "ud_ewt dev" in page.read_text()
    assert gate(corpora, *options).returncode == 0

    pinned = read_floors(floors)
    too_high = [Floor(corpus=f.corpus, metric=f.metric, floor=1, n=f.n, files_sha256=f.files_sha256) for f in pinned]
    write_floors(floors, too_high)
    below = gate(corpora, *options)
    assert below.returncode == 1
    assert "below its floor 1.0000" in below.stdout
    assert gate(corpora, *options, "--raise-floors").returncode == 2
    assert read_floors(floors) == tuple(too_high)
    assert gate(corpora, *options, "--raise-floors", "--allow-lower").returncode == 0
    assert read_floors(floors) == pinned

    gold = corpora / "ud_ewt" / "en_ewt-ud-dev.conllu"
    gold.write_text(gold.read_text() + conllu("more", "They left."))
    changed = gate(corpora, *options)
    assert changed.returncode == 1
    assert "the corpus files are not those that the floor was pinned on" in changed.stdout

    gold.write_text(gold.read_text() + "1\tbroken\n\n")
    malformed = gate(corpora, *options)
    assert malformed.returncode == 2
    assert "en_ewt-ud-dev.conllu:" in malformed.stderr
