"""Every Celery setting that differs from the default, with the reason beside it."""

from typing import Any

from practice.jobs.contracts import BROKER_OPTIONS, EMBED_TASK, SCORE_TASK
from practice.settings import Settings


def celery_config(settings: Settings) -> dict[str, Any]:
    """For the workers of both queues; what is particular to one stands in ``command_line``."""
    url = settings.redis_url.get_secret_value()
    return {
        "broker_url": url,
        # None: what the URL names
        "broker_transport": "workers.runtime.transport:Transport" if url.startswith("redis://") else None,
        "broker_transport_options": {
            **BROKER_OPTIONS,
            # blocking reads wait longer than a send may: the socket must outlive the poll
            "socket_timeout": 30.0,
            # idle connections are probed, so a broker that vanished is noticed
            "health_check_interval": 25,
            # at every poll unacknowledged messages of dead workers are looked for, not at each tenth
            "unacked_restore_throttle": 1,
        },
        # a broker that restarts is waited for, at start and later
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        "task_routes": {SCORE_TASK: {"queue": "scoring"}, EMBED_TASK: {"queue": "embedding"}},
        # acknowledged after the work: a killed worker's message is delivered again
        "task_acks_late": True,
        # with late acks a poison job would come back for ever; the attempts in PostgreSQL bound it
        "task_reject_on_worker_lost": False,
        # a message waits in the broker, where any worker may take it, not in one worker's memory
        "worker_prefetch_multiplier": 1,
        "worker_disable_prefetch": True,
        # results are rows in PostgreSQL
        "task_ignore_result": True,
        "result_backend": None,
        "task_serializer": "json",
        "accept_content": ["json"],
        # nobody listens to Celery's own events, gossip and remote control; they cost connections and wake-ups
        "worker_send_task_events": False,
        "worker_enable_remote_control": False,
        # children that load a model take longer than the default 4 s, on a starved machine longer than a minute, and those
        # that replace a dead one would be killed in a loop
        "worker_proc_alive_timeout": 600,
        # fork would copy the parent's threads' locks into onnxruntime and tokenizers
        "worker_pool_start_method": "spawn",
        "worker_hijack_root_logger": False,
        "worker_redirect_stdouts": False,
        "enable_utc": True,
        # a spawned child imports these before it says that it has started
        "imports": ("workers.app",),
    }
