"""An answer to a follow-up that has a model answer of its own is held against that."""

from dataclasses import replace

import pytest

from practice.bank.model import FollowUp, Lang, Question, Text
from practice.scoring.aim import held_against
from practice.scoring.gates import before_points
from practice.scoring.rubric import RubricScorer, provenance

ASKED = "지표에서는 무엇이 먼저 나빠지나요?"
MODEL = Text(
    "짧은 요청의 대기 시간 p99가 가장 먼저 나빠집니다. "
    "처리량과 CPU 사용률은 한동안 그대로라서 평균만 보고 있으면 문제를 놓치기 쉽습니다. "
    "그래서 큐마다 가장 오래된 작업이 얼마나 기다렸는지를 재고 30초를 넘으면 담당자에게 바로 알립니다. "
    "나이가 계속 늘면 긴 작업을 다른 큐로 옮깁니다.",
    "The p99 waiting time of short requests gets worse first. Throughput and CPU use stay as they were for a while, so averages "
    "miss it. That is why I measure the age of the oldest job of each queue and page at 30 seconds.",
)
RIGHT: dict[Lang, str] = {
    "ko": "대기 시간부터 나빠져요. 특히 짧은 요청의 p99가 먼저 튀고, 평균이나 처리량은 멀쩡해 보이니까 "
    "큐에서 제일 오래된 작업의 나이를 봅니다.",
    "en": "Waiting time goes first: the p99 of the short requests jumps while averages and throughput still look fine, so I "
    "watch how old the oldest job in each queue is.",
}
WRONG: dict[Lang, str] = {
    "ko": "디스크 사용량이 먼저 찹니다. 로그를 지우는 배치를 하나 더 돌리면 됩니다.",
    "en": "The disk fills up first, so another batch that deletes logs is all that is needed.",
}


@pytest.fixture
def asking(queues: Question) -> Question:
    """Its first follow-up has a model answer."""
    return replace(queues, followups=(FollowUp("metrics", Text(ASKED, "Which metric gets worse first?"), "block", MODEL),))


def asked_in(lang: Lang) -> str:
    return ASKED if lang == "ko" else "Which metric gets worse first?"


def test_its_claims_take_the_place_of_the_rubric_and_misconceptions_stay(asking: Question) -> None:
    held = held_against(asking, ASKED)
    assert (held.kind, held.all, held.asked.answer) == ("own", held.asked, MODEL)
    assert [point.text.ko for point in held.asked.rubric if point.weight > 0] == [
        "짧은 요청의 대기 시간 p99가 가장 먼저 나빠집니다.",
        "처리량과 CPU 사용률은 한동안 그대로라서 평균만 보고 있으면 문제를 놓치기 쉽습니다.",
        "그래서 큐마다 가장 오래된 작업이 얼마나 기다렸는지를 재고 30초를 넘으면 담당자에게 바로 알립니다.",
        "나이가 계속 늘면 긴 작업을 다른 큐로 옮깁니다.",
    ]
    assert [point.id for point in held.asked.rubric if point.weight < 0] == ["more-threads"]


def test_who_reads_it_is_told_the_question_too(asking: Question) -> None:
    held = held_against(asking, ASKED)
    assert held.asked.text.ko == ASKED
    assert held.to_read.text == Text(f"{asking.text.ko}\n{ASKED}", f"{asking.text.en}\nWhich metric gets worse first?")
    assert held.to_read.rubric == held.asked.rubric


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_right_answer_that_makes_no_point_of_the_question_is_worth_something(
    lang: Lang, asking: Question, queues: Question, scorer: RubricScorer
) -> None:
    right, wrong = (scorer.judge(words[lang], lang, asking, followup=asked_in(lang)) for words in (RIGHT, WRONG))
    assert right.overall > 50 > wrong.overall
    assert right.uncertain
    # without its model answer it would be held against the point that it aims at, which is not what was asked
    alone = scorer.judge(RIGHT[lang], lang, queues, followup=asked_in(lang))
    assert [point.id for point in alone.points if point.weight > 0] == ["block"]
    assert not {point.id for point in alone.points if point.weight > 0} & {point.id for point in right.points}


@pytest.mark.parametrize(("lang", "told"), [("ko", "이 꼬리 질문의 모범 답변이"), ("en", "the model answer to this follow-up")])
def test_the_summary_says_what_it_was_held_against(lang: Lang, told: str, asking: Question, scorer: RubricScorer) -> None:
    score = scorer.judge(RIGHT[lang], lang, asking, followup=asked_in(lang))
    assert told in score.summary
    assert {"ko": "채점 기준이 없어", "en": "no rubric"}[lang] not in score.summary


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_its_model_answer_earns_everything_and_is_recognised(lang: Lang, asking: Question, scorer: RubricScorer) -> None:
    score = scorer.judge(MODEL.get(lang), lang, asking, followup=asked_in(lang))
    assert (score.overall, score.gate) == (100, "pasted_model_answer")


def test_words_about_anything_earn_nothing_by_their_length(asking: Question, scorer: RubricScorer) -> None:
    beside = "팀에서 매주 회고를 하고 합의한 것을 문서로 남깁니다. 오늘은 날씨가 맑아서 공원까지 걸었습니다. "
    short, long = (scorer.judge(WRONG["ko"] + beside * times, "ko", asking, followup=ASKED).overall for times in (1, 12))
    assert long <= short + 5


def test_the_model_answer_of_the_question_is_recognised_here_too(asking: Question, scorer: RubricScorer) -> None:
    assert scorer.judge(asking.answer.get("ko"), "ko", asking, followup=ASKED).gate == "pasted_model_answer"


def test_a_misconception_takes_what_it_takes_of_the_question_and_the_rest_is_still_told(
    asking: Question, scorer: RubricScorer
) -> None:
    said = f"{MODEL.ko} 스레드를 늘리면 CPU 작업도 그만큼 빨라집니다."
    score = scorer.judge(said, "ko", asking, followup=ASKED)
    # 2 of the 5 that the question's points weigh; the four claims weigh 4
    assert score.overall == 50
    assert "거의 다 담았습니다" in score.summary
    assert "잘못 알고 있는 듯한" in score.summary


def test_a_model_answer_of_one_claim_does_not_make_a_misconception_dearer(asking: Question, scorer: RubricScorer) -> None:
    short = replace(asking.followups[0], answer=Text(ko="짧은 요청의 대기 시간 p99가 가장 먼저 나빠집니다."))
    said = "짧은 요청의 대기 시간 p99가 가장 먼저 나빠집니다. 스레드를 늘리면 CPU 작업도 그만큼 빨라집니다."
    assert scorer.judge(said, "ko", replace(asking, followups=(short,)), followup=ASKED).overall == 60


def test_of_two_follow_ups_with_the_same_words_the_one_with_a_model_answer_is_meant(asking: Question) -> None:
    twice = (replace(asking.followups[0], id="bare", answer=Text()), *asking.followups)
    assert held_against(replace(asking, followups=twice), ASKED).kind == "own"


@pytest.mark.parametrize(
    ("text", "gate"),
    [(ASKED, "copied_question"), ("모르겠습니다", "dont_know"), ("대기 시간이 먼저인지는 잘 모르겠습니다.", "dont_know")],
)
def test_the_gates_know_the_follow_up(text: str, gate: str, asking: Question) -> None:
    assert before_points(text, asking, "ko", ASKED) == gate


def test_what_was_asked_just_now_is_not_asked_again(queues: Question, scorer: RubricScorer) -> None:
    score = scorer.judge(RIGHT["ko"], "ko", queues, followup=ASKED)
    assert score.follow_ups == ("스레드는 몇 개가 적당한가요?",)


def test_who_has_no_start_gets_the_hints_of_the_point_that_it_probes(asking: Question, scorer: RubricScorer) -> None:
    score = scorer.judge("모르겠습니다", "ko", asking, followup=ASKED)
    assert score.improvements == ("head-of-line blocking",)


def test_the_score_says_by_what_it_was_made(asking: Question, queues: Question, scorer: RubricScorer) -> None:
    hashes = {provenance(one, scorer.encoder, ASKED).rubric_hash for one in (asking, queues)}
    assert len(hashes | {provenance(asking, scorer.encoder).rubric_hash}) == 3
