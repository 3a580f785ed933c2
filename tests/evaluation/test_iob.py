"""Names marked word by word, as mentions in running text."""

import os
import re
from pathlib import Path

import pytest

from sayso.core.errors import UnreadableError, UsageError
from sayso.evaluation import iob
from sayso.evaluation.mentions import MentionDocument


def table(document: MentionDocument) -> list[tuple[str, str | None]]:
    return [(document.text[each.start : each.end], each.type) for each in document.mentions]


def write(path: Path, *rows: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(rows) + "\n", "utf-8")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("He ( Bel ) came , late .", "He (Bel) came, late."),
        ('" No , " he said ; " not now . "', '"No," he said; "not now."'),
        ("The army 's men did n't go .", "The army's men didn't go."),
        ("It cost $ 5 [ sic ] !", "It cost $5 [sic]!"),
    ],
)
def test_words_become_running_text(words: str, text: str) -> None:
    made, places = iob.detokenise(words.split())
    assert made == text
    assert [made[start:end] for start, end in places] == words.split()


@pytest.mark.parametrize(
    ("text", "name", "kind", "expected"),
    [
        ("met Col. Adar", "Adar", "person", "Col. Adar"),
        ("met Prime Minister Oru", "Oru", "person", "Prime Minister Oru"),
        ("Nobody but Oru", "Oru", "person", "Oru"),
        ("of the Sarab Front, said", "Sarab Front", "organization", "the Sarab Front"),
        ("of the Sarab Front and", "Sarab Front", "organization", "the Sarab Front"),
        ("the Sarab Front", "Sarab Front", "organization", "the Sarab Front"),
        ("the Orma council met", "Orma", "place", "Orma"),  # the article belongs to the council
        ("bathe Orma.", "Orma", "place", "Orma"),
    ],
)
def test_names_are_stretched_to_the_guideline(text: str, name: str, kind: str, expected: str) -> None:
    start = text.index(name)
    first, last = iob.stretch(text, start, start + len(name), kind)  # type: ignore[arg-type]
    assert text[first:last] == expected


def test_wikigold_has_articles_and_labels_that_only_change_between_names(tmp_path: Path) -> None:
    path = tmp_path / "ner_misc" / "wikigold.conll.txt"
    rows = ("Jo I-PER", "Adar I-PER", "left I-O", "")
    write(path, "-DOCSTART- O", "", *rows)
    with pytest.raises(UnreadableError):
        list(iob.wikigold(tmp_path, "train"))
    write(
        path, "-DOCSTART- O", "", "Jo I-PER", "Adar I-PER", "left O", "Orma I-LOC", "Sarab I-ORG", ". O", "",
        "French I-MISC", "wine O", "", "-DOCSTART- O", "", "The O", "Front I-ORG", ". O", "",
    )  # fmt: skip
    first, second = iob.wikigold(tmp_path, "train")
    assert first.text == "Jo Adar left Orma Sarab. French wine"
    assert table(first) == [("Jo Adar", "person"), ("Orma", "place"), ("Sarab", "organization")]
    assert [first.text[slice(*span)] for span in first.unsettled] == ["French"]
    assert table(second) == [("The Front", "organization")]
    assert list(iob.wikigold(tmp_path, "dev")) == []


def test_universal_ner_keeps_the_text_of_its_sentences(tmp_path: Path) -> None:
    write(
        tmp_path / "uner_ewt_devtest" / "en_ewt-ud-dev.iob2",
        "# newdoc id = page-1", "# sent_id = 1", "# text = Adar's Iraqi mill burnt.",
        "1\tAdar\tB-PER\t-\ta", "2\t's\tO\t-\t-", "3\tIraqi\tO\t-\t-", "4\tmill\tO\t-\t-",
        "5\tburnt\tO\t-\t-", "6\t.\tO\t-\t-",
        "", "# text = Orma Dam held", "1\tOrma\tB-LOC\t-\ta", "2\tDam\tI-LOC\t-\ta", "3\theld\tO\t-\t-", "",
        "# newdoc id = page-2", "# text = No", "1\tNo\tO\t-\t-", "",
    )  # fmt: skip
    first, second = iob.uner_ewt(tmp_path, "train")
    assert (first.name, first.text) == ("page-1", "Adar's Iraqi mill burnt. Orma Dam held")
    assert table(first) == [("Adar", "person"), ("Orma Dam", "facility")]
    assert [first.text[slice(*span)] for span in first.unsettled] == ["Iraqi"]  # it never marks adjectives
    assert table(second) == []


def test_crossner_sentences_are_documents_and_labels_begin_names(tmp_path: Path) -> None:
    rows = (
        "Bel\tB-politician",
        "Oru\tB-politician",
        "won\tO",
        "the\tO",
        "2001\tB-election",
        "election\tI-election",
        "",
    )
    write(tmp_path / "crossner_politics" / "dev.txt", *rows, *rows)
    first, second = iob.crossner_politics(tmp_path, "dev")
    assert table(first) == [("Bel", "person"), ("Oru", "person")]
    assert [first.text[slice(*span)] for span in first.unsettled] == ["2001 election"]
    assert {first.name, second.name} == {"dev-1", "dev-2"}
    with pytest.raises(UsageError):
        list(iob.crossner_politics(tmp_path, "test"))  # type: ignore[arg-type]
    with pytest.raises(UsageError):
        list(iob.crossner_politics(tmp_path, "train"))


def test_the_corpora_themselves() -> None:
    folder = os.environ.get("SAYSO_CORPORA")
    if not folder:
        pytest.skip("SAYSO_CORPORA is not set")
    corpora = Path(folder)
    found = [*iob.wikigold(corpora, "train"), *iob.uner_ewt(corpora, "train"), *iob.crossner_politics(corpora, "dev")]
    assert len(found) > 900
    assert sum(len(document.mentions) for document in found) > 6000
    assert {mention.form for document in found for mention in document.mentions} == {"name"}
    assert not any(re.search(r"\w [.,]\s", document.text) for document in found if document.corpus == "wikigold")
