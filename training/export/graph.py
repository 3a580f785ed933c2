"""A small hand for writing ONNX graphs: named constants, and nodes whose outputs are named for us."""

from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

CONTRIB = "com.microsoft"
"""The domain of onnxruntime's own operators."""
_OPSET, _CONTRIB_OPSET, _IR_VERSION = 20, 1, 10


class Graph:
    """An ONNX graph in the making. Values are known by their names, which are `str`."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """Return the name of the constant `name` with `value`; given once more, the first value stays.

        Raises:
            ValueError: The name has another value already.
        """
        tensor = numpy_helper.from_array(np.array(value, order="C"), name)
        held = self._constants.setdefault(name, tensor)
        if held is not tensor and held != tensor:
            raise ValueError(f"constant {name} has two values")
        return name

    def add(self, operator: str, *inputs: str, domain: str = "", output: str | None = None, **attributes: Any) -> str:
        """Return the name of the output of a new node; an input "" is one left out."""
        name = output or f"{operator}.{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, list(inputs), [name], domain=domain, **attributes))
        return name

    def model(
        self,
        inputs: list[onnx.ValueInfoProto],
        outputs: list[onnx.ValueInfoProto],
        *,
        name: str,
        properties: dict[str, str],
    ) -> onnx.ModelProto:
        """Return the graph as a checked model that carries `properties` as its metadata."""
        graph = helper.make_graph(self._nodes, name, inputs, outputs, list(self._constants.values()))
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(CONTRIB, _CONTRIB_OPSET)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION, producer_name="sayso")
        helper.set_model_props(model, properties)
        onnx.checker.check_model(model)
        return model
