"""One running system for all flow tests."""

from collections.abc import Iterator

import httpx
import pytest

from tests.flow.running import Running


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    system = Running(tmp_path_factory.mktemp("flow") / "내 데이터 folder")
    yield system
    if system.process.poll() is None:
        system.stop()


@pytest.fixture
def guest(running: Running) -> Iterator[httpx.Client]:
    with running.guest() as client:
        yield client
