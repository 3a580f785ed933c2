"""The exported graph computes the encoder: compared with a plain implementation in numpy, in float and in int8."""

import math

import numpy as np
import onnx
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from training.export.encoder import encoder_model
from training.export.products import GELU_FLOOR, Precision
from training.export.random_weights import Sizes, random_parameters
from training.export.weights import quantized_channels, quantized_rows

SIZES = Sizes(
    width=64, inner=160, layers=2, vocabulary=300, positions=50, features=(5, 4, 6), heads={"cue": 3, "types": 11}
)
PARAMETERS = random_parameters(SIZES, seed=3)
RANDOM = np.random.default_rng(5)
IDS = RANDOM.integers(0, 300, (4, 37)).astype(np.int32)
FEATURES = RANDOM.integers(0, (5, 4, 6), (4, 37, 3)).astype(np.uint8)

Array = np.ndarray


def gelu(x: Array) -> Array:
    return x * 0.5 * (1 + np.vectorize(math.erf)(x / math.sqrt(2)))


def norm(x: Array, name: str) -> Array:
    centred = x - x.mean(-1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
    return scaled * PARAMETERS[f"{name}.weight"] + PARAMETERS[f"{name}.bias"]


def product(x: Array, name: str, precision: Precision, *, after_gelu: bool = False) -> Array:
    """A linear layer; in int8 with whole numbers in between, as the graph has them."""
    weight, bias = PARAMETERS[f"{name}.weight"], PARAMETERS[f"{name}.bias"]
    if precision == "float":
        return x @ weight.T.astype(np.float64) + bias
    integers, scales = quantized_channels(weight)
    raised = GELU_FLOOR if after_gelu else 0.0
    steps = (x + raised).max(-1, keepdims=True) / 255 if after_gelu else np.abs(x).max(-1, keepdims=True) / 127
    codes = np.clip(np.rint((x + raised) / steps), 0, 255) if after_gelu else np.clip(np.rint(x / steps), -128, 127)
    exact = codes.astype(np.int64) @ integers.astype(np.int64)
    return exact * steps * scales - raised * integers.sum(0, dtype=np.int64) * scales + bias


def attention(x: Array, name: str, precision: Precision) -> Array:
    batch, pieces, width = x.shape
    stacked = product(x, f"{name}.qkv", precision).reshape(batch, pieces, 3, width // 32, 32)
    query, key, value = stacked.transpose(2, 0, 3, 1, 4)
    scores = query @ key.swapaxes(-1, -2) / math.sqrt(32)
    shares = np.exp(scores - scores.max(-1, keepdims=True))
    shares /= shares.sum(-1, keepdims=True)
    return (shares @ value).transpose(0, 2, 1, 3).reshape(batch, pieces, width)


def reference(ids: Array, features: Array, precision: Precision) -> Array:
    """States of the encoder in float64, [b, t, width]."""
    words = PARAMETERS["embeddings.word.weight"].astype(np.float64)
    if precision == "int8":
        integers, scales = quantized_rows(PARAMETERS["embeddings.word.weight"])
        words = integers * scales[:, None].astype(np.float64)
    x = words[ids] + PARAMETERS["embeddings.position.weight"][: ids.shape[1]]
    for column in range(3):
        x = x + PARAMETERS[f"embeddings.features.{column}.weight"][features[..., column]]
    x = norm(x, "embeddings.norm")
    for name in ("layers.0", "layers.1"):
        x = norm(x + product(attention(x, name, precision), f"{name}.out", precision), f"{name}.norm1")
        inner = gelu(product(x, f"{name}.up", precision))
        x = norm(x + product(inner, f"{name}.down", precision, after_gelu=True), f"{name}.norm2")
    return x


def run(precision: Precision, ids: Array = IDS, features: Array = FEATURES) -> dict[str, Array]:
    model = encoder_model(PARAMETERS, precision=precision, properties={})
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    return dict(zip(names, session.run(names, {"ids": ids, "features": features}), strict=True))


def test_in_float_the_graph_is_the_reference() -> None:
    np.testing.assert_allclose(run("float")["states"], reference(IDS, FEATURES, "float"), atol=2e-5)


def test_in_int8_the_graph_is_the_reference_with_the_same_whole_numbers() -> None:
    found, expected = run("int8")["states"], reference(IDS, FEATURES, "int8")
    # An activation just between two codes may fall to the other; all else agrees as in float.
    off = np.abs(found - expected)
    assert np.median(off) < 2e-5
    assert off.mean() < 1e-3
    assert off.max() < 0.05


def test_int8_is_near_float() -> None:
    found, exact = run("int8")["states"], reference(IDS, FEATURES, "float")
    cosine = (found * exact).sum(-1) / np.linalg.norm(found, axis=-1) / np.linalg.norm(exact, axis=-1)
    assert cosine.min() > 0.999
    assert np.sqrt(((found - exact) ** 2).mean()) < 0.03 * np.sqrt((exact**2).mean())


@pytest.mark.parametrize("precision", ["int8", "float"])
def test_heads_are_linear_in_the_states(precision: Precision) -> None:
    found = run(precision)
    for head, labels in SIZES.heads.items():
        expected = found["states"] @ PARAMETERS[f"heads.{head}.weight"].T + PARAMETERS[f"heads.{head}.bias"]
        assert found[head].shape == (*IDS.shape, labels)
        np.testing.assert_allclose(found[head], expected, atol=1e-5)


@pytest.mark.parametrize("precision", ["int8", "float"])
def test_a_window_does_not_depend_on_its_batch(precision: Precision) -> None:
    whole = run(precision)["states"]
    for row in range(len(IDS)):
        alone = run(precision, IDS[row : row + 1], FEATURES[row : row + 1])["states"]
        np.testing.assert_allclose(alone[0], whole[row], atol=1e-6)


@pytest.mark.parametrize("pieces", [1, 2, 50])
def test_windows_of_any_length_up_to_the_positions(pieces: int) -> None:
    ids, features = np.resize(IDS, (1, pieces)), np.resize(FEATURES, (1, pieces, 3))
    expected = reference(ids, features, "int8")
    assert np.abs(run("int8", ids, features)["states"] - expected).mean() < 1e-3


def test_int8_is_a_third_of_float_or_less() -> None:
    large = random_parameters(
        Sizes(width=128, inner=512, layers=2, vocabulary=2000, positions=32, features=(3,), heads={}), seed=1
    )
    sizes = {each: encoder_model(large, precision=each, properties={}).ByteSize() for each in ("int8", "float")}
    assert sizes["int8"] < sizes["float"] / 3


def test_the_model_carries_its_facts() -> None:
    model = encoder_model(PARAMETERS, precision="int8", properties={"commit": "abc"})
    facts = {each.key: each.value for each in model.metadata_props}
    assert facts == {"commit": "abc", "format": "sayso-encoder-1", "positions": "50"}


def test_the_same_parameters_give_the_same_file() -> None:
    first, second = (encoder_model(PARAMETERS, precision="int8", properties={"a": "b"}) for _ in range(2))
    assert first.SerializeToString(deterministic=True) == second.SerializeToString(deterministic=True)
    onnx.checker.check_model(first, full_check=False)


WRONG = [
    ({"layers.1.up.bias": None}, "missing \\['layers.1.up.bias'\\], unknown \\[\\]"),
    ({"pooler.weight": np.zeros((2, 2), np.float32)}, "unknown \\['pooler.weight'\\]"),
    ({"layers.0.out.bias": np.zeros(64)}, "must be float32, and these are not: \\['layers.0.out.bias'\\]"),
    ({"layers.0.qkv.weight": np.zeros((64, 64), np.float32)}, "qkv.weight has the shape \\(64, 64\\) instead of"),
    ({"layers.1.down.weight": np.zeros((64, 64), np.float32)}, "down.weight has the shape \\(64, 64\\) instead of"),
    ({"layers.1.norm2.bias": np.zeros(63, np.float32)}, "norm2.bias has the shape \\(63,\\) instead of \\(64,\\)"),
    ({"heads.cue.bias": np.zeros(4, np.float32)}, "heads.cue.bias has the shape \\(4,\\) instead of \\(3,\\)"),
    ({"embeddings.word.weight": np.zeros((9, 63), np.float32)}, "the width 63 is no multiple of 32"),
]


@pytest.mark.parametrize(("changes", "message"), WRONG, ids=[next(iter(changes)) for changes, _ in WRONG])
def test_wrong_parameters_are_refused_by_name(changes: dict[str, Array | None], message: str) -> None:
    changed = {name: value for name, value in (PARAMETERS | changes).items() if value is not None}
    with pytest.raises(ValueError, match=message):
        encoder_model(changed, precision="int8", properties={})


MATRICES = arrays.arrays(
    np.float32,
    st.tuples(st.integers(1, 6), st.integers(1, 9).map(lambda half: 2 * half)),
    elements=st.floats(-100, 100, width=32).map(lambda value: 0.0 if abs(value) < 1e-6 else value),
)


@settings(max_examples=300, deadline=None)
@given(MATRICES)
def test_weights_are_within_half_a_step_and_no_pair_overflows(weight: Array) -> None:
    integers, scales = quantized_channels(weight)
    assert integers.shape == weight.T.shape
    assert np.abs(integers.astype(int)).max() <= 127
    assert (np.abs(integers.T * scales[:, None] - weight) <= 0.5001 * scales[:, None]).all()
    # what a processor without VNNI adds in 16 bits, for the largest activations of either side
    pairs = integers.astype(int).reshape(-1, 2, integers.shape[1])
    assert (255 * np.maximum(pairs, 0)).sum(1).max() <= 32767
    assert (255 * np.minimum(pairs, 0)).sum(1).min() >= -32768
    # no coarser than need be
    needed = np.maximum(np.abs(weight).max(1) / 127, np.abs(weight[:, ::2] + weight[:, 1::2]).max(1) / 128)
    assert (scales <= np.where(needed > 0, needed * 1.05, 1)).all()


@settings(max_examples=100, deadline=None)
@given(MATRICES)
def test_rows_are_within_half_a_step(rows: Array) -> None:
    integers, scales = quantized_rows(rows)
    assert (np.abs(integers * scales[:, None] - rows) <= 0.5001 * scales[:, None]).all()


def test_an_odd_number_of_inputs_cannot_be_paired() -> None:
    with pytest.raises(ValueError, match="a layer of 5 inputs cannot be paired"):
        quantized_channels(np.ones((2, 5), np.float32))


def test_no_value_of_gelu_is_below_the_floor() -> None:
    values = gelu(np.linspace(-9, 1, 20001))
    assert -GELU_FLOOR < values.min() < -GELU_FLOOR + 1e-4
