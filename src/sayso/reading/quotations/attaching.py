"""Looks for the source and the cue of one quotation on either side of it."""

from sayso.reading.quotations.following import After
from sayso.reading.quotations.preceding import Before


class Attacher(After, Before):
    """Finds sources and cues beside the quotations of one text."""
