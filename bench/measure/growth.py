"""How a cost grows with the size: the exponent of the power law between the smallest and the largest."""

import math
from collections.abc import Sequence


def shape(points: Sequence[tuple[int, float]]) -> str:
    """Flat, slower than linear, linear or worse; empty with fewer than three sizes."""
    known = sorted((size, value) for size, value in points if size > 0 and value > 0)
    if len(known) < 3:
        return ""
    (small, low), (large, high) = known[0], known[-1]
    exponent = math.log(high / low) / math.log(large / small)
    named = ((-0.15, "falls"), (0.15, "flat"), (0.85, "slower than linear"), (1.15, "linear"))
    return next((name for limit, name in named if exponent <= limit), "worse than linear") + f" (n^{exponent:.2f})"
