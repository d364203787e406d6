"""A hub with one small model, and a data folder to bring it to."""

from collections.abc import Iterator
from pathlib import Path

import huggingface_hub.constants
import pytest

from practice.embedding.engine import Bounds
from practice.embedding.shelf.steps import Steps
from practice.settings import Settings
from tests.practice.embedding.shelf.hub import Hub, serving
from tests.practice.embedding.shelf.tiny import make_tiny

NAME = "someone/tiny"


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny")
    make_tiny(folder)
    return folder


@pytest.fixture
def hub(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    # processes that serve never look at a hub, and this one has loaded a model as they do
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", False)
    with serving(Hub(tiny, NAME)) as made:
        yield made


@pytest.fixture
def steps(tmp_path: Path, hub: Hub) -> Steps:
    return Steps(Settings(data_dir=tmp_path, model_hub_url=hub.url), Bounds(threads=1), lambda _: None)
