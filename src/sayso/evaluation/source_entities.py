"""Whether the sources of attributions are told to be the right entities.

The right entity of a source is the found one that has the most mentions of the annotated entity, at their exact spans;
of several with as many the one whose first such mention comes first, so that a pronoun left alone is never right
where the mention that it stands for was found. Where the annotation names the entity, the found one must have a name of
it too (a name mention that shares a character with an annotated one). So a source counts where a user can tell by the
entity alone who speaks.
"""

import msgspec

from sayso.core.reading import Attribution, Entity, MentionForm, Reading
from sayso.evaluation.attributions import content_pairs, values_of
from sayso.evaluation.score import DocumentCounts


class SourceCase(msgspec.Struct, frozen=True, kw_only=True):
    """A document as it was annotated and as it was read.

    Attributes:
        document: Its name.
        gold: As annotated.
        entities, attributions: As found in the same text.
    """

    document: str
    gold: Reading
    entities: tuple[Entity, ...]
    attributions: tuple[Attribution, ...]


def sources_resolved(case: SourceCase, form: MentionForm | None = None) -> DocumentCounts:
    """Count the attributions with an annotated source entity whose found source is the right entity.

    Attributions are paired by their content (`attributions.content_pairs`); one that was not found is wrong, so that
    the figure is a share of all.

    Args:
        case: The document.
        form: Only sources told by a mention of that form; all where none is given.
    """
    entities = {each.id: each for each in case.gold.entities}
    text = case.gold.report.text
    pairs = content_pairs(values_of(text, case.gold.attributions), values_of(text, case.attributions))
    partner = {first: case.attributions[second] for first, second in pairs}
    right = asked = 0
    for index, attribution in enumerate(case.gold.attributions):
        if attribution.source is None or attribution.source.entity is None:
            continue
        entity = entities[attribution.source.entity]
        if form not in (None, source_form(attribution, entity)):
            continue
        asked += 1
        other = partner.get(index)
        told = None if other is None or other.source is None else other.source.entity
        right += told is not None and told == right_entity(entity, case.entities)
    return DocumentCounts(document=case.document, true_positive=right, predicted=asked, gold=asked)


def right_entity(gold: Entity, found: tuple[Entity, ...]) -> str | None:
    """Return the id of the found entity that an annotated one is; None where there is none."""
    spans = {(each.start, each.end) for each in gold.mentions}
    shared = {each.id: [one for one in each.mentions if (one.start, one.end) in spans] for each in found}
    shared = {own: mentions for own, mentions in shared.items() if mentions}
    if not shared:
        return None
    best = min(shared, key=lambda own: (-len(shared[own]), min(each.start for each in shared[own])))
    names = [each for each in gold.mentions if each.form == "name"]
    told = [each for entity in found if entity.id == best for each in entity.mentions if each.form == "name"]
    return best if not names or any(one.overlaps(other) for one in names for other in told) else None


def source_form(attribution: Attribution, entity: Entity) -> MentionForm | None:
    """Return the form of the mention of `entity` that the source holds, the longest of several; None for none."""
    source = attribution.source
    if source is None:
        return None
    inside = [each for each in entity.mentions if each.overlaps(source)]
    return max(inside, key=lambda each: (each.end - each.start, -each.start)).form if inside else None
