"""Entity mentions of ECB+, in the corpus's form but with words of our own."""

import os
from pathlib import Path

import pytest

from sayso.core.errors import UsageError
from sayso.evaluation import ecbplus
from sayso.evaluation.ecbplus_entities import documents

WORDS = ["Url", "Oru", "took", "the", "ship", "over", "in", "Karsk", ".", "He", "left", ".", "Unchecked", "Adar"]
SENTENCE_OF = {number: 0 if number == 1 else 1 if number < 10 else 2 if number < 13 else 3 for number in range(1, 15)}


def write(folder: Path, topic: int) -> None:
    tokens = "".join(
        f'<token t_id="{number}" sentence="{SENTENCE_OF[number]}">{word}</token>'
        for number, word in enumerate(WORDS, start=1)
    )
    marked = {
        "1": ("HUMAN_PART_PER", (2,)), "2": ("HUMAN_PART_PER", (10,)), "3": ("LOC_GEO", (8,)),
        "4": ("ACTION_OCCURRENCE", (3, 6)), "5": ("NON_HUMAN_PART", (4, 5)), "6": ("HUMAN_PART_PER", (14,)),
        "7": ("HUMAN_PART_GENERIC", (4, 6)), "90": ("HUMAN_PART_PER", ()), "91": ("LOC_GEO", ()),
    }  # fmt: skip
    marks = "".join(
        f'<{tag} m_id="{own}">{"".join(f"<token_anchor t_id={chr(34)}{each}{chr(34)}/>" for each in at)}</{tag}>'
        for own, (tag, at) in marked.items()
    )
    links = (
        '<CROSS_DOC_COREF note="HUM1"><source m_id="1"/><source m_id="2"/><target m_id="90"/></CROSS_DOC_COREF>'
        '<INTRA_DOC_COREF><source m_id="3"/><target m_id="91"/></INTRA_DOC_COREF>'
    )
    path = folder / f"ecbplus/ECB+/{topic}/{topic}_1ecb.xml"
    path.parent.mkdir(parents=True)
    path.write_text(
        f"<Document>{tokens}<Markables>{marks}</Markables><Relations>{links}</Relations></Document>", encoding="utf-8"
    )


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    for topic in (1, 2, 5, 36):
        write(tmp_path, topic)
    rows = ["Topic,File,Sentence Number", *(f"{topic},1ecb,{number}" for topic in (1, 2, 5, 36) for number in (1, 2))]
    (tmp_path / ecbplus.INDEX).write_text("\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path


def test_mentions_of_checked_sentences_with_groups_across_documents(corpora: Path) -> None:
    first, second = documents(corpora)
    assert (first.name, second.name, first.genre) == ("2_1ecb", "5_1ecb", "2")
    assert first.text == "Oru took the ship over in Karsk. He left."
    told = [(first.text[each.start : each.end], each.group, each.form) for each in first.mentions]
    assert told == [("Oru", "HUM1", "name"), ("Karsk", "2_1ecb link 91", "name"), ("He", "HUM1", "pronoun")]
    assert [first.text[slice(*each)] for each in first.unsettled] == ["the", "over"]  # a mention in two pieces
    assert {each.group for each in second.mentions} == {"HUM1", "5_1ecb link 91"}


def test_the_test_part_is_not_read(corpora: Path) -> None:
    assert [each.name for each in documents(corpora, "train")] == ["1_1ecb"]
    assert ecbplus.files(corpora, "dev") == (ecbplus.INDEX, "ecbplus/ECB+/2/2_1ecb.xml", "ecbplus/ECB+/5/5_1ecb.xml")
    with pytest.raises(UsageError, match="'test'"):
        list(documents(corpora, "test"))  # type: ignore[arg-type]


@pytest.mark.skipif("SAYSO_CORPORA" not in os.environ, reason="SAYSO_CORPORA is not set")
def test_the_corpus_is_read() -> None:
    found = list(documents(Path(os.environ["SAYSO_CORPORA"])))
    assert {int(each.genre) for each in found} == ecbplus.DEV_TOPICS
    groups: dict[str | None, set[str]] = {}
    for each in found:
        for mention in each.mentions:
            groups.setdefault(mention.group, set()).add(each.name)
    assert sum(len(names) > 1 for names in groups.values()) > 50  # entities in several documents
