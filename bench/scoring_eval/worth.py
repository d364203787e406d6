"""Agreement of scores with what people gave, and what right answers and wrong ones are told."""

from collections.abc import Sequence

import numpy as np

from bench.scoring_eval.agreement import spearman

RIGHT, WRONG, HALF = 75, 25, 50


def figures(worth: Sequence[int], said: Sequence[float]) -> str:
    """A line; both 0..100."""
    y, x = np.array(worth), np.array(said)
    right, wrong = x[y >= RIGHT], x[y <= WRONG]
    parts = [f"rank {spearman(list(y), list(x)):.3f}  mean error {np.abs(x - y).mean():.1f}"]
    if right.size:
        parts.append(
            f"right: mean {right.mean():.0f}, {(right == 0).sum()} at 0, {(right < HALF).sum()} below {HALF} of {right.size}"
        )
    if wrong.size:
        parts.append(f"wrong: mean {wrong.mean():.0f}, {(wrong >= HALF).sum()} at {HALF} and more of {wrong.size}")
    return "  ".join(parts)
