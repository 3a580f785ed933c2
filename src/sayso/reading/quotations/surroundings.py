"""The text around a quotation, and what is found there: a source, a cue, the words that are content too."""

import re
from collections.abc import Sequence

import msgspec

from sayso.core.reading import Stance
from sayso.reading.quotations.cues import Cue
from sayso.reading.quotations.layout import Sentences, Word
from sayso.reading.quotations.patterns import Pattern
from sayso.reading.quotations.sources import NounPhrase
from sayso.reading.quotations.tables import PRONOUNS
from sayso.reading.quotations.utterances import Utterance

DASHES = frozenset("-–—―‒")
_JUDGEMENT = re.compile(
    r"(?:Describing|Calling|Terming|Branding|Labell?ing|Denouncing|Condemning|Dismissing|Decrying|Hailing"
    r"|Accusing)\s+[^,]+\s\Z"
)
CHARS_PER_WORD = 12
"""How far, in code points per word, the text beside a quotation is looked at."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A source and a cue beside a quotation.

    Attributes:
        source: Half-open offsets; None where the cue has no source ("was quoted").
        cue: Half-open offsets; None where there is none.
        stance: What the source does.
        pattern: Name of the rule, a key of the confidence table.
        start: Where the content begins, if before the quotation: content outside the marks.
        tail_end: Offset after the attribution's last word.
        indirect: Words of another sentence that are content too.
    """

    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    stance: Stance
    pattern: Pattern
    start: int | None = None
    tail_end: int
    indirect: tuple[int, int] | None = None


class Surroundings:
    """One text with its paragraphs and sentences, and how far to look in it."""

    def __init__(
        self,
        text: str,
        blocks: Sequence[tuple[int, int]],
        sentences: Sentences,
        *,
        max_source_words: int,
        max_clause_words: int,
    ) -> None:
        self.text = text
        self.blocks = blocks
        self.sentences = sentences
        self.max_source_words = max_source_words
        self.max_clause_words = max_clause_words

    def block_end(self, utterance: Utterance) -> int:
        """Return where the paragraph ends in which `utterance` ends."""
        return self.blocks[utterance.last_block][1]

    def opens_with_judgement(self, utterance: Utterance) -> bool:
        """Whether the sentence opens with a participle that judges: Describing the raid as "...", the party left."""
        start = max(utterance.left, self.sentences.start_before(utterance.start))
        after = self.text[utterance.end : utterance.end + 1]
        closed = after == "," or self.text[utterance.inner_end - 1] == ","
        return closed and _JUDGEMENT.match(self.text, start, utterance.start) is not None

    def fills_sentence(self, utterance: Utterance) -> bool:
        """Whether nothing stands before `utterance` in its sentence that could be content."""
        lead = self.text[max(utterance.left, self.sentences.start_before(utterance.start)) : utterance.start].strip()
        return not lead or lead[-1] in ":-–—"

    def found(
        self,
        line: Sequence[Word],
        cue: Cue,
        phrase: NounPhrase | None,
        pattern: Pattern,
        tail_end: int,
        start: int | None = None,
    ) -> Found:
        """Return the source `phrase` and `cue`, a colon right after it included, as offsets."""
        cue_end = line[cue.last].end
        if cue.last + 1 < len(line) and line[cue.last + 1].text == ":":
            cue_end = line[cue.last + 1].end
        return Found(
            source=offsets(line, phrase) if phrase is not None else None,
            cue=(line[cue.first].start, cue_end),
            stance=cue.stance,
            pattern=pattern,
            start=start,
            tail_end=tail_end,
        )


def last_character(text: str, utterance: Utterance) -> str:
    """Return the last character that is quoted, nested quotation marks and white space aside."""
    return text[utterance.inner_start : utterance.inner_end].rstrip(" \n\u00a0\"”’'»")[-1:] or "."


def offsets(line: Sequence[Word], phrase: NounPhrase) -> tuple[int, int]:
    """Return where `phrase` starts and ends; of "she's", only the pronoun."""
    first, last = line[phrase.first], line[phrase.end - 1]
    pronoun, mark, _ = last.lower.partition("'")
    if mark and first is last and pronoun in PRONOUNS:
        return first.start, first.start + len(pronoun)
    return first.start, last.end


def skip_space(text: str, start: int, end: int) -> int:
    """Return the first offset from `start` on, at most `end`, where no white space stands."""
    while start < end and text[start].isspace():
        start += 1
    return start
