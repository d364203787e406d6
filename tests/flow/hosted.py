"""A whole Backtalk as a host runs it: with an AI provider and a sign-in, each a double over real HTTP."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from stack.ports import free_port
from tests.doubles.provider.running import RunningDouble, provider_double
from tests.flow.running import Running

CLIENT = "backtalk"


@dataclass(frozen=True)
class Hosted:
    running: Running
    provider: RunningDouble


@contextmanager
def signing_in() -> Iterator[str]:
    """The address of an OpenID Connect provider that asks for nothing but a name."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "oidc_provider_mock",
        "--port",
        str(port),
        "--user-claims",
        '{"sub": "kim", "name": "김개발"}',
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextmanager
def hosting(folder: Path) -> Iterator[Hosted]:
    with provider_double() as provider, signing_in() as issuer:
        running = Running(
            folder / "data",
            BACKTALK_PROVIDER="openai",
            BACKTALK_PROVIDER_MODEL="double-1",
            BACKTALK_PROVIDER_BASE_URL=provider.url,
            BACKTALK_PROVIDER_KEY="any",
            BACKTALK_OIDC_ISSUER=issuer,
            BACKTALK_OIDC_CLIENT_ID=CLIENT,
            BACKTALK_OIDC_CLIENT_SECRET="any",
            BACKTALK_ALLOW_GUESTS="true",
        )
        try:
            yield Hosted(running, provider)
        finally:
            running.stop()
