"""How well the embedded model finds and compares: `python -m bench.recall PATH [korsts] [klue] [techqa]`, PATH holding these."""

import csv
import json
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from practice.embedding.engine import load_engine
from practice.embedding.port import Encoder
from practice.settings import settings

Numbers = NDArray[np.floating]
Pairs = list[tuple[str, str, float]]


def main(folder: Path, wanted: list[str]) -> None:
    engine = load_engine(settings(), threads=2)
    for name in wanted or ["korsts", "klue", "techqa"]:
        if name == "techqa":
            report_search(engine, folder / "techqa" / "sections.jsonl")
        else:
            pairs = (
                korsts(folder / "korsts" / "sts-dev.tsv")
                if name == "korsts"
                else klue(folder / "klue" / "klue-sts-v1.1_dev.json")
            )
            print(f"{name}: Spearman {100 * similarity_rank(engine, pairs):.1f} on {len(pairs)} pairs", flush=True)


def korsts(path: Path) -> Pairs:
    with path.open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["sentence1"], row["sentence2"], float(row["score"])) for row in rows]


def klue(path: Path) -> Pairs:
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [(row["sentence1"], row["sentence2"], row["labels"]["real-label"]) for row in rows]


def similarity_rank(engine: Encoder, pairs: Pairs) -> float:
    left = engine.encode([pair[0] for pair in pairs], "query")
    right = engine.encode([pair[1] for pair in pairs], "query")
    return spearman((left * right).sum(axis=1), np.array([pair[2] for pair in pairs]))


def report_search(engine: Encoder, path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    # "Advantages" alone asks for nothing: the heading above it belongs to the question
    queries = engine.encode([" ".join([*row["path"][-1:], row["heading"]]) for row in rows], "query")
    passages = engine.encode([row["body"] for row in rows], "passage")
    cosines = queries @ passages.T
    ranks = (cosines > np.diag(cosines)[:, None]).sum(axis=1)
    gain = np.where(ranks < 10, 1 / np.log2(ranks + 2), 0).mean()
    print(f"techqa: nDCG@10 {gain:.3f}, R@1 {(ranks < 1).mean():.3f}, R@10 {(ranks < 10).mean():.3f} on {len(rows)}", flush=True)
    print(f"  cosines: gold {quartiles(np.diag(cosines))}, others' {quartiles(off_diagonal(cosines))}")
    print(f"  passages among themselves: {quartiles(off_diagonal(passages @ passages.T))}", flush=True)


def spearman(a: Numbers, b: Numbers) -> float:
    return float(np.corrcoef(mid_ranks(a), mid_ranks(b))[0, 1])


def mid_ranks(values: Numbers) -> Numbers:
    """Ranks from 0; ties share their mean."""
    _, group, sizes = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(sizes) - (sizes + 1) / 2)[group]


def off_diagonal(matrix: Numbers) -> Numbers:
    return matrix[~np.eye(len(matrix), dtype=bool)]


def quartiles(values: Numbers) -> str:
    return "/".join(f"{level:.3f}" for level in np.percentile(values, (25, 50, 75)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
