"""A long answer is found by what it is about, and not by everything else."""

import numpy as np
import pytest

from practice.bank import shipped
from practice.bank.model import Lang
from practice.embedding.answers import embed_answers
from practice.embedding.engine import Engine

QUESTIONS = [question for question in shipped.load().questions if question.answer.ko]
RAMBLED, ASKED = QUESTIONS[:5], QUESTIONS[20:44:3]
SHORT = 250


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_an_answer_about_everything_is_not_nearer_than_the_right_one(engine: Engine, lang: Lang) -> None:
    """The bare mean of its windows was, for three (Korean) and six (English) of the eight."""
    rambling = " ".join(question.answer.get(lang) for question in RAMBLED)
    (long, *right) = embed_answers(engine, [rambling, *(question.answer.get(lang)[:SHORT] for question in ASKED)])
    assert engine.count([rambling])[0] > 2 * engine.window
    queries = engine.encode([question.text.get(lang) for question in ASKED], "query")
    wanted = np.array([query @ one.whole for query, one in zip(queries, right, strict=True)])
    assert (queries @ long.whole < wanted).sum() >= 0.75 * len(ASKED)
