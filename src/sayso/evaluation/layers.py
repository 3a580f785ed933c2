"""Attributions as one sequence of labels: each word is outside, or in a source, a cue or a content; no links.

So are taggers scored, and so is agreement of annotators over words. Where roles overlap, as in nested attributions, a
word takes one label: a cue goes before a source, a source before a content, a shorter piece before a longer one of the
same role. PolNeAR has no such overlaps. A run of words of one piece is a span, so a discontinuous value counts as
several, and a source that attributions share counts once. A piece that cuts a word takes all of it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby

from sayso.evaluation.agreement import Table, coincidences, pair_table
from sayso.evaluation.attributions import ROLES, AttributionValue, Case, Role
from sayso.evaluation.score import DocumentCounts

OUTSIDE = "outside"
Tokens = Sequence[tuple[int, int]]
"""Half-open offsets of the units that are labelled, in code points, in text order, not overlapping."""
LayerSpan = tuple[int, int, Role]
"""Half-open offsets of a run of words of one piece, and its role."""
_WORD = re.compile(r"\w+|[^\w\s]")
_FIRST_PAINTED: tuple[Role, ...] = ("content", "source", "cue")


def words(text: str) -> list[tuple[int, int]]:
    """Return the offsets of words and single marks: what a BERT tokenizer splits into word pieces.

    >>> words("He didn’t.")
    [(0, 2), (3, 7), (7, 8), (8, 9), (9, 10)]
    """
    return [match.span() for match in _WORD.finditer(text)]


def labels(tokens: Tokens, values: Iterable[AttributionValue]) -> list[str]:
    """Return the label of each token: `outside`, `source`, `cue` or `content`."""
    return [OUTSIDE if piece is None else piece[2] for piece in _painted(tokens, values)]


def layer_labels(tokens: Tokens, values: Iterable[AttributionValue], role: Role) -> list[str]:
    """Return of each token `role` or `outside`, whatever other role it has."""
    return labels(tokens, [_only(value, role) for value in values])


def layer_spans(tokens: Tokens, values: Iterable[AttributionValue]) -> set[LayerSpan]:
    """Return the runs of tokens of one piece, with the role of the piece."""
    painted = zip(tokens, _painted(tokens, values), strict=True)
    spans = set()
    for piece, run in groupby(painted, key=lambda pair: pair[1]):
        if piece is not None:
            offsets = [token for token, _ in run]
            spans.add((offsets[0][0], offsets[-1][1], piece[2]))
    return spans


def layer_exact(case: Case, role: Role, *, tokens: Tokens | None = None) -> DocumentCounts:
    """Count the layer spans of `role` that are right at both ends.

    Args:
        case: The document.
        role: Which spans.
        tokens: Units that are labelled; words where none are given.
    """
    units = words(case.text) if tokens is None else tokens
    gold, predicted = (
        {span for span in layer_spans(units, values) if span[2] == role} for values in (case.gold, case.predicted)
    )
    return DocumentCounts(
        document=case.document, true_positive=len(gold & predicted), predicted=len(predicted), gold=len(gold)
    )


def token_table(case: Case, *, tokens: Tokens | None = None) -> Table:
    """Return how often each gold label met each predicted one over the tokens, words where none are given."""
    units = words(case.text) if tokens is None else tokens
    return pair_table(case.document, labels(units, case.gold), labels(units, case.predicted))


def role_table(case: Case, role: Role, *, tokens: Tokens | None = None) -> Table:
    """Return how often gold and prediction agree that a token is in a `role`, whatever other role it has."""
    units = words(case.text) if tokens is None else tokens
    return pair_table(case.document, layer_labels(units, case.gold, role), layer_labels(units, case.predicted, role))


def token_coincidences(
    document: str, text: str, coders: Sequence[Sequence[AttributionValue]], *, tokens: Tokens | None = None
) -> Table:
    """Return the coincidences of labels over the tokens (words where none are given) of all coders of a document.

    From these comes token-wise Krippendorff's alpha: every token is a unit and `outside` a label like `source`, `cue`
    and `content`, so that tokens which all leave out count as agreed; all four are nominal. PolNeAR's README gives
    75.4 % for its corpus by this name, without its labels or tokens; whatever they were, words that two mark with
    different roles disagree here.

    Raises:
        UsageError: There are fewer than two coders.

    Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability; the README of PolNeAR (Newell, Margolin &
    Ruths 2018).
    """
    units = words(text) if tokens is None else tokens
    return coincidences(document, [labels(units, values) for values in coders])


def role_coincidences(
    document: str,
    text: str,
    coders: Sequence[Sequence[AttributionValue]],
    *,
    role: Role,
    tokens: Tokens | None = None,
) -> Table:
    """Return the coincidences of `role` and `outside` over the tokens of all coders, whatever other role a token has.

    Raises:
        UsageError: There are fewer than two coders.

    Source: as `token_coincidences`, for one role at a time.
    """
    units = words(text) if tokens is None else tokens
    return coincidences(document, [layer_labels(units, values, role) for values in coders])


def _only(value: AttributionValue, role: Role) -> AttributionValue:
    pieces = {name: value.part(name) if name == role else () for name in ROLES}
    return AttributionValue(source=pieces["source"], cue=pieces["cue"], content=pieces["content"])


def _painted(tokens: Tokens, values: Iterable[AttributionValue]) -> list[LayerSpan | None]:
    """Return of each token the piece it is labelled by."""
    pieces = {(start, end, role) for value in values for role in ROLES for start, end in value.part(role)}
    painted: list[LayerSpan | None] = [None] * len(tokens)
    starts, ends = [start for start, _ in tokens], [end for _, end in tokens]
    for piece in sorted(pieces, key=lambda piece: (_FIRST_PAINTED.index(piece[2]), piece[0] - piece[1], piece)):
        first, last = bisect_right(ends, piece[0]), bisect_left(starts, piece[1])
        painted[first:last] = [piece] * (last - first)
    return painted
