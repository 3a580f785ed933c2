"""What goes wrong: each attribution that is not right, by kind of error, with the words that make the difference.

For the eyes of who mends a reader: it prints words of the corpora, so its output stays on the terminal.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from sayso.evaluation.attributions import ROLES, AttributionValue, Case, Role, share
from sayso.evaluation.matching import best_pairs
from sayso.evaluation.spans import Pieces, overlap

_WIDTH_CHARS = 70


class Mistake(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong.

    Attributes:
        kind: E.g. `content starts early`.
        words: The words that are too many, too few or wrong, on one line.
        document: Where.
        gold: Words of the gold attribution's content, empty where there is none.
        predicted: Words of the predicted one's, empty where there is none.
    """

    kind: str
    words: str
    document: str
    gold: str
    predicted: str


def mistakes(case: Case) -> Iterator[Mistake]:
    """Yield what is wrong in a document: missed, spurious, and of those that belong together every part that differs.

    Those belong together that share words of content or cue, one to one, as many as can be, the likest first.
    """
    edges = {
        (index, other): sum(map(share, one.parts(), another.parts()))
        for index, one in enumerate(case.gold)
        for other, another in enumerate(case.predicted)
        if overlap(one.content, another.content) or overlap(one.cue, another.cue)
    }
    pairs = best_pairs(edges)
    for index, other in pairs:
        for role in ROLES:
            gold, predicted = case.gold[index], case.predicted[other]
            for kind, words in _differences(role, gold.part(role), predicted.part(role)):
                yield _mistake(case, kind, words, gold, predicted)
        yield from _labels(case, case.gold[index], case.predicted[other])
    for index in sorted(set(range(len(case.gold))) - {pair[0] for pair in pairs}):
        value = case.gold[index]
        yield _mistake(case, f"missed, {_sort(value)}", value.cue or value.content, value, None)
    for other in sorted(set(range(len(case.predicted))) - {pair[1] for pair in pairs}):
        value = case.predicted[other]
        yield _mistake(case, f"spurious, {_sort(value)}", value.cue or value.content, None, value)


def tally(cases: Sequence[Case], *, kinds: int = 25, examples: int = 3) -> str:
    """Return the commonest kinds of error, each with the words it is most often about, and examples.

    Args:
        cases: Documents with gold and predictions.
        kinds: How many kinds at most.
        examples: How many examples of each, from different documents where there are.
    """
    found = [mistake for case in cases for mistake in mistakes(case)]
    lines = []
    for kind, number in Counter(mistake.kind for mistake in found).most_common(kinds):
        of_kind = [mistake for mistake in found if mistake.kind == kind]
        words = Counter(mistake.words.lower() for mistake in of_kind).most_common(8)
        often = ", ".join(f"{word} ({times})" for word, times in words if times > 1)
        lines.append(f"{number:5} {kind}{f': {often}' if often else ''}")
        first_of = {mistake.document: mistake for mistake in reversed(of_kind)}
        lines += [
            f"        {mistake.document[:40]}: {mistake.words}\n            gold {mistake.gold}\n            ours "
            f"{mistake.predicted}"
            for mistake in list(reversed(first_of.values()))[:examples]
        ]
    return "\n".join(lines)


def _differences(role: Role, gold: Pieces, predicted: Pieces) -> Iterator[tuple[str, Pieces]]:
    if gold == predicted:
        return
    if not predicted:
        yield f"{role} missing", gold
    elif not gold:
        yield f"{role} where there is none", predicted
    elif not overlap(gold, predicted):
        yield f"wrong {role}", predicted
    else:
        starts, ends = (gold[0][0], predicted[0][0]), (gold[-1][1], predicted[-1][1])
        if starts[0] != starts[1]:
            yield f"{role} starts {'early' if starts[1] < starts[0] else 'late'}", ((min(starts), max(starts)),)
        if ends[0] != ends[1]:
            yield f"{role} ends {'late' if ends[1] > ends[0] else 'early'}", ((min(ends), max(ends)),)
        if starts[0] == starts[1] and ends[0] == ends[1]:
            more = len(predicted) - len(gold)
            kind = "other pieces" if not more else "in more pieces" if more > 0 else "in fewer pieces"
            yield f"{role} {kind}", predicted if more > 0 else gold


def _labels(case: Case, gold: AttributionValue, predicted: AttributionValue) -> Iterator[Mistake]:
    if gold.stance is not None and gold.stance != predicted.stance:
        yield _mistake(case, f"stance {gold.stance} taken for {predicted.stance}", gold.cue, gold, predicted)
    if gold.stance is not None and (gold.within is None) != (predicted.within is None):
        kind = "nested where it is not" if gold.within is None else "nested, not seen as such"
        yield _mistake(case, kind, gold.cue, gold, predicted)


def _mistake(
    case: Case, kind: str, words: Pieces, gold: AttributionValue | None, predicted: AttributionValue | None
) -> Mistake:
    return Mistake(
        kind=kind,
        words=_shown(case.text, words),
        document=case.document,
        gold=_attributed(case.text, gold),
        predicted=_attributed(case.text, predicted),
    )


def _attributed(text: str, value: AttributionValue | None) -> str:
    return "–" if value is None else " | ".join(_shown(text, value.part(role)) or "–" for role in ROLES)


def _sort(value: AttributionValue) -> str:
    return f"{value.manner or 'any'}{'' if value.source else ' without source'}"


def _shown(text: str, pieces: Pieces) -> str:
    words = " … ".join(" ".join(text[start:end].split()) for start, end in pieces)
    return words if len(words) <= _WIDTH_CHARS else f"{words[: _WIDTH_CHARS // 2]} [..] {words[-_WIDTH_CHARS // 2 :]}"
