"""What to practise next, and why: a rule without randomness, spaced, from one's own scores.

Six reasons, in this order; one question each, then again from the first until the list is full:

1. ``missed_again``: rubric points that the two newest answers to a question both lack; most points first.
2. ``due``: a question whose interval is over; the longest overdue, measured in its own interval, first.
3. ``weak_axis``: a question not tried yet on the axis with the lowest mean, the easiest first.
4. ``weak_section``: the same for sections.
5. ``new_section``: the easiest question of a section that was never practised.
6. ``untried``: any question not tried yet, in reading order.

Nobody who has answered nothing yet gets any of these, but ``first``: an easy question of each section.

A question rests before it is proposed again (1 and 2): 1 day below 50 points, 3 below 70, 7 below 85, else 21; every
answer of 85 or more right before the newest doubles it, up to 84 days. So what went badly comes back soon and what is known
comes back late: expanding retrieval practice (Landauer and Bjork 1978), with the score in place of a self-assessment. A question
that only another scorer than the usual one has judged rests 7 days: its number means something else. So does one that has neither
rubric nor model answer, and no number.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from practice.progress.marks import Mark, Scorer
from practice.progress.series import NOW, mean

Code = Literal["missed_again", "due", "weak_axis", "weak_section", "new_section", "untried", "first"]

INTERVALS = ((50, 1), (70, 3), (85, 7))
KNOWN, KNOWN_DAYS, MOST_DAYS = 85, 21, 84
OTHERS_DAYS = 7
# A mean of fewer answers says more about the question than about the person; from this mean on nothing is weak.
FEWEST, STRONG = 2, 80
UNRATED = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be proposed; in reading order."""

    id: str
    section: str
    axes: tuple[str, ...]
    difficulty: int | None


@dataclass(frozen=True, slots=True)
class Slip:
    """A rubric point that both of the two newest answers to a question lack, or a misconception that both state."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question and the numbers behind the reason; those that a reason does not need are None."""

    question_id: str
    code: Code
    overall: int | None = None
    days: int | None = None
    interval_days: int | None = None
    points: tuple[Slip, ...] = ()
    axis: str | None = None
    section: str | None = None
    mean: float | None = None
    answers: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person: marks of one scorer in order of time, what was answered at all, what was missed twice.

    ``others``: of each question without such a mark the newest one there is. Its date counts and not its number.
    """

    marks: Sequence[Mark]
    answered: frozenset[str]
    scorer: Scorer | None = None
    slips: Mapping[str, tuple[Slip, ...]] = field(default_factory=dict)
    others: Sequence[Mark] = ()


def interval_days(scores: Sequence[int]) -> int:
    """How long a question rests after these scores, oldest first."""
    *before, newest = scores
    for below, days in INTERVALS:
        if newest < below:
            return days
    known = 0
    while known < len(before) and before[-1 - known] >= KNOWN:
        known += 1
    return min(MOST_DAYS, KNOWN_DAYS << known)


def propose(
    candidates: Sequence[Candidate], known: Known, day_of: Callable[[Mark], date], today: date, limit: int
) -> list[Proposal]:
    """Up to ``limit`` questions, each once. ``day_of`` and ``today`` are in the person's own days."""
    if not known.answered:
        return [Proposal(one.id, "first", section=one.section) for one in _one_per_section(candidates)][:limit]
    rested = list(_rested(candidates, known, day_of, today))
    untried = [one for one in candidates if one.id not in known.answered]
    heaps: list[Iterator[Proposal]] = [
        iter(sorted((one for one in rested if one.points), key=lambda one: (-len(one.points), -(one.days or 0)))),
        iter(sorted((one for one in rested if not one.points), key=_overdue, reverse=True)),
        _weak(untried, _axis_means(known.marks), "weak_axis"),
        _weak(untried, _section_means(known.marks), "weak_section"),
        _new_sections(candidates, known),
        (Proposal(one.id, "untried", section=one.section) for one in untried),
    ]
    return _one_of_each(heaps, limit)


def _one_of_each(heaps: list[Iterator[Proposal]], limit: int) -> list[Proposal]:
    taken: dict[str, Proposal] = {}
    while heaps and len(taken) < limit:
        for heap in list(heaps):
            fresh = next((one for one in heap if one.question_id not in taken), None)
            if fresh is None:
                heaps.remove(heap)
            elif len(taken) < limit:
                taken[fresh.question_id] = fresh
    return list(taken.values())


def _overdue(one: Proposal) -> float:
    return (one.days or 0) / (one.interval_days or 1)


def _rested(candidates: Sequence[Candidate], known: Known, day_of: Callable[[Mark], date], today: date) -> Iterator[Proposal]:
    heaps: dict[str, list[Mark]] = {}
    for mark in known.marks:
        heaps.setdefault(mark.question_id, []).append(mark)
    others = {mark.question_id: mark for mark in known.others}
    for one in candidates:
        heap = heaps.get(one.id)
        if not heap:
            if one.id in others and (days := (today - day_of(others[one.id])).days) >= OTHERS_DAYS:
                yield Proposal(one.id, "due", None, days, OTHERS_DAYS, section=one.section)
            continue
        days, rest = (today - day_of(heap[-1])).days, interval_days([mark.overall for mark in heap])
        if days >= rest:
            slips = known.slips.get(one.id, ())
            code: Code = "missed_again" if slips else "due"
            yield Proposal(one.id, code, heap[-1].overall, days, rest, slips, section=one.section, answers=len(heap))


def _easiest_first(candidates: Sequence[Candidate]) -> list[Candidate]:
    # sorting is stable: reading order decides between two of one difficulty
    return sorted(candidates, key=lambda one: one.difficulty or UNRATED)


def _one_per_section(candidates: Sequence[Candidate]) -> list[Candidate]:
    first: dict[str, Candidate] = {}
    for one in _easiest_first(candidates):
        first.setdefault(one.section, one)
    return _easiest_first(list(first.values()))


Means = list[tuple[str, float, int]]


def _means(values: Iterator[tuple[str, int]]) -> Means:
    heaps: dict[str, list[int]] = {}
    for key, value in values:
        heaps.setdefault(key, []).append(value)
    found = [(key, mean(heap[-NOW:]), len(heap)) for key, heap in heaps.items() if len(heap) >= FEWEST]
    return sorted((one for one in found if one[1] < STRONG), key=lambda one: one[1])


def _axis_means(marks: Sequence[Mark]) -> Means:
    return _means((axis, score) for mark in marks for axis, score in mark.axes.items())


def _section_means(marks: Sequence[Mark]) -> Means:
    return _means((mark.section, mark.overall) for mark in marks)


def _weak(untried: Sequence[Candidate], means: Means, code: Literal["weak_axis", "weak_section"]) -> Iterator[Proposal]:
    for key, low, answers in means:
        for one in _easiest_first(untried):
            if key not in (one.axes if code == "weak_axis" else (one.section,)):
                continue
            axis = key if code == "weak_axis" else None
            yield Proposal(one.id, code, axis=axis, section=one.section, mean=low, answers=answers)


def _new_sections(candidates: Sequence[Candidate], known: Known) -> Iterator[Proposal]:
    practised = {one.section for one in candidates if one.id in known.answered}
    fresh = [one for one in candidates if one.section not in practised]
    return (Proposal(one.id, "new_section", section=one.section) for one in _one_per_section(fresh))
