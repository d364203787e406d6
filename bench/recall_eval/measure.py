"""A line for each set."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.recall_eval.searched import scratch, searched
from bench.recall_eval.sets import Compared, sets
from practice.embedding.answers import BulkEncoder
from practice.embedding.models import ModelSpec
from practice.embedding.port import Encoder

Numbers = NDArray[np.floating]


def measure(path: Path, spec: ModelSpec, encoder: BulkEncoder) -> Iterator[str]:
    """Rank correlation for pairs; nDCG@10 / Recall@1 / Recall@10 for searches, by each way."""
    with scratch() as engine:
        for tried in sets(path):
            if isinstance(tried, Compared):
                yield f"{tried.name}: Spearman {100 * likeness_rank(encoder, tried):.1f} on {len(tried.pairs)} pairs"
                continue
            yield f"{tried.name}: {len(tried.queries)} queries, {len(tried.passages)} passages (nDCG@10 / R@1 / R@10)"
            for way, found in searched(engine, spec, encoder, tried).items():
                yield f"  {way:8} {found}"


def likeness_rank(encoder: Encoder, tried: Compared) -> float:
    left = encoder.encode([pair[0] for pair in tried.pairs], "query")
    right = encoder.encode([pair[1] for pair in tried.pairs], "query")
    return spearman((left * right).sum(axis=1), np.array([pair[2] for pair in tried.pairs]))


def spearman(a: Numbers, b: Numbers) -> float:
    return float(np.corrcoef(mid_ranks(a), mid_ranks(b))[0, 1])


def mid_ranks(values: Numbers) -> Numbers:
    """Ranks from 0; ties share their mean."""
    _, group, sizes = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(sizes) - (sizes + 1) / 2)[group]
