"""From a folder of 32-bit weights to 8 bits: the ranges of all activations are learnt from the shipped texts first."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import torch

from practice.embedding.engine import Bounds, Engine, load_model
from practice.embedding.models import ModelSpec
from practice.embedding.pipeline import QUANTISED
from practice.embedding.shelf.manifest import Manifest, files_folder, folder_of, sha256_of, write_manifest
from practice.embedding.weights.cache import write_whole
from practice.embedding.weights.int8 import FAMILIES, Range, UnsupportedArchitecture, quantised_graph

_LAYERS = (".query", ".key", ".value", ".dense")


def export_int8(full: ModelSpec, spec: ModelSpec, data_dir: Path, texts: Sequence[str], bounds: Bounds) -> Path:
    """Writes the ONNX file of ``spec`` from the files of ``full``. Raises UnsupportedArchitecture."""
    config = json.loads((files_folder(data_dir, spec.name) / "config.json").read_text(encoding="utf-8"))
    if config.get("model_type") not in FAMILIES:
        raise UnsupportedArchitecture(f"{config.get('model_type')} cannot be quantised here; {full.name} runs on PyTorch")
    engine = load_model(full, data_dir, bounds, unchecked=True)
    model = transformer_of(engine)
    with watched(model) as seen:
        engine.encode(texts, "passage")
        engine.encode([text[:80] for text in texts], "query")
    weights = {name: np.asarray(value.detach().float().numpy()) for name, value in model.state_dict().items()}
    content = quantised_graph(config, weights, ranges(seen)).SerializeToString()
    path = folder_of(data_dir, spec.name) / QUANTISED
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    write_manifest(data_dir, Manifest(spec, {QUANTISED: sha256_of(path)}))
    return path


def transformer_of(engine: Engine) -> torch.nn.Module:
    """The encoder of transformers inside a pipeline on PyTorch."""
    for module in engine.modules():
        if hasattr(module, "embeddings") and hasattr(module, "encoder"):
            return module
    raise UnsupportedArchitecture("no encoder of a known shape in this model")


@contextmanager
def watched(model: torch.nn.Module) -> Iterator[dict[str, tuple[torch.Tensor, torch.Tensor]]]:
    """While it lasts, the lowest and highest input of each channel of each layer is noted."""
    seen: dict[str, tuple[torch.Tensor, torch.Tensor]] = {}

    def note(name: str, value: torch.Tensor) -> None:
        rows = value.detach().reshape(-1, value.shape[-1])
        low, high = rows.amin(0), rows.amax(0)
        if name in seen:
            low, high = torch.minimum(low, seen[name][0]), torch.maximum(high, seen[name][1])
        seen[name] = (low, high)

    def hook(name: str) -> Any:
        return lambda _module, inputs: note(name, inputs[0])

    layers = [(name, module) for name, module in model.named_modules() if name.endswith(_LAYERS)]
    handles = [module.register_forward_pre_hook(hook(name)) for name, module in layers]
    try:
        yield seen
    finally:
        for handle in handles:
            handle.remove()


def ranges(seen: Mapping[str, tuple[torch.Tensor, torch.Tensor]]) -> dict[str, Range]:
    return {name: Range(low.float().numpy(), high.float().numpy()) for name, (low, high) in seen.items()}
