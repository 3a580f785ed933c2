"""Weights as int8: one scale per output channel, and no pair of weights that overflows 16 bits."""

import numpy as np
from numpy.typing import NDArray

_LARGEST = 127
_LARGEST_PAIR = 128
"""x86 processors without VNNI add two neighbouring products in 16 bits, and what is too large for them becomes 32767
(`vpmaddubsw`). An activation is at most 255, so the sum of two neighbouring weights may be 128: 255 * 128 < 32767."""
_STEP = 1.004


def quantized_rows(rows: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return `rows` [n, k] as int8 [n, k] and a scale for each row, float32 [n]: `rows ~ int8 * scale[:, None]`."""
    scales = (np.abs(rows).max(axis=1) / _LARGEST).astype(np.float32)
    scales[scales == 0] = 1
    return _rounded(rows, scales), scales


def quantized_channels(weight: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return the weight [out, in] of a linear layer as int8 [in, out] and a scale per output channel, float32 [out].

    The scale of a channel is the smallest with which no weight exceeds 127 and no two neighbours (of inputs 0 and 1,
    2 and 3, ...) sum to more than 128, so that all processors get the same integers.

    Source:
        Scales per channel: Jacob et al. 2018, Quantization and training of neural networks for efficient
        integer-arithmetic-only inference.
    """
    if weight.shape[1] % 2:
        raise ValueError(f"a layer of {weight.shape[1]} inputs cannot be paired: pad it to an even number")
    pairs = weight[:, 0::2] + weight[:, 1::2]
    scales = np.maximum(np.abs(weight).max(axis=1) / _LARGEST, np.abs(pairs).max(axis=1) / _LARGEST_PAIR)
    scales = scales.astype(np.float32)
    scales[scales == 0] = 1
    while True:
        rounded = _rounded(weight, scales)
        # int16, since the sums are just what may not fit int8
        sums = rounded[:, 0::2].astype(np.int16) + rounded[:, 1::2]
        too_large = np.abs(sums).max(axis=1) > _LARGEST_PAIR
        if not too_large.any():
            return np.ascontiguousarray(rounded.T), scales
        scales[too_large] *= np.float32(_STEP)


def _rounded(rows: NDArray[np.float32], scales: NDArray[np.float32]) -> NDArray[np.int8]:
    rounded: NDArray[np.int8] = np.clip(np.rint(rows / scales[:, None]), -_LARGEST, _LARGEST).astype(np.int8)
    return rounded
