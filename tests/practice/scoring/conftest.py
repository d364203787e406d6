# ruff: noqa: E501  (whole sentences as people write them)
import hashlib
from collections.abc import Sequence

import numpy as np
import pytest

from practice.bank.model import FollowUp, Question, RubricPoint, Text, Texts
from practice.embedding.port import Encoder, Kind, Vectors
from practice.scoring.rubric import RubricScorer


class HashingEncoder:
    """Letter trigrams hashed into a vector: meaning nothing, but the same on every machine."""

    model = "hashing"

    def __init__(self) -> None:
        self.calls = 0

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        self.calls += 1
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> Vectors:
        vector = np.ones(256, np.float32)
        for at in range(max(1, len(text) - 2)):
            digest = hashlib.blake2b(text[at : at + 3].lower().encode(), digest_size=2).digest()
            vector[int.from_bytes(digest) % 256] += 2
        return np.asarray(vector / np.linalg.norm(vector), np.float32)


@pytest.fixture
def hashing() -> HashingEncoder:
    return HashingEncoder()


@pytest.fixture(scope="session")
def scorer(engine: Encoder) -> RubricScorer:
    return RubricScorer(engine)


@pytest.fixture(scope="session")
def queues() -> Question:
    return Question(
        id="split-queues",
        section="backend-cs",
        axes=("architecture", "depth"),
        text=Text(
            "Celery에서 I/O 큐와 CPU 큐를 나누는 이유는 무엇인가요?",
            "Why would you split the I/O queue from the CPU queue in Celery?",
        ),
        hints=Texts(("무엇을 기다리는지 생각해 보세요.",), ("Think of what each kind of work waits on.",)),
        answer=Text(
            "기다리는 대상이 다르기 때문입니다. I/O 작업은 네트워크 응답을 기다리고 CPU 작업은 코어를 계속 씁니다. "
            "한 큐에 섞으면 긴 임베딩 작업이 앞을 막아서 짧은 요청까지 늦어집니다. 그래서 I/O 큐에는 스레드를 많이 두고 CPU 큐에는 코어 수만큼만 프로세스를 둡니다.",
            "They wait on different things. I/O work waits for the network while CPU work keeps a core busy. "
            "In one shared queue a long embedding job blocks the head, and short requests behind it become slow. "
            "So the I/O queue gets many threads, and the CPU queue only as many processes as there are cores.",
        ),
        rubric=(
            RubricPoint(
                "wait",
                2,
                Text(
                    "I/O 작업은 네트워크를 기다리고 CPU 작업은 코어를 점유한다",
                    "I/O work waits for the network while CPU work occupies a core",
                ),
                Texts(("네트워크 대기", "코어 점유"), ("waits for the network", "keeps a core busy")),
            ),
            RubricPoint(
                "block",
                2,
                Text(
                    "한 큐에 섞으면 긴 작업이 앞을 막아 짧은 요청이 늦어진다",
                    "In one shared queue a long job blocks the short requests behind it",
                ),
                Texts(("head-of-line blocking",), ("head-of-line blocking",)),
            ),
            RubricPoint(
                "size",
                1,
                Text(
                    "I/O 큐에는 스레드를 많이, CPU 큐에는 코어 수만큼 프로세스를 둔다",
                    "Many threads for the I/O queue, as many processes as cores for the CPU queue",
                ),
            ),
            RubricPoint(
                "more-threads",
                -2,
                Text("스레드를 늘리면 CPU 작업도 그만큼 빨라진다", "Adding threads makes CPU work faster in proportion"),
            ),
        ),
        followups=(
            FollowUp("metrics", Text("지표에서는 무엇이 먼저 나빠지나요?", "Which metric gets worse first?"), "block"),
            FollowUp("threads", Text("스레드는 몇 개가 적당한가요?", "How many threads would you run?"), "size"),
        ),
    )
