"""The axes that a sheet's points name: known ones, and of those the question's own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from practice.bank.model import AXES, Question
from practice.bank.reading import Warning
from practice.bank.sheet.entries import Entry


def read(found: Sequence[Entry], first: int, warnings: list[Warning]) -> dict[str, int]:
    """Where each axis is named for the first time; what is none leaves its entry. The entries' line 0 is ``first``."""
    named: dict[str, int] = {}
    for entry in found:
        warnings += [Warning(first + entry.line, message, code) for code, message in _remarks(entry)]
        entry.axes = tuple(axis for axis in entry.axes if axis in AXES)
        named = dict.fromkeys(entry.axes, first + entry.line) | named
    return named


def of_its_own(question: Question, named: Mapping[str, int], line: int, warnings: list[Warning]) -> Question:
    """The question whose points name no axis that it does not have: they would count nowhere that they were meant to.

    A warning stands where the axis was ``named``, else in ``line``.
    """
    strange = dict.fromkeys(axis for point in question.rubric for axis in point.axes if axis not in question.axes)
    for axis in strange:
        said = f"`{axis}` is no axis of this question; left out of its points; add it to the question's axes if it is meant"
        warnings.append(Warning(named.get(axis, line), said, "axis-elsewhere"))
    points = (replace(point, axes=tuple(axis for axis in point.axes if axis not in strange)) for point in question.rubric)
    return replace(question, rubric=tuple(points)) if strange else question


def _remarks(entry: Entry) -> Iterator[tuple[str, str]]:
    for name in entry.strange:
        yield "metadata", f"`{name}` in the comment of a point is not read; known are id and axes, with a semicolon between"
    for axis in entry.axes:
        if axis not in AXES:
            yield "axis", f"`{axis}` is no axis; left out of the point; known are {', '.join(AXES)}"
