"""What an annotated file holds: its header, and the Reading that its marks make."""

from pathlib import Path
from typing import Literal, get_args

import msgspec

from sayso.core.reading import Reading

Layer = Literal["entities", "attributions", "events", "states", "times", "places"]
LAYERS: tuple[Layer, ...] = get_args(Layer)


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """The header of an annotated report.

    Attributes:
        id: Unique in the corpus.
        conflict: The invented conflict; all its reports are in one split.
        outlet: Invented name of the outlet.
        style: agency, local, rights, translated, interview, radio, ... (one word).
        published: ISO 8601 date.
        title: Headline; not part of the text.
        region: Part of the world it is set in.
        incident: Ids of the incidents it tells of, the same in all reports that tell of them.
        layers: Layers of which everything in the text is annotated.
        partial: Layers of which only some is annotated.
    """

    id: str
    conflict: str
    outlet: str
    style: str
    published: str
    title: str
    region: str
    incident: tuple[str, ...] = ()
    layers: tuple[Layer, ...]
    partial: tuple[Layer, ...] = ()


class AnnotatedReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report of the corpus, annotated by a person.

    Attributes:
        header: As in the file.
        reading: Report and annotation by the Reading contract; every confidence is 1.
        same_events: Sets of ids of events that are mentions of one and the same event, two or more each.
        path: The file, where it was read from one.
    """

    header: Header
    reading: Reading
    same_events: tuple[tuple[str, ...], ...] = ()
    path: Path | None = None

    @property
    def layers(self) -> frozenset[Layer]:
        """The complete layers: in the others, nothing annotated does not mean nothing there."""
        return frozenset(self.header.layers)
