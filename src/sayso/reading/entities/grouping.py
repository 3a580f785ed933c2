"""Which mentions are of one entity, as far as their names tell."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.core.names import Sex, name_key
from sayso.core.reading import Entity, EntityType, Mention
from sayso.reading.entities.decode import FoundMention
from sayso.reading.model_files import TYPES


def grouped(text: str, mentions: Sequence[FoundMention], *, least_share: float) -> tuple[Entity, ...]:
    """Return the entities that `mentions` are of, by their first mentions, with ids `e1`, `e2`, ...

    Names that are the same but for case, accents, hyphens, spacing, articles and titles are of one entity, unless their
    titles tell different sexes, or their types are too different: a mention belongs to the entity of its name where the
    entity's type is at least `least_share` as probable for it as its own likeliest. The type of an entity is that with
    the most evidence from all its mentions. A nominal or pronoun mention is of an entity of its own.

    Args:
        text: The report's.
        mentions: Each span once, in order.
        least_share: Above 0 and at most 1.
    """
    groups = [[mention] for mention in mentions if mention.form != "name"]
    for same in _same_names(text, [mention for mention in mentions if mention.form == "name"]):
        groups.extend(_by_type(same, float(np.log(least_share))))
    groups.sort(key=lambda group: (group[0].start, -group[0].end))
    return tuple(_entity(text, group, f"e{number}") for number, group in enumerate(groups, start=1))


def _same_names(text: str, names: Sequence[FoundMention]) -> list[list[FoundMention]]:
    """Return `names` by what they have in common; by sex too where titles of both stand before the same name."""
    words = [text[name.start : name.end] for name in names]
    known = {name: name_key(name) for name in set(words)}
    keys = [known[name] for name in words]
    sexes: defaultdict[str, set[Sex]] = defaultdict(set)
    for key in keys:
        if key.sex is not None:
            sexes[key.words].add(key.sex)
    same: defaultdict[tuple[str, Sex | None], list[FoundMention]] = defaultdict(list)
    for key, name in zip(keys, names, strict=True):
        same[key.words, key.sex if len(sexes[key.words]) > 1 else None].append(name)
    return list(same.values())


def _by_type(names: list[FoundMention], margin: float) -> list[list[FoundMention]]:
    """Return `names`, mentions of the same name, by the types that they can be of together."""
    if len(names) == 1:
        return [names]
    groups = []
    while names:
        evidence = np.stack([name.types for name in names])
        fits = evidence[:, int(evidence.sum(0).argmax())] - evidence.max(1) >= margin
        if not fits.any():  # the sum is of a type that is none's likeliest
            fits[0] = True
        groups.append([name for name, fit in zip(names, fits.tolist(), strict=True) if fit])
        names = [name for name, fit in zip(names, fits.tolist(), strict=True) if not fit]
    return groups


def _entity(text: str, group: Sequence[FoundMention], own: str) -> Entity:
    mentions = tuple(
        Mention(start=each.start, end=each.end, text=text[each.start : each.end], form=each.form) for each in group
    )
    fullest = max(mentions, key=lambda mention: len(mention.text))  # the first of several
    return Entity(
        id=own, name=" ".join(fullest.text.split()), type=_type([each.types for each in group]), mentions=mentions
    )


def _type(evidence: Sequence[NDArray[np.float32]]) -> EntityType:
    total = evidence[0] if len(evidence) == 1 else np.sum(evidence, axis=0)
    return TYPES[int(total.argmax())]
