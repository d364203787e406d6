"""One number of one round, and what several rounds say together."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FLOOR, OURS, RECIPE = "floor", "ours", "recipe"
# what is divided by what, where a bench does not say otherwise
RATIOS = ((OURS, FLOOR), (RECIPE, FLOOR), (OURS, RECIPE))
# how the run itself went, and parts of a way that other systems do not take: nothing to divide
PLAIN_UNITS = ("cores", "requests", "ms of the way", "quiet")


@dataclass(frozen=True, slots=True)
class Sample:
    """``size`` orders the cases of a bench and shows how the cost grows; 0 where there is nothing to grow."""

    case: str
    size: int
    subject: str
    metric: str
    unit: str
    value: float


@dataclass(frozen=True, slots=True)
class Figure:
    """The median of the rounds with the lowest and the highest; a ratio is the median of the rounds' own ratios."""

    case: str
    size: int
    subject: str
    metric: str
    unit: str
    median: float
    low: float
    high: float
    rounds: tuple[float, ...]


def summarise(samples: Iterable[Sample], divided: Sequence[tuple[str, str]] = RATIOS) -> list[Figure]:
    """A figure for each subject, then the ratios, round by round: what slowed the machine slowed all of that round."""
    groups: dict[tuple[str, int, str, str], dict[str, list[float]]] = {}
    for sample in samples:
        key = (sample.case, sample.size, sample.metric, sample.unit)
        groups.setdefault(key, {}).setdefault(sample.subject, []).append(sample.value)
    figures = []
    for (case, size, metric, unit), subjects in groups.items():
        figures += [_figure(case, size, subject, metric, unit, values) for subject, values in subjects.items()]
        for one, other in divided if unit not in PLAIN_UNITS else ():
            pairs = zip(subjects.get(one, ()), subjects.get(other, ()), strict=False)
            if quotients := [a / b for a, b in pairs if b]:
                figures.append(_figure(case, size, f"{one} : {other}", metric, "x", quotients))
    return figures


def _figure(case: str, size: int, subject: str, metric: str, unit: str, values: Sequence[float]) -> Figure:
    kept = tuple(round(value, 4) for value in values)
    return Figure(case, size, subject, metric, unit, statistics.median(kept), min(kept), max(kept), kept)


def quantile(values: Sequence[float], level: float) -> float:
    """The value below which ``level`` of the values lie; the nearest one, nothing is interpolated."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(level * len(ordered)))]
