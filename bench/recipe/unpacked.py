"""The default model's graph with its 4-bit weights unpacked to 32 bits: what ONNX Runtime does without quantisation."""

from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper

from practice.embedding.weights.e5s1 import BLOCK


def unpack_graph(packed: Path, unpacked: Path) -> None:
    """Each MatMulNBits becomes a MatMul and an Add; the attention reads no mask, as that of 8 bits."""
    model = onnx.load(packed)
    graph = model.graph
    constants = {constant.name: constant for constant in graph.initializer}
    nodes: list[onnx.NodeProto] = []
    for node in graph.node:
        if node.op_type == "MultiHeadAttention":
            del node.input[3:]
        if node.op_type != "MatMulNBits":
            nodes.append(node)
            continue
        value, weight, scale, bias = (node.input[place] for place in (0, 1, 2, 5))
        whole = _whole(constants[weight], constants.pop(scale))
        constants[weight] = numpy_helper.from_array(np.ascontiguousarray(whole.T), weight)
        nodes.append(helper.make_node("MatMul", [value, weight], [f"{weight}.product"]))
        nodes.append(helper.make_node("Add", [f"{weight}.product", bias], list(node.output)))
    del graph.node[:], graph.initializer[:]
    graph.node.extend(node for node in nodes if "attention_mask" not in node.input)
    graph.initializer.extend(constants.values())
    del graph.input[1:]
    onnx.save(model, unpacked)


def _whole(weight: onnx.TensorProto, scale: onnx.TensorProto) -> np.ndarray:
    """Shape (outputs, inputs)."""
    pairs = numpy_helper.to_array(weight)
    blocks = np.stack([pairs & 15, pairs >> 4], axis=-1).reshape(*pairs.shape[:2], BLOCK).astype(np.float32)
    whole = (blocks - 8) * numpy_helper.to_array(scale).reshape(*pairs.shape[:2], 1)
    return np.asarray(whole.reshape(len(pairs), -1))
