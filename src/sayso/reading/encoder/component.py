"""The reading component `encoder`: one pass of the encoder over a report, for all components that read from it."""

import msgspec

from sayso.core.errors import ReadingError, UsageError
from sayso.core.reading import Findings
from sayso.core.report import Report
from sayso.reading.component import register
from sayso.reading.encoder.pieces import Pieces
from sayso.reading.encoder.session import Encoded
from sayso.reading.encoder.windows import cut
from sayso.reading.model_files import Model, loaded_model


class EncoderSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of the component `encoder`.

    Attributes:
        model: `bundled`, or a folder with a model's files.
        window_pieces: Most word pieces of a window, without its two markers.
        overlap_pieces: Most word pieces that a window shares with the one before.
        threads: How many windows are worked on at the same time.
    """

    model: str
    window_pieces: int
    overlap_pieces: int
    threads: int


class EncodedReport(msgspec.Struct, frozen=True, kw_only=True):
    """What the encoder made of a report.

    Attributes:
        pieces: The word pieces of the whole text.
        encoded: States and logits of its windows.
        model: Whose heads read from them.
    """

    pieces: Pieces
    encoded: Encoded
    model: Model


class EncoderComponent:
    """Encodes a report's text in overlapping windows that end where sentences do.

    Attributes:
        model: The model that is used.

    Raises:
        UsageError: There is no such model, or its windows are shorter than those asked for.
    """

    name = "encoder"
    version = "1"

    def __init__(self, settings: EncoderSettings) -> None:
        self._settings = settings
        self.model = loaded_model(settings.model)
        if settings.window_pieces > self.model.encoder.longest:
            raise UsageError(
                f"settings of encoder: windows of {settings.window_pieces} word pieces are longer than the "
                f"{self.model.encoder.longest} of the model"
            )

    def read(self, report: Report, found: Findings) -> Findings:
        """Return what the encoder makes of `report.text`, cut by the sentences in `found`."""
        sentences = [(span.start, span.end) for span in found.sentences]
        pieces = self.model.pieces.read(report.text, sentences)
        settings = self._settings
        windows = cut(pieces, sentences, size=settings.window_pieces, overlap=settings.overlap_pieces)
        (encoded,) = self.model.encoder.encode([(pieces, windows)], threads=settings.threads)
        return Findings(encoded=EncodedReport(pieces=pieces, encoded=encoded, model=self.model))


def encoded_report(found: Findings, component: str) -> EncodedReport:
    """Return what the encoder made of the report, for the component named `component`.

    Raises:
        ReadingError: The configuration has no `encoder` before it.
    """
    if not isinstance(found.encoded, EncodedReport):
        raise ReadingError(f"component {component!r} reads from the encoder: list `encoder` before it")
    return found.encoded


register("encoder", EncoderSettings)(EncoderComponent)
