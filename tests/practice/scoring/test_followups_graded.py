"""The graded answers to follow-ups, and how a scale is fitted on them."""

from pathlib import Path

import numpy as np
import pytest

from bench.scoring_eval.files import has_list
from bench.scoring_eval.fit_scales import fitted, scaled
from bench.scoring_eval.followups import answered, measure_followups
from bench.scoring_eval.worth import RIGHT, WRONG, figures
from practice.bank.model import LANGS, FollowUp, Lang, Question
from practice.bank.shipped import load
from practice.scoring.rubric import RubricScorer

GRADED = Path(__file__).parents[3] / "bench" / "data" / "followups_graded.yaml"
ONE = """schema: 1
followup_answers:
  - {question: backtalk-outbox-relay, followup: listen-connection-drops, worth: 100, ko: "", en: "%s"}
"""


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_right_answers_are_worth_something_and_wrong_ones_less(lang: Lang, scorer: RubricScorer) -> None:
    rows = answered(GRADED, lang)[::6]
    said = np.array([scorer.judge(row.text, lang, row.question, followup=row.asked).overall for row in rows])
    worth = np.array([row.worth for row in rows])
    assert said[worth >= RIGHT].min() > 0
    assert said[worth >= RIGHT].mean() > 2 * said[worth <= WRONG].mean()


def test_every_follow_up_that_ships_has_one_graded_answer() -> None:
    for lang in LANGS:
        rows = answered(GRADED, lang)
        asked = {(row.question.id, row.asked) for row in rows}
        assert len(asked) == len(rows) == len({(one.id, two.id) for one, two in shipped()})


def shipped() -> list[tuple[Question, FollowUp]]:
    return [(question, followup) for question in load().questions for followup in question.followups]


def test_a_file_of_ones_own_is_measured(tmp_path: Path, scorer: RubricScorer) -> None:
    (tmp_path / "mine.yaml").write_text(ONE % "The relay polls the outbox each second.", encoding="utf-8")
    (tmp_path / "other.yaml").write_text("answers: []", encoding="utf-8")
    lines = list(measure_followups(tmp_path, scorer.encoder, worst=1))
    assert [line for line in lines if line.startswith("==")] == [
        "== mine.yaml, ko: 1 answers to follow-ups",
        "== mine.yaml, en: 1 answers to follow-ups",
    ]
    assert any("The relay polls the outbox each second." in line for line in lines)
    assert not has_list(tmp_path / "other.yaml", "followup_answers")


def test_the_figures() -> None:
    assert figures([100, 50, 0], [90, 40, 60]) == (
        "rank 0.500  mean error 26.7  right: mean 90, 0 at 0, 0 below 50 of 1  wrong: mean 60, 1 at 50 and more of 1"
    )


def test_a_scale_turns_shares_into_worth_and_fears_praise_for_what_is_wrong() -> None:
    shares, worth = np.array([0.1, 0.2, 0.5, 0.6]), np.array([0, 0, 100, 100])
    low, high = fitted(shares, worth)
    assert 0.19 <= low < high <= 0.51
    assert list(scaled(shares, (0.2, 0.5))) == pytest.approx([0, 0, 100, 100])
    between = np.array([0.3] * 20)
    half = np.array([0, 100] * 10)
    assert scaled(between, fitted(between, half))[0] < 50
