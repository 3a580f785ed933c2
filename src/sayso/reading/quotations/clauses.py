"""Clauses without a parser: where one starts, what only introduces it, and where its verb stands."""

from collections.abc import Sequence

from sayso.reading.quotations.cues import AUXILIARIES, find_verb
from sayso.reading.quotations.layout import Word
from sayso.reading.quotations.tables import (
    CLAUSE_STARTS,
    DETERMINERS,
    INTRODUCTIONS,
    IRREGULAR_VERBS,
    PRONOUNS,
    REDUCED,
    TIMES,
    word_set,
)

_TIME_UNITS = TIMES | word_set(
    "morning afternoon evening night day week weekend month year spring summer autumn winter"
)


def clause_start(words: Sequence[Word], begin: int, end: int) -> int:
    """Return where the clause starts whose verb group is at `end`."""
    start = begin
    for index in range(end - 1, begin - 1, -1):
        word = words[index]
        if breaks_clause(words, index):
            start = index + 1
            break
        if word.lower == "however" and index > begin and words[index - 1].text == "," and words[index + 1].text != ",":
            start = index + 1
            break
        if word.lower in CLAUSE_STARTS and not (word.lower in ("as", "so") and index == begin):
            is_that = word.lower == "that" and (_is_determiner(words, index, end) or _is_relative(words, index, end))
            if is_that or _in_relative(words, begin, index, end):
                continue
            start = index + 1
            break
        if (
            word.lower in ("and", "or")
            and first_verb(words, index + 1, end) is None
            and first_verb(words, begin, index)
        ):
            if index + 1 < end and starts_phrase(words[index + 1]):
                start = index + 1
            break
    return start


def breaks_clause(words: Sequence[Word], index: int) -> bool:
    """Whether a dash, colon or semicolon at `index` ends a clause; within "3:15" or "mid-week" it does not."""
    if words[index].text in (";", "—", "–"):
        return True
    if words[index].text not in (":", "-"):
        return False
    return index + 1 < len(words) and words[index + 1].start > words[index].end


def _in_relative(words: Sequence[Word], begin: int, index: int, end: int) -> bool:
    """Whether `index` stands in a relative clause closed by a comma before the verb group: X, who ... as ..., said."""
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


def _is_relative(words: Sequence[Word], index: int, end: int) -> bool:
    """Whether "that" at `index` opens a relative clause closed by a comma: X, a group that arose in May, says ..."""
    if words[end - 1].text != "," or index + 1 >= end:
        return False
    verb = words[index + 1].lower
    return verb in IRREGULAR_VERBS or (verb.endswith("ed") and len(verb) > 4)


def starts_phrase(word: Word) -> bool:
    """Whether `word` can begin a noun phrase that is a subject."""
    return word.lower in DETERMINERS or word.lower in PRONOUNS or word.is_capitalised


def skip_introductions(words: Sequence[Word], start: int, end: int) -> int:
    """Return where the subject starts after introductory phrases ("On Monday, ...", "Asked about it, ...")."""
    while start < end:
        while start < end and words[start].is_punctuation and words[start].text not in ("$", "@", "#"):
            start += 1
        if start >= end:
            break
        word = words[start]
        past = next((index for index in range(start + 1, min(start + 5, end)) if words[index].lower == "ago"), None)
        if past is not None and past + 1 < end:
            start = past + 1
            continue
        introduces = (
            word.lower in INTRODUCTIONS
            or (word.lower.endswith("ly") and len(word.lower) > 4 and not _is_name(words, start, end))
            or (word.lower.endswith("ing") and len(word.lower) > 5 and _opens_participle(words, start, end))
            or (word.lower in TIMES and not _points(words, start, end))
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


def _points(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether "this" at `start` points to somebody ("this group") rather than to a time ("this week")."""
    return words[start].lower == "this" and start + 1 < end and words[start + 1].lower not in _TIME_UNITS


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
    return first_verb(words, 0, len(words)) is not None


def first_verb(words: Sequence[Word], start: int, end: int) -> int | None:
    """Return the index of the first word after `start` that looks like a finite verb, or None."""
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
