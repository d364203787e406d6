"""An answer to a follow-up of the bank is held against the point that the follow-up aims at, where that has no model answer."""

import pytest

from practice.bank.model import Lang, Question
from practice.scoring.aim import held_against
from practice.scoring.provenance import provenance_of
from practice.scoring.rubric import RubricScorer, provenance

ASKED = "스레드는 몇 개가 적당한가요?"
MADE = "I/O 큐는 스레드를 많이, CPU 큐는 코어 수만큼 프로세스를 둡니다."
# makes another point of the question, and not this one
BESIDE = "I/O 작업은 네트워크를 기다리고 CPU 작업은 코어를 점유하니 한 큐에 두면 서로를 막습니다."


def ids(question: Question) -> list[str]:
    return [point.id for point in question.rubric]


@pytest.mark.parametrize("asked", [ASKED, "How many threads would you run?"])
def test_the_point_that_is_asked_for_stays_with_the_misconceptions(asked: str, queues: Question) -> None:
    held = held_against(queues, asked)
    assert (ids(held.asked), held.all.rubric, held.kind) == (["size", "more-threads"], queues.rubric, "aimed")
    assert held.to_read == held.asked


@pytest.mark.parametrize(("asked", "kind"), [(None, "whole"), ("새 팀원을 어떻게 설득하시겠어요?", "followup")])
def test_an_invented_follow_up_leaves_the_rubric_whole(asked: str | None, kind: str, queues: Question) -> None:
    held = held_against(queues, asked)
    assert (held.asked, held.all, held.kind) == (queues, queues, kind)


@pytest.mark.parametrize(
    ("text", "overall", "told"), [(MADE, 100, "답변이 이를 분명히 짚었습니다."), (BESIDE, 0, "답변에서 찾지 못했습니다.")]
)
def test_the_number_is_of_that_point(text: str, overall: int, told: str, queues: Question, scorer: RubricScorer) -> None:
    heard: list[tuple[int, int, str]] = []
    score = scorer.judge(text, "ko", queues, lambda index, of, point: heard.append((index, of, point.id)), ASKED)
    assert (score.overall, [point.id for point in score.points]) == (overall, ["size", "more-threads"])
    assert told in score.summary
    assert heard == [(0, 2, "size"), (1, 2, "more-threads")]
    # of the whole question either makes something, and not all
    assert 0 < scorer.judge(text, "ko", queues).overall < 100


@pytest.mark.parametrize(("text", "lang", "gate"), [("모르겠습니다", "ko", "dont_know"), ("I don't know.", "en", "dont_know")])
def test_a_gate_shows_that_point_alone(text: str, lang: Lang, gate: str, queues: Question, scorer: RubricScorer) -> None:
    score = scorer.judge(text, lang, queues, followup=ASKED)
    assert (score.gate, [point.id for point in score.points]) == (gate, ["size", "more-threads"])


def test_a_misconception_costs_here_too(queues: Question, scorer: RubricScorer) -> None:
    wrong = f"{MADE} 스레드를 늘리면 CPU 작업도 그만큼 빨라집니다."
    assert scorer.judge(wrong, "ko", queues, followup=ASKED).overall < 100


def test_the_score_says_by_which_rubric_it_was_made(queues: Question, scorer: RubricScorer) -> None:
    whole, part = provenance(queues, scorer.encoder), provenance(queues, scorer.encoder, ASKED)
    assert whole.rubric_hash != part.rubric_hash
    assert part == provenance_of(held_against(queues, ASKED).asked, scorer.encoder.model)
