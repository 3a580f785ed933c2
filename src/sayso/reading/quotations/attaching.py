"""Looks for the source and the cue of one quotation on either side of it."""

from sayso.reading.quotations.earlier import Earlier
from sayso.reading.quotations.following import After


class Attacher(After, Earlier):
    """Finds sources and cues beside the quotations of one text."""
