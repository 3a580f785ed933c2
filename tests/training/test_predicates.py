"""Corpora of predicates: their files as documents, in word pieces, and none of their dev text in train."""

import json
import os
import re
from importlib import resources
from pathlib import Path

import pytest
from training.corpus_files import load_split
from training.data import ecbplus, ewt, factuality, timebank
from training.data.happenings import factuality_of
from training.data.letters import Letters
from training.data.predicate_corpora import OPEN, READERS, load
from training.data.predicates import Frame, PredicateDocument, predicates_of
from training.data.texts import TextReader

from sayso.core.errors import UnreadableError, UsageError
from sayso.evaluation.conllu import read_conllu
from sayso.reading.event.labels import KINDS, PARTS, ROLES_OF_ANY_VERB

READER = TextReader(Path(str(resources.files("sayso.reading") / "model" / "tokenizer.json")))


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def lines(*rows: object) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def valued(text: str, *targets: tuple[int, int, str, float]) -> dict[str, object]:
    """A sentence as the files of factuality have it."""
    return {
        "text": text,
        "targets": [
            {"span1": [first, last], "span_text": words, "label": value} for first, last, words, value in targets
        ],
        "idx": 0,
    }


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("“Stop,” he told U.S. men.", "`` Stop , '' he told U.S.", [None, "Stop", None, None, "he", "told", "U.S"]),
        ("İs it so? İt is.", "İs it", ["İs", "it"]),  # in lower case the first letter is two
        ("They left. They left.", "They left .", None),  # which one?
        ("They left.", "They went", None),
        ("They left.", ".", None),
    ],
)
def test_places_of_words(text: str, asked: str, expected: list[str | None] | None) -> None:
    found = Letters(text).places(asked.split())
    assert (found and [edges and text[slice(*edges)] for edges in found]) == expected


def test_sentences_of_factuality_fill_documents_as_paragraphs(tmp_path: Path) -> None:
    one = valued(
        "He did n't `` shoot '' .", (4, 5, "shoot", -3.0), (1, 2, "shoot", 1.0), (0, 5, "He did n't `` shoot", 2.0)
    )
    long = valued("word " * 200 + "fell", (200, 201, "fell", 3.0))
    write(tmp_path, "factuality/MEANTIME/train.jsonl", lines(one, long, one))
    first, second = factuality.READERS["meantime"](tmp_path, "train")
    assert (first.name, second.name, first.corpus) == ("train-1", "train-2", "meantime")
    assert first.text.startswith('He didn\'t "shoot".\n\nword word')
    # what is not at its place and what is a whole clause is left out
    assert [(first.text[slice(*span)], value) for span, value in first.factuality] == [("shoot", -3.0), ("fell", 3.0)]
    assert [(second.text[slice(*span)], value) for span, value in second.factuality] == [("shoot", -3.0)]
    write(tmp_path, "factuality/MEANTIME/dev.jsonl", '{"text": "No"}\n')
    with pytest.raises(UnreadableError, match=r"dev\.jsonl:1"):
        list(factuality.READERS["meantime"](tmp_path, "dev"))


TREES = """# newdoc id = a
# sent_id = a-1
# newpar id = a-p1
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\t_\t_\t_\t_\t0\t_\t_\t_
2\tn't\t_\t_\t_\t_\t0\t_\t_\t_
3\tshoot\t_\t_\t_\t_\t0\t_\t_\t_
4\tthem\t_\t_\t_\t_\t0\t_\t_\t_
5\there\t_\t_\t_\t_\t0\t_\t_\tSpaceAfter=No
6\t.\t_\t_\t_\t_\t0\t_\t_\t_

# sent_id = a-2
1\tYes\t_\t_\t_\t_\t0\t_\t_\t_
1.1\tgo\t_\t_\t_\t_\t0\t_\t_\t_

# newdoc id = b
# sent_id = b-1
1\tYes\t_\t_\t_\t_\t0\t_\t_\t_

"""


def ewt_files(folder: Path, *arguments: tuple[str, int, int]) -> None:
    predicates = [{"i": 1, "rs": "do.01", "args": []}, {"i": 3, "rs": "shoot.02", "args": arguments}]
    write(folder, "ud_ewt/en_ewt-ud-train.conllu", TREES)
    write(folder, "propbank_ewt/train.jsonl", lines({"sent_id": "a-1", "preds": predicates}))
    sentences = [valued("Do n't shoot them here .", (2, 3, "shoot", -1.5)), valued("Yes", (0, 1, "Yes", 3.0))]
    write(folder, "factuality/UDS_IH2/train.jsonl", lines(*sentences))


def test_ewt_joins_trees_roles_and_factuality(tmp_path: Path) -> None:
    ewt_files(tmp_path, ("ARG1", 4, 4), ("ARGM-LOC", 5, 5), ("C-ARG1", 1, 2), ("R-ARG0", 2, 2), ("ARGM-NEG", 2, 2))
    first, second = ewt.documents(tmp_path, "train")
    pages = read_conllu(tmp_path / "ud_ewt" / "en_ewt-ud-train.conllu")
    assert [(each.name, each.text) for each in (first, second)] == [(page.name, page.text) for page in pages]
    (frame,) = first.frames  # the auxiliary has no roles
    assert first.text[slice(*frame.predicate)] == "shoot"
    found = {role: [first.text[slice(*span)] for span in spans] for role, spans in frame.roles.items()}
    assert found == {"arg1": ["them", "Don't"], "where": ["here"]}
    assert [(first.text[slice(*span)], value) for span, value in first.factuality] == [("shoot", -1.5)]
    assert second.factuality == ()  # it stands in the corpus twice


def test_a_role_behind_the_end_of_its_sentence_is_an_error(tmp_path: Path) -> None:
    ewt_files(tmp_path, ("ARG1", 4, 9))
    with pytest.raises(UnreadableError, match="a-1"):
        list(ewt.documents(tmp_path, "train"))


LONG_SENTENCE = "The garrison of the old harbour surrendered ."
ARTICLE = "<TimeML><TEXT>\nTitle.\n\nThe garrison of the old harbour <EVENT>{word}</EVENT>. More.</TEXT></TimeML>"


def timebank_files(folder: Path) -> None:
    for number, word in enumerate(("surrendered", "gave up", "was lost")):
        write(folder, f"tempeval3/TBAQ-cleaned/TimeBank/{number}.tml", ARTICLE.format(word=word))
    write(folder, "tempeval3/TBAQ-cleaned/AQUAINT/9.tml", ARTICLE.format(word="fell"))
    write(
        folder, "factuality/UW/train.jsonl", lines(valued(LONG_SENTENCE, (6, 7, "surrendered", 2.5)), valued("More ."))
    )
    other = LONG_SENTENCE.replace("surrendered", "gave up")
    write(folder, "factuality/UW/dev.jsonl", lines(valued(other, (6, 7, "gave", 2.0))))


def test_documents_of_timebank_are_of_the_part_of_their_sentences(tmp_path: Path) -> None:
    timebank_files(tmp_path)
    (train,), (dev,) = (list(timebank.documents(tmp_path, split)) for split in ("train", "dev"))
    assert (train.name, dev.name) == ("0", "1")
    assert [train.text[slice(*span)] for span in train.events or ()] == ["surrendered"]
    assert [(train.text[slice(*span)], value) for span, value in train.factuality] == [("surrendered", 2.5)]
    write(tmp_path, "factuality/UW/dev.jsonl", lines(valued(LONG_SENTENCE)))
    with pytest.raises(UnreadableError, match="several parts"):
        list(timebank.documents(tmp_path, "train"))


def ecb_files(folder: Path) -> None:
    words = ["Url", "Gunmen", "took", "a", "ship", "over", ".", "Not", "checked"]
    tokens = "".join(
        f'<token t_id="{number}" sentence="{0 if number == 1 else 1 if number < 8 else 2}">{word}</token>'
        for number, word in enumerate(words, start=1)
    )
    actions = {"ACTION_OCCURRENCE": (3, 6), "HUMAN_PART_PER": (2,), "NEG_ACTION_STATE": (9,), "ACTION_STATE": ()}
    marks = ""
    for tag, anchors in actions.items():
        inside = "".join(f'<token_anchor t_id="{each}"/>' for each in anchors)
        marks += f'<{tag} m_id="1">{inside}</{tag}>'
    document = f"<Document>{tokens}<Markables>{marks}</Markables></Document>"
    rows = ["Topic,File,Sentence Number"]
    for topic in (1, 2, 36):
        write(folder, f"ecbplus/ECB+/{topic}/{topic}_1ecb.xml", document)
        rows.append(f"{topic},1ecb,1")
    write(folder, "ecbplus/ECBplus_coreference_sentences.csv", "\n".join(rows) + "\n")


def test_ecbplus_is_cut_down_to_its_checked_sentences(tmp_path: Path) -> None:
    ecb_files(tmp_path)
    (train,), (dev,) = (list(ecbplus.documents(tmp_path, split)) for split in ("train", "dev"))
    assert (train.name, dev.name) == ("1_1ecb", "2_1ecb")
    assert train.text == "Gunmen took a ship over."
    assert [train.text[slice(*span)] for span in train.events or ()] == ["took", "over"]


def test_predicates_in_word_pieces() -> None:
    text = "The shellings hit Telsk."
    at = {word: (text.index(word), text.index(word) + len(word)) for word in ("shellings", "hit", "Telsk", " ")}
    pieces, _ = READER.read(text)
    found = predicates_of(
        pieces,
        PredicateDocument(
            name="1", corpus="c", text=text, factuality=((at["shellings"], 2.0), (at[" "], 1.0)),
            frames=(Frame(predicate=at["hit"], roles={"arg1": (at["Telsk"],)}),), events=(at["hit"], at["shellings"]),
        ),
    )  # fmt: skip

    def words(*ranges: tuple[int, int]) -> list[str]:
        return [text[pieces.starts[first] : pieces.ends[last - 1]] for first, last in ranges]

    assert [(words(span), value) for span, value in found.factuality] == [(["shellings"], 2.0)]
    assert [(words(frame.predicate), words(*frame.roles["arg1"])) for frame in found.frames] == [(["hit"], ["Telsk"])]
    assert found.events is not None
    assert words(*found.events) == ["shellings", "hit"]
    assert predicates_of(pieces, PredicateDocument(name="1", corpus="c", text=text)).events is None


def test_what_our_own_annotation_tells_of_factuality() -> None:
    counted = dict.fromkeys((-3.0, 3.0), 0)
    for report in load_split("dev"):
        if not {"events", "states", "attributions"} <= set(report.layers):
            continue
        reading = report.reading
        pieces, _ = READER.read(reading.report.text)
        values = dict(factuality_of(pieces, reading))
        told = {
            pieces.covering(each.trigger.start, each.trigger.end): each for each in (*reading.events, *reading.states)
        }
        for span, value in values.items():
            each = told[span]
            assert each.attribution is None
            assert not {"future", "hypothetical"} & set(each.auxiliary)
            assert (value == -3) == ("negation" in each.auxiliary)
            counted[value] += 1
        plain = {span for span, each in told.items() if not each.auxiliary and each.attribution is None}
        assert plain - {None} <= set(values)
    assert min(counted.values()) > 5


def test_unknown_corpora(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no corpus of predicates"):
        list(load("ewt2", tmp_path, "train"))
    for name in READERS:
        with pytest.raises(UsageError):
            list(load(name, tmp_path, "train"))


def test_all_corpora_of_predicates_load() -> None:
    folder = os.environ.get("SAYSO_CORPORA")
    if not folder:
        pytest.skip("SAYSO_CORPORA is not set")
    assert set(READERS) >= OPEN
    for name in READERS:
        train, dev = (list(load(name, Path(folder), split)) for split in ("train", "dev"))
        assert not {each.name for each in train} & {each.name for each in dev}
        assert sum(len(each.text) for each in train) > sum(len(each.text) for each in dev) > 0
        for each in (*train, *dev):
            assert each.corpus == name
            for span, value in each.factuality:
                assert re.search(r"\w", each.text[slice(*span)])
                assert -3 <= value <= 3
            for frame in each.frames:
                assert frame.roles
                assert set(frame.roles) <= set(ROLES_OF_ANY_VERB)
            assert all(each.text[slice(*span)].strip() for span in each.events or ())
            for event in each.partial:
                spans = [span for parts in (event.inside, event.outside) for own in parts.values() for span in own]
                assert all(each.text[slice(*span)].strip() for span in (event.trigger, *spans))
                assert {*event.inside, *event.outside} <= set(PARTS)
                assert event.kinds <= set(KINDS)
        partial = name in ("event_location", "muc4", "aw")
        told = {
            "factuality": name != "ecbplus" and not partial,
            "frames": name == "ewt",
            "events": name in ("timebank", "ecbplus"),
            "partial": partial,
        }
        for what, there in told.items():
            assert any(getattr(each, what) for each in train) == there
