"""The words between a cue and a quotation: whom it is said to, where and when, or already what is said."""

from collections.abc import Sequence

from sayso.reading.quotations.clauses import has_verb
from sayso.reading.quotations.cues import Cue, find_cues
from sayso.reading.quotations.evidence import opens_clause
from sayso.reading.quotations.layout import Word
from sayso.reading.quotations.tables import DETERMINERS, ENDS, OCCASIONS, PRONOUNS, WEEKDAYS, word_set

_BRIDGE_STARTS = word_set(
    "in on at by during after before to from with as when while via through of about earlier later last this "
    "then monday tuesday wednesday thursday friday saturday sunday yesterday today recently again back once "
    "twice simply only for"
)
_ADDRESSED = word_set(
    "tell remind ask inform assure reassure text email e-mail message advise notify brief urge warn write quote"
)
"""Cues that name whom they address before the content."""
MAX_BRIDGE_WORDS = 20


def is_bridge(rest: Sequence[Word], cue: Cue) -> bool:
    """Whether the words between a cue and the quotation tell to whom, where or when, and are no content."""
    head = rest[0]
    if head.text == "," and len(rest) > 1:
        head = rest[1]
        if not (
            head.lower.endswith("ing") or head.lower in ("with", "in", "at", "during", "when", "on", "a", "his", "her")
        ):
            return False
    if head.lower == "that" or len(rest) > MAX_BRIDGE_WORDS or rest[-1].lower == "that":
        return False
    if head.lower in _BRIDGE_STARTS or head.lower.endswith(("ly", "ing")):
        return True
    return cue.entry.base in _ADDRESSED and not (has_verb(rest) or any(word.lower == "that" for word in rest))


_MAX_OBJECT_WORDS = 6


def is_object(rest: Sequence[Word]) -> bool:
    """Whether the words between a cue and a colon are the cue's object: added a caveat: "..."."""
    return len(rest) <= _MAX_OBJECT_WORDS and rest[0].lower not in PRONOUNS and not has_verb(rest)


def starts_with_verb(body: Sequence[Word], cue: Cue) -> bool:
    """Whether the cue has no subject of its own: ..., adding: "..."; ... and told them: "..."."""
    return all(
        word.is_punctuation or word.lower in ("and", "but", "then", "before", "later") for word in body[: cue.first]
    )


def content_start(rest: Sequence[Word]) -> int | None:
    """Return the offset of the first of the words after a cue that is no mark, or None."""
    for word in rest:
        if not word.is_punctuation:
            return word.start
    return None


_TOLD = word_set("tell inform assure reassure remind notify advise warn")
"""Cues that name whom they address right after them, and what is said after that, with or without "that"."""
_WHEN = WEEKDAYS | word_set("yesterday today tonight earlier later late early separately again")
_PREPOSITIONS = ENDS | word_set("of for from by")
_MAX_LEAD_IN_WORDS = 16


def lead_in_words(rest: Sequence[Word], cue: Cue) -> int:
    """Return how many of the words after a cue tell to whom, when or where, before what is said begins."""
    addressed = cue.entry.base in _ADDRESSED
    if addressed or rest[0].lower in _BRIDGE_STARTS or rest[0].lower.endswith("ly") or rest[0].text == ",":
        for index in range(1, min(len(rest), _MAX_LEAD_IN_WORDS)):
            if opens_clause(rest, index):
                return 0 if find_cues(rest[:index]) else index
    if cue.entry.base in _TOLD and not cue.passive:
        return _addressee_words(rest)
    return _time_words(rest)


def _addressee_words(rest: Sequence[Word]) -> int:
    """Return how many words name whom somebody told: (told) Velmar Radio | any deal was ..."""
    for index in range(1, len(rest)):
        word, previous = rest[index], rest[index - 1]
        if word.lower in ("to", "about", "of", "how", "what", "why", "whether") or word.is_punctuation:
            return 0
        if previous.lower in _PREPOSITIONS or previous.lower in DETERMINERS or previous.lower in WEEKDAYS | {"and"}:
            continue
        is_name = word.is_capitalised and not previous.is_capitalised and word.lower not in WEEKDAYS
        if word.lower in DETERMINERS or word.lower in PRONOUNS - {"who", "which", "that"} or is_name:
            return index
    return 0


def _time_words(rest: Sequence[Word]) -> int:
    """Return how many words tell when, or in what statement, something was said, before a clause that says it."""
    index = 0
    while index + 1 < len(rest):
        following = rest[index + 1].lower
        if rest[index].lower in _WHEN:
            index += 1
        elif rest[index].lower in ("on", "last", "late", "early") and following in _WHEN:
            index += 2
        elif (
            rest[index].lower in ("in", "at", "during")
            and following in DETERMINERS
            and index + 2 < len(rest)
            and rest[index + 2].lower in OCCASIONS
        ):
            index += 3
        else:
            break
    is_clause = index < len(rest) and (rest[index].lower in DETERMINERS | PRONOUNS or rest[index].is_capitalised)
    return index if is_clause else 0
