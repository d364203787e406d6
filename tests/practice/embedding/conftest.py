"""The real model, loaded once."""

import pytest

from practice.embedding.engine import Engine, load_engine
from practice.settings import Settings


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return load_engine(Settings(data_dir=tmp_path_factory.mktemp("data")), threads=1)
