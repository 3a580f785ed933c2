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
        index = _same(model, rule)
        if index is None:
            alone.append(rule)
            continue
        correctable = is_direct(rule) and is_direct(model[index])
        if correctable or _shared(model[index].content, rule.content):
            result[index] = _both(result[index], rule, correctable=correctable)
        else:
            alone.append(rule)
    result += [rule for rule in alone if all(_may_stand_with(rule, value) for value in result)]
    return sorted(result, key=lambda value: (value.content[0][0], -value.content[-1][1]))


def without_shared_quotations(values: Sequence[Candidate], is_direct: Callable[[Candidate], bool]) -> list[Candidate]:
    """Return `values`, each piece of a direct quotation left to the surest of those that have it as a piece.

    Somebody said it once, so of two sources one is wrong; what has no content left is left out. Attributions with the
    same source may share a quotation, and so may one that is said inside the other.
    """
    kept: list[Candidate] = []
    for value in values:
        taken = {
            piece
            for other in values
            if other.confidence > value.confidence and is_direct(other) and not _are_related(value, other)
            for piece in other.content
        }
        left = tuple(piece for piece in value.content if piece not in taken)
        if left:
            kept.append(value if left == value.content else msgspec.structs.replace(value, content=left))
    return kept


def _are_related(first: Candidate, second: Candidate) -> bool:
    return first.source == second.source or _cue_inside(first, second) or _cue_inside(second, first)


def _cue_inside(inner: Candidate, outer: Candidate) -> bool:
    cue = inner.cue
    return cue is not None and any(start <= cue[0] and cue[1] <= end for start, end in outer.content)


def _same(model: Sequence[Candidate], rule: Candidate) -> int | None:
    """Return the index of the value that is the same attribution as `rule`: by its cue, else by most of its content."""
    cues = [
        (-_shared([value.cue], [rule.cue]), index)
        for index, value in enumerate(model)
        if value.cue is not None and rule.cue is not None and _shared([value.cue], [rule.cue])
    ]
    if cues:
        return min(cues)[1]
    contents = [
        (-shared, index)
        for index, value in enumerate(model)
        if (shared := _share(value.content, rule.content)) >= _SAME
        and not _cue_inside(value, rule)
        and not _cue_inside(rule, value)
    ]
    return min(contents)[1] if contents else None


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
            source=_source_of_both(value.source, rule.source),
            cue=rule.cue or value.cue,
            content=rule.content,
            confidence=rule.confidence,
        )
    is_same = _share(value.content, rule.content) >= _SAME
    agree = is_same and value.source == rule.source and value.cue == rule.cue
    return msgspec.structs.replace(value, confidence=rule.confidence) if agree else value


def _source_of_both(model: Interval | None, rule: Interval | None) -> Interval | None:
    if model is None or rule is None:
        return model or rule
    return model if _shared([model], [rule]) else rule


def _share(first: Sequence[Interval], second: Sequence[Interval]) -> float:
    """Return which part of the longer content both have, in code points."""
    longer = max(sum(end - start for start, end in content) for content in (first, second))
    return _shared(first, second) / longer


def _shared(first: Sequence[Interval], second: Sequence[Interval]) -> int:
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in first for b in second)
