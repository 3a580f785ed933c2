"""Export a trained model: `python -m training.export RUN --out FOLDER`, for onnxruntime, with int8 weights."""

import argparse
import json
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import onnx
from numpy.typing import NDArray

from sayso.reading.model_files import Calibration, ChainWeights, ModelFacts
from training.crf import Chain
from training.export.encoder import encoder_model
from training.export.heads import mention_head, role_head, span_head
from training.export.products import Precision
from training.model import ReadingModel, load

Parameters = dict[str, NDArray[np.float32]]
_LINEAR = ("weight", "bias")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path, help="folder of a training run")
    parser.add_argument("--out", type=Path, required=True, help="folder for the model files")
    parser.add_argument("--precision", choices=("int8", "float"), default="int8")
    arguments = parser.parse_args()
    run = json.loads((arguments.run / "run.json").read_text(encoding="utf-8"))
    export(load(arguments.run), arguments.out, run=run, precision=arguments.precision)


def export(model: ReadingModel, out: Path, *, run: dict[str, Any], precision: Precision = "int8") -> None:
    """Write the files of `model`, trained by `run` (see `training.train.provenance`), to the folder `out`."""
    name = run["config"]["name"]
    out.mkdir(parents=True, exist_ok=True)
    parameters = {key: value.detach().float().numpy() for key, value in model.state_dict().items()}
    encoder = _under(parameters, "encoder.")
    encoder |= {f"heads.{head}.{kind}": parameters[f"{head}.{kind}"] for head in ("cue", "trigger") for kind in _LINEAR}
    models: dict[str, onnx.ModelProto] = {
        "encoder": encoder_model(encoder, precision=precision, properties={"name": name}),
        "roles": role_head(_under(parameters, "roles."), precision),
        "mentions": mention_head(_under(parameters, "mentions."), precision),
        "types": span_head(_under(parameters, "mentions."), "type_first", "type_out", name="types"),
        "stances": span_head(parameters, "stance_first", "stance_out", name="stances"),
        "parts": role_head(
            _under(parameters, "parts.") | _joined(parameters, "out", "parts.out", "any_roles_out"), precision
        ),
        "happenings": span_head(
            parameters | _joined(parameters, "joined_out", "happening_out", "factuality_out"),
            "happening_first",
            "joined_out",
            name="happenings",
        ),
        "references": span_head(parameters, "reference_first", "reference_out", name="references"),
    }
    for file, made in models.items():
        onnx.save(made, out / f"{file}.onnx")
    vocabulary = resources.files("sayso.reading").joinpath("model", "tokenizer.json").read_bytes()
    (out / "tokenizer.json").write_bytes(vocabulary)
    facts = ModelFacts(
        name=name,
        window=run["config"]["window"],
        cue_chain=_chain(model.cue_chain),
        role_chain=_chain(model.role_chain),
        attribution=Calibration(weights=[0.5, 1.0], bias=0.0),
        happening=Calibration(weights=[1.0, 1.0], bias=0.0),
        pairs={name: values.detach().numpy().round(4).tolist() for name, values in model.pairs.items()},
        provenance=run,
    )
    text = json.dumps(msgspec.to_builtins(facts), indent=1)
    (out / "model.json").write_text(text + "\n", encoding="utf-8")


def _under(parameters: Mapping[str, NDArray[np.float32]], prefix: str) -> Parameters:
    return {key.removeprefix(prefix): value for key, value in parameters.items() if key.startswith(prefix)}


def _joined(parameters: Parameters, name: str, *layers: str) -> Parameters:
    """Return linear layers that take the same as one, called `name`, that gives the outputs of each in turn."""
    return {f"{name}.{kind}": np.concatenate([parameters[f"{layer}.{kind}"] for layer in layers]) for kind in _LINEAR}


def _chain(chain: Chain) -> ChainWeights:
    between, start, end = (each.detach().numpy().round(4).tolist() for each in chain.weights())
    return ChainWeights(between=between, start=start, end=end)


if __name__ == "__main__":
    main()
