"""The rubric that an answer is judged by: the question's own, else one drawn from its model answer."""

from dataclasses import replace
from functools import lru_cache

from practice.bank.derived import PREFIX, with_derived_rubric
from practice.bank.model import Question, RubricPoint


@lru_cache(256)
def as_judged(question: Question) -> Question:
    """The question with points to judge by; a model answer too short for claims is one point as a whole.

    A number by the model answer is one number: no point of it speaks for some axes only.
    """
    if any(point.weight > 0 for point in question.rubric) or not question.answer:
        return question
    drawn = with_derived_rubric(replace(question, rubric=())).rubric or (RubricPoint(f"{PREFIX}whole", 1, question.answer),)
    return undivided(replace(question, rubric=(*drawn, *question.rubric)))


def undivided(question: Question) -> Question:
    """The question whose points speak for all of its axes."""
    if not any(point.axes for point in question.rubric):
        return question
    return replace(question, rubric=tuple(replace(point, axes=()) for point in question.rubric))
