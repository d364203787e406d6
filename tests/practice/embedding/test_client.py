"""The client against servers that answer well, badly, late or not at all."""

import base64
import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.embedding.client import EncoderClient, in_requests
from practice.embedding.models import MODELS
from practice.errors import EncoderUnavailable, TextsRefused
from practice.settings import Settings
from tests.practice.embedding.server import HangUp, Reply, answering

SPEC = MODELS["multilingual-e5-small"]
AXES = np.eye(SPEC.dimensions, dtype="<f4")


def client(url: str, timeout_s: float = 5.0) -> EncoderClient:
    return EncoderClient(url, SPEC, timeout_s)


def body(*embeddings: object) -> bytes:
    return json.dumps({"data": [{"index": index, "embedding": one} for index, one in enumerate(embeddings)]}).encode()


@pytest.fixture
def asked() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def good(asked: list[dict[str, Any]]) -> Iterator[str]:
    """Each text's vector is the axis of its length; base64, and in reverse order as the API allows."""

    def reply(request: dict[str, Any]) -> tuple[int, bytes]:
        asked.append(request)
        data = [
            {"index": index, "embedding": base64.b64encode(AXES[len(text)].tobytes()).decode()}
            for index, text in enumerate(request["input"])
        ]
        return 200, json.dumps({"object": "list", "data": data[::-1], "model": "x", "usage": {}}).encode()

    with answering(reply) as url:
        yield url


def test_the_request_is_the_openai_one_with_prefixed_texts(good: str, asked: list[dict[str, Any]]) -> None:
    with client(good) as encoder:
        encoder.encode(["한글", "a"], "query")
    assert asked == [
        {"path": "/v1/embeddings", "model": SPEC.name, "input": ["query: 한글", "query: a"], "encoding_format": "base64"}
    ]


def test_vectors_come_back_in_the_order_of_the_texts(good: str) -> None:
    with client(good) as encoder:
        vectors = encoder.encode(["four", "", "onetwo"], "passage")
    assert vectors.dtype == np.float32
    assert vectors.argmax(axis=1).tolist() == [13, 9, 15]


def test_long_lists_are_cut_into_requests_and_put_together(good: str, asked: list[dict[str, Any]]) -> None:
    lengths = [index % 100 for index in range(150)]
    with client(good) as encoder:
        vectors = encoder.encode(["x" * length for length in lengths], "query")
    assert vectors.argmax(axis=1).tolist() == [length + 7 for length in lengths]
    assert len(asked) == 8


def test_threads_share_one_client(good: str) -> None:
    with client(good) as encoder, ThreadPoolExecutor(8) as threads:
        vectors = threads.map(lambda length: encoder.encode(["x" * length], "query"), range(40))
        assert [int(vector.argmax()) - 7 for vector in vectors] == list(range(40))


def test_no_texts_need_no_server() -> None:
    with client("http://127.0.0.1:9") as encoder:
        assert encoder.encode([], "query").shape == (0, SPEC.dimensions)


@pytest.mark.parametrize("ending", ["", "/", "/v1", "/v1/"])
def test_the_url_may_end_as_people_write_it(good: str, asked: list[dict[str, Any]], ending: str) -> None:
    with client(good + ending) as encoder:
        encoder.encode(["a"], "query")
    assert asked[0]["path"] == "/v1/embeddings"


def test_float_vectors_of_any_length_become_unit_vectors() -> None:
    with answering(lambda _: (200, body([3.0, 4.0] + [0.0] * 382))) as url, client(url) as encoder:
        (vector,) = encoder.encode(["a"], "query")
    assert vector[:2].tolist() == pytest.approx([0.6, 0.8])


BAD_REPLIES: dict[str, tuple[int, bytes]] = {
    "busy": (503, b"{}"),
    "refuses": (400, b'{"error": {"message": "no"}}'),
    "moved": (307, b""),
    "no JSON": (200, b"<html>"),
    "no data": (200, b'{"data": []}'),
    "too few": (200, body(AXES[0].tolist())),
    "too many": (200, body(*[AXES[0].tolist()] * 3)),
    "twice the same index": (200, json.dumps({"data": [{"index": 0, "embedding": AXES[0].tolist()}] * 2}).encode()),
    "too short": (200, body([1.0], [1.0])),
    "of two lengths": (200, body([1.0], AXES[0].tolist())),
    "zero": (200, body([0.0] * 384, [0.0] * 384)),
    "not a number": (200, body([float("nan")] * 384, [1.0] * 384)),
    "no base64": (200, body("§", "§")),
    "base64 cut short": (200, body("AAA=", "AAA=")),
}


@pytest.mark.parametrize("case", BAD_REPLIES)
def test_every_bad_reply_means_unavailable_and_is_asked_for_once(case: str) -> None:
    requests: list[object] = []

    def reply(request: dict[str, Any]) -> tuple[int, bytes]:
        requests.append(request)
        return BAD_REPLIES[case]

    with answering(reply) as url, client(url) as encoder, pytest.raises(EncoderUnavailable):
        encoder.encode(["a", "b"], "query")
    assert len(requests) == 1


@pytest.mark.parametrize(("status", "kind"), [(400, True), (413, True), (422, True), (401, False), (404, False), (429, False)])
def test_texts_that_are_refused_are_told_from_an_encoder_that_is_away(status: int, kind: bool) -> None:
    with answering(lambda _: (status, b"{}")) as url, client(url) as encoder, pytest.raises(EncoderUnavailable) as raised:
        encoder.encode(["a"], "query")
    assert isinstance(raised.value, TextsRefused) is kind


@pytest.mark.parametrize(("most", "found"), [(10_000, 8000), (8000, 8000), (7990, 4000), (600, 500), (0, 250)])
def test_the_limit_of_an_endpoint_is_halved_until_it_reads_that_much(most: int, found: int) -> None:
    def reply(request: dict[str, Any]) -> tuple[int, bytes]:
        (text,) = request["input"]
        return (200, body(AXES[0].tolist())) if len(text.encode()) <= most else (400, b"{}")

    with answering(reply) as url, client(url) as encoder:
        assert encoder.limit(8000) == found


@pytest.mark.parametrize(("hung_up", "requests"), [(1, 2), (2, 2)])
def test_a_connection_that_ended_without_a_reply_is_tried_once_more(hung_up: int, requests: int) -> None:
    asked: list[object] = []

    def reply(request: dict[str, Any]) -> tuple[int, bytes]:
        asked.append(request)
        if len(asked) <= hung_up:
            raise HangUp
        return 200, body(AXES[3].tolist())

    with answering(reply) as url, client(url) as encoder:
        if hung_up < requests:
            assert encoder.encode(["a"], "query").argmax() == 3
        else:
            with pytest.raises(EncoderUnavailable, match="RemoteProtocolError"):
                encoder.encode(["a"], "query")
    assert len(asked) == requests


def test_nobody_listening_means_unavailable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with client(f"http://127.0.0.1:{port}") as encoder, pytest.raises(EncoderUnavailable, match="ConnectError"):
        encoder.encode(["a"], "query")


def test_a_silent_server_means_unavailable_after_the_timeout() -> None:
    enough = Event()

    def reply(_: dict[str, Any]) -> tuple[int, bytes]:
        enough.wait()
        return 200, b""

    with answering(reply) as url, client(url, timeout_s=0.05) as encoder:
        with pytest.raises(EncoderUnavailable, match="ReadTimeout"):
            encoder.encode(["a"], "query")
        enough.set()


def test_no_error_carries_the_texts() -> None:
    secret: Reply = lambda request: (200, json.dumps({"data": request["input"]}).encode())  # noqa: E731
    with answering(secret) as url, client(url) as encoder, pytest.raises(EncoderUnavailable) as raised:
        encoder.encode(["my private answer"], "query")
    assert "private" not in repr(raised.value)
    assert raised.value.__suppress_context__


def test_it_is_built_from_the_settings() -> None:
    with EncoderClient.of(Settings()) as encoder:
        assert encoder.model == "multilingual-e5-small"


@given(st.lists(st.text(max_size=50) | st.integers(1, 30_000).map(lambda length: "x" * length), max_size=200))
def test_cutting_keeps_every_text_in_order_and_no_request_is_empty(texts: list[str]) -> None:
    parts = list(in_requests(texts, 2_000))
    assert [text for part in parts for text in part] == texts
    assert all(part and len(part) <= 64 for part in parts)
    # what a model does not read costs nothing
    assert all(len(part) == 1 or sum(min(len(text), 2_000) for text in part) <= 2_000 for part in parts)
