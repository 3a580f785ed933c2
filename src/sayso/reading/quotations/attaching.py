"""Looks for the source and the cue of one quotation on either side of it."""

from collections.abc import Sequence

import msgspec

from sayso.core.reading import Stance
from sayso.reading.quotations.bridges import MAX_BRIDGE_WORDS, content_start, is_bridge, is_object, starts_with_verb
from sayso.reading.quotations.clauses import has_verb, introduces
from sayso.reading.quotations.cues import INITIAL, NAMING, NOT_AFTER_QUOTE, PREPOSITIONAL, Cue, find_cues
from sayso.reading.quotations.layout import Sentences, Word, words
from sayso.reading.quotations.patterns import Pattern
from sayso.reading.quotations.sources import NounPhrase, phrase_after, subject_before, whole_phrase
from sayso.reading.quotations.tables import DETERMINERS, PRONOUNS
from sayso.reading.quotations.utterances import Utterance

_DASHES = frozenset("-–—―‒")
_CHARS_PER_WORD = 12
"""How far, in code points per word, the text beside a quotation is looked at."""
_TERMINATORS = frozenset(",?!…—–―-")


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


class Attacher:
    """Finds sources and cues beside the quotations of one text."""

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

    def after(self, utterance: Utterance) -> Found | None:
        """Return the source and cue that follow `utterance` in its sentence, or None."""
        start = _skip_space(self.text, utterance.end, utterance.right)
        reach = start + self.max_clause_words * _CHARS_PER_WORD
        end = self.sentences.next_start(start, min(utterance.right, reach))
        if end == utterance.right and not find_cues(words(self.text, start, end, self.max_clause_words)):
            reach = start + self.max_source_words * _CHARS_PER_WORD
            end = self.sentences.next_start(start, min(self.block_end(utterance), reach))
        tail = words(self.text, start, end, self.max_clause_words)
        dashed = bool(tail) and tail[0].text in _DASHES
        comma = bool(tail) and tail[0].text == ","
        while tail and (tail[0].text == "," or tail[0].text in _DASHES):
            tail = tail[1:]
        if not tail:
            return None
        if tail[0].lower == "as":
            tail = tail[1:]
        last = last_character(self.text, utterance)
        ends_sentence = last == "." and not comma and not dashed
        leads_on = end == utterance.right and tail[-1].text in (",", ":")
        if ends_sentence and leads_on:
            return None
        found = self._after(utterance, tail, ends_sentence, comma or last in _TERMINATORS)
        if found is None and dashed:
            return self._dash(utterance, start, tail)
        return found

    def before(self, utterance: Utterance) -> Found | None:
        """Return the source and cue that lead up to `utterance` in its sentence, or None."""
        start = max(self._lead_start(utterance), utterance.start - self.max_clause_words * _CHARS_PER_WORD)
        lead = words(self.text, start, utterance.start)[-self.max_clause_words :]
        if not lead:
            return None
        colon = lead[-1].text == ":"
        closed = colon or lead[-1].text == "," or lead[-1].text in _DASHES
        body = lead[:-1] if closed else lead
        cues = find_cues(body)
        for cue in reversed(cues):
            found = self._before_cue(utterance, body, lead, cue, colon=colon, closed=closed)
            if found is not None:
                return found
        return self._label(body, lead) if colon else None

    def sentence_subject(self, start: int, utterance: Utterance) -> tuple[int, int] | None:
        """Return the subject of the sentence that starts at `start` and holds `utterance`, or None."""
        end = min(utterance.left, utterance.start, start + self.max_clause_words * _CHARS_PER_WORD)
        line = words(self.text, start, end, self.max_clause_words)
        if len(line) < 2:
            return None
        phrase = subject_before(line, len(line) - 1, self.max_source_words)
        return _offsets(line, phrase) if phrase is not None and phrase.rule == "shared" else None

    def previous(self, utterance: Utterance) -> Found | None:
        """Return the speaker in the sentence before `utterance` in its paragraph, or None.

        Where that sentence reports what he said, its words are content too, in `indirect`.
        """
        start = max(utterance.left, self.sentences.start_strictly_before(utterance.start - 1))
        line = words(self.text, start, utterance.start, self.max_clause_words)
        if len(line) < 3:
            return None
        for cue in find_cues(line):
            rest = line[cue.last + 1 :]
            if len(rest) < 3 or rest[0].is_punctuation or cue.entry.is_participle or is_bridge(rest, cue):
                continue
            phrase = self._subject(line, cue)
            first = content_start(rest)
            if phrase is not None and first is not None:
                end = rest[-2].end if rest[-1].is_punctuation else rest[-1].end
                found = self._found(line, cue, phrase, "previous sentence, indirect", utterance.end)
                return msgspec.structs.replace(found, indirect=(first, end)) if end > first else found
            break
        phrase = subject_before(line, len(line) - 1, self.max_source_words)
        if phrase is None or phrase.rule != "shared":
            return None
        return Found(
            source=_offsets(line, phrase),
            cue=None,
            stance="assert",
            pattern="previous sentence",
            tail_end=utterance.end,
        )

    def _after(self, utterance: Utterance, tail: list[Word], ends_sentence: bool, open_end: bool) -> Found | None:
        cues = find_cues(tail)
        if not cues:
            return None
        cue = cues[0]
        at_end = cue.last + 1 == len(tail) or tail[cue.last + 1].is_punctuation
        if cue.entry.base in NOT_AFTER_QUOTE and (cue.first == 0 or not at_end):
            return None
        whole = self._fills_sentence(utterance)
        if cue.first == 0:
            return self._inverted(tail, cue, ends_sentence=ends_sentence) if open_end or whole else None
        if not open_end and not ends_sentence:
            return None
        phrase = subject_before(tail, cue.first, self.max_source_words)
        if phrase is None or phrase.first > 2:
            phrase = whole_phrase(tail, cue.first, self.max_source_words)
        if phrase is None or phrase.rule == "relative" or cue.passive:
            return None
        runs_on = ends_sentence and not (at_end and len(tail) - cue.last <= 4)
        if runs_on or self._has_own_content(tail[cue.last + 1 :], cue, whole=whole):
            return None
        if ends_sentence and cue.negated:
            return None
        pattern: Pattern = "after, new sentence" if ends_sentence else "after, subject"
        return self._found(tail, cue, phrase, pattern, tail[cue.last].end)

    def _inverted(self, tail: list[Word], cue: Cue, *, ends_sentence: bool) -> Found | None:
        """Return the cue at the start of `tail` with the source after it: said Mr X; according to X."""
        if cue.entry.is_participle or (ends_sentence and cue.entry.base != "according to"):
            return None
        phrase = phrase_after(tail, cue.last + 1, self.max_source_words)
        if phrase is None:
            return None
        pattern: Pattern = "according to" if cue.entry.base in PREPOSITIONAL else "after, inverted"
        return self._found(tail, cue, phrase, pattern, tail[phrase.end - 1].end)

    def _has_own_content(self, rest: Sequence[Word], cue: Cue, *, whole: bool) -> bool:
        """Whether what follows the cue is its content, so that the cue is not that of the quotation before it."""
        if not rest or rest[0].is_punctuation:
            return False
        if rest[0].lower == "that" or cue.entry.base.split()[0] in NAMING:
            return True
        return not whole and not is_bridge(rest[:MAX_BRIDGE_WORDS], cue)

    def _fills_sentence(self, utterance: Utterance) -> bool:
        lead = self.text[max(utterance.left, self.sentences.start_before(utterance.start)) : utterance.start].strip()
        return not lead or lead[-1] in ":-–—"

    def _found(
        self,
        line: Sequence[Word],
        cue: Cue,
        phrase: NounPhrase | None,
        pattern: Pattern,
        tail_end: int,
        start: int | None = None,
    ) -> Found:
        cue_end = line[cue.last].end
        if cue.last + 1 < len(line) and line[cue.last + 1].text == ":":
            cue_end = line[cue.last + 1].end
        return Found(
            source=_offsets(line, phrase) if phrase is not None else None,
            cue=(line[cue.first].start, cue_end),
            stance=cue.stance,
            pattern=pattern,
            start=start,
            tail_end=tail_end,
        )

    def _dash(self, utterance: Utterance, start: int, tail: list[Word]) -> Found | None:
        if len(tail) > 8 or not tail[0].is_capitalised or utterance.right > tail[-1].end + 1:
            return None
        return Found(
            source=(tail[0].start, tail[-1].end),
            cue=(start, start + 1),
            stance="assert",
            pattern="dash",
            tail_end=tail[-1].end,
        )

    def _lead_start(self, utterance: Utterance) -> int:
        start = self.sentences.start_before(max(utterance.start - 1, 0))
        if (
            self.sentences.start_before(utterance.start) == utterance.start
            or not self.text[start : utterance.start].strip()
        ):
            previous = self.text[utterance.left : utterance.start].rstrip()
            if previous and previous[-1] in ":,":
                start = self.sentences.start_strictly_before(utterance.left + len(previous) - 1)
            elif not previous and utterance.lead_in is not None:
                return max(utterance.lead_in, self.sentences.start_strictly_before(utterance.start - 1))
            else:
                start = utterance.start
        return max(start, utterance.left)

    def _before_cue(
        self, utterance: Utterance, body: list[Word], lead: list[Word], cue: Cue, *, colon: bool, closed: bool
    ) -> Found | None:
        if cue.entry.base in PREPOSITIONAL:
            return self._according(utterance, body, cue, closed=closed)
        phrase = self._subject(body, cue)
        rest = body[cue.last + 1 :]
        inherits = phrase is None and not rest and closed and starts_with_verb(body, cue)
        if phrase is None and cue.first == 0 and closed and body[0].lower in INITIAL:
            phrase = phrase_after(body, cue.last + 1, self.max_source_words)
            rest = body[phrase.end :] if phrase is not None else rest
        if phrase is None and not inherits and not cue.passive:
            return None
        naming = cue.entry.base.split()[0] in NAMING
        if not rest:
            if naming and not closed:
                return None
            pattern = _direct_pattern(colon=colon, closed=closed, inherits=inherits)
            return self._direct(utterance, body, lead, cue, phrase, pattern)
        if closed and (is_bridge(rest, cue) or (colon and is_object(rest))):
            return self._found(lead, cue, phrase, "before, colon" if colon else "before, bridge", utterance.end)
        start = content_start(rest)
        if start is None:
            return None
        return self._found(lead, cue, phrase, "naming, mixed" if naming else "mixed", utterance.end, start)

    def _according(self, utterance: Utterance, body: list[Word], cue: Cue, *, closed: bool) -> Found | None:
        """Return "According to X, ..." with what stands between its comma and the quotation as content."""
        phrase = phrase_after(body[: _source_end(body, cue.last + 1)], cue.last + 1, self.max_source_words)
        if phrase is None or (phrase.end == len(body) and not closed):
            return None
        outside = content_start(body[phrase.end :])
        found = self._found(body, cue, phrase, "according to", utterance.end, outside)
        front = body[: cue.first - 1] if cue.first > 1 and body[cue.first - 1].text == "," else []
        return msgspec.structs.replace(found, indirect=(front[0].start, front[-1].end)) if front else found

    def _direct(
        self,
        utterance: Utterance,
        body: list[Word],
        lead: list[Word],
        cue: Cue,
        phrase: NounPhrase | None,
        pattern: Pattern,
    ) -> Found:
        aside = self._aside(body, phrase) if pattern == "before, comma" else None
        if aside is None:
            return self._found(lead, cue, phrase, pattern, utterance.end)
        found = self._found(lead, cue, phrase, "before, aside", utterance.end)
        return msgspec.structs.replace(found, indirect=aside)

    def _aside(self, body: list[Word], phrase: NounPhrase | None) -> tuple[int, int] | None:
        """Return the content before a parenthetical attribution: The reality is, he added, "..."."""
        if phrase is None or phrase.rule == "relative" or phrase.first < 3 or body[phrase.first - 1].text != ",":
            return None
        front = body[: phrase.first - 1]
        if introduces(front[0]) or not has_verb(front) or any(cue.entry for cue in find_cues(front)):
            return None
        return front[0].start, front[-1].end

    def _subject(self, body: list[Word], cue: Cue) -> NounPhrase | None:
        if cue.entry.base == "as saying":
            for index in range(cue.first - 1, -1, -1):
                if body[index].lower in ("quoted", "cited", "quotes", "cites", "quoting", "citing"):
                    return NounPhrase(first=index + 1, end=cue.first, rule="object") if index + 1 < cue.first else None
            return None
        if cue.passive and cue.entry.base in ("ask", "tell", "question", "quiz"):
            return None
        return subject_before(body, cue.first, self.max_source_words, participle=cue.entry.is_participle)

    def _label(self, body: list[Word], lead: list[Word]) -> Found | None:
        if not body:
            return None
        colon = lead[-1]
        phrase = subject_before(body, len(body), self.max_source_words)
        if phrase is None:
            return None
        cue = (body[phrase.end].start, colon.end) if phrase.rule == "shared" else (colon.start, colon.end)
        return Found(source=_offsets(body, phrase), cue=cue, stance="assert", pattern="label", tail_end=colon.end)


def last_character(text: str, utterance: Utterance) -> str:
    """Return the last character that is quoted, nested quotation marks and white space aside."""
    return text[utterance.inner_start : utterance.inner_end].rstrip(" \n\u00a0\"”’'»")[-1:] or "."


def _offsets(line: Sequence[Word], phrase: NounPhrase) -> tuple[int, int]:
    first, last = line[phrase.first], line[phrase.end - 1]
    pronoun, mark, _ = last.lower.partition("'")
    if mark and first is last and pronoun in PRONOUNS:
        return first.start, first.start + len(pronoun)
    return first.start, last.end


def _direct_pattern(*, colon: bool, closed: bool, inherits: bool) -> Pattern:
    if inherits:
        return "before, same speaker"
    if colon:
        return "before, colon"
    return "before, comma" if closed else "before, bare"


def _source_end(body: Sequence[Word], start: int) -> int:
    """Return where the source after "according to" ends: at its first comma, an apposition aside."""
    commas = [index for index in range(start, len(body)) if body[index].text == ","]
    if not commas:
        return len(body)
    if len(commas) > 1 and not has_verb(body[commas[0] + 1 : commas[1]]) and body[commas[0] + 1].lower in DETERMINERS:
        return commas[1]
    return commas[0]


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start
