"""Word pieces have exact offsets in any text, and features for what the vocabulary does not see."""

import json
import os
import sys
import unicodedata
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from sayso.reading.encoder.features import FEATURE_SIZES
from sayso.reading.encoder.pieces import PieceReader, Pieces

TOKENIZER = Path(str(resources.files("sayso.reading") / "model" / "tokenizer.json"))
READER = PieceReader(TOKENIZER)
VOCABULARY = Tokenizer.from_file(str(TOKENIZER))
VOCABULARY.no_truncation()
VOCABULARY.no_padding()
VOCABULARY.encode_special_tokens = True
UNKNOWN, MARKERS = 100, {0, 101, 102, 103}

OFFSETS = [
    ("", []),
    (" \t\r\n\u2028 \xa0", []),
    ("He left Kabul.", ["He", "left", "Kabul", "."]),
    ("a\r\nb\r\n\r\nc", ["a", "b", "c"]),
    ("sol\u00addiers went", ["sol\u00addiers", "went"]),
    ("a\x00b \x00 c", ["a\x00b", "c"]),
    ("\ufeffrif\u200ble\u200b", ["rif\u200ble"]),
    ("cafe\u0301 left", ["cafe\u0301", "left"]),
    ("caf\u00e9 left", ["caf\u00e9", "left"]),
    ("e\u0301\u0323, x", ["e\u0301\u0323", ",", "x"]),
    ("e" + "\u0301" * 300 + " x", ["e" + "\u0301" * 300, "x"]),
    ("\u0301 a \u0301 b", ["a", "b"]),
    ("A\u030angstrom", ["A\u030ang", "strom"]),
    ("\u0645\u064f\u062d\u064e\u0645\u064e\u0651", ["\u0645\u064f", "\u062d\u064e", "\u0645\u064e\u0651"]),
    ("\u0642\u0627\u0644", ["\u0642", "\u0627", "\u0644"]),
    ("\u0915\u094d\u0937\u093f", ["\u0915\u094d", "\u0937", "\u093f"]),
    ("\u4e2d\u6587 x", ["\u4e2d", "\u6587", "x"]),
    ("\U0001f469\u200d\U0001f469\u200d\U0001f467 ok", ["\U0001f469\u200d\U0001f469\u200d\U0001f467", "ok"]),
    ("\u2600\ufe0f y", ["\u2600\ufe0f", "y"]),
    ("\U0001f44d\U0001f3fd!", ["\U0001f44d\U0001f3fd", "!"]),
    ("\u0130stanbul", ["\u0130stanbul"]),
    ("\U0001d518\U0001d52b x", ["\U0001d518\U0001d52b", "x"]),
    ("x" * 5000 + " y", ["x" * 5000, "y"]),
    ("[SEP] [CLS]", ["[", "SEP", "]", "[", "CL", "S", "]"]),
    ("\u201cNo,\u201d he said", ["\u201c", "No", ",", "\u201d", "he", "said"]),
    ("\ud55c \uad6d", ["\ud55c"] * 3 + ["\uad6d"] * 3),
]  # fmt: skip
FRAGMENTS = [
    "The", "envoy", "soldiers", "unbelievably", "IEDs", "1,200", "\u201c", "\u201d", "'", '"', ".", "?", "[SEP]",
    "##ing", " ", "\n", "\r\n", "\n\n", "\t", "\x00", "\u00ad", "\u200b", "\u200d", "\ufeff", "\ufffd", "\u2028",
    "\x85", "e\u0301", "\u0301", "\u0323", "\u0651", "\u0645\u064f\u062d", "\u0915\u094d\u0937", "\ud55c",
    "\u1112\u1161", "\u4e2d", "\u0130", "\u00df", "\ufb01", "\u0149", "\u0344", "\ufdfa", "\u0e33", "\u1e9e",
    "\u03a3\u03b1\u03c2", "\u2126", "\u212b", "\U0001f469\u200d\U0001f467", "\U0001f1e6\U0001f1eb", "\u2600\ufe0f",
    "\U0001d518", "\U0002f800", "\U000e0061", "\ue000",
]  # fmt: skip
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80)
TEXTS = ANY_TEXT | st.lists(st.sampled_from(FRAGMENTS) | ANY_TEXT, max_size=30).map("".join)


def read(text: str) -> Pieces:
    return READER.read(text, [(0, len(text))])


def forms(text: str) -> list[str]:
    pieces = read(text)
    return [text[start:end] for start, end in zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True)]


def simplified(form: str) -> str:
    """Return `form` as the vocabulary of the encoder has it: decomposed, without marks and controls, in lower case."""
    kept = [
        each
        for each in unicodedata.normalize("NFD", form)
        if unicodedata.category(each) != "Mn" and unicodedata.category(each)[0] != "C"
    ]
    return "".join(each.lower() for each in kept if each != "\ufffd")


def check(text: str, pieces: Pieces) -> None:
    """Check all that holds for the pieces of any text."""
    count = len(pieces)
    assert pieces.starts.shape == pieces.ends.shape == (count,)
    assert pieces.features.shape == (count, len(FEATURE_SIZES))
    assert [each.dtype for each in (pieces.ids, pieces.starts, pieces.ends)] == [np.int32] * 3
    assert not MARKERS & set(pieces.ids.tolist())
    assert (pieces.features < np.array(FEATURE_SIZES)).all()
    assert (pieces.starts < pieces.ends).all()
    assert (np.diff(pieces.starts) >= 0).all()
    assert (np.diff(pieces.ends) >= 0).all()
    assert count == 0 or (pieces.starts[0] >= 0 and pieces.ends[-1] <= len(text))
    covered = np.zeros(len(text), bool)
    for number, (start, end) in enumerate(zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True)):
        shared = number and start < pieces.ends[number - 1]
        if shared:  # several pieces of one character
            assert start == pieces.starts[number - 1]
        covered[start:end] = True
    for offset in np.flatnonzero(~covered).tolist():
        check_uncovered(text, offset, covered)


def check_uncovered(text: str, offset: int, covered: np.ndarray) -> None:
    character = text[offset]
    if character.isspace() or character == "\ufffd" or unicodedata.category(character)[0] in "CZ":
        return
    # a mark that combines with nothing
    assert unicodedata.category(character)[0] == "M", f"{character!r} at {offset} is in no piece"
    assert offset == 0 or not covered[offset - 1]


def check_forms(text: str, pieces: Pieces) -> None:
    """Check that every piece that has its characters to itself is the vocabulary's form of just those."""
    ranges = list(zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True))
    for number, (piece, (start, end)) in enumerate(zip(pieces.ids.tolist(), ranges, strict=True)):
        neighbours = ranges[max(number - 1, 0) : number] + ranges[number + 1 : number + 2]
        if piece != UNKNOWN and all(last <= start or end <= first for first, last in neighbours):
            assert VOCABULARY.id_to_token(piece).removeprefix("##") == simplified(text[start:end])


@pytest.mark.parametrize(("text", "expected"), OFFSETS, ids=lambda value: ascii(value)[:30])
def test_offsets_are_exact(text: str, expected: list[str]) -> None:
    assert forms(text) == expected
    check(text, read(text))
    check_forms(text, read(text))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_has_exact_offsets(text: str) -> None:
    pieces = read(text)
    check(text, pieces)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
def test_a_piece_is_what_the_text_has_there(text: str) -> None:
    check_forms(text, read(text))


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_a_line_reads_the_same_wherever_it_stands(first: str, second: str) -> None:
    together, apart, moved = read(f"{first}\n{second}"), read(first), read(second)
    assert together.ids.tolist() == apart.ids.tolist() + moved.ids.tolist()
    assert together.starts.tolist() == apart.starts.tolist() + (moved.starts + len(first) + 1).tolist()
    assert together.ends.tolist() == apart.ends.tolist() + (moved.ends + len(first) + 1).tolist()


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_words_cut_by_themselves_are_what_the_whole_text_is_cut_into(text: str) -> None:
    encoding = VOCABULARY.encode(text, add_special_tokens=False)
    whole = [(piece, edges) for piece, edges in zip(encoding.ids, encoding.offsets, strict=True) if edges[0] < edges[1]]
    pieces = read(text)
    assert pieces.ids.tolist() == [piece for piece, _ in whole]
    assert pieces.starts.tolist() == [start for _, (start, _) in whole]


def test_what_a_reader_read_before_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.reading.encoder.pieces._MOST_KNOWN", 4)
    texts = [f"{word}, unbelievably, {'x' * number} e\u0301lan." for number, word in enumerate(FRAGMENTS)]
    used, forgetful = PieceReader(TOKENIZER), PieceReader(TOKENIZER)
    for text in (*texts, *texts[::-1]):
        forgetful._known = {}
        found, fresh = (reader.read(text, [(0, len(text))]) for reader in (used, forgetful))
        for name in ("ids", "starts", "ends", "features"):
            assert getattr(found, name).tolist() == getattr(fresh, name).tolist()
        assert len(used._known) <= 4 + len(text.split())
        assert all(len(word) <= 40 for word in used._known)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.data())
def test_covering_is_what_touches_the_range(text: str, data: st.DataObject) -> None:
    pieces = read(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if start == end:
        return
    touching = [
        piece
        for piece, (first, last) in enumerate(zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True))
        if first < end and start < last
    ]
    assert pieces.covering(start, end) == ((touching[0], touching[-1] + 1) if touching else None)


def test_every_assigned_character_is_read() -> None:
    for first in range(0, sys.maxunicode + 1, 4096):
        characters = [chr(code) for code in range(first, min(first + 4096, sys.maxunicode + 1))]
        known = [each for each in characters if unicodedata.category(each) not in ("Cn", "Cs", "Co")]
        text = " ".join(f"x{each}" for each in known)
        if text:
            check(text, read(text))


FEATURES = [
    # case
    ("The UN said iPhone 12", 0, [2, 3, 1, 4, 0]),
    # what the piece begins: 3 a paragraph, 2 a sentence, 1 stands after a space, 0 is glued to the one before
    ("He left. She, too.\n\nThey", 1, [3, 1, 0, 2, 0, 1, 0, 3]),
    # quotation: 1 the opening mark, 2 inside, 3 the closing mark, 0 outside
    ("\u201cGo now,\u201d he said", 2, [1, 2, 2, 2, 3, 0, 0]),
]


@pytest.mark.parametrize(("text", "column", "expected"), FEATURES, ids=["case", "begins", "quotation"])
def test_features_of_a_piece(text: str, column: int, expected: list[int]) -> None:
    sentences = [(0, 8), (9, 18), (20, 24)] if column == 1 else [(0, len(text))]
    assert READER.read(text, sentences).features[:, column].tolist() == expected


def test_a_nested_quotation_has_a_state_of_its_own() -> None:
    text = "\u201cHe said \u2018no\u2019 twice,\u201d she said"
    pieces = read(text)
    states = dict(zip(forms(text), pieces.features[:, 2].tolist(), strict=True))
    assert [states[form] for form in ("\u201c", "He", "no", "twice", "she")] == [1, 2, 4, 2, 0]


def test_a_quotation_that_never_closes_has_a_state_of_its_own() -> None:
    text = "\u201cThe bridge is gone, the mayor said.\n\nNobody answered."
    pieces = read(text)
    assert pieces.features[forms(text).index("bridge"), 2] == 5


def test_sentences_without_pieces_do_no_harm() -> None:
    text = "\u0301\nHe left."
    pieces = READER.read(text, [(0, 1), (2, 10)])
    assert forms(text) == ["He", "left", "."]
    check(text, pieces)


def test_reports_nobody_here_wrote() -> None:
    folder = os.environ.get("SAYSO_CORPORA")
    if not folder or not (articles := sorted(Path(folder, "giveme5w1h", "data").glob("*.json"))):
        pytest.skip("SAYSO_CORPORA names no folder with giveme5w1h")
    for article in articles[:40]:
        text = json.loads(article.read_text(encoding="utf-8")).get("text") or ""
        pieces = read(text)
        check(text, pieces)
        check_forms(text, pieces)
