"""The scores of time expressions as lines of text and as a Markdown table, HeidelTime's beside ours."""

from collections.abc import Iterable, Sequence

from sayso.evaluation.bootstrap import interval, interval_of
from sayso.evaluation.score import DocumentCounts, Score, f1

Row = tuple[Score, Score | None]
"""Our score, and the peer's on the same documents, where it was measured in this run."""
_HEADINGS = ("corpus", "metric", "n", "ours", "95 % interval", "P", "R", "trivial baseline", "HeidelTime", "ahead by")


def line(own: Score, peer: Score | None) -> str:
    """Return one line for a score."""
    text = (
        f"{own.corpus:27} {own.metric:25} n {own.n:5}  P R F1 "
        f"{' '.join(_percent(figure) for figure in (own.precision, own.recall, own.f1))}  "
        f"{_range(interval(own.counts)):13}  baseline {_percent(own.baseline)}"
    )
    if peer is None:
        return text
    ahead, bounds = _ahead(own, peer)
    return f"{text}  HeidelTime {_percent(peer.f1)}, ahead by {_percent(ahead)} ({_range(bounds)})"


def markdown(rows: Sequence[Row]) -> str:
    """Return the table in Markdown, figures in per cent."""
    lines = [f"| {' | '.join(_HEADINGS)} |", "|---" * len(_HEADINGS) + "|"]
    return "\n".join([*lines, *(f"| {' | '.join(_cells(own, peer))} |" for own, peer in rows)]) + "\n"


def _cells(own: Score, peer: Score | None) -> tuple[str, ...]:
    figures = [_percent(figure).strip() for figure in (own.precision, own.recall, own.baseline)]
    ahead, bounds = _ahead(own, peer) if peer else (None, None)
    beside = f"{_percent(ahead).strip()} ({_range(bounds)})" if peer else "–"
    return (
        own.corpus, own.metric, str(own.n), _percent(own.f1).strip(), _range(interval(own.counts)) or "–", *figures,
        _percent(peer.f1).strip() if peer else "–", beside,
    )  # fmt: skip


def _ahead(own: Score, peer: Score) -> tuple[float | None, tuple[float, float] | None]:
    """Return how far ahead of the peer we are, with its interval: documents are drawn in pairs."""

    def ahead(pairs: Iterable[tuple[DocumentCounts, DocumentCounts]]) -> float | None:
        drawn = list(pairs)
        ours, theirs = f1(pair[0] for pair in drawn), f1(pair[1] for pair in drawn)
        return None if ours is None or theirs is None else ours - theirs

    both = list(zip(own.counts, peer.counts, strict=True))
    return ahead(both), interval_of(both, ahead)


def _range(bounds: tuple[float, float] | None) -> str:
    return "–".join(_percent(bound).strip() for bound in bounds) if bounds else ""


def _percent(figure: float | None) -> str:
    return f"{100 * figure:5.1f}" if figure is not None else "    –"
