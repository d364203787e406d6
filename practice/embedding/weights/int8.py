"""A BERT-like encoder in ONNX with 8-bit weights and activations, the scales of both fixed beforehand.

Scales that are taken from each batch make a text's vector depend on its batch mates; fixed ones do not. Outliers of single
channels are moved from the activations into the weights first (SmoothQuant, Xiao et al. 2023, with alpha 0.7). Texts that run
together are equally long: attention without a mask takes a path of ONNX Runtime's own that keeps its scores in the caches.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto

from practice.embedding.weights.graph import CONTRIB, OUTPUT, Graph, encoder_model

Floats = NDArray[np.float32]
Weights = Mapping[str, Floats]
FAMILIES = ("xlm-roberta", "roberta", "camembert", "bert")
_ALPHA = 0.7
_TINY = 1e-9


class UnsupportedArchitecture(ValueError):
    """The model is not of a family that this export knows; it runs on PyTorch all the same."""


@dataclass(frozen=True)
class Range:
    """The lowest and the highest value of each channel of a layer's input, over the calibration texts."""

    low: Floats
    high: Floats


def quantised_graph(config: Mapping[str, Any], weights: Weights, ranges: Mapping[str, Range]) -> onnx.ModelProto:
    """input_ids -> token_embeddings, all texts of one length. ``weights`` and ``ranges`` by the names of transformers' modules.

    Raises UnsupportedArchitecture.
    """
    if config.get("model_type") not in FAMILIES or config.get("hidden_act", "gelu") != "gelu":
        raise UnsupportedArchitecture(f"{config.get('model_type')} with {config.get('hidden_act')} cannot be quantised here")
    made = _Encoder(Graph(), config, weights, ranges)
    hidden = made.embeddings()
    for number in range(int(config["num_hidden_layers"])):
        hidden = made.layer(f"encoder.layer.{number}", hidden)
    made.graph.nodes[-1].output[0] = OUTPUT
    return encoder_model(made.graph, int(config["hidden_size"]), ["input_ids"])


@dataclass(frozen=True)
class _Dense:
    """A layer in 32 bits: ``weight`` (inputs, outputs), ``bias`` (outputs,)."""

    name: str
    weight: Floats
    bias: Floats


@dataclass(frozen=True)
class _Encoder:
    graph: Graph
    config: Mapping[str, Any]
    weights: Weights
    ranges: Mapping[str, Range]

    def embeddings(self) -> str:
        graph = self.graph
        table = self.weights["embeddings.word_embeddings.weight"]
        scale = np.maximum(np.abs(table).max(axis=1, keepdims=True) / 127, _TINY)
        whole = graph.constant("words", np.round(table / scale).astype(np.int8))
        row = graph.add("Cast", [graph.add("Gather", [whole, "input_ids"])], to=TensorProto.FLOAT)
        word = graph.add("Mul", [row, graph.add("Gather", [graph.constant("words.scale", scale), "input_ids"])])
        zero = graph.constant("zero", np.array([0]))
        tokens = graph.add("Shape", ["input_ids"], start=1, end=2)
        place = graph.add("Slice", [graph.constant("places", self._places()), zero, tokens, zero])
        return self._normalised("embeddings.LayerNorm", graph.add("Add", [word, graph.add("Unsqueeze", [place, zero])]))

    def _places(self) -> Floats:
        # RoBERTa counts from behind the position of padding; there is one token type only, a part of every position
        kept = 0 if self.config["model_type"] == "bert" else int(self.config.get("pad_token_id", 1)) + 1
        places = self.weights["embeddings.position_embeddings.weight"][kept:]
        return np.ascontiguousarray(places + self.weights["embeddings.token_type_embeddings.weight"][0])

    def layer(self, name: str, hidden: str) -> str:
        attended = self._attended(name, hidden)
        hidden = self._normalised(f"{name}.attention.output.LayerNorm", self.graph.add("Add", [hidden, attended]))
        (raised,) = self._linear([self._dense(f"{name}.intermediate.dense")], hidden)
        (lowered,) = self._linear([self._dense(f"{name}.output.dense")], self.graph.add("Gelu", [raised]))
        return self._normalised(f"{name}.output.LayerNorm", self.graph.add("Add", [hidden, lowered]))

    def _attended(self, name: str, hidden: str) -> str:
        query, key, value = (self._dense(f"{name}.attention.self.{part}") for part in ("query", "key", "value"))
        behind = self._dense(f"{name}.attention.output.dense")
        # attention mixes the values of different tokens, never their channels: they can be evened out before it, at no cost
        smooth = smoothing(self.ranges[behind.name], behind.weight)
        value = replace(value, weight=value.weight / smooth, bias=value.bias / smooth)
        read = self._linear([query, key, value], hidden)
        attended = self.graph.add("MultiHeadAttention", read, CONTRIB, num_heads=int(self.config["num_attention_heads"]))
        return self._products([behind], attended, smooth)[0]

    def _normalised(self, name: str, value: str) -> str:
        scale, shift = (self.graph.constant(f"{name}.{part}", self.weights[f"{name}.{part}"]) for part in ("weight", "bias"))
        epsilon = float(self.config.get("layer_norm_eps", 1e-12))
        return self.graph.add("LayerNormalization", [value, scale, shift], axis=-1, epsilon=epsilon)

    def _dense(self, name: str) -> _Dense:
        return _Dense(name, self.weights[f"{name}.weight"].T, self.weights[f"{name}.bias"])

    def _linear(self, layers: Sequence[_Dense], value: str) -> list[str]:
        """The outputs of layers that read the same input."""
        first = layers[0].name
        smooth = smoothing(self.ranges[first], np.concatenate([layer.weight for layer in layers], axis=1))
        evened = self.graph.add("Mul", [value, self.graph.constant(f"{first}.smooth", (1 / smooth).astype(np.float32))])
        return self._products(layers, evened, smooth)

    def _products(self, layers: Sequence[_Dense], evened: str, smooth: Floats) -> list[str]:
        """The same for an input that is divided by ``smooth`` already."""
        first = layers[0].name
        scale, zero = fixed_scale(self.ranges[first], smooth)
        read = self.graph.constant(f"{first}.in", np.array(scale, np.float32))
        centre = self.graph.constant(f"{first}.zero", np.array(zero, np.uint8))
        whole = self.graph.add("QuantizeLinear", [evened, read, centre])
        return [self._product(layer, whole, read, centre, smooth) for layer in layers]

    def _product(self, layer: _Dense, whole: str, read: str, centre: str, smooth: Floats) -> str:
        moved = layer.weight * smooth[:, None]
        each = np.maximum(np.abs(moved).max(axis=0) / 127, _TINY).astype(np.float32)
        weight = self.graph.constant(f"{layer.name}.w", np.round(moved / each).astype(np.int8))
        scales = self.graph.constant(f"{layer.name}.scale", each)
        bias = self.graph.constant(f"{layer.name}.b", layer.bias)
        return self.graph.add("MatMulIntegerToFloat", [whole, weight, read, scales, centre, "", bias], CONTRIB)


def smoothing(seen: Range, weight: Floats) -> Floats:
    """What each channel of the input is divided by, and its row of the weight multiplied with; shape (inputs,)."""
    largest = np.maximum(np.maximum(np.abs(seen.low), np.abs(seen.high)), _TINY)
    factor = largest**_ALPHA / np.maximum(np.abs(weight).max(axis=1), _TINY) ** (1 - _ALPHA)
    even: Floats = (factor / np.exp(np.log(factor).mean())).astype(np.float32)
    return even


def fixed_scale(seen: Range, smooth: Floats) -> tuple[float, int]:
    """Scale and zero point of 8-bit activations; zero itself is always exact."""
    low, high = min(0.0, float((seen.low / smooth).min())), max(0.0, float((seen.high / smooth).max()))
    scale = max(high - low, _TINY) / 255
    return scale, int(np.clip(round(-low / scale), 0, 255))
