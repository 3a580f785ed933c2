"""The encoder gives the same for a window whatever else it reads, on however many threads, and says what is wrong."""

import hashlib
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnx
import pytest

from sayso.core.errors import ReadingError, UsageError
from sayso.reading.encoder import session
from sayso.reading.encoder.features import FEATURE_SIZES
from sayso.reading.encoder.pieces import Pieces
from sayso.reading.encoder.session import Encoded, Encoder, loaded_encoder
from sayso.reading.encoder.windows import Windows, cut

LENGTHS = [1, 2, 5, 17, 31, 60, 64, 65, 100, 203, 0, 333]


def report(count: int, seed: int) -> tuple[Pieces, Windows]:
    random = np.random.default_rng(seed)
    starts = np.arange(count, dtype=np.int32) * 2
    pieces = Pieces(
        ids=random.integers(103, 300, count).astype(np.int32),
        starts=starts,
        ends=starts + 1,
        features=random.integers(0, FEATURE_SIZES, (count, len(FEATURE_SIZES))).astype(np.uint8),
    )
    stops = sorted({*random.integers(1, max(count, 2), count // 12).tolist(), count})
    sentences = [(2 * first, 2 * last) for first, last in zip([0, *stops], stops, strict=False) if first < last]
    return pieces, cut(pieces, sentences, size=64, overlap=20)


REPORTS = [report(count, seed) for seed, count in enumerate(LENGTHS)]


@pytest.fixture(scope="module")
def encoder(model_file: Path) -> Encoder:
    return Encoder(model_file)


def same(first: Encoded, second: Encoded) -> bool:
    """Whether two results are the same to the bit."""
    pairs = list(zip(first.states, second.states, strict=True))
    for head in first.logits:
        pairs += zip(first.logits[head], second.logits[head], strict=True)
    return first.logits.keys() == second.logits.keys() and all(np.array_equal(*pair) for pair in pairs)


def test_what_the_model_file_says_of_itself(encoder: Encoder, model_file: Path) -> None:
    assert encoder.heads == {"cue": 3, "stance": 9}
    assert (encoder.width, encoder.longest) == (64, 64)
    assert encoder.sha256 == hashlib.sha256(model_file.read_bytes()).hexdigest()
    assert encoder.properties["trained"] == "never"


def test_every_window_has_states_and_logits_for_its_pieces_alone(encoder: Encoder) -> None:
    for (_, windows), found in zip(REPORTS, encoder.encode(REPORTS, threads=1), strict=True):
        lengths = (windows.ends - windows.starts).tolist()
        assert [states.shape for states in found.states] == [(length, 64) for length in lengths]
        assert [logits.shape for logits in found.logits["stance"]] == [(length, 9) for length in lengths]
        assert all(np.isfinite(states).all() for states in found.states)


def test_logits_are_the_head_of_the_states(encoder: Encoder, model_file: Path) -> None:
    constants = {each.name: onnx.numpy_helper.to_array(each) for each in onnx.load(model_file).graph.initializer}
    (found,) = encoder.encode(REPORTS[-1:], threads=1)
    for states, logits in zip(found.states, found.logits["cue"], strict=True):
        expected = states @ constants["heads.cue.weight"] + constants["heads.cue.bias"]
        np.testing.assert_allclose(logits, expected, atol=1e-5)


@pytest.mark.parametrize("threads", [1, 2, 3, 8])
def test_results_do_not_depend_on_threads_order_or_company(encoder: Encoder, threads: int) -> None:
    alone = [encoder.encode([each], threads=1)[0] for each in REPORTS]
    together = encoder.encode(REPORTS, threads=threads)
    backwards = encoder.encode(REPORTS[::-1], threads=threads)[::-1]
    assert all(same(*pair) for pair in zip(alone, together, strict=True))
    assert all(same(*pair) for pair in zip(alone, backwards, strict=True))


def test_results_do_not_depend_on_the_process_or_on_what_was_read_before(encoder: Encoder, model_file: Path) -> None:
    fresh = Encoder(model_file)
    fresh.encode(REPORTS[3:7], threads=2)
    assert same(fresh.encode(REPORTS[-1:], threads=1)[0], encoder.encode(REPORTS[-1:], threads=1)[0])


def test_a_window_is_read_as_if_it_were_the_report(encoder: Encoder) -> None:
    pieces, windows = REPORTS[-1]
    (whole,) = encoder.encode([(pieces, windows)], threads=2)
    for window, (start, end) in enumerate(zip(windows.starts.tolist(), windows.ends.tolist(), strict=True)):
        part = Pieces(
            ids=pieces.ids[start:end],
            starts=pieces.starts[start:end],
            ends=pieces.ends[start:end],
            features=pieces.features[start:end],
        )
        (found,) = encoder.encode([(part, cut(part, [], size=64, overlap=0))], threads=1)
        assert np.array_equal(found.states[0], whole.states[window])


def test_ids_and_features_both_count(encoder: Encoder) -> None:
    pieces, windows = REPORTS[4]
    other = Pieces(
        ids=pieces.ids, starts=pieces.starts, ends=pieces.ends, features=(pieces.features + 1) % np.array(FEATURE_SIZES)
    )
    for changed in (other, REPORTS[4 + 1][0]):
        first, second = encoder.encode([(pieces, windows), (changed, windows)], threads=1)
        assert np.abs(first.states[0] - second.states[0]).max() > 0.1


def test_each_piece_is_taken_from_its_best_window(encoder: Encoder) -> None:
    pieces, windows = REPORTS[-1]
    assert len(windows) > 4
    (found,) = encoder.encode([(pieces, windows)], threads=2)
    for values in (found.states, found.logits["cue"]):
        best = found.best(values)
        assert best.shape == (len(pieces), values[0].shape[1])
        for piece, window in enumerate(windows.best.tolist()):
            assert np.array_equal(best[piece], values[window][piece - windows.starts[window]])


def test_a_report_without_pieces_has_no_windows(encoder: Encoder) -> None:
    (found,) = encoder.encode([report(0, 0)], threads=2)
    assert (found.states, found.logits) == ((), {"cue": (), "stance": ()})
    with pytest.raises(ReadingError, match="without word pieces"):
        found.best(found.states)


def test_no_reports_give_nothing(encoder: Encoder) -> None:
    assert encoder.encode([], threads=2) == []


def test_an_encoder_is_loaded_once_in_a_process(
    model_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_loaded", {})
    (tmp_path / "link.onnx").symlink_to(model_file)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(loaded_encoder, [model_file, tmp_path / "link.onnx"] * 4))
    assert len({id(each) for each in found}) == 1


def test_an_encoder_of_full_size_is_small_and_loads_at_once(tmp_path: Path) -> None:
    from training.export.encoder import encoder_model
    from training.export.random_weights import Sizes, random_parameters

    sizes = Sizes(
        width=384, inner=1536, layers=6, vocabulary=30522, positions=512, features=FEATURE_SIZES, heads={"cue": 3}
    )
    parameters = random_parameters(sizes, seed=1)
    assert 22e6 < sum(value.size for value in parameters.values()) < 23e6
    onnx.save(encoder_model(parameters, precision="int8", properties={}), tmp_path / "full.onnx")
    assert (tmp_path / "full.onnx").stat().st_size < 24e6
    began = time.process_time()
    encoder = Encoder(tmp_path / "full.onnx")
    assert time.process_time() - began < 0.6
    (found,) = encoder.encode([report(400, 1)], threads=2)
    assert found.best(found.logits["cue"]).shape == (400, 3)


def test_a_wrong_number_of_threads_is_refused(encoder: Encoder) -> None:
    with pytest.raises(UsageError, match="cannot run on 0 threads"):
        encoder.encode(REPORTS, threads=0)


def test_a_window_too_long_for_the_positions_is_refused(encoder: Encoder) -> None:
    pieces, _ = report(80, 1)
    with pytest.raises(UsageError, match="a window of 65 word pieces is longer than the 64 of the encoder"):
        encoder.encode([(pieces, cut(pieces, [], size=65, overlap=0))], threads=1)


def test_a_failure_inside_the_model_names_the_pieces(encoder: Encoder) -> None:
    pieces, _ = report(70, 1)
    pieces.ids[-1] = 5000  # not in a vocabulary of 300
    with pytest.raises(ReadingError, match="failed on the word pieces 50 to 70"):
        encoder.encode([(pieces, cut(pieces, [], size=60, overlap=10))], threads=1)


def test_files_that_are_no_encoder_are_refused_by_name(tmp_path: Path, model_file: Path) -> None:
    (tmp_path / "text.onnx").write_text("not a model")
    model = onnx.load(model_file)
    onnx.helper.set_model_props(model, {"format": "other-1"})
    onnx.save(model, tmp_path / "other.onnx")
    cases = [
        (tmp_path / "none.onnx", "cannot be read from .*none.onnx: No such file"),
        (tmp_path, "cannot be read from"),
        (tmp_path / "text.onnx", "text.onnx is no model that can be run here"),
        (tmp_path / "other.onnx", "other.onnx is no encoder of the format sayso-encoder-1: its format is other-1"),
    ]
    for path, message in cases:
        with pytest.raises(UsageError, match=message):
            Encoder(path)


def test_an_encoder_for_other_features_is_refused(small_model: Callable[..., Path]) -> None:
    with pytest.raises(UsageError, match="wants 2 features of a word piece, and there are 3"):
        Encoder(small_model((5, 4)))
