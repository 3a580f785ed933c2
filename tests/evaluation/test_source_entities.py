"""Whether sources are told to be the right entities."""

import pytest

from sayso.core.reading import Attribution, Entity, Mention, MentionForm, ReaderIdentity, Reading, SourceSpan
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.evaluation.source_entities import SourceCase, right_entity, sources_resolved

TEXT = "Oru left. He said it was over. “Go home,” the mayor added."
REPORT = Report.of_text(TEXT)


def span(words: str) -> Span:
    return Span.of(TEXT, TEXT.index(words), TEXT.index(words) + len(words))


def entity(own: str, **words: MentionForm) -> Entity:
    mentions = []
    for key, form in words.items():
        found = span(key.replace("_", " "))
        mentions.append(Mention(start=found.start, end=found.end, text=found.text, form=form))
    return Entity(id=own, name=mentions[0].text, type="person", mentions=tuple(sorted(mentions)))


def said(own: str, source: str, who: str | None, content: str) -> Attribution:
    words = span(source)
    return Attribution(
        id=own, source=SourceSpan(start=words.start, end=words.end, text=words.text, entity=who), cue=None,
        content=(span(content),), manner="indirect", stance="assert", confidence=1.0,
    )  # fmt: skip


ORU = entity("g1", Oru="name", He="pronoun", the_mayor="nominal")
GOLD = Reading(
    report=REPORT, entities=(ORU,), reader=ReaderIdentity(name="r", version="1", model_sha256=None),
    attributions=(said("a1", "He", "g1", "it was over"), said("a2", "the mayor", "g1", "“Go home,”")),
)  # fmt: skip


def case(entities: tuple[Entity, ...], *who: str | None) -> SourceCase:
    attributions = tuple(
        said(own, source, each, content)
        for (own, source, content), each in zip(
            (("b1", "He", "it was over"), ("b2", "the mayor", "“Go home,”")), who, strict=False
        )
    )
    return SourceCase(document="d", gold=GOLD, entities=entities, attributions=attributions)


WHOLE = (entity("e1", Oru="name", He="pronoun"), entity("e2", the_mayor="nominal"))
APART = (entity("e1", Oru="name"), entity("e2", He="pronoun"), entity("e3", the_mayor="nominal"))


@pytest.mark.parametrize(
    ("entities", "who", "right"),
    [
        (WHOLE, ("e1", "e2"), 1),  # Oru has two of three mentions and the name
        (WHOLE, ("e1", "e1"), 2),
        (WHOLE, (None, None), 0),
        (WHOLE, ("e1",), 1),  # the second attribution was not found: still asked
        (APART, ("e2", "e3"), 0),  # of as many mentions each, the first is the entity
        (APART, ("e1", "e1"), 2),
        ((entity("e1", He="pronoun", the_mayor="nominal"), entity("e2", Oru="name")), ("e1", "e1"), 0),  # no name
        ((), (None, None), 0),
    ],
)
def test_sources_resolved(entities: tuple[Entity, ...], who: tuple[str | None, ...], right: int) -> None:
    counts = sources_resolved(case(entities, *who))
    assert (counts.true_positive, counts.predicted, counts.gold) == (right, 2, 2)


def test_sources_by_the_form_of_their_mention() -> None:
    own = case(WHOLE, "e1", "e2")
    counts = {form: sources_resolved(own, form) for form in ("pronoun", "nominal", "name")}
    assert [(each.true_positive, each.gold) for each in counts.values()] == [(1, 1), (0, 1), (0, 0)]


def test_an_entity_without_a_name_needs_none() -> None:
    unnamed = entity("g", He="pronoun", the_mayor="nominal")
    assert right_entity(unnamed, (entity("e1", He="pronoun"),)) == "e1"
    assert right_entity(unnamed, (entity("e1", Oru="name"),)) is None
    assert right_entity(ORU, (entity("e1", He="pronoun"),)) is None
