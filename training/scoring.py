"""A checkpoint as a reader of attributions, for scores during training: the decoding that ships, on PyTorch."""

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from sayso.core.reading import Attribution, SourceSpan
from sayso.core.span import Span
from sayso.reading.attribution.decode import (
    AttributionDecoder,
    FoundAttribution,
    Transitions,
    inner_transitions,
    shifted,
)
from sayso.reading.encoder.pieces import Pieces
from sayso.reading.encoder.windows import cut
from sayso.reading.sentences.splitter import sentence_spans
from training.crf import Chain
from training.data.batches import CLS, SEP
from training.data.texts import TextReader
from training.model import ReadingModel


class TorchReader:
    """Reads texts with a model in PyTorch."""

    def __init__(self, model: ReadingModel, tokenizer_file: Path, *, window: int = 382, overlap: int = 128) -> None:
        self.model = model.eval()
        self._texts = TextReader(tokenizer_file)
        self._window, self._overlap = window, overlap
        self._decoder = AttributionDecoder(
            _transitions(model.cue_chain), _transitions(model.role_chain), self._roles, cue_bias=0.0
        )

    def attributions(self, text: str) -> list[Attribution]:
        """Return the attributions of `text`; manner and stance are not read."""
        pieces, found = self.found(text)
        return [_attribution(text, pieces, each, f"a{number}") for number, each in enumerate(found)]

    def found(self, text: str) -> tuple[Pieces, list[FoundAttribution]]:
        """Return the word pieces of `text` and its attributions in them."""
        spans = [(span.start, span.end) for span in sentence_spans(text, wrap_width_chars=120, split_unspaced=True)]
        pieces, _ = self._texts.read(text)
        windows = cut(pieces, spans, size=self._window, overlap=self._overlap)
        found: list[FoundAttribution] = []
        for index, (first, last) in enumerate(zip(windows.starts.tolist(), windows.ends.tolist(), strict=True)):
            states, logits = self._encode(pieces, first, last)
            own = windows.own(index)
            here = self._decoder.window(states, logits, pieces.features[first:last], (own[0] - first, own[1] - first))
            found.extend(shifted(here, first))
        return pieces, found

    def _encode(self, pieces: Pieces, first: int, last: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        ids = torch.tensor([[CLS, *pieces.ids[first:last].tolist(), SEP]])
        features = torch.zeros(1, last - first + 2, 3, dtype=torch.int64)
        features[0, 1:-1] = torch.from_numpy(pieces.features[first:last].astype(np.int64))
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            states = self.model.encode(ids, features, torch.ones_like(ids, dtype=torch.bool))
            logits = self.model.cue(states)
        return states[0, 1:-1].float().numpy(), logits[0, 1:-1].float().numpy()

    def _roles(
        self, states: NDArray[np.float32], cues: NDArray[np.float32], context: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        rows = torch.zeros(len(cues), dtype=torch.int64)
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            emissions = self.model.roles(
                torch.from_numpy(states)[None], rows, torch.from_numpy(cues), torch.from_numpy(context)
            )
        return np.asarray(emissions.float().numpy(), np.float32)


def load(folder: Path) -> ReadingModel:
    """Return the model of the run in `folder`: its last checkpoint, finished or not."""
    model = ReadingModel(0.0)
    model.load_state_dict(torch.load(folder / "checkpoint.pt", weights_only=True)["model"])
    return model


def _transitions(chain: Chain) -> Transitions:
    between, start, end = (each.detach().numpy() for each in chain.weights())
    return inner_transitions(between, start, end)


def _attribution(text: str, pieces: Pieces, found: FoundAttribution, own: str) -> Attribution:
    def spans(ranges: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
        return [(int(pieces.starts[first]), int(pieces.ends[last - 1])) for first, last in ranges]

    source, cue, content = spans(found.source), spans(found.cue), spans(found.content)
    return Attribution(
        id=own,
        source=SourceSpan(start=source[0][0], end=source[-1][1], text=text[source[0][0] : source[-1][1]])
        if source
        else None,
        cue=Span.of(text, cue[0][0], cue[-1][1]) if cue else None,
        content=tuple(Span.of(text, *piece) for piece in content),
        manner="indirect", stance="assert", confidence=found.cue_probability * found.path_probability,
    )  # fmt: skip
