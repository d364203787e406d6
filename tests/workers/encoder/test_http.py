"""The HTTP contract, with the real model behind it."""

import base64
from collections.abc import Iterator
from dataclasses import replace
from threading import Event

import anyio
import numpy as np
import pytest
from starlette.testclient import TestClient

from practice.embedding.engine import Bounds, Engine
from practice.embedding.models import UnknownModel
from practice.settings import Settings
from workers.encoder.app import create_app
from workers.encoder.models import LoadedModels

MODEL = "multilingual-e5-small"


def only(engine: Engine) -> LoadedModels:
    """The default model and nothing else on the disk."""
    return LoadedModels(engine, refuse, nothing)


def nothing(_: str) -> None:
    """No files of its own."""


def refuse(name: str) -> Engine:
    raise UnknownModel(name)


@pytest.fixture
def http(engine: Engine) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(), only(engine))) as client:
        yield client


def test_floats_are_the_engine_s_own_vectors(http: TestClient, engine: Engine) -> None:
    texts = ["query: 아웃박스 패턴", "passage: the outbox pattern"]
    reply = http.post("/v1/embeddings", json={"model": MODEL, "input": texts}).json()
    assert (reply["object"], reply["model"]) == ("list", MODEL)
    assert [(item["object"], item["index"]) for item in reply["data"]] == [("embedding", 0), ("embedding", 1)]
    vectors = np.array([item["embedding"] for item in reply["data"]], np.float32)
    assert np.allclose(vectors, engine.embed(texts), atol=1e-6)
    assert reply["usage"]["prompt_tokens"] == reply["usage"]["total_tokens"] == engine.tokens(texts)


def test_base64_holds_the_same_numbers_as_little_endian_float32(http: TestClient, engine: Engine) -> None:
    asked = {"model": MODEL, "input": "query: 파드", "encoding_format": "base64", "user": "someone"}
    (item,) = http.post("/v1/embeddings", json=asked).json()["data"]
    vector = np.frombuffer(base64.b64decode(item["embedding"]), "<f4")
    assert np.allclose(vector, engine.embed(["query: 파드"])[0], atol=1e-6)


def test_many_texts_keep_their_order(http: TestClient, engine: Engine) -> None:
    texts = [f"passage: {'벡터 검색 ' * (index % 7)}{index}" for index in range(30)]
    reply = http.post("/v1/embeddings", json={"model": MODEL, "input": texts}).json()
    vectors = np.array([item["embedding"] for item in reply["data"]], np.float32)
    assert (vectors * engine.embed(texts)).sum(axis=1) == pytest.approx(1.0, abs=1e-4)


def test_a_text_beyond_512_tokens_is_cut_and_no_error(http: TestClient) -> None:
    reply = http.post("/v1/embeddings", json={"model": MODEL, "input": "passage: " + "긴 답변입니다. " * 2000})
    assert reply.status_code == 200
    assert reply.json()["usage"]["prompt_tokens"] == 512


BAD_INPUT = {
    "no model": {"input": "a"},
    "no input": {"model": MODEL},
    "no texts": {"model": MODEL, "input": []},
    "too many texts": {"model": MODEL, "input": ["a"] * 257},
    "token ids": {"model": MODEL, "input": [1, 2]},
    "a number": {"model": MODEL, "input": 1},
    "another format": {"model": MODEL, "input": "a", "encoding_format": "hex"},
    "other dimensions": {"model": MODEL, "input": "a", "dimensions": 64},
}


@pytest.mark.parametrize("case", BAD_INPUT)
def test_bad_input_is_400_with_an_openai_error(http: TestClient, case: str) -> None:
    reply = http.post("/v1/embeddings", json=BAD_INPUT[case])
    assert reply.status_code == 400
    assert reply.json()["error"]["type"] == "invalid_request_error"
    assert reply.json()["error"]["message"]


@pytest.mark.parametrize("body", [b"", b"{", b'"text"', b"\xff", b'{"model": "m", "input": "\\ud800"}'])
def test_bytes_that_are_no_request_are_400(http: TestClient, body: bytes) -> None:
    assert http.post("/v1/embeddings", content=body).status_code == 400


def test_another_model_is_404(http: TestClient) -> None:
    reply = http.post("/v1/embeddings", json={"model": "another", "input": "a"})
    assert (reply.status_code, reply.json()["error"]["code"]) == (404, "model_not_found")


def test_a_model_on_the_disk_is_loaded_once_when_it_is_asked_for(engine: Engine) -> None:
    loaded: list[str] = []
    other = Engine(replace(engine.spec, name="another"), engine._pipeline, Bounds(1))

    def load(name: str) -> Engine:
        loaded.append(name)
        return other

    with TestClient(create_app(Settings(), LoadedModels(engine, load, nothing))) as client:
        replies = [client.post("/v1/embeddings", json={"model": name, "input": "a"}) for name in ("another", MODEL, "another")]
    assert [reply.status_code for reply in replies] == [200, 200, 200]
    assert loaded == ["another"]


def test_a_body_without_measure_is_413(http: TestClient) -> None:
    assert http.post("/v1/embeddings", content=b" " * (4 * 1024 * 1024 + 1)).status_code == 413


def test_no_answer_repeats_the_text(http: TestClient) -> None:
    reply = http.post("/v1/embeddings", json={"model": MODEL, "input": ["my private answer", 7]})
    assert reply.status_code == 400
    assert "private" not in reply.text


def test_a_full_lane_is_503_with_retry_after(engine: Engine) -> None:
    with TestClient(create_app(Settings(), only(engine), capacity=0)) as client:
        reply = client.post("/v1/embeddings", json={"model": MODEL, "input": "a"})
    assert (reply.status_code, reply.headers["retry-after"]) == (503, "1")
    assert reply.json()["error"]["code"] == "overloaded"


def test_health_names_the_model(http: TestClient) -> None:
    assert http.get("/healthz").json() == {"status": "ok", "model": MODEL, "dimensions": 384}


def test_lifespan_tasks_live_as_long_as_the_server(engine: Engine) -> None:
    lives: list[str] = []
    begun = Event()

    async def heartbeat() -> None:
        lives.append("begins")
        begun.set()
        try:
            await anyio.sleep_forever()
        finally:
            lives.append("ends")

    with TestClient(create_app(Settings(), only(engine), [heartbeat])):
        assert begun.wait(10)
        assert lives == ["begins"]
    assert lives == ["begins", "ends"]
