"""What gateway and workers agree on without importing each other: queues, tasks, payloads, broker options."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

Queue = Literal["scoring", "embedding"]
QUEUES: tuple[Queue, ...] = ("scoring", "embedding")

SCORE_TASK = "score.run"
EMBED_TASK = "embed.drain"
TASKS: dict[Queue, str] = {"scoring": SCORE_TASK, "embedding": EMBED_TASK}

FAILED_KIND: dict[str, str] = {"scoring": "score.failed", "embedding": "embed.failed"}
DELAYED_KIND: dict[str, str] = {"scoring": "score.delayed", "embedding": "embed.delayed"}

# The shortest value among all apps on a broker wins, so it stands here once. It only says when Redis may deliver
# an unacknowledged message again; whether a job may run again is decided by its lease in PostgreSQL.
VISIBILITY_TIMEOUT_S = 3600

BROKER_OPTIONS: dict[str, Any] = {
    "visibility_timeout": VISIBILITY_TIMEOUT_S,
    # a silent broker is given up after a second, not after the kernel's minutes
    "socket_timeout": 1.0,
    "socket_connect_timeout": 1.0,
    # half-open connections are noticed
    "socket_keepalive": True,
}


@dataclass(frozen=True, slots=True)
class JobHint:
    """A message: "this job may be ready". Losing or doubling it changes nothing."""

    job_id: UUID
    queue: Queue

    @property
    def task(self) -> str:
        return TASKS[self.queue]

    @property
    def kwargs(self) -> dict[str, str]:
        return {"job_id": str(self.job_id)}
