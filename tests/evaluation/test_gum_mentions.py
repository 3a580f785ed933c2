"""GUM's entity spans in our types and boundaries, on a document made for this test."""

import os
from collections import Counter
from pathlib import Path

import pytest

from sayso.core.errors import UnreadableError, UsageError
from sayso.evaluation.gum_mentions import documents, map_document
from sayso.evaluation.gum_tokens import read_gum_document
from sayso.evaluation.mentions import MentionDocument

HEAD = "# newdoc id = GUM_news_made\n"


def sentence(*rows: str) -> str:
    """Return CoNLL-U; a row is form, UPOS, XPOS, head, relation and, if any, features, `Entity` and more MISC."""
    lines = []
    for number, row in enumerate(rows, start=1):
        form, upos, xpos, head, relation, *rest = row.split()
        pieces = "|".join(rest).split("|") if rest else []
        features = next((part for part in pieces if part.startswith("Number=")), "_")
        misc = "|".join(part for part in pieces if not part.startswith("Number=")) or "_"
        lines.append(
            f"{number}\t{form}\t{form.lower().rstrip('s') if 'Plur' in features else form.lower()}\t{upos}\t{xpos}"
            f"\t{features}\t{head}\t{relation}\t_\t{misc}"
        )
    return "\n".join(lines) + "\n\n"


TITLE = sentence(
    "Omari PROPN NNP 4 compound Entity=(1-person-new-x-y-1-coref(2-place-new-x-y-1-coref)",
    "President PROPN NNP 3 nmod:desc",
    "Jo PROPN NNP 5 nsubj",
    "Adar PROPN NNP 3 flat Entity=1)",
    "met VERB VBD 0 root",
    "two NUM CD 7 nummod Entity=(3-person-new-x-y-1-coref",
    "elders NOUN NNS 5 obj Number=Plur",
    "who PRON WP 9 nsubj",
    "fled VERB VBD 7 acl:relcl Entity=3)|SpaceAfter=No",
    ". PUNCT . 5 punct",
)
THINGS = sentence(
    "He PRON PRP 2 nsubj Entity=(1-person-giv-x-y-1-ana)",
    "saw VERB VBD 0 root",
    "their PRON PRP$ 4 nmod:poss Entity=(4-object-new-x-y-1-coref(3-person-giv-x-y-1-ana)",
    "trucks NOUN NNS 2 obj Number=Plur|Entity=4) Entity=4)",
    "near ADP IN 7 case",
    "the DET DT 7 det Entity=(5-place-new-x-y-1-coref",
    "bridge NOUN NN 2 obl Entity=5)",
    "and CCONJ CC 10 cc",
    "a DET DT 10 det Entity=(6-object-new-x-y-1-sgl",
    "cake NOUN NN 7 conj Entity=6)|SpaceAfter=No",
    ". PUNCT . 2 punct",
)
PREDICATE = sentence(
    "She PRON PRP 4 nsubj Entity=(7-person-new-x-y-1-ana)",
    "is AUX VBZ 4 cop",
    "a DET DT 4 det Entity=(7-person-giv-x-y-1-pred",
    "farmer NOUN NN 0 root Entity=7)",
    "of ADP IN 8 case",
    "the DET DT 8 det Entity=(8-organization-new-x-y-1-sgl",
    "Sarab PROPN NNP 8 compound",
    "Front PROPN NNP 4 nmod",
    "in ADP IN 10 case",
    "Orma PROPN NNP 8 nmod Entity=(9-place-new-x-y-1-sgl)8)|SpaceAfter=No",
    ". PUNCT . 4 punct",
)
COORDINATION = sentence(
    "Bel PROPN NNP 4 nsubj Entity=(10-person-new-x-y-1-coref(11-person-new-x-y-1-coref)",
    "and CCONJ CC 3 cc",
    "Oru PROPN NNP 1 conj Entity=(12-person-new-x-y-1-coref)10)",
    "like VERB VBP 0 root",
    "music NOUN NN 4 obj Entity=(13-abstract-new-x-y-1-sgl)|SpaceAfter=No",
    ". PUNCT . 4 punct",
)


def read(tmp_path: Path, *sentences: str) -> MentionDocument:
    path = tmp_path / "GUM_news_made.conllu"
    path.write_text(HEAD + "".join(sentences), "utf-8")
    return map_document(read_gum_document(path), "train")


def table(document: MentionDocument) -> list[tuple[str, str, str]]:
    return [
        (document.text[each.start : each.end], "/".join(sorted(each.types_allowed)), each.form or "")
        for each in document.mentions
    ]


def unsettled(document: MentionDocument) -> set[str]:
    return {document.text[start:end] for start, end in document.unsettled}


def test_a_name_takes_its_title_and_neither_country_nor_relative_clause(tmp_path: Path) -> None:
    document = read(tmp_path, TITLE)
    assert document.text == "Omari President Jo Adar met two elders who fled."
    assert table(document) == [
        ("Omari", "place", "name"),
        ("President Jo Adar", "person", "name"),
        ("two elders", "group", "nominal"),
    ]
    assert unsettled(document) == {"who"}


def test_types_go_by_group_and_pronouns_take_them_from_it(tmp_path: Path) -> None:
    document = read(tmp_path, TITLE, THINGS)
    assert table(document)[3:] == [
        ("He", "person", "pronoun"),
        ("their trucks", "vehicle", "nominal"),
        ("their", "group", "pronoun"),
        ("the bridge", "facility", "nominal"),
    ]
    assert "a cake" in unsettled(document)  # a thing: an entity only if it does or suffers something


def test_a_predicate_is_unsettled_and_a_name_ends_before_where_it_is(tmp_path: Path) -> None:
    document = read(tmp_path, PREDICATE)
    assert table(document) == [
        ("She", "person", "pronoun"),
        ("the Sarab Front", "organization", "name"),
        ("Orma", "place", "name"),
    ]
    assert any(words.startswith("a farmer") for words in unsettled(document))


def test_members_of_a_coordination_are_mentions_the_whole_is_unsettled_and_abstracts_are_none(tmp_path: Path) -> None:
    document = read(tmp_path, COORDINATION)
    assert table(document) == [("Bel", "person", "name"), ("Oru", "person", "name")]
    assert unsettled(document) == {"Bel and Oru"}


def test_words_of_a_multiword_token_have_their_own_offsets(tmp_path: Path) -> None:
    rows = "1-2\tit's\t_\t_\t_\t_\t_\t_\t_\t_\n" + sentence(
        "it PRON PRP 3 nsubj Entity=(1-organization-new-x-y-1-ana)", "'s AUX VBZ 3 aux", "rising VERB VBG 0 root"
    )
    (mention,) = read(tmp_path, rows).mentions
    assert (mention.start, mention.end, mention.form) == (0, 2, "pronoun")


def test_a_contracted_verb_is_no_part_of_its_subject(tmp_path: Path) -> None:
    rows = "1-2\tJo's\t_\t_\t_\t_\t_\t_\t_\t_\n" + sentence(
        "Jo PROPN NNP 3 nsubj Entity=(1-person-new-x-y-1-coref)", "has AUX VBZ 3 aux", "left VERB VBN 0 root"
    )
    assert table(read(tmp_path, rows)) == [("Jo", "person", "name")]


def test_a_nominal_ends_before_an_adjective_phrase_and_a_body_before_its_place(tmp_path: Path) -> None:
    rows = (
        "people NOUN NNS 5 nsubj Number=Plur|Entity=(1-person-new-x-y-1-coref",
        "willing ADJ JJ 1 amod",
        "to PART TO 4 mark",
        "go VERB VB 2 xcomp Entity=1)",
        "joined VERB VBD 0 root",
        "Orma PROPN NNP 7 compound Entity=(2-organization-new-x-y-1-sgl",
        "University PROPN NNP 5 obj SpaceAfter=No",
        ", PUNCT , 9 punct",
        "Omari PROPN NNP 7 nmod Entity=(3-place-new-x-y-1-sgl)2)",
    )
    assert table(read(tmp_path, sentence(*rows))) == [
        ("people", "group", "nominal"),
        ("Orma University", "organization", "name"),
        ("Omari", "place", "name"),
    ]


def test_a_modifying_noun_is_unsettled_and_a_question_too(tmp_path: Path) -> None:
    rows = (
        "What DET WDT 2 det Entity=(1-person-new-x-y-1-sgl",
        "man NOUN NN 3 nsubj Entity=1)",
        "saw VERB VBD 0 root",
        "bike NOUN NN 5 compound Entity=(2-object-new-x-y-1-sgl)",
        "depots NOUN NNS 3 obj Number=Plur",
    )
    document = read(tmp_path, sentence(*rows))
    assert table(document) == []
    assert unsettled(document) == {"What", "What man", "bike"}


@pytest.mark.parametrize(
    "entity",
    ["Entity=(1-person-new-x-y-1-coref", "Entity=1)", "Entity=(1-person)"],
)
def test_malformed_brackets_are_errors(tmp_path: Path, entity: str) -> None:
    with pytest.raises(UnreadableError):
        read(tmp_path, sentence(f"Jo PROPN NNP 0 root {entity}"))


def test_what_is_called_test_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        list(documents(tmp_path, "test"))  # type: ignore[arg-type]
    (tmp_path / "gum").mkdir()
    with pytest.raises(UsageError):
        list(documents(tmp_path, "test"))  # type: ignore[arg-type]


def test_gum_itself() -> None:
    folder = os.environ.get("SAYSO_CORPORA")
    if not folder:
        pytest.skip("SAYSO_CORPORA is not set")
    found = list(documents(Path(folder), "dev"))
    forms = Counter(mention.form for document in found for mention in document.mentions)
    assert len(found) >= 30
    assert set(forms) == {"name", "nominal", "pronoun"}
    assert min(forms.values()) > 500
    for document in found:
        for mention in document.mentions:
            words = document.text[mention.start : mention.end]
            assert mention.form == "pronoun" or not words.endswith(("'s", "’s", ",")), words
            if mention.form == "name":
                assert any(letter.isupper() or not letter.isascii() or letter.isdigit() for letter in words) or (
                    document.genre not in ("news", "bio")
                ), words
