"""Several judgements of one answer become one: the median per point, the spread shown."""

from collections.abc import Sequence
from dataclasses import replace

from practice.scoring.model import PointScore, Verdict

ORDER: tuple[Verdict, ...] = ("missed", "partial", "met")


def merged(samples: Sequence[Sequence[PointScore]]) -> tuple[PointScore, ...]:
    """One list of points from several on the same rubric; each shows its verdicts in ``spread`` when there are several."""
    if len(samples) == 1:
        return tuple(samples[0])
    return tuple(_median(point) for point in zip(*samples, strict=True))


def _median(said: Sequence[PointScore]) -> PointScore:
    """The sample in the middle, the lower one of two: doubt is neither praise nor blame. Its evidence is the evidence."""
    ranked = sorted(said, key=lambda point: ORDER.index(point.verdict))
    middle = ranked[(len(ranked) - 1) // 2]
    return replace(middle, spread=tuple(point.verdict for point in said))


def wide(points: Sequence[PointScore]) -> bool:
    """Some point was met in one sample and missed in another."""
    return any({"met", "missed"} <= set(point.spread) for point in points)
