"""A small encoder with random weights, exported as the bundled one is."""

import sys
from collections.abc import Callable
from pathlib import Path

import onnx
import pytest

from sayso.reading.encoder.features import FEATURE_SIZES

ROOT = Path(__file__).parents[3]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # the training room is not installed


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Export an int8 encoder of two layers that reads windows of at most 64 pieces: `small_model(features=...)`."""

    from training.export.encoder import encoder_model
    from training.export.random_weights import Sizes, random_parameters

    def make(features: tuple[int, ...]) -> Path:
        heads = {"cue": 3, "stance": 9}
        sizes = Sizes(width=64, inner=128, layers=2, vocabulary=300, positions=66, features=features, heads=heads)
        path = tmp_path_factory.mktemp("encoder") / "encoder.onnx"
        parameters = random_parameters(sizes, seed=7)
        onnx.save(encoder_model(parameters, precision="int8", properties={"trained": "never"}), path)
        return path

    return make


@pytest.fixture(scope="session")
def model_file(small_model: Callable[..., Path]) -> Path:
    """The small encoder, with the features there are."""
    return small_model(FEATURE_SIZES)
