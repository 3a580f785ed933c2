"""A text as its quotation marks divide it, found once for all that look at them."""

from functools import lru_cache

import msgspec

from sayso.reading.quotations.capitals import in_usual_case
from sayso.reading.quotations.layout import paragraphs
from sayso.reading.quotations.marks import Quote, quotes
from sayso.reading.quotations.tables import TAIL

_KEPT = 8
"""Texts whose marks are remembered: those that are being read at the same time."""


class MarkedText(msgspec.Struct, frozen=True, kw_only=True):
    """Paragraphs and quotations of a text.

    Attributes:
        text: In usual case; see `in_usual_case`.
        blocks: Half-open ranges of the paragraphs, in order.
        quotes: The quotations of every paragraph, in text order.
    """

    text: str
    blocks: tuple[tuple[int, int], ...]
    quotes: tuple[tuple[Quote, ...], ...]


def marked_text(text: str) -> MarkedText:
    """Return the paragraphs and the quotations of `text`.

    What was found in the last few texts is remembered, whether they were given as they are or in usual case.
    """
    return _marked(in_usual_case(text))


@lru_cache(_KEPT)
def _marked(text: str) -> MarkedText:
    blocks = tuple(paragraphs(text))
    return MarkedText(text=text, blocks=blocks, quotes=tuple(map(tuple, quotes(text, blocks, TAIL))))
