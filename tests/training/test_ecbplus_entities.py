"""People of ECB+ as Readings: names told from nominals, only what was checked, one id across documents."""

from pathlib import Path

import pytest
from training.data.ecbplus_entities import topics

from sayso.core.errors import UsageError

DOCUMENT = """<Document doc_name="1_1ecb.xml">
<token t_id="1" sentence="0">http://example.org</token>
<token t_id="2" sentence="1">Ada</token>
<token t_id="3" sentence="1">Bel</token>
<token t_id="4" sentence="1">met</token>
<token t_id="5" sentence="1">the</token>
<token t_id="6" sentence="1">mayor</token>
<token t_id="7" sentence="1">.</token>
<token t_id="8" sentence="2">Bel</token>
<token t_id="9" sentence="2">left</token>
<token t_id="10" sentence="2">him</token>
<Markables>
<HUMAN_PART_PER m_id="1"><token_anchor t_id="2"/><token_anchor t_id="3"/></HUMAN_PART_PER>
<HUMAN_PART_PER m_id="2"><token_anchor t_id="5"/><token_anchor t_id="6"/></HUMAN_PART_PER>
<ACTION_OCCURRENCE m_id="3"><token_anchor t_id="4"/></ACTION_OCCURRENCE>
<HUMAN_PART_PER m_id="4"><token_anchor t_id="8"/></HUMAN_PART_PER>
<HUMAN_PART_PER m_id="5"><token_anchor t_id="10"/></HUMAN_PART_PER>
</Markables>
<Relations>
<CROSS_DOC_COREF r_id="7" note="HUM1"><source m_id="1"/><source m_id="4"/><target m_id="9"/></CROSS_DOC_COREF>
<INTRA_DOC_COREF r_id="8"><source m_id="2"/><source m_id="5"/><target m_id="10"/></INTRA_DOC_COREF>
</Relations>
</Document>
"""


def _corpus(folder: Path, checked: str) -> Path:
    files = folder / "ecbplus" / "ECB+" / "1"
    files.mkdir(parents=True)
    (files / "1_1ecb.xml").write_text(DOCUMENT, encoding="utf-8")
    index = folder / "ecbplus" / "ECBplus_coreference_sentences.csv"
    index.write_text(f"Topic,File,Sentence Number\n{checked}", encoding="utf-8")
    return folder


def test_entities_have_the_ids_of_their_instances(tmp_path: Path) -> None:
    (topic,) = topics(_corpus(tmp_path, "1,1ecb,1\n1,1ecb,2\n"), "train")
    (reading,) = topic.readings
    assert (topic.number, topic.files, reading.report.id) == (1, ("ecbplus/ECB+/1/1_1ecb.xml",), "1_1ecb")
    assert reading.report.text == "Ada Bel met the mayor. Bel left him"
    found = {each.id: [(mention.text, mention.form) for mention in each.mentions] for each in reading.entities}
    assert found == {
        "HUM1": [("Ada Bel", "name"), ("Bel", "nominal")],
        "chain-8": [("the mayor", "nominal"), ("him", "pronoun")],
    }


def test_mentions_outside_checked_sentences_are_left_out(tmp_path: Path) -> None:
    (topic,) = topics(_corpus(tmp_path, "1,1ecb,2\n"), "train")
    assert {mention.text for each in topic.readings[0].entities for mention in each.mentions} == {"Bel", "him"}
    assert list(topics(tmp_path, "dev")) == []


def test_a_corpus_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ECBplus"):
        list(topics(tmp_path, "train"))
