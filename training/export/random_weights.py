"""Parameters of an encoder of any size with random weights: for tests, and to measure speed without a trained one."""

from collections.abc import Mapping

import msgspec
import numpy as np
from numpy.typing import NDArray


class Sizes(msgspec.Struct, frozen=True, kw_only=True):
    """The sizes of an encoder; `features` has the number of values of each feature, `heads` the labels of each head."""

    width: int
    inner: int
    layers: int
    vocabulary: int
    positions: int
    features: tuple[int, ...]
    heads: Mapping[str, int]


def random_parameters(sizes: Sizes, *, seed: int) -> dict[str, NDArray[np.float32]]:
    """Return parameters as `encoder_model` takes them, the same for the same `seed`."""
    random = np.random.default_rng(seed)

    def weights(*shape: int) -> NDArray[np.float32]:
        return random.normal(0, shape[-1] ** -0.5, shape).astype(np.float32)

    def linear(name: str, outputs: int, inputs: int) -> dict[str, NDArray[np.float32]]:
        return {f"{name}.weight": weights(outputs, inputs), f"{name}.bias": weights(outputs)}

    def norm(name: str) -> dict[str, NDArray[np.float32]]:
        gain = random.uniform(0.5, 1.5, sizes.width).astype(np.float32)
        return {f"{name}.weight": gain, f"{name}.bias": weights(sizes.width)}

    width = sizes.width
    found = {"embeddings.word.weight": weights(sizes.vocabulary, width), **norm("embeddings.norm")}
    found["embeddings.position.weight"] = weights(sizes.positions, width)
    for column, values in enumerate(sizes.features):
        found[f"embeddings.features.{column}.weight"] = weights(values, width)
    for layer in (f"layers.{number}" for number in range(sizes.layers)):
        found |= linear(f"{layer}.qkv", 3 * width, width) | linear(f"{layer}.out", width, width)
        found |= linear(f"{layer}.up", sizes.inner, width) | linear(f"{layer}.down", width, sizes.inner)
        found |= norm(f"{layer}.norm1") | norm(f"{layer}.norm2")
    for head, labels in sizes.heads.items():
        found |= linear(f"heads.{head}", labels, width)
    return found
