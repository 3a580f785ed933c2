"""Mention documents and their scores, on cases made by hand."""

import pytest

from sayso.core.errors import GroundingError
from sayso.core.reading import EntityType, MentionForm
from sayso.evaluation.mention_rules import bare_name, form_of, head_of, is_title_only, personal_name
from sayso.evaluation.mention_scores import FoundMention, Scope, count_mentions
from sayso.evaluation.mentions import FORMS, TYPES, GoldMention, Interval, MentionDocument, gather
from sayso.evaluation.score import DocumentCounts

TEXT = "Col. Adar met the elders of the Sarab Front near Orma. He left the camp."
ADAR, FRONT, ORMA = (0, 9), (28, 43), (49, 53)
ELDERS, HE, CAMP = (14, 43), (55, 57), (63, 71)


def gold(span: Interval, types: EntityType | set[EntityType], form: MentionForm | None = "name") -> GoldMention:
    return GoldMention.of(*span, types if isinstance(types, str) else frozenset(types), form)


def found(span: Interval, kind: EntityType, form: MentionForm = "name") -> FoundMention:
    return FoundMention(start=span[0], end=span[1], type=kind, form=form)


def document(**changes: object) -> MentionDocument:
    values: dict[str, object] = {
        "name": "one",
        "corpus": "own",
        "text": TEXT,
        "mentions": (
            gold(ADAR, "person"),
            gold(ELDERS, "group", "nominal"),
            gold(FRONT, "organization"),
            gold(ORMA, "place"),
            gold(HE, "person", "pronoun"),
            gold(CAMP, {"place", "facility"}, "nominal"),
        ),
        "forms": frozenset(FORMS),
        "types": frozenset(TYPES),
        "licence": "CC0 1.0",
        "open_licence": True,
        "split": "dev",
    }
    return MentionDocument(**{**values, **changes})  # type: ignore[arg-type]


ALL = (
    found(ADAR, "person"),
    found(ELDERS, "group", "nominal"),
    found(FRONT, "organization"),
    found(ORMA, "place"),
    found(HE, "person", "pronoun"),
    found(CAMP, "facility", "nominal"),
)


def counts(made: DocumentCounts) -> tuple[int, int, int]:
    return made.true_positive, made.predicted, made.gold


def test_the_spans_of_these_tests_are_the_words_meant() -> None:
    words = [TEXT[slice(*span)] for span in (ADAR, ELDERS, FRONT, ORMA, HE, CAMP)]
    assert words == ["Col. Adar", "the elders of the Sarab Front", "the Sarab Front", "Orma", "He", "the camp"]


@pytest.mark.parametrize(
    ("made", "scope", "expected"),
    [
        (ALL, Scope(), (6, 6, 6)),
        ((), Scope(), (0, 0, 6)),  # all missed: they stay in the denominator
        ((*ALL, found((10, 13), "person")), Scope(), (6, 7, 6)),
        ((*ALL, ALL[0]), Scope(), (6, 7, 6)),  # twice the same: once right, once wrong
        ((found(ADAR, "group"),), Scope(), (0, 1, 6)),
        ((found(ADAR, "group"),), Scope(typed=False), (1, 1, 6)),
        ((found((5, 9), "person"),), Scope(), (0, 1, 6)),
        ((found((5, 9), "person"),), Scope(bare=True), (1, 1, 6)),
        ((found((32, 43), "organization"),), Scope(bare=True), (1, 1, 6)),
        ((found((32, 43), "organization"),), Scope(exact=False), (1, 1, 6)),
        ((found((38, 43), "organization"),), Scope(exact=False), (0, 1, 6)),  # a third is too little
        (ALL, Scope(forms=frozenset({"name"})), (3, 3, 3)),
        ((found(CAMP, "place"),), Scope(forms=frozenset({"name"})), (0, 1, 3)),  # the wrong form is wrong
        (ALL, Scope(type="person"), (2, 2, 2)),
        (ALL, Scope(type="facility"), (0, 0, 0)),  # gold allows two types: right over all types, of none by itself
        (ALL, Scope(type="place"), (1, 1, 1)),
        ((found(CAMP, "vehicle", "nominal"),), Scope(type="vehicle"), (0, 1, 0)),
        ((found(ORMA, "facility"),), Scope(type="facility"), (0, 1, 0)),
        ((found(CAMP, "vehicle", "nominal"),), Scope(), (0, 1, 6)),
    ],
)
def test_counts(made: tuple[FoundMention, ...], scope: Scope, expected: tuple[int, int, int]) -> None:
    assert counts(count_mentions(document(), made, scope)) == expected


def test_nested_mentions_are_each_paired_with_their_own() -> None:
    made = [found(FRONT, "organization"), found(ELDERS, "group", "nominal")]
    assert counts(count_mentions(document(), made, Scope(exact=False))) == (2, 2, 6)


def test_unsettled_spans_count_neither_way() -> None:
    case = document(unsettled=((10, 13),))
    assert counts(count_mentions(case, [*ALL, found((10, 13), "person")], Scope())) == (6, 6, 6)
    assert counts(count_mentions(case, [*ALL, found((5, 13), "person")], Scope())) == (6, 7, 6)


def test_what_lies_in_an_unsettled_span_counts_neither_way_where_names_inside_names_are_not_marked() -> None:
    inside = [*ALL, found((10, 12), "person")]
    assert counts(count_mentions(document(unsettled=((10, 13),)), inside, Scope())) == (6, 7, 6)
    case = document(unsettled=((10, 13),), nested=False)
    assert counts(count_mentions(case, inside, Scope())) == (6, 6, 6)
    assert counts(count_mentions(case, [*ALL, found((5, 12), "person")], Scope())) == (6, 7, 6)


def test_forms_and_types_that_a_corpus_does_not_mark_count_neither_way() -> None:
    case = document(
        corpus="uner_ewt",
        mentions=(gold(ADAR, "person"), gold(ORMA, "place")),
        forms=frozenset({"name"}),
        types=frozenset({"person", "organization", "place", "facility"}),
    )
    made = [found(ADAR, "person"), found(ORMA, "facility"), found(HE, "person", "pronoun"), found((10, 13), "weapon")]
    assert counts(count_mentions(case, made, Scope())) == (2, 2, 2)
    assert counts(count_mentions(case, [found(FRONT, "vehicle")], Scope())) == (0, 0, 2)


def test_types_that_a_corpus_does_not_tell_apart_are_one_in_gold_and_found() -> None:
    case = document(corpus="re3d")
    made = [found(ELDERS, "organization", "nominal"), found(CAMP, "place", "nominal")]
    assert counts(count_mentions(case, made, Scope())) == (2, 2, 6)
    assert counts(count_mentions(case, made, Scope(type="organization"))) == (1, 1, 2)
    assert counts(count_mentions(document(), made, Scope())) == (1, 2, 6)


@pytest.mark.parametrize(
    "changes",
    [
        {"mentions": (gold((0, 5), "person"),)},  # "Col. " ends in white space
        {"mentions": (gold((70, 99), "person"),)},
        {"mentions": (gold(ADAR, "person"),), "unsettled": (ADAR,)},
        {"unsettled": ((3, 3),)},
    ],
)
def test_spans_must_be_words_of_the_text_and_stand_once(changes: dict[str, object]) -> None:
    with pytest.raises(GroundingError):
        document(**changes)


def test_gather_keeps_each_span_once_and_prefers_mentions() -> None:
    mentions, unsettled = gather(
        [gold(FRONT, "organization"), gold(ELDERS, "group"), gold(FRONT, "place")], [FRONT, HE]
    )
    assert [(mention.start, mention.type) for mention in mentions] == [(14, "group"), (28, "organization")]
    assert unsettled == (HE,)


@pytest.mark.parametrize(
    ("phrase", "form"),
    [
        ("He", "pronoun"),
        ("Haider al-Abadi", "name"),
        ("al-Hilla", "name"),
        ("the Foreign Secretary", "nominal"),
        ("President Obama", "name"),
        ("Special Advisor to Ambassador Oru", "nominal"),
        ("Iraqi forces", "nominal"),
        ("The city of Mosul", "nominal"),
        ("the Government of Iraq", "name"),
        ("158th Fighter Wing", "name"),
        ("15 civilians", "nominal"),
        ("Militants", "nominal"),
        ("a VBIED", "nominal"),
        ("IS", "name"),
    ],
)
def test_forms_by_words_alone(phrase: str, form: str) -> None:
    assert form_of(phrase, frozenset({"militants", "is", "city"})) == form


def test_heads_and_names_by_words_alone() -> None:
    assert head_of("the umbrella organization known as the Council") == "organization"
    assert head_of("some of the fighters") == "fighters"
    assert is_title_only("the Prime Minister")
    assert not is_title_only("Prime Minister Oru")
    assert bare_name("the Sarab Front", 0, 15) == (4, 15)
    assert bare_name("the President", 0, 13) == (4, 13)  # something is always left
    assert personal_name("the US Defense Secretary Ash Carter", 0, 35) == (7, 35)
