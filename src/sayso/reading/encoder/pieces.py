"""A text as word pieces: the units the encoder reads, each with its place in the text and its surface features."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.reading.encoder.features import surface_features

_JOINER = "\u200d"


class Pieces(msgspec.Struct, frozen=True, kw_only=True):
    """The word pieces of one text, without the markers that a window puts around them.

    Attributes:
        ids: Vocabulary ids, int32 [n].
        starts: Offsets of the first code point of each piece, int32 [n]; they never fall.
        ends: Offsets after the last code point of each piece, int32 [n]; they never fall. Marks that combine with the
            last letter are the piece's. Pieces of one character (the letters of a Hangul syllable) share its offsets.
        features: Surface features, uint8 [n, 3]; see `surface_features`.
    """

    ids: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    features: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.ids)

    def covering(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the half-open range of pieces that touch `text[start:end]`, or None where none does."""
        first = int(np.searchsorted(self.ends, start, side="right"))
        last = int(np.searchsorted(self.starts, end, side="left"))
        return (first, last) if first < last else None


class PieceReader:
    """Cuts texts into word pieces (WordPiece; Schuster & Nakajima 2012) by the vocabulary of the encoder."""

    def __init__(self, tokenizer_file: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._tokenizer.encode_special_tokens = True  # "[SEP]" in a report is four words like any others

    def read(self, text: str, sentences: Sequence[tuple[int, int]]) -> Pieces:
        """Return the pieces of `text`, whose sentences are `sentences` (offsets, in order)."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        edges = np.array(encoding.offsets, dtype=np.int32).reshape(-1, 2)
        # A character that the normaliser takes away whole (a lone combining mark) leaves a piece without extent.
        kept = edges[:, 1] > edges[:, 0]
        ids = np.array(encoding.ids, dtype=np.int32)[kept]
        starts, ends = np.ascontiguousarray(edges[kept, 0]), _with_marks(text, edges[kept])
        return Pieces(ids=ids, starts=starts, ends=ends, features=surface_features(text, starts, ends, sentences))


def _with_marks(text: str, edges: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the ends of the pieces at `edges` [n, 2], each moved over the marks that combine with its last letter.

    The normaliser takes accents and vowel signs away, so that no piece has those after its last letter.
    """
    ends = edges[:, 1].copy()
    if text.isascii():
        return ends
    limits = np.append(edges[1:, 0], len(text))
    for piece in np.flatnonzero(ends < limits).tolist():
        end, limit = int(ends[piece]), int(limits[piece])
        while end < limit and (text[end] == _JOINER or unicodedata.category(text[end])[0] == "M"):
            end += 1
        ends[piece] = end
    return ends
