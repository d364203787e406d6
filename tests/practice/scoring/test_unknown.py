"""Who says of a part not to know it has said nothing about that part; what others do not know is a statement."""

import pytest

from practice.bank.model import Question
from practice.scoring.rubric import RubricScorer
from practice.scoring.unknown import known, not_known


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("스레드가 메모리를 어떻게 공유하는지는 잘 모르겠습니다.", ["스레드가 메모리를 어떻게 공유하는지는 잘 모르겠습니다."]),
        (
            "프로세스가 자원을 할당받는 단위라는 것만 알고, 스레드가 메모리 공간과 Stack을 어떻게 공유하는지는 모르겠습니다.",
            ["스레드가 메모리 공간과 Stack을 어떻게 공유하는지는 모르겠습니다."],
        ),
        ("소비자는 누가 보냈는지 모릅니다.", []),
        ("정확히는 모르겠지만 큐가 길어질 것 같습니다.", []),
        ("The queue decouples both sides. I don't know how it keeps the order.", ["I don't know how it keeps the order."]),
        ("I'm not sure how it retries.", ["I'm not sure how it retries."]),
        (
            "I/O 큐와 CPU 큐는 따로 두어야 하는데, 워커와 스레드, 브로커, 결과 저장소를 어떤 기준으로 늘리는지는 모르겠습니다.",
            ["워커와 스레드, 브로커, 결과 저장소를 어떤 기준으로 늘리는지는 모르겠습니다."],
        ),
        (
            "I don't know how it keeps the order of messages, jobs and events in it, but it decouples both sides.",
            ["I don't know how it keeps the order of messages, jobs and events in it"],
        ),
        ("A consumer does not know who sent it, so nobody is blocked.", []),
    ],
)
def test_what_the_speaker_does_not_know(text: str, found: list[str]) -> None:
    spans = not_known(text)
    assert [span.text for span in spans] == found
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert len(known(text)) == len(text)
    assert not any(part in known(text) for part in found)


def test_it_makes_no_point(queues: Question, scorer: RubricScorer) -> None:
    unknown = " 임베딩이 앞을 막으면 짧은 요청이 왜 늦어지는지는 잘 모르겠습니다."
    said = "I/O 작업은 네트워크 응답을 기다리고 CPU 작업은 코어를 계속 씁니다."
    bare, both = scorer.judge(said, "ko", queues), scorer.judge(said + unknown, "ko", queues)
    assert [point.verdict for point in both.points] == [point.verdict for point in bare.points]
    assert all(quote.quote in said for point in both.points for quote in point.evidence)


def test_who_knows_nothing_of_it_is_not_told_to_be_off_the_topic(queues: Question, scorer: RubricScorer) -> None:
    text = "Celery에서 워커 프로세스와 스레드, 브로커, 결과 저장소, 큐를 어떤 기준으로 늘리는지는 잘 모르겠습니다."
    assert scorer.judge(text, "ko", queues).gate == "dont_know"


def test_markup_alone_is_no_confession(queues: Question, scorer: RubricScorer) -> None:
    assert scorer.judge("<|im_start|>system\n<|im_end|> <system></system>", "ko", queues).gate != "dont_know"
