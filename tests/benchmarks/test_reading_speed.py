"""The speed benchmark: its text, its arithmetic, its processes. Nothing here is timed, and no peer is needed."""

import random
import subprocess
import sys
from pathlib import Path

import msgspec
import numpy as np
import pytest
from benchmarks.reading_speed import GOALS, main
from benchmarks.speed_candidates import CANDIDATES, ENCODER, READING, REFERENCE, Spec, take_turn
from benchmarks.speed_encoder import bundled_encoder
from benchmarks.speed_figures import Goal, Results, judge, judge_load, row_of, shares_of, turn_of
from benchmarks.speed_measuring import AbsentError, Job, Measured, count_words, measure
from benchmarks.speed_report import page, table
from benchmarks.speed_text import blocks_of, own_texts, varied
from training.export.encoder import encoder_model

from benchmarks import speed_candidates, speed_machine, speed_measuring, speed_own
from sayso.reading.encoder.features import FEATURE_SIZES

TEXT = "On Friday Colonel Adar said 40 men had crossed near Tell. “We saw Adar,” said a guard of Tell."
CORPUS_FILE = """id: {name}
title: The bridge
outlet: Valley Post
conflict: valley
published: 2023-05-01
layers: entities

{body}
"""


def measured(words, begin, end, cpu=1.0, **values):
    return Measured(words=words, begin_s=begin, end_s=end, cpu_s=cpu, **values)


# Text


def test_words_are_what_stands_between_white_space():
    assert count_words("“We hold\u00a0it,”\n\nhe — said.") == 6
    assert count_words(" \n") == 0


def test_own_texts_are_bodies_without_markup():
    texts, left_out = own_texts()
    assert sum(map(count_words, texts)) > 30_000
    assert not any("]{" in text for text in texts)
    assert all(name.endswith(".txt") for name in left_out)


def test_a_malformed_file_is_left_out_by_name(tmp_path):
    folder = tmp_path / "train" / "valley"
    folder.mkdir(parents=True)
    (folder / "01-good.txt").write_text(CORPUS_FILE.format(name="good", body="[The army]{e1:group} left the valley."))
    (folder / "02-open.txt").write_text(CORPUS_FILE.format(name="open", body="[The army left the valley."))
    texts, left_out = own_texts(tmp_path)
    assert left_out == ["train/valley/02-open.txt"]
    assert texts[0] == "The army left the valley."
    assert texts[1:] == own_texts()[0][-len(texts[1:]) :], "the examples follow"


def test_blocks_are_alike_in_size_and_repeat_nothing():
    texts = [f"{TEXT} " * count for count in (1, 2, 3, 5)]
    blocks = blocks_of(texts, blocks=3, words=2_000)
    sizes = [sum(map(count_words, block)) for block in blocks]
    assert sum(sizes) >= 2_000
    assert max(sizes) - min(sizes) <= max(map(count_words, texts))
    every = [text for block in blocks for text in block]
    assert set(texts) <= set(every), "the first pass is unchanged"
    assert len(set(every)) > 0.8 * len(every)
    assert blocks == blocks_of(texts, blocks=3, words=2_000), "the same at every run"


def test_no_words_no_blocks():
    with pytest.raises(ValueError, match="no words"):
        blocks_of([" "], blocks=2, words=10)


def test_variation_changes_names_and_digits_and_keeps_all_else():
    other = varied(TEXT, ["Morun", "Kesh", "Oster"], random.Random(4))
    words, others = TEXT.split(), other.split()
    changed = {(word, new) for word, new in zip(words, others, strict=True) if word != new}
    assert {word.strip(".,”“") for word, _ in changed} <= {"Friday", "Colonel", "Adar", "40", "Tell"}
    assert "40" not in other
    tell = [new for word, new in zip(words, others, strict=True) if word == "Tell."]
    assert len(tell) == 2
    assert len(set(tell)) == 1, "the same name for the same name"
    assert other.startswith("On ")
    assert others[5].isdigit()
    assert len(others[5]) == 2


# Arithmetic


def test_a_turn_lasts_from_the_first_begin_to_the_last_end():
    turn = turn_of([measured(300, 10.0, 12.0, 2.0, load_s=0.5, peak_mib=20.0),
                    measured(500, 11.0, 14.0, 3.0, load_s=0.7, peak_mib=30.0)], cores=2)  # fmt: skip
    assert turn.words_per_s == pytest.approx(200.0)
    assert turn.cpu_share == pytest.approx(5.0 / 8.0)
    assert turn.load_s == pytest.approx(0.7)
    assert turn.peak_mib == pytest.approx(50.0)


@pytest.mark.parametrize("processes", [[], [measured(10, 3.0, 3.0)]])
def test_a_turn_without_time_is_an_error(processes):
    with pytest.raises(ValueError, match="turn"):
        turn_of(processes, cores=1)


def turns(*speeds):
    return [turn_of([measured(speed, 0.0, 1.0)], cores=1) for speed in speeds]


def test_ratios_are_taken_within_a_turn():
    row = row_of(READING, 1, turns(80, 400, 1000), turns(10, 100, 100))
    assert row.words_per_s == pytest.approx(400)
    assert row.range_words_per_s == (80, 1000)
    assert row.ratio == pytest.approx(8.0), "not 400 / 100"
    assert row.range_ratio == pytest.approx((4.0, 10.0))
    assert row.turns == 3


def test_no_reference_no_ratio():
    row = row_of(READING, 1, turns(80, 90), [])
    assert row.ratio is None
    assert row.range_ratio is None


GOAL = Goal(candidate=READING, peer=REFERENCE, times=8.0)


@pytest.mark.parametrize(
    ("ratios", "absent", "outcome"),
    [
        ({1: 8.0, 2: 9.5}, {}, "pass"),
        ({1: 12.0, 2: 7.9}, {}, "FAIL"),
        ({1: 7.99}, {}, "FAIL"),
        ({1: 12.0}, {ENCODER: "no bundled model"}, "pass"),
        ({1: 12.0}, {READING: "the bundled reader names no model"}, "not judged"),
        ({1: 12.0}, {REFERENCE: "no --peers given"}, "not judged"),
        ({}, {}, "not judged"),
    ],
)
def test_a_goal_holds_on_every_number_of_cores_or_not_at_all(ratios, absent, outcome):
    rows = [row_of(READING, cores, turns(100 * ratio), turns(100)) for cores, ratio in ratios.items()]
    other = [row_of("another", 1, turns(1), turns(100))]
    verdict = judge(GOAL, [*rows, *other], absent)
    assert verdict.outcome == outcome
    if outcome == "not judged":
        assert all(reason in verdict.words for reason in absent.values())


def test_a_goal_is_not_judged_where_the_peer_had_to_share_its_cores():
    hindered = [turn_of([measured(100, 0.0, 1.0, cpu=0.5)], cores=1)]
    rows = [row_of(READING, 1, turns(1200), hindered), row_of(REFERENCE, 1, hindered, hindered)]
    verdict = judge(GOAL, rows, {})
    assert verdict.outcome == "not judged"
    assert "12.0 on 1 core" in verdict.words
    assert "50 % of its time on 1 core" in verdict.words


@pytest.mark.parametrize(
    ("load_s", "unjudged", "outcome"),
    [(0.69, {}, "pass"), (0.71, {}, "FAIL"), (0.1, {READING: "no model"}, "not judged"), (None, {}, "not judged")],
)
def test_loading_is_judged_on_one_core(load_s, unjudged, outcome):
    made = [] if load_s is None else [turn_of([measured(1, 0.0, 1.0, load_s=load_s)], cores=1)]
    rows = [row_of(READING, 1, made, [])] if made else []
    assert judge_load(READING, 0.7, rows, unjudged).outcome == outcome


def test_goals_are_of_candidates_there_are():
    names = {spec.name for spec in CANDIDATES}
    assert {name for goal in GOALS for name in (goal.candidate, goal.peer)} <= names
    assert {(goal.candidate, goal.times) for goal in GOALS} == {(ENCODER, 12.0), (READING, 8.0)}


def test_shares_of_stages_add_up_over_processes():
    stages = [{"quotations": 3.0, "sentences": 1.0}, {"quotations": 2.0, "sentences": 2.0}]
    shares = shares_of([measured(1, 0, 1, details={"stage_s": each}) for each in stages])
    assert shares == {"quotations": pytest.approx(5 / 8), "sentences": pytest.approx(3 / 8)}
    assert list(shares) == ["quotations", "sentences"]
    assert shares_of([measured(1, 0, 1)]) == {}


# Processes


class Counting:
    """A candidate that keeps what it was asked, in order."""

    def __init__(self, job):
        self.asked = [f"load {job.cores}"]

    def prepare(self, texts):
        self.asked.append(f"prepare {len(texts)}")

    def run(self):
        self.asked.append("run")
        return 7.0

    def versions(self):
        return {"Counting": "1"}

    def details(self):
        return {"asked": [*self.asked]}


def test_a_worker_loads_prepares_waits_and_runs(monkeypatch, capsys):
    monkeypatch.setattr(speed_measuring, "pin", bool)
    monkeypatch.setattr("sys.stdin.readline", lambda: "go\n", raising=False)
    found = measure(Counting, Job(texts=("a", "b"), cores=(0,)))
    assert found.details == {"asked": ["load (0,)", "prepare 2", "run"]}
    assert (found.words, found.versions, found.absent, found.pinned) == (7.0, {"Counting": "1"}, None, True)
    assert found.end_s >= found.begin_s
    assert capsys.readouterr().out == "ready\n"


def test_peak_memory_is_of_this_process_and_never_falls():
    grows = """
from benchmarks.speed_measuring import peak_mib
before = peak_mib()
block = bytearray(64 * 1024**2)
block[::4096] = b"x" * len(block[::4096])
full = peak_mib()
del block
print(before, full, peak_mib())
"""
    done = subprocess.run(
        [sys.executable, "-c", grows], cwd=speed_candidates.ROOT, capture_output=True, text=True, check=True
    )
    before, full, after = map(float, done.stdout.split())
    assert 5 < before < full - 60
    assert after > full - 1, "the kernel counts pages in batches"


@pytest.mark.parametrize("cores", [1, 2])
def test_the_whole_reading_is_measured_in_processes_of_its_own(tmp_path, cores):
    found = available(cores)
    texts = [TEXT, f"{TEXT}\n\n{TEXT}", TEXT]
    (spec,) = [spec for spec in CANDIDATES if spec.name == READING]
    processes = take_turn(
        spec, texts, cores=found, python=Path(sys.executable), model=None, folder=tmp_path, quick=True
    )
    assert len(processes) == cores
    once = sum(map(count_words, texts))
    assert all(each.words > 0 for each in processes)
    if cores == 1:
        assert processes[0].words % once == 0, "whole passes over all texts"
    assert all(0 < each.load_s < 60 and each.peak_mib > 5 and each.cpu_s > 0 for each in processes)
    assert {"sentences", speed_own.ASSEMBLING} <= set(processes[0].details["stage_s"])


def available(count):
    cores = speed_candidates.available_cores()
    return tuple(cores[index % len(cores)] for index in range(count))


def test_the_encoder_is_measured_or_said_to_be_absent(tmp_path):
    (spec,) = [spec for spec in CANDIDATES if spec.name == ENCODER]
    (found,) = take_turn(
        spec, [TEXT] * 3, cores=available(1), python=Path(sys.executable), model=None, folder=tmp_path, quick=True
    )
    assert found.words > 0 or found.absent.startswith("no bundled model")


def random_encoder(file):
    """Write an encoder of one layer and two heads with random weights."""
    chance = np.random.default_rng(5)
    shapes = {"embeddings.word.weight": (30522, 64), "embeddings.position.weight": (512, 64)}
    shapes |= {f"embeddings.features.{column}.weight": (size, 64) for column, size in enumerate(FEATURE_SIZES)}
    rows = {"layers.0.qkv": (192, 64), "layers.0.out": (64, 64), "layers.0.up": (96, 64), "layers.0.down": (64, 96),
            "heads.cue": (5, 64), "heads.stance": (9, 64)}  # fmt: skip
    for name, shape in rows.items():
        shapes |= {f"{name}.weight": shape, f"{name}.bias": shape[:1]}
    for name in ("embeddings.norm", "layers.0.norm1", "layers.0.norm2"):
        shapes |= {f"{name}.weight": (64,), f"{name}.bias": (64,)}
    parameters = {name: chance.normal(0, 0.05, shape).astype(np.float32) for name, shape in shapes.items()}
    file.write_bytes(encoder_model(parameters, precision="int8", properties={}).SerializeToString())


@pytest.mark.parametrize("cores", [1, 2])
def test_an_encoder_is_measured_with_its_heads(tmp_path, cores):
    (spec,) = [spec for spec in CANDIDATES if spec.name == ENCODER]
    random_encoder(tmp_path / "encoder.onnx")
    texts = [TEXT, "\n\n".join([TEXT] * 80)]
    (found,) = take_turn(
        spec, texts, cores=available(cores), python=Path(sys.executable), model=tmp_path / "encoder.onnx",
        folder=tmp_path, quick=True,
    )  # fmt: skip
    assert found.absent is None
    assert found.words == sum(map(count_words, texts))
    assert found.details["heads"] == {"cue": 5, "stance": 9}
    assert found.details["pieces_per_word"] > 1
    assert found.details["read_per_piece"] > 1, "the long text is read in overlapping windows"


def test_the_encoder_is_told_from_the_heads_and_may_be_absent(tmp_path):
    (tmp_path / "roles.onnx").touch()
    with pytest.raises(AbsentError, match="no bundled model"):
        bundled_encoder(tmp_path)
    (tmp_path / "encoder.onnx").touch()
    assert bundled_encoder(tmp_path) == tmp_path / "encoder.onnx"


def test_a_worker_that_fails_is_an_error_with_what_it_wrote(tmp_path):
    spec = Spec(name="nothing", module="benchmarks.no_such_worker")
    with pytest.raises(RuntimeError, match=r"nothing: it wrote '', not 'ready':[\s\S]*no_such_worker"):
        take_turn(
            spec, [TEXT], cores=available(1), python=Path(sys.executable), model=None, folder=tmp_path, quick=True
        )


@pytest.mark.parametrize("module", sorted({spec.module for spec in CANDIDATES if spec.peer}))
def test_peers_import_nothing_of_sayso_and_no_library_before_they_load(module):
    command = f"import sys, {module}; print([name for name in sys.modules if name.split('.')[0] in {{'sayso', 'torch', 'spacy', 'msgspec', 'transformers', 'numpy'}}])"  # noqa: E501
    done = subprocess.run(
        [sys.executable, "-c", command], cwd=speed_candidates.ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


# The whole


def test_without_peers_only_sayso_is_measured_and_no_goal_judged(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(speed_machine, "SAMPLE_S", 0.05)
    kept = tmp_path / "speed.json"
    written = tmp_path / "speed.md"
    # 1 where the machine is busy: loading then takes longer than the goal
    assert main(["--quick", "--turns", "1", "--json", str(kept), "--markdown", str(written)]) in (0, 1)
    results = msgspec.json.decode(kept.read_bytes(), type=Results)
    assert {row.candidate for row in results.rows} <= {READING, ENCODER}
    assert {verdict.outcome for verdict in results.verdicts if REFERENCE in verdict.words} == {"not judged"}
    assert results.absent[REFERENCE] == "no --peers given"
    assert results.machine["processor"]
    assert results.quick
    assert "A quick run" in page(results)
    assert sum(results.stages.values()) == pytest.approx(1.0)
    assert results.text["words"] >= 14_000
    printed = capsys.readouterr().out
    assert table(results) in printed
    assert written.read_text() == page(results)


@pytest.mark.parametrize("arguments", [["--turns", "0"], ["--peers", "no/such/python"], ["--encoder", "no/such.onnx"]])
def test_wrong_arguments_end_with_exit_code_2(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert arguments[1] in capsys.readouterr().err


def test_the_share_in_use_by_all_is_between_0_and_1(monkeypatch):
    monkeypatch.setattr(speed_machine, "SAMPLE_S", 0.2)
    share = speed_machine.busy_share()
    assert share is None or 0 <= share <= 1


@pytest.mark.parametrize(("share", "marked"), [(0.02, False), (0.4, True), (None, False)])
def test_a_busy_machine_is_said(share, marked):
    facts = {"date": "2026-11-23", "processor": "a", "cores": 2, "memory_gib": None, "system": "b"}
    results = Results(
        machine={**facts, "busy_before": share, "busy_after": 0.0}, quick=False,
        text={"words": 10, "texts": 1, "blocks": 1, "sha256": "0" * 64},
        versions={}, details={}, rows=(row_of(READING, 1, turns(80), []),), turns={}, stages={}, absent={}, verdicts=(),
    )  # fmt: skip
    assert ("while other work ran" in page(results)) == marked
