"""Finds who speaks: the noun phrase before a cue (its subject) or after it ("said Mr X", "according to X").

There is no parser here. A subject is what stands between the start of the clause and the verb group; the clause starts
after an introductory phrase, a conjunction or an earlier verb. Extents follow the PolNeAR guidelines: determiners, titles,
compounds and identifying appositions belong to the source, relative clauses do not.
"""

from collections.abc import Sequence

import msgspec

from sayso.reading.quotations.cues import ADVERBS, AUXILIARIES, find_verb
from sayso.reading.quotations.layout import Word
from sayso.reading.quotations.tables import (
    CLAUSE_STARTS,
    DETERMINERS,
    ENDS,
    INTRODUCTIONS,
    IRREGULAR_VERBS,
    OCCASIONS,
    PRONOUNS,
    REDUCED,
    TIMES,
    WEEKDAYS,
)


class NounPhrase(msgspec.Struct, frozen=True, kw_only=True):
    """A noun phrase among words: half-open indices, and the rule that found it."""

    first: int
    end: int
    rule: str


def subject_before(words: Sequence[Word], end: int, limit: int, *, participle: bool = False) -> NounPhrase | None:
    """Return the subject of the verb group that starts at index `end`, or None.

    Args:
        words: Words of one sentence, from its start or from the end of a quotation.
        end: Index of the first word of the verb group.
        limit: Most words of a source.
        participle: Whether the verb is one ("..., saying"): its subject is that of the whole sentence.
    """
    shared = participle
    while end > 0 and (words[end - 1].lower in ("also", "then", "later", "and", "but") or words[end - 1].text == "("):
        shared = shared or words[end - 1].lower in ("and", "but")
        end -= 1
    if end == 0:
        return None
    if words[end - 1].lower in ("who", "which", "that"):
        return NounPhrase(first=end - 1, end=end, rule="relative")
    if words[end - 1].lower in ("he", "she", "they", "we", "i"):
        return NounPhrase(first=end - 1, end=end, rule="subject")
    start = _skip_introductions(words, 0, end)
    if not shared or _first_verb(words, start, end) is None:
        start = _skip_introductions(words, _clause_start(words, start, end), end)
    if start >= end:
        return None
    verb = _first_verb(words, start, end)
    if verb is not None:
        return _shared_subject(words, start, verb, limit)
    return _checked(words, start, _trim_relative(words, start, end), limit, "subject")


def phrase_after(words: Sequence[Word], start: int, limit: int) -> NounPhrase | None:
    """Return the noun phrase that begins at index `start`, or None.

    Args:
        words: Words of one sentence, up to its end or to the start of a quotation.
        start: Index of its first word.
        limit: Most words of a source.
    """
    if start >= len(words):
        return None
    if words[start].lower in PRONOUNS and words[start].lower not in ("one", "some", "many", "this", "that", "both"):
        return NounPhrase(first=start, end=start + 1, rule="inverted") if words[start].lower != "it" else None
    index = start
    described = False
    while index < len(words):
        word = words[index]
        if word.text == ",":
            if not _goes_on(words, index):
                break
            described = True
        elif word.lower in ("who", "whose") and index > start:
            described = True
        elif _ends_phrase(words, index, start, described):
            break
        index += 1
    return _checked(words, start, index, limit, "inverted")


def _clause_start(words: Sequence[Word], begin: int, end: int) -> int:
    start = begin
    for index in range(end - 1, begin - 1, -1):
        word = words[index]
        if _breaks(words, index):
            start = index + 1
            break
        if word.lower in CLAUSE_STARTS and not (word.lower in ("as", "so") and index == begin):
            if (word.lower == "that" and _is_determiner(words, index, end)) or _in_relative(words, begin, index, end):
                continue
            start = index + 1
            break
        if (
            word.lower in ("and", "or")
            and _first_verb(words, index + 1, end) is None
            and _first_verb(words, begin, index)
        ):
            if index + 1 < end and _is_phrase_start(words[index + 1]):
                start = index + 1
            break
    return start


def _breaks(words: Sequence[Word], index: int) -> bool:
    """Whether a dash, colon or semicolon at `index` ends a clause; within "3:15" or "mid-week" it does not."""
    if words[index].text in (";", "—", "–"):
        return True
    if words[index].text not in (":", "-"):
        return False
    return index + 1 < len(words) and words[index + 1].start > words[index].end


def _in_relative(words: Sequence[Word], begin: int, index: int, end: int) -> bool:
    """Whether `index` stands in a relative clause that a comma closes before the verb group: X, who ... as ..., said."""
    if words[end - 1].text != ",":
        return False
    return any(
        words[place].lower in ("who", "which", "whose") and words[place - 1].text == ","
        for place in range(begin + 1, index)
    )


def _is_determiner(words: Sequence[Word], index: int, end: int) -> bool:
    """Whether "that" at `index` points ("that moment,") or is a relative ("that has"), rather than opening a clause."""
    if index + 1 >= end or words[index + 1].lower in AUXILIARIES:
        return True
    return index + 2 < end and words[index + 2].text == ","


def _is_phrase_start(word: Word) -> bool:
    return word.lower in DETERMINERS or word.lower in PRONOUNS or word.is_capitalised


def _skip_introductions(words: Sequence[Word], start: int, end: int) -> int:
    while start < end:
        while start < end and words[start].is_punctuation and words[start].text not in ("$", "@", "#"):
            start += 1
        if start >= end:
            break
        word = words[start]
        introduces = (
            word.lower in INTRODUCTIONS
            or (word.lower.endswith("ly") and len(word.lower) > 4 and not _is_name(words, start, end))
            or (word.lower.endswith("ing") and len(word.lower) > 5 and _opens_participle(words, start, end))
            or word.lower in TIMES
        )
        if not introduces:
            break
        comma = next((index for index in range(start, end) if words[index].text == ","), None)
        if comma is None or comma + 1 >= end:
            start = _after_bare_introduction(words, start, end)
            break
        start = comma + 1
        while start + 1 < end and words[start + 1].text == "," and _is_place_tail(words[start]):
            start += 2
    return start


def _is_place_tail(word: Word) -> bool:
    """Whether `word` ends a place or a date: Berea, OH, ...; Tampa, Fla., ...; on May 2, 2016, ..."""
    return word.text.isdigit() or (
        word.is_capitalised and (word.text.endswith(".") or (word.text.isupper() and len(word.text) < 4))
    )


def _opens_participle(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether an -ing word at the start of a clause is a participle with its phrase, not a name ("Schilling told")."""
    return (
        words[start + 1].text != "," and any(word.text == "," for word in words[start:end])
        if start + 1 < end
        else False
    )


def _is_name(words: Sequence[Word], start: int, end: int) -> bool:
    return start + 1 < end and words[start].is_capitalised and words[start + 1].is_capitalised


def _after_bare_introduction(words: Sequence[Word], start: int, end: int) -> int:
    """Return where the subject starts after an introduction without a comma ("On Tuesday he", "Later the mayor")."""
    for index in range(end - 1, start, -1):
        word = words[index]
        if word.lower in ("he", "she", "they", "we", "i"):
            return index
    if words[start].lower in ("but", "and", "so", "yet", "then", "later", "meanwhile", "still", "however", "also"):
        return start + 1
    for index in range(start + 2, end):
        if words[index].lower in ("the", "a", "an") or (
            words[index].is_capitalised and words[index - 1].lower in TIMES
        ):
            return index
    return start + 1


def introduces(word: Word) -> bool:
    """Whether `word` opens an introductory phrase: a preposition, a conjunction, an adverb, a time."""
    return word.lower in INTRODUCTIONS or word.lower in TIMES or word.lower.endswith(("ly", "ing"))


def has_verb(words: Sequence[Word]) -> bool:
    """Whether `words` hold what looks like a finite verb after their first word."""
    return _first_verb(words, 0, len(words)) is not None


def _first_verb(words: Sequence[Word], start: int, end: int) -> int | None:
    for index in range(start + 1, end):
        word = words[index]
        if word.is_capitalised or word.is_punctuation:
            continue
        previous = words[index - 1]
        if previous.lower in ("who", "which", "that", "whose"):
            continue
        if word.lower in IRREGULAR_VERBS and not (
            word.lower in ("may", "left", "set", "run") and previous.is_punctuation
        ):
            return index
        if previous.lower in DETERMINERS or word.lower in REDUCED or previous.is_punctuation:
            continue
        if _is_present_verb(words, index, end):
            return index
        if (word.lower.endswith("ed") and len(word.lower) > 4) or find_verb(word.lower):
            following = words[index + 1] if index + 1 < len(words) else None
            if following is not None and following.lower in ("by",):
                continue
            return index
    return None


def _is_present_verb(words: Sequence[Word], index: int, end: int) -> bool:
    """Whether a word in -s after a name or pronoun, before a determiner or "to", is a verb: Ruiz wants the..."""
    word, previous = words[index], words[index - 1]
    if not word.lower.endswith("s") or "'" in word.lower or len(word.lower) < 4 or index + 1 >= end:
        return False
    follows = previous.is_capitalised or previous.lower in PRONOUNS
    return follows and (words[index + 1].lower in DETERMINERS or words[index + 1].lower == "to")


def _shared_subject(words: Sequence[Word], start: int, verb: int, limit: int) -> NounPhrase | None:
    end = verb
    while end > start and (
        words[end - 1].lower in AUXILIARIES or words[end - 1].lower in ADVERBS or words[end - 1].lower.endswith("ly")
    ):
        end -= 1
    return _checked(words, start, _trim_relative(words, start, end), limit, "shared")


def _trim_relative(words: Sequence[Word], start: int, end: int) -> int:
    """Return the end of a phrase without its relative or participial clause."""
    for index in range(start + 1, end):
        if words[index - 1].text != ",":
            continue
        word = words[index]
        is_participle = word.lower.endswith("ing") and not word.is_capitalised and len(word.lower) > 4
        if (
            word.lower in ("who", "which", "whose", "where", "whom")
            or is_participle
            or word.lower in INTRODUCTIONS - {"former"}
        ):
            return index - 1
    return end


def _checked(words: Sequence[Word], start: int, end: int, limit: int, rule: str) -> NounPhrase | None:
    while start < end and words[start].is_punctuation and words[start].text not in ("@", "#", "$"):
        start += 1
    while end > start and words[end - 1].is_punctuation and words[end - 1].text not in (",", ")", "."):
        end -= 1
    inner_commas = sum(word.text == "," for word in words[start:end])
    if end > start and words[end - 1].text == "," and inner_commas < 2:
        end -= 1
    if start >= end or end - start > limit:
        return None
    head = words[start]
    if head.lower in INTRODUCTIONS or head.lower in AUXILIARIES:
        return None
    return NounPhrase(first=start, end=end, rule=rule)


def _goes_on(words: Sequence[Word], comma: int) -> bool:
    """Whether what follows `comma` still describes the source: an apposition, an age, a relative clause."""
    if comma + 1 >= len(words):
        return False
    word = words[comma + 1]
    if word.lower in ("who", "whose", "of", "from"):
        return True
    if word.lower in INTRODUCTIONS or word.is_punctuation:
        return False
    if word.lower.endswith("ing") and not word.is_capitalised:
        return False
    return word.lower not in PRONOUNS or word.lower in ("one", "some")


def _ends_phrase(words: Sequence[Word], index: int, start: int, described: bool) -> bool:
    word = words[index]
    if word.is_punctuation and word.text not in ("&", "$", "@", "#", "(", ")", "%", "/", "-", "'", "’"):
        return True
    if index == start:
        return False
    if word.text == "-":
        return _breaks(words, index)
    if described:
        return word.lower in ("in", "on", "at", "during") and _is_occasion(words, index)
    if word.lower in ("of", "for", "from"):
        return False
    if word.lower in ("at", "in", "with", "on", "to"):
        return words[index - 1].is_capitalised or _is_occasion(words, index)
    if word.lower == "and":
        return not (index + 1 < len(words) and _is_phrase_start(words[index + 1]))
    return word.lower in TIMES or word.lower in ENDS or (word.lower.endswith("ly") and not word.is_capitalised)


def _is_occasion(words: Sequence[Word], index: int) -> bool:
    """Whether a preposition at `index` opens a phrase that tells where or when it was said: in a statement, on Monday."""
    ahead = [word.lower for word in words[index + 1 : index + 6]]
    return bool(ahead) and (ahead[0] in WEEKDAYS or any(word in OCCASIONS for word in ahead))
