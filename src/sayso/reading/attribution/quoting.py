"""What the quotation marks on the page say about contents that the model found: where they end, and the manner."""

from collections.abc import Sequence
from itertools import chain

from sayso.core.reading import Manner
from sayso.reading.attribution.values import Interval, joined
from sayso.reading.quotations.marked import marked_text
from sayso.reading.quotations.marks import Quote


class Quotations:
    """The outermost quotations of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._quotes = [quote for quote in chain.from_iterable(marked_text(text).quotes) if quote.depth == 0]

    def fitted(self, content: Sequence[Interval], cue: Interval | None) -> tuple[Interval, ...]:
        """Return `content` with no edge strictly inside a quotation whose two marks are there.

        An edge inside is moved out to the mark. A content of an attribution whose cue stands in the same quotation is
        part of what is quoted, and stays as it is; and so does an edge inside a quotation whose end is inferred.
        """
        fitted = []
        for piece_start, piece_end in content:
            start, end = piece_start, piece_end
            for quote in self._across(start, end):
                if quote.ending == "inferred" or (cue and quote.start <= cue[0] and cue[1] <= quote.end):
                    continue
                if quote.start < start < quote.end and not (quote.continues and start == quote.inner_start):
                    start = quote.start
                if quote.start < end < quote.end:
                    end = quote.end
            fitted.append((start, end))
        return joined(self._text, fitted)

    def is_quoted(self, content: Sequence[Interval]) -> bool:
        """Return whether all words of `content` stand in quotation marks, from mark to mark."""
        return self.manner(content, ()) == "direct"

    def manner(self, content: Sequence[Interval], inner: Sequence[Interval]) -> Manner:
        """Return how `content` is quoted; `inner` are the contents of attributions within, whose marks do not count."""
        quoted = unquoted = False
        for start, end in content:
            position = start
            for quote in self._across(start, end):
                if any(first <= quote.start and quote.end <= last for first, last in inner):
                    continue
                goes_on = quote.continues and (start, end) == (
                    quote.inner_start,
                    quote.end,
                )  # all but the mark repeated
                if quote.start < start and end <= quote.end and not goes_on:
                    return "indirect"  # said inside somebody else's quotation
                unquoted |= self._has_words(position, quote.start)
                quoted = True
                position = max(position, quote.end)
            unquoted |= self._has_words(position, end)
        if not quoted:
            return "indirect"
        return "mixed" if unquoted else "direct"

    def _across(self, start: int, end: int) -> list[Quote]:
        return [quote for quote in self._quotes if quote.start < end and start < quote.end]

    def _has_words(self, start: int, end: int) -> bool:
        return any(character.isalnum() for character in self._text[start:end])
