"""Hand-made scores for the words of a text, in place of a model's heads."""

from collections.abc import Callable, Mapping
from importlib import resources

import numpy as np
import pytest
from numpy.typing import NDArray

from sayso.core.reading import Entity, Findings
from sayso.core.report import Report, text_sha256
from sayso.reading.encoder.component import EncodedReport
from sayso.reading.encoder.pieces import PieceReader, Pieces
from sayso.reading.encoder.session import Encoded
from sayso.reading.encoder.windows import Windows, cut
from sayso.reading.entities.component import Entities, EntitiesSettings
from sayso.reading.entities.decode import FoundMention, read_mentions
from sayso.reading.model_files import FORMS, TYPES
from sayso.reading.sentences import sentence_spans

Floats = NDArray[np.float32]
LOW = -9.0
"""The logit of what is no mention."""


class Heads:
    """Gives hand-made logits for the spans of a text; the states are the numbers of the pieces.

    Args:
        chances: For half-open ranges of pieces the logit of each form.
        types: For half-open ranges of pieces the logit of each type; `other` where none is given.
    """

    def __init__(
        self,
        chances: Mapping[tuple[int, int], Mapping[str, float]],
        types: Mapping[tuple[int, int], Mapping[str, float]],
    ) -> None:
        self.chances = chances
        self.given_types = types
        self.asked: list[tuple[int, int]] = []

    def mentions(self, states: Floats) -> Floats:
        """Return logits [forms, first piece, last piece]."""
        begin, end = int(states[0, 0]), int(states[-1, 0]) + 1
        logits = np.full((len(FORMS), len(states), len(states)), LOW, np.float32)
        for (first, last), forms in self.chances.items():
            for form, logit in forms.items():
                if begin <= first and last <= end:
                    logits[FORMS.index(form), first - begin, last - 1 - begin] = logit
        return logits

    def types(self, spans: Floats) -> Floats:
        """Return logits [spans, types]; checks that a mean state is that of its span."""
        logits = np.zeros((len(spans), len(TYPES)), np.float32)
        for row, (first, last, mean) in enumerate(spans.tolist()):
            assert mean == pytest.approx((first + last) / 2)
            self.asked.append((int(first), int(last) + 1))
            for kind, logit in self.given_types.get((int(first), int(last) + 1), {"other": 9.0}).items():
                logits[row, TYPES.index(kind)] = logit
        return logits


@pytest.fixture(scope="session")
def piece_reader() -> PieceReader:
    """The word pieces of the bundled vocabulary."""
    with resources.as_file(resources.files("sayso.reading").joinpath("model", "tokenizer.json")) as path:
        return PieceReader(path)


def encoded_as_numbers(windows: Windows) -> Encoded:
    """Return windows whose states are the numbers of their pieces, float32 [pieces, 1]."""
    states = tuple(
        np.arange(start, end, dtype=np.float32)[:, None]
        for start, end in zip(windows.starts.tolist(), windows.ends.tolist(), strict=True)
    )
    return Encoded(windows=windows, states=states, logits={})


class Reading:
    """Reads a text with hand-made scores, given for quoted words: `{"the army": {"nominal": 2.0}}`.

    Words that occur several times are given with a number: `"he#2"` is the second.
    """

    def __init__(
        self,
        reader: PieceReader,
        text: str,
        chances: Mapping[str, Mapping[str, float]],
        types: Mapping[str, Mapping[str, float]] | None = None,
        size: int = 382,
        overlap: int = 128,
    ) -> None:
        self.text = text
        self.sentences = [
            (span.start, span.end) for span in sentence_spans(text, wrap_width_chars=120, split_unspaced=True)
        ]
        self.pieces: Pieces = reader.read(text, self.sentences)
        self.encoded = encoded_as_numbers(cut(self.pieces, self.sentences, size=size, overlap=overlap))
        self.heads = Heads(self._ranges(chances), self._ranges(types or {}))

    def _ranges(
        self, given: Mapping[str, Mapping[str, float]]
    ) -> dict[tuple[int, int], Mapping[str, float]]:  # fmt: skip
        found = {}
        for key, values in given.items():
            words, _, number = key.partition("#")
            start = -1
            for _ in range(int(number or 1)):
                start = self.text.index(words, start + 1)
            covered = self.pieces.covering(start, start + len(words))
            assert covered is not None
            found[covered] = values
        return found

    def mentions(self, **thresholds: float) -> list[FoundMention]:
        """Return the mentions, the thresholds of all forms being one half where none are given."""
        least = {form: thresholds.get(form, 0.5) for form in FORMS}
        return read_mentions(self.text, self.sentences, self.pieces, self.encoded, self.heads, least)

    def found(self, **thresholds: float) -> list[tuple[str, str]]:
        """Return the words and the form of each mention."""
        return [(self.text[each.start : each.end], each.form) for each in self.mentions(**thresholds)]

    def entities(self, least_type_share: float = 0.1) -> tuple[Entity, ...]:
        """Return the entities that the component finds."""
        component = Entities(
            EntitiesSettings(least_probability=dict.fromkeys(FORMS, 0.5), least_type_share=least_type_share)
        )
        digest = text_sha256(self.text)
        report = Report(
            id="r", uri="r", text=self.text, sha256=digest, original_sha256=digest, extractor="test"
        )  # fmt: skip
        sentences = sentence_spans(self.text, wrap_width_chars=120, split_unspaced=True)
        encoded = EncodedReport(pieces=self.pieces, encoded=self.encoded, model=self.heads)  # type: ignore[arg-type]
        return component.read(report, Findings(sentences=tuple(sentences), encoded=encoded)).entities


@pytest.fixture
def read(piece_reader: PieceReader) -> Callable[..., Reading]:
    """Return `Reading`s: `read(text, chances, types)`."""

    def make(text: str, chances: Mapping[str, Mapping[str, float]], *rest: object, **settings: int) -> Reading:
        return Reading(piece_reader, text, chances, *rest, **settings)  # type: ignore[arg-type]

    return make
