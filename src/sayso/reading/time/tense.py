"""Whether the verb beside a time expression tells of what was or of what is to come."""

import itertools
from typing import Literal

from sayso.reading.time.tables import ABBREVIATED, WEEKDAYS, word_set

Tense = Literal["past", "future", "unknown"]

_FUTURE = word_set(
    "will shall won't we'll he'll she'll they'll it'll i'll scheduled due expected expects expect plans plan "
    "planning planned slated hopes hope hoped upcoming tomorrow forthcoming intends intend intended cannot would "
    "going ahead payable unless if must threatens threaten threatened threatening vows vowed promises "
    "promised pledged pledges fears urged urges should intending predicts predicted demands demanded"
)
_PAST = word_set(
    "was were had did said told came went took made gave left began got became found saw met held led lost won "
    "ran fell rose broke sent shot struck hit fought fled flew put set spoke wrote thought brought bought built "
    "caught cut drew drove grew knew laid lay let paid quit read rang sat sank sold spent stood stole swept "
    "taught threw wore withdrew has have been since ago dead killed burned shut split spread shook sought felt "
    "read heard kept meant overthrew died"
) - {"set"}
_NO_VERBS = word_set(
    "united bed red hundred indeed need speed seed feed shed wicked sacred naked aged embed unprecedented "
    "supposed armed so-called scheduled expected planned wed"
)
_BEFORE_BE = word_set("will would to must can may might should shall could not won't")
_BE = frozenset({"is", "are"})
_BEFORE_TO = word_set("about set due continue ready likely")
_TO_COME = word_set(
    "meets resumes opens reopens begins starts returns expires ends convenes meet resume reopen convene forecast"
)
"""Verbs whose present is said of what is on the calendar, where the date is near."""
_NO_PRESENT = word_set("to did didn't not never would could")
_COMMA = 6
_NEAR = 6
_OPENING = 3
_ENDS = word_set("! ? ;") | {"\n"}
_ABBREVIATED = ABBREVIATED | word_set("mr mrs ms dr gen col lt sgt maj capt gov sen rep st inc corp co ltd no vs etc")
_REACH = 12
_FUTURE_REACH = 9
_CLAUSE_REACH = 4
_NO_INFINITIVE = word_set("the a an his her its their this that")
_PREPOSITIONS = word_set("in on of since at from until till by before after during for")
_LIMITS = word_set("by until till before")


def tense_near(words: list[str], first: int, last: int) -> Tense:
    """Return the tense of the nearest telling word in the sentence of the tokens `first` to `last`.

    Params:
        words: The text's tokens, small.
        first: Index of the expression's first token.
        last: Index of its last.
    """
    preceding = words[first - 1] if first else ""
    following = words[last + 1] if last + 1 < len(words) else ""
    if (preceding == "for" and words[first] in WEEKDAYS) or words[max(0, first - 2) : first] == ["ahead", "of"]:
        return "future"  # a strike for Thursday
    if following == "'s" or _is_done(_word_beside(words, first)) or _is_done(following):
        return "past"  # Wednesday's ruling; they promised on Wednesday that ...; on Wednesday promised
    if preceding == "since":
        return "past"
    if _word_beside(words, first) in _BE or (following in _BE and preceding not in _PREPOSITIONS):
        return "future"  # the next blockade is on Thursday; Saturday is payday
    if words[max(0, first - 3) : first] in (["as", "early", "as"], ["as", "soon", "as"]):
        return "future"
    before, gap_before = _nearest(words, range(first - 1, max(-1, first - 1 - _REACH), -1))
    opening = first < _OPENING or any(_is_end(words, index) for index in range(first - _OPENING, first))
    reach = range(last + 1, min(len(words), last + 1 + _REACH))
    after, gap_after = _nearest(words, reach, behind=True, opening=opening)
    if preceding in _LIMITS:
        if before == "future" or _is_due(words[max(0, first - _CLAUSE_REACH * 2) : first - 1]):
            return "future"
        if before == "unknown" and (following == "," or gap_after > _CLAUSE_REACH):
            return "future"
    return before if gap_before <= gap_after else after


def _word_beside(words: list[str], first: int) -> str:
    """Return the word before the token `first` and its preposition; empty for `is to be debated on`."""
    back = 2 if first > 1 and words[first - 1] in {"on", "in", "at"} else 1
    if first < back or words[first - back - 1 : first - back] == ["be"]:
        return ""
    return words[first - back]


def _is_done(word: str) -> bool:
    """Whether a word is a verb in the past that says when, rather than what is to come: `promised`, not `planned`."""
    return len(word) > 4 and word.endswith("ed") and word not in _NO_VERBS


def sentence_around(words: list[str], index: int, reach: int) -> range:
    """Return the tokens of the sentence that the token `index` stands in, at most `reach` to either side."""
    start = index
    while start > max(0, index - reach) and not _is_end(words, start - 1):
        start -= 1
    end = index
    while end < min(len(words), index + reach) and not _is_end(words, end):
        end += 1
    return range(start, end)


def _is_end(words: list[str], index: int) -> bool:
    return words[index] in _ENDS or (words[index] == "." and _ends_sentence(words, index))


def _is_due(words: list[str]) -> bool:
    """Whether something is to be done: `ordered to leave by`, `is shut until`."""
    if "is" in words or "are" in words:
        return True
    return any(word == "to" and after not in _NO_INFINITIVE for word, after in itertools.pairwise(words))


def _nearest(words: list[str], indexes: range, *, behind: bool = False, opening: bool = False) -> tuple[Tense, int]:
    """Return the tense of the first telling word at `indexes`, within the sentence, and how far off it is.

    A comma is as far as several words, but for that behind an expression which opens its sentence. `In March they
    threatened to leave` tells of March, `they threatened to leave in March` of what is to come.
    """
    commas = -1 if opening else 0
    for gap, index in enumerate(indexes, 1):
        if _is_end(words, index):
            break
        commas += words[index] == ","
        tense = "past" if behind and _is_done(words[index]) else _of_word(words, index, gap)
        if tense == "past" or (tense == "future" and gap <= _FUTURE_REACH):
            return tense, gap + _COMMA * max(0, commas)
    return "unknown", _REACH + 1 + _COMMA * 2


def _ends_sentence(words: list[str], index: int) -> bool:
    """Whether the period is no part of `U.S.`, `N.J.` or `Gen.`."""
    before = words[index - 1] if index else ""
    return len(before) > 1 and before not in _ABBREVIATED and words[index + 1 : index + 2] != [","]


def _of_word(words: list[str], index: int, gap: int) -> Tense:
    word = words[index]
    before = words[index - 1] if index else ""
    if before == "be":
        return "future" if index > 1 and words[index - 2] in _BEFORE_BE else "unknown"
    if word == "to" and (before in _BEFORE_TO or before in _BE or before in {"was", "were"}):
        return "future" if words[index + 1 : index + 2] not in (["the"], ["a"], ["an"]) else "unknown"
    if word in {"plan", "plans"} and words[index + 1 : index + 2] != ["to"]:
        return "unknown"  # a noun
    if word in _FUTURE or (word in _TO_COME and gap <= _NEAR and before not in _NO_PRESENT):
        return "future"
    if word in _PAST and before in _BEFORE_BE:
        return "future"  # will have, to set
    passive = words[max(0, index - 2) : index]
    if before in {*_BE, "being"} or passive in (["is", "still"], ["are", "still"]):
        return "unknown"
    if word in _PAST or _is_done(word):
        return "past"
    return "unknown"
