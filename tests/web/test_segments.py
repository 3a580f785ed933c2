"""Marks on text: nothing lost, nothing repeated, always properly nested."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.web.segments import Block, Mark, blocks, paragraphs, segments


def mark(start: int, end: int, name: str = "m", kind: str = "content") -> Mark:
    return Mark(id=name, owner=name, kind=kind, start=start, end=end)  # type: ignore[arg-type]


texts = st.text(alphabet="ab \n\r\t\u2029\u202e\x00é🌧", max_size=60)
spans = st.lists(st.tuples(st.integers(-2, 62), st.integers(-2, 62)), max_size=8)


def marks_of(pairs: list[tuple[int, int]]) -> list[Mark]:
    kinds = ("content", "source", "cue")
    return [mark(min(pair), max(pair), f"m{n}", kinds[n % 3]) for n, pair in enumerate(pairs)]


@given(text=texts, pairs=spans)
def test_joined_segments_are_the_text(text: str, pairs: list[tuple[int, int]]) -> None:
    marks = marks_of(pairs)
    found = segments(len(text), marks)
    assert "".join(text[part.start : part.end] for part in found) == text
    for part in found:
        assert part.start < part.end
        for offset in range(part.start, part.end):
            assert part.marks == {m.id for m in marks if m.start <= offset < m.end}


@given(text=texts, pairs=spans)
def test_blocks_hold_all_but_white_space_and_nest(text: str, pairs: list[tuple[int, int]]) -> None:
    found = blocks(text, marks_of(pairs))
    assert " ".join(words(block) for block in found).split() == text.split()
    for block in found:
        assert words(block) == text[block.start : block.end]
        depth = 0
        for piece in block.pieces:
            depth += {"open": 1, "text": 0, "close": -1}[piece.step]
            assert depth >= 0
        assert depth == 0


@given(text=texts, pairs=spans)
def test_every_character_is_shown_inside_its_marks(text: str, pairs: list[tuple[int, int]]) -> None:
    marks = marks_of(pairs)
    for block in blocks(text, marks):
        offset, stack = block.start, []
        for piece in block.pieces:
            if piece.mark is not None:
                stack.append(piece.mark.id)
            elif piece.step == "close":
                stack.pop()
            for _ in piece.text:
                assert sorted(stack) == sorted(m.id for m in marks if m.start <= offset < m.end)
                offset += 1


@given(text=texts, pairs=spans)
def test_a_mark_opens_first_only_once(text: str, pairs: list[tuple[int, int]]) -> None:
    opened = [p.mark.id for b in blocks(text, marks_of(pairs)) for p in b.pieces if p.mark is not None and p.first]
    assert len(opened) == len(set(opened))


def words(block: Block) -> str:
    return "".join(piece.text for piece in block.pieces)


def shape(block: Block) -> str:
    """Return the block as text with `[name` and `]` around its marks."""
    steps = {"open": lambda p: f"[{p.mark.id}:", "text": lambda p: p.text, "close": lambda p: "]"}
    return "".join(steps[piece.step](piece) for piece in block.pieces)


def test_quote_inside_quote() -> None:
    (block,) = blocks("He said x y z.", [mark(8, 13, "out"), mark(10, 11, "in"), mark(3, 7, "cue", "cue")])
    assert shape(block) == "He [cue:said] [out:x [in:y] z]."


def test_crossing_marks() -> None:
    (block,) = blocks("abcdef", [mark(0, 4, "p"), mark(2, 6, "q")])
    assert shape(block) == "[p:ab[q:cd]][q:ef]"
    reopened = [piece for piece in block.pieces if piece.mark is not None and piece.mark.id == "q"]
    assert [piece.first for piece in reopened] == [True, False]
    assert [piece.starts_block for piece in reopened] == [True, False]


def test_same_span_twice() -> None:
    (block,) = blocks("ab", [mark(0, 2, "s", "source"), mark(0, 2, "c")])
    assert shape(block) == "[c:[s:ab]]"


def test_a_mark_over_paragraphs_opens_in_each() -> None:
    first, second = blocks('"one\n\n"two"', [mark(0, 11, "q")])
    assert (shape(first), shape(second)) == ('[q:"one]', '[q:"two"]')
    opens = [piece for block in (first, second) for piece in block.pieces if piece.step == "open"]
    assert [(piece.first, piece.starts_block) for piece in opens] == [(True, True), (False, True)]


def test_paragraphs() -> None:
    assert paragraphs("one\ntwo\n\nthree\n \n\nfour\n") == ((0, 7), (9, 14), (18, 23))
    assert paragraphs(" \n\n ") == ()
    assert paragraphs("") == ()
