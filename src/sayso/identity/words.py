"""Words around a name: what it is called besides (roles), and what its report is about just there."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_MOST_WORDS = 40
_LEAST_LETTERS = 5
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = _words(
    """
    the a an of in on at to for from by with and or his her their its my our who whom whose which that this was
    were is are has had he she they it as one two both own man woman people year old former new now then also
    """
)
_COMMON = _words(
    """
    about above across after again against along among around because before began being below between could
    during every first found given going great group house known later least little might month months never
    night other people place right said saying says second shall should since still such taken their them then
    there these they third this those three through today told took toward towards under until using wanted week
    weeks well went were what when where which while whose will with within without would years yesterday monday
    tuesday wednesday thursday friday saturday sunday january february march april august september october
    november december reporters statement official officials government spokesman spokeswoman according report
    reported reports
    """
)
"""Words that reports of anything have."""


@lru_cache(50_000)
def role_words(text: str) -> tuple[str, ...]:
    """Return the content words of a description, in the singular as far as an ending tells.

    >>> role_words("the army's former commander in the valley"), role_words("two regional deputies")
    (('army', 'commander', 'valley'), ('regional', 'deputy'))
    """
    words = (word.casefold() for word in _WORD.findall(text.replace("’s", "").replace("'s", "")))
    return tuple(_singular(word) for word in words if len(word) > 2 and word not in _SMALL)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > len("dies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


def surroundings(text: str, around: Iterable[tuple[int, int]], own: set[str]) -> tuple[str, ...]:
    """Return the content words of the ranges `around` of a text, the most frequent 40, sorted; without `own`.

    >>> surroundings("Herders blocked the road; herders want fodder.", [(0, 40)], set())
    ('blocked', 'herder')
    """
    counts = Counter(
        _singular(word.casefold())
        for start, end in _joined(around)
        for word in _WORD.findall(text, max(0, start), max(0, end))
        if len(word) >= _LEAST_LETTERS
    )
    kept = [word for word in counts if word not in _COMMON and word not in own]
    return tuple(sorted(sorted(kept, key=lambda word: (-counts[word], -len(word), word))[:_MOST_WORDS]))


def _joined(ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the ranges in order, those that overlap as one."""
    start: int | None = None
    end = 0
    for low, high in sorted(ranges):
        if start is None:
            start, end = low, high
        elif low <= end:
            end = max(end, high)
        else:
            yield start, end
            start, end = low, high
    if start is not None:
        yield start, end
