"""The wire against a double that others wrote in another language: aimock, from npm."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from practice.bank.model import Question
from practice.scoring.providers import failures
from practice.settings import Settings
from tests.practice.scoring.providers.conftest import judged
from tests.practice.scoring.providers.test_others import reply

ROOT = Path(__file__).parents[4]
FOLDER = "tests/doubles/aimock"
SERVER = "node_modules/@copilotkit/aimock/dist/cli.js"


@pytest.fixture(scope="module")
def aimock(question: Question, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its server: what it does with a request goes by the name of the model."""
    if not (ROOT / FOLDER / SERVER).exists():
        pytest.skip(f"`make test` installs it: npm ci in {FOLDER}")
    said = {"content": reply(question)}
    slow_down = {"error": {"message": "Slow down.", "type": "rate_limit_error"}, "status": 429}
    fixtures = [
        {"match": {"model": "whole"}, "response": said},
        {"match": {"model": "cut"}, "response": said, "truncateAfterChunks": 3},
        {"match": {"model": "limited"}, "response": slow_down},
    ]
    file = tmp_path_factory.mktemp("aimock") / "fixtures.json"
    file.write_text(json.dumps({"fixtures": fixtures}, ensure_ascii=False))
    # a moment between chunks: what is written in one go with the break is lost with it
    options = ["-p", "0", "-f", str(file), "-l", "20"]
    command = ["sh", "stack/install/node.sh", FOLDER, "node", SERVER, *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        listening = next((line for line in process.stdout if "listening on " in line), "")
        assert listening, "it ended before it listened"
        yield listening.split("listening on ")[1].strip()
        process.kill()


def settings_of(aimock: str, model: str) -> Settings:
    given = {"provider": "openai", "provider_model": model, "provider_base_url": f"{aimock}/v1", "provider_timeout_s": 60.0}
    return Settings(**given)  # type: ignore[arg-type]


def asked(aimock: str, model: str) -> int:
    journal = httpx.get(f"{aimock}/__aimock/journal", timeout=30).json()
    return sum(entry["body"]["model"] == model for entry in journal)


def test_a_reply_is_read_as_it_streams(aimock: str, question: Question) -> None:
    told: list[str] = []
    judgement = judged(settings_of(aimock, "whole"), question, on_point=lambda _n, _of, point: told.append(point.id))
    assert judgement.score.summary == "짧습니다."
    assert told == [point.id for point in question.rubric]
    assert (judgement.usage.tokens_in or 0) > 0


@pytest.mark.parametrize(
    ("model", "kind"), [("cut", failures.ProviderCutOff), ("limited", failures.ProviderRateLimited)], ids=["cut", "limited"]
)
def test_its_faults_are_told_apart_and_never_tried_again_here(
    aimock: str, question: Question, model: str, kind: type[failures.ProviderFailed]
) -> None:
    with pytest.raises(kind):
        judged(settings_of(aimock, model), question)
    assert asked(aimock, model) == 1
