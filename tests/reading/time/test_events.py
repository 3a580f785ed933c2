import datetime

import pytest

from sayso.core.reading import Attribution
from sayso.core.span import Span
from sayso.reading.sentences import sentence_spans
from sayso.reading.time import date_of_event


def span(text, words):
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def event(read, text, trigger, content=None, published="2021-08-25"):
    found = span(text, trigger)
    sentences = sentence_spans(text, wrap_width_chars=120, split_unspaced=True)
    sentence = next(sentence for sentence in sentences if sentence.covers(found))
    attributions = ()
    if content:
        attributions = (
            Attribution(
                id="a1", source=None, cue=None, content=(span(text, content),), manner="indirect", stance="assert",
                confidence=1.0,
            ),
        )  # fmt: skip
    return date_of_event(text, found, sentence, read(text, published), attributions)


@pytest.mark.parametrize(
    ("text", "trigger", "value", "status"),
    [
        ("A shell killed four people on 3 May 2021.", "killed", "2021-05-03", "stated"),
        ("A shell killed four people on Sunday.", "killed", "2021-08-22", "inferred"),
        ("On Sunday a shell killed four people, and on Monday the army left.", "killed", "2021-08-22", "inferred"),
        ("On Sunday a shell killed four people, and on Monday the army left.", "left", "2021-08-23", "inferred"),
        ("The army has held the bridge since January.", "held", "2021-01", "inferred"),
        ("Between 3 and 5 May 2021 shells killed four.", "killed", "2021-05-03/2021-05-05", "stated"),
    ],
)
def test_the_time_of_the_clause(read, text, trigger, value, status):
    found = event(read, text, trigger)
    assert (found.date.value, found.date.status) == (value, status)


def test_the_days_of_a_stretch_of_time(read):
    found = event(read, "Between 3 and 5 May 2021 shells killed four.", "killed")
    assert (found.first, found.last) == (datetime.date(2021, 5, 3), datetime.date(2021, 5, 5))
    assert (found.date.granularity, found.date.time) == ("day", "t1")


def test_the_time_of_saying_is_not_that_of_what_is_said(read):
    text = "A shell killed four people on Friday, he said on Monday."
    found = event(read, text, "killed", content="A shell killed four people on Friday")
    assert found.date.value == "2021-08-20"
    told = event(read, "A shell killed four people, he said on Monday.", "killed", content="A shell killed four people")
    assert (told.date.value, told.date.status) == (None, "unresolved")


def test_before_and_after_a_time_leave_the_date_open(read):
    found = event(read, "He fled before September 11, 2001.", "fled")
    assert (found.date.value, found.date.status) == (None, "unresolved")
    assert found.date.time is not None
    assert found.reason == "only said to be before it"


def test_without_a_time_the_sentence_before_is_assumed_and_publication_never(read):
    found = event(read, "A shell fell on Sunday. It killed four people.", "killed")
    assert (found.date.value, found.date.status) == ("2021-08-22", "assumed")
    none = event(read, "A shell fell. It killed four people.", "killed")
    assert (none.date.value, none.date.status, none.first) == (None, "unresolved", None)


def test_a_time_of_another_paragraph_is_not_taken_over(read):
    found = event(read, "A shell fell on Sunday.\n\nThe army killed four people.", "killed")
    assert found.date.value is None


def test_an_unresolved_time_stays_unresolved_with_its_reason(read):
    found = event(read, "A shell killed four people on Sunday.", "killed", published=None)
    assert (found.date.value, found.date.status, found.date.time) == (None, "unresolved", "t1")
    assert found.reason == "no publication date"
