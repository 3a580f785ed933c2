"""The encoder and its heads as one ONNX model, from the trained parameters."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper

from sayso.reading.encoder.session import FORMAT, STATES
from training.export.graph import CONTRIB, Graph
from training.export.products import FloatProducts, Int8Products, Precision, Products
from training.export.weights import quantized_rows

Parameters = Mapping[str, NDArray[np.float32]]
HEAD_WIDTH = 32
"""Elements of the state that one attention head sees (BERT and MiniLM of width 384: 12 heads of 32)."""
_EPSILON = 1e-12
_LAYER_PARTS = ("qkv", "out", "norm1", "up", "down", "norm2")


def encoder_model(parameters: Parameters, *, precision: Precision, properties: Mapping[str, str]) -> onnx.ModelProto:
    """Return the encoder with its heads as an ONNX model that onnxruntime runs on a CPU.

    The model takes `ids` int32 [b, t] and `features` uint8 [b, t, columns] (windows of equal length, markers included)
    and gives `states` float32 [b, t, width] and, for every head, its logits under its name, float32 [b, t, labels].
    Heads are computed in float32. One window's results do not depend on the others in its batch.

    Args:
        parameters: All float32, weights as [out, in]: `embeddings.word.weight`, `embeddings.position.weight`,
            `embeddings.features.0.weight` and so on, `embeddings.norm.weight` and `.bias`; of every layer
            `layers.0.qkv.weight` (queries, keys, values stacked) and `.bias`, likewise `out`, `norm1`, `up`, `down`,
            `norm2`; of every head `heads.NAME.weight` and `.bias`.
        precision: `int8` for linear layers with int8 weights and word embeddings, or `float`.
        properties: Metadata that the model file carries.

    Returns:
        The model.

    Raises:
        ValueError: A parameter is missing, unknown, not float32 or of the wrong shape.

    Source:
        Devlin et al. 2019, BERT; Wang et al. 2020, MiniLM.
    """
    layers, heads = _checked(parameters)
    graph = Graph()
    width = parameters["embeddings.word.weight"].shape[1]
    states = _embedded(graph, parameters, precision)
    flat = graph.constant("shape.flat", np.array([-1, width], np.int64))
    shape = graph.add("Concat", graph.add("Shape", "ids"), graph.constant("shape.width", np.array([width])), axis=0)
    states = graph.add("Reshape", states, flat)
    products: Products = Int8Products(graph, states) if precision == "int8" else FloatProducts(graph)
    for index in range(layers):
        states = _layer(graph, parameters, products, f"layers.{index}", states, shape)
    graph.add("Reshape", states, shape, output=STATES)
    outputs = [_value(STATES, TensorProto.FLOAT, "b", "t", width)]
    for head in heads:
        weight, bias = parameters[f"heads.{head}.weight"], parameters[f"heads.{head}.bias"]
        product = graph.add("MatMul", STATES, graph.constant(f"heads.{head}.weight", weight.T))
        graph.add("Add", product, graph.constant(f"heads.{head}.bias", bias), output=head)
        outputs.append(_value(head, TensorProto.FLOAT, "b", "t", len(bias)))
    facts = {**properties, "format": FORMAT, "positions": str(len(parameters["embeddings.position.weight"]))}
    inputs = [
        _value("ids", TensorProto.INT32, "b", "t"),
        _value("features", TensorProto.UINT8, "b", "t", len(_feature_tables(parameters))),
    ]
    return graph.model(inputs, outputs, name="encoder", properties=facts)


def _embedded(graph: Graph, parameters: Parameters, precision: Precision) -> str:
    """Return the normed sum of the embeddings of words, positions and features, [b, t, width]."""
    words = parameters["embeddings.word.weight"]
    if precision == "float":
        states = graph.add("Gather", graph.constant("embeddings.word.weight", words), "ids")
    else:
        integers, scales = quantized_rows(words)
        codes = graph.add("Gather", graph.constant("embeddings.word.weight", integers), "ids")
        row_scales = graph.add("Gather", graph.constant("embeddings.word.scales", scales[:, None]), "ids")
        states = graph.add("Mul", graph.add("Cast", codes, to=TensorProto.FLOAT), row_scales)
    positions = graph.constant("embeddings.position.weight", parameters["embeddings.position.weight"])
    first = graph.constant("embeddings.first", np.array([0]))
    states = graph.add("Add", states, graph.add("Slice", positions, first, graph.add("Shape", "ids", start=1), first))
    columns = graph.add("Cast", "features", to=TensorProto.INT32)
    for column, name in enumerate(_feature_tables(parameters)):
        index = graph.constant(f"{name}.column", np.array(column))
        values = graph.add("Gather", columns, index, axis=2)
        states = graph.add("Add", states, graph.add("Gather", graph.constant(name, parameters[name]), values))
    return _normed(graph, parameters, "embeddings.norm", states)


def _layer(graph: Graph, parameters: Parameters, products: Products, name: str, rows: str, shape: str) -> str:
    """Return the states [m, width] after the layer `name`, from those before it; `shape` is [b, t, width]."""

    def of(part: str) -> tuple[str, NDArray[np.float32], NDArray[np.float32]]:
        full = f"{name}.{part}"
        return full, parameters[f"{full}.weight"], parameters[f"{full}.bias"]

    taken = products.prepared(rows)
    _, stacked, bias = of("qkv")
    parts = zip(("query", "key", "value"), np.split(stacked, 3), strict=True)
    attended = graph.add(
        "MultiHeadAttention",
        *[graph.add("Reshape", products.product(taken, f"{name}.{part}", each), shape) for part, each in parts],
        graph.constant(f"{name}.qkv.bias", bias),
        domain=CONTRIB,
        num_heads=stacked.shape[1] // HEAD_WIDTH,
    )
    taken = products.prepared(graph.add("Reshape", attended, "shape.flat"))
    rows = _normed(graph, parameters, f"{name}.norm1", graph.add("Add", rows, products.product(taken, *of("out"))))
    inner = graph.add("Gelu", products.product(products.prepared(rows), *of("up")))
    taken = products.prepared(inner, after_gelu=True)
    return _normed(graph, parameters, f"{name}.norm2", graph.add("Add", rows, products.product(taken, *of("down"))))


def _normed(graph: Graph, parameters: Parameters, name: str, states: str) -> str:
    gain, bias = (graph.constant(f"{name}.{kind}", parameters[f"{name}.{kind}"]) for kind in ("weight", "bias"))
    # not the fused SkipLayerNormalization, which takes six times as long on a CPU as Add and this together
    return graph.add("LayerNormalization", states, gain, bias, epsilon=_EPSILON)


def _feature_tables(parameters: Parameters) -> list[str]:
    count = sum(name.startswith("embeddings.features.") for name in parameters)
    return [f"embeddings.features.{column}.weight" for column in range(count)]


def _checked(parameters: Parameters) -> tuple[int, list[str]]:
    """Return the number of layers and the names of the heads; see `encoder_model` for what is raised."""
    layers = len({found[1] for name in parameters if (found := re.match(r"layers\.(\d+)\.", name))})
    heads = sorted({name.split(".")[1] for name in parameters if name.startswith("heads.")})
    paired = ["embeddings.norm", *(f"layers.{layer}.{part}" for layer in range(layers) for part in _LAYER_PARTS)]
    paired += [f"heads.{head}" for head in heads]
    needed = ["embeddings.word.weight", "embeddings.position.weight", *_feature_tables(parameters)]
    needed += [f"{name}.{kind}" for name in paired for kind in ("weight", "bias")]
    if wrong := sorted(set(needed) ^ set(parameters)):
        missing = [name for name in wrong if name not in parameters]
        unknown = [name for name in wrong if name in parameters]
        raise ValueError(f"parameters of the encoder: missing {missing}, unknown {unknown}")
    if others := sorted(name for name, value in parameters.items() if value.dtype != np.float32):
        raise ValueError(f"parameters of the encoder must be float32, and these are not: {others}")
    width = parameters["embeddings.word.weight"].shape[-1]
    if width % HEAD_WIDTH:
        raise ValueError(f"the width {width} is no multiple of {HEAD_WIDTH}, what an attention head sees")
    for name in needed:
        if (shape := parameters[name].shape) != (expected := _expected_shape(name, width, parameters)):
            raise ValueError(f"parameter {name} has the shape {shape} instead of {expected}")
    return layers, heads


def _expected_shape(name: str, width: int, parameters: Parameters) -> tuple[int, ...]:
    """Return the shape that parameter `name` must have; a number of rows that is free is the one it has."""
    owner, part, kind = name.rsplit(".", 2)
    if part.startswith("norm"):
        return (width,)
    if kind == "bias":
        return (len(parameters[f"{owner}.{part}.weight"]),)
    if part == "down":
        return width, len(parameters[f"{owner}.up.weight"])
    rows = {"qkv": 3 * width, "out": width} if owner.startswith("layers.") else {}
    return rows.get(part, len(parameters[name])), width


def _value(name: str, kind: int, *shape: Any) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, shape)
