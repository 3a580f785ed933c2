"""Spans: pieces of a report's text, with their exact place in it."""

from typing import Self

import msgspec

from sayso.core.errors import GroundingError

BODY = "text"
"""Name of the zone that is `Report.text` itself."""


class Span(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A piece of `report.text`: half-open `[start, end)` in Unicode code points.

    Attributes:
        start: Offset of the first code point.
        end: Offset after the last code point.
        text: Exactly `report.text[start:end]`.

    Raises:
        GroundingError: The offsets are negative, reversed, or do not span `text`'s length.

    >>> Span.of("He left Kabul.", 8, 13)
    Span(start=8, end=13, text='Kabul')
    """

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end <= self.start:
            raise GroundingError(f"span [{self.start}, {self.end}) is empty or reversed")
        if len(self.text) != self.end - self.start:
            raise GroundingError(
                f"span [{self.start}, {self.end}) is {self.end - self.start} long, its text {len(self.text)}"
            )

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Span":
        """Return the span `[start, end)` of `text`.

        Raises:
            GroundingError: The offsets are empty, reversed or outside `text`.
        """
        return Span(start=start, end=end, text=text[start:end])

    def check(self, text: str) -> None:
        """Raise GroundingError unless this span is what `text` has at its offsets."""
        if text[self.start : self.end] != self.text:
            raise GroundingError(
                f"span [{self.start}, {self.end}) says {self.text!r}, the text there is {text[self.start : self.end]!r}"
            )

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


class Zone(msgspec.Struct, frozen=True, kw_only=True):
    """A text of a report that is not its body: headline, section, date line.

    Attributes:
        name: `title`, `section`, `dateline` or `byline`.
        text: The zone's text as the page has it, white space folded.
    """

    name: str
    text: str


class ZoneSpan(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of one of a report's zones.

    A type of its own, so that offsets into a headline can never be taken for offsets into
    the body. `zone` is a `Zone.name`, or `text` for the body.

    Raises:
        GroundingError: As for `Span`.
    """

    zone: str
    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        Span(start=self.start, end=self.end, text=self.text)

    @classmethod
    def of(cls, zone: Zone, start: int, end: int) -> Self:
        """Return the span `[start, end)` of `zone`."""
        return cls(zone=zone.name, start=start, end=end, text=zone.text[start:end])
