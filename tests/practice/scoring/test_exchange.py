import pytest

from practice.bank.shipped import load
from practice.scoring.exchange import exchanged, ties_of
from practice.scoring.negation import contrast_reversed
from practice.scoring.sentences import sentences
from practice.scoring.terms import terms

KOREAN = "코사인은 방향만 보고 내적은 방향과 길이를 모두 반영한다"
PROBES = "liveness가 실패하면 kubelet이 컨테이너를 재시작하고, readiness가 실패하면 EndpointSlice에서 빠져 트래픽을 받지 않는다"
ENGLISH = "429 means this client exceeded its own quota, and 503 means the server as a whole cannot take more"


@pytest.mark.parametrize(
    ("truth", "said", "is_exchanged"),
    [
        (KOREAN, "내적은 방향만 보고 코사인은 방향과 길이를 모두 반영합니다.", True),
        (KOREAN, "내적은 방향과 길이를 모두 반영하고 코사인은 방향만 봅니다.", False),
        (
            PROBES,
            "readiness가 실패하면 kubelet이 컨테이너를 재시작하고 liveness가 실패하면 EndpointSlice에서 빠져 트래픽이 끊깁니다.",
            True,
        ),
        (PROBES, "readiness가 실패하면 EndpointSlice에서 빠지고 liveness가 실패하면 kubelet이 컨테이너를 재시작합니다.", False),
        (ENGLISH, "503 means this client exceeded its quota, and 429 means the server as a whole cannot take more.", True),
        (ENGLISH, "503 means the server as a whole cannot take more, and 429 that the client exceeded its quota.", False),
    ],
)
def test_two_subjects_that_changed_places_are_seen(truth: str, said: str, is_exchanged: bool) -> None:
    assert exchanged(said, said, ties_of([truth])) is is_exchanged


def test_an_adverb_of_time_ties_nobody_to_anything() -> None:
    (question,) = [one for one in load().questions if one.id == "backpressure-429-or-503"]
    truth = [*(point.text.get("ko") for point in question.rubric if point.weight > 0), *parts(question.answer.get("ko"))]
    said = "클라이언트는 타임아웃으로 이미 떠났는데 서버는 버려질 일을 합니다. 특정 사용자가 한도를 넘기면 429를 줍니다."
    assert not exchanged(said, said, ties_of(truth))


def parts(text: str) -> list[str]:
    return [span.text for span in sentences(text)]


@pytest.mark.parametrize(
    ("claim", "said", "is_reversed"),
    [
        ("번호는 커밋이 아니라 INSERT 시점에 나간다", "번호는 INSERT가 아니라 커밋 시점에 나갑니다", True),
        ("번호는 커밋이 아니라 INSERT 시점에 나간다", "번호는 INSERT 시점에 나가지 커밋 시점이 아닙니다", False),
    ],
)
def test_not_a_but_b_is_not_b_but_a(claim: str, said: str, is_reversed: bool) -> None:
    assert contrast_reversed(claim, terms(claim), said, terms(said)) is is_reversed


def test_a_thousand_clauses_are_read_like_any_other_answer() -> None:
    """Each was held against each: fifty seconds for an answer of 20,000 characters."""
    many = ", ".join(["코사인은 방향만 보고"] * 1_000 + ["내적은 길이도 반영합니다"])
    assert not exchanged(many, many, ties_of([KOREAN]))
