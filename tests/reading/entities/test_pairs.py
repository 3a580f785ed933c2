"""How two mentions stand to each other, as far as their words tell."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.core.reading import MentionForm
from sayso.reading.entities.pairs import FORMS, KINDS, RELATIONS, SIZES, MentionWords, pair_classes, relation, traits_of


def related(later: str, earlier: str, forms: tuple[MentionForm, MentionForm]) -> str:
    return relation(traits_of(later, forms[0]), traits_of(earlier, forms[1]))


@pytest.mark.parametrize(
    ("later", "earlier", "expected"),
    [
        ("Adar", "President Jo Adar", "end of the earlier name"),
        ("President Adar's", "Mr. Adar", "same name"),
        ("Jo", "Jo Adar", "part of the earlier name"),
        ("Jo Adar", "Adar", "longer than the earlier name"),
        ("SLF", "the Sarab Liberation Front", "acronym"),
        ("Sarab Liberation Front", "S.L.F.", "acronym"),
        ("Bel Adar", "Jo Adar", "names that share a word"),
        ("Oru", "Jo Adar", "other names"),
    ],
)
def test_names(later: str, earlier: str, expected: str) -> None:
    assert related(later, earlier, ("name", "name")) == expected


@pytest.mark.parametrize(
    ("later", "earlier", "expected"),
    [
        ("the soldiers", "two soldiers", "same head, fewer words"),
        ("the soldiers", "soldiers", "same words"),
        ("the wounded soldiers", "soldiers of the 4th Brigade", "same head, other words"),
        ("the tall soldier", "a soldier", "same head, more words"),
        ("the brigade's commander", "a soldier of the brigade", "shared word"),
        ("the mayor", "a soldier", "no word"),
    ],
)
def test_nominals(later: str, earlier: str, expected: str) -> None:
    assert related(later, earlier, ("nominal", "nominal")) == expected


def test_a_name_and_a_nominal() -> None:
    assert related("the front", "the Sarab Front", ("nominal", "name")) == "head in the name"
    assert related("the army", "the Sarab Front", ("nominal", "name")) == "head not in the name"
    assert related("the Sarab Front", "a front", ("name", "nominal")) == "name with the head"
    assert related("the Sarab Front", "an army", ("name", "nominal")) == "name without the head"


@pytest.mark.parametrize(
    ("text", "form", "begins", "kind"),
    [
        ("Himself", "pronoun", "pronoun", "he"),
        ("whose", "pronoun", "pronoun", "who"),
        ("mine’s", "pronoun", "pronoun", "i"),
        ("thou", "pronoun", "pronoun", "other pronoun"),
        ("Mrs. Adar", "name", "name", "name female"),
        ("Sheikh Oru", "name", "name", "name male"),
        ("Adar", "name", "name", "name"),
        ("the women", "nominal", "definite", "several"),
        ("this woman", "nominal", "demonstrative", "one female"),
        ("his brother", "nominal", "owned", "one male"),
        ("Adar's sister, a nurse", "nominal", "owned", "one female"),
        ("12 gunmen on motorbikes", "nominal", "numbered", "several"),
        ("a crew of six sailors", "nominal", "indefinite", "one"),
        ("police", "nominal", "bare", "several"),
        ("the press", "nominal", "definite", "one"),
    ],
)
def test_what_words_tell(text: str, form: MentionForm, begins: str, kind: str) -> None:
    found = traits_of(text, form)
    assert (FORMS[found.form], KINDS[found.kind]) == (begins, kind)


@pytest.mark.parametrize("text", ["’s", "-", "“", "…", "5", "the", "A"])
@pytest.mark.parametrize("form", ["name", "nominal", "pronoun"])
def test_odd_words_have_traits_too(text: str, form: MentionForm) -> None:
    found = traits_of(text, form)
    assert found.form < len(FORMS)
    assert found.kind < len(KINDS)
    assert found.is_pronoun or relation(found, found) in ("same name", "same words")


def test_classes_of_pairs() -> None:
    mentions = [
        MentionWords(text="his men", form="nominal", start=0, end=7, sentence=0),
        MentionWords(text="his", form="pronoun", start=0, end=3, sentence=0),
        MentionWords(text="Adar", form="name", start=20, end=24, sentence=3),
    ]
    found = pair_classes(mentions)
    assert {name: values.shape for name, values in found.items()} == dict.fromkeys(SIZES, (3, 3))
    assert all(values.min() >= 0 and values.max() < SIZES[name] for name, values in found.items())
    begins = len(FORMS)
    assert RELATIONS[found["relation"][2, 0] // begins] == "name without the head"
    assert RELATIONS[found["relation"][2, 1] // begins] == "with a pronoun"
    assert FORMS[found["relation"][2, 0] % begins] == "name"
    assert [found["nested"][1, 0] // begins, found["nested"][2, 0] // begins] == [2, 0]
    assert found["sentences"][2, 0] // begins == 3
    assert (KINDS[found["kinds"][2, 1] // len(KINDS)], KINDS[found["kinds"][2, 1] % len(KINDS)]) == ("name", "he")


NAMES = ("Jo Adar", "Adar", "the Sarab Liberation Front", "SLF", "S.L.F.", "Karsk", "Mayor Adar")
NOMINALS = ("the front", "soldiers", "the wounded soldiers", "the mayor of Karsk", "a mayor", "slf")
TEXTS: list[tuple[str, MentionForm]] = [
    *((text, "name") for text in NAMES),
    *((text, "nominal") for text in NOMINALS),
    ("he", "pronoun"),
    ("they", "pronoun"),
]


@given(st.lists(st.sampled_from(TEXTS), max_size=14), st.data())
def test_relations_are_those_of_each_pair_by_itself(given: list[tuple[str, MentionForm]], data: st.DataObject) -> None:
    mentions = [
        MentionWords(text=text, form=form, start=10 * place, end=10 * place + 9, sentence=0)
        for place, (text, form) in enumerate(given)
    ]
    begin = data.draw(st.integers(0, len(mentions)))
    found = pair_classes(mentions, begin)["relation"] // len(FORMS)
    assert found.shape == (len(mentions) - begin, len(mentions))
    for later in range(begin, len(mentions)):
        for earlier in range(len(mentions)):
            pair = (traits_of(*given[later]), traits_of(*given[earlier]))
            expected = "with a pronoun" if any(each.is_pronoun for each in pair) else relation(*pair)
            assert RELATIONS[found[later - begin, earlier]] == expected


def test_the_last_mentions_alone_can_be_asked_for() -> None:
    mentions = [
        MentionWords(text=text, form=form, start=place, end=place + 9, sentence=place)
        for place, (text, form) in enumerate(TEXTS)
    ]
    whole, part = pair_classes(mentions), pair_classes(mentions, 9)
    assert all((part[name] == whole[name][9:]).all() for name in SIZES)


def test_no_mention_has_no_pair() -> None:
    assert {name: values.shape for name, values in pair_classes([]).items()} == dict.fromkeys(SIZES, (0, 0))
    assert np.concatenate([values.ravel() for values in pair_classes([]).values()]).dtype == np.int64
