"""What the words around a name say of its kind: `the governor of Herat`, `the outskirts of Herat`, `Herat and Farah`.

A town and the division around it often share a name. Words that go with one of the two tell which is meant, though less
surely than a word for the place itself does (`Herat province`, see `features.toml`).
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from sayso.reading.place.tables import cue_words
from sayso.reading.place.toponym import Toponym

Cue = Literal["division", "town"]
CUES: tuple[Cue, ...] = ("division", "town")
_FARTHEST = 40
_AWAY = re.compile(r"\b(?:km|kms|kilomet(?:er|re)s?|miles?)\b[^.;:]{0,25}\s(?:of|from)\s$", re.IGNORECASE)
_JOINT = re.compile(r"(?:,? and|,? or|,) (?:in |the )?")
_LAST_JOINT = re.compile(r",? (?:and|or) (?:in |the )?")


def cue_of(text: str, toponym: Toponym) -> Cue | None:
    """Return what the words before or after a name go with; null where they go with both, or with neither."""
    found: list[Cue] = []
    for cue in CUES:
        before, after = _patterns(cue)
        if before.search(text, max(0, toponym.start - _FARTHEST), toponym.start) or after.match(text, toponym.end):
            found.append(cue)
    if not found and _AWAY.search(text, max(0, toponym.start - _FARTHEST), toponym.start):
        return "town"  # distances are counted from towns
    return found[0] if len(found) == 1 else None


def lists(text: str, toponyms: Sequence[Toponym]) -> list[range]:
    """Return the runs of toponyms, by number, that the text lists: `Kunduz, Baghlan and Takhar`.

    What a comma adds after the last `and` is none of the list: `Kunduz and Takhar, in Afghanistan`.
    """
    found: list[range] = []
    first = 0
    for number in range(1, len(toponyms) + 1):
        between = text[toponyms[number - 1].end : toponyms[number].start] if number < len(toponyms) else ""
        if _JOINT.fullmatch(between):
            continue
        for last in range(number - 1, first, -1):
            if _LAST_JOINT.fullmatch(text, toponyms[last - 1].end, toponyms[last].start):
                found.append(range(first, last + 1))
                break
        first = number
    return found


@cache
def _patterns(cue: Cue) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of what stands before a name, and after it."""
    words = cue_words()[cue]
    of, before, after = ("|".join(map(re.escape, each)) for each in (words.of, words.before, words.after))
    return (
        re.compile(rf"\b(?:(?:{of})\s(?:of|in)|{before})\s(?:the\s)?$", re.IGNORECASE),
        re.compile(rf"(?:['’]s?)?\s(?:{after})\b", re.IGNORECASE),
    )
