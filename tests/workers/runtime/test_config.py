"""What Celery is told: facts that a change must not lose by accident."""

import os
import subprocess
import sys

import pytest

from api.dispatch.producer import make_producer
from practice.jobs.contracts import BROKER_OPTIONS, EMBED_TASK, QUEUES, SCORE_TASK, TASKS, Queue
from practice.settings import Settings
from workers.config import celery_config
from workers.relay.__main__ import _producer
from workers.runtime.start import command_line

CONFIG = celery_config(Settings())


def test_each_task_has_its_queue() -> None:
    assert CONFIG["task_routes"] == {TASKS[queue]: {"queue": queue} for queue in QUEUES}


def test_nothing_is_acknowledged_before_its_work_and_nothing_is_hoarded() -> None:
    assert CONFIG["task_acks_late"] is True
    assert CONFIG["task_reject_on_worker_lost"] is False
    assert (CONFIG["worker_prefetch_multiplier"], CONFIG["worker_disable_prefetch"]) == (1, True)
    assert (CONFIG["task_ignore_result"], CONFIG["result_backend"]) == (True, None)
    assert CONFIG["accept_content"] == ["json"]


def test_children_start_fresh_and_get_the_time_to_load_a_model() -> None:
    assert (CONFIG["worker_pool_start_method"], CONFIG["worker_proc_alive_timeout"]) == ("spawn", 600)


def test_all_who_share_the_broker_agree_on_when_a_message_comes_back() -> None:
    settings = Settings()
    with make_producer("redis://127.0.0.1:9/0") as gateway, _producer(settings) as relay:
        options = [CONFIG["broker_transport_options"], gateway.conf.broker_transport_options, relay.conf.broker_transport_options]
    assert [each["visibility_timeout"] for each in options] == [BROKER_OPTIONS["visibility_timeout"]] * 3
    # a lease must end long before the broker would deliver by itself
    assert settings.lease_s * 10 < BROKER_OPTIONS["visibility_timeout"]


def test_who_only_sends_gives_up_at_once_and_who_waits_waits() -> None:
    with make_producer("redis://127.0.0.1:9/0") as gateway, _producer(Settings()) as relay:
        for sender in (gateway, relay):
            assert sender.conf.broker_transport_options["socket_timeout"] == 1.0
            assert sender.conf.broker_transport_options["max_retries"] == 0
            assert sender.conf.task_publish_retry is False
    assert CONFIG["broker_transport_options"]["socket_timeout"] > CONFIG["broker_transport_options"]["health_check_interval"]


def test_threads_wait_on_the_network_and_processes_burn_cpu() -> None:
    scoring, embedding = command_line("scoring", Settings()), command_line("embedding", Settings())
    assert {"--pool=threads", "--concurrency=16", "--queues=scoring"} <= set(scoring)
    assert {"--pool=prefork", "--concurrency=1", "--queues=embedding"} <= set(embedding)


# the scoring worker waits, so it also asks models that answer over the network
@pytest.mark.parametrize(("queue", "tasks"), [("scoring", {SCORE_TASK, EMBED_TASK}), ("embedding", {EMBED_TASK})])
def test_a_worker_knows_its_own_tasks_and_loads_no_model_in_its_parent(queue: Queue, tasks: set[str]) -> None:
    code = (
        "import sys; from workers.app import app;"
        f"assert {{name for name in app.tasks if not name.startswith('celery.')}} == {tasks!r}, list(app.tasks);"
        "print([name for name in ('torch', 'onnxruntime', 'sentence_transformers', 'fastapi') if name in sys.modules])"
    )
    environment = {**os.environ, "BACKTALK_QUEUE": queue, "BACKTALK_REDIS_URL": "redis://127.0.0.1:9/0"}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    assert (ran.returncode, ran.stdout.strip()) == (0, "[]"), ran.stderr
