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
        inferred: Whether a mark was missing.
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
    inferred: bool
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
    found: list[Utterance] = []
    running = False
    for index, (start, end) in enumerate(blocks):
        here = quotes[index]
        for place, quote in enumerate(here):
            right = here[place + 1].start if place + 1 < len(here) else end
            if running and quote.continues and place == 0:
                found[-1] = _extended(text, found[-1], quote, index, right)
            else:
                left = here[place - 1].end if place else start
                found.append(_utterance(text, quote, index, left, right, _lead_in(text, blocks, index, quote)))
            running = quote.ending == "runs on"
        if not here:
            running = False
    return found


def _utterance(text: str, quote: Quote, block: int, left: int, right: int, lead_in: int | None) -> Utterance:
    return Utterance(
        pieces=((quote.start, quote.end),),
        first_block=block,
        last_block=block,
        left=left,
        right=right,
        lead_in=lead_in,
        inner_start=quote.inner_start,
        inner_end=quote.inner_end,
        inferred=quote.ending == "inferred",
        word_count=len(text[quote.inner_start : quote.inner_end].split()),
    )


def _extended(text: str, before: Utterance, quote: Quote, block: int, right: int) -> Utterance:
    more = _utterance(text, quote, block, before.left, right, None)
    return msgspec.structs.replace(
        before,
        pieces=before.pieces + more.pieces,
        last_block=block,
        right=right,
        inner_end=quote.inner_end,
        inferred=before.inferred or more.inferred,
        word_count=before.word_count + more.word_count,
    )


def _lead_in(text: str, blocks: Sequence[tuple[int, int]], index: int, quote: Quote) -> int | None:
    if index == 0 or quote.start != blocks[index][0]:
        return None
    start, end = blocks[index - 1]
    return start if text[end - 1] in ":," else None
