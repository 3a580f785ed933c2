"""The words between a cue and a quotation: whom it is said to, where and when, or already what is said."""

from collections.abc import Sequence

from sayso.reading.quotations.clauses import has_verb
from sayso.reading.quotations.cues import Cue
from sayso.reading.quotations.layout import Word
from sayso.reading.quotations.tables import PRONOUNS, word_set

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
