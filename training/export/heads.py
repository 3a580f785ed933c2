"""The heads that are asked about cues and spans, each as a small ONNX model of its own.

What is computed for every piece is computed as in the encoder, in int8; all other weights are stored in half precision.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper

from training.export.graph import Graph
from training.export.products import FloatProducts, Int8Products, Precision, Products

Parameters = Mapping[str, NDArray[np.float32]]
"""Parameters of one head, without its name: `piece.weight`, `out.bias` and so on; linear weights as [out, in]."""


def role_head(parameters: Parameters, precision: Precision) -> onnx.ModelProto:
    """Return the head that tags pieces given a cue.

    Takes `states` float32 [pieces, width], `cues` float32 [cues, width], `context` int64 [cues, pieces, 4] (of
    `cue_context`); gives `emissions` float32 [cues, pieces, labels].
    """
    graph = _HeadGraph(parameters)
    piece, gates = graph.products("states", ("piece", "gate"), precision)
    columns = [
        graph.add("Gather", "context", graph.constant(f"column.{index}", np.array(index)), axis=2) for index in range(4)
    ]
    sizes = [len(parameters[f"context.{index}.weight"]) for index in range(4)]
    joint = columns[1]
    for index in (2, 3):
        scaled = graph.add("Mul", joint, graph.constant(f"size.{index}", np.array(sizes[index])))
        joint = graph.add("Add", scaled, columns[index])
    apart = np.zeros((1, parameters["context.1.weight"].shape[1]), np.float32)
    for index in (1, 2, 3):
        apart = (apart[:, None] + parameters[f"context.{index}.weight"]).reshape(-1, apart.shape[1])
    near = graph.add(
        "Add",
        graph.add("Gather", graph.stored("distance", parameters["context.0.weight"]), columns[0]),
        graph.add("Gather", graph.stored("apart", apart), joint),
    )
    middle = graph.constant("axis.1", np.array([1]))
    gate = graph.add("Unsqueeze", graph.linear("cue_gate", "cues"), middle)
    cue = graph.add("Unsqueeze", graph.linear("cue", "cues"), middle)
    x = graph.add("Add", graph.add("Add", piece, near), cue)
    x = graph.add("Gelu", graph.add("Add", x, graph.add("Mul", gates, gate)))
    x = graph.add("Reshape", x, graph.constant("flat", np.array([-1, apart.shape[1]])))
    (inner,) = graph.products(x, ("middle",), precision, after_gelu=True)
    x = graph.linear("out", graph.add("Add", x, graph.add("Gelu", inner)))
    labels = len(parameters["out.bias"])
    shape = graph.add("Shape", "context", start=0, end=2)
    shape = graph.add("Concat", shape, graph.constant("labels", np.array([labels])), axis=0)
    graph.add("Reshape", x, shape, output="emissions")
    return graph.model(
        [
            _value("states", TensorProto.FLOAT, "t", parameters["piece.weight"].shape[1]),
            _value("cues", TensorProto.FLOAT, "c", parameters["cue.weight"].shape[1]),
            _value("context", TensorProto.INT64, "c", "t", 4),
        ],
        [_value("emissions", TensorProto.FLOAT, "c", "t", labels)],
        name="roles",
        properties={},
    )


def mention_head(parameters: Parameters, precision: Precision) -> onnx.ModelProto:
    """Return the head that scores spans as mentions.

    Takes `states` float32 [pieces, width]; gives `scores` float32 [forms, first piece, last piece], logits.
    """
    graph = _HeadGraph(parameters)
    forms = len(parameters["start_bias.bias"])
    width = len(parameters["start.bias"]) // forms
    shape = graph.constant("shape", np.array([-1, forms, width], np.int64))
    parts = []
    layers = graph.products("states", ("start", "end"), precision)
    for product, order in zip(layers, ([1, 0, 2], [1, 2, 0]), strict=True):
        states = graph.add("Reshape", graph.add("Gelu", product), shape)
        parts.append(graph.add("Transpose", states, perm=order))
    scale = graph.constant("scale", np.array(1 / np.sqrt(width), np.float32))
    scores = graph.add("Mul", graph.add("MatMul", *parts), scale)
    for name, axis in (("start_bias", 2), ("end_bias", 1)):
        bias = graph.add("Transpose", graph.linear(name, "states"), perm=[1, 0])
        aligned = graph.add("Unsqueeze", bias, graph.constant(f"axis.{axis}", np.array([axis])))
        scores = graph.add("Add", scores, aligned, output="scores" if axis == 1 else None)
    return graph.model(
        [_value("states", TensorProto.FLOAT, "t", parameters["start.weight"].shape[1])],
        [_value("scores", TensorProto.FLOAT, forms, "t", "t")],
        name="mentions",
        properties={},
    )


def span_head(parameters: Parameters, first: str, out: str, *, name: str) -> onnx.ModelProto:
    """Return a head of two layers, parameters `first` and `out`, that labels pooled spans.

    Takes `spans` float32 [spans, k]; gives `logits` float32 [spans, labels].
    """
    graph = _HeadGraph(parameters)
    graph.linear(out, graph.add("Gelu", graph.linear(first, "spans")), output="logits")
    return graph.model(
        [_value("spans", TensorProto.FLOAT, "n", parameters[f"{first}.weight"].shape[1])],
        [_value("logits", TensorProto.FLOAT, "n", len(parameters[f"{out}.bias"]))],
        name=name,
        properties={},
    )


class _HeadGraph(Graph):
    """A graph with linear layers: in int8, or with weights that are stored as float16 and computed with as float32."""

    def __init__(self, parameters: Parameters) -> None:
        super().__init__()
        self._parameters = parameters

    def stored(self, name: str, value: NDArray[np.float32]) -> str:
        """Return the name of a constant that is stored as float16, as float32."""
        return self.add("Cast", self.constant(name, value.astype(np.float16)), to=TensorProto.FLOAT)

    def products(self, rows: str, names: Sequence[str], precision: Precision, *, after_gelu: bool = False) -> list[str]:
        """Return the linear layers `names` of `rows` [m, k], each [m, out]."""
        products: Products = Int8Products(self, rows) if precision == "int8" else FloatProducts(self)
        taken = products.prepared(rows, after_gelu=after_gelu)
        return [
            products.product(taken, name, self._parameters[f"{name}.weight"], self._parameters[f"{name}.bias"])
            for name in names
        ]

    def linear(self, name: str, values: str, output: str | None = None) -> str:
        """Return the linear layer `name` of `values`."""
        weight = self.stored(f"{name}.weight", self._parameters[f"{name}.weight"].T)
        product = self.add("MatMul", values, weight)
        return self.add("Add", product, self.constant(f"{name}.bias", self._parameters[f"{name}.bias"]), output=output)


def _value(name: str, kind: int, *shape: Any) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, shape)
