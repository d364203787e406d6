"""A question of the bank, an answer to it, and a way to be judged over real HTTP."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pydantic import SecretStr

from practice.bank import shipped
from practice.bank.model import Question
from practice.scoring.model import PointScore
from practice.scoring.providers.asking import ModelProvider
from practice.scoring.providers.judge import Judge, Judgement
from practice.settings import Settings
from tests.doubles.provider.running import RunningDouble, provider_double

ANSWER = "아웃박스 패턴에서는 이벤트를 답변과 같은 트랜잭션에 기록한다.\n릴레이가 커밋된 행을 읽어 발행하고 나서 표시한다."
OnPoint = Callable[[int, int, PointScore], None]


@pytest.fixture(scope="session")
def question() -> Question:
    return next(question for question in shipped.load().questions if question.id == "backtalk-outbox-relay")


@pytest.fixture(scope="module")
def running() -> Iterator[RunningDouble]:
    with provider_double() as double:
        yield double


@pytest.fixture
def double(running: RunningDouble) -> Iterator[RunningDouble]:
    """Well and strict at the start of each test."""
    running.set(mode="ok", times=None, verdicts=[], key=None, retry_after="2", strict=True)
    running.requests.clear()
    running.complaints.clear()
    yield running
    assert running.complaints == []


WIRES = ("openai", "gemini", "vertex")


def settings_for(wire: str, double: RunningDouble, **more: Any) -> Settings:
    """``vertex`` by its express key; by project needs Google's own sign-in."""
    base = double.url if wire == "openai" else double.root
    given = {
        "provider": wire,
        "provider_model": "double-1" if wire == "openai" else "gemini-double",
        "provider_base_url": base,
        "provider_key": SecretStr("a-key"),
        "provider_timeout_s": 20.0,
        **more,
    }
    return Settings(**given)


def judged(
    settings: Settings,
    question: Question,
    answer: str = ANSWER,
    on_point: OnPoint = lambda *_: None,
    followup: str | None = None,
) -> Judgement:
    """One judgement on a loop of its own."""

    async def work() -> Judgement:
        provider = ModelProvider(settings)
        try:
            judge = Judge(provider, settings.provider_samples, asyncio.Semaphore(settings.provider_concurrency))
            return await judge.judge(answer, "ko", question, on_point, followup)
        finally:
            await provider.close()

    return asyncio.run(work())
