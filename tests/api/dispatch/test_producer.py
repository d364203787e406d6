"""The messages that leave the gateway are the contract, and no worker's code comes with them."""

import base64
import json
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
import redis
from kombu.exceptions import OperationalError

from api.dispatch.producer import close_connections, make_producer, send_all
from practice.clock import new_id
from practice.jobs.contracts import BROKER_OPTIONS, QUEUES, TASKS, JobHint


@pytest.fixture(autouse=True)
def broker_connections() -> Iterator[None]:
    yield
    close_connections()


@pytest.fixture
def silent() -> Iterator[str]:
    """A broker that takes a connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"redis://127.0.0.1:{listener.getsockname()[1]}/0"


@pytest.mark.parametrize("queue", QUEUES)
def test_a_hint_goes_to_its_queue_under_its_task_s_name(redis_url: str, queue: str) -> None:
    hint = JobHint(new_id(), "scoring" if queue == "scoring" else "embedding")
    with make_producer(redis_url) as producer, redis.Redis.from_url(redis_url) as client:
        send_all(producer, [hint])
        (raw,) = client.lrange(queue, 0, -1)
    message = json.loads(raw)
    assert message["headers"]["task"] == TASKS[hint.queue]
    _, kwargs, _ = json.loads(base64.b64decode(message["body"]))
    assert kwargs == {"job_id": str(hint.job_id)}


def test_a_broker_that_refuses_or_stays_silent_is_an_error_and_no_wait(silent: str) -> None:
    for url in ("redis://127.0.0.1:9/0", silent):
        with make_producer(url) as producer, pytest.raises(OperationalError):
            send_all(producer, [JobHint(new_id(), "scoring")])


def test_the_producer_waits_as_the_contract_says(redis_url: str) -> None:
    with make_producer(redis_url) as producer:
        assert producer.conf.broker_transport_options == {**BROKER_OPTIONS, "max_retries": 0}
        assert (producer.conf.task_publish_retry, producer.conf.task_ignore_result) == (False, True)


def test_the_gateway_imports_no_worker_and_no_model() -> None:
    heavy = ("workers", "torch", "sentence_transformers", "onnxruntime")
    code = f"import sys, api.main; print([name for name in sys.modules if name.split('.')[0] in {heavy}])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
