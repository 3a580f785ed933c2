"""From the scores of the tags of word pieces to ranges of whole words."""

import numpy as np
from numpy.typing import NDArray

from sayso.reading.attribution.labels import PieceRange
from sayso.reading.event.labels import BEGINS, GOES_ON, OUTSIDE, tagged_ranges
from sayso.reading.model_files import Floats


def best_ranges(logits: Floats, words: NDArray[np.int64]) -> list[list[PieceRange]]:
    """Return for each row the ranges of pieces that its best tags mark: whole words, and none that only goes on.

    A tag of a word is as likely as those of all its pieces together. Of all sequences in which what goes on has begun,
    that with the greatest probability is taken.

    Args:
        logits: Of the tags of each row's pieces [rows, pieces, tags].
        words: First piece of each word [words], ascending; the first is 0.

    Source: Viterbi 1967, Error bounds for convolutional codes and an asymptotically optimum decoding algorithm.
    """
    scores = _of_words(logits - np.logaddexp.reduce(logits, axis=2, keepdims=True), words)
    found: list[list[PieceRange]] = [[] for _ in scores]
    marked = np.flatnonzero(_may_mark(scores))
    for row, tags in zip(marked.tolist(), _best_tags(scores[marked]).tolist(), strict=True):
        found[row] = _in_pieces(tags, words, logits.shape[1])
    return found


def _may_mark(scores: Floats) -> NDArray[np.bool_]:
    """Return for which rows of `scores` [rows, words, tags] the best tags may not all be OUTSIDE.

    What a range that begins somewhere gains at its first word, and at all others that gain by going on, is the most
    that any range can gain; where that is nothing there is none. So it is for most parts of most events.
    """
    begun = (scores[:, :, BEGINS] - scores[:, :, OUTSIDE]).max(1)
    gone_on = np.maximum(scores[:, :, GOES_ON] - scores[:, :, OUTSIDE], 0).sum(1)
    return np.asarray(begun + gone_on > 0, np.bool_)


def _best_tags(scores: Floats) -> NDArray[np.int64]:
    """Return the most probable tags [rows, words] for log-probabilities [rows, words, tags]."""
    rows, count, _ = scores.shape
    before = np.zeros((rows, count), np.int64)  # for a word that is outside or begins: the best tag of the word before
    inside = np.zeros((rows, count), np.int64)  # for a word that goes on: the same, of those that may stand before it
    best = scores[:, 0].copy()
    best[:, GOES_ON] = -np.inf
    for word in range(1, count):
        before[:, word] = best.argmax(1)
        inside[:, word] = np.where(best[:, BEGINS] >= best[:, GOES_ON], BEGINS, GOES_ON)
        highest = best.max(1, keepdims=True)
        grown = np.repeat(highest, 3, axis=1)
        grown[:, GOES_ON] = np.maximum(best[:, BEGINS], best[:, GOES_ON])
        best = grown + scores[:, word]
    tags = np.zeros((rows, count), np.int64)
    tags[:, -1] = best.argmax(1)
    for word in range(count - 1, 0, -1):
        goes_on = tags[:, word] == GOES_ON
        tags[:, word - 1] = np.where(goes_on, inside[:, word], before[:, word])
    return tags


def _of_words(chances: Floats, words: NDArray[np.int64]) -> Floats:
    """Return log-probabilities of the tags of words [rows, words, tags] from those of pieces [rows, pieces, tags]."""
    goes_on = np.add.reduceat(chances[:, :, GOES_ON], words, axis=1)
    scores: Floats = np.empty((len(chances), len(words), 3), chances.dtype)
    scores[:, :, OUTSIDE] = np.add.reduceat(chances[:, :, OUTSIDE], words, axis=1)
    scores[:, :, GOES_ON] = goes_on
    scores[:, :, BEGINS] = goes_on - chances[:, words, GOES_ON] + chances[:, words, BEGINS]
    return scores


def _in_pieces(tags: list[int], words: NDArray[np.int64], pieces: int) -> list[PieceRange]:
    edges = [*words.tolist(), pieces]
    return [(edges[first], edges[last]) for first, last in tagged_ranges(tags)]


def first_pieces(starts: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return the first piece of each word, given where the word of each piece starts [pieces].

    >>> first_pieces(np.array([0, 0, 7, 9, 9, 9])).tolist()
    [0, 2, 3]
    """
    return np.flatnonzero(np.concatenate(([True], starts[1:] != starts[:-1])))
