"""Windows cover a report, end at sentence ends where they can, and give every piece its best context."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.core.errors import UsageError
from sayso.reading.encoder.pieces import Pieces
from sayso.reading.encoder.windows import Windows, cut


def pieces_of(count: int) -> Pieces:
    """Pieces of one letter with a space after each: piece p is at code point 2p."""
    starts = np.arange(count, dtype=np.int32) * 2
    features = np.zeros((count, 3), np.uint8)
    return Pieces(ids=np.full(count, 999, np.int32), starts=starts, ends=starts + 1, features=features)


def sentences_of(lengths: list[int]) -> list[tuple[int, int]]:
    """Sentences of so many pieces each, as offsets."""
    ends = np.cumsum(lengths).tolist()
    return [(2 * (end - length), 2 * end - 1) for end, length in zip(ends, lengths, strict=True)]


def ranges(windows: Windows) -> list[tuple[int, int]]:
    return list(zip(windows.starts.tolist(), windows.ends.tolist(), strict=True))


CASES = [
    # lengths of the sentences, size, overlap, ranges of the windows
    ("nothing", [], 10, 4, []),
    ("all fits", [4, 6], 10, 4, [(0, 10)]),
    ("ends at a sentence end, begins at a sentence start", [3, 3, 3, 3], 10, 4, [(0, 9), (6, 12)]),
    ("no sentence begins in the overlap", [2, 7, 6], 10, 4, [(0, 9), (5, 15)]),
    ("no overlap wanted", [3, 3, 3, 3], 10, 0, [(0, 9), (9, 12)]),
    ("the sentence ends in the first half only", [3, 20, 3], 10, 4, [(0, 10), (6, 16), (12, 22), (18, 26)]),
    ("one sentence without end", [25], 10, 5, [(0, 10), (5, 15), (10, 20), (15, 25)]),
    ("sentences of one piece", [1] * 14, 10, 3, [(0, 10), (7, 14)]),
]


@pytest.mark.parametrize(
    ("lengths", "size", "overlap", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_where_windows_are_cut(lengths: list[int], size: int, overlap: int, expected: list[tuple[int, int]]) -> None:
    assert ranges(cut(pieces_of(sum(lengths)), sentences_of(lengths), size=size, overlap=overlap)) == expected


def test_each_piece_is_read_where_the_nearer_edge_is_farthest() -> None:
    windows = cut(pieces_of(15), sentences_of([2, 7, 6]), size=10, overlap=4)
    assert ranges(windows) == [(0, 9), (5, 15)]
    # 5 and 6 are 3 and 2 from the end of the first, 0 and 1 from the beginning of the second; 7 and 8 the reverse
    assert windows.best.tolist() == [0] * 7 + [1] * 8
    assert [windows.own(window) for window in range(2)] == [(0, 7), (7, 15)]


def test_of_equal_contexts_the_earlier_window_has_the_piece() -> None:
    windows = cut(pieces_of(15), sentences_of([3, 7, 5]), size=10, overlap=5)
    assert ranges(windows) == [(0, 10), (5, 15)]
    assert windows.best.tolist() == [0] * 8 + [1] * 7  # piece 7 is 2 from both edges


def test_a_piece_over_a_sentence_end_belongs_to_the_sentence_it_starts_in() -> None:
    starts = np.array([0, 2, 4, 6, 8, 10, 12], np.int32)
    ends = np.array([1, 3, 5, 9, 9, 11, 13], np.int32)
    pieces = Pieces(ids=starts, starts=starts, ends=ends, features=np.zeros((7, 3), np.uint8))
    assert ranges(cut(pieces, [(0, 7), (8, 13)], size=5, overlap=0)) == [(0, 4), (4, 7)]


@pytest.mark.parametrize(("size", "overlap"), [(1, 0), (0, 0), (10, 6), (10, -1)])
def test_settings_out_of_range_are_refused(size: int, overlap: int) -> None:
    with pytest.raises(UsageError, match=f"windows of {size} pieces cannot overlap by {overlap}"):
        cut(pieces_of(3), [], size=size, overlap=overlap)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_windows_of_any_report(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 40))
    overlap = data.draw(st.integers(0, size // 2))
    lengths = data.draw(st.lists(st.integers(1, 60), max_size=20))
    gaps = data.draw(st.sets(st.integers(0, len(lengths))))  # sentences that the splitter did not give
    count = sum(lengths)
    given_sentences = [each for number, each in enumerate(sentences_of(lengths)) if number not in gaps]
    windows = cut(pieces_of(count), given_sentences, size=size, overlap=overlap)

    found = ranges(windows)
    assert ranges(cut(pieces_of(count), given_sentences, size=size, overlap=overlap)) == found
    assert sorted({piece for start, end in found for piece in range(start, end)}) == list(range(count))
    assert all(0 < end - start <= size for start, end in found)
    for (start, end), (next_start, next_end) in itertools.pairwise(found):
        assert start < next_start <= end < next_end
        assert end - next_start <= overlap
    stops = {(last + 1) // 2 for _, last in given_sentences}
    for start, end in found[:-1]:
        in_second_half = [stop for stop in stops if start + size // 2 < stop <= start + size]
        assert end == max(in_second_half, default=start + size)
    check_best(windows, count)


def check_best(windows: Windows, count: int) -> None:
    """Compare with the definition, piece by piece."""
    found = ranges(windows)
    for piece in range(count):
        contexts = []
        for start, end in found:
            before = count if start == 0 else piece - start
            after = count if end == count else end - 1 - piece
            contexts.append(min(before, after) if start <= piece < end else -1)
        assert windows.best[piece] == contexts.index(max(contexts))
    assert (np.diff(windows.best) >= 0).all()
    owned = [piece for window in range(len(windows)) for piece in range(*windows.own(window))]
    assert owned == list(range(count))
