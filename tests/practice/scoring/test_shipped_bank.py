"""The bank and its own scorer agree: each model answer makes every point of its rubric, and states no misconception."""

import pytest

from practice.bank import shipped
from practice.bank.model import LANGS, Lang, Question
from practice.scoring.rubric import RubricScorer


def verdicts(question_id: str, text: str, lang: Lang, scorer: RubricScorer) -> dict[str, str]:
    question = next(question for question in shipped.load().questions if question.id == question_id)
    return {point.id: point.verdict for point in scorer.judge(text, lang, question).points}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("question", shipped.load().questions, ids=lambda question: question.id)
def test_a_model_answer_makes_all_its_points(scorer: RubricScorer, question: Question, lang: Lang) -> None:
    score = scorer.judge(question.answer.get(lang), lang, question)
    missing = [point.id for point in score.points if point.weight > 0 and point.verdict != "met"]
    stated = [point.id for point in score.points if point.weight < 0 and point.verdict != "missed"]
    assert (missing, stated) == ([], [])


@pytest.mark.parametrize(
    ("question_id", "made", "text"),
    [
        (
            "backtalk-outbox-relay",
            "same-transaction",
            "아웃박스는 업무 행과 이벤트를 한 트랜잭션에 적고, 릴레이가 그것을 읽어 브로커로 발행하는 방식입니다. "
            "릴레이가 죽어도 표시되지 않은 행이 남아 다시 발행되므로 소비자는 멱등해야 합니다.",
        ),
        (
            "backtalk-pubsub-is-not-a-log",
            "cursor-plus-one",
            "seq가 커서 바로 다음 번호면 내보내고, 그보다 작으면 버리고, 건너뛰었으면 따라잡으러 가요. "
            "번호가 비었든 버퍼가 찼든 재구독이 됐든 하는 일은 똑같이 커서 뒤를 Postgres에서 읽는 코드 하나입니다.",
        ),
    ],
)
def test_a_right_answer_in_ones_own_words_is_not_taken_for_a_mixed_up_one(
    question_id: str, made: str, text: str, scorer: RubricScorer
) -> None:
    assert verdicts(question_id, text, "ko", scorer)[made] == "met"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("NOTIFY가 반드시 전달되는 건 아니어서 폴링이 필요합니다.", "ko"),
        ("NOTIFY는 반드시 전달되므로 폴링은 필요 없다고 생각하기 쉽지만 그렇지 않습니다. 유실될 수 있어서 폴링도 합니다.", "ko"),
        ("NOTIFY is not always delivered, so polling is needed.", "en"),
    ],
)
def test_a_misconception_that_is_turned_down_costs_nothing(text: str, lang: Lang, scorer: RubricScorer) -> None:
    found = verdicts("backtalk-outbox-relay", text, lang, scorer)
    assert (found["notify-is-reliable"], found["poll-guarantee"]) == ("missed", "met")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("NOTIFY는 반드시 전달되므로 폴링은 필요 없습니다. 워커가 Redis에 바로 보내면 됩니다.", "ko"),
        ("NOTIFY is always delivered, so no polling is needed. The worker can send straight to Redis.", "en"),
    ],
)
def test_words_that_state_a_misconception_are_not_praised_for_its_opposite(text: str, lang: Lang, scorer: RubricScorer) -> None:
    question = next(question for question in shipped.load().questions if question.id == "backtalk-outbox-relay")
    score = scorer.judge(text, lang, question)
    found = {point.id: point.verdict for point in score.points}
    assert (found["notify-is-reliable"], found["poll-guarantee"], score.strengths) == ("met", "missed", ())


@pytest.mark.parametrize(
    ("question_id", "made", "text"),
    [
        (
            "vector-storage-dimensions-and-halfvec",
            "space-sum",
            "1536 x 4byte = 6144byte ≒ 6KB, 1000만개면 약 61GB.",
        ),
        (
            "architecture-on-one-page",
            "labelled-flow",
            "```mermaid\nflowchart LR\n  B[브라우저] -->|1 POST| A[API]\n"
            "  A -->|2 커밋| P[(PostgreSQL)]\n  A -->|3 힌트| R[(Redis 큐)]\n"
            "  R -->|4 작업| W[채점 워커]\n  W -->|5 결과| P\n```",
        ),
    ],
)
def test_a_calculation_and_a_diagram_are_no_list_of_keywords(
    question_id: str, made: str, text: str, scorer: RubricScorer
) -> None:
    assert verdicts(question_id, text, "ko", scorer)[made] == "met"


def test_a_misconception_is_quoted_without_the_sentence_beside_it(scorer: RubricScorer) -> None:
    said = "코사인이 0.8을 넘으면 어떤 모델에서든 비슷한 문장이라고 보면 됨"
    beside = "내적은 방향만 보고 코사인은 방향과 길이를 모두 반영함"
    question = next(one for one in shipped.load().questions if one.id == "cosine-dot-product-and-normalisation")
    score = scorer.judge(f"{said}\n{beside}\n정규화하면 둘의 순서가 같음", "ko", question)
    quotes = {point.id: [evidence.quote for evidence in point.evidence] for point in score.points}
    assert quotes["universal-threshold"] == [said]
