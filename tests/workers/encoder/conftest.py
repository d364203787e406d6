"""A free address for the encoder, and the data folder in which the weights are converted already."""

import socket
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def data_dir(model_dir: Path) -> Path:
    return model_dir


@pytest.fixture
def encoder_url() -> str:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"http://127.0.0.1:{free.getsockname()[1]}"
