"""One engine in a process of its own: speed by CPU time, peak memory, and its vectors against the 32-bit ones."""

import contextlib
import io
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from practice.bank.shipped import load
from practice.embedding.engine import Bounds, load_model
from practice.embedding.models import E5, FP32, model_spec
from practice.embedding.port import Encoder, Vectors
from practice.embedding.shelf.check import shipped_texts
from practice.embedding.shelf.manifest import files_folder

AT_LEAST_S = 1.0
Embed = Callable[[Sequence[str]], object]


def main() -> None:
    orders = json.loads(sys.stdin.read())
    with contextlib.redirect_stderr(io.StringIO()):
        seen = _plain(orders) if orders["plain"] else _ours(orders)
    print(json.dumps(seen))


def _ours(orders: dict[str, Any]) -> dict[str, Any]:
    spec, data_dir = model_spec(orders["model"]), Path(orders["data_dir"])
    found = []
    for batch in orders["batches"]:
        engine = load_model(spec, data_dir, Bounds(threads=1, texts=batch), unchecked=True)
        found.append(_speeds(engine.embed, batch, orders["lengths"]))
    return {"batches": found, "quality": _quality(engine, data_dir) if orders["quality"] else {}}


def _plain(orders: dict[str, Any]) -> dict[str, Any]:
    import torch  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    torch.set_num_threads(1)
    model = SentenceTransformer(str(files_folder(Path(orders["data_dir"]), orders["model"])), device="cpu")
    return {"batches": [_speeds(lambda texts: [model.encode(text) for text in texts], 1, orders["lengths"])], "quality": {}}


def _speeds(embed: Embed, batch: int, lengths: dict[str, str]) -> dict[str, float]:
    found = {}
    for name, text in lengths.items():
        texts = [f"passage: {text[at:]}{text[:at]}" for at in range(batch)]
        embed(texts)
        count, begun = 0, time.process_time()
        while (spent := time.process_time() - begun) < AT_LEAST_S:
            embed(texts)
            count += batch
        found[f"texts a core second, {name}"] = count / spent
    return found | {"peak memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _quality(engine: Encoder, data_dir: Path) -> dict[str, float]:
    texts = shipped_texts(load())
    queries, passages = engine.encode(texts.queries, "query"), engine.encode(texts.passages, "passage")
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
