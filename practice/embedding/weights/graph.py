"""The encoder's graph in ONNX: 4-bit blocks stay 4-bit blocks, for MatMulNBits and GatherBlockQuantized."""

from dataclasses import dataclass, field

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from practice.embedding.weights.e5s1 import BLOCK, E5S1, Q4Matrix

CONTRIB = "com.microsoft"
OUTPUT = "token_embeddings"


@dataclass
class Graph:
    """Nodes and constants in the making; each method returns the name of its output."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def add(self, operator: str, inputs: list[str], domain: str = "", **attributes: int | float) -> str:
        output = f"{operator}_{len(self.nodes)}"
        node = helper.make_node(operator, inputs, [output], domain=domain)
        node.attribute.extend(helper.make_attribute(name, value) for name, value in attributes.items())
        self.nodes.append(node)
        return output


def encoder_graph(source: E5S1) -> onnx.ModelProto:
    """input_ids, attention_mask (int64, batch x tokens) -> token_embeddings (float32, batch x tokens x hidden)."""
    graph = Graph()
    hidden = _embeddings(graph, source)
    mask = graph.add("Cast", ["attention_mask"], to=TensorProto.INT32)
    for layer in range(source.shape.layers):
        hidden = _layer(graph, source, f"l{layer}", hidden, mask)
    graph.nodes[-1].output[0] = OUTPUT
    return encoder_model(graph, source.shape.hidden, ["input_ids", "attention_mask"])


def _embeddings(graph: Graph, source: E5S1) -> str:
    width = source.shape.hidden
    words = source.matrix("emb.word", width)
    table = [
        graph.constant("emb.word", packed(words).reshape(len(words.nibbles), -1)),
        "input_ids",
        graph.constant("emb.word.scale", words.scales.astype(np.float32)),
    ]
    word = graph.add("GatherBlockQuantized", table, CONTRIB, gather_axis=0, quantize_axis=1, block_size=BLOCK, bits=4)
    # there is one token type only, so its row is a part of every position
    places = source.floats("emb.pos").reshape(-1, width) + source.floats("emb.type")[:width]
    zero = graph.constant("zero", np.array([0]))
    tokens = graph.add("Shape", ["input_ids"], start=1, end=2)
    place = graph.add("Slice", [graph.constant("emb.pos", places), zero, tokens, zero])
    return _normalised(graph, source, "emb.ln", graph.add("Add", [word, graph.add("Unsqueeze", [place, zero])]))


def _normalised(graph: Graph, source: E5S1, name: str, value: str) -> str:
    scale, shift = (graph.constant(f"{name}.{part}", source.floats(f"{name}.{part}")) for part in "wb")
    return graph.add("LayerNormalization", [value, scale, shift], axis=-1, epsilon=source.shape.epsilon)


def _layer(graph: Graph, source: E5S1, layer: str, hidden: str, mask: str) -> str:
    width = source.shape.hidden
    query, key, value = (_linear(graph, source, f"{layer}.{part}", hidden, width) for part in "qkv")
    attended = graph.add("MultiHeadAttention", [query, key, value, "", mask], CONTRIB, num_heads=source.shape.heads)
    attended = _linear(graph, source, f"{layer}.ao", attended, width)
    hidden = _normalised(graph, source, f"{layer}.aln", graph.add("Add", [hidden, attended]))
    raised = graph.add("Gelu", [_linear(graph, source, f"{layer}.fi", hidden, width)])
    lowered = _linear(graph, source, f"{layer}.fo", raised, source.shape.inner)
    return _normalised(graph, source, f"{layer}.oln", graph.add("Add", [hidden, lowered]))


def _linear(graph: Graph, source: E5S1, name: str, value: str, columns: int) -> str:
    weights, shift = source.matrix(f"{name}.w", columns), source.floats(f"{name}.b")
    inputs = [
        value,
        graph.constant(f"{name}.w", packed(weights)),
        graph.constant(f"{name}.scale", weights.scales.astype(np.float32).reshape(-1)),
        "",
        "",
        graph.constant(f"{name}.b", shift),
    ]
    # accuracy_level stays at its default (fp32 activations): int8 activations were slower here, not faster
    return graph.add("MatMulNBits", inputs, CONTRIB, K=columns, N=len(shift), bits=4, block_size=BLOCK)


def packed(matrix: Q4Matrix) -> NDArray[np.uint8]:
    """Two neighbouring weights a byte, the first in the low half: uint8 (rows, blocks, 16)."""
    low, high = matrix.nibbles[..., 0::2], matrix.nibbles[..., 1::2]
    return np.bitwise_or(low, np.left_shift(high, 4), dtype=np.uint8)


def encoder_model(graph: Graph, hidden: int, read: list[str]) -> onnx.ModelProto:
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"]) for name in read]
    output = helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["batch", "tokens", hidden])
    body = helper.make_graph(graph.nodes, "encoder", inputs, [output], graph.constants)
    operators = [helper.make_opsetid("", 20), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(body, opset_imports=operators, ir_version=10)
