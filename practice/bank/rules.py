"""What a whole bank has to have before it ships."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations

from practice.bank.model import AXES, LANGS, Bank, Question, RubricPoint, Text, Texts
from practice.bank.shipped import ORDER

FEWEST = 60
FEWEST_ABOUT_ITSELF = 12
ABOUT_ITSELF = "backtalk"
POINTS = range(4, 8)
# Weights add up if no question is worth much more than another and misconceptions cannot eat a good answer whole.
EARNED = range(8, 17)
FEWEST_FOR_AN_AXIS = 2
PATH = re.compile(r"`([\w.-]+(?:/[\w.-]+)+\.\w+)`")
KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def violations(bank: Bank, is_file: Callable[[str], bool]) -> list[str]:
    """What is missing or wrong, one line each; ``is_file`` says whether the project has a file of that path."""
    return [*_of_the_whole(bank), *(said for question in bank.questions for said in _of_one(question, is_file))]


def _of_the_whole(bank: Bank) -> Iterator[str]:
    if len(bank.questions) < FEWEST:
        yield f"{len(bank.questions)} questions; {FEWEST} are the fewest"
    if tuple(section.id for section in bank.sections) != ORDER:
        yield f"the sections must be {', '.join(ORDER)}"
    for section in bank.sections:
        yield from _in_both(f"section {section.id}", "title", section.title)
    used = {question.section for question in bank.questions}
    yield from (f"no question in {name}" for name in ORDER if name not in used)
    yield from (f"unknown section {name}" for name in sorted(used - set(ORDER)))
    axes = {axis for question in bank.questions for axis in question.axes}
    yield from (f"no question on the axis {axis}" for axis in AXES if axis not in axes)
    yield from (f"the id {name} is used twice" for name in _twice(question.id for question in bank.questions))
    for lang in LANGS:
        yield from (f"two questions say {said!r}" for said in _twice(question.text.get(lang) for question in bank.questions))
    about = sum(1 for question in bank.questions if ABOUT_ITSELF in question.tags)
    if about < FEWEST_ABOUT_ITSELF:
        yield f"{about} questions are tagged {ABOUT_ITSELF}; {FEWEST_ABOUT_ITSELF} are the fewest"


def _of_one(question: Question, is_file: Callable[[str], bool]) -> Iterator[str]:
    name = question.id
    if not KEBAB.fullmatch(name):
        yield f"{name}: the id is not in lower case with hyphens"
    yield from _in_both(name, "text", question.text)
    yield from _in_both(name, "answer", question.answer)
    yield from _in_both(name, "hints", question.hints)
    if question.one_minute:
        yield from _in_both(name, "one_minute", question.one_minute)
    yield from _of_its_fields(question)
    yield from _of_its_rubric(question)
    yield from _of_its_axes(question)
    yield from _of_its_followups(question)
    if ABOUT_ITSELF in question.tags:
        yield from _of_its_files(question, is_file)


def _of_its_fields(question: Question) -> Iterator[str]:
    if question.difficulty is None:
        yield f"{question.id}: no difficulty"
    if question.time_s is None or not 60 <= question.time_s <= 300:
        yield f"{question.id}: time_s must be 60 to 300"
    if not 1 <= len(set(question.axes)) == len(question.axes) <= 3:
        yield f"{question.id}: one to three different axes"
    if not 2 <= len(question.tags) <= 5 or not all(KEBAB.fullmatch(tag) for tag in question.tags):
        yield f"{question.id}: two to five tags in lower case with hyphens"


def _of_its_rubric(question: Question) -> Iterator[str]:
    earning = [point for point in question.rubric if point.weight > 0]
    misleading = [point for point in question.rubric if point.weight < 0]
    earned, lost = sum(point.weight for point in earning), -sum(point.weight for point in misleading)
    if len(earning) not in POINTS:
        yield f"{question.id}: {len(earning)} points that earn; 4 to 7 are wanted"
    if not misleading:
        yield f"{question.id}: no misconception"
    if earned not in EARNED or any(point.weight > 3 for point in earning):
        yield f"{question.id}: weights that earn are 1 to 3 and add up to 8 to 16, not {earned}"
    if 2 * lost > earned or any(point.weight < -2 for point in misleading):
        yield f"{question.id}: misconceptions weigh -1 or -2 and together at most half of what can be earned, not {lost}"
    for point in question.rubric:
        yield from _of_a_point(question.id, point)


def _of_its_axes(question: Question) -> Iterator[str]:
    """An axis that one point decides is that point, and two axes that the same points decide are one."""
    if len(question.axes) < 2:
        return
    earning = [point for point in question.rubric if point.weight > 0]
    spoken = {axis: {point.id for point in earning if axis in (point.axes or question.axes)} for axis in question.axes}
    for axis, points in spoken.items():
        if len(points) < FEWEST_FOR_AN_AXIS:
            yield f"{question.id}: {len(points)} points that earn speak for {axis}; {FEWEST_FOR_AN_AXIS} are the fewest"
    for one, other in combinations(spoken, 2):
        if spoken[one] == spoken[other]:
            yield f"{question.id}: the same points that earn speak for {one} and {other}; nothing would tell these apart"


def _of_a_point(question: str, point: RubricPoint) -> Iterator[str]:
    yield from _in_both(f"{question}/{point.id}", "text", point.text)
    yield from _in_both(f"{question}/{point.id}", "hints", point.hints)


def _of_its_followups(question: Question) -> Iterator[str]:
    points = {point.id for point in question.rubric}
    if len(question.followups) < 2:
        yield f"{question.id}: fewer than two follow-ups"
    for followup in question.followups:
        yield from _in_both(f"{question.id}/{followup.id}", "text", followup.text)
        yield from _in_both(f"{question.id}/{followup.id}", "answer", followup.answer)
        if followup.aims_at not in points:
            yield f"{question.id}/{followup.id}: aims at {followup.aims_at}, which is no point of the rubric"


def _of_its_files(question: Question, is_file: Callable[[str], bool]) -> Iterator[str]:
    for lang in LANGS:
        named = PATH.findall(question.answer.get(lang))
        if not named:
            yield f"{question.id}: the {lang} answer names no file of the project"
        yield from (f"{question.id}: the {lang} answer names {path}, which is not there" for path in named if not is_file(path))


def _in_both(where: str, what: str, said: Text | Texts) -> Iterator[str]:
    for lang, value in (("ko", said.ko), ("en", said.en)):
        texts = value if isinstance(value, tuple) else (value,)
        if not texts or not all((text or "").strip() for text in texts):
            yield f"{where}: no {what} in {lang}"


def _twice(names: Iterator[str]) -> list[str]:
    return sorted(name for name, count in Counter(names).items() if count > 1)
