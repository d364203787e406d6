"""One engine in a process of its own: speed by CPU time, peak memory, and its vectors against the 32-bit ones."""

import contextlib
import io
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from practice.bank.shipped import load
from practice.embedding.engine import Bounds, Engine
from practice.embedding.models import E5, FP32, ModelSpec, WeightsSource, model_spec
from practice.embedding.port import Encoder, Vectors
from practice.embedding.shelf.check import shipped_texts
from practice.embedding.shelf.manifest import files_folder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

AT_LEAST_S = 0.5
# every second question of the bank, in both languages
ASKED = 2
Embed = Callable[[Sequence[str]], object]


def main() -> None:
    orders = json.loads(sys.stdin.read())
    with contextlib.redirect_stderr(io.StringIO()):
        seen = _plain(orders) if orders["plain"] else _ours(orders)
    print(json.dumps(seen))


def _ours(orders: dict[str, Any]) -> dict[str, Any]:
    spec, data_dir = model_spec(orders["model"]), Path(orders["data_dir"])
    pipeline = _unpacked(spec, Path(orders["graph"])) if orders["graph"] else _pipeline(spec, data_dir)
    found = []
    for batch in orders["batches"]:
        engine = Engine(spec, pipeline, Bounds(threads=1, texts=batch))
        found.append(_speeds(engine.embed, batch, orders["texts"]))
    return {"batches": found, "quality": _quality(engine, data_dir) if orders["quality"] else {}}


def _pipeline(spec: ModelSpec, data_dir: Path) -> "SentenceTransformer":
    from practice.embedding.pipeline import build_pipeline  # noqa: PLC0415  what its imports say belongs to nobody

    return build_pipeline(spec, data_dir, 1)


def _unpacked(spec: ModelSpec, graph: Path) -> "SentenceTransformer":
    """Our own pipeline around another graph."""
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415
    from sentence_transformers.base.modules.normalize import Normalize  # noqa: PLC0415
    from sentence_transformers.sentence_transformer.modules.pooling import Pooling  # noqa: PLC0415

    from practice.embedding.onnx_transformer import OnnxTransformer  # noqa: PLC0415
    from practice.embedding.weights.source import tokenizer_file  # noqa: PLC0415

    assert isinstance(spec.weights, WeightsSource)
    first = OnnxTransformer(graph, tokenizer_file(spec.weights), spec.max_tokens, threads=1)
    return SentenceTransformer(modules=[first, Pooling(spec.dimensions, "mean"), Normalize()], device="cpu")


def _plain(orders: dict[str, Any]) -> dict[str, Any]:
    import torch  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    torch.set_num_threads(1)
    model = SentenceTransformer(str(files_folder(Path(orders["data_dir"]), orders["model"])), device="cpu")

    def one_by_one(texts: Sequence[str]) -> object:
        return [model.encode(text) for text in texts]

    def in_batches(texts: Sequence[str]) -> object:
        return model.encode(list(texts), batch_size=8)

    ways = {1: one_by_one, 8: in_batches}
    return {"batches": [_speeds(ways[batch], batch, orders["texts"]) for batch in orders["batches"]], "quality": {}}


def _speeds(embed: Embed, batch: int, kinds: dict[str, list[str]]) -> dict[str, float]:
    found = {}
    # the first call of a process prepares more than it computes
    embed(next(iter(kinds.values()))[:1])
    for name, kind in kinds.items():
        # one text is said as often as fits; of many, each is another
        texts = [f"passage: {text[at:]}{text[:at]}" for text in kind for at in range(batch if len(kind) == 1 else 1)]
        count, begun = 0, time.process_time()
        while (spent := time.process_time() - begun) < AT_LEAST_S:
            embed(texts)
            count += len(texts)
        found[f"texts a core second, {name}"] = count / spent
    return found | {"peak memory": _peak_mib()}


def _peak_mib() -> float:
    # getrusage keeps the peak of whoever started this process
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return float(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def _quality(engine: Encoder, data_dir: Path) -> dict[str, float]:
    texts = shipped_texts(load())
    # the pairs of one question in both languages stand side by side
    asked = [place for place in range(len(texts.queries)) if place // 2 % ASKED == 0]
    queries = engine.encode([texts.queries[place] for place in asked], "query")
    passages = engine.encode([texts.passages[place] for place in asked], "passage")
    kept = data_dir / "whole.npy"
    if engine.model == E5.name + FP32:
        np.save(kept, passages)
    found = {"nDCG@10": gain(queries, passages)}
    if kept.exists():
        found["mean cosine to 32 bits"] = float((passages * np.load(kept)).sum(axis=1).mean())
    return found


def gain(queries: Vectors, passages: Vectors) -> float:
    """nDCG@10 with one right passage for each query, at the same place."""
    cosines = queries @ passages.T
    ranks = (cosines > np.diag(cosines)[:, None]).sum(axis=1)
    return float(np.where(ranks < 10, 1 / np.log2(ranks + 2), 0).mean())


if __name__ == "__main__":
    main()
