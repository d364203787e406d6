"""Points as they are decided: over Pub/Sub only, without a number; the truth is the final event."""

from typing import Protocol

import structlog
from pydantic import TypeAdapter
from redis.exceptions import RedisError

from practice.clock import now
from practice.events.channel import channel_of, partial
from practice.events.kinds import SCORE_PARTIAL
from practice.jobs.claim import Claimed
from practice.scoring.model import PointScore

log = structlog.get_logger()
POINT = TypeAdapter(PointScore)


class Publishes(Protocol):
    """Whoever publishes and keeps nobody waiting: the points of all calls are told from one loop."""

    def publish(self, channel: str, message: bytes) -> object: ...


class Partials:
    """Publishes what may be lost; a Redis that is away costs the reader nothing but the show."""

    def __init__(self, client: Publishes) -> None:
        self._client = client

    def tell(self, job: Claimed, index: int, of: int, point: PointScore) -> None:
        """Says that point ``index`` of ``of`` is decided."""
        said = POINT.dump_python(point, mode="json")
        data = {"answer_id": str(job.answer_id), "at": now().isoformat(), "index": index, "of": of, "point": said}
        try:
            self._client.publish(channel_of(job.user_id), partial(SCORE_PARTIAL, data).encode())
        except (RedisError, OSError):
            log.warning("partial_lost", job=str(job.job_id))
