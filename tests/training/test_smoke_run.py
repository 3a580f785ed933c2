"""A training run of a few steps stops and goes on to the same weights, learns, and exports what it learned."""

import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import numpy as np
import pytest
from training.corpus_files import load_split
from training.data.predicate_corpora import OPEN
from training.data.predicate_corpora import READERS as PREDICATE_READERS

from sayso.reading.attribution.context import cue_context
from sayso.reading.encoder.windows import cut
from sayso.reading.model_files import Model
from sayso.reading.sentences.splitter import sentence_spans

ROOT = Path(__file__).parents[2]
CONFIGS = ROOT / "training" / "configs"
STOP_AFTER_STEPS = 20
HEADS = ("cue", "roles", "mentions", "types", "stances")
Array = np.ndarray

pytestmark = pytest.mark.timeout(300)


def settings(name: str) -> dict[str, Any]:
    return tomllib.loads((CONFIGS / f"{name}.toml").read_text(encoding="utf-8"))


class Runs(msgspec.Struct, frozen=True, kw_only=True):
    """A run from beginning to end, and one that was stopped, with its checkpoint of then, and went on."""

    config: Any
    whole: Path
    stopped: Path
    gone_on: Path


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    if find_spec("torch") is None:
        pytest.skip("PyTorch is not installed")
    from training.train import TrainingConfig, train

    config = msgspec.convert(settings("smoke"), TrainingConfig)
    folder = tmp_path_factory.mktemp("smoke")
    made = Runs(config=config, whole=folder / "whole", stopped=folder / "stopped", gone_on=folder / "gone_on")
    train(config, None, made.whole)
    train(config, None, made.stopped, stop_after_steps=STOP_AFTER_STEPS)
    shutil.copytree(made.stopped, made.gone_on)
    command = [sys.executable, "-m", "training.train", str(CONFIGS / "smoke.toml"), "--out", str(made.gone_on)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    yield made
    shutil.rmtree(folder)  # half a gigabyte


def test_all_configurations_say_the_same_things() -> None:
    every = {path.stem: settings(path.stem) for path in CONFIGS.glob("*.toml")}
    assert {"all", "open", "smoke"} <= set(every)
    for name, values in every.items():
        assert values["name"] == name
        assert set(values) == set(every["all"])
        assert set(values["weights"]) == set(every["all"]["weights"])


def test_the_open_configuration_leaves_out_what_has_no_open_licence_and_nothing_else() -> None:
    everything, free = settings("all"), settings("open")
    assert free["openly_licensed_only"]
    closed = {"polnear", "marked", *PREDICATE_READERS} - OPEN
    assert free["corpora"] == {name: share for name, share in everything["corpora"].items() if name not in closed}
    apart = {"name", "openly_licensed_only", "corpora", "passes"}
    assert {key: free[key] for key in free.keys() - apart} == {key: everything[key] for key in free.keys() - apart}


def test_a_run_that_was_stopped_ends_at_the_same_weights(runs: Runs) -> None:
    import torch

    whole, gone_on = (torch.load(each / "model.pt", weights_only=True) for each in (runs.whole, runs.gone_on))
    checkpoint = torch.load(runs.stopped / "checkpoint.pt", weights_only=True)
    assert checkpoint["step"] == STOP_AFTER_STEPS
    assert not (runs.stopped / "model.pt").exists()
    assert f"going on after step {STOP_AFTER_STEPS}" in (runs.gone_on / "train.log").read_text(encoding="utf-8")
    assert whole.keys() == gone_on.keys()
    differing = {name for name in whole if not torch.equal(whole[name], gone_on[name])}
    assert differing == set()
    moved = {name for name in whole if not torch.equal(whole[name], checkpoint["model"][name])}
    assert "encoder.embeddings.features.0.weight" in moved
    assert len(moved) > 0.9 * sum("mask" not in name for name in whole)


def test_every_loss_falls(runs: Runs) -> None:
    import torch
    from training.model import ReadingModel, load, pretrained_folder

    torch.manual_seed(runs.config.seed)
    start = ReadingModel(0.0)
    start.encoder.load_pretrained(pretrained_folder())
    first, middle, last = (losses(runs, model) for model in (start, load(runs.stopped), load(runs.whole)))
    weights = runs.config.weights
    totals = [sum(weights[task] * each[task] for task in weights) for each in (first, middle, last)]
    assert totals[2] < totals[1] < totals[0]
    assert totals[2] < totals[0] / 3
    without = {"any_roles", "any_triggers", "partial_parts", "partial_kinds"}  # public corpora alone tell of those
    assert {task for task in weights if first[task] == 0} == without
    assert [task for task in weights.keys() - without if last[task] >= first[task] / 2] == []


def losses(runs: Runs, model: Any) -> dict[str, float]:
    """The loss of every task in nats, summed over all that the run trained on, without dropout."""
    import torch
    from training.data.batches import batches, collate, windows
    from training.losses import task_losses
    from training.train import training_texts

    config, rng = runs.config, Random(0)
    texts = training_texts(config, None)
    assert len(texts) == config.most_documents
    sums = dict.fromkeys(config.weights, 0.0)
    model.eval()
    for batch in batches(list(windows(texts, config.window - 2, rng)), config.pieces_per_batch, rng):
        with torch.no_grad():
            found = task_losses(model, collate(batch, rng, config.negatives, config.cues_per_batch, 1))
        for task, value in found.items():
            sums[task] += float(value)
    return sums


def asked(model: Model) -> Iterator[tuple[Any, Any, Array]]:
    """Word pieces, windows, and the pieces [n, 2] of cues, of reports that the run did not see."""
    for report in islice(load_split("dev"), 2):
        text = report.reading.report.text
        spans = [(span.start, span.end) for span in sentence_spans(text, wrap_width_chars=120, split_unspaced=True)]
        pieces = model.pieces.read(text, spans)
        cues = [each.cue for each in report.reading.attributions if each.cue is not None]
        covered = [pieces.covering(cue.start, cue.end) for cue in cues]
        yield pieces, cut(pieces, spans, size=126, overlap=0), np.array([each for each in covered if each is not None])


def means(states: Array, ranges: Array) -> Array:
    """The mean state of each range of pieces, [n, width]."""
    return np.stack([states[first:last].mean(0) for first, last in ranges])


def pooled(states: Array, cues: Array) -> Array:
    """What the heads of types and stances take, [n, 3 * width]; that the spans are cues is nothing to them."""
    return np.concatenate([states[cues[:, 0]], states[cues[:, 1] - 1], means(states, cues)], 1)


def exported_outputs(model: Model) -> dict[str, Array]:
    """What the exported model gives for every head, [n, labels]."""
    parts: dict[str, list[Array]] = {head: [] for head in HEADS}
    for pieces, windows, all_cues in asked(model):
        encoded = model.encoder.encode([(pieces, windows)], threads=1)[0]
        for window, (first, last) in enumerate(zip(windows.starts, windows.ends, strict=True)):
            states, cues = encoded.states[window], inside(all_cues, first, last)
            parts["cue"].append(encoded.logits["cue"][window])
            parts["mentions"].append(flat_mentions(model.mentions(states)))
            if len(cues):
                context = cue_context(pieces.features[first:last], cues)
                parts["roles"].append(flat(model.roles(states, means(states, cues), context)))
                parts["types"].append(model.types(pooled(states, cues)))
                parts["stances"].append(model.stances(pooled(states, cues)))
    return {head: np.concatenate(found) for head, found in parts.items()}


def pytorch_outputs(folder: Path, exported: Model) -> dict[str, Array]:
    """What the trained model gives for every head in PyTorch, in single precision, [n, labels]."""
    import torch
    from training.data.batches import CLS, SEP
    from training.model import load

    model = load(folder).eval()
    parts: dict[str, list[Any]] = {head: [] for head in HEADS}
    for pieces, windows, all_cues in asked(exported):
        for first, last in zip(windows.starts, windows.ends, strict=True):
            ids = torch.tensor([[CLS, *pieces.ids[first:last].tolist(), SEP]])
            features = torch.zeros(1, ids.shape[1], 3, dtype=torch.int64)
            features[0, 1:-1] = torch.from_numpy(pieces.features[first:last].astype(np.int64))
            with torch.no_grad():
                states = model.encode(ids, features, torch.ones_like(ids, dtype=torch.bool))[:, 1:-1]
                cues = inside(all_cues, first, last)
                parts["cue"].append(model.cue(states)[0].numpy())
                parts["mentions"].append(flat_mentions(model.mentions(states)[0].numpy()))
                if len(cues):
                    context = torch.from_numpy(cue_context(pieces.features[first:last], cues))
                    at_cues = torch.from_numpy(means(states[0].numpy(), cues))
                    rows = torch.zeros(len(cues), dtype=torch.int64)
                    spans = torch.from_numpy(pooled(states[0].numpy(), cues))
                    parts["roles"].append(flat(model.roles(states, rows, at_cues, context).numpy()))
                    parts["types"].append(model.mentions.types(spans).numpy())
                    parts["stances"].append(model.stance(spans).numpy())
    return {head: np.concatenate(found) for head, found in parts.items()}


def inside(cues: Array, first: int, last: int) -> Array:
    """The cues that lie in a window, counted from its first piece."""
    return cues[(cues[:, 0] >= first) & (cues[:, 1] <= last)] - first


def flat(emissions: Array) -> Array:
    return emissions.reshape(-1, emissions.shape[-1])


def flat_mentions(scores: Array) -> Array:
    """Logits of every span and form beside those of no mention, so that the higher one is the decision, [n, 2]."""
    later = np.triu_indices(scores.shape[1])
    kept = scores[:, later[0], later[1]].reshape(-1, 1)
    return np.concatenate([kept, np.zeros_like(kept)], 1)


@cache
def compared(folder: Path, out: Path, precision: Any) -> tuple[dict[str, Array], dict[str, Array]]:
    from training.export.__main__ import export
    from training.model import load

    run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    export(load(folder), out, run=run, precision=precision)
    with resources.as_file(resources.files("sayso.reading").joinpath("model", "tokenizer.json")) as tokenizer:
        shutil.copy(tokenizer, out)
    model = Model(out)
    return pytorch_outputs(folder, model), exported_outputs(model)


def test_the_float_export_computes_what_was_trained(runs: Runs) -> None:
    expected, found = compared(runs.whole, runs.whole / "float", "float")
    np.testing.assert_allclose(found["cue"], expected["cue"], atol=1e-4)
    for head in HEADS[1:]:  # their weights are stored in half precision
        np.testing.assert_allclose(found[head], expected[head], atol=1e-2, err_msg=head)


def test_the_int8_export_decides_as_what_was_trained(runs: Runs) -> None:
    expected, found = compared(runs.whole, runs.whole / "int8", "int8")
    for head in HEADS:
        decided, meant = found[head].argmax(1), expected[head].argmax(1)
        spread = expected[head] - expected[head].mean(0)
        off = np.sqrt(((found[head] - expected[head]) ** 2).mean() / (spread**2).mean())
        assert off < 0.2, head
        if len(meant) > 100:  # of few, one near the line decides
            assert (decided == meant).mean() > 0.97, head
    assert len(set(expected["roles"].argmax(1))) > 1  # or agreement says nothing
