"""From the scores of the heads to attributions of a window, with a second head whose answers are written by hand."""

import numpy as np
import pytest
from numpy.typing import NDArray

from sayso.reading.attribution.chains import Transitions
from sayso.reading.attribution.context import cue_context
from sayso.reading.attribution.decode import AskedWindow, AttributionDecoder, FoundAttribution, shifted
from sayso.reading.attribution.labels import CUE_LABELS, ROLE_LABELS, PieceRange, transition_mask

Floats = NDArray[np.float32]
SIZE = 12
STATES = np.stack([np.arange(SIZE), np.arange(SIZE) ** 2], axis=1).astype(np.float32)
FEATURES = np.stack([np.full(SIZE, 1), np.resize([3, 1, 1, 2, 1], SIZE), np.resize([0, 1, 2, 3], SIZE)], axis=1).astype(
    np.uint8
)


def chain(labels: tuple[str, ...]) -> Transitions:
    between, start, end = transition_mask(labels)
    return Transitions(between=between, start=start, end=end)


def scores_of(labels: tuple[str, ...], spelled: str, strength: float) -> Floats:
    """Emissions [pieces, labels] that prefer the labels in `spelled` by `strength`."""
    found = np.zeros((SIZE, len(labels)), np.float32)
    for piece, label in enumerate(spelled.split()):
        found[piece, labels.index(label)] = strength
    return found


class Answers:
    """A second head that gives the answers it was told, by number of the cue, and keeps what it was asked."""

    def __init__(self, *spelled: str, strength: float = 9) -> None:
        self.emissions = np.stack([scores_of(ROLE_LABELS, each, strength) for each in spelled or ("O",)])
        self.asked: list[tuple[Floats, Floats, NDArray[np.int64]]] = []

    def __call__(self, states: Floats, cues: Floats, context: NDArray[np.int64]) -> Floats:
        self.asked.append((states, cues, context))
        assert len(cues) == len(context) == len(self.emissions)
        return self.emissions


def read(
    cues: str | Floats, roles: Answers, *, own: PieceRange = (0, SIZE), cue_bias: float = 0.0, strength: float = 9
) -> list[FoundAttribution]:
    logits = scores_of(CUE_LABELS, cues, strength) if isinstance(cues, str) else cues
    decoder = AttributionDecoder(chain(CUE_LABELS), chain(ROLE_LABELS), roles, cue_bias=cue_bias)
    return decoder.windows([AskedWindow(states=STATES, cue_logits=logits, features=FEATURES, own=own)])[0]


def ranges(found: FoundAttribution) -> tuple[object, ...]:
    return found.source, found.cue, found.content, found.anchor


SAYS = "O O B-source E-source B-cue I-cue O B-content I-content I-content E-content O"
CUE = "O O O O B-cue I-cue O O O O O O"


def test_one_attribution() -> None:
    (found,) = read(CUE, Answers(SAYS))
    assert ranges(found) == (((2, 4),), ((4, 6),), ((7, 11),), (4, 6))


def test_the_second_head_is_asked_with_means_and_context_of_every_cue() -> None:
    roles = Answers(SAYS, SAYS, SAYS)
    read("O B-bare O O B-cue I-cue I-cue O O O B-cue O", roles)
    ((states, cues, context),) = roles.asked
    edges = [(1, 2), (4, 7), (10, 11)]
    assert states is STATES
    np.testing.assert_allclose(cues, [STATES[first:last].mean(0) for first, last in edges], rtol=1e-6)
    assert (context == cue_context(FEATURES, np.array(edges))).all()


def test_without_cues_the_second_head_is_not_asked() -> None:
    roles = Answers()
    assert read("O " * SIZE, roles) == []
    assert roles.asked == []


def test_a_cue_without_content_is_none() -> None:
    assert read(CUE, Answers("O O B-source E-source B-cue I-cue")) == []


def test_of_several_cues_those_without_content_are_left_out() -> None:
    answers = Answers("O O O S-source O O O", "S-source B-cue S-content", "O O O O O O O O O O B-cue S-content")
    found = read("O B-cue O O B-cue O O O O O B-cue O", answers)
    assert [ranges(each) for each in found] == [
        (((0, 1),), ((1, 2),), ((2, 3),), (4, 5)),
        ((), ((10, 11),), ((11, 12),), (10, 11)),
    ]


def test_a_bare_content_has_no_cue() -> None:
    (found,) = read("O O B-bare O O O O O O O O O", Answers("O O B-content I-content E-content O S-source"))
    assert ranges(found) == (((6, 7),), (), ((2, 5),), (2, 3))


def test_a_cue_that_the_second_head_finds_for_a_bare_content_counts() -> None:
    (found,) = read("O O B-bare O O O O O O O O O", Answers("O O B-content I-content E-content B-cue"))
    assert found.cue == ((5, 6),)


def test_a_cue_that_the_second_head_does_not_repeat_stays() -> None:
    (found,) = read(CUE, Answers("O O O O O O O S-content"))
    assert ranges(found) == ((), ((4, 6),), ((7, 8),), (4, 6))


def test_the_second_head_may_give_the_cue_other_edges_and_several_parts() -> None:
    (found,) = read(CUE, Answers("O O O O B-cue O O S-content B-cue I-cue S-content S-content"))
    assert ranges(found) == ((), ((4, 5), (8, 10)), ((7, 8), (10, 11), (11, 12)), (4, 6))


def test_cues_side_by_side_are_two() -> None:
    found = read("O O O O B-cue I-cue B-cue I-cue O O O O", Answers(SAYS, SAYS))
    assert [each.anchor for each in found] == [(4, 6), (6, 8)]


def test_a_cue_may_reach_the_end_of_the_window() -> None:
    (found,) = read("O O O O O O O O O O B-cue I-cue", Answers("S-content"))
    assert found.anchor == (10, 12)


@pytest.mark.parametrize(
    ("own", "anchors"),
    [
        ((0, 12), [(1, 2), (4, 6), (9, 12)]),
        ((0, 4), [(1, 2)]),
        ((0, 5), [(1, 2), (4, 6)]),  # it begins in the last own piece and goes on behind
        ((5, 12), [(9, 12)]),  # the one that goes on in piece 5 began before
        ((2, 9), [(4, 6)]),
        ((9, 10), [(9, 12)]),
        ((6, 6), []),
    ],
)
def test_a_window_gives_the_cues_that_begin_in_its_own_pieces(own: PieceRange, anchors: list[PieceRange]) -> None:
    roles = Answers(*["S-content"] * len(anchors))
    found = read("O B-cue O O B-cue I-cue O O O B-cue I-cue I-cue", roles, own=own)
    assert [each.anchor for each in found] == anchors
    assert len(roles.asked) == bool(anchors)


@pytest.mark.parametrize(
    ("cue_bias", "count"), [(-3.5, 2), (-1.5, 1), (0.0, 1), (0.5, 1), (1.5, 0), (-2.5, 2), (0.99, 1), (1.01, 0)]
)
def test_the_bias_moves_the_threshold(cue_bias: float, count: int) -> None:
    logits = np.zeros((SIZE, 4), np.float32)
    logits[:, 0] = 9
    logits[3, :2] = 2, 3  # a cue by 1
    logits[7, :2] = 2, 0  # none by 2
    found = read(logits, Answers(*["S-content"] * max(count, 1)), cue_bias=cue_bias)
    assert [each.anchor[0] for each in found] == [3, 7][:count]


def test_the_probability_of_a_cue_does_not_hang_on_the_bias() -> None:
    logits = np.zeros((SIZE, 4), np.float32)
    logits[:, 0] = 20
    logits[3] = 2, 3, -20, 1
    (plain,) = read(logits, Answers("S-content"))
    (biased,) = read(logits, Answers("S-content"), cue_bias=-0.5)
    expected = np.exp(3) / np.exp([2, 3, 1]).sum()
    assert plain.cue_probability == pytest.approx(expected, rel=1e-4)
    assert biased.cue_probability == plain.cue_probability


def test_the_probability_of_a_bare_content_is_its_own() -> None:
    logits = np.zeros((SIZE, 4), np.float32)
    logits[:, 0] = 20
    logits[3] = 2, 1, -20, 3
    (found,) = read(logits, Answers("S-content"))
    assert found.cue_probability == pytest.approx(np.exp(3) / np.exp([2, 3, 1]).sum(), rel=1e-4)


@pytest.mark.parametrize("strength", [0.5, 2.0, 5.0, 30.0, 200.0])
def test_probabilities_are_between_0_and_1_and_grow_with_the_scores(strength: float) -> None:
    (found,) = read(CUE, Answers(SAYS, strength=strength), strength=max(strength, 2))
    (surer,) = read(CUE, Answers(SAYS, strength=strength * 2), strength=max(strength, 2) * 2)
    assert 0 < found.cue_probability <= surer.cue_probability <= 1
    assert 0 < found.path_probability <= surer.path_probability <= 1


def test_the_probability_of_a_path_is_its_share_of_all_paths() -> None:
    # Two ways to read one piece, content or nothing, and all else ruled out: 1 / (1 + e**-2).
    roles = Answers("S-content", strength=2)
    outside, content = ROLE_LABELS.index("O"), ROLE_LABELS.index("S-content")
    roles.emissions[:] -= 50
    roles.emissions[:, :, outside] += 50
    roles.emissions[:, 0, content] += 50
    (found,) = read(CUE, roles)
    assert found.path_probability == pytest.approx(1 / (1 + np.exp(-2)), rel=1e-4)


def test_no_path_is_surer_than_sure() -> None:
    # So long a window, so clear a path, that its score rounds to more than that of all paths together.
    rng = np.random.default_rng(2)
    emissions = rng.normal(0, 1, (1, 400, len(ROLE_LABELS))).astype(np.float32)
    emissions[0, :, 0] += (20 + 10 * rng.random(400)).astype(np.float32)
    emissions[0, 9, ROLE_LABELS.index("S-content")] += 60
    logits = np.zeros((400, len(CUE_LABELS)), np.float32)
    logits[:, 0] = 30

    def surest(cue: int) -> FoundAttribution:
        scores = logits.copy()
        scores[cue, CUE_LABELS.index("B-cue")] = 60
        decoder = AttributionDecoder(
            chain(CUE_LABELS), chain(ROLE_LABELS), lambda *_: np.roll(emissions, cue, axis=1), cue_bias=0.0
        )
        window = AskedWindow(
            states=np.zeros((400, 2), np.float32),
            cue_logits=scores,
            features=np.zeros((400, 3), np.uint8),
            own=(0, 400),
        )
        ((found,),) = decoder.windows([window])
        return found

    found = [surest(cue) for cue in range(0, 400, 20)]
    assert all(0.9 < each.path_probability <= 1 and 0.9 < each.cue_probability <= 1 for each in found)


def test_windows_of_a_report_are_read_together_as_each_alone() -> None:
    rng = np.random.default_rng(4)

    def scorer(states: Floats, cues: Floats, context: NDArray[np.int64]) -> Floats:
        # a piece is what its state says, and the more so the nearer it is to the cue
        near = 28 - np.abs(context[..., :1] - 27)
        return np.asarray(states[None, :, : len(ROLE_LABELS)] * near * np.abs(cues[:, None, :1]), np.float32)

    def window(size: int, own: PieceRange) -> AskedWindow:
        logits = rng.normal(0, 3, (size, len(CUE_LABELS))).astype(np.float32)
        states = rng.normal(0, 1, (size, len(ROLE_LABELS))).astype(np.float32)
        return AskedWindow(states=states, cue_logits=logits, features=np.ones((size, 3), np.uint8), own=own)

    asked = [window(size, (0, size)) for size in (20, 33, 1, 33, 5, 40, 12, 8, 17, 30, 2)]
    asked.insert(3, window(9, (4, 4)))  # one without pieces of its own
    decoder = AttributionDecoder(chain(CUE_LABELS), chain(ROLE_LABELS), scorer, cue_bias=0.0)
    found = decoder.windows(asked)
    assert len(found) == len(asked)
    assert found[3] == []
    assert sum(len(each) for each in found) > 20
    for each, together in zip(asked, found, strict=True):
        (alone,) = decoder.windows([each])
        assert [ranges(one) for one in together] == [ranges(one) for one in alone]
        for one, other in zip(together, alone, strict=True):
            assert one.cue_probability == pytest.approx(other.cue_probability, abs=1e-6)
            assert one.path_probability == pytest.approx(other.path_probability, abs=1e-5)
    assert decoder.windows([]) == []


def test_moving_to_the_report() -> None:
    found = read("O B-bare O O B-cue I-cue O O O O O O", Answers("O B-content E-content", SAYS))
    moved = shifted(found, 100)
    assert [ranges(each) for each in moved] == [
        ((), (), ((101, 103),), (101, 102)),
        (((102, 104),), ((104, 106),), ((107, 111),), (104, 106)),
    ]
    assert [(each.cue_probability, each.path_probability) for each in moved] == [
        (each.cue_probability, each.path_probability) for each in found
    ]
    assert shifted([], 5) == []
