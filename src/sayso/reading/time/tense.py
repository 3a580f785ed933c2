"""Whether the verb beside a time expression tells of what was or of what is to come."""

from typing import Literal

Tense = Literal["past", "future", "unknown"]

_FUTURE = frozenset(
    "will shall won't we'll he'll she'll they'll it'll i'll scheduled due expected expects expect plans plan planning "
    "slated hopes hope upcoming tomorrow forthcoming intends intend would going ahead future deadline payable".split()
)
_PAST = frozenset(
    "was were had did said told came went took made gave left began got became found saw met held led lost won ran fell rose "
    "broke sent shot struck hit fought fled flew put set spoke wrote thought brought bought built caught cut drew drove "
    "grew knew laid lay let paid quit read rang sat sank sold spent stood stole swept taught threw wore withdrew has have "
    "been since ago dead killed burned shut split spread shook sought felt heard kept meant overthrew died".split()
) - {"set"}
_NO_VERBS = frozenset(
    "united bed red hundred indeed need speed seed feed shed wicked sacred naked aged embed unprecedented supposed "
    "armed so-called scheduled expected planned wed".split()
)
_ENDS = frozenset(["\n", ".", "!", "?", ";"])
_REACH = 14


def tense_near(words: list[str], first: int, last: int) -> Tense:
    """Return the tense of the nearest telling word in the sentence of the tokens `first` to `last`.

    Params:
        words: The text's tokens, small.
        first: Index of the expression's first token.
        last: Index of its last.
    """
    before: Tense = "unknown"
    gap_before = gap_after = _REACH + 1
    after: Tense = "unknown"
    for gap in range(1, _REACH + 1):
        index = first - gap
        if index < 0 or words[index] in _ENDS:
            break
        before = _of_word(words, index)
        if before != "unknown":
            gap_before = gap
            break
    for gap in range(1, _REACH + 1):
        index = last + gap
        if index >= len(words) or words[index] in _ENDS:
            break
        after = _of_word(words, index)
        if after != "unknown":
            gap_after = gap
            break
    return before if gap_before <= gap_after else after


def _of_word(words: list[str], index: int) -> Tense:
    word = words[index]
    if word in _FUTURE:
        return "future"
    if word in _PAST:
        return "past"
    if word == "to" and index and words[index - 1] in {"is", "are", "about", "set", "due", "continue", "ready"}:
        return "future"
    if len(word) > 4 and word.endswith("ed") and word not in _NO_VERBS:
        return "past"
    return "unknown"
