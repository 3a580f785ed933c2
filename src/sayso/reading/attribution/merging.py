"""The model's attributions and those of the quotation rules, made one."""

from collections.abc import Callable, Sequence

import msgspec

from sayso.reading.attribution.values import Candidate, Interval

_SAME = 0.5
"""Share of the longer content that both have where two attributions are taken to be one."""


def merged(
    model: Sequence[Candidate], ruled: Sequence[Candidate], is_direct: Callable[[Candidate], bool]
) -> list[Candidate]:
    """Return the model's attributions corrected by the rules, and those that only the rules found, in text order.

    Where both found a direct quotation, the marks on the page tell where it ends, and the surer of the two has its way
    with the rest. `is_direct` tells whether all that is said stands in quotation marks.
    """
    result = list(model)
    alone: list[Candidate] = []
    for rule in ruled:
        places = [
            (-shared, index)
            for index, value in enumerate(model)
            if (shared := _share(value.content, rule.content)) >= _SAME
        ]
        if places:
            index = min(places)[1]
            result[index] = _both(result[index], rule, correctable=is_direct(rule) and is_direct(model[index]))
        else:
            alone.append(rule)
    result += [rule for rule in alone if all(_may_stand_with(rule, value) for value in result)]
    return sorted(result, key=lambda value: (value.content[0][0], -value.content[-1][1]))


def _may_stand_with(rule: Candidate, value: Candidate) -> bool:
    """Return whether both can be: neither shares words with the other, or the one is said inside the other."""
    if _share(value.content, rule.content) == 0 or _holds(rule, value):
        return True
    return rule.is_inner and _holds(value, rule)


def _holds(outer: Candidate, inner: Candidate) -> bool:
    place = [*inner.content, *([inner.cue] if inner.cue else [])]
    return all(any(start <= first and last <= end for start, end in outer.content) for first, last in place)


def _both(value: Candidate, rule: Candidate, *, correctable: bool) -> Candidate:
    """Return the model's `value`, which `rule` found too: by the rule where that is the surer and may correct it."""
    if rule.confidence <= value.confidence:
        return value
    if correctable:
        return msgspec.structs.replace(
            value,
            source=rule.source or value.source,
            cue=rule.cue or value.cue,
            content=rule.content,
            confidence=rule.confidence,
        )
    agree = value.source == rule.source and value.cue == rule.cue
    return msgspec.structs.replace(value, confidence=rule.confidence) if agree else value


def _share(first: Sequence[Interval], second: Sequence[Interval]) -> float:
    """Return which part of the longer content both have, in code points."""
    shared = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in first for b in second)
    longer = max(sum(end - start for start, end in content) for content in (first, second))
    return shared / longer
