"""The real model, loaded once, and settings that share its data folder."""

import socket
from pathlib import Path

import pytest

from practice.embedding.engine import Engine, load_engine
from practice.settings import Settings


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def engine(data_dir: Path) -> Engine:
    return load_engine(Settings(data_dir=data_dir), threads=1)


@pytest.fixture
def encoder_url() -> str:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"http://127.0.0.1:{free.getsockname()[1]}"
