"""Scores over spans: exact and overlapping matches, counted per document.

A value here may be discontinuous: it is a tuple of half-open `(start, end)` pieces. Misses stay in the denominator:
every gold value counts towards recall and every predicted one towards precision, matched or not.
"""

from collections.abc import Iterable, Sequence

from sayso.evaluation.score import DocumentCounts

Pieces = tuple[tuple[int, int], ...]
"""One value: half-open offsets of its pieces, in code points, in text order."""


def normalise(text: str, pieces: Iterable[tuple[int, int]]) -> Pieces:
    """Return `pieces` sorted, without white space at their edges, joined where only white space lies between them.

    So a quotation marked as one piece over two paragraphs equals one marked as two pieces.
    """
    joined: list[tuple[int, int]] = []
    for first, last in sorted(pieces):
        start, end = first, last
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            continue
        if joined and (start <= joined[-1][1] or text[joined[-1][1] : start].isspace()):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def overlap(first: Pieces, second: Pieces) -> int:
    """Return how many code points both values share. Pieces of one value must not overlap each other."""
    shared = 0
    for start, end in first:
        for other_start, other_end in second:
            shared += max(0, min(end, other_end) - max(start, other_start))
    return shared


def align(gold: Sequence[Pieces], predicted: Sequence[Pieces], *, exact: bool) -> list[tuple[int, int]]:
    """Return one-to-one pairs of indices into `gold` and `predicted`.

    With `exact`, equal values are paired; else the pair that shares most code points first, then the next, until
    none that are left share any.
    """
    if exact:
        places: dict[Pieces, list[int]] = {}
        for index, value in enumerate(gold):
            places.setdefault(value, []).append(index)
        return [(places[value].pop(0), index) for index, value in enumerate(predicted) if places.get(value)]
    shares = [
        (-shared, gold_index, index)
        for gold_index, gold_value in enumerate(gold)
        for index, value in enumerate(predicted)
        if (shared := overlap(gold_value, value))
    ]
    pairs: list[tuple[int, int]] = []
    taken_gold: set[int] = set()
    taken: set[int] = set()
    for _, gold_index, index in sorted(shares):
        if gold_index not in taken_gold and index not in taken:
            taken_gold.add(gold_index)
            taken.add(index)
            pairs.append((gold_index, index))
    return sorted(pairs)


def count(document: str, gold: Sequence[Pieces], predicted: Sequence[Pieces], *, exact: bool) -> DocumentCounts:
    """Return the counts of one document; a value is found if it equals a gold one, or if it shares some of it."""
    return DocumentCounts(
        document=document,
        true_positive=len(align(gold, predicted, exact=exact)),
        predicted=len(predicted),
        gold=len(gold),
    )


def without_edge_marks(text: str, pieces: Pieces) -> Pieces:
    """Return `pieces` without the marks at their edges, to compare where these do not count."""
    bare = []
    for first, last in pieces:
        start, end = first, last
        while start < end and not text[start].isalnum():
            start += 1
        while end > start and not text[end - 1].isalnum():
            end -= 1
        if start < end:
            bare.append((start, end))
    return tuple(bare)
