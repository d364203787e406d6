"""The process as it is started: ready when the port opens, silent about texts, clean at the end."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from practice.embedding.client import EncoderClient
from practice.embedding.engine import Engine
from practice.settings import Settings

SERVED = ["-m", "workers.encoder"]
# the same server, with a side task that dies when it is told to
DYING = """
import sys
import anyio.to_thread
from practice.logs import configure
from practice.settings import settings
from workers.encoder.serve import serve

async def dies():
    await anyio.to_thread.run_sync(sys.stdin.readline)
    raise AttributeError("as a library did that met a lost connection")

configure("encoder", settings())
serve(settings(), [dies])
"""


@contextmanager
def encoder(url: str, data_dir: Path, served: Sequence[str] = SERVED) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "BACKTALK_ENCODER_URL": url, "BACKTALK_DATA_DIR": str(data_dir), "BACKTALK_ENCODER_THREADS": "1"}
    command = [sys.executable, "-W", "error", *served]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def read_until(process: subprocess.Popen[str], words: str) -> str:
    assert process.stdout is not None
    seen = ""
    for line in process.stdout:
        seen += line
        if words in line:
            return seen
    pytest.fail(f"{words!r} never came:\n{seen}")


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_once_the_port_is_open_and_stops_cleanly(
    end: signal.Signals, encoder_url: str, data_dir: Path, engine: Engine
) -> None:
    settings = Settings(encoder_url=encoder_url, encoder_timeout_s=60)
    with encoder(encoder_url, data_dir) as process:
        output = read_until(process, "Uvicorn running on")
        assert httpx.get(f"{encoder_url}/healthz", trust_env=False).json()["model"] == engine.model
        with EncoderClient.of(settings) as client:
            far = client.encode(["my private answer", "outbox"], "passage")
        assert (far * engine.encode(["my private answer", "outbox"], "passage")).sum(axis=1) == pytest.approx(1.0, abs=1e-4)
        process.send_signal(end)
        assert process.stdout is not None
        output += process.stdout.read()
        assert process.wait(timeout=30) == 0
    assert "private" not in output


def test_it_ends_with_a_side_task_that_dies_so_that_it_is_started_again(encoder_url: str, data_dir: Path) -> None:
    """Else it would say that it is well, and embed nothing ever again."""
    with encoder(encoder_url, data_dir, ["-c", DYING]) as process:
        read_until(process, "Uvicorn running on")
        assert httpx.get(f"{encoder_url}/healthz", trust_env=False).status_code == 200
        said, _ = process.communicate("die\n", timeout=60)
        assert "side_task_died" in said
        assert process.returncode == -signal.SIGTERM
