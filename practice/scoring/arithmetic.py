"""From verdicts to a number: integers only, so that every machine agrees."""

from collections.abc import Sequence

from practice.scoring.model import AxisScore, PointScore

HALVES = {"met": 2, "partial": 1, "missed": 0}


def overall(points: Sequence[PointScore]) -> int:
    """0..100: met counts whole, partial half; a misconception (negative weight) that is stated takes its weight away."""
    whole = 2 * sum(point.weight for point in points if point.weight > 0)
    if not whole:
        return 0
    earned = sum(point.weight * HALVES[point.verdict] for point in points)
    return max(0, min(100, (200 * earned + whole) // (2 * whole)))


def taken(points: Sequence[PointScore]) -> float:
    """The share of all weight, from 0, that stated misconceptions take away; there must be a point worth making."""
    stated = -sum(point.weight * HALVES[point.verdict] for point in points if point.weight < 0)
    return stated / (2 * sum(point.weight for point in points if point.weight > 0))


def is_refused(point: PointScore) -> bool:
    """Words near to a point worth making were found, and say its contrary."""
    return point.weight > 0 and point.verdict == "missed" and bool(point.evidence)


def axes(names: Sequence[str], value: int, points: Sequence[PointScore] = ()) -> tuple[AxisScore, ...]:
    """Each axis gets ``overall`` of the points that speak for it; ``value``, the question's own, where no point names axes.

    Without ``points`` every axis gets ``value``: some values are not of the points.
    """
    apart = any(point.axes for point in points)
    return tuple(AxisScore(name, _of_axis(name, value, points) if apart else value) for name in names)


def _of_axis(name: str, value: int, points: Sequence[PointScore]) -> int:
    own = [point for point in points if name in point.axes or not point.axes]
    return overall(own) if any(point.weight > 0 for point in own) else value
