import json
import math
from pathlib import Path

import numpy as np
import pytest

from bench.scoring_eval.agreement import kappa, macro_f1, spearman, weighted_kappa
from bench.scoring_eval.fit import by_question, fit
from bench.scoring_eval.graded_sets import measure
from bench.scoring_eval.points import hand_graded, judged
from bench.scoring_eval.sets import sets
from practice.bank.model import Lang
from practice.bank.shipped import load
from practice.embedding.port import Encoder
from practice.scoring.rubric import RubricScorer

GRADED = Path(__file__).parents[3] / "bench" / "data" / "graded_ko_en_held_out.yaml"

SAF = """<question id="1.1"><questionText>Why split queues?</questionText>
<referenceAnswers><referenceAnswer id="a">They wait on different things.</referenceAnswer></referenceAnswers>
<studentAnswers>
<studentAnswer id="1"><response>They wait on different things </response><score> 1</score></studentAnswer>
<studentAnswer id="2"><response>No submission. </response><score>0</score></studentAnswer>
</studentAnswers></question>"""


def test_kappa_is_1_for_agreement_and_0_for_chance() -> None:
    assert kappa("aabb", "aabb") == 1
    assert kappa("abab", "aabb") == 0
    assert weighted_kappa([0, 1, 0, 1], [0, 0.5, 0, 1]) > kappa([0, 1, 0, 1], [0, 0.5, 0, 1])


def test_ranks_and_f1() -> None:
    assert spearman([1, 2, 3], [10, 20, 90]) == pytest.approx(1)
    assert macro_f1([True, True, False], [True, False, False]) == pytest.approx(2 / 3)


def test_a_question_is_judged_by_a_fit_on_the_others() -> None:
    x, y = np.array([[0.0], [1.0], [0.0], [1.0]]), np.array([0.0, 1.0, 1.0, 0.0])
    chances = by_question(x, y, ["one", "one", "two", "two"])
    assert chances[0] > 0.5 > chances[1]
    assert fit(x[:2], y[:2]).weights[0] > 0


def test_sets_are_read_without_empty_submissions(tmp_path: Path) -> None:
    (tmp_path / "saf").mkdir()
    (tmp_path / "saf" / "1.xml").write_text(SAF, encoding="utf-8")
    row = {"question": "왜 나누나요?", "reference": "기다리는 대상이 다릅니다.", "answer": "대상이 달라서요", "score": 0.5}
    (tmp_path / "mine.jsonl").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    found = sets(tmp_path)
    assert [row.answer for row in found["saf"]] == ["They wait on different things"]
    assert (found["mine"][0].lang, found["mine"][0].score) == ("ko", 0.5)


def test_tables_of_anybody_are_read_on_any_scale(tmp_path: Path) -> None:
    (tmp_path / "grades.csv").write_text(
        "Question,Reference_Answer,Student_Answer,Grade\n"
        "Why?,Because of queues.||They wait.,queues,5\nWhy?,Because of queues.,,5\nWhy?,Because of queues.,weather,0\n",
        encoding="utf-8-sig",
    )
    (tmp_path / "labels.tsv").write_text(
        "question\treference_1\treference_2\tanswer\tlabel\nWhy?\tOne.\tTwo.\tsaid\tcontradictory\n", encoding="utf-8"
    )
    (tmp_path / "shares.jsonl").write_text(
        json.dumps({"question": "q", "references": ["a", "b"], "response": "c", "score": 3, "max_score": 4}), encoding="utf-8"
    )
    found = sets(tmp_path)
    assert [(row.references, row.score) for row in found["grades"]] == [
        (("Because of queues.", "They wait."), 1),
        (("Because of queues.",), 0),
    ]
    assert (found["labels"][0].references, found["labels"][0].score) == (("One.", "Two."), 0)
    assert (found["shares"][0].references, found["shares"][0].score) == (("a", "b"), 0.75)


def test_a_set_is_measured(tmp_path: Path, hashing: Encoder) -> None:
    rows = [
        {
            "question": f"Why number {at}?",
            "reference": "Because queues wait on different things.",
            "answer": answer,
            "score": score,
        }
        for at in range(3)
        for answer, score in (("Queues wait on different things.", 1), ("The weather was nice in spring.", 0))
    ]
    (tmp_path / "small.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    lines = list(measure(tmp_path, hashing))
    assert lines[0] == "== small: 6 answers, 3 questions"
    assert "macro-F1 1.000" in lines[2]


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_scorer_agrees_with_a_person_over_other_questions(lang: Lang, scorer: RubricScorer) -> None:
    questions = {question.id: question for question in load().questions}
    done = judged(scorer, hand_graded(GRADED, questions, lang)[::2])
    truth = [verdict for row in done for verdict in row.graded.verdicts]
    said = [point.verdict for row in done for point in row.score.points]
    assert kappa(truth, said) >= 0.6
    assert not math.isnan(spearman([row.graded.overall for row in done], [row.score.overall for row in done]))
    assert all(row.score.overall == 0 for row in done if row.graded.kind in ("keywords", "off_topic"))
