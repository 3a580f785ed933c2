"""Where the marks on the page say that a content ends, and how it is quoted."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading.attribution.quoting import Quotations
from sayso.reading.attribution.values import Interval

PLAIN = "The mayor said “we will go”. Then he left."
TWO = "“Go now,” he said. “Stay there.”"
UNCLOSED = "“Go now, he said. Nobody went."
UNOPENED = "Go now,” he said. Nobody went."
REOPENED = "“First part.\n\n“Second part,” he said."
NOT_REOPENED = "“First part.\n\nSecond part,” he said."
THREE = "“One day.\n\n“Two days.\n\n“Three days,” he said."
NESTED = "“Bob said ‘go right now’ to us,” she said."
GUILLEMETS = "« Partez vite », a dit le maire."
LOW = "„Geht jetzt weg“, sagte er."
SINGLE = "‘Go right now,’ he said."
STRAIGHT = '"Go right now," he said.'
HELD = "“I heard that Bob said we lost,” she wrote."
WORDS = "She called it “bad” and “mad” twice."
BARE = "He said they would go, and that was that."


def at(text: str, part: str) -> Interval:
    assert text.count(part) == 1, part
    return text.index(part), text.index(part) + len(part)


FITTED = [
    # text, content as found, cue, content as fitted
    ("an edge inside is moved out on the right", PLAIN, ["“we will"], "said", ["“we will go”"]),
    ("on the left", PLAIN, ["will go”"], "said", ["“we will go”"]),
    ("on both sides", PLAIN, ["will"], "said", ["“we will go”"]),
    ("the marks alone are lacking", PLAIN, ["we will go"], "said", ["“we will go”"]),
    ("only the closing mark is lacking", PLAIN, ["“we will go"], "said", ["“we will go”"]),
    ("edges on the marks stay", PLAIN, ["“we will go”"], "said", ["“we will go”"]),
    ("what goes on after the mark stays", PLAIN, ["“we will go”."], "said", ["“we will go”."]),
    ("words before the quotation stay", PLAIN, ["mayor said “we will"], None, ["mayor said “we will go”"]),
    ("words after it too", PLAIN, ["go”. Then"], None, ["“we will go”. Then"]),
    ("no quotation is touched", PLAIN, ["Then he left"], "said", ["Then he left"]),
    ("side by side with the closing mark", PLAIN, [". Then"], "said", [". Then"]),
    ("side by side with the opening mark", PLAIN, ["The mayor said "], "left", ["The mayor said "]),
    ("two quotations, each by itself", TWO, ["Go", "Stay"], "said", ["“Go now,”", "“Stay there.”"]),
    ("from one into the other", TWO, ["now,” he said. “Stay"], None, ["“Go now,” he said. “Stay there.”"]),
    ("two pieces of one quotation become one", TWO, ["“Go", ",”"], "said", ["“Go now,”"]),
    ("where the end is inferred, edges stay", UNCLOSED, ["“Go"], "said", ["“Go"]),
    ("where the beginning is inferred too", UNOPENED, ["now,”"], "said", ["now,”"]),
    ("a cue in the same quotation", HELD, ["we lost"], "said", ["we lost"]),
    ("a cue outside of it", HELD, ["we lost"], "wrote", ["“I heard that Bob said we lost,”"]),
    ("no cue at all", HELD, ["we lost"], None, ["“I heard that Bob said we lost,”"]),
    ("a cue in another quotation", WORDS, ["ad” and"], "mad", ["“bad” and"]),
    ("only the outermost marks count", NESTED, ["right"], "she said", ["“Bob said ‘go right now’ to us,”"]),
    ("the inner ones are left alone", NESTED, ["go right"], "Bob said", ["go right"]),
    ("guillemets", GUILLEMETS, ["vite"], "a dit", ["« Partez vite »"]),
    ("low and high", LOW, ["Geht jetzt"], "sagte", ["„Geht jetzt weg“"]),
    ("single marks", SINGLE, ["right"], "said", ["‘Go right now,’"]),
    ("straight marks", STRAIGHT, ["right now"], "said", ['"Go right now,"']),
    ("in the middle of a double mark", "He said ''go now'' twice.", ["'go now'"], "said", ["''go now''"]),
    ("to the end of the paragraph that goes on", REOPENED, ["First"], "said", ["“First part."]),
    ("the second paragraph", REOPENED, ["part,”"], "said", ["“Second part,”"]),
    ("the mark that is repeated may be missing", REOPENED, ["Second"], "said", ["Second part,”"]),
    ("over both paragraphs", REOPENED, ["First part.\n\n“Second"], "said", ["“First part.\n\n“Second part,”"]),
    ("no mark is repeated", NOT_REOPENED, ["Second"], "said", ["Second part,”"]),
    ("no marks at all", BARE, ["they would go"], "said", ["they would go"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "content", "cue", "expected"), [case[1:] for case in FITTED], ids=[case[0] for case in FITTED]
)
def test_contents_are_fitted_to_the_marks(text: str, content: list[str], cue: str | None, expected: list[str]) -> None:
    found = Quotations(text).fitted([at(text, part) for part in content], None if cue is None else at(text, cue))
    assert [text[start:end] for start, end in found] == expected
    assert list(found) == [at(text, part) for part in expected]


def test_a_cue_over_the_edge_of_the_quotation_is_not_in_it() -> None:
    found = Quotations(HELD).fitted([at(HELD, "we lost")], at(HELD, "lost,” she wrote"))
    assert found == (at(HELD, "“I heard that Bob said we lost,”"),)


def test_a_cue_may_begin_and_end_with_the_quotation() -> None:
    assert Quotations("“No,” he said.").fitted([(1, 3)], (0, 5)) == ((1, 3),)


MANNERS = [
    # text, content, contents within, manner
    ("all in marks", TWO, ["“Go now,”", "“Stay there.”"], [], "direct"),
    ("one piece of two", TWO, ["“Go now,”"], [], "direct"),
    ("a full stop outside is no word", PLAIN, ["“we will go”."], [], "direct"),
    ("no marks", BARE, ["they would go"], [], "indirect"),
    ("marks elsewhere", PLAIN, ["Then he left"], [], "indirect"),
    ("words before the quotation", PLAIN, ["mayor said “we will go”"], [], "mixed"),
    ("words after it", PLAIN, ["“we will go”. Then"], [], "mixed"),
    ("words between two", WORDS, ["“bad” and “mad”"], [], "mixed"),
    ("two with nothing between them", TWO.replace(" he said.", ""), ["“Go now,” “Stay there.”"], [], "direct"),
    ("one piece with marks, one without", WORDS, ["“bad”", "twice"], [], "mixed"),
    ("one without, one with marks", WORDS, ["She", "“bad”"], [], "mixed"),
    ("inside somebody else's quotation", HELD, ["we lost"], [], "indirect"),
    ("inside, up to the closing mark", HELD, ["we lost,”"], [], "indirect"),
    ("begins inside and goes on after it", HELD, ["we lost,” she wrote"], [], "mixed"),
    ("marks in marks", NESTED, ["“Bob said ‘go right now’ to us,”"], [], "direct"),
    ("the inner marks, in somebody's quotation", NESTED, ["‘go right now’"], [], "indirect"),
    ("marks of a content within do not count", PLAIN, ["mayor said “we will go”"], ["“we will go”"], "indirect"),
    ("marks of another within do", WORDS, ["“bad” and “mad”"], ["“mad”"], "mixed"),
    ("nor do all of them", WORDS, ["“bad” and “mad”"], ["“bad”", "“mad”"], "indirect"),
    ("a content within is part of it", HELD, ["“I heard that Bob said we lost,”"], ["we lost"], "direct"),
    ("never closed", UNCLOSED, ["“Go now,"], [], "direct"),
    ("never opened", UNOPENED, ["Go now,”"], [], "direct"),
    ("over paragraphs, as one piece", REOPENED, ["“First part.\n\n“Second part,”"], [], "direct"),
    ("over paragraphs, a piece each", REOPENED, ["“First part.", "“Second part,”"], [], "direct"),
    ("without the repeated mark", REOPENED, ["“First part.", "Second part,”"], [], "direct"),
    ("over three", THREE, ["“One day.", "Two days.", "Three days,”"], [], "direct"),
    ("a part of the second paragraph", REOPENED, ["Second"], [], "indirect"),
    ("no mark is repeated", NOT_REOPENED, ["“First part.", "Second part,”"], [], "direct"),
    ("guillemets", GUILLEMETS, ["« Partez vite »"], [], "direct"),
    ("low and high", LOW, ["„Geht jetzt weg“"], [], "direct"),
    ("single marks", SINGLE, ["‘Go right now,’"], [], "direct"),
    ("straight marks and more", STRAIGHT, ['"Go right now," he'], [], "mixed"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "content", "inner", "expected"), [case[1:] for case in MANNERS], ids=[case[0] for case in MANNERS]
)
def test_the_manner(text: str, content: list[str], inner: list[str], expected: str) -> None:
    found = Quotations(text)
    pieces = [at(text, part) for part in content]
    assert found.manner(pieces, [at(text, part) for part in inner]) == expected
    if not inner:
        assert found.is_quoted(pieces) == (expected == "direct")


ANY_MARKS = st.lists(
    st.sampled_from([*'“”"‘’«»„', "Go", "he said", ",", ".", " ", " ", "\n\n", "no one", "\u00e9\u0301", "\U0001f642"]),
    min_size=1,
    max_size=25,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(ANY_MARKS, st.data())
def test_any_marks(text: str, data: st.DataObject) -> None:
    edges = data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=4, unique=True).map(sorted))
    content = [edge for edge in combinations(edges, 2) if edge[0] < edge[1]][:1]
    quotations = Quotations(text)
    found = quotations.fitted(content, None)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(any(first <= start and end <= last for first, last in found) for start, end in content)
    assert quotations.fitted(found, None) == found
    assert quotations.manner(found, ()) in ("direct", "indirect", "mixed")
    if not any(mark in text for mark in '“”"‘’«»„'):
        assert list(found) == content
        assert quotations.manner(found, ()) == "indirect"
