import pytest

from practice.bank.model import Lang, Question, Text
from practice.scoring.dont_know import says_dont_know
from practice.scoring.gates import before_points, pasted
from practice.scoring.rubric import RubricScorer


@pytest.mark.parametrize(
    ("text", "gate"),
    [
        ("", "empty"),
        (" \n\t…!! ", "empty"),
        ("큐", "too_short"),
        ("ok", "too_short"),
        ("모르겠습니다", "dont_know"),
        ("죄송합니다, 이 부분은 공부를 못 해서 잘 모르겠습니다.", "dont_know"),
        ("Celery는 써 본 적이 없어서 답변드리기 어렵습니다", "dont_know"),
        ("I don't know.", "dont_know"),
        ("Sorry, I have no idea, I have never used Celery before", "dont_know"),
        ("ㅁㄴㅇㄹ ㅁㄴㅇㄹ ㅋㅋㅋ", "gibberish"),
        ("asdf qwer zxcv sdfgh wqrtp", "gibberish"),
        ("뷁뛟 꿻쒧 뀱홻 쮊뺗", "gibberish"),
        ("아아아아아아아아", "gibberish"),
        ("Celery에서 I/O 큐와 CPU 큐를 나누는 이유는 무엇인가요", "copied_question"),
        ("why would you split the I/O queue from the CPU queue in Celery", "copied_question"),
        ("Celery의 구조는 잘 모르겠지만 I/O 작업은 네트워크를 기다리고 CPU 작업은 코어를 점유하니 서로 막지 않게 나눕니다", None),
        ("정확히는 모르겠지만 네트워크를 기다리는 것 같아요", None),
        ("I'm not sure, but maybe they wait on different things", None),
        ("네트워크 쪽은 잘 모르겠습니다", "dont_know"),
        ("잘 모르겠지만 최선을 다해 답해 보겠습니다", "dont_know"),
        ("I don't know but I am eager to learn", "dont_know"),
        ("기다리는 대상이 다르기 때문", None),
        ("They wait on different things.", None),
    ],
)
def test_what_the_bare_text_meets(text: str, gate: str | None, queues: Question) -> None:
    lang: Lang = "ko" if any("가" <= letter <= "힣" for letter in text) else "en"
    assert before_points(text, queues, lang) == gate


def test_a_pasted_model_answer_is_recognised_with_small_edits(queues: Question) -> None:
    model = queues.answer.get("ko")
    assert pasted(model, queues)
    assert pasted("제 답변입니다. " + model.replace("계속", "줄곧"), queues)
    assert not pasted("I/O 작업은 네트워크를, CPU 작업은 코어를 쓰니까 큐를 나눕니다.", queues)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("오늘은 날씨가 좋아서 친구들과 한강에 가서 치킨을 먹고 자전거를 탔습니다. 정말 행복한 하루였습니다.", "ko"),
        ("My grandmother makes the best apple pie in town. She bakes it every Sunday with cinnamon.", "en"),
        ("사랑이란 서로를 아끼는 마음에서 시작하는 긴 여행이라고 생각합니다.", "ko"),
    ],
)
def test_eloquence_about_something_else_is_off_topic(text: str, lang: Lang, queues: Question, scorer: RubricScorer) -> None:
    score = scorer.judge(text, lang, queues)
    assert (score.gate, score.overall, score.strengths) == ("off_topic", 0, ())


@pytest.mark.parametrize(
    ("followup", "text", "lang"),
    [
        (
            "새 팀원이 이 결정에 반대하면 어떻게 설득하시겠어요?",
            "반대하는 팀원과 먼저 일대일로 만나서 걱정하는 이유를 끝까지 듣고, 다음 회의에서 함께 정리해 설득하겠습니다.",
            "ko",
        ),
        (
            "How would you persuade a new teammate who disagrees with you?",
            "I would first listen to the teammate in private, ask what worries them, and persuade them with what we agree on.",
            "en",
        ),
    ],
)
def test_an_answer_to_an_invented_follow_up_is_on_the_topic(
    followup: str, text: str, lang: Lang, queues: Question, scorer: RubricScorer
) -> None:
    assert scorer.judge(text, lang, queues).gate == "off_topic"
    score = scorer.judge(text, lang, queues, followup=followup)
    assert score.gate is None
    # the points count as ever
    assert score.overall == 0
    elsewhere = "사랑이란 서로를 아끼는 마음에서 시작하는 긴 여행이라고 생각합니다."
    assert scorer.judge(elsewhere, "ko", queues, followup=followup).gate == "off_topic"


def test_a_follow_up_said_again_is_no_answer(queues: Question) -> None:
    asked = "새 팀원이 이 결정에 반대하면 어떻게 설득하시겠어요?"
    assert before_points("새 팀원이 이 결정에 반대하면 어떻게 설득하시겠어요", queues, "ko", asked) == "copied_question"
    assert before_points("새 팀원을 어떻게 설득할지는 잘 모르겠습니다.", queues, "ko", asked) == "dont_know"


@pytest.mark.parametrize("text", ["", "모르겠습니다", "I don't know", "asdf qwer zxcv sdfgh"])
def test_a_gate_praises_nothing_and_still_helps(text: str, queues: Question, scorer: RubricScorer) -> None:
    score = scorer.judge(text, "ko", queues)
    assert score.overall == 0 and not score.strengths
    assert all(point.verdict == "missed" and not point.evidence for point in score.points)
    assert all(axis.score == 0 for axis in score.axes)
    assert score.improvements == queues.hints.ko and score.summary


def test_a_question_without_rubric_and_answer_is_not_judged_and_says_so(scorer: RubricScorer) -> None:
    bare = Question("bare", "s", Text("자기소개를 해 주세요.", None))
    score = scorer.judge("저는 5년 차 백엔드 개발자이고 결제 시스템을 만들었습니다.", "ko", bare)
    assert (score.gate, score.overall, score.uncertain) == ("form_only", 0, True)


def test_a_wall_of_blanks_is_no_riddle() -> None:
    """A run of blanks once stopped all threads of a worker for hours."""
    wall = " " * 19_000
    assert not says_dont_know(f"이벤트를{wall}같은 트랜잭션에 넣는다", frozenset())
    assert says_dont_know(f"잘{wall}모르겠습니다", frozenset())
