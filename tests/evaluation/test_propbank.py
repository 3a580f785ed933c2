"""PropBank roles over a tree, in the corpora's form but with words of our own, and their scores."""

import json
import os
from pathlib import Path

import pytest

from sayso.core.errors import UnreadableError
from sayso.evaluation.propbank import FILES, RoleDocument, documents
from sayso.evaluation.role_scores import count_roles, predicates_among

ROWS = """# newdoc id = d
# newpar id = d-p1
# sent_id = d-1
# text = The guard who slept didn't see (sly) foxes in the mill.
1 The the DET _ _ 2 det _ _
2 guard guard NOUN _ _ 7 nsubj _ _
3 who who PRON _ _ 4 nsubj _ _
4 slept sleep VERB _ _ 2 acl:relcl _ _
5-6 didn't _ _ _ _ _ _ _ _
5 did do AUX _ _ 7 aux _ _
6 n't not PART _ _ 7 advmod _ _
7 see see VERB _ _ 0 root _ _
8 ( ( PUNCT _ _ 10 punct _ SpaceAfter=No
9 sly sly ADJ _ _ 11 amod _ SpaceAfter=No
10 ) ) PUNCT _ _ 9 punct _ _
11 foxes fox NOUN _ _ 7 obj _ _
12 in in ADP _ _ 14 case _ _
13 the the DET _ _ 14 det _ _
14 mill mill NOUN _ _ 7 obl _ SpaceAfter=No
15 . . PUNCT _ _ 7 punct _ _

# sent_id = d-2
# text = They left.
1 They they PRON _ _ 2 nsubj _ _
2 left leave VERB _ _ 0 root _ SpaceAfter=No
3 . . PUNCT _ _ 2 punct _ _

"""
RELEASE = [
    {
        "sent_id": "d-1",
        "preds": [
            {"i": 4, "rs": "sleep.01", "args": [["ARG0", 1, 2], ["R-ARG0", 3, 3]]},
            {"i": 7, "rs": "see.01", "args": [["ARG0", 1, 4], ["ARG1", 8, 11], ["ARGM-LOC", 12, 14]]},
        ],
    },
    {"sent_id": "d-2", "preds": [{"i": 2, "rs": "leave.01", "args": [["ARG0", 1, 1], ["C-ARG0", 3, 3]]}]},
]


def write(folder: Path, release: list[object]) -> None:
    lines = [line if line.startswith("#") else line.replace(" ", "\t") for line in ROWS.split("\n")]
    for name, text in zip(FILES, ("\n".join(lines), "\n".join(map(json.dumps, release))), strict=True):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def document(tmp_path: Path) -> RoleDocument:
    write(tmp_path, list(RELEASE))
    (found,) = documents(tmp_path)
    return found


def text_of(document: RoleDocument, words: tuple[int, int]) -> str:
    return document.text[slice(*document.span(words))]


def test_words_and_roles(document: RoleDocument) -> None:
    assert document.text == "The guard who slept didn't see (sly) foxes in the mill. They left."
    words = [document.text[each.start : each.end] for each in document.words]
    assert words[4:8] == ["did", "n't", "see", "("]
    assert words[-3:] == ["They", "left", "."]
    told = [
        (words[each.word], [(role.role, text_of(document, role.words)) for role in each.roles])
        for each in document.predicates
    ]
    assert told == [
        ("slept", [("ARG0", "The guard")]),
        ("see", [("ARG0", "The guard who slept"), ("ARG1", "(sly) foxes"), ("ARGM-LOC", "in the mill")]),
        ("left", [("ARG0", "They"), ("ARG0", ".")]),
    ]
    (slept,) = document.predicates[0].roles
    assert [text_of(document, each) for each in slept.pronouns] == ["who"]


def test_heads_and_cores(document: RoleDocument) -> None:
    _, seen, _ = document.predicates
    heads = [document.words[document.head(each.words)].lemma for each in seen.roles]
    assert heads == ["guard", "fox", "mill"]
    assert document.words[document.head((0, 15))].lemma == "see"
    assert [text_of(document, document.core(each.words)) for each in seen.roles][1:] == ["sly) foxes", "the mill"]
    assert document.core((14, 15)) == (14, 15)


@pytest.mark.parametrize(
    ("told", "exact", "head"),
    [
        ({"ARG0": ["The guard"]}, (0, 1, 1), (1, 1, 1)),
        ({"ARG0": ["The guard who slept"]}, (1, 1, 1), (1, 1, 1)),
        ({"ARG0": ["guard", "The guard"]}, (0, 2, 1), (1, 2, 1)),
        ({"ARG0": ["who"]}, (0, 1, 1), (0, 1, 1)),
        ({}, (0, 0, 1), (0, 0, 1)),
    ],
)
def test_counts(
    document: RoleDocument, told: dict[str, list[str]], exact: tuple[int, ...], head: tuple[int, ...]
) -> None:
    answers = [
        {},
        {role: [(document.text.index(words), document.text.index(words) + len(words)) for words in each]
         for role, each in told.items()},
        {},
    ]  # fmt: skip
    for is_exact, expected in ((True, exact), (False, head)):
        counts = count_roles(document, answers, "ARG0", is_exact=is_exact, predicates=[1])
        assert (counts.true_positive, counts.predicted, counts.gold) == expected


def test_a_relative_pronoun_and_what_it_refers_to_are_one(document: RoleDocument) -> None:
    who = (document.text.index("who"), document.text.index("who") + 3)
    counts = count_roles(document, [{"ARG0": [who]}, {}, {}], "ARG0", is_exact=True, predicates=[0])
    assert (counts.true_positive, counts.predicted, counts.gold) == (1, 1, 1)
    both = count_roles(document, [{"ARG0": [who, (0, 9)]}, {}, {}], "ARG0", is_exact=True, predicates=[0])
    assert (both.true_positive, both.predicted, both.gold) == (1, 2, 1)


def test_a_preposition_makes_no_difference(document: RoleDocument) -> None:
    mill = (document.text.index("the mill"), document.text.index("the mill") + 8)
    counts = count_roles(document, [{}, {"ARGM-LOC": [mill]}, {}], "ARGM-LOC", is_exact=True)
    assert (counts.true_positive, counts.predicted, counts.gold) == (1, 1, 1)


def test_predicates_among_words(document: RoleDocument) -> None:
    assert predicates_among(document, ["slept", "leave", "mill"]) == [0, 2]


def test_malformed(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        documents(tmp_path)
    write(tmp_path, [{"sent_id": "d-2", "preds": [{"i": 2, "rs": "leave.01", "args": [["ARG0", 1, 4]]}]}])
    with pytest.raises(UnreadableError, match="d-2"):
        documents(tmp_path)


@pytest.mark.skipif("SAYSO_CORPORA" not in os.environ, reason="propbank ewt dev: SAYSO_CORPORA is not set")
def test_the_corpus_itself() -> None:
    own = documents(Path(os.environ["SAYSO_CORPORA"]))
    assert (len(own), sum(len(each.predicates) for each in own)) == (318, 4956)
    words = [document.text[each.start : each.end] for document in own for each in document.words]
    assert all(word and not any(map(str.isspace, word)) for word in words)
