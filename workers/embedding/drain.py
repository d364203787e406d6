"""The database is the batch: one message may stand for many jobs, and one drain takes them all."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from sqlalchemy import Connection

from practice.db.unit_of_work import WorkerDatabase
from practice.embedding.models import ModelSpec
from practice.embedding.port import Encoder
from practice.embedding.vectors import ToEmbed, store_vectors, texts_of
from practice.jobs.claim import claim, claim_one
from practice.jobs.outcome import Backoff, give_back
from practice.settings import Settings
from workers.runtime.wake import wake_relay

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class EmbeddingRoom:
    """What a drain works with, for the life of the pool process."""

    settings: Settings
    database: WorkerDatabase
    spec: ModelSpec
    encoder: Encoder
    clock: Callable[[], float] = time.monotonic

    def drain(self) -> bool:
        """Embeds until nothing is due or the time budget is spent; true when something may be left.

        A doubled or late message finds nothing to claim.
        """
        end = self.clock() + self.settings.embedding_budget_s
        while self.clock() < end:
            batch = self.database.run(self._take)
            if not batch:
                return False
            self._embed(batch)
            wake_relay(self.database)
        return True

    def _take(self, conn: Connection) -> list[ToEmbed]:
        jobs = claim(conn, "embedding", self.settings.lease_s, limit=self.settings.embedding_batch)
        if not jobs and (last := claim_one(conn, "embedding", self.settings.lease_s)):
            jobs = [last]
        return texts_of(conn, jobs) if jobs else []

    def _embed(self, batch: list[ToEmbed]) -> None:
        try:
            vectors = self.encoder.encode([item.text for item in batch], "passage")
        except Exception as error:  # noqa: BLE001  # whatever the engine raises, each job gets its next attempt or its end
            self._isolate(batch, error)
            return
        kept = self.database.run(lambda conn: store_vectors(conn, self.spec, batch, vectors, self.settings.similar_limit))
        if kept < len(batch):
            log.warning("late_vectors_dropped", jobs=len(batch) - kept)

    def _isolate(self, batch: list[ToEmbed], error: Exception) -> None:
        """One bad text must not take its batch with it: each is tried alone, and only those that fail go back."""
        log.warning("embedding_failed", jobs=len(batch), error=type(error).__name__)
        if len(batch) > 1:
            for item in batch:
                self._embed([item])
            return
        backoff = Backoff(self.settings.retry_base_s, self.settings.retry_cap_s)
        message = f"The embedding engine failed ({type(error).__name__})."
        job = batch[0].job
        self.database.run(lambda conn: give_back(conn, "embedding", job, "encoder_fault", message, backoff))
