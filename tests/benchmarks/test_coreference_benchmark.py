"""The scores of coreference hold what the gate needs; who reads as annotated is right in all, and baselines in part."""

import pytest
from benchmarks.coreference_baselines import BASELINES, heads_and_nearest, names_equal, regrouped
from benchmarks.score_coreference import SCOPES, own_part, part_scores, source_scores
from training.corpus_files import load_split

from sayso.core.reading import Attribution, Entity, EntityType, Findings, Mention, MentionForm, SourceSpan
from sayso.core.span import Span
from sayso.evaluation.score import Score

TEXT = "Adar Oru met the mayor. He left. The Mayor told Oru's wife of ORU, and she left. It rained."


def mention(words: str, form: MentionForm, kind: EntityType = "person") -> tuple[Mention, EntityType]:
    start = TEXT.index(words)
    return Mention(start=start, end=start + len(words), text=words, form=form), kind


MENTIONS = [
    mention("Adar Oru", "name"),
    mention("the mayor", "nominal"),
    mention("He", "pronoun"),
    mention("The Mayor", "nominal"),
    mention("Oru's wife", "nominal"),
    mention("ORU", "name"),
    mention("she", "pronoun"),
    mention("It", "pronoun", "other"),
]


def test_equal_names() -> None:
    assert names_equal(MENTIONS) == ["adar oru", 1, 2, 3, 4, "oru", 6, 7]


def test_equal_heads_and_the_nearest_that_fits() -> None:
    groups = heads_and_nearest(MENTIONS)
    assert groups == [
        "oru",
        "mayor",
        "mayor",
        "mayor",
        "wife",
        "oru",
        "oru",
        7,
    ]  # "she" takes the nearest, rightly or not


def test_regrouped_mentions_have_sources_of_their_own() -> None:
    entities = tuple(
        Entity(id=f"m{number}", name=each.text, type=kind, mentions=(each,))
        for number, (each, kind) in enumerate(MENTIONS)
    )
    he = MENTIONS[2][0]
    said = Attribution(
        id="a1", source=SourceSpan(start=he.start, end=he.end, text=he.text, entity="m2"), cue=None,
        content=(Span.of(TEXT, TEXT.index("left"), TEXT.index("left") + 4),), manner="indirect", stance="assert",
        confidence=1.0,
    )  # fmt: skip
    new = regrouped(TEXT, Findings(entities=entities, attributions=(said,)), heads_and_nearest)
    assert sorted(each for entity in new.entities for each in entity.mentions) == sorted(each for each, _ in MENTIONS)
    source = new.attributions[0].source
    assert source is not None
    (mayor,) = [each for each in new.entities if each.id == source.entity]
    assert [each.text for each in mayor.mentions] == ["the mayor", "He", "The Mayor"]


@pytest.fixture(scope="module")
def rows() -> list[Score]:
    """Return the scores on our own dev part of who finds just what is annotated."""
    annotated = {report.reading.report.text: report.reading for report in load_split("dev")}

    def find(text: str) -> Findings:
        return Findings(entities=annotated[text].entities, attributions=annotated[text].attributions)

    return [*part_scores(own_part(find)), *source_scores(find)]


def test_who_reads_as_annotated_is_right(rows: list[Score]) -> None:
    assert len({row.metric for row in rows}) == len(rows) == len(SCOPES) + 3 + 3 + 4
    for row in rows:
        assert row.figure == pytest.approx(1), row.metric
        assert row.n > 50


def test_baselines_of_the_same_mentions_are_worse(rows: list[Score]) -> None:
    for row in rows:
        figures = {row.baseline_name: row.baseline, **row.more_baselines}
        assert set(figures) == set(BASELINES)
        assert all(figure is not None and figure < 0.97 for figure in figures.values()), row.metric
