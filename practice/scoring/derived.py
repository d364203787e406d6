"""The rubric that an answer is judged by: the question's own, else one drawn from its model answer."""

from dataclasses import replace
from functools import lru_cache

from practice.bank.derived import PREFIX, with_derived_rubric
from practice.bank.model import Question, RubricPoint


@lru_cache(256)
def as_judged(question: Question) -> Question:
    """The question with points to judge by; a model answer too short for claims is one point as a whole."""
    if any(point.weight > 0 for point in question.rubric) or not question.answer:
        return question
    drawn = with_derived_rubric(replace(question, rubric=())).rubric or (RubricPoint(f"{PREFIX}whole", 1, question.answer),)
    return replace(question, rubric=(*drawn, *question.rubric))
