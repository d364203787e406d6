import pytest

from practice.scoring.polarity import denies
from practice.scoring.roles import swapped
from practice.scoring.terms import terms


@pytest.mark.parametrize(
    ("claim", "clause"),
    [
        ("스레드를 늘리면 CPU 작업도 빨라진다", "스레드를 늘려도 CPU 작업은 빨라지지 않습니다"),
        ("스레드를 늘리면 CPU 작업도 빨라진다", "스레드를 늘리면 CPU 작업도 빨라진다는 것은 오해입니다"),
        ("메시지 순서가 보장된다", "메시지 순서는 보장할 수 없습니다"),
        ("인덱스를 추가하면 쓰기가 느려진다", "인덱스를 추가하면 쓰기가 빨라집니다"),
        ("Adding threads makes CPU work faster", "Adding threads does not make CPU work faster"),
        ("Adding threads makes CPU work faster", "It is a myth that adding threads makes CPU work faster"),
        ("The commit happens before the message is sent", "The commit happens after the message is sent"),
        ("Retries are safe", "Retries aren't safe"),
    ],
)
def test_a_denial_is_seen(claim: str, clause: str) -> None:
    assert denies(claim, clause)


@pytest.mark.parametrize(
    ("claim", "clause"),
    [
        ("스레드를 늘리면 CPU 작업도 빨라진다", "스레드만 늘리면 CPU 작업도 빨라집니다"),
        ("락 없이 읽는다", "락을 잡지 않고 읽습니다"),
        ("CPU 작업은 코어를 쓴다", "CPU 작업은 네트워크가 아니라 코어를 씁니다"),
        ("지연이 늘지 않는다", "지연이 줄어듭니다"),
        ("Work is done outside the transaction", "Not only the read but all work is done outside the transaction"),
        ("The queue keeps latency low", "The queue keeps latency low, no matter how many users"),
        ("Jobs are not lost", "Jobs never get lost"),
    ],
)
def test_the_same_statement_is_no_denial(claim: str, clause: str) -> None:
    assert not denies(claim, clause)


@pytest.mark.parametrize(
    ("claim", "said", "is_swapped"),
    [
        ("프로듀서가 브로커에게 메시지를 보낸다", "브로커가 프로듀서에게 메시지를 보낸다", True),
        ("프로듀서가 브로커에게 메시지를 보낸다", "브로커에게 프로듀서가 메시지를 보낸다", False),
        ("해시 조인이 중첩 루프보다 빠르다", "중첩 루프가 해시 조인보다 빠르다", False),
        ("The relay publishes events to the broker", "The broker publishes events to the relay", True),
        ("The relay publishes events to the broker", "Events are published by the relay to the broker", False),
    ],
)
def test_two_words_in_each_others_place(claim: str, said: str, is_swapped: bool) -> None:
    assert swapped(claim, terms(claim), said, terms(said)) is is_swapped
