"""What is hidden from the encoder while it is adapted: whole words, never the markers, some left or swapped."""

import importlib
import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed")
made = importlib.import_module("training.adaptation")

ROWS, PIECES = 40, 300


@pytest.fixture
def pieces() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ids [rows, pieces], which are there, and which ids go on a word: the odd ones."""
    rng = np.random.default_rng(7)
    ids = rng.integers(2000, 9000, (ROWS, PIECES))
    mask = np.ones(ids.shape, bool)
    ids[0, 100:], mask[0, 100:] = 0, False
    goes_on = np.zeros(made.VOCABULARY, bool)
    goes_on[1::2] = True
    return ids, mask, goes_on


def test_words_are_hidden_whole(pieces: tuple[np.ndarray, ...]) -> None:
    ids, mask, goes_on = pieces
    _, asked = made.hide_words(ids, mask, 0.15, goes_on, np.random.default_rng(1))
    inside = goes_on[ids] & mask
    inside[:, :2], inside[:, -1], inside[0, 99] = False, False, False  # next to the markers, which are never asked for
    assert (asked[inside] == np.roll(asked, 1, axis=1)[inside]).all()


def test_the_share_is_asked_for_and_nine_in_ten_are_changed(pieces: tuple[np.ndarray, ...]) -> None:
    ids, mask, goes_on = pieces
    shown, asked = made.hide_words(ids, mask, 0.15, goes_on, np.random.default_rng(1))
    assert asked.mean() == pytest.approx(0.15, abs=0.02)
    assert (shown[~asked] == ids[~asked]).all()
    assert (shown[asked] == made.MASK).mean() == pytest.approx(0.8, abs=0.05)
    assert (shown[asked] == ids[asked]).mean() == pytest.approx(0.1, abs=0.04)


def test_markers_and_what_is_not_there_are_never_asked_for(pieces: tuple[np.ndarray, ...]) -> None:
    ids, mask, goes_on = pieces
    _, asked = made.hide_words(ids, mask, 1.0, goes_on, np.random.default_rng(1))
    expected = mask.copy()
    expected[:, 0], expected[1:, -1], expected[0, 99] = False, False, False
    assert (asked == expected).all()


def test_pieces_that_go_on_a_word(tmp_path: Path) -> None:
    vocabulary = {"[UNK]": 0, "rain": 1, "##ing": 2, "##s": 3}
    model = {"type": "WordPiece", "vocab": vocabulary, "unk_token": "[UNK]", "max_input_chars_per_word": 100}
    file = tmp_path / "tokenizer.json"
    file.write_text(
        json.dumps({"version": "1.0", "model": model | {"continuing_subword_prefix": "##"}, "added_tokens": []}),
        encoding="utf-8",
    )
    assert np.flatnonzero(made.continuing_pieces(file)).tolist() == [2, 3]
