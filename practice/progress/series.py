"""Scores over time: the mean of each day, week or month, and where one stands now."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from practice.progress.marks import Mark

Step = Literal["day", "week", "month"]
# At most about thirty points: more cannot be told apart on a phone.
DAYS_BY_DAY, DAYS_BY_WEEK = 28, 210
# "Now" is the mean of this many newest answers; the change is against as many before them.
NOW = 5
FEWEST_BEFORE = 2


@dataclass(frozen=True, slots=True)
class Bucket:
    """The answers of one step; ``start`` is its first day."""

    start: date
    mean: float
    answers: int


@dataclass(frozen=True, slots=True)
class Series:
    """``now`` and ``change`` are in points of 100; ``change`` is None while too few answers came before."""

    key: str
    answers: int
    now: float
    change: float | None
    buckets: tuple[Bucket, ...]


def step_for(days: Sequence[date]) -> Step:
    """The finest step that leaves few enough points."""
    span = (max(days) - min(days)).days if days else 0
    if span <= DAYS_BY_DAY:
        return "day"
    return "week" if span <= DAYS_BY_WEEK else "month"


def start_of(day: date, step: Step) -> date:
    """Weeks begin on Monday."""
    if step == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if step == "month" else day


def mean(values: Sequence[int]) -> float:
    return round(sum(values) / len(values), 1)


def series(key: str, values: Sequence[tuple[date, int]], step: Step) -> Series:
    """One line of a chart; ``values`` are in order of time and not empty."""
    heaps: defaultdict[date, list[int]] = defaultdict(list)
    for day, value in values:
        heaps[start_of(day, step)].append(value)
    buckets = tuple(Bucket(start, mean(heap), len(heap)) for start, heap in sorted(heaps.items()))
    scores = [value for _, value in values]
    now, before = scores[-NOW:], scores[-2 * NOW : -NOW]
    change = round(mean(now) - mean(before), 1) if len(before) >= FEWEST_BEFORE else None
    return Series(key, len(scores), mean(now), change, buckets)


def by_axis(found: Iterable[Mark], day_of: Callable[[Mark], date], step: Step) -> list[Series]:
    """A line for each axis that any question looked at."""
    return _lines(((axis, day_of(mark), score) for mark in found for axis, score in mark.axes.items()), step)


def by_section(found: Iterable[Mark], day_of: Callable[[Mark], date], step: Step) -> list[Series]:
    """A line for each section that was practised."""
    return _lines(((mark.section, day_of(mark), mark.overall) for mark in found), step)


def _lines(values: Iterable[tuple[str, date, int]], step: Step) -> list[Series]:
    heaps: defaultdict[str, list[tuple[date, int]]] = defaultdict(list)
    for key, day, value in values:
        heaps[key].append((day, value))
    return [series(key, heap, step) for key, heap in sorted(heaps.items())]
