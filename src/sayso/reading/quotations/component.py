"""The reading component `quotations`."""

import msgspec

from sayso.core.reading import Attribution, Findings, SourceSpan
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.reading.component import register
from sayso.reading.quotations.attaching import TAIL, Attacher
from sayso.reading.quotations.layout import Sentences, paragraphs
from sayso.reading.quotations.linking import Link, Linker
from sayso.reading.quotations.marks import quotes
from sayso.reading.quotations.utterances import utterances


class QuotationSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of the component `quotations`.

    Attributes:
        max_source_words: Most words of a source.
        max_clause_words: Most words looked at on either side of a quotation.
        max_tail_words: Most words between an attribution and the quotation that goes on after it.
        min_floating_words: Fewest words of a quotation without a cue that is taken as speech.
        confidence: Share of attributions that are right, by pattern; see `benchmarks/score_quotations.py`.
    """

    max_source_words: int
    max_clause_words: int
    max_tail_words: int
    min_floating_words: int
    confidence: dict[str, float]


@register("quotations", QuotationSettings)
class Quotations:
    """Reads direct and mixed quotations with their sources and cues.

    Source: follows the annotation guidelines of PolNeAR (Newell, Margolin & Ruths 2018) for what belongs to source,
    cue and content.
    """

    name = "quotations"
    version = "1"

    def __init__(self, settings: QuotationSettings) -> None:
        self.settings = settings

    def read(self, report: Report, found: Findings) -> Findings:
        """Return the attributions of `report.text`, with ids `a1`, `a2`, ... in text order."""
        links = self.links(report.text, found.sentences)
        return Findings(attributions=tuple(self._attribution(report.text, n, link) for n, link in enumerate(links, 1)))

    def links(self, text: str, sentences: tuple[Span, ...]) -> list[Link]:
        """Return the attributions of `text` in offsets, with the rule that found each."""
        blocks = paragraphs(text)
        marked = quotes(text, blocks, TAIL)
        if not any(marked):
            return []
        outer = [[quote for quote in block if quote.depth == 0] for block in marked]
        attacher = Attacher(
            text,
            blocks,
            Sentences(text, sentences, blocks),
            max_source_words=self.settings.max_source_words,
            max_clause_words=self.settings.max_clause_words,
        )
        return Linker(
            text,
            utterances(text, blocks, outer),
            attacher,
            min_floating_words=self.settings.min_floating_words,
            max_tail_words=self.settings.max_tail_words,
        ).link()

    def _attribution(self, text: str, number: int, link: Link) -> Attribution:
        source = None
        if link.source is not None:
            source = SourceSpan(start=link.source[0], end=link.source[1], text=text[slice(*link.source)])
        return Attribution(
            id=f"a{number}",
            source=source,
            cue=None if link.cue is None else Span.of(text, *link.cue),
            content=tuple(Span.of(text, start, end) for start, end in link.content),
            manner=link.manner,
            stance=link.stance,
            confidence=self.settings.confidence[link.pattern],
        )
