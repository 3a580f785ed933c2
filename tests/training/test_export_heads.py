"""The exported heads compute what their definitions say: compared with numpy, in float, and in int8 not far from it."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from numpy.typing import NDArray
from training.export.heads import mention_head, role_head
from training.export.products import Precision

WIDTH, INNER, FORMS, SPAN, LABELS, PIECES, CUES = 64, 32, 3, 16, 7, 23, 4
CONTEXT = (9, 4, 3, 5)
RANDOM = np.random.default_rng(11)

Array = NDArray[Any]


def weights(*shape: int) -> Array:
    return RANDOM.normal(0, shape[-1] ** -0.5, shape).astype(np.float32)


def linear(sizes: Mapping[str, tuple[int, int]]) -> dict[str, Array]:
    found: dict[str, Array] = {}
    for name, (outputs, inputs) in sizes.items():
        found |= {f"{name}.weight": weights(outputs, inputs), f"{name}.bias": weights(outputs)}
    return found


ROLES = linear(
    dict.fromkeys(("piece", "gate", "cue", "cue_gate"), (INNER, WIDTH))
    | {"middle": (INNER, INNER), "out": (LABELS, INNER)}
) | {f"context.{index}.weight": weights(size, INNER) for index, size in enumerate(CONTEXT)}
MENTIONS = linear(
    dict.fromkeys(("start", "end"), (FORMS * SPAN, WIDTH)) | dict.fromkeys(("start_bias", "end_bias"), (FORMS, WIDTH))
)
STATES, CUE_STATES = weights(PIECES, WIDTH), weights(CUES, WIDTH)
NEAR = RANDOM.integers(0, CONTEXT, (CUES, PIECES, len(CONTEXT)))


def gelu(x: Array) -> Array:
    return np.asarray(x * 0.5 * (1 + np.vectorize(math.erf)(x / math.sqrt(2))))


def layer(parameters: Mapping[str, Array], name: str, x: Array) -> Array:
    return np.asarray(x @ parameters[f"{name}.weight"].T.astype(np.float64) + parameters[f"{name}.bias"])


def emissions() -> Array:
    near = sum(ROLES[f"context.{index}.weight"][NEAR[..., index]] for index in range(len(CONTEXT)))
    gated = layer(ROLES, "gate", STATES) * layer(ROLES, "cue_gate", CUE_STATES)[:, None]
    x = gelu(layer(ROLES, "piece", STATES) + gated + layer(ROLES, "cue", CUE_STATES)[:, None] + near)
    return layer(ROLES, "out", x + gelu(layer(ROLES, "middle", x)))


def scores() -> Array:
    first, last = (gelu(layer(MENTIONS, name, STATES)).reshape(PIECES, FORMS, SPAN) for name in ("start", "end"))
    biases = [layer(MENTIONS, name, STATES).T for name in ("start_bias", "end_bias")]
    return np.asarray(
        np.einsum("ifk,jfk->fij", first, last) / math.sqrt(SPAN) + biases[0][:, :, None] + biases[1][:, None]
    )


def run(model: onnx.ModelProto, **inputs: Array) -> Array:
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    (found,) = session.run(None, inputs)
    return np.asarray(found)


def check(found: Array, expected: Array, precision: Precision) -> None:
    assert found.shape == expected.shape
    off = np.sqrt(((found - expected) ** 2).mean()) / expected.std()
    assert off < (2e-3 if precision == "float" else 0.03)


@pytest.mark.parametrize("precision", ["int8", "float"])
def test_the_role_head(precision: Precision) -> None:
    found = run(role_head(ROLES, precision), states=STATES, cues=CUE_STATES, context=NEAR)
    check(found, emissions(), precision)


@pytest.mark.parametrize("precision", ["int8", "float"])
def test_what_a_cue_is_told_does_not_depend_on_the_others(precision: Precision) -> None:
    head = role_head(ROLES, precision)
    together = run(head, states=STATES, cues=CUE_STATES, context=NEAR)
    for cue in range(CUES):
        alone = run(head, states=STATES, cues=CUE_STATES[cue : cue + 1], context=NEAR[cue : cue + 1])
        np.testing.assert_allclose(alone[0], together[cue], atol=1e-5)


@pytest.mark.parametrize("precision", ["int8", "float"])
def test_the_mention_head(precision: Precision) -> None:
    check(run(mention_head(MENTIONS, precision), states=STATES), scores(), precision)
