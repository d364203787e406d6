"""A model that is fetched again while the encoder runs: other weights under the same name are not the ones that it holds."""

from collections.abc import Iterator
from pathlib import Path

import huggingface_hub.constants
import numpy as np
import pytest
from starlette.testclient import TestClient

from practice.embedding.client import EncoderClient
from practice.embedding.engine import Bounds, Engine, load_model
from practice.embedding.models import REVISION
from practice.embedding.port import Vectors
from practice.embedding.shelf.manifest import ModelNotReady, known_spec, made_of
from practice.embedding.shelf.steps import Steps
from practice.settings import Settings
from tests.practice.embedding.shelf.hub import Hub, serving
from tests.practice.embedding.shelf.tiny import make_tiny
from workers.encoder.app import create_app
from workers.encoder.models import LoadedModels

NAME = "someone/tiny"


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    # processes that serve never look at a hub, and this one has loaded a model as they do
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", False)
    make_tiny(tmp_path / "first")
    make_tiny(tmp_path / "second", seed=12)
    with serving(Hub(tmp_path / "first", NAME)) as made:
        yield made


@pytest.fixture
def steps(tmp_path: Path, hub: Hub) -> Steps:
    return Steps(Settings(data_dir=tmp_path / "data", model_hub_url=hub.url), Bounds(threads=1), lambda _: None)


def ready(steps: Steps) -> None:
    steps.fetch(NAME, "main", None, None)
    steps.check(NAME)


def of_now(steps: Steps) -> Vectors:
    """As a process that starts now would answer."""
    data_dir = steps.settings.data_dir
    return load_model(known_spec(NAME, data_dir), data_dir, steps.bounds).embed(["a"])[0]


def test_the_encoder_answers_with_what_was_fetched_last(engine: Engine, steps: Steps, hub: Hub) -> None:
    loads: list[str] = []
    data_dir = steps.settings.data_dir

    def load(name: str) -> Engine:
        loads.append(name)
        return load_model(known_spec(name, data_dir), data_dir, steps.bounds)

    models = LoadedModels(engine, load, lambda name: made_of(data_dir, name))
    ready(steps)
    first = of_now(steps)
    with TestClient(create_app(Settings(), models)) as http:

        def asked() -> object:
            reply = http.post("/v1/embeddings", json={"model": NAME, "input": "a"})
            return reply.json()["data"][0]["embedding"] if reply.status_code == 200 else reply.json()["error"]["code"]

        assert np.asarray(asked()) == pytest.approx(first, abs=1e-6)
        ready(steps)
        assert np.asarray(asked()) == pytest.approx(first, abs=1e-6)
        assert loads == [NAME]
        hub.folder = hub.folder.with_name("second")
        steps.fetch(NAME, "main", None, None)
        assert asked() == "model_not_found"
        steps.check(NAME)
        second = of_now(steps)
        assert np.asarray(asked()) == pytest.approx(second, abs=1e-6)
        assert float(first @ second) < 0.99


def test_other_weights_read_nothing_for_vectors_of_the_first(engine: Engine, steps: Steps, hub: Hub) -> None:
    """Somebody who fetches another commit of the model in use would else mix the vectors of two."""
    data_dir = steps.settings.data_dir
    ready(steps)
    spec = known_spec(NAME, data_dir)
    with EncoderClient("http://127.0.0.1:9", spec, 1.0) as client:
        assert client._http.headers[REVISION] == spec.revision
    hub.commit = "decade" + "0" * 34
    hub.folder = hub.folder.with_name("second")
    ready(steps)
    with pytest.raises(ModelNotReady, match=f"fetch --revision {spec.revision}"):
        load_model(spec, data_dir, steps.bounds)
    models = LoadedModels(engine, lambda name: load_model(known_spec(name, data_dir), data_dir, steps.bounds), lambda _: None)
    with TestClient(create_app(Settings(), models)) as http:

        def asked(revision: str | None) -> int:
            headers = {REVISION: revision} if revision else {}
            return http.post("/v1/embeddings", json={"model": NAME, "input": "a"}, headers=headers).status_code

        assert [asked(spec.revision), asked(hub.commit), asked(None)] == [404, 200, 200]
