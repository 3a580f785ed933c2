"""The reading component `quotations`."""

import msgspec

from sayso.core.errors import UsageError
from sayso.core.reading import Attribution, Findings, SourceSpan
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.reading.component import register
from sayso.reading.quotations.attaching import Attacher
from sayso.reading.quotations.layout import Sentences
from sayso.reading.quotations.linking import Link, Linker
from sayso.reading.quotations.marked import marked_text
from sayso.reading.quotations.nesting import holders, nested_links
from sayso.reading.quotations.patterns import PATTERNS
from sayso.reading.quotations.transcripts import transcript_blocks
from sayso.reading.quotations.utterances import utterances


class QuotationSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of the component `quotations`.

    Attributes:
        max_source_words: Most words of a source.
        max_clause_words: Most words looked at on either side of a quotation.
        max_tail_words: Most words between an attribution and the quotation that goes on after it.
        min_floating_words: Fewest words of a quotation without a cue that is taken as speech.
        min_nested_words: Fewest words of a quotation inside another that is taken as speech.
        min_transcript_lines: Fewest paragraphs with a speaker's label that make a transcript.
        confidence: Share of attributions that are right, by pattern; see `benchmarks/score_quotations.py`.
    """

    max_source_words: int
    max_clause_words: int
    max_tail_words: int
    min_floating_words: int
    min_nested_words: int
    min_transcript_lines: int
    confidence: dict[str, float]


@register("quotations", QuotationSettings)
class Quotations:
    """Reads direct and mixed quotations with their sources and cues.

    Source: follows the annotation guidelines of PolNeAR (Newell, Margolin & Ruths 2018) for what belongs to source,
    cue and content.

    Raises:
        UsageError: The confidence table lacks a rule, or has one that is none.
    """

    name = "quotations"
    version = "1"

    def __init__(self, settings: QuotationSettings) -> None:
        wrong = set(PATTERNS) ^ set(settings.confidence)
        if wrong:
            raise UsageError(
                f"settings of quotations: confidence lacks, or should not have: {', '.join(sorted(wrong))}"
            )
        self.settings = settings

    def read(self, report: Report, found: Findings) -> Findings:
        """Return the attributions of `report.text`, with ids `a1`, `a2`, ... in text order."""
        links = self.links(report.text, found.sentences)
        ids = [f"a{number}" for number in range(1, len(links) + 1)]
        within = [None if holder is None else ids[holder] for holder in holders(links)]
        return Findings(
            attributions=tuple(
                self._attribution(report.text, link, own, outer)
                for link, own, outer in zip(links, ids, within, strict=True)
            )
        )

    def links(self, text: str, sentences: tuple[Span, ...]) -> list[Link]:
        """Return the attributions of `text` in offsets, in text order, with the rule that found each."""
        settings = self.settings
        page = marked_text(text)
        text, blocks, marked = page.text, page.blocks, page.quotes
        spoken = transcript_blocks(text, blocks, settings.min_transcript_lines)
        if not spoken and not any(marked):
            return []
        outer = [
            [] if index in spoken else [quote for quote in block if quote.depth == 0]
            for index, block in enumerate(marked)
        ]
        attacher = Attacher(
            text,
            blocks,
            Sentences(text, sentences, blocks),
            max_source_words=settings.max_source_words,
            max_clause_words=settings.max_clause_words,
        )
        linker = Linker(
            text,
            utterances(text, blocks, outer),
            attacher,
            min_floating_words=settings.min_floating_words,
            max_tail_words=settings.max_tail_words,
        )
        links = [*linker.link(), *spoken.values()]
        links += nested_links(text, marked, links, attacher, settings.min_nested_words)
        return sorted(links, key=lambda link: (link.content[0][0], -link.content[0][1]))

    def _attribution(self, text: str, link: Link, own: str, outer: str | None) -> Attribution:
        source = None
        if link.source is not None:
            source = SourceSpan(start=link.source[0], end=link.source[1], text=text[slice(*link.source)])
        return Attribution(
            id=own,
            source=source,
            cue=None if link.cue is None else Span.of(text, *link.cue),
            content=tuple(Span.of(text, start, end) for start, end in link.content),
            manner=link.manner,
            stance=link.stance,
            within=outer,
            confidence=self.settings.confidence[link.pattern],
        )
