"""The bank and its own scorer agree: each model answer makes every point of its rubric, and states no misconception."""

import pytest

from practice.bank import shipped
from practice.bank.model import LANGS, Lang, Question
from practice.scoring.rubric import RubricScorer


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("question", shipped.load().questions, ids=lambda question: question.id)
def test_a_model_answer_makes_all_its_points(scorer: RubricScorer, question: Question, lang: Lang) -> None:
    score = scorer.judge(question.answer.get(lang), lang, question)
    missing = [point.id for point in score.points if point.weight > 0 and point.verdict != "met"]
    stated = [point.id for point in score.points if point.weight < 0 and point.verdict != "missed"]
    assert (missing, stated) == ([], [])
