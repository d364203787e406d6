"""A sentence-transformers pipeline for any model; its imports cost seconds, so import it late."""

import json
from collections.abc import Iterable
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
    modules = list(_modules(spec, data_dir, threads))
    # vectors are of length 1 here, whatever the model's own folder says
    if not isinstance(modules[-1], Normalize):
        modules.append(Normalize())
    return SentenceTransformer(modules=modules, device="cpu")


def _modules(spec: ModelSpec, data_dir: Path, threads: int) -> Iterable[torch.nn.Module]:
    if spec.engine == "onnxruntime-4bit" and isinstance(spec.weights, WeightsSource):
        path = onnx_file(spec.name, spec.weights, data_dir)
        first = OnnxTransformer(path, tokenizer_file(spec.weights), spec.max_tokens, threads)
        return [first, Pooling(spec.dimensions, "mean")]
    files = files_folder(data_dir, spec.name)
    if spec.engine == "pytorch":
        # float32 whatever the file says: half precision is slow on most processors
        options = {"dtype": torch.float32}
        return SentenceTransformer(str(files), device="cpu", local_files_only=True, model_kwargs=options).children()
    first = OnnxTransformer(folder_of(data_dir, spec.name) / QUANTISED, files / "tokenizer.json", spec.max_tokens, threads)
    return [first, *later_modules(files)]


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
