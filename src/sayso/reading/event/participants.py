"""Which words an argument is, and of which entity: mentions of the report, members of a list each by itself."""

import itertools
import re
from collections.abc import Sequence

from sayso.core.reading import Mention, Place
from sayso.core.span import Span

Known = tuple[Mention, str]
"""A mention, and the id of its entity."""
_WORD = re.compile(r"\w+")
_BETWEEN = re.compile(r"\s*(?:,\s*and|,|and|&|as well as|together with)\s*", re.IGNORECASE)


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_EMPTY = _words(
    """
    a an the this that these those all any both each every his her its their our my your whose of in on at by
    to for from with and or but as about around between near over under into against through down up out off than
    last next first s
    """
)
"""Words that alone are no participant: what is left of one whose other words were missed."""
_LEAST_SHARE = 0.5


def participants(
    text: str, span: Span, mentions: Sequence[Known], places: Sequence[Place]
) -> list[tuple[Span, str | None]]:
    """Return the spans that an argument found at `span` is, each with the entity it mentions, if it is known.

    It takes the span of a mention that is much the same. A list ("the army and the police", "Russian and Belarusian
    soldiers") is several, each in words of the text. What is but the beginning of a mention ("the") or a part of a name
    ("Oued") is all of it, and what has no word that tells anything is none.

    Args:
        text: The report's.
        span: The words that were found.
        mentions: Of the report.
        places: Of the report: their demonyms tell members of a list apart.
    """
    near = [known for known in mentions if known[0].overlaps(span)]
    members = _listed(text, span, near) or _of_peoples(text, span, places)
    if members:
        return [found for each in members for found in participants(text, each, mentions, ())]
    same = _same(near, span)
    if same is not None:
        return [same]
    inside_name = [known for known in near if known[0].form == "name" and known[0].covers(span)]
    begun = [known for known in near if known[0].start == span.start and known[0].covers(span)]
    fuller = begun if is_empty(span.text) else inside_name
    if fuller:
        mention, entity = min(fuller, key=lambda known: known[0].end - known[0].start)
        return [(mention, entity)]
    return [] if is_empty(span.text) else [(span, None)]


def is_empty(words: str) -> bool:
    """Return whether words name nobody and nothing, nor how many.

    >>> is_empty("of the"), is_empty("the mill"), is_empty("one")
    (True, False, False)
    """
    return all(word in _EMPTY for word in _WORD.findall(words.lower()))


def _same(mentions: Sequence[Known], span: Span) -> Known | None:
    """Return the mention that shares most with `span`, if that is at least half of both together."""
    shares = [
        ((min(mention.end, span.end) - max(mention.start, span.start))
         / (max(mention.end, span.end) - min(mention.start, span.start)), -mention.start, number)
        for number, (mention, _) in enumerate(mentions)
    ]  # fmt: skip
    share, _, number = max(shares, default=(0.0, 0, 0))
    return mentions[number] if share >= _LEAST_SHARE else None


def _listed(text: str, span: Span, mentions: Sequence[Known]) -> list[Span]:
    """Return the mentions that a list from end to end is made of; none where the whole is one name."""
    if any(mention.form == "name" and mention.covers(span) for mention, _ in mentions):
        return []
    members: list[Span] = []
    at = span.start
    while True:
        starting = [mention for mention, _ in mentions if mention.start == at and mention.end <= span.end]
        starting = [mention for mention in starting if (mention.start, mention.end) != (span.start, span.end)]
        if not starting:
            return []
        longest = max(starting, key=lambda mention: mention.end)
        members.append(Span.of(text, longest.start, longest.end))
        if longest.end == span.end:
            return members if len(members) > 1 else []
        between = _BETWEEN.match(text, longest.end, span.end)
        if between is None:
            return []
        at = between.end()


def _of_peoples(text: str, span: Span, places: Sequence[Place]) -> list[Span]:
    """Return the members of "Russian and Belarusian soldiers": the words before "and", and those after it."""
    demonyms = sorted(place for place in places if place.form == "demonym" and span.covers(place))
    for one, other in itertools.pairwise(demonyms):
        between = _BETWEEN.fullmatch(text, one.end, other.start)
        if between is not None and _WORD.search(text, other.end, span.end) and _is_lead(text, span.start, one.start):
            return [Span.of(text, span.start, one.end), Span.of(text, other.start, span.end)]
    return []


def _is_lead(text: str, start: int, end: int) -> bool:
    return all(word.lower() in _EMPTY for word in _WORD.findall(text, start, end))
