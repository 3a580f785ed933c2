"""Source and cue after a quotation: "...," said Mr X; "...," the mayor told reporters; "..." — X."""

import re
from collections.abc import Sequence

from sayso.reading.quotations.bridges import MAX_BRIDGE_WORDS, is_bridge
from sayso.reading.quotations.cues import (
    AUXILIARIES,
    NAMING,
    NOT_AFTER_QUOTE,
    PREPOSITIONAL,
    SAYING_PASSIVES,
    Cue,
    find_cues,
)
from sayso.reading.quotations.evidence import is_act
from sayso.reading.quotations.layout import Word, words
from sayso.reading.quotations.patterns import Pattern
from sayso.reading.quotations.sources import NounPhrase, phrase_after, subject_before, whole_phrase
from sayso.reading.quotations.surroundings import (
    CHARS_PER_WORD,
    DASHES,
    Found,
    Surroundings,
    last_character,
    skip_space,
)
from sayso.reading.quotations.tables import word_set
from sayso.reading.quotations.utterances import Utterance

_NAMED_APART = re.compile(
    r",\s+(?:(?:which|who|that|also|better|widely|locally|formerly|once|often|now)\s+)*"
    r"(?:known|calls?|called|calling|named|dubbed|nicknamed|termed|styled|styling|code-?named|referred)"
    r"(?:\s+(?:as|to|by|itself|himself|herself|themselves|the|an?|its|their|his|her|locally|simply)){0,3}\s*\Z"
)
"""What stands before a name in quotation marks that is an apposition: X, known as the "..."."""
_NAMING_REACH = 80
_TEXTS = word_set(
    "banner banners sign signs placard placards poster posters headline headlines slogan slogans message note leaflet "
    "leaflets statement letter inscription plaque graffiti caption"
)
"""Nouns of what words can be read off."""
_TERMINATORS = frozenset(",?!…—–―-")


class After(Surroundings):
    """Looks behind a quotation."""

    def after(self, utterance: Utterance) -> Found | None:
        """Return the source and cue that follow `utterance` in its sentence, or None."""
        if self.opens_with_judgement(utterance):
            return None
        start = skip_space(self.text, utterance.end, utterance.right)
        reach = start + self.max_clause_words * CHARS_PER_WORD
        end = self.sentences.next_start(start, min(utterance.right, reach))
        if start < end == utterance.right and not find_cues(words(self.text, start, end, self.max_clause_words)):
            reach = start + self.max_source_words * CHARS_PER_WORD
            end = self.sentences.next_start(start, min(self.block_end(utterance), reach))
        tail = words(self.text, start, end, self.max_clause_words)
        dashed = bool(tail) and tail[0].text in DASHES
        comma = bool(tail) and tail[0].text == ","
        while tail and (tail[0].text == "," or tail[0].text in DASHES):
            tail = tail[1:]
        if not tail:
            return None
        if tail[0].lower == "as":
            tail = tail[1:]
        last = last_character(self.text, utterance)
        ends_sentence = last == "." and not comma and not dashed
        leads_on = end == utterance.right and tail[-1].text in (",", ":")
        asks = any(word.lower in ("asks", "asked", "asking") for word in tail)
        if leads_on and (ends_sentence or (last in "?!" and tail[-1].text == ":" and not comma and not asks)):
            return None
        found = self._after(utterance, tail, ends_sentence, comma or last in _TERMINATORS)
        if found is None and dashed:
            return self._dash(utterance, start, tail)
        return found

    def _after(self, utterance: Utterance, tail: list[Word], ends_sentence: bool, open_end: bool) -> Found | None:
        cues = find_cues(tail)
        if not cues:
            return None
        cue = cues[0]
        at_end = cue.last + 1 == len(tail) or tail[cue.last + 1].is_punctuation
        is_text = tail[cue.verb].lower == "reads" or _is_read_off(tail, cue)
        if cue.entry.base in NOT_AFTER_QUOTE and (cue.first == 0 or not at_end) and not is_text:
            return None
        whole = self.fills_sentence(utterance)
        if not whole and (is_act(cue) or self._is_named_apart(utterance)):
            return None
        if cue.first == 0:
            return self._inverted(tail, cue, ends_sentence=ends_sentence) if open_end or whole else None
        if not open_end and not ends_sentence:
            return None
        phrase = subject_before(tail, cue.first, self.max_source_words)
        if phrase is None or phrase.first > 2:
            phrase = whole_phrase(tail, cue.first, self.max_source_words)
        if phrase is None or phrase.rule == "relative" or (cue.passive and cue.entry.base not in SAYING_PASSIVES):
            return None
        runs_on = ends_sentence and not (at_end and len(tail) - cue.last <= 4)
        if runs_on or self._has_own_content(tail[cue.last + 1 :], cue, whole=whole):
            return None
        if ends_sentence and cue.negated:
            return None
        pattern: Pattern = "after, new sentence" if ends_sentence else "after, subject"
        return self.found(tail, cue, phrase, pattern, tail[cue.last].end)

    def _inverted(self, tail: list[Word], cue: Cue, *, ends_sentence: bool) -> Found | None:
        """Return the cue at the start of `tail` with the source after it: said Mr X; according to X."""
        if cue.entry.is_participle or (ends_sentence and cue.entry.base != "according to"):
            return None
        phrase = phrase_after(tail, cue.last + 1, self.max_source_words)
        if phrase is None or _opens_content(tail, phrase):
            return None
        pattern: Pattern = "according to" if cue.entry.base in PREPOSITIONAL else "after, inverted"
        return self.found(tail, cue, phrase, pattern, tail[phrase.end - 1].end)

    def _is_named_apart(self, utterance: Utterance) -> bool:
        """Whether what is quoted names the subject in an apposition, so that what follows is the subject's verb."""
        start = max(utterance.left, utterance.start - _NAMING_REACH)
        is_closed = self.text[utterance.end : utterance.end + 1] == "," or self.text[utterance.inner_end - 1] == ","
        return is_closed and _NAMED_APART.search(self.text[start : utterance.start]) is not None

    def _has_own_content(self, rest: Sequence[Word], cue: Cue, *, whole: bool) -> bool:
        """Whether what follows the cue is its content, so that the cue is not that of the quotation before it."""
        if not rest or rest[0].is_punctuation:
            return False
        if rest[0].lower == "that" or cue.entry.base.split()[0] in NAMING:
            return True
        return not whole and not is_bridge(rest[:MAX_BRIDGE_WORDS], cue)

    def _dash(self, utterance: Utterance, start: int, tail: list[Word]) -> Found | None:
        if len(tail) > 8 or not tail[0].is_capitalised or self.text[tail[-1].end : utterance.right].strip(" \n\u00a0."):
            return None
        return Found(
            source=(tail[0].start, tail[-1].end),
            cue=(start, start + 1),
            stance="assert",
            pattern="dash",
            tail_end=tail[-1].end,
        )


def _is_read_off(tail: Sequence[Word], cue: Cue) -> bool:
    """Whether the words are read off something: "...," read a banner."""
    return tail[cue.verb].lower == "read" and any(word.lower in _TEXTS for word in tail[cue.last + 1 : cue.last + 6])


def _opens_content(tail: Sequence[Word], phrase: NounPhrase) -> bool:
    """Whether what seems a source after its cue opens what is said: said they had ...; claimed responsibility."""
    first = tail[phrase.first].lower
    if first == "responsibility":
        return True
    following = tail[phrase.end].lower if phrase.end < len(tail) else ""
    return first in ("he", "she", "it", "they", "we", "i") and following in AUXILIARIES
