"""A real llama.cpp server with a model that knows nothing: the wire, the schema as a grammar, the stream, the counts."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from practice.bank.model import Question
from practice.scoring.providers.failures import ProviderTooLong
from practice.settings import Settings
from tests.doubles.tiny_model import write_tiny_model
from tests.practice.scoring.providers.conftest import judged

pytest.importorskip("xllamacpp", reason="llama.cpp comes as a wheel for some platforms only")
ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    model = write_tiny_model(tmp_path_factory.mktemp("llama") / "tiny.gguf")
    command = [sys.executable, "-m", "tests.doubles.llama_cpp", str(model)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://")
        yield f"{address}/v1"
        process.kill()


def settings_of(server: str, **more: Any) -> Settings:
    given = {"provider": "openai", "provider_model": "tiny", "provider_base_url": server, "provider_timeout_s": 120.0, **more}
    return Settings(**given)


def test_a_reply_that_reaches_the_limit_is_told_from_a_whole_one(server: str, question: Question) -> None:
    with pytest.raises(ProviderTooLong) as caught:
        judged(settings_of(server, provider_max_tokens=64, provider_temperature=0.0), question)
    assert caught.value.usage.tokens_out == 64
    assert caught.value.usage.tokens_in > 1000
