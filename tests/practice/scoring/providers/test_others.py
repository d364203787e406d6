"""The wire against doubles that others wrote: llmock, from PyPI."""

import json
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest

from practice.bank.model import Question
from practice.scoring.providers import failures
from practice.settings import Settings
from stack.ports import free_port
from tests.practice.scoring.providers.conftest import judged

START_S = 90.0


@pytest.fixture(scope="module")
def llmock() -> Iterator[str]:
    """Its server in a process of its own."""
    port = free_port()
    command = [sys.executable, "-c", "from llmock.cli import app; app()", "serve", "--port", str(port)]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        transport = httpx.HTTPTransport(retries=7)
        with httpx.Client(base_url=address, transport=transport, timeout=START_S) as client:
            assert client.get("/_llmock/scenario").status_code == 200
        yield address
        process.terminate()


def settings_of(address: str, wire: str) -> Settings:
    base = f"{address}/v1" if wire == "openai" else f"{address}/gemini"
    model = "gpt-4o-mini" if wire == "openai" else "gemini-2.5-flash"
    return Settings(
        provider=wire,
        provider_model=model,
        provider_base_url=base,
        provider_key="k",
        provider_timeout_s=30.0,  # type: ignore[arg-type]
    )


def told(address: str, *behaviours: dict[str, object]) -> None:
    httpx.post(f"{address}/_llmock/reset", timeout=30).raise_for_status()
    httpx.post(f"{address}/_llmock/scenario", json={"behaviors": list(behaviours)}, timeout=30).raise_for_status()


def reply(question: Question) -> str:
    points = [{"id": point.id, "evidence": [], "rationale": "없습니다.", "verdict": "missed"} for point in question.rubric]
    return json.dumps({"points": points, "summary": "짧습니다.", "follow_up": ""}, ensure_ascii=False)


@pytest.mark.parametrize("wire", ["openai", "gemini"])
def test_a_reply_is_read(llmock: str, question: Question, wire: str) -> None:
    told(llmock, {"type": "reply", "text": reply(question)})
    assert judged(settings_of(llmock, wire), question).score.summary == "짧습니다."


@pytest.mark.parametrize("wire", ["openai", "gemini"])
@pytest.mark.parametrize(
    ("behaviour", "kind"),
    [
        ({"type": "fail", "status": 429, "retry_after": 3}, failures.ProviderRateLimited),
        ({"type": "fail", "status": 503}, failures.ProviderOverloaded),
        ({"type": "stream_fault", "kind": "disconnect", "after_chunks": 2}, failures.ProviderCutOff),
        ({"type": "stream_fault", "kind": "truncate", "after_chunks": 2}, failures.ProviderCutOff),
    ],
)
def test_its_faults_are_told_apart_and_never_tried_again_here(
    llmock: str, question: Question, wire: str, behaviour: dict[str, object], kind: type[failures.ProviderFailed]
) -> None:
    told(llmock, behaviour, {"type": "reply", "text": reply(question), "times": None})
    with pytest.raises(kind):
        judged(settings_of(llmock, wire), question)
    assert httpx.get(f"{llmock}/_llmock/requests", timeout=30).json()["count"] == 1
