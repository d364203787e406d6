# ruff: noqa: E501  (whole sentences as people write them)
from dataclasses import replace

import numpy as np
import pytest

from practice.bank.model import Lang, Question
from practice.embedding.port import Encoder, Kind, Vectors
from practice.scoring.rubric import RubricScorer

GOOD: dict[Lang, str] = {
    "ko": "I/O 작업은 네트워크 응답을 기다리고 CPU 작업은 코어를 계속 씁니다. 한 큐에 섞으면 긴 작업이 앞을 막아 짧은 요청이 늦어지니 나눕니다.",
    "en": "I/O work waits for the network and CPU work keeps a core busy. In one queue a long job blocks the short requests behind it.",
}
POOR: dict[Lang, str] = {"ko": "CPU 큐와 I/O 큐를 나누면 좋습니다.", "en": "Splitting the I/O queue and the CPU queue is good."}
KEYWORDS: dict[Lang, str] = {
    "ko": "I/O, 네트워크, CPU, 코어, 큐, 스레드, 프로세스, 임베딩, 지연",
    "en": "I/O, network, CPU, core, queue, thread, process, embedding, latency",
}


@pytest.fixture
def bare(queues: Question) -> Question:
    return replace(queues, rubric=())


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_without_a_rubric_better_answers_get_more(lang: Lang, bare: Question, scorer: RubricScorer) -> None:
    good, poor = scorer.judge(GOOD[lang], lang, bare), scorer.judge(POOR[lang], lang, bare)
    assert 100 > good.overall >= 50 and good.overall >= poor.overall + 20
    assert good.uncertain and poor.uncertain


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_model_answer_gets_everything_and_a_list_nothing(lang: Lang, bare: Question, scorer: RubricScorer) -> None:
    assert scorer.judge(bare.answer.get(lang), lang, bare).overall == 100
    assert scorer.judge(KEYWORDS[lang], lang, bare).overall == 0


class OneByOne:
    """The same model, asked for one text a call."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.model = encoder.model

    def encode(self, texts: list[str], kind: Kind) -> Vectors:
        return np.concatenate([self._encoder.encode([text], kind) for text in texts])


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_scores_do_not_depend_on_batch_mates(lang: Lang, queues: Question, bare: Question, engine: Encoder) -> None:
    together, alone = RubricScorer(engine), RubricScorer(OneByOne(engine))  # type: ignore[arg-type]
    for question in (queues, bare):
        assert together.judge(GOOD[lang], lang, question) == alone.judge(GOOD[lang], lang, question)
