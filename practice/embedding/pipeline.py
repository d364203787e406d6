"""A sentence-transformers pipeline for any model; its imports cost seconds, so import it late."""

import json
from importlib import import_module
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules.normalize import Normalize
from sentence_transformers.sentence_transformer.modules.pooling import Pooling

from practice.embedding.models import ModelSpec, WeightsSource
from practice.embedding.onnx_transformer import OnnxTransformer
from practice.embedding.shelf.manifest import files_folder, folder_of
from practice.embedding.weights.cache import onnx_file
from practice.embedding.weights.source import tokenizer_file

QUANTISED = "model-int8.onnx"


def build_pipeline(spec: ModelSpec, data_dir: Path, threads: int) -> SentenceTransformer:
    """From a package, from a fetched folder in PyTorch, or from what was exported of it."""
    torch.set_num_threads(threads)
    if isinstance(spec.weights, WeightsSource):
        path = onnx_file(spec.name, spec.weights, data_dir)
        first = OnnxTransformer(path, tokenizer_file(spec.weights), spec.max_tokens, threads)
        modules: list[torch.nn.Module] = [first, Pooling(spec.dimensions, "mean")]
        if spec.normalise:
            modules.append(Normalize())
        return SentenceTransformer(modules=modules, device="cpu")
    files = files_folder(data_dir, spec.name)
    if spec.engine == "pytorch":
        return SentenceTransformer(str(files), device="cpu", local_files_only=True)
    first = OnnxTransformer(folder_of(data_dir, spec.name) / QUANTISED, files / "tokenizer.json", spec.max_tokens, threads)
    return SentenceTransformer(modules=[first, *later_modules(files)], device="cpu")


def later_modules(folder: Path) -> list[torch.nn.Module]:
    """What stands behind the transformer in a sentence-transformers folder: pooling, projections, normalisation."""
    listed = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    return [_module(folder, entry) for entry in sorted(listed, key=lambda entry: int(entry["idx"]))[1:]]


def _module(folder: Path, entry: dict[str, str]) -> torch.nn.Module:
    module, _, name = entry["type"].rpartition(".")
    if not module.startswith("sentence_transformers."):
        raise ValueError(f"{entry['type']} is code of the model's own, and that is not run here")
    made: torch.nn.Module = getattr(import_module(module), name).load(str(folder / entry["path"]))
    return made
