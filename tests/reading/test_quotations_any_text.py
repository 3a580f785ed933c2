"""No text whatsoever breaks the reading of quotations, and its cost grows with the length of the text."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.core.reading import Findings, Reading
from sayso.core.report import Report, text_sha256
from sayso.reading.reader import Reader, rules_config

READER = Reader(rules_config())
PIECES = [
    *"\"“”„‟«»‹›‘’‚'`,.:;!?—–-()[]",
    "''", "``", "...", "…", " ", "  ", "\n", "\n\n", "\r\n", "\u2029", "\xa0", "\u200b",
    "\u202a",
    "said", "says", "told", "according to", "as saying", "was quoted as saying", "who", "that",
    "and", "adding", "called",
    "Brandt", "Mara Oduya", "the mayor", "he", "Mr.", "J. R.", "Telsk", "BRANDT:", "Q:", "5'10\"", "'90s", "’tis",
    "The bridge is gone", "قال المتحدث", "« مرحبا »", "🙂", "👩‍👩‍👧", "é", "e\u0301", "𝔘", "\u0130", "ﬁ",
]  # fmt: skip
MIXTURES = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join) | st.lists(
    st.sampled_from(PIECES), max_size=60
).map("".join)
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200)


def report(text: str) -> Report:
    return Report(
        id="r", uri="r", text=text, sha256=text_sha256(text), original_sha256=text_sha256(text), extractor="t"
    )


def check(text: str) -> Reading:
    reading = READER.read(report(text))
    for number, attribution in enumerate(reading.attributions, 1):
        assert attribution.id == f"a{number}"
        assert attribution.content
        assert list(attribution.content) == sorted(attribution.content)
        for first, second in zip(attribution.content, attribution.content[1:], strict=False):
            assert first.end <= second.start
        assert 0 <= attribution.confidence <= 1
        for span in (*attribution.content, attribution.source, attribution.cue):
            assert span is None or span.text.strip()
    return reading


@settings(max_examples=400, deadline=None)
@given(MIXTURES)
def test_mixtures_of_marks_and_words(text: str) -> None:
    check(text)


@settings(max_examples=200, deadline=None)
@given(ANY_TEXT)
def test_any_text(text: str) -> None:
    check(text)


@settings(max_examples=100, deadline=None)
@given(MIXTURES)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert READER.find(report(text)) == READER.find(report(text))


@settings(max_examples=100, deadline=None)
@given(MIXTURES)
def test_without_sentences(text: str) -> None:
    component = READER._steps[-1]
    for attribution in component.read(report(text), Findings()).attributions:
        for span in attribution.content:
            span.check(text)


HOSTILE: dict[str, Callable[[int], str]] = {
    "opening marks": lambda n: "“" * n,
    "closing marks": lambda n: "gone.”" * n,
    "straight marks": lambda n: '" ' * n,
    "apostrophes": lambda n: "s' " * n,
    "full stops": lambda n: "." * n,
    "commas": lambda n: "a, " * n,
    "names": lambda n: "Brandt " * n + '"x," he said',
    "unclosed": lambda n: "“Gone, he said. " * n,
    "quotations": lambda n: "“It is gone,” he said. " * n,
    "no sentence ends": lambda n: "“it is gone” and " * n,
    "floating paragraphs": lambda n: "“It is gone for good.”\n\n" * n,
    "running on": lambda n: "“It is gone\n\n" * n,
    "nested": lambda n: "“a ‘b " * n,
    "transcript": lambda n: "BRANDT: it is gone for good now\n" * n,
    "spaces": lambda n: "“a”" + " " * n + "said",
    "cues": lambda n: "said told added " * n + "“x”",
}


def lines_run(text: str) -> int:
    """Return how many lines of the package run while `text` is read."""
    component = READER._steps[-1]
    subject = report(text)
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> Callable[..., object] | None:
        nonlocal count
        if "quotations" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        component.read(subject, Findings())
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_work_grows_with_length(make: Callable[[int], str]) -> None:
    """Four times the text may run at most five times the lines (quadratic work would run sixteen times)."""
    small, large = lines_run(make(400)), lines_run(make(1600))
    assert large <= 5 * small + 5000


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_ends(make: Callable[[int], str]) -> None:
    check(make(5_000))
