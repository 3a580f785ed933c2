"""The first stage of training: the encoder learns to guess hidden words of the training texts.

The starting weights come from a model of whole sentences, whose states of single words were never asked for since.
Source: BERT (Devlin et al. 2019), hidden by whole words; on the texts of the task itself, Gururangan et al. 2020.
"""

import random
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from training.data.batches import MASK, Window, batches, encoder_input, windows
from training.data.texts import TrainingText
from training.model import VOCABULARY, WIDTH, Encoder
from training.steps import checkpoint, descend, log, optimizer, resume, set_rates

KEPT, SWAPPED = 0.1, 0.1
"""Of the words to guess, the shares left as they are and replaced by word pieces at random; the others are hidden."""


class Adaptation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the encoder is adapted before training.

    Attributes:
        passes: Over the texts, each taken once; 0 leaves the stage out.
        hidden: Share of words to guess.
        learning_rate: Highest, after `warmup_steps`, then falling to 0 linearly.
        warmup_steps: Steps of rising rate.
    """

    passes: int
    hidden: float
    learning_rate: float
    warmup_steps: int


class Guesser(nn.Module):
    """The encoder, and a head that guesses word pieces by their embeddings."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.dense = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.bias = nn.Parameter(torch.zeros(VOCABULARY))

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor, asked: Tensor) -> Tensor:
        """Return logits [asked pieces, vocabulary] of the pieces `asked` [rows, pieces] (bool)."""
        states = self.encoder(ids, features, mask)[asked]
        words = self.norm(functional.gelu(self.dense(states)))
        return functional.linear(words, self.encoder.embeddings.word.weight, self.bias)


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What the stage takes from the training run: see `TrainingConfig`."""

    seed: int
    window: int
    pieces_per_batch: int
    weight_decay: float
    checkpoint_every_steps: int


def adapt(
    settings: Adaptation, plan: Plan, texts: Sequence[TrainingText], tokenizer: Path, encoder: Encoder, out: Path
) -> None:
    """Adapt `encoder` in place to `texts`, going on from `out/adaptation.pt`, which is left there finished."""
    path = out / "adaptation.pt"
    model = Guesser(encoder)
    steps = optimizer(model, settings.learning_rate, settings.learning_rate, plan.weight_decay)
    goes_on = continuing_pieces(tokenizer)
    order = [
        batch
        for number in range(settings.passes)
        for batch in _batches_of_pass(plan, texts, random.Random(f"{plan.seed} adaptation {number}"))
    ]
    done = resume(path, model, steps, out)
    seen, began, sums = 0, time.monotonic(), 0.0
    model.train()
    for step, batch in enumerate(order, start=1):
        if step <= done:
            continue
        set_rates(steps, step, len(order), settings.warmup_steps)
        torch.manual_seed(plan.seed * 2_000_003 + step)
        ids, features, mask = encoder_input(batch)
        shown, asked = hide_words(ids, mask, settings.hidden, goes_on, np.random.default_rng((plan.seed, step)))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(*(torch.from_numpy(each) for each in (shown, features, mask, asked)))
        loss = functional.cross_entropy(logits.float(), torch.from_numpy(ids[asked]))
        descend(steps, model, loss, 1.0)
        seen += int(mask.sum())
        sums += float(loss.detach())
        if step % 25 == 0:
            rate = seen / (time.monotonic() - began)
            log(out, f"adaptation step {step}/{len(order)} guess {sums / 25:.3f} nats pieces/s {rate:.0f}")
            sums = 0.0
        if step % plan.checkpoint_every_steps == 0 or step == len(order):
            checkpoint(path, model, steps, step)


def continuing_pieces(tokenizer: Path) -> NDArray[np.bool_]:
    """Return of every word piece of the vocabulary [vocabulary] whether it goes on a word rather than begins one."""
    vocabulary = Tokenizer.from_file(str(tokenizer)).get_vocab()
    goes_on = np.zeros(VOCABULARY, bool)
    goes_on[[number for piece, number in vocabulary.items() if piece.startswith("##")]] = True
    return goes_on


def hide_words(
    ids: NDArray[np.int64],
    mask: NDArray[np.bool_],
    share: float,
    goes_on: NDArray[np.bool_],
    rng: np.random.Generator,
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return `ids` [rows, pieces] with a `share` of the words hidden, and which pieces are asked for.

    The markers at both ends of a row are never asked for. Nine words in ten are hidden or, one in ten, swapped.
    """
    words = np.cumsum(~goes_on[ids], axis=1, dtype=np.int64)
    fate = np.take_along_axis(rng.random((len(ids), ids.shape[1] + 1)), words, axis=1)
    inner = mask.copy()
    inner[:, 0] = False
    inner[np.arange(len(ids)), mask.sum(1) - 1] = False
    asked = (fate < share) & inner
    swapped = asked & (fate < share * SWAPPED)
    hidden = asked & (fate >= share * (SWAPPED + KEPT))
    shown = np.where(hidden, MASK, np.where(swapped, rng.integers(1000, VOCABULARY, ids.shape), ids))
    return shown, asked


def _batches_of_pass(plan: Plan, texts: Sequence[TrainingText], rng: random.Random) -> list[list[Window]]:
    return list(batches(list(windows(texts, plan.window - 2, rng)), plan.pieces_per_batch, rng))
