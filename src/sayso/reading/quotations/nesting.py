"""Quotations inside what somebody else is quoted as saying, where they have a source of their own."""

from bisect import bisect_right
from collections.abc import Sequence

from sayso.reading.quotations.attaching import Attacher
from sayso.reading.quotations.linking import Link
from sayso.reading.quotations.marks import Quote
from sayso.reading.quotations.surroundings import last_character
from sayso.reading.quotations.utterances import Utterance

_SPEECH = frozenset(
    ("before, comma", "before, colon", "before, bare", "before, bridge", "after, subject", "after, inverted")
)


def nested_links(
    text: str, quotes: Sequence[Sequence[Quote]], links: Sequence[Link], attacher: Attacher, min_words: int
) -> list[Link]:
    """Return the attributions for quotations that stand inside the content of one of `links`, in text order.

    Only a quotation with a cue and a source of its own, inside the same content, counts; `links` are in text order.
    """
    holders = sorted((piece, link) for link in links for piece in link.content if link.source is not None)
    starts = [piece[0] for piece, _ in holders]
    outermost = {start for link in links for start, _ in link.content}
    found: list[Link] = []
    for block, here in enumerate(quotes):
        end_of_previous = 0
        for quote in here:
            place = bisect_right(starts, quote.start) - 1
            if place < 0 or quote.start in outermost or holders[place][0][1] < quote.end:
                continue
            piece = holders[place][0]
            utterance = _utterance(text, quote, block, max(piece[0], end_of_previous), piece[1])
            end_of_previous = quote.end
            if utterance.word_count < min_words:
                continue
            link = _link(utterance, attacher, piece)
            if link is not None:
                found.append(link)
    return found


def _link(utterance: Utterance, attacher: Attacher, piece: tuple[int, int]) -> Link | None:
    for beside in (attacher.before(utterance), attacher.after(utterance)):
        if beside is None or beside.source is None or beside.cue is None or beside.start is not None:
            continue
        inside = piece[0] <= beside.source[0] and beside.source[1] <= piece[1] and beside.cue[1] <= piece[1]
        whole = beside.pattern != "before, bare" or last_character(attacher.text, utterance) in ".,!?…"
        if whole and beside.pattern in _SPEECH and inside and beside.cue[0] >= piece[0]:
            return Link(
                content=utterance.pieces,
                source=beside.source,
                cue=beside.cue,
                stance=beside.stance,
                manner="direct",
                pattern="nested",
                last_block=utterance.last_block,
                end=utterance.end,
                nested=True,
            )
    return None


def _utterance(text: str, quote: Quote, block: int, left: int, right: int) -> Utterance:
    return Utterance(
        pieces=((quote.start, quote.end),),
        first_block=block,
        last_block=block,
        left=left,
        right=right,
        lead_in=None,
        inner_start=quote.inner_start,
        inner_end=quote.inner_end,
        word_count=len(text[quote.inner_start : quote.inner_end].split()),
    )


def holders(links: Sequence[Link]) -> list[int | None]:
    """Return for each of `links`, in text order of their content, the index of the one that holds it most closely."""
    result: list[int | None] = [None] * len(links)
    pieces = sorted((start, -end, index) for index, link in enumerate(links) for start, end in link.content)
    around: list[tuple[int, int]] = []
    for start, negative_end, index in pieces:
        while around and around[-1][0] <= start:
            around.pop()
        if links[index].nested and around and around[-1][0] >= -negative_end:
            result[index] = around[-1][1]
        around.append((-negative_end, index))
    return result
