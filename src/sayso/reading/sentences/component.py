"""The reading component `sentences`."""

import msgspec

from sayso.core.reading import Findings
from sayso.core.report import Report
from sayso.reading.component import register
from sayso.reading.sentences.splitter import sentence_spans


class SentencesSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of the sentence splitter.

    Attributes:
        wrap_width_chars: Longest line, in code points, of hard-wrapped text; where most text stands in longer lines,
            a line break ends a paragraph.
        split_unspaced: Whether a sentence may end where no space follows the period (`ended.The army`).
    """

    wrap_width_chars: int
    split_unspaced: bool


class Sentences:
    """Splits a report's text into sentences by rule."""

    name = "sentences"
    version = "1"

    def __init__(self, settings: SentencesSettings) -> None:
        self._settings = settings

    def read(self, report: Report, found: Findings) -> Findings:
        """Return the sentences of `report.text`: in order, trimmed, covering all that is not white space."""
        return Findings(
            sentences=sentence_spans(
                report.text,
                wrap_width_chars=self._settings.wrap_width_chars,
                split_unspaced=self._settings.split_unspaced,
            )
        )


register("sentences", SentencesSettings)(Sentences)
