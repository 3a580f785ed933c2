"""Utterances: quotations joined over paragraphs, each with the text around it that may name its speaker."""

from collections.abc import Sequence

import msgspec

from sayso.reading.quotations.marks import Quote


class Utterance(msgspec.Struct, frozen=True, kw_only=True):
    """One quotation, or several that run on from paragraph to paragraph.

    Attributes:
        pieces: Half-open offsets, quotation marks included, one per paragraph.
        first_block: Index of the paragraph it starts in.
        last_block: Index of the paragraph it ends in.
        left: Where the text before it begins: the end of the quotation before, or the start of the paragraph.
        right: Where the text after it ends: the start of the next quotation, or the end of the paragraph.
        lead_in: Start of the paragraph before, if that one ends with a colon or comma, and this starts its own.
        inner_start: Offset after the opening mark.
        inner_end: Offset of the closing mark.
        word_count: Number of words, by white space.
    """

    pieces: tuple[tuple[int, int], ...]
    first_block: int
    last_block: int
    left: int
    right: int
    lead_in: int | None
    inner_start: int
    inner_end: int
    word_count: int

    @property
    def start(self) -> int:
        """Offset of the first mark."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Offset after the last mark."""
        return self.pieces[-1][1]


def utterances(text: str, blocks: Sequence[tuple[int, int]], quotes: Sequence[Sequence[Quote]]) -> list[Utterance]:
    """Return the utterances of a text, in order; `quotes` has the outermost quotations of each of `blocks`."""
    runs: list[list[tuple[int, int]]] = []
    running = False
    for index, here in enumerate(quotes):
        for place, quote in enumerate(here):
            if running and quote.continues and place == 0:
                runs[-1].append((index, place))
            else:
                runs.append([(index, place)])
            running = quote.ending == "runs on"
        if not here:
            running = False
    return [_utterance(text, blocks, quotes, run) for run in runs]


def _utterance(
    text: str, blocks: Sequence[tuple[int, int]], quotes: Sequence[Sequence[Quote]], run: Sequence[tuple[int, int]]
) -> Utterance:
    """Return the utterance of the quotations at the places `run`, each a paragraph and a place in it."""
    (first_block, first_place), (last_block, last_place) = run[0], run[-1]
    pieces = [quotes[block][place] for block, place in run]
    last_here = quotes[last_block]
    return Utterance(
        pieces=tuple((quote.start, quote.end) for quote in pieces),
        first_block=first_block,
        last_block=last_block,
        left=quotes[first_block][first_place - 1].end if first_place else blocks[first_block][0],
        right=last_here[last_place + 1].start if last_place + 1 < len(last_here) else blocks[last_block][1],
        lead_in=_lead_in(text, blocks, first_block, pieces[0]),
        inner_start=pieces[0].inner_start,
        inner_end=pieces[-1].inner_end,
        word_count=sum(len(text[quote.inner_start : quote.inner_end].split()) for quote in pieces),
    )


def _lead_in(text: str, blocks: Sequence[tuple[int, int]], index: int, quote: Quote) -> int | None:
    if index == 0 or quote.start != blocks[index][0]:
        return None
    start, end = blocks[index - 1]
    return start if text[end - 1] in ":," else None
