"""Who speaks where the sentence or paragraph before a quotation tells it: The mayor was angry. "..."."""

from collections.abc import Sequence

import msgspec

from sayso.reading.quotations.bridges import content_start, is_bridge
from sayso.reading.quotations.cues import NAMING, PREPOSITIONAL, Cue, find_cues
from sayso.reading.quotations.layout import Word, words
from sayso.reading.quotations.preceding import Before, source_end
from sayso.reading.quotations.sources import phrase_after, subject_before
from sayso.reading.quotations.surroundings import Found, offsets
from sayso.reading.quotations.utterances import Utterance

_SELDOM_SPEECH = NAMING - {"describe", "characterise", "characterize", "portray"} | {
    "read",
    "shoot",
    "fire",
    "end",
    "begin",
    "start",
    "finish",
}
"""Cues that lead up to no quotation in the next paragraph."""
_NOBODY = frozenset(
    ("it", "it's", "there", "there's", "this", "that", "these", "those", "what", "why", "how", "where", "when", "who")
)
"""Subjects of a sentence without a cue that are nobody who could speak."""


class Earlier(Before):
    """Looks at the sentence before that of a quotation."""

    def previous(self, utterance: Utterance) -> Found | None:
        """Return the speaker in the sentence before `utterance` in its paragraph, or None.

        Where that sentence reports what he said, its words are content too, in `indirect`.
        """
        start = max(utterance.left, self.sentences.start_strictly_before(utterance.start - 1))
        line = words(self.text, start, utterance.start, self.max_clause_words)
        if len(line) < 3:
            return None
        for cue in find_cues(line):
            if cue.entry.base in PREPOSITIONAL:
                return self._previous_according(utterance, line, cue)
            rest = line[cue.last + 1 :]
            if len(rest) == 1 and rest[0].text == "." and (inserted := self._previous_inserted(utterance, line, cue)):
                return inserted
            if len(rest) < 3 or rest[0].is_punctuation or cue.entry.is_participle or is_bridge(rest, cue):
                continue
            phrase = self._subject(line, cue)
            first = content_start(rest)
            if phrase is not None and first is not None:
                end = rest[-2].end if rest[-1].is_punctuation else rest[-1].end
                found = self.found(line, cue, phrase, "previous sentence, indirect", utterance.end)
                return msgspec.structs.replace(found, indirect=(first, end)) if end > first else found
            break
        phrase = subject_before(line, len(line) - 1, self.max_source_words, participle=True)
        if phrase is None or phrase.rule != "shared" or line[phrase.first].lower in _NOBODY:
            return None
        return Found(
            source=offsets(line, phrase),
            cue=None,
            stance="assert",
            pattern="previous sentence",
            tail_end=utterance.end,
        )

    def introduced(self, utterance: Utterance) -> Found | None:
        """Return the speaker whom the paragraph before introduces, where `utterance` fills paragraphs of its own."""
        fills = (utterance.start, utterance.end) == (self.blocks[utterance.first_block][0], self.block_end(utterance))
        if not fills or utterance.first_block == 0:
            return None
        begin, end = self.blocks[utterance.first_block - 1]
        line = words(self.text, max(begin, self.sentences.start_strictly_before(end)), end, self.max_clause_words)
        if len(line) < 3 or line[-1].text not in ".,":
            return None
        for cue in find_cues(line):
            if cue.passive or cue.negated or not _introduces_speech(line, cue):
                continue
            phrase = self._subject(line, cue)
            if phrase is None or phrase.rule == "relative":
                continue
            if line[phrase.first].lower in ("i", "we"):
                return None
            return self.found(line, cue, phrase, "introduced", utterance.end)
        return None

    def _previous_inserted(self, utterance: Utterance, line: list[Word], cue: Cue) -> Found | None:
        """Return the source at the end of a sentence before `utterance`: The bridge is gone, Brandt said. "..."."""
        phrase = self._subject(line, cue)
        aside = self._aside(line, phrase)
        if phrase is None or aside is None:
            return None
        found = self.found(line, cue, phrase, "previous sentence, indirect", utterance.end)
        return msgspec.structs.replace(found, indirect=aside)

    def _previous_according(self, utterance: Utterance, line: list[Word], cue: Cue) -> Found | None:
        """Return the source of a sentence before `utterance` that says according to whom: what it says is content."""
        end = source_end(line, cue.last + 1)
        phrase = phrase_after(line[:end], cue.last + 1, self.max_source_words)
        if phrase is None or cue.first > 0 or end >= len(line) - 1:
            return None
        found = self.found(line, cue, phrase, "previous sentence, indirect", utterance.end)
        return msgspec.structs.replace(found, indirect=(line[end + 1].start, line[-2].end))


def _introduces_speech(line: Sequence[Word], cue: Cue) -> bool:
    """Whether a cue in the paragraph before can lead up to a quotation: a finite verb, and no noun like "remarks"."""
    form, base = line[cue.verb].lower, cue.entry.base
    if cue.entry.is_participle or base in _SELDOM_SPEECH or base in PREPOSITIONAL or form == base:
        return False
    return not (form.endswith("s") and (cue.last + 1 == len(line) or line[cue.last + 1].is_punctuation))
