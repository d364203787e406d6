# ruff: noqa: E501  (whole sentences as people write them)
from dataclasses import asdict, replace

import pytest

from practice.bank.model import Lang, Question
from practice.scoring.form import concreteness, form_of, length_of
from practice.scoring.rubric import RubricScorer

STORY_KO = (
    "작년 가을 결제 서비스에서 조회가 느려졌습니다. 제 목표는 한 달 안에 p95를 절반으로 줄이는 것이었습니다. "
    "먼저 EXPLAIN으로 확인하고 복합 인덱스를 추가했습니다. 그 결과 p95가 1.8초에서 420ms로 줄었습니다."
)
STORY_EN = (
    "Last autumn lookups in our payment service became slow. My task was to halve the p95 within a month. "
    "I checked the plan with EXPLAIN and added a composite index. As a result the p95 went from 1.8 s to 420 ms."
)
ARGUMENT_KO = (
    "큐를 나눕니다. 기다리는 대상이 다르기 때문입니다. 실제로 재 보니 p95가 3배 짧았습니다. 대신 운영할 것이 늘어납니다."
)
ARGUMENT_EN = "I would split the queue. They wait on different things, because one is CPU work. For example p95 fell by 60 %. The price is more to operate."


def found(text: str, lang: Lang, question: Question) -> dict[str, bool]:
    return {part.part: part.found for part in form_of(text, question, lang).structure}


@pytest.mark.parametrize(("text", "lang"), [(STORY_KO, "ko"), (STORY_EN, "en")])
def test_an_experience_is_told_by_situation_task_action_and_result(text: str, lang: Lang, queues: Question) -> None:
    told = replace(queues, axes=("experience",))
    assert found(text, lang, told) == {"situation": True, "task": True, "action": True, "result": True}


@pytest.mark.parametrize(("text", "lang"), [(ARGUMENT_KO, "ko"), (ARGUMENT_EN, "en")])
def test_an_argument_has_claim_reason_evidence_and_trade_off(text: str, lang: Lang, queues: Question) -> None:
    assert found(text, lang, queues) == {"claim": True, "reason": True, "evidence": True, "trade_off": True}


def test_what_is_missing_is_said_in_the_language_of_the_answer(queues: Question) -> None:
    korean, english = form_of("큐를 나눕니다.", queues, "ko"), form_of("I would split the queue in two.", queues, "en")
    assert [part.part for part in korean.structure if not part.found] == ["reason", "evidence", "trade_off"]
    assert korean.advice[0] == "왜 그런지 이유를 이어 주세요." and english.advice[0] == "Add the reason why it is so."
    assert korean.structure[0].name == "주장" and english.structure[0].name == "Claim"


def test_quotes_stand_in_the_answer(queues: Question) -> None:
    form = form_of(STORY_KO, replace(queues, axes=("experience",)), "ko")
    assert all(part.quote and part.quote in STORY_KO for part in form.structure)


def test_numbers_names_and_comparisons_make_an_answer_concrete() -> None:
    assert asdict(concreteness("1. 조회가 빨라졌습니다.\n2. 좋았습니다.")) == {"numbers": 0, "names": 0, "comparisons": 0}
    made = concreteness("PostgreSQL의 p95가 인덱스를 넣기 전보다 3배 빨라져 420ms가 됐습니다.")
    assert made.numbers >= 2 and made.names >= 2 and made.comparisons >= 1
    english = concreteness("The p95 is three times lower than before: from 900 ms to 300 ms with PostgreSQL.")
    assert english.numbers >= 2 and english.names >= 1 and english.comparisons >= 1


def test_a_result_may_be_two_figures_and_an_arrow(queues: Question) -> None:
    form = form_of("당시 p99가 문제였고 제가 쿼리를 고쳤습니다. p99 4.2s → 240ms.", replace(queues, axes=("experience",)), "ko")
    assert [part.quote for part in form.structure if part.part == "result"] == ["p99 4.2s → 240ms."]


@pytest.mark.parametrize(
    ("text", "verdict"), [("가" * 50, "short"), ("가" * 500, "fitting"), ("가" * 900, "long"), ("word " * 240, "fitting")]
)
def test_length_is_told_in_seconds_of_speech(text: str, verdict: str) -> None:
    assert length_of(text, 120).verdict == verdict
    assert length_of(text, None).verdict is None


def test_the_question_s_time_is_not_for_an_answer_to_a_follow_up(queues: Question, scorer: RubricScorer) -> None:
    timed = replace(queues, time_s=180)
    text = "큐를 나눈 까닭은 I/O 작업은 네트워크를 기다리고 CPU 작업은 코어를 점유하기 때문입니다."
    first, then = scorer.judge(text, "ko", timed).form, scorer.judge(text, "ko", timed, followup="큐를 왜 나눴나요?").form
    assert first and (first.length.target_s, first.length.verdict) == (180, "short")
    assert then and (then.length.target_s, then.length.verdict) == (None, None)
    assert len(then.advice) == len(first.advice) - 1


def test_form_never_counts(queues: Question, scorer: RubricScorer) -> None:
    plain = "I/O 작업은 네트워크를 기다리고 CPU 작업은 코어를 점유합니다."
    dressed = plain + " 예를 들어 작년 프로젝트에서 3배 빨라졌습니다. 대신 비용이 듭니다."
    assert scorer.judge(plain, "ko", queues).overall >= scorer.judge(dressed, "ko", queues).overall
    pasted = scorer.judge(queues.answer.get("ko"), "ko", queues)
    assert pasted.overall == 100 and pasted.form is not None and pasted.form.advice


def test_what_was_not_judged_has_no_form(queues: Question, scorer: RubricScorer) -> None:
    assert scorer.judge("모르겠습니다", "ko", queues).form is None
