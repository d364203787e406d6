"""The packaged 4-bit weights as an ordinary sentence-transformers folder of 32 bits, to quantise from and compare with."""

import json
import shutil
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from practice.embedding.models import ModelSpec, WeightsSource
from practice.embedding.weights.e5s1 import E5S1, Shape, parse
from practice.embedding.weights.source import read_checked, tokenizer_file, weights_file

Floats = NDArray[np.float32]
_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
_MODULES = {
    "": "sentence_transformers.models.Transformer",
    "1_Pooling": "sentence_transformers.models.Pooling",
    "2_Normalize": "sentence_transformers.models.Normalize",
}


def unpack(spec: ModelSpec, weights: WeightsSource, folder: Path) -> None:
    """Writes config, weights, tokenizer and modules. Raises WeightsMissing or WeightsAltered."""
    source = parse(read_checked(weights_file(weights), weights.sha256))
    for part in _MODULES:
        (folder / part).mkdir(parents=True, exist_ok=True)
    save_file(tensors(source), folder / "model.safetensors", {"format": "pt"})
    shutil.copyfile(tokenizer_file(weights), folder / "tokenizer.json")
    _write(folder / "config.json", config_of(source.shape))
    _write(folder / "tokenizer_config.json", {"tokenizer_class": "XLMRobertaTokenizer", "model_max_length": spec.max_tokens})
    _write(folder / "sentence_bert_config.json", {"max_seq_length": spec.max_tokens, "do_lower_case": False})
    pooling = {"word_embedding_dimension": spec.dimensions, "pooling_mode_mean_tokens": True}
    _write(folder / "1_Pooling" / "config.json", pooling)
    listed = [{"idx": at, "name": str(at), "path": path, "type": kind} for at, (path, kind) in enumerate(_MODULES.items())]
    _write(folder / "modules.json", listed)


def config_of(shape: Shape) -> dict[str, object]:
    return {
        "model_type": "xlm-roberta",
        "architectures": ["XLMRobertaModel"],
        "hidden_act": "gelu",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.inner,
        "vocab_size": shape.vocabulary,
        # the two first positions are kept for padding
        "max_position_embeddings": shape.positions + 2,
        "type_vocab_size": 1,
        "layer_norm_eps": shape.epsilon,
        "bos_token_id": 0,
        "pad_token_id": 1,
        "eos_token_id": 2,
        "dtype": "float32",
    }


def tensors(source: E5S1) -> dict[str, Floats]:
    """By the names that transformers gives them."""
    width, inner = source.shape.hidden, source.shape.inner
    places = source.floats("emb.pos").reshape(-1, width)
    found = {
        "embeddings.word_embeddings.weight": unblocked(source, "emb.word", width),
        "embeddings.position_embeddings.weight": np.concatenate([np.zeros((2, width), np.float32), places]),
        "embeddings.token_type_embeddings.weight": source.floats("emb.type")[:width].reshape(1, -1),
        "embeddings.LayerNorm.weight": source.floats("emb.ln.w"),
        "embeddings.LayerNorm.bias": source.floats("emb.ln.b"),
    }
    for number in range(source.shape.layers):
        ours, theirs = f"l{number}", f"encoder.layer.{number}"
        for short, long in _NAMES.items():
            found[f"{theirs}.{long}.weight"] = unblocked(source, f"{ours}.{short}.w", inner if short == "fo" else width)
            found[f"{theirs}.{long}.bias"] = source.floats(f"{ours}.{short}.b")
        for short, long in _NORMS.items():
            found[f"{theirs}.{long}.weight"] = source.floats(f"{ours}.{short}.w")
            found[f"{theirs}.{long}.bias"] = source.floats(f"{ours}.{short}.b")
    return {name: np.ascontiguousarray(value, np.float32) for name, value in found.items()}


def unblocked(source: E5S1, name: str, columns: int) -> Floats:
    """A 4-bit matrix in 32 bits, shape (rows, columns)."""
    matrix = source.matrix(name, columns)
    values: Floats = (matrix.nibbles.astype(np.float32) - 8) * matrix.scales.astype(np.float32)[..., None]
    return values.reshape(len(values), -1)


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=2), encoding="utf-8")
