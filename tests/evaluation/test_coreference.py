"""Coreference end to end, against figures worked out by hand."""

from fractions import Fraction

import pytest

from sayso.core.reading import Entity, EntityType, Mention, MentionForm
from sayso.evaluation.coreference import (
    METRICS,
    CoreferenceCase,
    CoreferenceScope,
    antecedents,
    cluster_table,
    clusterings,
    conll_of,
    cross_document_b3,
    mentions_of,
    metric_of,
    rightly_grouped,
    sides,
)
from sayso.evaluation.mentions import FORMS, TYPES, GoldMention, MentionDocument

TEXT = "Oru met Adar. He thanked him. The mayor left Karsk."
ORU, ADAR, HE, HIM, MAYOR, KARSK = ("Oru", "Adar", "He", "him", "The mayor", "Karsk")
FORM: dict[str, MentionForm] = {HE: "pronoun", HIM: "pronoun", MAYOR: "nominal"}
NO_SINGLETONS = CoreferenceScope(singletons=False)
NAMES_AND_PRONOUNS = CoreferenceScope(forms=frozenset({"name", "pronoun"}))
BY_METRIC = ("MUC", "B3", "CEAF-e")


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def gold(words: str, group: str | None, kind: EntityType = "person", text: str = TEXT) -> GoldMention:
    return GoldMention.of(*at(words, text), kind, FORM.get(words, "name"), group)


def entity(own: str, *words: str, kind: EntityType = "person", text: str = TEXT) -> Entity:
    mentions = []
    for each in words:
        start, end = at(each, text)
        mentions.append(Mention(start=start, end=end, text=each, form=FORM.get(each, "name")))
    return Entity(id=own, name=words[0], type=kind, mentions=tuple(sorted(mentions)))


def document(
    *mentions: GoldMention,
    text: str = TEXT,
    unsettled: tuple[str, ...] = (),
    forms: tuple[MentionForm, ...] = FORMS,
    types: tuple[EntityType, ...] = TYPES,
    nested: bool = True,
) -> MentionDocument:
    return MentionDocument(
        name="d", corpus="c", text=text, mentions=mentions, unsettled=tuple(at(each, text) for each in unsettled),
        forms=frozenset(forms), types=frozenset(types), licence="", open_licence=True, split="dev", nested=nested,
    )  # fmt: skip


ANNOTATED = document(
    gold(ORU, "a"), gold(ADAR, "b"), gold(HE, "a"), gold(HIM, "b"), gold(MAYOR, "a"), gold(KARSK, "c", "place")
)
CASE = CoreferenceCase(
    document=ANNOTATED, found=(entity("x", ORU, HE, HIM), entity("y", ADAR), entity("z", MAYOR, KARSK))
)


@pytest.mark.parametrize(
    ("scope", "n", "expected"),
    [
        # one link of three on either side; shares 5/3 + 1 + 1 of six; likeness 2/3 three times, of three clusters
        (CoreferenceScope(), 6, (Fraction(1, 3), Fraction(11, 18), Fraction(2, 3))),
        # Karsk and, found alone, Adar are out: shares 5/3 + 1/2 of five; the mayor's cluster and 2/5 + 2/5 of two
        (NO_SINGLETONS, 5, (Fraction(1, 3), Fraction(13, 30), Fraction(2, 5))),
        # without the mayor: one link of two; recall 4/5, precision 11/15; likeness 4/5 + 2/3 + 1 of three
        (NAMES_AND_PRONOUNS, 5, (Fraction(1, 2), Fraction(88, 115), Fraction(37, 45))),
    ],
)
def test_the_figures_are_those_worked_out_by_hand(
    scope: CoreferenceScope, n: int, expected: tuple[Fraction, ...]
) -> None:
    tables = [cluster_table(CASE, scope)]
    assert [metric_of(name)(tables) for name in BY_METRIC] == [pytest.approx(float(each)) for each in expected]
    assert conll_of(tables) == pytest.approx(float(sum(expected) / 3))
    assert mentions_of(CASE, scope) == n


def test_documents_are_summed_before_figures_are_made() -> None:
    right = CoreferenceCase(document=document(gold(ORU, "a"), gold(HE, "a")), found=(entity("x", ORU, HE),))
    tables = [cluster_table(case, CoreferenceScope()) for case in (CASE, right)]
    assert metric_of("MUC")(tables) == pytest.approx(2 / 4)
    assert metric_of("B3")(tables) == pytest.approx((11 / 3 + 2) / 8)
    assert metric_of("CEAF-e")(tables) == pytest.approx(3 / 4)
    assert set(METRICS) == set(BY_METRIC)


def test_what_was_not_found_is_missed_and_what_is_no_mention_is_wrong() -> None:
    case = CoreferenceCase(document=document(gold(ORU, "a"), gold(HE, "a")), found=(entity("x", ORU, "Adar."),))
    tables = [cluster_table(case, CoreferenceScope())]
    assert metric_of("MUC")(tables) == 0
    assert metric_of("B3")(tables) == pytest.approx(1 / 4)  # a half of two mentions, on both sides
    assert metric_of("CEAF-e")(tables) == pytest.approx(1 / 2)


def test_nothing_is_no_score() -> None:
    case = CoreferenceCase(document=document(), found=())
    assert conll_of([cluster_table(case, CoreferenceScope())]) is None
    assert conll_of([]) is None


def test_what_the_corpus_leaves_open_counts_neither_way() -> None:
    marked = document(
        gold(ORU, "a"), gold(HE, "a"), gold(ADAR, None), gold(KARSK, "c", "other"),
        unsettled=(MAYOR,), types=tuple(kind for kind in TYPES if kind != "other"),
    )  # fmt: skip
    case = CoreferenceCase(
        document=marked, found=(entity("x", ORU, ADAR, MAYOR, HE), entity("y", KARSK), entity("z", HIM, kind="other"))
    )
    own = frozenset({at(ORU), at(HE)})
    assert clusterings(case, CoreferenceScope()) == ([own], [own])
    assert antecedents(case).true_positive == antecedents(case).predicted == antecedents(case).gold == 1


def test_a_mention_of_a_form_that_is_marked_in_part_is_not_wrong() -> None:
    found = (entity("x", ORU, HE), entity("y", MAYOR), entity("z", ADAR))
    case = CoreferenceCase(document=document(gold(ORU, "a"), gold(HE, "a"), forms=("name",)), found=found)
    assert set(sides(case)[1]) == {at(ORU), at(HE), at(ADAR)}


def test_a_mention_inside_what_is_unsettled_is_so_too_where_names_in_names_are_not_marked() -> None:
    text = "The Oru Front left."
    marked = document(text=text, unsettled=("The Oru Front",))
    found = (entity("x", "Oru", text=text),)
    assert sides(CoreferenceCase(document=marked, found=found))[1]
    marked = document(text=text, unsettled=("The Oru Front",), nested=False)
    assert not sides(CoreferenceCase(document=marked, found=found))[1]


def test_a_mention_has_the_form_that_the_corpus_tells() -> None:
    named_he = Entity(
        id="x", name="He", type="person", mentions=(Mention(start=at(HE)[0], end=at(HE)[1], text="He", form="name"),)
    )
    case = CoreferenceCase(document=document(gold(HE, "a")), found=(named_he,))
    assert sides(case)[1][at(HE)].form == "pronoun"


def test_antecedents_by_form() -> None:
    def counted(form: MentionForm | None) -> tuple[int, int, int]:
        each = antecedents(CASE, form)
        return each.true_positive, each.predicted, each.gold

    assert counted("pronoun") == (1, 2, 2)  # He is Oru; him is not He
    assert counted("nominal") == (0, 0, 1)  # the mayor is told to be nobody before
    assert counted("name") == (0, 1, 0)  # Karsk is no mayor, and no name is due
    assert counted(None) == (1, 3, 3)


def test_the_nearest_antecedent_is_asked_not_any() -> None:
    found = (entity("x", ORU, ADAR, HE),)
    case = CoreferenceCase(document=document(gold(ORU, "a"), gold(ADAR, "b"), gold(HE, "a")), found=found)
    assert antecedents(case, "pronoun").true_positive == 0


def test_mentions_are_compared_by_head_words_where_asked() -> None:
    text = "The crime barons of Karsk left. They fled."
    marked = document(
        GoldMention.of(*at("barons", text), "group", "nominal", "a"),
        GoldMention.of(*at("They", text), "group", "pronoun", "a"),
        text=text,
    )
    found = (entity("x", "The crime barons of Karsk", "They", text=text), entity("y", "crime barons", text=text))
    by_head = CoreferenceCase(document=marked, found=found, by_head=True)
    own = frozenset({at("barons", text), at("They", text)})
    assert clusterings(by_head, CoreferenceScope()) == ([own], [own])  # the shorter of the two is left out
    exact = CoreferenceCase(document=marked, found=found)
    assert metric_of("MUC")([cluster_table(exact, CoreferenceScope())]) == 0


def test_rightly_grouped_is_what_grouping_can_reach() -> None:
    best = rightly_grouped(CASE)
    assert conll_of([cluster_table(best, CoreferenceScope())]) == pytest.approx(1)
    lost = CoreferenceCase(
        document=ANNOTATED, found=(entity("x", ORU), entity("y", HE, "Adar. He"), entity("z", KARSK))
    )
    told, (annotated, found) = sides(rightly_grouped(lost))[1], clusterings(rightly_grouped(lost), CoreferenceScope())
    assert len(annotated) == 3
    assert sorted(map(len, found)) == [1, 1, 2]
    assert told[at(ORU)].group == told[at(HE)].group != told[at("Adar. He")].group


def test_cross_document_b_cubed_takes_all_documents_as_one() -> None:
    one, two = "d1", "d2"
    annotated = {(one, 0): "oru", (one, 5): "oru", (two, 0): "oru", (two, 9): "adar"}
    told = {(one, 0): "1", (one, 5): "1", (two, 0): "2", (two, 9): "2"}  # right in each, but not across
    part = cross_document_b3(annotated, told)
    assert part.recalled == pytest.approx(2 * 2 / 3 + 1 / 3 + 1)
    assert part.precise == pytest.approx(2 + 1 / 2 + 1 / 2)
    assert (part.gold, part.predicted) == (4, 4)
    part = cross_document_b3(annotated, told, singletons=False)  # Adar is out of what is asked, not of what is told
    assert part.recalled == pytest.approx(2 * 2 / 3 + 1 / 3)
    assert part.precise == pytest.approx(2 + 1 / 2)
    assert (part.gold, part.predicted) == (3, 4)


def test_cross_document_b_cubed_counts_missed_and_wrong_mentions() -> None:
    part = cross_document_b3({("d", 0): "a", ("d", 1): "a"}, {("d", 0): "x", ("e", 7): "x"})
    assert (part.recalled, part.gold, part.precise, part.predicted) == (0.5, 2, 0.5, 2)
