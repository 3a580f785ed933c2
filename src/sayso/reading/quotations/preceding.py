"""Source and cue before a quotation: X said: "..."; according to X, "..."; X: "..."."""

import re
from collections.abc import Sequence

import msgspec

from sayso.reading.quotations.bridges import (
    content_start,
    is_bridge,
    is_object,
    lead_in_words,
    starts_with_verb,
)
from sayso.reading.quotations.clauses import first_verb, has_verb, introduces
from sayso.reading.quotations.cues import INITIAL, NAMING, PREPOSITIONAL, SAYING_PASSIVES, Cue, find_cues
from sayso.reading.quotations.evidence import agent_end, is_speech
from sayso.reading.quotations.layout import Word, words
from sayso.reading.quotations.patterns import Pattern
from sayso.reading.quotations.sources import NounPhrase, phrase_after, subject_before, whole_phrase
from sayso.reading.quotations.surroundings import (
    CHARS_PER_WORD,
    DASHES,
    Found,
    Surroundings,
    offsets,
)
from sayso.reading.quotations.tables import DETERMINERS, ENDS, word_set
from sayso.reading.quotations.utterances import Utterance

_NAMED = word_set("him her them it himself herself itself themselves me us you the a an simply just only also")
"""Words between a naming verb and the name it gives."""


_MIN_SPEECH_WORDS = 4
"""Fewest words of a quotation right after a verb that reports in some uses only."""

_COORDINATED = re.compile(r"(?:, (?:but|and|while|however)|;)\s+\Z")
"""What stands before the subject of a clause that is joined to the one before, not part of its content."""


class Before(Surroundings):
    """Looks ahead of a quotation."""

    def before(self, utterance: Utterance) -> Found | None:
        """Return the source and cue that lead up to `utterance` in its sentence, or None."""
        start = max(self._lead_start(utterance), utterance.start - self.max_clause_words * CHARS_PER_WORD)
        lead = words(self.text, start, utterance.start)[-self.max_clause_words :]
        if not lead:
            return None
        if self.opens_with_judgement(utterance):
            return self._judged(utterance, lead)
        colon = lead[-1].text == ":"
        closed = colon or lead[-1].text == "," or lead[-1].text in DASHES
        body = lead[:-1] if closed else lead
        cues = find_cues(body)
        beside = (self._before_cue(utterance, body, lead, cue, colon=colon, closed=closed) for cue in cues)
        candidates = [found for found in beside if found is not None]
        if not candidates:
            return self._label(body, lead) if colon else None
        return self._outermost(candidates)

    def _judged(self, utterance: Utterance, lead: list[Word]) -> Found | None:
        """Return the subject after a quotation that a participle leads up to: Calling it "...", the party left."""
        end = utterance.end + self.max_clause_words * CHARS_PER_WORD
        tail = words(self.text, utterance.end, min(utterance.right, end), self.max_clause_words)
        tail = tail[1:] if tail and tail[0].text == "," else tail
        verb = first_verb(tail, 0, len(tail))
        phrase = whole_phrase(tail, verb, self.max_source_words) if verb is not None else None
        cue = next(iter(find_cues(decapitalised(lead))), None)
        if phrase is None or cue is None or cue.first > 0 or len(lead) < 2:
            return None
        found = self.found(tail, msgspec.structs.replace(cue, first=0, last=0), phrase, "naming, mixed", utterance.end)
        return msgspec.structs.replace(found, cue=(lead[0].start, lead[0].end), start=lead[1].start)

    def _outermost(self, candidates: Sequence[Found]) -> Found:
        """Return the candidate nearest to the quotation, unless it stands inside the content of one further out.

        "Oduya said that Brandt felt “tired”" is what Oduya said (PolNeAR guidelines, "no nested attributions").
        """
        nearest = candidates[-1]
        outer = [found for found in candidates if found.start is not None]
        if nearest.source is not None and _COORDINATED.search(
            self.text[max(nearest.source[0] - 12, 0) : nearest.source[0]]
        ):
            return nearest
        if outer and nearest.pattern == "before, bare":
            return outer[0]
        reported = [
            found
            for found in outer
            if self.text.startswith("that ", found.start)
            and not (found.cue is not None and self.text.startswith(" by ", found.cue[1]))
        ]
        return reported[0] if reported and nearest.start is not None else nearest

    def sentence_subject(self, start: int, utterance: Utterance) -> tuple[int, int] | None:
        """Return the subject of the sentence that starts at `start` and holds `utterance`, or None."""
        end = min(utterance.left, utterance.start, start + self.max_clause_words * CHARS_PER_WORD)
        line = words(self.text, start, end, self.max_clause_words)
        if len(line) < 2:
            return None
        phrase = subject_before(line, len(line) - 1, self.max_source_words)
        return offsets(line, phrase) if phrase is not None and phrase.rule == "shared" else None

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
        if naming and (self._gives_name(utterance, rest) or (rest and rest[0].lower == "by")):
            return None
        if not rest:
            if not (closed or is_speech(cue, rest) or self._is_long_speech(utterance)):
                return None
            if naming and not closed:
                return self._named_by(body, lead, cue, phrase, utterance)
            pattern = _direct_pattern(colon=colon, closed=closed, inherits=inherits)
            return self._direct(utterance, body, lead, cue, phrase, pattern)
        if closed and (is_bridge(rest, cue) or (colon and is_object(rest))):
            return self.found(lead, cue, phrase, "before, colon" if colon else "before, bridge", utterance.end)
        return self._partial(utterance, body, lead, cue, phrase)

    def _partial(
        self, utterance: Utterance, body: list[Word], lead: list[Word], cue: Cue, phrase: NounPhrase | None
    ) -> Found | None:
        """Return the attribution whose content begins before the quotation: said that it was "..."."""
        rest = body[cue.last + 1 :] if phrase is None or phrase.rule != "inverted" else body[phrase.end :]
        naming = cue.entry.base.split()[0] in NAMING
        if rest[0].lower in ("and", "or") or not is_speech(cue, rest):
            return None
        if cue.passive and rest[0].lower == "by":
            return self._by_agent(utterance, body, lead, cue)
        start = content_start(rest[lead_in_words(rest, cue) :])
        if start is None:
            return None
        return self.found(lead, cue, phrase, "naming, mixed" if naming else "mixed", utterance.end, start)

    def _by_agent(self, utterance: Utterance, body: list[Word], lead: list[Word], cue: Cue) -> Found | None:
        """Return the agent of a passive as its source: was accused by X of "..."."""
        begin = cue.last + 2
        end = agent_end(body[cue.last + 1 :])
        if end is None:
            return None
        phrase = phrase_after(body[: cue.last + 1 + end], begin, self.max_source_words)
        if phrase is None:
            return None
        return self.found(lead, cue, phrase, "mixed", utterance.end, body[cue.last + 1 + end].start)

    def _is_long_speech(self, utterance: Utterance) -> bool:
        """Whether what is quoted is too long for a scare quote, and no name."""
        return utterance.word_count >= _MIN_SPEECH_WORDS and not self._gives_name(utterance, ())

    def _gives_name(self, utterance: Utterance, rest: Sequence[Word]) -> bool:
        """Whether what is quoted is a name that a person or group goes by: call him "the Surveyor"."""
        if any(word.lower not in _NAMED for word in rest):
            return False
        quoted = words(self.text, utterance.inner_start, utterance.inner_end)
        names = [word for word in quoted if not (word.lower in DETERMINERS or word.lower in ENDS or word.lower == "of")]
        return bool(names) and all(word.is_capitalised for word in names if not word.is_punctuation)

    def _named_by(
        self, body: list[Word], lead: list[Word], cue: Cue, phrase: NounPhrase | None, utterance: Utterance
    ) -> Found | None:
        """Return who calls something what is quoted, the something being a relative: an idea that he calls "mad"."""
        if phrase is None or phrase.first == 0 or phrase.rule != "subject":
            return None
        relative = body[phrase.first - 1].lower
        if relative not in ("that", "which", "what", "whom"):
            return None
        return self.found(lead, cue, phrase, "before, bare" if relative == "what" else "naming, mixed", utterance.end)

    def _according(self, utterance: Utterance, body: list[Word], cue: Cue, *, closed: bool) -> Found | None:
        """Return "According to X, ..." with what stands between its comma and the quotation as content."""
        phrase = phrase_after(body[: source_end(body, cue.last + 1)], cue.last + 1, self.max_source_words)
        if phrase is None or (phrase.end == len(body) and not closed):
            return None
        outside = content_start(body[phrase.end :])
        if outside is not None and cue.entry.base == "attributed to":
            return None
        found = self.found(body, cue, phrase, "according to", utterance.end, outside)
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
            return self.found(lead, cue, phrase, pattern, utterance.end)
        found = self.found(lead, cue, phrase, "before, aside", utterance.end)
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
                    if index + 1 < cue.first and body[index + 1].lower in ("by", "in"):
                        return self._quoted_by(body, index)
                    return NounPhrase(first=index + 1, end=cue.first, rule="object") if index + 1 < cue.first else None
            return None
        if cue.passive and cue.entry.base not in SAYING_PASSIVES:
            return None
        return subject_before(body, cue.first, self.max_source_words, participle=cue.entry.is_participle)

    def _quoted_by(self, body: list[Word], verb: int) -> NounPhrase | None:
        """Return the subject of a passive with an agent before "as saying": He was quoted by the Post as saying."""
        group = next((cue for cue in find_cues(body) if cue.first <= verb <= cue.last), None)
        if group is None or not group.passive:
            return None
        return subject_before(body, group.first, self.max_source_words)

    def _label(self, body: list[Word], lead: list[Word]) -> Found | None:
        if not body:
            return None
        colon = lead[-1]
        phrase = subject_before(body, len(body), self.max_source_words)
        if phrase is None:
            return None
        cue = (body[phrase.end].start, colon.end) if phrase.rule == "shared" else (colon.start, colon.end)
        return Found(source=offsets(body, phrase), cue=cue, stance="assert", pattern="label", tail_end=colon.end)


def _direct_pattern(*, colon: bool, closed: bool, inherits: bool) -> Pattern:
    if inherits:
        return "before, same speaker"
    if colon:
        return "before, colon"
    return "before, comma" if closed else "before, bare"


def source_end(body: Sequence[Word], start: int) -> int:
    """Return where the source after "according to" ends: at its first comma, an apposition aside."""
    commas = [index for index in range(start, len(body)) if body[index].text == ","]
    if not commas:
        return len(body)
    if len(commas) > 1 and not has_verb(body[commas[0] + 1 : commas[1]]):
        between = body[commas[0] + 1 : commas[1]]
        is_name = len(between) > 1 and all(word.is_capitalised for word in between)
        if body[commas[0] + 1].lower in DETERMINERS or (is_name and body[start].lower in DETERMINERS):
            return commas[1]
    return commas[0]


def decapitalised(line: Sequence[Word]) -> list[Word]:
    """Return `line` with its first word in small letters, so that it can be a cue."""
    return [msgspec.structs.replace(line[0], text=line[0].lower), *line[1:]]
