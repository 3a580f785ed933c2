"""The files of the reading model, loaded once in a process: vocabulary, encoder, heads, and what holds for them."""

import hashlib
import os
import threading
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any, get_args

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.core.errors import ReadingError, UsageError
from sayso.core.reading import EntityType, MentionForm, Stance
from sayso.reading.attribution.chains import Transitions, inner_transitions
from sayso.reading.encoder.pieces import PieceReader
from sayso.reading.encoder.session import FAILURES, Encoder, inference_session
from sayso.reading.event.labels import AUXILIARIES, KINDS, MODE_NAMES, PARTS

Floats = NDArray[np.float32]
BUNDLED = "bundled"
"""The name, in settings, of the model that comes with the package."""
FORMS: tuple[MentionForm, ...] = get_args(MentionForm)
TYPES: tuple[EntityType, ...] = get_args(EntityType)
STANCES: tuple[Stance, ...] = get_args(Stance)
_HEADS = ("roles", "mentions", "types", "stances", "parts", "happenings", "references")
_FILES = ("encoder.onnx", *(f"{head}.onnx" for head in _HEADS), "tokenizer.json", "model.json")
_CUES_AT_ONCE = 8
_PARTS = 3 * len(PARTS)
_LABELS = len(KINDS) + len(MODE_NAMES) + len(AUXILIARIES)
"""How many of the outputs of two heads are told of triggers; what follows them a model may lack."""


class ChainWeights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Transition weights of a head as trained: between labels (from, to), at the start and at the end."""

    between: list[list[float]]
    start: list[float]
    end: list[float]

    def transitions(self) -> Transitions:
        """Return the weights for the pieces of a window without its markers."""
        between, start, end = (np.array(each, np.float32) for each in (self.between, self.start, self.end))
        return inner_transitions(between, start, end)


class Calibration(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A logistic model of the chance that a value is right, from the log odds that the heads give (Platt 1999)."""

    weights: list[float]
    bias: float

    def probability(self, scores: Sequence[float]) -> float:
        """Return the calibrated probability for the scores, one for each weight."""
        total = self.bias + sum(weight * score for weight, score in zip(self.weights, scores, strict=True))
        return float(1 / (1 + np.exp(-total)))


class ModelFacts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `model.json` says of a model.

    Attributes:
        name: Of the training run.
        window: Most word pieces of a window it was trained with, markers included.
        cue_chain, role_chain: Transition weights of the two attribution heads.
        attribution: How its scores become the confidence of an attribution.
        happening: How its scores become the confidence of an event or a state.
        pairs: What each class of each feature of two mentions is worth as a sign that they are of one entity.
        provenance: Configuration, data and source revision of the training run, for people.
    """

    name: str
    window: int
    cue_chain: ChainWeights
    role_chain: ChainWeights
    attribution: Calibration
    happening: Calibration
    pairs: dict[str, list[float]]
    provenance: dict[str, Any]


class Model:
    """The reading model in memory.

    Attributes:
        facts: Of `model.json`.
        pieces: Cuts texts into its word pieces.
        encoder: Gives states and the logits of the cue head.
        pair_weights: `pairs` of the facts, float32 [classes] each.
        sha256: Over all its files.
    """

    def __init__(self, folder: Path) -> None:
        """Load the model in `folder`.

        Raises:
            UsageError: A file is missing or is not what it should be.
        """
        contents = {name: _content(folder / name) for name in _FILES}
        digest = hashlib.sha256()
        for name in _FILES:
            digest.update(hashlib.sha256(contents[name]).digest())
        self.sha256 = digest.hexdigest()
        try:
            self.facts = msgspec.json.decode(contents["model.json"], type=ModelFacts)
        except msgspec.DecodeError as error:
            raise UsageError(f"{folder / 'model.json'}: {error}") from error
        self.pair_weights = {name: np.array(values, np.float32) for name, values in self.facts.pairs.items()}
        self.pieces = PieceReader(folder / "tokenizer.json")
        self.encoder = Encoder(folder / "encoder.onnx")
        self._heads = {
            name: inference_session(contents[f"{name}.onnx"], folder / f"{name}.onnx", folds=True) for name in _HEADS
        }

    def roles(self, states: Floats, cues: Floats, context: NDArray[np.int64]) -> Floats:
        """Return the emissions [cues, pieces, labels] of the second attribution head; see `RoleScorer`."""
        parts = []
        for first in range(0, len(cues), _CUES_AT_ONCE):  # each by itself, so that memory stays small
            few = slice(first, first + _CUES_AT_ONCE)
            parts.append(self._run("roles", {"states": states, "cues": cues[few], "context": context[few]}))
        return np.concatenate(parts)

    def mentions(self, states: Floats) -> Floats:
        """Return logits [forms, first piece, last piece] of the spans of a window, from its states [pieces, width]."""
        return self._run("mentions", {"states": states})

    def types(self, spans: Floats) -> Floats:
        """Return logits [spans, types] of mentions, from their first, last and mean states [spans, 3 * width]."""
        return self._run("types", {"spans": spans})

    def stances(self, spans: Floats) -> Floats:
        """Return logits [n, stances] of attributions, from their mean source, cue and content states [n, 3 * width]."""
        return self._run("stances", {"spans": spans})

    def parts(self, states: Floats, triggers: Floats, context: NDArray[np.int64]) -> Floats:
        """Return logits [triggers, pieces, parts * tags]; as `roles` is asked about cues, this is about triggers."""
        return self._run("parts", {"states": states, "cues": triggers, "context": context})[..., :_PARTS]

    def roles_of_any_verb(self, states: Floats, predicates: Floats, context: NDArray[np.int64]) -> Floats:
        """Return logits [predicates, pieces, roles of any verb * tags]; asked as `parts` is.

        Raises:
            ReadingError: The model was trained without them.
        """
        logits = self._run("parts", {"states": states, "cues": predicates, "context": context})[..., _PARTS:]
        if not logits.shape[-1]:
            raise ReadingError(f"the model {self.facts.name!r} was not trained to tell the roles of any verb")
        return logits

    def happenings(self, spans: Floats) -> Floats:
        """Return logits [n, kinds + modes + auxiliaries], from first, last and mean states [n, 3 * width]."""
        return self._run("happenings", {"spans": spans})[:, :_LABELS]

    def factuality(self, spans: Floats) -> Floats:
        """Return whether each predicate happened, by -3 (certainly not) to 3 (certainly) [n], asked as `happenings` is.

        Raises:
            ReadingError: The model was trained without it.
        """
        values = self._run("happenings", {"spans": spans})[:, _LABELS:]
        if not values.shape[1]:
            raise ReadingError(f"the model {self.facts.name!r} was not trained to tell whether something happened")
        return np.clip(values[:, 0], -3, 3)

    def references(self, spans: Floats) -> tuple[Floats, Floats, Floats]:
        """Return what tells which mentions corefer, from their first, last and mean states [n, 3 * width].

        The first of a mention [n, width] and the second of an earlier one [n, width] are multiplied to score the
        earlier one as its antecedent; the third [n] scores that it has none.
        """
        values = self._run("references", {"spans": spans})
        width = values.shape[1] // 2
        return values[:, :width], values[:, width : 2 * width], values[:, 2 * width]

    def _run(self, head: str, inputs: dict[str, NDArray[Any]]) -> Floats:
        try:
            return np.asarray(self._heads[head].run(None, inputs)[0], np.float32)
        except FAILURES as error:
            raise ReadingError(f"the head {head!r} of the model failed: {error}") from error


_loaded: dict[tuple[int, Path], Model] = {}
_loading = threading.Lock()


def loaded_model(name: str) -> Model:
    """Return the model `bundled` or in the folder `name`, loaded once in a process.

    Raises:
        UsageError: There is none, or one of its files is not what it should be.
    """
    with resources.as_file(resources.files("sayso.reading").joinpath("model")) as bundled:
        folder = bundled if name == BUNDLED else Path(name)
        key = (os.getpid(), folder.resolve())  # what was loaded before a fork is not the new process's
        with _loading:
            if key not in _loaded:
                _loaded[key] = Model(folder)
            return _loaded[key]


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"the model lacks {path}: {error.strerror}") from error
