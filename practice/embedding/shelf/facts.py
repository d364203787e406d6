"""What a sentence-transformers folder says about its model, read without loading it."""

import json
from pathlib import Path
from typing import Any

from practice.embedding.models import HubWeights, ModelSpec

# names under which models keep the prompts of searches and of what is searched
_QUERY = ("query", "search_query")
_PASSAGE = ("passage", "document", "search_document")


class NotSentenceTransformers(ValueError):
    """The folder is not a text model of sentence-transformers."""


def spec_from(folder: Path, name: str, weights: HubWeights, query_prefix: str | None, passage_prefix: str | None) -> ModelSpec:
    """Dimensions, token limit, prefixes and normalisation; given prefixes go before the folder's own."""
    modules, config = _read(folder / "modules.json"), _read(folder / "config.json")
    if not isinstance(modules, list) or not isinstance(config, dict):
        raise NotSentenceTransformers(f"{name} has no modules.json or config.json of sentence-transformers")
    prompts = (_read(folder / "config_sentence_transformers.json") or {}).get("prompts") or {}
    kinds = [str(module.get("type", "")).rpartition(".")[2] for module in modules]
    return ModelSpec(
        name=name,
        dimensions=_dimensions(folder, modules, config),
        max_tokens=_max_tokens(folder, config),
        query_prefix=_first(prompts, _QUERY) if query_prefix is None else query_prefix,
        passage_prefix=_first(prompts, _PASSAGE) if passage_prefix is None else passage_prefix,
        normalise="Normalize" in kinds,
        engine="pytorch",
        weights=weights,
    )


def _dimensions(folder: Path, modules: list[dict[str, Any]], config: dict[str, Any]) -> int:
    dense = [module for module in modules if str(module.get("type", "")).endswith("Dense")]
    if dense:
        return int((_read(folder / dense[-1]["path"] / "config.json") or {})["out_features"])
    return int(config["hidden_size"])


def _max_tokens(folder: Path, config: dict[str, Any]) -> int:
    said = (_read(folder / "sentence_bert_config.json") or {}).get("max_seq_length")
    # RoBERTa keeps the first positions, up to the one of padding, for itself
    kept = int(config.get("pad_token_id") or 0) + 1 if "roberta" in str(config.get("model_type")) else 0
    most = int(config.get("max_position_embeddings", 512)) - kept
    return min(int(said), most) if said else most


def _first(prompts: dict[str, str], names: tuple[str, ...]) -> str:
    return next((prompts[name] for name in names if name in prompts), "")


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
