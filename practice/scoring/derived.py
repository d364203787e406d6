"""A rubric for a question that has only a model answer: each sentence of it that says something is a point."""

from dataclasses import replace

from practice.bank.model import Question, RubricPoint, Text
from practice.scoring.sentences import sentences
from practice.scoring.terms import terms

MOST_POINTS = 10
FEWEST_TERMS = 3


def with_derived_rubric(question: Question) -> Question:
    """The question itself when it has a point to make, or nothing to derive one from; else with points of weight 1."""
    if any(point.weight > 0 for point in question.rubric) or not question.answer:
        return question
    texts = _paired(_claims(question.answer.ko or ""), _claims(question.answer.en or ""))
    points = tuple(RubricPoint(f"derived-{at}", 1, text) for at, text in enumerate(texts, 1))
    return replace(question, rubric=(*points, *question.rubric))


def _claims(answer: str) -> list[str]:
    """The sentences worth a point, joined with their neighbours when there are too many; a one-word answer is a claim too."""
    parts = [" ".join(span.text.split()) for span in sentences(answer)]
    worth = [part for part in parts if len(terms(part)) >= FEWEST_TERMS] or [part for part in parts if terms(part)]
    size = -(-len(worth) // MOST_POINTS) or 1
    return [" ".join(worth[at : at + size]) for at in range(0, len(worth), size)]


def _paired(korean: list[str], english: list[str]) -> list[Text]:
    """Both languages side by side when they tell the same number of points; else the one that there is, Korean first."""
    if len(korean) == len(english):
        return [Text(ko, en) for ko, en in zip(korean, english, strict=True)]
    return [Text(ko=claim) for claim in korean] or [Text(en=claim) for claim in english]
