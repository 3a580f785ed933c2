"""A text as word pieces: the units the encoder reads, each with its place in the text and its surface features."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.reading.encoder.features import surface_features

_JOINER = "\u200d"
_WORD = re.compile(r"[^ \t\r\n]+")
"""What stands between the white space that no cleaning of the text takes away: it is cut by itself."""
_MOST_KNOWN, _LONGEST_KNOWN = 20_000, 40
"""How many words a reader remembers the pieces of, and how many characters they have at most."""


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
    """Cuts texts into word pieces (WordPiece; Schuster & Nakajima 2012) by the vocabulary of the encoder.

    The pieces of a word do not depend on the words around it, and most words of a report were in others: so those of
    frequent ones are remembered.
    """

    def __init__(self, tokenizer_file: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._tokenizer.encode_special_tokens = True  # "[SEP]" in a report is four words like any others
        self._known: dict[str, _CutWord] = {}

    def read(self, text: str, sentences: Sequence[tuple[int, int]]) -> Pieces:
        """Return the pieces of `text`, whose sentences are `sentences` (offsets, in order)."""
        cut = self._cut(_WORD.findall(text))
        begins = np.array([match.start() for match in _WORD.finditer(text)], np.int32)
        sizes = np.array([len(each.ids) for each in cut], np.int32)
        ids = np.concatenate([_NOTHING.ids, *(each.ids for each in cut)])
        edges = np.concatenate([_NOTHING.edges, *(each.edges for each in cut)]) + np.repeat(begins, sizes)[:, None]
        starts, ends = np.ascontiguousarray(edges[:, 0]), _with_marks(text, edges)
        return Pieces(ids=ids, starts=starts, ends=ends, features=surface_features(text, starts, ends, sentences))

    def _cut(self, words: Sequence[str]) -> list["_CutWord"]:
        """Return the pieces of each of `words`."""
        known = self._known
        if len(known) > _MOST_KNOWN:
            known = self._known = {}  # another thread keeps the one it has
        new = [word for word in dict.fromkeys(words) if word not in known]
        cut = dict(zip(new, self._cut_new(new), strict=True))
        known.update((word, pieces) for word, pieces in cut.items() if len(word) <= _LONGEST_KNOWN)
        return [known[word] if word in known else cut[word] for word in words]

    def _cut_new(self, words: Sequence[str]) -> list["_CutWord"]:
        """Return the pieces of each of `words`, cut all at once."""
        encoding = self._tokenizer.encode(" ".join(words), add_special_tokens=False)
        edges = np.array(encoding.offsets, dtype=np.int32).reshape(-1, 2)
        # A character that the normaliser takes away whole (a lone combining mark) leaves a piece without extent.
        kept = edges[:, 1] > edges[:, 0]
        ids, edges = np.array(encoding.ids, dtype=np.int32)[kept], edges[kept]
        begins = np.cumsum([0, *(len(word) + 1 for word in words)])
        bounds = np.searchsorted(edges[:, 0], begins).tolist()
        return [
            _CutWord(ids=ids[first:last].copy(), edges=edges[first:last] - np.int32(begin))
            for first, last, begin in zip(bounds, bounds[1:], begins.tolist(), strict=False)
        ]


class _CutWord(msgspec.Struct, frozen=True, kw_only=True):
    """The pieces of one word: vocabulary ids, int32 [n], and half-open edges within it, int32 [n, 2]."""

    ids: NDArray[np.int32]
    edges: NDArray[np.int32]


_NOTHING = _CutWord(ids=np.zeros(0, np.int32), edges=np.zeros((0, 2), np.int32))


def _with_marks(text: str, edges: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the ends of the pieces at `edges` [n, 2], each moved over the marks that combine with its last letter.

    The normaliser takes accents and vowel signs away, so that no piece has those after its last letter.
    """
    ends = edges[:, 1].copy()
    marks = {each for each in set(text) if each == _JOINER or unicodedata.category(each)[0] == "M"}
    if not marks:
        return ends
    limits = np.append(edges[1:, 0], len(text))
    for piece in np.flatnonzero(ends < limits).tolist():
        end, limit = int(ends[piece]), int(limits[piece])
        while end < limit and text[end] in marks:
            end += 1
        ends[piece] = end
    return ends
