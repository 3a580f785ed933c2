"""Mentions from hand-made scores: which spans, in which form, at which offsets, from which window."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.reading.entities.conftest import Heads, Reading, encoded_as_numbers

from sayso.reading.encoder.pieces import PieceReader, Pieces
from sayso.reading.encoder.windows import Windows, cut
from sayso.reading.entities import scoring
from sayso.reading.entities.decode import read_mentions, span_states
from sayso.reading.entities.scoring import LONGEST_PIECES
from sayso.reading.model_files import FORMS, TYPES

Read = Callable[..., Reading]
EVEN = dict.fromkeys(FORMS, 0.5)


def test_each_form_with_exact_offsets(read: Read) -> None:
    text = "Col. Adar met two guards and he left."
    reading = read(text, {"Col. Adar": {"name": 3.0}, "two guards": {"nominal": 2.0}, "he": {"pronoun": 4.0}})
    assert [(each.start, each.end, each.form) for each in reading.mentions()] == [
        (0, 9, "name"), (14, 24, "nominal"), (29, 31, "pronoun"),
    ]  # fmt: skip


def test_a_text_without_words_has_no_mentions(read: Read) -> None:
    assert read(" \n ", {}).mentions() == []
    assert read("Nobody came.", {}).mentions() == []


def test_every_form_has_its_own_threshold(read: Read) -> None:
    reading = read("Adar met guards and he left.", {
        "Adar": {"name": 0.2}, "guards": {"nominal": 0.2}, "he": {"pronoun": 0.2},
    })  # fmt: skip
    assert reading.found(name=0.7) == [("guards", "nominal"), ("he", "pronoun")]
    assert reading.found(nominal=0.7) == [("Adar", "name"), ("he", "pronoun")]
    assert reading.found(pronoun=0.7) == [("Adar", "name"), ("guards", "nominal")]


def test_forms_in_doubt_add_up_and_the_likeliest_is_taken(read: Read) -> None:
    reading = read("They saw the Command.", {"the Command": {"name": -0.5, "nominal": -0.4}, "They": {"pronoun": -0.4}})
    (mention,) = reading.mentions()
    assert (reading.text[mention.start : mention.end], mention.form) == ("the Command", "nominal")
    assert mention.probability == pytest.approx(1 / (1 + np.exp(0.5)) + 1 / (1 + np.exp(0.4)), abs=0.001)


def test_nested_mentions_stay_and_the_likelier_of_crossing_ones(read: Read) -> None:
    text = "Guards of the army base at Ostra fled."
    chances = {
        "Guards of the army base at Ostra": {"nominal": 1.8},
        "the army base at Ostra": {"nominal": 2.0},
        "Ostra": {"name": 5.0},
        "Guards of the army": {"nominal": 1.5},  # crosses the second
        "the army": {"nominal": 0.5},
    }
    assert read(text, chances).found() == [
        ("Guards of the army base at Ostra", "nominal"),
        ("the army base at Ostra", "nominal"),
        ("the army", "nominal"),
        ("Ostra", "name"),
    ]


def test_no_mention_is_in_two_sentences(read: Read) -> None:
    text = "He saw Adar. Oru left."
    assert read(text, {"Adar. Oru": {"name": 9.0}, "Oru": {"name": 1.0}}).found() == [("Oru", "name")]


def test_what_begins_as_one_mention_and_ends_as_another_is_none(read: Read) -> None:
    text = "Wadi Rima was shelled from Ostra."
    parts = {"Wadi Rima": {"name": 3.0}, "Ostra": {"name": 3.0}}
    assert read(text, parts | {"Wadi Rima was shelled from Ostra": {"name": 1.0}}).found() == [
        ("Wadi Rima", "name"), ("Ostra", "name"),
    ]  # fmt: skip
    whole = {"Wadi Rima was shelled from Ostra": {"name": 4.0}}
    assert len(read(text, parts | whole).found()) == 3


def test_a_possessor_may_begin_a_mention_that_ends_with_another(read: Read) -> None:
    parts = {"Oru": {"name": 3.0}, "Ostra": {"name": 3.0}, "her": {"pronoun": 3.0}, "Pel": {"name": 3.0}}
    text = "Oru's men in Ostra met her brother Pel."
    wholes = {"Oru's men in Ostra": {"nominal": 1.0}, "her brother Pel": {"nominal": 1.0}}
    assert len(read(text, parts | wholes).found()) == 6


def test_a_pronoun_is_at_most_two_words(read: Read) -> None:
    text = "She said no one knew her."
    assert read(text, {"She said no one knew her": {"pronoun": 9.0}, "no one": {"pronoun": 2.0}}).found() == [
        ("no one", "pronoun")
    ]


@pytest.mark.parametrize(
    ("text", "scored", "expected"),
    [
        ("Tkachyov left.", "Tkach", "Tkachyov"),
        ("We've left.", "We've", "We've"),
        ("Adar's men left.", "Adar's", "Adar"),
        ("The guards’ union struck.", "The guards’", "The guards"),
        ("He is in the U.S. Army.", "U.S", "U.S."),
        ("They like the U.S.", "the U.S.", "the U.S."),
        ("Then came Oru.", "Oru.", "Oru"),
        ("Ask O'Neill, he said.", "Neill,", "O'Neill"),
        ("See “the Front”, he said.", "“the Front”,", "the Front"),
        ("It was the Front (SF) again.", "the Front (SF)", "the Front (SF)"),
        ("The Front (SF) won.", "(SF)", "SF"),
        ("About 1,200 fled.", "200", "1,200"),
        ("An ISIL-held town.", "ISIL", "ISIL"),
    ],
)
def test_mentions_end_at_the_edges_of_words(read: Read, text: str, scored: str, expected: str) -> None:
    if scored == "We've":
        assert read(text, {"We": {"pronoun": 3.0}}).found() == [("We", "pronoun")]
        return
    assert read(text, {scored: {"name": 3.0}}).found() == [(expected, "name")]


def test_two_spans_that_are_the_same_words_are_one_mention(read: Read) -> None:
    reading = read("Then Adar, he left.", {"Adar": {"name": 1.0}, "Adar,": {"nominal": 2.0}})
    assert [(each.start, each.end, each.form) for each in reading.mentions()] == [(5, 9, "nominal")]


def test_marks_alone_are_no_mention(read: Read) -> None:
    assert read("He left — alone.", {"—": {"name": 9.0}, ".": {"name": 9.0}}).found() == []


def test_types_are_read_from_the_words_of_the_mention(read: Read) -> None:
    reading = read("Then Adar's men left.", {"Adar's": {"name": 3.0}}, {"Adar": {"person": 2.0}})
    (mention,) = reading.mentions()
    assert TYPES[int(mention.types.argmax())] == "person"
    assert np.exp(mention.types).sum() == pytest.approx(1.0)


WORDS = ["alpha", "Bravo", "the", "delta", "echo", "of", "Golf", "hotel", "it", "'s", ",", "juliet.", "Kilo"]


def _long_text(seed: int, count: int) -> str:
    random = np.random.default_rng(seed)
    words = [WORDS[index] for index in random.integers(0, len(WORDS), count).tolist()]
    return " ".join(words)


@pytest.mark.parametrize("seed", range(4))
def test_every_span_is_read_once_wherever_the_windows_are_cut(piece_reader: PieceReader, seed: int) -> None:
    text = _long_text(seed, 400)
    reading = Reading(piece_reader, text, {})
    starts = np.random.default_rng(seed).integers(0, len(reading.pieces) - 3, 60).tolist()
    reading.heads.chances = {(first, first + 1 + first % 3): {"name": 2.0 + first / 1000} for first in starts}
    expected = [(each.start, each.end) for each in reading.mentions()]
    assert len(expected) > 20
    for size, overlap in ((24, 12), (40, 20), (64, 9), (200, 90)):
        reading.encoded = encoded_as_numbers(cut(reading.pieces, reading.sentences, size=size, overlap=overlap))
        assert [(each.start, each.end) for each in reading.mentions()] == expected, (size, overlap)


def test_a_span_is_read_from_the_window_where_it_stands_best(read: Read) -> None:
    text = " ".join("bcdefghijklmnopqrstuvwxyz")
    reading = read(text, {})
    count = len(reading.pieces)
    windows = cut(reading.pieces, [(0, len(text))], size=20, overlap=10)
    assert len(windows) == 2

    class Whose(Heads):
        """Is sure of every single piece, the more so in the second window."""

        calls = 0

        def mentions(self, states: NDArray[np.float32]) -> NDArray[np.float32]:
            logits = np.full((len(FORMS), len(states), len(states)), -9.0, np.float32)
            np.fill_diagonal(logits[0], 1.0 + self.calls)
            self.calls += 1
            return logits

    encoded = encoded_as_numbers(windows)
    found = read_mentions(text, [(0, len(text))], reading.pieces, encoded, Whose({}, {}), EVEN)
    border = reading.pieces.starts[windows.own(1)[0]]
    low = 1 / (1 + np.exp(-1.0))
    assert {bool(each.start >= border) for each in found if each.probability > low + 0.01} == {True}
    assert {bool(each.end <= border) for each in found if each.probability < low + 0.01} == {True}
    assert len(found) == count


def test_no_span_is_longer_than_those_of_training(read: Read) -> None:
    text = "the " * (LONGEST_PIECES + 10)
    reading = read(text.strip(), {})
    reading.heads.chances = {(0, LONGEST_PIECES): {"nominal": 2.0}, (1, LONGEST_PIECES + 2): {"nominal": 9.0}}
    assert [(each.start, each.end) for each in reading.mentions()] == [(0, 4 * LONGEST_PIECES - 1)]


ODD = (
    "Ünïted Ñations’ “Åslaug” (e\u0301lan) \U0001f6d1Adar\u00ad’s \u0628\u063a\u062f\u0627\u062f U.S.-led 4th "
    "1,200 O'Neill’s don't\r\nthe\x00end 김철수 x\u200dy ."
)


@pytest.mark.parametrize("seed", range(12))
def test_any_scores_over_any_text_give_grounded_distinct_mentions_that_do_not_cross(
    piece_reader: PieceReader, seed: int
) -> None:
    random = np.random.default_rng(seed)
    tokens = [*ODD.split(" "), *WORDS, "Then.", "\n\n"]
    text = " ".join(tokens[index] for index in random.integers(0, len(tokens), 160).tolist())
    reading = Reading(piece_reader, text, {}, size=60, overlap=30)
    noise = random.normal(-3.0, 2.0, (len(FORMS), len(reading.pieces), len(reading.pieces))).astype(np.float32)

    class Noise(Heads):
        def mentions(self, states: NDArray[np.float32]) -> NDArray[np.float32]:
            begin = int(states[0, 0])
            return noise[:, begin : begin + len(states), begin : begin + len(states)]

        def types(self, spans: NDArray[np.float32]) -> NDArray[np.float32]:
            return spans @ np.ones((3, len(TYPES)), np.float32)

    found = read_mentions(text, reading.sentences, reading.pieces, reading.encoded, Noise({}, {}), EVEN)
    assert len(found) > 50
    spans = [(each.start, each.end) for each in found]
    assert len(set(spans)) == len(spans)
    assert spans == sorted(spans, key=lambda span: (span[0], -span[1]))
    for start, end in spans:
        words = text[start:end]
        assert words == words.strip()
        assert not words.endswith(("'s", "’s", ",", ";", "”"))
        assert not any(start < other < end < stop for other, stop in spans)
        assert any(first <= start and end <= last for first, last in reading.sentences)
        if start and text[start - 1].isalpha() and text[start].isalpha():
            pytest.fail(f"{words!r} begins inside a word")
        if end < len(text) and text[end - 1].isalpha() and text[end].isalpha():
            pytest.fail(f"{words!r} ends inside a word")


@pytest.mark.parametrize("size", [1, 7, 30, 10_000])
def test_how_many_sentences_are_scored_at_once_changes_nothing(
    piece_reader: PieceReader, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    text = _long_text(11, 300)
    reading = Reading(piece_reader, text, {}, size=120, overlap=60)
    random = np.random.default_rng(11)
    starts = random.integers(0, len(reading.pieces) - 9, 200).tolist()
    chances = {(first, first + 1 + first % 8): {"nominal": 1.0 + first / 500} for first in starts}
    asked: list[int] = []

    class Counted(Heads):
        def mentions(self, states: NDArray[np.float32]) -> NDArray[np.float32]:
            asked.append(len(states))
            return super().mentions(states)

    def found() -> list[tuple[int, int, float]]:
        asked.clear()
        heads = Counted(chances, {})
        mentions = read_mentions(text, reading.sentences, reading.pieces, reading.encoded, heads, EVEN)
        return [(each.start, each.end, each.probability) for each in mentions]

    expected = found()
    monkeypatch.setattr(scoring, "_BLOCK_PIECES", size)
    assert found() == expected
    assert len(expected) > 30
    covered = [reading.pieces.covering(*sentence) for sentence in reading.sentences]
    longest = max(last - first for first, last in filter(None, covered))
    assert max(asked) <= max(size, longest)


def test_states_of_spans_are_those_of_each_by_itself() -> None:
    random = np.random.default_rng(5)
    states = random.normal(0, 1, (80, 16)).astype(np.float32)
    starts = random.integers(0, 60, 40)
    ranges = np.stack([starts, starts + 1 + random.integers(0, 20, 40)], 1)
    expected = [[*states[first], *states[last - 1], *states[first:last].mean(0)] for first, last in ranges.tolist()]
    assert (span_states(states, ranges) == np.array(expected, np.float32)).all()


def test_without_overlap_only_what_the_cut_divides_is_lost(piece_reader: PieceReader) -> None:
    pieces = Pieces(
        ids=np.full(20, 200, np.int32),
        starts=np.arange(20, dtype=np.int32) * 2,
        ends=np.arange(20, dtype=np.int32) * 2 + 1,
        features=np.zeros((20, 3), np.uint8),
    )
    text = "a " * 20
    windows: Windows = cut(pieces, [(0, 40)], size=10, overlap=0)
    heads = Heads({(first, first + 2): {"name": 2.0} for first in range(1, 19, 2)}, {})
    found = read_mentions(text, [(0, 40)], pieces, encoded_as_numbers(windows), heads, EVEN)
    assert [each.start for each in found] == [2, 6, 10, 14, 22, 26, 30, 34]
