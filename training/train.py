"""Train the reading model: `python -m training.train CONFIG --out FOLDER`. Goes on from the last checkpoint there."""

import argparse
import hashlib
import json
import os
import random
import shutil
import subprocess
import time
import tomllib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import torch

from training.adaptation import Adaptation, Plan, adapt
from training.data import marked
from training.data.batches import CLS, MASK, SEP, Batch, Window, batches, collate, windows
from training.data.held_out import is_held_out
from training.data.predicate_corpora import OPEN
from training.data.predicate_corpora import READERS as PREDICATE_READERS
from training.data.texts import TextReader, TrainingText
from training.losses import TASKS, task_losses
from training.model import ReadingModel, begin_with, pretrained_folder
from training.steps import checkpoint, descend, log, optimizer, resume, set_rates


class TrainingConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that decides a training run.

    Attributes:
        name: Of the run.
        seed: Of weights, order and dropout.
        adaptation: Of the encoder to the texts, before.
        corpora: How often each corpus is taken in a pass; a corpus not named is left out.
        openly_licensed_only: Whether documents without an open licence are left out.
        most_documents: Of each corpus, the first by name are taken; 0 takes all.
        passes: Over the corpora.
        window: Most word pieces of a window, with its two markers.
        pieces_per_batch: Most word pieces of a batch, padding included.
        learning_rate_encoder, learning_rate_heads: Highest of each, after `warmup_steps`, then falling to 0 linearly.
        weight_decay: AdamW's (Loshchilov & Hutter 2019).
        dropout: Share of values dropped.
        masked: Share of word pieces hidden from the encoder in training, each time others.
        stances_without_cue: Share of attributions whose stance is to be told from source and content alone.
        negatives: Random pieces of every window that the second head is asked about as cues of nothing.
        cues_per_batch: Most cues of a batch that the second head is asked about, drawn at random.
        predicates_per_window: Most predicates of any kind that are asked for their roles, drawn at random.
        weights: Of the loss of each task, in nats.
        held_out: Share of training documents kept for calibration, by the hash of their names.
        checkpoint_every_steps: Steps between checkpoints.
        threads: Of PyTorch.
    """

    name: str
    seed: int
    adaptation: Adaptation
    corpora: dict[str, float]
    openly_licensed_only: bool
    most_documents: int
    passes: int
    window: int
    pieces_per_batch: int
    learning_rate_encoder: float
    learning_rate_heads: float
    warmup_steps: int
    weight_decay: float
    dropout: float
    masked: float
    stances_without_cue: float
    negatives: int
    cues_per_batch: int
    predicates_per_window: int
    weights: dict[str, float]
    held_out: float
    checkpoint_every_steps: int
    threads: int


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("config", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and the log")
    parser.add_argument("--corpora", type=Path, default=os.environ.get("SAYSO_CORPORA"), help="default: SAYSO_CORPORA")
    parser.add_argument("--start", type=Path, help="folder of a finished run whose weights to start from")
    parser.add_argument("--stop-after-steps", type=int, help="stop early, to go on another time")
    arguments = parser.parse_args()
    config = msgspec.convert(tomllib.loads(arguments.config.read_text(encoding="utf-8")), TrainingConfig)
    train(config, arguments.corpora, arguments.out, arguments.stop_after_steps, arguments.start)


def train(
    config: TrainingConfig,
    corpora: Path | None,
    out: Path,
    stop_after_steps: int | None = None,
    started_from: Path | None = None,
) -> None:
    """Train by `config`, from the last checkpoint in `out` if there is one, and write `out/model.pt`.

    The weights to begin with are those of the finished run in `started_from`, or the pretrained encoder's.
    """
    torch.set_num_threads(config.threads)
    torch.manual_seed(config.seed)
    out.mkdir(parents=True, exist_ok=True)
    texts = training_texts(config, corpora)
    log(out, f"{len(texts)} texts, {sum(len(text.pieces) for text in texts)} pieces")
    model = ReadingModel(config.dropout)
    _begin(config, model, texts, out, started_from)
    steps = optimizer(model, config.learning_rate_encoder, config.learning_rate_heads, config.weight_decay)
    plan = [_batches_of_pass(config, texts, number) for number in range(config.passes)]
    total = sum(len(each) for each in plan)
    start = resume(out / "checkpoint.pt", model, steps, out)
    step, seen, began = 0, 0, time.monotonic()
    sums: dict[str, float] = dict.fromkeys(TASKS, 0.0)
    model.train()
    for number, batch_list in enumerate(plan):
        for batch in batch_list:
            step += 1
            if step <= start:
                continue
            set_rates(steps, step, total, config.warmup_steps)
            torch.manual_seed(config.seed * 1_000_003 + step)
            made = collate(
                batch,
                random.Random(f"{config.seed} {step}"),
                config.negatives,
                config.cues_per_batch,
                config.predicates_per_window,
            )
            hide(made, config.masked)
            hide_cues(made, config.stances_without_cue)
            losses = task_losses(model, made)
            loss = sum((config.weights[task] * value for task, value in losses.items()), torch.zeros(()))
            descend(steps, model, loss / len(batch), 5.0)
            seen += int(made.mask.sum())
            for task, value in losses.items():
                sums[task] += float(value.detach()) / len(batch)
            if step % 25 == 0:
                rate = seen / (time.monotonic() - began)
                shown = " ".join(f"{task} {value / 25:.3f}" for task, value in sums.items())
                log(out, f"pass {number} step {step}/{total} {shown} pieces/s {rate:.0f}")
                sums = dict.fromkeys(TASKS, 0.0)
            if step % config.checkpoint_every_steps == 0 or step == total:
                checkpoint(out / "checkpoint.pt", model, steps, step)
            if stop_after_steps is not None and step >= stop_after_steps:
                checkpoint(out / "checkpoint.pt", model, steps, step)
                return
    torch.save(model.state_dict(), out / "model.pt")
    described = provenance(config, texts)
    if started_from is not None:
        described["started_from"] = json.loads((started_from / "run.json").read_text(encoding="utf-8"))
    (out / "run.json").write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")


def _begin(
    config: TrainingConfig, model: ReadingModel, texts: list[TrainingText], out: Path, started_from: Path | None
) -> None:
    """Give `model` the weights that training begins with."""
    if (out / "checkpoint.pt").exists():
        return
    if started_from is None:
        model.encoder.load_pretrained(pretrained_folder())
    else:
        begin_with(model, torch.load(started_from / "model.pt", weights_only=True))
    if config.adaptation.passes:
        plan = msgspec.convert(msgspec.to_builtins(config), Plan)
        with tokenizer_file() as tokenizer:
            adapt(config.adaptation, plan, texts, tokenizer, model.encoder, out)


def provenance(config: TrainingConfig, texts: list[TrainingText]) -> dict[str, Any]:
    """Return what a run was made of: configuration, source revision, and each corpus with a SHA-256 over its texts."""
    corpora: dict[str, dict[str, Any]] = {}
    for name in config.corpora:
        own = sorted((text.name, text.text) for text in texts if text.corpus == name)
        digest = hashlib.sha256(json.dumps(own).encode()).hexdigest()
        corpora[name] = {"documents": len(own), "characters": sum(len(text) for _, text in own), "sha256": digest}
    git = shutil.which("git")
    commit = subprocess.run([git, "rev-parse", "HEAD"], capture_output=True, text=True, check=False) if git else None  # noqa: S603
    return {
        "config": msgspec.to_builtins(config),
        "commit": commit.stdout.strip() if commit else None,
        "corpora": corpora,
        "torch": torch.__version__,
    }


def training_texts(config: TrainingConfig, corpora: Path | None, held_out: bool = False) -> list[TrainingText]:
    """Return the training texts of the corpora that `config` names, or the part of them held out."""
    with tokenizer_file() as tokenizer:
        reader = TextReader(tokenizer)
    found: list[TrainingText] = []
    for name in config.corpora:
        texts = (
            text
            for text in _corpus(reader, name, corpora, config.openly_licensed_only)
            if is_held_out(text.name, config.held_out) == held_out
        )
        found.extend(islice(texts, config.most_documents or None))
    return found


def tokenizer_file() -> AbstractContextManager[Path]:
    """Return the bundled tokenizer as a file, for as long as the context is open."""
    return resources.as_file(resources.files("sayso.reading").joinpath("model", "tokenizer.json"))


def hide(batch: Batch, share: float) -> None:
    """Put the mark of a hidden word piece in place of a random `share` of those of `batch` (Gal & Ghahramani 2016)."""
    if share:
        hidden = (torch.rand(batch.ids.shape) < share) & (batch.ids != CLS) & (batch.ids != SEP) & batch.mask
        batch.ids[hidden] = MASK


def hide_cues(batch: Batch, share: float) -> None:
    """Hide the cue of a random `share` of the attributions of `batch` from the head that tells the stance.

    It would else look at the cue alone, which says little of the stance of a direct quotation.
    """
    batch.role_masks[torch.rand(len(batch.role_masks)) < share, 1] = 0


def _corpus(reader: TextReader, name: str, corpora: Path | None, open_only: bool) -> Iterator[TrainingText]:
    if name == "own":
        yield from reader.own("train")
        return
    if corpora is None:
        raise ValueError(f"corpus {name} stands in a folder of public corpora; set SAYSO_CORPORA or --corpora")
    if open_only and (name in ("polnear", marked.CORPUS) or (name in PREDICATE_READERS and name not in OPEN)):
        raise ValueError(f"{name} has no open licence; take it out of the configuration's corpora")
    if name == marked.CORPUS:
        yield from reader.marked(corpora, "train")
        return
    if name == "polnear":
        yield from reader.polnear(corpora, "train")
        return
    if name in PREDICATE_READERS:
        yield from reader.predicates(corpora, name, "train")
        return
    yield from reader.mentions(corpora, name, "train", open_only=open_only)


def _batches_of_pass(config: TrainingConfig, texts: list[TrainingText], number: int) -> list[list[Window]]:
    rng = random.Random(f"{config.seed} pass {number}")
    taken = []
    for text in texts:
        share = config.corpora[text.corpus]
        taken.extend([text] * (int(share) + (rng.random() < share % 1)))
    return list(batches(list(windows(taken, config.window - 2, rng)), config.pieces_per_batch, rng))


if __name__ == "__main__":
    main()
