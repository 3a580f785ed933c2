"""Windows and batches of training: every piece once, the right tags, and what is not annotated masked."""

import importlib
import random
import re
from typing import Any

import numpy as np
import pytest

from sayso.reading.attribution.context import cue_context
from sayso.reading.attribution.labels import CUE_LABELS, ROLE_LABELS
from sayso.reading.encoder.features import FIRST_CAPITAL
from sayso.reading.encoder.pieces import Pieces

torch = pytest.importorskip("torch", reason="PyTorch is not installed")
made = importlib.import_module("training.data.batches")
texts = importlib.import_module("training.data.texts")

Attribution, Mention = texts.PieceAttribution, texts.PieceMention
NAME, NOMINAL = made.FORMS.index("name"), made.FORMS.index("nominal")


def text_of(words: str, sentences: list[int] | None = None, **fields: Any) -> Any:
    """A text with a piece for every word; ids are 1000 + number, features tell capitals."""
    edges = [match.span() for match in re.finditer(r"\S+", words)]
    starts, ends = (np.array([edge[side] for edge in edges], np.int32) for side in (0, 1))
    count = len(edges)
    capital = [FIRST_CAPITAL if words[start].isupper() else 1 for start in starts.tolist()]
    features = np.stack([capital, np.full(count, 1), np.arange(count) % 6], axis=1).astype(np.uint8)
    pieces = Pieces(ids=np.arange(1000, 1000 + count, dtype=np.int32), starts=starts, ends=ends, features=features)
    firsts = np.array(sentences or [0], np.int64)
    return texts.TrainingText(name="t/1", corpus="t", text=words, pieces=pieces, sentences=firsts, **fields)


def collate(*windows: Any, negatives: int = 0, most_cues: int = 99, seed: int = 0) -> Any:
    return made.collate(list(windows), random.Random(seed), negatives, most_cues, 2)


def spelled(labels: tuple[str, ...], tags: Any) -> str:
    return " ".join("-" if tag == made.IGNORED else labels[tag] for tag in tags.tolist())


def words(count: int) -> str:
    return " ".join(f"w{number}" for number in range(count))


@pytest.mark.parametrize("seed", range(30))
def test_windows_cover_every_piece_once(seed: int) -> None:
    rng = random.Random(seed)
    longest = rng.randint(2, 30)
    all_texts = []
    for count in (0, 1, longest, longest + 1, rng.randint(2, 200)):
        firsts = sorted({0, *(rng.randrange(max(count, 1)) for _ in range(count // 6))})
        all_texts.append(text_of(words(count), firsts, attributions=((), (), ())))
    found = list(made.windows(all_texts, longest, rng))
    for each in all_texts:
        ranges = [(window.first, window.last) for window in found if window.text is each]
        assert [piece for first, last in ranges for piece in range(first, last)] == list(range(len(each.pieces)))
        assert all(0 < last - first <= longest for first, last in ranges)
        assert len({window.version for window in found if window.text is each}) <= 1
        if len(each.pieces) <= longest:
            assert len(ranges) == bool(len(each.pieces))


def test_windows_end_where_a_sentence_does_in_their_second_half() -> None:
    firsts = [0, 3, 7, 30, 34, 39]
    text = text_of(words(60), firsts)
    for seed in range(20):
        found = list(made.windows([text], 10, random.Random(seed)))
        assert found[0].last in {3, 6, 7}  # for rooms of 5, 6 and 7 to 10
        for window in found[1:-1]:
            ends = [first for first in firsts if window.first + 5 < first <= window.first + 10]
            assert window.last == max(ends, default=window.first + 10)


def test_windows_are_cut_elsewhere_each_time_and_all_versions_come() -> None:
    text = text_of(words(100), attributions=((), (), ()))
    found = [next(iter(made.windows([text], 20, random.Random(seed)))) for seed in range(60)]
    assert len({window.last for window in found}) > 5
    assert {window.version for window in found} == {0, 1, 2}


@pytest.mark.parametrize("seed", range(10))
def test_batches_hold_every_window_once_and_keep_to_their_size(seed: int) -> None:
    rng = random.Random(seed)
    text = text_of(words(100))
    windows = [made.Window(text, 0, rng.randint(1, 60), number) for number in range(900)]
    batches = list(made.batches(windows, 200, rng))
    assert sorted(window.version for batch in batches for window in batch) == list(range(900))
    for batch in batches:
        assert batch
        assert len(batch) == 1 or len(batch) * (max(window.last for window in batch) + 2) <= 200
    assert len(batches) < 900 / 3
    assert [len(batch) for batch in batches] != sorted((len(batch) for batch in batches), reverse=True)


def test_no_windows_make_no_batches_of_something() -> None:
    assert [batch for batch in made.batches([], 100, random.Random(0)) if batch] == []


SAYS = Attribution(source=((1, 3),), cue=((3, 5),), content=((5, 8), (9, 10)), stance="deny")
BARE = Attribution(source=(), cue=(), content=((10, 12),))
TEXT = text_of(words(14), attributions=((SAYS, BARE), (BARE,)))


def test_pieces_with_their_markers_and_padding() -> None:
    batch = collate(made.Window(TEXT, 2, 6, 0), made.Window(TEXT, 0, 2, 0))
    assert batch.ids.tolist() == [[101, 1002, 1003, 1004, 1005, 102], [101, 1000, 1001, 102, 0, 0]]
    assert batch.mask.tolist() == [[True] * 6, [True] * 4 + [False] * 2]
    assert batch.lengths.tolist() == [6, 4]
    assert batch.features[0, 1:5].tolist() == TEXT.pieces.features[2:6].tolist()
    assert (batch.features[0, [0, 5]] == 0).all()
    assert (batch.features[1, 3:] == 0).all()


def test_tags_of_both_heads() -> None:
    batch = collate(made.Window(TEXT, 0, 14, 0), made.Window(TEXT, 9, 14, 1))
    assert spelled(CUE_LABELS, batch.cue_tags[0]) == "O O O O B-cue I-cue O O O O O B-bare O O O O"
    assert spelled(CUE_LABELS, batch.cue_tags[1]) == "O O B-bare O O O O" + " -" * 9
    assert batch.cue_rows.tolist() == [0, 0, 1]
    assert batch.cue_ranges.tolist() == [[4, 6], [11, 12], [2, 3]]
    assert [spelled(ROLE_LABELS, tags) for tags in batch.role_tags] == [
        "O O B-source E-source B-cue I-cue B-content I-content E-content O S-content O O O O O",
        "O O O O O O O O O O O B-content E-content O O O",
        "O O B-content E-content" + " O" * 12,
    ]
    assert batch.stances.tolist() == [made.STANCES.index("deny"), made.IGNORED, made.IGNORED]
    assert batch.share_asked == 1.0
    assert batch.attributed.tolist() == [0, 1]


def test_masks_of_the_roles_and_context_are_those_of_the_row() -> None:
    batch = collate(made.Window(TEXT, 0, 14, 0))
    held = [[row.nonzero()[:, 0].tolist() for row in cue] for cue in batch.role_masks]
    assert held == [[[2, 3], [4, 5], [6, 7, 8, 10]], [[], [], [11, 12]]]
    features = batch.features[0].numpy().astype(np.uint8)
    assert (batch.context.numpy() == cue_context(features, np.array([[4, 6], [11, 12]]))).all()


def test_layers_of_sources_and_contents() -> None:
    outer = Attribution(source=((0, 1),), cue=((1, 2),), content=((2, 8),))
    inner = Attribution(source=((3, 4),), cue=((4, 5),), content=((5, 8),))
    text = text_of(words(10), attributions=((outer, inner),))
    batch = collate(made.Window(text, 0, 8, 0), made.Window(text, 0, 10, 0))
    sources, contents = (spelled(("O", "B", "I"), layer) for layer in batch.layer_tags[0])
    assert sources == "O B O O B O O O O O - -"
    assert contents == "O O O B I I I I I O - -"  # of two contents over each other the first is marked


def test_what_lies_over_the_edge_of_a_window() -> None:
    batch = collate(made.Window(TEXT, 2, 7, 0))
    assert spelled(ROLE_LABELS, batch.role_tags[0]) == "O S-source B-cue I-cue B-content E-content O"
    assert [row.nonzero()[:, 0].tolist() for row in batch.role_masks[0]] == [[1], [2, 3], [4, 5]]
    assert batch.layer_tags[0].tolist() == [[0, 1, 0, 0, 0, 0, 0], [0, 0, 0, 0, 1, 2, 0]]
    # a cue over the edge is not asked about, its content is still one
    cut = collate(made.Window(TEXT, 4, 9, 0))
    assert cut.cue_rows.tolist() == []
    assert spelled(CUE_LABELS, cut.cue_tags[0]) == "O O O O O O O"
    assert cut.layer_tags[0, 1].tolist() == [0, 0, 1, 2, 2, 0, 0]
    assert cut.context.shape == (0, 7, 4)
    assert cut.role_tags.shape == (0, 7)
    assert cut.role_masks.shape == (0, 3, 7)


def test_a_bare_content_does_not_hide_a_cue() -> None:
    bare = Attribution(source=(), cue=(), content=((3, 6),))
    text = text_of(words(8), attributions=((Attribution(source=(), cue=((3, 4),), content=((4, 6),)), bare),))
    batch = collate(made.Window(text, 0, 8, 0))
    assert spelled(CUE_LABELS, batch.cue_tags[0]) == "O O O O B-cue O O O O O"
    assert batch.cue_ranges.tolist() == [[4, 5], [4, 5]]


def test_negatives_are_pieces_that_are_no_cues() -> None:
    batch = collate(made.Window(TEXT, 0, 14, 0), negatives=200, most_cues=999)
    ranges = batch.cue_ranges[2:].tolist()
    assert len(ranges) > 100
    assert {first for first, _ in ranges} == set(range(1, 15)) - {4, 5, 11}
    assert all(last == first + 1 for first, last in ranges)
    assert (batch.role_tags[2:] == 0).all()
    assert (batch.role_masks[2:] == 0).all()
    assert (batch.stances[2:] == made.IGNORED).all()


def test_of_many_cues_some_are_drawn_and_count_for_the_others() -> None:
    seen = set()
    for seed in range(20):
        batch = collate(made.Window(TEXT, 0, 14, 0), negatives=9, most_cues=4, seed=seed)
        assert len(batch.cue_rows) == len(batch.cue_ranges) == len(batch.role_tags) == len(batch.stances) == 4
        assert len(batch.role_masks) == len(batch.context) == 4
        assert 4 * batch.share_asked == round(4 * batch.share_asked) > 4
        for cue, tags in zip(batch.cue_ranges.tolist(), batch.role_tags, strict=True):
            assert ("cue" in spelled(ROLE_LABELS, tags)) == (cue == [4, 6])
            seen.add(tuple(cue))
    assert (4, 6) in seen


def test_rows_without_attributions_are_ignored() -> None:
    plain = text_of(words(5), mentions=(), forms=frozenset({"name"}))
    batch = collate(made.Window(plain, 0, 5, 0), made.Window(TEXT, 0, 5, 0), negatives=3)
    assert batch.attributed.tolist() == [1]
    assert (batch.cue_tags[0] == made.IGNORED).all()
    assert (batch.layer_tags[0] == made.IGNORED).all()
    assert set(batch.cue_rows.tolist()) == {1}
    assert batch.mentioned.tolist() == [0]


def spans(matrix: Any) -> set[tuple[int, int]]:
    return {(first, last) for first, last in matrix.nonzero().tolist()}


def all_spans(*sentences: tuple[int, int]) -> set[tuple[int, int]]:
    """Spans (first, last) within sentences, by places in the row with its marker."""
    return {(a, b) for first, last in sentences for a in range(first, last) for b in range(a, last)}


def test_mentions_and_the_spans_that_are_none() -> None:
    mentions = (
        Mention(first=0, last=2, form="name", types=frozenset({"person"})),
        Mention(first=1, last=2, form="nominal", types=frozenset({"group", "organization"})),
        Mention(first=4, last=6, form="name", types=frozenset({"place"})),
    )
    text = text_of(words(7), [0, 4], mentions=mentions, forms=frozenset({"name", "nominal"}))
    batch = collate(made.Window(text, 0, 7, 0))
    assert spans(batch.mention_targets[0, NAME]) == {(1, 2), (5, 6)}
    assert spans(batch.mention_targets[0, NOMINAL]) == {(2, 2)}
    for form, name in enumerate(made.FORMS):
        expected = all_spans((1, 5), (5, 8)) if name in text.forms else set()
        assert spans(batch.mention_weights[0, form]) == expected
    assert batch.spans.tolist() == [[0, 1, 2], [0, 2, 2], [0, 5, 6]]
    allowed = [{made.TYPES[each] for each in row.nonzero()[:, 0].tolist()} for row in batch.span_types]
    assert allowed == [{"person"}, {"group", "organization"}, {"place"}]


def test_a_mention_over_the_edge_of_a_window_is_left_out() -> None:
    mentions = tuple(
        Mention(first=first, last=first + 2, form="name", types=frozenset({"person"})) for first in (1, 3, 5)
    )  # fmt: skip
    text = text_of(words(8), mentions=mentions, forms=frozenset({"name"}))
    batch = collate(made.Window(TEXT, 0, 2, 0), made.Window(text, 2, 6, 0))
    assert batch.mentioned.tolist() == [1]
    assert batch.spans.tolist() == [[1, 2, 3]]
    assert spans(batch.mention_targets[0, NAME]) == {(2, 3)}


def test_what_is_unsettled_does_not_count() -> None:
    text = text_of(
        words(6), mentions=(), forms=frozenset({"name", "nominal"}), unsettled=((0, 1), (2, 4), (3, 4), (4, 9))
    )
    batch = collate(made.Window(text, 0, 6, 0))
    for form in (NAME, NOMINAL):
        assert spans(batch.mention_weights[0, form]) == all_spans((1, 7)) - {(1, 1), (3, 4), (4, 4)}
    later = collate(made.Window(text, 2, 6, 0))
    assert spans(later.mention_weights[0, NAME]) == all_spans((1, 5)) - {(1, 2), (2, 2)}


def test_a_mention_without_a_form_counts_for_its_types_alone() -> None:
    mention = Mention(first=1, last=2, form=None, types=frozenset({"weapon"}))
    text = text_of(words(3), mentions=(mention,), forms=frozenset({"name", "nominal"}))
    batch = collate(made.Window(text, 0, 3, 0))
    assert (batch.mention_targets == 0).all()
    assert spans(batch.mention_weights[0, NAME]) == all_spans((1, 4)) - {(2, 2)}
    assert batch.spans.tolist() == [[0, 2, 2]]


def test_a_mention_counts_even_where_its_form_is_not_annotated_throughout() -> None:
    mention = Mention(first=1, last=2, form="nominal", types=frozenset({"person"}))
    text = text_of(words(3), mentions=(mention,), forms=frozenset({"name"}))
    batch = collate(made.Window(text, 0, 3, 0))
    assert spans(batch.mention_weights[0, NOMINAL]) == {(2, 2)}


def test_where_not_all_types_are_annotated_capitals_may_be_anything() -> None:
    mention = Mention(first=0, last=2, form="name", types=frozenset({"person"}))
    fields: dict[str, Any] = {"mentions": (mention,), "forms": frozenset({"name"})}
    some = text_of("Jo Oru left Telsk at noon", all_types=False, **fields)
    batch = collate(made.Window(some, 0, 6, 0))
    without_capital = {(3, 3), (5, 5), (5, 6), (6, 6)}
    touching = {(first, last) for first, last in all_spans((1, 7)) if first <= 2}
    assert spans(batch.mention_weights[0, NAME]) == without_capital | touching
    every = text_of("Jo Oru left Telsk at noon", all_types=True, **fields)
    assert spans(collate(made.Window(every, 0, 6, 0)).mention_weights[0, NAME]) == all_spans((1, 7))
    # in a window that begins inside the mention what touches its rest counts too
    later = collate(made.Window(some, 1, 6, 0))
    assert spans(later.mention_weights[0, NAME]) == {(2, 2), (4, 4), (4, 5), (5, 5)} | {
        (1, last) for last in range(1, 6)
    }


def test_overlong_spans_do_not_count() -> None:
    text = text_of(words(made.LONGEST_MENTION + 3), mentions=(), forms=frozenset({"name"}))
    found = spans(collate(made.Window(text, 0, len(text.pieces), 0)).mention_weights[0, NAME])
    assert max(last - first + 1 for first, last in found) == made.LONGEST_MENTION
    assert (1, made.LONGEST_MENTION) in found


def test_a_cue_does_not_go_on_into_a_content_whose_cues_are_not_known() -> None:
    said = Attribution(source=((0, 1),), cue=((1, 2),), content=((2, 7),))
    text = text_of(words(9), attributions=((said,),), nests=False)
    batch = collate(made.Window(text, 0, 9, 0))
    assert spelled(CUE_LABELS, batch.cue_tags[0]) == "O O B-cue O - - - - O O O"
