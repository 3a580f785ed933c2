"""TimeML files, on one made for this test, and what the corpora hold."""

import os
from pathlib import Path

import pytest

from sayso.core.errors import UnreadableError, UsageError
from sayso.evaluation import timeml

FILE = """<?xml version="1.0" ?>
<TimeML>
<DOCID>made</DOCID>
<DCT><TIMEX3 tid="t0" type="TIME" value="2020-05-12T08:00" functionInDocument="CREATION_TIME">12 May</TIMEX3></DCT>
<TITLE>Not read: <TIMEX3 tid="t9" type="DATE" value="2020">2020</TIMEX3></TITLE>
<TEXT>
Tea &amp; talks <EVENT eid="e1">began</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2020-05-10">Sunday</TIMEX3>,
<SIGNAL>after</SIGNAL> <EVENT eid="e2"><TIMEX3 tid="t2" type="DURATION" value="">weeks</TIMEX3></EVENT> of
silence<TIMEX3 tid="t3" type="DATE" value="2020"/>.
</TEXT>
</TimeML>
"""


def read(tmp_path: Path, content: str) -> timeml.TimeDocument:
    path = tmp_path / "made.tml"
    path.write_text(content, encoding="utf-8")
    return timeml.read_timeml(path, "made")


def test_text_times_and_date(tmp_path: Path) -> None:
    document = read(tmp_path, FILE)
    assert document.text == "\nTea & talks began on Sunday,\nafter weeks of\nsilence.\n"
    assert document.published == "2020-05-12"
    found = [(document.text[time.start : time.end], time.type, time.value) for time in document.times]
    assert found == [("Sunday", "DATE", "2020-05-10"), ("weeks", "DURATION", None)]  # an empty one has no words


def test_a_value_that_the_annotator_did_not_give_is_none(tmp_path: Path) -> None:
    document = read(tmp_path, FILE.replace('value="2020-05-10"', 'value="null"'))
    assert [time.value for time in document.times] == [None, None]


@pytest.mark.parametrize(
    ("old", "new"), [('type="DATE" value="2020-05-10"', 'type="DAY"'), ("TEXT>", "BODY>"), ("</TimeML>", "")]
)
def test_malformed_files_are_errors(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(UnreadableError, match="made"):
        read(tmp_path, FILE.replace(old, new))


def test_a_corpus_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no wikiwars"):
        timeml.files(tmp_path, "wikiwars")


@pytest.mark.parametrize(
    ("corpus", "documents", "times"), [("timebank", 183, 1243), ("aquaint", 73, 579), ("wikiwars", 16, 2139)]
)
def test_the_corpora(corpus: timeml.Corpus, documents: int, times: int) -> None:
    folder = os.environ.get("SAYSO_CORPORA")
    if not folder:
        pytest.skip(f"{corpus}: SAYSO_CORPORA is not set")
    found = list(timeml.documents(Path(folder), corpus))
    assert (len(found), sum(len(document.times) for document in found)) == (documents, times)
    assert all(document.published for document in found)
