"""A report's word pieces cut into overlapping windows, and for each piece the window that sees most around it."""

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.core.errors import UsageError
from sayso.reading.encoder.pieces import Pieces


class Windows(msgspec.Struct, frozen=True, kw_only=True):
    """The windows of one report, in order: half-open ranges of its pieces.

    Attributes:
        starts: First piece of each window, int32 [w].
        ends: Piece after the last of each window, int32 [w].
        best: The window that each piece is to be read from, int32 [n]; never falls from one piece to the next.
    """

    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    best: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.starts)

    def own(self, window: int) -> tuple[int, int]:
        """Return the half-open range of the pieces that are to be read from `window`; empty where it has none."""
        return int(np.searchsorted(self.best, window)), int(np.searchsorted(self.best, window, side="right"))


def cut(pieces: Pieces, sentences: Sequence[tuple[int, int]], *, size: int, overlap: int) -> Windows:
    """Return windows of at most `size` pieces that cover all `pieces`.

    A window ends with the last sentence that ends in its second half; where none does (a sentence longer than that, a
    list without a full stop), it is cut at `size`. The next begins with the first sentence that begins in the last
    `overlap` pieces, or, where none does, `overlap` pieces before the end. A piece's context in a window is its
    distance to the nearer edge; an edge at the beginning or the end of the report does not count. Of two windows with
    the same context for a piece the earlier is its best.

    Args:
        pieces: Of the whole report.
        sentences: Half-open ranges of code points, in order, not overlapping.
        size: Largest number of pieces in a window, without the markers around them.
        overlap: Largest number of pieces that a window shares with the one before; at most half of `size`.

    Raises:
        UsageError: `size` or `overlap` is out of range.
    """
    if size < 2 or not 0 <= overlap <= size // 2:
        raise UsageError(
            f"windows of {size} pieces cannot overlap by {overlap}: take at least 2, and at most half of them"
        )
    count = len(pieces)
    edges = np.array(sentences, dtype=np.int64).reshape(-1, 2)
    # a piece over the end of a sentence belongs to the sentence it starts in
    begins = np.searchsorted(pieces.starts, edges[:, 0])
    stops = np.searchsorted(pieces.starts, edges[:, 1])
    starts, ends = [], []
    start = 0
    while count:
        end = count if count - start <= size else _last_in(stops, start + size // 2, start + size)
        starts.append(start)
        ends.append(end)
        if end == count:
            break
        start = _first_in(begins, end - overlap, end)
    ranges = np.array([starts, ends], dtype=np.int32).reshape(2, -1)
    return Windows(starts=ranges[0], ends=ranges[1], best=_best(ranges[0], ranges[1], count))


def _last_in(positions: NDArray[np.int64], after: int, until: int) -> int:
    """Return the last of the sorted `positions` in `(after, until]`, or `until` where there is none."""
    found = int(np.searchsorted(positions, until, side="right"))
    return int(positions[found - 1]) if found and positions[found - 1] > after else until


def _first_in(positions: NDArray[np.int64], least: int, below: int) -> int:
    """Return the first of the sorted `positions` in `[least, below)`, or `least` where there is none."""
    found = int(np.searchsorted(positions, least))
    return int(positions[found]) if found < len(positions) and positions[found] < below else least


def _best(starts: NDArray[np.int32], ends: NDArray[np.int32], count: int) -> NDArray[np.int32]:
    most = np.full(count, -1, dtype=np.int32)
    best = np.zeros(count, dtype=np.int32)
    for window, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        piece = np.arange(start, end, dtype=np.int32)
        before = piece - start if start else np.full_like(piece, count)
        after = end - 1 - piece if end < count else np.full_like(piece, count)
        context = np.minimum(before, after)
        more = context > most[start:end]
        most[start:end][more] = context[more]
        best[start:end][more] = window
    return best
