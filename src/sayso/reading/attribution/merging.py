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
    for rule in ruled:
        places = [
            (-shared, index)
            for index, value in enumerate(model)
            if (shared := _share(value.content, rule.content)) >= _SAME
        ]
        if places:
            index = min(places)[1]
            if rule.confidence > result[index].confidence and is_direct(rule) and is_direct(model[index]):
                result[index] = _corrected(model[index], rule)
        elif not any(_share(value.content, rule.content) > 0 for value in model):
            result.append(rule)
    return sorted(result, key=lambda value: (value.content[0][0], -value.content[-1][1]))


def _corrected(value: Candidate, rule: Candidate) -> Candidate:
    return msgspec.structs.replace(
        value,
        source=rule.source or value.source,
        cue=rule.cue or value.cue,
        content=rule.content,
        confidence=rule.confidence,
    )


def _share(first: Sequence[Interval], second: Sequence[Interval]) -> float:
    """Return which part of the longer content both have, in code points."""
    shared = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in first for b in second)
    longer = max(sum(end - start for start, end in content) for content in (first, second))
    return shared / longer
